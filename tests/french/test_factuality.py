"""The factuality layer: phenomena, governing cues, the reader's names, linearity, adversaries, floors."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from extractor.evaluation.factuality import read_gold, score_factuality
from extractor.french.factuality import Factuality, status_of
from extractor.french.prose import Prose

DATA = Path(__file__).parent / "data" / "factuality.jsonl"
C, P, F, D, N = "confirmed", "possible", "planned", "denied", None

PHENOMENA: dict[str, list[tuple[str | None, str]]] = {
    "negation": [
        (D, "Le maire n'a pas [démissionné]."),
        (D, "Le train ne [circule] plus."),
        (D, "La rançon n'a, à ce jour, pas été [payée]."),
        (D, "Aucune [plainte] n'a été déposée."),
        (D, "Pas de [revendication] pour l'heure."),
        (D, "L'orage n'a pas provoqué de [coupures]."),
        (D, "Personne n'a été [blessé]."),
        (D, "L'appel est resté sans [réponse]."),
        (D, "Le site n'est ni fermé ni [vendu]."),
        (D, "Aucun blessé n'est à [déplorer]."),
    ],
    "no negation": [
        (C, "La panne n'a [touché] que le site."),
        (C, "La ville n'a pas seulement [perdu] ses courriels."),
        (C, "Les urgences n'ont jamais cessé de [fonctionner]."),
        (C, "Personne n'ignore que le terrain a été [vendu]."),
        (C, "Sans surprise, le PSG a [gagné]."),
    ],
    "double negation": [
        (P, "Il n'est pas exclu que des données aient été [copiées]."),
        (P, "Le procureur n'exclut pas un [sabotage]."),
        (P, "Une [fuite] n'est pas à exclure."),
    ],
    "denial": [
        (D, "Le groupe réfute avoir [versé] une rançon."),
        (D, "La piste [accidentelle] a été écartée."),
        (D, "La direction refuse de [négocier]."),
        (D, "Rien n'indique que des tiers aient [lu] les dossiers."),
    ],
    "possible": [
        (P, "Des dossiers auraient été [exfiltrés]."),
        (P, "Le virus [proviendrait] d'un courriel."),
        (P, "La tempête pourrait [toucher] la Bretagne."),
        (P, "Des données ont pu être [copiées]."),
        (P, "Le feu est probablement [parti] d'un court-circuit."),
        (P, "Si le barrage [cède], la ville sera noyée."),
        (P, "On ignore si l'intrus a [lu] le fichier."),
        (P, "Le pays a-t-il [payé] ?"),
        (P, "Une éventuelle [fuite] inquiète."),
    ],
    "tense is not doubt": [
        (C, "Le suspect [tirait] sur la foule."),
        (C, "Le chirurgien [opérait] depuis l'aube."),
        (C, "Une falaise [s'effondra]."),
        (C, "L'hôpital a pu [rouvrir] son accueil."),
    ],
    "planned": [
        (F, "Le musée [rouvrira] en avril."),
        (F, "La mairie compte [porter] plainte."),
        (F, "La ville évalue les dégâts avant de [porter] plainte."),
        (F, "Un [audit] sera mené."),
        (F, "L'avocat a annoncé qu'il [ferait] appel."),
        (F, "Une plainte doit être [déposée] vendredi."),
        (D, "La ville ne [paiera] pas."),
    ],
    "what is to come does not touch what was": [
        (C, "Les experts vont analyser les causes de la [panne]."),
        (C, "Le maire va recevoir les victimes de l'[attaque]."),
    ],
    "no fact": [
        (N, "Il faut [changer] de mot de passe."),
        (N, "N'[ouvrez] jamais ce message."),
        (N, "Un rançongiciel [consiste] à chiffrer des fichiers."),
        (N, "Toute entreprise doit [notifier] une violation."),
        (N, "Faut-il [payer] les rançons ?"),
        (N, "Comment [réagir] face à une arnaque ?"),
        (N, "Un virus est un programme qui [détruit] des fichiers."),
    ],
    "facts that look general": [
        (C, "Le conseil municipal a [voté] le budget."),
        (C, "L'enquête a permis d'[identifier] le tireur."),
        (C, "La vigilance a été [renforcée]."),
    ],
    "continuity": [
        (C, "Les urgences [fonctionnent] normalement."),
        (D, "La production n'est pas [affectée]."),
    ],
    "scope": [
        (C, "Le virus, qui pourrait venir d'un courriel, a [infecté] le réseau."),
        (C, "L'homme qui aurait lancé le projectile a été [arrêté]."),
        (C, "Le suspect n'a pas reconnu les faits et a été [écroué]."),
        (D, "Le suspect n'a pas été vu ni [entendu]."),
        (F, "Le directeur va démissionner et [quitter] la région."),
        (C, "La droite pourrait voter contre, alors que le centre a [approuvé] le texte."),
        (C, "Le site est hors ligne ; le téléphone, lui, [marche]."),
        (P, "Il est possible que le virus, qui circule depuis mai, ait [infecté] le réseau."),
    ],
    "partial denial": [
        (C, "Des adresses ont été [volées], mais aucune donnée bancaire."),
        (C, "Le théâtre a [rouvert] sans son directeur."),
    ],
    "clause": [
        (D, "[Personne n'a revendiqué l'attaque.]"),
        (C, "Selon la mairie, [les services fonctionnent]."),
        (P, "[Il semble que les pirates aient tout détruit.]"),
    ],
}


def read(marked: str) -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    return status_of(marked.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    ("expected", "marked"),
    [pytest.param(*case, id=f"{name}: {case[1]}") for name, cases in PHENOMENA.items() for case in cases],
)
def test_phenomenon(expected: str | None, marked: str) -> None:
    assert read(marked) == expected


def test_the_cue_that_decides_is_in_the_text() -> None:
    text = "Le groupe dément que des données aient été volées."
    reading = Factuality(Prose(text)).read(text.index("volées"), len(text) - 1)
    assert reading.cue is not None
    assert (reading.negated, text[slice(*reading.cue)]) == (True, "dément")


def test_clause_is_word_indices_around_the_span() -> None:
    prose = Prose("Le site est fermé, mais le guichet reste ouvert.")
    start = prose.text.index("guichet")
    left, right = Factuality(prose).clause(start, start + 7)
    assert prose.words[left:right] == ["le", "guichet", "reste", "ouvert", "."]


def test_cues_between_is_a_slice_by_start() -> None:
    factuality = Factuality(Prose("Le maire dément. Le préfet craint une crue."))
    assert [hit.label for hit in factuality.cues_between(17, 40)] == ["possible_before"]


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99), (2, 3)])
def test_a_span_without_words_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no words"):
        status_of("Il a plu.", *span)


def seconds(text: str) -> float:
    """Time to read every word of a text."""
    prose = Prose(text, has_title=False)
    assert prose.sentences
    begin = time.process_time()
    factuality = Factuality(prose)
    for start, end in zip(prose.starts, prose.ends, strict=True):
        factuality.read(start, end)
    return time.process_time() - begin


PRESS = "Le maire dément que des données aient été volées, mais les pirates menacent de publier si rien n'est payé. "


@pytest.mark.parametrize(
    "unit", [PRESS, PRESS.replace(". ", ", et "), "pas ", "ne ", "qui, ", "« ( ", "sans ", "l'", "être "]
)
def test_time_is_linear(unit: str) -> None:
    seconds(unit * 3)
    sizes = (1_000, 10_000, 100_000)
    cost = {size: min(seconds((unit * size)[:size]) for _ in range(2)) / size for size in sizes}
    assert cost[100_000] < 4 * max(cost[1_000], cost[10_000])


def test_a_reading_is_cheap() -> None:
    prose = Prose(PRESS * 200, has_title=False)
    assert seconds(PRESS * 200) / len(prose.words) < 150e-6


NOISE = """
ne pas que qui si , ; « » ( ) ' - ? ! … aucun sans et ou mais n' a ont serait va il faut 12 à où É œ \u200b 🙂
""".split()


def test_any_words_in_any_order_are_read() -> None:
    rng = random.Random(7)
    for _ in range(400):
        text = rng.choice(["", " ", "\n"]).join(rng.choice(NOISE) for _ in range(rng.randint(1, 14)))
        for _ in range(4):
            start = rng.randrange(len(text))
            end = rng.randint(start + 1, len(text))
            if text[start:end].strip():
                assert status_of(text, start, end) in (C, P, F, D, N)


def test_the_gold_is_balanced_and_well_formed() -> None:
    records = list(read_gold(DATA))
    assert len(records) >= 520
    assert len({r["id"] for r in records}) == len(records)
    halves = {half: {r["text"] for r in records if r["half"] == half} for half in ("dev", "test")}
    assert not halves["dev"] & halves["test"]
    for value in (C, P, F, D, N):
        assert sum(r["status"] == value for r in records) >= 0.17 * len(records)


def test_scores_hold_their_floors() -> None:
    scores = score_factuality(DATA)
    assert scores["dev"]["macro_f1"] >= 0.98
    assert scores["test"]["macro_f1"] >= 0.96
    floors = {"confirmed": 0.94, "possible": 0.95, "planned": 0.98, "denied": 0.98, "none": 0.94}
    for value, floor in floors.items():
        assert scores["test"]["values"][value]["f1"] >= floor, value
