"""Tense of the clause around an expression, without a parser: the nearest verb cue on either side.

Cues are verb endings and auxiliaries; crossing a clause boundary (comma, quote, « qui », « que »,
« et ») makes a cue count as farther away. What cannot be told is 0, « no cue ».
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.french.time.grammar import Grammar
from extractor.french.time.tokens import PAD
from extractor.french.time.words import BETWEEN_VERBS, CLAUSE_WORDS, PARTICIPLE_ENDINGS

_HAVE = frozenset(("a", "ont", "ai", "avons", "avez", "as"))
_BE = frozenset(("est", "sont"))
_PLUPERFECT = frozenset(("avait", "avaient", "etait", "etaient", "fut", "furent", "eut", "eurent"))
_GO = frozenset(("va", "vont", "vais", "allons"))
_SENTENCE_END = frozenset(("!", "?", "\n", "…", ";"))
_QUOTES = frozenset('«»“”"()')
_PARTICIPLE = tuple(PARTICIPLE_ENDINGS)
_NOT_AFTER = frozenset(("la", "une", "l", "cette", "sa", "le", "un", "'", "les", "des", "du"))
_DATING = frozenset(("remonte", "remontent", "date", "datent", "datant", "remontant", "datee", "dates", "datees"))
_FUTURE_STEMS = (
    "er",
    "ir",
    "dr",
    "vr",
    "rr",
    "aur",
    "ettr",
    "attr",
    "aitr",
    "oitr",
    "lur",
    "vaincr",
    "suivr",
    "ourr",
)
_REACH = 28


@dataclass(frozen=True, slots=True)
class Tense:
    """Where the clause puts its event: -1 past, 1 future, 0 not told; and how sure that is."""

    direction: int
    strong: bool


NONE = Tense(0, False)
_PAST = Tense(-1, True)
_PERFECT = Tense(-1, True)
#: The imperfect: past, but what it tells may be a habit (« il jouait le dimanche »).
IMPERFECT = Tense(-1, True)
_OPEN = Tense(0, False)
_FUTURE = Tense(1, True)
_LEAN_FUTURE = Tense(1, False)
_LEAN_PAST = Tense(-1, False)


def cue(g: Grammar, k: int) -> Tense | None:
    """The tense that token k tells, if it is a verb cue."""
    keys = g.K
    key = keys[k]
    if not key or not key[0].isalpha():
        return None
    lex = g.lex
    size = len(key)
    if key in _HAVE:
        if key == "a" and g.raw(k) != "a" and not (g.raw(k) == "A" and keys[k + 1] == "ete"):
            return None
        found = g.match(lex.announce, k)
        if found:
            return _LEAN_FUTURE
        m = _participle(g, k + 1)
        return _PERFECT if m else None
    if key in _PLUPERFECT:
        return _PAST
    if key in _GO:
        for j in range(k + 1, k + 5):
            word = keys[j]
            if word.endswith(("er", "ir", "re", "oir")) and len(word) > 3:
                return _FUTURE
            if word not in BETWEEN_VERBS and word not in ("etre", "l", "le", "la", "les", "m", "n"):
                break
        return None
    if key in _BE:
        reflexive = (keys[k - 1] == "'" and keys[k - 2] == "s") or keys[k - 1] == "se"
        m = _participle(g, k + 1)
        if m:
            if keys[m] in lex.be_past or reflexive:
                return _PERFECT
            if g.match(lex.announce, m):
                return _LEAN_FUTURE
            return None
        return None
    found = g.match(lex.announce, k)
    if found:
        return _LEAN_FUTURE
    if size < 4:
        if key in ("dit", "mis", "pris"):
            return None
        return _FUTURE if key in ("ira",) else None
    if key.endswith(("ra", "ront")) and key not in lex.not_future:
        if key.endswith("ront"):
            return _FUTURE if size > 5 or key == "iront" else None
        if key[:-1].endswith(_FUTURE_STEMS):
            if key.endswith("era") and g.raw(k).lower().endswith("éra"):
                return _PAST
            return _FUTURE if not g.upper(k) or k == PAD or not g.raw(k)[1:].islower() else None
        return None
    if key.endswith("rai") and size > 4 and keys[k - 1] in ("je", "'") and key != "vrai":
        return _FUTURE
    if key.endswith(("erons", "irons", "drons")) and (keys[k - 1] == "nous" or keys[k - 2] == "nous"):
        return _FUTURE
    if key.endswith(("ait", "aient")):
        if key in lex.not_imperfect:
            return None
        stem = key[:-3] if key.endswith("ait") else key[:-5]
        if (
            stem.endswith(_FUTURE_STEMS)
            and stem + "a" not in lex.not_future
            and not g.raw(k).lower().endswith(("érait", "éraient"))
        ):
            if key in ("daterait", "dateraient", "remonterait", "remonteraient"):
                return _PAST
            if key in ("aurait", "auraient", "serait", "seraient"):
                m = _participle(g, k + 1)
                if m:
                    if key.startswith("ser") and keys[m] not in lex.be_past:
                        return _LEAN_FUTURE
                    return _PAST
            return _LEAN_FUTURE
        if key in ("devait", "devaient"):
            return _OPEN
        return IMPERFECT
    if key.endswith("erent") and g.raw(k).lower().endswith("èrent"):
        return _PAST
    if key in ("hier", "avant-hier"):
        return _LEAN_PAST
    if key == "demain":
        return _LEAN_FUTURE
    return None


def _participle(g: Grammar, k: int) -> int | None:
    """Index of a past participle at most a few adverbs after token k."""
    keys = g.K
    for j in range(k, k + 6):
        word = keys[j]
        if word in BETWEEN_VERBS:
            if word == "ete":
                return j
            if (
                word in ("fait", "pu", "du")
                and keys[j + 1] not in BETWEEN_VERBS
                and not keys[j + 1].endswith(("e", "es", "is", "u"))
            ):
                return j
            continue
        if word in g.lex.weekdays or word in g.lex.relative or word in (",",) or word in g.lex.parts:
            continue
        if (len(word) > 2 and word.endswith(_PARTICIPLE)) or word in (
            "eu",
            "lu",
            "vu",
            "fait",
            "dit",
            "mis",
            "pris",
            "ecrit",
        ):
            raw = g.raw(j).lower()
            if (
                word.endswith(("e", "es"))
                and not raw.isascii()
                and not raw.rstrip("s").rstrip("e").endswith("é")
                and not raw.rstrip("s").endswith(("é", "ée"))
            ):
                if not word.endswith(("ie", "ue", "ite", "erte", "ise")):
                    return None
            elif (
                word.endswith(("e", "es"))
                and raw.isascii()
                and not word.endswith(("ie", "ue", "ite", "erte", "ise", "ies", "ues", "ises"))
            ):
                return None if raw != raw.upper() and not g.text.isascii() else j
            return j
        return None
    return None


def tense_at(g: Grammar, i: int, j: int) -> Tense:
    """Tense of the clause that holds tokens i..j.

    >>> t = "L'accueil rouvrira lundi, a dit mardi le maire."
    >>> g = Grammar(t)
    >>> [tense_at(g, r.i, r.j).direction for r in g.parse()]
    [1, -1]
    """
    keys = g.K
    before = keys[i - 1] if keys[i - 1] != "'" else keys[i - 2]
    if before == "depuis":
        return _PAST
    governor = keys[i - 2] if before in ("a", "au", "de", "du", "en", "la") else before
    if governor in _DATING or (governor in ("a", "de") and keys[i - 3] in _DATING):
        return _PAST
    best: Tense | None = None
    cost = 999.0
    aimed = _aimed(g, i)
    # to the left
    step = 0.0
    k = i - 1
    while k >= PAD and step < _REACH:
        key = keys[k]
        if key in _SENTENCE_END or (key == "." and _ends_sentence(g, k)):
            break
        if key == ",":
            step += 4
        elif key in _QUOTES or key == ":":
            step += 8
        elif key in CLAUSE_WORDS:
            step += 4
        elif key == "et":
            step += 2
        found = cue(g, k)
        if found is not None:
            cost, best = step, found
            if (
                aimed
                and found is _PERFECT
                and (
                    aimed == 2
                    or keys[k + 1] in g.lex.postpone
                    or any(keys[m] in g.lex.postpone for m in range(k + 1, k + 6))
                )
            ):
                return _LEAN_FUTURE  # « a prolongé l'alerte jusqu'à vendredi »
            break
        step += 1
        k -= 1
    if cost > (8 if best is not None and best.strong else 0) and _adjectival(g, i):
        return _LEAN_PAST
    # to the right
    step = 0.5
    k = j
    last = PAD + g.n
    while k < last and step < _REACH and step < cost:
        key = keys[k]
        if key in _SENTENCE_END or (key == "." and _ends_sentence(g, k)):
            break
        if key == ",":
            step += 1 if k == j and _clause_start(g, i) else 4
        elif key in _QUOTES or key == ":":
            step += 8
        elif key in CLAUSE_WORDS:
            step += 6
        elif key == "et":
            step += 3
        found = cue(g, k)
        if found is not None:
            if step < cost:
                best = found
            break
        step += 1
        k += 1
    if best is None:
        return _LEAN_FUTURE if aimed else NONE
    if aimed == 2 and best is not _PAST and best is not IMPERFECT:
        return _LEAN_FUTURE
    return best


def _clause_start(g: Grammar, i: int) -> bool:
    before = g.K[i - 1]
    return before in ("", ".", "\n", "«", "!", "?", ",") or g.K[i - 2] in ("", ".", "\n")


def _ends_sentence(g: Grammar, k: int) -> bool:
    """A full stop that ends a sentence: followed by a space and a capital, a digit or a quote."""
    nxt = g.raw(k + 1)
    if not nxt:
        return True
    if g.joined(k):
        return False
    if len(g.K[k - 1]) == 1 and g.K[k - 1].isalpha() and g.joined(k - 1):
        return False
    return not nxt[0].islower()


def _aimed(g: Grammar, i: int) -> int:
    """2: a bound to come (« jusqu'à », « d'ici »); 1: a goal (« au », « pour », « dès »)."""
    keys = g.K
    k = i - 1
    if keys[k] in ("a", "au", "en") and keys[k - 1] in ("'", "ici"):
        return 2 if keys[k - 2] == "jusqu" or keys[k - 1] == "ici" else 1
    if (keys[k] == "'" and keys[k - 1] == "jusqu") or keys[k] == "ici":
        return 2
    if keys[k] in ("pour", "des", "avant"):
        return 1
    if keys[k] in ("a", "au") and g.raw(k) != "a":
        return 1
    if keys[k] == "de" and keys[k - 1] in ("partir", "compter"):
        return 1
    return 0


def _adjectival(g: Grammar, i: int) -> bool:
    """A past participle right before: « la panne survenue lundi », « l'enquête ouverte samedi »."""
    k = i - 1
    if g.K[k] in ("dans", "le", "la", "l", "'"):
        k -= 1
    word = g.K[k]
    if len(word) < 4 or word in g.lex.not_participle or (word,) in [entry[0] for entry in g.lex.announce.get(word, ())]:
        return False
    if g.K[k - 1] in (
        "etre",
        "ete",
        "sera",
        "seront",
        "est",
        "sont",
        "a",
        "ont",
        "avoir",
        "serait",
        "seraient",
        "plus",
        "pas",
    ):
        return False
    if word in g.lex.be_past:
        return True
    raw = g.raw(k).lower()
    if raw.endswith(("é", "és")):
        return word in g.lex.participles or g.K[k - 1] == ","
    ending = ("ée", "ées", "ue", "ues", "ie", "ies", "ise", "ises", "erte", "ertes")
    return raw.endswith(ending) and g.K[k - 1] not in _NOT_AFTER
