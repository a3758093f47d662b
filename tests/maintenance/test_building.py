"""The book by one command."""

import io
import os
import shutil
import subprocess
import sys

import pytest
from support.builds import ROOT

from footprint.errors import BookError
from footprint.maintenance import building


@pytest.fixture
def asked(monkeypatch, tmp_path) -> list[list[str]]:
    """What Jupyter Book is asked for; it prints a name that the console lacks, and ends well."""
    calls = []

    def jupyter_book(arguments, prog_name):
        calls.append(arguments)
        print("Книга\u202f\xe9")
        raise SystemExit(0)

    monkeypatch.setattr("jupyter_book.cli.main.main", jupyter_book)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1251"))
    monkeypatch.setattr(building, "verify_book", lambda book, folder: "whole")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "_build/html").mkdir(parents=True)
    for at, name in enumerate(["pyvenv.cfg", "_build/html/book.json"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (at, at))
    return calls


def test_a_book_that_stands_is_not_built_again(asked, tmp_path):
    """Where it stands is said all the same."""
    assert building.build(tmp_path).endswith(str(tmp_path / "_build/html/index.html"))
    assert asked == []


def test_a_book_of_other_sources_or_libraries_is_built(asked, tmp_path, monkeypatch):
    """Warnings fail it; the console need not have every sign."""
    os.utime(tmp_path / "pyvenv.cfg", (2, 2))
    assert building.build(tmp_path).startswith("The book is built.")
    monkeypatch.setattr(building, "verify_book", lambda *_: (_ for _ in ()).throw(BookError("no")))
    (tmp_path / "pyvenv.cfg").unlink()
    building.build(tmp_path)
    assert asked == [["build", str(tmp_path), "-W", "--keep-going"]] * 2


def test_a_build_that_fails_ends_the_command(asked, tmp_path, monkeypatch):
    """With its own sentence or code."""
    monkeypatch.setattr(building, "_stands", lambda folder: False)
    monkeypatch.setattr("jupyter_book.cli.main.main", lambda *_, **__: sys.exit("Mend it."))
    with pytest.raises(SystemExit, match="Mend it"):
        building.build(tmp_path)


# What make makes of a set-up -------------------------------------------------------------------------------


@pytest.fixture
def would_do(tmp_path, monkeypatch):
    """What make would do in a folder with blanks and letters, where all is set up."""
    if os.name == "nt" or not shutil.which("make"):
        pytest.skip("there is no make on this machine")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("MAKEFLAGS", raising=False)
    folder = tmp_path / "my book, Книга é"
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv/.ready").write_text(f"{folder.resolve()}\n", encoding="utf-8")

    def run(there=folder) -> str:
        done = subprocess.run(["make", "-n", "book"], cwd=there, capture_output=True)
        return (done.stdout + done.stderr).decode()

    run.folder = folder
    return run


def test_what_is_set_up_stays(would_do):
    """And the book is built by the package here, by no script that names a folder."""
    assert would_do().strip() == ".venv/bin/python -m footprint build"


def test_a_moved_or_copied_folder_is_set_up_anew(would_do):
    """From nothing; so is one whose Python is gone."""
    assert "-m venv --clear .venv" in would_do(would_do.folder.rename(f"{would_do.folder} 2"))
    would_do.folder.with_name("my book, Книга é 2").rename(would_do.folder)
    assert "-m venv" not in would_do()
    (would_do.folder / ".venv/bin/python").unlink()
    assert "-m venv --clear .venv" in would_do()


def test_a_link_to_the_set_up_of_another_is_refused(would_do, monkeypatch):
    """In a sentence; not where PYTHONPATH says that it is meant."""
    (would_do.folder / ".venv").rename(would_do.folder.parent / "others")
    (would_do.folder / ".venv").symlink_to(would_do.folder.parent / "others")
    assert ".venv is a link" in would_do() and "-m" not in would_do()
    monkeypatch.setenv("PYTHONPATH", str(would_do.folder))
    assert would_do().strip() == ".venv/bin/python -m footprint build"
