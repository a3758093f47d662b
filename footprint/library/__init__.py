"""The book's figures: as committed, and as the World Bank has them today.

What a chapter calls reads the library of the folder and mode that the environment names.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from footprint.library import upkeep
from footprint.library.library import CENTRAL_ASIA, Library, default
from footprint.library.live import mode
from footprint.library.package import Package, data_dir
from footprint.library.package import fingerprint as fingerprint
from footprint.library.pulls import Pull
from footprint.library.queries import FIRST_YEAR
from footprint.model import Resource


def pull(
    indicators: str | Sequence[str],
    economies: Sequence[str] = CENTRAL_ASIA,
    since: int = FIRST_YEAR,
) -> Pull:
    """World Bank observations for a chapter; see :meth:`Library.pull`."""
    return default().pull(indicators, economies, since)


def records(topic: str) -> pd.DataFrame:
    """A record file by its topic; see :meth:`Library.records`."""
    return default().records(topic)


def source(topic: str, rows: pd.DataFrame | None = None) -> str:
    """Where a record file is from, for a foot; see :meth:`Library.source`."""
    return default().source(topic, rows)


def borders() -> dict[str, Any]:
    """The borders of the maps, as GeoJSON: features with ``economy`` and ``name``."""
    return default().borders()


def economies() -> pd.Series:
    """Names by World Bank code, of every economy the book may speak of."""
    return default().economies()


def countries() -> pd.Series:
    """Names by code without the groups, such as the world, which take no rank."""
    return default().countries()


def package() -> Package:
    """The package of the data folder: its files, and those it still wants."""
    return default().package


def resource(name: str) -> Resource:
    """One file of the package by its name; MissingData if there is none."""
    return default().package.resource(name)


def vintage(name: str) -> tuple[pd.DataFrame, Resource]:
    """An older vintage of the World Bank's figures; see :meth:`Library.vintage`."""
    return default().vintage(name)


def vintages() -> pd.DataFrame:
    """Every vintage held for the five countries; see :meth:`Library.vintages`."""
    return default().vintages()


def reports() -> list[dict[str, Any]]:
    """What past updates reported, the newest first; empty if there was none."""
    return default().reports()


def observations(indicator: str) -> tuple[pd.DataFrame, Resource]:
    """A series of the World Bank, all economies; see :meth:`Library.observations`."""
    return default().observations(indicator)


def check_economies(codes: Iterable[object], where: str) -> None:
    """DataError that names ``where`` if a code is unknown."""
    default().check_economies(codes, where)


def verify() -> Iterable[str]:
    """Check every file of the data folder; yields the path of each that is whole."""
    return upkeep.verify(data_dir())


def describe() -> list[str]:
    """Bring sizes and hashes in the package up to edited files; what changed, in words."""
    return upkeep.describe(data_dir())
