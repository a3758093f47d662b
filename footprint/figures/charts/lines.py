"""Lines over years."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import Any

from footprint.figures.charts import style
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.palette import OTHER
from footprint.render import Html

# Grey lines are named up to this many; more would be a thicket.
LABELLED = 4


def lines(data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: style.Looks) -> Figure:
    """Lines over years, from a frame ``name, year, value``.

    Names in ``colours`` stand out; others are grey, and named if they are few. A thin line marks
    the month of the article. A series is broken where years are missing."""
    drawn = _segments(data)
    drawn["bright"] = drawn["name"].isin(list(colours))
    names = list(dict.fromkeys(data["name"]))
    table = data.pivot(index="year", columns="name", values="value")[names]
    table = table.sort_index(ascending=False).rename_axis(index="Year", columns=None).reset_index()
    table = table if drawn["bright"].any() else table[:0]
    return style.charted(partial(_lines, drawn, colours), title, unit, foot, table, colours)


def _segments(data: pd.DataFrame) -> pd.DataFrame:
    """Rows in order, a number for each unbroken run of years: a gap must not become a line."""
    ordered = data.dropna(subset=["value"]).sort_values(["name", "year"])
    other = ordered["name"].ne(ordered["name"].shift())
    breaks = (ordered["year"].diff().ne(1) | other).fillna(True)
    return ordered.assign(run=breaks.cumsum())


def _lines(drawn: pd.DataFrame, colours: style.Looks, size: style.Size) -> Html:
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    years = alt.Axis(format="d", tickCount=size.width // 100, grid=False, labelOverlap="greedy")
    heights = alt.Axis(tickCount=5, labelExpr=style.THOUSANDS)
    across = alt.Scale(domain=[first, last], nice=False)
    axes: dict[str, Any] = {
        "x": alt.X("year:Q", title=None, scale=across, axis=years),
        "y": alt.Y("value:Q", title=None, axis=heights, scale=alt.Scale(zero=True)),
    }
    colour = alt.Color("name:N", legend=None, scale=style.scale(colours))
    grey = alt.Chart(drawn[~drawn["bright"]]).encode(**axes, detail="run:N")
    strong = alt.Chart(drawn[drawn["bright"]]).encode(**axes, detail="run:N", color=colour)
    layers = [
        grey.mark_line(color=OTHER, strokeWidth=1.2, strokeJoin="round"),
        strong.mark_line(strokeWidth=2.6, strokeJoin="round", point=alt.OverlayMarkDef(size=26)),
    ]
    if first < style.ARTICLE_YEAR <= last:
        layers += style.article_mark("year:Q", style.ARTICLE_YEAR)
    ends = _ends(drawn, size)
    for weight, rows in (("normal", ends[~ends["bright"]]), ("bold", ends[ends["bright"]])):
        labels = alt.Chart(rows).encode(**axes, text="label:N")
        layers += style.over_rim(labels, align="left", baseline="middle", dx=6, fontWeight=weight)
    longest = max(len(line) for label in ends["label"] for line in label.split("\n"))
    return style.house(layers, size.width - round(longest * style.TEXT * 0.6) - 12, size.height)


def _ends(drawn: pd.DataFrame, size: style.Size) -> pd.DataFrame:
    """The last point of each line that is named, with its name as a label."""
    grey = drawn.loc[~drawn["bright"], "name"].nunique()
    named = drawn if grey <= LABELLED else drawn[drawn["bright"]]
    ends = named.groupby("name").tail(1)
    broad = 22 if size == style.WIDE else 12
    ends = ends.assign(label=[textwrap.fill(name, broad) for name in ends["name"]])
    return _ends_apart(ends, drawn["value"].max() * style.TEXT / size.height)


def _ends_apart(ends: pd.DataFrame, room: float) -> pd.DataFrame:
    """The ends of lines, moved up where labels lie less than ``room`` a line of theirs apart."""
    heights: list[float] = []
    ordered = ends.sort_values("value")
    tall = ordered["label"].str.count("\n") + 1
    for value, above, below in zip(ordered["value"], tall, tall.shift(fill_value=1), strict=True):
        heights.append(max(value, heights[-1] + room * (above + below) / 2) if heights else value)
    return ordered.assign(value=heights)
