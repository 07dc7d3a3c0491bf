"""What the reader must judge: named chains that may be victims, times that may date an attack.

Each candidate carries a small vector of facts about its place in the article, which the reader joins
to what it reads in the words around the candidate.

>>> context = Context("La mairie de Dax a été piratée lundi.\\nLa mairie de Dax enquête.")
>>> [c.name for c in victim_candidates(context).chains]
['mairie de Dax']
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.french.lexicon import word_set
from extractor.french.organisations import Chain, Mention
from extractor.french.time import Timex
from extractor.incidents.context import Context
from extractor.incidents.dates import before
from extractor.records import AttackType, VictimKind

ROLES = ("organisation", "name", "place", "person", "media", "vendor", "actor", "malware")
KINDS: tuple[VictimKind, ...] = VictimKind.__args__  # type: ignore[attr-defined]
_LOCATIVE = frozenset("a en au aux vers depuis pres".split())
CHAIN_FEATURES = 24 + len(ROLES) + len(KINDS) + 1
TIME_FEATURES = 20


@dataclass(frozen=True, slots=True)
class VictimCandidates:
    """Chains with one feature row each, and their mentions."""

    chains: list[Chain]
    features: npt.NDArray[np.float32]


def victim_candidates(context: Context) -> VictimCandidates:
    """Chains that name something, in order of first mention, with their features."""
    mentions = context.mentions
    chains = [c for c in mentions.chains if any(m.role != "description" for m in c.mentions)]
    rows = np.zeros((len(chains), CHAIN_FEATURES), dtype=np.float32)
    most = max((len(c.mentions) for c in chains), default=1)
    for row, chain in zip(rows, chains, strict=True):
        _chain_row(context, chain, most, row)
    return VictimCandidates(chains, rows)


def _chain_row(context: Context, chain: Chain, most: int, row: npt.NDArray[np.float32]) -> None:
    prose = context.prose
    named = [m for m in chain.mentions if m.role != "description"]
    blocks = prose.blocks
    kinds = [blocks[prose.sentences[m.sentence].block].kind for m in named]
    count = len(named)
    row[0] = "title" in kinds
    row[1] = any(m.sentence <= 2 for m in named)
    row[2] = math.log1p(count)
    row[3] = math.log1p(len(chain.mentions) - count)
    row[4] = len(chain.mentions) / most
    row[5] = named[0].start / max(1, len(prose.text))
    row[6] = all(kind == "link" for kind in kinds)
    row[7] = any(kind == "item" for kind in kinds)
    row[8] = any(kind in ("signature", "dateline") for kind in kinds)
    row[9] = sum(_word(context, m.first - 1) in _LOCATIVE for m in named) / count
    row[10] = sum(_char(context, m.start - 1) == "(" for m in named) / count
    row[11] = sum(_possessed(context, m) for m in named) / count
    row[12] = sum(_says(context, m) for m in named) / count
    row[13] = sum(bool(context.within("attack_noun", *_bounds(context, m))) for m in named) / count
    row[14] = any(m.head is not None for m in named)
    row[15] = min(4, max(len(m.core.split()) for m in named)) / 4
    for mention in named:
        after, before, linked = _struck(context, mention)
        row[16] += after
        row[17] += before
        row[18] += linked
    row[16:19] = np.minimum(row[16:19], 3) / 3
    row[19] = any(m.plural for m in named)
    row[20] = any(_char(context, m.end) == " " and _word(context, m.last) == ":" for m in named)
    row[21] = sum(m.sentence == named[0].sentence for m in named) == count
    row[22] = sum(m.setting for m in named) / count
    row[23] = all(m.setting for m in named)
    offset = 24
    if chain.role in ROLES:
        row[offset + ROLES.index(chain.role)] = 1
    offset += len(ROLES)
    row[offset + (KINDS.index(chain.kind) if chain.kind in KINDS else len(KINDS))] = 1


def _struck(context: Context, mention: Mention) -> tuple[bool, bool, bool]:
    """Whether the clause says that the mention was struck: verb after it, verb before it, attack noun linked."""
    prose = context.prose
    left, right = context.factuality.clause(mention.start, mention.end)
    start, end = prose.starts[left], prose.ends[right - 1]
    after = any(h.start - mention.end < 60 for h in context.within("struck", mention.end, max(end, mention.end + 60)))
    before = any(True for h in context.within("struck_active", max(start, mention.start - 50), mention.start))
    linked = False
    links = word_set("surroundings", "link_word") | {"'"}
    for hit in context.within("attack_noun", max(0, mention.start - 70), mention.start):
        first = prose.word_at(hit.end - 1) + 1
        linked = linked or all(w in links for w in prose.words[first : mention.first])
    return after, before, linked


ATTACK_TYPES: tuple[str, ...] = AttackType.__args__  # type: ignore[attr-defined]
ATTACK_FEATURES = 4 * len(ATTACK_TYPES) + 7


def attack_features(context: Context, sentences: list[int]) -> npt.NDArray[np.float32]:
    """Counts of attack words by type over some sentences: asserted, in title, hedged, denied."""
    row = np.zeros(ATTACK_FEATURES, dtype=np.float32)
    prose = context.prose
    width = len(ATTACK_TYPES)
    for number in sentences:
        sentence = prose.sentences[number]
        title = prose.blocks[sentence.block].kind == "title"
        for label in ("attack_noun", "attack_verb"):
            for hit in context.within(label, sentence.start, sentence.end):
                place = ATTACK_TYPES.index(hit.entry.data["type"])
                reading = context.factuality.read(hit.start, hit.end)
                if reading.negated and reading.modality is None:
                    row[3 * width + place] += 1
                elif reading.modality in ("possible", "general"):
                    row[2 * width + place] += 1
                else:
                    row[place] += 1 if label == "attack_noun" else 0.5
                if title:
                    row[width + place] = 1
        for offset, label in enumerate(("ransom", "demand", "claim_strong", "attacker_noun")):
            row[4 * width + offset] += len(context.within(label, sentence.start, sentence.end))
    row[4 * width + 4] = any(c.role == "actor" for c in context.mentions.chains)
    row[4 * width + 5] = any(c.role == "malware" for c in context.mentions.chains)
    row[4 * width + 6] = sum(
        len(context.within("supplier", prose.sentences[n].start, prose.sentences[n].end)) for n in sentences
    )
    out: npt.NDArray[np.float32] = np.log1p(row)
    return out


def _word(context: Context, index: int) -> str:
    words = context.prose.words
    while index > 0 and words[index] in ("la", "le", "les", "l", "'"):
        index -= 1
    return words[index] if index >= 0 else ""


def _char(context: Context, offset: int) -> str:
    return context.prose.text[offset] if offset >= 0 else ""


def _bounds(context: Context, mention: Mention) -> tuple[int, int]:
    sentence = context.prose.sentences[mention.sentence]
    return sentence.start, sentence.end


def _possessed(context: Context, mention: Mention) -> bool:
    words = context.prose.words
    return bool(word_set("surroundings", "possessed") & set(words[max(0, mention.first - 5) : mention.first]))


def _says(context: Context, mention: Mention) -> bool:
    words = context.prose.words
    near = set(words[max(0, mention.first - 3) : mention.first]) | set(words[mention.last : mention.last + 2])
    return (
        bool(word_set("surroundings", "saying") & near) or "selon" in words[max(0, mention.first - 3) : mention.first]
    )


_PRECISION = re.compile(r"\d{4}-\d\d-\d\d")


def time_candidates(context: Context) -> tuple[list[Timex], npt.NDArray[np.float32]]:
    """Resolved points and spans in time, with one feature row each."""
    prose = context.prose
    times = [
        before(t, context.published)
        for t in context.times
        if t.type in ("DATE", "TIME") and not t.value.endswith("_REF") and _usable(t) and _told(context, t)
    ]
    rows = np.zeros((len(times), TIME_FEATURES), dtype=np.float32)
    seen: set[str] = set()
    for row, time in zip(rows, times, strict=True):
        sentence = prose.sentence_at(time.start)
        kind = prose.blocks[sentence.block].kind
        row[0] = kind == "title"
        row[1] = kind == "dateline"
        row[2] = kind == "item"
        row[3] = sentence.index <= 3
        row[4] = sentence.index / max(1, len(prose.sentences))
        row[5] = bool(context.within("attack_noun", sentence.start, sentence.end))
        row[6] = bool(context.within("attack_verb", sentence.start, sentence.end))
        row[7] = time.type == "TIME"
        row[8] = "TNI" in time.value or "T0" in time.value
        row[9] = bool(_PRECISION.match(time.value))
        row[10] = "/" in time.value
        row[11] = time.value[:10] in seen
        row[12] = not seen
        row[13] = bool(context.within("claim_strong", sentence.start, sentence.end))
        row[14] = bool(context.within("act", sentence.start, sentence.end))
        if time.earliest is not None and context.published is not None:
            days = (context.published - time.earliest.date()).days
            row[15] = days < 0
            row[16] = days == 0
            row[17] = 0 < days <= 7
            row[18] = 7 < days <= 90
            row[19] = days > 300
        seen.add(time.value[:10])
    return times, rows


def _told(context: Context, time: Timex) -> bool:
    """Whether a time stands in the article's prose, not in its header or dateline."""
    prose = context.prose
    sentence = prose.sentence_at(time.start)
    return sentence.start <= time.start < sentence.end and prose.blocks[sentence.block].kind != "dateline"


def _usable(time: Timex) -> bool:
    return bool(time.value) and not time.value.startswith(("P", "R"))
