"""Paths to articles: what is read, what is refused and with which words."""

from __future__ import annotations

import io
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from tests_support import SAMPLES

from extractor.reading import (
    Reader,
    ReadingError,
    find_files,
    read_path,
    read_stdin,
    reader_for,
    register,
    registry,
    suffixes,
)
from extractor.records import Article

KNOWN = ", ".join(suffixes())
TEXT = "Une mairie piratée\r\nPublié le 14/03/2024\r\nLa mairie de Dax a porté plainte.\r\n"


def cause_of(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        list(read_path(path))
    assert str(path) in str(caught.value)
    return caught.value.cause


def test_article_text_is_the_decoded_file(tmp_path: Path) -> None:
    path = tmp_path / "dax.txt"
    path.write_bytes(TEXT.encode("utf-8-sig"))
    [article] = read_path(path)
    assert article.text == TEXT
    assert article.source == str(path)
    assert (str(article.published), article.published_from) == ("2024-03-14", "text")


def test_header_of_a_markdown_file_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "dax.md"
    source = "---\ntitle: Dax piratée\npublisher: Le Fil\ndate: 2024-03-14\nlang: fr\n---\nLa mairie **de Dax** …\n"
    path.write_text(source, encoding="utf-8")
    [article] = read_path(path)
    assert article.text == source
    assert (article.title, article.publisher, article.language) == ("Dax piratée", "Le Fil", "fr")
    assert (str(article.published), article.published_from) == ("2024-03-14", "metadata")


def test_a_header_date_is_not_taken_for_a_dateline(tmp_path: Path) -> None:
    path = tmp_path / "dax.txt"
    path.write_text("---\ndate: 2024-03-14\n---\nDax piratée\nPublié le 13/03/2024\nLa mairie …", encoding="utf-8")
    [article] = read_path(path)
    assert (str(article.published), article.published_from) == ("2024-03-13", "text")


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t\n", "the file holds only blanks"),
        ("a.txt", b"---\ndate: 2024-03-14\n---\n", "no text after the header"),
        ("a.txt", b"%PDF-1.4 ...", "binary file (PDF document)"),
        ("a.md", b"a\0b", "binary file"),
        ("a.docx", b"x", f"files ending in .docx are not read (known: {KNOWN})"),
        ("article", b"x", f"files without an ending are not read (known: {KNOWN})"),
    ],
)
def test_bad_files_are_refused_with_their_cause(tmp_path: Path, name: str, data: bytes, cause: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert cause_of(path) == cause


def test_missing_and_looping_files_are_unreadable(tmp_path: Path) -> None:
    assert cause_of(tmp_path / "absent.txt") == "unreadable (no such file or directory)"
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert cause_of(loop).startswith("unreadable")


def test_a_file_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    # Root may read anything, so permission bits alone would not show it in every environment.
    monkeypatch.setattr(Path, "open", refuse)
    assert cause_of(path) == "unreadable (permission denied)"


def test_a_folder_is_walked_in_order_without_hidden_or_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/.hidden.txt", ".git/d.txt", "report.docx", "sub/z.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    failures: list[ReadingError] = []
    found = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path, failures.append)]
    assert found == ["a.md", "b.txt", "sub/c.TXT"]
    assert failures == []


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_text("{}")
    failures: list[ReadingError] = []
    assert list(find_files(tmp_path, failures.append)) == []
    assert [failure.cause for failure in failures] == [f"no article in this folder ({KNOWN})"]


def test_an_unreadable_folder_is_named_and_the_others_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_text("x")
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    failures: list[ReadingError] = []
    assert [path.name for path in find_files(tmp_path, failures.append)] == ["a.txt"]
    assert [str(failure) for failure in failures] == [f"{tmp_path}/shut: unreadable folder (permission denied)"]


def test_a_file_name_that_is_no_utf8_is_still_named(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT, encoding="utf-8")
    [article] = read_path(path)
    assert article.source == f"{tmp_path}/caf\ufffd.txt"


def test_standard_input_is_plain_text() -> None:
    [article] = read_stdin(stream=io.BytesIO(TEXT.encode("cp1252")))
    assert (article.text, article.source, str(article.published)) == (TEXT, "-", "2024-03-14")
    with pytest.raises(ReadingError, match=r"^-: the file is empty$"):
        list(read_stdin(stream=io.BytesIO(b"")))


def test_another_reader_can_be_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(registry._readers())
    monkeypatch.setattr(registry, "_readers", lambda: table)

    class Cards:
        suffixes = (".cards",)

        def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
            for part in stream.read().decode().split("%"):
                yield Article(part, source=source)

    register(Cards())
    assert isinstance(reader_for("x.cards"), Reader)
    path = tmp_path / "2024-03-14.cards"
    path.write_text("un%deux")
    assert [(a.text, str(a.published)) for a in read_path(path)] == [("un", "2024-03-14"), ("deux", "2024-03-14")]


def test_a_suffix_must_be_lower_case_with_its_dot() -> None:
    class Wrong:
        suffixes = ("TXT",)

        def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
            yield Article("")

    with pytest.raises(ValueError, match="lower case"):
        register(Wrong())


def test_an_error_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadingError("a.txt", "the file is empty")))
    assert (str(error), error.path, error.cause) == ("a.txt: the file is empty", "a.txt", "the file is empty")


def test_a_reader_of_another_package_is_found_and_never_hides_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    class Foreign:
        suffixes = (".foreign", ".txt")

        def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
            yield Article("x", source=source)

    class Point:
        def load(self) -> type[Foreign]:
            return Foreign

    def points(*, group: str) -> list[Point]:
        assert group == "cyberpresse.readers"
        return [Point()]

    monkeypatch.setattr(registry, "entry_points", points)
    monkeypatch.setattr(registry, "_readers", registry._readers.__wrapped__)
    assert isinstance(reader_for("a.foreign"), Foreign)
    assert not isinstance(reader_for("a.txt"), Foreign)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("dax.json", '{"schema_version": "1.0", "article": {"id": "x"}, "incidents": []}'),
        ("dax.jsonl", '{"schema_version":"1.0","article":{"id":"x"},"incidents":[]}'),
        ("gold.json", '{"id": "dax", "published": "2024-03-14", "incidents": []}'),
        ("schema.json", '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'),
        ("drawing.xml", "<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    ],
)
def test_what_is_no_article_is_passed_over_in_a_folder_and_refused_by_name(
    tmp_path: Path, name: str, head: str
) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / name).write_text(head)
    failures: list[ReadingError] = []
    assert [path.name for path in find_files(tmp_path, failures.append)] == ["a.txt"]
    assert failures == []
    assert cause_of(tmp_path / name)


def test_a_missing_library_is_told_once_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for name in ("a.html", "b.htm"):
        (tmp_path / name).write_text("<p>La mairie de Dax.</p>")
    failures: list[ReadingError] = []
    assert list(find_files(tmp_path, failures.append)) == []
    cause = ".htm, .html files passed over (needs trafilatura; pip install 'cyberpresse[html]')"
    assert [str(failure) for failure in failures] == [f"{tmp_path}: {cause}"]
    (tmp_path / "c.txt").write_text("x")
    assert [path.name for path in find_files(tmp_path, failures.append)] == ["c.txt"]
    assert caplog.messages == [f"{tmp_path}: {cause}"]
    assert len(failures) == 1


def test_every_sample_format_is_read() -> None:
    failures: list[ReadingError] = []
    files = list(find_files(SAMPLES / "formats", failures.append))
    articles = [article for path in files for article in read_path(path)]
    assert failures == []
    assert len(articles) == 12
    assert all(article.published_from == "metadata" and article.publisher and article.title for article in articles)
