"""The README says what is so: its examples run, the output it shows is the command's own."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import pytest
from tests_support import ROOT

PAGE = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_python_examples_give_what_it_shows() -> None:
    if not any(point.name == "french_time" for point in entry_points(group="spacy_factories")):
        pytest.skip("the package is not installed, so spaCy cannot know its components")
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


def test_the_table_it_shows_is_the_commands_own(
    command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = re.search(r"cyberpresse show (samples/\S+)\n```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    path, table = shown.groups()

    def lines(text: str) -> list[str]:
        return [line.rstrip() for line in text.strip().splitlines()]

    printed = lines(command("show", ROOT / path).stdout)
    assert printed[: len(lines(table))] == lines(table)


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_files_it_names_are_there(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:extractor|models|samples|\.ci)/[\w./*-]*)`", page))
    named |= set(re.findall(r"cyberpresse show (samples/\S+)", page))
    assert named
    for word in named:
        assert list(ROOT.glob(word.rstrip("/"))), word


def test_both_name_the_same_commands() -> None:
    french = (ROOT / "README.fr.md").read_text(encoding="utf-8")
    commands = [set(re.findall(r"```bash\n(.*?)\n```", page, re.DOTALL)) for page in (PAGE, french)]
    assert commands[0] == commands[1]
