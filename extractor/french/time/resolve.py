"""From meanings to values: tense, publication and discourse decide what the text leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from extractor.french.time.calendars import (
    Span,
    add_months,
    day_span,
    holiday_date,
    iso_week,
    month_span,
    narrow,
    nth_weekday,
    part_span,
    safe_date,
    season_span,
    week_span,
    weekend_span,
)
from extractor.french.time.grammar import Grammar
from extractor.french.time.tense import IMPERFECT, Tense, _ends_sentence, tense_at
from extractor.french.time.tokens import PAD, Raw, Sem
from extractor.french.time.types import Anchor, Timex, TimexType

_PARIS = ZoneInfo("Europe/Paris")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_QUEBEC = re.compile(
    r"Qu[ée]bec|Montr[ée]al|Sherbrooke|Gatineau|Trois-Rivi[èe]res|\bSPVM\b|Saguenay|Laval\b|c[ée]gep|Hydro-Qu|Longueuil"
    r"|Rimouski|L[ée]vis\b|Laurentides|Mont[ée]r[ée]gie"
)
_OPEN = {
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "H6": "XXXX-HX",
    "Y": "XXXX",
    "D": "XXXX-XX-XX",
    "DE": "XXX",
    "CE": "XX",
    "H": "XXXX-XX-XXTXX:XX",
    "MIN": "XXXX-XX-XXTXX:XX",
    "S": "XXXX-XX-XXTXX:XX",
}
_PLURAL_SPAN = {
    "H": (1, 1),
    "MIN": (0, 1),
    "S": (0, 1),
    "D": (2, 14),
    "W": (7, 60),
    "M": (30, 365),
    "Y": (365, 7300),
}


@dataclass(slots=True)
class Value:
    """A resolved value; ``day`` is what the discourse may anchor on, ``key`` its written form."""

    value: str
    type: TimexType = "DATE"
    span: Span | None = None
    anchor: Anchor | None = None
    warning: str | None = None
    mod: str | None = None
    day: date | None = None
    key: str | None = None
    last: date | None = None
    night: bool = False
    evening: bool = False
    last_key: str | None = None
    year: int | None = None


class Resolver:
    """Resolves the expressions of one text in order."""

    def __init__(self, grammar: Grammar, reference: date | datetime | None) -> None:
        self.g = grammar
        self.now: datetime | None = reference if isinstance(reference, datetime) else None
        if self.now is not None and self.now.tzinfo is not None:
            self.now = self.now.astimezone(_PARIS).replace(tzinfo=None)
        self.ref: date | None = self.now.date() if self.now is not None else reference
        # discourse
        self.day: date | None = None
        self.last: date | None = None
        self.key: str | None = None
        self.hour: int | None = None
        self.minute: int = 0
        self.night = self.evening = False
        self.last_key: str | None = None
        self.at = -1
        self.year: int | None = None
        self.year_initial = False
        self.year_at = (-1, -1)
        self.coarse: tuple[date, str, int] | None = None
        self.sentence = 0
        self.paragraph = 0
        self.index = 0
        self._raws: list[Raw] = []
        self._sentences: list[tuple[int, int]] = []
        self._quebec: bool | None = None

    # -- driving --------------------------------------------------------------------------------

    def run(self, raws: list[Raw]) -> list[Timex]:
        """Values of all expressions, in order."""
        self._raws = raws
        self._share_years(raws)
        self._sentences = self._places(raws)
        out: list[Timex] = []
        g = self.g
        for index, raw in enumerate(raws):
            self.index = index
            self.sentence, self.paragraph = self._sentences[index]
            try:
                value = self.resolve(raw)
            except (OverflowError, ValueError):
                continue
            if value is None:
                continue
            start, end = g.S[raw.i], g.E[raw.j - 1]
            span = value.span if value.span and value.span[0] <= value.span[1] else None
            out.append(
                Timex(
                    start,
                    end,
                    g.text[start:end],
                    value.type,
                    value.value,
                    span[0] if span else None,
                    span[1] if span else None,
                    value.anchor,
                    value.warning,
                    value.mod,
                )
            )
            self._remember(raw, value)
        return out

    def _places(self, raws: list[Raw]) -> list[tuple[int, int]]:
        """Sentence and paragraph number of each expression."""
        g = self.g
        keys = g.K
        out: list[tuple[int, int]] = []
        sentence = paragraph = 0
        k = PAD
        for raw in raws:
            while k < raw.i:
                key = keys[k]
                if key == "\n":
                    paragraph += 1
                    sentence += 1
                elif key in ("!", "?", "…") or (key == "." and _ends_sentence(g, k)):
                    sentence += 1
                k += 1
            out.append((sentence, paragraph))
        return out

    def _share_years(self, raws: list[Raw]) -> None:
        """« le 8 mars et le 5 juin 2019 », « mars et avril 2023 », « lundi 6, mardi 7 février »."""
        keys = self.g.K
        for k in range(len(raws) - 2, -1, -1):
            here, after = raws[k], raws[k + 1]
            a, b = here.sem, after.sem
            if a.kind == "interval" or b.kind == "interval":
                continue
            if after.i - here.j > 3 or not set(keys[here.j : after.i]) <= {
                ",",
                "et",
                "ou",
                "puis",
                "-",
                "le",
                "de",
                "d",
                "'",
                "/",
                "au",
                "du",
                "en",
            }:
                continue
            if a.kind == "date" and b.kind == "date":
                if a.day and not a.month and b.month and b.day:
                    a.month, a.year = b.month, b.year
                elif a.month and not a.year and a.shift is None and b.year and b.month and b.month >= a.month:
                    a.year = b.year
            elif a.kind in ("quarter", "half", "season") and b.kind == a.kind and a.year is None:
                a.year = b.year

    def _remember(self, raw: Raw, value: Value) -> None:
        if value.type not in ("DATE", "TIME"):
            return
        if value.day is None and value.span is not None and len(value.value) in (4, 7):
            self.coarse = (
                value.span[0].date(),
                "Y" if len(value.value) == 4 else "M",
                self.paragraph,
            )
        elif value.day is not None:
            self.coarse = None
        if value.day is not None or value.key is not None:
            self.day, self.last, self.key = value.day, value.last or value.day, value.key
            self.night, self.last_key = value.night, value.last_key
            self.at = self.index
            sem = raw.sem
            self.evening = sem.part == "EV"
            self.hour, self.minute = (sem.hour, sem.minute or 0) if sem.hour is not None else (None, 0)
        if value.year is not None:
            initial = self._initial(raw)
            if initial or raw.sem.day is not None:
                self.year, self.year_initial = value.year, initial
            else:
                return
            self.year_at = (self.sentence, self.paragraph)

    def tense(self, raw: Raw) -> Tense:
        """Tense of the clause around an expression."""
        return tense_at(self.g, raw.i, raw.j)

    # -- dispatch -------------------------------------------------------------------------------

    def resolve(self, raw: Raw) -> Value | None:
        """Value of one expression, None if it has none."""
        sem = raw.sem
        kind = sem.kind
        if kind == "dur":
            return Value(sem.value or "PXX", "DURATION", mod=sem.mod)
        if kind == "set":
            return Value(sem.value or "PXX", "SET")
        if kind == "vague":
            return Value(sem.value or "PRESENT_REF", anchor="publication" if self.ref else None)
        if kind in ("ago", "hence"):
            return self._from_now(sem)
        if kind == "shifted":
            return self._shifted(sem)
        if kind == "interval":
            return self._interval(raw, sem)
        if kind == "night":
            return self._night(raw, sem)
        tense = self.tense(raw)
        return self.simple(raw, sem, tense)

    def simple(self, raw: Raw, sem: Sem, tense: Tense) -> Value | None:
        """Everything that is one point or one period."""
        kind = sem.kind
        if kind == "date":
            value = self._date(sem, tense)
        elif kind == "relative":
            value = self._offset(self.ref, int(sem.n or 0), "publication")
        elif kind == "anaphoric":
            value = self._anaphoric(sem, tense)
        elif kind == "holiday":
            value = self._holiday(sem, tense)
        elif kind == "part":
            return self._part(raw, sem, tense)
        elif kind == "hour":
            return self._hour(raw, sem)
        elif kind == "unit":
            value = self._unit(raw, sem, tense)
        elif kind == "season":
            value = self._season(sem, tense)
        elif kind in ("quarter", "half"):
            value = self._fraction(sem, tense)
        elif kind == "year":
            value = self._year(sem)
        elif kind == "decade":
            first = (sem.year or 0) // 10 * 10
            value = Value(f"{first // 10:03d}", span=day_span(date(first, 1, 1), date(first + 9, 12, 31)))
        elif kind == "century":
            value = self._century(int(sem.n or 0))
        elif kind == "sport_season":
            value = self._sport_season(sem)
        elif kind == "nth":
            value = self._nth(raw, sem, tense)
        elif kind == "weekof":
            value = self._week_of(raw, sem, tense)
        else:
            return None
        if value is None:
            return None
        return self._finish(sem, value)

    def _finish(self, sem: Sem, value: Value) -> Value:
        """Add part of day, hour and modifier."""
        if sem.hour is not None and value.key is not None:
            return self._at_hour(sem, value)
        if sem.part is not None and sem.kind != "part" and value.key is not None:
            value.value = f"{value.key}T{sem.part}"
            value.type = "SET" if value.type == "SET" else "TIME"
            if value.day is not None:
                value.span = narrow(part_span(value.day, sem.part), sem.part_mod)
                if sem.part == "NI":
                    value.night = True
                    value.last = value.day + timedelta(days=1)
            value.mod = sem.part_mod
            return value
        if sem.mod:
            value.mod = sem.mod
            if value.span and sem.mod in ("START", "MID", "END"):
                value.span = narrow(value.span, sem.mod)
        return value

    def _at_hour(self, sem: Sem, value: Value) -> Value:
        hour, minute = sem.hour or 0, sem.minute or 0
        day = value.day
        tail = f"T{hour:02d}:{minute:02d}"
        if sem.second is not None:
            tail += f":{sem.second:02d}"
        value.value = f"{value.key}{tail}{sem.zone or ''}"
        value.type = "SET" if value.type == "SET" else "TIME"
        value.mod = sem.mod
        if day is not None:
            moment = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute, seconds=sem.second or 0)
            if sem.zone == "Z":
                moment = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(_PARIS).replace(tzinfo=None)
            value.span = (moment, moment + timedelta(seconds=0 if sem.second is not None else 59))
        else:
            value.span = None
        return value

    # -- days -----------------------------------------------------------------------------------

    def _day(self, day: date, anchor: Anchor | None, warning: str | None = None) -> Value:
        return Value(
            day.isoformat(),
            span=day_span(day),
            anchor=anchor,
            day=day,
            key=day.isoformat(),
            warning=warning,
        )

    def _open_day(self, key: str) -> Value:
        return Value(key, key=key)

    def _offset(self, base: date | None, n: int, anchor: Anchor) -> Value:
        if base is None:
            return self._open_day("XXXX-XX-XX")
        return self._day(base + timedelta(days=n), anchor)

    def _discourse(self, n: int) -> tuple[date | None, Anchor]:
        """The day the discourse is at, else the publication; ``n``: which end of an interval."""
        if self.day is not None:
            return (self.last if n > 0 and self.last and not self.night else self.day), "expression"
        return self.ref, "publication"

    def _date(self, sem: Sem, tense: Tense) -> Value | None:
        if sem.day is not None:
            return self._calendar_day(sem, tense)
        if sem.weekday is not None:
            if (
                sem.det == "le"
                and sem.shift is None
                and (tense.direction == 0 or (tense.direction < 0 and tense is IMPERFECT))
            ):
                return Value(f"XXXX-WXX-{sem.weekday}", "SET", key=f"XXXX-WXX-{sem.weekday}")
            return self._weekday(sem, tense)
        return self._month(sem, tense)

    def _calendar_day(self, sem: Sem, tense: Tense) -> Value | None:
        day = sem.day or 1
        if sem.month is None:
            return self._day_of_month(sem, day, tense)
        month = sem.month
        anchor: Anchor | None = None
        year = sem.year
        if year is not None and year < 1:
            return Value(f"BC{-year:04d}-{month:02d}-{day:02d}")
        if year is None:
            found = self._year_for(sem, month, day, tense)
            if found is None:
                if not 1 <= day <= 31 or safe_date(2000, month, day) is None:
                    return None
                return self._open_day(f"XXXX-{month:02d}-{day:02d}")
            year, anchor = found
        real = safe_date(year, month, day)
        if real is None:
            return self._open_day(f"XXXX-{month:02d}-{day:02d}") if safe_date(2000, month, day) else None
        value = self._day(real, anchor, self._weekday_warning(sem.weekday, real))
        if sem.year is not None:
            value.year = year
        return value

    def _weekday_warning(self, weekday: int | None, real: date) -> str | None:
        if weekday is None or weekday == real.isoweekday():
            return None
        said, found = _WEEKDAYS[weekday - 1], _WEEKDAYS[real.isoweekday() - 1]
        return f"weekday « {said} » contradicts {real.isoformat()}, a {found}"

    def _year_for(self, sem: Sem, month: int, day: int, tense: Tense) -> tuple[int, Anchor] | None:
        """The year of a month or day named without one."""
        context = self._context_year(tense)
        ref = self.ref
        if sem.shift is not None and ref is not None:
            if sem.unit == "Y":
                return ref.year + sem.shift, "publication"
            if sem.origin == "publication" or self.day is None:
                base, anchor = ref, "publication"
            else:
                base, anchor = self.day, "expression"
            this = (base.year, month, day)
            here = (base.year, base.month, base.day)
            if sem.shift < 0:
                return (base.year if this < here else base.year - 1), anchor  # type: ignore[return-value]
            if sem.shift > 0:
                return (base.year if this > here else base.year + 1), anchor  # type: ignore[return-value]
            return base.year, anchor  # type: ignore[return-value]
        if context is not None:
            return context, "expression"
        if ref is None:
            return None
        best: tuple[float, int] | None = None
        for year in (ref.year - 1, ref.year, ref.year + 1):
            real = safe_date(year, month, day)
            if real is None:
                continue
            distance = (real - ref).days
            cost = float(abs(distance))
            if (tense.direction < 0 and distance > 0) or (tense.direction > 0 and distance < 0):
                cost += 400 if tense.strong else 120
            elif tense.direction == 0 and distance > 0:
                cost += 15
            if sem.weekday is not None and real.isoweekday() != sem.weekday:
                cost += 330
            if best is None or cost < best[0]:
                best = (cost, year)
        return (best[1], "publication") if best else None

    def _context_year(self, tense: Tense) -> int | None:
        """Year said just before, in the same sentence or (past told) paragraph."""
        if self.year is None or (tense.direction > 0 and tense.strong):
            return None
        sentence, paragraph = self.year_at
        if self.ref is not None and self.year >= self.ref.year:
            return None
        if self.ref is None and tense.direction > 0:
            return None
        if sentence == self.sentence:
            return self.year
        if paragraph != self.paragraph or self.sentence - sentence > 3:
            return None
        if self.ref is None:
            return self.year
        far = self.ref.year - self.year >= 2
        told = (self.year_initial and tense.direction <= 0) or (tense.direction < 0 and tense.strong)
        return self.year if far and told else None

    def _initial(self, raw: Raw) -> bool:
        """The expression opens its sentence (« En 1789, … »), and so sets its time."""
        g = self.g
        k = raw.i - 1
        if g.K[k] in ("en", "des", "depuis", "a", "au", "fin", "debut"):
            k -= 1
        return g.K[k] in ("", ".", "\n", "«", "!", "?", ":", "-", "…")

    def _day_of_month(self, sem: Sem, day: int, tense: Tense) -> Value | None:
        """« lundi 6 », « le 12 à 17 h 30 »."""
        ref = self.ref
        if ref is None:
            return self._open_day(f"XXXX-XX-{day:02d}")
        best: tuple[float, date] | None = None
        for shift in range(-4, 5):
            first = add_months(ref.replace(day=1), shift)
            real = safe_date(first.year, first.month, day)
            if real is None:
                continue
            distance = (real - ref).days
            cost = float(abs(distance))
            if sem.unit == "M" and shift:
                cost += 1000
            if (tense.direction < 0 and distance > 0) or (tense.direction > 0 and distance < 0):
                cost += 200 if tense.strong else 25
            if sem.weekday is not None and real.isoweekday() != sem.weekday:
                cost += 140
            if best is None or cost < best[0]:
                best = (cost, real)
        if best is None:
            return None
        return self._day(best[1], "publication", self._weekday_warning(sem.weekday, best[1]))

    def _weekday(self, sem: Sem, tense: Tense) -> Value:
        weekday = sem.weekday or 1
        key = f"XXXX-WXX-{weekday}"
        base, anchor = self.ref, "publication"
        if sem.origin == "recit":
            found, where = self._discourse(0)
            base, anchor = found, where
        if base is None:
            return self._open_day(key)
        back = (base.isoweekday() - weekday) % 7
        if sem.det == "un":
            if self.day is not None and self.day.isoweekday() == weekday:
                return self._day(self.day, "expression")
            return self._open_day(key)
        ahead = (weekday - base.isoweekday()) % 7
        if sem.unit == "W" and sem.shift is not None:
            monday = base - timedelta(days=base.isoweekday() - 1)
            day = monday + timedelta(days=7 * sem.shift + weekday - 1)
        elif sem.shift == -1:
            day = base - timedelta(days=back or 7)
        elif sem.shift == 1 and sem.n:
            day = base + timedelta(days=(ahead or 7) + 7 * int(sem.n))
        elif sem.shift == 1:
            day = base + timedelta(days=ahead or 7)
        elif sem.shift == 0 and sem.origin == "recit":
            day = base - timedelta(days=back) if back <= ahead else base + timedelta(days=ahead)
        elif tense.direction > 0:
            day = base + timedelta(days=ahead)
        elif tense.direction < 0:
            day = base - timedelta(days=back)
        elif sem.det == "ce":
            day = base - timedelta(days=back) if back <= ahead else base + timedelta(days=ahead)
        else:
            day = base - timedelta(days=back)
        return self._day(day, anchor)  # type: ignore[arg-type]

    def _month(self, sem: Sem, tense: Tense) -> Value | None:
        month = sem.month or 1
        year = sem.year
        anchor: Anchor | None = None
        if year is None:
            if sem.shift is None and self.ref is not None:
                context = self._context_year(tense)
                if context is not None:
                    year, anchor = context, "expression"
                else:
                    year, anchor = self._month_year(month, tense, sem), "publication"
            elif sem.shift is not None and self.ref is not None:
                anchor = "publication"
                base = self.ref
                if sem.origin == "recit" and self.day is not None:
                    base, anchor = self.day, "expression"
                if sem.unit == "Y" or sem.shift == 0:
                    year = base.year + sem.shift
                elif sem.shift < 0:
                    year = base.year if month < base.month else base.year - 1
                else:
                    year = base.year if month > base.month else base.year + 1
            else:
                context = self._context_year(tense)
                if context is None:
                    return Value(f"XXXX-{month:02d}")
                year, anchor = context, "expression"
        if year < 1:
            return Value(f"BC{-year:04d}-{month:02d}")
        value = Value(f"{year:04d}-{month:02d}", span=month_span(year, month), anchor=anchor)
        if sem.year is not None:
            value.year = year
        return value

    def _month_year(self, month: int, tense: Tense, sem: Sem) -> int:
        ref = self.ref
        assert ref is not None
        here = ref.year * 12 + ref.month
        best: tuple[float, int] | None = None
        for year in (ref.year - 1, ref.year, ref.year + 1):
            distance = year * 12 + month - here
            cost = float(abs(distance))
            if (tense.direction < 0 and distance > 0) or (tense.direction > 0 and distance < 0):
                cost += 14 if tense.strong else 3
            elif tense.direction == 0 and distance > 0:
                cost += 1
            if best is None or cost < best[0]:
                best = (cost, year)
        assert best is not None
        return best[1]

    def _anaphoric(self, sem: Sem, tense: Tense) -> Value | None:
        n = int(sem.n or 0)
        if sem.a is not None:
            inner = self._date(sem.a, tense)
            if inner is None:
                return None
            if inner.day is None:
                return self._open_day("XXXX-XX-XX")
            return self._day(inner.day + timedelta(days=n), inner.anchor)
        base, anchor = self._discourse(n)
        if base is None or (sem.det == "of" and anchor != "expression"):
            return self._open_day("XXXX-XX-XX")
        return self._offset(base, n, anchor)

    def _holiday(self, sem: Sem, tense: Tense) -> Value | None:
        holiday = sem.holiday
        assert holiday is not None
        shift = timedelta(days=int(sem.n or 0))
        ref = self.ref
        year = sem.year
        anchor: Anchor | None = None
        if year is None:
            context = self._context_year(tense) if sem.shift is None else None
            if context is not None:
                year, anchor = context, "expression"
            elif ref is None:
                if holiday.fixed:
                    open_day = date(2000, *holiday.fixed) + shift
                    return self._open_day(f"XXXX-{open_day.month:02d}-{open_day.day:02d}")
                return self._open_day("XXXX-XX-XX")
            else:
                anchor = "publication"
                best: tuple[float, int] | None = None
                for candidate in (ref.year - 1, ref.year, ref.year + 1):
                    distance = (holiday_date(holiday, candidate) + shift - ref).days
                    cost = float(abs(distance))
                    direction = tense.direction
                    strong = tense.strong
                    if sem.shift:
                        direction, strong = sem.shift, True
                    if (direction < 0 and distance > 0) or (direction > 0 and distance < 0):
                        cost += 400 if strong else 120
                    elif direction == 0 and distance > 0:
                        cost += 30
                    if best is None or cost < best[0]:
                        best = (cost, candidate)
                assert best is not None
                year = best[1]
        if not 1583 <= year <= 9000:
            return None
        value = self._day(holiday_date(holiday, year) + shift, anchor)
        value.year = sem.year
        return value

    # -- parts of the day and hours -----------------------------------------------------------

    def _part(self, raw: Raw, sem: Sem, tense: Tense) -> Value | None:
        part = sem.part or "MO"
        if sem.origin == "recit":
            near = self.at >= 0 and self.sentence - self._sentences[self.at][0] <= 3
            if sem.habit and (
                self.g._habit_context(raw.i, raw.j) or (not near and tense.direction >= 0 and sem.hour is None)
            ):
                return Value(f"XXXX-XX-XXT{part}", "SET")
            base, anchor = self._discourse(0)
            key = self.key
            night = self.night
        else:
            base, anchor, key, night = self.ref, "publication", None, False
            if base is not None and sem.shift:
                base += timedelta(days=sem.shift)
        day_key = base.isoformat() if base else (key or "XXXX-XX-XX")
        value = Value(f"{day_key}T{part}", "TIME", anchor=anchor if base else None, key=day_key, day=base)
        if base is not None:
            value.span = narrow(part_span(base, part), sem.part_mod)
            if part == "NI":
                value.night, value.last = True, base + timedelta(days=1)
                if sem.shift == 0 and tense.direction < 0:
                    value.span = part_span(base - timedelta(days=1), part)
                    value.night, value.last = False, base
        value.mod = sem.part_mod
        if sem.hour is not None:
            if night and sem.hour < 12 and self.last:
                value.day, value.key = self.last, self.last.isoformat()
            return self._at_hour(sem, value)
        return value

    def _hour(self, raw: Raw, sem: Sem) -> Value:
        value = self._hour_day(sem.hour or 0)
        return self._at_hour(sem, value)

    def _hour_day(self, hour: int) -> Value:
        """The day of a bare hour: said before in the sentence, after in it, earlier, today."""
        before = self._raws[self.index - 1] if self.index else None
        if before is not None and before.sem.kind == "set" and self._sentences[self.index - 1][0] == self.sentence:
            return self._day(self.ref, "publication") if self.ref else self._open_day("XXXX-XX-XX")
        if self.at >= 0 and self._sentences[self.at][0] == self.sentence:
            return self._anchored(hour)
        after = self._ahead(hour)
        if after is not None:
            return after
        if self.at >= 0 and (
            self.sentence - self._sentences[self.at][0] <= 3 or self._sentences[self.at][1] == self.paragraph
        ):
            return self._anchored(hour)
        if self.ref is not None:
            return self._day(self.ref, "publication")
        return self._open_day(self.key or "XXXX-XX-XX")

    def _anchored(self, hour: int) -> Value:
        day, key = self.day, self.key
        if self.night and hour < 18:
            day, key = self.last, self.last_key or key
        elif self.evening and hour < 6 and day is not None:
            day += timedelta(days=1)
        if day is not None:
            return self._day(day, "expression")
        return self._open_day(key or "XXXX-XX-XX")

    def _ahead(self, hour: int) -> Value | None:
        """A day named next in the same sentence: « vers 23 h 30, dans la nuit de mardi »."""
        k = self.index + 1
        if k >= len(self._raws) or self._sentences[k][0] != self.sentence:
            return None
        raw = self._raws[k]
        if raw.sem.kind not in ("date", "relative", "night") or raw.i - self._raws[self.index].j > 6:
            return None
        if raw.sem.kind == "date" and raw.sem.day is None and raw.sem.weekday is None:
            return None
        value = self.resolve(raw)
        if value is None or value.key is None:
            return None
        if value.night and hour < 18:
            if value.last is not None:
                return self._day(value.last, "expression")
            return self._open_day(value.last_key or value.key)
        if value.day is not None:
            return self._day(value.day, "expression")
        return self._open_day(value.key)

    def _night(self, raw: Raw, sem: Sem) -> Value | None:
        a, b = sem.a, sem.b
        assert a is not None
        assert b is not None
        tense = self.tense(raw)
        if tense.direction == 0:
            tense = Tense(-1, False)  # a night is told, seldom announced
        warning = None
        if b.day is not None:
            if b.month is None and a.month is not None:
                b = replace(b, month=a.month)
            second = self._calendar_day(b, tense)
            if second is None:
                return None
            if second.day is None:
                key = second.key or "XXXX-XX-XX"
                if b.month and b.day and b.day > 1:
                    key = f"XXXX-{b.month:02d}-{b.day - 1:02d}"
                elif a.day and a.month:
                    key = f"XXXX-{a.month:02d}-{a.day:02d}"
                return Value(f"{key}TNI", "TIME", key=key, night=True, last_key=second.key)
            first_day = second.day - timedelta(days=1)
            warning, anchor = second.warning, second.anchor
            if a.day is not None and a.day != first_day.day:
                warning = f"night from day {a.day} to day {b.day}: not two days in a row"
                first = self._calendar_day(replace(a, month=a.month or b.month, year=second.day.year), tense)
                if first and first.day and first.day < second.day:
                    first_day = first.day
        else:
            if self.ref is None:
                key = f"XXXX-WXX-{a.weekday}"
                return Value(f"{key}TNI", "TIME", key=key, night=True, last_key=f"XXXX-WXX-{b.weekday}")
            anchor = "publication"
            if tense.direction > 0 and tense.strong:
                found = self._weekday(replace(a, det=None), tense)
                assert found.day is not None
                first_day = found.day
            else:
                found = self._weekday(replace(b, det=None), Tense(-1, True))
                assert found.day is not None
                first_day = found.day - timedelta(days=1)
            if a.weekday is not None and b.weekday is not None and a.weekday % 7 + 1 != b.weekday:
                warning = "night between two weekdays that do not follow each other"
        second_day = first_day + timedelta(days=1)
        key = first_day.isoformat()
        span = (part_span(first_day, "NI")[0], part_span(first_day, "NI")[1])
        return Value(
            f"{key}TNI",
            "TIME",
            span,
            anchor,
            warning,
            day=first_day,
            key=key,
            last=second_day,
            night=True,
        )

    # -- periods --------------------------------------------------------------------------------

    def _unit(self, raw: Raw, sem: Sem, tense: Tense) -> Value | None:
        unit = sem.unit or "D"
        if unit == "WE" and sem.det == "within" and self._weekly(raw, tense):
            return Value("XXXX-WXX-WE", "SET")
        if sem.det == "québec?" and self._is_quebec():
            unit = "WE"
            sem.mod = None
        base, anchor = self.ref, "publication"
        same = self.at >= 0 and self._sentences[self.at][0] == self.sentence
        if sem.origin == "recit" and unit in ("M", "Y") and self._coarse(unit):
            assert self.coarse is not None
            base, anchor = self.coarse[0], "expression"
        elif sem.origin == "recit" and (self.day is not None and (unit != "D" or same or self.ref is None)):
            base, anchor = self.day, "expression"
        shift = sem.shift or 0
        if base is None:
            open_value = _OPEN.get(unit, "XXXX")
            return Value(open_value, key=open_value if unit == "D" else None)
        value: Value
        if unit == "D":
            value = self._day(base + timedelta(days=shift), anchor)  # type: ignore[arg-type]
            return value
        if unit == "W":
            day = base + timedelta(days=7 * shift)
            if sem.mod == "END" and shift == 0 and tense.direction < 0 and tense.strong and base.isoweekday() <= 3:
                day -= timedelta(days=7)
            value = Value(iso_week(day), span=week_span(day))
        elif unit == "WE":
            day = base + timedelta(days=7 * shift)
            if shift == 0 and sem.origin != "recit":
                weekday = base.isoweekday()
                if weekday < 6 and (tense.direction < 0 or (tense.direction == 0 and weekday <= 2)):
                    day -= timedelta(days=7)
            elif shift == 1 and base.isoweekday() < 6:
                day = base
            value = Value(f"{iso_week(day)}-WE", span=weekend_span(day))
            value.last = weekend_span(day)[1].date()
        elif unit == "M":
            day = add_months(base, shift)
            if shift == 0 and sem.mod == "END" and tense.direction < 0 and tense.strong and base.day <= 10:
                day = add_months(base, -1)
            elif shift == 0 and sem.mod == "START" and tense.direction > 0 and tense.strong and base.day > 20:
                day = add_months(base, 1)
            value = Value(f"{day.year:04d}-{day.month:02d}", span=month_span(day.year, day.month))
        elif unit == "Q":
            day = add_months(base, 3 * shift)
            quarter = (day.month + 2) // 3
            value = self._quarter(day.year, quarter, 4)
        elif unit == "H6":
            day = add_months(base, 6 * shift)
            value = self._quarter(day.year, 1 if day.month <= 6 else 2, 2)
        elif unit == "Y":
            year = base.year + shift
            if shift == 0 and sem.mod == "END" and tense.direction < 0 and tense.strong and base.month <= 4:
                year -= 1
            elif shift == 0 and sem.mod == "START" and tense.direction > 0 and tense.strong and base.month >= 10:
                year += 1
            value = Value(f"{year:04d}", span=day_span(date(year, 1, 1), date(year, 12, 31)))
        elif unit == "DE":
            first = (base.year // 10 + shift) * 10
            value = Value(f"{first // 10:03d}", span=day_span(date(first, 1, 1), date(first + 9, 12, 31)))
        elif unit == "CE":
            value = self._century(base.year // 100 + 1 + shift)
        else:
            return None
        value.anchor = anchor  # type: ignore[assignment]
        return value

    def _weekly(self, raw: Raw, tense: Tense) -> bool:
        """« la piscine affiche complet le week-end » : no tense, no bound, the article « le »."""
        keys = self.g.K
        bound = keys[raw.i - 1] in ("avant", "apres", "pendant", "durant", "pour", "des", "depuis")
        return keys[raw.i] == "le" and tense.direction == 0 and keys[raw.i - 1].isalpha() and not bound

    def _is_quebec(self) -> bool:
        if self._quebec is None:
            self._quebec = _QUEBEC.search(self.g.text) is not None
        return self._quebec

    def _quarter(self, year: int, n: int, of: int) -> Value:
        months = 12 // of
        first = date(year, (n - 1) * months + 1, 1)
        last = add_months(first, months) - timedelta(days=1)
        return Value(f"{year:04d}-{'Q' if of == 4 else 'H'}{n}", span=day_span(first, last))

    def _fraction(self, sem: Sem, tense: Tense) -> Value:
        of = 4 if sem.kind == "quarter" else 2
        n = int(sem.n or 1)
        letter = "Q" if of == 4 else "H"
        if n < 0:
            if self.ref is None:
                return Value(f"XXXX-{letter}X")
            if sem.year is not None:
                n = of
            else:
                day = add_months(self.ref, -12 // of)
                value = self._quarter(day.year, (day.month - 1) * of // 12 + 1, of)
                value.anchor = "publication"
                return value
        if sem.year is not None:
            return self._quarter(sem.year, n, of)
        if self.ref is None:
            context = self._context_year(tense) if sem.shift is None else None
            if context is not None:
                value = self._quarter(context, n, of)
                value.anchor = "expression"
                return value
            return Value(f"XXXX-{letter}{n}")
        year = self.ref.year
        if sem.shift is not None:
            year += sem.shift
        else:
            here = (self.ref.month - 1) * of // 12 + 1
            context = self._context_year(tense)
            if context is not None:
                value = self._quarter(context, n, of)
                value.anchor = "expression"
                return value
            if tense.direction < 0 and n > here:
                year -= 1
            elif tense.direction > 0 and tense.strong and n < here:
                year += 1
            elif tense.direction == 0 and n - here > of // 2:
                year -= 1
        value = self._quarter(year, n, of)
        value.anchor = "publication"
        return value

    def _season(self, sem: Sem, tense: Tense) -> Value:
        season = sem.season or "SP"
        anchor: Anchor | None = None
        year = sem.year
        if year is None:
            context = self._context_year(tense) if sem.shift is None else None
            if context is not None:
                year, anchor = context, "expression"
            elif self.ref is None:
                return Value(f"XXXX-{season}")
            else:
                anchor = "publication"
                year = self._season_year(season, sem, tense)
        value = Value(f"{year:04d}-{season}", span=season_span(year, season), anchor=anchor)
        value.year = sem.year
        return value

    def _season_year(self, season: str, sem: Sem, tense: Tense) -> int:
        ref = self.ref
        assert ref is not None
        if sem.shift is not None and sem.unit == "Y":
            return ref.year + sem.shift
        spans = {year: season_span(year, season) for year in range(ref.year - 2, ref.year + 3)}
        now = datetime.combine(ref, time(12))
        past = [year for year, span in spans.items() if span[1] < now]
        ahead = [year for year, span in spans.items() if span[0] > now]
        inside = [year for year, span in spans.items() if span[0] <= now <= span[1]]
        if sem.shift == -1:
            return past[-1]
        if sem.shift == 1:
            return ahead[0]
        if inside:
            return inside[0]
        if tense.direction < 0:
            return past[-1]
        if tense.direction > 0:
            return ahead[0]
        gap_back = now - spans[past[-1]][1]
        gap_ahead = spans[ahead[0]][0] - now
        return past[-1] if gap_back < gap_ahead else ahead[0]

    def _year(self, sem: Sem) -> Value:
        year = sem.year or 1
        if year < 0:
            return Value(f"BC{-year:04d}")
        value = Value(f"{year:04d}", span=day_span(date(year, 1, 1), date(year, 12, 31)))
        value.year = year
        return value

    def _century(self, n: int) -> Value:
        if n < 0:
            return Value(f"BC{-n - 1:02d}")
        first = (n - 1) * 100
        return Value(f"{n - 1:02d}", span=day_span(date(max(first, 1), 1, 1), date(first + 99, 12, 31)))

    def _sport_season(self, sem: Sem) -> Value:
        if self.ref is None:
            return Value("XXXX/XXXX")
        base, anchor = self.ref, "publication"
        if sem.origin == "recit" and self.day is not None:
            base, anchor = self.day, "expression"
        first = base.year - (base.month < 7) + (sem.shift or 0)
        return Value(
            f"{first:04d}/{first + 1:04d}",
            span=day_span(date(first, 7, 1), date(first + 1, 6, 30)),
            anchor=anchor,  # type: ignore[arg-type]
        )

    def _nth(self, raw: Raw, sem: Sem, tense: Tense) -> Value | None:
        assert sem.a is not None
        whole = self.simple(raw, sem.a, tense)
        if whole is None:
            return None
        n = int(sem.n or 1)
        if whole.span is None:
            return Value(whole.value, mod="START" if n == 1 else "END" if n < 0 else None)
        first, last = whole.span[0].date(), whole.span[1].date()
        if sem.unit == "weekday":
            assert sem.weekday is not None
            if first.month == last.month:
                day = nth_weekday(first.year, first.month, sem.weekday, n)
            else:
                days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
                days = [d for d in days if d.isoweekday() == sem.weekday]
                day = days[n - 1 if n > 0 else n] if len(days) >= abs(n) else None
            return self._day(day, whole.anchor) if day else None
        if sem.unit == "D":
            return self._day(first + timedelta(days=n - 1) if n > 0 else last, whole.anchor)
        if sem.unit == "F":
            if first.month != last.month:
                return None
            low, high = (first, first.replace(day=15)) if n == 1 else (first.replace(day=16), last)
            return Value(
                f"{low.isoformat()}/{high.isoformat()}",
                span=day_span(low, high),
                anchor=whole.anchor,
            )
        if sem.unit == "M":
            month = first if n == 1 else last if n < 0 else add_months(first, n - 1)
            return Value(
                f"{month.year:04d}-{month.month:02d}",
                span=month_span(month.year, month.month),
                anchor=whole.anchor,
            )
        weekday = 4 if sem.unit == "W" else 6
        if n > 0:
            day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
        else:
            day = last - timedelta(days=(last.isoweekday() - weekday) % 7)
        if sem.unit == "W":
            return Value(iso_week(day), span=week_span(day), anchor=whole.anchor)
        return Value(f"{iso_week(day)}-WE", span=weekend_span(day), anchor=whole.anchor)

    def _week_of(self, raw: Raw, sem: Sem, tense: Tense) -> Value | None:
        assert sem.a is not None
        inner = self.simple(raw, sem.a, tense)
        if inner is None:
            return None
        if inner.day is None:
            return Value("XXXX-WXX-WE" if sem.unit == "WE" else "XXXX-WXX")
        day = inner.day
        if sem.unit == "WE":
            if day.isoweekday() == 1:
                day -= timedelta(days=1)
            return Value(f"{iso_week(day)}-WE", span=weekend_span(day), anchor=inner.anchor)
        return Value(iso_week(day), span=week_span(day), anchor=inner.anchor)

    # -- deictic and anaphoric shifts ---------------------------------------------------------

    def _from_now(self, sem: Sem) -> Value | None:
        """« il y a deux mois », « dans trois jours »."""
        sign = -1 if sem.kind == "ago" else 1
        value = self._shift(self.ref, sem, sign, "publication")
        if value is not None and value.anchor is None and self.ref is not None:
            value.anchor = "publication"
        return value

    def _shifted(self, sem: Sem) -> Value | None:
        sign = sem.shift or 1
        base, anchor = self._discourse(sign)
        if self.coarse is not None and self._coarse(sem.unit or ""):
            base, anchor = self.coarse[0], "expression"
        whole_days = sem.unit == "H" and (sem.n or 0) >= 24 and (sem.n or 0) % 24 == 0
        if (
            sem.unit in ("H", "MIN", "S")
            and not whole_days
            and self.hour is not None
            and self.day is not None
            and (sem.n or 0) > 0
        ):
            step = {"H": 3600, "MIN": 60, "S": 1}[sem.unit]
            moment = datetime.combine(self.day, time()) + timedelta(hours=self.hour, minutes=self.minute)
            moment += timedelta(seconds=sign * step * (sem.n or 0))
            key = moment.date().isoformat()
            return Value(
                f"{key}T{moment:%H:%M}",
                "TIME",
                (moment, moment + timedelta(seconds=59)),
                "expression",
                day=moment.date(),
                key=key,
                mod=sem.mod,
            )
        return self._shift(base, sem, sign, anchor)

    def _coarse(self, unit: str) -> bool:
        """The last date told is a month or a year that a shift of ``unit`` may start from."""
        wanted = {"Y": ("Y", "M"), "M": ("M",)}.get(unit, ())
        return self.coarse is not None and self.coarse[2] == self.paragraph and self.coarse[1] in wanted

    def _shift(self, base: date | None, sem: Sem, sign: int, anchor: Anchor) -> Value | None:
        n = sem.n or 0.0
        unit = sem.unit or "D"
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        if n < 0:
            span = None
            if base is not None and unit in _PLURAL_SPAN:
                near, far = _PLURAL_SPAN[unit]
                ends = sorted((base + timedelta(days=sign * near), base + timedelta(days=sign * far)))
                span = day_span(ends[0], ends[1])
            return Value(vague, span=span, anchor=anchor if base else None, mod=sem.mod)
        if base is None:
            time_like = unit in ("H", "MIN", "S")
            return Value(_OPEN.get(unit, "XXXX"), "TIME" if time_like else "DATE", mod=sem.mod)
        second: Value | None = None
        if sem.a is not None and sem.a.n:
            second = self._shift(base, replace(sem, a=None, n=sem.a.n), sign, anchor)
        value: Value
        if unit in ("H", "MIN", "S"):
            seconds = {"H": 3600, "MIN": 60, "S": 1}[unit] * n
            if unit == "H" and n >= 24 and n % 24 == 0 and self.now is None:
                value = self._day(base + timedelta(days=sign * round(n / 24)), anchor)
            elif self.now is not None and base == self.ref:
                moment = self.now + timedelta(seconds=sign * seconds)
                key = moment.date().isoformat()
                value = Value(
                    f"{key}T{moment:%H:%M}",
                    "TIME",
                    (moment, moment),
                    anchor,
                    day=moment.date(),
                    key=key,
                )
            else:
                value = Value(f"{base.isoformat()}TXX:XX", "TIME", day_span(base), anchor)
        elif unit in ("D", "NI", "MO", "EV"):
            value = self._day(base + timedelta(days=sign * round(n)), anchor)
            if sem.mod == "APPROX" and value.span:
                slack = timedelta(days=max(1, round(n * 0.3)))
                value.span = (value.span[0] - slack, value.span[1] + slack)
        elif unit == "W":
            day = base + timedelta(days=sign * round(7 * n))
            value = Value(iso_week(day), span=week_span(day))
        elif unit == "WE":
            day = base + timedelta(days=sign * round(7 * n))
            value = Value(f"{iso_week(day)}-WE", span=weekend_span(day))
        elif unit in ("M", "Q", "H6"):
            day = add_months(base, sign * round(n * {"M": 1, "Q": 3, "H6": 6}[unit]))
            value = Value(f"{day.year:04d}-{day.month:02d}", span=month_span(day.year, day.month))
        elif unit == "Y" and n != int(n):
            day = add_months(base, sign * round(12 * n))
            value = Value(f"{day.year:04d}-{day.month:02d}", span=month_span(day.year, day.month))
        elif unit in ("Y", "Y5", "Y7"):
            year = base.year + sign * int(n * {"Y": 1, "Y5": 5, "Y7": 7}[unit])
            if not 1 <= year <= 9999:
                return Value(vague)
            value = Value(f"{year:04d}", span=day_span(date(year, 1, 1), date(year, 12, 31)))
        elif unit == "DE":
            first = (base.year + sign * 10 * round(n)) // 10 * 10
            value = Value(f"{first // 10:03d}", span=day_span(date(first, 1, 1), date(first + 9, 12, 31)))
        elif unit == "CE":
            value = self._century(base.year // 100 + 1 + sign * round(n))
        else:
            return Value(vague)
        value.anchor = anchor
        value.mod = sem.mod
        if second is not None and second.span and value.span and second.value != value.value:
            low, high = (second, value) if sign < 0 else (value, second)
            assert low.span
            assert high.span
            return Value(
                f"{low.value}/{high.value}",
                value.type,
                (low.span[0], high.span[1]),
                anchor,
                mod=sem.mod,
            )
        return value

    # -- intervals ------------------------------------------------------------------------------

    def _interval(self, raw: Raw, sem: Sem) -> Value | None:
        a, b = sem.a, sem.b
        assert a is not None
        assert b is not None
        tense = self.tense(raw)
        if a.kind == "hour" and b.kind == "hour":
            return self._hours(a, b)
        weekly = a.kind == b.kind == "date" and a.weekday and b.weekday and a.day is None and b.day is None
        if (
            (
                weekly
                and (sem.value in ("du", "au") or self.g._habit_context(raw.i, raw.j))
                and a.hour is None
                and b.hour is None
            )
            and a.part is None
            and b.part is None
        ):
            return Value(f"XXXX-WXX-{a.weekday}/XXXX-WXX-{b.weekday}", "SET")
        if a.kind == b.kind == "date":
            a, b = self._complete(a, b)
        start: Value | None
        end: Value | None
        if b.kind == "hour" and a.kind == "date":
            start = self.simple(raw, a, tense)
            if start is None or start.key is None:
                return None
            end = self._at_hour(b, self._day(start.day, start.anchor) if start.day else self._open_day(start.key))
            return self._join(start, end)
        if weekly:
            end = self.simple(raw, b, tense)
            if end is None:
                return None
            if end.day is not None and b.weekday and a.weekday:
                gap = (b.weekday - a.weekday) % 7
                start = self._finish(a, self._day(end.day - timedelta(days=gap), end.anchor))
            else:
                start = self.simple(raw, a, tense)
        else:
            end = self.simple(raw, b, tense)
            if end is None:
                return None
            if a.kind == "date" and a.year is None and end.span is not None:
                start = self._before(raw, a, end, tense)
            else:
                start = self.simple(raw, a, tense)
                if start is not None and start.span and b.kind == "date" and b.year is None and a.year is not None:
                    year = a.year
                    fixed = self.simple(raw, replace(b, year=year), tense)
                    if fixed and fixed.span and fixed.span[1] < start.span[0]:
                        fixed = self.simple(raw, replace(b, year=year + 1), tense)
                    end = fixed or end
        if start is None:
            return None
        return self._join(start, end)

    def _complete(self, a: Sem, b: Sem) -> tuple[Sem, Sem]:
        if a.day and a.month is None and b.month:
            month = b.month
            if b.day and a.day > b.day and a.weekday is None:
                month = (b.month - 2) % 12 + 1
                year = b.year - 1 if b.year and b.month == 1 else b.year
                return replace(a, month=month, year=year), b
            a = replace(a, month=month, year=b.year, shift=b.shift, origin=b.origin)
        elif a.month and a.year is None and b.year and b.month:
            before = (a.month, a.day or 1) <= (b.month, b.day or 31)
            a = replace(a, year=b.year if before else b.year - 1)
        elif a.month and b.day and b.month is None:
            b = replace(b, month=a.month, year=a.year)
        return a, b

    def _before(self, raw: Raw, a: Sem, end: Value, tense: Tense) -> Value | None:
        """The first bound, in the last year that puts it before the second."""
        assert end.span is not None
        limit = end.span[1].date()
        if a.month is None:
            return self.simple(raw, a, tense)
        for year in (limit.year, limit.year - 1):
            value = self.simple(raw, replace(a, year=year, shift=None), tense)
            if value and value.span and value.span[0] <= end.span[1]:
                value.anchor = end.anchor
                return value
        return None

    def _hours(self, a: Sem, b: Sem) -> Value:
        day = self._hour_day(a.hour or 0)
        start = self._at_hour(a, replace(day))
        later = replace(day)
        if (b.hour or 0) * 60 + (b.minute or 0) < (a.hour or 0) * 60 + (a.minute or 0) and day.day is not None:
            later = self._day(day.day + timedelta(days=1), day.anchor)
        end = self._at_hour(b, later)
        value = self._join(start, end)
        value.day, value.key = day.day, day.key
        return value

    def _join(self, start: Value, end: Value) -> Value:
        span = (start.span[0], end.span[1]) if start.span and end.span and start.span[0] <= end.span[1] else None
        kind: TimexType = "TIME" if "T" in start.value and "T" in end.value else "DATE"
        value = Value(
            f"{start.value}/{end.value}",
            kind,
            span,
            end.anchor or start.anchor,
            start.warning or end.warning,
            day=start.day,
            key=start.key,
            last=end.day,
            year=end.year,
        )
        if start.key is None or end.key is None:
            value.day = value.key = value.last = None
        return value
