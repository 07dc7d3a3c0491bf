"""From the reader's answers to incidents of the contract, each fact with its evidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TypeVar

from extractor.french.gazetteers import find_place
from extractor.french.organisations import Chain
from extractor.french.prose import fold
from extractor.french.quantities import Quantity
from extractor.french.time import Timex
from extractor.incidents.candidates import KINDS
from extractor.incidents.context import Context
from extractor.incidents.dates import contract_value, date_role, latest_event
from extractor.incidents.gate import may_tell_incident
from extractor.incidents.grouping import Group, group_incidents, told_of
from extractor.incidents.impacts import impact_span
from extractor.reader.labels import (
    ACTIONS,
    ATTACK_STATUSES,
    AUTHORITY_LABELS,
    CATEGORIES,
    IMPACT_STATUSES,
    SENTENCE_INDEX,
    TYPES,
)
from extractor.reader.network import Judgement, reader
from extractor.reader.thresholds import Thresholds, thresholds
from extractor.records import (
    Attack,
    AttackType,
    AuthorityAction,
    Claim,
    Date,
    DateRole,
    Evidence,
    Impact,
    ImpactCategory,
    Incident,
    Location,
    PersonsAffected,
    Ransom,
    Status,
    Victim,
    VictimKind,
)

ATTACK_NAMES: dict[AttackType, str] = {
    "ransomware": "rançongiciel",
    "ddos": "déni de service (DDoS)",
    "data_breach": "vol ou fuite de données",
    "phishing": "hameçonnage",
    "defacement": "défiguration de site",
    "account_takeover": "détournement de compte",
    "malware": "logiciel malveillant",
    "espionage": "espionnage",
    "fraud": "fraude",
    "supply_chain": "attaque par la chaîne d'approvisionnement",
    "intrusion": "intrusion",
    "unspecified": "cyberattaque (type non précisé)",
}


def incidents_of(context: Context, article_id: str) -> list[Incident]:
    """Incidents of an article, none when the gate or the reader finds that it tells none."""
    if not may_tell_incident(context):
        return []
    return read_incidents(reader().read(context), article_id)


def read_incidents(judgement: Judgement, article_id: str, limits: Thresholds | None = None) -> list[Incident]:
    """Incidents of a judged article, primary ones first.

    Args:
        judgement: the reader's answers.
        article_id: the article's id, from which incident ids derive.
        limits: probabilities from which answers are facts; the project's by default.
    """
    limits = limits or thresholds()
    groups = _through_supplier(judgement, group_incidents(judgement, limits))
    return [_Builder(judgement, group, groups, limits).incident(article_id) for group in groups]


def _through_supplier(judgement: Judgement, groups: list[Group]) -> list[Group]:
    """Client and supplier share one incident when the article as a whole tells a supply-chain attack."""
    primary = [g for g in groups if g.primary]
    if len(primary) < 2:
        return groups
    told = sorted({n for g in primary for n in g.sentences})
    types, _ = judgement.attack(told)
    if TYPES[int(types.argmax())] != "supply_chain":
        return groups
    joined = Group([c for g in primary for c in g.chains], True, max(g.score for g in primary), told)
    return [joined, *(g for g in groups if not g.primary)]


class _Builder:
    """Reads one group's facts off the judgement."""

    def __init__(self, judgement: Judgement, group: Group, groups: list[Group], limits: Thresholds) -> None:
        self.judgement = judgement
        self.group = group
        self.groups = groups
        self.context: Context = judgement.context
        self.prose = judgement.context.prose
        self.limits = limits

    def evidence(self, start: int, end: int) -> list[Evidence]:
        """Evidence for a stretch of the article."""
        return [Evidence(start=start, end=end, text=self.prose.text[start:end])]

    def said_by(self, start: int, end: int) -> str | None:
        """Who says a stretch, None when the author does."""
        source = self.context.attribution.source_of(start, end)
        return source.text if source else None

    def sentence_evidence(self, number: int) -> list[Evidence]:
        """A whole sentence as evidence."""
        sentence = self.prose.sentences[number]
        return self.evidence(sentence.start, sentence.end)

    def best(self, label: str) -> tuple[int, float]:
        """Sentence of the group that most probably states a fact, and the probability."""
        column = self.judgement.sentences[self.group.sentences, SENTENCE_INDEX[label]]
        place = int(column.argmax())
        return self.group.sentences[place], float(column[place])

    def incident(self, article_id: str) -> Incident:
        """The whole incident."""
        victims = [self.victim(chain) for chain in self.group.chains]
        key = "|".join([article_id, *(fold(v.name) for v in victims), str(self.group.primary)])
        passing = not self.group.primary
        return Incident(
            id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            primary=self.group.primary,
            victims=victims,
            attack=self.attack(),
            dates=self.dates(),
            authorities=[] if passing else self.authorities(),
            impacts=[] if passing else self.impacts(),
            claim=Claim() if passing else self.claim(),
            ransom=Ransom() if passing else self.ransom(),
            persons_affected=None if passing else self.persons(),
        )

    def victim(self, chain: Chain) -> Victim:
        """Victim of a chain: kind by its head or gazetteer entry, else by the reader."""
        candidates = self.judgement.candidates.chains
        kinds = self.judgement.kinds[candidates.index(chain)]
        kind: VictimKind = KINDS[int(kinds.argmax())]
        if chain.role in ("organisation", "media", "person") and chain.kind in KINDS:
            kind = KINDS[KINDS.index(chain.kind)]
        best = max(
            (m for m in chain.mentions if m.role != "description"),
            key=lambda m: (
                m.sentence in self.group.told,
                " ".join(self.prose.text[m.start : m.end].split()) == chain.name,
            ),
        )
        return Victim(
            name=chain.name,
            aliases=chain.aliases(self.prose),
            kind=kind,
            location=self.location(chain),
            evidence=self.evidence(best.start, best.end),
        )

    def location(self, chain: Chain) -> Location | None:
        """Place in the victim's own name, or in parentheses right after it."""
        for mention in chain.mentions:
            after = re.match(r"\s*\(([^()]{2,40})\)", self.prose.text[mention.end : mention.end + 45])
            for name in (after[1] if after else "", _place_in(self.prose.text[mention.start : mention.end])):
                place = find_place(name) if name else None
                if place is not None:
                    return Location(name=place.name, department=place.department, country=place.country)
        return None

    def attack(self) -> Attack:
        """Type and status, with the sentence that most says it."""
        types, statuses = self.judgement.attack(self.group.sentences)
        kind = TYPES[int(types.argmax())]
        status = ATTACK_STATUSES[int(statuses.argmax())]
        number, _ = self.best("attack")
        sentence = self.prose.sentences[number]
        nouns = self.context.within("attack_noun", sentence.start, sentence.end)
        fitting = [h for h in nouns if h.entry.data["type"] == kind] or nouns
        evidence = self.evidence(fitting[0].start, fitting[0].end) if fitting else self.sentence_evidence(number)
        return Attack(type=kind, label=ATTACK_NAMES[kind], status=status, malware=self.malware(), evidence=evidence)

    def malware(self) -> str | None:
        """A malware family named in the group's sentences."""
        for chain in self.context.mentions.chains:
            if chain.role == "malware" and any(m.sentence in self.group.told for m in chain.mentions):
                return chain.name
        return None

    def dates(self) -> list[Date]:
        """When the attack hit, then what other acts of the incident are dated, in the text's order."""
        likely: list[tuple[float, Timex]] = []
        told: list[Timex] = []
        for time, probability in zip(self.judgement.time_candidates, self.judgement.times, strict=True):
            if contract_value(time) is None:
                continue
            if not any(g is self.group for g in told_of(self.context, self.groups, time.start)):
                continue
            told.append(time)
            if probability >= self.limits.date:
                likely.append((float(probability), time))
        hit = latest_event(likely) if self.group.primary else max(likely, key=lambda x: x[0], default=(0, None))[1]
        found = [self.date(hit, "occurred")] if hit else []
        if self.group.primary:
            # As the text's own tense has it: only the attack is bound to lie in the past.
            starts = {time.start for time in told if time is not hit}
            for time in self.context.times:
                dated = date_role(self.context, time) if time.start in starts else None
                if dated is not None and contract_value(time) is not None:
                    found.append(self.date(time, *dated))
        return found

    def date(self, time: Timex, role: DateRole, status: Status = "confirmed") -> Date:
        """A date fact of a time."""
        return Date(
            role=role,
            value=contract_value(time) or time.value,
            start=time.earliest,
            end=time.latest,
            text=time.text,
            status=status,
            evidence=self.evidence(time.start, time.end),
        )

    def authorities(self) -> list[AuthorityAction]:
        """Actions of named authorities, then those with nobody named."""
        told = self.group.told
        found: dict[tuple[str, str, str], tuple[float, AuthorityAction]] = {}
        for hit, row in zip(self.judgement.authority_hits, self.judgement.authorities, strict=True):
            sentence = self.prose.sentence_at(hit.start)
            if sentence.index not in told:
                continue
            # One mention does a thing or will do it, not both: the likeliest status of each action stands.
            likeliest = {a: max(p for (b, _), p in zip(AUTHORITY_LABELS, row, strict=True) if a == b) for a in ACTIONS}
            for (action, status), probability in zip(AUTHORITY_LABELS, row, strict=True):
                if probability < self.limits.for_action(status) or probability < likeliest[action]:
                    continue
                who = hit.entry.data["who"]
                fact = AuthorityAction(
                    who=who,
                    name=self.prose.text[hit.start : hit.end],
                    action=action,
                    status=status,
                    evidence=self.evidence(sentence.start, sentence.end),
                    attributed_to=self.said_by(hit.start, hit.end),
                )
                _keep(found, (who, action, status), float(probability), fact)
        for action, status in AUTHORITY_LABELS:
            number, probability = self.best(f"authority/{action}/{status}")
            if probability >= self.limits.for_action(status):
                fact = AuthorityAction(
                    who="unspecified", action=action, status=status, evidence=self.sentence_evidence(number)
                )
                _keep(found, ("unspecified", action, status), probability, fact)
        return _ordered(fact for _, fact in found.values())

    def impacts(self) -> list[Impact]:
        """Each (category, status) once, at its best sentence; data are breached, perhaps, or not."""
        found: list[tuple[float, Impact]] = []
        for category in CATEGORIES:
            stated: dict[Status, tuple[float, int]] = {}
            for status in IMPACT_STATUSES:
                number, probability = self.best(f"impact/{category}/{status}")
                if probability >= self.limits.for_impact(status):
                    stated[status] = (probability, number)
            if category == "data_breach" and len(stated) > 1:
                only: Status = "confirmed" if "confirmed" in stated else max(stated, key=lambda s: stated[s][0])
                stated = {only: stated[only]}
            found += [(p, self.impact(category, status, number)) for status, (p, number) in stated.items()]
        return _ordered(fact for _, fact in found)

    def impact(self, category: ImpactCategory, status: Status, number: int) -> Impact:
        """One impact, with the narrowest evidence its words allow."""
        start, end, what = impact_span(self.context, self.prose.sentences[number], category)
        return Impact(
            category=category,
            status=status,
            what=self.prose.text[what[0] : what[1]] if what else None,
            evidence=self.evidence(start, end),
            attributed_to=self.said_by(start, end),
        )

    def claim(self) -> Claim:
        """Claimed, and by whom; or said not to be."""
        yes, p_yes = self.best("claim/claimed")
        no, p_no = self.best("claim/not_claimed")
        said = self.said_claim()
        if said is not None and max(p_yes, p_no) < self.limits.claim:
            number, claimed = said
            yes, no, p_yes, p_no = number, number, float(claimed), float(not claimed)
        if max(p_yes, p_no) < self.limits.claim:
            return Claim()
        if p_no > p_yes:
            return Claim(status="not_claimed", evidence=self.sentence_evidence(no))
        return Claim(status="claimed", by=self.claimant(yes), evidence=self.sentence_evidence(yes))

    def said_claim(self) -> tuple[int, bool] | None:
        """Sentence of the group that speaks of a claim in so many words, and whether there was one."""
        for number in self.group.sentences:
            sentence = self.prose.sentences[number]
            for hit in self.context.within("claim_strong", sentence.start, sentence.end):
                reading = self.context.factuality.read(hit.start, hit.end)
                if reading.negated:
                    return number, False
                if reading.modality is None or reading.modality == "possible":
                    if self.claimant(number) is not None:
                        return number, True
        return None

    def claimant(self, number: int) -> str | None:
        """Actor named in the claim's sentence, else nearest before it in the group."""
        actors = [
            (abs(m.sentence - number), m.start, chain.name)
            for chain in self.context.mentions.chains
            if chain.role == "actor"
            for m in chain.mentions
            if m.sentence in self.group.told
        ]
        if actors:
            return min(actors)[2]
        sentence = self.prose.sentences[number]
        match = _GROUP_NAME.search(self.prose.text[sentence.start : sentence.end])
        return match[1].strip() if match else None

    def ransom(self) -> Ransom:
        """Ransom demanded, amount, paid."""
        demanded = self._yes_no("ransom/demanded", "ransom/not_demanded")
        paid = self._yes_no("ransom/paid", "ransom/not_paid")
        if demanded is None and paid is None:
            return Ransom()
        numbers = [x[1] for x in (demanded, paid) if x]
        amount = self._amount() if demanded and demanded[0] else None
        evidence = [e for n in dict.fromkeys(numbers) for e in self.sentence_evidence(n)]
        return Ransom(
            demanded=demanded[0] if demanded else None,
            paid=paid[0] if paid else None,
            amount=amount.value if amount else None,
            currency=amount.unit if amount else None,
            evidence=evidence + (self.evidence(amount.start, amount.end) if amount else []),
        )

    def _yes_no(self, yes: str, no: str) -> tuple[bool, int] | None:
        (place_yes, p_yes), (place_no, p_no) = self.best(yes), self.best(no)
        if max(p_yes, p_no) < self.limits.ransom:
            return None
        return (True, place_yes) if p_yes >= p_no else (False, place_no)

    def _amount(self) -> Quantity | None:
        """The sum named in the sentences that speak of the demand."""
        best: tuple[float, Quantity] | None = None
        for quantity in self.context.quantities:
            if not quantity.money or quantity.value < 10 and quantity.unit not in ("BTC", "XMR", "ETH"):
                continue
            number = self.prose.sentence_at(quantity.start).index
            if number not in self.group.told:
                continue
            weight = float(self.judgement.sentences[number, SENTENCE_INDEX["ransom/demanded"]])
            if weight >= self.limits.ransom / 2 and (best is None or weight > best[0]):
                best = (weight, quantity)
        return best[1] if best else None

    def persons(self) -> PersonsAffected | None:
        """People whose data is concerned."""
        best: tuple[float, Quantity] | None = None
        for quantity in self.context.quantities:
            number = self.prose.sentence_at(quantity.start).index
            if not quantity.persons or number not in self.group.told or not isinstance(quantity.value, int):
                continue
            # People counted where data is said to be taken, or may be.
            stated = self.judgement.sentences[number]
            taken = max(
                stated[SENTENCE_INDEX["impact/data_breach/confirmed"]],
                stated[SENTENCE_INDEX["impact/data_breach/possible"]],
            )
            weight = float(max(stated[SENTENCE_INDEX["persons"]], taken / 2))
            if weight >= self.limits.persons and (best is None or weight > best[0]):
                best = (weight, quantity)
        if best is None:
            return None
        quantity = best[1]
        return PersonsAffected(
            value=int(quantity.value),
            approximate=quantity.approximate,
            who=quantity.unit,
            evidence=self.sentence_evidence(self.prose.sentence_at(quantity.start).index),
        )


_Located = TypeVar("_Located", Impact, AuthorityAction)

_GROUP_NAME = re.compile(
    r"(?:groupe|gang|collectif|pseudonyme|franchise|pirates?|hackers?|nom de|alias|certain)\s+"
    r"(?:[a-zà-ÿ-]+\s+){0,3}?[«\"“]?\s*"
    r"([A-Z0-9][\w.-]*(?:\s[A-Z0-9][\w.-]*){0,3}(?:\(\d+\))?)"
)


def _place_in(name: str) -> str:
    match = re.search(r"(?:d['’]|de |du |des |de la |de l['’])([A-ZÀ-Ý][\w'’ -]+)$", name)
    return match[1] if match else ""


def _keep(
    found: dict[tuple[str, str, str], tuple[float, AuthorityAction]],
    key: tuple[str, str, str],
    p: float,
    fact: AuthorityAction,
) -> None:
    if key not in found or found[key][0] < p:
        found[key] = (p, fact)


def _ordered(facts: Iterable[_Located]) -> list[_Located]:
    return sorted(facts, key=lambda f: f.evidence[0].start)
