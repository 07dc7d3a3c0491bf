"""Operational impacts: the words that show one, for the evidence of a fact.

An impact is a *frame*: a thing (system, site, phone, service, data, money) and a state (down, up,
stolen, encrypted, delayed …) in one clause; the table :data:`FRAMES` says which pair makes which
category. Whole phrases (« papier et crayon ») stand for a category alone. Things, states and phrases are
lists in ``models/lexicons/impacts.toml``; the reader sees them as flags of its words and decides
category and status, the frame narrows the evidence.

>>> from extractor.incidents.context import Context
>>> context = Context("À Dax, les serveurs ont été coupés, mais les urgences fonctionnent.")
>>> start, end, what = impact_span(context, context.prose.sentences[0], "service_disruption")
>>> context.prose.text[start:end]
'les urgences fonctionnent'
"""

from __future__ import annotations

from extractor.french.prose import Sentence
from extractor.incidents.context import Context
from extractor.records import ImpactCategory

FRAMES: dict[tuple[str, str], ImpactCategory] = {
    ("system", "down"): "it_outage",
    ("system", "up"): "it_outage",
    ("system", "back"): "it_outage",
    ("system", "encrypted"): "encryption",
    ("data", "encrypted"): "encryption",
    ("web", "down"): "online_service_outage",
    ("web", "up"): "online_service_outage",
    ("web", "back"): "online_service_outage",
    ("web", "delayed"): "online_service_outage",
    ("comm", "down"): "communication_outage",
    ("comm", "up"): "communication_outage",
    ("comm", "back"): "communication_outage",
    ("service", "down"): "service_disruption",
    ("service", "delayed"): "service_disruption",
    ("service", "up"): "service_disruption",
    ("service", "back"): "service_disruption",
    ("data", "stolen"): "data_breach",
    ("data", "up"): "data_breach",
    ("money", "lost"): "financial_loss",
}


def impact_span(
    context: Context, sentence: Sentence, category: ImpactCategory
) -> tuple[int, int, tuple[int, int] | None]:
    """Where a sentence shows an impact: start, end, and the thing concerned (None if not told apart).

    The clause of the first frame or phrase of the category; the whole sentence without one.
    """
    prose = context.prose
    for state in context.within("state", sentence.start, sentence.end):
        left, right = context.factuality.clause(state.start, state.end)
        start, end = _trimmed(context, prose.starts[left], prose.ends[right - 1])
        for thing in context.within("thing", start, end):
            if FRAMES.get((thing.entry.data["thing"], state.entry.data["state"])) == category:
                return start, max(end, thing.end, state.end), (thing.start, thing.end)
    for phrase in context.within("phrase", sentence.start, sentence.end):
        if phrase.entry.data["category"] == category:
            left, right = context.factuality.clause(phrase.start, phrase.end)
            start, end = _trimmed(context, prose.starts[left], prose.ends[right - 1])
            return start, max(phrase.end, end), (phrase.start, phrase.end)
    return sentence.start, sentence.end, None


def _trimmed(context: Context, start: int, end: int) -> tuple[int, int]:
    """A clause without the stops and quotes at its edges."""
    text = context.prose.folded
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
