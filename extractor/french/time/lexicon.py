"""Words of time, read from ``models/lexicons/time.toml``, and the tokens they are matched on.

Text is folded one code point to one code point (case, accents, apostrophes, dashes, spaces), so
that offsets into the folded text are offsets into the text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from extractor.resources import models_dir

#: Stands for a code point that carries nothing (combining accent, soft hyphen, zero-width space).
VOID = "\u0300"

_PAIRS = {
    "'": "\u2019\u2018\u02bc\u00b4\u0060\u2032\u201b\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    " ": "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003\u3000\t\r\f\v",
    "\n": "\u2028\u2029\u0085",
    VOID: "\u00ad\u200b\u200c\u200d\ufeff\u2060",
}
_SUPER = {"\u1d49": "e", "\u02b3": "r", "\u02e2": "s", "\u1d48": "d", "\u207f": "n", "\u02b0": "h"}


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x41, 0x250):
        char = chr(code).lower()
        if len(char) != 1:
            char = char[0]
        base = unicodedata.normalize("NFD", char)
        if len(base) > 1 and base[0].isalpha():
            char = base[0]
        if char != chr(code):
            table[code] = char
    for code in range(0x300, 0x370):
        table[code] = VOID
    for target, sources in _PAIRS.items():
        for source in sources:
            table[ord(source)] = target
    for source, target in _SUPER.items():
        table[ord(source)] = target
    return table


_TABLE = _fold_table()
_ASCII = str.maketrans({c: c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | dict.fromkeys("\t\r\f\v", " "))

_TOKEN = re.compile(
    r"aujourd ?'? ?hui(?![a-z])"
    r"|(?:week[- ]?ends?|apres[- ]midis?|avant[- ]hier|apres[- ]demain|avant[- ]veille"
    r"|mi[- ]journee)(?![a-z])"
    rf"|[^\W\d_]+(?:{VOID}[^\W\d_]*)*"
    r"|[0-9]+|\n|[^\s]"
)
_JOINED = re.compile(r"[- ]")


def fold(text: str) -> str:
    """Fold case, accents and typographic variants, one code point for one.

    >>> fold("LUNDI 6\u00a0FÉVRIER, l’été")
    "lundi 6 fevrier, l'ete"
    """
    return text.translate(_ASCII if text.isascii() else _TABLE)


def tokenize(folded: str) -> tuple[list[str], list[int], list[int]]:
    """Keys, starts and ends of the tokens of a folded text."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(folded):
        keys.append(match.group())
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    if VOID in folded:
        keys = [key.replace(VOID, "") or VOID for key in keys]
    for index, key in enumerate(keys):
        if len(key) > 7 and key[0] in "awm":
            keys[index] = _CANON.get(key) or _canon(key)
    return keys, starts, ends


_CANON: dict[str, str] = {}


def _canon(key: str) -> str:
    if key.startswith("aujourd"):
        out = "aujourd'hui"
    elif key.startswith("week"):
        out = "week-end" + ("s" if key.endswith("s") else "")
    elif key.startswith(("apres", "avant", "mi-", "mi ")):
        out = _JOINED.sub("-", key)
    else:
        return key
    _CANON[key] = out
    return out


def phrase(text: str) -> tuple[str, ...]:
    """Token keys of a lexicon phrase.

    >>> phrase("À l’époque")
    ('a', 'l', "'", 'epoque')
    """
    return tuple(tokenize(fold(text))[0])


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast: by fixed day, by days after Easter, or by rank of a weekday in a month."""

    name: str
    fixed: tuple[int, int] | None
    easter: int | None
    nth: tuple[int, int, int] | None
    article: bool


Trie = dict[str, list[tuple[tuple[str, ...], Any]]]


def _trie(pairs: list[tuple[tuple[str, ...], Any]]) -> Trie:
    """Phrases by first word, longest first; hyphens are dropped, the matcher skips them."""
    trie: Trie = {}
    for words, data in pairs:
        keys = tuple(key for key in words if key != "-")
        trie.setdefault(keys[0], []).append((keys, data))
    for entries in trie.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return trie


@dataclass(slots=True)
class Lexicon:
    """The lexicon in the shape the grammar asks for."""

    weekdays: dict[str, int] = field(default_factory=dict)
    weekday_abbr: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    month_abbr: dict[str, int] = field(default_factory=dict)
    seasons: dict[str, str] = field(default_factory=dict)
    parts: Trie = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    collectives: dict[str, int] = field(default_factory=dict)
    ordinals: Trie = field(default_factory=dict)
    relative: dict[str, int] = field(default_factory=dict)
    anaphoric: dict[str, int] = field(default_factory=dict)
    situating: dict[str, tuple[int, str]] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    approximations: Trie = field(default_factory=dict)
    vague: Trie = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    holidays: Trie = field(default_factory=dict)
    not_future: frozenset[str] = frozenset()
    not_imperfect: frozenset[str] = frozenset()
    announce: Trie = field(default_factory=dict)
    be_past: frozenset[str] = frozenset()
    postpone: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    not_participle: frozenset[str] = frozenset()
    habit: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    idioms: Trie = field(default_factory=dict)
    keep_complement: frozenset[str] = frozenset()


_SECTIONS = {
    "jours",
    "jours_abreges",
    "mois",
    "mois_abreges",
    "saisons",
    "parties",
    "unites",
    "nombres",
    "nombres_collectifs",
    "ordinaux",
    "jours_relatifs",
    "jours_anaphoriques",
    "situants",
    "segments",
    "approximations",
    "renvois",
    "ensembles",
    "fetes",
    "temps_verbal",
    "habitude",
    "pas_une_date",
}
_ALLOWED: dict[str, set[Any]] = {
    "saisons": {"SP", "SU", "FA", "WI"},
    "parties": {"MO", "MI", "AF", "EV", "NI"},
    "unites": {
        "S",
        "MIN",
        "H",
        "D",
        "W",
        "WE",
        "M",
        "Q",
        "H6",
        "Y",
        "DE",
        "CE",
        "ML",
        "NI",
        "MO",
        "EV",
        "Y5",
        "Y7",
    },
    "segments": {"START", "MID", "END"},
    "jours": set(range(1, 8)),
    "mois": set(range(1, 13)),
}
_LISTS = {
    "temps_verbal": {
        "pas_futur",
        "pas_imparfait",
        "annonce",
        "etre_passe",
        "report",
        "participes",
        "pas_participe",
    },
    "habitude": {"mots"},
    "pas_une_date": {"lieux", "apres_nombre", "personnes", "locutions", "garde_complement"},
    "renvois": {"PRESENT_REF", "PAST_REF", "FUTURE_REF"},
}


class LexiconError(ValueError):
    """A lexicon file that does not say what it must; the message names file and entry."""


def _check(raw: dict[str, Any], path: Path) -> None:
    for name in sorted(set(raw) ^ _SECTIONS):
        raise LexiconError(f"{path}: section « {name} » is {'unknown' if name in raw else 'missing'}")
    for section, allowed in _ALLOWED.items():
        for key, value in raw[section].items():
            if value not in allowed:
                raise LexiconError(f"{path}: [{section}] « {key} »: {value!r} is not one of {sorted(allowed)}")
    for section, keys in _LISTS.items():
        for name in sorted(set(raw[section]) ^ keys):
            raise LexiconError(f"{path}: [{section}] key « {name} » is unknown or missing")
    for key, value in raw["situants"].items():
        if not re.fullmatch(r"[+-]1 (publication|recit)", value):
            raise LexiconError(f"{path}: [situants] « {key} »: {value!r} is not « ±1 publication|recit »")
    for entry in raw["fetes"]:
        unknown = set(entry) - {"noms", "fixe", "paques", "nieme", "article"}
        if unknown or "noms" not in entry or len({"fixe", "paques", "nieme"} & set(entry)) != 1:
            raise LexiconError(f"{path}: [[fetes]] {entry}: needs noms and one of fixe, paques, nieme")


def _words(values: list[str]) -> frozenset[str]:
    return frozenset(keys[-1] if len(keys) == 1 else " ".join(keys) for keys in map(phrase, values))


def _map(table: dict[str, Any]) -> dict[str, Any]:
    return {" ".join(phrase(key)) if len(phrase(key)) > 1 else phrase(key)[0]: value for key, value in table.items()}


def read_lexicon(path: Path) -> Lexicon:
    """Read and check a lexicon file.

    Raises:
        LexiconError: unknown section, key or code; the message names the file and the entry.
    """
    with path.open("rb") as handle:
        raw = tomllib.load(handle)
    _check(raw, path)
    lex = Lexicon()
    lex.weekdays = _map(raw["jours"])
    lex.weekdays |= {key + "s": value for key, value in lex.weekdays.items()}
    lex.weekday_abbr = _map(raw["jours_abreges"])
    lex.months = _map(raw["mois"])
    lex.month_abbr = _map(raw["mois_abreges"])
    lex.seasons = _map(raw["saisons"])
    lex.parts = _trie([(phrase(key), value) for key, value in raw["parties"].items()])
    lex.units = _map(raw["unites"])
    lex.numbers = _map(raw["nombres"])
    lex.collectives = _map(raw["nombres_collectifs"])
    lex.ordinals = _trie([(phrase(key), value) for key, value in raw["ordinaux"].items()])
    lex.relative = _map(raw["jours_relatifs"])
    lex.anaphoric = _map(raw["jours_anaphoriques"])
    for key, value in _map(raw["situants"]).items():
        shift, origin = value.split()
        lex.situating[key] = (int(shift), origin)
    lex.segments = _map(raw["segments"])
    lex.approximations = _trie([(phrase(key), value) for key, value in raw["approximations"].items()])
    lex.vague = _trie([(phrase(word), code) for code, words in raw["renvois"].items() for word in words])
    lex.sets = _map(raw["ensembles"])
    feasts: list[tuple[tuple[str, ...], Any]] = []
    for entry in raw["fetes"]:
        fixed = tuple(map(int, entry["fixe"].split("-"))) if "fixe" in entry else None
        nth = None
        if "nieme" in entry:
            sign, body = (-1, entry["nieme"][1:]) if entry["nieme"].startswith("-") else (1, entry["nieme"])
            rank, day, month = map(int, body.split("-"))
            nth = (sign * rank, day, month)
        holiday = Holiday(
            entry["noms"][0],
            (fixed[0], fixed[1]) if fixed else None,
            entry.get("paques"),
            nth,
            bool(entry.get("article", False)),
        )
        feasts += [(phrase(name), holiday) for name in entry["noms"]]
    lex.holidays = _trie(feasts)
    verbs = raw["temps_verbal"]
    lex.not_future = _words(verbs["pas_futur"])
    lex.not_imperfect = _words(verbs["pas_imparfait"])
    lex.announce = _trie([(phrase(word), True) for word in verbs["annonce"]])
    lex.be_past = _words(verbs["etre_passe"])
    lex.postpone = _words(verbs["report"])
    lex.participles = _words(verbs["participes"])
    lex.not_participle = _words(verbs["pas_participe"])
    lex.habit = _words(raw["habitude"]["mots"])
    none = raw["pas_une_date"]
    lex.places = _words(none["lieux"])
    lex.counted = _words(none["apres_nombre"])
    persons = _words(none["personnes"])
    lex.persons = persons | {word + "s" for word in persons}
    lex.idioms = _trie([(phrase(word), None) for word in none["locutions"]])
    lex.keep_complement = _words(none["garde_complement"])
    return lex


@cache
def lexicon() -> Lexicon:
    """The project's lexicon, read once."""
    return read_lexicon(models_dir() / "lexicons" / "time.toml")
