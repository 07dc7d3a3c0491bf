"""A report for a person at a terminal: one table an incident, then the text with its evidence.

On a terminal, evidence is coloured by kind of fact; elsewhere it stands between brackets ⟦ ⟧.

>>> from extractor.records import Attack, Evidence, Incident, Victim
>>> text = "La mairie de Dax a été piratée."
>>> name, verb = Evidence(start=3, end=16, text=text[3:16]), Evidence(start=23, end=30, text=text[23:30])
>>> incident = Incident(id="x", primary=True,
...     victims=[Victim(name="mairie de Dax", kind="local_government", evidence=[name])],
...     attack=Attack(type="intrusion", label="intrusion", status="confirmed", evidence=[verb]))
>>> print(bracketed(text, evidence_of(incident)))
La ⟦mairie de Dax⟧ a été ⟦piratée⟧.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.records import Evidence, Incident, Report
from extractor.writing.labels import ACTIONS, AUTHORITIES, CLAIMS, IMPACTS, KINDS, ROLES, STATUSES

STYLES = {
    "victime": "bold yellow",
    "attaque": "bold red",
    "date": "cyan",
    "autorité": "magenta",
    "conséquence": "green",
    "revendication": "blue",
    "rançon": "bold blue",
    "personnes": "bold magenta",
}
_FROM = {"option": "option", "metadata": "en-tête", "text": "texte", "filename": "nom du fichier"}
_SNIPPET = 90
# A control character would move the cursor, or colour what follows; each gives way to one blank, so
# that offsets stand. Rich drops some of them by itself, which would shift every later mark.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Row = tuple[str, str, str, list[Evidence]]


def show(report: Report, text: str, console: Console) -> None:
    """Print a report with the article's text."""
    article = report.article
    console.print(Text(_clean(article.title or "(sans titre)"), style="bold"))
    if article.published is not None:
        told = _FROM[article.published_from] if article.published_from else "appelant"
        console.print(f"Publié le {article.published:%d/%m/%Y} (d'après : {told})", highlight=False)
    else:
        console.print("Date de publication inconnue : les dates relatives ne sont pas résolues.")
    if not report.incidents:
        console.print("Aucun incident.")
    for number, incident in enumerate(report.incidents, 1):
        console.print()
        console.print(table_of(incident, number))
    console.print()
    spans = [span for incident in report.incidents for span in evidence_of(incident)]
    if console.color_system is None:
        console.print(bracketed(text, spans), markup=False, highlight=False)
    else:
        console.print(highlighted(text, spans))


def table_of(incident: Incident, number: int) -> Table:
    """Facts of one incident, a row each: what, value, how sure, words of the article."""
    names = " et ".join(_clean(victim.name) for victim in incident.victims)
    title = Text(f"Incident {number} : {names}" + ("" if incident.primary else " (cité en passant)"))
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=False)
    for head in ("Fait", "Valeur", "Statut", "Preuve"):
        table.add_column(head, overflow="fold")
    for kind, value, status, evidence in rows_of(incident):
        quotes = " … ".join(f"« {_snippet(span.text)} »" for span in evidence[:2])
        table.add_row(Text(kind, style=STYLES[kind]), Text(_clean(value)), Text(status), Text(quotes))
    return table


def rows_of(incident: Incident) -> Iterator[Row]:
    """Facts of one incident in the order of the contract, in French."""
    for victim in incident.victims:
        place = victim.location.name if victim.location else None
        told = ", ".join(part for part in (KINDS[victim.kind], place) if part)
        yield "victime", f"{victim.name} ({told})", "", victim.evidence
    attack = incident.attack
    malware = f" ({attack.malware})" if attack.malware else ""
    yield "attaque", f"{attack.label}{malware}", STATUSES[attack.status], attack.evidence
    for date in incident.dates:
        yield "date", f"{ROLES[date.role]} : {date.value}", STATUSES[date.status], date.evidence
    for act in incident.authorities:
        who = act.name or AUTHORITIES[act.who]
        yield "autorité", f"{ACTIONS[act.action]} : {who}", STATUSES[act.status], act.evidence
    for impact in incident.impacts:
        what = f" : {impact.what}" if impact.what else ""
        number = f" ({impact.quantity.value} {impact.quantity.unit})" if impact.quantity else ""
        yield "conséquence", f"{IMPACTS[impact.category]}{what}{number}", STATUSES[impact.status], impact.evidence
    if incident.claim.status is not None:
        by = f" par {incident.claim.by}" if incident.claim.by else ""
        yield "revendication", f"{CLAIMS[incident.claim.status]}{by}", "", incident.claim.evidence
    if incident.ransom.evidence:
        yield "rançon", _ransom(incident), "", incident.ransom.evidence
    if incident.persons_affected is not None:
        persons = incident.persons_affected
        about = "environ " if persons.approximate else ""
        who = f" {persons.who}" if persons.who else " personnes"
        yield "personnes", f"{about}{persons.value}{who}", "", persons.evidence


def evidence_of(incident: Incident) -> Iterator[tuple[Evidence, str]]:
    """Every evidence of an incident with the style of its kind of fact."""
    for kind, _, _, evidence in rows_of(incident):
        for span in evidence:
            yield span, STYLES[kind]


def highlighted(text: str, spans: Iterable[tuple[Evidence, str]]) -> Text:
    """The article with its evidence in colour; a shorter stretch is painted over a longer one."""
    page = Text(_clean(text))
    for span, style in sorted(spans, key=lambda pair: pair[0].start - pair[0].end):
        page.stylize(style, span.start, span.end)
    return page


def bracketed(text: str, spans: Iterable[tuple[Evidence, str]]) -> str:
    """The article with its evidence between brackets; stretches that overlap share a pair."""
    merged: list[list[int]] = []
    for start, end in sorted({(span.start, span.end) for span, _ in spans}):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    page = _clean(text)
    for start, end in reversed(merged):
        page = f"{page[:start]}⟦{page[start:end]}⟧{page[end:]}"
    return page


def _ransom(incident: Incident) -> str:
    ransom = incident.ransom
    told = []
    if ransom.demanded is not None:
        told.append("demandée" if ransom.demanded else "non demandée")
    if ransom.amount is not None:
        told.append(f"{ransom.amount:,} {ransom.currency or ''}".replace(",", " ").strip())
    if ransom.paid is not None:
        told.append("payée" if ransom.paid else "non payée")
    if ransom.deadline is not None:
        told.append(f"échéance {ransom.deadline}")
    return ", ".join(told)


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _snippet(text: str) -> str:
    text = " ".join(_clean(text).split())
    return text if len(text) <= _SNIPPET else f"{text[: _SNIPPET - 1]}…"
