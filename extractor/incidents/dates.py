"""Dates of an incident: contract values, and roles from the words around them.

>>> import datetime as dt
>>> from extractor.french.time import find_times
>>> night = find_times("dans la nuit de vendredi à samedi", dt.date(2024, 3, 12))[0]
>>> contract_value(night)
'2024-03-08/2024-03-09'
"""

from __future__ import annotations

import re

from extractor.french.time import Timex

_PLAIN = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d)?)?)?)?|\d{4}-W\d\d(?:-WE|-\d)?|[\dT:W-]+/[\dT:W-]+"
)


def contract_value(time: Timex) -> str | None:
    """The value a report carries: ISO 8601, an interval of days for a night, season or part of a period.

    None when the expression was not resolved.
    """
    if time.earliest is None or time.latest is None:
        return None
    if _PLAIN.fullmatch(time.value) and time.mod not in ("START", "MID", "END"):
        return time.value
    first, last = f"{time.earliest:%Y-%m-%d}", f"{time.latest:%Y-%m-%d}"
    return first if first == last else f"{first}/{last}"
