"""Score the factuality layer against a gold file of spans in sentences.

A gold file is JSON lines: ``{"id", "half", "phenomenon", "text", "start", "end", "span", "status"}``,
where ``status`` is ``confirmed``, ``possible``, ``planned``, ``denied`` or null (no fact).

Precision, recall and F1 are given for each of the five values, « no fact » included; the macro F1 is
the plain mean of the five.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.french.factuality import FactStatus, status_of

VALUES: tuple[FactStatus | None, ...] = ("confirmed", "possible", "planned", "denied", None)


@dataclass
class Tally:
    """Pairs (gold, found) of one half, or of one phenomenon, counted."""

    pairs: Counter[tuple[FactStatus | None, FactStatus | None]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, record: dict[str, Any], found: FactStatus | None) -> None:
        """Count one span."""
        gold = record["status"]
        self.pairs[gold, found] += 1
        if gold != found:
            self.errors.append(f"{record['id']} {gold} ≠ {found} [{record['span']}] {record['text']}")

    @property
    def accuracy(self) -> float:
        """Share of spans read as the gold reads them."""
        right = sum(n for (gold, found), n in self.pairs.items() if gold == found)
        return round(right / self.pairs.total(), 4) if self.pairs else 1.0

    def value(self, value: FactStatus | None) -> dict[str, float]:
        """Precision, recall and F1 of one value."""
        right = self.pairs[value, value]
        gold = sum(n for (g, _), n in self.pairs.items() if g == value)
        found = sum(n for (_, f), n in self.pairs.items() if f == value)
        return {
            "gold": gold,
            "precision": round(right / found, 4) if found else 1.0,
            "recall": round(right / gold, 4) if gold else 1.0,
            "f1": round(2 * right / (gold + found), 4) if gold + found else 1.0,
        }


def read_gold(path: Path | str) -> Iterator[dict[str, Any]]:
    """Records of a gold file, checked: each span is the text at its offsets."""
    with Path(path).open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            record: dict[str, Any] = json.loads(line)
            if record["text"][record["start"] : record["end"]] != record["span"]:
                raise ValueError(f"{path}, line {number}: « {record['span']} » is not at its offsets")
            if record["status"] not in VALUES:
                raise ValueError(f"{path}, line {number}: no status {record['status']!r}")
            yield record


def score_factuality(path: Path | str, errors: bool = False) -> dict[str, Any]:
    """Figures per half, per value and per phenomenon.

    Args:
        path: a gold file.
        errors: also list every difference, per half.
    """
    halves: dict[str, Tally] = {}
    phenomena: dict[str, dict[str, Tally]] = {}
    for record in read_gold(path):
        found = status_of(record["text"], record["start"], record["end"])
        half = record["half"]
        halves.setdefault(half, Tally()).add(record, found)
        phenomena.setdefault(half, {}).setdefault(record["phenomenon"], Tally()).add(record, found)
    result: dict[str, Any] = {}
    for half, tally in sorted(halves.items()):
        values = {value or "none": tally.value(value) for value in VALUES}
        result[half] = {
            "spans": tally.pairs.total(),
            "accuracy": tally.accuracy,
            "macro_f1": round(sum(v["f1"] for v in values.values()) / len(values), 4),
            "values": values,
            "phenomena": {
                name: {"spans": t.pairs.total(), "accuracy": t.accuracy}
                for name, t in sorted(phenomena[half].items())
            },
        }
        if errors:
            result[half]["errors"] = tally.errors
    return result
