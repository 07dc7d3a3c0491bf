"""Words as the sentence reader sees them: vector row, hashed shapes, lexicon classes.

>>> from extractor.incidents.context import Context
>>> features = featurize(Context("Les serveurs sont à l'arrêt."))
>>> features.flags.shape[0] == len(features.rows) == 8
True
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from extractor.incidents.context import Context
from extractor.reader.labels import AUTHORITIES
from extractor.resources import models_dir

PREFIX_BUCKETS = 4096
SUFFIX_BUCKETS = 2048
WORD_BUCKETS = 8192

# Lexicon classes as input flags: label, or label and its code.
FLAGS: tuple[str, ...] = (
    *(f"thing:{t}" for t in ("system", "web", "comm", "service", "data", "money")),
    *(f"state:{s}" for s in ("down", "up", "back", "stolen", "encrypted", "delayed", "lost")),
    *(f"phrase:{c}" for c in ("degraded_operation", "financial_loss", "encryption")),
    *(f"act:{a}" for a in ("complaint", "notification", "investigation", "assistance")),
    *(f"authority:{who}" for who in AUTHORITIES),
    *(
        f"attack_noun:{t}"
        for t in (
            "unspecified",
            "intrusion",
            "ransomware",
            "ddos",
            "data_breach",
            "phishing",
            "defacement",
            "account_takeover",
            "malware",
            "espionage",
            "fraud",
            "supply_chain",
        )
    ),
    "attack_verb",
    "attack_weak",
    "attacker_noun",
    "supplier",
    "claim",
    "claim_strong",
    "ransom",
    "demand",
    "pay",
    "struck",
    "struck_active",
    "source_before",
    "helper",
    "earlier",
    "possible_before",
    "possible_after",
    "deny",
    "deny_before",
    "future",
    "general",
    "condition",
    "contrast",
    "mood:inf",
    "mood:pp",
    "mood:fut",
    "mood:cond",
    "mood:impf",
    "read:negated",
    "read:possible",
    "read:planned",
    "read:general",
    "negation",
    "conditional",
    "capital",
    "acronym",
    "digit",
    "first",
    "quote",
)
FLAG_INDEX = {name: number for number, name in enumerate(FLAGS)}
# Classes whose hits are events: how sure the text is of them is told to the network.
_EVENTS = frozenset({"state", "act", "phrase", "attack_noun", "attack_verb", "claim_strong", "demand", "pay"})
_NEGATION = frozenset("pas plus jamais aucun aucune ni rien personne sans nullement guere aucunement ne n non".split())


@dataclass(frozen=True, slots=True)
class Features:
    """One row a word: vector row (-1 unknown), hashed word, prefix and suffix, and flags."""

    rows: npt.NDArray[np.int32]
    word: npt.NDArray[np.int32]
    prefix: npt.NDArray[np.int32]
    suffix: npt.NDArray[np.int32]
    flags: npt.NDArray[np.float32]


class Vectors:
    """Quantised word vectors, found by the CRC-32 of the folded word."""

    def __init__(self) -> None:
        with np.load(models_dir() / "reader" / "vectors.npz") as data:
            self.hashes = data["hashes"]
            self._rows = data["rows"]
            self.table = data["table"].astype(np.float32) * data["scale"]

    def find(self, hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
        """Row of each hash, -1 where unknown."""
        place = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[place] == hashes, self._rows[place].astype(np.int32), -1)


@cache
def vectors() -> Vectors:
    """The table, loaded once."""
    return Vectors()


@lru_cache(maxsize=65536)
def _hashes(word: str) -> tuple[int, int, int, int]:
    crc = zlib.crc32(word.encode())
    if word.isdigit():
        word = "0" * len(word)
    return (
        crc,
        zlib.crc32(word.encode()) % WORD_BUCKETS,
        zlib.crc32(b"<" + word[:5].encode()) % PREFIX_BUCKETS,
        zlib.crc32(b">" + word[-4:].encode()) % SUFFIX_BUCKETS,
    )


def featurize(context: Context) -> Features:
    """Features of every word of an article."""
    prose = context.prose
    words, starts = prose.words, prose.starts
    table = np.array([_hashes(word) for word in words], dtype=np.uint32).reshape(len(words), 4)
    flags = np.zeros((len(words), len(FLAGS)), dtype=np.float32)
    for hit in (*context.hits, *context.factuality.cues):
        entry = hit.entry
        data = entry.data
        code = data.get("thing") or data.get("state") or data.get("act") or data.get("who")
        if code is None and entry.label == "attack_noun":
            code = data["type"]
        elif code is None and entry.label == "phrase":
            code = data["category"]
        index = FLAG_INDEX.get(f"{entry.label}:{code}" if code else entry.label)
        if index is None:
            continue
        first = prose.word_at(hit.start)
        last = first + 1
        while last < len(words) and starts[last] < hit.end:
            last += 1
        flags[first:last, index] = 1
        if entry.label in _EVENTS:
            reading = context.factuality.read(hit.start, hit.end)
            if reading.negated:
                flags[first:last, FLAG_INDEX["read:negated"]] = 1
            if reading.modality is not None:
                flags[first:last, FLAG_INDEX[f"read:{reading.modality}"]] = 1
        if entry.mood:
            mood = FLAG_INDEX.get(f"mood:{entry.mood}")
            if mood is not None:
                flags[last - 1, mood] = 1
    text = prose.text
    negation, conditional = FLAG_INDEX["negation"], FLAG_INDEX["conditional"]
    capital, acronym, digit, quote = (FLAG_INDEX[n] for n in ("capital", "acronym", "digit", "quote"))
    for i, word in enumerate(words):
        if word in _NEGATION:
            flags[i, negation] = 1
        elif word.endswith(("rait", "raient")) and len(word) > 4:
            flags[i, conditional] = 1
        elif word == '"':
            flags[i, quote] = 1
        elif word.isdigit():
            flags[i, digit] = 1
        if text[starts[i]].isupper():
            flags[i, capital] = 1
            raw = text[starts[i] : prose.ends[i]]
            if len(raw) > 1 and raw.isupper():
                flags[i, acronym] = 1
    for sentence in prose.sentences:
        flags[sentence.first, FLAG_INDEX["first"]] = 1
    return Features(
        vectors().find(table[:, 0]),
        table[:, 1].astype(np.int32),
        table[:, 2].astype(np.int32),
        table[:, 3].astype(np.int32),
        flags,
    )
