"""Lists of names: places, first names, press titles, organisations, actors, malware.

Plain dictionaries keyed by the folded name (`fold`), read on first use from
``models/gazetteers/*.tsv`` and kept; no spaCy. Loading everything takes well under 120 ms, the
35,000 communes included, because a commune becomes a `Place` only when it is asked for.

    >>> places()[fold("Villefranche-sur-Saône")].department
    '69'
    >>> "loire atlantique" in places(), "jean pierre" in first_names()
    (True, True)
    >>> threat_actors()[fold("ALPHV")].name
    'BlackCat'

A folded key forgets capitals and accents. Names that are also an ordinary word carry
``ambiguous``: look at the text's own spelling and context before trusting those.

    >>> threat_actors()["play"].ambiguous, malware()["wannacry"].ambiguous
    (True, False)

The files, their sources and licences are described in ``models/gazetteers/README.md``.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeVar, cast

from extractor.resources import models_dir

__all__ = [
    "Actor",
    "Demonym",
    "Malware",
    "Organisation",
    "Place",
    "PlaceType",
    "PressTitle",
    "commune_weight",
    "demonyms",
    "find_place",
    "first_names",
    "fold",
    "homonyms",
    "malware",
    "organisations",
    "places",
    "press_titles",
    "threat_actors",
    "vendors",
]

PlaceType = Literal["commune", "departement", "region", "country", "city", "epci"]

_SPACES: Final = "'’‘ʼʹ`´′＇-‐‑‒–—―−﹣－_"
_GONE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TABLE: Final[Mapping[int, str | None]] = {
    **{ord(c): " " for c in _SPACES},
    **dict.fromkeys(range(0x300, 0x370)),
    **dict.fromkeys(map(ord, _GONE)),
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("ø"): "o",
    ord("ł"): "l",
    ord("đ"): "d",
    ord("ı"): "i",
}


def fold(text: str) -> str:
    """One key for all spellings of a name: case, accents, apostrophes, hyphens, spaces.

    >>> fold("L’Haÿ-les-Roses"), fold("SAINT–ÉTIENNE "), fold("Cœur d'Essonne")
    ('l hay les roses', 'saint etienne', 'coeur d essonne')
    >>> fold("NoName057(16)")
    'noname057(16)'
    """
    if text.isascii():
        folded = text.lower().replace("-", " ").replace("'", " ").replace("_", " ")
        return " ".join(folded.replace("`", " ").split())
    # spacing accents (´) would decompose into a space and a mark: unify before decomposing
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_TABLE))
    return " ".join(folded.translate(_TABLE).split())


class Place(NamedTuple):
    """A place. ``country`` is an ISO 3166 code; ``department`` a French département code."""

    name: str
    type: PlaceType
    department: str | None
    country: str
    population: int
    ambiguous: bool


class _Named(NamedTuple):
    """Shared shape of the named things below."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    ambiguous: bool
    ambiguous_aliases: tuple[str, ...]


class PressTitle(_Named):
    """A newspaper, agency, station or site; ``kind``: daily, weekly, magazine, agency, tv, radio,
    web or tech."""

    __slots__ = ()

    def ambiguous_as(self, surface: str) -> bool:
        """Whether this very surface form is also an ordinary word."""
        return _ambiguous_as(self.name, self.ambiguous, self.ambiguous_aliases, surface)


class Organisation(_Named):
    """A well-known organisation; ``kind``: health, local_government, government, education,
    company, media, nonprofit or other."""

    __slots__ = ()

    def ambiguous_as(self, surface: str) -> bool:
        """Whether this very surface form is also an ordinary word.

        >>> organisations()["cnil"].ambiguous_as("Commission nationale de l'informatique")
        False
        >>> organisations()["orange"].ambiguous_as("Orange")
        True
        """
        return _ambiguous_as(self.name, self.ambiguous, self.ambiguous_aliases, surface)


class Actor(NamedTuple):
    """A threat actor; ``kind``: ransomware_group, hacktivist, apt, criminal or other."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    ambiguous: bool
    ambiguous_aliases: tuple[str, ...]

    def ambiguous_as(self, surface: str) -> bool:
        """Whether this very surface form is also an ordinary word.

        >>> play = threat_actors()["playcrypt"]
        >>> play.ambiguous_as("Play"), play.ambiguous_as("PlayCrypt")
        (True, False)
        """
        return _ambiguous_as(self.name, self.ambiguous, self.ambiguous_aliases, surface)


class Malware(NamedTuple):
    """A malware family; ``type``: ransomware or malware."""

    name: str
    aliases: tuple[str, ...]
    type: str
    ambiguous: bool
    ambiguous_aliases: tuple[str, ...]

    def ambiguous_as(self, surface: str) -> bool:
        """Whether this very surface form is also an ordinary word."""
        return _ambiguous_as(self.name, self.ambiguous, self.ambiguous_aliases, surface)


class Demonym(NamedTuple):
    """An adjective of place and the place it points to."""

    masculine: str
    feminine: str
    place: str
    place_type: PlaceType


def _ambiguous_as(name: str, flag: bool, aliases: tuple[str, ...], surface: str) -> bool:
    key = fold(surface)
    return flag if key == fold(name) else any(key == fold(alias) for alias in aliases)


_Entry = TypeVar("_Entry", PressTitle, Organisation, Actor, Malware)


# --- reading ---------------------------------------------------------------------------------


def _text(name: str) -> str:
    return (models_dir() / "gazetteers" / f"{name}.tsv").read_text(encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines()[1:]]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _fold_column(text: str) -> list[str]:
    """Keys of the first column of a whole file of French names, in one sweep.

    Gives what `fold` gives, line by line, for Latin letters, ASCII apostrophes and hyphens.
    """
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    plain = plain.lower().replace("-", " ").replace("'", " ")
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return [line.partition("\t")[0] for line in plain.splitlines()[1:]]


# --- places ----------------------------------------------------------------------------------


class _Communes(NamedTuple):
    keys: list[str]
    lines: list[str]


@cache
def _communes() -> _Communes:
    text = _text("communes")
    return _Communes(_fold_column(text), text.splitlines()[1:])


def _commune(line: str) -> Place:
    name, department, population, ambiguous = line.split("\t")
    return Place(name, "commune", department, "FR", int(population), ambiguous == "1")


def commune_weight(department: str, population: int) -> int:
    """How likely a bare name means this commune among its homonyms.

    >>> commune_weight("93", 150_000) > commune_weight("974", 155_000)
    True
    """
    return max(population * (9 if department.startswith(("97", "98")) else 10) // 10, 1)


def _weight(place: Place) -> int:
    """How likely a bare name in the French-language press means this place."""
    if place.type == "country":
        return 10**10
    if place.type == "departement":
        # « Paris » is the commune, « Vienne » the département before the city
        return 5 * 10**7
    if place.type == "region":
        return 10**8 if place.population else 10**6
    if place.type == "epci":
        return 10**3
    if place.country == "FR":
        return 30 * commune_weight(place.department or "", place.population)
    near = 3 if place.country in ("BE", "CH", "LU", "MC", "CA") else 1
    return near * max(place.population, 15_000)


@cache
def _others() -> Mapping[str, tuple[Place, ...]]:
    """Places that are no commune of France, by key, the likeliest first."""
    found: dict[str, list[Place]] = {}

    def add(key: str, place: Place) -> None:
        found.setdefault(key, []).append(place)

    codes: dict[str, str] = {}
    for code, name, _, _, doubtful in _rows("departements"):
        codes[name] = code
        add(fold(name), Place(name, "departement", code, "FR", 0, doubtful == "1"))
    for _, name, _, doubtful in _rows("regions"):
        # population 1 tells today's regions from the historical ones
        add(fold(name), Place(name, "region", codes.get(name), "FR", 1, doubtful == "1"))
    for name, kind, country, population, ambiguous in _rows("places_world"):
        add(
            fold(name),
            Place(
                name,
                cast(PlaceType, kind),
                None,
                country,
                int(population),
                ambiguous == "1",
            ),
        )
    for name, short, _, department, population in _rows("epci"):
        place = Place(name, "epci", department or None, "FR", int(population), False)
        key, brief = fold(name), fold(short)
        add(key, place)
        if brief != key:
            add(brief, place._replace(ambiguous=" " not in brief))
    for places_ in found.values():
        if len(places_) > 1:
            places_.sort(key=_weight, reverse=True)
    return {key: tuple(dict.fromkeys(places_)) for key, places_ in found.items()}


class _Places(Mapping[str, Place]):
    """Key → likeliest place; commune rows are parsed when they are asked for."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        communes = _communes()
        # homonyms are sorted by rising population: the last one, the biggest, stays
        found: dict[str, str | Place] = dict(zip(communes.keys, communes.lines, strict=True))
        for key, candidates in _others().items():
            line = found.get(key)
            if not isinstance(line, str) or _weight(candidates[0]) > _weight(_commune(line)):
                found[key] = candidates[0]
        for alias, target, kind, department in _rows("place_aliases"):
            aimed = self._aim(found, target, kind, department)
            if aimed is not None:
                found[fold(alias)] = aimed
        for key in [key for key in found if key.startswith("saint")]:
            if key.startswith("saint "):
                found.setdefault("st " + key[6:], found[key])
            elif key.startswith("sainte "):
                found.setdefault("ste " + key[7:], found[key])
        self._found: Final = found

    @staticmethod
    def _aim(
        found: Mapping[str, str | Place], target: str, kind: str, department: str
    ) -> Place | None:
        for place in _homonyms(fold(target)):
            if place.type == kind and department in ("", place.department):
                return place
        return None

    def __getitem__(self, key: str) -> Place:
        place = self._found[key]
        if isinstance(place, str):
            place = self._found[key] = _commune(place)
        return place

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@cache
def places() -> Mapping[str, Place]:
    """Folded name → place: communes, départements, régions, EPCI, countries, cities.

    A name that several places bear gives the one that the press most likely means; `homonyms`
    gives them all. Common short forms (« Brive », « Grand Lyon », « PACA ») and « St-… » are keys.

    >>> places()["vosges"].type, places()["geneve"].country, places()["brive"].name
    ('departement', 'CH', 'Brive-la-Gaillarde')
    """
    return _Places()


def _homonyms(key: str) -> tuple[Place, ...]:
    communes = _communes()
    first = bisect_left(communes.keys, key)
    last = bisect_right(communes.keys, key, lo=first)
    found = [_commune(line) for line in communes.lines[first:last]]
    found.extend(_others().get(key, ()))
    return tuple(sorted(found, key=_weight, reverse=True))


def homonyms(name: str) -> tuple[Place, ...]:
    """Every place that bears this name, the likeliest first.

    >>> [place.department for place in homonyms("Saint-Denis")][:2]
    ['93', '974']
    """
    return _homonyms(fold(name))


_CONTRACTED: Final = {"du": "le", "au": "le", "des": "les", "aux": "les"}


def find_place(name: str) -> Place | None:
    """The likeliest place of that name, contracted articles undone; None when unknown.

    >>> place = find_place("du Mans")
    >>> place.name if place else None
    'Le Mans'
    >>> find_place("Trifouillis-les-Oies") is None
    True
    """
    key = fold(name)
    place = places().get(key)
    if place is None:
        head, _, rest = key.partition(" ")
        if head in _CONTRACTED:
            place = places().get(f"{_CONTRACTED[head]} {rest}")
    return place


# --- names and words -------------------------------------------------------------------------


@cache
def first_names() -> frozenset[str]:
    """Folded first names in use in French-speaking countries.

    >>> {"aissatou", "maiwenn", "marie claude"} <= first_names()
    True
    """
    return frozenset(_fold_column(_text("first_names")))


@cache
def demonyms() -> Mapping[str, tuple[Demonym, ...]]:
    """Folded adjective, in all four forms → what it may point to.

    >>> [d.place for d in demonyms()["vosgienne"]], [d.place for d in demonyms()["bretons"]]
    (['Vosges'], ['Bretagne'])
    """
    found: dict[str, list[Demonym]] = {}
    for masculine, feminine, place, kind in _rows("demonyms"):
        entry = Demonym(masculine, feminine, place, cast(PlaceType, kind))
        he, she = fold(masculine), fold(feminine)
        they = he if he.endswith(("s", "x")) else he + ("x" if he.endswith("eau") else "s")
        for key in {he, she, they, she + "s"}:
            found.setdefault(key, []).append(entry)
    return MappingProxyType({key: tuple(entries) for key, entries in found.items()})


@cache
def press_titles() -> Mapping[str, PressTitle]:
    """Folded title or alias → press title.

    >>> press_titles()["courrier de l ouest"].name, press_titles()["france bleu armorique"].name
    ("Le Courrier de l'Ouest", 'ici Armorique')
    """
    entries = [
        PressTitle(n, _parts(a), k, c, amb == "1", _parts(more))
        for n, a, k, c, amb, more in _rows("press_titles")
    ]
    return _by_surface(entries)


@cache
def organisations() -> Mapping[str, Organisation]:
    """Folded name, acronym or nickname → organisation.

    >>> organisations()["bercy"].name, organisations()["urssaf"].kind
    ("ministère de l'Économie", 'government')
    """
    entries = [
        Organisation(n, _parts(a), k, c, amb == "1", _parts(more))
        for n, a, k, c, amb, more in _rows("organisations")
    ]
    return _by_surface(entries)


@cache
def threat_actors() -> Mapping[str, Actor]:
    """Folded name or alias → threat actor.

    >>> threat_actors()["fancy bear"].name, threat_actors()["lockbit 3.0"].kind
    ('APT28', 'ransomware_group')
    """
    entries = [
        Actor(n, _parts(a), k, amb == "1", _parts(more))
        for n, a, k, amb, more in _rows("threat_actors")
    ]
    return _by_surface(entries)


@cache
def malware() -> Mapping[str, Malware]:
    """Folded name or alias → malware family.

    >>> malware()["qbot"].name, malware()["notpetya"].type
    ('Qakbot', 'ransomware')
    """
    entries = [
        Malware(n, _parts(a), t, amb == "1", _parts(more))
        for n, a, t, amb, more in _rows("malware")
    ]
    return _by_surface(entries)


@cache
def vendors() -> Mapping[str, str]:
    """Folded name → name of a security firm, consultancy, host or insurer quoted as an expert.

    >>> vendors()["orange cyberdefense"]
    'Orange Cyberdefense'
    """
    return MappingProxyType({fold(name): name for (name,) in _rows("cyber_vendors")})


def _by_surface(entries: list[_Entry]) -> Mapping[str, _Entry]:
    """Surface key → entry; a name goes before an alias, the first alias before later ones."""
    found = {fold(entry.name): entry for entry in entries}
    for entry in entries:
        for alias in entry.aliases:
            found.setdefault(fold(alias), entry)
    return MappingProxyType(found)
