"""The gazetteers: keys, homonyms, coverage, consistency of the files, loading time."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from extractor.french import gazetteers
from extractor.french.gazetteers import (
    demonyms,
    find_place,
    first_names,
    fold,
    homonyms,
    malware,
    organisations,
    places,
    press_titles,
    threat_actors,
    vendors,
)
from extractor.resources import models_dir

FOLDER = models_dir() / "gazetteers"
FILES = sorted(FOLDER.glob("*.tsv"))


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("L'Haÿ-les-Roses", "L’Haÿ‑les‑Roses", "L´HAY LES ROSES"), "l hay les roses"),
        (("Saint-Étienne", "SAINT-ETIENNE", "Saint\u00a0Étienne", "Saint–E\u0301tienne"),
         "saint etienne"),
        (("Œuilly", "OEUILLY", "œuilly"), "oeuilly"),
        (("NoName057(16)",), "noname057(16)"),
        (("  E.Leclerc ",), "e.leclerc"),
        (("Łódź", "Lodz"), "lodz"),
        (("inter\u00adcommunalité",), "intercommunalite"),
        (("", "-", " ’ "), ""),
    ],
)  # fmt: skip
def test_fold_unifies(spellings: tuple[str, ...], key: str) -> None:
    assert {fold(spelling) for spelling in spellings} == {key}


def test_fold_is_idempotent() -> None:
    for key in list(places())[::50]:
        assert fold(key) == key


def test_bulk_folding_equals_fold() -> None:
    for name in ("communes", "first_names"):
        text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
        expected = [fold(line.split("\t")[0]) for line in text.splitlines()[1:]]
        assert gazetteers._fold_column(text) == expected
        assert expected == sorted(expected)


@pytest.mark.parametrize(
    ("name", "kind", "where"),
    [
        ("Villefranche-sur-Saône", "commune", "69"),
        ("Paris", "commune", "75"),
        ("Lens", "commune", "62"),
        ("Brive", "commune", "19"),
        ("Évry", "commune", "91"),
        ("Cherbourg", "commune", "50"),
        ("du Mans", "commune", "72"),
        ("au Havre", "commune", "76"),
        ("aux Herbiers", "commune", "85"),
        ("des Sables-d'Olonne", "commune", "85"),
        ("St-Lô", "commune", "50"),
        ("Ste-Geneviève-des-Bois", "commune", "91"),
        ("Saint-Denis", "commune", "93"),
        ("Papeete", "commune", "987"),
        ("Pointe-à-Pitre", "commune", "971"),
        ("Vosges", "departement", "88"),
        ("Côtes-d'Armor", "departement", "22"),
        ("Seine-Saint-Denis", "departement", "93"),
        ("La Réunion", "departement", "974"),
        ("Grand Lyon", "epci", "69"),
        ("Bordeaux Métropole", "epci", "33"),
        ("Communauté d'agglomération du Saint-Quentinois", "epci", "02"),
        ("Plaine Commune", "epci", "93"),
    ],
)
def test_french_places(name: str, kind: str, where: str) -> None:
    place = find_place(name)
    assert place is not None
    assert (place.type, place.department, place.country) == (kind, where, "FR")


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Bretagne", "region", "FR"),
        ("PACA", "region", "FR"),
        ("Hauts-de-France", "region", "FR"),
        ("Wallonie", "region", "BE"),
        ("Vaud", "region", "CH"),
        ("Montérégie", "region", "CA"),
        ("Allemagne", "country", "DE"),
        ("Côte d'Ivoire", "country", "CI"),
        ("États-Unis", "country", "US"),
        ("RDC", "country", "CD"),
        ("Luxembourg", "country", "LU"),
        ("Mons", "city", "BE"),
        ("Liège", "city", "BE"),
        ("Anvers", "city", "BE"),
        ("Antwerp", "city", "BE"),
        ("Genève", "city", "CH"),
        ("Yverdon-les-Bains", "city", "CH"),
        ("Montréal", "city", "CA"),
        ("Saint-Hyacinthe", "city", "CA"),
        ("Dakar", "city", "SN"),
        ("Ouagadougou", "city", "BF"),
        ("Alger", "city", "DZ"),
        ("Casablanca", "city", "MA"),
        ("Londres", "city", "GB"),
        ("Pékin", "city", "CN"),
        ("Le Caire", "city", "EG"),
        ("New York", "city", "US"),
    ],
)
def test_other_places(name: str, kind: str, country: str) -> None:
    place = find_place(name)
    assert place is not None
    assert (place.type, place.country) == (kind, country)


def test_homonyms() -> None:
    assert {place.department for place in homonyms("Saint-Denis")} >= {"93", "974"}
    assert {place.type for place in homonyms("Vienne")} == {"commune", "departement", "city"}
    assert homonyms("Paris")[0].type == "commune"
    assert homonyms("nulle part") == ()
    assert find_place("") is None


def test_places_is_a_mapping() -> None:
    found = places()
    assert isinstance(found, Mapping)
    assert len(found) == sum(1 for _ in found) > 40_000
    assert "nulle part" not in found
    with pytest.raises(KeyError):
        found["nulle part"]
    assert found["toulouse"] is found["toulouse"]


@pytest.mark.parametrize("name", ["Tours", "Sens", "Orange", "Gap", "Nord", "Manche"])
def test_ambiguous_places(name: str) -> None:
    assert places()[fold(name)].ambiguous


@pytest.mark.parametrize("name", ["Lille", "Bordeaux Métropole", "Le Havre", "Londres", "Belgique"])
def test_unambiguous_places(name: str) -> None:
    assert not places()[fold(name)].ambiguous


@pytest.mark.parametrize(
    "name",
    [
        "Jean-Pierre",
        "Aïssatou",
        "Maïwenn",
        "Peio",
        "Mohamed",
        "Marie-Claude",
        "Kouamé",
        "Théo",
        "Lisandru",
        "Ginette",
        "Maëlys",
        "Fatima-Zahra",
        "Réjean",
        "Ousmane",
        "Gwenaëlle",
        "Mamadou",
        "Teva",
        "Oksana",
    ],
)
def test_first_names(name: str) -> None:
    assert fold(name) in first_names()


def test_no_place_or_word_among_first_names() -> None:
    assert not first_names() & {"paris", "france", "de", "la", "le", "saint", "mairie", "lyon"}


@pytest.mark.parametrize(
    ("adjective", "place"),
    [
        ("bretonne", "Bretagne"),
        ("vosgiens", "Vosges"),
        ("alsacien", "Alsace"),
        ("réunionnaise", "La Réunion"),
        ("lyonnais", "Lyon"),
        ("tourangelles", "Tours"),
        ("manceaux", "Le Mans"),
        ("liégeoise", "Liège"),
        ("vaudois", "canton de Vaud"),
        ("québécoise", "Québec"),
        ("ivoirien", "Côte d'Ivoire"),
        ("seinomarine", "Seine-Maritime"),
        ("belge", "Belgique"),
        ("turques", "Turquie"),
    ],
)
def test_demonyms(adjective: str, place: str) -> None:
    assert place in {entry.place for entry in demonyms()[fold(adjective)]}


def test_demonyms_of_france_point_to_known_places() -> None:
    unknown = [
        entry.place
        for entries in demonyms().values()
        for entry in entries
        if entry.place_type in ("commune", "departement")
        and not any(place.type == entry.place_type for place in homonyms(entry.place))
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("surface", "name", "kind"),
    [
        ("Le Courrier de l’Ouest", "Le Courrier de l'Ouest", "daily"),
        ("OUEST-FRANCE", "Ouest-France", "daily"),
        ("DNA", "Dernières Nouvelles d'Alsace", "daily"),
        ("France Bleu Isère", "ici Isère", "radio"),
        ("France 3 Bretagne", "France 3 Bretagne", "tv"),
        ("l'Agence France-Presse".removeprefix("l'"), "AFP", "agency"),
        ("BleepingComputer", "BleepingComputer", "tech"),
        ("Zataz.com", "ZATAZ", "tech"),
        ("Seneweb", "Seneweb", "web"),
        ("RTBF", "RTBF", "tv"),
        ("Keystone-ATS", "Keystone-ATS", "agency"),
        ("Radio-Canada", "Radio-Canada", "tv"),
    ],
)
def test_press(surface: str, name: str, kind: str) -> None:
    title = press_titles()[fold(surface)]
    assert (title.name, title.kind) == (name, kind)


@pytest.mark.parametrize(
    ("surface", "name", "kind"),
    [
        ("Lockbit 3.0", "LockBit", "ransomware_group"),
        ("ALPHV", "BlackCat", "ransomware_group"),
        ("Clop", "Cl0p", "ransomware_group"),
        ("NoName057(16)", "NoName057(16)", "hacktivist"),
        ("Killnet", "KillNet", "hacktivist"),
        ("Fancy Bear", "APT28", "apt"),
        ("Lapsus$", "Lapsus$", "criminal"),
        ("ShinyHunters", "ShinyHunters", "criminal"),
        ("Volt Typhoon", "Volt Typhoon", "apt"),
        ("BreachForums", "BreachForums", "other"),
    ],
)
def test_actors(surface: str, name: str, kind: str) -> None:
    actor = threat_actors()[fold(surface)]
    assert (actor.name, actor.kind) == (name, kind)
    assert not actor.ambiguous_as("NoName057(16)")


@pytest.mark.parametrize("name", ["Play", "Cuba", "Hive", "Snatch", "Medusa", "Akira", "Royal"])
def test_ambiguous_actors(name: str) -> None:
    actor = threat_actors()[fold(name)]
    assert actor.ambiguous
    assert actor.ambiguous_as(name.upper())


@pytest.mark.parametrize("name", ["LockBit", "Qilin", "Rhysida", "8Base", "RansomHub", "BianLian"])
def test_unambiguous_actors(name: str) -> None:
    assert not threat_actors()[fold(name)].ambiguous


@pytest.mark.parametrize(
    "word",
    [
        "le",
        "la",
        "les",
        "de",
        "groupe",
        "pirate",
        "attaque",
        "ville",
        "france",
        "paris",
        "centre",
        "jean",
        "marie",
        "russie",
        "service",
        "données",
        "santé",
        "réseau",
        "mairie",
        "hôpital",
        "serveur",
        "police",
        "data",
        "cloud",
        "windows",
        "google",
    ],
)
def test_ordinary_words_are_no_actor_nor_malware(word: str) -> None:
    assert fold(word) not in threat_actors()
    assert fold(word) not in malware()


@pytest.mark.parametrize(
    ("surface", "name", "kind"),
    [
        ("Wannacry", "WannaCry", "ransomware"),
        ("NotPetya", "NotPetya", "ransomware"),
        ("Qbot", "Qakbot", "malware"),
        ("Emotet", "Emotet", "malware"),
        ("Zeppelin", "Zeppelin", "ransomware"),
        ("Makop", "Makop", "ransomware"),
        ("Cobalt Strike", "Cobalt Strike", "malware"),
    ],
)
def test_malware(surface: str, name: str, kind: str) -> None:
    family = malware()[fold(surface)]
    assert (family.name, family.type) == (name, kind)


@pytest.mark.parametrize(
    ("surface", "name", "kind"),
    [
        ("place Beauvau", "ministère de l'Intérieur", "government"),
        ("Bercy", "ministère de l'Économie", "government"),
        ("Quai d'Orsay", "ministère des Affaires étrangères", "government"),
        ("CPAM", "Cnam", "government"),
        ("AP-HP", "AP-HP", "health"),
        ("Assistance publique-Hôpitaux de Paris", "AP-HP", "health"),
        ("CNRS", "CNRS", "education"),
        ("Colonial Pipeline", "Colonial Pipeline", "company"),
        ("Force ouvrière", "FO", "nonprofit"),
        ("Sonatel", "Sonatel", "company"),
        ("Desjardins", "Desjardins", "company"),
    ],
)
def test_organisations(surface: str, name: str, kind: str) -> None:
    organisation = organisations()[fold(surface)]
    assert (organisation.name, organisation.kind) == (name, kind)


def test_vendors() -> None:
    assert {"orange cyberdefense", "sekoia", "wavestone", "advens", "mandiant"} <= vendors().keys()


def _column(file: str, column: str) -> set[str]:
    header, *rows = (FOLDER / f"{file}.tsv").read_text(encoding="utf-8").splitlines()
    index = header.split("\t").index(column)
    return {row.split("\t")[index] for row in rows}


def test_codes() -> None:
    assert _column("organisations", "kind") == {
        "health",
        "local_government",
        "government",
        "education",
        "company",
        "media",
        "nonprofit",
        "other",
    }
    assert _column("threat_actors", "kind") == {
        "ransomware_group",
        "hacktivist",
        "apt",
        "criminal",
        "other",
    }
    assert _column("press_titles", "kind") == {
        "daily",
        "weekly",
        "magazine",
        "agency",
        "tv",
        "radio",
        "web",
        "tech",
    }
    assert _column("malware", "type") == {"ransomware", "malware"}
    assert _column("communes", "department") <= _column("departements", "code")
    assert _column("demonyms", "place_type") == {
        "commune",
        "departement",
        "region",
        "country",
        "city",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_files_are_clean(file: Path) -> None:
    raw = file.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    header, *rows = raw.decode("utf-8").splitlines()
    width = len(header.split("\t"))
    assert len(rows) == len(set(rows))
    for row in rows:
        cells = row.split("\t")
        assert len(cells) == width, row
        assert cells[0], row
        assert all(cell == " ".join(cell.split()) for cell in cells), row


def test_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*.tsv")) < 2_500_000
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"`{file.name}`" in readme for file in FILES)


@pytest.mark.parametrize(
    "load",
    [press_titles, organisations, threat_actors, malware, vendors, demonyms],
    ids=lambda load: str(getattr(load, "__name__", load)),
)
def test_tables_are_cached_and_read_only(load: Callable[[], Mapping[str, object]]) -> None:
    table = load()
    assert load() is table
    assert not hasattr(table, "__setitem__")
    assert all(fold(key) == key for key in table)


def test_loading_is_fast() -> None:
    """Best of five fresh processes, so that a busy machine does not decide."""
    code = (
        "import time\n"
        "from extractor.french import gazetteers as g\n"
        "start = time.process_time()\n"
        "for f in (g.places, g.first_names, g.press_titles, g.threat_actors, g.malware,\n"
        "          g.organisations, g.vendors, g.demonyms): f()\n"
        "print(time.process_time() - start)\n"
    )
    root = Path(gazetteers.__file__).resolve().parents[2]
    runs = [
        float(subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True))
        for _ in range(5)
    ]
    assert min(runs) < 0.120


def test_examples() -> None:
    assert doctest.testmod(gazetteers).failed == 0
