"""CSV: nothing lost, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
from writing_support import all_of_them, empty, full, surrogate

from extractor.records import Report
from extractor.writing import WritingError, open_writer
from extractor.writing.table import neutral, plain, read_csv

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(folder: Path, *reports: Report) -> Path:
    with open_writer(str(folder), name="csv") as writer:
        for report in reports:
            writer.write(report)
    return folder


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_round_trip_loses_nothing(tmp_path: Path) -> None:
    reports = all_of_them()
    assert list(read_csv(written(tmp_path / "out", *reports))) == reports


def test_samples_come_back_as_they_were(tmp_path: Path, expected_reports: list[Report]) -> None:
    assert list(read_csv(written(tmp_path / "out", *expected_reports))) == expected_reports


def test_one_row_per_incident_and_one_per_fact(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", full(), empty())
    incidents, facts = table(folder / "incidents.csv"), table(folder / "facts.csv")
    assert [row["victims"] for row in incidents] == ["Dax | Cegep", "mairie de Foix"]
    assert incidents[0]["occurred"] == "2024-03-12/2024-03-13"
    assert incidents[0]["authorities"] == "prosecutor complaint (planned) | cnil notification (confirmed)"
    assert incidents[0]["persons_affected"] == "100000000000000000000"
    assert [row["fact"] for row in facts][:3] == ["victim", "victim", "attack"]
    assert len(facts) == 15
    assert len(table(folder / "articles.csv")) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula_whatever_separator_the_spreadsheet_takes(tmp_path: Path, delimiter: str) -> None:
    folder = written(tmp_path / "out", *all_of_them())
    for path in folder.iterdir():
        text = path.read_bytes().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                assert not cell.lstrip(" \ufeff\u200b").startswith(RISKY)


def test_neutralised_cells_can_be_undone() -> None:
    drawn = random.Random(7)
    for _ in range(20_000):
        text = "".join(drawn.choice("'=+-@\t\r\n;,|\" a＝\u200b") for _ in range(drawn.randrange(9)))
        assert plain(neutral(text)) == text
        assert not neutral(text).startswith(RISKY)
    for text in ("porte-clés", "2024-03-12/2024-03-13", "l'an dernier", "5 000 €"):
        assert neutral(text) == text


def test_a_file_or_standard_output_gets_the_incidents(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for target in (str(tmp_path / "out.csv"), "-"):
        with open_writer(target, name="csv") as writer:
            writer.write(full())
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert capfdbinary.readouterr().out == data[3:]
    assert len(table(tmp_path / "out.csv")) == 2


def test_no_report_gives_the_headers(tmp_path: Path) -> None:
    folder = written(tmp_path / "out")
    assert sorted(path.name for path in folder.iterdir()) == ["articles.csv", "facts.csv", "incidents.csv"]
    assert list(read_csv(folder)) == []
    assert (folder / "incidents.csv").read_bytes().count(b"\r\n") == 1


def test_rows_are_there_before_the_end_and_the_names_only_at_it(tmp_path: Path) -> None:
    def broken() -> None:
        with open_writer(str(tmp_path), name="csv") as writer:
            writer.write(full())
            assert b"mairie de Foix" in (tmp_path / ".incidents.csv.part").read_bytes()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert list(tmp_path.glob("*.csv")) == []


def test_a_lone_surrogate_gives_way(tmp_path: Path) -> None:
    (back,) = read_csv(written(tmp_path / "out", surrogate()))
    assert back.article.title == "a\ufffdb"


def test_targets_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(WritingError, match="cannot write here"):
        open_writer(str(tmp_path / "taken"), name="csv")
    with pytest.raises(WritingError, match="cannot be indented"):
        open_writer(str(tmp_path / "out.csv"), pretty=True)
