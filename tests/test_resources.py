"""Data beside the code: in a checkout, in an editable install, in a wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from tests_support import ROOT, SAMPLES

from extractor import resources

FOLDERS = ("lexicons", "gazetteers", "reader")
NEEDED = {
    path.relative_to(ROOT / "models").as_posix()
    for folder in FOLDERS
    for path in (ROOT / "models" / folder).rglob("*")
    if path.is_file()
}


def test_a_checkout_reads_the_folder_at_its_root() -> None:
    assert {"lexicons/attacks.toml", "gazetteers/communes.tsv", "reader/vectors.npz"} <= NEEDED
    assert all((resources.models_dir() / name).is_file() for name in NEEDED)


def test_an_installation_without_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "extractor")
    with pytest.raises(FileNotFoundError, match="installation is incomplete"):
        resources.models_dir.__wrapped__()


def test_data_inside_the_package_wins_over_a_folder_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("extractor/_models/lexicons", "models/lexicons"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "extractor")
    assert resources.models_dir.__wrapped__() == tmp_path / "extractor" / "_models"


@pytest.mark.slow
def test_a_wheel_carries_its_data_and_runs_in_a_new_environment(tmp_path: Path) -> None:
    quiet = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            list(map(str, words)), capture_output=True, text=True, cwd=tmp_path, env=quiet, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done

    run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--wheel-dir", tmp_path)
    [wheel] = tmp_path.glob("cyberpresse-*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {f"extractor/_models/{name}" for name in NEEDED} <= inside
    assert "extractor/py.typed" in inside
    assert not any(name.startswith(("tests/", "models/", "samples/")) for name in inside)

    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / "bin"
    run(bin_ / "python", "-m", "pip", "install", "--quiet", wheel)
    run(bin_ / "cyberpresse", "extract", SAMPLES, "--output", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "clinique-des-tilleuls.json").read_text())
    assert report["incidents"]
    where = run(bin_ / "python", "-c", "from extractor.resources import models_dir; print(models_dir())").stdout.strip()
    assert where.endswith("extractor/_models")


@pytest.mark.slow
def test_an_editable_install_reads_the_checkout(tmp_path: Path) -> None:
    quiet = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--editable", ROOT]
    subprocess.run(list(map(str, install)), check=True, env=quiet, cwd=tmp_path, capture_output=True)
    code = "from extractor.resources import models_dir; print(models_dir())"
    done = subprocess.run(
        [str(python), "-c", code], check=True, env=quiet, cwd=tmp_path, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()) == ROOT / "models"
