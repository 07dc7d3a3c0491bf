"""Which reader reads which file: by suffix, ours first, then those of other packages.

A reader is any object of the :class:`Reader` shape. Another package offers one through the entry
point group ``cyberpresse.readers``::

    [project.entry-points."cyberpresse.readers"]
    docx = "my_package.office:DocxReader"

>>> reader_for("article.txt").__class__.__name__
'PlainReader'
>>> suffixes()[:4]
('.atom', '.csv', '.eml', '.gz')
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import BinaryIO, Protocol, runtime_checkable

from extractor.reading.archives import GzipReader, ZipReader
from extractor.reading.errors import ReadingError
from extractor.reading.feeds import FeedReader
from extractor.reading.mail import MailReader
from extractor.reading.markdown import MarkdownReader
from extractor.reading.pdf import PdfReader
from extractor.reading.plain import PlainReader
from extractor.reading.tables import CsvReader, JsonLinesReader, JsonReader
from extractor.reading.web import HtmlReader, MhtmlReader
from extractor.records import Article

ENTRY_POINTS = "cyberpresse.readers"

_OURS = (
    PlainReader,
    MarkdownReader,
    HtmlReader,
    MhtmlReader,
    PdfReader,
    JsonReader,
    JsonLinesReader,
    CsvReader,
    FeedReader,
    MailReader,
    ZipReader,
    GzipReader,
)
_HEAD = 4096


@runtime_checkable
class Reader(Protocol):
    """Reads the articles of one file format.

    Attributes:
        suffixes: endings of the files it reads, lower case, with the dot.

    Two more are optional: ``needs``, the library that it cannot do without and the extra that brings
    it, and ``passes_over(head: bytes) -> bool``, for files that a folder may hold under one of its
    suffixes without their being articles.
    """

    suffixes: tuple[str, ...]

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of one file, in order, one at a time.

        Args:
            stream: the open file.
            source: path or URL as given, for ``Article.source`` and for errors.

        ``published`` is set only from the format's own metadata (with ``published_from`` =
        ``"metadata"``); option, dateline and file name are the caller's.

        Raises:
            ReadingError: the file gives no article; articles already yielded stand.
        """
        ...


def register(reader: Reader) -> None:
    """Add a reader for its suffixes, in place of any earlier one.

    Raises:
        ValueError: a suffix that is not lower case with a dot.
    """
    for suffix in reader.suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower():
            raise ValueError(f"{type(reader).__name__}: suffix {suffix!r} must be lower case, with its dot")
        _readers()[suffix] = reader


def reader_for(name: str | PurePath) -> Reader:
    """Reader of a file, by the longest suffix known.

    Raises:
        ReadingError: no reader for such files.
    """
    endings = [suffix.lower() for suffix in PurePath(name).suffixes]
    for first in range(len(endings)):
        reader = _readers().get("".join(endings[first:]))
        if reader is not None:
            return reader
    what = f"files ending in {endings[-1]}" if endings else "files without an ending"
    raise ReadingError(name, f"{what} are not read (known: {', '.join(suffixes())})")


def can_read(name: str | PurePath) -> bool:
    """Whether a reader is known for such files."""
    try:
        reader_for(name)
    except ReadingError:
        return False
    return True


def passes_over(reader: Reader, stream: BinaryIO) -> bool:
    """Whether a reader leaves a file of a folder aside, by its first bytes; the stream is rewound.

    >>> import io
    >>> passes_over(reader_for("a.json"), io.BytesIO(b'{"$schema": 1}')), passes_over(reader_for("a.txt"), io.BytesIO())
    (True, False)
    """
    ask = getattr(reader, "passes_over", None)
    if ask is None:
        return False
    head = stream.read(_HEAD)
    stream.seek(0)
    return bool(ask(head))


def suffixes() -> tuple[str, ...]:
    """Every suffix that a reader is known for, sorted."""
    return tuple(sorted(_readers()))


@cache
def _readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {}
    for kind in _OURS:
        reader: Reader = kind()
        found.update(dict.fromkeys(reader.suffixes, reader))
    for point in entry_points(group=ENTRY_POINTS):
        made = point.load()()
        for suffix in made.suffixes:
            found.setdefault(suffix, made)
    return found
