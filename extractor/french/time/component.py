"""spaCy component ``french_time``: temporal expressions as ``doc.spans["times"]``.

>>> import spacy
>>> from datetime import date
>>> nlp = spacy.blank("fr")
>>> _ = nlp.add_pipe("french_time")
>>> doc = nlp.make_doc("La mairie rouvrira lundi.")
>>> doc._.published = date(2024, 3, 12)
>>> doc = nlp(doc)
>>> [(span.text, span._.timex.value) for span in doc.spans["times"]]
[('lundi', '2024-03-18')]
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.french.time.grammar import Grammar
from extractor.french.time.resolve import Resolver

SPANS_KEY = "times"


def register_extensions() -> None:
    """Register ``Doc._.published`` and ``Span._.timex`` once, leaving earlier definitions alone."""
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)
    if not Span.has_extension("timex"):
        Span.set_extension("timex", default=None)


class FrenchTime:
    """Reads ``doc._.published`` (a date, a datetime or None), writes ``doc.spans[spans_key]``.

    Each span carries its ``Timex`` as ``span._.timex``. A span is widened to whole tokens where
    the tokenizer does not cut at the expression's ends; the exact offsets are those of the Timex.
    """

    def __init__(self, spans_key: str = SPANS_KEY) -> None:
        register_extensions()
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Write the spans."""
        grammar = Grammar(doc.text)
        spans: list[Span] = []
        for timex in Resolver(grammar, doc._.published).run(grammar.parse()):
            span = doc.char_span(timex.start, timex.end, label=timex.type, alignment_mode="expand")
            if span is not None:
                span._.timex = timex
                spans.append(span)
        doc.spans[self.spans_key] = spans
        return doc


register_extensions()


@Language.factory("french_time", default_config={"spans_key": SPANS_KEY}, assigns=["doc.spans"])
def create_french_time(nlp: Language, name: str, spans_key: str) -> FrenchTime:
    """Factory of the ``french_time`` component."""
    return FrenchTime(spans_key)
