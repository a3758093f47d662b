"""Lines over years."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from footprint.figures.charts.style import (
    ARTICLE_YEAR,
    THOUSANDS,
    WIDTHS,
    article_mark,
    charted,
    empty,
    house,
    over_rim,
)
from footprint.figures.figure import Figure
from footprint.palette import OTHER

# Grey lines are named up to this many; more would be a thicket.
LABELLED = 4


def lines(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str]
) -> Figure:
    """Lines over years, from a frame ``name, year, value``. Names in ``colours`` stand out; others are grey, and named if they are few.

    A thin line marks the month of the article. A series is broken where years are missing.
    """
    if not any(name in colours for name in data.dropna(subset=["value"])["name"]):
        return empty(title, unit, foot)
    drawn = _segments(data)
    pictures = [_lines(drawn, colours, *size) for size in WIDTHS.values()]
    table = (
        data.pivot(index="year", columns="name", values="value")[list(dict.fromkeys(data["name"]))]
        .rename_axis(columns=None)
        .reset_index()
        .rename(columns={"year": "Year"})
    )
    return charted(
        pictures, title, unit, foot, table.sort_values("Year", ascending=False), names=colours
    )


def _segments(data: pd.DataFrame) -> pd.DataFrame:
    """Rows in order, with a number for each unbroken run of years: a gap must not be drawn as a line."""
    ordered = data.dropna(subset=["value"]).sort_values(["name", "year"])
    breaks = (ordered["year"].diff().ne(1) | ordered["name"].ne(ordered["name"].shift())).fillna(
        True
    )
    return ordered.assign(run=breaks.cumsum())


def _lines(
    drawn: pd.DataFrame, colours: Mapping[str, str], width: int, height: int, size: int
) -> alt.LayerChart:
    years = [int(drawn["year"].min()), int(drawn["year"].max())]
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=years, nice=False),
        axis=alt.Axis(format="d", tickCount=width // 100, grid=False, labelOverlap="greedy"),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        axis=alt.Axis(tickCount=5, labelExpr=THOUSANDS),
        scale=alt.Scale(zero=True),
    )
    colour = alt.Color(
        "name:N", legend=None, scale=alt.Scale(domain=list(colours), range=list(colours.values()))
    )
    bright = drawn["name"].isin(list(colours))
    grey = (
        alt.Chart(drawn[~bright])
        .mark_line(color=OTHER, strokeWidth=1.2, strokeJoin="round")
        .encode(x=x, y=y, detail="run:N")
    )
    strong = (
        alt.Chart(drawn[bright])
        .mark_line(strokeWidth=2.6, strokeJoin="round", point=alt.OverlayMarkDef(size=26))
        .encode(x=x, y=y, color=colour, detail="run:N")
    )
    named = drawn if drawn.loc[~bright, "name"].nunique() <= LABELLED else drawn[bright]
    ends = named.groupby("name").tail(1)
    ends = ends.assign(
        label=[textwrap.fill(name, 22 if width > 400 else 12) for name in ends["name"]]
    )
    ends = _ends_apart(ends, drawn["value"].max() * size / height)
    names = [
        layer
        for weight, rows in (
            ("normal", ends[~ends["name"].isin(list(colours))]),
            ("bold", ends[ends["name"].isin(list(colours))]),
        )
        for layer in over_rim(
            alt.Chart(rows).encode(x=x, y=y, text="label:N"),
            align="left",
            baseline="middle",
            dx=6,
            fontSize=size,
            fontWeight=weight,
        )
    ]
    article = (
        article_mark(alt.X("year:Q"), ARTICLE_YEAR, size)
        if years[0] < ARTICLE_YEAR <= years[1]
        else []
    )
    longest = max(len(line) for label in ends["label"] for line in label.split("\n"))
    room = round(longest * size * 0.6) + 12
    return house(alt.layer(grey, strong, *article, *names), width - room, height, size)


def _ends_apart(ends: pd.DataFrame, room: float) -> pd.DataFrame:
    """The ends of lines, moved up where two labels would lie less than ``room`` for each line of theirs apart."""
    heights: list[float] = []
    ordered = ends.sort_values("value")
    tall = ordered["label"].str.count("\n") + 1
    for value, above, below in zip(ordered["value"], tall, tall.shift(fill_value=1), strict=True):
        heights.append(max(value, heights[-1] + room * (above + below) / 2) if heights else value)
    return ordered.assign(value=heights)
