"""Care of the data folder: every file checked, sizes and hashes brought up to edits."""

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from footprint.library.package import Package, described, digest, json_bytes, read_package
from footprint.library.paths import FILE, REPORTS
from footprint.library.ratios import are_newer
from footprint.library.replacement import rewritten
from footprint.library.sources import Publishers, check_sources
from footprint.library.tables import (
    by_code,
    first_lines,
    read_report,
    read_shapes,
    read_table,
    refuse_names,
    refuse_unknown,
)
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
    refuse_unknown(package.region, names(), str(folder / FILE), "region")
    _check_sources(package)


def _names(package: Package) -> dict[str, str]:
    """Economies by code, as they are: describe may be about to take over an edit of that list."""
    return by_code(read_table(package, package.resource("economies")))


def _check(package: Package, resource: Resource, names: Callable[[], Mapping[str, str]]) -> None:
    """Schema and economies of a table, shapes of a map; other files by size and hash alone."""
    if resource.format == "geojson":
        read_shapes(package, resource)
    if resource.path.startswith(f"{REPORTS}/"):
        read_report(package, resource)
    if not resource.schema:
        return
    rows = read_table(package, resource)
    where = str(package.folder / resource.path)
    for key in resource.schema.get("foreignKeys", ()):
        for code, line in first_lines(rows, key["fields"]).items():
            refuse_unknown([code], names(), f"{where}: line {line}", key["fields"])
    refuse_names(rows, resource, names, where)


def _check_sources(package: Package) -> None:
    """Every row of a record that names a source names one with a grade."""
    files = {one.name: one for one in package.resources if not _gone(package, one)}
    if SOURCES not in files:
        return
    read = functools.partial(read_table, package)
    listed, refused = (read(files[name]) if name in files else () for name in (SOURCES, REFUSED))
    told = [
        (str(package.folder / one.path), read(one))
        for one in files.values()
        if "source" in [field["name"] for field in one.schema.get("fields", ())]
    ]
    check_sources(told, _publishers(listed, refused))


# One list judges the sources of a package and of its next edition.
_publishers = functools.lru_cache(maxsize=2)(Publishers)


def describe(folder: Path) -> list[str]:
    """Bring sizes and hashes up to the files as they are; returns what changed, in words.

    A table that breaks its schema is refused, and nothing is written. A file that is gone loses
    its entry: the claims that rest on it then cannot be tested. Of figures that a publisher
    released the entry then says on which day they were changed by hand."""
    if not _described(read_package(folder))[0]:
        return []
    with rewritten(folder) as new:
        # Read again: until now, an update may have brought another edition.
        package = read_package(folder)
        changes, entries = _described(package)
        new.write(FILE, json_bytes({**package.content, "resources": entries}))
        new.swap()
    return changes


def _described(package: Package) -> tuple[list[str], list[Mapping[str, Any]]]:
    """What differs from the package, in words, and its entries brought up to that; all checked."""
    names = functools.cache(functools.partial(_names, package))
    changes: list[str] = []
    entries: list[Mapping[str, Any]] = []
    for resource in package.resources:
        if _gone(package, resource):
            changes.append(f"{resource.path}: gone, so its entry is dropped")
            continue
        content, entry = package.content_of(resource), resource.entry
        if (resource.bytes, resource.hash) != (len(content), digest(content)):
            _check(package, resource, names)
            before = "" if resource.bytes is None else f"{resource.bytes} bytes before, "
            told = f"{resource.path}: {before}{len(content)} now{_unread(package, resource)}"
            changes.append(told)
            entry = _edited(resource)
        entries.append(described(entry, content))
    if changes:
        _check_sources(package)
    return changes, entries


def _unread(package: Package, resource: Resource) -> str:
    """That a ratio is read from its parts, so that an edit of it changes nothing; "" elsewhere."""
    parts = [one for one in map(package.find, resource.parts) if one]
    if not parts or len(parts) < len(resource.parts) or not are_newer(parts, resource):
        return ""
    of = " over ".join(one.indicator for one in parts)
    return f"; but the book reads {of}, of a newer release, in its place: edit these instead"


def _gone(package: Package, resource: Resource) -> bool:
    try:
        package.read(resource.path)
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return False


def _edited(resource: Resource) -> Mapping[str, Any]:
    """The entry of a file that was changed by hand; of one put there by hand it says so already."""
    if not resource.hash or not (resource.indicator or resource.edition):
        return resource.entry
    # Loaded here: it brings what asks the service, and a reader has no need of that.
    from footprint.library.queries import today

    return {**resource.entry, "edited": today().isoformat()}
