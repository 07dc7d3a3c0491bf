"""Choose ``models/reader/thresholds.toml`` on the dev part of the corpus.

    python models/tune.py

Coordinate ascent on the mission F1 plus a small share of the other fields, over a coarse grid; each
number starts from its present value and moves only for a real gain, so that the dev part is not
fitted more than it can bear.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from extractor.evaluation.gold import GoldArticle, read_gold
from extractor.evaluation.scoring import mission_f1, score_article, total
from extractor.incidents.assembly import read_incidents
from extractor.incidents.context import Context
from extractor.reader.network import Judgement, reader
from extractor.reader.thresholds import Thresholds, thresholds

HERE = Path(__file__).resolve().parent
SIDE_FIELDS = ("incident", "primary incident", "claim", "ransom", "persons", "type+status")
GAIN = 0.0008


def objective(judged: list[tuple[GoldArticle, Judgement]], limits: Thresholds) -> float:
    """Mission F1 plus a twentieth of each side field's."""
    counts = total(
        score_article(
            gold.incidents,
            [i.model_dump(mode="json") for i in read_incidents(judgement, gold.id, limits)],
        )
        for gold, judgement in judged
    )
    return mission_f1(counts) + 0.05 * float(np.mean([counts[name].f1 for name in SIDE_FIELDS]))


def moved(limits: Thresholds, key: str, value: float) -> Thresholds:
    """The thresholds with one number changed; ``impact.x`` and ``action.x`` reach into the tables."""
    table, _, name = key.partition(".")
    if not name:
        return dataclasses.replace(limits, **{key: value})
    return dataclasses.replace(limits, **{table: {**getattr(limits, table), name: value}})


def value_of(limits: Thresholds, key: str) -> float:
    """The number that a key names, the table's default where it has none of its own."""
    table, _, name = key.partition(".")
    values = getattr(limits, table)
    return float(values) if not name else float(values.get(name, values["default"]))


def write(limits: Thresholds, path: Path) -> None:
    """Write the TOML file."""
    lines = [
        "# Probabilities from which the reader's answers become facts; chosen on the dev part of the",
        "# corpus by models/tune.py.",
        "",
    ]
    tables = []
    for item in dataclasses.fields(limits):
        value = getattr(limits, item.name)
        if isinstance(value, dict):
            tables += ["", f"[{item.name}]"] + [f'"{k}" = {v:.2f}' for k, v in value.items()]
        else:
            lines.append(f"{item.name} = {value:.2f}")
    path.write_text("\n".join(lines + tables) + "\n", encoding="utf-8")


def main() -> None:
    """Tune and write."""
    judged = []
    for gold in read_gold(HERE / "corpus" / "articles", "dev"):
        judged.append((gold, reader().read(Context(gold.text, gold.published))))
    limits = thresholds()
    best = objective(judged, limits)
    print(f"start {best:.4f}")
    keys = [
        "incident",
        "lead",
        "victim",
        "setting",
        "passing",
        "date",
        "impact.default",
        "action.default",
        "claim",
        "ransom",
        "persons",
    ]
    keys += [f"impact.{status}" for status in ("confirmed", "possible", "denied")]
    keys += [f"action.{status}" for status in ("confirmed", "planned", "possible", "denied")]
    for _ in range(2):
        for key in keys:
            for value in (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8):
                if abs(value - value_of(limits, key)) < 1e-6:
                    continue
                trial = moved(limits, key, value)
                result = objective(judged, trial)
                if result > best + GAIN:
                    best, limits = result, trial
                    print(f"{key} = {value:.2f}: {best:.4f}", flush=True)
    write(limits, HERE / "reader" / "thresholds.toml")


if __name__ == "__main__":
    main()
