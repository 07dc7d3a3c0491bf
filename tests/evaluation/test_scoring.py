"""The scorer: every figure here was counted by hand from the annotation guide's last section."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from extractor.evaluation.scoring import (
    FIELDS,
    MISSION,
    Count,
    align,
    group_name,
    mission_f1,
    same_date,
    same_name,
    score_article,
    total,
)

Fact = dict[str, Any]

GOLD: list[Fact] = [
    {
        "primary": True,
        "victims": [{"names": ["Clinique des Tilleuls", "la clinique"], "kind": "health"}],
        "attack": {"type": "ransomware", "status": "suspected"},
        "occurred": "2024-03-12/2024-03-13",
        "authorities": [
            {"who": "anssi", "action": "assistance", "status": "done"},
            {"who": "gendarmerie", "action": "complaint", "status": "planned"},
        ],
        "impacts": [
            {"category": "it_outage", "status": "occurred"},
            {"category": "data_breach", "status": "possible"},
        ],
        "claim": {"status": "claimed", "by": "LockBit"},
        "ransom": {"demanded": True, "amount": "800000 EUR", "paid": False},
        "persons_affected": 1200,
    },
    {
        "primary": False,
        "victims": [{"names": ["La Rochelle"], "kind": "local_government"}],
        "attack": {"type": "unspecified", "status": "confirmed"},
        "occurred": "2020-11",
    },
]

FOUND: list[Fact] = [
    {
        "primary": True,
        "victims": [{"name": "clinique des Tilleuls", "aliases": [], "kind": "company"}],
        "attack": {"type": "ransomware", "status": "confirmed"},
        "dates": [{"role": "occurred", "value": "2024-03-13"}, {"role": "claimed", "value": "2024-03-20"}],
        "authorities": [
            {"who": "anssi", "action": "assistance", "status": "confirmed"},
            {"who": "gendarmerie", "action": "complaint", "status": "confirmed"},
            {"who": "cnil", "action": "notification", "status": "confirmed"},
        ],
        "impacts": [{"category": "it_outage", "status": "confirmed"}],
        "claim": {"status": "claimed", "by": "le gang LockBit 3.0"},
        "ransom": {"demanded": True, "amount": 800000, "currency": "EUR"},
        "persons_affected": {"value": 1300},
    },
    {
        "primary": False,
        "victims": [{"name": "Vincennes", "aliases": [], "kind": "local_government"}],
        "attack": {"type": "ddos", "status": "confirmed"},
        "dates": [],
    },
]

# tp, fp, fn by field, counted by hand: the clinic is paired; La Rochelle is missed, Vincennes false.
BY_HAND = {
    "primary incident": (1, 0, 0),
    "incident": (1, 1, 1),
    "victim": (1, 1, 1),
    "kind": (0, 2, 2),
    "type": (1, 1, 1),
    "type+status": (0, 2, 2),
    "occurred": (1, 0, 1),
    "authority": (2, 1, 0),
    "authority+action+status": (1, 2, 1),
    "impact": (1, 0, 1),
    "claim": (1, 0, 0),
    "ransom": (2, 0, 0),
    "persons": (0, 1, 1),
}


def test_every_field_counts_as_counted_by_hand() -> None:
    counts = score_article(GOLD, FOUND).counts
    assert {name: (c.tp, c.fp, c.fn) for name, c in counts.items()} == BY_HAND


def test_mission_f1_is_the_mean_of_its_five_fields() -> None:
    # victim 1/2, type 1/2, occurred 2*1/(2+0+1) = 2/3, authority 2/(2+2+1) = 2/5, impact 2/3
    counts = total([score_article(GOLD, FOUND)])
    assert MISSION == ("victim", "occurred", "type", "authority+action+status", "impact")
    assert mission_f1(counts) == pytest.approx((1 / 2 + 2 / 3 + 1 / 2 + 2 / 5 + 2 / 3) / 5)


def test_precision_recall_and_f1_of_a_count() -> None:
    count = Count(tp=3, fp=1, fn=2)
    assert (count.precision, count.recall) == (0.75, 0.6)
    assert count.f1 == pytest.approx(6 / 9)
    assert (Count().precision, Count().recall, Count().f1) == (0, 0, 0)


def test_a_missed_article_counts_all_its_facts_as_missed() -> None:
    counts = score_article(GOLD, []).counts
    assert all(c.tp == c.fp == 0 for c in counts.values())
    assert {name: c.fn for name, c in counts.items()} == {
        "primary incident": 1,
        "incident": 2,
        "victim": 2,
        "kind": 2,
        "type": 2,
        "type+status": 2,
        "occurred": 2,
        "authority": 2,
        "authority+action+status": 2,
        "impact": 2,
        "claim": 1,
        "ransom": 2,
        "persons": 1,
    }


def test_an_article_without_incident_is_right_only_when_nothing_is_reported() -> None:
    silent, talking = score_article([], []), score_article([], FOUND)
    assert (silent.negative, silent.negative_right) == (True, True)
    assert (talking.negative, talking.negative_right) == (True, False)
    assert talking.counts["incident"].fp == 2
    assert talking.counts["primary incident"].fp == 1


def test_two_victims_hit_together_count_each() -> None:
    gold = copy.deepcopy(GOLD[:1])
    gold[0]["victims"].append({"names": ["SDIS 26"], "kind": "local_government"})
    counts = score_article(gold, FOUND[:1]).counts
    assert (counts["victim"].tp, counts["victim"].fp, counts["victim"].fn) == (1, 0, 1)


def test_incidents_of_one_victim_are_paired_by_what_they_share() -> None:
    victim = {"names": ["Dax"], "kind": "local_government"}
    gold = [
        {"primary": True, "victims": [victim], "attack": {"type": "ddos", "status": "confirmed"}},
        {"primary": False, "victims": [victim], "attack": {"type": "fraud", "status": "confirmed"}},
    ]
    found = [
        {"primary": False, "victims": [{"name": "Dax"}], "attack": {"type": "fraud"}},
        {"primary": True, "victims": [{"name": "Dax"}], "attack": {"type": "ddos"}},
    ]
    pairs, missed, spurious = align(gold, found)
    assert sorted(pairs) == [(0, 1), (1, 0)]
    assert missed == spurious == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Clinique de l'Anjou", "la clinique de l’Anjou", True),
        ("Ville d'Angers", "Angers", True),
        ("CHU de Rouen", "Rouen", True),
        ("Angers", "Rouen", False),
        ("mairie", "ville", False),
        ("", "Angers", False),
        ("Œuvre de Nîmes", "oeuvre de Nimes", True),
        ("Lycée Jean Moulin de Draguignan", "Lycée Jean Moulin", True),
    ],
)
def test_names_are_compared_by_their_own_words(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("2024-03-12", "2024-03-12", True),
        ("2024-03-12", "2024-03-12T04:00", True),
        ("2024-03-12T04:00", "2024-03-12", True),
        ("2024-03-12", "2024-03-13", False),
        ("2024-03-12/2024-03-13", "2024-03-13", True),
        ("2024-03-12", "2024-03-12/2024-03-13", True),
        ("2024-03-12", "2024-03", False),
        ("2024-W11", "2024-03-12", True),
        ("2024-W11-WE", "2024-03-17", True),
        ("2024-W11-WE", "2024-03-15", False),
        ("2024-03", "2024", False),
        ("2024-03-12", "XXXX-WXX-2", False),
        ("2024-03-12", None, False),
    ],
)
def test_dates_are_compared_by_their_days(gold: str, found: str | None, same: bool) -> None:
    assert same_date(gold, found) is same


def test_group_names_lose_their_article_and_their_version() -> None:
    names = ("LockBit 3.0", "le groupe LockBit", "Lockbit", "les pirates de LockBit")
    assert {group_name(name) for name in names} == {"lockbit"}


def test_fields_are_those_of_the_guide_in_its_order() -> None:
    assert tuple(BY_HAND) == FIELDS
