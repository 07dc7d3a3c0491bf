"""Which field of a record is which: text, title, date, publisher, language.

>>> record = {"Titre": "Dax piratée", "Contenu": "La mairie …", "source": {"name": "Le Fil"}, "date": "14/03/2024"}
>>> article = article_of(record, FieldMapping(), "export.json")
>>> article.text, article.title, article.publisher, str(article.published)
('La mairie …', 'Dax piratée', 'Le Fil', '2024-03-14')
>>> article_of({"doc": {"brut": "La mairie …"}}, FieldMapping(text="doc.brut"), "export.json").text
'La mairie …'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.french.prose import fold
from extractor.reading.markup import looks_marked, plain_of
from extractor.reading.stamps import day_of
from extractor.records import Article


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """Names of the fields to read; None is a guess from the usual names.

    A name with dots (``doc.body``) goes into nested objects.
    """

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None


class NoArticle(ValueError):
    """A record that holds no text, and why."""


# Usual names, likeliest first, as `_key` writes them.
_USUAL = {
    "text": """articlebody text texte fulltext textecomplet texteintegral articletext maintext plaintext rawtext
        contenttext body bodytext corps content contenu contenthtml bodyhtml article""".split(),
    "title": "title titre headline articletitle".split(),
    "published": """published publishedat publisheddate datepublished publicationdate datedepublication datepublication
        pubdate publishdate publieele publiele publie date firstpublished timestamp""".split(),
    "publisher": "publisher publication journal newspaper outlet media sitename site sourcename source".split(),
    "language": "language lang langue inlanguage".split(),
}
_NO_KEY = re.compile(r"[^a-z0-9]+")


def article_of(record: Mapping[str, object], mapping: FieldMapping, source: str) -> Article:
    """Article of one record. Its text is the field's own text; HTML in it becomes plain.

    Raises:
        NoArticle: no such field, or nothing in it.
    """
    text = _as_text(_pick(record, "text", mapping.text), "\n\n")
    if text is None:
        shown = ", ".join(str(key) for key in list(record)[:12])
        wanted = f"no text in field {mapping.text!r}" if mapping.text else "no field that holds a text"
        raise NoArticle(f"{wanted} (fields: {shown or 'none'})")
    if looks_marked(text):
        text = plain_of(text)
    if not text.strip():
        raise NoArticle("its text is empty")
    day = day_of(_pick(record, "published", mapping.published))
    return Article(
        text,
        title=_as_name(_pick(record, "title", mapping.title)),
        published=day,
        published_from="metadata" if day else None,
        source=source,
        publisher=_as_name(_pick(record, "publisher", mapping.publisher)),
        language=_as_name(_pick(record, "language", mapping.language)),
    )


def has_text(record: Mapping[str, object], mapping: FieldMapping) -> bool:
    """Whether a record holds a text field, empty or not.

    >>> has_text({"body": ""}, FieldMapping()), has_text({"incidents": []}, FieldMapping())
    (True, False)
    """
    return _as_text(_pick(record, "text", mapping.text), "\n\n") is not None


def _pick(record: Mapping[str, object], what: str, name: str | None) -> object:
    if name is None:
        by_key: dict[str, object] = {}
        for key, value in record.items():
            by_key.setdefault(_key(str(key)), value)
        usual = (by_key.get(key) for key in _USUAL[what])
        return next((value for value in usual if value not in (None, "", [], {})), _blank(by_key, what))
    if name in record:
        return record[name]
    inner: object = record
    for part in name.split("."):
        inner = inner.get(part) if isinstance(inner, Mapping) else None
    return inner


def _blank(by_key: Mapping[str, object], what: str) -> object:
    return next((by_key[key] for key in _USUAL[what] if by_key.get(key) is not None), None)


def _key(name: str) -> str:
    return _NO_KEY.sub("", fold(name).lower())


def _as_text(value: object, between: str) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return between.join(value)
    return None


def _as_name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    return value.strip() or None if isinstance(value, str) else None
