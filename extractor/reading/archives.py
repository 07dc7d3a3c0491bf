"""``.zip`` and ``.gz`` of any other format, read in memory and within limits: nothing is written to disk.

An entry that fails costs no other: the rest is read, and the error at the end names it.

>>> import io
>>> data = io.BytesIO()
>>> with zipfile.ZipFile(data, "w") as archive:
...     archive.writestr("2024/dax.txt", "La mairie de Dax …")
...     archive.writestr("photo.jpg", b"...")
>>> _ = data.seek(0)
>>> [(article.text, article.source) for article in ZipReader().read(data, "revue.zip")]
[('La mairie de Dax …', 'revue.zip/2024/dax.txt')]
"""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final

from extractor.reading.errors import Faults, ReadingError
from extractor.reading.front_matter import read_front_matter
from extractor.reading.published import dated
from extractor.records import Article

_BLOCK: Final = 2**16
# Below this much, any ratio is harmless: a page of blanks packs a thousandfold.
_SMALL: Final = 2**20
_DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    Attributes:
        entries: files, those of archives inside included.
        entry_bytes: size of one file, unpacked.
        total_bytes: size of all files together, unpacked.
        ratio: times that a file may grow, once it is larger than 1 MB.
        depth: archives inside archives; 1 is an archive of plain files.
    """

    entries: int = 100_000
    entry_bytes: int = 64 * 2**20
    total_bytes: int = 4 * 2**30
    ratio: int = 200
    depth: int = 3


class _TooMuch(Exception):
    """One file is beyond a limit."""


class _Exhausted(Exception):
    """The archive as a whole is beyond a limit."""


@dataclass(slots=True)
class _Budget:
    limits: Limits
    depth: int = 0
    entries: int = 0
    total: int = 0

    def entry(self) -> None:
        self.entries += 1
        if self.entries > self.limits.entries:
            raise _Exhausted(f"more than {self.limits.entries} files")

    def unpack(self, stream: IO[bytes] | gzip.GzipFile, packed: int) -> io.BytesIO:
        limits = self.limits
        out = io.BytesIO()
        size = 0
        while block := stream.read(_BLOCK):
            size += len(block)
            self.total += len(block)
            if self.total > limits.total_bytes:
                raise _Exhausted(f"more than {_megabytes(limits.total_bytes)} unpacked")
            if size > limits.entry_bytes:
                raise _TooMuch(f"more than {_megabytes(limits.entry_bytes)} unpacked")
            if size > _SMALL and size > limits.ratio * max(packed, 1):
                raise _TooMuch(f"unpacks to more than {limits.ratio} times its size")
            out.write(block)
        out.seek(0)
        return out


class ZipReader:
    """Reader of ``.zip``: every file in it that a reader knows, in the order of their names.

    Args:
        limits: how much it may hold.
    """

    suffixes: tuple[str, ...] = (".zip",)

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of the archive.

        Raises:
            ReadingError: no archive, beyond the limits, or files in it that were not read (the
                others are read first).
        """
        yield from _whole(self.entries(stream, source, _Budget(self.limits)), source)

    def entries(self, stream: BinaryIO, source: str, budget: _Budget) -> Iterator[Article]:
        """Articles of an archive that may itself be inside another."""
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise ReadingError(source, f"no ZIP archive that can be read ({_reason(error)})") from None
        with archive:
            if len(archive.infolist()) > budget.limits.entries:
                raise _Exhausted(f"more than {budget.limits.entries} files")
            faults = Faults(source, "file")
            done = 0
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if info.is_dir() or not _wanted(info.filename):
                    continue
                budget.entry()
                try:
                    yield from self._entry(archive, info, source, budget)
                except ReadingError as error:
                    faults.add(info.filename, error.cause)
                except _TooMuch as error:
                    faults.add(info.filename, str(error))
                except _DAMAGED as error:
                    faults.add(info.filename, f"damaged ({_reason(error)})")
                else:
                    done += 1
            faults.check(done)
            if not done:
                raise ReadingError(source, "no article in this archive")

    def _entry(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, budget: _Budget
    ) -> Iterator[Article]:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise ReadingError(source, "its path leads out of the archive")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ReadingError(source, "a link")
        if info.flag_bits & 1:
            raise ReadingError(source, "locked with a password")
        with archive.open(info) as packed:
            data = budget.unpack(packed, info.compress_size)
        yield from _inner(data, f"{source}/{path}", path.name, budget)


class GzipReader:
    """Reader of ``.gz``: one file, whose format its name tells (``articles.jsonl.gz``).

    Args:
        limits: how much it may hold.
    """

    suffixes: tuple[str, ...] = (".gz",)

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of the file inside.

        Raises:
            ReadingError: no archive, beyond the limits, or what the reader of the file inside raises.
        """
        yield from _whole(self.entries(stream, source, _Budget(self.limits)), source)

    def entries(self, stream: BinaryIO, source: str, budget: _Budget) -> Iterator[Article]:
        """Articles of an archive that may itself be inside another."""
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        budget.entry()
        try:
            with gzip.GzipFile(fileobj=stream) as packed:
                data = budget.unpack(packed, size)
        except _TooMuch as error:
            raise ReadingError(source, str(error)) from None
        except _DAMAGED as error:
            raise ReadingError(source, f"no gzip file that can be read ({_reason(error)})") from None
        name = PurePosixPath(source.replace("\\", "/")).name
        yield from _inner(data, source, name[: -len(".gz")] if name.lower().endswith(".gz") else name, budget)


def _whole(articles: Iterator[Article], source: str) -> Iterator[Article]:
    try:
        yield from articles
    except _Exhausted as error:
        raise ReadingError(source, str(error)) from None


def _inner(data: io.BytesIO, source: str, name: str, budget: _Budget) -> Iterator[Article]:
    """Articles of one unpacked file, dated by its own name where nothing else dates them."""
    from extractor.reading.registry import passes_over, reader_for  # the registry lists this module

    try:
        reader = reader_for(name)
    except ReadingError as error:
        raise ReadingError(source, error.cause) from None
    if isinstance(reader, ZipReader | GzipReader):
        budget.depth += 1
        try:
            if budget.depth >= budget.limits.depth:
                raise ReadingError(source, f"more than {budget.limits.depth} archives inside each other")
            yield from reader.entries(data, source, budget)
        finally:
            budget.depth -= 1
        return
    if passes_over(reader, data):
        return
    for article in reader.read(data, source):
        header = read_front_matter(article.text)
        yield dated(article, option=None, filename=name, start=header.end if header else 0)


def _wanted(name: str) -> bool:
    from extractor.reading.registry import can_read  # the registry lists this module

    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") and part != ".." for part in path.parts) or "__MACOSX" in path.parts
    return not hidden and can_read(path.name)


def _megabytes(size: int) -> str:
    return f"{size // 2**20} MB" if size >= 2**20 else f"{size} bytes"


def _reason(error: BaseException) -> str:
    return str(error).splitlines()[0].lower() if str(error) else type(error).__name__
