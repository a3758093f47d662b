"""What a built book came from: ``book.json`` beside its pages, and whether it still says so.

It has a hash for each part of the sources and one for every file of the book. It is written last
and taken away first, so a folder without it was left by a build that did not end well."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from footprint.errors import BookError
from footprint.library.package import data_dir

FILE = "book.json"
PACKAGE = Path(__file__).parents[1]
PAGES = (".ipynb", ".md")
AGAIN = "Build it: make book"


class Manifest(NamedTuple):
    """What a book says of itself: a hash for each part of its sources, and for each file."""

    sources: Mapping[str, str]
    files: Mapping[str, str]


def digest(path: Path) -> str:
    """The hash of a file, or of nothing where it is not."""
    return hashlib.sha256(path.read_bytes() if path.exists() else b"").hexdigest()


def _hash(root: Path, files: Iterable[Path]) -> str:
    """One hash over files of a folder, their names and what is in them."""
    lines = [f"{path.relative_to(root).as_posix()} {digest(path)}\n" for path in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _files(root: Path) -> list[Path]:
    """The files of a folder that are neither hidden nor compiled."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return [path for path in found if "/." not in f"/{path.relative_to(root).as_posix()}"]


def sources(folder: Path) -> dict[str, str]:
    """A hash for each part of what the book in a folder is made of."""
    data, chapters = data_dir(), _files(folder / "chapters")
    pages = [path for path in chapters if path.suffix in PAGES]
    beside = [path for path in chapters if path.suffix not in PAGES]
    return {
        "data": _hash(data, _files(data)),
        "package": _hash(PACKAGE, _files(PACKAGE)),
        "chapters": _hash(folder, pages),
        "settings": _hash(folder, [folder / "_config.yml", folder / "_toc.yml", *beside]),
        "lock": _hash(folder, [folder / "requirements.txt"]),
    }


def brief(found: str) -> str:
    """A hash as readers see it."""
    return found[:8] or "none"


def _digests(book: Path) -> dict[str, str]:
    """The hash of every file of a book but the manifest."""
    files = {path.relative_to(book).as_posix(): path for path in sorted(book.rglob("*"))}
    return {name: digest(path) for name, path in files.items() if path.is_file() and name != FILE}


def write(book: Path, made_of: Mapping[str, str]) -> None:
    """Say in a book that is whole what it came from."""
    content = json.dumps({"sources": made_of, "files": _digests(book)}, indent=1)
    (book / FILE).write_text(f"{content}\n", encoding="utf-8", newline="")


def whole(book: Path) -> Manifest:
    """The manifest of a whole book; BookError says what was altered, is missing or was added."""
    try:
        content = json.loads((book / FILE).read_text(encoding="utf-8"))
        told = Manifest(dict(content["sources"]), dict(content["files"]))
    except FileNotFoundError:
        raise BookError(f"There is no whole book in {book}: no {FILE}. {AGAIN}") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BookError(f"{book / FILE} cannot be read: it is damaged. {AGAIN}") from None
    found = _digests(book)
    differ = sorted(name for name, _ in found.items() ^ told.files.items())
    if differ:
        name = differ[0]
        what = "is missing" if name not in found else "was altered"
        what = what if name in told.files else "was added"
        more = len(set(differ)) - 1
        others = f", and so on: {more} more" if more else ""
        raise BookError(f"The book in {book} is not whole: {name} {what}{others}. {AGAIN}")
    return told


def read(book: Path) -> Manifest:
    """The manifest of a book that is whole; an empty one of any other."""
    try:
        return whole(book)
    except BookError:
        return Manifest({}, {})


def verify_book(book: Path, folder: Path) -> str:
    """Say that a book is whole and came from the sources in a folder; BookError if not so."""
    built, now = whole(book).sources, sources(folder)
    differ = [part for part in now if built.get(part) != now[part]]
    if differ:
        pairs = [
            f"{part} ({brief(built.get(part, ''))}, not {brief(now[part])})" for part in differ
        ]
        what = f"came from other sources than those here: {', '.join(pairs)}"
        raise BookError(f"The book in {book} {what}. {AGAIN}")
    what = f"data {brief(now['data'])}, package {brief(now['package'])}"
    return f"The book in {book} is whole and came from the sources here: {what}."


def drop(folder: Path, first: str = FILE) -> None:
    """Remove a folder, and before all else in it the file without which nobody trusts it."""
    (folder / first).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
