"""Operational impacts: what happened to which thing, and how sure the text is.

An impact is a *frame*: a thing (system, site, phone, service, data, money) and a state (down, up,
stolen, encrypted, delayed …) in one clause; the table :data:`FRAMES` says which pair makes which
category. A state of continuity (« fonctionne », « maintenu ») denies the category, unless it is itself
negated (« ne répond plus »). Whole phrases (« papier et crayon ») stand for a category alone. Things,
states and phrases are lists in ``models/lexicons/impacts.toml``.

>>> from extractor.incidents.context import Context
>>> found = find_impacts(Context("Les serveurs ont été coupés. Les urgences fonctionnent normalement."))
>>> [(i.category, i.status) for i in found]
[('it_outage', 'confirmed'), ('service_disruption', 'denied')]
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.french.lexicon import Hit
from extractor.incidents.context import Context
from extractor.records import ImpactCategory, Status

FRAMES: dict[tuple[str, str], ImpactCategory] = {
    ("system", "down"): "it_outage",
    ("system", "encrypted"): "encryption",
    ("system", "up"): "it_outage",
    ("system", "back"): "it_outage",
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
    ("data", "encrypted"): "encryption",
    ("data", "up"): "data_breach",
    ("money", "lost"): "financial_loss",
}


@dataclass(slots=True)
class ImpactMark:
    """One impact statement; offsets in code points."""

    start: int
    end: int
    category: ImpactCategory
    status: Status
    sentence: int
    what: tuple[int, int] | None
    rule: str


def find_impacts(context: Context) -> list[ImpactMark]:
    """Every impact statement of an article, in order."""
    marks: list[ImpactMark] = []
    prose = context.prose
    for sentence in prose.sentences:
        states = context.within("state", sentence.start, sentence.end)
        things = context.within("thing", sentence.start, sentence.end)
        for phrase in context.within("phrase", sentence.start, sentence.end):
            reading = context.factuality.read(phrase.start, phrase.end)
            if reading.status is None:
                continue
            status: Status = "denied" if reading.negated else "possible" if reading.modality == "possible" else "confirmed"
            marks.append(
                ImpactMark(phrase.start, phrase.end, phrase.entry.data["category"], status, sentence.index, None, f"phrase {phrase.entry.form}")
            )
        for state in states:
            clause = context.factuality.clause(state.start, state.end)
            left, right = prose.starts[clause[0]], prose.ends[clause[1] - 1]
            for thing in things:
                if not (left <= thing.start and thing.end <= right) or thing.start < state.end and state.start < thing.end:
                    continue
                mark = _frame(context, sentence.index, thing, state)
                if mark is not None:
                    marks.append(mark)
    marks.sort(key=lambda m: (m.start, m.end))
    return marks


def _frame(context: Context, sentence: int, thing: Hit, state: Hit) -> ImpactMark | None:
    kind = state.entry.data["state"]
    category = FRAMES.get((thing.entry.data["thing"], kind))
    if category is None:
        return None
    reading = context.factuality.read(state.start, state.end)
    if reading.modality == "general":
        return None
    negated = reading.negated
    if kind == "up":
        negated = not negated
    status: Status = "denied" if negated else "confirmed"
    if reading.modality == "possible" and kind != "up":
        status = "possible"
    if kind == "back":
        status = "confirmed"
    return ImpactMark(
        min(thing.start, state.start), max(thing.end, state.end), category, status, sentence, (thing.start, thing.end),
        f"{thing.entry.data['thing']}:{thing.entry.form} x {kind}:{state.entry.form}",
    )
