"""JSON, JSON Lines and CSV: one article a record, its fields guessed or named by a mapping.

>>> import io
>>> lines = '{"text": "La mairie de Dax …", "date": "2024-03-14"}\\n{"text": "La clinique …"}'.encode()
>>> [(article.text, article.source) for article in JsonLinesReader().read(io.BytesIO(lines), "x.jsonl")]
[('La mairie de Dax …', 'x.jsonl#1'), ('La clinique …', 'x.jsonl#2')]
>>> [article] = CsvReader().read(io.BytesIO("Titre;Texte\\nDax;La mairie …\\n".encode()), "x.csv")
>>> article.title, article.text, article.source
('Dax', 'La mairie …', 'x.csv#2')
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from extractor.reading.encoding import NotText, decode
from extractor.reading.errors import Faults, ReadingError
from extractor.reading.fields import FieldMapping, NoArticle, article_of, has_text
from extractor.records import Article

LONGEST_LINE: Final = 64 * 2**20

_LISTS = ("articles", "items", "results", "documents", "docs", "entries", "records", "rows", "hits", "data", "response")
_DEEPEST: Final = 4
_DELIMITERS = ";,\t|"
# What this program itself writes: reports, the schema, and annotations, which begin with their list of incidents.
_OWN = re.compile(
    rb'\s*\{\s*"(?:\$schema"\s*:|schema_version"\s*:\s*"[\d.]+"\s*,\s*"article"\s*:\s*\{'
    rb'|(?:id"\s*:\s*"[^"]{0,200}"\s*,\s*"(?:published"\s*:\s*[^,]{4,20},\s*")?)?incidents"\s*:\s*\[)'
)


class JsonReader:
    """Reader of ``.json``: an article, a list of them, or an object that holds such a list.

    Args:
        mapping: which field is which; guessed by default.
    """

    suffixes: tuple[str, ...] = (".json",)

    def __init__(self, mapping: FieldMapping | None = None) -> None:
        self.mapping = mapping or FieldMapping()

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of the file, in order.

        Raises:
            ReadingError: no JSON, no article, or records without text (the others are read first).
        """
        text = _decoded(stream.read(), source)
        try:
            top = json.loads(text)
        except json.JSONDecodeError as error:
            if error.msg == "Extra data" and text.lstrip().startswith("{"):
                # JSON Lines under the wrong name.
                yield from JsonLinesReader(self.mapping).read(io.BytesIO(text.encode("utf-8", "replace")), source)
                return
            raise ReadingError(source, f"no JSON ({error.msg.lower()}, line {error.lineno})") from None
        except (ValueError, RecursionError) as error:
            raise ReadingError(source, f"no JSON that can be read ({_reason(error)})") from None
        records = _records(top, self.mapping)
        if isinstance(records, Mapping):
            yield _alone(records, self.mapping, source)
            return
        if not records:
            raise ReadingError(source, "no article in this JSON")
        faults = Faults(source, "record")
        done = 0
        for number, record in enumerate(records, start=1):
            try:
                article = _article(record, self.mapping, f"{source}#{number}")
            except NoArticle as error:
                faults.add(f"record {number}", str(error))
                continue
            done += 1
            yield article
        faults.check(done)

    def passes_over(self, head: bytes) -> bool:
        """Whether a file that begins so is this program's own output, no article.

        >>> JsonReader().passes_over(b'{"schema_version": "1.0", "article": {'), JsonReader().passes_over(b'{"text": ')
        (True, False)
        """
        return _OWN.match(head) is not None


class JsonLinesReader:
    """Reader of ``.jsonl`` and ``.ndjson``, one line at a time.

    Args:
        mapping: which field is which; guessed by default.
    """

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def __init__(self, mapping: FieldMapping | None = None) -> None:
        self.mapping = mapping or FieldMapping()

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of the file, in order; ``source#7`` is the article of line 7.

        Raises:
            ReadingError: no line, or lines that give no article (the others are read first).
        """
        faults = Faults(source, "line")
        done = number = seen = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise ReadingError(source, f"line {number} is longer than {LONGEST_LINE // 2**20} MB")
            if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            seen += 1
            try:
                article = _article(json.loads(decode(line)), self.mapping, f"{source}#{number}")
            except NotText as error:
                if number == 1:
                    raise ReadingError(source, str(error)) from None
                faults.add(f"line {number}", str(error))
            except json.JSONDecodeError as error:
                faults.add(f"line {number}", f"no JSON: {error.msg.lower()}")
            except NoArticle as error:
                faults.add(f"line {number}", str(error))
            except (ValueError, RecursionError) as error:
                faults.add(f"line {number}", f"no JSON: {_reason(error)}")
            else:
                done += 1
                yield article
        if not seen:
            raise ReadingError(source, "the file holds only blanks" if number else "the file is empty")
        faults.check(done)

    def passes_over(self, head: bytes) -> bool:
        """Whether a file that begins so is this program's own output, no article."""
        return _OWN.match(head) is not None


class CsvReader:
    """Reader of ``.csv`` and ``.tsv`` with a line of field names; the delimiter is told from it.

    Args:
        mapping: which column is which; guessed by default.
    """

    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def __init__(self, mapping: FieldMapping | None = None) -> None:
        self.mapping = mapping or FieldMapping()

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """Articles of the file, in order; ``source#7`` is the article whose row ends on line 7.

        Raises:
            ReadingError: no text, no column of texts, or rows that give no article (the others are read first).
        """
        text = _decoded(stream.read(), source)
        first, _, rest = text.partition("\n")
        skipped = 0
        if first.lower().startswith("sep="):
            # A line that spreadsheets write for themselves.
            text, skipped = rest, 1
            first = rest.partition("\n")[0]
        # The default of 128 k characters is less than a long article.
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
        delimiter = max(_DELIMITERS, key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        faults = Faults(source, "row")
        done = 0
        try:
            names = [name.strip() for name in next(rows, [])]
            if not has_text(dict.fromkeys(names, "x"), self.mapping):
                wanted = f"no column {self.mapping.text!r}" if self.mapping.text else "no column that holds a text"
                raise ReadingError(source, f"{wanted} (columns: {', '.join(names[:12])})")
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                line = rows.line_num + skipped
                try:
                    article = article_of(dict(zip(names, row, strict=False)), self.mapping, f"{source}#{line}")
                except NoArticle as error:
                    faults.add(f"line {line}", str(error))
                    continue
                done += 1
                yield article
        except csv.Error as error:
            raise ReadingError(source, f"no CSV from line {rows.line_num + skipped} on ({error})") from None
        faults.check(done)
        if not done:
            raise ReadingError(source, "no row below the names of the columns")


def _decoded(data: bytes, source: str) -> str:
    if not data:
        raise ReadingError(source, "the file is empty")
    try:
        text = decode(data)
    except NotText as error:
        raise ReadingError(source, str(error)) from None
    if not text.strip():
        raise ReadingError(source, "the file holds only blanks")
    return text


def _records(top: object, mapping: FieldMapping) -> Mapping[str, object] | list[object]:
    """The record that a JSON value is, or the list of records that it holds."""
    value = top
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            return value
        if not isinstance(value, Mapping):
            break
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), (list, dict))), None)
        if inner is None or has_text(value, mapping):
            break
        value = inner
    if isinstance(value, Mapping):
        return value
    return []


def _alone(record: Mapping[str, object], mapping: FieldMapping, source: str) -> Article:
    try:
        return _article(record, mapping, source)
    except NoArticle as error:
        raise ReadingError(source, str(error)) from None


def _article(record: object, mapping: FieldMapping, source: str) -> Article:
    if not isinstance(record, Mapping):
        raise NoArticle("no object with fields")
    inner = record.get("_source")
    if isinstance(inner, Mapping) and not has_text(record, mapping):
        record = inner  # as search engines export
    if isinstance(record.get("incidents"), list) and not has_text(record, mapping):
        raise NoArticle("a report or an annotation, no article")
    return article_of(record, mapping, source)


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error).partition(";")[0].lower()
