"""Score the attribution layer against a gold file.

A gold file is JSON lines: ``{"id", "half", "phenomenon", "text", "sources": [{"start", "end", "text",
"kind", "spans": [[start, end], …]}]}``; spans are the stretches that the source answers for.

- source: found and gold source overlap (one to one); strict: their spans are the same;
- kind: share of the paired sources with the gold's kind;
- cover: letters and digits that a gold source answers for, found under the paired source (F1);
- scope: share of the paired sources whose letters match the gold's by four fifths or more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.french.attribution import Source, find_sources


@dataclass
class Counts:
    """Tallies of one half, or of one phenomenon."""

    gold: int = 0
    found: int = 0
    paired: int = 0
    strict: int = 0
    kind: int = 0
    scope: int = 0
    cover_gold: int = 0
    cover_found: int = 0
    cover_both: int = 0
    errors: list[str] = field(default_factory=list)


def read_gold(path: Path | str) -> Iterator[dict[str, Any]]:
    """Records of a gold file, checked: each source is the text at its offsets."""
    with Path(path).open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            record: dict[str, Any] = json.loads(line)
            for source in record["sources"]:
                if record["text"][source["start"] : source["end"]] != source["text"]:
                    raise ValueError(f"{path}, line {number}: « {source['text']} » is not at its offsets")
            yield record


def _letters(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def compare(text: str, gold: list[dict[str, Any]], found: list[Source], counts: Counts, where: str = "") -> None:
    """Add one text's matches to ``counts``; an exact span wins over an overlap."""
    counts.gold += len(gold)
    counts.found += len(found)
    free = list(found)
    pairs: list[tuple[dict[str, Any], Source | None]] = []
    for exact in (True, False):
        for item in gold:
            if any(item is done for done, _ in pairs):
                continue
            same = next(
                (
                    s
                    for s in free
                    if (s.start, s.end) == (item["start"], item["end"])
                    or (not exact and s.start < item["end"] and item["start"] < s.end)
                ),
                None,
            )
            if same is not None:
                free.remove(same)
                pairs.append((item, same))
            elif not exact:
                pairs.append((item, None))
    for item, source in pairs:
        wanted = _letters(text, item["spans"])
        counts.cover_gold += len(wanted)
        if source is None:
            counts.errors.append(f"{where} missed « {item['text']} » in « {text[:160]} »")
            continue
        got = _letters(text, source.spans)
        both = len(wanted & got)
        counts.cover_found += len(got)
        counts.cover_both += both
        counts.paired += 1
        strict = (source.start, source.end) == (item["start"], item["end"])
        scope = both >= 0.8 * len(wanted | got)
        counts.strict += strict
        counts.kind += source.kind == item["kind"]
        counts.scope += scope
        if not (strict and scope and source.kind == item["kind"]):
            said = " | ".join(text[start:end] for start, end in source.spans)
            counts.errors.append(
                f"{where} « {item['text']} » {item['kind']} ≠ « {source.text} » {source.kind}"
                + ("" if scope else f" scope « {said} »")
            )
    for source in free:
        counts.cover_found += len(_letters(text, source.spans))
        counts.errors.append(f"{where} spurious « {source.text} » {source.kind} in « {text[:160]} »")


def _prf(hits: int, found: int, gold: int) -> dict[str, float]:
    precision = hits / found if found else 1.0
    recall = hits / gold if gold else 1.0
    total = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
    }


def summary(counts: Counts) -> dict[str, Any]:
    """The figures of one tally."""
    paired = counts.paired or 1
    return {
        "gold": counts.gold,
        "found": counts.found,
        "source": _prf(counts.paired, counts.found, counts.gold),
        "strict": _prf(counts.strict, counts.found, counts.gold),
        "kind": round(counts.kind / paired, 4),
        "scope": round(counts.scope / paired, 4),
        "cover": _prf(counts.cover_both, counts.cover_found, counts.cover_gold),
    }


def score_attribution(path: Path | str, errors: bool = False) -> dict[str, Any]:
    """Figures per half, and per phenomenon of each half.

    Args:
        path: a gold file.
        errors: also list every difference, per half.
    """
    halves: dict[str, Counts] = {}
    phenomena: dict[str, dict[str, Counts]] = {}
    for record in read_gold(path):
        text, gold, half = record["text"], record["sources"], record["half"]
        found = find_sources(text)
        compare(text, gold, found, halves.setdefault(half, Counts()), record["id"])
        compare(text, gold, found, phenomena.setdefault(half, {}).setdefault(record["phenomenon"], Counts()))
    result: dict[str, Any] = {}
    for half, counts in sorted(halves.items()):
        result[half] = summary(counts)
        result[half]["phenomena"] = {name: summary(c) for name, c in sorted(phenomena[half].items())}
        if errors:
            result[half]["errors"] = counts.errors
    return result
