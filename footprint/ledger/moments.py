"""The figures at one moment: now, then, and in between."""

import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from footprint.errors import MissingData
from footprint.ledger.board import board_figures
from footprint.ledger.claims import indicators, load, rules
from footprint.library.live import observations, refresh
from footprint.library.package import CENTRAL_ASIA, economies, package
from footprint.library.records import records, vintage
from footprint.model import Measured, Untestable

# The column that says which year a record speaks of, the first that there is.
DATED_BY = ("year", "period", "date", "edition", "start")
MOMENTS = ("then", "now")


class Files:
    """The files of ``data/`` in one pass over the ledger, each read and checked once; they may change between two passes."""

    def __init__(self):
        self.observations = functools.cache(observations)
        self.edition = functools.cache(vintage)
        self.records = functools.cache(records)

    def in_words(self, reason: str) -> str:
        """A reason with the names of economies in place of their codes; codes of series keep theirs."""
        return re.sub(
            r"(?<![\w.])[A-Z]{3}(?!\w|\.\w)", lambda code: self._names.get(code[0], code[0]), reason
        )

    @functools.cached_property
    def _names(self) -> Mapping[str, str]:
        return economies()


@dataclasses.dataclass(frozen=True)
class Now:
    """The newest figures in ``data/``."""

    files: Files
    head: Mapping
    until: str = "9999-12-31"
    _records: dict[str, pd.DataFrame] = dataclasses.field(default_factory=dict, repr=False)
    _earlier: dict[int, "Earlier"] = dataclasses.field(default_factory=dict, repr=False)
    taken: dict[str, "Measured | Untestable"] = dataclasses.field(default_factory=dict, repr=False)

    @property
    def then_year(self) -> int:
        return self.head["then"]["year"]

    @property
    def oldest(self) -> int:
        """The first year that a figure may be of and still speak for this moment."""
        return self.year - self.head["stale_after_years"]

    @property
    def levers(self) -> list[Mapping]:
        return self.head["levers"]

    @functools.cached_property
    def board(self) -> pd.DataFrame:
        """The figures of the leverage board at this moment."""
        return board_figures(self, self.levers, CENTRAL_ASIA)

    def before(self, last: int) -> "Earlier":
        """The figures of this moment up to the year ``last``."""
        return self._earlier.setdefault(last, Earlier(self, last))

    @functools.cached_property
    def since(self) -> "Since":
        """Today's figures for the year of *then*."""
        return Since(self.files, self.head, f"{self.then_year + 1}-01-01")

    @functools.cached_property
    def year(self) -> int:
        """The newest year of any World Bank series: what *now* speaks of."""
        held = [
            self.files.observations(entry["indicator"])[0]["year"].max()
            for entry in package()["resources"]
            if "indicator" in entry
        ]
        return int(max(held)) if held else self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        try:
            frame, entry = self.files.observations(indicator)
        except MissingData:
            raise Untestable(f"the series {indicator} is not in data/") from None
        return of_economy(frame, economy), f"World Bank, release of {entry['vintage']}"

    def records(self, topic: str) -> pd.DataFrame:
        if topic not in self._records:
            self._records[topic] = self._known(topic)
        return self._records[topic]

    def _known(self, topic: str) -> pd.DataFrame:
        """The rows of a record file that count at this moment."""
        try:
            return self.files.records(topic)
        except MissingData:
            raise Untestable(f"the records {topic} are not in data/") from None


@dataclasses.dataclass(frozen=True)
class Then(Now):
    """What could be known when the article appeared, by the rule at the head of the ledger."""

    @property
    def year(self) -> int:
        return self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        for name in self.head["then"]["editions"]:
            try:
                frame, entry = self.files.edition(name)
            except MissingData:
                continue
            held = of_economy(frame[frame["indicator"] == indicator], economy)
            if (held["year"] == self.then_year).any():
                how = ", computed from its parts" if indicator in entry.get("computed", ()) else ""
                return held[
                    held["year"] <= self.then_year
                ], f"World Bank, edition of {entry['label']}{how}"
        frame, _ = super().series(indicator, economy)
        return frame[
            frame["year"] <= self.then_year
        ], f"today's figure for {self.then_year}: no edition from before the article was found"

    def _known(self, topic: str) -> pd.DataFrame:
        """Rows known by then: dated before the article, or of an edition before it, and of years up to that of *then*."""
        return _dated_before(
            super()._known(topic), ("date", "start", "edition"), self.until, self.then_year
        )


@dataclasses.dataclass(frozen=True)
class Since(Now):
    """Today's figures as they are for the year of *then*: what a direction is measured from, so that no revision is taken for a move."""

    @property
    def year(self) -> int:
        return self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, basis = super().series(indicator, economy)
        return frame[frame["year"] <= self.then_year], basis

    def _known(self, topic: str) -> pd.DataFrame:
        frame = super()._known(topic)
        spoken = {"year", "period"} & set(frame.columns)
        # A row that names the year it speaks of may have been published later: what counts is the year, not when it was known.
        return (
            frame[frame[spoken.pop()] <= self.then_year]
            if spoken
            else _dated_before(frame, ("date", "start"), self.until, self.then_year)
        )


@dataclasses.dataclass(frozen=True)
class Earlier:
    """The figures of a moment without those of its last years: what it would have read had they not come."""

    moment: Now
    year: int
    _records: dict[str, pd.DataFrame] = dataclasses.field(default_factory=dict, repr=False)
    taken: dict[str, Measured | Untestable] = dataclasses.field(default_factory=dict, repr=False)

    @property
    def then_year(self) -> int:
        return self.moment.then_year

    @property
    def until(self) -> str:
        return min(self.moment.until, f"{self.year + 1}-01-01")

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, basis = self.moment.series(indicator, economy)
        return frame[frame["year"] <= self.year], basis

    def records(self, topic: str) -> pd.DataFrame:
        if topic not in self._records:
            frame = self.moment.records(topic)
            spoken = next(
                (frame[column] for column in DATED_BY if column in frame),
                pd.Series(self.year, frame.index),
            )
            years = spoken.astype("string").str[:4].astype("Int64")
            self._records[topic] = frame[years.isna() | (years <= self.year)]
        return self._records[topic]


@dataclasses.dataclass(frozen=True)
class InVintage(Earlier):
    """The newest figures up to a year, with the World Bank's series as one edition has them."""

    name: str = ""

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, entry = self.moment.files.edition(self.name)
        held = of_economy(frame[frame["indicator"] == indicator], economy)
        return held[held["year"] <= self.year], f"World Bank, edition of {entry['label']}"


def _dated_before(
    frame: pd.DataFrame, columns: Iterable[str], until: str, year: int
) -> pd.DataFrame:
    """The rows dated before ``until`` in those of the columns that there are, and of years up to ``year``."""
    for column in set(columns) & set(frame.columns):
        # A month without a day counts by its first day: the month of the limit is not before it.
        days = frame[column].where(frame[column].str.len() != len("2023-06"), frame[column] + "-01")
        frame = frame[days.isna() | (days < until)]
    return frame[frame["year"] <= year] if "year" in frame else frame


def of_economy(frame: pd.DataFrame, economy: str) -> pd.DataFrame:
    return frame.loc[frame["economy"] == economy, ["year", "value"]].sort_values("year")


def known(indicator: str) -> pd.DataFrame:
    """A World Bank series as the first edition that the ledger asks for *then* has it, all economies: ``economy, year, value``; empty if none has."""
    head = rules()["then"]
    for name in head["editions"]:
        try:
            frame, _ = vintage(name)
        except MissingData:
            continue
        held = frame.loc[frame["indicator"] == indicator, ["economy", "year", "value"]]
        if (held["year"] == head["year"]).any():
            return held
    return observations(indicator)[0][:0]


def both_moments() -> tuple[Then, Now]:
    """The figures then and now, read from the same files; in live mode the World Bank's newest."""
    refresh(sorted(set(indicators(load()))))
    files, head = Files(), rules()
    return Then(files, head, head["then"]["published_before"]), Now(files, head)
