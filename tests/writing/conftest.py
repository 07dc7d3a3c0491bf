"""Shared by the tests of the writers."""

from __future__ import annotations

import pytest
from tests_support import SAMPLES

from extractor.records import Report


@pytest.fixture
def expected_reports() -> list[Report]:
    """Reports of the samples that were read and found right."""
    paths = sorted((SAMPLES / "expected").glob("*.json"))
    assert len(paths) >= 4
    return [Report.model_validate_json(path.read_bytes()) for path in paths]
