"""Probabilities from which the reader's answers become facts (``models/reader/thresholds.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from extractor.resources import models_dir


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One number a question; ``impact`` and ``action`` by status, with a default."""

    incident: float
    lead: float
    victim: float
    setting: float
    passing: float
    date: float
    claim: float
    ransom: float
    persons: float
    impact: dict[str, float]
    action: dict[str, float]

    def for_impact(self, status: str) -> float:
        """Threshold of an impact of some status."""
        return self.impact.get(status, self.impact["default"])

    def for_action(self, status: str) -> float:
        """Threshold of an authority action of some status."""
        return self.action.get(status, self.action["default"])


@cache
def thresholds() -> Thresholds:
    """The project's thresholds, read once."""
    with (models_dir() / "reader" / "thresholds.toml").open("rb") as handle:
        return Thresholds(**tomllib.load(handle))
