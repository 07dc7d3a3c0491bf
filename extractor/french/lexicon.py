"""Word lists that an analyst can read, compiled into one automaton that reads a text once.

A lexicon is a TOML file of ``[[class]]`` tables; each names a class and lists its ``words`` in a
small notation:

=====================  ==================================================
``serveur(s)``         optional ending: serveur, serveurs
``(à|en) l'arrêt``     alternatives, an empty one allowed: ``(le |)``
``@couper``            every form of a verb, each with its mood
``@pp:couper``         past participle only (masculine, feminine, plural)
``paralys*``           any word that begins so
=====================  ==================================================

Matching ignores case and accents, but an accented form wins over its bare twin where the text has
accents (« coupé » is a participle, « coupe » a present). Matching is one Aho–Corasick pass
(:mod:`ahocorasick`), linear in the text whatever the number of words.

>>> from extractor.french.prose import Prose
>>> lexicon = Lexicon.from_classes([{"name": "down", "words": ["@couper", "à l'arrêt"]}])
>>> [(h.label, h.mood) for h in lexicon.scan(Prose("Réseau coupé, usine À L’ARRÊT"))]
[('down', 'pp'), ('down', None)]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal

import ahocorasick

from extractor.french.prose import Prose, fold
from extractor.resources import models_dir

Mood = Literal["inf", "pp", "pres", "impf", "past", "fut", "cond", "subj", "ger"]


class LexiconError(ValueError):
    """A lexicon that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One surface form of a class."""

    label: str
    form: str
    prefix: bool = False
    mood: Mood | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text; offsets in code points."""

    start: int
    end: int
    entry: Entry

    @property
    def label(self) -> str:
        """Class of the entry."""
        return self.entry.label

    @property
    def mood(self) -> Mood | None:
        """Verb mood or tense of the form, None when the entry is no verb."""
        return self.entry.mood


# -- conjugation -----------------------------------------------------------------------------------


@cache
def _irregular() -> dict[str, dict[str, str]]:
    path = models_dir() / "lexicons" / "verbs.toml"
    with path.open("rb") as handle:
        return dict(tomllib.load(handle)["verbs"])


def _agree(participle: str) -> list[str]:
    plural = participle if participle[-1] in "sx" else participle + "s"
    feminine = participle.replace("û", "u") + "e"
    return [participle, plural, feminine, feminine + "s"]


@cache
def conjugate(verb: str) -> tuple[tuple[str, Mood], ...]:
    """Third-person, first-person-plural and non-finite forms of a French verb, with their moods.

    Reflexive pronouns and auxiliaries are not part of the forms.

    >>> dict(conjugate("couper"))["couperait"]
    'cond'
    >>> [form for form, mood in conjugate("suspendre") if mood == "pp"]
    ['suspendu', 'suspendus', 'suspendue', 'suspendues']
    """
    model = next((end for end in sorted(_irregular(), key=len, reverse=True) if verb.endswith(end)), None)
    forms: list[tuple[str, Mood]] = []
    if model is not None:
        table, stem = _irregular()[model], verb[: len(verb) - len(model)]
        participle = stem + table["pp"]
        present = [stem + form for form in table["present"].split()]
        imperfect, future = stem + table["imperfect"], stem + table["future"]
        past = [stem + form for form in table["past"].split()]
        subjunctive = [present[5][:-3] + end for end in ("e", "ent")]
    elif verb.endswith("er"):
        stem = verb[:-2]
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        mute = _mute_stem(stem)
        participle = stem + "é"
        present = [mute + "e", mute + "es", mute + "e", soft + "ons", stem + "ez", mute + "ent"]
        imperfect, future = soft, mute + "er"
        past = [soft + "a", stem + "èrent"]
        subjunctive = []
    elif verb.endswith("ir"):
        stem = verb[:-1]
        participle = stem
        present = [stem + end for end in ("s", "s", "t", "ssons", "ssez", "ssent")]
        imperfect, future = stem + "ss", verb
        past = [stem + "t", stem + "rent"]
        subjunctive = [stem + "sse", stem + "ssent"]
    else:
        raise LexiconError(f"no conjugation known for {verb!r}: add it to verbs.toml")
    imperfect_plural = imperfect if imperfect != stem + "ç" else stem + "c"
    forms += [(verb, "inf")]
    forms += [(form, "pp") for form in _agree(participle)]
    forms += [(form, "pres") for form in (present[0], present[2], present[3], present[4], present[5])]
    forms += [(imperfect + end, "impf") for end in ("ait", "aient")] + [(imperfect_plural + "ions", "impf")]
    forms += [(form, "past") for form in past]
    forms += [(future + end, "fut") for end in ("a", "ont", "ai", "ons", "ez")]
    forms += [(future + end, "cond") for end in ("ait", "aient", "ais", "ions", "iez")]
    forms += [(form, "subj") for form in subjunctive]
    forms += [(imperfect + "ant", "ger")]
    return tuple(dict.fromkeys(forms))


def _mute_stem(stem: str) -> str:
    """Stem before a mute e: « achet » → « achèt », « révél » → « révèl », « pay » → « pai »."""
    if stem.endswith("y"):
        return stem[:-1] + "i"
    grave = re.sub(r"[eé]([^aeiouéèy]{1,2})$", r"è\1", stem)
    if stem.endswith(("pel", "jet")):
        return stem + stem[-1]
    return grave if re.search(r"(?:[eé][bcdgjlmnrstvz]|é[bcgdt]r)$", stem) else stem


# -- notation --------------------------------------------------------------------------------------

_GROUP = re.compile(r"\(([^()]*)\)")
_VERB = re.compile(r"@(?:(pp|inf|fin):)?([\w]+)")


def expand(pattern: str) -> Iterator[tuple[str, bool, Mood | None]]:
    """Surface forms of a pattern: (form, whether it is a prefix, mood).

    >>> [form for form, _, _ in expand("poste(s) (fixe|de travail)")]
    ['poste fixe', 'poste de travail', 'postes fixe', 'postes de travail']
    """
    choices: list[list[tuple[str, Mood | None]]] = []
    position = 0
    for match in re.finditer(rf"{_GROUP.pattern}|{_VERB.pattern}", pattern):
        if match.start() > position:
            choices.append([(pattern[position : match.start()], None)])
        group, restriction, verb = match.groups()
        if verb is not None:
            forms = conjugate(verb)
            if restriction == "pp":
                forms = tuple(f for f in forms if f[1] == "pp")
            elif restriction == "inf":
                forms = tuple(f for f in forms if f[1] == "inf")
            elif restriction == "fin":
                forms = tuple(f for f in forms if f[1] not in ("pp", "inf", "ger"))
            choices.append(list(forms))
        elif "|" in group:
            choices.append([(option, None) for option in group.split("|")])
        else:
            choices.append([("", None), (group, None)])
        position = match.end()
    if position < len(pattern):
        choices.append([(pattern[position:], None)])
    for parts in product(*choices):
        form = " ".join("".join(part for part, _ in parts).split())
        mood = next((mood for _, mood in parts if mood), None)
        yield form.removesuffix("*"), form.endswith("*"), mood


# -- the automaton ---------------------------------------------------------------------------------

_RESERVED = {"name", "words", "doc", "examples"}


class Lexicon:
    """Classes of words compiled for one-pass matching."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_form: dict[str, list[Entry]] = {}
        for entry in entries:
            twins = by_form.setdefault(fold(entry.form), [])
            if not any(t.label == entry.label and t.form == entry.form and t.prefix == entry.prefix for t in twins):
                twins.append(entry)
        self._automaton = ahocorasick.Automaton()
        for form, twins in by_form.items():
            self._automaton.add_word(form, (len(form), tuple(twins)))
        self._automaton.make_automaton()
        self.labels = frozenset(e.label for twins in by_form.values() for e in twins)

    @classmethod
    def load(cls, *names: str, keys: Mapping[str, frozenset[str] | None] | None = None) -> Lexicon:
        """Compile lexicon files of ``models/lexicons`` by name, without the ending.

        Args:
            names: file names without ``.toml``.
            keys: further keys a class may have, each with its allowed codes (None: anything).

        Raises:
            LexiconError: unknown key or code, or an example that its class does not match.
        """
        return cls.from_classes([table for name in names for table in read_classes(name, keys or {})])

    @classmethod
    def from_classes(cls, tables: Iterable[Mapping[str, Any]]) -> Lexicon:
        """Compile class tables (see the module's notation)."""
        tables = list(tables)
        lexicon = cls(_entries(tables))
        for table in tables:
            for example in table.get("examples", ()):
                found = lexicon.scan(Prose(example, has_title=False))
                if not any(hit.label == table["name"] for hit in found):
                    raise LexiconError(
                        f"{table.get('file', 'lexicon')}: class {table['name']!r}: nothing matches its "
                        f"example {example!r}"
                    )
        return lexicon

    def scan(self, prose: Prose) -> list[Hit]:
        """Every hit on word boundaries, by start then length, longest of a class only."""
        folded, length = prose.folded, len(prose.folded)
        hits: list[Hit] = []
        for last, (size, twins) in self._automaton.iter(folded):
            start, end = last - size + 1, last + 1
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            whole = end == length or not folded[end].isalnum() or not folded[last].isalnum()
            entries = twins if whole else tuple(t for t in twins if t.prefix)
            if not entries:
                continue
            if not whole:
                while end < length and folded[end].isalnum():
                    end += 1
            hits.extend(Hit(start, end, entry) for entry in _best(entries, prose.text, start, end))
        hits.sort(key=lambda h: (h.start, -h.end))
        return _longest(hits)


def _best(entries: tuple[Entry, ...], text: str, start: int, end: int) -> list[Entry]:
    """Of entries that fold alike, one a class: the one written with the text's own accents."""
    if len(entries) == 1:
        return [entries[0]]
    written = text[start:end].lower().replace("’", "'")
    chosen: dict[str, Entry] = {}
    for entry in entries:
        if entry.label not in chosen or (entry.form == written != chosen[entry.label].form):
            chosen[entry.label] = entry
    return list(chosen.values())


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop a hit inside a longer one of its own class."""
    reach: dict[str, int] = {}
    kept: list[Hit] = []
    for hit in hits:
        if hit.end <= reach.get(hit.label, -1):
            continue
        reach[hit.label] = hit.end
        kept.append(hit)
    return kept


def _entries(tables: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for table in tables:
        data = {k: v for k, v in table.items() if k not in _RESERVED and k != "file"}
        for form, prefix, mood in _forms(table):
            if form:
                yield Entry(table["name"], form, prefix, mood, data)


def read_classes(name: str, keys: Mapping[str, frozenset[str] | None]) -> list[dict[str, Any]]:
    """Read and check one lexicon file; every error names the file and the entry."""
    path: Path = models_dir() / "lexicons" / f"{name}.toml"
    try:
        with path.open("rb") as handle:
            content = tomllib.load(handle)
    except FileNotFoundError:
        raise LexiconError(f"{path.name}: no such lexicon") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: {error}") from None
    tables = content.get("class", [])
    for number, table in enumerate(tables, 1):
        where = f"{path.name}: class {table.get('name', f'number {number}')!r}"
        if "name" not in table or "words" not in table:
            raise LexiconError(f"{where}: needs 'name' and 'words'")
        for key in table.keys() - _RESERVED:
            if key not in keys:
                raise LexiconError(f"{where}: unknown key {key!r}")
            allowed = keys[key]
            if allowed is not None and table[key] not in allowed:
                raise LexiconError(f"{where}: {key} = {table[key]!r} is none of {sorted(allowed)}")
        table["file"] = path.name
    return list(tables)


@cache
def word_set(file: str, name: str) -> frozenset[str]:
    """Folded forms of one class, for code that reads words one at a time.

    >>> "serveurs" in word_set("surroundings", "possessed")
    True
    """
    tables = read_classes(file, {})
    return frozenset(fold(form) for table in tables if table["name"] == name for form, _, _ in _forms(table))


def _forms(table: Mapping[str, Any]) -> Iterator[tuple[str, bool, Mood | None]]:
    for pattern in table["words"]:
        yield from expand(pattern)
