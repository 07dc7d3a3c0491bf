"""Days, months and years, and a day with its hour."""

from __future__ import annotations

from dataclasses import replace

from extractor.french.time.durations import Durations
from extractor.french.time.lexicon import Holiday
from extractor.french.time.tokens import Parsed, Sem
from extractor.french.time.words import (
    COUNTING,
    DAYPART_NOUNS,
    DIGITS,
    EVENT_NOUNS,
    FUNCTION_WORDS,
    LOWER_FEASTS,
    NUMBERED,
    OLD_YEAR_BEFORE,
    STRONG_YEAR_BEFORE,
    YEAR_BEFORE,
)


def full_year(first: int, second: str) -> int:
    """End of « 2019-20 », « 1914-1918 »."""
    return int(second) if len(second) == 4 else first // 100 * 100 + int(second)


class Dates(Durations):
    """Days, months and years, and a day with its hour."""

    def day_number(self, i: int) -> tuple[int, int] | None:
        """Day of the month: 1 to 31, ``1er``; in words only before a month."""
        key = self.K[i]
        if key and key[0] in DIGITS:
            if len(key) > 2 or not 1 <= int(key) <= 31:
                return None
            if key in ("1", "01") and self.K[i + 1] in ("er", "e") and self.joined(i):
                return 1, i + 2
            if self.joined(i) and self.K[i + 1][:1].isalpha() and self.K[i + 1] not in self.lex.months:
                return None
            return int(key), i + 1
        if key == "premier" and self.K[i + 1] in self.lex.months:
            return 1, i + 1
        if key in self.lex.numbers and key not in ("un", "une"):
            number = self.number(i)
            if (
                number and 2 <= number[0] <= 31 and self.K[number[1]] in self.lex.months and self.K[number[1]] != "mars"
            ) or (
                number
                and 2 <= number[0] <= 31
                and self.K[number[1]] == "mars"
                and self.K[i - 1] in ("le", "du", "au", "ce")
            ):
                return int(number[0]), number[1]
        return None

    def month(self, i: int, abbr: bool) -> tuple[int, int] | None:
        """Month by name, or by abbreviation where ``abbr`` allows."""
        key = self.K[i]
        if key in self.lex.months:
            return self.lex.months[key], i + 1
        if abbr and key in self.lex.month_abbr:
            j = i + 1
            if self.K[j] == "." and self.joined(i):
                j += 1
            return self.lex.month_abbr[key], j
        return None

    def year_after_month(self, i: int) -> tuple[int, int] | None:
        """Year after a month: four digits, or two (``mai 68``, ``janvier '98``)."""
        value = self.year4(i)
        if value is not None:
            return (
                (value, i + 1)
                if self._year_follow(i) or (value > 1799 and self.K[i + 1] not in self.lex.counted)
                else None
            )
        j = i
        quoted = self.K[j] == "'"
        if quoted:
            j += 1
        key = self.K[j]
        if len(key) == 2 and key[0] in DIGITS and (quoted or int(key) >= 32):
            after = self.K[j + 1]
            if quoted or not after or not after[0].isalnum() or after in FUNCTION_WORDS:
                if after in ("%", "€", "h", ":", "°") or ((after == "," and self.joined(j)) and self.joined(j + 1)):
                    return None
                return (1900 if int(key) > 30 else 2000) + int(key), j + 1
        return None

    def _year_follow(self, i: int) -> bool:
        """What follows a bare number lets it be a year."""
        after = self.K[i + 1]
        if after in self.lex.counted or after in ("%", "€", "$", "£", "°", "m²"):
            return False
        if after == "-" and self.K[i + 2][:1].isalpha() and self.joined(i):
            return False
        return bool(not after or not after[0].isalnum() or after in FUNCTION_WORDS)

    def bare_year(self, i: int) -> int | None:
        """Token i is a year by its own context."""
        value = self.year4(i)
        if value is None:
            return None
        before = self.K[i - 1]
        if before in self.lex.months:
            return value
        if before and (before[0] in DIGITS or before in ("€", "$", "+", ".", "n", "°", "no", "#")):
            return None
        if (
            (before in (",", "'", "-") and self.joined(i - 1) and (self.K[i - 2][:1] in DIGITS or before == "-"))
            and not (before == "-" and self.year4(i - 2))
            and not (before == "'" and self.K[i - 2] in ("d", "l", "jusqu"))
        ):
            return None
        if before in NUMBERED or (
            self.K[i + 1] == "-" and self.joined(i) and self.K[i + 2].isdecimal() and not self.year4(i + 2)
        ):
            return None
        strong = (
            before in STRONG_YEAR_BEFORE
            or before in EVENT_NOUNS
            or (before == "'" and self.K[i - 2] == "d" and self.K[i - 3] in ("fin", "debut"))
        )
        if len(before) <= 2 and before.isalpha() and self.raw(i - 1).isupper():
            return None  # « la D 2015 »
        if self.K[i + 1] == "/" or (self.K[i - 1] == "/" and not self.year4(i - 2)):
            return value if strong and self.year4(i + 2) else None
        if value < 1800 or value > 2100:
            if (
                before in OLD_YEAR_BEFORE
                or (before == "(" and self.K[i + 1] in (")", "-"))
                or (before == "-" and self.K[i + 1] == ")")
            ):
                return value if self._year_follow(i) else None
            return None
        if strong:
            return (
                value
                if self._year_follow(i) or (self.K[i + 1] not in self.lex.counted and not self.K[i + 1].endswith("s"))
                else None
            )
        if before in COUNTING:
            return None
        if before == "les":
            return None
        if before in YEAR_BEFORE or not before or not before[0].isalnum():
            after = self.K[i + 1]
            loose = 1900 <= value <= 2060 and before in ("de", "d", "en", "du", "et", "l")
            return (
                value
                if self._year_follow(i)
                or (loose and after.isalpha() and after[-1] not in "sx" and after not in self.lex.counted)
                else None
            )
        if 1950 <= value <= 2050 and self._year_follow(i) and before not in FUNCTION_WORDS:
            return value
        return None

    def weekday(self, i: int) -> tuple[int, int] | None:
        """Day of the week; abbreviated only before a day number."""
        key = self.K[i]
        if key in self.lex.weekdays and not key.endswith("is") and key != "dimanches":
            return self.lex.weekdays[key], i + 1
        if key in self.lex.weekday_abbr:
            j = i + 1
            if self.K[j] == "." and self.joined(i):
                j += 1
            if self.day_number(j) and (self.K[j - 1] == "." or self.month(j + 1, True)):
                return self.lex.weekday_abbr[key], j
        return None

    def numeric_date(self, i: int) -> Parsed | None:
        """``03/02/2023``, ``03.02.2023``, ``2023-02-03``, ``2023-02-03T17:00``."""
        keys = self.K
        sep = keys[i + 1]
        if (
            sep not in ("/", ".", "-")
            or not self.joined(i)
            or keys[i + 3] != sep
            or not self.joined(i + 1)
            or not self.joined(i + 3)
            or not self.joined(i + 2)
        ):
            if (
                sep == "."
                and keys[i + 3] == "."
                and keys[i + 2].isdecimal()
                and len(keys[i + 4]) == 4
                and keys[i + 4].isdecimal()
            ):
                pass  # « 3. 2. 2023 »
            else:
                return None
        a, b, c = keys[i], keys[i + 2], keys[i + 4]
        if not (a.isdecimal() and b.isdecimal() and c.isdecimal()):
            return None
        if ((self.K[i + 5] in (sep, ":") and self.joined(i + 4)) and self.K[i + 6].isdecimal()) or (
            keys[i - 1] in (sep, ".", "/") and self.joined(i - 1)
        ):
            return None
        if len(a) == 4 and len(b) == 2 and len(c) == 2:
            year, month, day = int(a), int(b), int(c)
        elif len(a) <= 2 and len(b) <= 2 and len(c) == 4:
            day, month, year = int(a), int(b), int(c)
        elif len(a) == 2 and len(b) == 2 and len(c) == 2 and sep in ("/", "."):
            day, month, year = int(a), int(b), 2000 + int(c) if int(c) < 50 else 1900 + int(c)
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2199):
            return None
        j = i + 5
        sem = Sem("date", year=year, month=month, day=day)
        if keys[j] == "t" and self.joined(j - 1):
            hour = self.clock(j + 1)
            if hour:
                sem.hour, sem.minute, sem.second = hour[0].hour, hour[0].minute, hour[0].second
                return sem, hour[1]
        return sem, j

    def date(self, i: int, det: str | None = None) -> Parsed | None:
        """A day or month named by weekday, day number, month and year, as far as given."""
        keys = self.K
        j = i
        weekday = self.weekday(i)
        if weekday:
            j = weekday[1]
            if (keys[j] == "," and (self.day_number(j + 1) and self.month(j + 2 + (keys[j + 2] == "er"), True))) or (
                keys[j] in ("le", "ce") and (self.day_number(j + 1) and self.month(j + 2 + (keys[j + 2] == "er"), True))
            ):
                j += 1
        if keys[j] and keys[j][0] in DIGITS:
            numeric = self.numeric_date(j)
            if numeric:
                numeric[0].weekday = weekday[0] if weekday else None
                return numeric
        day = self.day_number(j)
        if day:
            k = day[1]
            if keys[k] == "-" and self.joined(k - 1) and keys[k + 1] in self.lex.months:
                k += 1
            elif keys[k] == "du" and keys[k + 1] == "mois" and keys[k + 2] == "de":
                k += 3
            month = self.month(k, True)
            if month and not (
                keys[k] in self.lex.month_abbr
                and keys[month[1] - 1] != "."
                and keys[k] in ("mar", "sep", "sept")
                and not self.year4(month[1])
            ):
                sem = Sem("date", month=month[0], day=day[0], weekday=weekday[0] if weekday else None)
                j = month[1]
                if keys[j] == "-" and self.joined(j - 1) and self.year4(j + 1):
                    j += 1
                if keys[j] == "," and self.year4(j + 1) and self._year_follow(j + 1) and False:
                    j += 1
                year = self.year_after_month(j)
                if year:
                    sem.year, j = year
                    if keys[j] in ("av", "avant") and keys[j + 1] in (".", "j"):
                        j = self._bc(j) or j
                else:
                    situating = self.lex.situating.get(keys[j])
                    if situating and keys[j] not in ("passe", "passee"):
                        sem.shift, sem.origin = situating
                        j += 1
                    elif (
                        keys[j] == "de"
                        and keys[j + 1] in ("cette", "l")
                        and keys[j + 2 + (keys[j + 1] == "l")] in ("annee", "an")
                    ):
                        k = j + 3 + (keys[j + 1] == "l")
                        situating = self.lex.situating.get(keys[k])
                        if keys[j + 1] == "cette":
                            sem.shift, sem.unit, j = 0, "Y", j + 3
                        elif situating:
                            sem.shift, sem.unit, j = situating[0], "Y", k + 1
                return sem, j
            if (
                keys[k] == "/"
                and det in ("le", "du", "au")
                and self.joined(k - 1)
                and self.joined(k)
                and len(keys[k + 1]) == 2
                and keys[k + 1].isdecimal()
                and keys[k + 2] != "/"
                and 1 <= int(keys[k + 1]) <= 12
            ):
                return Sem(
                    "date",
                    month=int(keys[k + 1]),
                    day=day[0],
                    weekday=weekday[0] if weekday else None,
                ), k + 2
            if (
                weekday
                and not (
                    keys[k] in ("h", "heures", "heure", ":", "ans", "euros", "%")
                    or keys[k] == "/"
                    or (keys[k][:1].isdecimal() and self.joined(k - 1))
                )
                and not (
                    self.lex.units.get(keys[k])
                    or keys[k] in self.lex.counted
                    or (keys[k] == "," and self.joined(k) and keys[k + 1][:1].isdecimal())
                )
            ) and (keys[day[1] - 1] == "er" or not (keys[k] == "-" and keys[k + 1].isdecimal())):
                after = keys[k]
                if (
                    not after
                    or not after[0].isalnum()
                    or after in FUNCTION_WORDS
                    or self.match(self.lex.parts, k)
                    or after in ("courant",)
                    or after in self.lex.weekdays
                ):
                    return Sem("date", day=day[0], weekday=weekday[0]), k
            if weekday is None and det in ("le", "ce", "du", "au") and keys[k] in ("a", "vers") and self.raw(k) != "a":
                hour = self.clock(k + 1)
                if hour and keys[k + 1] not in ("midi", "minuit") and self.is_clock(k + 1, hour[0], hour[1], True):
                    return Sem("date", day=day[0]), k
            if weekday is None and det in ("le", "ce") and keys[k] == "au" and keys[k + 1] in ("soir", "matin"):
                return Sem("date", day=day[0]), k
            if weekday is None and det in ("le", "du", "au") and keys[k] == "courant":
                return Sem("date", day=day[0], shift=0, unit="M"), k + 1
            if (
                weekday is None
                and det in ("le", "du", "au")
                and keys[k] == "du"
                and keys[k + 1] == "mois"
                and keys[k + 2] != "de"
            ):
                return Sem("date", day=day[0], shift=0, unit="M"), k + 2
        if weekday:
            j = weekday[1]
            sem = Sem("date", weekday=weekday[0], det=det)
            situating = self.lex.situating.get(keys[j])
            if situating and keys[j] not in ("passes", "passees"):
                sem.shift, sem.origin = situating
                j += 1
            elif keys[j] == "en" and keys[j + 1] in ("huit", "quinze"):
                sem.shift, sem.n = 1, 1.0 if keys[j + 1] == "huit" else 2.0
                j += 2
            elif keys[j] == "-" and keys[j + 1] == "la" and self.joined(j - 1):
                sem.shift, sem.origin = 0, "recit"
                j += 2
            elif (
                keys[j] == "de"
                and keys[j + 1] == "la"
                and keys[j + 2] == "semaine"
                and keys[j + 3] in self.lex.situating
            ):
                sem.shift, sem.unit = self.lex.situating[keys[j + 3]][0], "W"
                j += 4
            return sem, j
        return self.month_date(i)

    def month_date(self, i: int) -> Parsed | None:
        """A month, with its year if said."""
        keys = self.K
        month = self.month(i, False)
        if not month:
            month = self.month(i, True)
            if not month or not self.year4(month[1]) or keys[i] in ("mar", "sep"):
                return None
        j = month[1]
        sem = Sem("date", month=month[0])
        if keys[j] == "-" and self.joined(j - 1) and self.year4(j + 1):
            j += 1
        year = self.year_after_month(j)
        if year:
            sem.year, j = year
        elif (
            keys[j] == "de" and keys[j + 1] in ("cette", "l") and keys[j + 2 + (keys[j + 1] == "l")] in ("annee", "an")
        ):
            k = j + 3 + (keys[j + 1] == "l")
            if keys[j + 1] == "cette":
                sem.shift, sem.unit, j = 0, "Y", j + 3
            elif keys[k] in self.lex.situating:
                sem.shift, sem.unit, j = self.lex.situating[keys[k]][0], "Y", k + 1
            elif self.year4(k):
                sem.year, j = self.year4(k), k + 1
        elif keys[j] in self.lex.situating:
            sem.shift, sem.origin = self.lex.situating[keys[j]]
            j += 1
        if year is None and sem.shift is None:
            if keys[i] == "mars" and not self._mars_is_month(i):
                return None
            if (
                self.upper(i)
                and not self.raw(i).isupper()
                and self.upper(j)
                and keys[i] in ("avril", "mai", "juin", "aout", "janvier")
                and self.S[j] - self.E[j - 1] == 1
            ):
                return None
            if (
                self.upper(i)
                and self.upper(i - 1)
                and not self.raw(i).isupper()
                and len(self.raw(i - 1)) > 2
                and self.K[i - 1] not in FUNCTION_WORDS
                and keys[i - 1] not in ("debut", "fin", "courant", "milieu")
            ):
                return None
            if keys[j] == "-" and self.joined(j - 1) and self.upper(j + 1) and keys[j + 1] not in self.lex.months:
                return None
        return sem, j

    def _mars_is_month(self, i: int) -> bool:
        before = self.K[i - 1]
        if self.upper(i) and not self.raw(i).isupper():
            return before in ("en", "debut", "fin", "mi", "de", "courant", "depuis", "-") and before != "de"
        return True

    def year_np(self, i: int, det: str | None) -> Parsed | None:
        """« année 2023 », « an dernier », « années 1990 », « an 2000 », « cette année »."""
        keys = self.K
        key = keys[i]
        if key == "annees":
            j = i + 1
            if keys[j].isdecimal() and (len(keys[j]) == 2 or self.year4(j)) and keys[j].endswith("0"):
                value = int(keys[j])
                if len(keys[j]) == 2:
                    value += 1900 if value >= 30 else 2000
                    if value == 2000:
                        value = 2000
                if (
                    keys[j + 1] in ("-", "et", "ou")
                    and keys[j + 2].isdecimal()
                    and keys[j + 2].endswith("0")
                    and len(keys[j + 2]) == len(keys[j])
                    and keys[j + 1] == "-"
                ):
                    other = int(keys[j + 2]) + (1900 if len(keys[j]) == 2 else 0)
                    return Sem("interval", a=Sem("decade", year=value), b=Sem("decade", year=other)), j + 3
                return Sem("decade", year=value), j + 1
            number = self.number(j)
            if number and number[0] in (20, 30, 40, 50, 60, 70, 80, 90):
                return Sem("decade", year=1900 + int(number[0])), number[1]
            if number and number[0] == 2000:
                return Sem("decade", year=2000), number[1]
            return None
        j = i + 1
        year = self.year4(j)
        if year is not None and self._year_follow(j) is not None and key in ("annee", "an"):
            if keys[j + 1] == "-" and self.year4(j + 2):
                return Sem("interval", a=Sem("year", year=year), b=Sem("year", year=self.year4(j + 2))), j + 3
            return Sem("year", year=year), j + 1
        return None

    def _year_range(self, j: int) -> Parsed | None:
        """« 2023-2024 », « 2019/2020 », « 1914-18 »."""
        first = self.year4(j)
        keys = self.K
        if first is None or keys[j + 1] not in ("-", "/") or not keys[j + 2].isdecimal():
            return None
        if (keys[j + 3] in ("-", "/", ".") and self.joined(j + 2) and keys[j + 4][:1].isdecimal()) or keys[j - 1] in (
            "-",
            "/",
            ".",
        ):
            return None
        second = full_year(first, keys[j + 2])
        if len(keys[j + 2]) not in (2, 4) or not first < second <= first + 150:
            return None
        if len(keys[j + 2]) == 2 and second - first > 10:
            return None
        return Sem("interval", a=Sem("year", year=first), b=Sem("year", year=second)), j + 3

    def _year_with_era(self, year: int, j: int) -> Parsed:
        if self.K[j + 1] in ("av", "avant"):
            end = self._bc(j + 1)
            if end:
                return Sem("year", year=-year), end
        return Sem("year", year=year), j + 1

    def _of_year(self, sem: Sem, j: int) -> Parsed:
        keys = self.K
        k = j + (keys[j] == "de") + (keys[j] == "d") * 2
        year = self.year4(k)
        if year is not None and self.K[k + 1] not in self.lex.counted:
            if keys[k + 1] in ("-", "/") and self.year4(k + 2) and sem.kind == "season":
                sem.year = year
                return sem, k + 3
            sem.year = year
            return sem, k + 1
        if keys[j] == "de" and keys[j + 1] == "cette" and keys[j + 2] == "annee":
            sem.shift, sem.unit = 0, "Y"
            return sem, j + 3
        if (
            keys[j] == "de"
            and keys[j + 1] == "l"
            and keys[j + 3] in ("annee", "an")
            and keys[j + 4] in self.lex.situating
        ):
            sem.shift, sem.unit = self.lex.situating[keys[j + 4]][0], "Y"
            return sem, j + 5
        if keys[j] in self.lex.situating:
            sem.shift, sem.origin = self.lex.situating[keys[j]]
            return sem, j + 1
        return sem, j

    def holiday(self, i: int, loose: bool = False) -> Parsed | None:
        """A feast with its year, if it stands for a day here."""
        found = self.match(self.lex.holidays, i)
        if not found:
            return None
        holiday: Holiday = found[0]
        j = found[1]
        keys = self.K
        before = keys[i - 1]
        low = not self.upper(i) and keys[i] not in LOWER_FEASTS
        if low and (holiday.article or keys[i] == "noel"):
            return None
        if holiday.article and not loose and before not in ("le", "la", "du", "au", "'", "les", "de", "d"):
            return None
        if keys[i] in ("noel", "toussaint"):
            if (
                self.upper(j)
                and not self.raw(i).isupper()
                and keys[j] not in ("l", "la", "le")
                and self.S[j] - self.E[j - 1] == 1
            ):
                return None
            if (
                self.upper(i - 1)
                and not self.raw(i - 1).isupper()
                and len(before) > 2
                and before not in FUNCTION_WORDS
                and before not in ("pour", "fin", "avant", "apres", "des", "depuis")
            ):
                return None
        if not loose:
            back = i - 1
            if keys[back] == "'":
                back -= 1
            if keys[back] in ("la", "l", "le"):
                back -= 1
            if keys[back] in ("de", "du", "d", "des"):
                previous = keys[back - 1]
                if (holiday.article and keys[back + 1] in ("la", "l", "le", "'")) or keys[back] == "du":
                    if previous in ("vacances", "conges", "trains"):
                        return None
                elif previous not in self.lex.keep_complement or previous == "fetes":
                    return None
        sem = Sem("holiday", holiday=holiday)
        year = self.year_after_month(j)
        if year:
            sem.year, j = year
        elif keys[j] in self.lex.situating:
            sem.shift = self.lex.situating[keys[j]][0]
            j += 1
        return sem, j

    def compose(self, sem: Sem, j: int) -> Parsed:
        """Add « soir », « en fin de matinée », « à 17 h 30 » to a day."""
        keys = self.K
        part = None
        if sem.part is None:
            k = j
            mod = None
            if keys[k] == "au" and keys[k + 1] in ("soir", "matin", "petit"):
                k += 1
            elif keys[k] == "en" and (
                keys[k + 1] in ("matinee", "soiree", "journee")
                or keys[k + 1] in self.lex.segments
                or keys[k + 1] == "milieu"
            ):
                k += 1
                if keys[k] in self.lex.segments and keys[k + 1] in ("de", "d"):
                    mod = self.lex.segments[keys[k]]
                    k += 2 + (keys[k + 2] == "'")
            elif keys[k] == "dans" and keys[k + 1] in ("la", "l"):
                k += 2 + (keys[k + 2] == "'")
                if keys[k] not in DAYPART_NOUNS or keys[k] == "journee":
                    k = -1
            elif (
                keys[k] == "a"
                and keys[k + 1] in ("la", "l")
                and keys[k + 2 + (keys[k + 2] == "'")] in ("mi-journee", "aube")
            ):
                k += 2 + (keys[k + 2] == "'")
            elif keys[k] in ("debut", "fin", "milieu") and keys[k + 1] in ("de", "d"):
                mod = self.lex.segments[keys[k]]
                k += 2 + (keys[k + 2] == "'")
            if k >= 0:
                found = self.match(self.lex.parts, k)
                if found and keys[k] == "nuit" and keys[found[1]] in ("de", "du"):
                    found = None
                if found:
                    part = str(found[0])
                    sem = replace(sem, part=part, part_mod=mod, habit=keys[found[1] - 1].endswith("s"))
                    j = found[1]
                elif keys[k] == "journee" and k == j + 3 and mod:
                    sem = replace(sem, part_mod=mod, mod=mod)
                    j = k + 1
        k = j
        if keys[k] in ("a", "vers"):
            k += 1
        elif keys[k] == "aux" and keys[k + 1] in ("alentours", "environs") and keys[k + 2] in ("de", "d"):
            k += 3
        elif keys[k][:1] not in DIGITS or not keys[k]:
            return sem, j
        hour = self.clock(k)
        if (
            hour
            and (k > j or (keys[k + 1] in ("h", "heures", ":") and self.is_clock(k, hour[0], hour[1], True)))
            and (
                keys[k] in ("midi", "minuit")
                or self.is_clock(k, hour[0], hour[1], k > j and keys[hour[1]] not in ("de",))
            )
        ):
            # « lundi 9 h à 12 h » is a day and an interval of hours
            if keys[hour[1]] in ("a", "-") and self.clock(hour[1] + 1) and k == j:
                return sem, j
            clock = hour[0]
            sem = replace(sem, hour=clock.hour, minute=clock.minute, second=clock.second, zone=clock.zone)
            if keys[k - 1] == "vers":
                sem.mod = "APPROX"
            return sem, hour[1]
        return sem, j

    def compose_hour(self, sem: Sem, j: int) -> Parsed:
        """« ce matin à 8 h », « ce soir 20 h 30 »."""
        if sem.kind not in ("part", "date", "anaphoric", "relative", "holiday"):
            return sem, j
        return self.compose(sem, j)
