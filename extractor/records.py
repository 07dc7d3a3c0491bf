"""The output contract as typed models (pydantic v2).

Every other tool reads what these models write: names and codes are fixed, fields may be added but
never renamed or reused. A fact without evidence cannot be built: ``evidence`` refuses an empty list.

>>> Evidence(start=0, end=5, text="Angers").text
Traceback (most recent call last):
...
pydantic_core._pydantic_core.ValidationError: 1 validation error for Evidence
  Value error, evidence text is 6 code points long, its span 5 [type=value_error, ...
>>> Victim(name="Angers", kind="local_government", evidence=[Evidence(start=0, end=6, text="Angers")]).aliases
[]
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Final = "1.0"

Status = Literal["confirmed", "possible", "planned", "denied"]
VictimKind = Literal[
    "health",
    "local_government",
    "government",
    "education",
    "company",
    "media",
    "nonprofit",
    "person",
    "other",
]
AttackType = Literal[
    "ransomware",
    "ddos",
    "data_breach",
    "phishing",
    "defacement",
    "account_takeover",
    "malware",
    "espionage",
    "fraud",
    "supply_chain",
    "intrusion",
    "unspecified",
]
DateRole = Literal[
    "occurred",
    "detected",
    "disclosed",
    "claimed",
    "complaint",
    "notified",
    "published_data",
    "restored",
    "deadline",
    "other",
]
AuthorityCode = Literal[
    "anssi",
    "cnil",
    "prosecutor",
    "police",
    "gendarmerie",
    "intelligence",
    "health_agency",
    "prefecture",
    "cybermalveillance",
    "csirt",
    "foreign_cyber_agency",
    "foreign_dpa",
    "unspecified",
]
AuthorityActionCode = Literal["complaint", "notification", "investigation", "assistance"]
ImpactCategory = Literal[
    "it_outage",
    "encryption",
    "degraded_operation",
    "service_disruption",
    "online_service_outage",
    "communication_outage",
    "data_breach",
    "financial_loss",
]
PublishedFrom = Literal["option", "metadata", "text", "filename"]


class Record(BaseModel):
    """Base of every record: unknown fields are refused, so a typing slip cannot pass unseen."""

    model_config = ConfigDict(extra="forbid")


class Evidence(Record):
    """A stretch of the article: ``article_text[start:end] == text``, in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _span_fits_text(self) -> Evidence:
        if len(self.text) != self.end - self.start:
            raise ValueError(f"evidence text is {len(self.text)} code points long, its span {self.end - self.start}")
        return self


EvidenceList = Annotated[list[Evidence], Field(min_length=1)]


class Fact(Record):
    """What every fact carries: its evidence and, where the text says so, who says it."""

    evidence: EvidenceList
    attributed_to: str | None = None


class Location(Record):
    """Where a victim is, as far as the text or the gazetteer tells."""

    name: str
    department: str | None = None
    country: str | None = None


class Victim(Fact):
    """An organisation or person that one attack hit."""

    name: str = Field(min_length=1, description="fullest form in the text, without its article")
    aliases: list[str] = Field(default_factory=list)
    kind: VictimKind
    location: Location | None = None


class Attack(Fact):
    """What kind of attack it was, as specifically as the text supports."""

    type: AttackType
    label: str = Field(description="usual French name of the type")
    status: Status
    malware: str | None = None


class Date(Fact):
    """A date of the incident, by role, at the text's own precision (ISO 8601 / TIMEX3)."""

    role: DateRole
    value: str
    start: dt.datetime | None = Field(default=None, description="first instant, Europe/Paris")
    end: dt.datetime | None = Field(default=None, description="last instant, Europe/Paris")
    text: str
    status: Status = "confirmed"


class AuthorityAction(Fact):
    """An authority told, or acting."""

    who: AuthorityCode
    name: str | None = None
    action: AuthorityActionCode
    status: Status
    by: str | None = None
    date: str | None = None


class Quantity(Record):
    """A number with its unit: ``133``, ``patients``."""

    value: int | float
    unit: str


class Impact(Fact):
    """An operational consequence, or its denial."""

    category: ImpactCategory
    status: Status
    what: str | None = None
    quantity: Quantity | None = None


class Claim(Record):
    """Whether somebody claimed the attack. ``status`` null: the text does not say."""

    status: Literal["claimed", "not_claimed"] | None = None
    by: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    attributed_to: str | None = None

    @model_validator(mode="after")
    def _has_evidence(self) -> Claim:
        if self.status is not None and not self.evidence:
            raise ValueError("a claim needs evidence")
        return self


class Ransom(Record):
    """Ransom demanded and paid: true or false only where the text says so."""

    demanded: bool | None = None
    paid: bool | None = None
    amount: int | float | None = None
    currency: str | None = Field(default=None, description="ISO 4217 code, or BTC, XMR …")
    deadline: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    attributed_to: str | None = None

    @model_validator(mode="after")
    def _has_evidence(self) -> Ransom:
        said = (self.demanded, self.paid, self.amount, self.currency, self.deadline)
        if any(value is not None for value in said) and not self.evidence:
            raise ValueError("a ransom fact needs evidence")
        return self


class PersonsAffected(Fact):
    """Number of people whose data is concerned."""

    value: int = Field(ge=0)
    approximate: bool = False
    who: str | None = None


class Incident(Record):
    """One attack on one victim, or on several that it hit together."""

    id: str
    primary: bool
    victims: Annotated[list[Victim], Field(min_length=1)]
    attack: Attack
    dates: list[Date] = Field(default_factory=list)
    authorities: list[AuthorityAction] = Field(default_factory=list)
    impacts: list[Impact] = Field(default_factory=list)
    claim: Claim = Field(default_factory=Claim)
    ransom: Ransom = Field(default_factory=Ransom)
    persons_affected: PersonsAffected | None = None


class ArticleInfo(Record):
    """What is known of the article itself."""

    id: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    language: str | None = "fr"
    length: int = Field(ge=0)


class Warning_(Record):
    """Something a reader of the report should know."""

    model_config = ConfigDict(extra="forbid", title="Warning")

    code: str
    message: str


class Report(Record):
    """One report per article: what ``extract`` returns and what every writer reads."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    article: ArticleInfo
    incidents: list[Incident] = Field(default_factory=list)
    warnings: list[Warning_] = Field(default_factory=list)


class Article(Record):
    """An article as the readers hand it to the extractor.

    ``text`` holds the whole text as offsets count it. ``title`` is only given when it is not the
    text's first line. ``published`` is the publication date, with ``published_from`` telling how
    it is known.

    >>> Article(text="Une mairie piratée", published="2024-03-12").published
    datetime.date(2024, 3, 12)
    """

    text: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    publisher: str | None = None
    published_from: PublishedFrom | None = None
    language: str | None = None

    def __init__(self, text: str | None = None, /, **data: Any) -> None:
        # Positional text, as in Article("La clinique …"), reads better than a keyword everywhere.
        if text is not None:
            data["text"] = text
        super().__init__(**data)

    @property
    def id(self) -> str:
        """Short stable hash of the text: the same on every machine."""
        return article_id(self.text)


def article_id(text: str) -> str:
    """16 hexadecimal digits of the SHA-256 of the NFC text.

    >>> article_id("a")
    'ca978112ca1bbdca'
    """
    data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


def json_schema() -> dict[str, Any]:
    """JSON Schema of a report (draft 2020-12)."""
    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
