"""Reports out: JSON files in a folder, JSON Lines, CSV, SQLite, STIX 2.1, Web Annotation.

>>> import tempfile
>>> from pathlib import Path
>>> from extractor.records import ArticleInfo, Report
>>> folder = Path(tempfile.mkdtemp())
>>> with open_writer(str(folder)) as writer:
...     writer.write(Report(article=ArticleInfo(id="ca978112ca1bbdca", source="dax.txt", length=1)))
>>> [path.name for path in folder.iterdir()]
['dax.json']
"""

from __future__ import annotations

from extractor.writing.registry import (
    STDOUT,
    OutputFormat,
    Writer,
    WritingError,
    format_of,
    formats,
    open_writer,
    register,
)
from extractor.writing.serial import to_json

__all__ = [
    "STDOUT",
    "OutputFormat",
    "Writer",
    "WritingError",
    "format_of",
    "formats",
    "open_writer",
    "register",
    "to_json",
]
