"""The contract's models: what they refuse, and the schema they publish."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from tests_support import SAMPLES

from extractor.records import (
    Article,
    Attack,
    Claim,
    Evidence,
    Impact,
    Incident,
    PersonsAffected,
    Ransom,
    Report,
    Victim,
    article_id,
    json_schema,
)

SPAN = {"start": 3, "end": 16, "text": "mairie de Dax"}


def incident(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "primary": True,
        "victims": [{"name": "mairie de Dax", "kind": "local_government", "evidence": [SPAN]}],
        "attack": {"type": "intrusion", "label": "intrusion", "status": "confirmed", "evidence": [SPAN]},
        **changes,
    }


def test_the_checked_in_schema_is_the_models_own() -> None:
    assert json.loads((SAMPLES / "schema.json").read_text(encoding="utf-8")) == json_schema()


def test_the_schema_is_itself_valid_and_takes_a_report() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    report = Report.model_validate({"article": {"id": "x", "length": 1}, "incidents": [incident()]})
    jsonschema.validate(report.model_dump(mode="json"), schema)
    wrong = report.model_dump(mode="json")
    wrong["incidents"][0]["attack"]["type"] = "bug"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_every_field_of_the_contract_is_in_the_json() -> None:
    report = Report.model_validate({"article": {"id": "x", "length": 1}, "incidents": [incident()]})
    data = report.model_dump(mode="json")
    assert set(data) == {"schema_version", "article", "incidents", "warnings"}
    assert set(data["article"]) == {
        "id", "source", "title", "publisher", "published", "published_from", "language", "length",
    }  # fmt: skip
    assert set(data["incidents"][0]) == {
        "id", "primary", "victims", "attack", "dates", "authorities", "impacts", "claim", "ransom", "persons_affected",
    }  # fmt: skip
    assert set(data["incidents"][0]["ransom"]) >= {"demanded", "paid", "amount", "currency", "deadline", "evidence"}
    assert set(data["incidents"][0]["claim"]) >= {"status", "by", "evidence"}


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Victim, {"name": "Dax", "kind": "company", "evidence": []}),
        (Victim, {"name": "", "kind": "company", "evidence": [SPAN]}),
        (Victim, {"name": "Dax", "kind": "firm", "evidence": [SPAN]}),
        (Attack, {"type": "ddos", "label": "x", "status": "occurred", "evidence": [SPAN]}),
        (Impact, {"category": "it_outage", "status": "confirmed"}),
        (Evidence, {"start": 3, "end": 15, "text": "mairie de Dax"}),
        (Evidence, {"start": -1, "end": 0, "text": "x"}),
        (Claim, {"status": "claimed"}),
        (Ransom, {"demanded": False}),
        (PersonsAffected, {"value": -1, "evidence": [SPAN]}),
        (Incident, incident(victims=[])),
        (Incident, incident(colour="red")),
        (Article, {"text": "x", "published": "hier"}),
    ],
)
def test_what_the_contract_forbids_cannot_be_built(model: Any, data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(data)


def test_silence_needs_no_evidence() -> None:
    assert Claim().status is None
    assert Ransom().demanded is None


def test_ids_are_those_of_the_text_whatever_its_composition() -> None:
    assert article_id("é") == article_id("e\u0301")
    assert article_id("a") != article_id("b")
    assert Article("a").id == "ca978112ca1bbdca"
