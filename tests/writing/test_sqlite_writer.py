"""SQLite: nothing lost, keys that hold, one file that appears at the end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from writing_support import all_of_them, empty, full, surrogate

from extractor.records import Report
from extractor.writing import WritingError, format_of, open_writer
from extractor.writing.database import read_database


def written(path: Path, *reports: Report) -> Path:
    with open_writer(str(path)) as writer:
        for report in reports:
            writer.write(report)
    return path


def asked(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


def test_a_round_trip_loses_nothing(tmp_path: Path, expected_reports: list[Report]) -> None:
    # The same text twice: two articles of one id.
    reports = [*all_of_them(), *expected_reports, full(source="again.txt")]
    assert list(read_database(written(tmp_path / "out.sqlite", *reports))) == reports


def test_tables_can_be_joined_and_their_keys_hold(tmp_path: Path) -> None:
    path = written(tmp_path / "out.db", full(), empty())
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "PRAGMA foreign_key_check") == []
    assert asked(path, "SELECT count(*) FROM articles") == [(2,)]
    assert asked(
        path,
        "SELECT victims.name, evidence.text, evidence.end_offset FROM evidence "
        "JOIN victims ON victims.key = evidence.victim WHERE location_country = 'FR' ORDER BY evidence.number",
    ) == [("Dax", "Dax", 3), ("Dax", "Dax", 43)]
    assert asked(path, "SELECT who, status FROM facts WHERE fact = 'authority'") == [
        ("prosecutor", "planned"),
        ("cnil", "confirmed"),
    ]
    parents = {row[0]: asked(path, f"PRAGMA foreign_key_list({row[0]})") for row in _tables(path)}
    assert {name for name, keys in parents.items() if keys} == {"warnings", "incidents", "victims", "facts", "evidence"}


def _tables(path: Path) -> list[Any]:
    return asked(path, "SELECT name FROM sqlite_master WHERE type = 'table'")


def test_the_view_has_a_line_per_incident(tmp_path: Path) -> None:
    path = written(tmp_path / "out.sqlite3", full(), empty())
    assert asked(path, "SELECT victims, attack, attack_status, occurred, claimed_by, is_primary FROM overview") == [
        ("Dax | Cegep", "ransomware", "confirmed", "2024-03-12/2024-03-13", "Dax", 1),
        ("mairie de Foix", "unspecified", "denied", None, None, 0),
    ]


def test_no_report_gives_empty_tables(tmp_path: Path) -> None:
    path = written(tmp_path / "out.sqlite")
    assert list(read_database(path)) == []
    assert len(_tables(path)) == 6


def test_a_second_run_replaces_the_first_and_a_broken_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "out.sqlite"
    written(path, full())
    written(path, empty())
    assert list(read_database(path)) == [empty()]

    def broken() -> None:
        with open_writer(str(path)) as writer:
            writer.write(full())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert list(read_database(path)) == [empty()]
    assert [found.name for found in tmp_path.iterdir()] == ["out.sqlite"]


def test_a_lone_surrogate_gives_way(tmp_path: Path) -> None:
    (back,) = read_database(written(tmp_path / "out.sqlite", surrogate()))
    assert back.article.title == "a\ufffdb"


def test_targets_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    under = str(tmp_path / "taken" / "x.db")
    for target, message in (("-", "give a file"), (under, "cannot write"), (str(tmp_path), "no file")):
        with pytest.raises(WritingError, match=message):
            open_writer(target, name="sqlite")
    with pytest.raises(WritingError, match="cannot be indented"):
        open_writer(str(tmp_path / "x.db"), pretty=True)
    assert format_of("x.sqlite").name == format_of("x.sqlite3").name == format_of("x.DB").name == "sqlite"


def test_reading_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        list(read_database(tmp_path / "absent.db"))
    assert list(tmp_path.iterdir()) == []
