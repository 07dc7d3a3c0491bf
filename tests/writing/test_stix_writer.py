"""STIX 2.1: valid by the OASIS validator, nothing lost, the same ids every time."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from writing_support import all_of_them, empty, full, surrogate

from extractor.records import Report
from extractor.writing import WritingError, format_of, formats, open_writer
from extractor.writing.stix import EXTENSION, extension_schema, read_stix

pytest.importorskip("stix2")


def written(path: Path, *reports: Report) -> Path:
    with open_writer(str(path)) as writer:
        for report in reports:
            writer.write(report)
    return path


def objects(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["objects"]
    return found


def test_a_round_trip_loses_nothing(tmp_path: Path, expected_reports: list[Report]) -> None:
    reports = [*all_of_them(), *expected_reports, full(source="again.txt")]
    assert list(read_stix(written(tmp_path / "out.stix", *reports))) == reports


def test_the_oasis_validator_finds_no_error(tmp_path: Path, expected_reports: list[Report]) -> None:
    validator = pytest.importorskip("stix2validator")
    path = written(tmp_path / "out.stix.json", *all_of_them(), *expected_reports)
    result = validator.validate_file(str(path), validator.ValidationOptions(version="2.1"))
    assert result.is_valid, [str(error) for found in result.object_results for error in found.errors]


def test_stix2_reads_the_bundle_and_every_reference_leads_somewhere(tmp_path: Path) -> None:
    import stix2

    path = written(tmp_path / "out.stix", *all_of_them())
    bundle = stix2.parse(path.read_text(encoding="utf-8"), version="2.1")
    ids = [found.id for found in bundle.objects]
    assert len(ids) == len(set(ids))
    for found in objects(path):
        for name, value in found.items():
            if name.endswith("_ref") or name.endswith("_refs"):
                assert set([value] if isinstance(value, str) else value) <= set(ids)


def test_what_an_article_tells_becomes_objects_and_links(tmp_path: Path) -> None:
    found = objects(written(tmp_path / "out.stix", full("Dax", "https://example.org/dax")))
    names = {one["id"]: one.get("name") for one in found}
    assert Counter(one["type"] for one in found) == {
        "identity": 4,
        "extension-definition": 1,
        "incident": 2,
        "location": 1,
        "malware": 2,
        "threat-actor": 1,
        "report": 1,
        "relationship": 9,
    }
    links = {
        (names[one["source_ref"]], one["relationship_type"], names[one["target_ref"]])
        for one in found
        if one["type"] == "relationship"
    }
    title = "rançongiciel : Dax, Cegep"
    assert {(title, "targets", "Cegep"), (title, "uses", "Dax"), (title, "attributed-to", "Dax")} <= links
    assert ("Dax", "located-at", "Dax") in links
    assert not any("Foix" in end for link in links for end in link)
    (report,) = (one for one in found if one["type"] == "report")
    assert report["published"].startswith("2024-03-14T00:00:00")
    assert report["external_references"] == [
        {"source_name": "Dax", "url": "https://example.org/dax", "external_id": "ca978112ca1bbdca"}
    ]
    (denied,) = (one for one in found if "status:denied" in one.get("labels", []))
    assert denied["id"] in report["object_refs"]


def test_what_the_extension_carries_is_what_its_definition_says(tmp_path: Path) -> None:
    found = objects(written(tmp_path / "out.stix", *all_of_them()))
    (definition,) = (one for one in found if one["type"] == "extension-definition")
    assert definition["id"] == EXTENSION
    schema = json.loads(definition["schema"])
    assert schema == extension_schema()
    check = jsonschema.Draft202012Validator(schema)
    carried = [one["extensions"][EXTENSION] for one in found if "extensions" in one]
    assert len(carried) > 40
    for data in carried:
        check.validate(data)
    incident = next(data["incident"] for data in carried if "incident" in data)
    assert incident["authorities"][0]["action"] == "complaint"
    assert incident["impacts"][0]["evidence"] == [{"start": 0, "end": 3, "text": "Dax"}]


def test_the_same_reports_give_the_same_bytes_and_one_victim_one_id(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, full(), empty()) for name in ("a.stix", "b.stix"))
    assert first.read_bytes() == second.read_bytes()
    other = written(tmp_path / "c.stix", full(source="other.txt", id="0" * 16))
    shared = {one["id"] for one in objects(first)} & {one["id"] for one in objects(other)}
    assert Counter(id.split("--")[0] for id in shared) == {
        "identity": 4,
        "extension-definition": 1,
        "location": 1,
        "malware": 2,
        "threat-actor": 1,
        "relationship": 5,
    }
    for id in shared:
        assert [one for one in objects(first) if one["id"] == id] == [one for one in objects(other) if one["id"] == id]


def test_no_report_and_no_incident_are_valid_bundles(tmp_path: Path) -> None:
    validator = pytest.importorskip("stix2validator")
    for name, reports in (("none.stix", []), ("empty.stix", [empty()])):
        path = written(tmp_path / name, *reports)
        assert list(read_stix(path)) == reports
        assert validator.validate_file(str(path), validator.ValidationOptions(version="2.1")).is_valid


def test_objects_are_written_as_they_come_and_a_broken_run_leaves_no_bundle(tmp_path: Path) -> None:
    def broken() -> None:
        with open_writer(str(tmp_path / "out.stix")) as writer:
            writer.write(full())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert [path.name for path in tmp_path.iterdir()] == [".out.stix.part"]


def test_it_can_be_indented_and_go_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_writer("-", name="stix", pretty=True) as writer:
        writer.write(full())
    out = capfdbinary.readouterr().out
    assert json.loads(out)["type"] == "bundle"
    assert out.count(b"\n") > 100


def test_a_lone_surrogate_gives_way(tmp_path: Path) -> None:
    (back,) = read_stix(written(tmp_path / "out.stix", surrogate()))
    assert back.article.title == "a\ufffdb"


def test_without_its_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stix2", None)
    monkeypatch.setitem(sys.modules, "stix2.v21", None)
    assert "stix" in formats()
    with pytest.raises(WritingError, match="pip install stix2"):
        open_writer(str(tmp_path / "out.stix"))
    assert list(tmp_path.iterdir()) == []


def test_the_longest_ending_wins() -> None:
    assert format_of("a/out.STIX.json").name == format_of("out.stix").name == "stix"
