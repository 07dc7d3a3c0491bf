"""Figures of the French layers on their own test sets, in one table.

>>> table({"times": {"test": {"gold": 2, "strict": {"precision": 1.0, "recall": 0.5, "f1": 0.667}}}})
[('times', 'test', '', 'gold', '2'), ('times', 'test', '', 'strict', 'P 1.000  R 0.500  F1 0.667')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.evaluation.attribution import score_attribution
from extractor.evaluation.factuality import score_factuality
from extractor.evaluation.organisations import score_organisations
from extractor.evaluation.times import score_times


def _organisations(path: Path) -> dict[str, Any]:
    return {half: score_organisations(path, half) for half in ("dev", "test")}


LAYERS: dict[str, Callable[[Path], Mapping[str, Any]]] = {
    "times": score_times,
    "factuality": score_factuality,
    "attribution": score_attribution,
    "organisations": _organisations,
}
Row = tuple[str, str, str, str, str]


def evaluate_layers(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Scores of each layer whose test set (``<layer>.jsonl``) is in a folder.

    Raises:
        FileNotFoundError: the folder holds none of them.
    """
    found = {
        name: score(folder / f"{name}.jsonl") for name, score in LAYERS.items() if (folder / f"{name}.jsonl").is_file()
    }
    if not found:
        raise FileNotFoundError(f"{folder}: no test set of a layer ({', '.join(f'{n}.jsonl' for n in LAYERS)})")
    return found


def table(scores: Mapping[str, Mapping[str, Any]], *, phenomena: bool = False) -> list[Row]:
    """Rows (layer, half, phenomenon, measure, value)."""
    rows: list[Row] = []
    for layer, halves in scores.items():
        for half, measures in halves.items():
            rows += [(layer, half, "", name, value) for name, value in _measures(measures)]
            if phenomena:
                for phenomenon, inner in measures.get("phenomena", {}).items():
                    rows += [(layer, half, phenomenon, name, value) for name, value in _measures(inner)]
    return rows


def _measures(measures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in measures.items():
        if name == "phenomena" or name == "errors":
            continue
        if isinstance(value, Mapping):
            if "f1" in value:
                yield prefix + name, f"P {value['precision']:.3f}  R {value['recall']:.3f}  F1 {value['f1']:.3f}"
            else:
                yield from _measures(value, f"{prefix}{name}: ")
        elif isinstance(value, int):
            yield prefix + name, str(value)
        elif isinstance(value, float):
            yield prefix + name, f"{value:.3f}"
