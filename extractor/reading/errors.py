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


class Faults:
    """Parts of one input that gave no article, while the others did.

    >>> faults = Faults("export.jsonl", "line")
    >>> faults.add("line 3", "no JSON")
    >>> faults.check(done=9)
    Traceback (most recent call last):
    ...
    extractor.reading.errors.ReadingError: export.jsonl: 1 of 10 lines not read: line 3 (no JSON)
    """

    _NAMED = 20

    def __init__(self, source: str, part: str) -> None:
        self._source = source
        self._part = part
        self._named: list[str] = []
        self._count = 0

    def add(self, where: str, cause: str) -> None:
        """Note one part and its cause."""
        self._count += 1
        if self._count <= self._NAMED:
            self._named.append(f"{where} ({cause})")

    def check(self, done: int) -> None:
        """End of the input.

        Raises:
            ReadingError: some parts failed; it names the first ones.
        """
        if self._count:
            total = self._count + done
            named = "; ".join(self._named) + ("; …" if self._count > self._NAMED else "")
            what = self._part if total == 1 else self._plural()
            raise ReadingError(self._source, f"{self._count} of {total} {what} not read: {named}")

    def _plural(self) -> str:
        return f"{self._part[:-1]}ies" if self._part.endswith("y") else f"{self._part}s"
