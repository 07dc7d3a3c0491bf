"""A report as flat rows, one per fact, and back: what the tables of CSV and SQLite hold.

The columns are the fields of the contract under their own names; a field of a nested record joins
both names (``location_name``, ``quantity_unit``). ``fact`` says what the row is, ``number`` its place
among its kind. Nothing is lost: :func:`incident_of` builds the same incident again.

>>> from extractor.records import Attack, Evidence, Incident, Victim
>>> told = [Evidence(start=3, end=6, text="Dax")]
>>> incident = Incident(id="x", primary=True,
...     victims=[Victim(name="Dax", kind="local_government", evidence=told)],
...     attack=Attack(type="ddos", label="déni de service", status="confirmed", evidence=told))
>>> rows = list(facts_of(incident))
>>> [(row["fact"], row.get("name"), row.get("type")) for row in rows]
[('victim', 'Dax', None), ('attack', None, 'ddos')]
>>> incident_of("x", True, rows) == incident
True
>>> [name for name in columns("victim")]
['evidence', 'attributed_to', 'name', 'aliases', 'kind', 'location_name', 'location_department', 'location_country']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel

from extractor.records import (
    Attack,
    AuthorityAction,
    Claim,
    Date,
    Impact,
    Incident,
    PersonsAffected,
    Ransom,
    Victim,
)

Row = dict[str, Any]

# Fact of the contract → its model, the incident's field, whether that field is a list.
FACTS: Final[dict[str, tuple[type[BaseModel], str, bool]]] = {
    "victim": (Victim, "victims", True),
    "attack": (Attack, "attack", False),
    "date": (Date, "dates", True),
    "authority": (AuthorityAction, "authorities", True),
    "impact": (Impact, "impacts", True),
    "claim": (Claim, "claim", False),
    "ransom": (Ransom, "ransom", False),
    "persons_affected": (PersonsAffected, "persons_affected", False),
}
# Columns whose cells are lists.
LISTS: Final = ("aliases", "evidence")
_SURROGATE = re.compile("[\ud800-\udfff]")


def facts_of(incident: Incident) -> Iterator[Row]:
    """Rows of one incident, in the order of the contract; what the text does not tell has no row."""
    for fact, (model, field, many) in FACTS.items():
        value = getattr(incident, field)
        for number, record in enumerate(value if many else [value], 1):
            if record is None or (not many and record == _empty(model)):
                continue
            yield {"fact": fact, "number": number, **_flat(record)}


def incident_of(id: str, primary: bool, rows: Iterable[Mapping[str, Any]]) -> Incident:
    """The incident that some rows tell, in their order.

    Raises:
        pydantic.ValidationError: rows that make no incident.
    """
    data: dict[str, Any] = {"id": id, "primary": primary}
    for row in rows:
        model, field, many = FACTS[row["fact"]]
        record = _nested(model, row)
        if many:
            data.setdefault(field, []).append(record)
        else:
            data[field] = record
    return Incident.model_validate(data)


def columns(*facts: str) -> list[str]:
    """Columns that some kinds of fact need, all of them by default, each once."""
    names: dict[str, None] = {}
    for fact in facts or FACTS:
        for name, inner in _fields(FACTS[fact][0]):
            names[f"{name}_{inner}" if inner else name] = None
    return list(names)


def storable(text: str) -> str:
    """A text that UTF-8 can hold: a lone surrogate gives way to U+FFFD, so that lengths stand.

    >>> storable("a\\ud800") == "a\\ufffd"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str | None]]:
    for name, field in model.model_fields.items():
        nested = [part for part in get_args(field.annotation) if _is_model(part)]
        if nested and name not in LISTS:
            yield from ((name, inner) for inner in nested[0].model_fields)
        else:
            yield name, None


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _flat(record: BaseModel) -> Row:
    data = record.model_dump(mode="json")
    row: Row = {}
    for name, inner in _fields(type(record)):
        if inner is None:
            row[name] = data[name]
        else:
            row[f"{name}_{inner}"] = data[name][inner] if data[name] is not None else None
    return row


def _nested(model: type[BaseModel], row: Mapping[str, Any]) -> Row:
    data: Row = {}
    for name, inner in _fields(model):
        cell = row.get(f"{name}_{inner}" if inner else name)
        if cell is None:
            continue
        if inner is None:
            data[name] = cell
        else:
            data.setdefault(name, {})[inner] = cell
    return data


def _empty(model: type[BaseModel]) -> BaseModel | None:
    return model() if model in (Claim, Ransom) else None
