"""A file that appears whole or not at all, or a stream that others hold the end of.

A file is written as ``.NAME.part`` and takes its name at the end of the run: a broken run leaves
what it had in that ``.part`` file, and never a half file under the name asked for.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "new" / "out.txt"
>>> with PartFile(str(path)) as file:
...     _ = file.stream.write(b"x")
...     print([found.name for found in path.parent.iterdir()])
['.out.txt.part']
>>> path.read_bytes()
b'x'
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO, Self

from extractor.writing.registry import STDOUT, WritingError


class PartFile:
    """A binary stream to a target; the file takes its name when the context ends well.

    Args:
        target: a file, a pipe or device, or ``-`` for standard output, which is left open.

    Attributes:
        stream: where to write.

    Raises:
        WritingError: a file that cannot be opened.
    """

    stream: BinaryIO

    def __init__(self, target: str) -> None:
        self._path = Path(target)
        self._part: Path | None = None
        self._ours = target != STDOUT
        if not self._ours:
            self.stream = sys.stdout.buffer
            return
        try:
            if self._path.exists() and not self._path.is_file():
                # A pipe or device has no name to take at the end.
                self.stream = self._path.open("wb")
                return
            self._part = part_of(self._path)
            self.stream = self._part.open("wb")
        except OSError as error:
            raise WritingError(f"{target}: cannot write here ({error.strerror})") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if not self._ours:
            self.stream.flush()
            return
        self.stream.close()
        if self._part is not None and exception[:1] == (None,):
            os.replace(self._part, self._path)


def part_of(path: Path) -> Path:
    """Name that a file bears until it is whole, in its folder, which is made.

    Raises:
        OSError: the folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.part")
