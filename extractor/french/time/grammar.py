"""The scan: every expression of a text, left to right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.french.time.durations import duration_value
from extractor.french.time.lexicon import Lexicon
from extractor.french.time.phrases import Phrases
from extractor.french.time.tokens import PAD, Parsed, Raw, Sem
from extractor.french.time.words import (
    AFTER_SMALL,
    AFTER_WHOLE,
    BEFORE_DAY_LONG,
    DAY_LONG,
    DETERMINERS,
    DETERMINERS_DEFINITE,
    DIGITS,
    DURATION_BEFORE,
    EXTRA_CORE,
    HABIT_AFTER,
    NOT_CORE,
    OF_DAY_LONG,
    ROMANS,
)

_TRIGGERS: dict[str, int] = dict.fromkeys(
    ("le", "la", "l", "les", "ce", "cet", "cette", "ces", "de", "du", "d", "a", "sous", "en"), 1
)
_CORE: dict[int, frozenset[str]] = {}


def _core_words(lex: Lexicon) -> frozenset[str]:
    """Every word at which an expression, or the part after its determiner, may start."""
    found = _CORE.get(id(lex))
    if found is None:
        words: set[str] = set(EXTRA_CORE)
        tables: tuple[Iterable[str], ...] = (
            lex.weekdays, lex.weekday_abbr, lex.months, lex.month_abbr, lex.seasons, lex.parts,
            lex.units, lex.numbers, lex.ordinals, lex.relative, lex.anaphoric, lex.situating,
            lex.segments, lex.approximations, lex.vague, lex.sets, lex.holidays, lex.idioms,
        )  # fmt: skip
        for table in tables:
            words.update(table)
        words -= NOT_CORE
        words |= {roman + suffix for roman in ROMANS for suffix in ("e", "eme", "er", "")}
        words -= {"i", "v", "x"}
        found = frozenset(words)
        _CORE.clear()
        _CORE[id(lex)] = found
    return found


class Grammar(Phrases):
    """The scan: every expression of a text, left to right."""

    def __init__(self, text: str, lex: Lexicon | None = None) -> None:
        super().__init__(text, lex)
        self.core_words = _core_words(self.lex)

    def parse(self) -> list[Raw]:
        """All expressions of the text, left to right, not overlapping."""
        out: list[Raw] = []
        keys = self.K
        core = self.core_words
        last = PAD + self.n
        i = PAD
        scan = _TRIGGERS
        while i < last:
            key = keys[i]
            rule = scan.get(key)
            if rule is None:
                if key in core or (key and key[0] in DIGITS):
                    found = self.top(i)
                else:
                    i += 1
                    continue
            elif rule == 1:  # determiner: look one ahead
                k = i + 1
                if keys[k] == "'":
                    k += 1
                following = keys[k]
                if following in core or (following and following[0] in DIGITS) or following in AFTER_SMALL:
                    found = self.top(i)
                else:
                    i += 1
                    continue
            else:
                found = self.top(i)
            if found is None:
                i += 1
                continue
            raws, j = found
            out.extend(raws)
            i = max(j, i + 1)
        return out

    def top(self, i: int) -> tuple[list[Raw], int] | None:
        """Try every rule that may start at token i. An empty list skips to the token returned."""
        keys = self.K
        key = keys[i]
        idiom = self.match(self.lex.idioms, i)
        if idiom:
            return [], idiom[1]
        vague = self.match(self.lex.vague, i)
        if vague and not (key in ("en", "a") and keys[i + 1] == "ce" and keys[vague[1]] == "-"):
            return [Raw(i, vague[1], Sem("vague", value=str(vague[0])))], vague[1]
        if key in ("de", "du", "d", "entre", "depuis"):
            if key == "depuis":
                return None
            found = self.interval(i)
            if found:
                if self._in_place_name(i, found[0]):
                    return [], found[1]
                sem, j = found
                return [Raw(i, j, sem)], j
            if key in ("de", "d") and keys[i + 1] in ("longs", "longues", "nombreuses", "nombreux"):
                return self._duration_at(i)
            return None
        if key in ("il", "y"):
            k = i + (key == "il")
            if keys[k] == "y" and keys[k + 1] == "a":
                k += 2
                if keys[k] == "de" and keys[k + 1] == "cela":
                    k += 2
                if keys[k] in ("maintenant", "deja", "encore", "tout"):
                    k += 1 + (keys[k] == "tout" and keys[k + 1] == "juste")
                dur = self.duration(k)
                if dur and not (
                    keys[dur[1]] in ("de", "d")
                    and dur[0].unit in ("MIN", "H")
                    and (dur[0].n or 0) > 0
                    and keys[i - 1] not in ("", ",", ".")
                ):
                    return [Raw(i, dur[1], replace(dur[0], kind="ago"))], dur[1]
            return None
        if key in ("voila", "voici"):
            k = i + 1
            if keys[k] in ("maintenant", "deja", "bientot"):
                k += 1
            dur = self.duration(k)
            if dur:
                return [Raw(i, dur[1], replace(dur[0], kind="ago"))], dur[1]
            return None
        if key == "dans":
            dur = self.duration(i + 1)
            if (
                dur
                and keys[i + 1] not in ("la", "cette")
                and dur[0].unit not in ("NI", "MO", "EV", "WE")
                and not (keys[dur[1]] in ("de", "d") and dur[0].unit in ("Y", "M"))
            ):
                return [Raw(i, dur[1], replace(dur[0], kind="hence"))], dur[1]
            return None
        if key in ("chaque", "tous", "toutes"):
            found = self.every(i)
            if found:
                return [Raw(i, found[1], found[0])], found[1]
            if key != "chaque":
                return None
        if key == "par":
            found = self.frequency(i)
            return ([Raw(i, found[1], found[0])], found[1]) if found else None
        if key in self.lex.sets:
            if keys[i - 1] in ("l", "'", "le", "un", "les", "des") or (self.upper(i) and keys[i - 1]):
                return None
            return [Raw(i, i + 1, Sem("set", value=self.lex.sets[key]))], i + 1
        if key == "toute" and keys[i + 1 : i + 5] == ["la", "fin", "de", "semaine"]:
            return [Raw(i, i + 5, Sem("dur", value="P1WE", unit="WE", n=1.0))], i + 5
        if key in ("toute", "tout") and keys[i + 1] in AFTER_WHOLE:
            k = i + 2 + (keys[i + 1] == "l")
            unit = self.lex.units.get(keys[k])
            if unit and keys[k] not in ("h",) and keys[k + 1] not in self.lex.situating:
                if keys[k] in ("journee", "nuit", "matinee", "soiree") and keys[k + 1] in (
                    "de",
                    "du",
                    "d",
                ):
                    found = self.core(k, keys[i + 1])
                    if found:
                        return [Raw(i, found[1], found[0])], found[1]
                if keys[k] == "nuit":
                    found = self.night(k)
                    if found:
                        return [Raw(i, found[1], found[0])], found[1]
                if keys[i + 1] in ("un", "une", "la", "le", "l"):
                    return [
                        Raw(
                            i,
                            k + 1,
                            Sem("dur", value=duration_value(1.0, None, unit, ""), unit=unit, n=1.0),
                        )
                    ], k + 1
            part = self.match(self.lex.parts, k)
            if part and keys[i + 1] in ("la", "le", "l") and keys[k] not in ("midi",):
                return [Raw(i, part[1], Sem("dur", value=f"P1{part[0]}", unit=str(part[0]), n=1.0))], part[1]
            found = self.core(k, keys[i + 1])
            if found:
                return [Raw(i, found[1], found[0])], found[1]
            return None
        if key in self.lex.relative:
            sem, j = self.compose(Sem("relative", n=self.lex.relative[key]), i + 1)
            return [Raw(i, j, sem)], j
        if key in ("a", "apres", "depuis"):
            return None
        # lists: « les 8 et 10 septembre », « 6, 7 et 8 mai »
        listed = self._day_list(i)
        if listed:
            return listed
        found = self._np_top(i)
        candidate: tuple[list[Raw], int] | None = None
        if found and found[0].kind == "none":
            return [], found[1]
        if found:
            candidate = ([Raw(i, found[1], found[0])], found[1])
        elif key in DETERMINERS_DEFINITE:
            pass
        # durations
        duration = self._duration_at(i)
        if duration and (candidate is None or duration[1] > candidate[1]):
            return duration
        if candidate:
            return candidate
        return None

    def _np_top(self, i: int) -> Parsed | None:
        keys = self.K
        key = keys[i]
        det: str | None = None
        j = i
        if key in self.lex.weekdays and (key.endswith("s") or self._schedule(i)):
            return self._habitual(i - 1, i, "les")
        if key in DETERMINERS:
            det = key
            j = i + 1 + (keys[i + 1] == "'" and key == "l")
        if det and key in ("un", "une"):
            # « un lundi sur deux », « une fois par semaine », « une semaine »
            found = self.frequency(i)
            if found:
                return found
        if det in ("le", "les") and keys[j] in self.lex.weekdays:
            habit = self._habitual(i, j, det)
            if habit:
                return habit
        if det in ("les", "ces") and (
            keys[j] in ("week-ends", "soirs", "matins", "nuits", "etes", "hivers")
            and keys[j + 1] not in self.lex.situating
        ):
            if det == "les":
                value = {
                    "week-ends": "XXXX-WXX-WE",
                    "soirs": "XXXX-XX-XXTEV",
                    "matins": "XXXX-XX-XXTMO",
                    "nuits": "XXXX-XX-XXTNI",
                    "etes": "XXXX-SU",
                    "hivers": "XXXX-WI",
                }[keys[j]]
                if keys[j] in ("nuits", "soirs", "matins") and (
                    keys[j + 1] in ("de", "du", "d") or not keys[i - 1].isalnum()
                ):
                    return None
                return Sem("set", value=value), j + 1
            return None
        found = None
        if keys[j] and (keys[j][0] in DIGITS or keys[j] in self.lex.numbers or keys[j] in ("midi", "minuit")):
            if det is None or keys[j] in ("midi", "minuit"):
                numeric = self.numeric_date(j) if keys[j][0] in DIGITS else None
                if numeric:
                    return self.compose(*numeric)
                span = self.interval(j, opener=False) if keys[j][0] in DIGITS or keys[j] == "midi" else None
                if span and span[0].a and span[0].a.kind == "hour":
                    before = keys[i - 1]
                    first = self.clock(j)
                    if (
                        before not in DURATION_BEFORE
                        or before == "pour"
                        or (first and self.is_clock(j, first[0], first[1]))
                    ):
                        return span
                if (
                    span
                    and span[0].a
                    and span[0].a.kind == "date"
                    and not self._in_place_name(i, span[0])
                    and (span[0].b and span[0].b.month)
                ):
                    return span
                clock = self.clock(j)
                if clock and self.is_clock(j, clock[0], clock[1]):
                    if keys[j] == "midi":
                        before = keys[i - 1]
                        if det in ("ce",):
                            return Sem("part", part="MI", shift=0), clock[1]
                        if det == "le":
                            return Sem("part", part="MI", origin="recit", habit=True), clock[1]
                        if det is not None or before not in (
                            "a",
                            "vers",
                            "avant",
                            "apres",
                            "des",
                            "jusqu",
                            "midi",
                            "de",
                            "depuis",
                            ",",
                            "(",
                            ".",
                            "",
                            "-",
                            "\n",
                        ):
                            return None
                    elif keys[j] == "minuit" and det is not None and det != "ce":
                        return None
                    return self._hour_then_day(clock)
            if det is None and keys[j][0] in DIGITS:
                years = self._year_range(j)
                if years:
                    return years
                year = self.bare_year(j)
                if year is not None:
                    return self._year_with_era(year, j)
                era = self._bc(j + 1) if keys[j + 1] in ("av", "avant") and len(keys[j]) <= 4 else None
                if era:
                    return Sem("year", year=-int(keys[j])), era
        elif (det is None and keys[j] in self.lex.months) or keys[j] in self.lex.weekdays:
            span = self.interval(i, opener=False) if det in (None, "le") else None
            if (
                span
                and span[0].value in ("au", "a", "-")
                and not self._in_place_name(i, span[0])
                and not (det == "le" and keys[j + 1] in ("a", "au"))
            ):
                return span
        found = self.core(j, det)
        if found is None:
            if det is None:
                return (
                    self.frequency(i)
                    if keys[i] in self.lex.numbers or keys[i][:1] in DIGITS or keys[i] == "plusieurs"
                    else None
                )
            return None
        sem, end = found
        if self._in_place_name(i, sem):
            return Sem("none"), end
        if (
            det == "un"
            and sem.kind == "date"
            and sem.weekday
            and sem.day is None
            and sem.shift is None
            and not self.raw(j).endswith("s")
        ):
            return replace(sem, det="un"), end
        if det in ("un", "une") and sem.kind not in ("dur", "set", "season"):
            return None
        return sem, end

    def _hour_then_day(self, clock: Parsed) -> Parsed:
        """« à 17 h 30 samedi », « à 20 h ce mardi 5 mars »."""
        sem, j = clock
        keys = self.K
        k = j + (keys[j] in ("ce", "le"))
        if keys[k] in self.lex.weekdays or keys[k] in self.lex.relative:
            if keys[k] in self.lex.relative:
                return Sem(
                    "relative",
                    n=self.lex.relative[keys[k]],
                    hour=sem.hour,
                    minute=sem.minute,
                    second=sem.second,
                    zone=sem.zone,
                ), k + 1
            if keys[j] == "le" and not self.day_number(k + 1):
                return clock
            day = self.date(k, keys[j] if k > j else None)
            if day and self.match(self.lex.parts, day[1]) is None:
                return replace(day[0], hour=sem.hour, minute=sem.minute, second=sem.second, zone=sem.zone), day[1]
        return clock

    def _habitual(self, i: int, j: int, det: str) -> Parsed | None:
        """« le lundi » as a set: plural, « les lundis », a list, or a schedule around it."""
        keys = self.K
        day = self.lex.weekdays[keys[j]]
        end = j + 1
        value = f"XXXX-WXX-{day}"
        if det == "les":
            if keys[end] in self.lex.situating or self.day_number(end):
                return None
            part = self.match(self.lex.parts, end)
            if part:
                value, end = f"{value}T{part[0]}", part[1]
            return Sem("set", value=value), end
        if (
            keys[end] in self.lex.situating
            or self.day_number(end)
            or keys[end] in ("des", "en", "-", "saint", "gras", "noir", "d")
            or (keys[end] == "de" and keys[end + 1][:1] not in DIGITS)
        ):
            return None
        if self.holiday(j):
            return None
        part = self.match(self.lex.parts, end)
        if part:
            value, end = f"{value}T{part[0]}", part[1]
        if self._habit_context(i, end):
            return Sem("set", value=value), end
        return None

    def _schedule(self, i: int) -> bool:
        """A bare weekday in a list of opening hours: « Horaires : mardi et vendredi »."""
        keys = self.K
        if self.day_number(i + 1):
            return False
        for k in range(i - 1, max(PAD - 1, i - 16), -1):
            if keys[k] in (".", "!", "?", "\n"):
                return False
            if keys[k] in ("horaires", "hebdomadaires", "habituels"):
                return True
        return False

    def _habit_context(self, i: int, end: int) -> bool:
        """A schedule is spoken of: words of opening near, « de … à … » right after."""
        keys = self.K
        habit = self.lex.habit
        for k in range(i - 1, max(PAD - 1, i - 13), -1):
            if keys[k] in (".", "!", "?", "\n"):
                break
            if keys[k] in habit:
                return True
        for k in range(end, end + 9):
            if keys[k] in (".", "!", "?", "\n"):
                break
            if (
                keys[k] in ("de", "a", "-")
                and keys[k + 1][:1].isdecimal()
                and keys[k + 2] in ("h", "heures")
                and k - end < 2
                and keys[k] == "de"
            ):
                return True
            if keys[k] in HABIT_AFTER:
                return True
            if (
                keys[k] in ("et", "ou", ",")
                and keys[k + 1] == "le"
                and keys[k + 2] in self.lex.weekdays
                and keys[k + 3] not in ("dernier", "prochain")
                and not keys[k + 3][:1].isdecimal()
            ):
                return True
        return bool(keys[i - 1] in ("et", ",", "ou") and keys[i - 2] in self.lex.weekdays and keys[i - 3] == "le")

    def _day_list(self, i: int) -> tuple[list[Raw], int] | None:
        """Days that share the month written after the last of them."""
        keys = self.K
        j = i
        if keys[j] in ("les", "le", "des", "aux"):
            j += 1
        if not ((keys[j][:1] in DIGITS and keys[j]) or keys[j] in self.lex.weekdays):
            return None
        items: list[tuple[int, int, Sem]] = []
        k = j
        det = keys[i] if j > i else None
        while len(items) < 12:
            start = k
            weekday = self.lex.weekdays.get(keys[k])
            if weekday:
                k += 1
            day = self.day_number(k)
            if day is None or (keys[k] in self.lex.numbers):
                return None
            end = day[1]
            item_start = start - 1 if keys[start - 1] == "le" and (start > j or det == "le") else start
            after = keys[end]
            month = self.month(end, True)
            if month:
                if not items:
                    return None
                last = self.date(start)
                if last is None or last[0].month is None:
                    return None
                final, stop = self.compose(*last)
                raws = [
                    Raw(
                        a,
                        b,
                        replace(
                            s,
                            month=final.month,
                            year=final.year,
                            shift=final.shift,
                            origin=final.origin,
                        ),
                    )
                    for a, b, s in items
                ]
                if self._in_place_name(i, final):
                    return [], stop
                raws.append(Raw(item_start, stop, final))
                return raws, stop
            item, item_end = Sem("date", day=day[0], weekday=weekday), end
            if weekday:
                item, item_end = self.compose(item, end)
                after = keys[item_end]
            items.append((item_start, item_end, item))
            k = item_end
            if after in (",", "et", "ou", "puis", "/", "&"):
                k += 1
                if after == "," and keys[k] in ("et", "puis", "ou"):
                    k += 1
                if after == "," and self.joined(item_end):
                    return None
                if keys[k] == "le" or keys[k] == "les":
                    k += 1
            else:
                return None
        return None

    def _in_place_name(self, i: int, sem: Sem) -> bool:
        """« rue du 8-Mai-1945 », « place du 14-Juillet »."""
        if sem.kind != "date" or (sem.day is None and sem.month is None):
            return False
        keys = self.K
        k = i - 1
        if keys[i] in ("du", "de"):
            k = i - 1
        elif keys[k] in ("du", "de", "d", "'", "des", "le"):
            k -= 1
            if keys[k] in ("d", "du"):
                k -= 1
        else:
            return False
        return keys[k] in self.lex.places and (keys[k] != "cours" or self.upper(k))

    def _duration_at(self, i: int) -> tuple[list[Raw], int] | None:
        keys = self.K
        found = None
        start = i
        key = keys[i]
        if key in ("les", "ces", "la", "le", "ce", "cette"):
            # « les 72 heures », « ces deux jours », « les dix jours suivants »
            if key in ("les", "ces") and (
                (keys[i + 1][:1] in DIGITS and keys[i + 1])
                or keys[i + 1] in self.lex.numbers
                or keys[i + 1] == "quelques"
            ):
                found = self.duration(i + 1)
                if found and keys[found[1]] in self.lex.situating and keys[found[1]].endswith("s"):
                    found = (found[0], found[1] + 1)
        elif key in ("des", "bien"):
            found = self.duration(i)
        else:
            found = self.duration(i)
        if not found:
            return None
        sem, j = found
        unit = sem.unit
        if key == "quelque" and keys[i + 1] not in self.lex.numbers and not keys[i + 1][:1].isdecimal():
            return None
        if (
            key in ("un", "une")
            and keys[i + 1] != "demi"
            and unit in ("D", "NI", "MO", "EV", "MIN", "S", "WE")
            and keys[j - 1] in DAY_LONG
        ):
            allowed = keys[i - 1] in BEFORE_DAY_LONG or keys[j - 1] in ("entiere", "entier")
            if keys[i - 1] == "'" and keys[i - 2] == "d":
                allowed = (keys[j - 1] == "jour" and keys[i - 3] not in ("robe", "lait")) or keys[i - 3] in OF_DAY_LONG
            if keys[j] in ("plus", "avant", "apres", "auparavant"):
                allowed = True
            if keys[j] == "-" or keys[j] in ("portes", "speciale", "dediee", "thematique"):
                allowed = False
            if not allowed:
                return None
        if key == "une" and keys[i + 1] in ("heure",) and keys[j] in ("du",) and keys[j + 1] == "matin":
            clock = self.clock(i)
            if clock:
                return [Raw(i, clock[1], clock[0])], clock[1]
        if (
            unit == "H"
            and keys[j - 1] in ("h", "heures", "heure")
            and keys[j] in ("du", "de", "d")
            and self.upper(j + 1 + (keys[j] == "d"))
            and (keys[i - 1] in ("les", "aux", "des") or key in ("les",))
        ):
            return [], j
        if keys[j] == "-" and self.joined(j - 1) and keys[j + 1][:1].isalpha() and keys[j + 1] not in ("la", "ci"):
            return None
        if self._is_age(start, j, sem):
            return [], j
        if key == "les" and unit == "Y" and keys[j - 1] == "ans" and (sem.a or sem.mod):
            return [], j
        if unit in ("H",) and keys[j] in ("/", "-") and keys[j + 1] == "24":
            return [], j + 2
        # « trois jours plus tôt »
        after = keys[j]
        k = j
        shift = 0
        if after == "plus" and keys[j + 1] in ("tot", "tard"):
            shift, k = (-1 if keys[j + 1] == "tot" else 1), j + 2
        elif after == "auparavant":
            shift, k = -1, j + 1
        elif after in ("avant", "apres"):
            nxt = keys[j + 1]
            if not nxt or not (nxt[0].isalnum()) or nxt in ("il", "elle", "ils", "elles", "on", "a", "et"):
                shift, k = (-1 if after == "avant" else 1), j + 1
        if shift:
            return [Raw(start, k, replace(sem, kind="shifted", shift=shift))], k
        return [Raw(start, j, sem)], j
