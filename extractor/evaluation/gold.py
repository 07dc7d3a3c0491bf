"""Gold files: ``<id>.txt`` beside ``<id>.json``, as the annotation guide describes them.

>>> part_of("w1-001") in ("train", "dev", "test")
True
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Part = Literal["train", "dev", "test"]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its annotated incidents (the guide's JSON, evidence spans included if given)."""

    id: str
    text: str
    published: dt.date
    incidents: list[dict[str, Any]]
    genre: str | None = None
    region: str | None = None


class GoldError(ValueError):
    """A gold file that cannot be read; the message names it."""


def part_of(article_id: str) -> Part:
    """Part of the corpus an article belongs to: one in ten for dev, one in ten for test, by hash."""
    bucket = int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 10
    return "test" if bucket == 0 else "dev" if bucket == 2 else "train"


def read_gold(folder: Path, part: Part | None = None, *, texts: Path | None = None) -> Iterator[GoldArticle]:
    """Gold articles of a folder by id, all or one part.

    Args:
        folder: where the ``<id>.json`` are.
        part: one part of the corpus only.
        texts: where to look for an ``<id>.txt`` that is not beside its JSON.

    Raises:
        GoldError: a JSON file without its text, or not of the guide's shape.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: no gold files (*.json)")
    for path in paths:
        if part is not None and part_of(path.stem) != part:
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            beside = path.with_suffix(".txt")
            source = texts / beside.name if texts is not None and not beside.exists() else beside
            text = source.read_text(encoding="utf-8")
            yield GoldArticle(
                path.stem,
                text,
                dt.date.fromisoformat(data["published"]),
                data["incidents"],
                data.get("genre"),
                data.get("region"),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path}: {error}") from error
