"""Saved web pages, ``.html`` and ``.mhtml``: the article without menus, comments and advertisements.

The text is the page's title, a blank line and the article's paragraphs; offsets count this text.
The date comes from the page's own data (JSON-LD, ``meta``), never from a year in its footer.

>>> import io
>>> page = '''<html><head><title>Dax piratée</title><meta property="article:published_time" content="2024-03-14">
... </head><body><p>La mairie de Dax a porté plainte lundi.</p></body></html>'''
>>> [article] = HtmlReader().read(io.BytesIO(page.encode()), "dax.html")
>>> article.text, str(article.published)
('Dax piratée\\n\\nLa mairie de Dax a porté plainte lundi.', '2024-03-14')
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from extractor.reading.encoding import NotText, decode
from extractor.reading.errors import ReadingError
from extractor.reading.extras import quietly, require
from extractor.reading.markup import read_head
from extractor.reading.stamps import day_of
from extractor.records import Article

LARGEST: Final = 32 * 2**20

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
# What browsers read when a page says Latin-1.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_LIBRARY = "trafilatura"
_EXTRA = "html"


class HtmlReader:
    """Reader of ``.html`` files as a browser or a download program saves them."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    needs = (_LIBRARY, _EXTRA)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The page's one article.

        Raises:
            ReadingError: no text in it, too large, or the library is missing.
        """
        yield article_of_page(_bounded(stream, source), source)


class MhtmlReader:
    """Reader of ``.mhtml``: a page and what it shows in one file, of which the page is read."""

    suffixes: tuple[str, ...] = (".mhtml", ".mht")
    needs = (_LIBRARY, _EXTRA)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The page's one article.

        Raises:
            ReadingError: no page or no text in it, too large, or the library is missing.
        """
        data = _bounded(stream, source)
        try:
            message = email.message_from_bytes(data, policy=email.policy.compat32)
            part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
            page = part.get_payload(decode=True) if part is not None else None
            declared = part.get_content_charset() if part is not None else None
        except (ValueError, LookupError, RecursionError):
            raise ReadingError(source, "no web archive that can be read") from None
        if not isinstance(page, bytes) or not page:
            raise ReadingError(source, "no page in this web archive")
        yield article_of_page(page, source, declared=declared)


def article_of_page(data: bytes, source: str, *, declared: str | None = None) -> Article:
    """Article of a page's bytes.

    Args:
        data: the HTML.
        source: what is read, for the article and for errors.
        declared: encoding that came with the page; its own declaration otherwise.

    Raises:
        ReadingError: no text in it, or the library is missing.
    """
    library = require(_LIBRARY, _EXTRA, source)
    if not data.strip():
        raise ReadingError(source, "the file holds only blanks" if data else "the file is empty")
    try:
        page = decode_page(data, declared)
    except NotText as error:
        raise ReadingError(source, str(error)) from None
    try:
        with quietly("trafilatura", "htmldate", "courlan", "justext"):
            found = library.bare_extraction(
                page,
                include_comments=False,
                with_metadata=True,
                date_extraction_params={"original_date": True, "extensive_search": False},
            )
    except Exception as error:  # the library meets any page, and says nothing of what it raises
        raise ReadingError(source, f"no page that can be read ({type(error).__name__})") from None
    body = (found.text or "").strip() if found is not None else ""
    if not body:
        raise ReadingError(source, "no article in this page")
    head = read_head(page)
    title = head.title or found.title or None
    day = head.published or day_of(found.date)
    return Article(
        headed(title, body),
        title=title,
        published=day,
        published_from="metadata" if day else None,
        source=source,
        publisher=head.publisher,
    )


def decode_page(data: bytes, declared: str | None = None) -> str:
    """Text of a page: a mark, then UTF-8 if it is, then the declared encoding, then a guess.

    UTF-8 goes before what the page declares: a browser that saves a page often changes its encoding
    and leaves the declaration.

    >>> decode_page('<meta charset="iso-8859-1"><p>L’été</p>'.encode())[-12:]
    '<p>L’été</p>'

    Raises:
        NotText: a binary file.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _DECLARED.search(data, 0, 4096)
        name = declared or (found.group(1).decode("ascii", "replace") if found else None)
        if name is not None and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                codec = codecs.lookup(name).name
                text = data.decode(_MEANT.get(codec, codec))
            except (LookupError, ValueError):
                pass
            else:
                if "\0" not in text:
                    return text
    return decode(data)


def headed(title: str | None, body: str) -> str:
    """A body under its title, unless it begins with it.

    >>> headed("Dax", "La mairie …"), headed("Dax", "Dax\\nLa mairie …")
    ('Dax\\n\\nLa mairie …', 'Dax\\nLa mairie …')
    """
    if not title or " ".join(body[: len(title) + 50].split()).casefold().startswith(" ".join(title.split()).casefold()):
        return body
    return f"{title}\n\n{body}"


def _bounded(stream: BinaryIO, source: str) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReadingError(source, f"a page of more than {LARGEST // 2**20} MB")
    return data
