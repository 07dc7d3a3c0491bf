"""Plain text, with or without a header between lines of hyphens: one article a file.

>>> import io
>>> [article] = PlainReader().read(io.BytesIO("Une mairie piratée\\n".encode()), "dax.txt")
>>> article.text, article.source
('Une mairie piratée\\n', 'dax.txt')
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from extractor.reading.encoding import NotText, decode
from extractor.reading.errors import ReadingError
from extractor.reading.front_matter import published, read_front_matter
from extractor.records import Article


class PlainReader:
    """Reader of ``.txt`` files; the article's text is the file's own decoded text, untouched."""

    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The file's one article.

        Raises:
            ReadingError: an empty file, one with a header only, or one that is no text.
        """
        yield article_of(stream.read(), source)


def article_of(data: bytes, source: str) -> Article:
    """Article of a text file's bytes, with what its header says.

    Raises:
        ReadingError: nothing to read, or no text.
    """
    if not data:
        raise ReadingError(source, "the file is empty")
    try:
        text = decode(data)
    except NotText as error:
        raise ReadingError(source, str(error)) from None
    header = read_front_matter(text)
    if not text[header.end if header else 0 :].strip():
        raise ReadingError(source, "no text after the header" if header else "the file holds only blanks")
    if header is None:
        return Article(text, source=source)
    day = published(header)
    return Article(
        text,
        title=header.title,
        published=day,
        published_from="metadata" if day else None,
        source=source,
        publisher=header.publisher,
        language=header.language,
    )
