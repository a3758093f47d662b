"""What a book says of itself: where it is from, and whether it is whole."""

import json
from pathlib import Path

import pytest

from footprint.errors import BookError
from footprint.sphinxext import manifest

FILES = {
    "chapters/one.ipynb": "one",
    "chapters/two.md": "two",
    "chapters/references.bib": "three",
    "_config.yml": "title: A",
    "_toc.yml": "root: a",
    "CITATION.cff": "version: 1",
    "requirements.txt": "a==1",
    "data/a.csv": "1",
}


@pytest.fixture
def source(tmp_path, monkeypatch) -> Path:
    """A folder with all parts of a book, and one page built of it."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "data"))
    book = tmp_path / "html"
    (book / "_static").mkdir(parents=True)
    (book / "_static/a.css").write_text("a", encoding="utf-8")
    (book / "a.html").write_text("a", encoding="utf-8")
    manifest.write(book, manifest.sources(tmp_path))
    return tmp_path


def test_a_book_of_these_sources(source):
    """The sentence has the hashes that a reader sees at the foot of each page."""
    now = manifest.sources(source)
    told = manifest.verify_book(source / "html", source)
    assert told.endswith(f"data {now['data'][7:15]}, package {now['package'][7:15]}.")
    assert manifest.trusted(source / "html").sources == now


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("data/a.csv", "data"),
        ("data/new.csv", "data"),
        ("chapters/one.ipynb", "chapters"),
        ("chapters/two.md", "chapters"),
        ("chapters/references.bib", "settings"),
        ("_config.yml", "settings"),
        ("_toc.yml", "settings"),
        ("CITATION.cff", "settings"),
        ("requirements.txt", "lock"),
        ("README.md", "project"),
    ],
)
def test_sources_that_changed(source, name, part):
    """The part is named, and what to do."""
    (source / name).write_text("other", encoding="utf-8")
    with pytest.raises(
        BookError, match=rf": {part} \(\w{{8}}, not \w{{8}}\)\. Build it: make book$"
    ):
        manifest.verify_book(source / "html", source)


def test_another_package(source, monkeypatch, tmp_path):
    """Its files are a part too."""
    monkeypatch.setattr(manifest, "PACKAGE", tmp_path / "data")
    with pytest.raises(BookError, match="package"):
        manifest.verify_book(source / "html", source)


def test_a_renamed_file_is_a_change(source):
    """Names are hashed as well."""
    (source / "data/a.csv").rename(source / "data/b.csv")
    with pytest.raises(BookError, match="data"):
        manifest.verify_book(source / "html", source)


@pytest.mark.parametrize(
    "name", ["data/.DS_Store", "chapters/.ipynb_checkpoints/one.ipynb", "data/a.pyc"]
)
def test_what_machines_leave_is_no_source(source, name):
    """Hidden and compiled files."""
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_text("other", encoding="utf-8")
    assert manifest.verify_book(source / "html", source)


def altered(book: Path) -> None:
    (book / "a.html").write_text("b", encoding="utf-8")


def missing(book: Path) -> None:
    (book / "_static/a.css").unlink()


def added(book: Path) -> None:
    (book / "b.html").write_text("b", encoding="utf-8")


def several(book: Path) -> None:
    altered(book)
    added(book)
    missing(book)


def cut(book: Path) -> None:
    (book / "book.json").write_text(
        (book / "book.json").read_text(encoding="utf-8")[:-5], encoding="utf-8"
    )


def foreign(book: Path) -> None:
    (book / "book.json").write_text(json.dumps(["other"]), encoding="utf-8")


def gone(book: Path) -> None:
    (book / "book.json").unlink()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (altered, "a.html was altered."),
        (missing, "_static/a.css is missing."),
        (added, "b.html was added."),
        (several, "_static/a.css is missing, and so on: 2 more."),
        (cut, "cannot be read: it is damaged."),
        (foreign, "cannot be read: it is damaged."),
        (gone, "no book.json."),
    ],
)
def test_a_book_that_is_not_whole(source, damage, says):
    """One sentence that names the file and the remedy; a build trusts nothing of it."""
    damage(source / "html")
    with pytest.raises(BookError) as caught:
        manifest.verify_book(source / "html", source)
    assert f"{says} Build it: make book" in str(caught.value)
    assert manifest.trusted(source / "html") == ({}, {})


def test_at_the_command_line(source, footprint, monkeypatch):
    """Exit code and sentence."""
    fine = footprint("verify", "--book", str(source / "html"))
    assert fine.returncode == 1 and "chapters (" in fine.stderr, (
        "the sources are those of the folder it runs in"
    )
    gone(source / "html")
    broken = footprint("verify", "--book", str(source / "html"))
    assert broken.returncode == 1 and len(broken.stderr.splitlines()) == 1


def test_what_is_dropped_is_not_trusted_meanwhile(source, monkeypatch):
    """The manifest goes first: who is killed while it removes the rest leaves no book."""
    monkeypatch.setattr(manifest.shutil, "rmtree", lambda *_, **__: None)
    manifest.drop(source / "html")
    assert (source / "html/a.html").exists() and manifest.trusted(source / "html") == ({}, {})
