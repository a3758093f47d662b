"""What a measure is, and what measures share: rows by what they hold, the newest, their means."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import math
import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Concatenate, Generic, Literal, ParamSpec, get_args, get_origin

from footprint.lazy import pandas as pd
from footprint.model import MeasureCall, Measured, Moment, Texts, Untestable
from footprint.rows import Frame, Row, Rows, framed
from footprint.words.numbers import quantity

P = ParamSpec("P")
# What a parameter may be, and how an error calls it.
KINDS: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    Texts: "a list of texts",
}
# What a parameter chooses among: the way of goods, the whole of which a part is told, the others.
Flow = Literal["imports", "exports"]
Denominator = Literal["total", "partners"]
Others = Literal["largest", "all others"]


@dataclasses.dataclass(frozen=True)
class Measure(Generic[P]):
    """A function of the figures at a moment, declared once: its annotations say what it takes.
    ``reads`` names those of its parameters that are series of the World Bank."""

    function: Callable[Concatenate[Moment, P], Measured]
    reads: tuple[str, ...] = ()

    def __call__(self, at: Moment, *arguments: P.args, **parameters: P.kwargs) -> Measured:
        return self.function(at, *arguments, **parameters)

    @property
    def name(self) -> str:
        """Its name in the ledger."""
        return self.function.__name__

    @functools.cached_property
    def parameters(self) -> Mapping[str, object]:
        """What it takes besides the moment: the kind of each parameter."""
        kinds = inspect.get_annotations(self.function, eval_str=True)
        return {name: kind for name, kind in kinds.items() if name not in ("at", "return")}

    def series(self, call: MeasureCall) -> list[str]:
        """The series of the World Bank that a call of it reads."""
        return [str(call.parameters[name]) for name in self.reads]


def measure(
    *, reads: Texts = ()
) -> Callable[[Callable[Concatenate[Moment, P], Measured]], Measure[P]]:
    """Declare a measure; ``reads`` names the parameters that are series of the World Bank."""
    return lambda function: Measure(function, tuple(reads))


def called(kind: object) -> str:
    """What a parameter of a kind is: “a whole number”, “imports or exports”."""
    return " or ".join(get_args(kind)) if get_origin(kind) is Literal else KINDS[kind]


def misfit(value: object, kind: object) -> str:
    """What a parameter should be if a value is not of its kind; else nothing."""
    fits = type(value) is kind or (kind is float and type(value) is int)
    if get_origin(kind) is Literal:
        fits = value in get_args(kind)
    if kind == Texts:
        fits = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return "" if fits else called(kind)


def where(rows: Frame, **equal: object) -> Frame:
    """The rows of a frame whose columns equal what is given, or one of it where several are."""
    for column, given in equal.items():
        values = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
        rows = rows[rows[column].isin(list(values))]
    return rows


def newest_rows(rows: Frame, column: str = "year") -> Frame:
    """The rows of the newest year of a frame, or with the most of another column."""
    return rows[rows[column].eq(rows[column].max())]


def newest_of(rows: Rows, what: str, column: str = "year") -> Rows:
    """The rows of the newest year, or with the most of another column; else Untestable."""
    found = rows.most(column)
    if not found:
        raise Untestable(f"there is no figure for {what}")
    return found


def newest_row(rows: Rows, what: str) -> Row:
    """The row of the newest year; of two in that year, the one that covers more of it."""
    years = newest_of(rows, what)
    return sorted(years, key=lambda row: row.get("months", 0))[-1]


def from_row(
    row: Row, value: float | None = None, basis: str | None = None, **words: object
) -> Measured:
    """What a row ``value, year, source`` says; a value or basis that is given stands instead."""
    shown = float(row["value"] if value is None else value)
    return Measured(shown, int(row["year"]), row["source"] if basis is None else basis, words)


def covered(row: Row | pd.Series) -> str:
    """The year of a row, or how much of it the row covers: “5 months of 2023”."""
    months = int(row["months"])
    part = f"{months} month{'s' if months > 1 else ''} of "
    return f"{'' if months == 12 else part}{row['year']}"


def year_span(first: int, last: int) -> str:
    """Years as a span: “2019–2023”, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def once(sources: Iterable[str]) -> str:
    """Sources in a row, each once: “a; b”."""
    return "; ".join(dict.fromkeys(sources))


def rank_among(values: Mapping[str, float], name: str) -> int:
    """The place of one of several values by name, the largest first; equal ones share it."""
    return 1 + sum(value > values[name] for value in values.values())


def in_year(at: Moment, indicator: str, economy: str, year: int) -> Measured:
    """The value of a World Bank series in a year; else Untestable."""
    rows, basis = at.series(indicator, economy)
    found = newest_row(rows.where(year=year), f"{indicator} of {economy} in {year}")
    return from_row(found, basis=basis)


def with_weight(share: Measured, ratio: Callable[[], Measured]) -> Measured:
    """A share with, as its ``weight``, what it comes to in per cent of GDP, if that can be had."""
    try:
        weight = f"{quantity(ratio().value, '%')} of GDP"
    except Untestable:
        return share
    return dataclasses.replace(share, words={**share.words, "weight": weight})


def over_others(values: Mapping[str, float], name: str, against: str) -> tuple[float, str]:
    """One of several values over the largest of the others, which is named; or, with ``against``
    “all others”, over their sum. ValueError where one of the two is not there."""
    others = {other: value for other, value in values.items() if other != name and value > 0}
    if name not in values or not others:
        raise ValueError(name)
    if against == "all others":
        return values[name] / math.fsum(others.values()), against
    largest = max(others, key=lambda other: others[other])
    return values[name] / others[largest], largest


def total(rows: Iterable[Row], column: str = "value") -> float:
    """The sum of a column, missing cells left out; the same in whatever order."""
    return math.fsum(row[column] for row in rows if row[column] is not None)


def complete_years(rows: Rows, economies: Texts) -> dict[int, Rows]:
    """The rows of some economies by year, in the years that have them all."""
    years = rows.where(economy=economies).by("year")
    return {year: of for year, of in years.items() if {*of.values("economy")} == {*economies}}


@framed(year="Int64", value="float64", source="string")
def means(rows: Rows, economies: Texts) -> Rows:
    """The mean over economies of each year that has them all: ``year, value``, with any source."""
    years = complete_years(rows.having("value"), economies)
    return Rows(
        {
            "year": year,
            "value": statistics.fmean(of.values("value")),
            "source": once(row["source"] for row in of if row.get("source")),
        }
        for year, of in years.items()
    )


def level_since(rows: Rows, since: int, before: int, what: str) -> Measured:
    """The mean from ``since`` on, in per cent of that of as many years ``before``, all there."""
    earlier = [row["value"] for row in rows if since - before <= row["year"] < since]
    later = [row for row in rows if row["year"] >= since]
    if len(earlier) < before:
        raise Untestable(f"{what}: not all figures for {since - before} to {since - 1} are there")
    if not later:
        end = f"the figures that count for this moment end in {max(rows.values('year'))}"
        raise Untestable(f"{what}: {end}, before {since}")
    level = statistics.fmean(row["value"] for row in later) / statistics.fmean(earlier) * 100
    last = later[-1]
    return from_row(last, level, since=since, period=year_span(since, last["year"]))


def as_factor(level: Measured) -> Measured:
    """A :func:`level_since` as a factor."""
    return dataclasses.replace(level, value=level.value / 100)
