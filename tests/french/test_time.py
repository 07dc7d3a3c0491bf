"""The temporal layer: phenomena, no dates, underspecified values, speed, component, floors."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import spacy

from extractor.evaluation.times import score_times
from extractor.french.time import Timex, find_times
from extractor.french.time.lexicon import LexiconError, fold, lexicon, read_lexicon
from extractor.resources import models_dir

REF = date(2024, 3, 12)  # a Tuesday
DATA = Path(__file__).parent / "data" / "times.jsonl"


def values(text: str, reference: date | datetime | None = REF) -> list[tuple[str, str]]:
    """Span and value of each expression."""
    return [(t.text, t.value) for t in find_times(text, reference)]


def one(text: str, reference: date | datetime | None = REF) -> Timex:
    """The only expression of a text."""
    found = find_times(text, reference)
    assert len(found) == 1, found
    return found[0]


NOISE = """
le la du de 3 lundi mars à et nuit 2024 h 17 : - semaine dernière fin début il y a deux ans , .
dans plus jours veille XXe siècle 8 au Noël premier chaque ( ) « » d' l' 12/03
"""
PHENOMENA = {
    "absolute": [
        ("signé le 1er mars 2021", "le 1er mars 2021", "2021-03-01"),
        ("paru le 03/02/2023", "le 03/02/2023", "2023-02-03"),
        ("paru le 03.02.2023", "le 03.02.2023", "2023-02-03"),
        ("paru le 2023-02-03", "le 2023-02-03", "2023-02-03"),
        ("depuis janvier 2019", "janvier 2019", "2019-01"),
        ("LUNDI 6 FEVRIER 2023", "LUNDI 6 FEVRIER 2023", "2023-02-06"),
        ("réuni le 3 aout 2022", "le 3 aout 2022", "2022-08-03"),
        ("réuni le 3 janv. 2022", "le 3 janv. 2022", "2022-01-03"),
        ("réuni le 1ᵉʳ juin 2022", "le 1ᵉʳ juin 2022", "2022-06-01"),
        ("prévu le quinze mars", "le quinze mars", "2024-03-15"),
    ],
    "weekday": [
        ("L'accueil rouvrira lundi.", "lundi", "2024-03-18"),
        ("L'accueil a fermé lundi.", "lundi", "2024-03-11"),
        ("Le maire a parlé mardi.", "mardi", "2024-03-12"),
        ("Il a été vu jeudi dernier.", "jeudi dernier", "2024-03-07"),
        ("Il viendra jeudi prochain.", "jeudi prochain", "2024-03-14"),
        ("Il se réunira lundi en huit.", "lundi en huit", "2024-03-25"),
        ("Attaqué mardi matin.", "mardi matin", "2024-03-12TMO"),
        ("Il l'a dit lundi midi.", "lundi midi", "2024-03-11TMI"),
        ("Il a cessé lundi à 17 h 30.", "lundi à 17 h 30", "2024-03-11T17:30"),
        ("Jugé mercredi 6 mars.", "mercredi 6 mars", "2024-03-06"),
    ],
    "night": [
        (
            "dans la nuit de vendredi à samedi",
            "la nuit de vendredi à samedi",
            "2024-03-08TNI",
        ),
        ("dans la nuit du 20 au 21 août", "la nuit du 20 au 21 août", "2023-08-20TNI"),
        (
            "dans la nuit du 31 décembre au 1er janvier",
            "la nuit du 31 décembre au 1er janvier",
            "2023-12-31TNI",
        ),
        ("Il a plu la nuit dernière.", "la nuit dernière", "2024-03-11TNI"),
    ],
    "period": [
        ("la semaine dernière", "la semaine dernière", "2024-W10"),
        ("le week-end dernier", "le week-end dernier", "2024-W10-WE"),
        ("il a neigé ce week-end", "ce week-end", "2024-W10-WE"),
        ("il neigera ce week-end", "ce week-end", "2024-W11-WE"),
        ("le mois dernier", "le mois dernier", "2024-02"),
        ("l'an passé", "l'an passé", "2023"),
        ("à la mi-février", "la mi-février", "2024-02"),
        ("fin 2023", "fin 2023", "2023"),
        ("au premier trimestre", "premier trimestre", "2024-Q1"),
        ("au second semestre 2023", "second semestre 2023", "2023-H2"),
        ("l'été dernier", "l'été dernier", "2023-SU"),
        ("dans les années 1990", "les années 1990", "199"),
        ("au XIXe siècle", "XIXe siècle", "18"),
        (
            "la première quinzaine d'août 2023",
            "la première quinzaine d'août 2023",
            "2023-08-01/2023-08-15",
        ),
        ("le dernier dimanche de mai", "le dernier dimanche de mai", "2024-05-26"),
        ("la saison dernière", "la saison dernière", "2022/2023"),
    ],
    "interval": [
        ("du 3 au 5 mai", "du 3 au 5 mai", "2024-05-03/2024-05-05"),
        (
            "entre le 6 février et le 5 mars",
            "entre le 6 février et le 5 mars",
            "2024-02-06/2024-03-05",
        ),
        ("du 28 février au 3 mars", "du 28 février au 3 mars", "2024-02-28/2024-03-03"),
        ("de 2017 à 2022", "de 2017 à 2022", "2017/2022"),
        ("de 22 h à 5 h", "de 22 h à 5 h", "2024-03-12T22:00/2024-03-13T05:00"),
        ("de mars à mai 2023", "de mars à mai 2023", "2023-03/2023-05"),
    ],
    "deictic": [
        ("aujourd’hui", "aujourd’hui", "2024-03-12"),
        ("avant-hier soir", "avant-hier soir", "2024-03-10TEV"),
        ("il y a deux mois", "il y a deux mois", "2024-01"),
        ("il y a un peu plus d'une semaine", "il y a un peu plus d'une semaine", "2024-W10"),
        ("voilà trois semaines", "voilà trois semaines", "2024-W08"),
        ("dans deux semaines", "dans deux semaines", "2024-W13"),
        ("il y a quelques jours", "il y a quelques jours", "PAST_REF"),
        ("actuellement", "actuellement", "PRESENT_REF"),
        ("prochainement", "prochainement", "FUTURE_REF"),
    ],
    "duration": [
        ("depuis 48 heures", "48 heures", "PT48H"),
        ("sous 72 heures", "72 heures", "PT72H"),
        ("pendant plusieurs jours", "plusieurs jours", "PXD"),
        ("pendant deux ans et demi", "deux ans et demi", "P2Y6M"),
        ("en 2 h 05", "2 h 05", "PT2H5M"),
        ("en près de trois heures", "près de trois heures", "PT3H"),
        ("une femme âgée de 30 ans", "30 ans", "P30Y"),
        ("en quatre-vingt-dix-huit jours", "quatre-vingt-dix-huit jours", "P98D"),
        ("en cent cinquante ans", "cent cinquante ans", "P150Y"),
        ("en septante ans", "septante ans", "P70Y"),
    ],
    "set": [
        ("chaque lundi", "chaque lundi", "XXXX-WXX-1"),
        ("tous les jours", "tous les jours", "P1D"),
        ("tous les quatre ans", "tous les quatre ans", "P4Y"),
        ("deux fois par semaine", "deux fois par semaine", "P1W"),
        ("La mairie est ouverte le lundi.", "le lundi", "XXXX-WXX-1"),
        ("du lundi au vendredi", "du lundi au vendredi", "XXXX-WXX-1/XXXX-WXX-5"),
        ("un samedi sur deux", "un samedi sur deux", "XXXX-WXX-6"),
    ],
    "holiday": [
        ("Il rentrera à la Toussaint.", "la Toussaint", "2024-11-01"),
        ("arrêté la veille de Noël", "la veille de Noël", "2023-12-24"),
        ("Il y aura foule à Pâques.", "Pâques", "2024-03-31"),
        ("lors du week-end de l'Ascension", "week-end de l'Ascension", "2024-W19-WE"),
        ("la fête des mères 2023", "la fête des mères 2023", "2023-06-04"),
    ],
    "clock": [
        ("à 17h", "17h", "2024-03-12T17:00"),
        ("à 17H30", "17H30", "2024-03-12T17:30"),
        ("à 17\u00a0h\u202f30", "17\u00a0h\u202f30", "2024-03-12T17:30"),
        ("à 17:30", "17:30", "2024-03-12T17:30"),
        ("vers 23h30", "23h30", "2024-03-12T23:30"),
        ("à 4 heures du matin", "4 heures du matin", "2024-03-12T04:00"),
        ("à cinq heures et quart", "cinq heures et quart", "2024-03-12T05:15"),
        ("à midi", "midi", "2024-03-12T12:00"),
        ("à 15 h GMT", "15 h GMT", "2024-03-12T15:00Z"),
    ],
}


@pytest.mark.parametrize(("text", "span", "value"), [case for cases in PHENOMENA.values() for case in cases])
def test_phenomena(text: str, span: str, value: str) -> None:
    assert values(text) == [(span, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Ouvert 24 heures sur 24, 7 jours sur 7.",
        "24h/24 et 7j/7",
        "Appelez le 15 ou le 3919.",
        "La une du 20 heures et le JT de 20 heures.",
        "Battus 3-1, puis 17-12.",
        "En 2 mots : 12,50 euros.",
        "L'article 22 et la loi n° 2018-1021.",
        "NoName057(16) a attaqué Rempar25.",
        "Les 24 h du Mans et les 6 Heures de Spa.",
        "rue du 8-Mai-1945, place du 14-Juillet, stade du 8 mai 1945",
        "02 40 12 13 14",
        "Quelque 2000 personnes et 1 950 salariés.",
        "La planète Mars et le Champ-de-Mars.",
        "Julie Morin, 29 ans, a 2 enfants ; un homme de 43 ans.",
        "Il a été vu. Le Père Noël. Les jeux d'été.",
        "du jour au lendemain",
        "La version 2.0.12 du logiciel",
        "192.168.10.12",
    ],
)
def test_no_date(text: str) -> None:
    assert find_times(text, REF) == []


def test_one_expression_with_its_hour() -> None:
    found = one("La clinique a été attaquée ce samedi à 4 h00 du matin.", date(2021, 1, 23))
    assert (found.text, found.type) == ("ce samedi à 4 h00 du matin", "TIME")
    assert found.value == "2021-01-23T04:00"
    assert found.earliest == datetime(2021, 1, 23, 4)
    assert found.latest == datetime(2021, 1, 23, 4, 0, 59)
    assert found.anchor == "publication"


def test_hour_after_a_night_falls_on_the_second_day() -> None:
    text = "dans la nuit de samedi à dimanche, vers 2 heures"
    assert values(text)[1] == ("2 heures", "2024-03-10T02:00")
    assert values(text, None)[1] == ("2 heures", "XXXX-WXX-7T02:00")


def test_night_covers_both_days() -> None:
    night = one("dans la nuit de vendredi à samedi")
    assert night.earliest is not None
    assert night.latest is not None
    assert (night.earliest.date(), night.latest.date()) == (date(2024, 3, 8), date(2024, 3, 9))


def test_days_that_share_a_month() -> None:
    assert values("les 8 et 10 septembre") == [("8", "2023-09-08"), ("10 septembre", "2023-09-10")]
    assert values("mercredi 6 et jeudi 7 mars") == [
        ("mercredi 6", "2024-03-06"),
        ("jeudi 7 mars", "2024-03-07"),
    ]


def test_anaphora_anchors_on_the_last_day_told() -> None:
    text = "Attaquée le 12 janvier 2024, la ville a porté plainte le lendemain matin."
    assert values(text)[1] == ("le lendemain matin", "2024-01-13TMO")
    assert find_times(text, REF)[1].anchor == "expression"
    assert values("La veille, tout allait bien.") == [("La veille", "2024-03-11")]
    text = "Hospitalisé le 3 janvier, il est mort trois jours plus tard."
    assert values(text)[1] == ("trois jours plus tard", "2024-01-06")


def test_year_of_the_story() -> None:
    text = "En 1789, le peuple gronde. Le 4 août, les privilèges sont abolis."
    assert values(text)[1] == ("Le 4 août", "1789-08-04")
    text = "Championne du monde en 2018, elle a repris en janvier."
    assert values(text)[1] == ("janvier", "2024-01")


def test_weekday_that_contradicts_its_date() -> None:
    found = one("Le tribunal l'a jugé lundi 6 février 2024.")
    assert found.value == "2024-02-06"
    assert found.warning is not None
    assert "mardi" in found.warning
    assert one("Le tribunal l'a jugé mardi 6 février 2024.").warning is None


def test_weekday_helps_to_choose_the_year() -> None:
    assert one("lundi 6 février", date(2023, 1, 15)).value == "2023-02-06"


def test_season_of_a_modifier_narrows_the_span() -> None:
    found = one("fin 2023")
    assert found.mod == "END"
    assert found.earliest is not None
    assert found.earliest.month >= 9


def test_quebec_end_of_week_is_the_weekend() -> None:
    assert values("À Québec, la fin de semaine dernière")[-1][1] == "2024-W10-WE"
    assert values("en fin de semaine") == [("fin de semaine", "2024-W11")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ce samedi à 4 h00 du matin", "XXXX-WXX-6T04:00"),
        ("le 12 mars", "XXXX-03-12"),
        ("la semaine dernière", "XXXX-WXX"),
        ("le mois dernier", "XXXX-XX"),
        ("hier", "XXXX-XX-XX"),
        ("à 17 h 30", "XXXX-XX-XXT17:30"),
        ("la nuit de vendredi à samedi", "XXXX-WXX-5TNI"),
        ("du 3 au 5 mai", "XXXX-05-03/XXXX-05-05"),
        ("à Noël", "XXXX-12-25"),
        ("il y a deux mois", "XXXX-XX"),
    ],
)
def test_underspecified(text: str, value: str) -> None:
    found = one(text, None)
    assert found.value == value
    assert found.earliest is None
    assert found.latest is None


def test_reference_may_be_a_moment() -> None:
    moment = datetime(2024, 3, 12, 23, 30, tzinfo=UTC)  # already the 13th in Paris
    assert one("hier", moment).value == "2024-03-12"
    assert one("il y a deux heures", datetime(2024, 3, 12, 18, 5)).value == "2024-03-12T16:05"


def test_offsets_are_code_points() -> None:
    text = "𝕏 — L’attaque a eu lieu l’e\u0301te\u0301 dernier 🙂, ce samedi à 4\u00a0h."
    for found in find_times(text, REF):
        assert text[found.start : found.end] == found.text
    assert [t.text for t in find_times(text, REF)] == [
        "l’e\u0301te\u0301 dernier",
        "ce samedi à 4\u00a0h",
    ]
    assert len(fold(text)) == len(text)


def test_typography_changes_nothing() -> None:
    plain = "L'attaque d'hier, lundi 6 fevrier 2023 a 17h30, l'ete dernier"
    fancy = "L’attaque d’hier, lundi\u00a06\u202ffévrier 2023 à 17\u202fh\u00a030, l’été dernier"
    assert [t.value for t in find_times(plain, REF)] == [t.value for t in find_times(fancy, REF)]


def test_line_ends() -> None:
    assert values("reporté au lundi 6\nfévrier 2023") == [("lundi 6\nfévrier 2023", "2023-02-06")]
    assert [v for _, v in values("Le match a eu lieu mardi\n12 personnes ont été blessées")] == ["2024-03-12"]


def test_sorted_and_disjoint_on_noise() -> None:
    rng = random.Random(7)
    words = NOISE.split()
    for _ in range(300):
        text = " ".join(rng.choice(words) for _ in range(60))
        for reference in (REF, None):
            found = find_times(text, reference)
            ends = [0, *[t.end for t in found]]
            assert all(t.start >= end for t, end in zip(found, ends, strict=False))
            for timex in found:
                assert text[timex.start : timex.end] == timex.text
                assert timex.value
                if timex.earliest and timex.latest:
                    assert timex.earliest <= timex.latest
                if reference is None and "X" in timex.value:
                    assert timex.earliest is None


@pytest.mark.parametrize("reference", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_edges_of_the_calendar(reference: date) -> None:
    text = "hier, demain, il y a 3000 ans, dans 9000 ans, le 29 février, la semaine dernière, Noël"
    find_times(text, reference)


@pytest.mark.parametrize(
    "unit",
    ["le ", "lundi ", "lundi, ", "8, ", "du 1 au ", "1-", "2024-", "12:12:", "la nuit de lundi à ",
     "il y a ", "vingt et ", "quatre-vingt-", "plus de ", "fin de ", "la veille de ", "à 3h ",
     "début du mois de ", "d'", "\n", " ", "a", "entre le ", "e\u0301 "],
)  # fmt: skip
def test_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long, whatever is repeated (to 200 KB here)."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(2):
            start = time.perf_counter()
            find_times(text, REF)
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(50_000), seconds(200_000)
    assert large < 8 * small + 0.2
    assert large < 8


def test_speed() -> None:
    """20,000 words a second is the contract; a loaded machine gets a margin over the measured."""
    import json

    sentences = [json.loads(line)["text"] for line in DATA.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(sentences) * 4
    start = time.perf_counter()
    find_times(text, REF)
    rate = len(text.split()) / (time.perf_counter() - start)
    assert rate > 20_000, f"{rate:.0f} words a second"


def test_component() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("french_time")
    doc = nlp.make_doc("La mairie a été attaquée dans la nuit de vendredi à samedi.")
    assert doc._.published is None
    doc._.published = REF
    doc = nlp(doc)
    spans = doc.spans["times"]
    assert [(s.text, s.label_, s._.timex.value) for s in spans] == [
        ("la nuit de vendredi à samedi", "TIME", "2024-03-08TNI")
    ]
    doc = nlp("Fermé lundi.")
    assert [s._.timex.value for s in doc.spans["times"]] == ["XXXX-WXX-1"]


def test_lexicon_errors_name_file_and_entry(tmp_path: Path) -> None:
    source = (models_dir() / "lexicons" / "time.toml").read_text(encoding="utf-8")
    bad = tmp_path / "time.toml"
    bad.write_text(source.replace('printemps = "SP"', 'printemps = "ZZ"'), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"time\.toml.*printemps"):
        read_lexicon(bad)
    bad.write_text(source + "\n[inconnue]\na = 1\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="inconnue"):
        read_lexicon(bad)
    assert lexicon().months["fevrier"] == 2


#: Floors: a score may rise, never fall silently. (strict F, relaxed F, value F1, exact span+value)
FLOORS = {"dev": (0.995, 0.995, 0.99, 0.99), "test": (0.99, 0.99, 0.985, 0.985)}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_floors(half: str) -> None:
    scores = score_times(DATA)[half]
    strict, relaxed, value, exact = FLOORS[half]
    assert scores["strict"]["f1"] >= strict
    assert scores["relaxed"]["f1"] >= relaxed
    assert scores["value_f1"] >= value
    assert scores["exact"] >= exact


def test_data_set_is_large_enough() -> None:
    scores = score_times(DATA)
    assert sum(half["gold"] for half in scores.values()) >= 600


def test_values_move_with_the_reference() -> None:
    """« hier » is the day before, for every day of two years."""
    day = date(2023, 1, 1)
    for _ in range(730):
        assert one("hier", day).value == (day - timedelta(days=1)).isoformat()
        day += timedelta(days=1)
