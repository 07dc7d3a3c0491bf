"""The publication date: where it is looked for, in which order, and what is never one."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.evaluation.gold import read_gold
from extractor.reading.front_matter import published, read_front_matter
from extractor.reading.published import dated, day_of_name, find_dateline
from extractor.records import Article
from extractor.resources import models_dir

TITLE = "Une mairie piratée\n"
BODY = "\nLa mairie de Dax a porté plainte.\n"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 14/03/2024 à 18h07", "2024-03-14"),
        ("Publié le mardi 18 mars 2025 à 14h02", "2025-03-18"),
        ("Par X, le 17 juillet 2024", "2024-07-17"),
        ("(19.03.2025) Vingt-quatre heures, pas davantage : tel est le délai.", "2025-03-19"),
        ("Mercredi 12 février 2025 à 15:22", "2025-02-12"),
        ("Mercredi 12 février 2025 à 15:22 - Radio Garonne", "2025-02-12"),
        ("Montbrison, le 16 février 2024", "2024-02-16"),
        ("PARIS, 12 mars 2024 (AFP)", "2024-03-12"),
        ("PARIS, 12 mars 2024 (AFP) - Le site du Sénat ne répond plus.", "2024-03-12"),
        ("Le 15 novembre 2023, 14 h 00", "2023-11-15"),
        ("Publié le 1er avril 2025 – X", "2025-04-01"),
        ("SAGUENAY — Publié le 20 février 2024, 16 h 05", "2024-02-20"),
        ("(Belga) Mercredi 23 janvier 2019, 10:22", "2019-01-23"),
        ("Le Mag Conso | 20/01/2026 | 06h30", "2026-01-20"),
        ("Par Léa Roux | Publié le 14 mars 2024, mis à jour le 15 mars 2024 à 10h", "2024-03-14"),
    ],
)
def test_a_dateline_is_read(line: str, day: str) -> None:
    assert str(find_dateline(TITLE + line + BODY)) == day


@pytest.mark.parametrize(
    "line",
    [
        "Le 12 mars 2024, la mairie de Dax a été attaquée.",
        "Mardi 12 mars 2024, 4 h 30. Les écrans s'éteignent.",
        "Attaquée le 12 mars 2024",
        "Cyberattaque contre Dax, le 12 mars 2024",
        "La plainte du 12 mars 2024",
        "Depuis le 12 mars 2024",
        "Publié le 14 mars 2024, le rapport de la Cour des comptes alerte sur les cyberattaques.",
        "Lire aussi : Dax piratée (12 mars 2024)",
        "Communes touchées : Dax, 12 mars 2024 ; Pau, 14 mars 2024",
        "Paris, le 12 mars 2024, a vécu une panne.",
        "Publié le 31/02/2024",
        "Mercredi 12 février à 15:22",
        "Publié hier à 18h07",
    ],
)
def test_a_date_that_the_text_speaks_of_is_no_dateline(line: str) -> None:
    assert find_dateline(TITLE + line + BODY) is None


def test_a_title_with_a_date_is_no_dateline() -> None:
    assert find_dateline("Cyberattaque du 12 mars 2024\nLa mairie de Dax a porté plainte.") is None


def test_a_date_far_down_is_no_dateline() -> None:
    text = TITLE + "La mairie a porté plainte.\n" * 8 + "Publié le 14/03/2024\n"
    assert find_dateline(text) is None


def test_publication_wins_over_an_update_above_it() -> None:
    text = TITLE + "Mis à jour le 15 mars 2024\nPublié le 14 mars 2024" + BODY
    assert find_dateline(text) == dt.date(2024, 3, 14)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-14-dax.txt", "2024-03-14"),
        ("20240314_dax.txt", "2024-03-14"),
        ("dax.2024.03.14.txt", "2024-03-14"),
        ("2024-13-14-dax.txt", "None"),
        ("2024-02-30-dax.txt", "None"),
        ("120240314.txt", "None"),
        ("2024-03-14_2024-03-15.txt", "None"),
        ("dax.txt", "None"),
    ],
)
def test_a_file_name_gives_its_one_whole_date(name: str, day: str) -> None:
    assert str(day_of_name(name)) == day


def test_option_then_text_then_header_then_name() -> None:
    text = TITLE + "Publié le 02/01/2024" + BODY
    article = Article(text, published=dt.date(2024, 1, 3), published_from="metadata")
    name = "2024-01-04-dax.txt"
    option = dt.date(2024, 1, 1)

    def told(article: Article, option: dt.date | None, name: str | None) -> tuple[str, str | None]:
        got = dated(article, option=option, filename=name)
        return str(got.published), got.published_from

    assert told(article, option, name) == ("2024-01-01", "option")
    assert told(article, None, name) == ("2024-01-02", "text")
    bare = article.model_copy(update={"text": TITLE + BODY})
    assert told(bare, None, name) == ("2024-01-03", "metadata")
    unknown = bare.model_copy(update={"published": None, "published_from": None})
    assert told(unknown, None, name) == ("2024-01-04", "filename")
    assert told(unknown, None, "dax.txt") == ("None", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ndate: 2024-03-14\n---\nx", "2024-03-14"),
        ('---\r\ntitle: "Dax: la suite"\r\npublished: 14/03/2024\r\n---\r\nx', "2024-03-14"),
        ("---\ndate: bientôt\n---\nx", "None"),
        ("---\ntitle: x\n---\nx", "None"),
    ],
)
def test_a_header_gives_its_date(text: str, day: str) -> None:
    header = read_front_matter(text)
    assert header is not None
    assert str(published(header)) == day
    assert text[header.end :] == "x"


@pytest.mark.parametrize("text", ["---\ndate: 2024-03-14\nx", "---\n---\nx", "--\ndate: 2024-03-14\n--\n", "", "---"])
def test_what_is_not_closed_or_has_no_field_is_no_header(text: str) -> None:
    assert read_front_matter(text) is None


def test_datelines_of_the_training_corpus_are_never_wrong() -> None:
    """Of the articles whose first lines bear the date of publication, nearly all are read."""
    right = wrong = 0
    for gold in read_gold(models_dir() / "corpus" / "articles", "train"):
        day = find_dateline(gold.text)
        right += day == gold.published
        wrong += day is not None and day != gold.published
    assert wrong == 0
    assert right >= 230
