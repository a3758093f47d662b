"""What a measure is, and what measures share: the newest row, the year a row covers."""

import dataclasses
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Concatenate, Generic, ParamSpec

import pandas as pd

from footprint.model import MeasureCall, Measured, Moment, Untestable

P = ParamSpec("P")
# What a parameter may be, and how an error calls it.
KINDS: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    Sequence[str]: "a list of texts",
}


@dataclasses.dataclass(frozen=True)
class Measure(Generic[P]):
    """A function of the figures at a moment, declared once: its annotations say what it takes.

    ``reads`` names those of its parameters that are series of the World Bank.
    """

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
        return {
            name: parameter.annotation
            for name, parameter in inspect.signature(self.function).parameters.items()
            if name != "at"
        }

    def series(self, call: MeasureCall) -> list[str]:
        """The series of the World Bank that a call of it reads."""
        return [str(call.parameters[name]) for name in self.reads]


def measure(
    *, reads: Sequence[str] = ()
) -> Callable[[Callable[Concatenate[Moment, P], Measured]], Measure[P]]:
    """Declare a measure; ``reads`` names the parameters that are series of the World Bank."""
    return lambda function: Measure(function, tuple(reads))


def misfit(value: object, kind: object) -> str:
    """What a parameter should be, if a value is not of its kind: “a whole number”; empty if it is."""
    if kind is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    elif kind is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
    elif kind is str:
        fits = isinstance(value, str)
    else:
        fits = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return "" if fits else KINDS[kind]


def where(rows: pd.DataFrame, **equal: object) -> pd.DataFrame:
    """The rows whose columns equal what is given for them, or one of it where several are given."""
    for column, given in equal.items():
        several = isinstance(given, Iterable) and not isinstance(given, str)
        rows = rows[rows[column].isin(list(given) if several else [given])]
    return rows


def newest_rows(rows: pd.DataFrame, column: str = "year") -> pd.DataFrame:
    """The rows of the newest year, or of the last that another column holds; none of none."""
    return rows[rows[column].eq(rows[column].max())]


def from_row(row: pd.Series, value: float | None = None, **words: object) -> Measured:
    """What a row ``value, year, source`` says; a ``value`` computed from it stands in its place."""
    found = row["value"] if value is None else value
    return Measured(float(found), int(row["year"]), row["source"], words)


# Below this many votes a year, agreement is left to chance; below this many steps, so is a movement in parallel.
FEW_VOTES, FEW_STEPS = 30, 3


def means(held: pd.DataFrame, economies: Sequence[str]) -> pd.DataFrame:
    """The mean over economies of each year that has them all: ``year, value``, and ``source`` where the rows ``economy, year, value`` have it."""
    held = held[held["economy"].isin(list(economies))]
    whole = held.groupby("year").filter(lambda rows: set(rows["economy"]) == set(economies))
    how = {"value": ("value", "mean")} | (
        {"source": ("source", lambda rows: "; ".join(dict.fromkeys(rows)))}
        if "source" in held
        else {}
    )
    if whole.empty:
        return pd.DataFrame(columns=["year", *how]).astype({"year": "int64", "value": "float64"})
    return whole.groupby("year").agg(**how).reset_index()


def year_span(first: int, last: int) -> str:
    """Years as a span: “2019–2023”, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def each_economy(take: Callable[[str], Measured], economies: Sequence[str]) -> list[Measured]:
    """A measure of each economy, or all the reasons why it cannot be taken."""
    taken, reasons = [], []
    for economy in economies:
        try:
            taken.append(take(economy))
        except Untestable as reason:
            reasons.append(str(reason))
    if reasons:
        raise Untestable("; ".join(reasons))
    return taken


def level_since(held: pd.DataFrame, since: int, before: int, what: str) -> Measured:
    """The mean from ``since`` on, in per cent of the mean of the ``before`` years that precede it, all of which must be held."""
    earlier, later = (
        held[held["year"].between(since - before, since - 1)],
        held[held["year"] >= since],
    )
    if len(earlier) < before:
        raise Untestable(f"{what}: not all figures for {since - before} to {since - 1} are there")
    if later.empty:
        raise Untestable(
            f"{what}: the figures that count for this moment end in {int(held['year'].max())}, before {since}"
        )
    last = int(later["year"].max())
    return Measured(
        float(later["value"].mean() / earlier["value"].mean() * 100),
        last,
        later["source"].iloc[-1],
        {"since": since, "period": year_span(since, last)},
    )


def newest_row(held: pd.DataFrame, what: str) -> pd.Series:
    """The row of the newest year; of two in that year, the one that covers more of it."""
    if held.empty:
        raise Untestable(f"there is no figure for {what}")
    order = ["year", "months"] if "months" in held else ["year"]
    return held.sort_values(order).iloc[-1]


def covered(row: pd.Series) -> str:
    """The year of a row, or how much of it the row covers."""
    months = int(row["months"])
    return (
        str(row["year"])
        if months == 12
        else f"{months} month{'s' if months > 1 else ''} of {row['year']}"
    )


def newest_year(held: pd.DataFrame, what: str) -> pd.DataFrame:
    if held.empty:
        raise Untestable(f"there is no figure for {what}")
    return held[held["year"] == held["year"].max()]
