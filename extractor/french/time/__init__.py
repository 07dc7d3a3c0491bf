"""French temporal expressions (ISO-TimeML TIMEX3): find them, resolve them."""

from __future__ import annotations

from datetime import date, datetime

from extractor.french.time.grammar import Grammar
from extractor.french.time.resolve import Resolver
from extractor.french.time.types import Timex

__all__ = ["Timex", "find_times"]


def find_times(text: str, reference: date | datetime | None = None) -> list[Timex]:
    """Every temporal expression of a French text, sorted, not overlapping.

    Args:
        text: plain text.
        reference: publication date (or moment); without it, values stay underspecified.

    >>> from datetime import date
    >>> for t in find_times("Attaquée dans la nuit de vendredi à samedi, la mairie rouvrira lundi.", date(2024, 3, 12)):
    ...     print(t.text, t.type, t.value)
    la nuit de vendredi à samedi TIME 2024-03-08TNI
    lundi DATE 2024-03-18
    """
    grammar = Grammar(text)
    return Resolver(grammar, reference).run(grammar.parse())
