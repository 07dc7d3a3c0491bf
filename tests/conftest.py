"""Shared by all tests: the pipeline loaded once, the samples, the command run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests_support import ARTICLE, SAMPLES
from typer.testing import CliRunner

import extractor
from extractor.records import Report


@pytest.fixture(scope="session")
def nlp() -> Any:
    return extractor.load()


@pytest.fixture(scope="session")
def sample_paths() -> list[Path]:
    paths = sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.md")])
    assert len(paths) >= 12
    return paths


@pytest.fixture(scope="session")
def sample_reports(nlp: Any, sample_paths: list[Path]) -> dict[str, tuple[str, Report]]:
    """Text and report of every sample, by stem."""
    from extractor.reading import read_path

    articles = [article for path in sample_paths for article in read_path(path)]
    reports = extractor.extract_many(articles, nlp=nlp)
    return {
        path.stem: (article.text, report)
        for path, article, report in zip(sample_paths, articles, reports, strict=True)
    }


@pytest.fixture
def command() -> Callable[..., Any]:
    """Run the command line: ``command("extract", "x.txt")`` gives exit code, output and errors."""
    from extractor.cli import app

    def run(*words: object, stdin: str | bytes | None = None) -> Any:
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin)

    return run


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "dax.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """Two gold articles: one incident with an authority that its text does not name, and none."""
    folder = tmp_path / "gold"
    folder.mkdir()
    sentence = "La mairie de Dax a été victime d'un rançongiciel lundi."
    start = ARTICLE.index(sentence)
    evidence = [{"start": start, "end": start + len(sentence), "text": sentence}]
    incident = {
        "primary": True,
        "victims": [{"names": ["mairie de Dax"], "kind": "local_government"}],
        "attack": {"type": "ransomware", "status": "confirmed"},
        "occurred": "2024-03-11",
        "authorities": [{"who": "foreign_dpa", "action": "complaint", "status": "done", "evidence": evidence}],
    }
    for name, text, incidents in (
        ("dax", ARTICLE, [incident]),
        ("pluie", "Il pleut sur Dax\nLa pluie tombe depuis lundi sur les Landes.\n", []),
    ):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        gold = {"id": name, "published": "2024-03-14", "incidents": incidents}
        (folder / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder
