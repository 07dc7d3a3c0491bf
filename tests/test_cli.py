"""The command line: what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests_support import ARTICLE, ROOT

from extractor.reading.registry import suffixes
from extractor.records import Report

Command = Callable[..., Any]


def python(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=environment, check=False, **options
    )


def test_help_answers_within_half_a_second() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        done = python("-m", "extractor.cli", "--help")
        assert done.returncode == 0
        assert "extract" in done.stdout
        return time.perf_counter() - start

    # The best of a few: the first call compiles the sources, and the machine may be busy.
    assert min(seconds() for _ in range(3)) < 0.5


def test_nothing_heavy_is_imported_before_a_command_runs() -> None:
    code = (
        "import sys, extractor.cli\n"
        "heavy = {'spacy', 'numpy', 'pydantic', 'dateparser', 'rich.table', 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert python("-c", code).stdout.strip() == "[]"


def test_version(command: Command) -> None:
    done = command("--version")
    assert done.exit_code == 0
    assert done.stdout.startswith("cyberpresse 0.")


def test_a_folder_of_articles_becomes_a_folder_of_reports(command: Command, tmp_path: Path, article_file: Path) -> None:
    done = command("extract", article_file.parent, "--output", tmp_path / "out")
    assert done.exit_code == 0
    assert done.stdout == ""
    report = Report.model_validate_json((tmp_path / "out" / "dax.json").read_bytes())
    assert (str(report.article.published), report.article.published_from) == ("2024-03-14", "text")
    assert report.article.source == str(article_file)
    assert report.incidents[0].attack.type == "ransomware"
    assert done.stderr.splitlines()[-1].startswith("1 article, ")


def test_json_lines_on_standard_output_and_in_a_file(command: Command, tmp_path: Path, article_file: Path) -> None:
    printed = command("extract", article_file)
    written = command("extract", article_file, "-o", tmp_path / "all.jsonl")
    assert printed.exit_code == written.exit_code == 0
    assert printed.stdout.encode() == (tmp_path / "all.jsonl").read_bytes()
    assert len(printed.stdout.splitlines()) == 1


def test_pretty_indents(command: Command, tmp_path: Path, article_file: Path) -> None:
    assert command("extract", article_file, "-o", tmp_path / "out", "--pretty").exit_code == 0
    assert (tmp_path / "out" / "dax.json").read_text().startswith('{\n  "schema_version"')


@pytest.mark.parametrize(
    ("target", "name", "made", "start"),
    [
        ("out.csv", None, "out.csv", b"\xef\xbb\xbfarticle_row,"),
        ("out", "csv", "out/facts.csv", b"\xef\xbb\xbfarticle_row,"),
        ("out.sqlite", None, "out.sqlite", b"SQLite format 3"),
        ("out.stix.json", None, "out.stix.json", b'{"type":"bundle"'),
        ("out.json", "stix", "out.json", b'{"type":"bundle"'),
        ("out.txt", "webanno", "out.txt", b'{"@context":'),
        ("lines", "jsonl", "lines", b'{"schema_version"'),
    ],
)
def test_the_ending_or_the_option_names_the_format(
    command: Command, tmp_path: Path, article_file: Path, target: str, name: str | None, made: str, start: bytes
) -> None:
    option = ("--format", name) if name else ()
    assert command("extract", article_file, "-o", tmp_path / target, *option).exit_code == 0
    data = (tmp_path / made).read_bytes()
    assert data.startswith(start)
    assert b"mairie de Dax" in data


def test_standard_input(command: Command) -> None:
    done = command("extract", "-", stdin=ARTICLE.encode("cp1252"))
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert report["article"]["source"] == "-"
    assert report["article"]["length"] == len(ARTICLE)


def test_the_option_wins_over_the_text(command: Command, article_file: Path) -> None:
    report = json.loads(command("extract", article_file, "--published", "2023-01-02").stdout)
    assert (report["article"]["published"], report["article"]["published_from"]) == ("2023-01-02", "option")


def test_an_undated_article_is_warned_about(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "dax.txt"
    path.write_text("La mairie de Dax a été victime d'un rançongiciel lundi.", encoding="utf-8")
    done = command("extract", path)
    report = json.loads(done.stdout)
    assert [warning["code"] for warning in report["warnings"]] == ["no_publication_date"]
    assert "1 article (1 without a publication date)" in done.stderr


def test_bad_inputs_are_named_with_their_cause_and_good_ones_done(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "c-good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "d-gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "z-good.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "table.xyz").write_text("x")
    paths = (tmp_path / "absent.txt", tmp_path / "folder", tmp_path, tmp_path / "table.xyz")
    done = command("extract", *paths, "-o", tmp_path / "out")
    assert done.exit_code == 1
    told = [line.removeprefix(f"{tmp_path}/") for line in done.stderr.splitlines()]
    known = ", ".join(suffixes())
    assert told[:-1] == [
        "absent.txt: no such file or folder",
        f"folder: no article in this folder ({known})",
        "a-empty.txt: the file is empty",
        "b-binary.txt: binary file (PNG image)",
        "d-gone.txt: unreadable (no such file or directory)",
        f"table.xyz: files ending in .xyz are not read (known: {known})",
    ]
    assert told[-1].startswith("2 articles, ")
    assert told[-1].endswith("6 failures")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["c-good.json", "z-good.json"]


@pytest.mark.parametrize(
    "words",
    [
        ("extract",),
        ("extract", "x.txt", "--published", "14/03/2024"),
        ("extract", "x.txt", "--published", "2024-02-30"),
        ("extract", "x.txt", "--published", "20240314"),
        ("extract", "x.txt", "--output", "out.xyz"),
        ("extract", "x.txt", "--output", "out.jsonl", "--pretty"),
        ("extract", "x.txt", "--format", "xml"),
        ("extract", "x.txt", "--format", "sqlite"),
        ("extract", "x.txt", "--output", "out.csv", "--pretty"),
        ("extract", "x.txt", "--wrong"),
        ("show",),
        ("show", "x.txt", "--published", "demain"),
        ("evaluate", "absent"),
        ("evaluate", ".", "--part", "all"),
        ("evaluate", ".", "--errors", "colour"),
        ("evaluate-agreement", "."),
        ("unknown",),
    ],
)
def test_wrong_usage_ends_with_status_two(
    command: Command, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_date_is_shown_with_the_right_form(command: Command) -> None:
    told = " ".join(command("extract", "x.txt", "--published", "hier").stderr.replace("│", " ").split())
    assert "'hier' is no date" in told
    assert "YYYY-MM-DD" in told


def test_no_progress_bar_in_a_pipe(article_file: Path) -> None:
    done = python("-m", "extractor.cli", "extract", str(article_file), stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr + done.stdout


def test_a_reader_that_has_gone_is_no_traceback(article_file: Path) -> None:
    command_line = f"{sys.executable} -m extractor.cli extract {article_file} {article_file} | true"
    done = subprocess.run(
        ["bash", "-c", command_line],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_show_prints_a_french_table_and_the_marked_text(command: Command, article_file: Path) -> None:
    done = command("show", article_file)
    assert done.exit_code == 0
    assert "Publié le 14/03/2024 (d'après : texte)" in done.stdout
    assert "rançongiciel" in done.stdout
    assert "⟦" in done.stdout


def test_show_names_a_file_it_cannot_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    done = command("show", tmp_path / "a.txt")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path}/a.txt: the file is empty\n"


def test_schema_is_the_one_of_the_models(command: Command) -> None:
    from extractor.records import json_schema

    done = command("schema")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json_schema()


def test_evaluate_prints_the_table_and_the_wrong_facts(command: Command, gold_folder: Path) -> None:
    done = command("evaluate", gold_folder, "--errors", "authority")
    assert done.exit_code == 0
    assert done.stdout.startswith("2 articles, negatives right ")
    assert "mission F1" in done.stdout
    assert "dax  missed  mairie de Dax: foreign_dpa" in done.stdout
    assert "« La mairie de Dax a été victime d'un rançongiciel lundi. »" in done.stdout


def test_evaluate_as_json_holds_the_same_figures(command: Command, gold_folder: Path) -> None:
    data = json.loads(command("evaluate", gold_folder, "--json").stdout)
    assert data["articles"] == 2
    assert data["fields"]["victim"]["tp"] == 1
    assert data["fields"]["authority"]["fn"] == 1
    assert data["fields"]["authority"]["F1"] == 0


def test_evaluate_names_a_gold_file_it_cannot_read(command: Command, tmp_path: Path) -> None:
    done = command("evaluate", tmp_path)
    assert done.exit_code == 1
    assert "no gold files" in done.stderr
    (tmp_path / "a.json").write_text("{")
    done = command("evaluate", tmp_path)
    assert done.exit_code == 1
    assert "a.json" in done.stderr


def test_agreement_of_an_annotation_with_itself_is_whole(command: Command, gold_folder: Path) -> None:
    data = json.loads(command("evaluate-agreement", gold_folder, gold_folder, "--json").stdout)
    assert data["fields"]["authority"]["F1"] == 1
    assert data["fields"]["occurred"]["F1"] == 1
