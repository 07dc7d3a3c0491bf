"""W3C Web Annotation: every fact with its evidence, by position and quotation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from writing_support import all_of_them, empty, full

from extractor.records import Report
from extractor.writing import format_of, open_writer


def written(path: Path, *reports: Report) -> dict[str, Any]:
    with open_writer(str(path)) as writer:
        for report in reports:
            writer.write(report)
    page: dict[str, Any] = json.loads(path.read_bytes())
    return page


def test_every_fact_and_every_evidence_is_there(tmp_path: Path) -> None:
    reports = all_of_them()
    items = written(tmp_path / "out.jsonld", *reports)["items"]
    told = [
        (item["body"]["article"], item["body"]["incident"], item["body"]["fact"], item["body"]["value"])
        for item in items
    ]
    wanted = []
    for report in reports:
        for incident in report.model_dump(mode="json")["incidents"]:
            for fact, field in (
                ("victim", "victims"),
                ("attack", "attack"),
                ("date", "dates"),
                ("authority", "authorities"),
                ("impact", "impacts"),
                ("claim", "claim"),
                ("ransom", "ransom"),
                ("persons_affected", "persons_affected"),
            ):
                values = incident[field] if isinstance(incident[field], list) else [incident[field]]
                for value in values:
                    if value and value.pop("evidence"):
                        wanted.append((report.article.id, incident["id"], fact, value))
    assert told == wanted
    assert [len(item["target"]) for item in items[:2]] == [2, 1]


def test_an_annotation_has_the_form_that_the_standard_asks(tmp_path: Path) -> None:
    page = written(tmp_path / "out.jsonld", *all_of_them(), full(source="again.txt"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        for target in item["target"]:
            position, quotation = target["selector"]
            assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert position["end"] - position["start"] == len(quotation["exact"])


@pytest.mark.parametrize(
    ("source", "iri"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("a b/é.txt", "a%20b/%C3%A9.txt"),
        ("-", "urn:cyberpresse:ca978112ca1bbdca"),
        (None, "urn:cyberpresse:ca978112ca1bbdca"),
        ("a\udcff", "a%EF%BF%BD"),
    ],
)
def test_the_article_is_named_by_an_iri(tmp_path: Path, source: str | None, iri: str) -> None:
    page = written(tmp_path / "out.jsonld", full(source=source))
    assert page["items"][0]["target"][0]["source"] == iri


def test_no_incident_gives_an_empty_page(tmp_path: Path) -> None:
    assert written(tmp_path / "none.jsonld")["items"] == []
    assert written(tmp_path / "empty.jsonld", empty())["items"] == []
    assert format_of("x.jsonld").name == "webanno"
