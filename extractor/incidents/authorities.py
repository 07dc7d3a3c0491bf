"""Authorities of an article and what the reader says each one does.

Names are lists in ``models/lexicons/authorities.toml``. A name and its gloss are one mention (« Agence
régionale de santé (ARS) », « section J3 du parquet de Paris »); short acronyms count in capitals only.

>>> from extractor.incidents.context import Context
>>> [h.entry.data["who"] for h in authority_hits(Context("La ville a saisi la Cnil et le parquet de Paris."))]
['cnil', 'prosecutor']
"""

from __future__ import annotations

from extractor.french.lexicon import Hit
from extractor.incidents.context import Context

_GLUE = frozenset({"du", "de", "de la", "-", "d'", "de l'", "des", ""})


def authority_hits(context: Context) -> list[Hit]:
    """Mentions of authorities, in order, each with ``entry.data["who"]``."""
    kept: list[Hit] = []
    text, folded = context.prose.text, context.prose.folded
    for hit in context.of("authority"):
        form = hit.entry.form
        if form.isupper() and len(form) <= 5 and not text[hit.start : hit.end].isupper():
            continue
        if kept and kept[-1].entry.data["who"] == hit.entry.data["who"]:
            between = folded[kept[-1].end : hit.start]
            if between.strip() in _GLUE or (len(between) <= 4 and "(" in between):
                continue
        kept.append(hit)
    return kept
