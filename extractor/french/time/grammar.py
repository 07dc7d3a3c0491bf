"""The grammar: from tokens to unresolved meanings (`Sem`), left to right, each rule of bounded length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from extractor.french.time.lexicon import Holiday, Lexicon, Trie, fold, lexicon, tokenize

PAD = 10
_DIGITS = frozenset("0123456789")
_DETERMINERS = frozenset(("le", "la", "l", "les", "ce", "cet", "cette", "ces", "un", "une"))
_DEMONSTRATIVES = frozenset(("ce", "cet", "cette", "ces"))
_ORDINAL_SUFFIX = frozenset(("er", "ere", "re", "e", "eme", "ieme", "nd", "nde", "o"))
_ADJECTIVES = frozenset(
    ("bon", "bonne", "bons", "bonnes", "petit", "petite", "petites", "petits", "long", "longue", "longs", "longues",
     "gros", "grosse", "grosses", "nouvelles", "nouveaux", "pleines", "pleins", "courtes", "interminables", "belles",
     "premiers", "premieres", "dernieres", "derniers", "prochaines", "prochains", "nombreux", "nombreuses", "folles",
     "simples", "maigres", "petites", "entieres", "bonnes")
)  # fmt: skip
_DURATION_PREPOSITIONS = frozenset(
    ("depuis", "pendant", "durant", "en", "sous", "pour", "sur", "dure", "dura", "durer", "duree", "dures", "apres",
     "fait", "quelque", "plus", "moins", "environ", "toutes", "soit", "total", "chrono", "trentaine")
)  # fmt: skip
_CLOCK_NOUNS = frozenset(
    ("train", "tgv", "ter", "vol", "seance", "messe", "bus", "car", "ferry", "rendez", "vous", "match", "edition",
     "office", "depart", "reunion", "sonnerie", "flash", "direct", "bulletin", "partir", "environs", "alentours",
     "autour", "compter", "cours", "coup", "coups", "lieu", "rame", "metro", "avion", "audience")
)  # fmt: skip
_YEAR_BEFORE = frozenset(
    ("en", "depuis", "des", "avant", "apres", "fin", "debut", "mi", "vers", "courant", "annee", "annees", "an", "de",
     "d", "saison", "exercice", "edition", "session", "millesime", "budget", "(", "/", "jusqu", "ici", "et", "ou", "a",
     "rentree", "jo", "euro", "mondial", "ete", "hiver", "automne", "printemps", "crise", "trimestre", "semestre",
     "entre", "horizon", "promotion", "recolte", "noel", "toussaint", "paques", "pentecote", "tour", "cop", "monde",
     "olympiques", "paris", "avec", "contre", "sur", "par", "l", "le", "du", ",", ":", "presidentielle",
     "municipales", "legislatives", "europeennes", "regionales", "cantonales", "departementales", "decembre")
)  # fmt: skip
_STRONG_YEAR_BEFORE = frozenset(
    (
        "en",
        "depuis",
        "des",
        "fin",
        "debut",
        "mi",
        "annee",
        "annees",
        "an",
        "saison",
        "vers",
        "courant",
        "horizon",
        "(",
    )
)
_EVENT_NOUNS = frozenset(
    ("tour", "euro", "mondial", "jo", "cop", "coupe", "monde", "exercice", "budget", "edition", "rentree", "crise",
     "presidentielle", "municipales", "legislatives", "europeennes", "regionales", "olympiques", "promotion",
     "millesime", "giro", "vuelta", "paris-nice", "roland-garros", "tournoi", "festival", "recolte", "election")
)  # fmt: skip
_NUMBERED = frozenset(
    ("page", "article", "numero", "lot", "chapitre", "version", "windows", "ligne", "bus", "dossard", "code", "bp",
     "route", "departementale", "nationale", "canal", "porte", "chambre", "vol", "devant", "office", "peugeot")
)  # fmt: skip
_FUNCTION_WORDS = frozenset(
    ("a", "au", "aux", "et", "ou", "de", "du", "des", "d", "en", "par", "pour", "sur", "dans", "avec", "sans", "contre",
     "il", "elle", "ils", "elles", "on", "nous", "je", "j", "tu", "vous", "le", "la", "les", "l", "un", "une", "ce",
     "cette", "ces", "cet", "que", "qui", "qu", "dont", "ou", "mais", "car", "donc", "puis", "avant", "apres", "lors",
     "entre", "chez", "vers", "alors", "comme", "est", "sont", "etait", "etaient", "fut", "ont", "avait", "avaient",
     "son", "sa", "ses", "leur", "leurs", "n", "ne", "s", "se", "c", "y", "jusqu", "sous", "si", "afin", "grace",
     "selon", "depuis", "des", "pendant", "durant", "malgre", "soit", "sera", "aura", "avoir", "etre", "quand",
     "lorsque", "lorsqu", "notamment", "dernier", "prochain", "face", "tous", "toutes", "tout", "aussi", "deja",
     "encore", "seulement", "plus", "moins", "m", "mme", "suite", "près", "date", "reste", "restera", "marque", "a")
)  # fmt: skip
_SPEECH_NOUN_STOPS = frozenset(("le", "la", "l", "les", "un", "une", "son", "sa", "ses", "leur", "leurs", "cette", "cet", "ce", "ces", "d", "qu", "que", "avoir", "etre", "des", "du", "de", "mon", "ma", "mes", "notre", "nos", "quatre", "deux", "trois"))  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10}
_UNIT_WORDS_WITH_TIME = frozenset(("S", "MIN", "H"))
_DAYPART_NOUNS = frozenset(("matinee", "soiree", "nuit", "apres-midi", "journee"))


@dataclass(slots=True)
class Sem:
    """An unresolved meaning. Which fields count depends on ``kind``."""

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    part_mod: str | None = None
    unit: str | None = None
    n: float | None = None
    shift: int | None = None
    origin: str = "publication"
    mod: str | None = None
    value: str | None = None
    holiday: Holiday | None = None
    a: Sem | None = None
    b: Sem | None = None
    det: str | None = None
    season: str | None = None
    zone: str | None = None
    habit: bool = False


@dataclass(slots=True)
class Raw:
    """A recognised expression: token span and meaning."""

    i: int
    j: int
    sem: Sem


Parsed = tuple[Sem, int]


class Grammar:
    """One pass over one text.

    >>> [(r.sem.kind, g.text[g.S[r.i]:g.E[r.j - 1]]) for g in [Grammar("Il a plu mardi soir.")] for r in g.parse()]
    [('date', 'mardi soir')]
    """

    def __init__(self, text: str, lex: Lexicon | None = None) -> None:
        self.text = text
        self.lex = lex or lexicon()
        keys, starts, ends = tokenize(fold(text))
        self.n = len(keys)
        pad = [""] * PAD
        self.K = pad + keys + pad + pad
        edge = len(text)
        self.S = [-1] * PAD + starts + [edge + 9] * (2 * PAD)
        self.E = [-9] * PAD + ends + [edge + 9] * (2 * PAD)
        if "\n" in text:
            self._soft_breaks()
        lexi = self.lex
        self.core_words: frozenset[str] = _core_words(lexi)

    # -- tokens ---------------------------------------------------------------------------------

    def _soft_breaks(self) -> None:
        """Drop a line end inside a paragraph (wrapped text), keep the others as barriers."""
        text, keys, starts, ends = self.text, self.K, self.S, self.E
        drop: list[int] = []
        last = PAD + self.n
        for i in range(PAD, last):
            if keys[i] == "\n" and i + 1 < last and keys[i + 1] != "\n" and keys[i - 1] != "\n":
                head = text[starts[i + 1]]
                before = text[ends[i - 1] - 1] if ends[i - 1] > 0 else "."
                if before not in ".!?:;»”…" and (
                    head.islower()
                    or (head.isdigit() and before not in ",)" and keys[i - 1] in _FUNCTION_WORDS)
                    or (head.isdigit() and keys[i + 2] in self.lex.months)
                ):
                    drop.append(i)
        if drop:
            gone = set(drop)
            keep = [i for i in range(len(keys)) if i not in gone]
            self.K = [keys[i] for i in keep]
            self.S = [starts[i] for i in keep]
            self.E = [ends[i] for i in keep]
            self.n -= len(drop)

    def joined(self, i: int) -> bool:
        """Token i touches token i + 1."""
        return self.E[i] == self.S[i + 1]

    def raw(self, i: int) -> str:
        """Token i as written."""
        return self.text[self.S[i] : self.E[i]] if 0 <= self.S[i] < len(self.text) else ""

    def upper(self, i: int) -> bool:
        return self.raw(i)[:1].isupper()

    def match(self, trie: Trie, i: int) -> tuple[Any, int] | None:
        """Longest phrase of ``trie`` at token i; hyphens of the text are skipped."""
        entries = trie.get(self.K[i])
        if entries is None:
            return None
        keys = self.K
        for phrase, data in entries:
            j = i
            for word in phrase:
                if j > i and keys[j] == "-":
                    j += 1
                if keys[j] != word:
                    break
                j += 1
            else:
                return data, j
        return None

    # -- numbers --------------------------------------------------------------------------------

    def number(self, i: int) -> tuple[float, int] | None:
        """Cardinal in digits (``1 500``, ``2,5``) or words (``vingt et un``, ``quatre-vingt-dix``)."""
        key = self.K[i]
        if key[:1] in _DIGITS and key:
            if len(key) > 6:
                return None
            value = float(key)
            j = i + 1
            while (
                len(self.K[j]) == 3
                and self.K[j][0] in _DIGITS
                and self.S[j] - self.E[j - 1] == 1
                and len(key) <= 3
                and j - i < 3
            ):
                value = value * 1000 + float(self.K[j])
                j += 1
            if (
                self.K[j] == ","
                and self.joined(j - 1)
                and self.joined(j)
                and self.K[j + 1][:1] in _DIGITS
                and self.K[j + 1]
            ):
                value += float(f"0.{self.K[j + 1]}") if len(self.K[j + 1]) < 4 else 0
                j += 2
            return value, j
        numbers = self.lex.numbers
        if key not in numbers:
            return None
        total = current = 0
        j = i
        steps = 0
        last = 0
        while self.K[j] in numbers and steps < 8:
            value_word = numbers[self.K[j]]
            if value_word == 1000:
                total += max(current, 1) * 1000
                current = 0
            elif value_word == 100:
                current = max(current, 1) * 100
            elif value_word == 20 and current % 100 == 4:
                current += 76
            elif steps and value_word >= 10:
                if last not in (100, 1000) and not (value_word < 17 and last in (60, 80, 20)):
                    break
                current += value_word
            elif steps and last < 20 and last != 10:
                break
            else:
                current += value_word
            last = 80 if value_word == 20 and current % 100 == 80 else value_word
            j += 1
            steps += 1
            if (
                self.K[j] == "-"
                and self.joined(j - 1)
                and self.joined(j)
                and (self.K[j + 1] in numbers or self.K[j + 1] == "et")
            ):
                j += 1
            if (
                self.K[j] == "et"
                and last >= 20
                and self.K[j + 1 + (self.K[j + 1] == "-")] in ("un", "une", "onze")
            ):
                j += 1 + (self.K[j + 1] == "-")
        return float(total + current), j

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """Rank: ``1er``, ``2e``, ``troisième``, ``dernier`` (-1)."""
        key = self.K[i]
        if key and key[0] in _DIGITS:
            if len(key) <= 2 and self.K[i + 1] in _ORDINAL_SUFFIX and self.joined(i):
                return int(key), i + 2
            return None
        found = self.match(self.lex.ordinals, i)
        if found:
            return int(found[0]), found[1]
        return None

    def roman(self, i: int) -> int | None:
        """Century in Roman numerals with its suffix (``XIXe``)."""
        key = self.K[i]
        for suffix in ("eme", "e", "er", "ieme", ""):
            body = key[: len(key) - len(suffix)]
            if key.endswith(suffix) and body and set(body) <= set("ivx") and len(body) <= 5:
                total = 0
                for k, char in enumerate(body):
                    value = _ROMAN[char]
                    total += -value if k + 1 < len(body) and _ROMAN[body[k + 1]] > value else value
                return total if 1 <= total <= 25 else None
        return None

    # -- atoms ----------------------------------------------------------------------------------

    def day_number(self, i: int) -> tuple[int, int] | None:
        """Day of the month: 1 to 31, ``1er``; in words only before a month."""
        key = self.K[i]
        if key and key[0] in _DIGITS:
            if len(key) > 2 or not 1 <= int(key) <= 31:
                return None
            if key in ("1", "01") and self.K[i + 1] in ("er", "e") and self.joined(i):
                return 1, i + 2
            if (
                self.joined(i)
                and self.K[i + 1][:1].isalpha()
                and self.K[i + 1] not in self.lex.months
            ):
                return None
            return int(key), i + 1
        if key == "premier" and self.K[i + 1] in self.lex.months:
            return 1, i + 1
        if key in self.lex.numbers and key not in ("un", "une"):
            number = self.number(i)
            if (
                (number
                and 2 <= number[0] <= 31
                and self.K[number[1]] in self.lex.months
                and self.K[number[1]] != "mars")
                or (
                    number
                    and 2 <= number[0] <= 31
                    and self.K[number[1]] == "mars"
                    and self.K[i - 1] in ("le", "du", "au", "ce")
                )
            ):
                return int(number[0]), number[1]
        return None

    def month(self, i: int, abbr: bool) -> tuple[int, int] | None:
        key = self.K[i]
        if key in self.lex.months:
            return self.lex.months[key], i + 1
        if abbr and key in self.lex.month_abbr:
            j = i + 1
            if self.K[j] == "." and self.joined(i):
                j += 1
            return self.lex.month_abbr[key], j
        return None

    def year4(self, i: int) -> int | None:
        key = self.K[i]
        if len(key) == 4 and key[0] in "12" and key.isdigit():
            value = int(key)
            if 1000 <= value <= 2199:
                if self.joined(i) and (self.K[i + 1][:1].isalpha() or self.K[i + 1] in "%€$°"):
                    return None
                if (
                    self.K[i + 1] in (".", ",")
                    and self.joined(i)
                    and self.joined(i + 1)
                    and self.K[i + 2][:1] in _DIGITS
                    and self.K[i + 2]
                ):
                    return None
                return value
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
        if len(key) == 2 and key[0] in _DIGITS and (quoted or int(key) >= 32):
            after = self.K[j + 1]
            if quoted or not after or not after[0].isalnum() or after in _FUNCTION_WORDS:
                if (
                    after in ("%", "€", "h", ":", "°")
                    or ((after == "," and self.joined(j))
                    and self.joined(j + 1))
                ):
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
        if not after or not after[0].isalnum() or after in _FUNCTION_WORDS:
            return True
        return False

    def bare_year(self, i: int) -> int | None:
        """Token i is a year by its own context."""
        value = self.year4(i)
        if value is None:
            return None
        before = self.K[i - 1]
        if before in self.lex.months:
            return value
        if before and (before[0] in _DIGITS or before in ("€", "$", "+", ".", "n", "°", "no", "#")):
            return None
        if (
            before in (",", "'", "-")
            and self.joined(i - 1)
            and (self.K[i - 2][:1] in _DIGITS or before == "-")
        ):
            if not (before == "-" and self.year4(i - 2)) and not (
                before == "'" and self.K[i - 2] in ("d", "l", "jusqu")
            ):
                return None
        if before in _NUMBERED or (
            self.K[i + 1] == "-"
            and self.joined(i)
            and self.K[i + 2].isdigit()
            and not self.year4(i + 2)
        ):
            return None
        strong = (
            before in _STRONG_YEAR_BEFORE
            or before in _EVENT_NOUNS
            or (before == "'" and self.K[i - 2] == "d" and self.K[i - 3] in ("fin", "debut"))
        )
        if len(before) <= 2 and before.isalpha() and self.raw(i - 1).isupper():
            return None  # « la D 2015 »
        if self.K[i + 1] == "/" or (self.K[i - 1] == "/" and not self.year4(i - 2)):
            return value if strong and self.year4(i + 2) else None
        if value < 1800 or value > 2100:
            if (
                before in ("en", "depuis", "annee", "an", "vers", "debut", "fin")
                or (before == "(" and self.K[i + 1] in (")", "-"))
                or (before == "-" and self.K[i + 1] == ")")
            ):
                return value if self._year_follow(i) else None
            return None
        if strong:
            return (
                value
                if self._year_follow(i)
                or (self.K[i + 1] not in self.lex.counted and not self.K[i + 1].endswith("s"))
                else None
            )
        if before in (
            "plus",
            "moins",
            "environ",
            "quelque",
            "pres",
            "aux",
            "ces",
            "ses",
            "aux",
            "nos",
            "vos",
            "total",
        ):
            return None
        if before == "les":
            return None
        if before in _YEAR_BEFORE or not before or not before[0].isalnum():
            after = self.K[i + 1]
            loose = 1900 <= value <= 2060 and before in ("de", "d", "en", "du", "et", "l")
            return value if self._year_follow(i) or (loose and after.isalpha() and after[-1] not in "sx" and after not in self.lex.counted) else None
        if 1950 <= value <= 2050 and self._year_follow(i) and before not in _FUNCTION_WORDS:
            return value
        return None

    def weekday(self, i: int) -> tuple[int, int] | None:
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

    # -- clock ----------------------------------------------------------------------------------

    def clock(self, i: int) -> Parsed | None:
        """Hour of the day with its tail: ``17 h 30``, ``17:30``, ``midi``, ``4 heures du matin``."""
        key = self.K[i]
        sem: Sem | None = None
        j = i
        if key in ("midi", "minuit"):
            sem = Sem("hour", hour=12 if key == "midi" else 24, minute=0)
            j = i + 1
            if self.K[j] == "et" and self.K[j + 1] in ("demi", "demie", "quart"):
                sem.minute = 15 if self.K[j + 1] == "quart" else 30
                j += 2
            elif (
                self.K[j][:1] in _DIGITS
                and self.K[j]
                and len(self.K[j]) == 2
                and int(self.K[j]) < 60
                and self.K[j + 1] not in self.lex.months
                and not self.K[j + 1][:1].isalpha()
            ):
                sem.minute = int(self.K[j])
                j += 1
            if sem.hour == 24 and sem.minute:
                sem.hour = 0
            return self._clock_tail(sem, j)
        digits = bool(key) and key[0] in _DIGITS
        if (
            digits
            and len(key) <= 2
            and int(key) <= 24
            and self.K[i + 1] == ":"
            and self.joined(i)
            and self.joined(i + 1)
        ):
            minute = self.K[i + 2]
            if (
                len(minute) == 2
                and minute[0] in _DIGITS
                and int(minute) < 60
                and self.K[i - 1] not in (":",)
            ):
                j = i + 3
                sem = Sem("hour", hour=int(key), minute=int(minute))
                if (
                    self.K[j] == ":"
                    and self.joined(j - 1)
                    and len(self.K[j + 1]) == 2
                    and self.K[j + 1].isdigit()
                ):
                    if len(key) < 2:
                        return None
                    sem.second = int(self.K[j + 1])
                    j += 2
                elif self.K[j] in (".", "'") and self.joined(j - 1) and self.K[j + 1][:1].isdigit():
                    return None
                return self._clock_tail(sem, j)
            return None
        number = (
            (float(key), i + 1)
            if digits and len(key) <= 2
            else (None if digits else self.number(i))
        )
        if number is None or number[0] != int(number[0]) or not 0 <= number[0] <= 24:
            return None
        j = number[1]
        hour = int(number[0])
        if self.K[j] not in ("h", "heure", "heures"):
            if (
                digits
                and self.K[j] == "."
                and self.joined(i)
                and self.joined(j)
                and len(self.K[j + 1]) == 2
                and self.K[j + 1].isdigit()
            ):
                minute_value = int(self.K[j + 1])
                if (
                    self.K[i - 1] in ("a", "vers", "des")
                    and minute_value < 60
                    and minute_value % 5 == 0
                    and hour >= 6
                    and not (
                        self.K[j + 2] in (".", "%", "€")
                        and self.joined(j + 1)
                        and self.K[j + 3][:1].isdigit()
                    )
                    and self.K[j + 2] not in self.lex.counted
                    and self.K[j + 2] not in ("%", "€", "chf")
                ):
                    return self._clock_tail(Sem("hour", hour=hour, minute=minute_value), j + 2)
            return None
        if self.K[j] == "h" and not digits:
            return None
        unit = j
        j += 1
        sem = Sem("hour", hour=hour, minute=0)
        if self.K[j] == "." and self.joined(unit) and self.K[j + 1][:1].isdigit():
            j += 1
        after = self.K[j]
        if (
            after
            and after[0] in _DIGITS
            and len(after) <= 2
            and int(after) < 60
            and (len(after) == 2 or (self.joined(j - 1) and self.K[unit] == "h"))
        ):
            k = j + 1
            if (
                not (self.K[k] == "h" and digits)
                and self.K[k] not in ("heures", "heure")
                and not (self.K[unit] == "heures" and self.K[k] in self.lex.months)
            ):
                if not (
                    self.K[k] in self.lex.months and self.K[unit] == "h" and not self.joined(j - 1)
                ):
                    sem.minute = int(after)
                    j = k
                    if self.K[j] in ("mn", "min", "minutes"):
                        j += 1
                    elif self.K[j] == "h" and self.joined(j - 1):
                        return None
        elif after in self.lex.numbers and self.K[unit] != "h" and after not in ("un", "une"):
            minutes = self.number(j)
            if (
                minutes
                and 5 <= minutes[0] < 60
                and self.K[minutes[1]] not in self.lex.units
                and not self.K[minutes[1]][:1].isalpha()
            ):
                sem.minute = int(minutes[0])
                j = minutes[1]
        elif after == "et" and self.K[j + 1] in ("demie", "demi", "quart"):
            sem.minute = 15 if self.K[j + 1] == "quart" else 30
            j += 2
        elif after == "moins" and self.K[j + 1] in ("le", "un") and self.K[j + 2] == "quart":
            sem.hour, sem.minute = (hour - 1) % 24, 45
            j += 3
        elif after == "moins" and self.K[j + 1] in ("dix", "cinq", "vingt"):
            sem.hour, sem.minute = (hour - 1) % 24, 60 - self.lex.numbers[self.K[j + 1]]
            j += 2
        return self._clock_tail(sem, j)

    def _clock_tail(self, sem: Sem, j: int) -> Parsed:
        keys = self.K
        hour = sem.hour or 0
        if keys[j] in ("pile", "precises", "precise", "tapantes"):
            j += 1
        k = j
        if (
            (keys[j] == "du"
            and keys[j + 1] in ("matin", "mat"))
            or (keys[j] == "du"
            and keys[j + 1] == "petit"
            and keys[j + 2] == "matin")
        ):
            j += 2 + (keys[j + 1] == "petit")
            if hour == 12:
                sem.hour = 0
        elif keys[j] == "du" and keys[j + 1] == "soir" and not keys[j + 2] == "de":
            j += 2
            if hour < 12:
                sem.hour = hour + 12
        elif keys[j] == "de" and keys[j + 1] == "l" and keys[j + 3] == "apres-midi":
            j += 4
            if hour < 12:
                sem.hour = hour + 12
        elif keys[j] == "de" and keys[j + 1] == "la" and keys[j + 2] == "nuit":
            j += 3
        elif keys[k] == "heure" and keys[k + 1] == "locale":
            j = k + 2
        elif keys[k] == "heure" and keys[k + 1] in ("de", "d") and self.upper(k + 2):
            j = k + 3
        elif keys[k] == "heure" and keys[k + 1] in (
            "francaise",
            "belge",
            "suisse",
            "avancee",
            "normale",
        ):
            j = k + 2
        if keys[j] in ("gmt", "utc", "tu") and self.raw(j).isupper():
            sem.zone = "Z"
            j += 1
        return sem, j

    def is_clock(self, i: int, sem: Sem, j: int, composed: bool = False) -> bool:
        """The hour parsed at i..j is a time of day here, not a length of time."""
        keys, before = self.K, self.K[i - 1]
        if keys[i] in ("midi", "minuit"):
            if (
                keys[i] == "midi"
                and self.raw(i)[0].isupper()
                and not self.raw(i).isupper()
                and before in ("le", "du", "au", "de")
            ):
                return False
            return True
        hour = sem.hour or 0
        last = keys[j - 1]
        if composed or last in (
            "matin",
            "soir",
            "apres-midi",
            "nuit",
            "locale",
            "precises",
            "pile",
            "gmt",
            "utc",
            "mat",
        ):
            return True
        if keys[i + 1] == ":":
            return before not in ("score",)
        if keys[j] in ("/", "-", "–") and self.joined(j - 1) and keys[j + 1] == "24":
            return False
        if (
            keys[j] in ("du", "de", "d")
            and (self.raw(j - 1)[0].isupper() or before in ("les", "aux", "des"))
            and (self.upper(j + 1) or (keys[j] == "d" and self.upper(j + 2)))
        ):
            return False
        followed_by_of = (
            keys[j] in ("de", "d") and keys[j + 1] not in ("l", "la") and not self.clock(j + 1)
        )
        if keys[i] in self.lex.numbers and keys[j - 1] in ("demie", "demi", "quart") and before not in (
            "a", "vers", "des", "avant", "est", "etait", "apres"
        ):
            return False
        if sem.minute or (keys[i + 1] == "h" and keys[i + 2][:1].isdigit() and j > i + 2):
            if (
                (keys[j] in ("'", "min", "sec", "s", '"')
                and self.joined(j - 1))
                or keys[j] in ("min", "minutes", "secondes")
            ):
                return False
            if before in ("en", "pendant", "durant", "dure", "duree", "pour", "soit") and hour <= 9:
                return False
            if before == ":" and keys[i - 2] == "duree":
                return False
            if before == "(" and keys[j] == ")" and hour <= 3:
                return False
            if (
                (before in ("de", "d", "apres", "environ") or followed_by_of)
                and hour <= 4
                and keys[i - 2] not in _CLOCK_NOUNS
            ):
                return keys[j] in ("a", "-", "/")
            return True
        if before in ("est", "etait", "sera") and keys[i][0] in _DIGITS and not followed_by_of:
            return True
        if before in ("a", "vers", "des", "avant", "jusqu'a", "midi"):
            if before == "a" and self.raw(i - 1) == "a":  # the verb
                return False
            if keys[i] in ("une",) and keys[j] != "du":
                return False
            if keys[i] in ("un",):
                return False
            return not followed_by_of or (keys[j + 1] in _SPEECH_NOUN_STOPS and hour >= 6)
        if before == "apres":
            return keys[i][0] in _DIGITS and hour >= 6 and not followed_by_of
        if before == "depuis":
            return (
                keys[i][0] in _DIGITS
                and 5 <= hour <= 23
                and hour not in (10, 12)
                and not followed_by_of
            )
        if before in _DURATION_PREPOSITIONS or before in (
            "les",
            "des",
            "ces",
            "plusieurs",
            "toutes",
        ):
            return False
        if before in ("de", "d"):
            if hour in (24,) or keys[i][0] not in _DIGITS:
                return False
            return (
                keys[i - 2] in _CLOCK_NOUNS
                or keys[j] in ("a", "-", "/")
                or (keys[i + 1] == "h" and hour > 9 and not followed_by_of)
            )
        if followed_by_of or hour == 24:
            return False
        if keys[i][0] not in _DIGITS:
            return False
        if keys[i + 1] == "h":
            return True
        return (not before or not before[0].isalnum()) and 5 <= hour <= 23

    # -- durations ------------------------------------------------------------------------------

    def approximation(self, i: int) -> tuple[str, int] | None:
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
        """A length of time: ``deux ans``, ``plus de 48 heures``, ``un an et demi``, ``quelques jours``."""
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
            key in ("une", "la")
            and keys[i + 1] == "demi"
            and keys[i + 3] == "douzaine"
            and keys[i + 4] in ("de", "d")
        ):
            n, j = 6.0, i + 5 + (keys[i + 5] == "'")
            mod = mod or "APPROX"
        elif key in ("une", "un", "deux", "trois") and keys[i + 1] == "demi" and keys[i + 2] == "-":
            unit = self.lex.units.get(keys[i + 3])
            half = {"H": "PT30M", "Y": "P6M", "D": "P0.5D", "CE": "P50Y", "DE": "P5Y"}.get(
                unit or ""
            )
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
                if (
                    second
                    and second[0] > n
                    and (keys[second[1]] in self.lex.units or keys[second[1]] in _ADJECTIVES)
                ):
                    n2, j = second
        while keys[j] in _ADJECTIVES and keys[j + 1] not in ("de", "d", "a") and j - i < 6:
            j += 1
        unit = self.lex.units.get(keys[j])
        if unit is None:
            return None
        if keys[j] in ("h", "min", "mn", "sec") and keys[j - 1][:1] not in _DIGITS:
            return None
        unit_at = j
        j += 1
        value = n
        extra = ""
        if keys[j] == "et" and keys[j + 1] in ("demi", "demie") and n > 0:
            value = n + 0.5
            j += 2
        elif (
            unit == "H"
            and keys[j][:1] in _DIGITS
            and keys[j]
            and len(keys[j]) <= 2
            and int(keys[j]) < 60
            and (
                keys[unit_at] == "h"
                or keys[j + 1] not in self.lex.units
                or keys[j + 1] in ("min", "mn", "minutes")
            )
        ):
            extra = f"{int(keys[j])}M"
            j += 1
            if keys[j] in ("min", "mn", "minutes", "m", "'"):
                j += 1
            if (
                keys[j][:1] in _DIGITS
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
                    extra = f"{'T' if unit == 'D' else ''}{_num(more[0])}{code}"
                    j = more[1] + 1
                elif (
                    keys[unit_at] in ("heures", "heure")
                    and 5 <= more[0] < 60
                    and sub is None
                    and keys[j] != "et"
                ):
                    extra = f"{_num(more[0])}M"
                    j = more[1]
        if keys[j] in ("entier", "entiers", "entiere", "entieres") or (
            keys[j] == "durant" and not keys[j + 1][:1].isalpha()
        ):
            j += 1
        iso = _duration_value(value, n2, unit, extra)
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
        if keys[i - 1] in (
            "depuis",
            "pendant",
            "durant",
            "a",
            "apres",
            "fait",
            "voila",
            "dure",
            "dura",
            "dureront",
        ):
            return True
        if keys[i + 1] not in (
            "mois",
            "annees",
            "semaines",
            "heures",
            "jours",
            "siecles",
            "decennies",
            "minutes",
        ):
            return False
        after = keys[i + 2]
        return after in ("pour", "durant", "avant", "entieres", "entiers", "plus") or (
            keys[i - 1]
            in (
                "fallu",
                "faut",
                "faudra",
                "prendre",
                "pris",
                "prendra",
                "mis",
                "mettre",
                "mettra",
                "passe",
            )
        )

    def _is_age(self, i: int, j: int, sem: Sem) -> bool:
        """A number of years that is an age, an age class or a birthday, and is not marked « âgé de »."""
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
        of_noun = after in ("de", "d") and keys[j + 1] not in ("l", "la")
        if before in ("ses", "mes", "leurs", "nos", "tes", "vos"):
            return True
        if n < 0 or n == 1:
            return False
        if (
            before == ","
            and (n >= 4 or keys[i][:1] in _DIGITS and after == ",")
            and (
                not after
                or not after[0].isalnum()
                or after
                in ("et", "au", "a", "le", "la", "dont", "originaire", "domicilie", "pere", "mere")
                or after in self.lex.persons
            )
        ):
            return not of_noun
        if before == "(" and after in (")", ","):
            return True
        if before in ("les", "des", "aux") and (
            sem.mod or keys[i][:1] in _DIGITS or keys[i] in ("moins", "plus")
        ):
            return after not in ("de", "d", "qui", "du") or keys[i] in ("moins", "plus")
        if before in ("de", "d"):
            if keys[i - 2] in self.lex.persons or (
                keys[i - 3] in self.lex.persons and keys[i - 2] not in ("a", "pendant")
            ):
                return keys[i - 2] not in ("condamne", "condamnee", "pour") and not (
                    of_noun and keys[j + 1] in ("prison", "reclusion", "detention")
                )
            return False
        if before in (
            "a",
            "avait",
            "ont",
            "avaient",
            "ai",
            "as",
            "avoir",
            "avons",
            "aura",
            "aurait",
            "ayant",
        ):
            if before == "a" and self.raw(i - 1) in ("à", "À"):
                return (
                    n >= 3
                    and keys[i - 2]
                    not in (
                        "limite",
                        "porte",
                        "portee",
                        "passe",
                        "passer",
                        "reduit",
                        "fixe",
                        "condamne",
                        "condamnee",
                        "condamnes",
                        "ramene",
                        "estime",
                        "prolonge",
                        "prolongee",
                    )
                    and not of_noun
                    and keys[i] not in ("plus", "moins")
                )
            return not of_noun and after not in ("pour", "ferme")
        if before in ("des", "partir") and n >= 3 and not of_noun:
            return True
        return False

    # -- composition of a day with part of day and hour --------------------------------------------

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
                if keys[k] not in _DAYPART_NOUNS or keys[k] == "journee":
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
                if found and not (keys[k] == "midi" and keys[k + 1] == "et"):
                    if keys[k] == "nuit" and keys[found[1]] in ("de", "du"):
                        found = None
                if found:
                    if keys[k] == "midi" and k > j:
                        pass
                    part = str(found[0])
                    sem = replace(
                        sem, part=part, part_mod=mod, habit=keys[found[1] - 1].endswith("s")
                    )
                    j = found[1]
                elif keys[k] == "journee" and k == j + 3 and mod:
                    sem = replace(sem, part_mod=mod, mod=mod)
                    j = k + 1
        k = j
        if keys[k] in ("a", "vers"):
            k += 1
        elif (
            keys[k] == "aux"
            and keys[k + 1] in ("alentours", "environs")
            and keys[k + 2] in ("de", "d")
        ):
            k += 3
        elif keys[k][:1] not in _DIGITS or not keys[k]:
            return sem, j
        hour = self.clock(k)
        if hour and (
            k > j
            or (keys[k + 1] in ("h", "heures", ":") and self.is_clock(k, hour[0], hour[1], True))
        ):
            if keys[k] in ("midi", "minuit") or self.is_clock(
                k, hour[0], hour[1], k > j and keys[hour[1]] not in ("de",)
            ):
                # « lundi 9 h à 12 h » is a day and an interval of hours
                if keys[hour[1]] in ("a", "-") and self.clock(hour[1] + 1) and k == j:
                    return sem, j
                clock = hour[0]
                sem = replace(
                    sem, hour=clock.hour, minute=clock.minute, second=clock.second, zone=clock.zone
                )
                if keys[k - 1] == "vers":
                    sem.mod = "APPROX"
                return sem, hour[1]
        return sem, j

    # -- dates ----------------------------------------------------------------------------------

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
                and keys[i + 2].isdigit()
                and len(keys[i + 4]) == 4
                and keys[i + 4].isdigit()
            ):
                pass  # « 3. 2. 2023 »
            else:
                return None
        a, b, c = keys[i], keys[i + 2], keys[i + 4]
        if not (a.isdigit() and b.isdigit() and c.isdigit()):
            return None
        if (
            ((self.K[i + 5] in (sep, ":") and self.joined(i + 4))
            and self.K[i + 6].isdigit())
            or (keys[i - 1] in (sep, ".", "/") and self.joined(i - 1))
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
            if (keys[j] == "," and (
                self.day_number(j + 1) and self.month(j + 2 + (keys[j + 2] == "er"), True)
            )) or (keys[j] in ("le", "ce") and (
                self.day_number(j + 1) and self.month(j + 2 + (keys[j + 2] == "er"), True)
            )):
                j += 1
        if keys[j] and keys[j][0] in _DIGITS:
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
                sem = Sem(
                    "date", month=month[0], day=day[0], weekday=weekday[0] if weekday else None
                )
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
                and keys[k + 1].isdigit()
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
                    or (keys[k][:1].isdigit() and self.joined(k - 1))
                )
                and not (
                    self.lex.units.get(keys[k])
                    or keys[k] in self.lex.counted
                    or (keys[k] == "," and self.joined(k) and keys[k + 1][:1].isdigit())
                )
            ):
                if keys[day[1] - 1] == "er" or not (keys[k] == "-" and keys[k + 1].isdigit()):
                    after = keys[k]
                    if (
                        not after
                        or not after[0].isalnum()
                        or after in _FUNCTION_WORDS
                        or self.match(self.lex.parts, k)
                        or after in ("courant",)
                        or after in self.lex.weekdays
                    ):
                        return Sem("date", day=day[0], weekday=weekday[0]), k
            if (
                weekday is None
                and det in ("le", "ce", "du", "au")
                and keys[k] in ("a", "vers")
                and self.raw(k) != "a"
            ):
                hour = self.clock(k + 1)
                if (
                    hour
                    and keys[k + 1] not in ("midi", "minuit")
                    and self.is_clock(k + 1, hour[0], hour[1], True)
                ):
                    return Sem("date", day=day[0]), k
            if (
                weekday is None
                and det in ("le", "ce")
                and keys[k] == "au"
                and keys[k + 1] in ("soir", "matin")
            ):
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

    def _bc(self, j: int) -> int | None:
        keys = self.K
        k = j + 1
        if keys[k] == ".":
            k += 1
        if keys[k] == "j" and keys[k + 1] in (".", "-"):
            while keys[k] in ("j", ".", "-") and k - j < 7:
                k += 1
            if keys[k] == "c":
                return k + 1 + (keys[k + 1] == "." and self.joined(k))
        elif keys[k] == "jesus" and keys[k + 1] == "-":
            return k + 3
        return None

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
            keys[j] == "de"
            and keys[j + 1] in ("cette", "l")
            and keys[j + 2 + (keys[j + 1] == "l")] in ("annee", "an")
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
                and self.K[i - 1] not in _FUNCTION_WORDS
                and keys[i - 1] not in ("debut", "fin", "courant", "milieu")
            ):
                return None
            if (
                keys[j] == "-"
                and self.joined(j - 1)
                and self.upper(j + 1)
                and keys[j + 1] not in self.lex.months
            ):
                return None
        return sem, j

    def _mars_is_month(self, i: int) -> bool:
        before = self.K[i - 1]
        if self.upper(i) and not self.raw(i).isupper():
            return (
                before in ("en", "debut", "fin", "mi", "de", "courant", "depuis", "-")
                and before != "de"
            )
        return True

    # -- noun phrases ---------------------------------------------------------------------------

    def year_np(self, i: int, det: str | None) -> Parsed | None:
        """« année 2023 », « an dernier », « années 1990 », « an 2000 », « cette année »."""
        keys = self.K
        key = keys[i]
        if key == "annees":
            j = i + 1
            if keys[j].isdigit() and (len(keys[j]) == 2 or self.year4(j)) and keys[j].endswith("0"):
                value = int(keys[j])
                if len(keys[j]) == 2:
                    value += 1900 if value >= 30 else 2000
                    if value == 2000:
                        value = 2000
                if (
                    keys[j + 1] in ("-", "et", "ou")
                    and keys[j + 2].isdigit()
                    and keys[j + 2].endswith("0")
                    and len(keys[j + 2]) == len(keys[j])
                    and keys[j + 1] == "-"
                ):
                    other = int(keys[j + 2]) + (1900 if len(keys[j]) == 2 else 0)
                    return Sem(
                        "interval", a=Sem("decade", year=value), b=Sem("decade", year=other)
                    ), j + 3
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
                return Sem(
                    "interval", a=Sem("year", year=year), b=Sem("year", year=self.year4(j + 2))
                ), j + 3
            return Sem("year", year=year), j + 1
        return None

    def unit_np(self, i: int, det: str | None) -> Parsed | None:
        """A unit situated by an adjective or a demonstrative: « semaine dernière », « ce mois-ci »."""
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
                return Sem(
                    "dur", value=_duration_value(-1.0, None, unit, ""), unit=unit, n=-1.0
                ), j + 1
            if det in ("un", "une"):
                return None
            base.shift, base.origin = situating
            return base, j + 1
        if keys[j] == "qui" and keys[j + 1] in ("vient", "vienne") and det:
            base.shift = 1
            return base, j + 2
        if keys[j] == "a" and keys[j + 1] == "venir" and det:
            if plural and unit:
                return Sem(
                    "dur", value=_duration_value(-1.0, None, unit, ""), unit=unit, n=-1.0
                ), j + 2
            base.shift = 1
            return base, j + 2
        if keys[j] == "en" and keys[j + 1] == "cours" and not plural:
            base.shift = 0
            return base, j + 2
        if keys[j] == "-" and keys[j + 1] == "la" and self.joined(j) and det in _DEMONSTRATIVES:
            base.shift, base.origin = 0, "recit"
            return base, j + 2
        if keys[j] == "meme" and det == "le" and unit in ("D",):
            return Sem("anaphoric", n=0), j + 1
        if keys[j] == "-" and keys[j + 1] == "ci" and self.joined(j) and det in _DEMONSTRATIVES:
            base.shift = 0
            return base, j + 2
        if det in ("ce", "cet", "cette") and not plural:
            if key in ("seconde", "minute", "heure", "an", "annees"):
                return None
            base.shift = 0
            if key in ("journee", "jour"):
                if keys[j] in ("de", "du", "d"):
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
            or (key.endswith("s")
            and key != "mois")
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
        if (
            (before == "de"
            and keys[start - 1] in ("cours", "courant", "long"))
            or (before == "du"
            and keys[start - 1] in ("cours", "courant", "long"))
        ):
            ok = True
        if key == "week-end" and (det in ("le",) or before in ("du", "le")):
            ok = True
            if before == "du" and keys[start - 1] not in (
                "cours",
                "courant",
                "long",
                "lors",
                "fin",
                "debut",
                "matchs",
                "matches",
                "programme",
                "resultats",
                "rencontres",
                "accidents",
            ):
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
        """« prochain mois », « derniers jours », « trois dernières années », « 20 prochains jours »."""
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
                    (keys[j + 1] in self.lex.situating
                    and keys[j + 1].endswith("s"))
                    or (keys[j + 1] == "a" and keys[j + 2] == "venir")
                )
            ):
                unit = self.lex.units[keys[j]]
                return Sem(
                    "dur", value=_duration_value(n, None, unit, ""), unit=unit, n=n
                ), j + 2 + (keys[j + 1] == "a")
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
            if unit is None or (
                det is None and keys[i - 1] not in ("des", "aux", "ces") and not number
            ):
                return None
            if first and keys[k + 1] in ("de", "d", "du") and unit in ("D", "W", "M"):
                whole = self.period(k + 2 + (keys[k + 2] == "'"))
                if whole and n < 0:
                    return replace(whole[0], mod="START"), whole[1]
            if unit in ("NI", "MO", "EV") and n < 0:
                return None
            return Sem("dur", value=_duration_value(n, None, unit, ""), unit=unit, n=n), k + 1
        if (
            number
            or first
            or keys[j] in ("passe", "passee", "ecoule", "ecoulee", "suivant", "suivante")
        ):
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
        """« premier trimestre 2024 », « dernière semaine de juin », « XIXe siècle », « 2e dimanche de mai »."""
        keys = self.K
        rank = self.ordinal(i)
        if rank is None:
            roman = self.roman(i)
            if roman and keys[i + 1] in ("siecle", "siecles"):
                rank = (roman, i + 1)
            elif (
                roman
                and keys[i + 1] in ("-", "et")
                and self.roman(i + 2)
                and keys[i + 3] == "siecles"
            ):
                if keys[i + 1] == "-":
                    return Sem(
                        "interval", a=Sem("century", n=roman), b=Sem("century", n=self.roman(i + 2))
                    ), i + 4
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

    def period(self, i: int) -> Parsed | None:
        """A month, year, season, week, quarter… after « fin de », « premier lundi de »."""
        keys = self.K
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
            or (keys[i - 1] in ("fin", "debut", "mi", "milieu", "courant", "-", "de")
            and self._year_follow(i))
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
            found = self.match(
                self.lex.parts, k + (keys[k] in ("la", "l", "cette", "cet")) + (keys[k] == "l")
            )
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
                if (
                    keys[k] in ("saison", "siecle")
                    and word == "fin"
                    and keys[j] == "de"
                    and keys[k] == "siecle"
                ):
                    return None
                return replace(whole[0], mod=mod), whole[1]
            return None
        if word in ("debut", "fin", "courant", "milieu"):
            month = self.month_date(j)
            if month:
                month[0].mod = mod if word != "courant" else None
                return month
            if self.year4(j) is not None and self._year_follow(j):
                return Sem(
                    "year", year=self.year4(j), mod=mod if word != "courant" else None
                ), j + 1
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
            if (
                key in ("soiree", "matinee")
                and keys[j] in ("de", "d", "du")
                and not self.point(j + 1, day_only=True)
            ):
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
                    and keys[i - 3 - (keys[i - 1] == "'")]
                    in ("cours", "milieu", "long", "fin", "debut", "courant")
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

    def compose_hour(self, sem: Sem, j: int) -> Parsed:
        """« ce matin à 8 h », « ce soir 20 h 30 »."""
        if sem.kind not in ("part", "date", "anaphoric", "relative", "holiday"):
            return sem, j
        return self.compose(sem, j)

    def anaphoric(self, i: int, det: str | None) -> Parsed | None:
        """« la veille », « le lendemain matin », « la veille de Noël »."""
        keys = self.K
        n = self.lex.anaphoric[keys[i]]
        j = i + 1
        if keys[j] in ("de", "du", "d", "des"):
            k = j + 1 + (keys[j + 1] == "'")
            holiday = self.holiday(
                k + (keys[k] in ("la", "l", "le")) + (keys[k] == "l"), loose=True
            )
            if holiday:
                return replace(holiday[0], n=n), holiday[1]
            day = self.point(k, day_only=True)
            if day and day[0].kind == "date" and day[0].day:
                return Sem("anaphoric", n=n, a=day[0]), day[1]
            if (
                keys[i] in ("veille", "lendemain")
                and det is None
                and keys[i - 1] not in ("au", "a", ",")
            ):
                return None
            return Sem("anaphoric", n=n, det="of"), j
        if keys[i] in ("lendemain",) and keys[i + 1] in ("difficile", "difficiles"):
            return None
        if det is None and keys[i - 1] not in ("au", "du"):
            return None
        if det in ("un", "une", "ce", "cette"):
            return None
        return self.compose(Sem("anaphoric", n=n), j)

    def holiday(self, i: int, loose: bool = False) -> Parsed | None:
        """A feast with its year, if it stands for a day here."""
        found = self.match(self.lex.holidays, i)
        if not found:
            return None
        holiday: Holiday = found[0]
        j = found[1]
        keys = self.K
        before = keys[i - 1]
        if not self.upper(i) and keys[i] not in (
            "lundi",
            "mercredi",
            "jeudi",
            "vendredi",
            "dimanche",
            "mardi",
            "reveillon",
            "fete",
            "jour",
            "premier",
            "action",
            "nouvel",
        ):
            if holiday.article or keys[i] == "noel":
                return None
        if (
            holiday.article
            and not loose
            and before not in ("le", "la", "du", "au", "'", "les", "de", "d")
        ):
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
                and before not in _FUNCTION_WORDS
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
                if holiday.article and keys[back + 1] in ("la", "l", "le", "'") or keys[back] == "du":
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
        if (key and key[0] in _DIGITS) or key == "premier" or key in self.lex.numbers:
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
            k = (
                i
                + 2
                + (keys[i + 2] in ("la", "l", "le"))
                + (keys[i + 2] == "l")
                + (keys[i + 2] == "'")
            )
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
        if (
            key in ("journee", "jour")
            and keys[i + 1] in ("de", "du", "d")
            and det in ("la", "le", "cette", None)
        ):
            day = self.point(i + 2 + (keys[i + 2] == "'"), day_only=True)
            if day and day[0].kind in ("date", "relative"):
                return day
        if key == "jour" and keys[i + 1] == "meme" and det == "le":
            return self.compose(Sem("anaphoric", n=0), i + 2)
        if key == "jour" and det == "ce":
            if keys[i + 1] == "-" and keys[i + 2] == "la":
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
        if (
            key in self.lex.units
            or key in self.lex.seasons
            or key in ("saison", "exercice", "fins")
        ):
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
        if (
            det in ("l", "le", "cet", "ce")
            or before in ("au", "en", "plein")
            or (before == "du" and not self.upper(i))
        ):
            return sem, j
        return None

    # -- points and intervals -------------------------------------------------------------------

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
            or key[0] in _DIGITS
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
                if partial and key[0] in _DIGITS and len(key) <= 2:
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
            if (left.day is None and left.weekday is None) != (
                right.day is None and right.weekday is None
            ):
                if not (left.month and right.month):
                    return None
            if left.month is None and left.day and right.day is None:
                return None
            if (
                right.day
                and right.month is None
                and left.month is None
                and not (left.weekday and right.weekday)
            ):
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
            if (
                left.kind == "anaphoric"
                or (left.kind == "relative"
                and right.kind not in ("relative", "date"))
            ):
                return None
            if "year" in kinds and not ("date" in kinds or "unit" in kinds):
                return None
            if connector == "-":
                return None
        else:
            return None
        return Sem("interval", a=left, b=right, value=word if opener else connector), end

    # -- sets -----------------------------------------------------------------------------------

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
        if word in (
            "premier",
            "premiere",
            "premiers",
            "premieres",
            "1",
            "deuxieme",
            "dernier",
            "2",
            "troisieme",
            "3",
            "4",
            "derniers",
        ):
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
            hour = self.clock(k) if keys[k][:1] in _DIGITS else None
            if (
                hour
                and keys[hour[1]] not in ("a", "-")
                and self.is_clock(k, hour[0], hour[1], True)
            ):
                sem.value = (
                    f"XXXX-WXX-{self.lex.weekdays[word]}T{hour[0].hour:02d}:{hour[0].minute:02d}"
                )
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
                return Sem("set", value="XXXX-WXX-WE" if n == 1 else f"P{_num(n)}WE"), j + 1
            end = j + 1
            if (
                word == "jours"
                and keys[end] == "de"
                and keys[end + 1] == "la"
                and keys[end + 2] == "semaine"
            ):
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
            return Sem("set", value=_duration_value(n, None, unit, "")), end
        return None

    def frequency(self, i: int) -> Parsed | None:
        """« deux fois par semaine », « par an », « un lundi sur deux », « une semaine sur deux »."""
        keys = self.K
        if keys[i] == "par":
            unit = self.lex.units.get(keys[i + 1])
            if unit and keys[i + 1] in (
                "an",
                "mois",
                "semaine",
                "jour",
                "trimestre",
                "semestre",
                "heure",
                "nuit",
                "minute",
                "week-end",
                "annee",
            ):
                if keys[i + 1] == "heure" and keys[i - 1] in (
                    "km",
                    "kilometres",
                    "kilometre",
                    "kms",
                ):
                    return None
                return Sem(
                    "set",
                    value=_duration_value(1.0, None, unit, "") if unit != "NI" else "XXXX-XX-XXTNI",
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
        if keys[j] == "fois" and (
            keys[j + 1] == "par" or (keys[j + 1] == "l" and keys[j + 3] == "an")
        ):
            if keys[j + 1] == "l":
                return Sem("set", value="P1Y"), j + 4
            unit = self.lex.units.get(keys[j + 2])
            if unit:
                return Sem("set", value=_duration_value(1.0, None, unit, "")), j + 3
        if n == 1 and keys[j + 1] == "sur" and keys[j + 2] in ("deux", "trois", "quatre", "2", "3"):
            every = int((self.number(j + 2) or (2.0, 0))[0])
            if keys[j] in self.lex.weekdays:
                return Sem("set", value=f"XXXX-WXX-{self.lex.weekdays[keys[j]]}"), j + 3
            unit = self.lex.units.get(keys[j])
            if unit:
                return Sem("set", value=_duration_value(float(every), None, unit, "")), j + 3
        return None

    # -- the scan -------------------------------------------------------------------------------

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
                if key in core or (key and key[0] in _DIGITS):
                    found = self.top(i)
                else:
                    i += 1
                    continue
            elif rule == 1:  # determiner: look one ahead
                k = i + 1
                if keys[k] == "'":
                    k += 1
                following = keys[k]
                if (
                    following in core
                    or (following and following[0] in _DIGITS)
                    or following in _AFTER_SMALL
                ):
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
        if vague:
            if not (key in ("en", "a") and keys[i + 1] == "ce" and keys[vague[1]] == "-"):
                return [Raw(i, vague[1], Sem("vague", value=str(vague[0])))], vague[1]
        if key in ("de", "du", "d", "entre", "depuis"):
            if key == "depuis":
                return None
            found = self.interval(i)
            if found:
                if self._in_place_name(i, found[0]):
                    return [], found[1]
                sem, j = found
                if sem.a and sem.b and sem.a.kind == "date" and sem.b.kind == "date":
                    # « entre les 5 et 6 »
                    pass
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
        if key in ("toute", "tout") and keys[i + 1] in (
            "la",
            "le",
            "l",
            "cette",
            "ce",
            "cet",
            "une",
            "un",
        ):
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
                            Sem(
                                "dur", value=_duration_value(1.0, None, unit, ""), unit=unit, n=1.0
                            ),
                        )
                    ], k + 1
            part = self.match(self.lex.parts, k)
            if part and keys[i + 1] in ("la", "le", "l") and keys[k] not in ("midi",):
                return [
                    Raw(i, part[1], Sem("dur", value=f"P1{part[0]}", unit=str(part[0]), n=1.0))
                ], part[1]
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
        elif key in ("le", "la", "l", "les", "ce", "cet", "cette", "ces"):
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
        if key in _DETERMINERS:
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
        if keys[j] and (
            keys[j][0] in _DIGITS or keys[j] in self.lex.numbers or keys[j] in ("midi", "minuit")
        ):
            if det is None or keys[j] in ("midi", "minuit"):
                numeric = self.numeric_date(j) if keys[j][0] in _DIGITS else None
                if numeric:
                    return self.compose(*numeric)
                span = (
                    self.interval(j, opener=False)
                    if keys[j][0] in _DIGITS or keys[j] == "midi"
                    else None
                )
                if span and span[0].a and span[0].a.kind == "hour":
                    before = keys[i - 1]
                    first = self.clock(j)
                    if (
                        before not in _DURATION_PREPOSITIONS
                        or before == "pour"
                        or (first
                        and self.is_clock(j, first[0], first[1]))
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
            if det is None and keys[j][0] in _DIGITS:
                years = self._year_range(j)
                if years:
                    return years
                year = self.bare_year(j)
                if year is not None:
                    return self._year_with_era(year, j)
                era = (
                    self._bc(j + 1)
                    if keys[j + 1] in ("av", "avant") and len(keys[j]) <= 4
                    else None
                )
                if era:
                    return Sem("year", year=-int(keys[j])), era
        elif (det is None and keys[j] in self.lex.months) or keys[j] in self.lex.weekdays:
            span = self.interval(i, opener=False) if det in (None, "le") else None
            if span and span[0].value in ("au", "a", "-") and not self._in_place_name(i, span[0]):
                if not (det == "le" and keys[j + 1] in ("a", "au")):
                    return span
        found = self.core(j, det)
        if found is None:
            if det is None:
                return (
                    self.frequency(i)
                    if keys[i] in self.lex.numbers
                    or keys[i][:1] in _DIGITS
                    or keys[i] == "plusieurs"
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
                return replace(
                    day[0], hour=sem.hour, minute=sem.minute, second=sem.second, zone=sem.zone
                ), day[1]
        return clock

    def _year_with_era(self, year: int, j: int) -> Parsed:
        if self.K[j + 1] in ("av", "avant"):
            end = self._bc(j + 1)
            if end:
                return Sem("year", year=-year), end
        return Sem("year", year=year), j + 1

    def _year_range(self, j: int) -> Parsed | None:
        """« 2023-2024 », « 2019/2020 », « 1914-18 »."""
        first = self.year4(j)
        keys = self.K
        if first is None or keys[j + 1] not in ("-", "/") or not keys[j + 2].isdigit():
            return None
        if (
            (keys[j + 3] in ("-", "/", ".")
            and self.joined(j + 2)
            and keys[j + 4][:1].isdigit())
            or keys[j - 1] in ("-", "/", ".")
        ):
            return None
        second = _full_year(first, keys[j + 2])
        if len(keys[j + 2]) not in (2, 4) or not first < second <= first + 150:
            return None
        if len(keys[j + 2]) == 2 and second - first > 10:
            return None
        return Sem("interval", a=Sem("year", year=first), b=Sem("year", year=second)), j + 3

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
            or (keys[end] == "de" and keys[end + 1][:1] not in _DIGITS)
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
        """A bare weekday in a list of opening hours: « Horaires : mardi et vendredi de 16 h à 18 h »."""
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
        """A schedule is spoken of: opening words near, hours « de … à … » right after, plural days."""
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
                and keys[k + 1][:1].isdigit()
                and keys[k + 2] in ("h", "heures")
                and k - end < 2
                and keys[k] == "de"
            ):
                return True
            if keys[k] in (
                "chaque",
                "tous",
                "toutes",
                "ouvert",
                "ouverte",
                "toujours",
                "souvent",
                "habituellement",
                "generalement",
                "ferme",
                "fermee",
            ):
                return True
            if (
                keys[k] in ("et", "ou", ",")
                and keys[k + 1] == "le"
                and keys[k + 2] in self.lex.weekdays
                and keys[k + 3] not in ("dernier", "prochain")
                and not keys[k + 3][:1].isdigit()
            ):
                return True
        if (
            keys[i - 1] in ("et", ",", "ou")
            and keys[i - 2] in self.lex.weekdays
            and keys[i - 3] == "le"
        ):
            return True
        return False

    def _day_list(self, i: int) -> tuple[list[Raw], int] | None:
        """Days that share the month written after the last of them."""
        keys = self.K
        j = i
        if keys[j] in ("les", "le", "des", "aux"):
            j += 1
        if not ((keys[j][:1] in _DIGITS and keys[j]) or keys[j] in self.lex.weekdays):
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
            item_start = (
                start - 1 if keys[start - 1] == "le" and (start > j or det == "le") else start
            )
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
                (keys[i + 1][:1] in _DIGITS
                and keys[i + 1])
                or keys[i + 1] in self.lex.numbers
                or keys[i + 1] == "quelques"
            ):
                found = self.duration(i + 1)
                if found and keys[found[1]] in self.lex.situating and keys[found[1]].endswith("s"):
                    found = (found[0], found[1] + 1)
        elif key in ("des", "bien"):
            found = self.duration(i)
            if found and key == "des":
                start = i if keys[i + 1] not in ("dizaines",) else i
        else:
            found = self.duration(i)
        if not found:
            return None
        sem, j = found
        unit = sem.unit
        if (
            key == "quelque"
            and keys[i + 1] not in self.lex.numbers
            and not keys[i + 1][:1].isdigit()
        ):
            return None
        if (
            key in ("un", "une")
            and keys[i + 1] != "demi"
            and unit in ("D", "NI", "MO", "EV", "MIN", "S", "WE")
            and keys[j - 1]
            in ("journee", "soiree", "nuit", "matinee", "week-end", "jour", "seconde", "soirees")
        ):
            allowed = keys[i - 1] in (
                "pendant",
                "durant",
                "en",
                "apres",
                "depuis",
                "d",
                "'",
                "pour",
                "dure",
                "fait",
                "sous",
                "plus",
                "moins",
                "environ",
                "presque",
            ) or keys[j - 1] in ("entiere", "entier")
            if keys[i - 1] == "'" and keys[i - 2] == "d":
                allowed = (
                    (keys[j - 1] == "jour"
                    and keys[i - 3] not in ("robe", "lait"))
                    or keys[i - 3]
                    in (
                        "duree",
                        "plus",
                        "moins",
                        "bout",
                        "espace",
                        "absence",
                        "arret",
                        "suspension",
                        "treve",
                    )
                )
            if keys[j] in ("plus", "avant", "apres", "auparavant"):
                allowed = True
            if keys[j] == "-" or keys[j] in ("portes", "speciale", "dediee", "thematique"):
                allowed = False
            if not allowed:
                return None
        if (
            key == "une"
            and keys[i + 1] in ("heure",)
            and keys[j] in ("du",)
            and keys[j + 1] == "matin"
        ):
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
        if (
            keys[j] == "-"
            and self.joined(j - 1)
            and keys[j + 1][:1].isalpha()
            and keys[j + 1] not in ("la", "ci")
        ):
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
            if (
                not nxt
                or not (nxt[0].isalnum())
                or nxt in ("il", "elle", "ils", "elles", "on", "a", "et")
            ):
                shift, k = (-1 if after == "avant" else 1), j + 1
        if shift:
            return [Raw(start, k, replace(sem, kind="shifted", shift=shift))], k
        return [Raw(start, j, sem)], j


def _full_year(first: int, second: str) -> int:
    return int(second) if len(second) == 4 else first // 100 * 100 + int(second)


def _num(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _duration_value(n: float, n2: float | None, unit: str, extra: str) -> str:
    """ISO 8601 duration; ``X`` for an unsaid number; ``a/b`` for a range."""
    if n2 is not None:
        return f"{_duration_value(n, None, unit, '')}/{_duration_value(n2, None, unit, extra)}"
    count = "X" if n < 0 else _num(n)
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
        return f"P{'X' if n < 0 else _num(n * base)}{code}"
    code = {"ML": "ML"}.get(unit, unit)
    return f"P{count}{code}{extra}"


_TRIGGERS: dict[str, int] = dict.fromkeys(
    ("le", "la", "l", "les", "ce", "cet", "cette", "ces", "de", "du", "d", "a", "sous", "en"), 1
)
_AFTER_SMALL = frozenset(("meme", "nos", "ici", "l", "ce", "cette", "present", "la", "peu"))
_CORE: dict[int, frozenset[str]] = {}


def _core_words(lex: Lexicon) -> frozenset[str]:
    """Every word at which an expression, or the part after its determiner, may start."""
    found = _CORE.get(id(lex))
    if found is None:
        words: set[str] = set(_EXTRA_CORE)
        for table in (lex.weekdays, lex.weekday_abbr, lex.months, lex.month_abbr, lex.seasons, lex.parts, lex.units,
                      lex.numbers, lex.ordinals, lex.relative, lex.anaphoric, lex.situating, lex.segments,
                      lex.approximations, lex.vague, lex.sets, lex.holidays, lex.idioms):  # fmt: skip
            words |= set(table)
        words -= {
            "le",
            "la",
            "l",
            "les",
            "ce",
            "cet",
            "cette",
            "ces",
            "de",
            "du",
            "d",
            "h",
            "a",
            "min",
            "mn",
            "sec",
            "en",
            "sous",
            "au",
            "s",
            "m",
        }
        roman = {f"{r}{s}" for r in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
                                     "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi") for s in ("e", "eme", "er", "")}  # fmt: skip
        words |= roman - {"i", "v", "x"}
        found = frozenset(words)
        _CORE.clear()
        _CORE[id(lex)] = found
    return found


_EXTRA_CORE = frozenset(
    ("entre", "il", "y", "voila", "voici", "dans", "chaque", "tous", "toutes", "toute", "tout", "par", "plusieurs",
     "quelques", "quelque", "bien", "longs", "longues", "nombreuses", "nombreux", "saison", "exercice", "fins",
     "minuit", "midi", "meme", "petit", "prochain", "etes", "hivers", "aube", "journee", "des", "depuis", "a", "jour")
)  # fmt: skip
