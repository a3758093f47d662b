"""What a measure is, and what measures share: rows by what they hold, the newest, their means."""

import dataclasses
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Concatenate, Generic, ParamSpec

import pandas as pd

from footprint.model import Frame, MeasureCall, Measured, Moment, Texts, Untestable

P = ParamSpec("P")
# What a parameter may be, and how an error calls it.
KINDS: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    Texts: "a list of texts",
}


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
        taken = inspect.signature(self.function).parameters.values()
        return {each.name: each.annotation for each in taken if each.name != "at"}

    def series(self, call: MeasureCall) -> list[str]:
        """The series of the World Bank that a call of it reads."""
        return [str(call.parameters[name]) for name in self.reads]


def measure(
    *, reads: Texts = ()
) -> Callable[[Callable[Concatenate[Moment, P], Measured]], Measure[P]]:
    """Declare a measure; ``reads`` names the parameters that are series of the World Bank."""
    return lambda function: Measure(function, tuple(reads))


def misfit(value: object, kind: object) -> str:
    """What a parameter should be, “a whole number”, if a value is not of its kind; else nothing."""
    fits = type(value) is kind or (kind is float and type(value) is int)
    if kind == Texts:
        fits = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return "" if fits else KINDS[kind]


def where(rows: Frame, **equal: object) -> Frame:
    """The rows whose columns equal what is given for them, or one of it where several are given."""
    for column, given in equal.items():
        values = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
        rows = rows[rows[column].isin(list(values))]
    return rows


def newest_rows(rows: Frame, column: str = "year", what: str = "") -> Frame:
    """The rows of the newest year, or with the most of another column; none of none, or Untestable
    where ``what`` is sought."""
    if what and rows.empty:
        raise Untestable(f"there is no figure for {what}")
    return rows[rows[column].eq(rows[column].max())]


def newest_row(rows: Frame, what: str) -> pd.Series:
    """The row of the newest year; of two in that year, the one that covers more of it."""
    years = newest_rows(rows, what=what)
    return years.sort_values("months").iloc[-1] if "months" in years else years.iloc[-1]


def from_row(
    row: pd.Series, value: float | None = None, basis: str | None = None, **words: object
) -> Measured:
    """What a row ``value, year, source`` says; a value or basis that is given stands instead."""
    shown = float(row["value"] if value is None else value)
    return Measured(shown, int(row["year"]), row["source"] if basis is None else basis, words)


def covered(row: pd.Series) -> str:
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


def complete_years(rows: Frame, economies: Texts) -> Frame:
    """The rows of some economies, in the years that have them all."""
    years = where(rows, economy=economies).groupby("year")
    return years.filter(lambda year: set(year["economy"]) == set(economies))


def means(rows: Frame, economies: Texts) -> Frame:
    """The mean over economies of each year that has them all: ``year, value``, with any source."""
    years = complete_years(rows, economies).groupby("year")
    mean = years[["value"]].mean()
    if "source" in rows:
        mean["source"] = years["source"].agg(once)
    return mean.reset_index()


def level_since(rows: Frame, since: int, before: int, what: str) -> Measured:
    """The mean from ``since`` on, in per cent of that of as many years ``before``, all there."""
    earlier = rows[rows["year"].between(since - before, since - 1)]
    later = rows[rows["year"] >= since]
    if len(earlier) < before:
        raise Untestable(f"{what}: not all figures for {since - before} to {since - 1} are there")
    if later.empty:
        end = f"the figures that count for this moment end in {int(rows['year'].max())}"
        raise Untestable(f"{what}: {end}, before {since}")
    last = later.iloc[-1]
    level = later["value"].mean() / earlier["value"].mean() * 100
    return from_row(last, level, since=since, period=year_span(since, int(last["year"])))
