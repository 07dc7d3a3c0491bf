"""Hours of the day, told from lengths in hours."""

from __future__ import annotations

from extractor.french.time.tokens import Parsed, Sem, Tokens
from extractor.french.time.words import (
    CLOCK_BEFORE_HALF,
    CLOCK_NOUNS,
    CLOCK_TAILS,
    DIGITS,
    DURATION_BEFORE,
    LENGTH_BEFORE,
    OWN_DETERMINERS,
)


class Clock(Tokens):
    """Hours of the day, told from lengths in hours."""

    def clock(self, i: int) -> Parsed | None:
        """Hour of the day with its tail: ``17 h 30``, ``midi``, ``4 heures du matin``."""
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
                self.K[j][:1] in DIGITS
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
        digits = bool(key) and key[0] in DIGITS
        if (
            digits
            and len(key) <= 2
            and int(key) <= 24
            and self.K[i + 1] == ":"
            and self.joined(i)
            and self.joined(i + 1)
        ):
            minute = self.K[i + 2]
            if len(minute) == 2 and minute[0] in DIGITS and int(minute) < 60 and self.K[i - 1] not in (":",):
                j = i + 3
                sem = Sem("hour", hour=int(key), minute=int(minute))
                if self.K[j] == ":" and self.joined(j - 1) and len(self.K[j + 1]) == 2 and self.K[j + 1].isdecimal():
                    if len(key) < 2:
                        return None
                    sem.second = int(self.K[j + 1])
                    j += 2
                elif self.K[j] in (".", "'") and self.joined(j - 1) and self.K[j + 1][:1].isdecimal():
                    return None
                return self._clock_tail(sem, j)
            return None
        number = (float(key), i + 1) if digits and len(key) <= 2 else (None if digits else self.number(i))
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
                and self.K[j + 1].isdecimal()
            ):
                minute_value = int(self.K[j + 1])
                if (
                    self.K[i - 1] in ("a", "vers", "des")
                    and minute_value < 60
                    and minute_value % 5 == 0
                    and hour >= 6
                    and not (self.K[j + 2] in (".", "%", "€") and self.joined(j + 1) and self.K[j + 3][:1].isdecimal())
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
        if self.K[j] == "." and self.joined(unit) and self.K[j + 1][:1].isdecimal():
            j += 1
        after = self.K[j]
        if (
            after
            and after[0] in DIGITS
            and len(after) <= 2
            and int(after) < 60
            and (len(after) == 2 or (self.joined(j - 1) and self.K[unit] == "h"))
        ):
            k = j + 1
            if (
                not (self.K[k] == "h" and digits)
                and self.K[k] not in ("heures", "heure")
                and not (self.K[unit] == "heures" and self.K[k] in self.lex.months)
            ) and not (self.K[k] in self.lex.months and self.K[unit] == "h" and not self.joined(j - 1)):
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
        if (keys[j] == "du" and keys[j + 1] in ("matin", "mat")) or (
            keys[j] == "du" and keys[j + 1] == "petit" and keys[j + 2] == "matin"
        ):
            j += 2 + (keys[j + 1] == "petit")
            if hour == 12:
                sem.hour = 0
        elif keys[j] == "du" and keys[j + 1] == "soir" and keys[j + 2] != "de":
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
            return not (
                keys[i] == "midi"
                and self.raw(i)[0].isupper()
                and not self.raw(i).isupper()
                and before in ("le", "du", "au", "de")
            )
        hour = sem.hour or 0
        last = keys[j - 1]
        if composed or last in CLOCK_TAILS:
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
        followed_by_of = keys[j] in ("de", "d") and keys[j + 1] not in ("l", "la") and not self.clock(j + 1)
        if (
            keys[i] in self.lex.numbers
            and keys[j - 1] in ("demie", "demi", "quart")
            and before not in CLOCK_BEFORE_HALF
        ):
            return False
        if sem.minute or (keys[i + 1] == "h" and keys[i + 2][:1].isdecimal() and j > i + 2):
            if (keys[j] in ("'", "min", "sec", "s", '"') and self.joined(j - 1)) or keys[j] in (
                "min",
                "minutes",
                "secondes",
            ):
                return False
            if before in LENGTH_BEFORE and hour <= 9:
                return False
            if before == ":" and keys[i - 2] == "duree":
                return False
            if before == "(" and keys[j] == ")" and hour <= 3:
                return False
            if (
                (before in ("de", "d", "apres", "environ") or followed_by_of)
                and hour <= 4
                and keys[i - 2] not in CLOCK_NOUNS
            ):
                return keys[j] in ("a", "-", "/")
            return True
        if before in ("est", "etait", "sera") and keys[i][0] in DIGITS and not followed_by_of:
            return True
        if before in ("a", "vers", "des", "avant", "jusqu'a", "midi"):
            if before == "a" and self.raw(i - 1) == "a":  # the verb
                return False
            if keys[i] in ("une",) and keys[j] != "du":
                return False
            if keys[i] in ("un",):
                return False
            return not followed_by_of or (keys[j + 1] in OWN_DETERMINERS and hour >= 6)
        if before == "apres":
            return keys[i][0] in DIGITS and hour >= 6 and not followed_by_of
        if before == "depuis":
            return keys[i][0] in DIGITS and 5 <= hour <= 23 and hour not in (10, 12) and not followed_by_of
        if before in DURATION_BEFORE or before in (
            "les",
            "des",
            "ces",
            "plusieurs",
            "toutes",
        ):
            return False
        if before in ("de", "d"):
            if hour in (24,) or keys[i][0] not in DIGITS:
                return False
            return (
                keys[i - 2] in CLOCK_NOUNS
                or keys[j] in ("a", "-", "/")
                or (keys[i + 1] == "h" and hour > 9 and not followed_by_of)
            )
        if followed_by_of or hour == 24:
            return False
        if keys[i][0] not in DIGITS:
            return False
        if keys[i + 1] == "h":
            return True
        return (not before or not before[0].isalnum()) and 5 <= hour <= 23
