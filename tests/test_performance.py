"""Speed that must not be lost: floors so low that only a real loss goes through them, even on a busy machine.

The figures themselves come from ``tests/benchmarks/bench.py``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from tests_support import ROOT, SAMPLES

import extractor

HEAVY = {"spacy", "numpy", "pydantic", "dateparser", "ahocorasick"}
OFF_TOPIC = "Il pleut sur Dax\nLa pluie tombe depuis lundi sur les Landes."
ON_TOPIC = "La mairie de Dax a été victime d'un rançongiciel lundi."


def fresh(code: str) -> str:
    """Standard output of some code in a new process."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def processor_time(work: Callable[[], object]) -> float:
    """Processor time of some work, the least of three."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def test_importing_the_package_is_quick() -> None:
    code = "import time; t = time.process_time(); import extractor; print(time.process_time() - t)"
    assert float(fresh(code)) < 1


def test_help_imports_nothing_heavy() -> None:
    code = f"""
import sys
sys.argv = ["cyberpresse", "--help"]
from extractor.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *({HEAVY!r} & sys.modules.keys()))
"""
    output = fresh(code)
    assert "extract" in output
    assert output.splitlines()[-1].split() == ["loaded:"]


@pytest.mark.parametrize(("text", "loaded"), [(OFF_TOPIC, 0), (ON_TOPIC, 1)])
def test_only_an_article_that_may_tell_an_incident_loads_the_reader(text: str, loaded: int) -> None:
    code = f"""
import extractor
extractor.extract({text!r}, published="2024-03-12")
from extractor.reader.network import reader
print(reader.cache_info().currsize)
"""
    assert int(fresh(code)) == loaded


def test_cost_is_linear_in_the_length_of_the_article() -> None:
    articles = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    long = "\n\n".join(articles * (65_536 // sum(map(len, articles)) + 1))

    def cost(size: int) -> float:
        return processor_time(lambda: extractor.extract(long[:size], published="2024-03-12"))

    extractor.extract(long[:8192], published="2024-03-12")
    assert cost(65_536) < 12 * cost(8192)
