"""Which chains are victims, which were hit together, and which sentence tells of which incident.

The reader gives each chain a probability to be a primary or a passing victim. Primary victims that one
sentence coordinates share an incident (« la ville et la métropole »), others have one each; passing
victims have one each. A sentence belongs to the incident whose victim it names or takes up; one that
names none stays with its block's, then with the article's main incident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from extractor.french.organisations import Chain, Mention
from extractor.incidents.context import Context
from extractor.reader.labels import SENTENCE_INDEX
from extractor.reader.network import Judgement
from extractor.reader.thresholds import Thresholds


@dataclass
class Group:
    """One incident: its victims' chains, and the sentences that tell of it."""

    chains: list[Chain]
    primary: bool
    score: float
    sentences: list[int] = field(default_factory=list)

    @cached_property
    def told(self) -> frozenset[int]:
        """The sentences as a set; read once grouping is done."""
        return frozenset(self.sentences)


ITEM_ATTACK = 0.3
_LOCATIVE = frozenset("a en au aux vers pres".split())
_JOINT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|et|ainsi que|,? et|comme|et de|et a|et d'|et au|et du|et aux|& )?\s*"
    r"(?:(?:a|au|aux|de|du|des|d'|la|le|les|l'|celui|celle|ceux|celles|son|sa|ses|leur|leurs|pour|chez|filiale|prestataire|fournisseur)\s*)*"
)


def group_incidents(judgement: Judgement, limits: Thresholds) -> list[Group]:
    """Incidents of an article, primary ones first, each with its sentences."""
    context = judgement.context
    chains = judgement.candidates.chains
    if not chains:
        return []
    able = np.array(
        [c.role not in ("actor", "malware") and not _linked_paper(context, c) for c in chains], dtype=np.float32
    )
    primary = judgement.chains[:, 1] * able
    passing = judgement.chains[:, 2] * able
    best = int(primary.argmax())
    chosen: list[int] = []
    if judgement.incident >= limits.incident and primary[best] >= limits.lead or primary[best] >= limits.victim:
        chosen = [best]
    chosen += [
        i
        for i in range(len(chains))
        if i != best and primary[i] >= (limits.setting if _setting(chains[i], chains[best]) else limits.victim)
    ]
    chosen += _of_items(judgement, chosen, primary, limits)
    chosen = _without_parts(chains, chosen, primary)
    mentioned = [
        i
        for i in range(len(chains))
        if i not in chosen
        and passing[i] >= limits.passing
        and judgement.incident >= limits.incident / 2
        and not _covered(chains[i], [chains[j] for j in chosen])
    ]
    runs = _enumerations(context, chains)
    mentioned += _enumerated(runs, chains, mentioned, chosen, able)
    chosen += _enumerated(runs, chains, chosen, mentioned, able)
    together = {(i, j) for run in runs for i in run for j in run}
    groups: list[Group] = []
    for i in chosen:
        partner = next((g for g in groups if any((i, chains.index(c)) in together for c in g.chains)), None)
        if partner is not None:
            partner.chains.append(chains[i])
            partner.score = max(partner.score, float(primary[i]))
        else:
            groups.append(Group([chains[i]], True, float(primary[i])))
    groups += [Group([chains[i]], False, float(passing[i])) for i in mentioned]
    _share_sentences(context, groups)
    return groups


def _linked_paper(context: Context, chain: Chain) -> bool:
    """« À lire aussi l'article de X »: a newspaper named in link lines only is where to read on."""
    prose = context.prose
    return chain.role == "media" and all(
        prose.blocks[prose.sentences[m.sentence].block].kind == "link" for m in chain.mentions
    )


def _of_items(judgement: Judgement, chosen: list[int], primary: np.ndarray, limits: Thresholds) -> list[int]:
    """Victims of list items: in a round-up each item that tells an attack has its own."""
    prose = judgement.context.prose
    attack = judgement.sentences[:, SENTENCE_INDEX["attack"]]
    named: dict[int, set[int]] = {}
    for number, chain in enumerate(judgement.candidates.chains):
        for mention in chain.mentions:
            if mention.role != "description":
                named.setdefault(prose.sentences[mention.sentence].block, set()).add(number)
    added: list[int] = []
    for block, members in named.items():
        told = [s.index for s in prose.sentences if s.block == block]
        if prose.blocks[block].kind != "item" or attack[told].max() < ITEM_ATTACK or members & set(chosen):
            continue
        best = max(members, key=lambda i: float(primary[i]))
        if primary[best] >= limits.lead and best not in added:
            added.append(best)
    return added


def _setting(chain: Chain, best: Chain) -> bool:
    """Whether a place beside a better victim is probably just where that victim is."""
    return chain.role == "place" and best.role != "place"


def _without_parts(chains: list[Chain], chosen: list[int], scores: np.ndarray) -> list[int]:
    """Drop a chain whose name is part of a better one's (« Dax » beside « hôpital de Dax »)."""
    kept: list[int] = []
    for i in sorted(chosen, key=lambda k: -scores[k]):
        if not _covered(chains[i], [chains[j] for j in kept]):
            kept.append(i)
    return kept


def _covered(chain: Chain, others: list[Chain]) -> bool:
    cores = {m.core for m in chain.mentions if m.core}
    for other in others:
        words = {w for m in other.mentions for w in m.core.split()}
        if cores and all(set(core.split()) <= words for core in cores):
            return True
    return False


def _enumerations(context: Context, chains: list[Chain]) -> list[list[int]]:
    """Runs of chains coordinated in one sentence: « La Rochelle, Vincennes, l'Ademe », « A et B ».

    Two names with a comma between them may be a name and its apposition: they need a third, or « et ».
    """
    by_sentence: dict[int, list[tuple[Mention, int]]] = {}
    for number, chain in enumerate(chains):
        for mention in chain.mentions:
            if mention.role != "description":
                by_sentence.setdefault(mention.sentence, []).append((mention, number))
    folded = context.prose.folded
    runs: list[list[int]] = []
    for named in by_sentence.values():
        named.sort(key=lambda pair: pair[0].start)
        run, conjoined = [named[0][1]], False
        for (left, _), (right, number) in pairwise(named):
            gap = folded[left.end : right.start]
            if len(gap) < 60 and _JOINT.fullmatch(gap):
                run.append(number)
                conjoined = conjoined or " et " in gap or "ainsi que" in gap or "&" in gap
                continue
            if len(run) > 2 or (len(run) == 2 and conjoined):
                runs.append(run)
            run, conjoined = [number], False
        if len(run) > 2 or (len(run) == 2 and conjoined):
            runs.append(run)
    return runs


def _enumerated(
    runs: list[list[int]], chains: list[Chain], victims: list[int], others: list[int], able: np.ndarray
) -> list[int]:
    """Chains that stand in one enumeration with a victim and are of its sort."""
    added: list[int] = []
    for run in runs:
        members = [j for j in run if j in victims]
        for i in run:
            if not members or i in victims or i in others or i in added or not able[i]:
                continue
            if chains[i].role in ("person", "vendor") or not any(_alike(chains[i], chains[j]) for j in members):
                continue
            if not _covered(chains[i], [chains[j] for j in (*victims, *others)]):
                added.append(i)
    return added


def _alike(one: Chain, other: Chain) -> bool:
    """Whether two chains can stand in one list of victims: no setting place beside an organisation's name."""
    return one.kind == other.kind or "name" in (one.role, other.role)


def _scenery(context: Context, mention: Mention) -> bool:
    """Whether a place is named as where something is: « située à Angers », « (Nord) »."""
    if mention.role != "place":
        return False
    prose = context.prose
    before = prose.words[mention.first - 1] if mention.first else ""
    return mention.setting or before in _LOCATIVE or prose.text[max(0, mention.start - 1) : mention.start] == "("


def _share_sentences(context: Context, groups: list[Group]) -> None:
    prose = context.prose
    if not groups:
        return
    if len(groups) == 1:
        groups[0].sentences = list(range(len(prose.sentences)))
        return
    owners: dict[int, list[tuple[int, Mention]]] = {}
    for number, group in enumerate(groups):
        for chain in group.chains:
            for mention in chain.mentions:
                if not _scenery(context, mention):
                    owners.setdefault(mention.sentence, []).append((number, mention))
    main = 0
    current: int | None = None
    block = -1
    for sentence in prose.sentences:
        kind = prose.blocks[sentence.block].kind
        if sentence.block != block:
            block = sentence.block
            if current is not None and not groups[current].primary:
                current = None
        told = owners.get(sentence.index, [])
        named = {n for n, m in told if m.role != "description"}
        taken_up = {n for n, _ in told}
        if named:
            strong = {n for n in named if groups[n].primary} or named
            for n in strong if kind != "link" else named:
                groups[n].sentences.append(sentence.index)
            for n in named - strong:
                groups[n].sentences.append(sentence.index)
            # A passing victim named beside « la métropole »: the sentence tells of the métropole too.
            for n in taken_up - named:
                if groups[n].primary:
                    groups[n].sentences.append(sentence.index)
            current = main if main in strong and len(strong) > 1 else min(strong)
            continue
        if taken_up:
            current = current if current in taken_up else min(taken_up)
        if current is None:
            current = main
        if kind != "link":
            groups[current].sentences.append(sentence.index)
    for group in groups:
        if not group.sentences:
            group.sentences = sorted({m.sentence for c in group.chains for m in c.mentions})


def told_of(context: Context, groups: list[Group], offset: int) -> list[Group]:
    """Incidents that a stretch at an offset can speak of.

    In a sentence that several incidents share, those of the nearest named victim, all of them when an
    enumeration names several.
    """
    sentence = context.prose.sentence_at(offset).index
    sharing = [g for g in groups if sentence in g.told]
    if len(sharing) < 2:
        return sharing
    distances = [
        min(
            (
                max(m.start - offset, offset - m.end, 0)
                for chain in group.chains
                for m in chain.mentions
                if m.sentence == sentence and not _scenery(context, m)
            ),
            default=10_000,
        )
        for group in sharing
    ]
    nearest = min(distances)
    passing = [g for g, d in zip(sharing, distances, strict=True) if not g.primary and d < 10_000]
    close = [g for g, d in zip(sharing, distances, strict=True) if d <= nearest + 25]
    return close if nearest < 10_000 else passing or sharing
