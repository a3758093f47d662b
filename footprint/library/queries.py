"""What is asked of the service, and whether to believe it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from footprint.lazy import pandas as pd
from footprint.library.package import Package, resource_of
from footprint.library.revisions import objections, unit
from footprint.library.tables import OBSERVATION
from footprint.model import Resource
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import DATABASES, MAIN
from footprint.worldbank.series import observations

SERVICE = "the World Bank's service"
# A series of more economies than this spans the world.
SPAN = 60
# The first year that can be asked for; no series begins earlier.
EARLIEST = 1900


def today() -> datetime.date:
    """The day, the same everywhere on Earth."""
    return datetime.datetime.now(datetime.UTC).date()


def series_resource(package: Package, code: str) -> Resource:
    """A series in the package: its successor's entry, its own, or a new one if never held."""
    known = [*package.wanted, *package.resources]
    taking_over = [one for one in known if one.succeeds == code]
    own = [one for one in reversed(known) if one.indicator == code]
    return next(iter(taking_over + own), None) or resource_of(
        {
            "name": code.lower(),
            "path": f"worldbank/{code}.csv",
            "indicator": code,
            "title": "",
            "unit": "",
            "format": "csv",
            "vintage": "",
            "retrieved": "",
            "licenses": [],
            "database": MAIN,
            "sources": [{"title": f"World Bank, {MAIN}"}],
        }
    )


@dataclasses.dataclass(frozen=True)
class Query:
    """Series asked for together: of one database, for the same economies. ``committed`` is what
    ``data/`` has of each, ``besides`` names economies asked for in any case."""

    database: str
    resources: Sequence[Resource]
    committed: Mapping[str, pd.DataFrame]
    besides: tuple[str, ...]
    since: int

    @property
    def what(self) -> tuple[list[str], list[str], int, int]:
        """Series, economies, first and last year."""
        frames = [frame for frame in self.committed.values() if len(frame)]
        economies = {*self.besides, *(code for frame in frames for code in frame["economy"])}
        first = min([self.since, *(int(frame["year"].min()) for frame in frames)])
        first = max(first, EARLIEST)  # who asks for years since 0 wants all
        return list(self.committed), sorted(economies), first, today().year

    def send(self) -> Observations:
        """Ask the service; ServiceError as it raises it."""
        return observations(*self.what, DATABASES[self.database])


def fewest_queries(
    resources: Iterable[Resource],
    committed: Callable[[Resource], pd.DataFrame],
    besides: Sequence[str],
    since: int,
    everywhere: Iterable[str] = (),
) -> list[Query]:
    """One query a database, and one more for series of all economies, lest all be so.

    Those are asked for what is ``everywhere`` too."""
    groups: dict[tuple[str, bool], dict[str, tuple[Resource, pd.DataFrame]]] = {}
    for resource in resources:
        frame = committed(resource)
        group = resource.database, frame["economy"].nunique() > SPAN
        groups.setdefault(group, {})[resource.indicator] = resource, frame
    return [
        Query(
            database,
            [resource for resource, _ in group.values()],
            {code: frame for code, (_, frame) in group.items()},
            (*besides, *(everywhere if wide else ())),
            since,
        )
        for (database, wide), group in groups.items()
    ]


def screened(
    resource: Resource, query: Query, answer: Observations
) -> tuple[pd.DataFrame | None, list[str]]:
    """The service's figures of a series, None if it has none; and what speaks against them."""
    code = resource.indicator
    if code in answer.problems:
        return None, [answer.problems[code]]
    committed, data = query.committed[code], answer.data
    wanted = data["economy"].isin([*query.besides, *committed["economy"]])
    wanted &= data["indicator"] == code
    # Placeholders that the entry warns of are no figures, however often they are sent.
    if resource.zero_is_missing:
        wanted &= data["value"] != 0
    for economy, years in resource.left_out.items():
        wanted &= (data["economy"] != economy) | ~data["year"].isin(years)
    after = data.loc[wanted, OBSERVATION].reset_index(drop=True)
    if after.empty:
        return None, ["the service now holds no value of it"]
    doubts = objections(committed, after)
    before, now = unit(resource.service_name), unit(answer.names.get(code, ""))
    if before and before != now:
        doubts.insert(0, f"its unit changed from “{before}” to “{now}”")
    return after, doubts


def renewed(resource: Resource, answer: Observations) -> Resource:
    """A series in the package once its figures come from the service."""
    name = answer.names.get(resource.indicator, resource.title)
    title = name.removesuffix(f"({unit(name)})").strip()
    first = {**resource.entry, "sources": resource.sources[:1]}
    return resource_of(
        {"title": title, "unit": unit(name)}
        | {key: value for key, value in resource.entry.items() if value != ""}
        | {
            "vintage": answer.last_updated or "not stated",
            "retrieved": answer.retrieved[:10],
            "obtained": "from the World Bank's service",
            "service_name": name,
            "sources": with_service(first, answer),
        }
    )


def with_service(entry: Mapping[str, Any], *answers: Observations) -> list[Mapping[str, str]]:
    """The sources of a file with the service's answers among them, once each."""
    others = [source for source in entry["sources"] if source["title"] != SERVICE]
    return others + [
        {"title": SERVICE, "path": answer.urls[0]} for answer in answers if answer.urls
    ]
