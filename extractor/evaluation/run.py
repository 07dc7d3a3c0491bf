"""The extractor against gold articles, and two annotations against each other.

Figures are those of :mod:`extractor.evaluation.scoring`: end to end, by field. Beside the strict
reading stands a relaxed one (:func:`relaxed`). Intervals are percentile bootstrap intervals over
articles, with a fixed seed, so that the same gold and the same program print the same table.

>>> from extractor.evaluation.gold import GoldArticle
>>> victim = {"names": ["mairie de Dax"], "kind": "local_government"}
>>> gold = GoldArticle("a", "La mairie de Dax a été piratée.", dt.date(2024, 3, 12),
...     [{"primary": True, "victims": [victim], "attack": {"type": "intrusion", "status": "confirmed"}}])
>>> same = evaluate_pairs([(gold, [as_report(i) for i in gold.incidents])])
>>> same.strict["type"].f1, same.negatives
(1.0, 0)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

import extractor
from extractor.evaluation.gold import GoldArticle, GoldError, Part, read_gold
from extractor.evaluation.scoring import (
    FIELDS,
    MISSION,
    ArticleScore,
    Count,
    Fact,
    align,
    bounds,
    facts,
    mission_f1,
    occurred,
    same_date,
    score_article,
    total,
    victim_matches,
)
from extractor.french.prose import Prose
from extractor.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

SEED = 20210123
REPLICATES = 1000
_WEEK = dt.timedelta(days=7)

Incident = Mapping[str, Any]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fact missed, or falsely reported, with the sentence it stands in.

    ``sentence`` is empty where the gold gives no evidence for a missed fact.
    """

    article: str
    field: str
    victim: str
    side: str
    fact: str
    sentence: str

    def __str__(self) -> str:
        where = f"\n    « {self.sentence} »" if self.sentence else ""
        return f"{self.article}  {self.side:6}  {self.victim}: {self.fact}{where}"


@dataclass(slots=True)
class Evaluation:
    """Figures of one evaluation.

    Attributes:
        articles: number of articles scored.
        strict, relaxed: counts by field under either reading.
        intervals: 95 % interval of the strict F1 by field, and of ``"mission"``.
        negatives, negatives_right: articles without an incident, and those left without one.
        wrong: the wrong facts of one field, when asked for.
    """

    articles: int
    strict: dict[str, Count]
    relaxed: dict[str, Count]
    intervals: dict[str, Interval]
    negatives: int = 0
    negatives_right: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def mission(self) -> float:
        """Mission F1, strict."""
        return mission_f1(self.strict)

    @property
    def mission_relaxed(self) -> float:
        """Mission F1, relaxed."""
        return mission_f1(self.relaxed)

    def as_json(self) -> dict[str, Any]:
        """Every figure, rounded to four places."""

        def of(counts: Mapping[str, Count], name: str) -> dict[str, float]:
            count = counts[name]
            return {
                "P": round(count.precision, 4),
                "R": round(count.recall, 4),
                "F1": round(count.f1, 4),
                "tp": count.tp,
                "fp": count.fp,
                "fn": count.fn,
            }

        return {
            "articles": self.articles,
            "negatives": self.negatives,
            "negatives_right": self.negatives_right,
            "mission": {
                "F1": round(self.mission, 4),
                "interval": [round(x, 4) for x in self.intervals["mission"]],
                "relaxed_F1": round(self.mission_relaxed, 4),
            },
            "fields": {
                name: {
                    **of(self.strict, name),
                    "interval": [round(x, 4) for x in self.intervals[name]],
                    "relaxed": of(self.relaxed, name),
                }
                for name in FIELDS
            },
        }

    def table(self) -> str:
        """The guide's table as text: strict figures with their interval, then the relaxed F1."""
        lines = [
            f"{self.articles} articles, negatives right {self.negatives_right}/{self.negatives}",
            f"{'':26}{'P':>6}{'R':>7}{'F1':>7}   {'95 % of F1':13}{'tp':>6}{'fp':>5}{'fn':>5}  relaxed F1",
        ]
        for name in FIELDS:
            count = self.strict[name]
            lines.append(
                f"{name:26}{count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}   "
                f"{_interval(self.intervals[name]):13}{count.tp:6}{count.fp:5}{count.fn:5}"
                f"  {self.relaxed[name].f1:10.3f}"
            )
        lines.append(
            f"{'mission F1':26}{'':14}{self.mission:6.3f}   {_interval(self.intervals['mission']):29}"
            f"  {self.mission_relaxed:10.3f}"
        )
        return "\n".join(lines)


def _interval(pair: Interval) -> str:
    return f"{pair[0]:.3f}-{pair[1]:.3f}"


# -- evaluating ------------------------------------------------------------------------------------


def evaluate(
    folder: Path, *, part: Part | None = None, errors: str | None = None, nlp: Language | None = None
) -> Evaluation:
    """Run the extractor on the gold articles of a folder and score what it reports.

    Args:
        folder: gold files, as the annotation guide describes them.
        part: one part of the corpus only.
        errors: field whose wrong facts are listed.
        nlp: pipeline, the shared one by default.

    Raises:
        GoldError: no gold file, or one that cannot be read.
        ValueError: ``errors`` is no field.
    """
    gold = list(read_gold(folder, part))
    articles = (
        Article(text=one.text, published=one.published, published_from="metadata", source=one.id)
        for one in gold
    )
    dumped = (
        report.model_dump(mode="json")["incidents"]
        for report in extractor.extract_many(articles, nlp=nlp)
    )
    return evaluate_pairs(zip(gold, dumped, strict=True), errors=errors)


def agreement(folder: Path, other: Path, *, errors: str | None = None) -> Evaluation:
    """F1 between two annotations of the same articles: the first read as gold, the second as reports.

    Only articles that both folders hold are compared.

    Raises:
        GoldError: a folder without gold files, a file that cannot be read, or no common article.
    """
    # A second annotation need not repeat the texts.
    second = {one.id: one for one in read_gold(other, texts=folder)}
    pairs = [
        (one, [as_report(incident) for incident in second[one.id].incidents])
        for one in read_gold(folder)
        if one.id in second
    ]
    if not pairs:
        raise GoldError(f"{folder} and {other} have no article in common")
    return evaluate_pairs(pairs, errors=errors)


def evaluate_pairs(
    pairs: Iterable[tuple[GoldArticle, list[Incident]]], *, errors: str | None = None
) -> Evaluation:
    """Score reported incidents against gold articles.

    Raises:
        ValueError: ``errors`` is no field.
    """
    if errors is not None and errors not in FIELDS:
        raise ValueError(f"{errors!r} is no field; fields are: {', '.join(FIELDS)}")
    strict: list[ArticleScore] = []
    loose: list[ArticleScore] = []
    wrong: list[Wrong] = []
    for gold, found in pairs:
        strict.append(score_article(list(gold.incidents), found))
        loose.append(score_article(*relaxed(list(gold.incidents), found)))
        if errors is not None:
            wrong.extend(wrong_facts(gold, found, errors))
    return Evaluation(
        articles=len(strict),
        strict=total(strict),
        relaxed=total(loose),
        intervals=bootstrap(strict),
        negatives=sum(score.negative for score in strict),
        negatives_right=sum(score.negative_right for score in strict),
        wrong=wrong,
    )


def bootstrap(
    scores: list[ArticleScore], *, replicates: int = REPLICATES, seed: int = SEED
) -> dict[str, Interval]:
    """95 % percentile intervals of F1 by field and of the mission F1, articles drawn with replacement.

    A replicate in which a field has no fact at all says nothing about that field.
    """
    if not scores:
        return dict.fromkeys((*FIELDS, "mission"), (0.0, 0.0))
    # (articles, fields, 3): tp, fp, fn
    counts: npt.NDArray[np.float64] = np.array(
        [[[s.counts[n].tp, s.counts[n].fp, s.counts[n].fn] for n in FIELDS] for s in scores],
        dtype=np.float64,
    )
    number = len(scores)
    draws = np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=replicates)
    sums = np.tensordot(draws.astype(np.float64), counts, axes=1)
    whole = 2 * sums[..., 0] + sums[..., 1] + sums[..., 2]
    f1 = np.divide(2 * sums[..., 0], whole, out=np.zeros_like(whole), where=whole > 0)
    intervals: dict[str, Interval] = {}
    for index, name in enumerate(FIELDS):
        said = f1[whole[:, index] > 0, index]
        intervals[name] = _percentiles(said)
    mission = f1[:, [FIELDS.index(name) for name in MISSION]].mean(axis=1)
    intervals["mission"] = _percentiles(mission)
    return intervals


def _percentiles(values: npt.NDArray[np.float64]) -> Interval:
    if not len(values):
        return (0.0, 0.0)
    low, high = np.percentile(values, [2.5, 97.5])
    return (float(low), float(high))


# -- two readings ----------------------------------------------------------------------------------


def relaxed(gold: list[Incident], found: list[Incident]) -> tuple[list[Incident], list[Incident]]:
    """Both sides made comparable under the relaxed reading.

    Status is set aside for type, impact and authority; a date counts as right when its first and
    its last instant are each within a week of the gold's.

    >>> one = [{"primary": True, "victims": [{"names": ["Dax"], "kind": "local_government"}],
    ...         "attack": {"type": "ddos", "status": "suspected"}, "occurred": "2024-03-12"}]
    >>> late = [as_report({**one[0], "occurred": "2024-03-15"})]
    >>> score_article(one, late).counts["occurred"].tp
    0
    >>> score_article(*relaxed(one, late)).counts["occurred"].tp
    1
    """
    pairs, _, _ = align(gold, found)
    dates = {
        j: gold[i]["occurred"]
        for i, j in pairs
        if _within_a_week(gold[i].get("occurred"), occurred(found[j]))
    }
    return (
        [_without_status(incident) for incident in gold],
        [_moved(_without_status(incident), dates.get(j)) for j, incident in enumerate(found)],
    )


def _without_status(incident: Incident) -> Incident:
    plain = dict(incident)
    plain["attack"] = {**(incident.get("attack") or {}), "status": "confirmed"}
    for name in ("authorities", "impacts"):
        plain[name] = [{**fact, "status": "confirmed"} for fact in incident.get(name) or []]
    return plain


def _moved(incident: Incident, value: str | None) -> Incident:
    if value is None:
        return incident
    return {**incident, "dates": [{"role": "occurred", "value": value}]}


def _within_a_week(gold: str | None, found: str | None) -> bool:
    g, p = bounds(gold), bounds(found)
    if g is None or p is None:
        return False
    return abs(g[0] - p[0]) <= _WEEK and abs(g[1] - p[1]) <= _WEEK


def as_report(incident: Incident) -> Incident:
    """An annotated incident in the shape of a reported one, so that the same scorer reads it."""
    value = incident.get("occurred")
    date = {"role": "occurred", "value": value, "evidence": incident.get("occurred_evidence") or []}
    persons = incident.get("persons_affected")
    evidence = incident.get("persons_evidence") or []
    return {
        **incident,
        "victims": [
            {**victim, "name": victim["names"][0], "aliases": list(victim["names"][1:])}
            for victim in incident["victims"]
        ],
        "dates": [date] if value else [],
        "persons_affected": {"value": persons, "evidence": evidence} if persons else None,
    }


# -- wrong facts -----------------------------------------------------------------------------------


def wrong_facts(gold: GoldArticle, found: list[Incident], name: str) -> Iterator[Wrong]:
    """The wrong facts of one field in one article, counted as the scorer counts them."""
    reader = _Sentences(gold)
    incidents: list[Incident] = list(gold.incidents)
    pairs, missed, spurious = align(incidents, found)
    for i, j in pairs:
        g, p = incidents[i], found[j]
        for side, owner, fact in _differences(g, p, name):
            yield reader.wrong(name, side, owner, fact, _gold_name(g))
    for i in missed:
        for fact in _facts_of(incidents[i], name):
            yield reader.wrong(name, "missed", incidents[i], fact, f"{_gold_name(incidents[i])} (missed)")
    for j in spurious:
        for fact in _facts_of(found[j], name):
            yield reader.wrong(name, "false", found[j], fact, f"{found[j]['victims'][0]['name']} (spurious)")


def _differences(g: Incident, p: Incident, name: str) -> Iterator[tuple[str, Incident, Fact]]:
    """(side, incident that holds the fact, fact) of a pair of incidents."""
    if name in ("incident", "primary incident"):
        return
    if name == "victim":
        for victim in g["victims"]:
            if not any(victim_matches(victim, other) for other in p["victims"]):
                yield "missed", g, (victim["names"][0],)
        for other in p["victims"]:
            if not any(victim_matches(victim, other) for victim in g["victims"]):
                yield "false", p, (other["name"],)
        return
    if name == "occurred":
        value, reported = g.get("occurred"), occurred(p)
        if not (value and reported and same_date(value, reported)):
            if value:
                yield "missed", g, (value,)
            if reported:
                yield "false", p, (reported,)
        return
    ours, theirs = facts(g)[name], facts(p)[name]
    yield from (("missed", g, fact) for fact in sorted(ours - theirs, key=str))
    yield from (("false", p, fact) for fact in sorted(theirs - ours, key=str))


def _facts_of(incident: Incident, name: str) -> list[Fact]:
    """What a missed or spurious incident counts for, in one field."""
    primary = bool(incident.get("primary", True))
    if name == "incident":
        return [("primary" if primary else "passing",)]
    if name == "primary incident":
        return [("primary",)] if primary else []
    if name == "victim":
        return [(victim.get("name") or victim["names"][0],) for victim in incident["victims"]]
    if name == "occurred":
        value = incident.get("occurred") or occurred(incident)
        return [(value,)] if value else []
    return sorted(facts(incident)[name], key=str)


def _gold_name(incident: Incident) -> str:
    return str(incident["victims"][0]["names"][0])


class _Sentences:
    """Finds the sentence that a fact of one article stands in."""

    def __init__(self, gold: GoldArticle) -> None:
        self.id = gold.id
        self.prose = Prose(gold.text)

    def wrong(self, name: str, side: str, incident: Incident, fact: Fact, victim: str) -> Wrong:
        told = " ".join("null" if part is None else str(part) for part in fact)
        spans = evidence_of(incident, name, fact)
        return Wrong(self.id, name, victim, side, told, self._sentence(spans[0]["start"]) if spans else "")

    def _sentence(self, start: int) -> str:
        if not self.prose.sentences:
            return ""
        sentence = self.prose.sentence_at(start)
        return " ".join(self.prose.text[sentence.start : sentence.end].split())


def evidence_of(incident: Incident, name: str, fact: Fact) -> list[Mapping[str, Any]]:
    """Evidence of one comparable fact of an incident, gold or reported; empty where none is given."""
    holders: list[Mapping[str, Any]] = []
    if name in ("incident", "primary incident", "kind"):
        holders = list(incident["victims"][:1])
    elif name == "victim":
        holders = [v for v in incident["victims"] if fact[0] in (v.get("name"), *(v.get("names") or []))]
    elif name in ("type", "type+status"):
        holders = [incident.get("attack") or {}]
    elif name == "occurred":
        holders = [{"evidence": incident.get("occurred_evidence")}]
        holders += [d for d in incident.get("dates") or [] if d.get("value") == fact[0]]
    elif name in ("authority", "authority+action+status"):
        holders = [a for a in incident.get("authorities") or [] if (a["who"], a["action"])[: len(fact)] == fact[:2]]
    elif name == "impact":
        holders = [i for i in incident.get("impacts") or [] if i["category"] == fact[0]]
    elif name in ("claim", "ransom"):
        holders = [incident.get(name) or {}]
    elif name == "persons":
        holders = [{"evidence": incident.get("persons_evidence")}]
        if isinstance(incident.get("persons_affected"), Mapping):
            holders.append(incident["persons_affected"])
    return [span for holder in holders for span in holder.get("evidence") or []]
