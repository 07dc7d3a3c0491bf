"""HTML without a library: its words, and what its head says of the article.

For fragments (feeds, newsletters, database fields); a whole page has menus and comments, which
:mod:`extractor.reading.web` tells apart. Every step takes time in proportion to the input.

>>> plain_of("<p>La mairie<br>de <b>Dax</b>&nbsp;: panne</p><script>x()</script><p>Plainte.</p>")
'La mairie\\nde Dax : panne\\n\\nPlainte.'
>>> head = read_head('<meta property="og:site_name" content="Le Fil"><title>Dax &amp; Pau</title>')
>>> head.publisher, head.title
('Le Fil', 'Dax & Pau')
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.reading.stamps import day_of

_TAG = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
_INSIDE = re.compile(r"""(?:"[^"]*"|'[^']*'|[^"'<>])*>""")
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u202f]+")
_NARROW = re.compile(r"[\xa0\u202f]")
_NAMED_TAG = re.compile(r"<(meta|title|script|time)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DROPPED = ("script", "style", "title", "head", "svg", "template")
_END = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in _DROPPED}
_LOOKS_MARKED = re.compile(r"</(?:p|div|a|span|li|strong|em|b|i|h[1-6])>|<br\s?/?>", re.IGNORECASE)

_PARAGRAPHS = frozenset("p div h1 h2 h3 h4 h5 h6 ul ol table section article blockquote figure header footer".split())
_LINES = frozenset("br li tr dt dd hr figcaption caption".split())
_ARTICLES = ("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "Article", "BlogPosting", "LiveBlogPosting")
_LONGEST_TAG = 5_000
_MOST_TAGS = 2_000
_MOST_NODES = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None


def looks_marked(text: str) -> bool:
    """Whether a text is HTML rather than plain words.

    >>> looks_marked("<p>La mairie</p>"), looks_marked("1 < 2 et 3 > 2")
    (True, False)
    """
    return _LOOKS_MARKED.search(text, 0, 20_000) is not None


def plain_of(markup: str) -> str:
    """Words of a piece of HTML: paragraphs apart by a blank line, scripts and styles left out."""
    pieces: list[str] = []
    position = 0
    while True:
        start = markup.find("<", position)
        if start < 0:
            pieces.append(_words(markup[position:]))
            break
        pieces.append(_words(markup[position:start]))
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            position = end + 3
        else:
            tag = _TAG.match(markup, start + 1, start + 40)
            if tag is None and not markup.startswith(("<!", "<?"), start):
                pieces.append("<")
                position = start + 1
                continue
            end = markup.find(">", start)
            position = end + 1
            name = tag.group(1).lower() if tag else ""
            if name in _PARAGRAPHS:
                pieces.append("\n\n")
            elif name in _LINES:
                pieces.append("\n")
            elif name in ("td", "th"):
                pieces.append(" ")
            elif name in _END and markup[start + 1] != "/" and end >= 0 and markup[end - 1] != "/":
                close = _END[name].search(markup, end)
                end = position = close.start() if close else -1
        if end < 0:
            break
    return _lines("".join(pieces))


def read_head(page: str) -> Head:
    """Title, publisher and day from JSON-LD first, then ``meta``, ``time`` and ``title`` elements."""
    metas: dict[str, str] = {}
    linked: list[dict[str, object]] = []
    title: str | None = None
    time: dt.date | None = None
    for name, attributes, end in _tags(page):
        if name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if key and attributes.get("content", "").strip():
                metas.setdefault(key.lower(), attributes["content"].strip())
        elif name == "script" and "ld+json" in attributes.get("type", "").lower():
            close = _END["script"].search(page, end)
            linked += _articles(page[end : close.start() if close else len(page)])
        elif name == "title" and title is None:
            close = _END["title"].search(page, end)
            title = _one_line(html.unescape(page[end : close.start()])) if close else None
        elif name == "time" and time is None and _dates_article(attributes):
            time = day_of(attributes.get("datetime"))
    news = next((item for kind in _ARTICLES for item in linked if kind in _types(item)), {})
    days = [news.get("datePublished"), *(metas.get(key) for key in _DATE_METAS)]
    return Head(
        title=_text(news.get("headline")) or metas.get("og:title") or metas.get("twitter:title") or title,
        publisher=_text(news.get("publisher")) or next((metas[key] for key in _PUBLISHER_METAS if key in metas), None),
        published=next((day for value in days if (day := day_of(value))), time),
    )


_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
)
_PUBLISHER_METAS = ("og:site_name", "publisher", "dc.publisher", "citation_publisher", "application-name")


def _dates_article(attributes: dict[str, str]) -> bool:
    return "pubdate" in attributes or "datepublished" in (attributes.get("itemprop") or "").lower()


def _tags(page: str) -> Iterator[tuple[str, dict[str, str], int]]:
    for number, found in enumerate(_NAMED_TAG.finditer(page)):
        if number >= _MOST_TAGS:
            return
        inside = _INSIDE.match(page, found.end(), found.end() + _LONGEST_TAG)
        if inside is not None:
            attributes = {
                match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
                for match in _ATTRIBUTE.finditer(inside.group())
            }
            yield found.group(1).lower(), attributes, inside.end()


def _articles(text: str) -> list[dict[str, object]]:
    """Objects of a JSON-LD script, those inside ``@graph`` included."""
    try:
        waiting: list[object] = [json.loads(text.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, object]] = []
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item[:_MOST_NODES]
        elif isinstance(item, dict):
            found.append(item)
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
    return found


def _types(item: dict[str, object]) -> list[object]:
    types = item.get("@type")
    return types if isinstance(types, list) else [types]


def _text(value: object) -> str | None:
    """A name as JSON-LD writes it: text, an object with a name, or a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _one_line(html.unescape(value)) or None if isinstance(value, str) else None


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _words(text: str) -> str:
    return _SPACES.sub(" ", _NARROW.sub(" ", html.unescape(text)))


def _lines(text: str) -> str:
    kept: list[str] = []
    for line in text.split("\n"):
        line = _SPACES.sub(" ", line).strip()
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
