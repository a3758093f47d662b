"""The figures at one moment: which series, and which records, could be read.

A moment is made of a way to read series and a way to read records. *Now* reads the newest of both;
*then* what could be known when the article appeared; the others leave out what came later.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TypeAlias

from footprint.errors import MissingData
from footprint.ledger.board import board_figures
from footprint.ledger.claims import Ledger, read_ledger
from footprint.library.library import Library
from footprint.model import Lever, MeasureCall, Measured, Resource, Untestable
from footprint.rows import Row, Rows

MOMENTS = ("then", "now")
# The column that says which year a record speaks of, the first that there is.
DATED_BY = ("year", "period", "date", "edition", "start")
FOREVER = "9999-12-31"
# What the source of a figure says then if no day of publication is known of it.
LATER = "; taken as known by the end of the year after"

Series: TypeAlias = Callable[[str, str], tuple[Rows, str]]
Records: TypeAlias = Callable[[str], Rows]


@dataclasses.dataclass(frozen=True, eq=False)
class Figures:
    """The figures at a moment, as measures ask for them; what was taken once is kept. ``year``
    is the year it speaks of, ``until`` the day before which its records were known."""

    library: Library
    ledger: Ledger
    year: int
    until: str
    series: Series
    read_records: Records
    _taken: dict[str, Measured | Untestable] = dataclasses.field(default_factory=dict, init=False)
    _records: dict[str, Rows] = dataclasses.field(default_factory=dict, init=False)
    _earlier: dict[int, Figures] = dataclasses.field(default_factory=dict, init=False)

    def records(self, topic: str) -> Rows:
        """The rows of a record file that count at this moment."""
        if topic not in self._records:
            self._records[topic] = self.read_records(topic)
        return self._records[topic]

    @property
    def then_year(self) -> int:
        """The year that is read for *then*."""
        return self.ledger.rules.then.year

    @property
    def oldest(self) -> int:
        """The first year that a figure may be of and still speak for this moment."""
        return self.year - self.ledger.rules.stale_after_years

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers that the board compares."""
        return self.ledger.rules.levers

    @cached_property
    def board(self) -> Rows:
        """The figures of the leverage board at this moment."""
        return board_figures(self, self.library.package.region)

    @cached_property
    def since(self) -> Figures:
        """Today's figures for the year of *then*: no revision is taken for a move."""
        year = self.then_year
        until = f"{year + 1}-01-01"
        return dataclasses.replace(
            self,
            year=year,
            until=until,
            series=partial(_up_to, partial(_newest, self.library), year),
            read_records=partial(_spoken_of, self.library, until, year),
        )

    def before(self, last: int) -> Figures:
        """What this moment would have read had the figures of the years after ``last`` not come."""
        if last not in self._earlier:
            self._earlier[last] = dataclasses.replace(
                self,
                year=last,
                until=min(self.until, f"{last + 1}-01-01"),
                series=partial(_up_to, self.series, last),
                read_records=partial(_dated_up_to, self.records, last),
            )
        return self._earlier[last]

    def in_vintage(self, name: str, last: int) -> Figures:
        """This moment up to a year, with the World Bank's series as one vintage has them."""
        at = self.before(last)
        series = partial(_up_to, partial(_of_vintage, self.library, name), last)
        return dataclasses.replace(at, series=series, read_records=at.records)

    def take(self, call: MeasureCall, measure: Callable[..., Measured]) -> Measured:
        """A measure at this moment, taken once: variants that move a band ask for it again."""
        key = repr(call)
        if key not in self._taken:
            try:
                self._taken[key] = measure(self, **call.parameters)
            except Untestable as reason:
                self._taken[key] = reason
        taken = self._taken[key]
        if isinstance(taken, Untestable):
            raise Untestable(str(taken))
        return taken

    def in_words(self, reason: str) -> str:
        """A reason with the names of economies for their codes; codes of series keep theirs."""
        code = r"(?<![\w.])[A-Z]{3}(?!\w|\.\w)"
        return re.sub(code, lambda found: self._names.get(found[0], found[0]), reason)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self.library.names()


def moments(library: Library) -> tuple[Figures, Figures]:
    """The figures then and now; in live mode the World Bank's newest."""
    ledger = read_ledger(library)
    library.refresh(ledger.series())
    then = ledger.rules.then
    year = library.newest_year() or then.year
    published = partial(_as_published, library, then.editions, then.year)
    known = partial(_known_before, library, then.published_before)
    newest, records = partial(_newest, library), partial(_all_records, library)
    return (
        Figures(library, ledger, then.year, then.published_before, published, known),
        Figures(library, ledger, year, FOREVER, newest, records),
    )


# Which series: one economy's, and their vintage in words.


def _newest(library: Library, indicator: str, economy: str) -> tuple[Rows, str]:
    try:
        rows, resource = library.series(indicator, economy)
    except MissingData:
        raise Untestable(f"the series {indicator} is not in data/") from None
    return rows, f"World Bank, {resource.release}{_how(indicator, resource)}"


def _as_published(
    library: Library, vintages: Iterable[str], year: int, indicator: str, economy: str
) -> tuple[Rows, str]:
    """As the first of the vintages has it that holds the year, with all that it has; today's up to
    that year, if none does."""
    for name in vintages:
        try:
            rows, resource = library.vintage_series(name, indicator, economy)
        except MissingData:
            continue
        if rows.where(year=year):
            return rows, f"World Bank, {resource.release}{_how(indicator, resource)}"
    rows, _ = _newest(library, indicator, economy)
    basis = f"today's figure for {year}: no edition from before the article was found"
    return rows.below("year", year + 1), basis


def _of_vintage(library: Library, name: str, indicator: str, economy: str) -> tuple[Rows, str]:
    rows, resource = library.vintage_series(name, indicator, economy)
    return rows, f"World Bank, {resource.release}{_how(indicator, resource)}"


def _how(indicator: str, resource: Resource) -> str:
    return ", computed from its parts" if indicator in resource.computed else ""


def _up_to(series: Series, year: int, indicator: str, economy: str) -> tuple[Rows, str]:
    rows, basis = series(indicator, economy)
    return rows.below("year", year + 1), basis


# Which records.


def _all_records(library: Library, topic: str) -> Rows:
    try:
        return library.record_rows(topic)
    except MissingData:
        raise Untestable(f"the records {topic} are not in data/") from None


def _known_before(library: Library, until: str, topic: str) -> Rows:
    """Rows that were published before a day, whatever year they speak of."""
    return _marked(_all_records(library, topic).keep(partial(_was_known, until=until)))


def _was_known(row: Row, until: str) -> bool:
    """By when its page or edition came out. A figure of a year that says nothing of that is of a
    table of every year, and taken as known by the end of the next; an event is known at once."""
    told = row.get("published") or row.get("edition")
    if told is None and row.get("year"):
        told = str(row["year"] + 1)
    return all(_before(day, until) for day in (told, row.get("date"), row.get("start")))


def _marked(rows: Rows) -> Rows:
    """The rows, whose source says so where it is the rule that takes them as known."""
    if "year" not in rows.columns:
        return rows
    dated = [column for column in ("published", "edition", "date") if column in rows.columns]
    return rows.with_columns(
        source=lambda row: row["source"] + (LATER if not any(map(row.get, dated)) else "")
    )


def _spoken_of(library: Library, until: str, year: int, topic: str) -> Rows:
    """Rows of years up to ``year``: what counts is the year, not when it was published."""
    rows = _all_records(library, topic)
    column = next((column for column in ("year", "period") if column in rows.columns), None)
    if column:
        return rows.having(column).below(column, year + 1)
    return rows.keep(lambda row: all(_before(row.get(day), until) for day in ("date", "start")))


def _dated_up_to(records: Records, year: int, topic: str) -> Rows:
    rows = records(topic)
    column = next((column for column in DATED_BY if column in rows.columns), None)
    if column is None:
        return rows
    return rows.below(column, year + 1 if column in ("year", "period") else str(year + 1))


def _before(date: str | None, until: str) -> bool:
    """Whether a day, month or year is before a day, or not known. A month or a year counts by its
    last day: what came out some time in the year of the limit need not have been known."""
    if date is None:
        return True
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "") < until
