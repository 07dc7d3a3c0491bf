"""A text cut into blocks, sentences and words, in one linear pass, before any linguistics.

:class:`Prose` is what every French layer reads. It keeps the article's own offsets: the folded text
(lower case, no accents, one apostrophe, one space) has exactly as many code points as the text, so
a match in one is a match in the other.

>>> prose = Prose("La mairie piratée\\nL’attaque date du 3. M. Roux porte plainte.")
>>> [prose.text[s.start:s.end] for s in prose.sentences]
['La mairie piratée', 'L’attaque date du 3.', 'M. Roux porte plainte.']
>>> prose.words[:4], prose.blocks[0].kind
(['la', 'mairie', 'piratee', 'l'], 'title')
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

BlockKind = Literal["header", "title", "dateline", "heading", "link", "item", "paragraph", "signature"]


class _Folder(dict[int, str]):
    """Code point → folded character, computed once per character that occurs."""

    _APOSTROPHES = "’‘ʼ`´′"
    _HYPHENS = "‐‑‒–—―−"

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in self._APOSTROPHES:
            folded = "'"
        elif char in self._HYPHENS:
            folded = "-"
        elif char.isspace():
            folded = "\n" if char in "\n\r\x0b\x0c\x85\u2028\u2029" else " "
        elif char in "«»“”„‟":
            folded = '"'
        elif char == "œ" or char == "Œ":
            folded = "o"
        else:
            base = unicodedata.normalize("NFKD", char)[:1] or char
            low = base.lower()
            folded = low if len(low) == 1 else base
        self[code] = folded
        return folded


_FOLDER = _Folder()


def fold(text: str) -> str:
    """Lower case, no accents, one apostrophe, one space; same length as ``text``.

    >>> fold("L’Hôpital — Évreux")
    "l'hopital - evreux"
    """
    return text.translate(_FOLDER)


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the article with its function on the page; offsets in code points."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``first`` and ``last`` are word indices (``last`` exclusive)."""

    index: int
    start: int
    end: int
    first: int
    last: int
    block: int


_WORD = re.compile(r"\w+|[^\w\s]")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?…]+[\s\u00a0\u202f]*[\"»”’')\]]*|[.!?…]+")
_ABBREVIATION = frozenset(
    "m mm mme mmes mlle me dr pr st ste mgr art al av bd env etc ex cf p pp vol no nos n tel hab "
    "janv fevr avr juil sept oct nov dec lun mar mer jeu ven sam dim r sgt cdt col gal ltd inc "
    "min max approx resp dir prof".split()
)
_LINK = re.compile(
    r"\s*(?:[-*•>+\"(\[]\s*)?(?:a |ou )?(?:re)?(?:lire|lisez|voir|ecouter|decouvrir|retrouvez)\b[^.]{0,12}?"
    r"\b(?:aussi|egalement|notre|nos|la suite|plus|sur le meme|:)|\s*(?:sur le meme (?:sujet|theme)|"
    r"dans la meme rubrique|articles? lies?|pour aller plus loin|a lire)\b"
)
_DATELINE = re.compile(
    r"(?:publie|mis a jour|mise a jour|modifie|poste|ecrit|cree) (?:le|a|ce|hier|par)\b|"
    r"par [^.]{3,60}$|\(?(?:afp|belga|ats|reuters)\b.{0,40}$"
)
_HAS_DATE = re.compile(
    r"\b\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|"
    r"decembre)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b"
)
_ITEM = re.compile(r"\s*(?:[-•*▪●–—]\s|\d{1,2}[.)]\s)")
_VERBISH = re.compile(r"\b(?:ont|est|sont|sera|seront|etait|avait|va|vont|a ete|n'a|n'est|se|s'est|reste|peut|doit)\b")


class Prose:
    """A text with its folded form, words, blocks and sentences.

    Args:
        text: any text; offsets of everything below count its code points.
        has_title: whether the first line is a title (true for press articles on several lines).
    """

    def __init__(self, text: str, *, has_title: bool = True) -> None:
        self.text = text
        self.folded = fold(text)
        self._has_title = has_title

    # Words are cut when they are first asked for: the gate turns most articles away without them.
    @cached_property
    def _matches(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.folded))

    @cached_property
    def words(self) -> list[str]:
        """Folded words and punctuation marks, in order."""
        return [m.group() for m in self._matches]

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each word."""
        return [m.start() for m in self._matches]

    @cached_property
    def ends(self) -> list[int]:
        """Offset after each word."""
        return [m.end() for m in self._matches]

    @cached_property
    def blocks(self) -> list[Block]:
        """Lines with content, in order, each with its kind."""
        lines = [m.span() for m in _LINE.finditer(self.text) if self.text[m.start() : m.end()].strip()]
        skipped = self._front_matter(lines)
        blocks = [Block(start, end, "header") for start, end in lines[:skipped]]
        body = lines[skipped:]
        for number, (start, end) in enumerate(body):
            blocks.append(Block(start, end, self._kind(number, len(body), start, end)))
        return blocks

    def _front_matter(self, lines: list[tuple[int, int]]) -> int:
        """Number of leading lines that are a front-matter header (« --- » to « --- »), not prose."""
        if not lines or self.text[lines[0][0] : lines[0][1]].strip() != "---":
            return 0
        for number, (start, end) in enumerate(lines[1:40], 1):
            if self.text[start:end].strip() == "---":
                return number + 1
        return 0

    def _kind(self, number: int, count: int, start: int, end: int) -> BlockKind:
        line = self.folded[start:end].strip()
        if number == 0:
            is_title = self._has_title and count > 1
            return "title" if is_title else "paragraph"
        if _LINK.match(line):
            return "link"
        final = line.rstrip('" )')[-1:]
        if number <= 3 and len(line) < 110 and (_DATELINE.match(line) or _HAS_DATE.search(line)):
            if not _VERBISH.search(line) or _DATELINE.match(line):
                return "dateline"
        if _ITEM.match(line) and len(line) > 12:
            return "item"
        if len(line) <= 90 and final not in ".!…;,:»" and not line.endswith("..."):
            if number >= count - 2 and not _VERBISH.search(line):
                return "signature"
            return "heading"
        return "paragraph"

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Sentences; a line break always ends one."""
        out: list[Sentence] = []
        for number, block in enumerate(self.blocks):
            if block.kind == "header":
                continue
            for start, end in self._cut(block.start, block.end):
                first = bisect_left(self.starts, start)
                last = bisect_left(self.starts, end)
                if last > first:
                    out.append(Sentence(len(out), start, end, first, last, number))
        return out

    def _cut(self, start: int, end: int) -> list[tuple[int, int]]:
        text, cuts = self.text, []
        begin = start
        for match in _STOP.finditer(text, start, end):
            stop = match.end()
            if stop < end and not self._ends_sentence(begin, match):
                continue
            piece = _trim(text, begin, stop)
            if piece:
                cuts.append(piece)
            begin = stop
        piece = _trim(text, begin, end)
        if piece:
            cuts.append(piece)
        return cuts

    def _ends_sentence(self, begin: int, match: re.Match[str]) -> bool:
        text, stop = self.text, match.end()
        mark = match.group()
        following = text[stop : stop + 3].lstrip(" \u00a0\u202f\"«“'’(—–-[")
        gap = stop < len(text) and (text[stop].isspace() or text[stop - 1].isspace() or mark[-1] in '»"”')
        if not gap and not (following[:1].isupper() and mark[-1] in '."'):
            return False
        if following[:1].islower():
            return False
        if mark.startswith(".") and not mark.startswith(".."):
            before = text[begin : match.start()]
            word = re.search(r"[\w'’]*$", before[-24:])
            last = fold(word.group()) if word else ""
            last = last.rsplit("'", 1)[-1]
            if last in _ABBREVIATION and following[:1] and len(mark.strip()) == 1:
                return not (
                    last in {"m", "mm", "mme", "me", "dr", "pr", "st", "ste", "mgr", "n", "no"}
                    or not following[:1].isupper()
                )
            if len(last) == 1 and last.isalpha() and before[-1:].isupper():
                return False
            if not gap and len(last) < 3:
                return False
        return True

    def word_at(self, offset: int) -> int:
        """Index of the word that holds or follows a code point."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and self.ends[index] > offset:
            return index
        return index + 1

    def sentence_at(self, offset: int) -> Sentence:
        """Sentence that holds a code point (the nearest before it, between sentences)."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(index, 0)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
