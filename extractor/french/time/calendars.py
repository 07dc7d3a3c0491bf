"""Calendar arithmetic: Easter, spans of a value, parts of the day and of a period."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from extractor.french.time.lexicon import Holiday

Span = tuple[datetime, datetime]
_LAST = time(23, 59, 59)
#: Widest usual reading of a part of the day: first hour, last instant, days added to the last.
PARTS: dict[str, tuple[time, time, int]] = {
    "MO": (time(4), time(11, 59, 59), 0),
    "MI": (time(11, 30), time(14), 0),
    "AF": (time(12), time(18, 59, 59), 0),
    "EV": (time(17), _LAST, 0),
    "NI": (time(20), time(8), 1),
}
SEASONS: dict[str, tuple[tuple[int, int], tuple[int, int], int]] = {
    "SP": ((3, 20), (6, 20), 0),
    "SU": ((6, 21), (9, 22), 0),
    "FA": ((9, 23), (12, 20), 0),
    "WI": ((12, 21), (3, 19), 1),
}


@lru_cache(maxsize=512)
def easter(year: int) -> date:
    """Gregorian Easter Sunday (Meeus/Jones/Butcher).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday_date(holiday: Holiday, year: int) -> date:
    """Day of a feast in a year."""
    if holiday.fixed:
        return date(year, *holiday.fixed)
    if holiday.easter is not None:
        return easter(year) + timedelta(days=holiday.easter)
    assert holiday.nth is not None
    rank, weekday, month = holiday.nth
    found = nth_weekday(year, month, weekday, rank)
    assert found is not None
    if holiday.name == "fête des mères" and found == easter(year) + timedelta(days=49):
        found += timedelta(days=7)  # moved to the first Sunday of June when it meets Pentecost
    return found


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date | None:
    """Nth weekday (1 Monday … 7 Sunday) of a month; a negative rank counts from the end."""
    last = calendar.monthrange(year, month)[1]
    days = [d for d in range(1, last + 1) if date(year, month, d).isoweekday() == weekday]
    index = rank - 1 if rank > 0 else rank
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None


def day_span(first: date, last: date | None = None) -> Span:
    """First and last instant of a day, or of a run of days."""
    return datetime.combine(first, time()), datetime.combine(last or first, _LAST)


def month_span(year: int, month: int) -> Span:
    """First and last instant of a month."""
    return day_span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def part_span(day: date, part: str) -> Span:
    """First and last instant of a part of a day; a night ends on the next day."""
    first, last, plus = PARTS[part]
    return datetime.combine(day, first), datetime.combine(day + timedelta(days=plus), last)


def season_span(year: int, season: str) -> Span:
    """First and last instant of a season; a winter ends in the next year."""
    first, last, plus = SEASONS[season]
    return day_span(date(year, *first), date(year + plus, *last))


def narrow(span: Span, mod: str | None) -> Span:
    """First, middle or last third of a span, in whole days when it is longer than a day."""
    if mod not in ("START", "MID", "END"):
        return span
    first, last = span
    length = last - first + timedelta(seconds=1)
    third = length / 3
    if length > timedelta(days=2):
        third = timedelta(days=max(1, round(length / timedelta(days=3))))
    if mod == "START":
        return first, first + third - timedelta(seconds=1)
    if mod == "END":
        return last - third + timedelta(seconds=1), last
    return first + third, last - third


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_week(day: date) -> str:
    """ISO week of a day: ``2024-W10``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_span(day: date) -> Span:
    """First and last instant of the ISO week of a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return day_span(monday, monday + timedelta(days=6))


def weekend_span(day: date) -> Span:
    """Saturday and Sunday of the ISO week of a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return day_span(monday + timedelta(days=5), monday + timedelta(days=6))
