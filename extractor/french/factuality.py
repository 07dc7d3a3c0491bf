"""How sure the text is of an event: confirmed, possible, planned, denied, or no fact at all.

Each sentence is read once, on first use: words are tagged by closed classes and verb endings (folded
accents are not enough: « opérait » is a past, « opérerait » a conditional), then cut into **clauses**
at hard stops, conjunctions, relatives and coordinated finite verbs. A clause that an inserted relative
interrupts is one clause (« le virus, qui pourrait venir d'un courriel, a infecté … »). A span is then
looked up:

* its **verb group** (auxiliaries, clitics, adverbs, negation) gives polarity, press conditional and
  future; a coordinated participle takes the group of the verb before it (« n'a pas été vu ni entendu »);
* a **noun** takes negation from its noun phrase (« aucune », « sans », « pas de ») and tense from the
  verb that brings it about (« un audit sera mené », « le procès se tiendra »);
* a **governing cue** reaches its clause, its complement or its noun, by its ``scope`` in
  ``models/lexicons/factuality.toml``: doubt, denial, intention, advice;
* **rules, advice and questions of principle** state no fact: imperatives, « faut-il », « comment » with
  an infinitive, modals under a generic subject.

A denial verb that is itself negated is doubt (« n'exclut pas »), a negated intention a denial,
a negated refusal nothing at all; restrictive « ne … que » is no negation.

>>> status_of("Aucune donnée n'a été volée.", 0, 27)
'denied'
>>> text = "La mairie va porter plainte."
>>> status_of(text, text.index("porter"), len(text) - 1)
'planned'
>>> text = "Des fichiers auraient été copiés, mais le site reste ouvert."
>>> status_of(text, text.index("copiés"), text.index(","))
'possible'
>>> text = "Il faut changer ses mots de passe."
>>> status_of(text, text.index("changer"), len(text)) is None
True

Measured on ``tests/french/data/factuality.jsonl`` (606 spans of press French written for it, halves set before
any tuning), macro F1 over the four values and « no fact »:

==========  =====  =========  ========  =======  ======  =====
half        macro  confirmed  possible  planned  denied  none
==========  =====  =========  ========  =======  ======  =====
dev         0.987  0.972      1.000     1.000    1.000   0.961
unseen      0.963  0.943      0.954     0.983    0.993   0.941
==========  =====  =========  ========  =======  ======  =====

A reading takes about 10 µs on one core, its share of the sentence's analysis included; both are linear.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.french.lexicon import Hit, Lexicon
from extractor.french.prose import Prose, Sentence, fold

FactStatus = Literal["confirmed", "possible", "planned", "denied"]
Modality = Literal["possible", "planned", "general"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Polarity and modality of a span, with the words that decide them (code-point offsets)."""

    negated: bool
    modality: Modality | None
    cue: tuple[int, int] | None

    @property
    def status(self) -> FactStatus | None:
        """The contract's status; None for advice, definitions and rules."""
        if self.modality == "general":
            return None
        if self.modality == "possible":
            return "possible"
        if self.negated:
            return "denied"
        return "planned" if self.modality == "planned" else "confirmed"


@cache
def cue_lexicon() -> Lexicon:
    """The compiled cues of ``factuality.toml``."""
    return Lexicon.load("factuality", keys={"scope": frozenset({"clause", "next", "noun"})})


# -- words -----------------------------------------------------------------------------------------

AUXILIARY, FINITE, CONDITIONAL, FUTURE, NEGATOR, NE, GLUE, NONE, INFINITIVE, PARTICIPLE, STOP, JOINT, RELATIVE = (
    1 << bit for bit in range(13)
)
IMPERATIVE, DEFINITE, INDEFINITE, MODAL, ADJUNCT = (1 << bit for bit in range(13, 18))
_VERB = FINITE | NE
_GROUP = AUXILIARY | FINITE | NEGATOR | NE | GLUE
_DETERMINER = DEFINITE | INDEFINITE | NONE

# Closed classes, as folded words (accented forms are told apart before: « à », « où »).
_CLASSES: tuple[tuple[int, str], ...] = (
    (
        AUXILIARY | FINITE,
        "a ont est sont avait avaient etait etaient sera seront aura auront serait seraient aurait auraient soit "
        "soient ait aient fut furent avons avions aurons sommes etions serons serez ai suis es as avez etes",
    ),
    (INFINITIVE, "faire"),
    (AUXILIARY, "ete etre avoir ayant etant eu fait faire fus fallu faut"),
    (FINITE | MODAL, "doit doivent peut peuvent"),
    (
        FINITE | GLUE,
        "va vont allait allaient devrait devraient devra devront devait pourrait pourraient pourra pourront "
        "peuvent doit doivent peut pouvait pouvaient veut veulent souhaite souhaitent compte comptent semble semblent "
        "laisse laissent parait paraissent sait voudra saurait sauraient allons entend entendent pouvons devons",
    ),
    (GLUE, "pu du voulu savoir reussi reussit parvenu parvenus"),
    (NEGATOR, "pas plus jamais aucunement nullement guere point"),
    (NE, "ne n"),
    (NONE, "aucun aucune nul nulle personne rien ni"),
    (
        GLUE,
        "y en se s l le la les lui leur nous vous me m te t ' il elle ils elles on d de qu c ce ca cela rien personne "
        "tous toutes tout toute encore toujours aussi egalement deja bien pourtant donc ensuite depuis ainsi alors "
        "enfin meme tres trop peu plutot aussitot bientot desormais stade heure instant moment effet eux fort mal "
        "mieux totalement bel",
    ),
    (DEFINITE, "le la l les du au aux cet cette ces ce son sa ses leur leurs notre nos"),
    (INDEFINITE, "un une des plusieurs deux trois quatre cinq dix cent certains certaines d de"),
    (ADJUNCT, "apres contre suite depuis malgre face lors pendant pour selon par"),
    (STOP, '; : ( ) [ ] "'),
    (JOINT, "mais or car lorsque quand tandis puisque puis comme"),
    (RELATIVE, "qui dont lequel laquelle lesquels lesquelles auquel auxquels"),
)
# Verbs in -rer whose past in -ait ends like a conditional, and whose past simple ends like a future.
_FALSE_FUTURE = (
    "tir",
    "vir",
    "desir",
    "spir",
    "admir",
    "dechir",
    "livr",
    "ouvr",
    "offr",
    "ffondr",
    "cadr",
    "gendr",
    "foudr",
    "serr",
    "narr",
    "marr",
    "bourr",
    "terr",
    "barr",
    "restaur",
    "instaur",
)
_FUTURE_STEMS = ("er", "ir", "dr", "vr", "rr", "ttr", "aitr", "aur", "ompr")
_TRUE_IN_TIR = ("partir", "sortir", "mentir", "sentir", "vertir", "vestir", "antir", "batir", "servir")
_ENDINGS: tuple[tuple[str, int], ...] = (
    ("raient", CONDITIONAL),
    ("rait", CONDITIONAL),
    ("rions", CONDITIONAL),
    ("ront", FUTURE),
    ("rons", FUTURE),
    ("ra", FUTURE),
    ("rai", FUTURE),
)
_INFINITIVES = (
    "er",
    "ir",
    "oir",
    "dre",
    "ttre",
    "aitre",
    "uire",
    "crire",
    "dire",
    "lire",
    "faire",
    "vivre",
    "suivre",
    "clure",
    "rompre",
)
_NOUNS = frozenset(
    "hier hiver dossier janvier fevrier premier papier atelier quartier dernier mer fer chantier courrier policier "
    "financier particulier entier ouvrier metier chez nez assez rendez-vous camera opera cholera extra ultra infra "
    "portrait extrait retrait trait attrait abstrait distrait vrai essai front affront entrai plaisir avenir loisir "
    "soir espoir pouvoir couloir cadre ordre gendre cendre cuir tir desir".split()
)
_PARTICIPLES = (
    "é",
    "és",
    "ée",
    "ées",
    "i",
    "is",
    "ie",
    "ies",
    "u",
    "us",
    "ue",
    "ues",
    "it",
    "its",
    "ite",
    "ites",
    "ert",
    "erts",
    "erte",
    "ertes",
    "int",
    "ints",
    "inte",
    "intes",
)


class _Tags(dict[str, int]):
    """Lower-case word with its accents → grammatical bits; each word is worked out once."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:
            self.clear()
        tags = self._closed(word) or self._open(word, fold(word))
        self[word] = tags
        return tags

    @staticmethod
    def _closed(word: str) -> int:
        if word == "à":
            return 0
        if word == "où":
            return RELATIVE
        if word == "là":
            return GLUE
        if word.endswith("é") and word != "été":
            return 0
        return _closed_words().get(fold(word), 0)

    @staticmethod
    def _open(word: str, folded: str) -> int:
        tags = _future(word, folded)
        if folded in _NOUNS:
            return 0
        if tags:
            return tags | FINITE
        if len(word) > 6 and folded.endswith("ment"):
            return GLUE
        if len(word) > 4 and word.endswith("ez"):
            return IMPERATIVE
        if len(word) > 3 and folded.endswith(_INFINITIVES):
            tags |= INFINITIVE
        if len(word) > 2 and word.endswith(_PARTICIPLES):
            tags |= PARTICIPLE
        return tags


@cache
def _closed_words() -> dict[str, int]:
    table: dict[str, int] = {}
    for bits, words in _CLASSES:
        for word in words.split():
            table[word] = table.get(word, 0) | bits
    for word in list(table):
        if table[word] & FINITE:
            table[word] |= _future(word, word)
    table["va"] |= FUTURE
    table["vont"] |= FUTURE
    table["allons"] |= FUTURE
    return table


def _future(word: str, folded: str) -> int:
    """FUTURE or CONDITIONAL for a form built on an infinitive."""
    for ending, tense in _ENDINGS:
        if not folded.endswith(ending) or len(folded) < len(ending) + 2:
            continue
        stem = folded[: len(folded) - len(ending) + 1]
        accented = word[: len(word) - len(ending) + 1]
        if folded in _NOUNS or accented.endswith("ér") or not stem.endswith(_FUTURE_STEMS):
            return 0
        if stem.endswith(_FALSE_FUTURE) and not stem.endswith(_TRUE_IN_TIR):
            return 0
        return tense
    return 0


_TAGS = _Tags()


# -- sentences -------------------------------------------------------------------------------------

_NARROW = 7  # words that a "next" cue may stand before its complement
_WINDOW = 400  # code points within which a cue may govern a span
_HAPPENING = frozenset(
    "tenir tiendra tiendront lieu interviendra deroulera derouleront poursuivra mene menee ouvert ouverte organise "
    "organisee depose deposee rendu prevu prevue lance lancee debutera debuteront commencera demarrera aurait serait "
    "seraient auraient".split()
)
_ASKING = frozenset("faut peut doit peuvent doivent".split())
_GENERIC = frozenset("un une tout toute tous toutes chaque chacun on quiconque".split())
_WHEN = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche demain soir janvier fevrier mars avril mai juin juillet "
    "aout septembre octobre novembre decembre prochain prochaine bientot ete automne hiver printemps".split()
)
_CULPRIT = frozenset("attaquant attaquants assaillants pirate pirates intrus voleurs auteur auteurs hackers".split())
_PLEDGE = frozenset("promis promet annonce prevenu jure".split())
_HAVE = frozenset("a ont avait avaient aurait auraient aura auront ai avons ayant avoir avez".split())
_BEFORE_QUE = frozenset("alors parce apres pendant depuis".split())  # « alors que » opens a clause
_BARE = frozenset("peut peuvent pouvons peux saurait sauraient".split())  # negated by « ne » alone
_PAST = frozenset("a ont avait avaient etait etaient fut furent ai avons".split())
_IF = ("si", "s'il", "s'ils", "s'elle")
_BARE_NEGATIONS = frozenset("sans zero non".split())
_PARTIAL = frozenset("seulement uniquement que simplement".split())


class _Clauses:
    """One sentence cut into clauses; indices are those of the text's words."""

    __slots__ = ("first", "general", "last", "left", "negative", "question", "right", "segment", "tags", "tensed")

    def __init__(self, prose: Prose, sentence: Sentence) -> None:
        self.first, self.last = sentence.first, sentence.last
        self.tags = _tag(prose, sentence)
        words = prose.words[self.first : self.last]
        # What a sentence has nowhere need not be looked for at each span.
        self.negative = any(tag & (NEGATOR | NONE | NE) for tag in self.tags) or not _BARE_NEGATIONS.isdisjoint(words)
        self.tensed = any(tag & (FUTURE | CONDITIONAL) for tag in self.tags) or "pu" in words
        self.segment, cuts = self._cut(prose)
        size = self.last - self.first
        self.left, self.right = [0] * size, [0] * size
        edge = 0
        for i in range(size):
            if cuts[i] == 2:
                edge = i
            self.left[i] = self.first + edge
            if cuts[i] == 1:
                edge = i + 1
        edge = size
        for i in range(size - 1, -1, -1):
            self.right[i] = self.first + edge if cuts[i] != 1 else self.first + i
            if cuts[i]:
                edge = i
        self.question = self._question(prose)
        self.general = self._imperatives(prose)

    def tag(self, index: int) -> int:
        """Grammatical bits of a word of the sentence."""
        return self.tags[index - self.first]

    def _cut(self, prose: Prose) -> tuple[list[int], list[int]]:
        """Clause number of each word; 1 where a word stands between clauses, 2 where it opens one."""
        first, size, tags = self.first, self.last - self.first, self.tags
        words = prose.words
        verb, stop = [size] * (size + 1), [size] * (size + 1)
        for i in range(size - 1, -1, -1):
            tag = tags[i]
            verb[i] = i if tag & _VERB else verb[i + 1]
            stop[i] = i if tag & (STOP | JOINT | RELATIVE) or words[first + i] == "," else stop[i + 1]
        segment, cuts = [0] * size, [0] * size
        current = newest = 0
        stack: list[tuple[int, bool]] = []  # clause to come back to, whether a comma ends this one
        pending = has_verb = False
        group = -2
        for i in range(size):
            tag, word = tags[i], words[first + i]
            if word == ",":
                if stack and stack[-1][1]:
                    current = stack.pop()[0]
                    cuts[i], has_verb, pending = 1, False, False
                elif not pending and verb[i + 1] < min(stop[i + 1], i + 14):
                    newest += 1
                    current, cuts[i], has_verb = newest, 1, False
                    stack.clear()
            elif tag & STOP:
                cuts[i] = 1
                if word != '"' or words[first + i + 1 : first + i + 2] == [","]:
                    newest += 1
                    current, pending, has_verb = newest, False, False
                    stack.clear()
            elif tag & RELATIVE:
                cuts[i] = 1
                newest += 1
                stack.append((current, i > 0 and words[first + i - 1] == ","))
                current, pending, has_verb = newest, False, False
            elif tag & JOINT or word in _BEFORE_QUE and words[first + i + 1 : first + i + 2] in (["que"], ["qu"]):
                cuts[i] = 1
                newest += 1
                current, pending, has_verb = newest, False, False
                stack.clear()
                if i == 0:
                    newest += 1
                    stack.append((newest, True))
            elif word == "-" and 0 < i < size - 1 and _spaced(prose, first + i):
                cuts[i] = 1
                newest += 1
                current, pending, has_verb = newest, False, False
            elif word in ("et", "ou") and verb[i + 1] < min(stop[i + 1], i + 8):
                cuts[i] = 1
                newest += 1
                current, pending, has_verb = newest, False, False
                stack.clear()
            elif tag & _VERB and i > group + 1:
                if stack and has_verb and not pending and not stack[-1][1]:
                    current = stack.pop()[0]
                    cuts[i] = 2
                has_verb, pending, group = True, False, i
            elif tag & (_VERB | GLUE | AUXILIARY) and i == group + 1:
                group = i
            if word in ("que", "qu"):
                pending = True
            elif (
                i == 0 and word in ("si", "s") and size > 1 and (word == "si" or words[first + 2 : first + 3] == ["il"])
            ):
                newest += 1
                stack.append((newest, True))
            segment[i] = current
        return segment, cuts

    def _question(self, prose: Prose) -> int:
        """First word of the question that ends the sentence; its end when there is none."""
        end = self.last - 1
        while end > self.first and prose.words[end] in ('"', ")", "!", "."):
            end -= 1
        if prose.words[end] != "?":
            return self.last
        begin = end
        while begin > self.first and prose.words[begin - 1] not in (":", ";", '"'):
            begin -= 1
        return begin

    def _imperatives(self, prose: Prose) -> dict[int, int]:
        """Clauses under an imperative, each with the word that is one."""
        found: dict[int, int] = {}
        words = prose.words
        for i, tag in enumerate(self.tags):
            if not tag & IMPERATIVE:
                continue
            index = self.first + i
            before = index - 1
            while before > self.first and words[before] in ("'", "n", "ne"):
                before -= 1
            if (
                index == self.first
                or before < self.first
                or words[before] in (",", "et", ":", "-", "n", "ne", '"', ";")
            ):
                found.setdefault(self.segment[i], index)
        return found


def _tag(prose: Prose, sentence: Sentence) -> list[int]:
    text, starts, ends = prose.text, prose.starts, prose.ends
    tags = [_TAGS[text[starts[i] : ends[i]].lower()] for i in range(sentence.first, sentence.last)]
    for i in range(1, len(tags)):
        start = starts[sentence.first + i]
        # A capital inside the sentence makes a name (« Riviera » is no future).
        if tags[i] & (FUTURE | CONDITIONAL | IMPERATIVE | PARTICIPLE) and text[start].isupper():
            if not text[start + 1 : start + 2].isupper():
                tags[i] &= IMPERATIVE if prose.words[sentence.first + i - 1] == '"' else 0
    return tags


def _spaced(prose: Prose, index: int) -> bool:
    return prose.starts[index] > prose.ends[index - 1] and prose.starts[index + 1] > prose.ends[index]


# -- readings --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Span:
    """A span's words (``last`` exclusive) with its verb group and its clause."""

    first: int
    last: int
    group: int
    close: int
    left: int
    noun: bool


class Factuality:
    """Reads the factuality of spans of one text.

    Cues are found once for the whole text, clauses once for each sentence that is asked about; a
    reading then looks at a bounded stretch around its span.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.cues: list[Hit] = cue_lexicon().scan(prose)
        self._starts = [hit.start for hit in self.cues]
        self._places = [(prose.word_at(hit.start), bisect_left(prose.starts, hit.end)) for hit in self.cues]
        self._clauses: dict[int, _Clauses] = {}

    def cues_between(self, start: int, end: int) -> list[Hit]:
        """Cues that begin inside a stretch."""
        return self.cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) word of the clause around a span."""
        prose = self.prose
        clauses = self._sentence(prose.sentence_at(start))
        first = min(max(prose.word_at(start), clauses.first), clauses.last - 1)
        last = min(max(first + 1, bisect_left(prose.starts, end)), clauses.last)
        return min(clauses.left[first - clauses.first], first), max(clauses.right[last - 1 - clauses.first], last)

    def _sentence(self, sentence: Sentence) -> _Clauses:
        found = self._clauses.get(sentence.index)
        if found is None:
            found = self._clauses[sentence.index] = _Clauses(self.prose, sentence)
        return found

    def read(self, start: int, end: int) -> Reading:
        """Polarity and modality of the event written between two offsets."""
        prose = self.prose
        clauses = self._sentence(prose.sentence_at(start))
        first = min(max(prose.word_at(start), clauses.first), clauses.last - 1)
        last = min(max(first + 1, bisect_left(prose.starts, end)), clauses.last)
        span = self._span(clauses, first, last)
        negator: int | None = None
        if clauses.negative:
            negator = self._nominal_negation(clauses, span) if span.noun else self._verbal_negation(clauses, span)
        modality: Modality | None = None
        if clauses.tensed:
            modality = self._nominal_tense(clauses, span) if span.noun else self._tense(clauses, span.group, span.close)
        cue = None if negator is None else (prose.starts[negator], prose.ends[negator])
        rule = self._rule(clauses, span)
        if rule is not None:
            return Reading(negator is not None, "general", (prose.starts[rule], prose.ends[rule]))
        return self._governed(clauses, span, modality, cue)

    # The span

    def _span(self, clauses: _Clauses, first: int, last: int) -> _Span:
        """The span's verb group, or its being a noun."""
        words, base = self.prose.words, clauses.first
        tags = clauses.tags
        left = min(clauses.left[first - base], first)
        head = -1
        if last > first + 1:
            segment = clauses.segment[first - base]
            heads = [i for i in range(first, min(last, first + 40)) if tags[i - base] & _VERB]
            head = next((i for i in heads if clauses.segment[i - base] == segment), heads[0] if heads else -1)
        if head >= 0:
            group = self._walk(clauses, max(left, head - 12), head)
            close = head + 1
            while close < min(last, head + 12) and tags[close - base] & _GROUP:
                close += 1
            close = min(close + 1, last)
            return _Span(first, last, group, close, min(left, group), False)
        group = self._walk(clauses, max(left, first - 12), first)
        verbal = any(tags[i - base] & (AUXILIARY | FINITE | NE) for i in range(group, first))
        tag = tags[first - base]
        before = words[first - 1] if first > base else ""
        if before == "'" and first - 2 >= base:
            before = words[first - 2]
        previous = _TAGS[before]
        noun = not verbal and not tag & (FINITE | IMPERATIVE)
        if noun and tag & (INFINITIVE | PARTICIPLE):
            noun = bool(previous & _DETERMINER) and not (
                tag & INFINITIVE and before in ("de", "d", "l", "le", "la", "les")
            )
        elif noun and before in ("se", "s", "y", "en", "que", "qu", "il", "elle", "ils", "on", "nous", "vous"):
            noun = False
        if noun and tag & PARTICIPLE and before in ("les", "l", "la", "le") and verbal:
            noun = False
        if not verbal and not noun and tag & PARTICIPLE and before in ("et", "ou", "ni"):
            for i in range(first - 2, max(left, first - 14) - 1, -1):
                if tags[i - base] & (AUXILIARY | FINITE):
                    group = self._walk(clauses, max(left, i - 12), i)
                    return _Span(first, last, group, i + 1, left, False)
        return _Span(first, last, group, last, left, noun)

    def _walk(self, clauses: _Clauses, left: int, index: int) -> int:
        """Where the run of auxiliaries, clitics and adverbs before a word begins."""
        words = self.prose.words
        while index > left:
            if clauses.tag(index - 1) & _GROUP or words[index - 1] in ("'", "-"):
                index -= 1
            elif words[index - 1] == "," and index - 2 > left and self._inserted(clauses, left, index - 1) >= 0:
                index = self._inserted(clauses, left, index - 1)
            else:
                break
        return index

    def _inserted(self, clauses: _Clauses, left: int, comma: int) -> int:
        """Start of « , à ce stade, » inside a verb group, whose second comma is given; -1 if none."""
        for i in range(comma - 1, max(left, comma - 8), -1):
            if clauses.tag(i) & (_VERB | STOP | JOINT | RELATIVE):
                return -1
            if self.prose.words[i] == ",":
                return i if clauses.tag(i - 1) & (AUXILIARY | FINITE) else -1
        return -1

    # Polarity

    def _verbal_negation(self, clauses: _Clauses, span: _Span) -> int | None:
        found = self._group_negation(clauses, span)
        return found if found is not None else self._determiner_negation(clauses, span)

    def _group_negation(self, clauses: _Clauses, span: _Span) -> int | None:
        """« ne … pas », « ni », « sans », « aucun … ne » around the span's verb group."""
        words, limit = self.prose.words, clauses.last
        close = span.close
        region = range(span.group, close)
        has_ne = any(clauses.tag(i) & NE for i in region)
        for i in region:
            if clauses.tag(i) & NEGATOR and words[i] != "point":
                if words[i + 1 : i + 2] and words[i + 1] in _PARTIAL:
                    return None
                if has_ne or words[i] in ("pas", "aucunement", "nullement", "jamais"):
                    return i
        if span.first > clauses.first and words[span.first - 1] in ("ni", "sans"):
            return span.first - 1
        if span.group > clauses.first and words[span.group - 1] == "sans":
            return span.group - 1
        if has_ne:
            for i in range(close, min(close + 3, limit)):
                if clauses.tag(i) & (NEGATOR | NONE):
                    partial = words[i + 1 : i + 2] and words[i + 1] in _PARTIAL
                    return None if partial else i
                if not clauses.tag(i) & (GLUE | AUXILIARY | PARTICIPLE):
                    break
            for i in range(close - 1, max(span.left, span.first - 40) - 1, -1):
                if clauses.tag(i) & NONE or words[i] == "jamais":
                    return i
        if clauses.tag(span.first) & INFINITIVE:
            return self._negated_before(clauses, span, 6)
        return None

    def _negated_before(self, clauses: _Clauses, span: _Span, reach: int) -> int | None:
        """The « pas » of a negated verb whose complement in « de » or « à » the span is."""
        words = self.prose.words
        first = span.first
        before = words[first - 1] if first > clauses.first else ""
        if before == "'" and first - 2 >= clauses.first:
            before = words[first - 2]
        preposition = before in ("de", "d", "a", "se", "s")
        if not preposition and not clauses.tag(first) & INFINITIVE:
            return None
        for i in range(first - 1, max(span.left, first - reach) - 1, -1):
            if clauses.tag(i) & NEGATOR and words[i] not in ("point",):
                if any(clauses.tag(j) & NE for j in range(max(span.left, i - 5), i)) and words[i + 1] not in _PARTIAL:
                    implied = self._implied(i)
                    return None if implied else i
            if words[i] == "que":
                return None
            if clauses.tag(i) & NE:
                return next((j for j in range(i, max(span.left, i - 30) - 1, -1) if clauses.tag(j) & NONE), None)
        return None

    def _implied(self, negator: int) -> bool:
        """Whether « pas » belongs to a verb whose negation affirms (« n'a pas cessé de »)."""
        prose = self.prose
        near = self.cues_between(
            prose.starts[max(0, negator - 2)], prose.starts[min(negator + 3, len(prose.starts) - 1)]
        )
        if any(
            hit.label in ("deny", "possible_after") or _scope(hit) == "next" and hit.label == "deny_before"
            for hit in near
        ):
            return True
        return any(
            w in ("hesite", "tarde", "manque", "cesse", "exclu", "ecarte")
            for w in prose.words[negator - 2 : negator + 3]
        )

    def _nominal_negation(self, clauses: _Clauses, span: _Span) -> int | None:
        found = self._determiner_negation(clauses, span)
        return found if found is not None else self._negated_before(clauses, span, 8)

    def _determiner_negation(self, clauses: _Clauses, span: _Span) -> int | None:
        """« aucune », « sans », « ni », « pas de » in the noun phrase of the span."""
        words = self.prose.words
        tags, base = clauses.tags, clauses.first
        for i in range(span.last - 1, max(base, span.first - 6) - 1, -1):
            tag, word = tags[i - base], words[i]
            if i < span.first and (tag & (FINITE | STOP | JOINT | RELATIVE) or word in (",", "que", "qu")):
                break
            if word in ("aucun", "aucune", "nul", "nulle", "zero"):
                return i
            if word == "sans" and words[i + 1 : i + 2] not in (["doute"], ["nul"]):
                return i
            if word == "ni" and i == span.first - 1:
                return i
            if i < span.first and word in ("pas", "point", "jamais", "plus") and i + 1 < clauses.last:
                if words[i + 1] in _PARTIAL:
                    continue
                if words[i + 1] in ("de", "d", "un", "une") or i + 2 == span.first and word == "pas":
                    if word == "plus" and not any(clauses.tag(j) & NE for j in range(max(span.left, i - 4), i)):
                        continue
                    return i
            if i < span.first and word == "non" and i + 3 >= span.first and words[i - 1] == "et":
                return i
        return None

    # Tense

    def _tense(self, clauses: _Clauses, group: int, close: int) -> Modality | None:
        modality: Modality | None = None
        words = self.prose.words
        for i in range(group, close):
            tag = clauses.tag(i)
            if tag & CONDITIONAL:
                if words[i].startswith(("dev", "souhaite", "voudr", "aimer")):
                    modality = modality or "planned"
                elif not words[i].startswith("aur") and self._pledged(clauses, i):
                    return "planned"
                else:
                    return "possible"
            elif tag & FUTURE:
                modality = modality or "planned"
            elif words[i] == "pu" and modality is None and self._uncertain_power(clauses, i):
                modality = "possible"
        return modality

    def _uncertain_power(self, clauses: _Clauses, power: int) -> bool:
        """Whether « a pu » is a guess (« des données ont pu être lues »), not a success."""
        words = self.prose.words
        left = clauses.left[power - clauses.first]
        if any(clauses.tag(i) & (NE | NEGATOR) for i in range(max(left, power - 4), power)):
            return False
        if any(w in _CULPRIT for w in words[left : min(power, left + 4)]):
            return True
        return words[power + 1 : power + 2] == ["etre"] and words[left] in ("un", "une", "des", "certains", "certaines")

    def _pledged(self, clauses: _Clauses, verb: int) -> bool:
        """Whether a conditional is the future of a past promise (« a promis qu'il viendrait »)."""
        words, segment = self.prose.words, clauses.segment[verb - clauses.first]
        que = False
        for i in range(verb - 1, max(clauses.first, verb - 14) - 1, -1):
            if clauses.segment[i - clauses.first] != segment:
                return False
            if words[i] in ("que", "qu"):
                que = True
            elif que:
                return words[i] in _PLEDGE
        return False

    def _nominal_tense(self, clauses: _Clauses, span: _Span) -> Modality | None:
        """Tense of the verb that brings a noun about: its own verb, or the one it is the object of."""
        words, base = self.prose.words, clauses.first
        first = span.first
        segment = clauses.segment[first - base]
        bare = first - 1
        while bare > base and words[bare] == "'":
            bare -= 1
        determiner = clauses.tag(bare) if bare >= base else 0
        adjective = bare > base and not determiner & _DETERMINER
        if adjective:
            determiner = clauses.tag(bare - 1)
        indefinite = bool(determiner & INDEFINITE and words[bare] not in ("de", "d")) or span.last > first + 1
        for i in range(span.last, min(span.last + 9, clauses.last)):
            if clauses.segment[i - base] != segment or words[i] == ",":
                break
            tag = clauses.tag(i)
            if tag & (FUTURE | CONDITIONAL):
                close = i + 1
                while close < min(clauses.last, i + 12) and clauses.tag(close) & _GROUP:
                    close += 1
                near = words[i : close + 1]
                if (
                    indefinite
                    and i - span.last < 5
                    or any(w in _HAPPENING for w in near if not w.startswith(("ser", "aur")))
                ):
                    return None if any(clauses.tag(j) & NE for j in range(i - 2, i)) else self._tense(clauses, i, close)
                break
            if tag & FINITE:
                break
        subject = any(clauses.tag(i) & ADJUNCT for i in range(max(base, first - 4), first))
        if not subject:
            for i in range(first - 1, max(base, first - 7) - 1, -1):
                if clauses.segment[i - base] != segment:
                    break
                if clauses.tag(i) & (FUTURE | CONDITIONAL):
                    if indefinite or first - i <= 3:
                        return self._tense(clauses, i, i + 1)
                    break
        return None

    # No fact

    def _rule(self, clauses: _Clauses, span: _Span) -> int | None:
        """The word that makes the span advice, a rule or a question of principle."""
        words, base = self.prose.words, clauses.first
        first = span.first
        segment = clauses.segment[first - base]
        imperative = clauses.general.get(segment)
        if imperative is not None and (first >= imperative or span.last > imperative):
            return imperative
        tag = clauses.tag(first)
        begin = first
        while begin > max(base, first - 8) and (
            words[begin - 1]
            in ("se", "s", "'", "y", "ne", "pas", "jamais", "-", "il", "on", "bien", "les", "le", "la", "l")
        ):
            begin -= 1
        before = words[begin - 1] if begin > base else ""
        infinitive = tag & INFINITIVE and not span.noun
        if (
            infinitive
            and before in ("comment", "pourquoi", "ou", "quand", "que")
            and begin - 1 == max(base, clauses.question if clauses.question < clauses.last else begin - 1)
        ):
            return begin - 1
        if infinitive and begin == base and begin < first and words[begin] == "ne":
            return begin
        if clauses.question <= first:
            opening = words[clauses.question : clauses.question + 5]
            if infinitive and before in _ASKING and words[begin] == "-":
                generic = before == "faut" or words[begin + 1] == "on" or opening[0] in _GENERIC
                return begin - 1 if generic else None
            how = next((clauses.question + n for n, w in enumerate(opening[:3]) if w in ("comment", "quoi")), None)
            if how is not None and not any(clauses.tag(i) & (AUXILIARY | FUTURE) for i in range(how, first)):
                return how
            if clauses.tag(clauses.question) & INFINITIVE:
                return clauses.question
        if span.noun:
            return None
        for i in range(first if span.last > first + 1 else first - 1, max(base, first - 8) - 1, -1):
            if clauses.segment[i - base] != segment:
                break
            if clauses.tag(i) & MODAL:
                return i if self._generic_modal(clauses, i, span) else None
            if clauses.tag(i) & FINITE or words[i] == ",":
                break
        return None

    def _generic_modal(self, clauses: _Clauses, modal: int, span: _Span) -> bool:
        """Whether « doit », « peut » states a rule or a right of anybody."""
        words, base = self.prose.words, clauses.first
        subject = modal
        segment = clauses.segment[modal - base]
        while (
            subject > base
            and clauses.segment[subject - 1 - base] == segment
            and modal - subject < 16
            and words[subject - 1] != ","
        ):
            subject -= 1
        opening = words[subject]
        after = words[modal + 1 : modal + 4]
        if words[modal].startswith("peu") and ("avoir" in after or "etre" in after and after[-1:] == ["ete"]):
            return False
        dated = any(w in _WHEN for w in words[modal : min(modal + 14, clauses.last)])
        if opening in _GENERIC:
            return not (dated and words[modal].startswith("doi"))
        if words[modal].startswith("peu"):
            return opening == "les" and words[modal] == "peuvent"
        return words[modal] == "doivent" and opening == "les" and not dated

    # Cues

    def _governed(
        self, clauses: _Clauses, span: _Span, modality: Modality | None, cue: tuple[int, int] | None
    ) -> Reading:
        """The reading, once the cues around the span have had their say."""
        prose, base = self.prose, clauses.first
        negated = cue is not None
        start, end = prose.starts[span.first], prose.ends[span.last - 1]
        low = max(prose.starts[base], start - _WINDOW)
        high = min(prose.ends[clauses.last - 1], end + 120)
        segment = clauses.segment[span.first - base]
        found: dict[str, Hit] = {}
        words = prose.words
        past: bool | None = None
        for place in range(bisect_left(self._starts, low), bisect_left(self._starts, high)):
            hit = self.cues[place]
            label = hit.label
            if label == "contrast":
                continue
            index, after = self._places[place]
            if (
                clauses.segment[index - base] != segment
                and clauses.segment[min(after, clauses.last) - 1 - base] != segment
            ):
                fronted = (
                    words[after : after + 1] == [","] and clauses.left[index - base] == index and after < span.first
                )
                if not fronted or clauses.segment[after + 1 - base] != segment:
                    continue
            if label == "general":
                if past is None:
                    past = not _PAST.isdisjoint(words[span.group : span.close])
                if past:
                    continue
            kind = self._effect(clauses, span, hit, index, after)
            if kind:
                found[kind] = hit
        if "general" in found:
            hit = found["general"]
            return Reading(negated, "general", (hit.start, hit.end))
        if "denied" in found:
            hit = found["denied"]
            return Reading(True, None, (hit.start, hit.end))
        doubt, plan = found.get("possible"), found.get("planned")
        if doubt is not None and plan is not None and doubt.start == plan.start:
            doubt = None
        if doubt is not None and (modality != "planned" or doubt.entry.form.endswith(_IF)):
            hit = doubt
            return Reading(negated, "possible", (hit.start, hit.end))
        if modality == "possible":
            return Reading(negated, "possible", cue)
        if "unplanned" in found:
            hit = found["unplanned"]
            return Reading(True, None, (hit.start, hit.end))
        if clauses.question <= span.first and self._asked(clauses) and not (negated and span.noun):
            return Reading(negated, "possible", (prose.starts[clauses.last - 1], prose.ends[clauses.last - 1]))
        if modality == "planned":
            return Reading(negated, "planned", cue)
        if plan is not None:
            return Reading(negated, "planned", (plan.start, plan.end))
        return Reading(negated, None, cue)

    def _asked(self, clauses: _Clauses) -> bool:
        """Whether the question asks if, not who or when."""
        opening = self.prose.words[clauses.question : clauses.question + 3]
        return not any(
            w in ("qui", "pourquoi", "comment", "ou", "quand", "combien", "quel", "quelle", "quels", "quelles")
            for w in opening
        )

    def _effect(self, clauses: _Clauses, span: _Span, hit: Hit, index: int, last: int) -> str | None:
        """What one cue of the span's clause does to it: a status, or nothing."""
        prose = self.prose
        words = prose.words
        label, scope = hit.label, _scope(hit)
        start, end = prose.starts[span.first], prose.ends[span.last - 1]
        inside = hit.start >= start and hit.end <= end
        before = hit.start < start
        after = hit.start >= end
        covers = hit.start < start and hit.end >= end
        distance = span.first - last
        if inside and label not in ("deny_before", "deny") and span.last - span.first == 1:
            return "general" if label == "general" else None
        if covers and label in ("possible_after", "deny_after"):
            return "possible" if label == "possible_after" else "denied"
        if covers and label == "future" and scope == "noun":
            return "planned"
        if scope == "noun":
            near = 0 <= distance <= 3 if before else after and index - span.last <= 3
            if label == "future" and after:
                near = index - span.last <= 8 and not any(clauses.tag(i) & FINITE for i in range(span.last, index))
            if label == "general":
                near = before and distance <= 6
            nominal = span.noun or distance == 0 and span.group == span.first
            if not near or before and label != "general" and not nominal:
                return None
            return {"possible_before": "possible", "future": "planned", "general": "general"}[label]
        if label == "possible_after":
            return "possible" if (after or inside) and self._clean(span.last, index) else None
        if label == "deny_after":
            return "denied" if (after or inside) and index - span.last < 10 else None
        if label == "future" and not self._intends(clauses, hit, last):
            return None
        if label == "deny":
            governs = words[last : last + 1] in (["que"], ["qu"]) or self._active(clauses, index)
            if before and hit.mood == "pp" and not governs:
                return None
            if not before and not (
                after and hit.mood == "pp" and self._clean(span.last, index) and index - span.last < 8
            ):
                return None
            if before and (distance > 14 or not self._complement(clauses, span, last)):
                return None
            if any(w in ("nul", "personne") for w in words[max(clauses.first, index - 3) : index]):
                return None
            return "possible" if self._negated_cue(clauses, index, last) else "denied"
        if after:
            return "general" if label == "general" and index - span.last < 8 and _following(hit) else None
        if not before and not inside:
            return None
        if label == "condition":
            if (
                hit.entry.form in ("lorsque", "quand", "le jour où")
                or before
                and not self._complement(clauses, span, last)
            ):
                return None
            return "possible"
        if label == "general":
            if hit.entry.form.startswith(("perm", "aide", "vise")) and self._negated_cue(clauses, index, last):
                return None
            return "general" if inside or distance <= 14 else None
        if inside:
            return {"possible_before": "possible", "deny_before": None, "future": "planned"}.get(label)
        if not self._complement(clauses, span, last, narrow=scope == "next"):
            return None
        if label == "possible_before":
            return "possible"
        if label == "future":
            return "unplanned" if self._negated_cue(clauses, index, last) else "planned"
        if scope == "next" and self._negated_cue(clauses, index, last):
            return None
        return "denied"

    def _intends(self, clauses: _Clauses, hit: Hit, last: int) -> bool:
        """Whether a word of intention is one here: neither « le compte » nor « projet de loi »."""
        following = self.prose.words[last : min(last + 3, clauses.last)]
        if hit.entry.form.startswith("compte"):
            return any(clauses.tag(i) & INFINITIVE for i in range(last, last + len(following)))
        return following[:1] != ["loi"] and following[:2] != ["longue", "date"]

    def _active(self, clauses: _Clauses, participle: int) -> bool:
        """Whether a participle is conjugated with « avoir » (« a écarté », not « a été écarté »)."""
        words = self.prose.words[max(clauses.first, participle - 5) : participle]
        return "ete" not in words and not _HAVE.isdisjoint(words)

    def _clean(self, left: int, right: int) -> bool:
        return "," not in self.prose.words[left:right]

    def _complement(self, clauses: _Clauses, span: _Span, last: int, *, narrow: bool = False) -> bool:
        """Whether a span after a cue stands in what the cue governs."""
        words = self.prose.words
        distance = span.first - last
        if narrow and distance > _NARROW:
            return False
        between = range(last, span.first)
        if narrow and "que" not in words[last - 1 : span.first] and "qu" not in words[last - 2 : span.first]:
            if any(clauses.tag(i) & FINITE and not clauses.tag(i) & GLUE for i in range(last, span.group)):
                return False
        if span.noun:
            if any(clauses.tag(i) & ADJUNCT for i in between):
                return False
            if distance > 3:
                bare = span.first - 1
                while bare > last and words[bare] == "'":
                    bare -= 1
                if words[bare] in ("du", "des", "l", "la", "le", "cette", "cet", "ce") and any(
                    words[i] in ("de", "du", "des") for i in range(bare - 1, bare + 1)
                ):
                    return False
        return True

    def _negated_cue(self, clauses: _Clauses, index: int, last: int) -> bool:
        """Whether a cue's own verb group is negated."""
        words = self.prose.words
        if index > clauses.first and words[index - 1] == "ni":
            return True
        group = self._walk(clauses, max(clauses.first, index - 8), index)
        region = range(group, min(last + 2, clauses.last))
        if not any(clauses.tag(i) & NE for i in region if i < last):
            return any(words[i] == "ne" for i in range(last, min(last + 1, clauses.last)))
        subject = range(max(clauses.first, group - 4), group)
        return any(clauses.tag(i) & (NEGATOR | NONE) or words[i] in _BARE for i in region) or any(
            clauses.tag(i) & NONE for i in subject
        )


def _scope(hit: Hit) -> str:
    return str(hit.entry.data.get("scope", "clause"))


def _following(hit: Hit) -> bool:
    """Whether a general cue also reaches back (« mieux vaut » does not, « passible de » does)."""
    return not hit.entry.form.startswith(("il ", "on ", "si ", "vous ", "mieux"))


def status_of(text: str, start: int, end: int) -> FactStatus | None:
    """Factuality of the event written at ``text[start:end]``.

    Args:
        text: any French text.
        start: first code point of the event's words.
        end: code point after its last.

    Returns:
        ``confirmed``, ``possible``, ``planned``, ``denied``; None when the text states no fact.

    Raises:
        ValueError: the span lies outside the text or holds no word.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"no words at {start}:{end} of a text of {len(text)} code points")
    return Factuality(Prose(text, has_title=False)).read(start, end).status
