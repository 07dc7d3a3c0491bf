"""CSV: a folder of ``incidents.csv``, ``facts.csv`` and ``articles.csv``, or one file of incidents.

``incidents.csv`` has a row per incident to read and sort by; ``facts.csv`` a row per fact with its
evidence, under the contract's own names (lists as JSON); ``articles.csv`` a row per article, those
without incident included. :func:`read_csv` makes the same reports of the folder again. An empty cell
is null; an empty string is written as an apostrophe.

Cells are safe to open in a spreadsheet. What could be taken for a formula (``=``, ``+``, ``-``, ``@``,
or a leading tab or line end) gets an apostrophe before it, at the start of a cell and also after a
separator or a quotation mark inside it, since a spreadsheet set to another separator would start a
cell there. Files begin with the UTF-8 mark that spreadsheets need to show accents.

>>> import tempfile
>>> from extractor.records import ArticleInfo
>>> folder = Path(tempfile.mkdtemp())
>>> report = Report(article=ArticleInfo(id="ca978112ca1bbdca", title="=1+1", length=4))
>>> with CsvWriter(str(folder)) as writer:
...     writer.write(report)
>>> sorted(path.name for path in folder.iterdir())
['articles.csv', 'facts.csv', 'incidents.csv']
>>> list(read_csv(folder)) == [report]
True
>>> neutral("=HYPERLINK(A1)"), neutral("Dax; @SUM(A1)"), neutral("porte-clés")
("'=HYPERLINK(A1)", "Dax; '@SUM(A1)", 'porte-clés')
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Self

from extractor.records import ArticleInfo, Incident, Report, Warning_
from extractor.writing.flat import LISTS, Row, columns, facts_of, incident_of, storable
from extractor.writing.partfile import PartFile
from extractor.writing.registry import STDOUT, WritingError

ARTICLE_COLUMNS: Final = ("row", *ArticleInfo.model_fields, "warnings")
INCIDENT_COLUMNS: Final = (
    "article_row", "article_id", "source", "published", "incident_id", "primary",
    "victims", "victim_kinds", "locations", "countries",
    "attack", "attack_label", "attack_status", "malware", "occurred", "occurred_start", "occurred_end",
    "authorities", "impacts", "claim", "claimed_by",
    "ransom_demanded", "ransom_paid", "ransom_amount", "ransom_currency", "persons_affected",
)  # fmt: skip
FACT_COLUMNS: Final = (
    "article_row", "article_id", "incident", "incident_id", "primary", "fact", "number", *columns(),
)  # fmt: skip
_NUMBERS = ("amount", "quantity_value")
_JOIN = " | "
_RISKY = r"[=+\-@＝＋－＠]"
_BLANK = r"[\s\ufeff\u200b]{0,64}"
_START = rf'((?:^|[;,|"\t\r\n]){_BLANK})'
_FORMULA = re.compile(rf"{_START}('*{_RISKY})")
_NEUTRAL = re.compile(rf"{_START}'('*{_RISKY})")
_LEADING = re.compile(r"'*(?:[\t\r\n]|\Z)")


class CsvWriter:
    """Writer of CSV, a report's rows at a time.

    Args:
        target: a folder for all three tables; a file ending in ``.csv``, or ``-`` for standard
            output, for the incidents alone.
        pretty: must be false.

    Raises:
        WritingError: a target that cannot be written, or indentation asked of a table.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        if pretty:
            raise WritingError(f"{target}: a table cannot be indented")
        path = Path(target)
        alone = target == STDOUT or (
            path.suffix.lower() == ".csv" and not path.is_dir() and not target.endswith(os.sep)
        )
        self._articles = 0
        self._facts: _Table | None = None
        self._sources: _Table | None = None
        with ExitStack() as opened:
            self._incidents = _Table(target if alone else str(path / "incidents.csv"), INCIDENT_COLUMNS, opened)
            if not alone:
                self._facts = _Table(str(path / "facts.csv"), FACT_COLUMNS, opened)
                self._sources = _Table(str(path / "articles.csv"), ARTICLE_COLUMNS, opened)
            self._opened = opened.pop_all()

    def write(self, report: Report) -> None:
        """Write the rows of one report."""
        self._articles += 1
        article = report.article
        shared: Row = {"article_row": self._articles, "article_id": article.id}
        if self._sources is not None:
            warnings = [warning.model_dump() for warning in report.warnings]
            self._sources.write({"row": self._articles, **article.model_dump(mode="json"), "warnings": warnings})
        for place, incident in enumerate(report.incidents, 1):
            said = {**shared, "incident_id": incident.id, "primary": incident.primary}
            source = {"source": article.source, "published": article.published}
            self._incidents.write({**said, **source, **overview(incident)})
            if self._facts is not None:
                for row in facts_of(incident):
                    self._facts.write({**said, "incident": place, **row})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: Any) -> None:
        self._opened.__exit__(*exception)


class _Table:
    """One CSV file with its header."""

    def __init__(self, target: str, names: tuple[str, ...], opened: ExitStack) -> None:
        self._stream = opened.enter_context(PartFile(target)).stream
        self._line = io.StringIO(newline="")
        self._rows = csv.writer(self._line)
        self._names = names
        if target != STDOUT:
            self._stream.write(codecs.BOM_UTF8)
        self._put(list(names))

    def write(self, row: Row) -> None:
        self._put([_cell(row.get(name)) for name in self._names])

    def _put(self, cells: list[str]) -> None:
        self._rows.writerow(cells)
        self._stream.write(self._line.getvalue().encode("utf-8"))
        self._stream.flush()
        self._line.seek(0)
        self._line.truncate()


def overview(incident: Incident) -> Row:
    """One line that tells an incident; several values of a column are joined by `` | ``."""
    places = [victim.location for victim in incident.victims if victim.location]
    occurred = [date for date in incident.dates if date.role == "occurred"]
    first = occurred[0] if occurred else None
    claim, ransom, persons = incident.claim, incident.ransom, incident.persons_affected
    return {
        "victims": _JOIN.join(victim.name for victim in incident.victims),
        "victim_kinds": _JOIN.join(victim.kind for victim in incident.victims),
        "locations": _JOIN.join(place.name for place in places),
        "countries": _JOIN.join(dict.fromkeys(place.country for place in places if place.country)),
        "attack": incident.attack.type,
        "attack_label": incident.attack.label,
        "attack_status": incident.attack.status,
        "malware": incident.attack.malware,
        "occurred": _JOIN.join(date.value for date in occurred),
        "occurred_start": first.start.isoformat() if first and first.start else None,
        "occurred_end": first.end.isoformat() if first and first.end else None,
        "authorities": _JOIN.join(f"{act.who} {act.action} ({act.status})" for act in incident.authorities),
        "impacts": _JOIN.join(
            f"{impact.category} ({impact.status})" + (f": {impact.what}" if impact.what else "")
            for impact in incident.impacts
        ),
        "claim": claim.status,
        "claimed_by": claim.by,
        "ransom_demanded": ransom.demanded,
        "ransom_paid": ransom.paid,
        "ransom_amount": ransom.amount,
        "ransom_currency": ransom.currency,
        "persons_affected": persons.value if persons else None,
    }


def neutral(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could take for a formula."""
    text = _FORMULA.sub(r"\1'\2", text)
    return f"'{text}" if _LEADING.match(text) else text


def plain(text: str) -> str:
    """The text that :func:`neutral` was given.

    >>> plain(neutral("'=1")), plain("l'an")
    ("'=1", "l'an")
    """
    if text.startswith("'") and _LEADING.match(text):
        text = text[1:]
    return _NEUTRAL.sub(r"\1\2", text)


def read_csv(folder: Path) -> Iterator[Report]:
    """Reports of a folder that :class:`CsvWriter` wrote, in order.

    Raises:
        OSError: a table that is not there.
        ValueError: tables that make no reports.
    """
    facts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(folder / "facts.csv"):
        facts[row["article_row"]][row["incident"]].append(row)
    for row in _rows(folder / "articles.csv"):
        incidents = [
            incident_of(rows[0]["incident_id"], rows[0]["primary"] == "true", rows)
            for rows in facts.pop(row["row"], {}).values()
        ]
        yield Report(
            article=ArticleInfo.model_validate({name: row[name] for name in ArticleInfo.model_fields}),
            incidents=incidents,
            warnings=[Warning_.model_validate(warning) for warning in json.loads(row["warnings"])],
        )


def _rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for cells in csv.DictReader(stream):
            row: Row = {name: plain(cell) if cell else None for name, cell in cells.items()}
            for name in (*LISTS, *_NUMBERS):
                if row.get(name) is not None:
                    row[name] = json.loads(row[name])
            yield row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return neutral(str(value))
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return neutral(storable(str(value)))
