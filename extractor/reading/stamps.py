"""A day out of whatever a program wrote as a date.

>>> day_of("2024-03-14T18:07:00+01:00"), day_of("Thu, 14 Mar 2024 18:07:00 +0100")
(datetime.date(2024, 3, 14), datetime.date(2024, 3, 14))
>>> day_of(1710435600), day_of("14/03/2024"), day_of("hier"), day_of(None)
(datetime.date(2024, 3, 14), datetime.date(2024, 3, 14), None, None)
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Final

from extractor.reading.front_matter import day_of_stamp
from extractor.reading.published import day_in

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_SECONDS = re.compile(r"\d{9,13}(?:\.\d+)?")
_LONGEST: Final = 100
_MILLISECONDS: Final = 10**11


def day_of(value: object) -> dt.date | None:
    """Day of a date stamp: ISO, RFC 5322, French, or seconds since 1970; None where it gives none.

    The day is the one that the stamp itself names, in its own time zone.
    """
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()[:_LONGEST]
    if _SECONDS.fullmatch(text):
        number = float(text)
        seconds = number / 1000 if number >= _MILLISECONDS else number
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    if not isinstance(value, str) or not text:
        return None
    if iso := _ISO.match(text):
        try:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return None
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return day_in(text) or day_of_stamp(text)
