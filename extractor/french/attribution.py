"""Who says it: the sources of a text, and the stretches of text that each answers for.

A source is found from the words that introduce it, then read by a small noun-phrase grammar:

* a **preposition** (« selon X », « d'après X », « à en croire X ») or a **provenance** (« de source
  policière », « émane de X », « révélée par X ») answers for its sentence;
* a **verb of speech** after its subject (« X a indiqué que … », « X dit avoir … », « X dénonce … »)
  answers for its clause;
* a verb of speech **before** its subject (« …, a expliqué à l'AFP le maire, Luc Roux ») answers for the
  quotation or clause that it closes, over several sentences where the quotation runs on;
* a **quotation** alone belongs to the subject before its colon, or goes on with the last speaker;
* a **pronoun** (« a-t-elle ajouté », « selon lui ») adds its words to the source that it takes up;
* a **communiqué in « nous »** belongs as a whole to its author.

Denied speech (« n'a pas précisé si ») is no source, nor is « selon les cas ». The words are in
``models/lexicons/attribution.toml``. Time is linear in the text: every search stops after a fixed
number of words.

>>> text = "« Rien n'a été volé », a expliqué à l'AFP le maire, Luc Roux. Selon la police, deux hommes ont fui."
>>> [(s.text, s.kind, [text[a:b] for a, b in s.spans]) for s in find_sources(text)]
[('le maire, Luc Roux', 'person', ["Rien n'a été volé"]), ('la police', 'authority', ['deux hommes ont fui'])]

Measured by :func:`extractor.evaluation.attribution.score_attribution` on
``tests/french/data/attribution.jsonl``, 571 sources in 550 short texts written for this project. The
test half was written after the grammar and the lexicon, and no rule or word was changed for it:

=====  =======  =========  ======  =====  ========  =====  =====  =======
half   sources  precision  recall  F1     exact F1  kind   scope  cover F1
=====  =======  =========  ======  =====  ========  =====  =====  =======
dev        493      0.998   0.994  0.996     0.990  0.986  0.990     0.994
test        78      1.000   0.897  0.946     0.905  0.857  0.986     0.943
=====  =======  =========  ======  =====  ========  =====  =====  =======

(exact: same words; scope: sources whose covered words are the gold's by four fifths; cover: covered
letters.) Two earlier unseen sets of 92 sources, now part of dev, gave F1 0.854 and then 0.926. With
prose and mentions at hand a 300-word article of 5 sources takes 0.34 ms (0.8 ms with
24 sources), ten of them 3.6 ms, a hundred 37 ms.

As a component of any French pipeline, whose tokens carry the sources:

>>> import spacy
>>> nlp = spacy.blank("fr")
>>> _ = nlp.add_pipe("french_attribution")
>>> doc = nlp("Le parquet a précisé que trois suspects étaient en fuite.")
>>> [(span.text, span.label_, span._.source.spans) for span in doc.spans["sources"]]
[('Le parquet', 'authority', ((25, 56),))]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.french import gazetteers
from extractor.french.lexicon import Hit, Lexicon
from extractor.french.organisations import Mention, Mentions
from extractor.french.prose import Prose, Sentence

SourceKind = Literal["media", "victim", "authority", "attacker", "expert", "person", "organisation", "unknown"]
Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: its own words and the stretches that it answers for (code-point offsets).

    ``chain`` is the chain of :class:`~extractor.french.organisations.Mentions` that the source belongs
    to, None when it names nothing there (« un témoin »).
    """

    start: int
    end: int
    text: str
    kind: SourceKind
    chain: int | None
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Phrase:
    """A noun phrase read as a source, and the spans gathered for it; ``first``/``last`` are words."""

    first: int
    last: int
    kind: SourceKind | None
    gender: Gender | None
    plural: bool
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quotation: offsets with and without its marks."""

    open: int
    start: int
    end: int
    close: int


_REACH = 90  # words: how far a scope runs in a sentence without stops
_PHRASE = 24  # words: the longest source
_QUOTE = 3000  # code points: the longest quotation

_EVENTS = frozenset("intro origin of_source via say tell speak reflexive cited".split())
_VERBS = frozenset("say tell speak reflexive".split())
_KINDS: dict[str, SourceKind | None] = {
    "attacker": "attacker",
    "authority": "authority",
    "person": "person",
    "delegate": "person",
    "expert": "expert",
    "survey": "expert",
    "media": "media",
    "victim": "victim",
    "organisation": "organisation",
    "unknown": "unknown",
    "document": None,
}
_NAMED = frozenset("attacker authority expert media organisation victim".split())

_DETERMINERS = frozenset(
    """le la les l un une des du au aux cet cette ces ce son sa ses leur leurs notre nos plusieurs deux trois
    quelques certains certaines chaque aucun""".split()
)
_FEMININE = frozenset("la une cette sa".split())
_MASCULINE = frozenset("le un ce cet du au".split())
_PLURAL = frozenset("les des ces ses nos leurs plusieurs deux trois quelques certains certaines aux".split())
_OF = frozenset("de du des d".split())
_AT = frozenset("a au aux chez en".split())
_TITLES = frozenset("m mm mme mmes mlle me dr pr mgr".split())
_PRONOUNS: dict[str, tuple[Gender | None, bool]] = {
    "il": ("m", False),
    "elle": ("f", False),
    "ils": ("m", True),
    "elles": ("f", True),
    "lui": ("m", False),
    "eux": ("m", True),
    "celui": ("m", False),
    "celle": ("f", False),
}
_AUXILIARY = frozenset(
    """a ont avait avaient aura auront aurait auraient ai as avons avez eut eurent est sont etait etaient
    sera seront serait seraient ete etre avoir ayant fut furent""".split()
)
_HAVE = frozenset("a ont avait avaient aura auront aurait auraient ai avons avez eut eurent ayant avoir".split())
_BE = frozenset("est sont etait etaient sera seront serait seraient ete etre fut furent".split())
_NEGATORS = frozenset("pas jamais guere ni aucunement".split())
_GROUP = frozenset(
    """n ne y en se s me nous vous lui leur l le la les ' deja encore toujours aussi egalement bien pourtant
    donc ensuite depuis ainsi alors enfin meme plutot aussitot d ores et cependant toutefois neanmoins
    par ailleurs pas plus jamais guere ni vient viennent venait de tient tenu tiennent a voulu veut veulent
    souhaite souhaitent peut pu fini finit aime quant notamment simplement hier tout""".split()
)
_STOP = frozenset(
    """qui que qu dont ou et mais car donc or ni si quand lorsque comme puis dans sur sous pour par avec sans
    vers contre entre depuis pendant avant apres lors durant malgre parmi outre hors via devant selon
    ce cet cette ces son sa ses leur leurs notre nos le la les l un une aucun aucune ne n y se s il elle ils
    elles on nous vous je j c tu me lui eux lundi mardi mercredi jeudi vendredi samedi dimanche hier
    aujourd demain matin soir midi janvier fevrier mars avril mai juin juillet aout septembre octobre
    novembre decembre a ont est sont avait avaient etait etaient sera seront serait seraient aurait auraient
    aura auront fut furent va vont peut peuvent doit doivent pourrait pourraient devrait devraient fait font
    reste restent demeure veut veulent alors tandis puisque tout tous toute toutes tres trop plus moins
    deja encore toujours aussi egalement ainsi pas jamais plutot voire cite citee cites citees interroge
    interrogee joint jointe contacte contactee aupres chez lorsqu jusqu jusque ici""".split()
)
_AUXILIARY_OR_T = _AUXILIARY | {"t"}
_ARTICLES = frozenset("le la les un une cette ce sa son ses des du de d par en aux au".split())
_EDITORIAL = frozenset(
    """confreres consoeurs informations lecteurs colonnes questions redaction journal article newsletter
    abonnes journalistes confrere soins""".split()
)
_SPEAKS_AS_US = frozenset("organisation delegate authority media".split())
_BREAKS = frozenset([*',;:"-', "et", "mais", "que", "qu", "toujours", "car"])
_TOWARDS = frozenset("vient viennent venait tient tenu tiennent voulu veut souhaite fini finit aime pu peut".split())
_HEARERS = (
    "inform", "alert", "preven", "avert", "rassur", "appri", "juge", "menac", "consider", "reclam", "salu",
    "conteste", "publi",
)  # fmt: skip
_TIME = frozenset(
    """lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd hui demain matin soir midi apres janvier
    fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lendemain veille peu plus
    tard sobrement ensuite encore aussi egalement ainsi toujours meme deja enfin notamment alors""".split()
)
_AROUND = frozenset("a au aux aupres devant dans sur lors par en via chez pendant apres avant sous d de".split())
_RELATIVE = frozenset(
    """qui que qu dont lequel laquelle lesquels lesquelles mais et ou lors dans apres avant pour tout sans alors
    tandis ce cite citee cites citees puis sur avec contre car""".split()
)
_PERSON_END = (
    "eur", "eurs", "euse", "trice", "iste", "istes", "ier", "iere", "ien", "ienne", "logue", "logues", "graphe", "nome",
    "aire", "eron", "enne", "ante", "ant", "ants", "ateur", "cole", "ard",
)  # fmt: skip
_ADJECTIVE_END = (
    "al", "ale", "ique", "anne", "onne", "enne", "aire", "ien", "ienne", "ais", "aise", "ois", "oise", "el", "elle",
    "if", "ive", "ain", "aine", "in", "ine", "and", "ande", "ard", "arde", "es", "ee", "iste", "eux", "euse", "an",
    "ane",
)  # fmt: skip
_QUOTE_MARKS = re.compile('[«»“”„"\n]')
_SIGNED = re.compile(r"[—–―-]{1,2}[ \u00a0]?([^\n()—–]{2,60}?)[ \u00a0]?\(@\w{1,40}\)")


@cache
def attribution_lexicon() -> Lexicon:
    """The compiled words of ``attribution.toml``."""
    return Lexicon.load("attribution")


class Attribution:
    """Sources of one text, and who answers for any stretch of it.

    Args:
        prose: the text.
        mentions: its organisations and persons, which give extents, kinds and chains.

    >>> prose = Prose("Selon la mairie, tout est réparé.")
    >>> Attribution(prose, Mentions(prose)).source_of(17, 32).text
    'la mairie'
    """

    def __init__(self, prose: Prose, mentions: Mentions) -> None:
        self.prose = prose
        self.mentions = mentions
        self._cap = [prose.text[start].isupper() for start in prose.starts]
        self._mention_at: dict[int, Mention] = {}
        self._mention_in: dict[int, Mention] = {}
        self._described: dict[int, int] = {}
        for mention in mentions.mentions:
            if mention.role == "description":
                if mention.chain >= 0:
                    self._described[mention.last] = mention.chain
            else:
                self._mention_at[mention.first] = mention
                for i in range(mention.first, min(mention.last, mention.first + _PHRASE)):
                    self._mention_in[i] = mention
        hits = attribution_lexicon().scan(prose)
        self._nouns: dict[int, list[Hit]] = {}
        self._speech: set[int] = set()
        self._not_source: set[int] = set()
        self._female: set[int] = set()
        events: list[Hit] = []
        for hit in hits:
            label = hit.entry.label
            if label in _EVENTS:
                events.append(hit)
                if label in _VERBS and hit.mood not in (None, "pp", "inf"):
                    self._speech.add(hit.start)
            elif label == "not_source":
                self._not_source.add(prose.word_at(hit.start))
            elif label == "feminine":
                self._female.add(prose.word_at(hit.start))
            else:
                self._nouns.setdefault(prose.word_at(hit.start), []).append(hit)
        self.quotes = self._find_quotes()
        self._quote_opens = [q.open for q in self.quotes]
        self._found: dict[int, _Phrase] = {}
        self._order: list[_Phrase] = []
        self._last: _Phrase | None = None
        self._quoted: set[int] = set()
        self._bound = 0
        self._events = events
        self._read_events()
        self._lone_quotes()
        self._signed_posts()
        self._communique()
        self.sources: list[Source] = self._finish()
        self._paint()

    # -- quotations --------------------------------------------------------------------------------

    def _find_quotes(self) -> list[_Quote]:
        """Outermost quotations; one that never closes ends with its line."""
        text = self.prose.text
        quotes: list[_Quote] = []
        opened, depth = -1, 0
        for match in _QUOTE_MARKS.finditer(text):
            mark, at = match.group(), match.start()
            if mark == "\n":
                following = text[at + 1 : at + 4].lstrip()
                if opened >= 0 and (following[:1] not in ("«", "“") or depth == 0):
                    self._add_quote(quotes, opened, at, at)
                    opened, depth = -1, 0
            elif mark in "«“„" or (mark == '"' and opened < 0):
                if opened < 0:
                    opened, depth = at, 1
                elif text[at - 1 : at] != "\n":
                    depth += 1
            elif opened >= 0:
                depth -= 1
                if depth <= 0 or mark == '"':
                    self._add_quote(quotes, opened, at, at + 1)
                    opened, depth = -1, 0
        if opened >= 0:
            self._add_quote(quotes, opened, len(text), len(text))
        return quotes

    def _add_quote(self, quotes: list[_Quote], opened: int, end: int, close: int) -> None:
        end = min(end, opened + _QUOTE)
        trimmed = self._trim(opened + 1, end)
        if trimmed:
            quotes.append(_Quote(opened, trimmed[0], trimmed[1], min(close, opened + _QUOTE + 1)))

    def _quote_at(self, offset: int) -> int | None:
        """Index of the quotation that holds a code point."""
        index = bisect_right(self._quote_opens, offset) - 1
        return index if index >= 0 and offset < self.quotes[index].close else None

    def _quote_opening(self, word: int) -> int | None:
        """Index of the quotation that opens at a word."""
        if word >= len(self.prose.words):
            return None
        index = bisect_left(self._quote_opens, self.prose.starts[word])
        return index if index < len(self.quotes) and self._quote_opens[index] == self.prose.starts[word] else None

    # -- noun phrases ------------------------------------------------------------------------------

    def _touches(self, i: int) -> bool:
        return self.prose.starts[i] == self.prose.ends[i - 1]

    def _is_at(self, i: int) -> bool:
        """Whether word i is « à », not the verb « a »."""
        return self.prose.text[self.prose.starts[i]] in "àÀ"

    def _phrase_end(self, first: int, limit: int, *, subject: bool = False) -> int:
        """End of the noun phrase that opens at a word; ``first`` itself when there is none."""
        words, cap, ends = self.prose.words, self._cap, self.prose.ends
        limit = min(limit, first + _PHRASE, len(words))
        i = first
        determined = False
        while i < limit and words[i] in _DETERMINERS and i - first < 3:
            determined = True
            i += 1
            if i < limit and words[i] == "'":
                i += 1
        head = i
        if i < limit and words[i] in ("un", "une") and i + 1 < limit and words[i + 1] in ("des", "de"):
            i += 2
            head = i
        lower = names = adjectives = 0
        while i < limit:
            word = words[i]
            mention = self._mention_at.get(i)
            if mention is not None and mention.last <= limit and mention.last > i and not (i == head and not cap[i]):
                if mention.role == "person" and names and not cap[i]:
                    break
                i = mention.last
                names += 1
                continue
            if i == head and word in _TITLES and i + 1 < limit and (cap[i] or word != "me"):
                i += 1
                if words[i] == ".":
                    i += 1
                continue
            if word.isalnum() and cap[i]:
                longest = max((h.end for h in self._nouns.get(i, ())), default=0)
                if ends[i] < longest <= ends[limit - 1]:
                    i = self.prose.word_at(longest - 1)
                names += 1
                i += 1
                continue
            if word in "'-.&_" and i > first and self._touches(i) and i + 1 < limit and self._touches(i + 1):
                if words[i + 1] in ("t", "il", "elle", "on", "ils", "elles", "ci", "la") and word == "-":
                    break
                if word == "." and not cap[i + 1]:
                    break
                i += 2
                continue
            if word in _OF and i > head:
                after = self._skip_determiner(i + 1, limit)
                if after >= limit or not words[after].isalnum() or (words[after] in _STOP and not cap[after]):
                    break
                if words[after].isdigit() or words[after] in ("source", "sources"):
                    break
                i = after
                adjectives = lower = 0
                names = min(names, 1)
                if not cap[i]:
                    i += 1
                    lower = 1
                continue
            if word in _AT and i > head and self._function(head, i) and (word != "a" or self._is_at(i)):
                after = self._skip_determiner(i + 1, limit)
                if (
                    after >= limit
                    or not words[after].isalnum()
                    or self._label(after) in ("media", "unknown")
                    or words[after]
                    in ("micro", "antenne", "issue", "ses", "son", "sa", "leur", "nos", "notre", "propos")
                    or words[i + 1] in ("ses", "son", "sa", "leurs", "leur", "nos", "notre")
                    or after in self._mention_in
                    and self._mention_in[after].role in ("media", "person")
                    or (word == "en" and words[after] not in ("chef", "charge"))
                    or words[after].isdigit()
                    or words[after] in _TIME
                ):
                    break
                i = after
                if not cap[i]:
                    i += 1
                    lower, adjectives = 1, 0
                continue
            if word == "et" and i > head and i + 2 < limit and (words[i + 1] in _DETERMINERS or cap[i + 1]):
                stop = self._phrase_end(i + 1, limit, subject=subject)
                if stop > i + 1 and self._kind(i + 1, stop) and self._kind(first, i) and (subject or stop - i > 1):
                    if stop >= limit or not words[stop].isalnum() or words[stop] in _STOP:
                        return stop
                break
            if word == "(" and i + 2 < limit and words[i + 2] == ")" and (cap[i + 1] or words[i + 1].isdigit()):
                i += 3
                continue
            if not word.isalpha() or cap[i]:
                break
            if i == head:
                if not determined and self._label(i) is None and word not in ("source", "sources"):
                    break
                if word in _STOP and self._label(i) is None:
                    break
                i += 1
                lower += 1
                continue
            if word in _STOP or self.prose.starts[i] in self._speech:
                break
            longest = max((h.end for h in self._nouns.get(i, ())), default=0)
            if determined and ends[i] < longest <= ends[limit - 1]:
                i = self.prose.word_at(longest - 1) + 1
                lower += 1
                continue
            if names and not (determined and word.endswith(_ADJECTIVE_END) and (i == head + 1 or not cap[i - 1])):
                break
            if word.endswith("ent") and words[first] in _PLURAL and not subject:
                break
            if word.endswith("ment") and len(word) > 6 or adjectives >= 2 or word.isdigit():
                break
            adjectives += 1
            lower += 1
            i += 1
        return i if i > head else first

    def _skip_determiner(self, i: int, limit: int) -> int:
        words = self.prose.words
        if i < limit and words[i] == "'":
            i += 1
        if i < limit and words[i] in (
            "la",
            "le",
            "les",
            "l",
            "son",
            "sa",
            "ses",
            "cette",
            "ce",
            "cet",
            "ces",
            "notre",
            "nos",
            "leur",
            "plusieurs",
        ):
            i += 1
            if i < limit and words[i] == "'":
                i += 1
        return i

    def _label(self, i: int) -> str | None:
        """Class of the source noun at a word."""
        hits = self._nouns.get(i)
        return hits[0].entry.label if hits else None

    def _function(self, first: int, last: int) -> bool:
        return any(self._label(i) in ("person", "delegate", "expert", "authority") for i in range(first, last))

    def _kind(self, first: int, last: int) -> SourceKind | None:
        """Kind of the noun phrase between two words, None when nothing says that it can speak."""
        prose = self.prose
        end = prose.ends[last - 1]
        labels: list[str] = []
        for i in range(first, last):
            hits = [h for h in self._nouns.get(i, ()) if h.end <= end]
            if hits:
                longest = max(h.end for h in hits)
                labels += [h.entry.label for h in hits if h.end == longest][:1]
        labels = [self._rank(label, last) if label in ("rank", "professor") else label for label in labels]
        head = labels[0] if labels else None
        rest = labels[1:]
        if "attacker" in labels and head in ("attacker", "organisation", "delegate", "document", "unknown"):
            return "attacker"
        if head in ("delegate", "document", "unknown"):
            for label in rest:
                if label in ("authority", "attacker") or (head != "delegate" and label in _NAMED):
                    return _KINDS[label]
                if label in ("expert", "survey"):
                    return "expert"
            if head == "delegate":
                return "person"
        elif head == "person" and rest:
            for label in rest:
                if label in ("expert", "authority") and any(self.prose.words[i] == "," for i in range(first, last)):
                    return _KINDS[label]
        mentions = [m for i in range(first, last) if (m := self._mention_in.get(i)) is not None]
        named = [k for k in map(self._mention_kind, mentions) if k]
        if head == "organisation" and self._names_actor(first, last, mentions):
            return "attacker"
        if head == "organisation" and named and named[0] in ("attacker", "media"):
            if mentions[0].role != "place":
                return named[0]
        if head is not None and _KINDS[head] is not None and not (head == "unknown" and named):
            if "person" in named and head == "organisation" and mentions[0].first == first:
                return "person"
            return _KINDS[head]
        if named:
            return named[0]
        if head is not None:
            return "unknown"
        if any(prose.words[i] in _TITLES and self._cap[i] for i in range(first, last)):
            return "person"
        names = [i for i in range(first, last) if self._cap[i] and prose.words[i] not in _DETERMINERS]
        if names:
            word = prose.words[names[0]]
            if word in gazetteers.first_names() and prose.words[first] not in _DETERMINERS:
                return "person"
            return "organisation"
        heads = [
            prose.words[i] for i in range(first, last) if prose.words[i] not in _DETERMINERS and prose.words[i] != "'"
        ]
        if heads and heads[0].endswith(_PERSON_END) and len(heads[0]) > 4:
            return "person"
        return None

    def _names_actor(self, first: int, last: int, mentions: list[Mention]) -> bool:
        """« le groupe Akira »: a group under the name of a known actor."""
        prose = self.prose
        if not mentions or not any(prose.words[i] in ("groupe", "gang", "collectif") for i in range(first, last)):
            return False
        name = prose.text[prose.starts[mentions[-1].first] : prose.ends[last - 1]]
        return any(gazetteers.fold(n) in gazetteers.threat_actors() for n in (name, name.split()[-1]))

    def _rank(self, label: str, last: int) -> str:
        """« le capitaine Morin » is an officer, « le capitaine toulousain » a player."""
        if not self._cap[last - 1]:
            return "person"
        return "authority" if label == "rank" else "expert"

    def _mention_kind(self, mention: Mention) -> SourceKind | None:
        role, kind = mention.role, mention.kind
        if role == "actor":
            return "attacker"
        if role == "media" or kind == "media":
            return "media"
        if role == "person" or kind == "person":
            return "person"
        if role == "vendor":
            return "expert"
        if kind == "government":
            return "authority"
        if role == "name" and kind is None:
            word = self.prose.words[mention.first]
            if word in gazetteers.first_names():
                return "person"
            return "organisation"
        return "organisation" if role in ("organisation", "place") else None

    def _phrase(self, first: int, limit: int, *, apposition: bool = True) -> _Phrase | None:
        """The source that opens at a word."""
        end = self._phrase_end(first, limit)
        if end == first:
            return None
        if apposition:
            end = self._apposition(first, end, limit)
        return self._make(first, end)

    def _make(self, first: int, last: int) -> _Phrase:
        words = self.prose.words
        kind = self._kind(first, last)
        gender: Gender | None = None
        opening = words[first]
        if opening in _FEMININE:
            gender = "f"
        elif opening in _MASCULINE:
            gender = "m"
        plural = opening in _PLURAL
        if any(i in self._female for i in range(first, min(last, first + 4))):
            gender = "f"
        if gender is None and opening == "m":
            gender = "m"
        if (
            gender is None
            and kind == "person"
            and opening in gazetteers.first_names()
            and not opening.endswith(("a", "e", "ie"))
        ):
            gender = "m"
        return _Phrase(self._drop_determiner(first, last, kind), last, kind, gender, plural)

    def _drop_determiner(self, first: int, last: int, kind: SourceKind | None) -> int:
        """« au Courrier de l'Ouest » is cited without its article, « le maire » and « l'AFP » with it."""
        words = self.prose.words
        if words[first] in ("le", "la", "les", "l", "du", "au", "aux", "d", "de"):
            i = first + 1
            if i < last and words[i] == "'":
                i += 1
            if i >= last:
                return first
            if words[first] in ("du", "au", "aux", "d", "de"):
                return i
            name = self.prose.text[self.prose.starts[i] : self.prose.ends[i]]
            if kind == "media" and not self._cap[first] and self._cap[i] and not name.isupper():
                return i
        return first

    def _apposition(self, first: int, end: int, limit: int) -> int:
        """« le maire, Luc Roux », « Luc Roux, maire de Dax »: end with the apposition."""
        words, cap = self.prose.words, self._cap
        limit = min(limit, len(words))
        if end + 1 >= limit or words[end] != ",":
            return end
        i = end + 1
        common = words[first] in _DETERMINERS and not all(cap[k] or not words[k].isalpha() for k in range(end - 1, end))
        if cap[i] and words[i] not in _DETERMINERS:
            if not self._function(first, end):
                return end
            stop = self._phrase_end(i, limit)
            if self._kind(i, stop) not in ("person", "organisation"):
                return end
        elif not cap[i] and (cap[end - 1] or not common):
            inner = self._skip_determiner(i, limit)
            if (
                self._label(inner) not in ("person", "delegate", "expert", "authority", "victim")
                and not (inner == i and words[i].isalpha() and words[i].endswith(_PERSON_END) and words[i] not in _STOP)
                and not (inner > i and self._kind(first, end) == "person" and not cap[inner])
            ):
                return end
            stop = self._trade_end(i, limit)
        else:
            return end
        if stop > i and (stop >= limit or not words[stop].isalnum() and words[stop] not in "'-"):
            return stop
        return end

    def _trade_end(self, i: int, limit: int) -> int:
        stop = self._phrase_end(i, limit)
        if stop == i:  # a trade that no list knows: « apiculteur », « éleveuse à Saint-Flour »
            stop = i + 1
        words = self.prose.words
        if stop + 1 < limit and (
            words[stop] in ("chez", "dans", "au", "aux", "en") or words[stop] == "a" and self._is_at(stop)
        ):
            inner = self._skip_determiner(stop + 1, limit)
            if inner < limit and self._cap[inner]:
                further = self._phrase_end(inner, limit)
                if further > inner:
                    stop = further
        return stop

    def _subject(self, group: int, sentence: Sentence) -> _Phrase | None:
        """The noun phrase that ends where a verb group begins."""
        words = self.prose.words
        floor = max(sentence.first, group - 2 * _PHRASE)
        if group <= floor:
            return None
        if words[group - 1] == ",":
            comma = group - 1
            while comma > floor and words[comma - 1] not in ',;:"()':
                comma -= 1
            if comma > floor and words[comma - 1] == ",":
                left = self._ending_at(comma - 1, floor)
                if left is not None and left.kind is not None:
                    end = self._apposition(left.first, comma - 1, group)
                    if end > comma - 1:
                        return self._make(self._first_of(left), end)
                    return left
            return None
        if words[group - 1] == "qui":
            before = group - 2
            if before > floor and words[before] == ",":
                before -= 1
            return self._ending_at(before + 1, floor)
        if words[group - 1] == "et":
            opener = self._opener(sentence)
            return opener if opener is not None and opener.last <= group else None
        return self._ending_at(group, floor)

    def _first_of(self, phrase: _Phrase) -> int:
        """Word where a phrase opens, with the article that was dropped."""
        first = phrase.first
        words = self.prose.words
        if first and words[first - 1] == "'" and first > 1:
            return first - 2
        return first - 1 if first and words[first - 1] in _DETERMINERS else first

    def _back_to_stop(self, i: int, floor: int) -> int:
        """Word after the last stop before word i."""
        words = self.prose.words
        while (
            i > floor
            and words[i - 1] not in ',;:"()'
            and words[i - 1] not in ("que", "qui", "qu", "mais", "car", "dont", "si")
        ):
            i -= 1
        return i

    def _ending_at(self, end: int, floor: int) -> _Phrase | None:
        words = self.prose.words
        floor = self._back_to_stop(end, max(floor, end - _PHRASE))
        for i in range(floor, end):
            word = words[i]
            opens = word in _DETERMINERS or (self._cap[i] and word not in _STOP) or self._label(i) is not None
            if not opens or word in ("'", "-") or word in ("du", "des", "au", "aux") and i > floor:
                continue
            if i > floor and (
                words[i - 1] in _OF or words[i - 1] in _AROUND or words[i - 1] in ("'", "par", "pour", "-")
            ):
                continue
            if i > floor and words[i - 1] in _DETERMINERS and word not in _DETERMINERS:
                continue
            if word in _PRONOUNS or word in _AROUND and not self._label(i):
                continue
            if self._phrase_end(i, end, subject=True) == end:
                return self._make(i, end)
        return None

    def _opener(self, sentence: Sentence) -> _Phrase | None:
        """The noun phrase that opens a sentence, after an adverbial and its comma if any."""
        words = self.prose.words
        i = sentence.first
        if i < sentence.last and words[i] in ("et", "mais", "puis", "or"):
            i += 1
        phrase = self._phrase(i, sentence.last) if self._opens(i, sentence.last) else None
        if phrase is None or phrase.kind is None:
            stop = min(sentence.last, i + 12)
            comma = next((k for k in range(i, stop) if words[k] == ","), None)
            if comma is not None and self._opens(comma + 1, sentence.last):
                phrase = self._phrase(comma + 1, sentence.last)
        return phrase if phrase is not None and phrase.kind is not None else None

    def _opens(self, i: int, limit: int) -> bool:
        words = self.prose.words
        if i >= limit or words[i] in _PRONOUNS or words[i] in _AROUND and not self._mention_at.get(i):
            return False
        return words[i] in _DETERMINERS or self._cap[i] and words[i] not in _STOP or self._label(i) is not None

    # -- reading -----------------------------------------------------------------------------------

    def _read_events(self) -> None:
        done = -1
        for number, hit in enumerate(self._events):
            if hit.start < done:
                continue
            sentence = self.prose.sentence_at(hit.start)
            if not sentence.start <= hit.start < sentence.end:
                continue
            label = hit.entry.label
            if label == "intro":
                read = self._intro(hit, sentence, number)
            elif label == "of_source":
                read = self._of_source(hit, sentence)
            elif label == "origin":
                read = self._origin(hit, sentence)
            elif label == "cited":
                read = self._cited(hit, sentence)
            elif label in _VERBS:
                read = self._verb(hit, sentence)
            else:
                continue
            if read:
                done = hit.end
                self._bound = max(self._bound, read)

    def _keep(self, phrase: _Phrase, spans: list[tuple[int, int] | None]) -> None:
        """Add spans to a source, which is created the first time it is met."""
        kept = self._found.get(phrase.first)
        if kept is None:
            self._found[phrase.first] = kept = phrase
            self._order.append(phrase)
        for span in spans:
            if span is not None and span not in kept.spans[-4:]:
                kept.spans.append(span)
        self._last = kept

    def _pronoun(self, word: str, sentence: Sentence, at: int) -> _Phrase | None:
        """The source that a pronoun takes up: the last one that agrees, else a recent subject."""
        gender, plural = _PRONOUNS[word]
        fallback: _Phrase | None = None
        for candidate in reversed(self._order[-6:]):
            if candidate.first >= at or not self._agrees(candidate, gender, plural):
                continue
            distance = sentence.index - self.prose.sentence_at(self.prose.starts[candidate.first]).index
            if distance <= 3:
                return candidate
            if distance <= 6 and fallback is None:
                fallback = candidate
        for index in range(sentence.index - 1, max(sentence.index - 4, -1), -1):
            before = self.prose.sentences[index]
            if self._quote_at(before.start) is not None:
                continue
            opener = self._opener(before)
            if opener is not None and self._agrees(opener, gender, plural) and opener.kind != "unknown":
                return opener
        return fallback

    @staticmethod
    def _agrees(phrase: _Phrase, gender: Gender | None, plural: bool) -> bool:
        if phrase.plural != plural:
            return False
        return plural or phrase.gender is None or gender is None or phrase.gender == gender

    def _lone_pronoun(self, at: int) -> _Phrase:
        gender, plural = _PRONOUNS[self.prose.words[at]]
        return _Phrase(at, at + 1, "person", gender, plural)

    # -- scopes ------------------------------------------------------------------------------------

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch without the blanks and punctuation at its edges."""
        text = self.prose.text
        while start < end and not (text[start].isalnum() or text[start] in '«“"$€#@'):
            start += 1
        while start < end and not (text[end - 1].isalnum() or text[end - 1] in '»”"%€$)…!?'):
            end -= 1
        while end - start > 1 and text[start] in '«“"' and text[end - 1] in '»”"' and self._one_quote(start, end):
            start, end = start + 1, end - 1
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
        return (start, end) if start < end else None

    def _one_quote(self, start: int, end: int) -> bool:
        text = self.prose.text
        return not any(mark in text[start + 1 : end - 1] for mark in '«»“”"')

    def _clause_end(self, first: int, sentence: Sentence) -> int:
        """Offset where a scope that opens at a word ends: a stop, a turn, or the sentence's end."""
        prose, words = self.prose, self.prose.words
        last = min(sentence.last, first + _REACH)
        i = first
        while i < last:
            word = words[i]
            if word == '"':
                quote = self._quote_opening(i)
                if quote is not None:
                    close = self.quotes[quote].close
                    if close >= sentence.end:
                        return close
                    i = prose.word_at(close)
                    continue
            if word == ";" and self._quote_at(prose.starts[i]) is None:
                return prose.starts[i]
            if i > first and (
                word in ("alors", "tandis")
                and i + 1 < last
                and words[i + 1] in ("que", "qu")
                or word == ","
                and i + 1 < last
                and (
                    words[i + 1] == "mais"
                    or words[i + 1] == "ce"
                    and i + 2 < last
                    and words[i + 2] in ("que", "qui", "qu")
                )
            ):
                return prose.starts[i]
            i += 1
        return sentence.end if last == sentence.last else prose.ends[last - 1]

    def _clause_start(self, before: int, sentence: Sentence) -> int:
        """Offset where the clause that ends before a word begins."""
        prose, words = self.prose, self.prose.words
        floor = max(sentence.first, before - _REACH)
        for i in range(before - 1, floor, -1):
            if prose.starts[i] < self._bound:
                return max(self._bound, prose.starts[floor])
            if words[i] == ";" or words[i] == "mais" and words[i - 1] == ",":
                return prose.ends[i]
        start = prose.starts[floor]
        return self._bound if start < self._bound < prose.starts[before] else start

    def _said_before(self, group: int, sentence: Sentence) -> tuple[int, int] | None:
        """What was said before an inverted verb group: the quotation that closes there, or the clause."""
        prose = self.prose
        before = group - 1
        while before > 0 and prose.words[before] in ",-" and before >= sentence.first:
            before -= 1
        if prose.words[before] == '"':
            index = bisect_right(self._quote_opens, prose.starts[before] - 1) - 1
            if index >= 0 and self.quotes[index].close == prose.ends[before]:
                quote = self.quotes[index]
                lead = self._clause_start(max(prose.word_at(quote.open), sentence.first), sentence)
                if quote.open <= sentence.start or not any(c.isalnum() for c in prose.text[lead : quote.open]):
                    self._quoted.add(index)
                    return quote.start, quote.end
        return self._trim(self._clause_start(group, sentence), prose.starts[group])

    def _said_after(self, last: int, sentence: Sentence, said: tuple[int, int] | None) -> tuple[int, int] | None:
        """What goes on after an inverted source: a second quotation, or the rest of a cut clause."""
        prose, words = self.prose, self.prose.words
        if last >= sentence.last or words[last] not in ",:":
            return None
        i = last + 1
        quote = self._quote_opening(i)
        if quote is not None:
            self._quoted.add(quote)
            return self.quotes[quote].start, self.quotes[quote].end
        if i >= sentence.last or words[i] in _RELATIVE or words[i].endswith("ant") or words[i].isdigit():
            return None
        if said is not None and self._has_verb(said):
            return None
        return self._trim(prose.starts[i], self._clause_end(i, sentence))

    def _has_verb(self, span: tuple[int, int]) -> bool:
        words = self.prose.words
        first = self.prose.word_at(span[0])
        last = min(self.prose.word_at(span[1] - 1) + 1, first + _REACH)
        if last - first > 9:
            return True
        return any(
            w in _AUXILIARY
            and not (w == "a" and self._is_at(first + k))
            or w in ("va", "vont", "doit", "peut", "fait", "ne", "n", "se", "s", "il", "elle", "on", "nous", "je")
            or w.endswith(("era", "eront", "ait", "aient", "ira"))
            for k, w in enumerate(words[first:last])
        )

    # -- prepositions ------------------------------------------------------------------------------

    def _intro(self, hit: Hit, sentence: Sentence, number: int) -> int:
        prose, words = self.prose, self.prose.words
        cue = prose.word_at(hit.start)
        first = prose.word_at(hit.end - 1) + 1
        if first < sentence.last and words[first] == "'":
            first += 1
        if first >= sentence.last:
            return 0
        if words[first] in _PRONOUNS:
            phrase = self._pronoun(words[first], sentence, first)
            if phrase is None:
                return 0
            end = first + 1
        else:
            if self._compares(first, sentence.last):
                return 0
            inner = self._skip_determiner(first, sentence.last)
            found = self._phrase(first, sentence.last)
            if found is None or not words[inner if inner < sentence.last else first].isalnum():
                return 0
            phrase = found
            if phrase.kind is None and cue > sentence.first and words[cue - 1] not in _BREAKS:
                return 0
            phrase.kind = phrase.kind or "unknown"
            end = phrase.last
        spans: list[tuple[int, int] | None] = []
        opening = (
            cue == sentence.first
            or self._bound >= prose.starts[cue - 1]
            or words[cue - 1] in ('"', ";", ":")
            or (
                cue - sentence.first <= 2
                and words[cue - 1] in ("et", "mais", "car", "or", "toujours", "toutefois", ",")
            )
            or words[cue - 1] in ("que", "qu", "mais", "puis")
        )
        later = self._next_event(number, sentence)
        after = end
        if after < sentence.last and words[after] == "," and after + 1 < sentence.last:
            if words[after + 1] in (
                "qui",
                "que",
                "dont",
                "cite",
                "citee",
                "cites",
                "citees",
                "interroge",
                "joint",
                "contacte",
                "relaye",
            ):
                comma = next(
                    (k for k in range(after + 1, min(sentence.last, after + 30)) if words[k] == ","), sentence.last
                )
                after = comma if opening else sentence.last
        if not opening:
            spans.append(self._said_before(cue, sentence))
            goes_on = (
                after < sentence.last - 1
                and words[after] == ","
                and words[after + 1] not in _RELATIVE
                and not words[after + 1].isdigit()
                and not words[after + 1].endswith("ant")
                and not later
                and words[cue - 1] == ","
            )
            if goes_on:
                spans.append(self._trim(prose.ends[after], self._clause_end(after + 1, sentence)))
        elif after < sentence.last:
            begin = after + 1 if words[after] in ",:" else after
            if begin < sentence.last:
                stop = self._clause_end(begin, sentence)
                if later:
                    following = prose.word_at(self._events[number + 1].start)
                    turn = next(
                        (k for k in range(following - 1, max(begin, following - 9), -1) if words[k] == ","), None
                    )
                    if turn is not None and turn < following - 1:
                        stop = self._bound = min(stop, prose.starts[turn])
                spans.append(self._trim(prose.starts[begin], stop))
                quote = self._quote_opening(begin)
                if quote is not None:
                    self._quoted.add(quote)
        self._keep(phrase, spans)
        return prose.ends[end - 1]

    def _compares(self, first: int, limit: int) -> bool:
        """« selon les cas », « d'après un roman »: nobody speaks."""
        inner = self._skip_determiner(first, limit)
        if self.prose.words[first] in ("un", "une", "des", "chaque"):
            inner = first + 1
        return any(i in self._not_source and not self._cap[i] for i in (first, inner))

    def _next_event(self, number: int, sentence: Sentence) -> bool:
        """Whether the same sentence names another source by a preposition, close by."""
        if number + 1 >= len(self._events):
            return False
        following = self._events[number + 1]
        return following.entry.label == "intro" and following.start < sentence.end

    def _of_source(self, hit: Hit, sentence: Sentence) -> int:
        """« De source policière, … »; after « apprend-on » the verb reads it."""
        prose, words = self.prose, self.prose.words
        cue = prose.word_at(hit.start)
        first = prose.word_at(hit.end - 1)
        if words[first - 1] not in ("de", "d", "'"):
            first -= 1
        end = self._phrase_end(first, sentence.last)
        if end == first:
            return 0
        phrase = self._make(first, end)
        phrase.kind = phrase.kind or "unknown"
        spans: list[tuple[int, int] | None] = []
        if cue == sentence.first or words[cue - 1] == ",":
            if end + 1 < sentence.last and words[end] == ",":
                spans.append(self._trim(prose.ends[end], self._clause_end(end + 1, sentence)))
        if cue > sentence.first and words[cue - 1] != ",":
            return 0
        if cue > sentence.first:
            spans.insert(0, self._said_before(cue, sentence))
        if not any(spans):
            return 0
        self._keep(phrase, spans)
        return prose.ends[end - 1]

    def _origin(self, hit: Hit, sentence: Sentence) -> int:
        prose, words = self.prose, self.prose.words
        first = prose.word_at(hit.end - 1) + 1
        phrase = self._phrase(self._skip_quote_mark(first), sentence.last)
        group = prose.word_at(hit.start)
        if (
            phrase is None
            or phrase.kind is None
            or not any(
                w
                in (
                    "information",
                    "informations",
                    "nouvelle",
                    "rumeur",
                    "alerte",
                    "annonce",
                    "revelation",
                    "affirmation",
                )
                for w in words[max(sentence.first, group - 8) : group + 4]
            )
        ):
            return 0
        span = None
        if phrase.last < sentence.last and words[phrase.last] == ":":
            span = self._trim(prose.ends[phrase.last], self._clause_end(phrase.last + 1, sentence))
        elif sentence.index:
            before = self.prose.sentences[sentence.index - 1]
            span = self._trim(before.start, before.end)
        self._keep(phrase, [span])
        return prose.ends[phrase.last - 1]

    def _skip_quote_mark(self, i: int) -> int:
        return i + 1 if i < len(self.prose.words) and self.prose.words[i] == "'" else i

    def _cited(self, hit: Hit, sentence: Sentence) -> int:
        """« X, cité par Y »: the relay answers for the same words."""
        prose = self.prose
        first = prose.word_at(hit.end - 1) + 1
        phrase = self._phrase(first, sentence.last)
        if phrase is None or phrase.kind is None or self._last is None:
            return 0
        if prose.starts[self._last.first] < sentence.start or not self._last.spans:
            return 0
        speaker = self._last
        self._keep(phrase, list(speaker.spans[-1:]))
        self._last = speaker
        return prose.ends[phrase.last - 1]

    # -- verbs -------------------------------------------------------------------------------------

    def _group_start(self, first: int, floor: int) -> int:
        """Word where the auxiliaries, clitics and adverbs before a verb begin."""
        words = self.prose.words
        i = first
        while i > floor and i > first - 9:
            word = words[i - 1]
            pronoun = word in ("il", "elle", "on", "ils", "elles", "t") and i - 2 >= floor and words[i - 2] == "-"
            hyphen = word == "-" and self._touches(i - 1) and words[i - 2] in _AUXILIARY_OR_T
            towards = words[i - 2] in ("tient", "tenu", "tiennent")
            auxiliary = word in _AUXILIARY and (towards or word != "a" or not self._is_at(i - 1))
            adverb = word.endswith("ment") and len(word) > 6 and not self._cap[i - 1] and self._label(i - 1) is None
            adverb = adverb and words[i - 2] not in _DETERMINERS and words[i - 2] not in ("d", "de", "'")
            if pronoun or hyphen or auxiliary or adverb or word in _GROUP:
                i -= 1
            else:
                break
        while i < first and (
            words[i] in ("et", "par", "de", "d", "'", "la", "le", "les", "tout", "notamment")
            or words[i] in ("l", "en", "a", "y")
            and i + 1 < first
            and words[i] != "a"
            and words[i + 1] != "'"
            or words[i] == "a"
            and self._is_at(i)
        ):
            i += 1
        return i

    def _verb(self, hit: Hit, sentence: Sentence) -> int:
        prose, words = self.prose, self.prose.words
        first = prose.word_at(hit.start)
        last = prose.word_at(hit.end - 1) + 1
        mood, label = hit.mood, hit.entry.label
        previous = words[first - 1] if first > sentence.first else ""
        like_it = previous == "le" and first - 2 >= sentence.first and words[first - 2] in ("comme", "que")
        if mood not in ("pp", "inf", None) and not like_it and previous in _ARTICLES:
            return 0
        group = first - 1 if like_it else self._group_start(first, sentence.first)
        run = words[group:first]
        if any(w in _NEGATORS for w in run) or ("plus" in run and ("n" in run or "ne" in run)):
            return 0
        if last < sentence.last and words[last] in _NEGATORS and ("n" in run or "ne" in run):
            return 0
        if previous == "'" and first - 2 >= sentence.first and words[first - 2] == "l" and group == first:
            group = first - 2
        reflexive = any(w in ("s", "se") for w in run)
        if label == "reflexive" and not reflexive:
            return 0
        active = mood != "pp" or any(
            w in _HAVE and not (w == "a" and self._is_at(group + k)) for k, w in enumerate(run)
        )
        if mood == "pres" and any(w in _BE for w in run) and not reflexive:
            active = False
        form = hit.entry.form
        if mood == "pp" and not any(w in _AUXILIARY for w in run) and (form.endswith("t") or form.startswith("fait ")):
            active = True  # « dit », « écrit », « craint »: the present is written like the participle
        if mood == "ger":
            return 0
        if mood == "pp" and (not active and not reflexive or "ete" in run):
            told = label in ("say", "tell") and not words[first].startswith(_HEARERS)
            return self._passive(group, last, sentence) if told else 0
        if mood == "inf":
            if not any(w in _TOWARDS for w in run):
                if not (previous in ("d", "de", "'") and sentence.first < first and words[sentence.first] == "et"):
                    return 0
                group = first - (2 if previous == "'" else 1)
        return self._spoken(hit, group, first, last, sentence)

    def _passive(self, group: int, last: int, sentence: Sentence) -> int:
        """« L'information, confirmée mardi par le parquet, … »."""
        prose, words = self.prose, self.prose.words
        by = next((k for k in range(last, min(last + 4, sentence.last)) if words[k] == "par"), None)
        if by is None or any(not w.isalnum() for w in words[last:by]):
            return 0
        phrase = self._phrase(by + 1, sentence.last)
        if phrase is None or phrase.kind is None:
            return 0
        before = (
            self._trim(self._clause_start(group, sentence), prose.starts[group]) if group > sentence.first else None
        )
        after = None
        end = phrase.last
        if end + 1 < sentence.last and words[end] == "," and (before is None or words[group - 1] == ","):
            after = self._trim(prose.ends[end], self._clause_end(end + 1, sentence))
        if before is None and after is None:
            return 0
        self._keep(phrase, [before, after])
        return prose.ends[end - 1]

    def _spoken(self, hit: Hit, group: int, first: int, last: int, sentence: Sentence) -> int:
        words = self.prose.words
        inverted, after = self._inverted_pronoun(group, first, last, sentence)
        if inverted is not None:
            return self._pronoun_speech(inverted, group, after, sentence)
        before = words[group - 1] if group > sentence.first else ""
        comma = before in (",", '"') or before == "-" and not self._touches(group)
        like = (
            before in ("comme", "que")
            and group - 1 >= sentence.first
            and (before == "comme" or group - 2 >= sentence.first and words[group - 2] == "ainsi")
        )
        label = hit.entry.label
        if comma or like:
            follow = self._skip_around(last, sentence)
            subject_first = before == "," and follow < sentence.last and words[follow] in ("que", "qu", ":")
            if not subject_first and (
                found := self._inverted(follow, sentence, words[group - 2] if before == "," else before)
            ):
                return self._invert(found, group, sentence, like)
        if label in ("speak", "reflexive") and not (last < sentence.last and words[last] in (":", "que", "qu")):
            return 0
        return self._direct(hit, group, last, sentence)

    def _inverted_pronoun(self, group: int, first: int, last: int, sentence: Sentence) -> tuple[int | None, int]:
        """Index of « elle » in « a-t-elle ajouté » or « ajoute-t-elle », and the word after the group."""
        words = self.prose.words
        for i in range(group + 1, last):
            if words[i] in ("il", "elle", "on", "ils", "elles") and words[i - 1] == "-":
                return i, last
        i = last
        if i + 1 < sentence.last and words[i] == "-" and self._touches(i):
            if words[i + 1] == "t" and i + 3 < sentence.last and words[i + 2] == "-":
                i += 2
            if words[i + 1] in ("il", "elle", "on", "ils", "elles"):
                end = i + 2
                if end < sentence.last and words[end] == "savoir":
                    end += 1
                return i + 1, end
        return None, last

    def _pronoun_speech(self, at: int, group: int, after: int, sentence: Sentence) -> int:
        prose, words = self.prose, self.prose.words
        phrase: _Phrase | None
        end = after
        if words[at] == "on":
            phrase = self._where(after, sentence)
            if phrase is None:
                return 0
            end = phrase.last
        else:
            phrase = self._pronoun(words[at], sentence, at) or self._lone_pronoun(at)
        spans: list[tuple[int, int] | None] = []
        if end < sentence.last and words[end] in ("que", "qu") and group == sentence.first:
            spans.append(self._reported(end, sentence))
        else:
            said = self._around(group, end, sentence)
            spans += said
        self._keep(phrase, spans)
        return prose.ends[max(end, after) - 1]

    def _where(self, i: int, sentence: Sentence) -> _Phrase | None:
        """« apprend-on (mercredi) auprès du parquet », « de source policière », « à la mairie »."""
        words = self.prose.words
        stop = min(sentence.last, i + 8)
        while i < stop:
            word = words[i]
            if (
                word in ("aupres", "cote", "sein", "dans")
                or word in ("a", "au", "aux", "chez")
                and (word != "a" or self._is_at(i))
            ):
                i += 1
                if i < sentence.last and words[i] in ("de", "d"):
                    i += 1
                    if i < sentence.last and words[i] == "'":
                        i += 1
                if word in ("au", "aux"):
                    i -= 1
            elif word in ("de", "d", "du") and i + 1 < sentence.last:
                if words[i + 1] == "cote":
                    i += 1
                    continue
                i += 1
                if words[i] == "'":
                    i += 1
            else:
                i += 1
                continue
            phrase = self._phrase(i, sentence.last)
            if phrase is not None:
                phrase.kind = phrase.kind or "unknown"
                return phrase
        return None

    def _skip_around(self, i: int, sentence: Sentence) -> int:
        """Past what may stand between an inverted verb and its subject (« à l'AFP », « mardi »)."""
        words = self.prose.words
        stop = min(sentence.last, i + 18)
        while i < stop:
            word = words[i]
            if word in _TIME or word.isdigit() or (word.endswith("ment") and len(word) > 6 and not self._cap[i]):
                i += 1
                if i < stop and words[i] == "'":
                    i += 1
            elif (
                word in ("ce", "cette", "le", "la")
                and i + 1 < stop
                and (words[i + 1] in _TIME or words[i + 1] in ("soiree", "matinee", "journee", "semaine", "nuit"))
            ):
                i += 2
            elif word == "de" and i + 3 < stop and words[i + 2] == "cote":
                i += 3
            elif word == "," and (close := next((k for k in range(i + 1, min(i + 6, stop)) if words[k] == ","), None)):
                if any(self._cap[k] for k in range(i + 1, close)):
                    break
                i = close + 1
            elif word == "d" and i + 4 < stop and words[i + 3] in ("voix", "ton", "air"):
                i += 5
            elif word in ("desormais", "volontiers", "aussitot", "emblee", "finalement"):
                i += 1
            elif word == "en" and i + 1 < stop and words[i + 1].endswith("ant"):
                i += 2
            elif word in _AROUND and (word != "a" or self._is_at(i)) and word not in ("d", "de"):
                inner = i + 1
                if word == "aupres":
                    inner += 1
                if word in ("soiree",):
                    break
                end = self._phrase_end(inner, stop)
                if end == inner:
                    break
                i = end
            else:
                break
        return i

    def _inverted(self, i: int, sentence: Sentence, before: str) -> _Phrase | None:
        """The subject after its verb."""
        words = self.prose.words
        if i >= sentence.last or not self._opens(i, sentence.last):
            return None
        if words[i] in ("au", "aux", "du", "des") and not (words[i] == "des" and self._label(i + 1)):
            return None
        phrase = self._phrase(i, sentence.last)
        if phrase is None:
            return None
        if phrase.kind is None and before == '"':
            phrase.kind = "person"
        return phrase if phrase.kind is not None else None

    def _around(self, group: int, end: int, sentence: Sentence) -> list[tuple[int, int] | None]:
        """What an inverted verb group answers for: before it and, where the clause goes on, after it."""
        prose, words = self.prose, self.prose.words
        inside = self._quote_at(prose.starts[group])
        if inside is not None and self.quotes[inside].open < prose.starts[group]:
            quote = self.quotes[inside]
            self._quoted.add(inside)
            left = self._trim(max(quote.start, self._bound if self._bound > quote.start else 0), prose.starts[group])
            right = self._trim(prose.ends[end - 1], quote.end)
            return [left, right]
        said = self._said_before(group, sentence)
        if said is None:
            return [
                self._trim(prose.ends[end], self._clause_end(end + 1, sentence)) if end + 1 < sentence.last else None
            ]
        tail = self._said_after(end, sentence, said)
        if tail is None and end < sentence.last:
            quote_word = next((k for k in range(end, min(end + 6, sentence.last)) if words[k] == '"'), None)
            opened = (
                self._quote_opening(quote_word) if quote_word is not None and words[quote_word - 1] in ",:" else None
            )
            if opened is not None:
                self._quoted.add(opened)
                tail = self.quotes[opened].start, self.quotes[opened].end
        return [said, tail]

    def _invert(self, phrase: _Phrase, group: int, sentence: Sentence, like: bool) -> int:
        prose, words = self.prose, self.prose.words
        end = phrase.last
        if like:
            cue = group - 1
            if cue > sentence.first and words[cue - 1] == "ainsi":
                cue -= 1
            spans: list[tuple[int, int] | None] = []
            if cue > sentence.first:
                spans.append(self._said_before(cue, sentence))
            if end + 1 < sentence.last and words[end] == "," and words[end + 1] not in _RELATIVE - {"ce"}:
                spans.append(self._trim(prose.ends[end], self._clause_end(end + 1, sentence)))
        else:
            spans = self._around(group, end, sentence)
        self._keep(phrase, spans)
        return prose.ends[end - 1]

    def _reported(self, que: int, sentence: Sentence) -> tuple[int, int] | None:
        """The clause after « que »."""
        words = self.prose.words
        first = que + 1
        if first < sentence.last and words[first] == "'":
            first += 1
        if first >= sentence.last:
            return None
        quote = self._quote_opening(first)
        if quote is not None:
            self._quoted.add(quote)
        return self._trim(self.prose.starts[first], self._clause_end(first, sentence))

    def _direct(self, hit: Hit, group: int, last: int, sentence: Sentence) -> int:
        """Subject, verb, then « que », an infinitive, a colon, a quotation or an object."""
        prose, words = self.prose, self.prose.words
        label = hit.entry.label
        follow, mode = self._follows(last, sentence, label)
        if mode is None:
            return 0
        pronoun = words[group - 1] if group > sentence.first else ""
        phrase: _Phrase | None
        if pronoun in _PRONOUNS:
            phrase = self._pronoun(pronoun, sentence, group - 1)
            if phrase is None:
                if mode != "que":
                    return 0
                phrase = self._lone_pronoun(group - 1)
        elif pronoun == "on":
            phrase = self._where(last, sentence) if mode == "que" else None
        else:
            phrase = self._subject(group, sentence)
            if phrase is not None and phrase.kind is None:
                if mode in ("que", "inf", "colon") and label == "say" and words[self._first_of(phrase)] in _DETERMINERS:
                    phrase.kind = "unknown"
                else:
                    phrase = None
        if phrase is None:
            return 0
        if mode == "que":
            span = self._reported(follow, sentence)
        else:
            quote = self._quote_opening(follow)
            if quote is not None:
                self._quoted.add(quote)
            if quote is not None and mode == "colon":
                span = self.quotes[quote].start, self.quotes[quote].end
            else:
                span = self._trim(prose.starts[follow], self._clause_end(follow, sentence))
        if span is None:
            return 0
        self._keep(phrase, [span])
        return prose.ends[last - 1]

    def _follows(self, last: int, sentence: Sentence, label: str) -> tuple[int, str | None]:
        """Where the words said begin after a verb, and how they are joined to it."""
        words = self.prose.words
        stop = min(sentence.last, last + 14)
        while (
            last < stop
            and words[last] in ("contraire", "egalement", "aussi", "toujours", "desormais")
            or (last + 1 < stop and words[last] == "au" and words[last + 1] == "contraire")
        ):
            last += 1
        if last < stop:
            word = words[last]
            quote = self._quote_opening(last)
            if quote is not None and label in ("say", "tell"):
                return last, "object"
            infinitive = word in ("avoir", "etre", "ne", "se", "s", "n") or (
                word.endswith(("er", "ir", "oir", "re"))
                and len(word) > 4
                and label == "say"
                and not self._cap[last]
                and word not in _STOP
                and self._label(last) is None
            )
            if infinitive:
                return last, "inf"
            if word == "de" and last + 1 < stop and words[last + 1] in ("avoir", "etre", "ne"):
                return last, "inf"
            if label == "tell" and (
                word in _DETERMINERS or word in ("que", "qu", "tout", "toute", "toutes", "d", "de")
            ):
                return last, "que" if word in ("que", "qu") else "object"
            if label == "tell" and words[last - 1] in ("de", "d", "du", "'"):
                return last, "object"
            if _calls_itself(words, last) and word.isalpha() and word not in _STOP and word not in _AROUND:
                return last, "object"
        for i in range(last, stop):
            word = words[i]
            if word in ("que", "qu"):
                return i, "que"
            if word == ":":
                return (i + 1, "colon") if i + 1 < sentence.last else (i, None)
            if word in ';()"' or word in ("qui", "dont", "si"):
                break
            if word == "et" and i + 1 < stop and self.prose.starts[i + 1] in self._speech:
                break
        return last, None

    # -- quotations without a verb, posts, communiqués --------------------------------------------

    def _lone_quotes(self) -> None:
        """Quotations that no verb closes: after « X : », or going on with the last speaker."""
        prose, words = self.prose, self.prose.words
        speakers = self._speakers()
        for number, quote in enumerate(self.quotes):
            if number in self._quoted:
                continue
            at = prose.word_at(quote.open)
            sentence = prose.sentence_at(quote.open)
            after = self._unlisted_verb(quote)
            if after is not None:
                self._keep(after, [(quote.start, quote.end)])
                speakers[number] = self._found[after.first]
                continue
            if at > sentence.first and words[at - 1] == ":":
                opener = self._colon_subject(at - 1, sentence)
                if words[sentence.first] == "et" and words[sentence.first + 1] in ("de", "d"):
                    opener = speakers.get(number - 1)
                if opener is not None:
                    self._keep(opener, [(quote.start, quote.end)])
                    speakers[number] = self._found[opener.first]
                continue
            if at > sentence.first and words[at - 1] == "," and words[sentence.first] == "pour":
                phrase = self._phrase(sentence.first + 1, sentence.last)
                if phrase is not None and phrase.kind is not None and phrase.last == at - 1:
                    self._keep(phrase, [(quote.start, quote.end)])
                    speakers[number] = self._found[phrase.first]
                continue
            if number == 0 or quote.open > sentence.start:
                continue
            speaker = speakers.get(number - 1)
            before = self.quotes[number - 1]
            if speaker is None or quote.open - before.close > 400:
                continue
            own = prose.sentence_at(before.close)
            closing = prose.text[quote.close : quote.close + 3].strip()
            whole = (
                prose.text[quote.end : quote.end + 1] in ".!?…"
                or prose.text[quote.end - 1] in ".!?…"
                or closing[:1] in ("", ".")
            )
            if whole and sentence.index - own.index <= 1:
                speaker.spans.append((quote.start, quote.end))
                speakers[number] = speaker

    def _unlisted_verb(self, quote: _Quote) -> _Phrase | None:
        """The subject after « …, » and a verb that no list knows (« gronde le pêcheur »)."""
        prose, words = self.prose, self.prose.words
        i = prose.word_at(quote.close)
        sentence = prose.sentence_at(min(quote.close, len(prose.text) - 1))
        if quote.open > sentence.start or i + 3 >= sentence.last or words[i] != ",":
            return None
        i += 1
        if words[i] in ("s", "se", "l") and i + 1 < sentence.last:
            i += 2 if words[i + 1] == "'" else 1
        if words[i] in _HAVE | {"est"} and i + 1 < sentence.last and (words[i] != "a" or not self._is_at(i)):
            i += 1
            while i + 1 < sentence.last and words[i].endswith("ment"):
                i += 1
        if i + 1 >= sentence.last or self._cap[i] or words[i] in _STOP or not words[i].isalpha():
            return None
        if not words[i].endswith(("e", "t", "nt", "i", "u", "a")) or words[i].endswith("ant") or len(words[i]) < 4:
            return None
        subject = self._skip_around(i + 1, sentence)
        return self._inverted(subject, sentence, '"') if subject < sentence.last else None

    def _speakers(self) -> dict[int, _Phrase]:
        """Quotation number → its source, for those already read."""
        speakers: dict[int, _Phrase] = {}
        for phrase in self._order:
            for start, _ in phrase.spans:
                index = self._quote_at(start)
                if index is not None and index in self._quoted:
                    speakers[index] = phrase
        return speakers

    def _colon_subject(self, colon: int, sentence: Sentence) -> _Phrase | None:
        words = self.prose.words
        if colon - sentence.first > 30:
            return None
        if words[sentence.first] in _PRONOUNS:
            return self._pronoun(words[sentence.first], sentence, sentence.first)
        opener = self._opener(sentence)
        if opener is None or opener.last > colon:
            return None
        return opener if opener.kind != "unknown" or opener.last == colon else None

    def _signed_posts(self) -> None:
        """« … — Ville de Dax (@villededax) »: the post belongs to its account."""
        prose = self.prose
        if "(@" not in prose.text:
            return
        previous = 0
        for match in _SIGNED.finditer(prose.text):
            first = prose.word_at(match.start(1))
            last = prose.word_at(match.end(1) - 1) + 1
            sentence = prose.sentence_at(match.start(1))
            block = prose.blocks[sentence.block]
            span = self._trim(max(block.start, previous, match.start() - _QUOTE), match.start())
            previous = match.end()
            if span is not None and last > first:
                phrase = self._make(first, last)
                phrase.kind = phrase.kind or "organisation"
                self._keep(phrase, [span])

    def _communique(self) -> None:
        """A text that speaks as « nous » outside quotations belongs to its author."""
        prose, words = self.prose, self.prose.words
        speaking: set[int] = set()
        outside = 0
        for sentence in prose.sentences:
            outside += self._quote_at(sentence.start) is None
        for i, word in enumerate(words):
            if word not in ("nous", "notre", "nos"):
                continue
            if self._quote_at(prose.starts[i]) is not None:
                continue
            after = words[i + 1] if i + 1 < len(words) else ""
            if after in _EDITORIAL:
                continue
            speaking.add(prose.sentence_at(prose.starts[i]).index)
        if len(speaking) < 2 or len(speaking) < 0.3 * max(outside, 1):
            return
        author = self._author()
        span = self._trim(0, len(prose.text))
        if author is not None and span is not None:
            self._keep(author, [span])

    def _author(self) -> _Phrase | None:
        prose = self.prose
        for index in (len(prose.blocks) - 1, 0):
            block = prose.blocks[index]
            if index == 0 or block.kind == "signature":
                first = prose.word_at(block.start)
                last = min(prose.word_at(block.end - 1) + 1, first + 40)
                for i in range(first, last):
                    if self._opens(i, last) and self._label(self._skip_determiner(i, last)) in _SPEAKS_AS_US:
                        return self._make(i, self._phrase_end(i, last))
                    if i in self._mention_at and self._mention_at[i].role == "organisation":
                        mention = self._mention_at[i]
                        det = i - 1 if i > first and prose.words[i - 1] in _DETERMINERS else i
                        return self._make(det, mention.last)
        for mention in self.mentions.mentions:
            if mention.role in ("organisation", "name"):
                return self._make(mention.first, mention.last)
        return None

    # -- results -----------------------------------------------------------------------------------

    def _finish(self) -> list[Source]:
        prose = self.prose
        sources: list[Source] = []
        for phrase in sorted(self._found.values(), key=lambda p: p.first):
            start, end = prose.starts[phrase.first], prose.ends[phrase.last - 1]
            spans = tuple(sorted(set(phrase.spans)))
            if spans:
                sources.append(
                    Source(start, end, prose.text[start:end], phrase.kind or "unknown", self._chain(phrase), spans)
                )
        return sources

    def _chain(self, phrase: _Phrase) -> int | None:
        for i in range(phrase.first, phrase.last):
            mention = self._mention_in.get(i)
            if mention is not None and mention.chain >= 0:
                return mention.chain
        return self._described.get(phrase.last)

    def _paint(self) -> None:
        """Cut the text at span edges; each piece goes to the narrowest span that holds it."""
        spans = [(start, end, k) for k, source in enumerate(self.sources) for start, end in source.spans]
        edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
        owner: list[int | None] = [None] * len(edges)
        for start, end, k in sorted(spans, key=lambda s: (s[0] - s[1], -s[2])):
            for piece in range(bisect_left(edges, start), bisect_left(edges, end)):
                owner[piece] = k
        self._edges, self._owner = edges, owner

    def source_of(self, start: int, end: int) -> Source | None:
        """Who answers for ``text[start:end]``: the narrowest source whose words hold its first half.

        A stretch that no source covers is the author's own: None.
        """
        for offset in (start, (start + end) // 2):
            piece = bisect_right(self._edges, offset) - 1
            if piece >= 0:
                owner = self._owner[piece]
                if owner is not None:
                    return self.sources[owner]
        return None


def _calls_itself(words: list[str], last: int) -> bool:
    """« se dit confiant »: the attribute is what is said."""
    return last >= 2 and words[last - 1] in ("dit", "disent", "dite") and words[last - 2] in ("se", "est")


def find_sources(text: str) -> list[Source]:
    """Every source of a text with what it answers for, in order.

    Args:
        text: any French text.
    """
    prose = Prose(text, has_title="\n" in text.strip())
    return Attribution(prose, Mentions(prose)).sources if prose.words else []


def register_extensions() -> None:
    """Register ``Span._.source`` once, leaving an earlier definition alone."""
    if not Span.has_extension("source"):
        Span.set_extension("source", default=None)


register_extensions()


@Language.component("french_attribution", retokenizes=False)
def french_attribution(doc: Doc) -> Doc:
    """Write ``doc.spans["sources"]``: label the kind, ``span._.source`` the :class:`Source`."""
    from extractor.components import context_of

    context = context_of(doc)
    spans: list[Span] = []
    if context.prose.words:
        for source in Attribution(context.prose, context.mentions).sources:
            span = doc.char_span(source.start, source.end, label=source.kind, alignment_mode="expand")
            if span is not None:
                span._.source = source
                spans.append(span)
    doc.spans["sources"] = spans
    return doc
