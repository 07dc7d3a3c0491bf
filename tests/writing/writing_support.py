"""Reports that hold everything the contract can, plain and hostile, for the tests of every format."""

from __future__ import annotations

import datetime as dt

from extractor.records import (
    ArticleInfo,
    Attack,
    AuthorityAction,
    Claim,
    Date,
    Evidence,
    Impact,
    Incident,
    Location,
    PersonsAffected,
    Quantity,
    Ransom,
    Report,
    Victim,
    Warning_,
)

HOSTILE = [
    "=HYPERLINK(\"http://x.example\",\"clic\")",
    "+33 1 23",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "a;=1,=2|=3\"=4",
    "a\n  -1",
    "'=1",
    "'",
    "''",
    "＝1",
    "\ufeff=1",
    "'; DROP TABLE facts; --",
    "nul\x00nul",
    "<script>alert(1)</script>",
    "]}\n\"",
    "é\u202e😀",
    "\u2028",
]


def span(text: str, start: int = 0) -> list[Evidence]:
    return [Evidence(start=start, end=start + len(text), text=text)]


def full(word: str = "Dax", source: str | None = "press/dax.txt", id: str = "ca978112ca1bbdca") -> Report:
    """Every field of every fact told, with ``word`` wherever the article's own words may stand."""
    told, said = span(word), {"attributed_to": word}
    victims = [
        Victim(
            name=word,
            aliases=[word, "CHU | Dax"],
            kind="health",
            location=Location(name=word, department="Landes", country="FR"),
            evidence=[*told, *span(word, 40)],
            **said,
        ),
        Victim(name="Cegep", kind="education", location=Location(name="Québec"), evidence=told),
    ]
    first = Incident(
        id="0123456789abcdef",
        primary=True,
        victims=victims,
        attack=Attack(
            type="ransomware", label="rançongiciel", status="confirmed", malware=word, evidence=told, **said
        ),
        dates=[
            Date(
                role="occurred",
                value="2024-03-12/2024-03-13",
                start=dt.datetime(2024, 3, 12, 20),
                end=dt.datetime(2024, 3, 13, 5, 59, 59),
                text=word,
                evidence=told,
                **said,
            ),
            Date(role="detected", value="XXXX-WXX-6", text="samedi", status="possible", evidence=told),
        ],
        authorities=[
            AuthorityAction(
                who="prosecutor",
                name=word,
                action="complaint",
                status="planned",
                by=word,
                date="2024-03",
                evidence=told,
                **said,
            ),
            AuthorityAction(who="cnil", action="notification", status="confirmed", evidence=told),
        ],
        impacts=[
            Impact(
                category="it_outage",
                status="denied",
                what=word,
                quantity=Quantity(value=2.5, unit=word),
                evidence=told,
                **said,
            ),
            Impact(
                category="data_breach", status="possible", quantity=Quantity(value=10**25, unit=""), evidence=told
            ),
        ],
        claim=Claim(status="claimed", by=word, evidence=told, **said),
        ransom=Ransom(
            demanded=True, paid=False, amount=5000, currency="EUR", deadline="2024-04-01", evidence=told, **said
        ),
        persons_affected=PersonsAffected(value=10**20, approximate=True, who=word, evidence=told, **said),
    )
    second = Incident(
        id="fedcba9876543210",
        primary=False,
        victims=[Victim(name="mairie de Foix", kind="local_government", evidence=told)],
        attack=Attack(type="unspecified", label="cyberattaque", status="denied", malware="Akira", evidence=told),
        claim=Claim(status="not_claimed", evidence=told),
    )
    article = ArticleInfo(
        id=id,
        source=source,
        title=word,
        publisher=word,
        published=dt.date(2024, 3, 14),
        published_from="text",
        length=300,
    )
    return Report(
        article=article, incidents=[first, second], warnings=[Warning_(code="no_publication_date", message=word)]
    )


def empty(id: str = "e3b0c44298fc1c14") -> Report:
    """An article without an incident, of which nothing is known."""
    return Report(article=ArticleInfo(id=id, language=None, length=0))


def all_of_them() -> list[Report]:
    """A plain report, a hostile one for each string, an empty one."""
    hostile = [full(word, f"{number}.txt", f"{number:016x}") for number, word in enumerate(HOSTILE)]
    return [full(), *hostile, empty()]


def surrogate() -> Report:
    """A title that UTF-8 cannot hold."""
    report = full()
    report.article.title = "a\ud800b"
    return report
