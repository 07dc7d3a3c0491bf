"""RSS and Atom: entries as articles, hostile XML refused."""

from __future__ import annotations

import contextlib
import io
import sys

import pytest
from tests_support import SAMPLES

from extractor.reading import ReadingError, feeds, read_path
from extractor.reading.feeds import FeedReader
from extractor.records import Article


def read(feed: str) -> list[Article]:
    return list(FeedReader().read(io.BytesIO(feed.encode()), "fil.xml"))


def cause_of(data: bytes) -> str:
    with pytest.raises(ReadingError, match=r"^fil\.xml: ") as caught:
        list(FeedReader().read(io.BytesIO(data), "fil.xml"))
    return caught.value.cause


def test_rss_gives_the_long_text_without_its_marks() -> None:
    first, second = read_path(SAMPLES / "formats" / "fil.rss")
    assert first.text.split("\n\n") == [
        "Cyberattaque au conservatoire de Saint-Elme",
        "Le conservatoire de Saint-Elme a été victime d'une cyberattaque samedi.",
        "Les inscriptions sont suspendues ; une plainte a été déposée.",
    ]
    assert (first.publisher, str(first.published)) == ("Radio Estuaire", "2024-06-24")
    assert (second.title, str(second.published)) == ("Le club de voile piraté", "2024-06-25")


def test_atom_gives_the_day_of_publication_not_of_an_update() -> None:
    [article] = read_path(SAMPLES / "formats" / "fil.atom")
    assert article.text.endswith("mercredi.\n\nSon directeur a prévenu la gendarmerie.")
    assert (article.publisher, str(article.published)) == ("Gazette de la Combe", "2024-08-01")


def test_rss_1_and_an_entry_from_another_paper() -> None:
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    item = "<item><title>Dax</title><dc:date>2024-03-14</dc:date><source>Le Fil</source></item>"
    [article] = read(f"{head}<channel><title>Revue</title></channel>{item}</rdf:RDF>")
    assert (article.text, article.publisher, str(article.published)) == ("Dax", "Le Fil", "2024-03-14")


def test_an_empty_entry_costs_no_other() -> None:
    reader = FeedReader().read(io.BytesIO(b"<rss><channel><item/><item><title>Dax</title></item></channel></rss>"), "f")
    assert next(reader).source == "f#2"
    with pytest.raises(ReadingError, match=r"^f: 1 of 2 entries not read: entry 1 \(neither title nor text\)$"):
        next(reader)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (b"  ", "the file holds only blanks"),
        (b"<rss><channel>", "no XML (no element found: line 1, column 14)"),
        (b"<svg/>", "neither RSS nor Atom (its root is <svg>)"),
        (b"<rss><channel/></rss>", "a feed without entries"),
    ],
)
def test_bad_files_are_refused_with_their_cause(data: bytes, cause: str) -> None:
    assert cause_of(data) == cause


def test_entities_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e9;</title></item></channel></rss>'
    assert cause_of(bomb.encode()) == "XML that is not read (EntitiesForbidden)"
    outside = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><channel><title>&f;</title></channel></rss>'
    assert cause_of(outside.encode()) == "XML that is not read (EntitiesForbidden)"


def test_a_feed_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LARGEST", 2**20)
    assert cause_of(b"<" * (2**20 + 1)) == "a feed of more than 1 MB"


def test_deep_nesting_ends() -> None:
    feed = f"<feed><entry><title>Dax</title><content>{'<b>' * 50_000}x{'</b>' * 50_000}</content></entry></feed>"
    with contextlib.suppress(ReadingError):
        assert "Dax" in read(feed)[0].text


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml.ElementTree", None)
    assert cause_of(b"<rss/>") == "needs defusedxml; pip install 'cyberpresse[feeds]'"
