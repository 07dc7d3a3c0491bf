"""The incident layers that are grammar: enumerations, settings, dates, evidence, authorities."""

from __future__ import annotations

import datetime as dt

import pytest

import extractor
from extractor.french.time import find_times
from extractor.incidents.authorities import authority_hits
from extractor.incidents.context import Context
from extractor.incidents.dates import before, contract_value, date_role
from extractor.incidents.impacts import impact_span

TUESDAY = dt.date(2024, 3, 12)


def who(text: str) -> list[str]:
    return [hit.entry.data["who"] for hit in authority_hits(Context(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le gendarme des données a été saisi.", ["cnil"]),
        ("L'Agence régionale de santé (ARS) Occitanie a été prévenue.", ["health_agency"]),
        ("Les gendarmes du C3N et la BL2C enquêtent.", ["gendarmerie", "police"]),
        ("La section J3 du parquet de Paris est saisie.", ["prosecutor"]),
        ("L'OFCS et le PFPDT ont été informés.", ["foreign_cyber_agency", "foreign_dpa"]),
        ("Il a mangé une pomme.", []),
    ],
)
def test_authorities_are_known_by_any_name(text: str, expected: list[str]) -> None:
    assert who(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dans la nuit de vendredi à samedi", "2024-03-08/2024-03-09"),
        ("ce samedi à 4 h du matin", "2024-03-09T04:00"),
        ("mardi matin", "2024-03-12"),
        ("la semaine dernière", "2024-W10"),
        ("en février 2021", "2021-02"),
        ("du 6 février au 5 mars", "2024-02-06/2024-03-05"),
    ],
)
def test_values_are_those_of_the_contract(text: str, value: str) -> None:
    assert contract_value(find_times(text, TUESDAY)[0]) == value


def test_without_publication_date_the_value_is_underspecified() -> None:
    assert contract_value(find_times("samedi à 4 h")[0]) == "XXXX-WXX-6T04:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rouvrira le 24 juillet", "2023-07-24"),
        ("reprendra jeudi", "2024-03-07"),
        ("est attendu jeudi prochain", "2024-03-14"),
        ("rouvrira le 24 juillet 2024", "2024-07-24"),
    ],
)
def test_an_attack_lies_before_its_news(text: str, value: str) -> None:
    assert contract_value(before(find_times(text, TUESDAY)[0], TUESDAY)) == value


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("L'attaque a été revendiquée lundi.", ("claimed", "confirmed")),
        ("La commune a porté plainte lundi.", ("complaint", "confirmed")),
        ("Le site a été rétabli lundi.", ("restored", "confirmed")),
        ("Le site sera rétabli lundi.", ("restored", "planned")),
        ("Le conseil se réunit lundi.", None),
        ("L'attaque n'a pas été revendiquée lundi.", None),
    ],
)
def test_other_dates_take_the_role_of_their_clause(text: str, role: tuple[str, str] | None) -> None:
    context = Context(text, TUESDAY)
    assert date_role(context, context.times[0]) == role


def test_evidence_of_an_impact_is_its_own_clause() -> None:
    context = Context("Les serveurs ont été coupés, mais les urgences fonctionnent normalement.")
    start, end, what = impact_span(context, context.prose.sentences[0], "service_disruption")
    assert context.prose.text[start:end] == "les urgences fonctionnent normalement"
    assert what is not None
    assert context.prose.text[what[0] : what[1]] == "urgences"


def test_a_list_of_earlier_victims_is_one_passing_incident_each() -> None:
    text = (
        "Un rançongiciel frappe la mairie de Pont-Croix\n"
        "La mairie de Pont-Croix a été victime d'un rançongiciel lundi. Les serveurs ont été chiffrés.\n"
        "Une attaque du même type a déjà frappé La Rochelle, Vincennes et l'Ademe."
    )
    report = extractor.extract(text, published="2024-03-12")
    assert [i.primary for i in report.incidents].count(True) == 1
    passing = {v.name for i in report.incidents if not i.primary for v in i.victims}
    assert {"La Rochelle", "Vincennes", "Ademe"} <= passing


def test_a_shared_sentence_gives_each_victim_its_own_date() -> None:
    text = (
        "Cyberattaque contre la clinique des Tilleuls\n"
        "La clinique des Tilleuls a été victime d'un rançongiciel samedi.\n"
        "En février 2021, un rançongiciel avait déjà frappé l'hôpital de Dax."
    )
    report = extractor.extract(text, published="2024-03-12")
    dates = {i.victims[0].name: [d.value for d in i.dates if d.role == "occurred"] for i in report.incidents}
    assert dates["clinique des Tilleuls"] == ["2024-03-09"]
    assert dates["hôpital de Dax"] == ["2021-02"]


def test_a_place_of_setting_is_no_victim_beside_the_one_struck() -> None:
    text = (
        "Une clinique piratée\n"
        "La clinique des Tilleuls, située à Angers (Maine-et-Loire), a été piratée lundi. "
        "Ses serveurs sont coupés."
    )
    report = extractor.extract(text, published="2024-03-12")
    assert [[v.name for v in i.victims] for i in report.incidents] == [["clinique des Tilleuls"]]
