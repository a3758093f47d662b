"""What the data holds: series, files, gaps, freshness."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from footprint import render
from footprint.figures.figure import Figure
from footprint.figures.tables import closed, folded
from footprint.lazy import pandas as pd
from footprint.library.package import Package
from footprint.library.pulls import Pull, dated_vintages
from footprint.model import Resource, ThenRule
from footprint.words.numbers import THIN, quantity
from footprint.words.text import Prose, day, listed

UNDATED = "an unrecorded day"  # how the package calls the day of a series not recorded with it
SINCE = 2000  # the first year of the coverage grid


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
    dated, count = dated_vintages(package), len(package.series())
    if not dated:
        return Prose(f"No dated release of the World Bank is held. {_last_update(reports)}")
    first, last, rest = day(dated[0]), day(dated[-1]), count - len(dated)
    without = f"; of {rest} series the day is not known" if rest else ""
    return Prose(
        f"The newest figures of the World Bank in this book are from its release of {last} "
        f"({dated.count(dated[-1])} of {count} series); the oldest release still in use is "
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
    editions = [entry.edition for entry in entries if entry.edition in then.editions]
    used = [day(edition.removeprefix("archive-")) for edition in editions]
    read = f"verdicts of {then.label} are read from"
    if not used:
        return f"None of {len(entries)} editions is one that {read}"
    return f"Of {len(entries)} editions, {read} {'those' if used[1:] else 'that'} of {listed(used)}"


def inventory(entries: Iterable[Resource], *, title: str, foot: str) -> Figure:
    """Files of the package: what each holds, source, vintage, licence, size, hash."""
    files = list(entries)
    values = {"entries": files, "dated": _dated, "thin": THIN, "caption": title}
    return Figure(
        title, "", closed(render.html("inventory.html", **values), len(files), title), foot
    )


def graded_publishers(used: Iterable[tuple[Mapping[str, Any], int]], *, foot: str) -> Figure:
    """The publishers of the rows of records, by grade, with how many rows name each."""
    named, rows = list(used), []
    for one, count in named:
        address = f" {one['address']}" if one["address"] else ""
        whose = f"{one['what'] or ''}{address}"
        key = "" if one["publisher"] == one["name"] else one["publisher"]
        number = f"{count:,}".replace(",", THIN)
        rows.append((one["grade"], one["name"], key, whose, number))
    columns = ["Grade", "Publisher", "Found under", "Whose it is", "Rows"]
    cells = pd.DataFrame(rows, columns=columns).map(render.linked)
    counts = Counter(one["grade"] for one, _ in named)
    told = listed([f"{counts[grade]} {grade}" for grade in counts if grade != "none"])
    title = f"Publishers that rows name, by grade: {told}"
    return Figure(title, "", folded(cells, title), foot)


def _dated(vintage: str) -> str:
    """A vintage, its days in words that no line breaks apart."""
    if vintage == UNDATED:
        return "day not recorded"
    date = r"\b\d{4}-\d{2}-\d{2}\b"
    return re.sub(date, lambda found: day(found[0]).replace(" ", "\u00a0"), vintage)


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
    # The ground of a count: none 0, to a third of all years 1, to two thirds 2, more 3.
    shades = [-(-3 * count // len(years)) for count in range(len(years) + 1)]
    columns, legend = list(shares.index), _legend(shades)
    rows = zip(titles.values(), counts.to_numpy(), strict=True)
    fewest = f"{shares.idxmin()} has the fewest figures: {quantity(shares.min(), '%')}"
    table = shares.rename_axis("Country").reset_index(name="Years with a figure, % of all")
    thin = "A series that is published every few years looks thin even if it is whole"
    foot = f"A gap is never filled in. {thin}."
    title = f"{fewest} of the years from {years[0]} to {years[-1]}"
    values = {"columns": columns, "rows": rows, "shades": shades, "legend": legend}
    grid = render.html("coverage.html", caption=title, **values)
    subtitle = f"Years with a figure, of {len(years)}"
    return Figure(title, subtitle, closed(grid, len(titles), title), foot, table)


def _legend(shades: Sequence[int]) -> list[tuple[int, str]]:
    """Which counts of years each ground stands for."""
    legend = []
    for shade, members in itertools.groupby(range(len(shades)), shades.__getitem__):
        first, *rest = members
        counts = f"{first} to {rest[-1]} years" if rest else f"{first} year{'s' * (first > 1)}"
        legend.append((shade, counts if first else "no data"))
    return legend
