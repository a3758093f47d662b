"""The figures of one data folder: its package parsed once, each file read and indexed once."""

from __future__ import annotations

import dataclasses
import functools
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footprint.errors import MissingData
from footprint.lazy import pandas as pd
from footprint.library import ratios, tables
from footprint.library.modes import in_build, mode
from footprint.library.package import Package, data_dir, read_package
from footprint.library.paths import FILE, REPORTS
from footprint.library.sources import Publishers, pieces, used
from footprint.library.tables import FIRST_YEAR
from footprint.model import Resource
from footprint.rows import Frame, Row, Rows
from footprint.words.text import listed, sourced

if TYPE_CHECKING:
    from footprint.library.head import Standing
    from footprint.library.live import Live
    from footprint.library.pulls import Pull

# A foot names the pages that its rows were read on up to this many.
NAMED_SOURCES = 3
# A file that changed less than this before it was looked at may change again under the same stamp.
UNSETTLED = 20_000_000  # nanoseconds


class Library:
    """A data folder as it stands when it is opened; ``mode`` is frozen, or live.

    In live mode it holds what the service said in this session, and shows that. Frames are the
    caller's own: a change of one changes no other."""

    def __init__(self, folder: Path, mode: str = "frozen") -> None:
        self.folder, self.mode = folder, mode
        self.package = read_package(folder)
        self._rows: dict[str, Rows] = {}
        self._tables: dict[str, Frame] = {}
        self._by_year: dict[tuple[str, str], Rows] = {}
        self._ratios: dict[str, tuple[Rows, Resource]] = {}

    @functools.cached_property
    def _live(self) -> Live | None:
        """What the service says in this session; loaded where there is a service to ask."""
        if self.mode != "live":
            return None
        from footprint.library.live import Live

        return Live(self.package, self.committed, lambda: self.countries().index)

    def rows(self, resource: Resource) -> Rows:
        """A CSV file of the package in plain types; DataError if it is not as described."""
        if resource.name not in self._rows:
            self.package.bytes_of(resource)
            self._rows[resource.name] = tables.read_table(self.package, resource)
        return self._rows[resource.name]

    def table(self, resource: Resource) -> Frame:
        """The same as a frame."""
        if resource.name not in self._tables:
            self._tables[resource.name] = tables.frame_of(self.rows(resource), resource)
        return self._tables[resource.name].copy(deep=False)

    def committed(self, resource: Resource) -> Frame:
        """A series as it stands in ``data/``; without rows if it is not there."""
        try:
            return self.table(self.package.resource(resource.name))
        except MissingData:
            return tables.no_observations()

    # Series of the World Bank

    def _figures(self, indicator: str) -> tuple[Frame, Resource] | None:
        """Live figures, where there are any."""
        return self._live.figures(indicator) if self._live else None

    def observations(self, indicator: str) -> tuple[Frame, Resource]:
        """A series, all economies and years held: ``economy, year, value``, and its resource.

        Where the service gave live figures, those. A series that took the place of another (the
        World Bank renames) is read under either code. MissingData if it is not held."""
        ratio = self._ratio(indicator)
        if ratio is not None and ratio[1].computed:
            return tables.frame_of(*ratio), ratio[1]
        live = self._figures(indicator)
        if live is not None:
            return live
        resource = self.package.series_of(indicator)
        return self.table(resource), resource

    def _published(self, indicator: str) -> tuple[Rows, Resource]:
        """A series as the World Bank gives it: the service's of today, else the committed one."""
        live = self._figures(indicator)
        if live is not None:
            return Rows.of(live[0]), live[1]
        resource = self.package.series_of(indicator)
        return self.rows(resource), resource

    def _ratio(self, indicator: str) -> tuple[Rows, Resource] | None:
        """A series that has parts, of the newest release; None if it has none."""
        known = self.package.find(indicator)
        if known is None or not known.parts:
            return None
        if indicator not in self._ratios:
            entries = [self.package.find(code) for code in known.parts]
            committed = [(self.rows(one), one) for one in entries if one]
            today = [self._published(one.indicator) for one in entries if one]
            candidates = [pair for pair in (today, committed) if len(pair) == len(known.parts)]
            self._ratios[indicator] = ratios.of_newest_release(
                self._published(indicator), candidates
            )
        return self._ratios[indicator]

    def series(self, indicator: str, economy: str) -> tuple[Rows, Resource]:
        """One economy's series, ``year, value`` in the order of years, and its resource."""
        rows, resource = self._ratio(indicator) or self._published(indicator)
        key = ("today", indicator)
        if key not in self._by_year:
            self._by_year[key] = _by_year(rows)
        return self._by_year[key].where(economy=economy), resource

    def newest_year(self) -> int:
        """The newest year of any series; 0 if there is none."""
        years = [0]
        for one in self.package.series():
            live = self._figures(one.indicator)
            years += [int(live[0]["year"].max())] if live else self.rows(one).values("year")
        return max(years)

    def vintage(self, name: str) -> tuple[Frame, Resource]:
        """An older vintage: ``vintage, economy, indicator, year, value``, and its resource."""
        resource = self.package.resource(f"wdi-{name}")
        return self.table(resource), resource

    def vintage_series(self, name: str, indicator: str, economy: str) -> tuple[Rows, Resource]:
        """One economy's series in an older vintage, ``year, value`` in the order of years."""
        resource, key = self.package.resource(f"wdi-{name}"), (name, indicator)
        if key not in self._by_year:
            self._by_year[key] = _by_year(self.rows(resource).where(indicator=indicator))
        return self._by_year[key].where(economy=economy), resource

    def vintage_names(self) -> dict[str, str]:
        """The older vintages by year and month; of one month the archive before a copy."""
        names = sorted(one.edition for one in self.package.resources if one.edition)
        return {name.removeprefix("archive-"): name for name in names}

    def vintages_of_all(self) -> Frame:
        """Every vintage of all figures, today's among them.

        The rows are ``vintage, economy, indicator, year, value``; ``vintage`` is a year and month.
        A series whose release is of no known day has no vintage of today."""
        frames = [
            self.vintage(name)[0].assign(vintage=month)
            for month, name in self.vintage_names().items()
        ]
        for one in self.package.series():
            if one.release_day:
                frame = self.table(one)
                frames.append(frame.assign(vintage=one.vintage[:7], indicator=one.indicator))
        rows = pd.concat(frames, ignore_index=True)
        return rows.drop_duplicates(["vintage", "economy", "indicator", "year"], keep="last")

    def vintages(self) -> Frame:
        """The same of the region's figures, in order."""
        rows = self.vintages_of_all()
        return rows[rows["economy"].isin(self.package.region)].sort_values(
            ["indicator", "economy", "year", "vintage"], ignore_index=True
        )

    def refresh(
        self,
        indicators: Sequence[str],
        economies: Sequence[str] | None = None,
        since: int = FIRST_YEAR,
    ) -> list[str]:
        """In live mode, bring today's figures of the series; what came of it, in words."""
        if self._live is None:
            return []
        economies = self.package.region if economies is None else economies
        self._ratios.clear()
        self._by_year = {key: rows for key, rows in self._by_year.items() if key[0] != "today"}
        return self._live.ask(indicators, economies, since)

    def pull(
        self,
        indicators: str | Sequence[str],
        economies: Sequence[str] | None = None,
        since: int = FIRST_YEAR,
    ) -> Pull:
        """Observations of one or several indicators, for some economies, from a year on; of the
        whole region, if none is named.

        Frozen: the committed figures, no network. Live: the service's of today where it answers
        and they pass the checks, else the committed ones; ``notes`` says which and why. A series
        that cannot be had is no error: it is named in ``problems``, so that a chapter runs to its
        end and says so. An unknown economy is one: DataError."""
        # Loaded here: the ledger reads figures and shows none.
        from footprint.library.pulls import Pull

        codes = [indicators] if isinstance(indicators, str) else list(indicators)
        economies = self.package.region if economies is None else economies
        self.check_economies(economies, "library.pull")
        notes = self.refresh(codes, economies, since)
        frames, resources, problems = [], {}, {}
        for code in codes:
            try:
                frame, resources[code] = self.observations(code)
            except MissingData:
                problems[code] = (
                    f"{code}: this series is not in data/, so nothing can be said from it"
                )
                continue
            wanted = frame["economy"].isin(list(economies)) & (frame["year"] >= since)
            frames.append(frame[wanted].assign(indicator=code))
        notes += [
            f"{code}: instead, it is computed from {' over '.join(one.parts)}, which are live."
            for code, one in resources.items()
            if one.computed and self._is_live(code, one)
        ]
        frames = frames or [tables.no_observations().assign(indicator=pd.Series(dtype="string"))]
        data = pd.concat(frames, ignore_index=True)[["economy", "indicator", "year", "value"]]
        live = [code for code, one in resources.items() if self._is_live(code, one)]
        told = self._live.told if self._live else ()
        return Pull(data, resources, problems, self.mode, tuple(live), tuple(notes), told)

    def _is_live(self, code: str, shown: Resource) -> bool:
        """Whether a series, or all that it is computed from, is the service's."""
        return all(map(self._figures, shown.parts if shown.computed else [code]))

    def shown_package(self) -> Package:
        """The package with the series of today, where the service gave some, for those of data/."""
        live = {one.name: self._figures(one.indicator) for one in self.package.series()}
        today = [
            found[1] if (found := live.get(one.name)) else one for one in self.package.resources
        ]
        return dataclasses.replace(self.package, resources=today)

    def standing(self) -> Standing | None:
        """Mode, release, and what is not as committed, for the head of a chapter.

        None in a frozen build, whose pages say at their foot of which data they are."""
        if self.mode == "frozen" and in_build():
            return None
        from footprint.library.head import standing

        return standing(self.package, self._live)

    # Records, borders, names

    def records(self, topic: str) -> Frame:
        """A record file by its topic, such as ``votes``; MissingData if it is not held."""
        return self.table(self.package.resource(topic.replace("_", "-")))

    def record_rows(self, topic: str) -> Rows:
        """The same in plain types."""
        return self.rows(self.package.resource(topic.replace("_", "-")))

    def source(self, topic: str, rows: Frame | None = None) -> str:
        """Where a record file is from, for the foot of a figure: in short, and in full.

        Of ``rows``, those shown, the pages that their column ``source`` names; without, what the
        file as a whole was read from. Many are counted."""
        resource = self.package.resource(topic.replace("_", "-"))
        if rows is None:
            named = [
                f"{one['title']} ({one['path']})" if "path" in one else one["title"]
                for one in resource.sources
            ]
            grades = self.publishers.counted(self._told(resource))
            what = f"; rows by their best source: {grades}" if grades else ""
        else:
            named = [self.publishers.graded(one) for one in dict.fromkeys(rows["source"])]
            many = len(named) > NAMED_SOURCES
            grades = self.publishers.counted(dict.fromkeys(rows["source"])) if many else ""
            what = f": {grades}" if grades else ""
        many = len(named) > NAMED_SOURCES
        read = (f"{len(named)} sources, named row by row" if many else "; ".join(named)) + what
        names = self.publishers.names(chain.from_iterable(map(pieces, named)))
        names = names or [one.partition(" (")[0] for one in named]
        by_row = "named in each row" in named[0]
        one_by_one = "named row by row" if by_row else listed(names[:NAMED_SOURCES])
        short = f"{len(named)} publications" if many else one_by_one
        return sourced(
            short,
            f"{read}. File: data/{resource.path}, vintage: {resource.vintage}, "
            f"read in {resource.retrieved}. Licence: {resource.licence}",
        )

    def _told(self, resource: Resource) -> Sequence[str]:
        """The sources of the rows of a record file, none where it has no such column."""
        rows = self.rows(resource)
        return rows.values("source") if "source" in rows.columns else ()

    @functools.cached_property
    def publishers(self) -> Publishers:
        """The publishers of sources, with their grades; none where their list is not held."""
        lists = [self._optional(topic) for topic in ("sources", "refused_hosts")]
        return Publishers(*lists)

    def _optional(self, topic: str) -> Rows:
        try:
            return self.record_rows(topic)
        except MissingData:
            return Rows()

    def publishers_used(self) -> list[tuple[Row, int]]:
        """The publishers that records name, the best grade first, each with its count of rows."""
        told = [
            self._told(one) for one in self.package.resources if one.path.startswith("records/")
        ]
        return list(used(told, self.publishers))

    def borders(self) -> dict[str, Any]:
        """The borders of the maps, as GeoJSON: features with ``economy`` and ``name``."""
        resource = self.package.resource("borders")
        self.package.bytes_of(resource)
        return tables.read_shapes(self.package, resource)

    def reports(self) -> list[dict[str, Any]]:
        """What past updates reported, the newest first; empty if there was none."""
        kept = [one for one in self.package.resources if one.path.startswith(f"{REPORTS}/")]
        reports = [
            tables.read_report(self.package, one) for one in kept if self.package.bytes_of(one)
        ]
        return sorted(reports, key=lambda report: str(report["date"]), reverse=True)

    def economies(self) -> pd.Series:
        """Names by World Bank code, of every economy the book may speak of."""
        return _named(self._listed())

    def region(self) -> pd.Series:
        """Names by code of the countries that the book is of, in the order of the package."""
        codes = self.package.region
        self.check_economies(codes, str(self.folder / FILE))
        return self.economies()[list(codes)]

    def countries(self) -> pd.Series:
        """Names by code without the groups, such as the world, which take no rank."""
        return _named(self._listed().where(kind="economy"))

    def names(self) -> Mapping[str, str]:
        """The names of :meth:`economies`, in plain types."""
        return tables.by_code(self._listed())

    def _listed(self) -> Rows:
        return self.rows(self.package.resource("economies"))

    def check_economies(self, codes: Iterable[object], where: str) -> None:
        """DataError that names ``where`` if a code is unknown."""
        tables.refuse_unknown(codes, self.names(), where)


def _by_year(rows: Rows) -> Rows:
    return Rows(sorted(rows, key=lambda row: int(row["year"])))


def _named(listed: Rows) -> pd.Series:
    """Names by code, as one column."""
    return listed.frame({"economy": "string", "name": "string"}).set_index("economy")["name"]


def default() -> Library:
    """The library of the folder and mode that the environment names; another if a file changed."""
    folder = data_dir()
    return _opened(folder, mode(), _stamp(folder))


@functools.lru_cache(maxsize=1)
def _opened(folder: Path, mode: str, stamp: object) -> Library:
    return Library(folder, mode)


def _stamp(folder: Path) -> tuple[object, ...]:
    """What changes if any file of a folder does."""
    try:
        states = sorted(_states(str(folder)))
    except OSError:  # a new edition is taking the folder's place
        return (time.time_ns(),)
    newest = max((changed for _, changed, _ in states), default=0)
    doubt = time.time_ns() if time.time_ns() - newest < UNSETTLED else 0
    return (doubt, *states)


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    """What lies in a folder and below: its path, when it changed (nanoseconds), its size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            state = entry.stat(follow_symlinks=False)
            yield entry.path, state.st_mtime_ns, state.st_size
            if entry.is_dir(follow_symlinks=False):
                yield from _states(entry.path)
