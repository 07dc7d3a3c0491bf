"""SQLite: one database of articles, incidents, victims and facts, each with its evidence.

Every row has a key of its own and names the row it belongs to as a foreign key, so that Datasette
links them. ``facts`` holds what is not a victim, under the contract's own names; ``evidence`` names
the victim or the fact that it supports; the view ``overview`` has one line per incident.
:func:`read_database` makes the same reports again.

>>> import tempfile
>>> from extractor.records import ArticleInfo
>>> path = Path(tempfile.mkdtemp()) / "reports.sqlite"
>>> report = Report(article=ArticleInfo(id="ca978112ca1bbdca", title="Été", length=3))
>>> with DatabaseWriter(str(path)) as writer:
...     writer.write(report)
>>> sqlite3.connect(path).execute("SELECT title, length FROM articles").fetchall()
[('Été', 3)]
>>> list(read_database(path)) == [report]
True
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Self

from extractor.records import ArticleInfo, Report, Warning_
from extractor.writing.flat import FACTS, Row, columns, facts_of, incident_of, storable
from extractor.writing.partfile import part_of
from extractor.writing.registry import STDOUT, WritingError

_VICTIM: Final = [name for name in columns("victim") if name != "evidence"]
_FACT: Final = [name for name in columns(*(fact for fact in FACTS if fact != "victim")) if name != "evidence"]
# « primary » is a word of SQL, and would have to be quoted in every query.
_INCIDENT: Final = ["id", "is_primary"]
_TYPES: Final = dict.fromkeys(("number", "length", "is_primary", "demanded", "paid", "approximate"), "INTEGER")
# Dates and numbers share these columns: no declared type, so that each stays what it is.
_UNTYPED: Final = ("value", "amount", "quantity_value")
_PARENTS: Final = {
    "warnings": ("article", "articles"),
    "incidents": ("article", "articles"),
    "victims": ("incident", "incidents"),
    "facts": ("incident", "incidents"),
}
_TABLES: Final[dict[str, list[str]]] = {
    "articles": list(ArticleInfo.model_fields),
    "warnings": ["number", *Warning_.model_fields],
    "incidents": ["number", *_INCIDENT],
    "victims": ["number", *_VICTIM],
    "facts": ["fact", "number", *_FACT],
}
_SPAN: Final = ["victim", "fact", "number", "start_offset", "end_offset", "text"]
_EVIDENCE: Final = """
CREATE TABLE evidence (
  key INTEGER PRIMARY KEY,
  victim INTEGER REFERENCES victims(key),
  fact INTEGER REFERENCES facts(key),
  number INTEGER NOT NULL,
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  text TEXT NOT NULL,
  CHECK ((victim IS NULL) <> (fact IS NULL))
);
CREATE INDEX evidence_victim ON evidence(victim);
CREATE INDEX evidence_fact ON evidence(fact);
CREATE VIEW overview AS
SELECT incidents.key AS incident, articles.source, articles.title, articles.published,
  (SELECT group_concat(name, ' | ') FROM victims WHERE victims.incident = incidents.key) AS victims,
  attack.type AS attack, attack.status AS attack_status, attack.malware,
  (SELECT value FROM facts
   WHERE facts.incident = incidents.key AND fact = 'date' AND role = 'occurred' ORDER BY number) AS occurred,
  (SELECT by FROM facts WHERE facts.incident = incidents.key AND fact = 'claim') AS claimed_by,
  incidents.is_primary
FROM incidents
JOIN articles ON articles.key = incidents.article
LEFT JOIN facts AS attack ON attack.incident = incidents.key AND attack.fact = 'attack';
"""


class DatabaseWriter:
    """Writer of one SQLite database, in place of any earlier one of its name at the end of the run.

    Args:
        target: the file.
        pretty: must be false.

    Raises:
        WritingError: standard output, a file that cannot be made, or indentation asked of a database.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        if target == STDOUT:
            raise WritingError("a database cannot go to standard output: give a file")
        if pretty:
            raise WritingError(f"{target}: a database cannot be indented")
        self._path = Path(target)
        try:
            if self._path.exists() and not self._path.is_file():
                raise WritingError(f"{target}: is no file, a database needs one")
            self._part = part_of(self._path)
            self._part.unlink(missing_ok=True)
            # The file is thrown away after a broken run, and needs no journal of its own.
            self._base = sqlite3.connect(self._part, isolation_level=None)
            self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _schema() + "BEGIN")
        except OSError as error:
            raise WritingError(f"{target}: cannot write here ({error.strerror})") from None
        except sqlite3.Error as error:
            raise WritingError(f"{target}: cannot write here ({error})") from None

    def write(self, report: Report) -> None:
        """Write the rows of one report."""
        article = self._add("articles", report.article.model_dump(mode="json"))
        for number, warning in enumerate(report.warnings, 1):
            self._add("warnings", {"article": article, "number": number, **warning.model_dump()})
        for number, incident in enumerate(report.incidents, 1):
            said = {"article": article, "number": number, "id": incident.id, "is_primary": incident.primary}
            key = self._add("incidents", said)
            for row in facts_of(incident):
                is_victim = row["fact"] == "victim"
                fact = self._add("victims" if is_victim else "facts", {"incident": key, **row})
                for place, span in enumerate(row["evidence"], 1):
                    self._add(
                        "evidence",
                        {
                            "victim" if is_victim else "fact": fact,
                            "number": place,
                            "start_offset": span["start"],
                            "end_offset": span["end"],
                            "text": span["text"],
                        },
                    )

    def _add(self, table: str, row: Row) -> int:
        names = _SPAN if table == "evidence" else _names(table)
        marks = ", ".join("?" * len(names))
        insert = f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) VALUES ({marks})"
        key = self._base.execute(insert, [_cell(row.get(name)) for name in names]).lastrowid
        assert key is not None
        return key

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        whole = exception[:1] == (None,)
        if whole:
            self._base.execute("COMMIT")
        self._base.close()
        if whole:
            os.replace(self._part, self._path)
        else:
            self._part.unlink(missing_ok=True)


def read_database(path: Path) -> Iterator[Report]:
    """Reports of a database that :class:`DatabaseWriter` wrote, in order.

    Raises:
        sqlite3.Error: no such database.
        ValueError: rows that make no reports.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row

        def rows(table: str, parent: str, key: int) -> list[Row]:
            return [dict(row) for row in base.execute(f"SELECT * FROM {table} WHERE {parent} = ? ORDER BY key", [key])]

        def facts(incident: int) -> Iterator[Row]:
            for table, name in (("victims", "victim"), ("facts", "fact")):
                for row in rows(table, "incident", incident):
                    spans = [
                        {"start": span["start_offset"], "end": span["end_offset"], "text": span["text"]}
                        for span in rows("evidence", name, row["key"])
                    ]
                    for number in ("amount", "quantity_value"):
                        if isinstance(row.get(number), str):
                            row[number] = json.loads(row[number])
                    if table == "victims":
                        row |= {"fact": "victim", "aliases": json.loads(row["aliases"])}
                    yield row | {"evidence": spans}

        for article in base.execute("SELECT * FROM articles ORDER BY key"):
            yield Report(
                article=ArticleInfo.model_validate({name: article[name] for name in ArticleInfo.model_fields}),
                incidents=[
                    incident_of(row["id"], bool(row["is_primary"]), facts(row["key"]))
                    for row in rows("incidents", "article", article["key"])
                ],
                warnings=[
                    Warning_(code=row["code"], message=row["message"])
                    for row in rows("warnings", "article", article["key"])
                ],
            )


def _names(table: str) -> list[str]:
    return [*([_PARENTS[table][0]] if table in _PARENTS else []), *_TABLES[table]]


def _schema() -> str:
    made = []
    for table, names in _TABLES.items():
        lines = ["key INTEGER PRIMARY KEY"]
        if table in _PARENTS:
            parent, other = _PARENTS[table]
            lines.append(f"{parent} INTEGER NOT NULL REFERENCES {other}(key)")
        for name in names:
            lines.append(_quoted(name) + ("" if name in _UNTYPED else f" {_TYPES.get(name, 'TEXT')}"))
        made.append(f"CREATE TABLE {table} (\n  " + ",\n  ".join(lines) + "\n);")
        if table in _PARENTS:
            made.append(f"CREATE INDEX {table}_{_PARENTS[table][0]} ON {table}({_PARENTS[table][0]});")
    return "\n".join(made) + _EVIDENCE


def _quoted(name: str) -> str:
    return f'"{name}"'


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 63:
        # Larger than SQLite's integers: its digits, as text.
        return str(value)
    return value
