"""The package ``data/datapackage.json``: which files there are, and that they are what it says.

The folder is a Frictionless Data Package: every file is named with its source, licence, vintage,
size, hash and schema, and nothing is read that does not match. The only room, with ``tables`` and
``replacement``, that opens the files of ``data/``.
"""

import dataclasses
import difflib
import functools
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from footprint.errors import DataError, MissingData, PlaceError
from footprint.library.plausible import limits_of
from footprint.library.replacement import settle
from footprint.model import Resource

FILE = "datapackage.json"
PACKAGE = Path(__file__).parents[1]
REPORTS = "updates"
REQUIRED = ("name", "path", "title", "format", "vintage", "retrieved", "sources", "licenses")
FIELDS = {field.name for field in dataclasses.fields(Resource)} - {"entry", "limits"}
RESTORE = f"Restore it: git checkout -- data/{FILE}"


def data_dir() -> Path:
    """The folder read, whole: that of ``FOOTPRINT_DATA_DIR``, else ``data/`` of the checkout;
    PlaceError if work is done in another checkout."""
    chosen = os.environ.get("FOOTPRINT_DATA_DIR")
    if not chosen:
        hold_together(Path.cwd())
    folder = Path(chosen) if chosen else PACKAGE.parent / "data"
    settle(folder)
    return folder


def hold_together(folder: Path) -> None:
    """PlaceError if a folder lies in a checkout of the book and this package is of another: what
    one says would be shown for the other. PYTHONPATH, where it names this one, is meant."""
    here, ours = folder.absolute(), PACKAGE.parent
    named = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    checkouts = (up for up in (here, *here.parents) if (up / PACKAGE.name / "library").is_dir())
    checkout = next(checkouts, ours)
    if not checkout.samefile(ours) and ours.resolve() not in {
        Path(each).resolve() for each in named
    }:
        raise PlaceError(
            f"{here} lies in {checkout}, but the package {PACKAGE.name} at work is that of {ours}: "
            f"one folder was moved or copied from the other, with its .venv. Set up {checkout}: "
            "make book, or python -m venv --clear .venv and pip install -r requirements.txt."
        )


@dataclasses.dataclass(frozen=True)
class Package:
    """The parsed package of a folder: the files it holds, and those it still wants."""

    folder: Path
    content: Mapping[str, Any]
    resources: Sequence[Resource]
    wanted: Sequence[Resource]

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

    def bytes_of(self, resource: Resource) -> bytes:
        """The content of a file, if it is the one described; DataError names path and field."""
        path = self.folder / resource.path
        remedy = (
            f"Restore it (git checkout -- data/{resource.path}), or, if the change is meant, "
            "run: python -m footprint describe"
        )
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(f"{path}: cannot be read ({error.strerror}). {remedy}") from None
        if len(content) != resource.bytes:
            raise DataError(
                f"{path}: field bytes: {len(content)} found, {resource.bytes} expected; "
                f"the file is cut or edited. {remedy}"
            )
        if digest(content) != resource.hash:
            raise DataError(
                f"{path}: field hash: the content is not the one described; "
                f"the file is damaged or edited. {remedy}"
            )
        return content


@functools.lru_cache
def _hint(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else "."


def read_package(folder: Path) -> Package:
    """The package of a folder; DataError if it is absent, malformed or incomplete."""
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
        entries = [list(content["resources"]), list(content.get("wanted", ()))]
        entries[0][0]["path"]
    except FileNotFoundError:
        raise DataError(
            f"{path}: not there. Restore the folder data/, or point FOOTPRINT_DATA_DIR to one."
        ) from None
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a data package ({error}). {RESTORE}") from None
    resources, wanted = ([_resource(path, entry) for entry in group] for group in entries)
    resources, wanted = (
        [dataclasses.replace(one, limits=limits_of(content, one.entry)) for one in group]
        for group in (resources, wanted)
    )
    return Package(folder, content, resources, wanted)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON in which no key stands twice: of two, nobody could say which is meant."""
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"field {next(n for n in names if names.count(n) > 1)}: stands twice")
    return content


def _resource(path: Path, entry: object) -> Resource:
    """One entry of the package; DataError names the file, and the field that it lacks."""
    if not isinstance(entry, dict):
        raise DataError(f"{path}: field resources: “{entry}” is no entry. {RESTORE}")
    for field in REQUIRED:
        if not entry.get(field):
            who = entry.get("name") or entry.get("path") or "one without a name"
            raise DataError(
                f"{path}: resource {who}, field {field}: missing. Add it, or restore the file: "
                f"git checkout -- data/{FILE}"
            )
    return resource_of(entry)


def resource_of(entry: Mapping[str, Any]) -> Resource:
    """A file from its entry, which says all that it must."""
    return Resource(entry, **{name: entry[name] for name in FIELDS & entry.keys()})


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


def fingerprint(folder: Path) -> str:
    """One hash over a data folder and this package: what the ledger says depends on nothing else.
    It can be the name of a file."""
    both = [hash_of(root, root.rglob("*")) for root in (folder, PACKAGE)]
    return digest("\n".join(both).encode()).partition(":")[2]
