"""The book by one command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.builds import ROOT
from support.systems import SHELL

from footprint.errors import BookError
from footprint.maintenance import building

# In the place of Jupyter Book: a build that prints what a console lacks, and ends as it is asked to.
OTHER = (
    "import sys; print('Книга →', open(1, closefd=False).encoding, *sys.argv[1:]); sys.exit({code})"
)


@pytest.fixture
def folder(monkeypatch, tmp_path) -> Path:
    """A folder with blanks and letters whose book stands, and is younger than what was set up."""
    home = tmp_path / "my book, Книга é"
    (home / "_build/html").mkdir(parents=True)
    monkeypatch.setattr(building, "verify_book", lambda book, folder: "whole")
    monkeypatch.setattr(building, "JUPYTER_BOOK", OTHER.format(code=0))
    monkeypatch.setattr(sys, "prefix", str(home))
    for at, name in enumerate(["pyvenv.cfg", "_build/html/book.json"]):
        (home / name).touch()
        os.utime(home / name, (at, at))
    return home


def test_a_book_that_stands_is_not_built_again(folder, capfd):
    """Where it stands is said all the same."""
    told = building.build(folder)
    assert told.startswith("Nothing changed") and told.endswith(
        str(folder / "_build/html/index.html")
    )
    assert capfd.readouterr().out == ""


def test_a_book_older_than_the_libraries_is_built(folder, capfdbinary, monkeypatch):
    """Warnings fail it. Its libraries read UTF-8, and may print what the console has not."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding="cp1251", write=len, flush=str))
    monkeypatch.setenv("PYTHONUTF8", "0")
    os.utime(folder / "pyvenv.cfg", (2, 2))
    assert building.build(folder).startswith("The book is built.")
    printed = capfdbinary.readouterr().out.decode("cp1251").lower()
    assert printed.split() == r"книга \u2192 utf-8 build . -w --keep-going".split()


def test_a_live_book_lies_apart(folder, capfd):
    """Whatever stands; where it is is said."""
    told = building.build(folder, live=True)
    assert told.endswith(str(folder / "_build/live/_build/html/index.html"))
    assert "--path-output _build/live" in capfd.readouterr().out


def test_a_chapter_alone(folder, capfd):
    """By its name; its links lead to pages that are not there, which is no fault."""
    (folder / "chapters").mkdir()
    (folder / "chapters/kyrgyzstan.ipynb").touch()
    told = building.build_page(folder, "kyrgyzstan")
    assert told.endswith(str(folder / "_build/page/_build/html/chapters/kyrgyzstan.html"))
    printed = capfd.readouterr().out
    assert "--toc _build/page/_toc.yml --path-output _build/page" in printed and "-W" not in printed
    assert "root: chapters/kyrgyzstan" in (folder / "_build/page/_toc.yml").read_text(
        encoding="utf-8"
    )
    for none in ("", "turkey"):
        with pytest.raises(BookError, match="Name a chapter by its file"):
            building.build_page(folder, none)


def test_a_book_of_other_sources_is_built_and_may_fail(folder, monkeypatch):
    """Then nothing is said of a book."""

    def differs(*_):
        raise BookError("other sources")

    monkeypatch.setattr(building, "verify_book", differs)
    monkeypatch.setattr(building, "JUPYTER_BOOK", OTHER.format(code=3))
    with pytest.raises(SystemExit) as ended:
        building.build(folder)
    assert ended.value.code == 3


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


@SHELL
def test_a_release_is_made_of_what_it_publishes(make, tmp_path):
    """The wheel of the archive that goes with it, so that nothing of an older one comes in or stays behind; notes without a head."""
    for name in ("html/project.zip", "html/data.zip", "book.pdf"):
        (tmp_path / "_build" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "_build" / name).write_bytes(b"")
    failed, told = make("release")
    assert not failed and [line.split()[2] for line in told] == ["build", "pdf", "wheel"]
    assert told[-1].endswith("--wheel-dir _build/release/files _build/html/project.zip")
    files = {path.name for path in (tmp_path / "_build/release/files").iterdir()}
    assert files == {"project.zip", "data.zip", "book.pdf"}
    notes = (tmp_path / "_build/release/notes.md").read_text(encoding="utf-8")
    assert notes.strip().startswith("- ") and "## " not in notes
