"""The package ``data/datapackage.json``: which files there are, and that they are what it says.

The folder is a Frictionless Data Package: every file is named with its source, licence, vintage,
size, hash and schema, and nothing is read that does not match. The only room, with ``tables`` and
``replacement``, that opens the files of ``data/``.
"""

import dataclasses
import difflib
import errno
import functools
import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from footprint.errors import DataError, MissingData, PlaceError
from footprint.library.descriptor import parsed
from footprint.library.paths import FILE, contained
from footprint.library.paths import REPORTS as REPORTS
from footprint.library.plausible import limits_of
from footprint.library.replacement import SWAP_WAIT, settle
from footprint.model import Resource
from footprint.words.text import meant

PACKAGE = Path(__file__).parents[1]
FIELDS = {field.name for field in dataclasses.fields(Resource)} - {"entry", "limits"}
# The ledger and its translations, which no entry names.
LEDGERS = re.compile(r"claims(\.\w+)?\.yml")
# An edition is read in a few thousandths of a second; that updates keep ahead so often is a fault.
TRIES = 100
# What a file is once it is read: its content, or why there is none.
Read = bytes | OSError


def data_dir() -> Path:
    """The folder read, whole: that of ``FOOTPRINT_DATA_DIR``, else ``data/`` of the book in which
    work is done, else of the checkout; PlaceError if work is done in another checkout, DataError
    where the package was installed away from one, and there is no book either."""
    if chosen := os.environ.get("FOOTPRINT_DATA_DIR"):
        settle(Path(chosen))
        return Path(chosen)
    hold_together(Path.cwd())
    home = _book_of(Path.cwd())
    folder = (PACKAGE.parent if home is None or _is_checkout(home) else home) / "data"
    settle(folder)
    beside = folder.parent == PACKAGE.parent
    if beside and not folder.exists() and not (folder.parent / "pyproject.toml").exists():
        raise DataError(
            "This package was installed without the book, so there are no figures beside it. "
            "Work in the folder of a book, or unpack the book's data.zip, or take data/ of its "
            "source, and set FOOTPRINT_DATA_DIR to that folder. footprint.worldbank needs none."
        )
    return folder


def _book_of(here: Path) -> Path | None:
    """The nearest book that a folder lies in: a checkout, or one on an installed package."""
    for up in (here, *here.parents):
        if _is_checkout(up) or ((up / "_toc.yml").is_file() and (up / "chapters").is_dir()):
            return up
    return None


def _is_checkout(folder: Path) -> bool:
    return (folder / PACKAGE.name / "library").is_dir()


def hold_together(folder: Path) -> None:
    """PlaceError if a folder lies in a checkout of the book and this package is of another: what
    one says would be shown for the other. PYTHONPATH, where it names this one, is meant."""
    here, ours = folder.absolute(), PACKAGE.parent
    checkout = _book_of(here) or ours
    if checkout.samefile(ours) or not _is_checkout(checkout):
        return
    named = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    if ours.resolve() not in {Path(each).resolve() for each in named}:
        raise PlaceError(
            f"{here} lies in {checkout}, but the package {PACKAGE.name} at work is that of {ours}: "
            f"one folder was moved or copied from the other, with its .venv. Set up {checkout}: "
            "make book, or python -m venv --clear .venv and pip install -r requirements.txt."
        )


@dataclasses.dataclass(frozen=True)
class Package:
    """The package of a folder: the files it holds, all of one edition, and those it still wants."""

    folder: Path
    content: Mapping[str, Any]
    resources: Sequence[Resource]
    wanted: Sequence[Resource]
    files: Mapping[str, Read]

    @property
    def region(self) -> tuple[str, ...]:
        """The countries that the book is of, by code: pulled, watched and on the board."""
        return tuple(self.content["region"])

    @functools.cached_property
    def _by_name(self) -> Mapping[str, Resource]:
        return {resource.name: resource for resource in self.resources}

    def resource(self, name: str) -> Resource:
        """One file by its name; MissingData if there is none."""
        if name not in self._by_name:
            raise MissingData(f"{name} is not in data/{FILE}{_hint(name, tuple(self._by_name))}")
        return self._by_name[name]

    def series(self) -> list[Resource]:
        """The series of the World Bank that are held."""
        return [resource for resource in self.resources if resource.indicator]

    @functools.cached_property
    def _by_indicator(self) -> Mapping[str, Resource]:
        """Series held, by their code and by that of the one whose place they took."""
        return {one.indicator: one for one in self.series()} | {
            one.succeeds: one for one in self.series() if one.succeeds
        }

    def find(self, indicator: str) -> Resource | None:
        """The same, or None."""
        return self._by_indicator.get(indicator)

    def series_of(self, indicator: str) -> Resource:
        """The series under a code of today or of before it was renamed; MissingData if none."""
        return self._by_indicator.get(indicator) or self.resource(indicator.lower())

    def read(self, name: str) -> bytes:
        """A file as it was when the package was read; OSError if it could not be."""
        content = self.files.get(name)
        if isinstance(content, bytes):
            return content
        raise content or FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)

    def content_of(self, resource: Resource) -> bytes:
        """The content of a file, as described or not; DataError if it cannot be read."""
        try:
            return self.read(resource.path)
        except OSError as error:
            path = self.folder / resource.path
            why = f"{path}: cannot be read ({error.strerror})"
            raise DataError(f"{why}. {_remedy(resource)}") from None

    def bytes_of(self, resource: Resource) -> bytes:
        """The content of a file, if it is the one described; DataError names path and field."""
        path, content = self.folder / resource.path, self.content_of(resource)
        if (len(content), digest(content)) == (resource.bytes, resource.hash):
            return content
        if resource.bytes is None or not resource.hash:
            missing = "bytes" if resource.bytes is None else "hash"
            raise DataError(
                f"{path}: field {missing}: the package does not say it yet. "
                "Look at the file, then run: python -m footprint describe"
            )
        unix = content.replace(b"\r\n", b"\n")
        if (len(unix), digest(unix)) == (resource.bytes, resource.hash):
            raise DataError(
                f"{path}: the file has Windows line ends (CRLF), as Git writes them with "
                "core.autocrlf; nothing else differs. Delete it, and run: "
                f"git checkout -- data/{resource.path}"
            )
        if len(content) != resource.bytes:
            found = f"{len(content)} found, {resource.bytes} expected"
            why = f"field bytes: {found}; the file is cut or edited"
        else:
            why = "field hash: the content is not the one described; the file is damaged or edited"
        raise DataError(f"{path}: {why}. {_remedy(resource)}")


def _remedy(resource: Resource) -> str:
    return (
        f"Restore it (git checkout -- data/{resource.path}), or, if the change is meant, "
        "run: python -m footprint describe"
    )


@functools.lru_cache
def _hint(name: str, known: tuple[str, ...]) -> str:
    return meant("".join(difflib.get_close_matches(name, known, n=1)))


def read_package(folder: Path) -> Package:
    """The package of a folder with all its files, of one edition; DataError if it is none.

    An update puts a whole new folder in the place of the old one. So every file is read at once,
    and again if ``datapackage.json`` is another file afterwards: what was read is then of one
    edition, and stays so for whoever holds it."""
    until = time.monotonic() + SWAP_WAIT
    for _ in range(TRIES):
        try:
            with _regular(folder, FILE).open("rb") as file:
                package = _read(folder, file.read())
                # As long as it is open, no other file can have its number.
                if os.path.samestat(os.fstat(file.fileno()), (folder / FILE).stat()):
                    return package
        except FileNotFoundError:
            # Between two editions there is none for a moment.
            settle(folder)
            if time.monotonic() > until:
                break
        except OSError as error:
            raise DataError(_unreadable(folder, error)) from None
    if not os.path.lexists(folder / FILE):
        raise DataError(
            f"{folder / FILE}: not there. Restore the folder data/, or point FOOTPRINT_DATA_DIR "
            "to one."
        )
    raise DataError(
        f"{folder}: replaced by an update again and again while it was read. "
        "Let the updates end, and run this again."
    )


def _unreadable(folder: Path, error: OSError) -> str:
    """Why there is no package in a folder, with the remedy."""
    if isinstance(error, NotADirectoryError):
        return f"{folder}: a file, and no folder. Point FOOTPRINT_DATA_DIR to a folder like data/."
    return (
        f"{folder / FILE}: not a data package ({error.strerror}). Permit to read it, or restore it."
    )


def _read(folder: Path, raw: bytes) -> Package:
    """The package that the raw content describes, with its files as they are now."""
    content = parsed(folder / FILE, raw)
    resources, wanted = (
        [resource_of(entry, limits_of(content, entry)) for entry in content.get(group, ())]
        for group in ("resources", "wanted")
    )
    ledgers = [path.name for path in folder.iterdir() if LEDGERS.fullmatch(path.name)]
    names = [FILE, *ledgers, *(one.path for one in resources)]
    for one in wanted:
        contained(folder, one.path)
    return Package(
        folder, content, resources, wanted, {name: _content(folder, name) for name in names}
    )


def _content(folder: Path, name: str) -> Read:
    """A file of the folder, or why it cannot be read; DataError if it is none of the folder's."""
    try:
        return _regular(folder, name).read_bytes()
    except OSError as error:
        return error


def _regular(folder: Path, name: str) -> Path:
    """A file of the folder; OSError if it is not there, or a thing that reading might wait for."""
    path = contained(folder, name)
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file", str(path))
    return path


def resource_of(
    entry: Mapping[str, Any], limits: Mapping[str, float | None] | None = None
) -> Resource:
    """A file from its entry, which says all that it must, with what an update believes of it."""
    return Resource(
        entry, limits=limits or {}, **{name: entry[name] for name in FIELDS & entry.keys()}
    )


def digest(content: bytes) -> str:
    """The hash of a file's content, as the package writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def described(entry: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """A package entry with the size and hash of its file's new content."""
    return {**entry, "bytes": len(content), "hash": digest(content)}


def json_bytes(content: object) -> bytes:
    """JSON as the package is written."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """The hashes of those files of a folder that are there, by name."""
    there = ((path.relative_to(root).as_posix(), path) for path in files if path.is_file())
    return {name: digest(path.read_bytes()) for name, path in there}


def hash_of(root: Path, files: Iterable[Path]) -> str:
    """One hash over files of a folder, names included; hidden and compiled ones are nothing."""
    found = digests(root, files).items()
    counted = [pair for pair in found if "/." not in f"/{pair[0]}" and not pair[0].endswith(".pyc")]
    return digest(json.dumps(sorted(counted)).encode())


def fingerprint(package: Package) -> str:
    """One hash over a data folder and this package: what the ledger says depends on nothing else.
    It can be the name of a file."""
    files = package.files.items()
    data = {name: digest(content) for name, content in files if isinstance(content, bytes)}
    code = hash_of(PACKAGE, PACKAGE.rglob("*"))
    return digest(json.dumps([sorted(data.items()), code]).encode()).partition(":")[2]
