"""A new series of the World Bank: its entry in the package, for the next update to fetch."""

from __future__ import annotations

import copy
from typing import Any

from footprint.errors import Busy, DataError
from footprint.library.package import FILE, Package, data_dir, json_bytes, read_package
from footprint.library.replacement import replacement
from footprint.library.revisions import unit
from footprint.model import Resource
from footprint.worldbank.catalogue import Described, described_series
from footprint.worldbank.databases import DATABASES

NOT_YET = "not yet"
# What the entry of a series has from another, for it is the same of all.
OF_ALL = "type scheme format mediatype encoding".split()


def add_series(code: str) -> str:
    """Write the entry of a series under ``wanted``, or nothing; returns what was done, in words.

    DataError if the package has it already, ServiceError if the service knows none of this code."""
    folder = data_dir()
    package = read_package(folder)
    _refuse_known(package, code)
    found = described_series(code)
    _refuse_known(package, found.code)
    entry = _entry(package, found)
    wanted = [*(one.entry for one in package.wanted), entry]
    _write(package, json_bytes({**package.content, "wanted": wanted}))
    told = f"{entry['title']}, {entry['unit'] or 'no unit named'}, {entry['database']}"
    return (
        f"{found.code} ({told}) now waits in {folder / FILE}, under wanted. "
        "Fetch its figures: python -m footprint update"
    )


def _refuse_known(package: Package, code: str) -> None:
    for one in [*package.resources, *package.wanted]:
        if code.casefold() in (one.indicator.casefold(), one.succeeds.casefold()):
            waits = one in package.wanted
            does = "waits under wanted; fetch it" if waits else "is there; renew it"
            path = package.folder / FILE
            raise DataError(f"{path}: {one.indicator} {does}: python -m footprint update")


def _entry(package: Package, found: Described) -> dict[str, Any]:
    """The entry of a series that nothing is held of yet, made like those of the others."""
    like = _like(package)
    title = found.name.removesuffix(f"({unit(found.name)})").strip()
    database = {number: name for name, number in DATABASES.items()}[found.source]
    schema = copy.deepcopy(dict(like.schema))
    schema["fields"][-1] |= {"title": title, "unit": unit(found.name)}
    return {
        "name": found.code.lower(),
        **{key: like.entry[key] for key in OF_ALL if key in like.entry},
        "path": f"worldbank/{found.code}.csv",
        "title": title,
        "description": found.note or f"As the World Bank names it: {found.name}.",
        "sources": [{"title": f"World Bank, {database}"}],
        "licenses": list(like.licenses),
        "vintage": NOT_YET,
        "retrieved": NOT_YET,
        "obtained": "from the World Bank's service",
        "indicator": found.code,
        "unit": unit(found.name),
        "database": database,
        "service_name": found.name,
        "schema": schema,
    }


def _like(package: Package) -> Resource:
    """A series that is held: its form is that of all."""
    for one in package.series():
        if one.schema:
            return one
    remedy = f"Restore it: git checkout -- data/{FILE}"
    raise DataError(
        f"{package.folder / FILE}: has no series whose form a new one could have. {remedy}"
    )


def _write(package: Package, content: bytes) -> None:
    """The package with its new entry, or the one that was."""
    try:
        with replacement(package.folder) as new:
            new.write(FILE, content)
            read_package(new.path)
            new.swap()
    except Busy as error:
        raise DataError(f"{error} Wait until it has ended, and run this again.") from None
    except OSError as error:
        where = error.filename or package.folder
        remedy = "Make room or permit it, and run this again."
        raise DataError(f"{where}: cannot be written ({error.strerror}). {remedy}") from None
