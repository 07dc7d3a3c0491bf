"""W3C Web Annotation: every fact as an annotation of the words that say it.

One JSON-LD annotation page for the run. Each annotation has a fact of the contract as its body (with
its article and incident) and its evidence as targets, by position and by quotation, so that a reader
finds the words without the offsets too. The article is its URL or path, or ``urn:cyberpresse:`` and its id.

>>> import tempfile
>>> from pathlib import Path
>>> from extractor.records import Attack, ArticleInfo, Evidence, Incident, Victim
>>> told = [Evidence(start=3, end=6, text="Dax")]
>>> report = Report(article=ArticleInfo(id="ca978112ca1bbdca", source="dax.txt", length=30), incidents=[
...     Incident(id="x", primary=True, victims=[Victim(name="Dax", kind="local_government", evidence=told)],
...         attack=Attack(type="ddos", label="déni de service", status="confirmed", evidence=told))])
>>> path = Path(tempfile.mkdtemp()) / "facts.jsonld"
>>> with AnnotationWriter(str(path)) as writer:
...     writer.write(report)
>>> first = json.loads(path.read_bytes())["items"][0]
>>> first["body"]["value"]["name"], first["target"][0]["selector"][1]["exact"]
('Dax', 'Dax')
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, Self
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from extractor.records import Report
from extractor.writing.flat import FACTS, storable
from extractor.writing.partfile import PartFile

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class AnnotationWriter:
    """Writer of one annotation page, a report's annotations at a time.

    Args:
        target: a file, or ``-`` for standard output.
        pretty: indent the annotations.

    Raises:
        WritingError: a file that cannot be opened.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        self._indent = 2 if pretty else None
        self._first = True
        self._file = PartFile(target)
        self._file.stream.write(f'{{"@context":"{CONTEXT}","type":"AnnotationPage","items":['.encode())

    def write(self, report: Report) -> None:
        """Write the annotations of one report."""
        for item in annotations_of(report):
            # Escaped, since a lone surrogate has no UTF-8.
            text = json.dumps(item, indent=self._indent)
            self._file.stream.write((b"\n" if self._first else b",\n") + text.encode("ascii"))
            self._first = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if exception[:1] == (None,):
            self._file.stream.write(b"\n]}\n")
        self._file.__exit__(*exception)


def annotations_of(report: Report) -> Iterator[dict[str, Any]]:
    """Annotations of one report: each fact that has evidence, in the order of the contract."""
    article = report.article
    source = _source(article.source, article.id)
    for incident in report.incidents:
        data = incident.model_dump(mode="json")
        for fact, (_, field, many) in FACTS.items():
            for number, value in enumerate(data[field] if many else [data[field]], 1):
                if value is None or not value["evidence"]:
                    continue
                evidence = value.pop("evidence")
                said = {"article": article.id, "incident": incident.id, "primary": incident.primary, "fact": fact}
                yield {
                    "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{source} {article.id} {incident.id} {fact} {number}')}",
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": {"type": "Dataset", "format": "application/json", **said, "value": value},
                    "target": [_target(source, span) for span in evidence],
                }


def _target(source: str, span: dict[str, Any]) -> dict[str, Any]:
    position = {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]}
    return {"source": source, "selector": [position, {"type": "TextQuoteSelector", "exact": span["text"]}]}


def _source(source: str | None, id: str) -> str:
    if not source or source == "-":
        return f"urn:cyberpresse:{id}"
    source = storable(source)
    if _URL.match(source):
        return source
    return quote(source)
