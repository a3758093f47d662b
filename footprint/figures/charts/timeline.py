"""Spans and dated events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footprint.figures.charts import style
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.render import Html

_BARE: dict[str, Any] = {"labelPadding": 8, "ticks": False, "domain": False}


def spans(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: style.Looks, until: str
) -> Figure:
    """A timeline: a bar for each row ``group, name, start, end, label``, groups under headings.

    Days are text, a year or longer; a bar without an end runs to ``until``; its label is there."""
    data = data.dropna(subset=["start"])
    table = data[["group", "name", "label", "start", "end"]].fillna({"end": ""})
    table = table.set_axis(["Of what", "Who", "As", "From", "To"], axis=1)
    rows = data.assign(end=data["end"].fillna(until))
    return style.charted(lambda size: _spans(rows, colours, size), title, unit, foot, table)


def events(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, marks: Mapping[str, tuple[str, str]]
) -> Figure:
    """Dated events as points, a row for each name, from a frame ``name, date, kind``.

    ``marks`` gives each kind its shape and colour. Days are text, a year or longer. A thin line
    marks the month of the article."""
    table = data[["date", "name", "kind"]].set_axis(["Date", "Who", "Kind"], axis=1)
    table = table.sort_values("Date", ascending=False)
    return style.charted(lambda size: _events(data, marks, size), title, unit, foot, table)


def _days(dates: pd.Series) -> pd.Series:
    """Dates as Vega reads them: a month or a year stands for its first day."""
    return dates.where(dates.isna(), (dates + "-01-01").str[:10])


def _under_headings(data: pd.DataFrame) -> pd.DataFrame:
    """Groups, each under a row without a name; two bars of one name in a group share a ``row``."""
    first = data["start"].min()
    rows: list[Mapping[Any, Any]] = []
    for group, bars in data.groupby("group", sort=False):
        rows.append({"group": group, "name": "", "start": first, "end": first})
        rows += bars.to_dict("records")
    placed = pd.DataFrame(rows)
    return placed.assign(row=placed["group"] + "|" + placed["name"])


def _spans(rows: pd.DataFrame, colours: style.Looks, size: style.Size) -> Html:
    drawn = _under_headings(rows)
    drawn = drawn.assign(start=_days(drawn["start"]), end=_days(drawn["end"]))
    group, name = "split(datum.value, '|')[0]", "split(datum.value, '|')[1]"
    weight = alt.condition(f"{name} == ''", alt.value("bold"), alt.value("normal"))
    names = alt.Axis(labelExpr=f"{name} || {group}", labelFontWeight=weight, **_BARE)
    base = alt.Chart(drawn).encode(y=alt.Y("row:N", sort=None, title=None, axis=names))
    # Universal time: a day is the same one wherever it is drawn.
    days, ticks = alt.Scale(type="utc"), alt.Axis(format="%Y", tickCount=size.width // 90)
    years = alt.X("start:T", title=None, scale=days, axis=ticks)
    colour = alt.Color("group:N", legend=None, scale=style.scale(colours))
    bars = base.mark_bar(height={"band": 0.6}).encode(x=years, x2="end:T", color=colour)
    labelled = base.properties(data=drawn[drawn["label"].fillna("") != ""])
    labels = style.lettered(labelled, align="left", dx=5).encode(x="end:T", text="label:N")
    width = size.width - (240 if size == style.WIDE else 210)
    return style.house([bars, labels], width, 18 * drawn["row"].nunique())


def _events(data: pd.DataFrame, marks: Mapping[str, tuple[str, str]], size: style.Size) -> Html:
    shapes = style.scale({kind: shape for kind, (shape, _) in marks.items()})
    colours = style.scale({kind: colour for kind, (_, colour) in marks.items()})
    legend = alt.Legend(title=None, orient="top", symbolSize=90)
    shape = alt.Shape("kind:N", legend=legend, scale=shapes)
    colour = alt.Color("kind:N", legend=legend, scale=colours)
    names = alt.Y("name:N", title=None, axis=alt.Axis(**_BARE, grid=True))
    years = alt.Axis(format="%Y", tickCount=size.width // 80, grid=False)
    days = alt.X("date:T", title=None, scale=alt.Scale(type="utc", padding=8), axis=years)
    chart = alt.Chart(data.assign(date=_days(data["date"])))
    points = chart.mark_point(filled=True, size=110, opacity=0.85)
    points = points.encode(y=names, x=days, shape=shape, color=colour)
    layers = [points, *style.article_mark("date:T", style.ARTICLE_DAY)]
    return style.house(layers, size.width - 110, 34 * data["name"].nunique())
