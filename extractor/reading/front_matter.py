"""The header of a text file, between two lines of three hyphens.

Only ``key: value`` lines are read; nesting and lists are passed over. The header stays part of the
article's text, since offsets count the file's own characters.

>>> header = read_front_matter("---\\ntitle: « Cyberattaque »\\ndate: 2024-03-14T06:00\\n---\\nUne mairie …")
>>> header.fields["title"], published(header)
('« Cyberattaque »', datetime.date(2024, 3, 14))
>>> read_front_matter("Une mairie piratée") is None
True
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.reading.published import day_in

_MAX_LINES = 60
_FIELD = re.compile(r"([A-Za-zÀ-ÿ][\w .-]{0,39}?)\s*:(?:\s+(.*))?$")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")

_DATE_KEYS = ("published", "date", "pubdate", "published_at", "date de publication", "publié", "publié le")
_PUBLISHER_KEYS = ("publisher", "publication", "journal", "media", "média", "site")
_LANGUAGE_KEYS = ("language", "lang", "langue")
_TITLE_KEYS = ("title", "titre", "headline")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields of a header by lower-case key, and the offset of the text after it."""

    fields: Mapping[str, str]
    end: int

    def first(self, *keys: str) -> str | None:
        """Value of the first key that has one."""
        return next((self.fields[key] for key in keys if self.fields.get(key)), None)

    @property
    def title(self) -> str | None:
        """Title as the header gives it."""
        return self.first(*_TITLE_KEYS)

    @property
    def publisher(self) -> str | None:
        """Newspaper or site as the header gives it."""
        return self.first(*_PUBLISHER_KEYS)

    @property
    def language(self) -> str | None:
        """Language code as the header gives it."""
        return self.first(*_LANGUAGE_KEYS)


def read_front_matter(text: str) -> FrontMatter | None:
    """Header of a text, or None where it has none: no closing line, or no field inside."""
    first = _LINE.match(text)
    if first is None or first.group().strip() != "---":
        return None
    fields: dict[str, str] = {}
    position = first.end()
    for _ in range(_MAX_LINES):
        line = _LINE.match(text, position)
        if line is None or line.end() == position:
            return None
        content, position = line.group().rstrip(), line.end()
        if content in ("---", "..."):
            return FrontMatter(fields, position) if fields else None
        field = _FIELD.match(content)
        if field is not None:
            fields.setdefault(field.group(1).lower(), _unquoted((field.group(2) or "").strip()))
    return None


def published(header: FrontMatter) -> dt.date | None:
    """Publication date of a header, None when it has none that can be read."""
    value = header.first(*_DATE_KEYS)
    return (day_in(value) or day_of_stamp(value)) if value else None


def day_of_stamp(value: str) -> dt.date | None:
    """Day of a machine's date stamp, in the many formats that exporting programs write.

    >>> day_of_stamp("Thu, 14 Mar 2024 18:07:00 +0100"), day_of_stamp("hier")
    (datetime.date(2024, 3, 14), None)
    """
    # Heavy to import, and only needed for the rare stamp that is not plain ISO or French.
    import dateparser

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["timestamp", "absolute-time"]}
    moment = dateparser.parse(value, languages=["fr", "en"], settings=settings)
    return moment.date() if moment else None


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
