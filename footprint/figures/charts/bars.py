"""Horizontal bars."""

from __future__ import annotations

import textwrap

from footprint.figures.charts import style
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.palette import OTHER
from footprint.render import Html
from footprint.words.numbers import THIN, digits, per_cent


def bars(data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: style.Looks) -> Figure:
    """Bars of ``name, value``, in the order given; names in ``colours`` stand out."""
    data = data.dropna(subset=["value"])
    # As the text beside the chart has a value, without its unit, which stands above.
    printed = per_cent if unit.startswith("%") else digits
    labels = [printed(value).removesuffix(f"{THIN}%") for value in data["value"]]
    drawn = data.assign(label=labels, colour=[colours.get(name, OTHER) for name in data["name"]])
    table = data.rename(columns={"name": "", "value": unit})
    return style.charted(lambda size: _bars(drawn, size), title, unit, foot, table)


def _bars(drawn: pd.DataFrame, size: style.Size) -> Html:
    names = drawn["name"].map(lambda name: textwrap.fill(name, size.width // 14))
    drawn = drawn.assign(name=names, tall=names.str.count("\n") + 1)
    base = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=None),
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr=style.THOUSANDS)),
    )
    marks = base.mark_bar(height={"band": 0.7}).encode(color=alt.Color("colour:N", scale=None))
    figures = style.lettered(base, align="left", dx=4).encode(text="label:N")
    # An axis would hang a name of several lines below its bar.
    labels = [_names(base, tall) for tall in sorted(set(drawn["tall"]))]
    longest = max(len(line) for name in names for line in name.split("\n"))
    width = size.width - round(longest * style.TEXT * 0.56) - 62
    height = (12 + 14 * int(drawn["tall"].max())) * len(drawn)
    return style.house([marks, figures, *labels], width, height)


def _names(base: alt.Chart, tall: int) -> alt.Chart:
    """Names of so many lines, each in the middle of its bar."""
    line, rows = style.TEXT + 2, base.transform_filter(f"datum.tall === {tall}")
    up = (tall - 1) * line / 2
    names = style.lettered(rows, align="right", baseline="middle", dx=-8, dy=-up, lineHeight=line)
    return names.encode(x=alt.value(0), text="name:N")
