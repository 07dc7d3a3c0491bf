"""The samples end to end: reports that were read and found right stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_support import ROOT, SAMPLES

from extractor.records import Report
from extractor.writing import to_json

EXPECTED = sorted((SAMPLES / "expected").glob("*.json"))
Samples = dict[str, tuple[str, Report]]


def test_every_expected_report_has_its_sample(sample_paths: list[Path]) -> None:
    assert EXPECTED
    assert {path.stem for path in EXPECTED} <= {path.stem for path in sample_paths}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_sample_gives_its_expected_report(path: Path, sample_reports: Samples) -> None:
    report = json.loads(to_json(sample_reports[path.stem][1]))
    # The source is the path as given, which differs from one checkout to another.
    report["article"]["source"] = Path(report["article"]["source"]).relative_to(ROOT).as_posix()
    assert report == json.loads(path.read_text(encoding="utf-8"))


def test_the_samples_show_every_way_to_know_the_date(sample_reports: Samples) -> None:
    told = {report.article.published_from for _, report in sample_reports.values()}
    assert told == {"text", "metadata", "filename", None}


def test_an_exercise_is_no_incident(sample_reports: Samples) -> None:
    assert sample_reports["exercice-de-crise-hopital"][1].incidents == []
