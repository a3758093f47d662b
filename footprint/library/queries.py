"""What is asked of the service, and whether to believe it."""

import dataclasses
import datetime
from collections.abc import Iterable

import pandas as pd

from footprint.errors import MissingData
from footprint.library.package import SERIES, package, resource, successor, table
from footprint.library.revisions import objections, unit
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import DATABASES, MAIN
from footprint.worldbank.series import observations

SERVICE = "the World Bank's service"
# A series of more economies than this spans the world.
SPAN = 60
# The first year asked for, unless ``data/`` holds an earlier one.
FIRST_YEAR = 1990


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def series_entry(code: str) -> dict:
    """The package entry of a series: of its successor if it has one, else its own, else a new one for a series never held."""
    content = package()
    known = {
        entry["indicator"]: entry
        for entry in [*content.get("wanted", ()), *content["resources"]]
        if "indicator" in entry
    }
    return (
        successor(known.values(), code)
        or known.get(code)
        or {
            "name": code.lower(),
            "path": f"worldbank/{code}.csv",
            "indicator": code,
            "title": "",
            "unit": "",
            "database": MAIN,
            "sources": [{"title": f"World Bank, {MAIN}"}],
        }
    )


def committed(entry: dict) -> pd.DataFrame:
    """The series as it stands in ``data/``; empty if it is not there."""
    try:
        return table(resource(entry["name"]))
    except MissingData:
        return pd.DataFrame(
            {
                "economy": pd.Series(dtype="string"),
                "year": pd.Series(dtype="Int64"),
                "value": pd.Series(dtype="float64"),
            }
        )


@dataclasses.dataclass(frozen=True)
class Query:
    """Series asked for together: of one database, for the same economies; ``held`` is what ``data/`` has of each."""

    database: str
    entries: list[dict]
    held: dict[str, pd.DataFrame]
    besides: tuple[str, ...]
    since: int

    @property
    def what(self) -> tuple[list[str], list[str], int, int]:
        """Series, economies, first and last year."""
        economies = {
            *self.besides,
            *(code for frame in self.held.values() for code in frame["economy"]),
        }
        first = min(
            [self.since, *(int(frame["year"].min()) for frame in self.held.values() if len(frame))]
        )
        return list(self.held), sorted(economies), first, today().year

    def send(self) -> Observations:
        return observations(*self.what, DATABASES[self.database])


def fewest_queries(entries: Iterable[dict], besides: Iterable[str], since: int) -> list[Query]:
    """The fewest requests: one for each database, and one more for its series that span the world, lest all be asked for all."""
    held = {entry["indicator"]: committed(entry) for entry in entries}
    groups: dict[tuple, list[dict]] = {}
    for entry in entries:
        groups.setdefault(
            (entry["database"], held[entry["indicator"]]["economy"].nunique() > SPAN), []
        ).append(entry)
    return [
        Query(
            database,
            of,
            {entry["indicator"]: held[entry["indicator"]] for entry in of},
            tuple(besides),
            since,
        )
        for (database, _), of in groups.items()
    ]


def screened(
    entry: dict, request: Query, found: Observations
) -> tuple[pd.DataFrame | None, list[str]]:
    """The service's figures of a series, None if it has none, and what speaks against believing them, in words."""
    code = entry["indicator"]
    if code in found.problems:
        return None, [found.problems[code]]
    committed = request.held[code]
    wanted = (found.data["indicator"] == code) & found.data["economy"].isin(
        [*request.besides, *committed["economy"]]
    )
    # Placeholders that the entry warns of are no figures, however often they are sent.
    if entry.get("zero_is_missing"):
        wanted &= found.data["value"] != 0
    for economy, years in entry.get("left_out", {}).items():
        wanted &= (found.data["economy"] != economy) | ~found.data["year"].isin(years)
    after = found.data.loc[wanted, SERIES].reset_index(drop=True)
    if after.empty:
        return None, ["the service now holds no value of it"]
    said = objections(committed, after)
    before, now = (
        unit(entry.get("service_name", "")),
        unit(found.names.get(code, "")),
    )
    if before and before != now:
        said.insert(0, f"its unit changed from “{before}” to “{now}”")
    return after, said


def renewed_entry(entry: dict, found: Observations) -> dict:
    """The entry of a series whose figures now come from the service."""
    name = found.names.get(entry["indicator"], entry["title"])
    title = name.removesuffix(f"({unit(name)})").strip()
    return (
        {"title": title, "unit": unit(name)}
        | {key: value for key, value in entry.items() if value}
        | {
            "vintage": found.last_updated or "not stated",
            "retrieved": found.retrieved[:10],
            "obtained": "from the World Bank's service",
            "service_name": name,
            "sources": with_service(entry | {"sources": entry["sources"][:1]}, found),
        }
    )


def with_service(entry: dict, *found: Observations) -> list[dict]:
    """The sources of a file with the service's answers among them, once each."""
    others = [source for source in entry["sources"] if source["title"] != SERVICE]
    return others + [{"title": SERVICE, "path": part.urls[0]} for part in found if part.urls]
