"""The look that all charts share: no frame, few ticks, text in the colour of the page. Each chart
is drawn wide, and narrow for a phone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import vl_convert

from footprint import render
from footprint.figures.figure import Figure, alternative
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd


class Size(NamedTuple):
    width: int
    height: int


# The room that a picture has with all its labels, in pixels.
WIDE, NARROW = Size(700, 300), Size(340, 260)
TEXT = 12
# When the article appeared: in words, as a day, and among yearly values, which are drawn in the
# middle of their year.
ARTICLE, ARTICLE_DAY, ARTICLE_YEAR = "May 2023", "2023-05-09", 2023.35 - 0.5
# Figures as the text prints them.
THOUSANDS = "replace(datum.label, regexp(',', 'g'), '\u202f')"
# The ground of the page, of Jupyter's and of VS Code's cells, each by the name it has there.
PAPER = (
    "var(--pst-color-background, var(--jp-layout-color0, var(--vscode-editor-background, #fff)))"
)
_INK = "currentColor"
Looks = Mapping[str, str]
Draw = Callable[[Size], render.Html]


def charted(
    draw: Draw, title: str, unit: str, foot: str, table: pd.DataFrame, names: Iterable[str] = ()
) -> Figure:
    """What ``draw`` makes of either size, with its table; ``names`` are told first of it. Without
    rows it says that there is nothing to draw."""
    if table.empty:
        return Figure(title, unit, render.html("empty.html"), foot)
    label = alternative(title, table, names)
    # The whole is checked when it is drawn: its parts need not be as they are made.
    with alt.utils.schemapi.debug_mode(False):
        wide, narrow = draw(WIDE), draw(NARROW)
    body = render.html("chart.html", label=label, wide=wide, narrow=narrow)
    return Figure(title, unit, body, foot, table)


def house(layers: Sequence[alt.Chart], width: int, height: int) -> render.Html:
    """Layers as one drawing: no frame, text and axes in the colour of the page's text."""
    axes: dict[str, Any] = {f"{part}Color": _INK for part in ("label", "domain", "tick", "grid")}
    axes |= {"gridOpacity": 0.15, "domainOpacity": 0.4, "tickOpacity": 0.4, "labelFlush": False}
    config = alt.Config(
        font="sans-serif",
        padding={"left": 4, "right": 8, "top": 8, "bottom": 4},
        view=alt.ViewConfig(stroke=None),
        legend=alt.LegendConfig(labelColor=_INK, labelFontSize=TEXT),
        axis=alt.AxisConfig(**axes, labelFontSize=TEXT),
    )
    # Said at once: each word that is added to a chart copies all of it.
    room = {"width": width, "height": height, "background": "transparent"}
    chart = alt.layer(*layers, config=config, **room)
    return _lightened(vl_convert.vegalite_to_svg(chart.to_json()))


def scale(looks: Looks) -> alt.Scale:
    """A scale that gives each name its own look: a colour, a shape."""
    return alt.Scale(domain=list(looks), range=list(looks.values()))


def lettered(chart: alt.Chart, **look: Any) -> alt.Chart:
    """The words of a chart, in the colour and size of the page's text unless ``look`` differs."""
    page: dict[str, Any] = {"color": _INK, "fontSize": TEXT, "lineBreak": "\n"}
    words: alt.Chart = chart.mark_text(**(page | look))
    return words


def over_rim(chart: alt.Chart, **look: Any) -> list[alt.Chart]:
    """Words over a rim in the colour of the paper: lines under them do not strike them out."""
    rim = {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [lettered(chart, **rim, **look), lettered(chart, **look)]


def article_mark(x: str, at: float | str) -> list[alt.Chart]:
    """The moment of the article as a thin line on the axis ``x``, its name above the drawing."""
    chart = alt.Chart(pd.DataFrame({x.partition(":")[0]: [at], "label": [ARTICLE]})).encode(x=x)
    line = chart.mark_rule(color=_INK, opacity=0.5, strokeDash=[3, 3])
    name = lettered(chart, fontSize=TEXT - 1, dy=-8).encode(y=alt.value(0), text="label:N")
    return [line, name]


def _lightened(drawing: str) -> render.Html:
    """A drawing of Vega's without what a page need not carry. Its ids get a mark made from the
    drawing, so that two charts on a page do not share them."""
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    drawing = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\g<1>{mark}-\2", drawing)
    # What is written stays as it is.
    drawing = re.sub(r"<[^>]+>", lambda tag: re.sub(r"-?\d+\.\d{2,}", _tenth, tag[0]), drawing)
    # The box says what the picture is; a screen reader need not walk through its points.
    drawing = re.sub(r' (aria-\w+|role|class|pointer-events)="[^"]*"', "", drawing)
    # Shrinks on a small screen, never grows past its size: letters stay letters.
    size = r'<svg (.*?) width="(\d+)" height="\d+"'
    fluid = r'<svg aria-hidden="true" style="max-width:\2px" \1'
    return render.Html(re.sub(size, fluid, drawing, count=1))


def _tenth(number: re.Match[str]) -> str:
    """A tenth of a pixel is finer than any screen, and half the weight."""
    return f"{float(number[0]):.1f}".removesuffix(".0")
