"""Whether an article can tell a cyber incident at all: a count of lexicon words, before anything else.

Most of a press folder is about something else. The gate reads the one automaton pass over the text and
adds up words that an incident cannot do without; below :data:`ENOUGH` nothing further is computed. It is
set for recall: of the corpus's articles with an incident none falls below (``tests/incidents/test_gate.py``
holds it to that).

>>> may_tell_incident(Context("Le club de Dax s'incline, faute d'un ballon d'attaque propre."))
False
>>> may_tell_incident(Context("Les fichiers de la mairie ont été chiffrés."))
True
"""

from __future__ import annotations

from extractor.french.lexicon import Hit
from extractor.incidents.context import Context

ENOUGH = 2
_WEIGHTS = {"attack_noun": 3, "attacker_noun": 2, "ransom": 2, "attack_weak": 1, "claim_strong": 1}
_CODES = {
    ("thing", "system"): 1,
    ("thing", "web"): 1,
    ("thing", "comm"): 1,
    ("thing", "data"): 1,
    ("state", "encrypted"): 1,
    ("state", "stolen"): 1,
    ("who", "anssi"): 2,
    ("who", "cnil"): 2,
    ("who", "csirt"): 2,
    ("who", "cybermalveillance"): 2,
    ("who", "foreign_cyber_agency"): 2,
    ("who", "foreign_dpa"): 2,
}


def may_tell_incident(context: Context) -> bool:
    """Whether the article's words weigh enough for an incident."""
    total = 0
    for hit in context.hits:
        total += _weight(hit)
        if total >= ENOUGH:
            return True
    return False


def _weight(hit: Hit) -> int:
    entry = hit.entry
    if entry.label in _WEIGHTS:
        return _WEIGHTS[entry.label]
    if entry.label == "attack_verb":
        return 2 if entry.data["type"] != "unspecified" else 0
    return sum(_CODES.get((key, value), 0) for key, value in entry.data.items())
