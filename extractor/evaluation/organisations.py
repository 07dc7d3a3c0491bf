"""Score of :mod:`extractor.french.organisations` against a file of marked texts.

The file has one text a line: ``id``, ``half`` (``dev`` or ``test``), ``text`` and ``mentions``, each
with ``start``, ``end``, ``text``, ``kind``, ``chain`` and ``type`` (``name`` or ``description``).

=================  =================================================================================
``exact``          mention F1, both bounds right
``relaxed``        mention F1, spans that overlap
``kind``           share of the gold mentions found (overlapping) whose kind is right
``description``    share of all gold descriptions found and put in their antecedent's chain
``chains``         B³ F1 of the chains over the mentions found
=================  =================================================================================

>>> scores = score_organisations(DATA, half="dev")  # doctest: +SKIP
>>> sorted(scores)  # doctest: +SKIP
['chains', 'description', 'exact', 'kind', 'relaxed']
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.evaluation.scoring import Count
from extractor.french.organisations import Organisation, find_organisations

Gold = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Right ones out of all."""

    right: float = 0
    all: float = 0

    @property
    def share(self) -> float:
        """Share of right ones, 0 when there is nothing to count."""
        return self.right / self.all if self.all else 0.0


def score_organisations(path: Path | str, half: str | None = None) -> dict[str, float]:
    """Figures of :func:`find_organisations` on a marked file, all of it or one half."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line]
    return score_articles(a for a in articles if half is None or a["half"] == half)


def score_articles(articles: Iterable[Gold]) -> dict[str, float]:
    """Figures of :func:`find_organisations` on marked texts."""
    exact, relaxed = Count(), Count()
    kinds, descriptions, chain_recall, chain_precision = Tally(), Tally(), Tally(), Tally()
    for article in articles:
        gold: list[Gold] = article["mentions"]
        found = find_organisations(article["text"])
        spans = {(m["start"], m["end"]) for m in gold}
        found_spans = {(o.start, o.end) for o in found}
        exact.add(Count(len(spans & found_spans), len(found_spans - spans), len(spans - found_spans)))
        pairs = pair_mentions(gold, found)
        relaxed.add(Count(len(pairs), len(found) - len(pairs), len(gold) - len(pairs)))
        kinds.all += len(pairs)
        kinds.right += sum(gold[i]["kind"] == found[j].kind for i, j in pairs.items())
        owner = _owners(gold, found, pairs)
        for i, mention in enumerate(gold):
            if mention["type"] == "description":
                descriptions.all += 1
                descriptions.right += i in pairs and owner.get(found[pairs[i]].chain) == mention["chain"]
        for i, j in pairs.items():
            same_gold = {k for k in pairs if gold[k]["chain"] == gold[i]["chain"]}
            same_found = {k for k, other in pairs.items() if found[other].chain == found[j].chain}
            chain_recall.all += 1
            chain_recall.right += len(same_gold & same_found) / len(same_gold)
            chain_precision.all += 1
            chain_precision.right += len(same_gold & same_found) / len(same_found)
    precision, recall = chain_precision.share, chain_recall.share
    return {
        "exact": exact.f1,
        "relaxed": relaxed.f1,
        "kind": kinds.share,
        "description": descriptions.share,
        "chains": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def pair_mentions(gold: list[Gold], found: list[Organisation]) -> dict[int, int]:
    """Gold index → found index: same span first, then the largest overlap."""
    overlaps = []
    for i, mention in enumerate(gold):
        for j, other in enumerate(found):
            shared = min(mention["end"], other.end) - max(mention["start"], other.start)
            if shared > 0:
                same = mention["start"] == other.start and mention["end"] == other.end
                overlaps.append((not same, -shared, i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(overlaps):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _owners(gold: list[Gold], found: list[Organisation], pairs: dict[int, int]) -> dict[int, int]:
    """Found chain → gold chain that most of its names belong to."""
    votes: dict[int, Counter[int]] = {}
    for i, j in pairs.items():
        if gold[i]["type"] == "name":
            votes.setdefault(found[j].chain, Counter())[gold[i]["chain"]] += 1
    return {chain: counter.most_common(1)[0][0] for chain, counter in votes.items()}
