"""What a built book came from: ``book.json`` beside its pages, and whether it is still that book.

It has a hash for each part of the sources and for every file. It is written last and taken away
first, so a folder without it was left by a build that did not end well."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from footprint.errors import BookError
from footprint.library.package import PACKAGE, data_dir, digests, hash_of
from footprint.sphinxext import project

MANIFEST, CITATION = "book.json", "CITATION.cff"
PAGES = (".ipynb", ".md")
AGAIN = "Build it: make book"


class Manifest(NamedTuple):
    """What a book says of itself: a hash for each part of its sources, and for each file."""

    sources: Mapping[str, str]
    files: Mapping[str, str]


def sources(folder: Path) -> dict[str, str]:
    """A hash for each part of what the book in a folder is made of."""
    data, chapters = data_dir(), list((folder / "chapters").rglob("*"))
    beside = [path for path in chapters if path.suffix not in PAGES]
    beside += [folder / name for name in ("_config.yml", "_toc.yml", CITATION)]
    return {
        "data": hash_of(data, data.rglob("*")),
        "package": hash_of(PACKAGE, PACKAGE.rglob("*")),
        "chapters": hash_of(folder, set(chapters) - set(beside)),
        "settings": hash_of(folder, beside),
        "lock": hash_of(folder, [folder / "requirements.txt"]),
        "project": project.rest(folder),
    }


def brief(found: str) -> str:
    """A hash as readers see it."""
    return found.partition(":")[2][:8] or "none"


def _files(book: Path) -> dict[str, str]:
    """The hash of every file of a book but the manifest."""
    return digests(book, (path for path in sorted(book.rglob("*")) if path != book / MANIFEST))


def write(book: Path, made_of: Mapping[str, str]) -> None:
    """Say in a book that is whole what it came from."""
    content = json.dumps({"sources": made_of, "files": _files(book)}, indent=1)
    (book / MANIFEST).write_text(f"{content}\n", encoding="utf-8", newline="")


def whole(book: Path) -> Manifest:
    """The manifest of a whole book; BookError says what was altered, is missing or was added."""
    try:
        content = json.loads((book / MANIFEST).read_text(encoding="utf-8"))
        told = Manifest(dict(content["sources"]), dict(content["files"]))
    except FileNotFoundError:
        raise BookError(f"There is no whole book in {book}: no {MANIFEST}. {AGAIN}") from None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        raise BookError(f"{book / MANIFEST} cannot be read: it is damaged. {AGAIN}") from None
    found = _files(book)
    if differ := sorted({name for name, _ in found.items() ^ told.files.items()}):
        name = differ[0]
        what = "was altered" if name in found else "is missing"
        what = what if name in told.files else "was added"
        others = f", and so on: {len(differ) - 1} more" if differ[1:] else ""
        raise BookError(f"The book in {book} is not whole: {name} {what}{others}. {AGAIN}")
    return told


def trusted(book: Path) -> Manifest:
    """The manifest of a book that is whole; an empty one of any other."""
    try:
        return whole(book)
    except BookError:
        return Manifest({}, {})


def verify_book(book: Path, folder: Path) -> str:
    """Say that a book is whole and came from the sources in a folder; BookError if not so."""
    built, now = whole(book).sources, sources(folder)
    differ = [
        f"{part} ({brief(built.get(part, ''))}, not {brief(found)})"
        for part, found in now.items()
        if found != built.get(part)
    ]
    if differ:
        what = f"came from other sources than those here: {', '.join(differ)}"
        raise BookError(f"The book in {book} {what}. {AGAIN}")
    what = f"data {brief(now['data'])}, package {brief(now['package'])}"
    return f"The book in {book} is whole and came from the sources here: {what}."


def drop(folder: Path, first: str = MANIFEST) -> None:
    """Remove a folder, and before all else in it the file without which nobody trusts it."""
    (folder / first).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
