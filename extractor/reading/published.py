"""When an article was published: option, dateline, header, file name, in this order.

A dateline is a line, or the head of one, that says nothing but when, where and by whom:

>>> find_dateline("Une mairie piratée\\nPublié le 14/03/2024 à 18h07\\nLa mairie de …")
datetime.date(2024, 3, 14)
>>> find_dateline("PARIS, 12 mars 2024 (AFP) - Le site du Sénat a été attaqué.")
datetime.date(2024, 3, 12)

A date inside a running sentence is news, never a dateline:

>>> find_dateline("Le 12 mars 2024, la mairie de Dax a été attaquée.") is None
True

The file's name comes last:

>>> day_of_name("2024-03-14-mairie-de-dax.txt"), day_of_name("20240314_dax.txt")
(datetime.date(2024, 3, 14), datetime.date(2024, 3, 14))

Measured on the training part of ``models/corpus`` (articles whose text carries a full date in its
first lines): see ``tests/reading/test_published.py``, which holds the floor.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from extractor.french.prose import fold
from extractor.french.time import find_times
from extractor.records import Article, PublishedFrom

_FIRST_LINES: Final = 6
_LONGEST: Final = 120
_HEAD: Final = 160
_YEARS: Final = range(1985, 2101)

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_NAME_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")

_CUE = re.compile(
    r"\W*(?:article |texte |depeche )?(?:publie|publication|mis en ligne|poste|paru|diffuse|ecrit|cree)"
)
_INNER_CUE = re.compile(r"\b(?:publie|mis en ligne|paru)e? (?:le |ce )?$")
_UPDATE = re.compile(r"\W*(?:mis(?:e)? a jour|actualise|modifie|derniere (?:mise a jour|modification))")
_BYLINE = re.compile(
    r"\W*(?:par|propos recueillis|recueilli|reportage|dossier|de notre|avec|communique|edition|redaction)\b"
)
# What stands before a date that a text speaks of, rather than bears.
_SPOKEN_OF = re.compile(
    r"\b(?:du|au|aux|des|depuis|jusqu'au|avant|apres|entre|d'ici|vers|en|et|ou|pour|dans|la nuit de|"
    r"lire aussi.*|voir aussi.*|relire.*)\s*(?:le\s*)?$"
)
_BEARS = re.compile(
    r"(?:edition|article|numero|journal|communique|publication|depeche|mise a jour|version)(?: de presse)? du\s*$"
)

# Lower-case words that a dateline may hold beside names.
_SMALL = frozenset(
    """a l le la les du de des d et en au aux par pour avec ce sur mis mise maj jour publie publiee actualise modifie
    article depeche temps lecture min mn minute minutes h heure heures hr s redaction web numerique nationale locale
    regionale regional sante economie politique societe faits divers sport culture monde info infos actu actualite
    agence agences presse correspondant correspondante correspondance notre nos envoye envoyee special speciale
    service propos recueillis journaliste journal radio communique edition et ou er abonnes abonne reserve source
    lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi heure mise ligne chez via""".split()
)
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:[ -](?:[A-ZÀ-ÖØ-Þ(][\w'’.)-]*|de|du|des|la|le|les|d'|l'|en|sur|sous|lès|et)){0,6}"
_AGENCY = re.compile(
    rf"\s*(?:\((?:AFP|Belga|ATS|Keystone-ATS|Reuters|APS|MAP|TAP|La Presse canadienne|LPC)\)\s*[-–—:,]?\s*)?"
    rf"(?:{_PLACE},?\s*(?:—|–|-)?\s*)?(?:le\s+)?$"
)
_AFTER_AGENCY = re.compile(
    r"(?:\s*,?\s*(?:à\s*)?\d{1,2}\s?[h:]\s?(?:\d\d)?)?\s*(?:\((?:[A-Z][\w -]{1,30})\)\s*[-–—:.]?|[-–—]\s)\s*\S"
)


def day_in(text: str) -> dt.date | None:
    """First full calendar date of a short text.

    >>> day_in("le mardi 18 mars 2025 à 14h02"), day_in("mars 2025")
    (datetime.date(2025, 3, 18), None)
    """
    return next((day for _, _, day in _days(text)), None)


def day_of_name(name: str) -> dt.date | None:
    """Date that a file's name bears, None where it has none or several.

    >>> day_of_name("dax-2024-03-14.txt"), day_of_name("2024-03-14_2024-03-15.txt"), day_of_name("2024.txt")
    (datetime.date(2024, 3, 14), None, None)
    """
    days = set()
    for match in _NAME_DAY.finditer(name):
        year, _, month, day = match.groups()
        try:
            days.add(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def find_dateline(text: str, start: int = 0) -> dt.date | None:
    """Publication date that the first lines bear.

    Args:
        text: the article.
        start: where its first line begins (after a header).

    A date of publication wins over one of an update; otherwise the first line that bears a date.
    """
    best: tuple[int, dt.date] | None = None
    lines = 0
    position = start
    while lines < _FIRST_LINES:
        match = _LINE.search(text, position)
        if match is None:
            break
        position = match.end()
        line = match.group()
        if not line.strip():
            continue
        lines += 1
        more = _LINE.search(text, position) is not None
        found = _read_line(line, is_title=lines == 1 and more)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else None


def dated(article: Article, *, option: dt.date | None, filename: str | None, start: int = 0) -> Article:
    """The article with its publication date and where that comes from.

    Args:
        article: as a reader made it, ``published`` being what its format's own metadata says.
        option: date given by the user, which wins over everything.
        filename: name of the file, looked at last.
        start: where the text proper begins.

    >>> text = "Une mairie piratée\\nPublié le 14/03/2024\\nLa mairie …"
    >>> article = dated(Article(text), option=None, filename="2024-03-15-mairie.txt")
    >>> str(article.published), article.published_from
    ('2024-03-14', 'text')
    """
    day: dt.date | None
    told: PublishedFrom
    if option is not None:
        day, told = option, "option"
    elif (day := find_dateline(article.text, start)) is not None:
        told = "text"
    elif (day := article.published) is not None:
        told = article.published_from or "metadata"
    elif filename is not None and (day := day_of_name(filename)) is not None:
        told = "filename"
    else:
        return article
    return article.model_copy(update={"published": day, "published_from": told})


# -- one line --------------------------------------------------------------------------------------


def _days(text: str) -> list[tuple[int, int, dt.date]]:
    """Full calendar dates that the text itself gives, with their spans."""
    days = []
    for time in find_times(text):
        if time.anchor is None and time.type in ("DATE", "TIME") and _DAY.match(time.value):
            try:
                day = dt.date.fromisoformat(time.value[:10])
            except ValueError:
                continue
            if day.year in _YEARS and "/" not in time.value:
                days.append((time.start, time.end, day))
    return days


def _read_line(line: str, *, is_title: bool) -> tuple[int, dt.date] | None:
    """(rank, date) of a line that bears a date: 0 published, 1 bare, 2 updated."""
    head = line[:_HEAD]
    days = _days(head)
    if not days:
        return None
    start, end, day = days[0]
    if _heads_sentence(head, start, end):
        return 1, day
    if len(line.strip()) > _LONGEST:
        return None
    folded = fold(head)
    cue, update = _CUE.match(folded), _UPDATE.match(folded)
    before, after = folded[:start], folded[end:]
    if _SPOKEN_OF.search(before) and not _BEARS.search(before):
        return None
    rest = re.sub(r"\(\w+\)", " ", _without_dates(head, days))
    cued = cue or _INNER_CUE.search(before)
    if cued:
        allowed = 3
    elif update or _BYLINE.match(folded):
        allowed = 2
    elif is_title or _runs_on(rest, after) or not re.search(r"(?:^|[-,.:|)•·])\s*(?:le\s*)?$", before):
        return None
    else:
        # « La Gazette de l'habitat | 15 janvier 2024 »: set apart, a date is no part of a sentence.
        allowed = 2 if re.search(r"\s[-|]\s*$", before) and not re.search(r"[^\W\d_]", after) else 0
    words = re.findall(r"[^\W\d_]+", rest)
    if sum(word[0].islower() and fold(word) not in _SMALL for word in words) > allowed:
        return None
    return (0 if cued else 2 if update else 1), day


def _heads_sentence(head: str, start: int, end: int) -> bool:
    """« PARIS, 12 mars 2024 (AFP) – Le site … », « (19.03.2025) Vingt-quatre … »: a dateline before the text."""
    if head[:start].strip() == "(" and head[end : end + 1] == ")":
        return True
    return bool(_AGENCY.match(head[:start])) and bool(_AFTER_AGENCY.match(head[end:]))


def _without_dates(line: str, days: list[tuple[int, int, dt.date]]) -> str:
    for start, end, _ in reversed(days):
        line = f"{line[:start]} 0 {line[end:]}"
    return line


def _runs_on(rest: str, after: str) -> bool:
    """Whether a line without any cue is a sentence or a heading rather than place, date and names."""
    if re.search(r"[!?;«»…]", rest) or re.search(r":(?!\s?\d)", rest):
        return True
    ends = rest.rstrip().endswith(".") and not re.search(r"\b[A-Z]\.\s*$", rest)
    return ends and bool(re.search(r"[^\W\d_]", after))
