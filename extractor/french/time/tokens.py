"""Tokens of a text, and the numbers among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.french.time.lexicon import Holiday, Lexicon, Trie, fold, lexicon, tokenize
from extractor.french.time.words import DIGITS, FUNCTION_WORDS, ORDINAL_SUFFIX

PAD = 10
_ROMAN = {"i": 1, "v": 5, "x": 10}


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


class Tokens:
    """Tokens of a text, and the numbers among them."""

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
                    or (head.isdecimal() and before not in ",)" and keys[i - 1] in FUNCTION_WORDS)
                    or (head.isdecimal() and keys[i + 2] in self.lex.months)
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
        """Token i starts with a capital."""
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

    def number(self, i: int) -> tuple[float, int] | None:
        """Cardinal in digits (``1 500``, ``2,5``) or words (``quatre-vingt-dix``)."""
        key = self.K[i]
        if key[:1] in DIGITS and key:
            if len(key) > 6:
                return None
            value = float(key)
            j = i + 1
            while (
                len(self.K[j]) == 3
                and self.K[j][0] in DIGITS
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
                and self.K[j + 1][:1] in DIGITS
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
            if self.K[j] == "et" and last >= 20 and self.K[j + 1 + (self.K[j + 1] == "-")] in ("un", "une", "onze"):
                j += 1 + (self.K[j + 1] == "-")
        return float(total + current), j

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """Rank: ``1er``, ``2e``, ``troisième``, ``dernier`` (-1)."""
        key = self.K[i]
        if key and key[0] in DIGITS:
            if len(key) <= 2 and self.K[i + 1] in ORDINAL_SUFFIX and self.joined(i):
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

    def year4(self, i: int) -> int | None:
        """Number of four digits that may be a year."""
        key = self.K[i]
        if len(key) == 4 and key[0] in "12" and key.isdecimal():
            value = int(key)
            if 1000 <= value <= 2199:
                if self.joined(i) and (self.K[i + 1][:1].isalpha() or self.K[i + 1] in "%€$°"):
                    return None
                if (
                    self.K[i + 1] in (".", ",")
                    and self.joined(i)
                    and self.joined(i + 1)
                    and self.K[i + 2][:1] in DIGITS
                    and self.K[i + 2]
                ):
                    return None
                return value
        return None
