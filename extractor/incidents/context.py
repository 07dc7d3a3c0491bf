"""What every incident layer reads of one article, computed once.

>>> context = Context("Une cyberattaque vise la mairie de Dax.")
>>> [context.prose.text[h.start:h.end] for h in context.of("attack_noun")]
['cyberattaque']
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from functools import cache, cached_property

from extractor.french.attribution import Attribution
from extractor.french.factuality import Factuality
from extractor.french.lexicon import Hit, Lexicon
from extractor.french.organisations import Mentions
from extractor.french.prose import Prose
from extractor.french.quantities import Quantity, find_quantities
from extractor.french.time import Timex, find_times
from extractor.records import AttackType, AuthorityCode, ImpactCategory

LEXICONS = ("attacks", "impacts", "authorities", "claims", "victims")


@cache
def incident_lexicon() -> Lexicon:
    """Every incident lexicon in one automaton."""
    codes = {
        "type": frozenset(AttackType.__args__),  # type: ignore[attr-defined]
        "category": frozenset(ImpactCategory.__args__),  # type: ignore[attr-defined]
        "who": frozenset(AuthorityCode.__args__),  # type: ignore[attr-defined]
        "thing": frozenset({"system", "web", "comm", "service", "data", "money"}),
        "state": frozenset({"down", "up", "back", "stolen", "encrypted", "delayed", "lost"}),
        "act": frozenset({"complaint", "notification", "investigation", "assistance"}),
    }
    return Lexicon.load(*LEXICONS, keys=codes)


class Context:
    """One article with its marks.

    Args:
        text: the article.
        published: its publication date, against which times are resolved.
    """

    def __init__(self, text: str, published: dt.date | None = None) -> None:
        self.prose = Prose(text, has_title="\n" in text.strip())
        self.published = published

    @cached_property
    def hits(self) -> list[Hit]:
        """Hits of the incident lexicons, in order."""
        return incident_lexicon().scan(self.prose)

    @cached_property
    def _by_label(self) -> dict[str, list[Hit]]:
        groups: dict[str, list[Hit]] = {}
        # Names of one class never overlap, so the last that begins at or before a hit is the one to ask.
        masks = self.authority_spans
        starts = [start for start, _ in masks]
        for hit in self.hits:
            place = bisect_right(starts, hit.start) - 1
            if hit.label != "authority" and place >= 0 and hit.end <= masks[place][1]:
                continue
            groups.setdefault(hit.label, []).append(hit)
        return groups

    @cached_property
    def authority_spans(self) -> list[tuple[int, int]]:
        """Spans of authority names: words inside them say nothing else."""
        return [(h.start, h.end) for h in self.hits if h.label == "authority" and h.entry.data["who"] != "unspecified"]

    def of(self, label: str) -> list[Hit]:
        """Hits of one class."""
        return self._by_label.get(label, [])

    def within(self, label: str, start: int, end: int) -> list[Hit]:
        """Hits of one class that begin in a stretch."""
        hits = self.of(label)
        low = bisect_left(hits, start, key=lambda h: h.start)
        high = bisect_left(hits, end, key=lambda h: h.start)
        return hits[low:high]

    @cached_property
    def factuality(self) -> Factuality:
        """Factuality reader of the article."""
        return Factuality(self.prose)

    @cached_property
    def mentions(self) -> Mentions:
        """Organisations and other named things, without authorities."""
        return Mentions(self.prose, blocked=self._blocked())

    @cached_property
    def attribution(self) -> Attribution:
        """Who says what."""
        return Attribution(self.prose, self.mentions)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Numbers with their unit."""
        return find_quantities(self.prose)

    def _blocked(self) -> list[tuple[int, int]]:
        """Authority names that can never be the victim: acting bodies, not the police in general."""
        victims_too = {"unspecified", "prefecture", "police", "gendarmerie"}
        return [
            (h.start, h.end) for h in self.hits if h.label == "authority" and h.entry.data["who"] not in victims_too
        ]

    @cached_property
    def times(self) -> list[Timex]:
        """Temporal expressions, resolved against the publication date."""
        return find_times(self.prose.text, self.published)
