"""World Bank series: their values, changes and ranks."""

from collections.abc import Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import measure, newest_row
from footprint.words.numbers import quantity
from footprint.words.text import listed, ordinal


def skipped(data: pd.DataFrame) -> str:
    """The years between the first and the last of a frame that have no row, as a sentence for a foot; empty where there are none."""
    missing = (
        sorted(set(range(data["year"].min(), data["year"].max())) - set(data["year"]))
        if len(data)
        else []
    )
    return (
        f"No figure for the whole of {listed(list(map(str, missing)))} was read. "
        if missing
        else ""
    )


@measure(reads=["indicator"])
def series(at: Moment, *, indicator: str, economy: str) -> Measured:
    """The newest value of a World Bank series, in the unit of the series."""
    held, basis = at.series(indicator, economy)
    last = newest_row(held, f"{indicator} of {economy}")
    return Measured(float(last["value"]), int(last["year"]), basis)


@measure(reads=["part", "whole"])
def series_ratio(at: Moment, *, economy: str, part: str, whole: str) -> Measured:
    """One World Bank series over another of the same year, in per cent, in the newest year that has both."""
    (above, basis), (below, other) = (at.series(indicator, economy) for indicator in (part, whole))
    both = above.merge(below, on="year", suffixes=("", "_whole"))
    last = newest_row(both[both["value_whole"] > 0], f"{part} over {whole} of {economy}")
    return Measured(
        float(last["value"] / last["value_whole"] * 100),
        int(last["year"]),
        "; ".join(dict.fromkeys([basis, other])),
    )


@measure(reads=["indicator"])
def change(at: Moment, *, indicator: str, economy: str) -> Measured:
    """The newest value over that of the year which the ledger reads for *then*: a factor."""
    held, basis = at.series(indicator, economy)
    last = newest_row(held, f"{indicator} of {economy}")
    first = held[held["year"] == at.then_year]
    if first.empty or not first["value"].iloc[0]:
        raise Untestable(f"{indicator} of {economy} has no figure for {at.then_year}")
    return Measured(
        float(last["value"] / first["value"].iloc[0]),
        int(last["year"]),
        basis,
        {"since": at.then_year},
    )


@measure(reads=["indicator"])
def rise(at: Moment, *, economies: Sequence[str], indicator: str, years: int) -> Measured:
    """The sum over economies in the newest year that has them all, over the same sum ``years`` earlier: a factor."""
    held, bases = [], []
    for economy in economies:
        series, basis = at.series(indicator, economy)
        held.append(series.set_index("year")["value"])
        bases.append(basis)
    total = pd.concat(held, axis=1).dropna().sum(axis=1)
    if total.empty or total.index[-1] - years not in total.index:
        raise Untestable(
            f"{indicator} has no year with all of {', '.join(economies)} and the one {years} years before"
        )
    last = total.index[-1]
    return Measured(
        float(total[last] / total[last - years]),
        int(last),
        "; ".join(dict.fromkeys(bases)),
        {"since": int(last - years)},
    )


@measure(reads=["indicator"])
def series_in(at: Moment, *, indicator: str, economy: str, year: int) -> Measured:
    """The value of a World Bank series in one year, in the unit of the series."""
    held, basis = at.series(indicator, economy)
    value = newest_row(held[held["year"] == year], f"{indicator} of {economy} in {year}")["value"]
    return Measured(float(value), year, basis)


def ratio_ranks(part: pd.DataFrame, whole: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """One series over another for each economy of ``codes`` and year, in per cent, with its rank: ``economy, year, value, rank, of``.

    Both are frames ``economy, year, value``. ``of`` counts the economies that have both figures in the year.
    """
    both = part.merge(whole, on=["economy", "year"], suffixes=("", "_whole"))
    both = both[both["economy"].isin(list(codes)) & both["value_whole"].gt(0)]
    ratios = both.assign(value=both["value"] / both["value_whole"] * 100)
    years = ratios.groupby("year")["value"]
    ranked = ratios.assign(
        rank=years.rank(ascending=False, method="min").astype(int), of=years.transform("size")
    )
    return ranked[["economy", "year", "value", "rank", "of"]].reset_index(drop=True)


def first_ranks(ranks: pd.DataFrame, year: int, count: int = 10) -> pd.DataFrame:
    """The economies with the first ranks in a year: ``economy, year, value, rank, of``."""
    return ranks[ranks["year"] == year].nsmallest(count, "rank")


def named(held: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """A series with names in place of codes, for a chart: ``name, year, value``; economies without a name are left out."""
    held = held[held["economy"].isin(names.index)]
    return held.assign(name=held["economy"].map(names))[["name", "year", "value"]]


def latest(held: pd.DataFrame, names: pd.Series, since: int) -> pd.DataFrame:
    """The newest value of each named economy, if not older than ``since``: ``economy, name, value, year``; else both are missing."""
    newest = (
        held[held["year"] >= since]
        .sort_values("year")
        .groupby("economy")
        .tail(1)
        .set_index("economy")
    )
    rows = pd.DataFrame({"economy": names.index, "name": names.to_numpy()})
    return rows.assign(
        value=rows["economy"].map(newest["value"]), year=rows["economy"].map(newest["year"])
    )


def stacked(series: Mapping[str, pd.DataFrame], scale: float = 1.0) -> pd.DataFrame:
    """Several series ``year, value`` under their names, for a chart: ``name, year, value``, in units of ``scale``."""
    held = pd.concat(
        [held[["year", "value"]].assign(name=name) for name, held in series.items()],
        ignore_index=True,
    )
    return held.assign(value=held["value"] / scale)


def then_and_newest(data: pd.DataFrame, economy: str, year: int) -> pd.DataFrame:
    """Each indicator of one economy in ``year`` and in its newest year: ``indicator, before, after, newest``; gaps stay gaps."""
    rows = []
    for indicator, held in data[data["economy"] == economy].groupby("indicator", sort=False):
        held = held.set_index("year")["value"].sort_index()
        rows.append((indicator, held.get(year, float("nan")), held.iloc[-1], int(held.index[-1])))
    return pd.DataFrame(rows, columns=["indicator", "before", "after", "newest"])


def years_held(data: pd.DataFrame) -> pd.DataFrame:
    """How much of each indicator is held by economy: ``indicator, economy, first, last, missing`` (years without a value between)."""
    rows = []
    for (indicator, economy), held in data.groupby(["indicator", "economy"], sort=False):
        first, last = int(held["year"].min()), int(held["year"].max())
        rows.append((indicator, economy, first, last, last - first + 1 - held["year"].nunique()))
    return pd.DataFrame(rows, columns=["indicator", "economy", "first", "last", "missing"])


def reporting(pulled: Sequence[pd.DataFrame], names: pd.Series, since: int) -> pd.DataFrame:
    """How many of the indicators pulled have a value of ``since`` or later, by economy, most first: ``name, value``."""
    data = pd.concat(pulled)
    recent = data[data["year"] >= since].groupby("economy")["indicator"].nunique()
    rows = pd.DataFrame(
        {
            "name": names.to_numpy(),
            "value": recent.reindex(names.index).fillna(0).astype("float64").to_numpy(),
        }
    )
    return rows.sort_values(["value", "name"], ascending=[False, True])


def value_and_rank(ranks: pd.DataFrame, economy: str, year: int, unit: str) -> str:
    """An economy's value and place among all in a year, from ``economy, year, value, rank, of``: “49.9 % of GDP, first of 170”."""
    held = ranks[(ranks["economy"] == economy) & (ranks["year"] == year)]
    if held.empty:
        return "no figure"
    row = held.iloc[0]
    return f"{quantity(row['value'], unit)}{unit.removeprefix('%')}, {ordinal(int(row['rank']))} of {row['of']} economies"


def height(
    ranks: pd.DataFrame,
    known: pd.DataFrame,
    economy: str,
    year: int,
    what: str,
    unit: str,
    label: str = "May 2023",
) -> Markdown:
    """A ratio's place in the world: as ``known`` at ``label`` for a year, at its height, and now; ranks as ``series.ratio_ranks`` gives them."""
    held = ranks[ranks["economy"] == economy].set_index("year")["value"]
    before = f"By the figures known in {label}, {what} came to {value_and_rank(known, economy, year, unit)}, in {year}."
    if held.empty:
        return Markdown(f"{before} Where it stands now cannot be said: there are no figures.")
    top, last = int(held.idxmax()), int(held.index.max())
    now = (
        "and there is nothing newer"
        if top == last
        else f"in {last} it was {value_and_rank(ranks, economy, last, unit)}"
    )
    return Markdown(
        f"{before} By today's, its height was {value_and_rank(ranks, economy, top, unit)}, in {top}; {now}."
    )
