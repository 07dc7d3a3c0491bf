"""Words of one text with what the finder asks of each: sentence, capital, lexicon classes."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.french.lexicon import Hit
from extractor.french.organisations.marks import (
    ADJECTIVE_END,
    DETERMINERS,
    FUNCTION,
    LINKS,
    NOT_ADJECTIVE,
    common_words,
    organisation_lexicon,
)
from extractor.french.prose import Prose, Sentence, fold

_SUFFIXES = frozenset("gouv fr com net org be ch lu ca io eu info".split())


class Words:
    """Words of one text, those of blocked stretches taken."""

    def __init__(self, prose: Prose, blocked: list[tuple[int, int]]) -> None:
        self.prose = prose
        self._table()
        for start, end in blocked:
            for i in range(prose.word_at(start), min(prose.word_at(end - 1) + 1, len(prose.words))):
                self._taken[i] = True
        self._lexicon()

    def _table(self) -> None:
        """Per word: sentence, capital, whether it opens its sentence."""
        prose, text = self.prose, self.prose.text
        count = len(prose.words)
        self._cap = [False] * count
        self._taken = [False] * count
        self._opens = [False] * count
        self._sentence_of: list[Sentence | None] = [None] * count
        self.shouting: set[int] = set()
        for sentence in prose.sentences:
            stretch = text[sentence.start : sentence.end]
            upper = sum(map(str.isupper, stretch))
            if upper > 0.7 * sum(map(str.isalpha, stretch)):
                self.shouting.add(sentence.index)
            opening = True
            for i in range(sentence.first, sentence.last):
                self._sentence_of[i] = sentence
                if opening:
                    self._opens[i] = True
                    opening = not (prose.words[i].isalnum() or prose.words[i] == ":")
        domains = set(self._domains())
        # a word is capitalised where the text differs from its folded form in case: « easyCash » too
        for i, start in enumerate(prose.starts):
            if text[start].isupper() or i in domains:
                self._cap[i] = True
            elif prose.ends[i] - start > 3 and not (raw := text[start : prose.ends[i]]).islower():
                self._cap[i] = raw.isalpha()

    def _domains(self) -> Iterator[int]:
        """First words of domain names in lower case: « cybermalveillance.gouv.fr »."""
        words, count = self.prose.words, len(self.prose.words)
        if "." not in words:
            return
        for i in range(1, count - 1):
            if words[i] == "." and words[i + 1] in _SUFFIXES and self._adjacent(i) and self._adjacent(i + 1):
                if words[i - 1].isalnum() and not (i > 1 and words[i - 2] in "@./-" and self._adjacent(i - 1)):
                    yield i - 1

    def _lexicon(self) -> None:
        word_at = self.prose.word_at
        self._heads: dict[int, Hit] = {}
        self._complement_end: dict[int, int] = {}
        self._title_firsts: set[int] = set()
        self._title_lasts: set[int] = set()
        self._descriptors: set[int] = set()
        self._relations: set[int] = set()
        self._things: dict[int, int] = {}
        self._events: set[int] = set()
        self._surroundings: set[int] = set()
        self._anaphors: list[Hit] = []
        self._nicknames: list[Hit] = []
        for hit in organisation_lexicon().scan(self.prose):
            label, first = hit.label, word_at(hit.start)
            if label == "head":
                self._heads.setdefault(first, hit)
            elif label == "complement":
                last = word_at(hit.end - 1) + 1
                self._complement_end[first] = max(last, self._complement_end.get(first, 0))
            elif label == "person_title":
                self._title_firsts.add(first)
                self._title_lasts.add(word_at(hit.end - 1))
            elif label == "descriptor":
                self._descriptors.add(first)
            elif label == "relation":
                self._relations.add(first)
            elif label == "thing":
                form, after = hit.entry.form, word_at(hit.end - 1) + 1
                if after < len(self._cap) and self.prose.words[after] == "-" and self._adjacent(after):
                    continue
                if self._cap[first] and not (form.isupper() and not self.prose.text[hit.start : hit.end].isupper()):
                    self._things[first] = after
            elif label == "surroundings":
                self._surroundings.add(word_at(hit.end - 1))
            elif label == "event":
                self._events.add(first)
            elif label == "nickname":
                self._nicknames.append(hit)
            elif label in ("anaphor", "collectivity"):
                self._anaphors.append(hit)

    def _limit(self, i: int) -> int:
        sentence = self._sentence_of[i]
        return sentence.last if sentence is not None else len(self.prose.words)

    def _adjacent(self, i: int) -> bool:
        """Whether word i touches word i - 1."""
        return self.prose.starts[i] == self.prose.ends[i - 1]

    def _shouts(self, i: int) -> bool:
        sentence = self._sentence_of[i]
        return sentence is not None and sentence.index in self.shouting

    def _raw(self, i: int) -> str:
        return self.prose.text[self.prose.starts[i] : self.prose.ends[i]]

    def _before(self, i: int) -> str:
        """Word before word i in its sentence, apostrophe skipped; empty at the sentence's start."""
        sentence = self._sentence_of[i]
        low = sentence.first if sentence is not None else 0
        words = self.prose.words
        if i - 1 > low and words[i - 1] == "'":
            return words[i - 2]
        return words[i - 1] if i - 1 >= low else ""

    def _hyphen_name(self, i: int) -> bool:
        return (
            i + 1 < len(self.prose.words)
            and self.prose.words[i] == "-"
            and self._adjacent(i)
            and self._adjacent(i + 1)
            and self._cap[i + 1]
        )

    def _core(self, i: int, j: int) -> str:
        return " ".join(w for w in self.prose.words[i:j] if w.isalnum() and w not in LINKS)

    def _after(self, hit: Hit) -> int:
        return self.prose.word_at(hit.end - 1) + 1

    def _folded_head(self, hit: Hit) -> str:
        return fold(self.prose.text[hit.start : hit.end])

    def _past_determiner(self, j: int, limit: int) -> int:
        words = self.prose.words
        if j < limit and words[j] == "'":
            j += 1
        if j < limit and words[j] in DETERMINERS and not (self._cap[j] and j + 1 < limit and self._cap[j + 1]):
            j += 1
            if j < limit and words[j] == "'":
                j += 1
        return j

    def _adjective(self, i: int) -> bool:
        word = self.prose.words[i]
        return (
            word.isalpha()
            and not self._cap[i]
            and word not in FUNCTION
            and word not in NOT_ADJECTIVE
            and word.endswith((*ADJECTIVE_END, "s", "x"))
        )

    def _is_noun(self, i: int) -> bool:
        if i >= len(self.prose.words):
            return False
        word = self.prose.words[i]
        return len(word) > 2 and word.isalpha() and word in common_words() and word not in FUNCTION and not self._cap[i]

    def _take(self, first: int, last: int) -> None:
        for i in range(first, last):
            self._taken[i] = True
