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
    DEFINITE,
    DETERMINERS,
    FUNCTION,
    INDEFINITE,
    LINKS,
    PREPOSITIONS,
    STRICT_ADJECTIVE_END,
    Mention,
    Role,
    common_words,
)
from extractor.french.organisations.phrases import Phrases
from extractor.french.prose import Prose, fold

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


class Finder(Phrases):
    """Mentions of one text, in order; see :mod:`extractor.french.organisations`."""

    def __init__(self, prose: Prose, blocked: list[tuple[int, int]]) -> None:
        super().__init__(prose, blocked)
        self.mentions: list[Mention] = []
        self._unsure: list[int] = []
        self._sweep()
        self._second_look()
        self.mentions.sort(key=lambda m: (m.start, -m.end))

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
