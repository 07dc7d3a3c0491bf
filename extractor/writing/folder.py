"""One JSON file per article, in a folder.

A file appears whole or not at all: it is written under another name, then renamed. It bears the
stem of its source; a second source of the same stem adds the article's id.

>>> import tempfile
>>> from extractor.records import ArticleInfo, Report
>>> folder = Path(tempfile.mkdtemp())
>>> with FolderWriter(str(folder)) as writer:
...     for source in ("a/dax.txt", "b/dax.txt"):
...         info = ArticleInfo(id="ca978112ca1bbdca", source=source, length=1)
...         writer.write(Report(article=info))
>>> sorted(path.name for path in folder.iterdir())
['dax-ca978112.json', 'dax.json']
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import Self

from extractor.records import Report
from extractor.writing.registry import STDOUT, WritingError
from extractor.writing.serial import to_json

_LONGEST_STEM = 200
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


class FolderWriter:
    """Writer of one JSON file per report.

    Args:
        target: the folder, made where it does not exist.
        pretty: indent the JSON.

    Raises:
        WritingError: standard output, a file in the folder's place, or a folder that cannot be made.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        if target == STDOUT:
            raise WritingError("json writes one file per article: give a folder (or use jsonl)")
        self.folder = Path(target)
        self.pretty = pretty
        self._taken: set[str] = set()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise WritingError(f"{target}: is a file, a folder is needed") from None
        except OSError as error:
            raise WritingError(f"{target}: cannot make this folder ({error.strerror})") from None

    def write(self, report: Report) -> None:
        """Write one report under a name of its own; an earlier run's file of that name is replaced."""
        path = self.folder / f"{self._name(report)}.json"
        part = path.with_name(f".{path.name}.part")
        try:
            part.write_bytes(to_json(report, pretty=self.pretty) + b"\n")
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _name(self, report: Report) -> str:
        stem = stem_of(report.article.source) or report.article.id
        name, number = stem, 1
        while name.casefold() in self._taken:
            name = f"{stem}-{report.article.id[:8]}" + (f"-{number}" if number > 1 else "")
            number += 1
        # Some file systems take « Dax » and « dax » for one name.
        self._taken.add(name.casefold())
        return name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass


def stem_of(source: str | None) -> str:
    """File name stem for a source: a path, a URL, ``-``.

    >>> stem_of("press/2024-03-14-dax.txt"), stem_of("https://example.org/a/dax.html?x=1"), stem_of("-")
    ('2024-03-14-dax', 'dax', 'stdin')
    """
    if not source:
        return ""
    if source == "-":
        return "stdin"
    if "://" in source:
        source = re.split(r"[?#]", source, maxsplit=1)[0].rstrip("/")
    stem = _UNSAFE.sub("_", PurePosixPath(source.replace(os.sep, "/")).stem).strip(" .")
    return stem.encode("utf-8")[:_LONGEST_STEM].decode("utf-8", "ignore")
