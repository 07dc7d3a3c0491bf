"""A report as JSON bytes: the same report gives the same bytes, on every machine.

>>> from extractor.records import ArticleInfo, Report
>>> report = Report(article=ArticleInfo(id="ca978112ca1bbdca", title="Été", length=3))
>>> to_json(report)[:60].decode()
'{"schema_version":"1.0","article":{"id":"ca978112ca1bbdca","'
>>> to_json(report, pretty=True).decode().splitlines()[:2]
['{', '  "schema_version": "1.0",']
"""

from __future__ import annotations

import json

from extractor.records import Report


def to_json(report: Report, *, pretty: bool = False) -> bytes:
    """UTF-8 JSON of a report, on one line or indented, without a final line feed."""
    data = report.model_dump(mode="json")
    if pretty:
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate, which no UTF-8 can hold: JSON's own escapes can.
        return json.dumps(data, ensure_ascii=True, indent=2 if pretty else None).encode("ascii")
