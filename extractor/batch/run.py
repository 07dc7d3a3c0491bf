"""Paths in, reports out, one at a time; an input that fails is named and the rest goes on.

>>> import tempfile
>>> from pathlib import Path
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "2024-03-14-dax.txt").write_text("La mairie de Dax a été piratée lundi.", encoding="utf-8")
>>> _ = (folder / "empty.txt").write_text("")
>>> summary = run([str(folder)], lambda report: print(report.incidents[0].dates[0].value))
2024-03-11
>>> summary.articles, [str(failure) for failure in summary.failures]
(1, ['/.../empty.txt: the file is empty'])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import extractor
from extractor.reading import STDIN, ReadingError, find_files, read_path, read_stdin
from extractor.records import Article, Report

if TYPE_CHECKING:
    from spacy.language import Language

# Articles handed to the extractor together: enough for it to work in batches, few enough that
# the first report of a pipe does not wait long.
CHUNK = 16

Failed = Callable[[ReadingError], object]


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        articles: reports written.
        incidents: incidents in them.
        undated: reports whose article has no known publication date.
        failures: inputs that gave no report, each with its cause.
    """

    articles: int = 0
    incidents: int = 0
    undated: int = 0
    failures: list[ReadingError] = field(default_factory=list)

    def __str__(self) -> str:
        undated = f" ({self.undated} without a publication date)" if self.undated else ""
        return (
            f"{_count(self.articles, 'article')}{undated}, {_count(self.incidents, 'incident')}, "
            f"{_count(len(self.failures), 'failure')}"
        )


def run(
    paths: Iterable[str],
    write: Callable[[Report], object],
    *,
    published: dt.date | None = None,
    nlp: Language | None = None,
    failed: Failed | None = None,
) -> Summary:
    """Read, extract and write every article of some paths, in order.

    Args:
        paths: files, folders (walked), ``-`` for standard input.
        write: takes each report.
        published: publication date that wins over what the inputs say.
        nlp: pipeline, the shared one by default.
        failed: called with each failure as it happens.

    Raises:
        BrokenPipeError: the reader of the output has gone; every other error is a failure of its
            input alone.
    """
    summary = Summary()

    def fail(error: ReadingError) -> None:
        summary.failures.append(error)
        if failed is not None:
            failed(error)

    for report in reports(read(paths, published=published, failed=fail), failed=fail, nlp=nlp):
        try:
            write(report)
        except BrokenPipeError:
            raise
        except OSError as error:
            cause = f"the report was not written ({error.strerror or error})"
            fail(ReadingError(report.article.source or report.article.id, cause))
            continue
        summary.articles += 1
        summary.incidents += len(report.incidents)
        summary.undated += report.article.published is None
    return summary


def read(paths: Iterable[str], *, failed: Failed, published: dt.date | None = None) -> Iterator[Article]:
    """Articles of some paths, errors on the side."""
    for path in paths:
        if path == STDIN:
            yield from _guarded(read_stdin(published=published), path, failed)
            continue
        for file in find_files(path, failed):
            yield from _guarded(read_path(file, published=published), str(file), failed)


def reports(
    articles: Iterable[Article], *, failed: Failed, nlp: Language | None = None
) -> Iterator[Report]:
    """Reports of articles, in order; an article that the extractor stumbles over is left out and named."""
    stream = iter(articles)
    while chunk := list(islice(stream, CHUNK)):
        try:
            done = list(extractor.extract_many(chunk, nlp=nlp))
        except Exception:
            # One of the chunk is the cause: one at a time, the others still come out.
            done = [report for article in chunk if (report := _alone(article, failed, nlp)) is not None]
        yield from done


def _alone(article: Article, failed: Failed, nlp: Language | None) -> Report | None:
    try:
        return next(iter(extractor.extract_many([article], nlp=nlp)))
    except Exception as error:
        failed(ReadingError(article.source or article.id, f"not extracted ({_told(error)})"))
        return None


def _guarded(articles: Iterator[Article], path: str, failed: Failed) -> Iterator[Article]:
    while True:
        try:
            article = next(articles)
        except StopIteration:
            return
        except ReadingError as error:
            failed(error)
            return
        except Exception as error:  # a reader of another package may raise anything
            failed(ReadingError(path, f"not read ({_told(error)})"))
            return
        yield article


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
