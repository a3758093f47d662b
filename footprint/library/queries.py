"""What is asked of the service, and whether to believe it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from footprint.lazy import pandas as pd
from footprint.library.package import Package, resource_of
from footprint.library.plausible import by_rule, limits_of, objections
from footprint.library.revisions import YEARLY, unit, units
from footprint.library.tables import OBSERVATION
from footprint.model import Resource
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import DATABASES, MAIN
from footprint.worldbank.errors import UnknownEconomies
from footprint.worldbank.series import observations

SERVICE = "the World Bank's service"
# When a release was made whose service does not say it, in a sentence: the release of …
NO_DAY = "a day not stated"
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
    if taking_over or own:
        return (taking_over + own)[0]
    entry = {
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
    return resource_of(entry, limits_of(package.content, entry))


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
        codes, economies, first, last = self.what
        database = DATABASES[self.database]
        return of_known(lambda known: observations(codes, known, first, last, database), economies)


def of_known(ask: Callable[[list[str]], Observations], economies: Sequence[str]) -> Observations:
    """The answer for the economies that the service knows; ``unknown`` names the others. One that
    it knows no longer must not keep all others from being asked for."""
    try:
        return ask(list(economies))
    except UnknownEconomies as error:
        known = [code for code in economies if code not in error.codes]
        if not known:
            raise
        return dataclasses.replace(ask(known), unknown=error.codes)


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
    resource: Resource, query: Query, answer: Observations, first: bool = False
) -> tuple[pd.DataFrame | None, list[str]]:
    """The service's figures of a series, None if it has none; and what speaks against them.

    Those of economies that the service does not know are the committed ones. ``first`` asks about
    the first figures of an economy too, as is right where they would be written."""
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
    after = data.loc[wanted, OBSERVATION]
    if after.empty:
        return None, ["the service now holds no value of it"]
    kept = committed[committed["economy"].isin(answer.unknown)]
    if len(kept):
        after = pd.concat([after, kept]).sort_values(YEARLY)
    after = after.reset_index(drop=True)
    without = () if first else ("first",)
    found = objections(committed, after, resource.limits, without)
    return after, [*_of_another_kind(resource, answer), *found]


def _of_another_kind(resource: Resource, answer: Observations) -> Iterator[str]:
    """What speaks against figures before they are looked at: their unit, and their release."""
    name, day = answer.names.get(resource.indicator, ""), answer.last_updated
    if resource.service_name:
        before, now = units(resource.service_name), units(name)
    else:
        before, now = resource.unit, unit(name)
    if before != now and (resource.service_name or (before and now)):
        yield by_rule("unit", f"its unit changed from “{before}” to “{now}”")
    if resource.release_day:
        if not day:
            told = f"it is of no known release, and held is that of {resource.vintage}"
            yield by_rule("older", told)
        elif day < resource.vintage:
            told = f"it is of the release of {day}, and held is that of {resource.vintage}"
            yield by_rule("older", told)


def renewed(resource: Resource, answer: Observations) -> Resource:
    """A series in the package once its figures come from the service."""
    name = answer.names.get(resource.indicator, resource.title)
    title = name.removesuffix(f"({unit(name)})").strip()
    first = {**resource.entry, "sources": resource.sources[:1]}
    return resource_of(
        {"title": title, "unit": unit(name)}
        | {k: v for k, v in resource.entry.items() if v != "" and k != "edited"}
        | {
            "vintage": answer.last_updated or NO_DAY,
            "retrieved": answer.retrieved[:10],
            "obtained": "from the World Bank's service",
            "service_name": name,
            "sources": with_service(first, answer),
        },
        resource.limits,
    )


def with_service(entry: Mapping[str, Any], *answers: Observations) -> list[Mapping[str, str]]:
    """The sources of a file with the service's answers among them, once each."""
    others = [source for source in entry["sources"] if source["title"] != SERVICE]
    return others + [
        {"title": SERVICE, "path": answer.urls[0]} for answer in answers if answer.urls
    ]
