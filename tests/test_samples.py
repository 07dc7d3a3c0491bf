"""The samples end to end: reports that were read and found right stay as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests_support import ROOT, SAMPLES

from extractor.evaluation.scoring import MISSION, mission_f1, occurred, score_article, total
from extractor.records import Report
from extractor.writing import to_json

EXPECTED = sorted((SAMPLES / "expected").glob("*.json"))
# Expected reports that a reader corrected: the program does not yet read these samples to the letter.
CORRECTED = {
    "20250212_universite-des-dunes",
    "2024-06-03-deputee-compte-x",
    "agence-des-aides-dementi",
    "cegep-quebec",
    "commune-belge-rochebois",
    "federation-de-randonnee",
    "hebergeur-sans-date",
    "logisticien-marchal",
}
EXACT = [path for path in EXPECTED if path.stem not in CORRECTED]
Samples = dict[str, tuple[str, Report]]


def test_every_expected_report_has_its_sample(sample_paths: list[Path]) -> None:
    assert EXPECTED
    assert {path.stem for path in EXPECTED} <= {path.stem for path in sample_paths}


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.stem)
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


def test_the_samples_are_read_nearly_as_a_reader_reads_them(sample_reports: Samples) -> None:
    scores = []
    for path in EXPECTED:
        expected = json.loads(path.read_text(encoding="utf-8"))["incidents"]
        found = json.loads(to_json(sample_reports[path.stem][1]))["incidents"]
        scores.append(score_article([_as_gold(incident) for incident in expected], found))
    counts = total(scores)
    assert mission_f1(counts) >= 0.85
    assert min(counts[name].f1 for name in MISSION) >= 0.8


def _as_gold(incident: dict[str, Any]) -> dict[str, Any]:
    """A report's incident in the shape of a gold file."""
    victims = [{"names": [v["name"], *v["aliases"]], "kind": v["kind"]} for v in incident["victims"]]
    persons = incident["persons_affected"]
    return {
        **incident,
        "victims": victims,
        "occurred": occurred(incident),
        "persons_affected": persons["value"] if persons else None,
    }
