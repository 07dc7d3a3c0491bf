"""JSON Lines: one report a line, into a file or standard output.

A file is written as ``.NAME.part`` and takes its name at the end of the run: a broken run leaves
the whole lines it had in that ``.part`` file, and never a half file under the name asked for.

>>> import tempfile
>>> from extractor.records import ArticleInfo, Report
>>> path = Path(tempfile.mkdtemp()) / "reports.jsonl"
>>> with LinesWriter(str(path)) as writer:
...     writer.write(Report(article=ArticleInfo(id="ca978112ca1bbdca", length=1)))
>>> path.read_text().count("\\n")
1
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO, Self

from extractor.records import Report
from extractor.writing.registry import STDOUT, WritingError
from extractor.writing.serial import to_json


class LinesWriter:
    """Writer of one line per report, flushed at once, so that a reader of the pipe need not wait.

    Args:
        target: a file, or ``-`` for standard output.
        pretty: indent; only on standard output, where the reports then follow each other.

    Raises:
        WritingError: a file that cannot be opened, or indentation asked of a file of lines.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        self.pretty = pretty
        self._part: Path | None = None
        self._path = Path(target)
        self._stream: BinaryIO
        self._ours = target != STDOUT
        if not self._ours:
            self._stream = sys.stdout.buffer
            return
        if pretty:
            raise WritingError(f"{target}: JSON Lines has one report a line, it cannot be indented")
        try:
            if self._path.exists() and not self._path.is_file():
                # A pipe or device has no name to take at the end.
                self._stream = self._path.open("wb")
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._part = self._path.with_name(f".{self._path.name}.part")
            self._stream = self._part.open("wb")
        except OSError as error:
            raise WritingError(f"{target}: cannot write here ({error.strerror})") from None

    def write(self, report: Report) -> None:
        """Write one line."""
        self._stream.write(to_json(report, pretty=self.pretty) + b"\n")
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if not self._ours:
            return
        self._stream.close()
        if self._part is not None and exception[:1] == (None,):
            os.replace(self._part, self._path)
