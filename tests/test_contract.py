"""What every report keeps to, on the samples: offsets, schema, same bytes again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from tests_support import ROOT, SAMPLES

import extractor
from extractor.records import Article, Report, json_schema
from extractor.writing import to_json

Samples = dict[str, tuple[str, Report]]


def evidences(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield from node.get("evidence") or []
        for value in node.values():
            yield from evidences(value)
    elif isinstance(node, list):
        for value in node:
            yield from evidences(value)


def test_every_evidence_is_the_text_at_its_offsets(sample_reports: Samples) -> None:
    seen = 0
    for text, report in sample_reports.values():
        for span in evidences(report.model_dump(mode="json")):
            assert text[span["start"] : span["end"]] == span["text"]
            seen += 1
    assert seen > 100


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"])
def test_offsets_hold_with_any_line_end_and_astral_characters(line_end: str) -> None:
    lines = ("🔒 Dax piratée 🔒", "La mairie de Dax a été victime d'un rançongiciel lundi.", "Elle a porté plainte.")
    text = line_end.join(lines)
    report = extractor.extract(text, published="2024-03-12")
    spans = list(evidences(report.model_dump(mode="json")))
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_every_report_fits_the_schema(sample_reports: Samples) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for _, report in sample_reports.values():
        validator.validate(json.loads(to_json(report)))


def test_every_fact_has_evidence(sample_reports: Samples) -> None:
    for _, report in sample_reports.values():
        for incident in report.incidents:
            facts = [*incident.victims, incident.attack, *incident.dates, *incident.authorities, *incident.impacts]
            assert all(fact.evidence for fact in facts)


def test_resolved_dates_have_bounds_and_unresolved_ones_none(sample_reports: Samples) -> None:
    for _, report in sample_reports.values():
        for incident in report.incidents:
            for date in incident.dates:
                if "X" in date.value:
                    assert date.start is date.end is None
                elif date.start is not None and date.end is not None:
                    assert date.start <= date.end


def test_without_a_publication_date_nothing_relative_is_guessed() -> None:
    report = extractor.extract("La mairie de Dax a été victime d'une cyberattaque samedi à 4 heures.")
    assert [warning.code for warning in report.warnings] == ["no_publication_date"]
    [incident] = report.incidents
    assert all(date.value.startswith("XXXX") and date.start is None for date in incident.dates)


def test_the_same_input_gives_the_same_bytes_in_another_process(sample_reports: Samples) -> None:
    code = (
        "import sys, extractor\n"
        "from extractor.reading import read_path\n"
        "from extractor.writing import to_json\n"
        "for path in sys.argv[1:]:\n"
        "    for report in extractor.extract_many(read_path(path)):\n"
        "        sys.stdout.buffer.write(to_json(report) + b'\\n')\n"
    )
    names = ["clinique-des-tilleuls.txt", "sites-publics-deni-de-service.txt", "2021-01-23-clinique-angers.txt"]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, *(str(SAMPLES / name) for name in names)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1]
    here = [to_json(sample_reports[name.rsplit(".", 1)[0]][1]) for name in names]
    assert runs[0].splitlines() == here


def test_extract_many_keeps_order_takes_strings_and_streams() -> None:
    read = []

    def endless() -> Iterator[Article | str]:
        number = 0
        while True:
            read.append(number)
            yield f"Texte {number} sur la mairie de Dax." if number % 2 else Article(f"Texte {number}.")
            number += 1

    stream = extractor.extract_many(endless())
    lengths = [next(stream).article.length for _ in range(4)]
    short, long = len("Texte 0."), len("Texte 1 sur la mairie de Dax.")
    assert lengths == [short, long, short, long]
    assert len(read) < 1000


def test_texts_without_anything_to_read_give_empty_reports() -> None:
    for text in ("", " \n", "…", "12", "🔒" * 50, "a" * 5000):
        report = extractor.extract(text, published="2024-03-12")
        assert report.incidents == []
        assert report.article.length == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Il pleut sur Dax\nLa pluie tombe depuis lundi sur les Landes.\n",
        "Le maire de Dax attaqué\nUne attaque en règle contre le maire, lundi, au conseil municipal.\n",
        "Le club de Dax s'incline\nBattue à domicile, l'équipe de Dax a perdu son ballon d'attaque.\n",
    ],
)
def test_news_of_another_kind_is_no_incident(text: str) -> None:
    assert extractor.extract(text, published="2024-03-14").incidents == []


def test_a_doc_carries_its_incidents(nlp: Any) -> None:
    doc = nlp("La mairie de Dax a été victime d'une cyberattaque.")
    assert [incident.victims[0].name for incident in doc._.incidents] == ["mairie de Dax"]
