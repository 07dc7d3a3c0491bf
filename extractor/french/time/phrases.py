"""Noun phrases of time, bounds and intervals."""

from __future__ import annotations

from dataclasses import replace

from extractor.french.time.dates import Dates
from extractor.french.time.durations import duration_value
from extractor.french.time.tokens import Parsed, Sem
from extractor.french.time.words import DEMONSTRATIVES, DIGITS, WITHIN_NOUNS


class Phrases(Dates):
    """Noun phrases of time, bounds and intervals."""

    def unit_np(self, i: int, det: str | None) -> Parsed | None:
        """A unit with an adjective or a demonstrative: « semaine dernière », « ce mois-ci »."""
        keys = self.K
        key = keys[i]
        unit = self.lex.units.get(key)
        season = self.lex.seasons.get(key)
        if key == "fin" and keys[i + 1] == "de" and keys[i + 2] == "semaine":
            unit, key = "WE", "week-end"
            i += 2
        elif key == "fins" and keys[i + 1] == "de" and keys[i + 2] == "semaine":
            unit, key = "WE", "week-ends"
            i += 2
        if unit is None and season is None and key not in ("saison", "exercice"):
            return None
        j = i + 1
        if key in ("h", "min", "mn", "sec", "seconde", "secondes"):
            return None
        plural = key.endswith("s") and key not in ("mois", "printemps")
        situating = self.lex.situating.get(keys[j])
        if key == "mois" and det in ("les", "ces"):
            plural = True
        if season:
            base = Sem("season", season=season)
        elif key in ("saison", "exercice"):
            base = Sem("sport_season" if key == "saison" else "unit", unit="Y")
        elif unit in ("NI", "MO", "EV"):
            base = Sem("part", part=unit)
        else:
            base = Sem("unit", unit=unit)
        if situating and not (season == "SU" and det is None and keys[j] == "passe"):
            if plural:
                if unit is None or (det in (None, "un", "une") and keys[i - 1] not in ("des", "aux")):
                    return None
                return Sem("dur", value=duration_value(-1.0, None, unit, ""), unit=unit, n=-1.0), j + 1
            if det in ("un", "une"):
                return None
            base.shift, base.origin = situating
            return base, j + 1
        if keys[j] == "qui" and keys[j + 1] in ("vient", "vienne") and det:
            base.shift = 1
            return base, j + 2
        if keys[j] == "a" and keys[j + 1] == "venir" and det:
            if plural and unit:
                return Sem("dur", value=duration_value(-1.0, None, unit, ""), unit=unit, n=-1.0), j + 2
            base.shift = 1
            return base, j + 2
        if keys[j] == "en" and keys[j + 1] == "cours" and not plural:
            base.shift = 0
            return base, j + 2
        if keys[j] == "-" and keys[j + 1] == "la" and self.joined(j) and det in DEMONSTRATIVES:
            base.shift, base.origin = 0, "recit"
            return base, j + 2
        if keys[j] == "meme" and det == "le" and unit in ("D",):
            return Sem("anaphoric", n=0), j + 1
        if keys[j] == "-" and keys[j + 1] == "ci" and self.joined(j) and det in DEMONSTRATIVES:
            base.shift = 0
            return base, j + 2
        if det in ("ce", "cet", "cette") and not plural:
            if key in ("seconde", "minute", "heure", "an", "annees"):
                return None
            base.shift = 0
            if key in ("journee", "jour") and keys[j] in ("de", "du", "d"):
                day = self.point(j + 1 + (keys[j + 1] == "'"), day_only=True)
                if day:
                    return day
            if keys[j] in ("de", "d") and unit in ("W", "D", "M") and key != "mois":
                # « cette semaine de formation », « cette journée d'action » : the period, still
                pass
            return base, j
        return None

    def within(self, i: int, det: str | None) -> Parsed | None:
        """« dans la semaine », « au cours de l'année » : the unit in course, without adjective."""
        keys = self.K
        key = keys[i]
        unit = self.lex.units.get(key)
        if (
            unit not in ("W", "M", "Y", "D", "WE")
            or (key.endswith("s") and key != "mois")
            or key == "an"
            or key == "jour"
        ):
            return None
        back = i - 1 - (keys[i - 1] == "'") - 1
        before = keys[back] if det in ("la", "l", "le") else keys[i - 1]
        if det is None and before != "du":
            return None
        start = back if det in ("la", "l", "le") else i - 1
        ok = before in ("dans", "durant", "pendant") and det is not None
        if (before == "de" and keys[start - 1] in ("cours", "courant", "long")) or (
            before == "du" and keys[start - 1] in ("cours", "courant", "long")
        ):
            ok = True
        if key == "week-end" and (det in ("le",) or before in ("du", "le")):
            ok = True
            if before == "du" and keys[start - 1] not in WITHIN_NOUNS:
                ok = False
            if det == "le" and keys[i + 1] in ("de", "du", "des"):
                return None
        if not ok:
            return None
        if key == "annee" and keys[i + 1] in ("scolaire", "universitaire", "civile"):
            return None
        if keys[i + 1] in ("de", "du", "d") and key in ("semaine", "journee"):
            return None
        return Sem(
            "unit",
            unit=unit,
            shift=0,
            origin="recit" if key == "journee" else "publication",
            det="within",
        ), i + 1

    def many(self, i: int, det: str | None) -> Parsed | None:
        """« prochain mois », « derniers jours », « trois dernières années »."""
        keys = self.K
        j = i
        n = -1.0
        number = self.number(i) if keys[i] not in ("un", "une") else None
        if number:
            n, j = number
        elif keys[i] in ("quelques", "toutes", "tous"):
            j = i + 1
        situating = self.lex.situating.get(keys[j])
        first = keys[j] in ("premiers", "premieres")
        if not situating and not first:
            # « les dix jours suivants », « les deux années précédentes »
            if (
                number
                and (det or keys[i - 1] in ("des", "aux", "au"))
                and self.lex.units.get(keys[j])
                and (
                    (keys[j + 1] in self.lex.situating and keys[j + 1].endswith("s"))
                    or (keys[j + 1] == "a" and keys[j + 2] == "venir")
                )
            ):
                situated = self.lex.units[keys[j]]
                return Sem("dur", value=duration_value(n, None, situated, ""), unit=situated, n=n), j + 2 + (
                    keys[j + 1] == "a"
                )
            return None
        k = j + 1
        if not number:
            second = self.number(k)
            if second:
                n, k = second
        key = keys[k]
        unit = self.lex.units.get(key)
        if key == "fin" and keys[k + 1] == "de" and keys[k + 2] == "semaine":
            unit, key, k = "WE", "week-end", k + 2
        season = self.lex.seasons.get(key)
        if unit is None and season is None and not (key == "saison" and situating):
            return None
        plural = keys[j].endswith("s")
        if plural:
            if unit is None or (det is None and keys[i - 1] not in ("des", "aux", "ces") and not number):
                return None
            if first and keys[k + 1] in ("de", "d", "du") and unit in ("D", "W", "M"):
                whole = self.period(k + 2 + (keys[k + 2] == "'"))
                if whole and n < 0:
                    return replace(whole[0], mod="START"), whole[1]
            if unit in ("NI", "MO", "EV") and n < 0:
                return None
            return Sem("dur", value=duration_value(n, None, unit, ""), unit=unit, n=n), k + 1
        if number or first or keys[j] in ("passe", "passee", "ecoule", "ecoulee", "suivant", "suivante"):
            return None
        assert situating is not None
        if situating[0] > 0 and det in ("le", "la", "l", "ce", "cette", "un", "une", None):
            if unit in ("S", "MIN", "H", "D"):
                return None
            base = (
                Sem("season", season=season)
                if season
                else Sem("sport_season")
                if key == "saison"
                else Sem("unit", unit=unit)
            )
            base.shift = 1
            return base, k + 1
        return None

    def ordinal_np(self, i: int, det: str | None) -> Parsed | None:
        """« premier trimestre 2024 », « dernière semaine de juin », « XIXe siècle »."""
        keys = self.K
        rank = self.ordinal(i)
        if rank is None:
            roman = self.roman(i)
            if roman and keys[i + 1] in ("siecle", "siecles"):
                rank = (roman, i + 1)
            elif roman and keys[i + 1] in ("-", "et") and self.roman(i + 2) and keys[i + 3] == "siecles":
                if keys[i + 1] == "-":
                    return Sem("interval", a=Sem("century", n=roman), b=Sem("century", n=self.roman(i + 2))), i + 4
                return Sem("century", n=roman), i + 1
            else:
                return None
        n, j = rank
        key = keys[j]
        if key in ("siecle", "siecles") and n > 0:
            end = j + 1
            if keys[end] in ("av", "avant"):
                bc = self._bc(end)
                if bc:
                    return Sem("century", n=-n), bc
            return Sem("century", n=n), end
        if key in ("trimestre", "semestre"):
            kind = "quarter" if key == "trimestre" else "half"
            if n > (4 if kind == "quarter" else 2):
                return None
            sem = Sem(kind, n=n)
            return self._of_year(sem, j + 1)
        unit = self.lex.units.get(key)
        weekday = self.lex.weekdays.get(key)
        if key == "fin" and keys[j + 1] == "de" and keys[j + 2] == "semaine":
            unit, j = "WE", j + 2
        if weekday or unit in ("W", "WE", "D", "M") or key == "quinzaine":
            if keys[j + 1] in ("de", "d", "du"):
                whole = self.period(j + 2 + (keys[j + 2] == "'"))
                if whole:
                    if unit == "M" and whole[0].kind not in ("year", "unit"):
                        return None
                    kind = "F" if key == "quinzaine" else unit or "weekday"
                    return Sem("nth", n=n, unit=kind, weekday=weekday, a=whole[0]), whole[1]
            if weekday and n > 0 and keys[j + 1] in self.lex.months:
                whole = self.period(j + 1)
                if whole:
                    return Sem("nth", n=n, unit="weekday", weekday=weekday, a=whole[0]), whole[1]
        return None

    def period(self, i: int) -> Parsed | None:
        """A month, year, season, week, quarter… after « fin de », « premier lundi de »."""
        keys = self.K
        det: str | None
        if keys[i] in ("le", "la", "l", "ce", "cet", "cette"):
            det = keys[i]
            i += 1 + (keys[i + 1] == "'")
        else:
            det = "du" if keys[i - 1] == "du" else None
        key = keys[i]
        if key == "mois" and keys[i + 1] in ("de", "d"):
            month = self.month_date(i + 2 + (keys[i + 2] == "'"))
            if month:
                return month
        month = self.month_date(i)
        if month:
            return month
        if key in ("annee", "annees", "an"):
            found = self.year_np(i, det)
            if found:
                return found
        if self.year4(i) is not None and (
            self.bare_year(i)
            or (keys[i - 1] in ("fin", "debut", "mi", "milieu", "courant", "-", "de") and self._year_follow(i))
        ):
            return Sem("year", year=self.year4(i)), i + 1
        found = self.unit_np(i, det)
        if found and found[0].kind != "dur":
            return found
        found = self.ordinal_np(i, det)
        if found:
            return found
        if key in self.lex.seasons:
            return self._of_year(Sem("season", season=self.lex.seasons[key]), i + 1)
        unit = self.lex.units.get(key)
        if (
            unit in ("W", "M", "Y", "WE", "CE", "DE", "Q", "H6", "D")
            and not (key.endswith("s") and key != "mois")
            and key not in ("jour", "an", "ans")
        ):
            if key == "siecle" or unit == "CE":
                return Sem("unit", unit="CE", shift=0), i + 1
            if keys[i + 1] in ("scolaire", "universitaire", "civile"):
                return None
            return Sem("unit", unit=unit, shift=0), i + 1
        return None

    def segment(self, i: int, det: str | None) -> Parsed | None:
        """« début mars », « fin de la semaine », « mi-février », « tout début 2024 »."""
        keys = self.K
        j = i
        if keys[j] in ("tout", "toute"):
            j += 1
        mod = self.lex.segments.get(keys[j])
        if mod is None:
            return None
        word = keys[j]
        j += 1
        if word == "mi":
            if keys[j] == "-":
                j += 1
            month = self.month_date(j)
            if month:
                month[0].mod = mod
                return month
            if self.year4(j) is not None:
                return Sem("year", year=self.year4(j), mod=mod), j + 1
            if keys[j] in ("semaine", "annee", "siecle"):
                return Sem("unit", unit=self.lex.units[keys[j]], shift=0, mod=mod), j + 1
            if keys[j] in self.lex.seasons:
                return Sem("season", season=self.lex.seasons[keys[j]], mod=mod), j + 1
            return None
        if keys[j] in ("de", "du", "d", "des"):
            k = j + 1 + (keys[j + 1] == "'")
            # « fin de semaine » in Québec is the week-end
            if keys[j] == "de" and keys[k] == "semaine" and word == "fin":
                tail = self.lex.situating.get(keys[k + 1])
                if det in ("la", "cette", "une") or tail:
                    if det == "une":
                        return None
                    sem = Sem(
                        "unit",
                        unit="WE",
                        shift=tail[0] if tail else 0,
                        origin=tail[1] if tail else "publication",
                    )
                    if det == "la" and not tail:
                        return Sem("unit", unit="W", shift=0, mod="END", det="québec?"), k + 1
                    return sem, k + 1 + bool(tail)
                return Sem("unit", unit="W", shift=0, mod="END", det="québec?"), k + 1
            found = self.match(self.lex.parts, k + (keys[k] in ("la", "l", "cette", "cet")) + (keys[k] == "l"))
            if found and not keys[found[1] - 1].endswith("s") and word != "courant":
                end = found[1]
                sem = Sem("part", part=str(found[0]), part_mod=mod, origin="recit")
                if keys[k] in ("cette", "cet"):
                    sem.shift = 0
                return self._part_of_day_of(sem, end)
            if keys[k + (keys[k] == "la")] == "journee" and word != "courant":
                end = k + 1 + (keys[k] == "la")
                if keys[end] in ("de", "d"):
                    day = self.point(end + 1 + (keys[end + 1] == "'"), day_only=True)
                    if day:
                        return replace(day[0], mod=mod, part_mod=mod), day[1]
                return Sem("unit", unit="D", shift=0, origin="recit", mod=mod), end
            if keys[j] == "des" and keys[k] == "annees":
                decade = self.year_np(k, "les")
                if decade:
                    return replace(decade[0], mod=mod), decade[1]
                return None
            whole = self.period(k)
            if whole and whole[0].kind in (
                "date",
                "year",
                "unit",
                "season",
                "quarter",
                "half",
                "century",
                "decade",
                "sport_season",
            ):
                if whole[0].kind == "unit" and whole[0].unit == "D":
                    return None
                if word == "courant" and keys[j] == "de":
                    return None
                if keys[k] in ("saison", "siecle") and word == "fin" and keys[j] == "de" and keys[k] == "siecle":
                    return None
                return replace(whole[0], mod=mod), whole[1]
            return None
        if word in ("debut", "fin", "courant", "milieu"):
            month = self.month_date(j)
            if month:
                month[0].mod = mod if word != "courant" else None
                return month
            if self.year4(j) is not None and self._year_follow(j):
                return Sem("year", year=self.year4(j), mod=mod if word != "courant" else None), j + 1
            if keys[j] == "annees":
                decade = self.year_np(j, "les")
                if decade:
                    return replace(decade[0], mod=mod), decade[1]
        return None

    def _part_of_day_of(self, sem: Sem, j: int) -> Parsed:
        """« (matinée) de mardi », « (soir) du 13 novembre 2015 »."""
        keys = self.K
        if keys[j] in ("de", "du", "d"):
            day = self.point(j + 1 + (keys[j + 1] == "'"), day_only=True)
            if day and day[0].kind == "date" and day[0].day is None and day[0].weekday is None:
                return sem, j
            if day and day[0].part is None and day[0].hour is None:
                return replace(day[0], part=sem.part, part_mod=sem.part_mod), day[1]
        return sem, j

    def night(self, i: int) -> Parsed | None:
        """« nuit de vendredi à samedi », « nuit du 20 au 21 août », « nuit de mardi »."""
        keys = self.K
        j = i + 1
        if keys[j] in ("de", "du", "d"):
            start = j + 1 + (keys[j + 1] == "'")
            a = self.date(start, "du" if keys[j] == "du" else "nuit")
            bare = self.day_number(start)
            for first in (a, (Sem("date", day=bare[0]), bare[1]) if bare else None):
                if first is None or (first[0].day is None and first[0].weekday is None):
                    continue
                k = first[1]
                if keys[k] in ("a", "au"):
                    b = self.date(k + 1 + (keys[k + 1] == "le"), "au")
                    if b and (b[0].day is not None or b[0].weekday is not None):
                        return Sem("night", a=first[0], b=b[0]), b[1]
            if a and (a[0].day is not None or a[0].weekday is not None):
                return replace(a[0], part="NI"), a[1]
            if keys[start] in ("la",) or keys[j] == "de":
                holiday = self.holiday(start)
                if holiday:
                    return replace(holiday[0], part="NI"), holiday[1]
            if keys[start] in self.lex.relative:
                return Sem("relative", n=self.lex.relative[keys[start]], part="NI"), start + 1
        return None

    def part_np(self, i: int, det: str | None) -> Parsed | None:
        """Part of day without a day before it."""
        keys = self.K
        found = self.match(self.lex.parts, i)
        if not found:
            return None
        part, j = str(found[0]), found[1]
        key = keys[i]
        if key == "nuit":
            night = self.night(i)
            if night:
                return night
        before = keys[i - 1] if det is None else keys[i - 2 - (keys[i - 1] == "'")]
        sem = Sem("part", part=part, origin="recit")
        plural = keys[j - 1].endswith("s")
        if plural:
            return None
        if keys[j] in ("dernier", "derniere", "passee") and key in ("nuit",):
            return Sem("part", part=part, shift=-1), j + 1
        if keys[j] in ("prochain", "prochaine") and key in ("nuit", "soir"):
            return Sem("part", part=part, shift=1), j + 1
        if keys[j] in ("suivant", "suivante") and det:
            return Sem("anaphoric", n=1, part=part), j + 1
        if keys[j] in ("precedent", "precedente") and det:
            return Sem("anaphoric", n=-1, part=part), j + 1
        if det in ("ce", "cet", "cette"):
            if keys[j] == "-" and keys[j + 1] == "la" and self.joined(j - 1):
                return Sem("part", part=part, origin="recit"), j + 2
            if key in ("soiree", "matinee") and keys[j] in ("de", "d", "du") and not self.point(j + 1, day_only=True):
                return None
            sem.shift, sem.origin = 0, "publication"
            return self.compose_hour(*self._part_of_day_of(sem, j))
        if keys[j] == "meme" and det in ("le", "la", "l"):
            return Sem("part", part=part, origin="recit"), j + 1
        if keys[j] in ("de", "du", "d"):
            whole = self._part_of_day_of(sem, j)
            if whole[1] > j and key != "midi":
                return whole
            if key not in ("matin", "soir") or det != "le":
                return None
        if key == "midi" or (key == "aube" and not (det and before == "a")):
            return None
        if key == "aube":
            return sem, j
        if det in ("un", "une"):
            return None
        if key in ("matinee", "soiree", "nuit", "mi-journee", "apres-midi", "petit"):
            if det in ("la", "l"):
                if before in ("dans", "durant", "pendant", "tard", "toute") or (
                    before == "de"
                    and keys[i - 3 - (keys[i - 1] == "'")] in ("cours", "milieu", "long", "fin", "debut", "courant")
                ):
                    return self.compose_hour(sem, j)
                if key in ("mi-journee",) and before == "a":
                    return sem, j
                if key == "apres-midi" and keys[j] not in ("de", "d", "-"):
                    sem.habit = True
                    return self.compose_hour(sem, j)
                if key == "nuit" and (keys[j] in (",", ".", "")) and before not in ("de", "et"):
                    sem.habit = True
                    return sem, j
                return None
            if det is None and before == "en" and key in ("matinee", "soiree"):
                return sem, j
            if det is None and key == "petit" and before == "au":
                return sem, j
            return None
        if key in ("matin", "soir"):
            if det == "le":
                sem.habit = True
                return self.compose_hour(sem, j)
            if det is None and before in ("au",) and keys[i - 2] in ("du", "matin"):
                return sem, j
        return None

    def anaphoric(self, i: int, det: str | None) -> Parsed | None:
        """« la veille », « le lendemain matin », « la veille de Noël »."""
        keys = self.K
        n = self.lex.anaphoric[keys[i]]
        j = i + 1
        if keys[j] in ("de", "du", "d", "des"):
            k = j + 1 + (keys[j + 1] == "'")
            holiday = self.holiday(k + (keys[k] in ("la", "l", "le")) + (keys[k] == "l"), loose=True)
            if holiday:
                return replace(holiday[0], n=n), holiday[1]
            day = self.point(k, day_only=True)
            if day and day[0].kind == "date" and day[0].day:
                return Sem("anaphoric", n=n, a=day[0]), day[1]
            if keys[i] in ("veille", "lendemain") and det is None and keys[i - 1] not in ("au", "a", ","):
                return None
            return Sem("anaphoric", n=n, det="of"), j
        if keys[i] in ("lendemain",) and keys[i + 1] in ("difficile", "difficiles"):
            return None
        if det is None and keys[i - 1] not in ("au", "du"):
            return None
        if det in ("un", "une", "ce", "cette"):
            return None
        return self.compose(Sem("anaphoric", n=n), j)

    def core(self, i: int, det: str | None) -> Parsed | None:
        """What may follow a determiner (or stand alone)."""
        keys = self.K
        key = keys[i]
        if key in ("meme", "memes") and det in ("le", "la", "ce", "cette", "un"):
            unit = self.lex.units.get(keys[i + 1])
            part = self.match(self.lex.parts, i + 1)
            if unit == "D" and det in ("le", "ce"):
                return self.compose(Sem("anaphoric", n=0), i + 2)
            if part and det != "un" and keys[i + 1] in ("matin", "soir", "nuit", "apres-midi"):
                return Sem("part", part=str(part[0]), origin="recit"), part[1]
            if unit in ("W", "M", "Y", "WE"):
                return Sem("unit", unit=unit, shift=0, origin="recit"), i + 2
            return None
        if key in ("prochain", "prochaine") and keys[i + 1] in self.lex.weekdays:
            return self.compose(Sem("date", weekday=self.lex.weekdays[keys[i + 1]], shift=1), i + 2)
        if key in self.lex.anaphoric:
            return self.anaphoric(i, det)
        if key in self.lex.segments or key in ("tout", "toute"):
            found = self.segment(i, det)
            if found:
                return found
            if key == "fin":
                return self.unit_np(i, det)
            return None
        holiday = self.holiday(i) if key in self.lex.holidays else None
        if holiday:
            return self.compose(*holiday)
        if key in self.lex.weekdays or key in self.lex.weekday_abbr:
            found = self.date(i, det)
            if found:
                return self.compose(*found)
            return None
        if (key and key[0] in DIGITS) or key == "premier" or key in self.lex.numbers:
            found = self.date(i, det)
            if found:
                if det in ("les",):
                    return None
                return self.compose(*found)
            found = self.many(i, det)
            if found:
                return found
            found = self.ordinal_np(i, det)
            if found:
                return found
            return None
        if key in self.lex.months or key in self.lex.month_abbr:
            return self.month_date(i)
        if key in ("annee", "annees", "an"):
            found = self.year_np(i, det)
            if found:
                return found
        if key == "decennie" and self.year4(i + 1):
            return Sem("decade", year=self.year4(i + 1)), i + 2
        if key == "mois" and keys[i + 1] in ("de", "d"):
            found = self.month_date(i + 2 + (keys[i + 2] == "'"))
            if found:
                return found
        if key == "semaine" and keys[i + 1] in ("du", "de"):
            day = self.point(i + 2, day_only=True)
            if day and day[0].kind == "date" and (day[0].day or day[0].month):
                if keys[day[1]] == "au":
                    span = self.interval(i + 1)
                    if span:
                        return span
                if day[0].day:
                    return Sem("weekof", a=day[0]), day[1]
        if key == "week-end" and keys[i + 1] in ("du", "de", "des", "d"):
            k = i + 2 + (keys[i + 2] in ("la", "l", "le")) + (keys[i + 2] == "l") + (keys[i + 2] == "'")
            inner = self.holiday(k, loose=True)
            if inner:
                return Sem("weekof", unit="WE", a=inner[0]), inner[1]
            span = self.interval(i + 1)
            if span:
                return span
            day = self.point(i + 2, day_only=True)
            if day and day[0].kind == "date" and day[0].day:
                return Sem("weekof", unit="WE", a=day[0]), day[1]
        if key == "week-end" and self.day_number(i + 1):
            day = self.point(i + 1, day_only=True)
            if day and day[0].kind == "date" and day[0].month:
                return Sem("weekof", unit="WE", a=day[0]), day[1]
        if key in ("journee", "jour") and keys[i + 1] in ("de", "du", "d") and det in ("la", "le", "cette", None):
            day = self.point(i + 2 + (keys[i + 2] == "'"), day_only=True)
            if day and day[0].kind in ("date", "relative"):
                return day
        if key == "jour" and keys[i + 1] == "meme" and det == "le":
            return self.compose(Sem("anaphoric", n=0), i + 2)
        if key == "jour" and det == "ce" and keys[i + 1] == "-" and keys[i + 2] == "la":
            return self.compose(Sem("anaphoric", n=0), i + 3)
        found = self.ordinal_np(i, det)
        if found:
            return found
        found = self.many(i, det)
        if found:
            return found
        found = self.part_np(i, det)
        if found:
            return found
        if key in self.lex.units or key in self.lex.seasons or key in ("saison", "exercice", "fins"):
            found = self.unit_np(i, det)
            if found:
                return self.compose_hour(*found)
            found = self.within(i, det)
            if found:
                return found
        if key in self.lex.seasons:
            return self.season_np(i, det)
        if key in ("trimestre", "semestre") and self.year4(i + 1):
            return None
        return None

    def season_np(self, i: int, det: str | None) -> Parsed | None:
        """« l\'été », « au printemps », « l\'hiver 2023 »."""
        keys = self.K
        key = keys[i]
        sem, j = self._of_year(Sem("season", season=self.lex.seasons[key]), i + 1)
        if sem.year or sem.shift is not None:
            return sem, j
        before = keys[i - 1] if det is None else det
        if (
            self.upper(i)
            and not self.raw(i).isupper()
            and self.upper(i - 1) is False
            and keys[i - 1] not in ("", ".", "\n", "l")
        ):
            return None
        if keys[j] in ("de", "des", "du", "d") and key == "printemps":
            return None
        if key == "ete":
            if (det == "l" and keys[i - 3] != "d") or before in ("cet", "en") or (before == "plein"):
                return sem, j
            return None
        if det in ("l", "le", "cet", "ce") or before in ("au", "en", "plein") or (before == "du" and not self.upper(i)):
            return sem, j
        return None

    def point(self, i: int, day_only: bool = False, partial: bool = False) -> Parsed | None:
        """A bound of an interval, or the day after « matinée de »."""
        keys = self.K
        det: str | None = None
        if keys[i] in ("le", "la", "l", "ce", "cet", "cette", "les"):
            det = keys[i]
            i += 1 + (keys[i + 1] == "'" and keys[i] == "l")
        elif keys[i - 1] in ("du", "au"):
            det = keys[i - 1]
        key = keys[i]
        if not key:
            return None
        if key in self.lex.relative:
            return (
                (Sem("relative", n=self.lex.relative[key]), i + 1)
                if day_only
                else self.compose(Sem("relative", n=self.lex.relative[key]), i + 1)
            )
        if (
            key in self.lex.weekdays
            or key in self.lex.weekday_abbr
            or key[0] in DIGITS
            or key == "premier"
            or key in self.lex.numbers
        ):
            if not day_only:
                hour = self.clock(i)
                if hour and key not in self.lex.weekdays:
                    return hour
            found = self.date(i, det)
            if found:
                return found if day_only else self.compose(*found)
            if not day_only:
                year = self.year4(i)
                if year is not None:
                    return Sem("year", year=year), i + 1
                if partial and key[0] in DIGITS and len(key) <= 2:
                    day = self.day_number(i)
                    if day:
                        return Sem("bare", n=day[0]), day[1]
                    if key in ("0", "00", "24"):
                        return Sem("bare", n=int(key)), i + 1
                rank = self.ordinal_np(i, det)
                if rank and rank[0].kind in ("century", "quarter", "half"):
                    return rank
                if partial and key in self.lex.numbers:
                    number = self.number(i)
                    if number and number[0] <= 24:
                        return Sem("bare", n=number[0]), number[1]
            return None
        if key in self.lex.months or key in self.lex.month_abbr:
            return self.month_date(i)
        if day_only:
            return None
        if key in ("midi", "minuit"):
            return self.clock(i)
        if key in self.lex.segments:
            return self.segment(i, det)
        if key in self.lex.anaphoric and det:
            return self.anaphoric(i, det)
        if key in ("annee", "annees"):
            return self.year_np(i, det)
        if key in self.lex.holidays:
            return self.holiday(i)
        if self.roman(i) and keys[i + 1] in ("siecle", "au", "a"):
            if keys[i + 1] == "siecle":
                return self.ordinal_np(i, det)
            return Sem("century", n=self.roman(i)), i + 1
        if key in ("matin", "soir"):
            return None
        return None

    def interval(self, i: int, opener: bool = True) -> Parsed | None:
        """« du 3 au 5 mai », « entre 14 h et 18 h », « de mars à juin », « 14 h - 18 h »."""
        keys = self.K
        word = keys[i]
        start = i + opener + (opener and keys[i + 1] == "'")
        a = self.point(start, partial=True)
        if a is None:
            return None
        j = a[1]
        connector = keys[j]
        if word == "entre":
            if connector != "et":
                return None
            j += 1
        elif connector in ("a", "au", "aux"):
            j += 1
        elif connector == "jusqu" and keys[j + 2] in ("a", "au", "en"):
            j += 3
        elif connector == "-" and not opener:
            j += 1
        elif connector == "et" and keys[j + 1] == "jusqu" and keys[j + 3] in ("a", "au"):
            j += 4
        else:
            return None
        b = self.point(j, partial=True)
        if b is None:
            return None
        end = b[1]
        left, right = a[0], b[0]
        if left.kind == "bare" and right.kind == "bare":
            return None
        if right.kind == "bare":
            return None
        if left.kind == "bare":
            n = int(left.n or 0)
            if right.kind == "hour":
                if n > 24 or not self.is_clock(b[1] - 1, right, end, True):
                    return None
                left = Sem("hour", hour=n, minute=0)
            elif right.kind == "date" and right.day:
                if n == 0:
                    return None
                left = Sem("date", day=n)
            elif right.kind == "century" and opener:
                return None
            else:
                return None
        kinds = (left.kind, right.kind)
        if kinds == ("hour", "hour"):
            if left.hour == right.hour and left.minute == right.minute:
                return None
        elif kinds == ("year", "year"):
            if (
                not (left.year or 0) < (right.year or 0)
                or (left.year or 0) < 1000
                or keys[end] in self.lex.counted
                or not self._year_follow(end - 1)
            ):
                return None
        elif kinds == ("date", "date"):
            if (left.day is None and left.weekday is None) != (right.day is None and right.weekday is None) and not (
                left.month and right.month
            ):
                return None
            if left.month is None and left.day and right.day is None:
                return None
            if right.day and right.month is None and left.month is None and not (left.weekday and right.weekday):
                return None
        elif kinds == ("date", "hour") and left.hour is not None:
            pass
        elif "hour" in kinds:
            return None
        elif {left.kind, right.kind} <= {
            "date",
            "year",
            "relative",
            "holiday",
            "unit",
            "season",
            "quarter",
            "century",
            "decade",
            "anaphoric",
            "part",
            "half",
        }:
            if left.kind == "anaphoric" or (left.kind == "relative" and right.kind not in ("relative", "date")):
                return None
            if "year" in kinds and not ("date" in kinds or "unit" in kinds):
                return None
            if connector == "-":
                return None
        else:
            return None
        return Sem("interval", a=left, b=right, value=word if opener else connector), end
