"""Probabilities from which the reader's answers become facts (``models/reader/thresholds.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from extractor.resources import models_dir


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One number a question; ``impact`` by category and status, ``action`` by action and status."""

    incident: float
    lead: float
    victim: float
    passing: float
    date: float
    claim: float
    ransom: float
    persons: float
    impact: dict[str, float]
    action: dict[str, float]

    def for_impact(self, category: str, status: str) -> float:
        """Threshold of an impact label."""
        return self.impact.get(f"{category}/{status}", self.impact["default"])

    def for_action(self, action: str, status: str) -> float:
        """Threshold of an authority action label."""
        return self.action.get(f"{action}/{status}", self.action["default"])


@cache
def thresholds() -> Thresholds:
    """The project's thresholds, read once."""
    with (models_dir() / "reader" / "thresholds.toml").open("rb") as handle:
        return Thresholds(**tomllib.load(handle))
