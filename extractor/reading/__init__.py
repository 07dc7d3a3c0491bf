"""From files to articles: formats, encodings, publication dates.

One small module per format; a registry by suffix, open to other packages
(:mod:`extractor.reading.registry`). Add a format: write a class with ``suffixes`` and ``read``,
then list it in the registry, or :func:`register` it, or expose it as an entry point.

>>> import io
>>> text = "Une mairie piratée\\nPublié le 14/03/2024\\nLa mairie de Dax a porté plainte."
>>> [article] = read_stdin(stream=io.BytesIO(text.encode()))
>>> str(article.published), article.published_from
('2024-03-14', 'text')
"""

from __future__ import annotations

from extractor.reading.errors import ReadingError, printable
from extractor.reading.fields import FieldMapping
from extractor.reading.files import STDIN, find_files, read_path, read_stdin
from extractor.reading.registry import Reader, reader_for, register, suffixes

__all__ = [
    "STDIN",
    "FieldMapping",
    "Reader",
    "ReadingError",
    "find_files",
    "printable",
    "read_path",
    "read_stdin",
    "reader_for",
    "register",
    "suffixes",
]
