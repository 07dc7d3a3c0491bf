"""Organisations, places acting as one, persons, and the chains of their mentions.

A mention is found by a noun-phrase grammar, not by a tagger: a head noun of
``models/lexicons/organisations.toml`` with its complement (« centre hospitalier de
Villefranche-sur-Saône », « Fédération française de football »), or a bare capitalised name. Bare
names take their role from gazetteers (place, person, press title, threat actor, vendor …) and from
their surroundings (« M. », apposition, « la société lilloise »). Mentions that name the same thing
join one chain: same name, name inside a fuller name, acronym and gloss, definite description
(« l'établissement », « la collectivité ») by kind and recency.

>>> text = "La clinique de l'Anjou (CDA) est visée. L'établissement a porté plainte à Angers."
>>> [(o.text, o.kind, o.chain) for o in find_organisations(text)]
[("clinique de l'Anjou", 'health', 0), ('CDA', 'health', 0), ('établissement', 'health', 0), ('Angers', 'local_government', 1)]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extractor.french import gazetteers
from extractor.french.lexicon import Hit, Lexicon
from extractor.french.prose import Prose, fold
from extractor.resources import models_dir

Role = Literal["organisation", "name", "place", "person", "media", "actor", "malware", "vendor", "description"]


@dataclass(slots=True)
class Mention:
    """One stretch of text that names something; ``first``/``last`` are word indices."""

    start: int
    end: int
    first: int
    last: int
    sentence: int
    role: Role
    kind: str | None
    core: str
    head: str | None = None
    chain: int = -1
    plural: bool = False


@dataclass(slots=True)
class Chain:
    """Everything in the text that names the same thing."""

    index: int
    mentions: list[Mention] = field(default_factory=list)
    role: Role = "name"
    kind: str | None = None
    name: str = ""

    def aliases(self, prose: Prose) -> list[str]:
        """Other named forms in the text, in order."""
        forms = (prose.text[m.start : m.end] for m in self.mentions if m.role != "description")
        return [form for form in dict.fromkeys(forms) if form != self.name]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A mention as :func:`find_organisations` gives it."""

    start: int
    end: int
    text: str
    kind: str | None
    chain: int


_PREPOSITIONS = frozenset("de du des d".split())
_DETERMINERS = frozenset("la le les l".split())
_FUNCTION = frozenset(
    """le la les l un une des du de d au aux a en dans sur sous pour par avec sans ce cet cette ces son sa ses
    leur leurs notre nos votre vos mon ma mes il elle ils elles on nous vous je j tu qui que qu quoi dont ou
    et mais or ni car donc si s quand lorsque comme apres avant depuis pendant selon chez entre vers contre
    malgre outre parmi plus moins tres tout toute tous toutes aucun aucune chaque plusieurs certains
    certaines quelques autre autres meme ainsi alors aussi enfin puis ensuite ici la voici voila c n ne y
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre est sont non oui pas quant face lire lors deja des""".split()
)
_DEFINITE = frozenset("le la les l cet cette ce ces son sa ses notre nos leur leurs du des au aux".split())
_INDEFINITE = frozenset("un une deux trois quelques plusieurs certains certaines chaque aucun aucune autre autres nombreux".split())
_ADJECTIVE_END = (
    "ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "al", "ale", "ique", "ier", "iere", "ard",
    "arde", "on", "onne", "in", "ine", "el", "elle", "ant", "ante", "eur", "if", "ive", "eux", "euse", "aire",
    "and", "ande", "iste", "an", "ane", "ote", "ot", "ais", "ete", "ees", "ee", "e",
)
_NOT_ADJECTIVE = frozenset("a est ont sont qui que dont et ou ne se sur par pour avec dans en comme mise victime contre cible apres annonce entre chez dite".split())
_NAME_LINKS = frozenset("de du des d la le les l en sur sous aux".split())


@cache
def organisation_lexicon() -> Lexicon:
    """Heads, anaphors and titles of ``organisations.toml``."""
    return Lexicon.load("organisations", keys={"kind": None})


@cache
def common_words() -> frozenset[str]:
    """Folded words that French writes in lower case (see ``models/build_common_words.py``)."""
    return frozenset((models_dir() / "lexicons" / "common_words.txt").read_text("utf-8").split())


class Mentions:
    """Mentions and chains of one text."""

    def __init__(self, prose: Prose, blocked: list[tuple[int, int]] | None = None) -> None:
        self.prose = prose
        self.mentions: list[Mention] = []
        self.chains: list[Chain] = []
        text, words, starts = prose.text, prose.words, prose.starts
        self._cap = [text[start].isupper() for start in starts]
        self._taken = [False] * len(words)
        self._shouting = self._shouting_sentences()
        for start, end in blocked or ():
            for i in range(prose.word_at(start), min(prose.word_at(end - 1) + 1, len(words))):
                self._taken[i] = True
        hits = organisation_lexicon().scan(prose)
        self._titles = {prose.word_at(h.end - 1) for h in hits if h.label == "person_title"}
        self._complement_end: dict[int, int] = {}
        for hit in hits:
            if hit.label == "complement":
                first = prose.word_at(hit.start)
                last = prose.word_at(hit.end - 1) + 1
                self._complement_end[first] = max(last, self._complement_end.get(first, 0))
        heads = [h for h in hits if h.label == "head"]
        self._heads = {prose.word_at(h.start) for h in heads}
        self._head_mentions(heads)
        self._bare_mentions()
        self._anaphors([h for h in hits if h.label in ("anaphor", "collectivity")])
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        self._chain()

    # -- finding ----------------------------------------------------------------------------------

    def _shouting_sentences(self) -> set[int]:
        shouting = set()
        for sentence in self.prose.sentences:
            letters = [c for c in self.prose.text[sentence.start : sentence.end] if c.isalpha()]
            if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters):
                shouting.add(sentence.index)
        return shouting

    def _adjacent(self, i: int) -> bool:
        """Whether word i touches word i - 1."""
        return self.prose.starts[i] == self.prose.ends[i - 1]

    def _sentence_first(self, i: int) -> bool:
        sentence = self.prose.sentence_at(self.prose.starts[i])
        j = i
        while j > sentence.first and not self.prose.words[j - 1].isalnum():
            if self.prose.words[j - 1] in ":" :
                return False
            j -= 1
        return j == sentence.first

    def _is_name_word(self, i: int) -> bool:
        """Whether word i can open a name: capitalised, and not just because it opens a sentence."""
        prose = self.prose
        if not self._cap[i] or self._taken[i]:
            return False
        word = prose.words[i]
        sentence = prose.sentence_at(prose.starts[i])
        if sentence.index in self._shouting:
            return word not in _FUNCTION and word not in common_words() and len(word) > 2
        if word in _FUNCTION:
            return False
        raw = prose.text[prose.starts[i] : prose.ends[i]]
        if len(raw) > 1 and raw.isupper():
            return True
        if len(raw) == 1:
            return False
        if word in common_words():
            follows = i + 1 < sentence.last and (self._cap[i + 1] or self._hyphen_name(i + 1))
            if self._sentence_first(i) or (i > 0 and prose.words[i - 1] in '":-'):
                return follows and prose.words[i + 1] not in _FUNCTION
        return True

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
        j = i + 1
        while j < limit:
            word = words[j]
            if self._taken[j]:
                break
            if word in ("-", "'", ".", "&", "/", "+", "_") and self._adjacent(j) and j + 1 < limit and self._adjacent(j + 1):
                if word == "." and not (cap[j + 1] or words[j + 1] in ("fr", "com", "net", "org", "be", "ch", "lu", "ca")):
                    break
                j += 2
                continue
            if word == "&" and j + 1 < limit and cap[j + 1]:
                j += 2
                continue
            if cap[j] and (words[j] not in _FUNCTION or words[j] in _DETERMINERS or words[j] == "est"):
                j += 1
                continue
            if word.isdigit() and len(word) <= 4 and not self._adjacent(j) and len(word) < 3:
                j += 1
                continue
            if word == "(" and j + 2 < limit and words[j + 1].isdigit() and words[j + 2] == ")" and self._adjacent(j):
                j += 3
                continue
            if j == i + 1 and self._is_epithet(j) and not cap[j]:
                j += 1
                continue
            if word in _NAME_LINKS:
                k = j + 1
                while k < limit and (words[k] in _NAME_LINKS or words[k] == "'") and k - j < 4:
                    k += 1
                if k < limit and cap[k] and words[k] not in _FUNCTION and not self._taken[k]:
                    j = k + 1
                    continue
            break
        return j

    def _is_epithet(self, j: int) -> bool:
        """« Loterie béninoise », « Commission électorale »: an adjective that belongs to the name."""
        word = self.prose.words[j]
        previous = self.prose.words[j - 1]
        if previous in gazetteers.first_names() or gazetteers.places().get(previous) is not None:
            return word in ("agglomeration", "metropole", "agglo", "habitat")
        return bool(gazetteers.demonyms().get(word)) or (
            j in self._complement_end and word.endswith(("al", "ale", "ique", "aire", "if", "ive", "el", "elle", "ien", "ienne"))
        )

    def _head_mentions(self, heads: list[Hit]) -> None:
        prose = self.prose
        words = prose.words
        reach = -1
        for hit in heads:
            first = prose.word_at(hit.start)
            last = prose.word_at(hit.end - 1) + 1
            if first < reach or self._taken[first]:
                continue
            if first and words[first - 1] == "-" and self._adjacent(first):
                continue
            sentence = prose.sentence_at(hit.start)
            end, named = self._complement(last, sentence.last, sentence.index in self._shouting)
            head_raw = prose.text[hit.start : hit.end]
            acronym = head_raw.isupper() and len(head_raw) > 1
            kind = str(hit.entry.data["kind"])
            before = words[first - 1] if first > sentence.first else ""
            if before == "'" and first - 1 > sentence.first:
                before = words[first - 2]
            institutional = end > last and (
                self._cap[first] and not self._sentence_first(first) or kind in ("government", "nonprofit")
            )
            if not named and not institutional and not (acronym and kind in ("government",)):
                if self._coordinated(first, end, sentence.last, hit, kind):
                    continue
                if before in _DEFINITE and end == last:
                    self._add(hit.start, hit.end, first, last, "description", kind, "", hit)
                continue
            core_words = [w for i, w in enumerate(words[last:end], last) if self._cap[i] and w not in _FUNCTION]
            core = " ".join(core_words) or fold(prose.text[hit.start : prose.ends[end - 1]])
            indefinite = before in _INDEFINITE and words[last] in _PREPOSITIONS if last < len(words) else False
            if indefinite:
                continue
            role: Role = "media" if kind == "media" and not core_words else "organisation"
            self._add(hit.start, prose.ends[end - 1], first, end, role, kind, core, hit)
            for i in range(first, end):
                self._taken[i] = True
            reach = end

    def _complement(self, i: int, limit: int, shouting: bool) -> tuple[int, bool]:
        """End of a head's complement, and whether it holds a name."""
        words, cap = self.prose.words, self._cap
        named = False
        end = i
        adjectives = 0
        while i < limit and not self._taken[i]:
            word = words[i]
            if word == "-" and self._adjacent(i):
                break
            if word == '"' and i + 1 < limit and cap[i + 1] and not named:
                close = next((k for k in range(i + 2, min(i + 9, limit)) if words[k] == '"'), None)
                return (close, True) if close is not None else (end, named)
            if cap[i] and word not in _FUNCTION or (cap[i] and word in _DETERMINERS and not named):
                if named and word in common_words() and not shouting and not cap[i]:
                    break
                i = end = self._parse_name(i, limit)
                named = True
                continue
            if word in _PREPOSITIONS:
                j = i + 1
                if j < limit and words[j] == "'":
                    j += 1
                if j < limit and words[j] in _DETERMINERS:
                    j += 1
                    if j < limit and words[j] == "'":
                        j += 1
                if j < limit and words[j] == '"' and j + 1 < limit and cap[j + 1]:
                    break
                if j < limit and cap[j] and not self._taken[j] and words[j] not in _FUNCTION:
                    i = end = self._parse_name(j, limit)
                    named = True
                    continue
                if j in self._complement_end and not named:
                    i = end = self._complement_end[j]
                    continue
                far = None if named else self._distant_name(j, limit)
                if far is not None:
                    i = far
                    continue
                break
            if i in self._complement_end and not named and word != "et":
                i = end = self._complement_end[i]
                continue
            if word == "et" and not named and end > 0 and i == end and end in self._complement_end:
                j = i + 1
                if j < limit and words[j] in ("des", "de", "du", "d"):
                    j += 1
                    while j < limit and words[j] in ("'", "la", "le", "les", "l"):
                        j += 1
                if j in self._complement_end:
                    i = end = self._complement_end[j]
                    continue
                break
            if (
                not named
                and adjectives == 0
                and i + 1 < limit
                and cap[i + 1]
                and words[i + 1] not in _FUNCTION
                and word.isalpha()
                and word not in _FUNCTION
                and word not in _NOT_ADJECTIVE
                and word.endswith(_ADJECTIVE_END)
            ):
                adjectives += 1
                i += 1
                continue
            break
        return end, named

    def _distant_name(self, i: int, limit: int) -> int | None:
        """« (association) des amis de la cathédrale de Toul »: index of the preposition before the name.

        Common nouns lead to it, each with at most one adjective, joined by « de » and « et ».
        """
        words = self.prose.words
        nouns = 0
        while i < limit and nouns < 4:
            if words[i] not in common_words() or words[i] in _FUNCTION or i in self._heads or self._cap[i]:
                return None
            nouns += 1
            i += 1
            if i < limit and words[i].isalpha() and words[i] not in _PREPOSITIONS and words[i] not in _FUNCTION and words[i] in common_words():
                i += 1
            if i >= limit or words[i] not in ("de", "du", "des", "d", "et"):
                return None
            start = i
            if words[i] == "et":
                i += 1
                if i >= limit or words[i] not in _PREPOSITIONS:
                    return None
            i += 1
            while i < limit and (words[i] in _DETERMINERS or words[i] == "'"):
                i += 1
            if i < limit and self._cap[i] and words[i] not in _FUNCTION:
                return start if words[start] != "et" else start + 1
        return None

    def _coordinated(self, first: int, end: int, limit: int, hit: Hit, kind: str) -> bool:
        """« la ville et la métropole d'Angers »: the first head borrows the second's complement."""
        words = self.prose.words
        if end + 3 >= limit or words[end] != "et" or words[end + 1] not in ("la", "le", "l", "les"):
            return False
        j = end + 2
        if words[j] == "'":
            j += 1
        if words[j] not in ("metropole", "agglomeration", "communaute", "ville", "agglo", "commune", "departement", "intercommunalite"):
            return False
        stop, named = self._complement(j + 1, limit, False)
        if not named:
            return False
        core = " ".join(w for i, w in enumerate(words[j + 1 : stop], j + 1) if self._cap[i] and w not in _FUNCTION)
        self._add(hit.start, self.prose.ends[stop - 1], first, stop, "organisation", kind, core, hit)
        for i in range(first, stop):
            self._taken[i] = True
        return True

    def _bare_mentions(self) -> None:
        prose = self.prose
        i, count = 0, len(prose.words)
        while i < count:
            if not self._is_name_word(i):
                i += 1
                continue
            sentence = prose.sentence_at(prose.starts[i])
            j = self._parse_name(i, sentence.last)
            start, end = prose.starts[i], prose.ends[j - 1]
            role, kind = self._classify(i, j)
            first = i
            if first > sentence.first and prose.words[first - 1] == "la" and self._cap[first - 1] and not self._sentence_first(first - 1):
                first -= 1
                start = prose.starts[first]
            core = " ".join(w for w in prose.words[i:j] if w.isalnum() and w not in _NAME_LINKS)
            self._add(start, end, first, j, role, kind, core, None)
            i = j

    def _classify(self, i: int, j: int) -> tuple[Role, str | None]:
        prose = self.prose
        words = prose.words
        name = prose.text[prose.starts[i] : prose.ends[j - 1]]
        key = gazetteers.fold(name)
        if key in gazetteers.threat_actors():
            actor = gazetteers.threat_actors()[key]
            if not actor.ambiguous or self._actor_context(i, j):
                return "actor", None
        if key in gazetteers.organisations():
            return "organisation", gazetteers.organisations()[key].kind
        if key in gazetteers.press_titles() or gazetteers.fold("le " + name) in gazetteers.press_titles() or gazetteers.fold("la " + name) in gazetteers.press_titles():
            return "media", "media"
        if key in gazetteers.vendors():
            return "vendor", "company"
        if key in gazetteers.malware() and not gazetteers.malware()[key].ambiguous:
            return "malware", None
        before = i - 1
        if before >= 0 and words[before] == "." and before >= 1 and words[before - 1] in ("m", "mm"):
            return "person", "person"
        place = gazetteers.places().get(key)
        first_name = words[i] in gazetteers.first_names() and j - i >= 2
        if first_name and not (place and j - i > 1 and "-" in words[i:j]):
            return "person", "person"
        if before in self._titles and j - i <= 4 and not place:
            return "person", "person"
        if place is not None:
            kind = "local_government" if place.type in ("commune", "departement", "region", "city", "epci") else "government"
            return "place", kind
        return "name", None

    def _actor_context(self, i: int, j: int) -> bool:
        around = set(self.prose.words[max(0, i - 8) : i]) | set(self.prose.words[j : j + 8])
        return bool(
            around
            & set(
                """groupe gang collectif pirates hackers rancongiciel ransomware revendique revendiquee revendiquer signature
                cybercriminels franchise affilie affilies maitre hackeurs cyberattaque attaque viseur darkweb dark""".split()
            )
        )

    def _anaphors(self, hits: list[Hit]) -> None:
        prose = self.prose
        for hit in hits:
            first = prose.word_at(hit.start)
            if self._taken[first]:
                continue
            sentence = prose.sentence_at(hit.start)
            before = prose.words[first - 1] if first > sentence.first else ""
            if before == "'" and first - 1 > sentence.first:
                before = prose.words[first - 2]
            if before in _DEFINITE and not any(m.start <= hit.start < m.end for m in self.mentions if m.sentence == sentence.index):
                kind = None if hit.label == "anaphor" else "local_government"
                self._add(hit.start, hit.end, first, prose.word_at(hit.end - 1) + 1, "description", kind, "", hit)

    def _add(self, start: int, end: int, first: int, last: int, role: Role, kind: str | None, core: str, hit: Hit | None) -> None:
        head = fold(self.prose.text[hit.start : hit.end]) if hit else None
        plural = bool(hit) and head is not None and head.endswith(("s", "x")) and head not in ("sdis", "chs", "spf", "crous")
        sentence = self.prose.sentence_at(start).index
        self.mentions.append(Mention(start, end, first, last, sentence, role, kind, core, head, plural=plural))

    # -- chains -----------------------------------------------------------------------------------

    def _chain(self) -> None:
        named = [m for m in self.mentions if m.role != "description"]
        by_core: dict[tuple[str, str], Chain] = {}
        for mention in sorted(named, key=lambda m: (m.role not in ("organisation",), -len(m.core), m.start)):
            chain = self._matching(mention, by_core)
            if chain is None:
                chain = Chain(len(self.chains), role=mention.role, kind=mention.kind)
                self.chains.append(chain)
            by_core.setdefault((mention.core, _family(mention.kind)), chain)
            self._join(mention, chain)
        self._glosses()
        for mention in self.mentions:
            if mention.role == "description":
                antecedent = self._antecedent(mention)
                if antecedent is not None:
                    self._join(mention, antecedent)
        self.chains = [c for c in self.chains if c.mentions]
        self.chains.sort(key=lambda c: min(m.start for m in c.mentions))
        for index, chain in enumerate(self.chains):
            chain.index = index
            chain.mentions.sort(key=lambda m: m.start)
            for mention in chain.mentions:
                mention.chain = index
            self._settle(chain)

    def _join(self, mention: Mention, chain: Chain) -> None:
        chain.mentions.append(mention)
        mention.chain = chain.index

    def _matching(self, mention: Mention, by_core: dict[tuple[str, str], Chain]) -> Chain | None:
        family = _family(mention.kind)
        exact = by_core.get((mention.core, family))
        if exact is not None:
            return exact
        core = mention.core.split()
        if not core:
            return None
        for (other, other_family), chain in by_core.items():
            tokens = other.split()
            if mention.role in ("name", "media") and chain.role in ("organisation", "name", "media") and mention.core == other and mention.kind is None:
                return chain
            if not set(core) <= set(tokens) or len(core) >= len(tokens) + 1:
                continue
            same = family == other_family or mention.kind is None or chain.kind is None
            if mention.role == "place":
                if other_family == "place" and (mention.core == other):
                    return chain
                continue
            if chain.role == "place" or (chain.role == "person") != (mention.role in ("person",)):
                if chain.role == "person" and mention.role == "name" and core[-1] == tokens[-1] and len(core) == 1:
                    return chain
                continue
            if same and (core[0] == tokens[0] or core[-1] == tokens[-1]) and len(core[0]) > 2:
                return chain
        return None

    def _glosses(self) -> None:
        """« Fédération française de football (FFF) », « FFF (Fédération …) », and initials."""
        prose = self.prose
        named = sorted((m for m in self.mentions if m.role != "description"), key=lambda m: m.start)
        for left, right in zip(named, named[1:], strict=False):
            between = prose.folded[left.end : right.start].strip()
            if between in ("(", '("', "(dit", "( dit", "(ex-", "(ou", ", ou") and right.end < len(prose.text):
                a, b = prose.text[left.start : left.end], prose.text[right.start : right.end]
                short, long_ = (b, left) if len(b) <= len(a) else (a, right)
                if short.isupper() or sum(c.isupper() for c in short) >= 2 or _initials_match(short, prose.text[long_.start : long_.end]):
                    if prose.folded[right.end] in ')",' and right.role != "place" and left.chain != right.chain:
                        self._merge(self.chains[left.chain], self.chains[right.chain])
        for chain in self.chains:
            for mention in chain.mentions:
                form = prose.text[mention.start : mention.end]
                if form.isupper() and 2 <= len(form) <= 6 and mention.role in ("name", "organisation"):
                    for other in self.chains:
                        if other is not chain and other.mentions and any(
                            m.role == "organisation" and _initials_match(form, prose.text[m.start : m.end]) for m in other.mentions
                        ):
                            self._merge(other, chain)
                            break
                    break

    def _merge(self, target: Chain, source: Chain) -> None:
        for mention in source.mentions:
            mention.chain = target.index
        target.mentions.extend(source.mentions)
        if target.kind is None:
            target.kind = source.kind
        source.mentions = []

    def _antecedent(self, mention: Mention) -> Chain | None:
        """Chain that a definite description takes up: same head, else same kind, nearest before it."""
        best: tuple[float, Chain] | None = None
        for chain in self.chains:
            for other in chain.mentions:
                if other.role in ("description", "person", "actor", "malware") or other.start > mention.start:
                    continue
                if other.role == "place" and mention.kind != "local_government":
                    continue
                if other.role in ("media", "vendor") and mention.kind != other.kind:
                    continue
                score = -0.004 * (mention.start - other.start)
                if mention.head and other.head == mention.head:
                    score += 4
                elif mention.kind is not None and other.kind == mention.kind:
                    score += 2 - (1 if other.role == "place" else 0)
                elif mention.kind is None or other.kind is None:
                    score += 1 if other.role == "organisation" else 0.3
                else:
                    continue
                if mention.plural != other.plural:
                    score -= 1
                if best is None or score > best[0]:
                    best = (score, chain)
        return best[1] if best else None

    def _settle(self, chain: Chain) -> None:
        """Name, role and kind of a chain from its mentions."""
        prose = self.prose
        named = [m for m in chain.mentions if m.role != "description"] or chain.mentions
        organisations = [m for m in named if m.role == "organisation"]
        calm = [m for m in (organisations or named) if m.sentence not in self._shouting] or organisations or named
        best = max(calm, key=lambda m: (min(m.end - m.start, 90), -m.start))
        chain.name = " ".join(prose.text[best.start : best.end].split())
        roles = [m.role for m in named]
        for role in ("organisation", "actor", "media", "person", "vendor", "malware", "place", "name"):
            if role in roles:
                chain.role = role  # type: ignore[assignment]
                break
        kinds = [m.kind for m in named if m.kind] or [m.kind for m in chain.mentions if m.kind]
        if kinds:
            chain.kind = max(dict.fromkeys(kinds), key=kinds.count)


def _family(kind: str | None) -> str:
    return "place" if kind == "local_government" else kind or ""


def _initials_match(acronym: str, name: str) -> bool:
    letters = [c for c in fold(acronym) if c.isalpha()]
    if len(letters) < 2:
        return False
    skip = {"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux", "pour"}
    words = [w for w in fold(name).replace("'", " ").replace("-", " ").split() if w.isalnum()]
    full = [w[0] for w in words]
    short = [w[0] for w in words if w not in skip]
    # « Centre communal d'action sociale de Montgeron (CCAS) »: the place is not part of the acronym.
    return letters == full or short[: len(letters)] == letters and len(letters) >= min(3, len(short))


def find_organisations(text: str) -> list[Organisation]:
    """Every organisation, place and person of a text, with the chain each belongs to.

    Args:
        text: any French text.

    Returns:
        Mentions in order; ``kind`` is a code of the contract or None, ``chain`` numbers the thing named.
    """
    found = Mentions(Prose(text, has_title="\n" in text))
    return [
        Organisation(m.start, m.end, text[m.start : m.end], found.chains[m.chain].kind if m.chain >= 0 else m.kind, m.chain)
        for m in found.mentions
        if m.role not in ("actor", "malware")
    ]
