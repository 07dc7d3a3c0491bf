"""Layers as spaCy components: each reads marks of a ``Doc`` and adds its own span group.

===================  ================================================  =====================
component            span group                                        attributes
===================  ================================================  =====================
french_blocks        ``doc.spans["blocks"]``, sentence starts           span label: block kind
french_time          ``doc.spans["times"]``                            ``span._.timex``
french_organisations ``doc.spans["organisations"]``                    ``span._.chain``
french_factuality    ``doc.spans["cues"]``                             span label: cue class
french_attribution   ``doc.spans["sources"]``                          ``span._.source``
incident_marks       ``doc.spans["attacks"]``, ``["authorities"]``     span label: code
incident_report      ``doc._.incidents``                               list of records
===================  ================================================  =====================

Each is reachable by ``nlp.add_pipe`` in any French pipeline through the ``spacy_factories`` entry point.
``doc._.published`` (a date) is read where times are resolved; set it before the pipeline runs, with
``nlp(doc)`` on a made Doc.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

import extractor.french.attribution
import extractor.french.time  # noqa: F401  registers its component, as attribution does
from extractor.incidents.assembly import incidents_of
from extractor.incidents.authorities import authority_hits
from extractor.incidents.context import Context
from extractor.records import article_id

LAYERS = (
    "french_blocks",
    "french_time",
    "french_organisations",
    "french_factuality",
    "french_attribution",
    "incident_marks",
    "incident_report",
)


def register() -> None:
    """Register the Doc and Span attributes, once."""
    for name, default in (("published", None), ("incidents", None)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in ("timex", "chain"):
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


def context_of(doc: Doc) -> Context:
    """The article's marks, shared by the layers of one Doc."""
    register()
    context = doc.user_data.get("cyberpresse")
    if context is None:
        context = Context(doc.text, doc._.published)
        doc.user_data["cyberpresse"] = context
    if "times" in doc.spans and "times" not in context.__dict__:
        # The temporal layer has already read this Doc: its marks are the context's.
        context.__dict__["times"] = [span._.timex for span in doc.spans["times"]]
    return context


def _span(doc: Doc, start: int, end: int, label: str = "") -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def _group(doc: Doc, key: str, marks: list[tuple[int, int, str]]) -> None:
    spans = (_span(doc, start, end, label) for start, end, label in marks)
    doc.spans[key] = [span for span in spans if span is not None]


@Language.component("french_blocks", retokenizes=False)
def french_blocks(doc: Doc) -> Doc:
    """Lines with their function, and sentence starts."""
    prose = context_of(doc).prose
    _group(doc, "blocks", [(b.start, b.end, b.kind) for b in prose.blocks])
    starts = {sentence.start for sentence in prose.sentences}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


@Language.component("french_organisations")
def french_organisations(doc: Doc) -> Doc:
    """Organisations, places and persons, with their chains."""
    mentions = context_of(doc).mentions
    spans = []
    for mention in mentions.mentions:
        span = _span(doc, mention.start, mention.end, mention.kind or mention.role)
        if span is not None:
            span._.chain = mention.chain if mention.chain >= 0 else None
            spans.append(span)
    doc.spans["organisations"] = spans
    return doc


@Language.component("french_factuality")
def french_factuality(doc: Doc) -> Doc:
    """Cues of negation, doubt, intention and generality."""
    _group(doc, "cues", [(h.start, h.end, h.label) for h in context_of(doc).factuality.cues])
    return doc


@Language.component("incident_marks")
def incident_marks(doc: Doc) -> Doc:
    """Attack nouns with their type, authorities with their code."""
    context = context_of(doc)
    _group(doc, "attacks", [(h.start, h.end, h.entry.data["type"]) for h in context.of("attack_noun")])
    _group(doc, "authorities", [(h.start, h.end, h.entry.data["who"]) for h in authority_hits(context)])
    return doc


@Language.component("incident_report")
def incident_report(doc: Doc) -> Doc:
    """Incidents of the article, as records of the contract."""
    context = context_of(doc)
    doc._.incidents = incidents_of(context, article_id(doc.text))
    return doc
