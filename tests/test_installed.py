"""The package by itself: built, unpacked elsewhere, and used from an empty folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.builds import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """What an environment has after ``pip install .``, from a source without chapters and data."""
    source, wheels = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheels")
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "footprint", source / "footprint", ignore=unwanted)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    alone = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir"]
    command = [sys.executable, "-m", "pip", "wheel", *alone, wheels, source]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    (wheel,) = wheels.iterdir()
    assert wheel.name.startswith("moscows_footprint-")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(wheels / "site")
    return wheels / "site"


@pytest.fixture
def run(site, tmp_path, monkeypatch):
    """Run the installed package from an empty folder."""
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.delenv("FOOTPRINT_DATA_DIR", raising=False)
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, capture_output=True, cwd=empty, env=os.environ, encoding="utf-8"
        )

    return run


def test_every_file_of_the_package_is_in_the_wheel(site):
    """Templates, schemas and scripts too."""
    wanted = {
        path.relative_to(ROOT)
        for path in (ROOT / "footprint").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path for path in wanted if not (site / path).is_file()} == set()
    points = next(site.glob("*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "moscows-footprint = footprint.__main__:main" in points


def test_without_data_it_says_what_to_do(run, site):
    """In one sentence; the client needs no data."""
    done = run("-m", "footprint", "ledger")
    assert done.returncode == 1 and done.stdout == ""
    assert "set FOOTPRINT_DATA_DIR" in done.stderr and len(done.stderr.splitlines()) == 1
    code = "import footprint.worldbank as it; print(it.__file__, it.observations.__name__)"
    assert run("-c", code).stdout.split() == [
        str(site / "footprint/worldbank/__init__.py"),
        "observations",
    ]


def test_with_data_it_gives_the_verdicts(run, monkeypatch):
    """Those of the folder that the variable names."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(ROOT / "data"))
    done = run("-m", "footprint", "ledger", "kgz-remit-third")
    assert done.returncode == 0 and done.stdout.startswith("kgz-remit-third "), done.stderr


def test_it_begins_a_book_which_it_finds_by_its_folder(run, tmp_path):
    """Named by where it was installed from; there the ledger is the book's."""
    done = run("-m", "footprint", "new", "book")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    book = tmp_path / "empty/book"
    assert (book / "requirements.txt").read_text(encoding="utf-8") == "moscows-footprint==0.1.0\n"
    code = "import os; os.chdir('book'); from footprint.__main__ import main; main(['verify'])"
    assert run("-c", code).stdout == f"2 data files whole, 1 claims tested: {book / 'data'}\n"
