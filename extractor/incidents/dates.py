"""Dates of an incident: contract values, and roles from the words around them.

>>> import datetime as dt
>>> from extractor.french.time import find_times
>>> night = find_times("dans la nuit de vendredi à samedi", dt.date(2024, 3, 12))[0]
>>> contract_value(night)
'2024-03-08/2024-03-09'
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from extractor.french.prose import fold
from extractor.french.time import Timex
from extractor.incidents.context import Context
from extractor.records import DateRole, Status

_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\dT[A-Z]{2}$")
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d)?)?)?)?|\d{4}-W\d\d(?:-WE|-\d)?|[\dT:W-]+/[\dT:W-]+")


def contract_value(time: Timex) -> str | None:
    """The value a report carries: ISO 8601, an interval of days for a night, season or part of a period.

    Without a publication date the underspecified TIMEX3 value stands; None when there is none.
    """
    if time.earliest is None or time.latest is None:
        return time.value if "X" in time.value else None
    if not _PLAIN.fullmatch(time.value) and _WHOLE_DAY.match(time.value) and "TNI" not in time.value:
        return time.value[:10]
    if _PLAIN.fullmatch(time.value) and time.mod not in ("START", "MID", "END"):
        return time.value
    first, last = f"{time.earliest:%Y-%m-%d}", f"{time.latest:%Y-%m-%d}"
    return first if first == last else f"{first}/{last}"


def date_role(context: Context, time: Timex) -> tuple[DateRole, Status] | None:
    """What else a time dates, by the act told in its own clause, and how sure the text is of it.

    None when the clause tells no such act, or denies it.

    >>> import datetime as dt
    >>> from extractor.incidents.context import Context
    >>> context = Context("L'attaque a été revendiquée lundi par un groupe.", dt.date(2024, 3, 12))
    >>> date_role(context, context.times[0])
    ('claimed', 'confirmed')
    """
    prose = context.prose
    left, right = context.factuality.clause(time.start, time.end)
    start, end = prose.starts[left], prose.ends[right - 1]
    for label, key, roles in _ROLES:
        for hit in context.within(label, start, end):
            role = roles.get(hit.entry.data.get(key, ""), None)
            if role is None:
                continue
            status = context.factuality.read(hit.start, hit.end).status
            if status is None or status == "denied":
                continue
            if role == "notified" and not context.within("authority", start, end):
                continue
            return role, status
    return None


RIVAL = 0.6
APART = dt.timedelta(days=14)


def latest_event(likely: list[tuple[float, Timex]]) -> Timex | None:
    """The time that dates the news's own attack, of those that may date one, with their probabilities.

    The most probable, unless another nearly as probable lies weeks after it: earlier cases that the
    article recalls are dated too, and as plainly.
    """
    if not likely:
        return None
    best = max(likely, key=lambda pair: pair[0])
    rivals = [pair for pair in likely if pair[0] >= RIVAL * best[0] and _well_after(pair[1], best[1])]
    if not rivals:
        return best[1]
    newest = max(rivals, key=lambda pair: (pair[1].earliest or dt.datetime.min, pair[0]))
    near = [pair for pair in rivals if not _well_after(newest[1], pair[1])]
    return max(near, key=lambda pair: pair[0])[1]


def _well_after(one: Timex, other: Timex) -> bool:
    if one.earliest is None or other.latest is None:
        return False
    return one.earliest - other.latest > APART


_ROLES: tuple[tuple[str, str, dict[str, DateRole]], ...] = (
    ("claim_strong", "", {"": "claimed"}),
    ("act", "act", {"complaint": "complaint"}),
    ("act", "act", {"notification": "notified"}),
    ("state", "state", {"back": "restored"}),
)


def before(time: Timex, published: dt.date | None) -> Timex:
    """The reading of a time that lies before the publication: what is told of an attack has happened.

    « jeudi » or « le 24 juillet » may be read as to come from the tense of its clause; said of an attack
    that hit, it is the last one. Times that name their year are left alone.

    >>> import datetime as dt
    >>> from extractor.french.time import find_times
    >>> coming = find_times("rouvrira le 24 juillet", dt.date(2019, 8, 6))[0]
    >>> coming.value, before(coming, dt.date(2019, 8, 6)).value
    ('2020-07-24', '2019-07-24')
    """
    if published is None or time.earliest is None or time.latest is None or time.earliest.date() <= published:
        return time
    if re.search(r"\b\d{4}\b", time.text) or time.anchor != "publication":
        return time
    words = fold(time.text)
    if "prochain" in words or "suivant" in words:
        return time
    if not _MONTH.search(words):
        return _moved(time, time.earliest - _WEEK, time.latest - _WEEK) if _WEEKDAY.search(words) else time
    try:
        return _moved(
            time,
            time.earliest.replace(year=time.earliest.year - 1),
            time.latest.replace(year=time.latest.year - 1),
        )
    except ValueError:
        return time


_WEEK = dt.timedelta(days=7)
_WEEKDAY = re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
_MONTH = re.compile(r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b")


def _moved(time: Timex, earliest: dt.datetime, latest: dt.datetime) -> Timex:
    """The same expression at another place in time, at the precision of its value."""
    assert time.earliest is not None
    old, new = f"{time.earliest:%Y-%m-%d}", f"{earliest:%Y-%m-%d}"
    if time.value.startswith(old) and "/" not in time.value:
        value = new + time.value[10:]
    elif time.value == old[:7]:
        value = new[:7]
    else:
        last = f"{latest:%Y-%m-%d}"
        value = new if new == last else f"{new}/{last}"
    return replace(time, value=value, earliest=earliest, latest=latest)
