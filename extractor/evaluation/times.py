"""Score the temporal layer against a gold file, the way TempEval-3 does.

A gold file is JSON lines: ``{"id", "half", "phenomenon", "reference": "YYYY-MM-DD" | null, "text",
"times": [{"start", "end", "text", "type", "value"}]}``.

- strict: the span is exactly the gold's;
- relaxed: the spans overlap (one to one);
- value: relaxed, and the value is the gold's; type: relaxed, and the type is the gold's;
- exact: share of the gold expressions found with exact span and value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extractor.french.time import Timex, find_times


@dataclass
class Counts:
    """Tallies of one half, or of one phenomenon."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0
    exact: int = 0
    errors: list[str] = field(default_factory=list)

    def f(self, hits: int) -> dict[str, float]:
        """Precision, recall and F1 of ``hits`` matches."""
        precision = hits / self.found if self.found else 1.0
        recall = hits / self.gold if self.gold else 1.0
        total = precision + recall
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / total, 4) if total else 0.0,
        }


def read_gold(path: Path | str) -> Iterator[dict[str, Any]]:
    """Records of a gold file, checked: each expression is the text at its offsets."""
    with Path(path).open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            record: dict[str, Any] = json.loads(line)
            for time in record["times"]:
                if record["text"][time["start"] : time["end"]] != time["text"]:
                    raise ValueError(f"{path}, line {number}: « {time['text']} » is not at its offsets")
            yield record


def compare(gold: list[dict[str, Any]], found: list[Timex], counts: Counts, where: str = "") -> None:
    """Add one text's matches to ``counts``; an exact span wins over an overlap."""
    counts.gold += len(gold)
    counts.found += len(found)
    free = list(found)
    pairs: list[tuple[dict[str, Any], Timex | None]] = []
    rest: list[dict[str, Any]] = []
    for item in gold:
        same = next((t for t in free if (t.start, t.end) == (item["start"], item["end"])), None)
        if same is None:
            rest.append(item)
        else:
            free.remove(same)
            pairs.append((item, same))
    for item in rest:
        near = next((t for t in free if t.start < item["end"] and item["start"] < t.end), None)
        if near is not None:
            free.remove(near)
        pairs.append((item, near))
    for item, time in pairs:
        if time is None:
            counts.errors.append(f"{where} missed « {item['text']} » {item['type']} {item['value']}")
            continue
        strict = (time.start, time.end) == (item["start"], item["end"])
        value = time.value == item["value"]
        counts.relaxed += 1
        counts.strict += strict
        counts.value += value
        counts.type += time.type == item["type"]
        counts.exact += strict and value
        if not (strict and value and time.type == item["type"]):
            counts.errors.append(
                f"{where} « {item['text']} » {item['type']} {item['value']} ≠ « {time.text} » {time.type} {time.value}"
            )
    counts.errors += [f"{where} spurious « {t.text} » {t.type} {t.value}" for t in free]


def summary(counts: Counts) -> dict[str, Any]:
    """The figures of one tally."""
    return {
        "gold": counts.gold,
        "found": counts.found,
        "strict": counts.f(counts.strict),
        "relaxed": counts.f(counts.relaxed),
        "value_f1": counts.f(counts.value)["f1"],
        "type_f1": counts.f(counts.type)["f1"],
        "exact": round(counts.exact / counts.gold, 4) if counts.gold else 1.0,
    }


def score_times(path: Path | str, errors: bool = False) -> dict[str, Any]:
    """Figures per half, and per phenomenon of each half.

    Args:
        path: a gold file.
        errors: also list every difference, per half.
    """
    halves: dict[str, Counts] = {}
    phenomena: dict[str, dict[str, Counts]] = {}
    for record in read_gold(path):
        reference = date.fromisoformat(record["reference"]) if record["reference"] else None
        found = find_times(record["text"], reference)
        half = record["half"]
        compare(record["times"], found, halves.setdefault(half, Counts()), record["id"])
        compare(
            record["times"],
            found,
            phenomena.setdefault(half, {}).setdefault(record["phenomenon"], Counts()),
        )
    result: dict[str, Any] = {}
    for half, counts in sorted(halves.items()):
        result[half] = summary(counts)
        result[half]["phenomena"] = {name: summary(c) for name, c in sorted(phenomena[half].items())}
        if errors:
            result[half]["errors"] = counts.errors
    return result
