"""Paths as given → files → articles, one at a time, errors on the side.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "2024-03-14-dax.txt").write_text("La mairie de Dax a été piratée.", encoding="utf-8")
>>> [(a.published_from, str(a.published)) for f in find_files(folder, print) for a in read_path(f)]
[('filename', '2024-03-14')]
>>> list(find_files(folder / "absent", print))
/.../absent: no such file or folder
[]
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.reading.errors import ReadingError, printable
from extractor.reading.extras import missing, told
from extractor.reading.front_matter import read_front_matter
from extractor.reading.published import dated
from extractor.reading.registry import can_read, passes_over, reader_for, suffixes
from extractor.records import Article

STDIN = "-"

_log = logging.getLogger(__name__)


def find_files(path: str | os.PathLike[str], failed: Callable[[ReadingError], object]) -> Iterator[Path]:
    """Files to read: the path itself, or the files of a folder that a reader knows, sorted.

    Args:
        path: a file, or a folder, which is walked with its subfolders; hidden files, files that no
            reader knows, and this program's own reports are passed over. So are files whose library
            is not installed, which is logged once; it is an error where the folder holds no other.
        failed: called with each error; the walk goes on.
    """
    path = Path(path)
    if not path.is_dir():
        if path.exists() or path.is_symlink():
            yield path
        else:
            failed(ReadingError(path, "no such file or folder"))
        return
    errors: list[OSError] = []
    found = False
    lacking: dict[str, set[str]] = {}
    for folder, folders, names in os.walk(path, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or not can_read(name):
                continue
            lack = missing(reader_for(name))
            if lack is not None:
                lacking.setdefault(told(*lack), set()).add(Path(name).suffix.lower())
            elif not _aside(Path(folder, name)):
                found = True
                yield Path(folder, name)
    for error in errors:
        failed(ReadingError(error.filename or path, f"unreadable folder ({_reason(error)})"))
    for remedy, endings in sorted(lacking.items()):
        cause = f"{', '.join(sorted(endings))} files passed over ({remedy})"
        if found:
            _log.warning("%s: %s", printable(path), cause)
        else:
            failed(ReadingError(path, cause))
    if not found and not errors and not lacking:
        failed(ReadingError(path, f"no article in this folder ({', '.join(suffixes())})"))


def _aside(path: Path) -> bool:
    reader = reader_for(path)
    if not hasattr(reader, "passes_over"):
        return False
    try:
        with path.open("rb") as stream:
            return passes_over(reader, stream)
    except OSError:
        return False  # whoever reads it says why it cannot be read


def read_path(path: str | os.PathLike[str], *, published: dt.date | None = None) -> Iterator[Article]:
    """Articles of one file, each with its publication date as far as it is known.

    Args:
        path: a file of a known format.
        published: the date that wins over whatever the file says.

    Raises:
        ReadingError: unsupported, unreadable, empty or binary file.
    """
    path = Path(path)
    reader = reader_for(path)
    try:
        with path.open("rb") as stream:
            for article in reader.read(stream, printable(path)):
                yield _complete(article, published, path.name)
    except OSError as error:
        raise ReadingError(path, f"unreadable ({_reason(error)})") from None


def read_stdin(*, published: dt.date | None = None, stream: BinaryIO | None = None) -> Iterator[Article]:
    """The one article on standard input, read as plain text; its source is ``-``.

    Raises:
        ReadingError: nothing on standard input, or no text.
    """
    stream = sys.stdin.buffer if stream is None else stream
    try:
        for article in reader_for("stdin.txt").read(stream, STDIN):
            yield _complete(article, published, None)
    except OSError as error:
        raise ReadingError(STDIN, f"unreadable ({_reason(error)})") from None


def _complete(article: Article, published: dt.date | None, name: str | None) -> Article:
    header = read_front_matter(article.text)
    return dated(article, option=published, filename=name, start=header.end if header else 0)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
