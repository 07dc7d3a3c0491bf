"""How sure the text is of an event: confirmed, possible, planned, denied, or no fact at all.

The reading is by clause and verb group, not by a window of words:

* the **verb group** of the span (auxiliaries, clitics, adverbs and negations around it) gives
  polarity (« n'a pas été »), press conditional (« aurait été »), future (« sera », « va »);
* the **determiner or subject** of its clause gives nominal negation (« aucune donnée n'a … »,
  « pas de revendication », « sans que … »);
* a **governing cue** earlier in the sentence reaches over « que », « de » or « si » until the
  sentence turns (« mais », « en revanche », a semicolon): doubt, denial verbs, intention, advice.

A denial verb that is itself negated is doubt (« n'exclut pas »), a negated continuity verb an
outage, restrictive « ne … que » no negation at all. The cues are in ``models/lexicons/factuality.toml``.

>>> status_of("Aucune donnée n'a été volée.", 0, 27)
'denied'
>>> text = "La mairie va porter plainte."
>>> status_of(text, text.index("porter"), len(text) - 1)
'planned'
>>> text = "Des fichiers auraient été copiés, mais le site reste ouvert."
>>> status_of(text, text.index("copiés"), text.index(","))
'possible'
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.french.lexicon import Hit, Lexicon
from extractor.french.prose import Prose, Sentence

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


_NEGATORS = frozenset("pas plus jamais aucunement nullement guere point".split())
_SUBJECT_NEGATORS = frozenset("aucun aucune nul nulle personne rien ni".split())
_NOUN_NEGATORS = frozenset("aucun aucune sans ni nul nulle zero".split())
_AUXILIARY = frozenset(
    """a ont est sont ete etre avoir avait avaient etait etaient sera seront aura auront serait seraient
    aurait auraient soit soient ait aient fut furent ayant etant eu fait faire avons avions aurons sommes
    etions serons serez ai suis as es avez etes fus fallu faut""".split()
)
_CLITIC = frozenset("n ne y en se s l le la les lui leur nous vous me m te t ' il elle ils elles on d de qu c ce ca cela rien personne tous toutes tout toute".split())
_MODAL = frozenset(
    """va vont allait allaient doit doivent devrait devraient devra devront devait peut peuvent pourrait
    pourraient pourra pu du voulu veut veulent souhaite souhaitent compte comptent semble semblent laisse laissent peuvent pouvons pouvait
    pouvaient parait paraissent savoir sait avoir voudra saurait sauraient allons entend entendent reussi reussit parvenu parvenus parvient parviennent arrive arrivent cesse cessent cesser tarde""".split()
)
_ADVERB = frozenset(
    """encore toujours aussi egalement deja bien pourtant donc ensuite depuis ainsi alors enfin meme tres
    trop peu plutot aussitot bientot desormais a ce jour stade pour l'heure heure instant moment en effet
    revanche eux elles elle lui fort mal mieux totalement""".split()
)
_CONDITIONAL_MODAL = frozenset("pourrait pourraient devrait devraient saurait sauraient voudrait aimerait souhaiterait".split())
_FUTURE_AUX = frozenset("sera seront aura auront va vont fera feront devra devront pourra pourront allons serons aurons".split())
_CONDITIONAL_AUX = frozenset("serait seraient aurait auraient ferait feraient".split())
_HARD_STOPS = frozenset(";:()[]\"")
_CLAUSE_WORDS = frozenset("mais or car donc qui dont ou lorsque quand tandis puisque puis lequel laquelle lesquels comme".split())


@cache
def cue_lexicon() -> Lexicon:
    """The compiled cues of ``factuality.toml``."""
    return Lexicon.load("factuality")


class Factuality:
    """Reads the factuality of spans of one text.

    Cues are found once for the whole text; a reading then costs time in the length of its sentence.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.cues: list[Hit] = cue_lexicon().scan(prose)
        self._starts = [hit.start for hit in self.cues]

    def cues_between(self, start: int, end: int) -> list[Hit]:
        """Cues that begin inside a stretch."""
        return self.cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) word of the clause around a span."""
        prose = self.prose
        sentence = prose.sentence_at(start)
        first = prose.word_at(start)
        last = max(first + 1, bisect_left(prose.starts, end))
        left = self._clause_left(sentence, first)
        right = last
        while right < sentence.last and not self._is_boundary(right, sentence, rightwards=True):
            right += 1
        return left, right

    def _clause_left(self, sentence: Sentence, index: int) -> int:
        left = index
        while left > sentence.first and not self._is_boundary(left - 1, sentence, rightwards=False):
            left -= 1
        return left

    def _is_boundary(self, index: int, sentence: Sentence, *, rightwards: bool) -> bool:
        words = self.prose.words
        word = words[index]
        if word in _HARD_STOPS or word in _CLAUSE_WORDS:
            # « ou » folds both « où » and « ou »; only the relative opens a clause.
            if word == "ou":
                return self.prose.text[self.prose.starts[index]] == "o" and False or (
                    self.prose.text[self.prose.starts[index] : self.prose.ends[index]].lower() == "où"
                )
            return True
        if word == "-" and index > sentence.first and index + 1 < sentence.last:
            spaced = self.prose.starts[index] > self.prose.ends[index - 1]
            return spaced and self.prose.starts[index + 1] > self.prose.ends[index]
        if word == ",":
            return self._verb_between(index + 1, sentence, rightwards)
        if word == "et":
            return index + 1 < sentence.last and self._opens_clause(index + 1, sentence)
        return False

    def _verb_between(self, index: int, sentence: Sentence, rightwards: bool) -> bool:
        """Whether a comma is followed by something with its own finite auxiliary before the next stop."""
        words = self.prose.words
        for i in range(index, min(index + 14, sentence.last)):
            word = words[i]
            if word in ",;:()\"" or word in _CLAUSE_WORDS:
                return False
            if word in _AUXILIARY and word not in ("ete", "etre", "avoir", "fait", "faire", "eu", "ayant", "etant"):
                if not (word == "a" and self._is_preposition(i)):
                    return True
            if word in ("ne", "n", "se"):
                return True
        return False

    def _is_preposition(self, index: int) -> bool:
        return self.prose.text[self.prose.starts[index]] in "àÀ"

    def _opens_clause(self, index: int, sentence: Sentence) -> bool:
        words = self.prose.words
        for i in range(index, min(index + 7, sentence.last)):
            word = words[i]
            if word in ",;:()\"" or word in _CLAUSE_WORDS:
                return False
            if word in _AUXILIARY or word in _MODAL or word in ("ne", "n"):
                if word in ("ete", "etre", "avoir", "du", "fait", "faire") or (
                    word == "a" and self._is_preposition(i)
                ):
                    continue
                return True
        return False

    def read(self, start: int, end: int) -> Reading:
        """Polarity and modality of the event written between two offsets."""
        prose = self.prose
        words = prose.words
        sentence = prose.sentence_at(start)
        first = min(max(prose.word_at(start), sentence.first), sentence.last - 1)
        last = min(max(first + 1, bisect_left(prose.starts, end)), sentence.last)
        left = self._clause_left(sentence, first)
        group = self._verb_group(left, first)
        group_words = words[group:last]
        has_ne = any(w in ("ne", "n") for w in group_words)
        negated = False
        cue: tuple[int, int] | None = None
        for i in range(group, last):
            if words[i] in _NEGATORS and (has_ne or words[i] in ("pas", "aucunement", "nullement")):
                if words[i] == "plus" and not has_ne:
                    continue
                negated, cue = True, (prose.starts[i], prose.ends[i])
        if not negated and has_ne or (not negated and last < sentence.last and first > sentence.first and words[first - 1] in ("ne", "n", "'")):
            tail = words[last : last + 3]
            if has_ne and tail and (tail[0] in _NEGATORS or tail[0] in ("aucun", "aucune", "ni", "personne", "rien")):
                negated, cue = True, (prose.starts[last], prose.ends[last])
        if not negated:
            for i in range(last - 1, left - 1, -1):
                word = words[i]
                if word in _SUBJECT_NEGATORS and (has_ne or first - i <= 4):
                    negated, cue = True, (prose.starts[i], prose.ends[i])
                    break
        if not negated:
            for i in range(max(left, first - 4), last):
                word = words[i]
                if word in _NOUN_NEGATORS or (
                    word in ("pas", "point", "jamais") and i + 1 < first and words[i + 1] in ("de", "d")
                ):
                    negated, cue = True, (prose.starts[i], prose.ends[i])
                    break
        modality: Modality | None = None
        for word in group_words:
            if word in _CONDITIONAL_AUX:
                modality = "possible"
            elif word in ("pourrait", "pourraient"):
                modality = "possible"
            elif word in _CONDITIONAL_MODAL or word in _FUTURE_AUX:
                modality = modality or "planned"
        form = words[last - 1]
        verb = words[first]
        if modality is None and _looks_conditional(verb, form):
            modality = "possible"
        return self._governed(sentence, left, first, last, negated, modality, cue)

    def _verb_group(self, left: int, first: int) -> int:
        """Index where the run of auxiliaries, clitics and adverbs before a word begins."""
        words = self.prose.words
        group = first
        while group > left:
            word = words[group - 1]
            if (
                word in _AUXILIARY
                or word in _CLITIC
                or word in _MODAL
                or word in _NEGATORS
                or word in _ADVERB
                or (word.endswith("ment") and len(word) > 6)
                or word in ("'", "-", "etre")
            ):
                group -= 1
            else:
                break
        return group

    def _governed(
        self,
        sentence: Sentence,
        left: int,
        first: int,
        last: int,
        negated: bool,
        modality: Modality | None,
        cue: tuple[int, int] | None,
    ) -> Reading:
        prose = self.prose
        start, end = prose.starts[first], prose.ends[last - 1]
        turn = sentence.start
        doubt: Hit | None = None
        denial: Hit | None = None
        future: Hit | None = None
        general: Hit | None = None
        for hit in self.cues_between(sentence.start, sentence.end):
            before = hit.start < start
            label = hit.label
            if label == "contrast" and before:
                turn = hit.end
                doubt = denial = future = None
            elif label == "general":
                if (before and start - hit.end < 60) or (not before and hit.start < end):
                    general = hit
            elif label == "possible_before":
                if before and self._reaches(hit, start) or (not before and hit.start <= end + 1):
                    doubt = hit
            elif label == "possible_after":
                if not before and self._same_segment(end, hit.start):
                    doubt = hit
            elif label == "deny":
                near = self._reaches(hit, start) if before else self._same_segment(end, hit.start) and hit.start - end < 45
                if near and hit.start >= turn:
                    if self._own_negation(hit, sentence):
                        doubt = hit
                    elif before or hit.mood == "pp":
                        denial = hit
            elif label == "deny_before":
                if before and self._reaches(hit, start):
                    denial = hit
            elif label == "future":
                if before and 0 <= start - hit.end <= 28 and not self._stop_between(hit.end, start):
                    future = hit
            elif label == "condition" and before and self._reaches(hit, start) and hit.entry.form in ("si", "s'il", "s'ils", "que si", "au cas où", "à supposer", "en supposant"):
                doubt = doubt or hit
        if denial is not None:
            return Reading(True, None, (denial.start, denial.end))
        if doubt is not None and modality != "planned":
            return Reading(negated, "possible", (doubt.start, doubt.end))
        if modality == "possible":
            return Reading(negated, "possible", cue)
        if future is not None or modality == "planned":
            where = (future.start, future.end) if future else cue
            if general is not None and not negated and future is None:
                return Reading(negated, "general", (general.start, general.end))
            return Reading(negated, "planned", where)
        if general is not None:
            return Reading(negated, "general", (general.start, general.end))
        return Reading(negated, None, cue)

    def _reaches(self, hit: Hit, start: int) -> bool:
        """Whether a cue's scope, which runs rightwards, holds an offset."""
        if hit.end > start:
            return hit.start <= start
        between = self.prose.folded[hit.end : start]
        if ";" in between or '"' in between and between.count('"') % 2:
            return False
        commas = between.count(",")
        if commas == 0:
            return True
        # A cue before « que » or « de » governs an enumeration; across clause commas it does not.
        return commas <= 3 and not any(
            self._verb_between(i + 1, self.prose.sentence_at(start), True)
            for i in range(self.prose.word_at(hit.end), self.prose.word_at(start))
            if self.prose.words[i] == ","
        )

    def _same_segment(self, end: int, start: int) -> bool:
        between = self.prose.folded[end:start]
        return not any(stop in between for stop in ";:,") and " mais " not in between

    def _stop_between(self, end: int, start: int) -> bool:
        return any(stop in self.prose.folded[end:start] for stop in ",;:.")

    def _own_negation(self, hit: Hit, sentence: Sentence) -> bool:
        words = self.prose.words
        first = self.prose.word_at(hit.start)
        group = self._verb_group(sentence.first, first)
        around = words[group : first + 3]
        if first > sentence.first and words[first - 1] == "ni":
            return True
        return any(w in ("ne", "n") for w in words[max(sentence.first, group - 1) : first]) and any(
            w in _NEGATORS or w in ("ni", "rien") for w in around
        )


def _looks_conditional(*forms: str) -> bool:
    return any(form.endswith(("erait", "eraient", "irait", "iraient")) and len(form) > 7 for form in forms)


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
