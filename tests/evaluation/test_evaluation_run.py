"""Evaluations: the relaxed reading, intervals, wrong facts, agreement."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from test_scoring import FOUND, GOLD

from extractor.evaluation.gold import GoldArticle, GoldError
from extractor.evaluation.run import (
    agreement,
    as_report,
    bootstrap,
    evaluate,
    evaluate_pairs,
    relaxed,
    wrong_facts,
)
from extractor.evaluation.scoring import FIELDS, score_article

TEXT = "La clinique des Tilleuls a été piratée. L'Anssi aide la clinique. La Rochelle avait été touchée."
ARTICLE = GoldArticle("tilleuls", TEXT, dt.date(2024, 3, 14), GOLD)


def test_relaxed_sets_status_aside_and_leaves_the_rest() -> None:
    strict = score_article(GOLD, FOUND).counts
    loose = score_article(*relaxed(GOLD, FOUND)).counts
    assert (strict["authority+action+status"].tp, loose["authority+action+status"].tp) == (1, 2)
    assert (strict["type+status"].tp, loose["type+status"].tp) == (0, 1)
    same = set(FIELDS) - {"authority+action+status", "type+status"}
    assert {n: loose[n] for n in same} == {n: strict[n] for n in same}


@pytest.mark.parametrize(
    ("found", "right"), [("2024-03-19", True), ("2024-03-21", False), ("2024", False), ("2024-03-06/2024-03-12", True)]
)
def test_relaxed_takes_a_date_within_a_week(found: str, right: bool) -> None:
    gold = [{**GOLD[0], "occurred": "2024-03-13"}]
    moved = [{**FOUND[0], "dates": [{"role": "occurred", "value": found}]}]
    assert score_article(*relaxed(gold, moved)).counts["occurred"].tp == right


def test_wrong_facts_are_as_many_as_the_scorer_counts() -> None:
    counts = score_article(GOLD, FOUND).counts
    for name in FIELDS:
        listed = list(wrong_facts(ARTICLE, FOUND, name))
        assert sum(wrong.side == "missed" for wrong in listed) == counts[name].fn, name
        assert sum(wrong.side == "false" for wrong in listed) == counts[name].fp, name


def test_a_wrong_fact_stands_beside_its_sentence() -> None:
    start = TEXT.index("L'Anssi")
    span = {"start": start, "end": start + 7, "text": "L'Anssi"}
    told = {"who": "police", "action": "complaint", "status": "confirmed", "evidence": [span]}
    found = [{**FOUND[0], "authorities": [told]}]
    [false] = [wrong for wrong in wrong_facts(ARTICLE, found, "authority+action+status") if wrong.side == "false"]
    assert str(false) == (
        "tilleuls  false   Clinique des Tilleuls: police complaint confirmed\n    « L'Anssi aide la clinique. »"
    )


def test_intervals_hold_the_figure_and_are_the_same_every_time() -> None:
    scores = [score_article(GOLD, FOUND), *(score_article(GOLD[:1], FOUND[:1]) for _ in range(5))]
    intervals = bootstrap(scores)
    assert intervals == bootstrap(scores)
    low, high = intervals["victim"]
    assert low < 6 * 2 / (6 * 2 + 2) < high <= 1
    assert intervals["claim"] == (1, 1)


def test_more_articles_give_a_narrower_interval() -> None:
    mixed = [score_article(GOLD, FOUND), score_article(GOLD, [])]
    few, many = bootstrap(mixed * 4)["mission"], bootstrap(mixed * 64)["mission"]
    assert 0 < many[1] - many[0] < (few[1] - few[0]) / 2


def test_no_article_gives_no_interval() -> None:
    assert bootstrap([])["mission"] == (0, 0)


def test_the_table_says_what_the_counts_say() -> None:
    result = evaluate_pairs([(ARTICLE, FOUND)])
    lines = result.table().splitlines()
    assert lines[0] == "1 articles, negatives right 0/0"
    [authority] = [line for line in lines if line.startswith("authority+action+status")]
    assert authority.split()[1:4] == ["0.333", "0.500", "0.400"]
    assert authority.split()[5:] == ["1", "2", "1", "0.800"]
    assert lines[-1].split()[2] == f"{result.mission:.3f}"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="fields are: primary incident"):
        evaluate_pairs([], errors="colour")


def test_evaluate_runs_the_extractor_on_the_gold(gold_folder: Path) -> None:
    result = evaluate(gold_folder, errors="victim")
    assert (result.articles, result.negatives) == (2, 1)
    assert result.strict["victim"].tp == 1
    assert [wrong for wrong in result.wrong if wrong.side == "missed"] == []


def write(folder: Path, name: str, incidents: list[Any]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps({"id": name, "published": "2024-03-14", "incidents": incidents}))


def test_agreement_compares_the_articles_both_have(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(first, "one", GOLD)
    write(first, "only-here", GOLD)
    write(second, "one", [{**GOLD[0], "authorities": GOLD[0]["authorities"][:1]}])
    result = agreement(first, second)
    assert result.articles == 1
    counts = result.strict["authority+action+status"]
    assert (counts.tp, counts.fp, counts.fn) == (1, 0, 1)
    incident = result.strict["incident"]
    assert (incident.tp, incident.fp, incident.fn) == (1, 0, 1)
    back = agreement(second, first).strict["incident"]
    assert (back.tp, back.fp, back.fn) == (1, 1, 0)


def test_agreement_needs_a_common_article(tmp_path: Path) -> None:
    write(tmp_path / "a", "one", GOLD)
    write(tmp_path / "b", "two", GOLD)
    with pytest.raises(GoldError, match="no article in common"):
        agreement(tmp_path / "a", tmp_path / "b")


def test_an_annotation_agrees_with_itself() -> None:
    counts = score_article(GOLD, [as_report(incident) for incident in GOLD]).counts
    assert all(c.fp == c.fn == 0 for c in counts.values())
    assert all(c.tp > 0 for c in counts.values())
