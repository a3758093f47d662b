"""Spans and dated events."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from footprint.figures.charts.style import (
    ARTICLE_DAY,
    WIDTHS,
    article_mark,
    charted,
    days,
    empty,
    house,
)
from footprint.figures.figure import Figure


def spans(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str], until: str
) -> Figure:
    """A timeline: a bar from ``start`` to ``end`` for each row of ``group, name, start, end, label``, under a heading for each group.

    Days are text, a year or longer; a bar without an end runs to ``until``. A label is written at its end.
    """
    data = data.dropna(subset=["start"])
    if data.empty:
        return empty(title, unit, foot)
    pictures = [_spans(data, colours, until, *size) for size in WIDTHS.values()]
    table = data[["group", "name", "label", "start", "end"]].fillna({"end": ""})
    return charted(
        pictures,
        title,
        unit,
        foot,
        table.rename(
            columns={"group": "Of what", "name": "Who", "label": "As", "start": "From", "end": "To"}
        ),
    )


def events(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, marks: Mapping[str, tuple[str, str]]
) -> Figure:
    """Dated events as points, a row for each name, from a frame ``name, date, kind``; ``marks`` gives each kind its shape and colour.

    Days are text, a year or longer. A thin line marks the month of the article.
    """
    if data.empty:
        return empty(title, unit, foot)
    pictures = [_events(data, marks, *size) for size in WIDTHS.values()]
    table = data.rename(columns={"name": "Who", "date": "Date", "kind": "Kind"})[
        ["Date", "Who", "Kind"]
    ]
    return charted(pictures, title, unit, foot, table.sort_values("Date", ascending=False))


def _spans(
    data: pd.DataFrame, colours: Mapping[str, str], until: str, width: int, height: int, size: int
) -> alt.LayerChart:
    """Groups stand above each other, each under its heading; two bars of one name in a group share a row."""
    first = data["start"].min()
    headings = {
        group: {"group": group, "name": "", "start": first, "end": first} for group in data["group"]
    }
    drawn = pd.DataFrame(
        [
            row
            for group, held in data.groupby("group", sort=False)
            for row in (headings[group], *held.to_dict("records"))
        ]
    )
    drawn = drawn.assign(
        row=drawn["group"] + "|" + drawn["name"],
        start=days(drawn["start"]),
        end=days(drawn["end"].fillna(until)),
    )
    heading = alt.condition(
        "split(datum.value, '|')[1] == ''", alt.value("bold"), alt.value("normal")
    )
    named = "split(datum.value, '|')[1] || split(datum.value, '|')[0]"
    y = alt.Y(
        "row:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelExpr=named, labelFontWeight=heading, labelPadding=8, ticks=False, domain=False
        ),
    )
    x = alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount=width // 90))
    colour = alt.Color(
        "group:N", legend=None, scale=alt.Scale(domain=list(colours), range=list(colours.values()))
    )
    bars = (
        alt.Chart(drawn).mark_bar(height={"band": 0.6}).encode(y=y, x=x, x2="end:T", color=colour)
    )
    said = drawn.dropna(subset=["label"])
    labels = (
        alt.Chart(said[said["label"] != ""])
        .mark_text(align="left", dx=5, color="currentColor", fontSize=size)
        .encode(y=y, x="end:T", text="label:N")
    )
    return house(
        alt.layer(bars, labels),
        width - (240 if width > 400 else 210),
        18 * drawn["row"].nunique(),
        size,
    )


def _events(
    data: pd.DataFrame, marks: Mapping[str, tuple[str, str]], width: int, height: int, size: int
) -> alt.LayerChart:
    drawn = data.assign(date=days(data["date"]))
    shapes, colours = zip(*marks.values())
    legend = alt.Legend(
        title=None, orient="top", labelColor="currentColor", labelFontSize=size, symbolSize=90
    )
    points = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=110, opacity=0.85)
        .encode(
            y=alt.Y(
                "name:N",
                title=None,
                axis=alt.Axis(labelPadding=8, ticks=False, domain=False, grid=True),
            ),
            x=alt.X(
                "date:T",
                title=None,
                scale=alt.Scale(padding=8),
                axis=alt.Axis(format="%Y", tickCount=width // 80, grid=False),
            ),
            shape=alt.Shape(
                "kind:N", legend=legend, scale=alt.Scale(domain=list(marks), range=list(shapes))
            ),
            color=alt.Color(
                "kind:N", legend=legend, scale=alt.Scale(domain=list(marks), range=list(colours))
            ),
        )
    )
    return house(
        alt.layer(points, *article_mark(alt.X("date:T"), ARTICLE_DAY, size)),
        width - 110,
        34 * drawn["name"].nunique(),
        size,
    )
