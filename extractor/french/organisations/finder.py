"""Mentions of one text, found in one sweep from left to right.

At each word: the longest name of the gazetteers, else a head noun with its complement, else a bare
capitalised name. A name whose first word opens a sentence is kept where the word is no common word,
or where the same name stands elsewhere in the text with a capital that nothing else explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractor.french import gazetteers
from extractor.french.lexicon import Hit, read_classes
from extractor.french.organisations.marks import (
    ADJECTIVE_END,
    DEFINITE,
    DETERMINERS,
    FUNCTION,
    INDEFINITE,
    LINKS,
    LOOSE_ADJECTIVE_END,
    NOT_ADJECTIVE,
    PREPOSITIONS,
    STRICT_ADJECTIVE_END,
    Mention,
    Role,
    common_words,
    organisation_lexicon,
)
from extractor.french.organisations.names import abbreviates
from extractor.french.prose import Prose, Sentence, fold

_SUFFIXES = frozenset("gouv fr com net org be ch lu ca io eu info".split())
_ACTING_LINKS = frozenset(
    """cyberattaque attaque piratage contre services serveurs site reseau agents elus
    hackage intrusion visant vise visent frappe touche paralyse cible""".split()
)
_LOCATIVE = frozenset(
    "a au aux en dans vers depuis pres chez sur entre hors jusqu via direction de du des d".split()
)
_POINTS = frozenset("nord sud est ouest centre autour banlieue region peripherie".split())
_COORDINATED = frozenset(
    "metropole agglomeration communaute ville agglo commune departement intercommunalite".split()
)
_ACTOR_WORDS = frozenset(
    """groupe gang collectif pirates hackers rancongiciel ransomware revendique revendiquee revendiquer signature
    cybercriminels franchise affilie affilies maitre hackeurs cyberattaque attaque viseur darkweb dark""".split()
)
_PLACE_PARTS = frozenset("en sur les la le sous saint sainte".split())
_BEFORE_TITLE = frozenset("le la l ' son sa ancien ancienne ex -".split())
_BEFORE_HEAD = _BEFORE_TITLE | frozenset("un une premier premiere jeune petit petite grand".split())
_TRADE_END = ("eur", "ier", "iste", "aire", "icien")
_VAGUE = frozenset(
    "organisme institut organisation institution agence office caisse autorite collectif mouvement".split()
)
_CIVILITIES = frozenset("m mm mme mmes mlle me dr pr docteur maitre monsieur madame mgr".split())
_GENERIC_ACRONYMS = frozenset("chu chru chr ch chi chs ehpad sdis ccas cias pme eti ong esn cfa mrs ght".split())


@cache
def _gazetteer_lengths() -> dict[str, int]:
    """First word of a known name → most words a name with that first word has."""
    longest: dict[str, int] = {}
    for table in (gazetteers.organisations(), gazetteers.press_titles(), gazetteers.vendors()):
        for key in table:
            parts = key.split()
            if len(parts) > 1:
                longest[parts[0]] = min(7, max(len(parts), longest.get(parts[0], 0)))
    return longest


def _known(key: str) -> tuple[Role, str, str] | None:
    """Role, kind and name of a known organisation, medium or vendor."""
    organisation = gazetteers.organisations().get(key)
    if organisation is not None:
        return "organisation", organisation.kind, organisation.name
    title = gazetteers.press_titles().get(key)
    if title is not None:
        return "media", "media", title.name
    vendor = gazetteers.vendors().get(key)
    return ("vendor", "company", vendor) if vendor is not None else None


class Finder:
    """Mentions of one text, in order; see :mod:`extractor.french.organisations`."""

    def __init__(self, prose: Prose, blocked: list[tuple[int, int]]) -> None:
        self.prose = prose
        self.mentions: list[Mention] = []
        self._table()
        for start, end in blocked:
            for i in range(prose.word_at(start), min(prose.word_at(end - 1) + 1, len(prose.words))):
                self._taken[i] = True
        self._lexicon()
        self._unsure: list[int] = []
        self._sweep()
        self._second_look()
        self.mentions.sort(key=lambda m: (m.start, -m.end))

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

    # -- the sweep ------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        for hit in self._nicknames:
            first, last = self.prose.word_at(hit.start), self.prose.word_at(hit.end - 1) + 1
            if not any(self._taken[first:last]):
                mention = self._add(first, last, "description", str(hit.entry.data["kind"]), "", hit)
                mention.entity = str(hit.entry.data["of"])
                self._take(first, last)
        anaphors = {self.prose.word_at(h.start): h for h in reversed(self._anaphors)}
        reach, count = 0, len(self.prose.words)
        heads, cap = self._heads, self._cap
        for i in range(count):
            if i < reach or not (cap[i] or i in heads or i in anaphors):
                continue
            if self._taken[i] or self._sentence_of[i] is None:
                continue
            thing = self._things.get(i)
            if thing is not None and not (thing < count and cap[thing] and self._is_name_word(thing)):
                reach = thing
                continue
            end = self._known_name(i) or self._head(i) or self._event(i) or self._bare(i)
            if end is None and i in anaphors:
                end = self._anaphor(i, anaphors[i])
            reach = end or 0

        if self._is_communique():
            self._first_person()

    def _event(self, i: int) -> int | None:
        """« les Assises de la cybersécurité », « le Tour de France »: a name, but of no organisation."""
        if i not in self._events or not self._cap[i]:
            return None
        end, named, _ = self._complement(i + 1, self._limit(i), not self._opens[i])
        return end if end > i + 1 or named or not self._opens[i] else None

    def _unquoted(self) -> Iterator[int]:
        """Words outside quotation marks."""
        inside = False
        for i, word in enumerate(self.prose.words):
            if word == '"':
                inside = not inside
            elif not inside:
                yield i

    def _is_communique(self) -> bool:
        """Whether the text itself speaks as « nous »."""
        words = self.prose.words
        if "nous" not in words and "notre" not in words:
            return False
        count = 0
        for i in self._unquoted():
            if words[i] in ("nous", "notre", "nos"):
                after = words[i + 1] if i + 1 < len(words) else ""
                count += after not in ("confreres", "confrere", "journal", "redaction", "lecteurs", "colleagues", "a")
        return count >= 2

    def _first_person(self) -> None:
        for i in self._unquoted():
            if self.prose.words[i] == "nous" and not self._taken[i] and self._sentence_of[i] is not None:
                if i + 1 < len(self.prose.words) and self.prose.words[i + 1] != "nous":
                    self._add(i, i + 1, "description", None, "", None).head = "nous"
                    self._taken[i] = True

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

    # -- names of the gazetteers ------------------------------------------------------------------------

    def _known_name(self, i: int) -> int | None:
        """A name of several words that the gazetteers list, with what continues it."""
        words, cap = self.prose.words, self._cap
        if not cap[i]:
            return None
        longest = _gazetteer_lengths().get(words[i])
        if longest is None:
            return None
        limit = self._limit(i)
        end = i + 1
        parts = 1
        found: tuple[int, tuple[Role, str, str]] | None = None
        while end < limit and parts < longest:
            if self._taken[end]:
                break
            if words[end].isalnum():
                parts += 1
            end += 1
            if not words[end - 1].isalnum():
                continue
            known = _known(gazetteers.fold(self.prose.text[self.prose.starts[i] : self.prose.ends[end - 1]]))
            if known is not None:
                found = end, known
        if found is None:
            return None
        end, (role, kind, name) = found
        if end < limit and words[end] == "-" and self._adjacent(end):
            return None
        if words[i] in DETERMINERS and i + 1 in self._heads:
            after = self._after(self._heads[i + 1])
            if role == "media" and self._opens[i] and after >= end:
                return None
            if after >= end and self._complement(after, limit, True)[0] > after:
                return None
        if words[i] in DETERMINERS and not cap[end - 1] and not any(cap[i + 1 : end]):
            return None
        if role == "media" and words[i] in DETERMINERS and self._opens[i] and not cap[i + 1]:
            return None
        if self._opens[i] and words[i] in common_words() and not any(cap[i + 1 : end]) and role != "organisation":
            return None
        if i in self._heads:
            longer, _, _ = self._complement(self._after(self._heads[i]), limit, True)
            if longer > end:
                return None
        extended = end
        if end < limit and cap[end] and words[end] not in FUNCTION and not self._taken[end] and role == "organisation":
            extended = self._parse_name(end, limit)
        mention = self._add(i, extended, role, kind, self._core(i, extended), None)
        mention.entity = name if extended == end else None
        if i in self._heads:
            mention.head = self._folded_head(self._heads[i])
        self._take(i, extended)
        return extended

    # -- bare names ------------------------------------------------------------------------------------

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

    def _hyphen_name(self, i: int) -> bool:
        return (
            i + 1 < len(self.prose.words)
            and self.prose.words[i] == "-"
            and self._adjacent(i)
            and self._adjacent(i + 1)
            and self._cap[i + 1]
        )

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

    def _bare(self, i: int) -> int | None:
        if not self._is_name_word(i):
            if self._cap[i] and self._opens[i] and self.prose.words[i] not in FUNCTION:
                self._unsure.append(i)
            return None
        words = self.prose.words
        limit = self._limit(i)
        j = self._parse_name(i, limit)
        proper = not self._opens[i] and words[i] in common_words() and self._raw(i)[1:].islower()
        if proper and not self._shouts(i):
            k = i + 1
            while k < limit and self._adjective(k) and words[k].endswith(STRICT_ADJECTIVE_END):
                k += 1
            if k < limit and words[k] in PREPOSITIONS or k == i + 1 or words[k - 1] in gazetteers.demonyms():
                end, named, _ = self._complement(i + 1, limit, True)
                if end > j and not (named and i in self._title_firsts):
                    j = end
        j = self._gloss_end(i, j, limit)
        first = i
        if i and words[i - 1] in DETERMINERS and self._cap[i - 1] and self._article_belongs(i, j):
            first = i - 1
        if i in self._title_firsts and j - i == 1 and not self._raw(i).isupper():
            return None
        self._name(first, i, j)
        return j

    def _article_belongs(self, i: int, j: int) -> bool:
        """« Le Monde », « La Rochelle »: the article is part of the name."""
        if not self._opens[i - 1]:
            return True
        key = gazetteers.fold(self.prose.text[self.prose.starts[i - 1] : self.prose.ends[j - 1]])
        if key in gazetteers.press_titles():
            title = gazetteers.press_titles()[key]
            return key == gazetteers.fold(title.name)
        return key in gazetteers.places() or _known(key) is not None

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

    def _name(self, first: int, i: int, j: int) -> None:
        role, kind, entity = self._classify(first, i, j)
        mention = self._add(first, j, role, kind, self._core(i, j), None)
        mention.entity = entity
        if role == "place":
            mention.setting = self._is_setting(i, j)
        if role == "name":
            mention.kind = self._apposed_kind(j)
            alone = j - i == 1 and mention.kind is None and self.prose.words[i] in gazetteers.first_names()
            mention.setting = alone or self._of_surroundings(first)
        if role == "person":
            mention.setting = not self._has_function(i, j)
        self._take(first, j)

    def _core(self, i: int, j: int) -> str:
        return " ".join(w for w in self.prose.words[i:j] if w.isalnum() and w not in LINKS)

    def _classify(self, first: int, i: int, j: int) -> tuple[Role, str | None, str | None]:
        prose, words = self.prose, self.prose.words
        name = prose.text[prose.starts[i] : prose.ends[j - 1]]
        key = gazetteers.fold(name)
        actor = gazetteers.threat_actors().get(key)
        if actor is not None and (not actor.ambiguous or self._actor_context(i, j)):
            return "actor", None, actor.name
        known = _known(key)
        if known is None and i and words[i - 1] in ("le", "la", "les"):
            known = _known(f"{words[i - 1]} {key}")
        if known is not None and not (words[i] in gazetteers.first_names() and j - i == 1 and self._opens[i]):
            return known
        family = gazetteers.malware().get(key)
        if family is not None and not family.ambiguous:
            return "malware", None, family.name
        if i >= 2 and words[i - 1] == "." and words[i - 2] in ("m", "mm", "dr"):
            return "person", "person", None
        place = gazetteers.places().get(key) or (
            gazetteers.places().get(gazetteers.fold(prose.text[prose.starts[first] : prose.ends[j - 1]]))
            if first < i
            else None
        )
        if words[i] in gazetteers.first_names() and j - i >= 2 and not (place and "-" in words[i:j]):
            if words[i] not in gazetteers.places() or j - i == 2 or place is None:
                return "person", "person", None
        if i - 1 in self._title_lasts and j - i <= 5 and not place:
            return "person", "person", None
        if place is not None:
            local = place.type in ("commune", "departement", "region", "city", "epci")
            return "place", "local_government" if local else "government", None
        if i and self._raw(i - 1) in ("à", "À") and not _PLACE_PARTS.isdisjoint(words[i:j]) and "-" in words[i:j]:
            return "place", "local_government", None
        if 2 <= j - i <= 6 and self._apposed_title(j) and not self._raw(i).isupper():
            if words[i] not in common_words() and all(self._cap[k] or words[k] == "-" for k in range(i, j)):
                return "person", "person", None
        if words[i] in organisation_openers():
            return "organisation", organisation_openers()[words[i]], None
        if j - i > 1 and words[j - 1] in organisation_closers():
            return "organisation", organisation_closers()[words[j - 1]], None
        return "name", None, None

    def _actor_context(self, i: int, j: int) -> bool:
        around = self.prose.words[max(0, i - 8) : i] + self.prose.words[j : j + 8]
        return not _ACTOR_WORDS.isdisjoint(around)

    def _apposed_title(self, j: int) -> bool:
        """« …, maire de Vire », « …, l'ancien directeur »."""
        words = self.prose.words
        if j + 1 >= len(words) or words[j] != ",":
            return False
        k = j + 1
        while k < min(j + 4, len(words)) and words[k] in _BEFORE_TITLE:
            k += 1
        return k in self._title_firsts

    def _has_function(self, i: int, j: int) -> bool:
        if self._apposed_title(j):
            return True
        sentence = self._sentence_of[i]
        low = max(sentence.first if sentence is not None else 0, i - 9)
        words = self.prose.words
        for k in range(i - 1, low - 1, -1):
            if k in self._title_lasts:
                return True
            if words[k] in ";:\"" or words[k] == "," and k != i - 1:
                break
        return False

    def _is_setting(self, i: int, j: int) -> bool:
        """Whether a place is only where something happens or what something belongs to."""
        words = self.prose.words
        before = self._before(i)
        if before in DETERMINERS and i >= 2:
            before = self._before(i - 1 if words[i - 1] != "'" else i - 2) if before != "" else ""
        sentence = self._sentence_of[i]
        if sentence is None or before == "" and i == sentence.first:
            return j < len(words) and words[j] in ("(", "-", ":")
        if before in (",", "et", "ou") and len(self.mentions) > 1:
            previous = self.mentions[-2]
            if previous.role == "place" and previous.setting and i - previous.last <= 3:
                return True
        if before in ("de", "du", "des", "d"):
            low = max(sentence.first, i - 5)
            return _ACTING_LINKS.isdisjoint(words[low:i])
        return before in _LOCATIVE or before in _POINTS or words[i - 1] in "(-"

    def _of_surroundings(self, i: int) -> bool:
        """« stade de la Beaujoire », « prix Albert-Londres »: the name of a place or thing."""
        k = i - 1
        words = self.prose.words
        while k > max(0, i - 5) and (words[k] in LINKS or words[k] == "'"):
            k -= 1
        return k >= 0 and k in self._surroundings

    def _apposed_kind(self, j: int) -> str | None:
        """Kind of the head noun in « …, une enseigne de bricolage », « …, filiale d'Engie »."""
        words = self.prose.words
        if j + 1 >= len(words) or words[j] != ",":
            return None
        k = j + 1
        while k < min(j + 4, len(words)) and words[k] in _BEFORE_HEAD:
            k += 1
        hit = self._heads.get(k)
        return str(hit.entry.data["kind"]) if hit is not None else None

    def _second_look(self) -> None:
        """Names that open a sentence with a common word, where the text has them elsewhere."""
        if not self._unsure:
            return
        prose = self.prose
        known: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.role != "description" and mention.last - mention.first <= 14:
                same = known.setdefault(prose.words[mention.first], [])
                if len(same) < 8:
                    same.append(mention)
        for i in self._unsure:
            if self._taken[i]:
                continue
            for mention in sorted(known.get(prose.words[i], ()), key=lambda m: m.first - m.last):
                size = mention.last - mention.first
                if prose.words[i : i + size] == prose.words[mention.first : mention.last] and not any(
                    self._taken[i : i + size]
                ):
                    copy = self._add(i, i + size, mention.role, mention.kind, mention.core, None)
                    copy.head, copy.entity, copy.plural = mention.head, mention.entity, mention.plural
                    self._take(i, i + size)
                    break

    # -- heads -----------------------------------------------------------------------------------------

    def _after(self, hit: Hit) -> int:
        return self.prose.word_at(hit.end - 1) + 1

    def _folded_head(self, hit: Hit) -> str:
        return fold(self.prose.text[hit.start : hit.end])

    def _head(self, first: int) -> int | None:
        """A head noun at word ``first`` with its complement, or alone as a description."""
        hit = self._heads.get(first)
        if hit is None:
            return None
        prose, words = self.prose, self.prose.words
        if first and words[first - 1] == "-" and self._adjacent(first):
            return None
        last, limit = self._after(hit), self._limit(first)
        if any(self._taken[first:last]) or last < limit and words[last] == "-" and self._adjacent(last):
            if last < limit and (self._taken[last - 1] or self._hyphen_name(last)):
                return None
        if last + 1 < limit and words[last] == "." and words[last + 1] in _SUFFIXES and self._adjacent(last + 1):
            return None
        raw = prose.text[hit.start : hit.end]
        kind = str(hit.entry.data["kind"])
        acronym = (raw.isupper() or hit.entry.form.isupper() and self._cap[first]) and len(raw) > 1
        acronym = acronym and not self._shouts(first)
        proper = self._cap[first] and not self._opens[first] and not self._shouts(first) and not raw.isupper()
        if not proper and self._cap[first] and not acronym:
            # a title or a sentence that opens with the name itself
            proper = last < limit and last in self._complement_end
        end, named, name_first = self._complement(last, limit, proper)
        of_state = words[last : last + 3] == ["d", "'", "etat"] and end == last + 3 and kind == "company"
        if of_state and self._before(first) in DEFINITE:
            return self._description(hit, first, last, kind)
        lower = not self._cap[first] or hit.entry.form.isupper()
        describes = first in self._descriptors or kind == "company" and fold(raw).endswith(_TRADE_END)
        described = describes and lower and name_first is not None
        if named:
            end = self._past_name(end, limit, hit)
        end = self._gloss_end(name_first if described and name_first else first, end, limit)
        before = self._before(first)
        if first in self._relations and not self._cap[first]:
            if named and name_first is not None:
                if words[name_first - 1] in PREPOSITIONS or words[name_first - 1] == "'":
                    return last
                return self._described(hit, name_first, end, kind)
            if words[first - 1] in ("son", "sa", "leur", ",") if first else True:
                return last
        if described and name_first is not None:
            previous = words[name_first - 1]
            if previous not in PREPOSITIONS and previous not in ("'", "la", "le", "les"):
                return self._described(hit, name_first, end, kind)
        institutional = end > last and (
            self._cap[first] and not self._opens[first] or kind in ("government", "nonprofit") or proper
        )
        if not named and not institutional:
            if acronym and raw.lower() not in _GENERIC_ACRONYMS:
                self._add(first, last, "organisation", kind, fold(raw), hit)
                self._take(first, last)
                return last
            whole = proper and " " in raw and kind == "nonprofit"
            if whole or (proper or acronym) and kind == "government":
                mention = self._add(first, last, "organisation", kind, fold(raw), hit)
                known = _known(gazetteers.fold(raw))
                mention.entity = known[2] if known is not None else None
                self._take(first, last)
                return last
            coordinated = self._coordinated(first, end, limit, hit, kind)
            if coordinated is not None:
                return coordinated
            if before in DEFINITE or self._opens[first] and self._cap[first] and acronym:
                return self._description(hit, first, last, kind)
            return None
        if not named and not self._cap[first] and fold(raw) in _VAGUE and before in DEFINITE:
            return self._description(hit, first, last, kind)
        if before in INDEFINITE and last < limit and words[last] in PREPOSITIONS:
            return None
        core_words = [w for i, w in enumerate(words[last:end], last) if self._cap[i] and w not in FUNCTION]
        core = " ".join(core_words) or fold(prose.text[hit.start : prose.ends[end - 1]])
        role: Role = "media" if kind == "media" and not core_words else "organisation"
        mention = self._add(first, end, role, kind, core, hit)
        known = _known(gazetteers.fold(prose.text[hit.start : prose.ends[end - 1]]))
        if known is not None:
            mention.entity, mention.kind = known[2], known[1]
        self._take(first, end)
        return end

    def _described(self, hit: Hit, first: int, end: int, kind: str) -> int:
        """« la société lilloise NordSec »: the name alone, with the head's kind."""
        self._name(first, first, end)
        mention = self.mentions[-1]
        if mention.role in ("name", "place", "person", "organisation"):
            mention.role = "organisation"
            if mention.entity is None:
                mention.kind = kind
            mention.setting = False
        mention.head = self._folded_head(hit)
        return end

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

    def _coordinated(self, first: int, end: int, limit: int, hit: Hit, kind: str) -> int | None:
        """« la ville et la métropole d'Angers »: the first head borrows the second's complement."""
        words = self.prose.words
        if end + 3 >= limit or words[end] != "et" or words[end + 1] not in DETERMINERS:
            return None
        j = end + 3 if words[end + 2] == "'" else end + 2
        if words[j] not in _COORDINATED:
            return None
        stop, named, _ = self._complement(j + 1, limit, False)
        if not named:
            return None
        core = " ".join(w for i, w in enumerate(words[j + 1 : stop], j + 1) if self._cap[i] and w not in FUNCTION)
        self._add(first, stop, "organisation", kind, core, hit)
        self._take(first, stop)
        return stop

    # -- descriptions ----------------------------------------------------------------------------------

    def _description(self, hit: Hit, first: int, last: int, kind: str | None) -> int:
        """« le groupe breton »: a definite noun with the adjective that helps to resolve it."""
        words, limit = self.prose.words, self._limit(first)
        end, adjective = last, None
        if last < limit and not self._cap[last] and not self._taken[last]:
            word = words[last]
            if word in gazetteers.demonyms() or self._adjective(last) and word.endswith(STRICT_ADJECTIVE_END):
                adjective, end = word, last + 1
            elif word == "d" and words[last : last + 3] == ["d", "'", "etat"]:
                end = last + 3
        mention = self._add(first, end, "description", kind, "", hit)
        mention.adjective = adjective
        known = _known(gazetteers.fold(self.prose.text[mention.start : mention.end])) if self._cap[first] else None
        if known is not None:
            mention.entity = known[2]
        self._take(first, end)
        return end

    def _anaphor(self, first: int, hit: Hit) -> int | None:
        if self._before(first) not in DEFINITE:
            return None
        last = self._after(hit)
        if hit.label == "anaphor":
            return self._description(hit, first, last, None)
        self._add(first, last, "description", "local_government", "", hit).setting = True
        return last

    # -- adding ----------------------------------------------------------------------------------------

    def _take(self, first: int, last: int) -> None:
        for i in range(first, last):
            self._taken[i] = True

    def _add(self, first: int, last: int, role: Role, kind: str | None, core: str, hit: Hit | None) -> Mention:
        head = self._folded_head(hit) if hit else None
        plural = head is not None and head.endswith(("s", "x")) and not head.endswith(("sdis", "chs", "cias", "ccas"))
        if plural and head is not None and head not in ("hospices", "etablissements", "transports"):
            plural = head.split()[0].endswith(("s", "x")) and head.split()[0] not in ("sdis", "chs", "crous")
        sentence = self._sentence_of[first]
        mention = Mention(
            self.prose.starts[first],
            self.prose.ends[last - 1],
            first,
            last,
            sentence.index if sentence is not None else 0,
            role,
            kind,
            core,
            head,
            plural=plural,
        )
        self.mentions.append(mention)
        return mention


@cache
def organisation_openers() -> dict[str, str]:
    """First word of a bare name → kind: « RC Lens », « Stade rennais »."""
    return _words_by_kind("opener")


@cache
def organisation_closers() -> dict[str, str]:
    """Last word of a bare name → kind: « Brest Métropole », « Genève Aéroport »."""
    return _words_by_kind("closer")


def _words_by_kind(label: str) -> dict[str, str]:
    tables = read_classes("organisations", {"kind": None, "of": None})
    return {fold(word): table["kind"] for table in tables if table["name"] == label for word in table["words"]}
