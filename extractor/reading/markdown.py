"""Markdown: the text as written, marks included, and its header.

>>> import io
>>> source = "---\\ntitle: Une mairie piratée\\ndate: 2024-03-14\\n---\\nLa mairie **de Dax** …".encode()
>>> [article] = MarkdownReader().read(io.BytesIO(source), "dax.md")
>>> article.title, str(article.published), article.published_from
('Une mairie piratée', '2024-03-14', 'metadata')
>>> article.text == source.decode()
True
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from extractor.reading.plain import article_of
from extractor.records import Article


class MarkdownReader:
    """Reader of ``.md`` files; the marks stay in the text, so that offsets count the file's characters."""

    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The file's one article.

        Raises:
            ReadingError: an empty file, one with a header only, or one that is no text.
        """
        yield article_of(stream.read(), source)
