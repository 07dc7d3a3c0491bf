"""Scores of reports against gold facts, as the last section of the annotation guide defines them.

End to end: gold and predicted incidents are paired by victim; the facts of a missed incident count as
missed, those of a spurious one as false. The mission F1 is the mean F1 of victim, occurred, type,
authority+action+status and impact.

>>> same_name("Ville d'Angers", "Angers"), same_date("2021-W02", "2021-01-15")
(True, True)
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

FIELDS = (
    "primary incident",
    "incident",
    "victim",
    "kind",
    "type",
    "type+status",
    "occurred",
    "authority",
    "authority+action+status",
    "impact",
    "claim",
    "ransom",
    "persons",
)
MISSION = ("victim", "occurred", "type", "authority+action+status", "impact")
STATUS = {"occurred": "confirmed", "done": "confirmed", "suspected": "possible"}

# Words that do not tell one organisation from another.
_GENERIC = frozenset(
    """la le les l de du des d a au aux en et un une the ville commune mairie municipalite metropole agglomeration
    communaute urbaine groupe societe entreprise centre hospitalier hopital hopitaux clinique chu ch chru universite
    departement region conseil departemental regional general association federation ministere service services institut
    agence office syndicat etablissement laboratoire laboratoires sa sas france francais francaise nationale
    national""".split()
)
Fact = tuple[Any, ...]
Incident = Mapping[str, Any]


def normal_name(name: str) -> str:
    """Lower case ASCII words of a name."""
    name = re.sub(r"[’‘ʼ`´\-–—]", " ", name).replace("œ", "oe").replace("Œ", "OE")
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", ascii_name).strip()


def same_name(one: str, other: str) -> bool:
    """Whether two names are forms of one victim's name."""
    a, b = normal_name(one), normal_name(other)
    if not a or not b:
        return False
    if a == b:
        return True
    words_a, words_b = set(a.split()), set(b.split())
    own_a, own_b = words_a - _GENERIC, words_b - _GENERIC
    if not own_a or not own_b:
        return len(words_a & words_b) / len(words_a | words_b) >= 0.75
    if own_a == own_b:
        return True
    small, big = sorted((own_a, own_b), key=len)
    return (small <= big and len(small) / len(big) >= 0.5) or len(own_a & own_b) / len(own_a | own_b) >= 0.6


def group_name(name: str) -> str:
    """« LockBit 3.0 », « le gang Lockbit » → « lockbit »."""
    lead = (
        r"^(?:(?:le|la|les|un|une|l|groupe|gang|collectif|hackers?|pirates?|cybercriminels|de|du|des|russophone|"
        r"prorusse|pro|russe)\s+)+"
    )
    return re.sub(r"(\s\d+)+$", "", re.sub(lead, "", normal_name(name)))


def bounds(value: str | None) -> tuple[datetime, datetime] | None:
    """First and last instant of an ISO value or interval; None when it has none."""
    if not value:
        return None
    if "/" in value:
        first, _, last = value.partition("/")
        a, b = bounds(first), bounds(last)
        return (a[0], b[1]) if a and b else None
    value = value.strip().rstrip("Z")
    second = timedelta(seconds=1)
    try:
        week = re.fullmatch(r"(\d{4})-W(\d\d)(?:-(\d|WE))?.*", value)
        if week:
            number, day = int(week[2]), week[3]
            weekday, length = (6, 2) if day == "WE" else (int(day), 1) if day else (1, 7)
            start = datetime.combine(date.fromisocalendar(int(week[1]), number, weekday), time.min)
            return start, start + timedelta(days=length) - second
        match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d))?)?)?)?", value)
        if not match:
            return None
        year, month, day_, hour, minute = (int(g) if g else None for g in match.groups())
        assert year is not None
        if month is None:
            return datetime(year, 1, 1), datetime(year, 12, 31, 23, 59, 59)
        if day_ is None:
            return datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1) - second
        if hour is None:
            return datetime(year, month, day_), datetime(year, month, day_, 23, 59, 59)
        if minute is None:
            return datetime(year, month, day_, hour), datetime(year, month, day_, hour, 59, 59)
        return datetime(year, month, day_, hour, minute), datetime(year, month, day_, hour, minute, 59)
    except ValueError:
        return None


def same_date(gold: str | None, found: str | None) -> bool:
    """Whether a value lies inside the gold's days, or holds them and is at most a day wider."""
    g, p = bounds(gold), bounds(found)
    if g is None or p is None:
        return False
    if g == p:
        return True
    first = g[0].replace(hour=0, minute=0, second=0)
    last = g[1].replace(hour=23, minute=59, second=59)
    if first <= p[0] and p[1] <= last:
        return True
    return p[0] <= g[0] and g[1] <= p[1] and (p[1] - p[0]) <= (last - first) + timedelta(days=1)


def occurred(incident: Incident) -> str | None:
    """When a reported incident occurred, or was detected if only that is known."""
    roles = {"occurred": 0, "detected": 1}
    dates = [d for d in incident.get("dates", []) if d.get("role") in roles and d.get("value")]
    return min(dates, key=lambda d: roles[d["role"]])["value"] if dates else None


def _status(code: str | None) -> str | None:
    return STATUS.get(code, code) if code else code


def facts(incident: Incident) -> dict[str, set[Fact]]:
    """Comparable facts of an incident, gold or reported, by field."""
    found: dict[str, set[Fact]] = defaultdict(set)
    if incident.get("victims"):
        found["kind"].add((incident["victims"][0].get("kind"),))
    attack = incident.get("attack") or {}
    kind = attack.get("type") or "unspecified"
    found["type"].add((kind,))
    found["type+status"].add((kind, _status(attack.get("status"))))
    for action in incident.get("authorities") or []:
        found["authority"].add((action["who"],))
        found["authority+action+status"].add((action["who"], action["action"], _status(action["status"])))
    for impact in incident.get("impacts") or []:
        found["impact"].add((impact["category"], _status(impact["status"])))
    claim = incident.get("claim") or {}
    if claim.get("status"):
        found["claim"].add((claim["status"], group_name(claim["by"]) if claim.get("by") else None))
    ransom = incident.get("ransom") or {}
    if ransom.get("demanded") is not None:
        found["ransom"].add(("demanded", ransom["demanded"]))
    amount = ransom.get("amount")
    if amount not in (None, ""):
        digits = str(int(amount)) if isinstance(amount, int | float) else re.sub(r"\D", "", str(amount))
        found["ransom"].add(("amount", digits))
    persons = incident.get("persons_affected")
    if persons:
        found["persons"].add((persons["value"] if isinstance(persons, Mapping) else persons,))
    return found


@dataclass(slots=True)
class Count:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, other: Count) -> None:
        """Add another count to this one."""
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn


@dataclass(slots=True)
class Difference:
    """A fact missed or falsely reported, for an error listing."""

    field: str
    victim: str
    missed: list[Fact]
    false: list[Fact]


@dataclass(slots=True)
class ArticleScore:
    """Counts of one article."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    differences: list[Difference] = field(default_factory=list)
    negative: bool = False
    negative_right: bool = False

    def compare(self, name: str, gold: set[Fact], found: set[Fact], victim: str) -> None:
        """Count one field of one incident."""
        count = self.counts[name]
        count.tp += len(gold & found)
        count.fp += len(found - gold)
        count.fn += len(gold - found)
        if gold != found:
            self.differences.append(
                Difference(name, victim, sorted(gold - found, key=str), sorted(found - gold, key=str))
            )


def victim_matches(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether a reported victim bears one of the gold's names."""
    names = [found["name"], *found.get("aliases", [])]
    return any(same_name(g, p) for g in gold["names"] for p in names)


def align(gold: list[Incident], found: list[Incident]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of gold and reported incidents by shared victims, best overlap first, and both remainders."""
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            shared = sum(any(victim_matches(v, w) for w in p.get("victims", [])) for v in g["victims"])
            if shared:
                bonus = (
                    0.5 * (bool(g["primary"]) == bool(p.get("primary", True)))
                    + 0.2 * ((p.get("attack") or {}).get("type") == g["attack"]["type"])
                    + 0.2 * same_date(g.get("occurred"), occurred(p))
                )
                scored.append((shared + bonus, i, j))
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, j in sorted(scored, reverse=True):
        if i in left and j in right:
            pairs.append((i, j))
            left.discard(i)
            right.discard(j)
    return pairs, sorted(left), sorted(right)


def score_article(gold: list[Incident], found: list[Incident]) -> ArticleScore:
    """Score the reported incidents of one article."""
    score = ArticleScore(negative=not gold, negative_right=not gold and not found)
    pairs, missed, spurious = align(gold, found)
    for i, j in pairs:
        g, p = gold[i], found[j]
        name = g["victims"][0]["names"][0]
        score.counts["incident"].tp += 1
        if g["primary"]:
            score.counts["primary incident"].tp += 1
        victims = score.counts["victim"]
        for v in g["victims"]:
            hit = any(victim_matches(v, w) for w in p["victims"])
            victims.tp += hit
            victims.fn += not hit
        victims.fp += sum(not any(victim_matches(v, w) for v in g["victims"]) for w in p["victims"])
        gold_facts, found_facts = facts(g), facts(p)
        for key in FIELDS[3:]:
            if key == "occurred":
                _compare_dates(score, g.get("occurred"), occurred(p), name)
            else:
                score.compare(key, gold_facts[key], found_facts[key], name)
    for i in missed:
        g = gold[i]
        name = g["victims"][0]["names"][0]
        score.counts["incident"].fn += 1
        score.counts["primary incident"].fn += bool(g["primary"])
        score.counts["victim"].fn += len(g["victims"])
        score.counts["occurred"].fn += bool(g.get("occurred"))
        score.differences.append(Difference("incident", name, [("primary" if g["primary"] else "passing",)], []))
        for key, values in facts(g).items():
            score.compare(key, values, set(), name)
    for j in spurious:
        p = found[j]
        name = p["victims"][0]["name"]
        score.counts["incident"].fp += 1
        score.counts["primary incident"].fp += bool(p.get("primary", True))
        score.counts["victim"].fp += len(p["victims"])
        score.counts["occurred"].fp += bool(occurred(p))
        score.differences.append(
            Difference("incident", name, [], [("primary" if p.get("primary", True) else "passing",)])
        )
        for key, values in facts(p).items():
            score.compare(key, set(), values, f"{name} (spurious)")
    return score


def _compare_dates(score: ArticleScore, gold: str | None, found: str | None, victim: str) -> None:
    count = score.counts["occurred"]
    if gold and found and same_date(gold, found):
        count.tp += 1
        return
    count.fn += bool(gold)
    count.fp += bool(found)
    if gold or found:
        score.differences.append(Difference("occurred", victim, [(gold,)] if gold else [], [(found,)] if found else []))


def total(scores: Iterable[ArticleScore]) -> dict[str, Count]:
    """Counts over articles."""
    counts = {name: Count() for name in FIELDS}
    for score in scores:
        for name, count in score.counts.items():
            counts[name].add(count)
    return counts


def mission_f1(counts: Mapping[str, Count]) -> float:
    """Mean F1 of the mission's five fields."""
    return sum(counts[name].f1 for name in MISSION) / len(MISSION)
