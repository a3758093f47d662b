"""The whole project in one file: what a clone has, and the same again where it was unpacked."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from support.builds import ROOT

from footprint.sphinxext import project


def known_to_git(*options: str) -> list[str]:
    """What git knows of this checkout."""
    done = subprocess.run(
        ["git", "ls-files", *options], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        pytest.skip("this is no checkout of git")
    return done.stdout.splitlines()


@pytest.fixture
def unpacked(tmp_path, monkeypatch) -> Path:
    """The project in another folder, with its own package and data."""
    with zipfile.ZipFile(io.BytesIO(project.packed(ROOT))) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / project.folder_name()
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder / "data"))
    monkeypatch.setattr(project, "PACKAGE", folder / "footprint")
    return folder


def test_what_git_has_and_no_more():
    """A new name at the top of the checkout goes into project.NAMES, or into .gitignore."""
    there = {name for name in known_to_git("-co", "--exclude-standard") if (ROOT / name).is_file()}
    assert set(project.all_files(ROOT)) == there


def test_what_can_be_run_stays_so():
    """As git has it; told by the first line, which no system of files loses."""
    with zipfile.ZipFile(io.BytesIO(project.packed(ROOT))) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    run = {name.partition("\t")[2] for name in known_to_git("-s") if name.startswith("100755")}
    assert {f"{project.folder_name()}/{name}" for name in run} == {
        name for name, mode in modes.items() if mode == 0o755
    }


def test_the_same_file_where_it_was_unpacked(unpacked):
    """Without git, with what a machine leaves there."""
    for name in ("footprint/__pycache__/a.pyc", "chapters/.ipynb_checkpoints/a.ipynb", "data/.a"):
        (unpacked / name).parent.mkdir(exist_ok=True)
        (unpacked / name).touch()
    (unpacked / "notes.txt").touch()
    assert project.packed(unpacked) == project.packed(ROOT)
    assert project.rest(unpacked) == project.rest(ROOT)


@pytest.mark.parametrize("name", ["tests/new.py", "README.md", ".binder/postBuild"])
def test_another_project_is_told_by_its_hash(unpacked, name):
    """Also in what no page is made of."""
    (unpacked / name).write_text("other", encoding="utf-8")
    assert project.rest(unpacked) != project.rest(ROOT)


def test_the_data_is_that_of_the_book(unpacked):
    """Wherever it is."""
    (unpacked / "data/claims.yml").write_text("other", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(project.packed(ROOT))) as archive:
        assert archive.read(f"{project.folder_name()}/data/claims.yml") == b"other"


def test_one_file_is_the_same_whenever_it_is_packed(tmp_path):
    """In whatever order files are found, of whatever day they are."""
    for name in ("a", "b"):
        (tmp_path / name).write_text(name * 99, encoding="utf-8")
    one = project.pack([("a", tmp_path / "a"), ("b", tmp_path / "b")])
    (tmp_path / "a").unlink()
    (tmp_path / "a").write_text("a" * 99, encoding="utf-8")
    (tmp_path / "a").chmod(0o600)
    assert project.pack([("b", tmp_path / "b"), ("a", tmp_path / "a")]) == one
