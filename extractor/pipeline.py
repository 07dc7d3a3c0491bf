"""The order of the layers, and how the pipeline is loaded.

A text becomes marks in one pass per layer, each computed from the ones before it::

    prose          blocks, sentences, words            french/prose.py
    times          temporal expressions                french/time/
    organisations  names, kinds, chains                french/organisations.py
    factuality     cues of doubt, denial, intention    french/factuality.py
    lexicons       attacks, things, states, acts …     incidents/context.py
    reader         who was hit, what happened          reader/network.py
    incidents      facts grouped, with evidence        incidents/grouping.py, assembly.py

>>> nlp = load()
>>> doc = nlp("La mairie de Dax a été victime d'une cyberattaque.")
>>> [incident.victims[0].name for incident in doc._.incidents]
['mairie de Dax']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language

from extractor.components import LAYERS, context_of, register
from extractor.incidents.assembly import incidents_of
from extractor.incidents.context import Context
from extractor.records import Article, ArticleInfo, Report, Warning_, article_id


def load() -> Language:
    """A spaCy pipeline with every layer; load it once and reuse it."""
    register()
    nlp = spacy.blank("fr")
    for name in LAYERS:
        nlp.add_pipe(name)
    return nlp


def report_of(article: Article, nlp: Language | None = None) -> Report:
    """Report of one article.

    Without a pipeline the layers run on the bare text, which gives the same facts and spares making a
    spaCy Doc that nobody will look at.
    """
    identity = article_id(article.text)
    if nlp is not None:
        doc = nlp.make_doc(article.text)
        doc._.published = article.published
        doc = nlp(doc)
        context, incidents = context_of(doc), doc._.incidents or []
    else:
        context = Context(article.text, article.published)
        incidents = incidents_of(context, identity)
    return Report(
        article=ArticleInfo(
            id=identity,
            source=article.source,
            title=article.title or _title(context),
            publisher=article.publisher,
            published=article.published,
            published_from=article.published_from,
            language=article.language or "fr",
            length=len(article.text),
        ),
        incidents=incidents,
        warnings=[] if article.published else [_NO_DATE],
    )


_NO_DATE = Warning_(
    code="no_publication_date",
    message="No publication date: dates that need one stay underspecified.",
)


def _title(context: Context) -> str | None:
    prose = context.prose
    title = next((b for b in prose.blocks if b.kind == "title"), None)
    return prose.text[title.start : title.end].strip() if title else None


def extract(
    text: str,
    *,
    published: dt.date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    nlp: Language | None = None,
) -> Report:
    """Report of one article.

    Args:
        text: the article; evidence offsets count its code points.
        published: publication date (ISO string or date), against which times are resolved.
        title: its title, when it is not the text's first line.
        source: path or URL, passed through to the report.
        nlp: a pipeline from :func:`load`, or another with these layers; none is needed.

    >>> report = extract("La mairie de Dax a été piratée lundi.", published="2024-03-12")
    >>> report.incidents[0].victims[0].name
    'mairie de Dax'
    """
    article = Article(
        text=text,
        title=title,
        published=published,
        source=source,
        published_from="option" if published is not None else None,
    )
    return next(extract_many([article], nlp=nlp))


def extract_many(articles: Iterable[Article | str], *, nlp: Language | None = None) -> Iterator[Report]:
    """Reports of many articles, in order, one at a time: memory does not grow with their number."""
    for article in articles:
        yield report_of(article if isinstance(article, Article) else Article(text=article), nlp)
