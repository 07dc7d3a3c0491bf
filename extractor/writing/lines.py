"""JSON Lines: one report a line, into a file or standard output.

A broken run leaves the whole lines it had in ``.NAME.part``, see :mod:`extractor.writing.partfile`.

>>> import tempfile
>>> from pathlib import Path
>>> from extractor.records import ArticleInfo, Report
>>> path = Path(tempfile.mkdtemp()) / "reports.jsonl"
>>> with LinesWriter(str(path)) as writer:
...     writer.write(Report(article=ArticleInfo(id="ca978112ca1bbdca", length=1)))
>>> path.read_text().count("\\n")
1
"""

from __future__ import annotations

from typing import Self

from extractor.records import Report
from extractor.writing.partfile import PartFile
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
        if pretty and target != STDOUT:
            raise WritingError(f"{target}: JSON Lines has one report a line, it cannot be indented")
        self.pretty = pretty
        self._file = PartFile(target)

    def write(self, report: Report) -> None:
        """Write one line."""
        self._file.stream.write(to_json(report, pretty=self.pretty) + b"\n")
        self._file.stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.__exit__(*exception)
