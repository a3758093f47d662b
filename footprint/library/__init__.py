"""The book's figures, as committed and as the World Bank has them today.

What a chapter calls reads the library of the folder and mode that the environment names.
"""

import functools
from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec, TypeVar

from footprint.library import upkeep
from footprint.library.library import Library, default
from footprint.library.modes import mode
from footprint.library.package import Package, data_dir, fingerprint
from footprint.library.pulls import provenance
from footprint.library.sources import Publishers
from footprint.model import Resource

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _of_default(method: Callable[Concatenate[Library, _P], _T]) -> Callable[_P, _T]:
    """A method of the library that the environment names when it is called."""

    @functools.wraps(method)
    def call(*arguments: _P.args, **options: _P.kwargs) -> _T:
        return method(default(), *arguments, **options)

    return call


pull = _of_default(Library.pull)
records = _of_default(Library.records)
source = _of_default(Library.source)
publishers_used = _of_default(Library.publishers_used)
borders = _of_default(Library.borders)
economies = _of_default(Library.economies)
countries = _of_default(Library.countries)
region = _of_default(Library.region)
vintage = _of_default(Library.vintage)
vintages = _of_default(Library.vintages)
reports = _of_default(Library.reports)
standing = _of_default(Library.standing)
shown_package = _of_default(Library.shown_package)


def publishers() -> Publishers:
    """The publishers of sources, with their grades."""
    return default().publishers


def package() -> Package:
    """The package of the data folder: its files, and those it still wants."""
    return default().package


def resource(name: str) -> Resource:
    """One file of the package by its name; MissingData if there is none."""
    return package().resource(name)


def verify() -> Iterator[str]:
    """Check every file of the data folder; yields the path of each that is whole."""
    return upkeep.verify(data_dir())


def describe() -> list[str]:
    """Bring sizes and hashes in the package up to edited files; what changed, in words."""
    return upkeep.describe(data_dir())
