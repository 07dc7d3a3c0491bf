"""cyberpresse: cyber-incident facts from French press articles, with the evidence for each fact.

>>> import extractor
>>> text = "La mairie de Dax a été victime d'un rançongiciel lundi. Les serveurs sont chiffrés."
>>> report = extractor.extract(text, published="2024-03-12")
>>> report.incidents[0].attack.label
'rançongiciel'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.pipeline import extract, extract_many, load
    from extractor.records import Article, Incident, Report

__version__ = "0.1.0"
__all__ = ["Article", "Incident", "Report", "__version__", "extract", "extract_many", "load"]

_HOMES = {
    "extract": "extractor.pipeline",
    "extract_many": "extractor.pipeline",
    "load": "extractor.pipeline",
    "Article": "extractor.records",
    "Incident": "extractor.records",
    "Report": "extractor.records",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: ``import extractor`` itself costs next to nothing."""
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
