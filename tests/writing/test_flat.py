"""The rows that tables are made of: every field of the contract has its place."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

import pytest
from pydantic import BaseModel
from writing_support import all_of_them, full

from extractor.records import Incident
from extractor.writing import OutputFormat, format_of, registry
from extractor.writing.flat import FACTS, columns, facts_of, incident_of
from extractor.writing.lines import LinesWriter

other_format = OutputFormat("other", (".other",), LinesWriter)


def test_every_field_of_an_incident_is_a_fact() -> None:
    assert {"id", "primary", *(field for _, field, _ in FACTS.values())} == set(Incident.model_fields)


def test_the_full_report_of_these_tests_tells_every_field() -> None:
    def untold(record: BaseModel) -> list[str]:
        empty = [name for name in type(record).model_fields if getattr(record, name) in (None, [])]
        inner = [getattr(record, name) for name in type(record).model_fields]
        return empty + [name for value in inner if isinstance(value, BaseModel) for name in untold(value)]

    incident = full().incidents[0]
    for _, field, many in FACTS.values():
        value: Any = getattr(incident, field)
        assert untold(value[0] if many else value) == []


def test_rows_hold_only_known_columns_and_make_the_incident_again() -> None:
    known = {"fact", "number", *columns()}
    for report in all_of_them():
        for incident in report.incidents:
            rows = list(facts_of(incident))
            assert all(set(row) <= known for row in rows)
            assert incident_of(incident.id, incident.primary, rows) == incident


def test_another_package_adds_a_format_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("other", f"{__name__}:other_format", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.ENTRY_POINTS else [])
    registry.formats.cache_clear()
    try:
        assert format_of("x.other") is other_format
    finally:
        registry.formats.cache_clear()
