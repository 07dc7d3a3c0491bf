"""A run over many inputs: order, isolation of failures, streaming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.batch import run as batch
from extractor.reading import ReadingError
from extractor.records import Article, Report, article_id

TEXT = "La mairie de Dax a été victime d'un rançongiciel lundi."


def stub_report(article: Article) -> Report:
    info = {"id": article_id(article.text), "source": article.source, "length": len(article.text)}
    return Report.model_validate({"article": info})


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that stumbles over one word."""

    def extract_many(articles: Iterable[Article], *, nlp: Any = None) -> Iterator[Report]:
        for article in articles:
            if "stumble" in article.text:
                raise RuntimeError("over this\nand more")
            yield stub_report(article)

    monkeypatch.setattr(extractor, "extract_many", extract_many)


def test_reports_come_in_the_order_of_the_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}")
    written: list[Report] = []
    summary = batch.run([str(tmp_path / "c.txt"), str(tmp_path)], written.append)
    assert [Path(report.article.source or "").name for report in written] == ["c.txt", "a.txt", "b.txt", "c.txt"]
    assert (summary.articles, summary.undated, summary.failures) == (4, 4, [])


@pytest.mark.usefixtures("fragile")
def test_an_article_the_extractor_stumbles_over_loses_no_other(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text("stumble" if number in (3, 20) else f"text {number}")
    written: list[Report] = []
    summary = batch.run([str(tmp_path)], written.append)
    names = [Path(report.article.source or "").stem for report in written]
    assert names == [f"{number:02}" for number in range(40) if number not in (3, 20)]
    assert [failure.cause for failure in summary.failures] == ["not extracted (RuntimeError: over this)"] * 2
    assert [Path(failure.path).name for failure in summary.failures] == ["03.txt", "20.txt"]


@pytest.mark.usefixtures("fragile")
def test_articles_are_read_as_they_are_needed() -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(f"text {read}")

    stream = batch.reports(endless(), failed=print)
    for _ in range(3):
        next(stream)
    assert read <= batch.CHUNK


@pytest.mark.usefixtures("fragile")
def test_a_report_that_cannot_be_written_is_a_failure_of_its_article(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)

    def write(report: Report) -> None:
        if (report.article.source or "").endswith("a.txt"):
            raise OSError(28, "No space left on device")

    summary = batch.run([str(tmp_path)], write)
    assert summary.articles == 1
    assert [str(failure) for failure in summary.failures] == [
        f"{tmp_path}/a.txt: the report was not written (No space left on device)"
    ]


@pytest.mark.usefixtures("fragile")
def test_a_reader_that_has_gone_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")

    def write(_: Report) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        batch.run([str(tmp_path)], write)


@pytest.mark.usefixtures("fragile")
def test_a_foreign_reader_may_raise_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, **_: object) -> Iterator[Article]:
        yield Article("first", source=str(path))
        raise KeyError("column")

    (tmp_path / "a.txt").write_text("a")
    monkeypatch.setattr(batch, "read_path", broken)
    failures: list[ReadingError] = []
    summary = batch.run([str(tmp_path)], lambda _: None, failed=failures.append)
    assert summary.articles == 1
    assert [failure.cause for failure in failures] == ["not read (KeyError: 'column')"]


def test_the_summary_counts_in_words() -> None:
    summary = batch.Summary(articles=1, incidents=2, undated=1, failures=[ReadingError("a", "b")])
    assert str(summary) == "1 article (1 without a publication date), 2 incidents, 1 failure"
