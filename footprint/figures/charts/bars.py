"""Horizontal bars."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from footprint.figures.charts.style import THOUSANDS, WIDTHS, charted, empty, house
from footprint.figures.figure import Figure
from footprint.palette import OTHER
from footprint.words.numbers import THIN, digits, per_cent


def bars(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str]
) -> Figure:
    """Horizontal bars, from a frame ``name, value`` in the order given; names in ``colours`` stand out."""
    data = data.dropna(subset=["value"])
    if data.empty:
        return empty(title, unit, foot)
    pictures = [
        _bars(
            data.assign(label=[_figure_of(value, unit) for value in data["value"]]), colours, *size
        )
        for size in WIDTHS.values()
    ]
    return charted(pictures, title, unit, foot, data.rename(columns={"name": "", "value": unit}))


def _bars(
    data: pd.DataFrame, colours: Mapping[str, str], width: int, height: int, size: int
) -> alt.LayerChart:
    wrapped = data["name"].map(lambda name: textwrap.fill(name, width // 14))
    tall = wrapped.str.count("\n") + 1
    shown = data.assign(
        colour=[colours.get(name, OTHER) for name in data["name"]], name=wrapped, tall=tall
    )
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=None),
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr=THOUSANDS)),
    )
    marks = base.mark_bar(height={"band": 0.7}).encode(color=alt.Color("colour:N", scale=None))
    figures = base.mark_text(align="left", dx=4, fontSize=size, color="currentColor").encode(
        text="label:N"
    )
    # An axis would hang a name of several lines below its bar.
    names = [
        base.transform_filter(f"datum.tall === {lines}")
        .mark_text(
            align="right",
            baseline="middle",
            dx=-8,
            dy=-(lines - 1) * (size + 2) / 2,
            lineBreak="\n",
            lineHeight=size + 2,
            fontSize=size,
            color="currentColor",
        )
        .encode(x=alt.value(0), text="name:N")
        for lines in sorted(set(tall))
    ]
    left = round(max(len(line) for name in wrapped for line in name.split("\n")) * size * 0.56) + 12
    return house(
        alt.layer(marks, figures, *names),
        width - left - 50,
        (12 + 14 * int(tall.max())) * len(data),
        size,
    )


def _figure_of(value: float, unit: str) -> str:
    """A value as the text beside the chart has it, without its unit, which stands under the title."""
    return per_cent(value).removesuffix(f"{THIN}%") if unit.startswith("%") else digits(value)
