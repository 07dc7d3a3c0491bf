"""The record that the temporal layer returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["publication", "expression"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One temporal expression, resolved as far as the text allows.

    Attributes:
        start: first code point of the expression in the text.
        end: code point after the last one.
        text: ``text[start:end]`` of the document.
        type: ISO-TimeML type.
        value: ISO-TimeML / TIMEX3 value at the precision of the text; ``X`` where it is unknown.
        earliest: first instant that the value may mean (naive local time, Europe/Paris), or None.
        latest: last instant that the value may mean, or None.
        anchor: what the value was computed from: the publication date, another expression, or
            nothing (absolute, or not resolved).
        warning: what the text contradicts (a weekday that is not that of its date), or None.
        mod: ISO-TimeML modifier (START, MID, END, APPROX, LESS_THAN, MORE_THAN …), or None.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    anchor: Anchor | None = None
    warning: str | None = None
    mod: str | None = None
