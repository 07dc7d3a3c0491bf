"""RSS and Atom: one article an entry, its title and its text as plain words.

Entity declarations, which make a small file expand without end or read other files, are refused.

>>> import io
>>> feed = '''<rss><channel><title>Le Fil</title><item><title>Dax piratée</title>
... <description>&lt;p&gt;La mairie …&lt;/p&gt;</description><pubDate>Thu, 14 Mar 2024 18:07:00 +0100</pubDate>
... </item></channel></rss>'''
>>> [article] = FeedReader().read(io.BytesIO(feed.encode()), "fil.rss")
>>> article.text, article.publisher, str(article.published), article.source
('Dax piratée\\n\\nLa mairie …', 'Le Fil', '2024-03-14', 'fil.rss#1')
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import BinaryIO, Final

from extractor.reading.errors import Faults, ReadingError
from extractor.reading.extras import require
from extractor.reading.markup import looks_marked, plain_of
from extractor.reading.stamps import day_of
from extractor.reading.web import headed
from extractor.records import Article

LARGEST: Final = 64 * 2**20

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_ROOTS = ("rss", "feed", "RDF")
_TEXTS = ("encoded", "content", "description", "summary")
_PICTURES = "{http://search.yahoo.com/mrss/}"
_DATES = ("pubDate", "published", "issued", "date")


class FeedReader:
    """Reader of RSS 0.9 to 2.0 and Atom feeds."""

    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")
    needs = ("defusedxml.ElementTree", "feeds")

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Entries of the feed, in order.

        Raises:
            ReadingError: no feed, a hostile one, or entries without words (the others are read first).
        """
        library = require(*self.needs, source)
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReadingError(source, f"a feed of more than {LARGEST // 2**20} MB")
        if not data.strip():
            raise ReadingError(source, "the file holds only blanks" if data else "the file is empty")
        try:
            root = library.fromstring(data.lstrip())
        except ET.ParseError as error:
            raise ReadingError(source, f"no XML ({error})") from None
        except (ValueError, LookupError, RecursionError) as error:
            raise ReadingError(source, f"XML that is not read ({type(error).__name__})") from None
        if _name(root) not in _ROOTS:
            raise ReadingError(source, f"neither RSS nor Atom (its root is <{_name(root)[:40]}>)")
        yield from _entries(root, source)

    def passes_over(self, head: bytes) -> bool:
        """Whether a file that begins so is XML but no feed.

        >>> FeedReader().passes_over(b"<svg>"), FeedReader().passes_over(b"<?xml version='1.0'?><rss version='2.0'>")
        (True, False)
        """
        return b"\0" not in head and b"<" in head and _FEED.search(head) is None


def _entries(root: ET.Element, source: str) -> Iterator[Article]:
    holder = next((child for child in root if _name(child) == "channel"), root)
    publisher = _plain(_child(holder, "title"))
    entries = [node for node in (*root, *(holder if holder is not root else ())) if _name(node) in ("item", "entry")]
    if not entries:
        raise ReadingError(source, "a feed without entries")
    faults = Faults(source, "entry")
    done = 0
    for number, entry in enumerate(entries, start=1):
        title = _plain(_child(entry, "title"))
        bodies = (_plain(_child(entry, name)) for name in _TEXTS)
        text = headed(title, next((body for body in bodies if body), "")).strip()
        if not text:
            faults.add(f"entry {number}", "neither title nor text")
            continue
        stamps = (_child(entry, name) for name in _DATES)
        day = next((day for node in stamps if node is not None and (day := day_of(node.text))), None)
        done += 1
        yield Article(
            text,
            title=title,
            published=day,
            published_from="metadata" if day else None,
            source=f"{source}#{number}",
            publisher=_outlet(_child(entry, "source")) or publisher,
        )
    faults.check(done)


def _outlet(source: ET.Element | None) -> str | None:
    """Where a collected entry comes from: RSS writes the name alone, Atom a title among other things."""
    return _plain(_child(source, "title") if source is not None and len(source) else source)


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node: ET.Element, name: str) -> ET.Element | None:
    named = (child for child in node if _name(child) == name and not child.tag.startswith(_PICTURES))
    return next((child for child in named if len(child) or (child.text or "").strip()), None)


def _plain(node: ET.Element | None) -> str | None:
    """Words of an element, whether its HTML is escaped, nested or none."""
    if node is None:
        return None
    if len(node):
        try:
            return plain_of(re.sub(r"<(/?)\w{1,40}:", r"<\1", ET.tostring(node, encoding="unicode"))) or None
        except RecursionError:
            return " ".join("".join(node.itertext()).split()) or None
    text = (node.text or "").strip()
    return (plain_of(text) if looks_marked(text) else text) or None
