"""Reports out: names, atomic files, lines, formats."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.records import ArticleInfo, Report
from extractor.writing import OutputFormat, WritingError, format_of, formats, open_writer, register, to_json
from extractor.writing.folder import stem_of


def report(source: str | None = "dax.txt", id: str = "ca978112ca1bbdca", title: str = "Été") -> Report:
    return Report(article=ArticleInfo(id=id, source=source, title=title, length=3))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_one_file_per_article_named_after_its_source(tmp_path: Path) -> None:
    with open_writer(str(tmp_path / "new" / "out")) as writer:
        writer.write(report("press/2024-03-14-dax.txt"))
        writer.write(report(None))
        writer.write(report("-"))
    assert names(tmp_path / "new" / "out") == ["2024-03-14-dax.json", "ca978112ca1bbdca.json", "stdin.json"]


def test_sources_of_one_stem_never_overwrite_each_other(tmp_path: Path) -> None:
    with open_writer(str(tmp_path)) as writer:
        for source, letter in (("a/dax.txt", "a"), ("b/dax.md", "b"), ("c/DAX.txt", "b"), ("d/dax.txt", "b")):
            writer.write(report(source, letter * 16))
    found = {name: json.loads((tmp_path / name).read_text())["article"]["source"] for name in names(tmp_path)}
    assert len(found) == 4
    assert found["dax.json"] == "a/dax.txt"
    assert found["dax-bbbbbbbb.json"] == "b/dax.md"
    assert len({name.casefold() for name in found}) == 4


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    for title in ("one", "two"):
        with open_writer(str(tmp_path)) as writer:
            writer.write(report(title=title))
    assert json.loads((tmp_path / "dax.json").read_text())["article"]["title"] == "two"
    assert names(tmp_path) == ["dax.json"]


def test_a_broken_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dax.json").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with open_writer(str(tmp_path)) as writer, pytest.raises(OSError, match="No space"):
        writer.write(report())
    assert names(tmp_path) == ["dax.json"]
    assert (tmp_path / "dax.json").read_text() == "old"


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("a/b.c.txt", "b.c"),
        ("https://example.org/x/dax.html?y=1#z", "dax"),
        ("https://example.org/", "example"),
        ("a/nul\x00:name?.txt", "nul_name_"),
        ("é" * 300 + ".txt", "é" * 100),
        (None, ""),
    ],
)
def test_file_names_are_safe_on_any_system(source: str | None, stem: str) -> None:
    assert stem_of(source) == stem


def test_lines_hold_one_report_each_and_the_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with open_writer(str(path)) as writer:
        writer.write(report())
        assert names(tmp_path) == [".out.jsonl.part"]
        writer.write(report("b.txt", title="line\nbreak"))
    lines = path.read_bytes().split(b"\n")
    assert [json.loads(line)["article"]["title"] for line in lines[:-1]] == ["Été", "line\nbreak"]
    assert lines[-1] == b""
    assert names(tmp_path) == ["out.jsonl"]


def test_a_broken_run_leaves_the_earlier_lines_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def run() -> None:
        with open_writer(str(path)) as writer:
            writer.write(report())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run()
    assert path.read_text() == "old"
    assert (tmp_path / ".out.jsonl.part").read_text().count("\n") == 1


def test_standard_output_takes_lines_or_indented_reports(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_writer("-") as writer:
        writer.write(report())
    with open_writer("-", pretty=True) as writer:
        writer.write(report())
    line, *indented = capfdbinary.readouterr().out.decode().splitlines()
    assert json.loads(line) == json.loads("\n".join(indented))
    assert len(indented) > 5


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("out.xyz", "no output format for .xyz"),
        ("taken", "is a file"),
        ("taken/out", "cannot make this folder"),
        ("taken/out.jsonl", "cannot write here"),
    ],
)
def test_targets_that_cannot_be_written_are_refused(tmp_path: Path, target: str, message: str) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(WritingError, match=message):
        open_writer(str(tmp_path / target))


def test_lines_in_a_file_cannot_be_indented(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match="cannot be indented"):
        open_writer(str(tmp_path / "out.jsonl"), pretty=True)
    assert names(tmp_path) == []


def test_the_format_can_be_named(tmp_path: Path) -> None:
    with open_writer(str(tmp_path / "lines"), name="jsonl") as writer:
        writer.write(report())
    assert (tmp_path / "lines").is_file()
    with pytest.raises(WritingError, match="unknown output format 'xml'"):
        open_writer("x", name="xml")
    with pytest.raises(WritingError, match="one file per article"):
        open_writer("-", name="json")


def test_an_existing_folder_with_a_dot_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out.v2").mkdir()
    assert format_of(str(tmp_path / "out.v2")).name == "json"
    assert format_of(f"{tmp_path}/new.v2/").name == "json"


def test_another_format_can_be_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(formats())
    monkeypatch.setattr("extractor.writing.registry.formats", lambda: table)
    from extractor.writing.lines import LinesWriter

    register(OutputFormat("log", (".log",), LinesWriter))
    assert format_of("x.log").name == "log"


def test_json_keeps_french_readable_and_lone_surrogates_escaped() -> None:
    assert "Été" in to_json(report()).decode()
    odd = report()
    odd.article.title = "\ud800"
    assert json.loads(to_json(odd))["article"]["title"] == "\ud800"
