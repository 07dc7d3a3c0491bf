"""Saved pages: the article, not what stands around it."""

from __future__ import annotations

import contextlib
import io
import sys
import time

import pytest
from tests_support import SAMPLES

from extractor.reading import ReadingError, read_path
from extractor.reading.markup import plain_of, read_head
from extractor.reading.web import LARGEST, HtmlReader, MhtmlReader, decode_page
from extractor.records import Article

LINKED = '<script type="application/ld+json">'
BODY = "<p>La mairie de Dax a été victime d'une cyberattaque lundi. L’œil du maître veille à l'hôtel de ville.</p>"


def read(page: bytes) -> Article:
    [article] = HtmlReader().read(io.BytesIO(page), "dax.html")
    return article


def cause_of(page: bytes, reader: HtmlReader | MhtmlReader | None = None) -> str:
    with pytest.raises(ReadingError, match=r"^dax\.html: ") as caught:
        list((reader or HtmlReader()).read(io.BytesIO(page), "dax.html"))
    return caught.value.cause


def test_a_saved_page_gives_its_article_alone() -> None:
    [article] = read_path(SAMPLES / "formats" / "page-enregistree.html")
    assert article.title == "À Montrevel, le centre hospitalier touché par un rançongiciel"
    assert article.text.startswith(article.title)
    assert article.text.count(article.title) == 1
    assert article.text.endswith("un prestataire spécialisé.")
    for around in ("Abonnez-vous", "Marinette42", "piscine", "Mentions", "datePublished"):
        assert around not in article.text
    assert (article.publisher, str(article.published)) == ("Le Courrier du Val", "2024-05-16")


def test_a_web_archive_gives_its_page() -> None:
    [article] = read_path(SAMPLES / "formats" / "page-archivee.mhtml")
    assert (article.title, article.publisher) == ("Luzay piratée", "La Voix des marais")
    assert str(article.published) == "2024-10-29"
    assert "Météo" not in article.text
    assert "color" not in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "no-such-encoding", ""])
def test_a_wrong_declaration_does_not_spoil_the_text(encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'><title>Dax</title></head><body>{BODY * 3}</body></html>"
    assert "L’œil du maître veille à l'hôtel de ville." in read(page.encode(encoding)).text


def test_a_declared_code_page_is_used() -> None:
    assert decode_page("<meta charset=iso-8859-15>10 €".encode("iso-8859-15")).endswith("10 €")


def test_a_year_in_the_footer_is_no_date() -> None:
    page = f"<html><body><article>{BODY}</article><footer>© 2019 Le Fil</footer></body></html>"
    assert read(page.encode()).published is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (LINKED + '{"@type":["NewsArticle"],"datePublished":"2024-03-14"}</script>', "2024-03-14"),
        ('<meta content="2024-03-14T06:00:00+01:00" property="article:published_time">', "2024-03-14"),
        ("<time itemprop=datePublished datetime='2024-03-14'>hier</time>", "2024-03-14"),
        ('<meta name="date" content="bientôt">', "None"),
        (LINKED + '{"@type":"NewsArticle", oops</script>', "None"),
        (LINKED + "[" * 100_000, "None"),
        (LINKED + '{"@type":"Event","datePublished":"2024-03-14"}</script>', "None"),
    ],
)
def test_the_head_gives_its_date_or_none(head: str, day: str) -> None:
    assert str(read_head(head).published) == day


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file holds only blanks"),
        (b"<html><head><title>Dax</title></head><body></body></html>", "no article in this page"),
        (b"%PDF-1.4", "binary file (PDF document)"),
        (b"\0\1\2", "binary file"),
        (b"a" * (LARGEST + 1), "a page of more than 32 MB"),
    ],
)
def test_a_bad_page_is_refused_with_its_cause(page: bytes, cause: str) -> None:
    assert cause_of(page) == cause


@pytest.mark.parametrize("data", [b"no archive", b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", b""])
def test_a_web_archive_without_a_page_is_refused(data: bytes) -> None:
    assert cause_of(data, MhtmlReader()) == "no page in this web archive"


@pytest.mark.parametrize("reader", [HtmlReader(), MhtmlReader()])
def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, reader: HtmlReader | MhtmlReader) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    page = b"Content-Type: text/html\n\n<p>Dax</p>"
    assert cause_of(page, reader) == "needs trafilatura; pip install 'cyberpresse[html]'"


@pytest.mark.parametrize(
    "piece",
    ["<", "<p", "<!--", "<script>", "<a href='", '<meta content="', "&", "<meta <", "</p>\n", " \n", "<title>"],
)
def test_markup_takes_time_in_proportion(piece: str) -> None:
    markup = piece * (500_000 // len(piece))
    start = time.perf_counter()
    plain_of(markup)
    read_head(markup)
    assert time.perf_counter() - start < 5


def test_deep_nesting_ends() -> None:
    page = "<div>" * 20_000 + BODY
    with contextlib.suppress(ReadingError):
        assert "cyberattaque" in read(page.encode()).text
