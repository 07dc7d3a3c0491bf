"""Pinned floors per field on the dev and test parts of the corpus: a score may rise, not fall silently.

A floor in ``floors.toml`` is lowered only by a commit that says why.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.evaluation.gold import Part, read_gold
from extractor.evaluation.scoring import FIELDS, mission_f1, score_article, total
from extractor.pipeline import report_of
from extractor.records import Article
from extractor.resources import models_dir

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["dev", "test"])
def test_no_field_falls_below_its_floor(part: Part) -> None:
    scores = []
    for gold in read_gold(models_dir() / "corpus" / "articles", part):
        report = report_of(Article(text=gold.text, published=gold.published))
        scores.append(score_article(gold.incidents, report.model_dump(mode="json")["incidents"]))
    counts = total(scores)
    found = {name: round(counts[name].f1, 3) for name in FIELDS}
    found["mission"] = round(mission_f1(counts), 3)
    found["negatives"] = round(sum(s.negative_right for s in scores) / sum(s.negative for s in scores), 3)
    assert set(FLOORS[part]) == set(found)
    low = {name: (value, FLOORS[part][name]) for name, value in found.items() if value < FLOORS[part][name]}
    assert low == {}
