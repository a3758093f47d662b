"""World Bank series: their values, changes and ranks."""

from __future__ import annotations

from collections.abc import Mapping

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows
from footprint.topics.measure import (
    from_row,
    in_year,
    measure,
    newest_row,
    once,
    total,
    where,
    year_span,
)
from footprint.words.numbers import quantity
from footprint.words.text import Prose, listed, ordinal


@measure(reads=["indicator"])
def series(at: Moment, *, indicator: str, economy: str) -> Measured:
    """The newest value of a World Bank series, in the unit of the series."""
    rows, basis = at.series(indicator, economy)
    return from_row(newest_row(rows, f"{indicator} of {economy}"), basis=basis)


@measure(reads=["indicator"])
def series_in(at: Moment, *, indicator: str, economy: str, year: int) -> Measured:
    """The value of a World Bank series in one year, in the unit of the series."""
    return in_year(at, indicator, economy, year)


@measure(reads=["part", "whole"])
def series_ratio(at: Moment, *, economy: str, part: str, whole: str) -> Measured:
    """One World Bank series over another, in per cent, in the newest year that has both."""
    (above, basis), (below, other) = (at.series(indicator, economy) for indicator in (part, whole))
    wholes = {row["year"]: row["value"] for row in below if row["value"] > 0}
    last = newest_row(above.where(year=wholes), f"{part} over {whole} of {economy}")
    return from_row(last, last["value"] / wholes[last["year"]] * 100, once([basis, other]))


@measure(reads=["indicator"])
def rise(at: Moment, *, economies: Texts, indicator: str, years: int, span: int) -> Measured:
    """The newest sum over all the economies and ``span`` years, over that of ``years`` earlier: a
    factor."""
    lines, bases = zip(*(at.series(indicator, economy) for economy in economies), strict=True)
    by_year = Rows(row for line in lines for row in line).by("year")
    totals = {year: total(rows) for year, rows in by_year.items() if len(rows) == len(lines)}
    wanted = f"{indicator} has not all of {', '.join(economies)} in"
    if not totals:
        raise Untestable(f"{wanted} any year")
    last, sums = max(totals), []
    for end in (last, last - years):
        spanned = range(end - span + 1, end + 1)
        if not totals.keys() >= {*spanned}:
            missing = f"{wanted} each of {span} years"
            raise Untestable(f"{missing} up to {last} and in those {years} years before")
        sums.append((year_span(spanned[0], end), sum(totals[year] for year in spanned)))
    (period, newest), (since, earlier) = sums
    words = {"period": period, "since": since}
    return Measured(newest / earlier, last, once(bases), words)


def named(rows: Frame, names: Names) -> Frame:
    """A series by name, for a chart: ``name, year, value``; economies without one are left out."""
    rows = where(rows, economy=names.keys())
    return rows.assign(name=rows["economy"].map(names))[["name", "year", "value"]]


def stacked(lines: Mapping[str, Frame]) -> Frame:
    """Series ``year, value`` under their names: ``name, year, value``."""
    rows = [line[["year", "value"]].assign(name=name) for name, line in lines.items()]
    return pd.concat(rows, ignore_index=True)


def skipped(data: Frame) -> str:
    """The years within a frame that have no row, as a sentence for a foot; or nothing."""
    years = set(data["year"])
    between = range(min(years, default=0), max(years, default=0))
    missing = [str(year) for year in between if year not in years]
    return f"No figure for the whole of {listed(missing)} was read. " if missing else ""


def ratio_ranks(part: Frame, whole: Frame, codes: Texts) -> Frame:
    """One series over another by year for the economies of ``codes``, in per cent: ``economy, year,
    value, rank, of``. Both are ``economy, year, value``; ``of`` counts economies with both
    figures."""
    both = part.merge(whole, on=["economy", "year"], suffixes=("", "_whole"))
    both = where(both[both["value_whole"].gt(0)], economy=codes)
    ratios = both.assign(value=both["value"] / both["value_whole"] * 100)
    years = ratios.groupby("year")["value"]
    ranks = years.rank(ascending=False, method="min").astype(int)
    ranked = ratios.assign(rank=ranks, of=years.transform("size"))
    return ranked[["economy", "year", "value", "rank", "of"]].reset_index(drop=True)


def first_ranks(ranks: Frame, year: int, count: int = 10) -> Frame:
    """The economies with the first ranks in a year, as in :func:`ratio_ranks`."""
    return where(ranks, year=year).nsmallest(count, "rank")


def value_and_rank(ranks: Frame, economy: str, year: int, unit: str) -> str:
    """An economy's value and place in a year: “49.9 % of GDP, first of 170 economies”."""
    rows = where(ranks, economy=economy, year=year)
    if rows.empty:
        return "no figure"
    row = rows.iloc[0]
    value = quantity(row["value"], unit) + unit.removeprefix("%")
    return f"{value}, {ordinal(int(row['rank']))} of {row['of']} economies"


def place_in_the_world(
    ranks: Frame, known: Frame, economy: str, year: int, what: str, unit: str, label: str
) -> Prose:
    """A ratio's place: in ``year`` as ``known`` at ``label``, at its height, and now."""
    rows = where(ranks, economy=economy)
    then = value_and_rank(known, economy, year, unit)
    before = f"By the figures known in {label}, {what} came to {then}, in {year}."
    if rows.empty:
        return Prose(f"{before} Where it stands now cannot be said: there are no figures.")
    top, last = int(rows.nlargest(1, "value")["year"].iloc[0]), int(rows["year"].max())
    height, today = (value_and_rank(ranks, economy, when, unit) for when in (top, last))
    now = "and there is nothing newer" if top == last else f"in {last} it was {today}"
    return Prose(f"{before} By today's, its height was {height}, in {top}; {now}.")


def then_and_newest(data: Frame, economy: str, year: int) -> Frame:
    """An economy's ``indicator, before, after, newest``: in ``year``, or a gap, and its newest."""
    rows = []
    for indicator, values in where(data, economy=economy).groupby("indicator", sort=False):
        line = values.set_index("year")["value"].sort_index()
        rows.append((indicator, line.get(year, float("nan")), line.iloc[-1], line.index[-1]))
    return pd.DataFrame(rows, columns=["indicator", "before", "after", "newest"])


def years_held(data: Frame) -> Frame:
    """Years with values: ``indicator, economy, first, last, missing`` (how many between)."""
    years = data.groupby(["indicator", "economy"], sort=False)["year"]
    spans = years.agg(first="min", last="max", missing="nunique").reset_index()
    return spans.assign(missing=spans["last"] - spans["first"] + 1 - spans["missing"])
