"""Libraries that only some formats need, and the words said when one is missing.

>>> require("json", "html", "page.html").loads("[1]")
[1]
>>> require("no_such_library", "html", "page.html")
Traceback (most recent call last):
...
extractor.reading.errors.ReadingError: page.html: needs no_such_library; pip install 'cyberpresse[html]'
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from extractor.reading.errors import ReadingError


def require(module: str, extra: str, source: str) -> Any:
    """A library of an extra.

    Raises:
        ReadingError: it is not installed; the error says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ReadingError(source, told(module, extra)) from None


@contextmanager
def quietly(*names: str) -> Iterator[None]:
    """Without what these libraries log: what matters of it is in the error that a reader raises.

    >>> with quietly("pypdf"):
    ...     logging.getLogger("pypdf").isEnabledFor(logging.ERROR)
    False
    """
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def missing(reader: object) -> tuple[str, str] | None:
    """Library and extra that a reader's ``needs`` attribute names and that are not installed.

    >>> class Needy:
    ...     needs = ("no_such_library", "html")
    >>> missing(Needy()), missing(object())
    (('no_such_library', 'html'), None)
    """
    needs: tuple[str, str] | None = getattr(reader, "needs", None)
    return needs if needs is not None and not _installed(needs[0]) else None


def _installed(module: str) -> bool:
    return importlib.util.find_spec(module.partition(".")[0]) is not None


def told(module: str, extra: str) -> str:
    """How to get a missing library, or one that it lives in.

    >>> told("pypdf", "pdf")
    "needs pypdf; pip install 'cyberpresse[pdf]'"
    """
    return f"needs {module.partition('.')[0]}; pip install 'cyberpresse[{extra}]'"
