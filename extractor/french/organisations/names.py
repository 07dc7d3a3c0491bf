"""Acronyms and the names that they stand for."""

from __future__ import annotations

from extractor.french.prose import fold

_SKIPPED = frozenset("de du des d la le les l et en a au aux pour contre sur sans".split())


def initials(name: str) -> tuple[list[str], list[str]]:
    """First letters of a name's words: of all of them, and of those that are no link word.

    >>> initials("Métropole européenne de Lille")
    (['m', 'e', 'd', 'l'], ['m', 'e', 'l'])
    """
    words = [w for w in fold(name).replace("'", " ").replace("-", " ").replace(".", " ").split() if w[0].isalnum()]
    return [w[0] for w in words], [w[0] for w in words if w not in _SKIPPED]


def acronym_keys(name: str) -> set[str]:
    """Acronyms that the initials of a name allow, the place at its end left out or not.

    >>> sorted(acronym_keys("Centre communal d'action sociale de Montgeron"))
    ['cca', 'ccas', 'ccasm', 'ccdasdm']
    """
    full, short = initials(name)
    keys = {"".join(full), "".join(short)}
    if len(short) > 3:
        keys.add("".join(short[:-1]))
    if len(short) > 4:
        keys.add("".join(short[:-2]))
    return {key for key in keys if len(key) > 1}


def abbreviates(acronym: str, name: str, *, strict: bool = False) -> bool:
    """Whether an acronym may stand for a name: its letters in order, the first one first.

    Args:
        acronym: « Fecofa », « CLCV ».
        name: the long form.
        strict: the letters must be the words' initials.

    >>> abbreviates("Fecofa", "Fédération congolaise de football association")
    True
    >>> abbreviates("PS", "Jean Dupont"), abbreviates("CLCV", "Consommation logement cadre de vie", strict=True)
    (False, True)
    """
    letters = "".join(c for c in fold(acronym) if c.isalnum())
    if len(letters) < 2:
        return False
    if letters in acronym_keys(name):
        return True
    if strict or not name:
        return False
    long = [w for w in fold(name).replace("'", " ").replace("-", " ").split() if w[0].isalnum()]
    if len(long) < 2 or letters[0] != long[0][0]:
        return False
    rest = iter("".join(long))
    return all(c in rest for c in letters) and len(letters) <= 10
