"""The report for people: French words, marked evidence, no control characters."""

from __future__ import annotations

import io
from typing import get_args

from rich.console import Console

from extractor import records, writing
from extractor.records import (
    ArticleInfo,
    Attack,
    Claim,
    Date,
    Evidence,
    Impact,
    Incident,
    PersonsAffected,
    Quantity,
    Ransom,
    Report,
    Victim,
)
from extractor.writing import labels, terminal

TEXT = "La mairie de Dax, piratée\r\nlundi, doit 5 000 euros à Akira.\x1b[2J 300 agents sont touchés."


def span(words: str) -> list[Evidence]:
    start = TEXT.index(words)
    return [Evidence(start=start, end=start + len(words), text=words)]


def incident() -> Incident:
    return Incident(
        id="x",
        primary=False,
        victims=[Victim(name="mairie de Dax", kind="local_government", evidence=span("mairie de Dax"))],
        attack=Attack(type="intrusion", label="intrusion", status="confirmed", evidence=span("piratée")),
        dates=[Date(role="occurred", value="2024-03-11", text="lundi", evidence=span("lundi"))],
        impacts=[
            Impact(
                category="financial_loss",
                status="possible",
                what="dette",
                quantity=Quantity(value=5000, unit="euros"),
                evidence=span("5 000 euros"),
            )
        ],
        claim=Claim(status="claimed", by="Akira", evidence=span("Akira")),
        ransom=Ransom(demanded=True, amount=5000, currency="EUR", paid=False, evidence=span("5 000 euros")),
        persons_affected=PersonsAffected(value=300, approximate=True, who="agents", evidence=span("300 agents")),
    )


def shown(**options: object) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=100, **options)  # type: ignore[arg-type]
    report = Report(article=ArticleInfo(id="x", title="T\x1b[31mitre", length=len(TEXT)), incidents=[incident()])
    terminal.show(report, TEXT, console)
    return stream.getvalue()


def test_every_code_of_the_contract_has_a_french_word() -> None:
    for table, codes in (
        (labels.STATUSES, records.Status),
        (labels.KINDS, records.VictimKind),
        (labels.ROLES, records.DateRole),
        (labels.AUTHORITIES, records.AuthorityCode),
        (labels.ACTIONS, records.AuthorityActionCode),
        (labels.IMPACTS, records.ImpactCategory),
    ):
        assert set(table) == set(get_args(codes))


def test_the_table_tells_every_fact() -> None:
    page = shown()
    for words in (
        "Incident 1 : mairie de Dax (cité en passant)",
        "mairie de Dax (collectivité)",
        "survenue : 2024-03-11",
        "perte financière : dette (5000 euros)",
        "revendiquée par Akira",
        "demandée, 5 000 EUR, non payée",
        "environ 300 agents",
        "Date de publication inconnue",
    ):
        assert words in page


def test_without_colour_evidence_stands_between_brackets_at_its_offsets() -> None:
    page = shown()
    assert "La ⟦mairie de Dax⟧, ⟦piratée⟧" in page
    assert "⟦lundi⟧, doit ⟦5 000 euros⟧ à ⟦Akira⟧" in page


def test_with_colour_the_evidence_itself_is_styled() -> None:
    page = terminal.highlighted(TEXT, terminal.evidence_of(incident()))
    styled = {page.plain[mark.start : mark.end]: str(mark.style) for mark in page.spans}
    assert styled["lundi"] == terminal.STYLES["date"]
    assert styled["300 agents"] == terminal.STYLES["personnes"]
    assert "⟦" not in shown(force_terminal=True, color_system="standard")


def test_an_article_cannot_drive_the_terminal() -> None:
    assert "\x1b" not in shown()
    assert "\x1b[2J" not in shown(force_terminal=True, color_system="standard")


def test_an_article_without_incident_says_so() -> None:
    stream = io.StringIO()
    report = Report(article=ArticleInfo(id="x", length=1))
    terminal.show(report, "x", Console(file=stream))
    assert "Aucun incident." in stream.getvalue()
    assert writing.to_json(report)
