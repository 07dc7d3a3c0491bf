"""French quantities: figures and number words with what they count, amounts with their currency.

>>> [(q.value, q.unit) for q in find_quantities(Prose("deux millions d'euros, 41 200 clients, une centaine d'agents"))]
[(2000000, 'EUR'), (41200, 'clients'), (100, 'agents')]
>>> [(q.value, q.unit, q.approximate) for q in find_quantities(Prose("quelque 1,5 million de patients et 10.000 $"))]
[(1500000, 'patients', True), (10000, 'USD', False)]
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.french.lexicon import expand
from extractor.french.prose import Prose, fold
from extractor.resources import models_dir


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit; offsets in code points.

    ``unit`` is an ISO 4217 code (or crypto ticker) when ``money``, else the counted word as written.
    """

    start: int
    end: int
    value: int | float
    unit: str
    money: bool
    approximate: bool
    persons: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    currencies: dict[str, str]
    persons: frozenset[str]
    approximations: tuple[str, ...]
    numbers: dict[str, int]
    multipliers: dict[str, int]
    collectives: dict[str, int]


@cache
def _grammar() -> _Grammar:
    with (models_dir() / "lexicons" / "quantities.toml").open("rb") as handle:
        data: dict[str, Any] = tomllib.load(handle)
    currencies: dict[str, str] = {}
    for table in data["currency"]:
        for word in table["words"]:
            currencies.setdefault(fold(word), table["code"])
    persons = frozenset(fold(form) for word in data["persons"]["words"] for form, _, _ in expand(word))
    numbers = {fold(k): v for k, v in data["numbers"].items()}
    multipliers = {fold(k): v for k, v in data["multipliers"].items()}
    collectives = {fold(k): v for k, v in data["collectives"].items()}
    figure = r"\d{1,3}(?:[ .']\d{3})+(?!\d)(?:,\d{1,2})?|\d+(?:[.,]\d+)?"
    word = "|".join(sorted((re.escape(w) for w in numbers), key=len, reverse=True))
    many = "cents?|mille"
    spelled = rf"(?:(?:{word}|{many})(?:[ -](?:et[ -])?(?:{word}|{many}))*(?![a-z]))"
    big = r"millions?|milliards?"
    group = "|".join(collectives)
    money = "|".join(sorted((re.escape(w) for w in currencies), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w.,])(?:(?P<prefix>us\$|[$€£]) ?)?(?P<figure>(?:{figure})|{spelled}|(?P<half>demi)[ -])"
        rf"(?: ?(?P<group>{group})s?)?(?: ?(?P<big>{big}|[mk](?=[$€£ ]))s?)?(?:[ -](?P<plushalf>et demi))?"
        rf"(?: (?:de |d'(?!entre)|des ))? ?(?:(?:anciens?|anciennes|jeunes|autres|nouveaux|nouvelles) )?"
        rf"(?:(?P<money>{money})(?![a-z])|(?P<unit>d'entre (?:eux|elles|vous|nous)|[a-z]+(?: d'emploi)?))?"
    )
    approximations = tuple(fold(w) for w in data["approximations"]["words"])
    return _Grammar(pattern, currencies, persons, approximations, numbers, multipliers, collectives)


def _value(figure: str, grammar: _Grammar) -> int | float | None:
    if figure[0].isdigit():
        compact = re.sub(r"[ .'](?=\d{3}(?!\d))", "", figure).replace(",", ".")
        number = float(compact)
        return int(number) if number.is_integer() else number
    total = current = 0
    for word in re.split(r"[ -]", figure):
        if word in grammar.numbers:
            value = grammar.numbers[word]
            current = current * 20 if word in ("vingt", "vingts") and current == 4 else current + value
        elif word in ("cent", "cents"):
            current = max(1, current) * 100
        elif word == "mille":
            total += max(1, current) * 1000
            current = 0
    return total + current or None


def find_quantities(prose: Prose) -> list[Quantity]:
    """Numbers with a unit, in order. Dates and bare figures are not quantities."""
    grammar = _grammar()
    found: list[Quantity] = []
    for match in grammar.pattern.finditer(prose.folded):
        figure = match["figure"]
        value = 0.5 if match["half"] else _value(figure.strip(), grammar)
        if value is None:
            continue
        scale = 1
        if match["group"]:
            scale *= grammar.collectives[match["group"]]
        if match["big"]:
            scale *= grammar.multipliers[match["big"]]
        if match["plushalf"]:
            value += 0.5
        amount = value * scale
        if isinstance(amount, float) and amount.is_integer() or scale > 1:
            amount = round(amount)
        currency = match["money"] or match["prefix"]
        unit = match["unit"]
        if currency:
            unit = grammar.currencies[currency]
        elif not unit:
            continue
        else:
            unit = prose.text[match.start("unit") : match.end("unit")]
        before = prose.folded[max(0, match.start() - 22) : match.start()]
        approximate = bool(match["group"]) or any(before.rstrip().endswith(word) for word in grammar.approximations)
        persons = not currency and fold(unit) in grammar.persons
        found.append(Quantity(match.start(), match.end(), amount, unit, bool(currency), approximate, persons))
    return found
