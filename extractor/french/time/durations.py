"""Lengths of time and sets: « deux ans », « chaque lundi », « par mois »."""

from __future__ import annotations

from extractor.french.time.clock import Clock
from extractor.french.time.tokens import Parsed, Sem
from extractor.french.time.words import (
    ADJECTIVES,
    AFTER_AGE,
    DIGITS,
    HAVE_FORMS,
    LIMIT_VERBS,
    PLURAL_BEFORE,
    PLURAL_UNITS,
    PLURAL_VERBS,
    RANKS,
    RATE_UNITS,
)


def num(value: float) -> str:
    """Number as ISO durations write it."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def duration_value(n: float, n2: float | None, unit: str, extra: str) -> str:
    """ISO 8601 duration; ``X`` for an unsaid number; ``a/b`` for a range."""
    if n2 is not None:
        return f"{duration_value(n, None, unit, '')}/{duration_value(n2, None, unit, extra)}"
    count = "X" if n < 0 else num(n)
    if unit in ("S", "MIN", "H"):
        code = {"S": "S", "MIN": "M", "H": "H"}[unit]
        if n > 0 and n != int(n) and unit in ("H", "MIN"):
            whole = int(n)
            below = round((n - whole) * 60)
            head = f"{whole}{code}" if whole else ""
            return f"PT{head}{below}{'M' if unit == 'H' else 'S'}"
        return f"PT{count}{code}{extra}"
    if unit == "Y" and n > 0 and n != int(n):
        months = round((n - int(n)) * 12)
        return f"P{int(n)}Y{months}M" if int(n) else f"P{months}M"
    if unit in ("H6", "Y5", "Y7"):
        base, code = {"H6": (6, "M"), "Y5": (5, "Y"), "Y7": (7, "Y")}[unit]
        return f"P{'X' if n < 0 else num(n * base)}{code}"
    code = {"ML": "ML"}.get(unit, unit)
    return f"P{count}{code}{extra}"


class Durations(Clock):
    """Lengths of time and sets: « deux ans », « chaque lundi », « par mois »."""

    def approximation(self, i: int) -> tuple[str, int] | None:
        """« environ », « plus d'», « un peu moins de » : modifier, and where it ends."""
        found = self.match(self.lex.approximations, i)
        if found:
            return str(found[0]), found[1]
        # « plus d'une semaine »
        for width in (1, 2, 3, 4):
            if self.K[i + width] == "d" and self.K[i + width + 1] == "'":
                saved = self.K[i + width]
                self.K[i + width] = "de"
                found = self.match(self.lex.approximations, i)
                self.K[i + width] = saved
                if found and found[1] == i + width + 1:
                    return str(found[0]), i + width + 2
                break
        return None

    def duration(self, i: int) -> Parsed | None:
        """A length of time: ``deux ans``, ``plus de 48 heures``, ``un an et demi``."""
        start = i
        mod: str | None = None
        approx = self.approximation(i)
        if approx:
            mod, i = approx
            if self.K[i] in ("les", "ces") and mod:
                i += 1
        keys = self.K
        n: float | None = None
        n2: float | None = None
        j = i
        key = keys[i]
        if key in ("plusieurs", "quelques", "maintes", "divers", "diverses"):
            n, j = -1.0, i + 1
        elif (
            key in ("une", "un", "la", "cette", "premiere", "derniere")
            and keys[i + 1] in self.lex.collectives
            and keys[i + 2] in ("de", "d")
        ):
            n, j = float(self.lex.collectives[keys[i + 1]]), i + 3 + (keys[i + 3] == "'")
            mod = mod or "APPROX"
        elif (
            key in ("une", "la") and keys[i + 1] == "demi" and keys[i + 3] == "douzaine" and keys[i + 4] in ("de", "d")
        ):
            n, j = 6.0, i + 5 + (keys[i + 5] == "'")
            mod = mod or "APPROX"
        elif key in ("une", "un", "deux", "trois") and keys[i + 1] == "demi" and keys[i + 2] == "-":
            unit = self.lex.units.get(keys[i + 3])
            half = {"H": "PT30M", "Y": "P6M", "D": "P0.5D", "CE": "P50Y", "DE": "P5Y"}.get(unit or "")
            if half and key in ("une", "un"):
                return Sem(
                    "dur",
                    value=half,
                    mod=mod,
                    unit="MIN" if unit == "H" else unit,
                    n=30 if unit == "H" else 0.5,
                ), i + 4
            return None
        elif (
            key in ("un", "trois", "le")
            and keys[i + 1] in ("quart", "quarts")
            and keys[i + 2] == "d"
            and keys[i + 4] == "heure"
            and key != "le"
        ):
            minutes = 15 if key == "un" else 45
            return Sem("dur", value=f"PT{minutes}M", mod=mod, unit="MIN", n=minutes), i + 5
        elif key in ("de", "des", "d") and (
            keys[i + 1] in ("longs", "longues", "nombreuses", "nombreux") or key == "des"
        ):
            if key != "des" or self._bare_plural(i):
                n, j = -1.0, i + 1
            elif keys[i + 1] in ("dizaines", "centaines", "milliers") and keys[i + 2] in (
                "de",
                "d",
            ):
                n, j = -1.0, i + 3 + (keys[i + 3] == "'")
            else:
                return None
            if keys[j] in ("dizaines", "centaines") and keys[j + 1] in ("de", "d"):
                j += 2 + (keys[j + 2] == "'")
        elif key == "bien" and keys[i + 1] == "des":
            n, j = -1.0, i + 2
        else:
            number = self.number(i)
            if not number:
                return None
            n, j = number
            if keys[j] in ("a", "ou", "-") or (keys[j] == "et" and keys[i - 1] == "entre"):
                second = self.number(j + 1)
                if second and second[0] > n and (keys[second[1]] in self.lex.units or keys[second[1]] in ADJECTIVES):
                    n2, j = second
        while keys[j] in ADJECTIVES and keys[j + 1] not in ("de", "d", "a") and j - i < 6:
            j += 1
        unit = self.lex.units.get(keys[j])
        if unit is None:
            return None
        if keys[j] in ("h", "min", "mn", "sec") and keys[j - 1][:1] not in DIGITS:
            return None
        unit_at = j
        j += 1
        value = n
        extra = ""
        if keys[j] == "et" and keys[j + 1] in ("demi", "demie") and n > 0:
            value = n + 0.5
            j += 2
        elif keys[j] == "et" and keys[j + 1] == "quart" and unit == "H" and n > 0:
            extra = "15M"
            j += 2
        elif (
            unit == "H"
            and keys[j][:1] in DIGITS
            and keys[j]
            and len(keys[j]) <= 2
            and int(keys[j]) < 60
            and (keys[unit_at] == "h" or keys[j + 1] not in self.lex.units or keys[j + 1] in ("min", "mn", "minutes"))
        ):
            extra = f"{int(keys[j])}M"
            j += 1
            if keys[j] in ("min", "mn", "minutes", "m", "'"):
                j += 1
            if (
                keys[j][:1] in DIGITS
                and keys[j]
                and len(keys[j]) <= 2
                and (keys[j + 1] in ("s", "sec", "secondes", "''", '"'))
            ):
                extra += f"{int(keys[j])}S"
                j += 2
        elif unit in ("Y", "H", "MIN", "M", "D", "W") and n > 0:
            k = j + (keys[j] == "et")
            more = self.number(k) if keys[k] not in ("un", "une") or keys[j] == "et" else None
            if more:
                sub = self.lex.units.get(keys[more[1]])
                wanted = {
                    "Y": ("M",),
                    "H": ("MIN",),
                    "MIN": ("S",),
                    "M": ("D", "W"),
                    "D": ("H",),
                    "W": ("D",),
                }[unit]
                if sub in wanted:
                    code = {"MIN": "M", "S": "S", "H": "H"}.get(sub, sub)
                    extra = f"{'T' if unit == 'D' else ''}{num(more[0])}{code}"
                    j = more[1] + 1
                elif keys[unit_at] in ("heures", "heure") and 5 <= more[0] < 60 and sub is None and keys[j] != "et":
                    extra = f"{num(more[0])}M"
                    j = more[1]
        if keys[j] in ("entier", "entiers", "entiere", "entieres") or (
            keys[j] == "durant" and not keys[j + 1][:1].isalpha()
        ):
            j += 1
        iso = duration_value(value, n2, unit, extra)
        return Sem(
            "dur",
            value=iso,
            mod=mod,
            unit=unit,
            n=value,
            a=Sem("n", n=n2) if n2 else None,
            det=keys[start],
        ), j

    def _bare_plural(self, i: int) -> bool:
        """« des mois », « des années » as a length of time."""
        keys = self.K
        if keys[i - 1] in PLURAL_BEFORE:
            return True
        if keys[i + 1] not in PLURAL_UNITS:
            return False
        after = keys[i + 2]
        return after in ("pour", "durant", "avant", "entieres", "entiers", "plus") or (keys[i - 1] in PLURAL_VERBS)

    def _is_age(self, i: int, j: int, sem: Sem) -> bool:
        """A number of years that is an age or a birthday, and is not marked « âgé de »."""
        keys = self.K
        half = keys[j - 1] in ("demi", "demie") and keys[j - 3] in ("ans", "an")
        if sem.unit != "Y" or not (keys[j - 1] in ("ans", "an") or half):
            return False
        n = sem.n or 0
        before = keys[i - 1]
        if before in ("de", "d") and keys[i - 2] in ("age", "agee", "ages", "agees"):
            return False
        if before == "'" and keys[i - 2] == "d":
            before = "d"
            i -= 1
        after = keys[j]
        if before == "a" and any(keys[k] in LIMIT_VERBS for k in range(i - 2, i - 10, -1)):
            return False
        of_noun = after in ("de", "d") and keys[j + 1] not in ("l", "la")
        if before in ("ses", "mes", "leurs", "nos", "tes", "vos"):
            return True
        if n < 0 or n == 1:
            return False
        if (
            before == ","
            and (n >= 4 or (keys[i][:1] in DIGITS and after == ","))
            and (not after or not after[0].isalnum() or after in AFTER_AGE or after in self.lex.persons)
        ):
            return not of_noun
        if before == "(" and after in (")", ","):
            return True
        if before in ("les", "des", "aux") and (sem.mod or keys[i][:1] in DIGITS or keys[i] in ("moins", "plus")):
            return after not in ("de", "d", "qui", "du") or keys[i] in ("moins", "plus")
        if before in ("de", "d"):
            if keys[i - 2] in self.lex.persons or (
                keys[i - 3] in self.lex.persons and keys[i - 2] not in ("a", "pendant")
            ):
                return keys[i - 2] not in ("condamne", "condamnee", "pour") and not (
                    of_noun and keys[j + 1] in ("prison", "reclusion", "detention")
                )
            return False
        if before in HAVE_FORMS:
            if before == "a" and self.raw(i - 1) in ("à", "À"):
                return n >= 3 and keys[i - 2] not in LIMIT_VERBS and not of_noun and keys[i] not in ("plus", "moins")
            return not of_noun and after not in ("pour", "ferme")
        return bool(before in ("des", "partir") and n >= 3 and not of_noun)

    def every(self, i: int) -> Parsed | None:
        """« chaque lundi », « tous les deux ans », « toutes les nuits »."""
        keys = self.K
        key = keys[i]
        if key == "chaque":
            j = i + 1
            n = 1.0
        elif key in ("tous", "toutes") and keys[i + 1] == "les":
            j = i + 2
            n = 1.0
            number = self.number(j)
            if number:
                n, j = number
        else:
            return None
        word = keys[j]
        if word in RANKS:
            rank = self.ordinal(j)
            if rank and keys[rank[1]] in self.lex.weekdays:
                end = rank[1] + 1
                if keys[end] == "du" and keys[end + 1] == "mois":
                    end += 2
                return Sem("set", value=f"XXXX-WXX-{self.lex.weekdays[keys[rank[1]]]}"), end
            return None
        if word in self.lex.weekdays:
            sem = Sem("set", value=f"XXXX-WXX-{self.lex.weekdays[word]}")
            j += 1
            part = self.match(self.lex.parts, j)
            if part:
                sem.value = f"{sem.value}T{part[0]}"
                j = part[1]
            k = j + (keys[j] == "a")
            hour = self.clock(k) if keys[k][:1] in DIGITS else None
            if hour and keys[hour[1]] not in ("a", "-") and self.is_clock(k, hour[0], hour[1], True):
                sem.value = f"XXXX-WXX-{self.lex.weekdays[word]}T{hour[0].hour:02d}:{hour[0].minute:02d}"
                j = hour[1]
            return sem, j
        part = self.match(self.lex.parts, j)
        if part:
            value = {"NI": "XXXX-XX-XXTNI"}.get(part[0], f"XXXX-XX-XXT{part[0]}")
            return Sem("set", value=value), part[1]
        if word in self.lex.seasons:
            return Sem("set", value=f"XXXX-{self.lex.seasons[word]}"), j + 1
        if word in self.lex.months:
            return Sem("set", value=f"XXXX-{self.lex.months[word]:02d}"), j + 1
        if word == "mois" and keys[j + 1] == "de" and keys[j + 2] in self.lex.months:
            return Sem("set", value=f"XXXX-{self.lex.months[keys[j + 2]]:02d}"), j + 3
        if word == "dernier" or word == "premier":
            return None
        if word in ("fins", "fin") and keys[j + 1] == "de" and keys[j + 2] == "semaine":
            return Sem("set", value="XXXX-WXX-WE"), j + 3
        if word == "demi" and keys[j + 1] == "-" and keys[j + 2] in ("heures", "journees", "heure"):
            return Sem("set", value="PT30M" if keys[j + 2][0] == "h" else "P0.5D"), j + 3
        unit = self.lex.units.get(word)
        if (unit and word not in ("h", "seconde")) or (unit and n > 1):
            if unit == "WE":
                return Sem("set", value="XXXX-WXX-WE" if n == 1 else f"P{num(n)}WE"), j + 1
            end = j + 1
            if word == "jours" and keys[end] == "de" and keys[end + 1] == "la" and keys[end + 2] == "semaine":
                end += 3
            if (
                key == "chaque"
                and word == "jour"
                and keys[end] == "de"
                and keys[end + 1] == "la"
                and keys[end + 2] == "semaine"
            ):
                end += 3
            if unit in ("S",) and n == 1:
                return None
            return Sem("set", value=duration_value(n, None, unit, "")), end
        return None

    def frequency(self, i: int) -> Parsed | None:
        """« deux fois par semaine », « par an », « un lundi sur deux »."""
        keys = self.K
        if keys[i] == "par":
            unit = self.lex.units.get(keys[i + 1])
            if unit and keys[i + 1] in RATE_UNITS:
                if keys[i + 1] == "heure" and keys[i - 1] in (
                    "km",
                    "kilometres",
                    "kilometre",
                    "kms",
                ):
                    return None
                return Sem(
                    "set",
                    value=duration_value(1.0, None, unit, "") if unit != "NI" else "XXXX-XX-XXTNI",
                ), i + 2
            return None
        number = self.number(i)
        if not number and keys[i] in ("plusieurs", "quelques", "chaque"):
            number = (-1.0, i + 1)
        if not number:
            return None
        n, j = number
        if keys[j] in ("a", "ou"):
            second = self.number(j + 1)
            if second and keys[second[1]] == "fois":
                j = second[1]
        if keys[j] == "fois" and (keys[j + 1] == "par" or (keys[j + 1] == "l" and keys[j + 3] == "an")):
            if keys[j + 1] == "l":
                return Sem("set", value="P1Y"), j + 4
            unit = self.lex.units.get(keys[j + 2])
            if unit:
                return Sem("set", value=duration_value(1.0, None, unit, "")), j + 3
        if n == 1 and keys[j + 1] == "sur" and keys[j + 2] in ("deux", "trois", "quatre", "2", "3"):
            every = int((self.number(j + 2) or (2.0, 0))[0])
            if keys[j] in self.lex.weekdays:
                return Sem("set", value=f"XXXX-WXX-{self.lex.weekdays[keys[j]]}"), j + 3
            unit = self.lex.units.get(keys[j])
            if unit:
                return Sem("set", value=duration_value(float(every), None, unit, "")), j + 3
        return None
