"""The gate must never lose an incident."""

from __future__ import annotations

from extractor.evaluation.gold import read_gold
from extractor.incidents.context import Context
from extractor.incidents.gate import may_tell_incident
from extractor.resources import models_dir


def test_no_article_of_the_corpus_with_an_incident_is_turned_away() -> None:
    folder = models_dir() / "corpus" / "articles"
    lost = [gold.id for gold in read_gold(folder) if gold.incidents and not may_tell_incident(Context(gold.text))]
    assert lost == []


def test_ordinary_news_is_turned_away() -> None:
    assert not may_tell_incident(Context("Il pleut sur Dax\nLa pluie tombe depuis lundi sur les Landes."))
    assert not may_tell_incident(Context("Rugby\nLe club s'incline, faute d'un ballon d'attaque propre."))
