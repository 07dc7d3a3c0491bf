"""Lexicon files: a slip of an analyst is an error that names file and entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.french import lexicon
from extractor.french.lexicon import Lexicon, LexiconError
from extractor.french.prose import Prose

KEYS = {"type": frozenset({"ddos", "ransomware"})}
GOOD = """
[[class]]
name = "attack_noun"
type = "ransomware"
words = ["rançongiciel(s)", "@chiffrer"]
examples = ["deux RANÇONGICIELS"]
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    verbs = lexicon.models_dir() / "lexicons" / "verbs.toml"
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "verbs.toml").write_bytes(verbs.read_bytes())
    monkeypatch.setattr(lexicon, "models_dir", lambda: tmp_path)

    def writer(content: str) -> Lexicon:
        (folder / "essai.toml").write_text(content, encoding="utf-8")
        return Lexicon.load("essai", keys=KEYS)

    return writer


def test_a_good_file_is_read_and_matches(write: object) -> None:
    found = write(GOOD).scan(Prose("Un Rançongiciel a chiffré les serveurs."))  # type: ignore[operator]
    assert [(hit.start, hit.end, hit.mood) for hit in found] == [(3, 15, None), (18, 25, "pp")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('type = "ransomware"', 'type = "ransom"', r"essai\.toml: class 'attack_noun': type = 'ransom' is none of"),
        ('type = "ransomware"', 'typ = "ransomware"', r"essai\.toml: class 'attack_noun': unknown key 'typ'"),
        ('name = "attack_noun"', "", r"essai\.toml: class 'number 1': needs 'name' and 'words'"),
        ("deux RANÇON", "deux VIRUS", r"essai\.toml: class 'attack_noun': nothing matches its example 'deux VIRUS"),
        ("[[class]]", "[[class]", r"essai\.toml: "),
        ("@chiffrer", "@xyzzyre", "xyzzyre"),
    ],
)
def test_a_slip_names_the_file_and_the_entry(write: object, old: str, new: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        write(GOOD.replace(old, new))  # type: ignore[operator]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(LexiconError, match=r"absent\.toml: no such lexicon"):
        Lexicon.load("absent")
