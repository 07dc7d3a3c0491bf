"""STIX 2.1: one bundle of incidents, the organisations they hit, who claims them, and the articles.

Needs the ``stix`` extra. For each article a ``report`` (the article as external reference); for each
incident an ``incident``, an ``identity`` per victim, a ``location`` where its country is known, a
``threat-actor`` where somebody is named as claiming it, a ``malware`` where one is named, and their
relationships. A denied attack has its incident, labelled ``status:denied``, and no relationship.

STIX has no words for authorities told, operational consequences, evidence, or how sure a text is. The
extension ``EXTENSION`` carries the facts as the contract has them: ``incident`` on an incident,
``article``, ``warnings`` and ``incident_refs`` on a report; nulls and empty lists are left out, as STIX
demands. The bundle holds its extension-definition, whose ``schema`` is the JSON Schema of those fields.
:func:`read_stix` makes the same reports again.

Ids depend on what an object is about, never on the run, so that two bundles name one organisation
alike; they are UUIDv5, which STIX allows. An incident dates from its article's publication; what
depends on no article, or on an undated one, from ``EPOCH``. Objects are written as they come, each once.

>>> import tempfile
>>> from pathlib import Path
>>> from extractor.records import ArticleInfo
>>> path = Path(tempfile.mkdtemp()) / "bundle.stix.json"
>>> report = Report(article=ArticleInfo(id="ca978112ca1bbdca", title="Été", published="2024-07-15", length=3))
>>> with StixWriter(str(path)) as writer:
...     writer.write(report)
>>> [found["type"] for found in json.loads(path.read_bytes())["objects"]]
['identity', 'extension-definition', 'report']
>>> list(read_stix(path)) == [report]
True
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Self
from uuid import NAMESPACE_URL, uuid5

from pydantic import TypeAdapter

from extractor.records import ArticleInfo, Incident, Location, Report, Victim, Warning_
from extractor.writing.flat import storable
from extractor.writing.partfile import PartFile
from extractor.writing.registry import WritingError

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "cyberpresse")
EPOCH: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
EXTENSION: Final = f"extension-definition--{uuid5(_NAMESPACE, 'extension-definition facts')}"
SECTORS: Final = {
    "health": "healthcare",
    "local_government": "government-local",
    "government": "government-national",
    "education": "education",
    "nonprofit": "non-profit",
}
_COUNTRY = re.compile("[A-Z]{2}")


class StixWriter:
    """Writer of one STIX 2.1 bundle.

    Args:
        target: a file, or ``-`` for standard output.
        pretty: indent the objects.

    Raises:
        WritingError: ``stix2`` is not installed, or a file that cannot be opened.
    """

    def __init__(self, target: str, pretty: bool = False) -> None:
        try:
            self._stix = import_module("stix2.v21")
        except ImportError:
            raise WritingError("stix needs the stix2 package: pip install stix2, or the extra stix") from None
        self._indent = 2 if pretty else None
        self._written: set[str] = set()
        self._digest = hashlib.sha256()
        self._file = PartFile(target)
        self._file.stream.write(b'{"type":"bundle","objects":[')
        self._author = self._put("Identity", "cyberpresse", name="cyberpresse", identity_class="system")
        self._put(
            "ExtensionDefinition",
            "facts",
            name="Facts of a press article about cyber incidents",
            description="Victims, attack, dates, authority actions, impacts, claim, ransom and persons affected "
            "that a press article tells, each with its status and its evidence in the article.",
            schema=json.dumps(extension_schema(), ensure_ascii=False, separators=(",", ":")),
            version="1.0.0",
            extension_types=["property-extension"],
        )

    def write(self, report: Report) -> None:
        """Write the objects of one report."""
        article = report.article
        day = dt.datetime.combine(article.published, dt.time(), dt.UTC) if article.published else EPOCH
        # One text under two sources is two reports.
        about = f"{article.id} {article.source or ''} {article.published or ''}"
        refs: list[str] = []
        incidents = [self._incident(incident, f"{about} {incident.id}", day, refs) for incident in report.incidents]
        reference = {"source_name": article.publisher or "article", "external_id": article.id}
        if article.source and re.match(r"https?://", article.source):
            reference["url"] = article.source
        elif article.source:
            reference["description"] = article.source
        self._put(
            "Report",
            about,
            time=day,
            name=article.title or article.source or article.id,
            report_types=["threat-report"],
            published=day,
            lang=article.language,
            object_refs=list(dict.fromkeys(refs)) or [self._author],
            external_references=[reference],
            extensions=_extension(
                article=_bare(article.model_dump(mode="json")),
                warnings=_bare([warning.model_dump() for warning in report.warnings]),
                incident_refs=incidents,
            ),
        )

    def _incident(self, incident: Incident, about: str, day: dt.datetime, refs: list[str]) -> str:
        attack, claim = incident.attack, incident.claim
        names = ", ".join(victim.name for victim in incident.victims)
        found = self._put(
            "Incident",
            about,
            time=day,
            name=f"{attack.label} : {names}",
            labels=[f"attack:{attack.type}", f"status:{attack.status}"],
            extensions=_extension(incident=_bare(incident.model_dump(mode="json"))),
        )
        refs.append(found)
        victims = [self._victim(victim, day, refs) for victim in incident.victims]
        malware = actor = None
        if attack.malware:
            malware = self._put("Malware", attack.malware, name=attack.malware, is_family=True)
        if claim.status == "claimed" and claim.by:
            actor = self._put("ThreatActor", claim.by, name=claim.by)
        refs += [ref for ref in (malware, actor) if ref]
        if attack.status == "denied":
            return found
        links = [(found, "targets", victim) for victim in victims]
        if malware:
            links.append((found, "uses", malware))
            links += [(malware, "targets", victim) for victim in victims]
        if actor:
            links.append((found, "attributed-to", actor))
            links += [(actor, "targets", victim) for victim in victims]
        refs += [self._link(*link, day) for link in links]
        return found

    def _victim(self, victim: Victim, day: dt.datetime, refs: list[str]) -> str:
        found = self._put(
            "Identity",
            f"{victim.kind} {victim.name}",
            name=victim.name,
            identity_class="individual" if victim.kind == "person" else "organization",
            sectors=[SECTORS[victim.kind]] if victim.kind in SECTORS else None,
        )
        refs.append(found)
        place = victim.location
        if place is not None and place.country and _COUNTRY.fullmatch(place.country):
            refs.append(self._place(place))
            refs.append(self._link(found, "located-at", refs[-1], EPOCH))
        return found

    def _place(self, place: Location) -> str:
        return self._put(
            "Location",
            json.dumps(place.model_dump()),
            name=place.name,
            country=place.country,
            administrative_area=place.department or None,
        )

    def _link(self, source: str, kind: str, target: str, day: dt.datetime) -> str:
        # Two articles may tell the same link: it is dated by what it joins, not by who tells it.
        time = day if source.startswith("incident--") else EPOCH
        about = f"{source} {kind} {target}"
        return self._put(
            "Relationship", about, time=time, source_ref=source, relationship_type=kind, target_ref=target
        )

    def _put(self, kind: str, about: str, time: dt.datetime = EPOCH, **fields: Any) -> str:
        """Write an object unless it has been; its id."""
        id = _id(kind, about)
        if id in self._written:
            return id
        if kind != "Identity" or about != "cyberpresse":
            fields["created_by_ref"] = self._author
        fields = {name: _clean(value) for name, value in fields.items() if value is not None}
        made = getattr(self._stix, kind)(id=id, created=time, modified=time, **fields)
        text = json.dumps(json.loads(made.serialize()), ensure_ascii=False, indent=self._indent)
        self._file.stream.write((b",\n" if self._written else b"\n") + text.encode("utf-8"))
        self._written.add(id)
        self._digest.update(text.encode("utf-8"))
        return id

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if exception[:1] == (None,):
            id = f"bundle--{uuid5(_NAMESPACE, self._digest.hexdigest())}"
            self._file.stream.write(f'\n],"id":"{id}"}}\n'.encode())
        self._file.__exit__(*exception)


def extension_schema() -> dict[str, Any]:
    """JSON Schema of what the extension carries.

    >>> sorted(extension_schema()["properties"])
    ['article', 'extension_type', 'incident', 'incident_refs', 'warnings']
    """
    schema = TypeAdapter(dict[str, Incident | ArticleInfo | Warning_]).json_schema()
    # What is not there is null here, whatever the contract takes for granted.
    schema["$defs"]["ArticleInfo"]["properties"]["language"]["default"] = None
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cyberpresse facts",
        "type": "object",
        "properties": {
            "extension_type": {"const": "property-extension"},
            "incident": {"$ref": "#/$defs/Incident", "description": "on an incident: its facts"},
            "article": {"$ref": "#/$defs/ArticleInfo", "description": "on a report: what is known of the article"},
            "warnings": {"type": "array", "items": {"$ref": "#/$defs/Warning_"}, "description": "on a report"},
            "incident_refs": {
                "type": "array",
                "items": {"type": "string", "pattern": "^incident--"},
                "description": "on a report: its incidents, in order",
            },
        },
        "$defs": schema["$defs"],
    }


def read_stix(path: Path) -> Iterator[Report]:
    """Reports of a bundle that :class:`StixWriter` wrote, in order.

    Raises:
        OSError: no such file.
        ValueError: no such bundle.
    """
    objects = json.loads(path.read_bytes())["objects"]
    incidents = {
        found["id"]: found["extensions"][EXTENSION]["incident"] for found in objects if found["type"] == "incident"
    }
    for found in objects:
        if found["type"] == "report":
            said = found["extensions"][EXTENSION]
            yield Report(
                article=ArticleInfo.model_validate({"language": None} | said["article"]),
                incidents=[Incident.model_validate(incidents[ref]) for ref in said.get("incident_refs", [])],
                warnings=[Warning_.model_validate(warning) for warning in said.get("warnings", [])],
            )


def _id(kind: str, about: str) -> str:
    type_ = re.sub(r"(?<!^)([A-Z])", r"-\1", kind).lower()
    return f"{type_}--{uuid5(_NAMESPACE, f'{type_} {storable(about)}')}"


def _extension(**fields: Any) -> dict[str, Any]:
    told = {name: value for name, value in fields.items() if value not in (None, [], {})}
    return {EXTENSION: {"extension_type": "property-extension", **told}}


def _bare(value: Any) -> Any:
    """The value without nulls, empty lists and empty objects, which STIX forbids."""
    if isinstance(value, dict):
        kept = {name: _bare(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner is not None and inner != [] and inner != {}}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value
