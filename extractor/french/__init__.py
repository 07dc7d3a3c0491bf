"""French layers: they know French and nothing of cyber incidents.

Each is a plain function here and a spaCy component of its own:

>>> from extractor.french import find_times, status_of
>>> import datetime as dt
>>> [t.value for t in find_times("rouverte depuis lundi", dt.date(2024, 3, 12))]
['2024-03-11']
>>> status_of("Aucune plainte n'a été déposée.", 7, 14)
'denied'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.french.attribution import Source, find_sources
    from extractor.french.factuality import status_of
    from extractor.french.organisations import Organisation, find_organisations
    from extractor.french.quantities import Quantity, find_quantities
    from extractor.french.time import Timex, find_times

__all__ = [
    "Organisation",
    "Quantity",
    "Source",
    "Timex",
    "find_organisations",
    "find_quantities",
    "find_sources",
    "find_times",
    "status_of",
]

_HOMES = {
    "Organisation": "organisations",
    "find_organisations": "organisations",
    "Quantity": "quantities",
    "find_quantities": "quantities",
    "Source": "attribution",
    "find_sources": "attribution",
    "Timex": "time",
    "find_times": "time",
    "status_of": "factuality",
}


def __getattr__(name: str) -> Any:
    """Import a layer when it is first used."""
    if name in _HOMES:
        return getattr(import_module(f"extractor.french.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'extractor.french' has no attribute {name!r}")
