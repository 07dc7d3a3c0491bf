"""How far a name or a noun phrase goes."""

from __future__ import annotations

from extractor.french import gazetteers
from extractor.french.lexicon import Hit
from extractor.french.organisations.marks import (
    DETERMINERS,
    FUNCTION,
    LINKS,
    LOOSE_ADJECTIVE_END,
    PREPOSITIONS,
    STRICT_ADJECTIVE_END,
    common_words,
)
from extractor.french.organisations.names import abbreviates
from extractor.french.organisations.words import Words
from extractor.french.prose import fold

_SUFFIXES = frozenset("gouv fr com net org be ch lu ca io eu info".split())
_CIVILITIES = frozenset("m mm mme mmes mlle me dr pr docteur maitre monsieur madame mgr".split())


class Phrases(Words):
    """Bounds of names and of head nouns with their complements."""

    def _is_name_word(self, i: int) -> bool:
        """Whether word i can open a name: capitalised, and not just because it opens a sentence."""
        if not self._cap[i] or self._taken[i] or i in self._things:
            return False
        word = self.prose.words[i]
        if self._shouts(i):
            return word not in FUNCTION and word not in common_words() and len(word) > 2
        if word in FUNCTION:
            return False
        raw = self._raw(i)
        if word in _CIVILITIES or self._opens[i] and word.endswith(("ons", "ez")) and word not in gazetteers.places():
            return False
        if len(raw) > 1 and raw.isupper():
            return i not in self._title_firsts
        if len(raw) == 1:
            return False
        if word in common_words() and (self._opens[i] or i > 0 and self.prose.words[i - 1] in '":-'):
            if not raw[1:].islower():
                return True
            if self._known_subject(i):
                return True
            follows = i + 1 < self._limit(i) and (self._cap[i + 1] or self._hyphen_name(i + 1))
            return follows and self.prose.words[i + 1] not in FUNCTION
        return True

    def _known_subject(self, i: int) -> bool:
        """« Orange assure … », « Carrefour ferme … »: a known company that opens a sentence without an article."""
        sentence = self._sentence_of[i]
        if sentence is None or sentence.first != i or sentence.index == 0 or i + 1 >= sentence.last:
            return False
        known = gazetteers.organisations().get(self.prose.words[i])
        after = self.prose.words[i + 1]
        return known is not None and known.kind == "company" and after.isalpha() and after not in LINKS

    def _parse_name(self, i: int, limit: int) -> int:
        """End (exclusive) of the name that opens at word i."""
        words, cap = self.prose.words, self._cap
        shouts = self._shouts(i)
        j = i + 1
        while j < limit and not self._taken[j]:
            word = words[j]
            if word in ("-", "'", ".", "&", "/", "+", "_") and self._adjacent(j) and j + 1 < limit:
                if self._adjacent(j + 1):
                    if word == "." and not (cap[j + 1] or words[j + 1] in _SUFFIXES):
                        break
                    j += 2
                    continue
            if word in "&+" and j + 1 < limit and cap[j + 1]:
                j += 2
                continue
            if cap[j] and (word not in FUNCTION or word in DETERMINERS or word == "est"):
                if shouts and word in common_words() and words[j - 1].isalnum() and words[j - 1] not in LINKS:
                    break
                if j in self._things and not self._adjacent(j) or (j in self._title_firsts and self._raw(j).isupper()):
                    break
                j += 1
                continue
            if word.isdigit() and len(word) < 3 and not self._adjacent(j):
                j += 1
                continue
            if word == "(" and j + 2 < limit and words[j + 1].isdigit() and words[j + 2] == ")" and self._adjacent(j):
                j += 3
                continue
            if word == "!" and j + 1 < limit and not self._cap[j + 1]:
                j += 1
                break
            if j == i + 1 and not cap[j] and self._is_epithet(j):
                j += 1
                continue
            if word in LINKS:
                k = j + 1
                while k < limit and (words[k] in LINKS or words[k] == "'") and k - j < 4:
                    k += 1
                if k < limit and cap[k] and words[k] not in FUNCTION and not self._taken[k]:
                    if k not in self._things and self._continues(i, j):
                        j = k + 1
                        continue
            break
        return j

    def _continues(self, i: int, j: int) -> bool:
        """Whether « en », « sur », « de » after a name go on with it: « Loterie … du Golfe »."""
        words = self.prose.words
        if words[j] in ("en", "sur", "aux"):
            return False
        if self._raw(i).isupper() and j - i == 1 and len(words[i]) < 6:
            return words[j] not in ("la", "le", "les", "l")
        return words[j] in ("de", "du", "des", "d") or j - i == 1 and words[j] in ("la", "le", "les")

    def _is_epithet(self, j: int) -> bool:
        """« Loterie béninoise », « Brest métropole »: an adjective that belongs to the name."""
        word, previous = self.prose.words[j], self.prose.words[j - 1]
        if word in ("agglomeration", "metropole", "agglo", "habitat"):
            return True
        if previous in gazetteers.first_names():
            return False
        if gazetteers.demonyms().get(word):
            return previous in common_words() or previous not in gazetteers.places()
        return previous in common_words() and j in self._complement_end and word.endswith(STRICT_ADJECTIVE_END)

    def _gloss_end(self, i: int, j: int, limit: int) -> int:
        """« Consommation logement cadre de vie (CLCV) »: the acronym says where the name ends."""
        words = self.prose.words
        for k in range(j + 1, min(j + 9, limit - 2)):
            if words[k] == "(":
                if words[k + 2] == ")" and self._cap[k + 1]:
                    name = self.prose.text[self.prose.starts[i] : self.prose.ends[k - 1]]
                    if abbreviates(self._raw(k + 1), name, strict=True):
                        return k
                return j
            if words[k] in ',;:"' or self._taken[k]:
                return j
        return j

    def _complement(self, i: int, limit: int, proper: bool) -> tuple[int, bool, int | None]:
        """End of a head's complement, whether it holds a name, and the name's first word.

        ``proper`` says that the head's capital marks a name, so that common nouns belong to it.
        """
        words, cap = self.prose.words, self._cap
        named, name_first = False, None
        end = i
        pending = 0
        while i < limit and not self._taken[i]:
            word = words[i]
            if word == "-" and self._adjacent(i):
                break
            if word == '"' and i + 1 < limit and cap[i + 1] and not named:
                close = next((k for k in range(i + 2, min(i + 9, limit)) if words[k] == '"'), None)
                return (close, True, i + 1) if close is not None else (end, named, name_first)
            if cap[i] and (word not in FUNCTION or word in DETERMINERS and not named and i + 1 < limit and cap[i + 1]):
                if named and (i in self._things or word in common_words() and self._shouts(i)):
                    break
                if not named:
                    name_first = i
                i = end = self._parse_name(i, limit)
                named = True
                continue
            if word in PREPOSITIONS:
                j = self._past_determiner(i + 1, limit)
                if j < limit and words[j] == '"' and j + 1 < limit and cap[j + 1]:
                    break
                if j < limit and cap[j] and not self._taken[j] and words[j] not in FUNCTION:
                    if not named:
                        name_first = j
                    i = end = self._parse_name(j, limit)
                    named = True
                    if proper and i < limit and i in self._complement_end and words[i].endswith(STRICT_ADJECTIVE_END):
                        i = end = self._complement_end[i]
                    continue
                if j in self._complement_end and not named:
                    i = end = self._complement_end[j]
                    continue
                if proper and not named and self._is_noun(j):
                    i = end = j + 1
                    continue
                far = None if named else self._distant_name(j, limit)
                if far is not None:
                    i = far
                    continue
                break
            if i in self._complement_end and not named and word != "et":
                i = end = self._complement_end[i]
                continue
            if named:
                break
            if proper and end == i and word in ("a", "pour", "contre", "sur", "en", "sans", "au", "aux"):
                j = self._past_determiner(i + 1, limit)
                if word == "a" and j == i + 1 and self._raw(i) != "à":
                    break
                if j in self._complement_end or word not in ("sur", "en") and self._is_noun(j):
                    i = end = self._complement_end.get(j, j + 1)
                    continue
                break
            if word == "et" and i == end and end > 0:
                j = i + 1
                if j < limit and words[j] in PREPOSITIONS:
                    j = self._past_determiner(j + 1, limit)
                    if proper and self._is_noun(j) and j not in self._heads:
                        i = end = self._complement_end.get(j, j + 1)
                        continue
                if j in self._complement_end and j not in self._heads:
                    i = end = self._complement_end[j]
                    continue
                break
            if self._adjective(i):
                demonym = word in gazetteers.demonyms()
                if demonym and (proper or i + 1 < limit and (cap[i + 1] or words[i + 1] in PREPOSITIONS)):
                    i += 1
                    end = i if proper else end
                    continue
                if proper and word.endswith(STRICT_ADJECTIVE_END):
                    i = end = i + 1
                    continue
                loose = demonym or word.endswith(LOOSE_ADJECTIVE_END)
                follows = i + 1 < limit and cap[i + 1] and words[i + 1] not in FUNCTION
                if pending == 0 and end <= i and loose and follows:
                    pending += 1
                    i += 1
                    continue
            break
        return end, named, name_first

    def _past_name(self, end: int, limit: int, hit: Hit) -> int:
        """« ministère de l'Enseignement supérieur et de la Recherche », « Ligue Grand Est d'aviron »."""
        words = self.prose.words
        if fold(hit.entry.form).startswith("minister"):
            while end < limit:
                if end in self._complement_end and words[end].endswith(STRICT_ADJECTIVE_END):
                    end = self._complement_end[end]
                elif words[end] == "superieur":
                    end += 1
                elif words[end] in ("et", ",") and end + 1 < limit and words[end + 1] in PREPOSITIONS:
                    j = self._past_determiner(end + 2, limit)
                    if j >= limit or not self._cap[j] or words[j] in FUNCTION or self._taken[j]:
                        break
                    end = self._parse_name(j, limit)
                else:
                    break
        elif hit.entry.data["kind"] == "nonprofit" and end < limit and words[end] in ("de", "d", "du"):
            j = self._past_determiner(end + 1, limit)
            end = self._complement_end.get(j, end)
        return end

    def _distant_name(self, i: int, limit: int) -> int | None:
        """« (association) des amis de la cathédrale de Toul »: index of the preposition before the name.

        Common nouns lead to it, each with at most one adjective, joined by « de » and « et ».
        """
        words = self.prose.words
        nouns = 0
        while i < limit and nouns < 4:
            if words[i] not in common_words() or words[i] in FUNCTION or i in self._heads or self._cap[i]:
                return None
            nouns += 1
            i += 1
            if i < limit and words[i].isalpha() and words[i] not in PREPOSITIONS and words[i] not in FUNCTION:
                if words[i] in common_words():
                    i += 1
            if i >= limit or words[i] not in ("de", "du", "des", "d", "et"):
                return None
            start = i
            if words[i] == "et":
                i += 1
                if i >= limit or words[i] not in PREPOSITIONS:
                    return None
            i += 1
            while i < limit and (words[i] in DETERMINERS or words[i] == "'"):
                i += 1
            if i < limit and self._cap[i] and words[i] not in FUNCTION:
                return start if words[start] != "et" else start + 1
        return None
