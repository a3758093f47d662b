"""Care of the data folder: every file checked, sizes and hashes brought up to edits."""

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from footprint.errors import Busy, DataError
from footprint.library.package import FILE, Package, described, digest, json_bytes, read_package
from footprint.library.replacement import replacement
from footprint.library.sources import Publishers, check_sources
from footprint.library.tables import by_code, read_shapes, read_table, refuse_names, refuse_unknown
from footprint.model import Resource

# The files of the publishers and of the hosts that are refused.
SOURCES, REFUSED = "sources", "refused-hosts"


def verify(folder: Path) -> Iterator[str]:
    """Check every file, and yield its path if it is whole; DataError at the first that is not."""
    package = read_package(folder)
    names = functools.cache(functools.partial(_names, package))
    for resource in package.resources:
        package.bytes_of(resource)
        _check(package, resource, names)
        yield resource.path
    _check_sources(package)


def _names(package: Package) -> dict[str, str]:
    """Economies by code, as they are: describe may be about to take over an edit of that list."""
    return by_code(read_table(package.folder, package.resource("economies")))


def _check(package: Package, resource: Resource, names: Callable[[], Mapping[str, str]]) -> None:
    """Schema and economies of a table, shapes of a map; other files by size and hash alone."""
    if resource.format == "geojson":
        read_shapes(package.folder, resource)
    if not resource.schema:
        return
    rows = read_table(package.folder, resource)
    where = str(package.folder / resource.path)
    for key in resource.schema.get("foreignKeys", ()):
        codes = dict.fromkeys(rows.having(key["fields"]).values(key["fields"]))
        refuse_unknown(codes, names(), where, key["fields"])
    refuse_names(rows, resource, names, where)


def _check_sources(package: Package) -> None:
    """Every row of a record that names a source names one with a grade."""
    files = {one.name: one for one in package.resources if (package.folder / one.path).exists()}
    if SOURCES not in files:
        return
    read = functools.partial(read_table, package.folder)
    listed, refused = (read(files[name]) if name in files else () for name in (SOURCES, REFUSED))
    told = [
        (str(package.folder / one.path), read(one))
        for one in files.values()
        if "source" in [field["name"] for field in one.schema.get("fields", ())]
    ]
    check_sources(told, Publishers(listed, refused))


def describe(folder: Path) -> list[str]:
    """Bring sizes and hashes up to the files as they are; returns what changed, in words.

    A table that breaks its schema is refused, and nothing is written. A file that is gone loses
    its entry: the claims that rest on it then cannot be tested."""
    package = read_package(folder)
    names = functools.cache(functools.partial(_names, package))
    changes, entries = [], []
    for resource in package.resources:
        path = folder / resource.path
        if not path.exists():
            changes.append(f"{resource.path}: gone, so its entry is dropped")
            continue
        content = path.read_bytes()
        if (resource.bytes, resource.hash) != (len(content), digest(content)):
            _check(package, resource, names)
            changes.append(f"{resource.path}: {resource.bytes} bytes before, {len(content)} now")
        entries.append(described(resource.entry, content))
    if changes:
        _check_sources(package)
        _write(folder, json_bytes({**package.content, "resources": entries}))
    return changes


def _write(folder: Path, content: bytes) -> None:
    """Put a new package in place, or nothing."""
    try:
        with replacement(folder) as new:
            new.write(FILE, content)
            new.swap()
    except Busy as error:
        raise DataError(f"{error} Wait until it has ended, and run this again.") from None
    except OSError as error:
        raise DataError(
            f"{error.filename or folder}: cannot be written ({error.strerror}). "
            "Make room or permit it, and run this again."
        ) from None
