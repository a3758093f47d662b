"""What the data holds: series, files, gaps, freshness."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from footprint import render
from footprint.figures.figure import Figure
from footprint.library import economies
from footprint.library.package import Package
from footprint.library.pulls import Pull
from footprint.model import Resource, ThenRule
from footprint.topics.series import then_and_newest, years_held
from footprint.words.numbers import THIN, quantity
from footprint.words.text import Prose, day, listed

# How the package calls the day of a series that was not recorded with it.
UNDATED = "an unrecorded day"
# The first year of the coverage grid.
SINCE = 2000


def aged(pulls: Iterable[Pull], economy: str, since: int) -> Prose:
    """How many of the series of an economy end before ``since``, and where the oldest does."""
    rows = pd.concat([pull.data for pull in pulls])
    last = rows[rows["economy"] == economy].groupby("indicator")["year"].max()
    old = last[last < since]
    if old.empty:
        return Prose(f"All {len(last)} series have a value of {since} or later.")
    return Prose(
        f"Mind the last column: in {len(old)} of the {len(last)} rows the newest figure is from "
        f"before {since}, the oldest of {old.min()}."
    )


def silences(pulls: Iterable[Pull], economy: str, since: int) -> render.Markdown:
    """The series pulled that have no value of ``since`` or later for an economy, and their last."""
    silent = []
    for pull in pulls:
        for code, entry in pull.entries.items():
            rows = pull.series(code)
            last = rows.loc[rows["economy"] == economy, "year"].max()
            if pd.isna(last) or last < since:
                silent.append((entry.described, "" if pd.isna(last) else str(last)))
    return render.markdown("silences.md", silent=silent, since=since)


def freshness(package: Package, newest: int, reports: Sequence[Mapping[str, Any]]) -> Prose:
    """How fresh the figures are: releases, newest year, and what the last update did."""
    vintages = [entry.vintage for entry in package.series()]
    dated = sorted(vintage for vintage in vintages if re.fullmatch(r"\d{4}-\d{2}-\d{2}", vintage))
    if not dated:
        return Prose(f"No dated release of the World Bank is held. {_last_update(reports)}")
    first, last, rest = day(dated[0]), day(dated[-1]), len(vintages) - len(dated)
    without = f"; of {rest} series the day is not known" if rest else ""
    return Prose(
        f"The newest figures of the World Bank in this book are from its release of {last} "
        f"({dated.count(dated[-1])} of {len(vintages)} series); the oldest release still in use is "
        f"of {first}{without}. The newest year with a figure is {newest}. {_last_update(reports)}"
    )


def _last_update(reports: Sequence[Mapping[str, Any]]) -> str:
    if not reports:
        return "No update has been run since these figures were gathered."
    last = reports[0]
    added = sum(entry["values"] for entry in last["added"])
    flipped = [turn["id"] for turn in last["flipped"]]
    turned = f"{len(flipped)} verdict{'s' if len(flipped) > 1 else ''} ({listed(flipped)})"
    return (
        f"The last update, of {day(last['date'])}, added {added} figures, revised "
        f"{last['revised_values']} and changed {turned if flipped else 'no verdict'}."
    )


def known_then(entries: Sequence[Resource], then: ThenRule) -> str:
    """A title for the editions: from which of them verdicts of *then* are read, by the rule."""
    used = [
        day(entry.edition.removeprefix("archive-"))
        for entry in entries
        if entry.edition in then.editions
    ]
    read = f"verdicts of {then.label} are read from"
    if not used:
        return f"None of {len(entries)} editions is one that {read}"
    return f"Of {len(entries)} editions, {read} {'those' if used[1:] else 'that'} of {listed(used)}"


def inventory(entries: Iterable[Resource], *, title: str, foot: str) -> Figure:
    """Files of the package: what each holds, source, vintage, licence, size, hash."""
    body = render.html("inventory.html", entries=entries, dated=_dated, thin=THIN)
    return Figure(title, "", body, foot)


def _dated(vintage: str) -> str:
    """A vintage, its days in words that no line breaks apart."""
    if vintage == UNDATED:
        return "day not recorded"
    found = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
    return found.sub(lambda date: day(date[0]).replace(" ", "\u00a0"), vintage)


def coverage(
    observations: pd.DataFrame, names: pd.Series, titles: Mapping[str, str], until: int
) -> Figure:
    """How much of each series is there, as a grid: the years with a figure from ``SINCE`` on.

    ``observations`` has ``indicator, economy, year``. Ten classes would be a false exactness: the
    ground has four, the number says the rest."""
    years = range(SINCE, until + 1)
    within = observations[observations["year"].isin(list(years))]
    sizes = within.groupby(["indicator", "economy"]).size().unstack(fill_value=0)
    counts = sizes.reindex(index=list(titles), columns=names.index, fill_value=0)
    shares = (counts.sum() / (len(titles) * len(years)) * 100).rename(index=names.to_dict())
    body = render.html(
        "coverage.html",
        columns=list(shares.index),
        rows=zip(titles.values(), counts.to_numpy(), strict=True),
        shade=lambda count: _shade(count, len(years)),
        legend=_legend(len(years)),
    )
    fewest = f"{shares.idxmin()} has the fewest figures: {quantity(shares.min(), '%')}"
    table = pd.DataFrame(
        {"Country": shares.index, "Years with a figure, % of all": shares.to_numpy()}
    )
    foot = (
        "A gap is never filled in. A series that is published every few years looks thin even if "
        "it is whole."
    )
    title = f"{fewest} of the years from {years[0]} to {years[-1]}"
    return Figure(title, f"Years with a figure, of {len(years)}", body, foot, table)


def _shade(count: int, years: int) -> int:
    """The class of a count of years: none 0, to a third of all 1, to two thirds 2, more 3."""
    return -(-3 * count // years)


def _legend(years: int) -> list[tuple[int, str]]:
    """Which counts of years each ground stands for."""
    legend = []
    for shade, members in itertools.groupby(range(years + 1), lambda count: _shade(count, years)):
        first, *rest = members
        counts = f"{first} to {rest[-1]} years" if rest else f"{first} year{'s' * (first > 1)}"
        legend.append((shade, counts if first else "no data"))
    return legend


def profile(pulls: Iterable[Pull], economy: str, year: int) -> Figure:
    """The series of one economy in ``year`` and in the newest year of each."""
    rows = []
    for pull in pulls:
        for row in then_and_newest(pull.data, economy, year).to_dict("records"):
            entry = pull.entries[row["indicator"]]
            before, after = (
                "no data" if pd.isna(row[end]) else quantity(row[end], entry.unit)
                for end in ("before", "after")
            )
            rows.append((entry.described, before, after, str(row["newest"])))
    table = pd.DataFrame(rows, columns=["Series", str(year), "Newest", "Year"])
    return Figure(
        f"The economy in {year} and in the newest year",
        "",
        render.table(table, "data records"),
        "Today's figures for both years; each series is named above.",
    )


def series_coverage(pulls: Iterable[Pull]) -> Figure:
    """What the pulls hold of each series and economy: first and last year, and years missing."""
    rows, names = [], economies()
    for pull in pulls:
        spans: dict[str, dict[str, str]] = {}
        for span in years_held(pull.data).to_dict("records"):
            row = spans.setdefault(
                span["indicator"], {"Series": pull.entries[span["indicator"]].described}
            )
            row[names[span["economy"]]] = _span(span)
        rows += [*spans.values(), *({"Series": reason} for reason in pull.problems.values())]
    return Figure(
        "What the series of this chapter hold",
        "",
        render.table(pd.DataFrame(rows).fillna(""), "data records"),
        "First and last year with a value; years without one are never filled in. An empty cell "
        "was not asked for, or has no year at all.",
    )


def _span(span: Mapping[Any, Any]) -> str:
    """“1995–2024, 2 missing”."""
    years = "–".join(dict.fromkeys([str(span["first"]), str(span["last"])]))
    return f"{years}, {span['missing']} missing" if span["missing"] else years
