"""The one error of the reading room.

>>> str(ReadingError("notes.txt", "the file is empty"))
'notes.txt: the file is empty'
"""

from __future__ import annotations

import os


class ReadingError(Exception):
    """An input that gives no article.

    Attributes:
        path: the input as given.
        cause: what is wrong with it, in a few words.
    """

    def __init__(self, path: str | os.PathLike[str], cause: str) -> None:
        self.path = printable(path)
        self.cause = cause
        super().__init__(f"{self.path}: {cause}")

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        # An exception is rebuilt from its arguments when it crosses processes; ours takes two.
        return ReadingError, (self.path, self.cause)


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that any encoder takes: bytes that are no UTF-8 become U+FFFD.

    >>> printable("caf\\udce9.txt")
    'caf�.txt'
    """
    return os.fsencode(path).decode("utf-8", "replace")
