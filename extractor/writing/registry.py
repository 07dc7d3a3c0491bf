"""Output formats by name and suffix.

A format says how to open a writer for a target; the command line picks it by ``--format`` or by the
target's suffix. Add one: write an :class:`OutputFormat`, then list it below or :func:`register` it.
Another package offers one through the entry point group ``cyberpresse.writers``::

    [project.entry-points."cyberpresse.writers"]
    xml = "my_package.xml:output_format"

>>> [name for name in ("csv", "json", "jsonl", "sqlite", "stix", "webanno") if name not in formats()]
[]
>>> format_of("reports.jsonl").name, format_of("reports").name, format_of("-").name
('jsonl', 'json', 'jsonl')
>>> format_of("bundle.stix.json").name
'stix'
>>> format_of("reports.xyz")
Traceback (most recent call last):
...
extractor.writing.registry.WritingError: reports.xyz: no output format for .xyz (known: .csv, ..., or a folder)
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, Self

from extractor.records import Report

STDOUT = "-"
ENTRY_POINTS = "cyberpresse.writers"


class WritingError(ValueError):
    """A target that cannot be written as asked; the message names it."""


class Writer(Protocol):
    """Takes reports one at a time; a context manager, whose normal end makes the output final."""

    def write(self, report: Report) -> None:
        """Write one report.

        Raises:
            OSError: the disk or the pipe refused it.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One output format.

    Attributes:
        name: what ``--format`` takes.
        suffixes: endings of its files, lower case with the dot; none for a format of folders.
        open: makes a writer for a target and the wish for indented output; raises
            :class:`WritingError` for a target that it cannot write.
    """

    name: str
    suffixes: tuple[str, ...]
    open: Callable[[str, bool], Writer]


def register(output: OutputFormat) -> None:
    """Add a format, in place of any earlier one of its name."""
    formats()[output.name] = output


@cache
def formats() -> dict[str, OutputFormat]:
    """Every format by name: ours, then those of other packages."""
    from extractor.writing.annotation import AnnotationWriter
    from extractor.writing.database import DatabaseWriter
    from extractor.writing.folder import FolderWriter
    from extractor.writing.lines import LinesWriter
    from extractor.writing.stix import StixWriter
    from extractor.writing.table import CsvWriter

    found = {
        output.name: output
        for output in (
            OutputFormat("json", (), FolderWriter),
            OutputFormat("jsonl", (".jsonl", ".ndjson"), LinesWriter),
            OutputFormat("csv", (".csv",), CsvWriter),
            OutputFormat("sqlite", (".sqlite", ".sqlite3", ".db"), DatabaseWriter),
            OutputFormat("stix", (".stix", ".stix.json"), StixWriter),
            OutputFormat("webanno", (".jsonld",), AnnotationWriter),
        )
    }
    for point in entry_points(group=ENTRY_POINTS):
        output = point.load()
        found.setdefault(output.name, output)
    return found


def format_of(target: str) -> OutputFormat:
    """Format that a target's name asks for: by its longest suffix known; no suffix, or an existing folder, is a folder.

    Raises:
        WritingError: a suffix that no format has.
    """
    if target == STDOUT:
        return formats()["jsonl"]
    suffix = Path(target).suffix.lower()
    if not suffix or target.endswith(os.sep) or Path(target).is_dir():
        return formats()["json"]
    known = {ending: output for output in formats().values() for ending in output.suffixes}
    endings = [ending for ending in known if Path(target).name.lower().endswith(ending)]
    if not endings:
        raise WritingError(
            f"{target}: no output format for {suffix} (known: {', '.join(sorted(known))}, or a folder)"
        )
    return known[max(endings, key=len)]


def open_writer(target: str, *, name: str | None = None, pretty: bool = False) -> Writer:
    """Writer for a target: ``-`` for standard output, a file, or a folder.

    Args:
        target: where to.
        name: format name; by default the one that the target's suffix asks for.
        pretty: indent, where the format allows.

    Raises:
        WritingError: unknown format, or a target that it cannot write.
    """
    if name is None:
        return format_of(target).open(target, pretty)
    if name not in formats():
        raise WritingError(f"unknown output format {name!r} (known: {', '.join(sorted(formats()))})")
    return formats()[name].open(target, pretty)
