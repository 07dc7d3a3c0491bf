"""The customer's own article (a copy stands in ``tests/data/seed``): its facts come out, and no guess."""

from __future__ import annotations

from pathlib import Path

import extractor
from extractor.evaluation.gold import read_gold
from extractor.evaluation.scoring import mission_f1, score_article

FOLDER = Path(__file__).parent / "data" / "seed"


def test_the_facts_of_the_seed_article_come_out() -> None:
    (gold,) = read_gold(FOLDER)
    report = extractor.extract(gold.text, published=gold.published)
    score = score_article(gold.incidents, report.model_dump(mode="json")["incidents"])
    assert mission_f1(score.counts) >= 0.90


def test_without_a_date_no_value_of_the_seed_article_is_a_guess() -> None:
    (gold,) = read_gold(FOLDER)
    report = extractor.extract(gold.text)
    dates = [date for incident in report.incidents for date in incident.dates]
    assert "XXXX-WXX-6T04:00" in {date.value for date in dates}
    assert all("X" in date.value and date.start is None and date.end is None for date in dates)
    assert [warning.code for warning in report.warnings] == ["no_publication_date"]
