"""JSON, JSON Lines, CSV: fields guessed or named, bad records on the side."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from tests_support import SAMPLES

from extractor.reading import FieldMapping, ReadingError, read_path
from extractor.reading.tables import CsvReader, JsonLinesReader, JsonReader
from extractor.records import Article

TEXT = "La mairie de Dax a été piratée."
AnyReader = JsonReader | JsonLinesReader | CsvReader


def drain(articles: Iterator[Article]) -> tuple[list[Article], str | None]:
    """Articles read, and the cause of the error that ended them."""
    read: list[Article] = []
    try:
        for article in articles:
            read.append(article)
    except ReadingError as error:
        failure = error
    else:
        return read, None
    assert str(failure).startswith("x: ")
    return read, failure.cause


def read(reader: AnyReader, data: str | bytes) -> tuple[list[Article], str | None]:
    return drain(reader.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "x"))


@pytest.mark.parametrize(
    "value",
    [
        {"text": TEXT},
        [{"Contenu": TEXT}],
        {"status": "ok", "articles": [{"body": TEXT}]},
        {"hits": {"total": 1, "hits": [{"_id": 1, "_source": {"full_text": TEXT}}]}},
        {"@type": "NewsArticle", "articleBody": TEXT, "headline": "Dax"},
        {"items": [{"content_html": f"<p>{TEXT}</p>"}]},
        {"content": "", "text": TEXT},
    ],
)
def test_a_text_is_found_in_usual_json(value: object) -> None:
    articles, cause = read(JsonReader(), json.dumps(value))
    assert ([article.text for article in articles], cause) == ([TEXT], None)


def test_the_samples_are_read() -> None:
    for name in ("export.json", "export.jsonl", "tableau.csv"):
        articles = list(read_path(SAMPLES / "formats" / name))
        assert len(articles) == 2
        assert all(article.title and article.publisher and article.published for article in articles)
    assert "\nSes silos" in articles[0].text
    assert str(articles[0].published) == "2024-12-05"


def test_a_mapping_wins_over_every_guess() -> None:
    mapping = FieldMapping(text="doc.brut", title="t", published="jour", publisher="p", language="l")
    record = {"doc": {"brut": TEXT}, "text": "no", "t": "Dax", "jour": "14/03/2024", "p": "Le Fil", "l": "fr"}
    [article], cause = read(JsonReader(mapping), json.dumps(record))
    assert cause is None
    assert (article.text, article.title, article.publisher, article.language) == (TEXT, "Dax", "Le Fil", "fr")
    assert (str(article.published), article.published_from) == ("2024-03-14", "metadata")
    assert read(JsonReader(mapping), '{"text": "x"}')[1] == "no text in field 'doc.brut' (fields: text)"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-03-14T23:30:00Z", "2024-03-14"),
        ("20240314", "2024-03-14"),
        (1710435600, "2024-03-14"),
        (1710435600000, "2024-03-14"),
        ("Thu, 14 Mar 2024 18:07:00 +0100", "2024-03-14"),
        ("14 mars 2024", "2024-03-14"),
        ("Thu, 14 Mar 99999999999999 18:07:00 +0100", "None"),
        ("2024-02-31", "None"),
        ("hier", "None"),
        (True, "None"),
        (-1, "None"),
        (10**400, "None"),
        ("", "None"),
        ({"a": 1}, "None"),
    ],
)
def test_a_stamp_gives_its_day_or_none(stamp: object, day: str) -> None:
    [article], _ = read(JsonReader(), json.dumps({"text": TEXT, "date": stamp}))
    assert str(article.published) == day


def test_bad_lines_cost_no_others() -> None:
    lines = [f'{{"text": "{TEXT}"}}', "{oops", "", '{"n": 1}', "3", '{"text": " "}', '{"text": "b"}']
    articles, cause = read(JsonLinesReader(), "\r\n".join(lines))
    assert [article.source for article in articles] == ["x#1", "x#7"]
    assert cause == (
        "4 of 6 lines not read: line 2 (no JSON: expecting property name enclosed in double quotes); "
        "line 4 (no field that holds a text (fields: n)); line 5 (no object with fields); line 6 (its text is empty)"
    )


def test_json_lines_under_the_name_of_json_are_read() -> None:
    articles, cause = read(JsonReader(), f'{{"text": "{TEXT}"}}\n{{"text": "b"}}\n')
    assert ([article.text for article in articles], cause) == ([TEXT, "b"], None)


@pytest.mark.parametrize(
    ("reader", "data", "cause"),
    [
        (JsonReader(), b"", "the file is empty"),
        (JsonReader(), b" ", "the file holds only blanks"),
        (JsonReader(), b"{", "no JSON (expecting property name enclosed in double quotes, line 1)"),
        (JsonReader(), b"\0\1", "binary file"),
        (JsonReader(), b"[" * 200_000, "no JSON that can be read (nested too deep)"),
        (JsonReader(), b"[]", "no article in this JSON"),
        (JsonReader(), b"3", "no article in this JSON"),
        (JsonReader(), b'{"a": 1}', "no field that holds a text (fields: a)"),
        (JsonReader(), b'{"article": {"id": "x"}, "incidents": []}', "a report or an annotation, no article"),
        (JsonLinesReader(), b"", "the file is empty"),
        (JsonLinesReader(), b"\n\n", "the file holds only blanks"),
        (JsonLinesReader(), b"\0\1", "binary file"),
        (JsonLinesReader(), b"[" * 200_000, "1 of 1 line not read: line 1 (no JSON: nested too deep)"),
        (CsvReader(), b"", "the file is empty"),
        (CsvReader(), b"PK\x03\x04", "binary file (ZIP archive or office document)"),
        (CsvReader(), b"a;b\n1;2\n", "no column that holds a text (columns: a, b)"),
        (CsvReader(), b"titre;texte\n", "no row below the names of the columns"),
        (CsvReader(), b"titre;texte\nDax;\n", "1 of 1 row not read: line 2 (its text is empty)"),
    ],
)
def test_bad_files_are_refused_with_their_cause(reader: AnyReader, data: bytes, cause: str) -> None:
    assert read(reader, data) == ([], cause)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = f"{TEXT} Le maire, le préfet ; « l'œil » | rien."
    data = delimiter.join(["Titre", "Texte"]) + "\r\n" + delimiter.join(["Dax", f'"{text}"']) + "\r\n"
    articles, cause = read(CsvReader(), data.encode(encoding))
    assert ([(article.title, article.text) for article in articles], cause) == ([("Dax", text)], None)


def test_a_spreadsheets_own_first_line_is_left_out() -> None:
    [article], cause = read(CsvReader(), f"sep=;\r\nTexte;Date\r\n{TEXT};2024-03-14\r\n")
    assert (article.text, article.source, cause) == (TEXT, "x#3", None)


def test_a_long_cell_and_a_formula_are_only_text() -> None:
    text = "=HYPERLINK() " + "mot " * 100_000 + "fin"
    [article], cause = read(CsvReader(), f"texte\n{text}\n")
    assert (article.text, cause) == (text, None)
