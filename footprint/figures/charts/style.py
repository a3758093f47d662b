"""The look that all charts share: no frame, few ticks, text in the colour of the page. Each chart
is drawn wide, and narrow for a phone.

Where words stand is reckoned here, with room for the widest font a reader may have; the library
that draws would measure with the fonts of its machine."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import vl_convert

from footprint import render
from footprint.figures.figure import Figure, alternative
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.palette import PLAIN
from footprint.rows import Rows
from footprint.words.text import day, first_day


class Size(NamedTuple):
    """Pixels: of a picture with all its words, or of the plot inside it."""

    width: int
    height: int


class Room(NamedTuple):
    """What words need around a plot, in pixels."""

    left: int = 8
    right: int = 12
    top: int = 12
    bottom: int = 26


WIDE, NARROW = Size(700, 320), Size(340, 280)
TEXT, LINE = 12, 16
# The font that the built book ships; anywhere else charts have the reader's own.
DRAWN_IN = "'Fira Sans', sans-serif"
# Figures as the text prints them.
THOUSANDS = "replace(datum.label, regexp(',', 'g'), '\u202f')"
# The ground of the page, of Jupyter's and of VS Code's cells, each by the name it has there.
PAPER = (
    "var(--pst-color-background, var(--jp-layout-color0, var(--vscode-editor-background, #fff)))"
)
Looks = Mapping[str, str]
Draw = Callable[[Size], render.Html]
# No scale and no axis: in pixels of the plot.
ON_PLOT: Mapping[str, None] = {"scale": None, "axis": None}


def charted(
    draw: Draw,
    title: str,
    unit: str,
    foot: str,
    table: pd.DataFrame,
    names: Iterable[str] = (),
    told: Sequence[str] = (),
) -> Figure:
    """What ``draw`` makes of either size, with its table; ``names`` are told first of it, and of
    its columns those ``told``, if not all. Without rows it says that there is nothing to draw."""
    if table.empty:
        return Figure(title, unit, render.html("empty.html"), foot)
    label = alternative(title, table[[*told]] if told else table, names)
    # Whether charts are what Vega-Lite knows is for tests to say: to ask it of each here took a
    # seventh of a chapter's time.
    with alt.utils.schemapi.debug_mode(False):
        wide, narrow = draw(WIDE), draw(NARROW)
    body = render.html("chart.html", label=label, wide=wide, narrow=narrow)
    return Figure(title, unit, body, foot, table)


def house(layers: Sequence[alt.Chart], plot: Size, room: Room, points: str = "") -> render.Html:
    """Layers as one drawing: a plot with room around it, text and axes in the page's text colour.

    ``points`` says where a pointer finds which row of the table: “x first last”, years across the
    plot, or “y rows”, rows down it."""
    axes: dict[str, Any] = {f"{part}Color": PLAIN for part in ("label", "domain", "tick", "grid")}
    axes |= {"gridOpacity": 0.2, "domainOpacity": 0.4, "tickOpacity": 0.4, "labelFlush": False}
    axes |= {"labelOverlap": False, "labelLimit": 0, "labelPadding": 6, "labelExpr": THOUSANDS}
    config = alt.Config(
        view=alt.ViewConfig(stroke=None), axis=alt.AxisConfig(**axes, labelFontSize=TEXT)
    )
    place: dict[str, Any] = {"width": plot.width, "height": plot.height, "autosize": "none"}
    place |= {"padding": room._asdict(), "background": "transparent"}
    # altair's own way to lay charts over each other copies all of each several times.
    chart = alt.TopLevelLayerSpec(layer=list(layers), config=config, **place)
    data: dict[str, Any] = {}
    told = chart.to_dict(validate=False, context={"top_level": False, "datasets": data})
    drawing = _lightened(vl_convert.vegalite_to_svg(json.dumps({**told, "datasets": data})))
    kind, *rest = points.split() or ["", ""]
    ends = (room.left, plot.width) if kind == "x" else (room.top, plot.height)
    where = f' data-{kind}="{" ".join(map(str, [*ends, *rest]))}"' if kind else ""
    return render.Html(drawing.replace("<svg", f"<svg{where}", 1))


def lettered(chart: alt.Chart, **look: Any) -> alt.Chart:
    """The words of a chart, in the colour and size of the page's text unless ``look`` differs."""
    page: dict[str, Any] = {"color": PLAIN, "fontSize": TEXT, "lineBreak": "\n", "lineHeight": LINE}
    words: alt.Chart = chart.mark_text(**(page | look))
    return words


def over_rim(chart: alt.Chart, **look: Any) -> list[alt.Chart]:
    """Words over a rim in the colour of the paper: lines under them do not strike them out."""
    rim = {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [lettered(chart, **rim, **look), lettered(chart, **look)]


def chart_of(rows: pd.DataFrame) -> alt.Chart:
    """A chart of rows. Given the frame altair would look through each of its values, given a list
    copy them with each layer."""
    return alt.Chart(alt.InlineData(values=tuple(Rows.of(rows))))


def at(rows: pd.DataFrame, **channels: str) -> alt.Chart:
    """Rows that stand where their columns say, in pixels of the plot: ``x="px"``."""
    # Given a column's bare name, altair looks through all of its classes each time.
    placed = {
        name: getattr(alt, name.capitalize())(f"{column}:Q", **(ON_PLOT if name in "xy" else {}))
        for name, column in channels.items()
    }
    return chart_of(rows).encode(**placed)


def fixed(**pixels: float) -> dict[str, Any]:
    """Channels that stand at pixels of the plot for all rows."""
    return {name: getattr(alt, f"{name.capitalize()}Value")(px) for name, px in pixels.items()}


def tags(rows: pd.DataFrame, **look: Any) -> list[alt.Chart]:
    """Words ``label`` at ``px, py``, the middle of one or several lines; over a rim."""
    layers = []
    for tall, some in rows.groupby(rows["label"].str.count("\n")):
        raised = some.assign(py=some["py"] - tall * LINE / 2)
        words = at(raised, x="px", y="py").encode(text=alt.Text("label:N"))
        layers += over_rim(words, **({"align": "left", "baseline": "middle"} | look))
    return layers


def article() -> str:
    """The day or month of the article that the book at hand tests; empty if it names none."""
    # Where nothing loaded the library what is drawn is of no book, and drawing loads none.
    library = sys.modules.get("footprint.library")
    return str(library.package().content.get("article", "")) if library else ""


def article_month() -> str:
    """The same in words, without its day."""
    return day(article()[:7])


def year_of(date: str) -> float:
    """A day as a part of its year: a month or a year stands for its first day."""
    when = first_day(date)
    first = first_day(f"{when.year}")
    return when.year + (when - first).days / (first.replace(year=when.year + 1) - first).days


def article_mark(x: str, years: Sequence[float] = ()) -> list[alt.Chart]:
    """The moment of the article as a thin line on the axis ``x``, its name above the drawing; among
    ``years``, which are drawn in their middle, only where these reach it. Nothing without one."""
    if not article():
        return []
    when = round(year_of(article()), 2) - 0.5 if years else year_of(article())
    if years and not years[0] < when <= years[-1]:
        return []
    rows = pd.DataFrame({x.partition(":")[0]: [when], "label": [article_month()]})
    chart = chart_of(rows).encode(x=alt.X(x))
    line = chart.mark_rule(color=PLAIN, opacity=0.5, strokeDash=[3, 3])
    name = lettered(chart, dy=-8).encode(text=alt.Text("label:N"), **fixed(y=0))
    return [line, name]


def key(
    marks: Mapping[str, tuple[str, str, str]], room: int, left: int, above: int = 0
) -> tuple[list[Any], int]:
    """A legend above a plot, its lines no wider than ``room``: names with a shape, a colour and
    “filled” or “hollow”. It begins ``left`` of the plot and so far ``above`` it. Returns its layers
    and its height."""
    rows, x, line = [], 0.0, 0
    for name, (shape, colour, fill) in marks.items():
        wide = advance(name) + 34
        if x and x + wide > room:
            x, line = 0.0, line + 1
        # A hollow mark is eight to each side.
        rows.append((name, shape, colour, fill, x + 8 - left, line))
        x += wide
    drawn = pd.DataFrame(rows, columns=["label", "shape", "colour", "fill", "px", "line"])
    drawn = drawn.assign(py=-14 - above - (line - drawn["line"]) * (LINE + 3))
    words = tags(drawn.assign(px=drawn["px"] + 12))
    return [*signs(at(drawn, x="px", y="py"), drawn), *words], (line + 1) * (LINE + 3) + 8


def signs(base: alt.Chart, rows: pd.DataFrame, size: int = 70) -> list[alt.Chart]:
    """Marks in the ``shape`` and ``colour`` of their rows, those of ``fill`` “hollow” as outlines
    on the page's ground."""
    looks: dict[str, Any] = {"color": alt.Color("colour:N", scale=None)}
    looks["shape"] = alt.Shape("shape:N", scale=None)
    layers = []
    for fill in dict.fromkeys(rows["fill"]):
        some = base.transform_filter(f"datum.fill === '{fill}'").encode(**looks)
        # One around the other where they meet.
        full: dict[str, Any] = {"filled": True, "size": size}
        hollow: dict[str, Any] = {"fill": PAPER, "strokeWidth": 2, "size": 2 * size}
        look = full if fill == "filled" else hollow
        layers.append(some.mark_point(opacity=1, **look))
    return layers


# What words need --------------------------------------------------------------------------------


def advance(text: str, bold: bool = False) -> float:
    """How wide a line of words can be, in the widest font that readers have."""
    wide = sum(_advance(sign) for sign in text)
    return wide * TEXT * (1.13 if bold else 1)


def _advance(sign: str) -> float:
    if sign in "ijlftrI .,:;'’|/!()[]-\u202f\u00a0":
        return 0.41
    return 0.98 if sign in "mMW%w@—−+<=>" else 0.76 if sign.isupper() else 0.63


def widest(labels: Iterable[str], bold: bool = False) -> int:
    """The room that the widest line of some labels needs."""
    lines = [advance(line, bold) for label in labels for line in label.split("\n")]
    return math.ceil(max(lines, default=0))


def wrapped(text: str, room: float) -> str:
    """Words in lines that ``room`` has space for; a word is never broken."""
    signs = max(8, int(room / (TEXT * 0.62)))
    return textwrap.fill(text, signs, break_long_words=False, break_on_hyphens=False)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from at or under ``low`` to at or over ``high``, with ``most`` steps or so."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(part * power for part in (1, 2, 5, 10) if span <= part * power * most * 1.001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, max(last, first + 1) + 1)]


def whole_years(first: float, last: float, width: float) -> list[int]:
    """Years for an axis so wide that their numbers never touch."""
    most = max(1, int(width / 48))
    step = next(part for part in (1, 2, 5, 10, 20, 50) if (last - first) <= part * most)
    return [year for year in range(math.ceil(first), math.floor(last) + 1) if year % step == 0]


def apart(wanted: Sequence[float], tall: Sequence[float], ends: tuple[float, float]) -> list[float]:
    """The middles of labels one under the other, in their order: as near as can be to where they
    are ``wanted``, none over another, all between the ``ends`` if there is room."""
    steps = [(one + two) / 2 for one, two in itertools.pairwise(tall)]
    offsets = list(itertools.accumulate(steps, initial=0.0))[: len(tall)]
    blocks: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        blocks.append([want - offset])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    free = [_mean(block) for block in blocks for _ in block]
    low, high = ends[0] + tall[0] / 2, ends[1] - tall[-1] / 2 - offsets[-1]
    return [max(low, min(place, high)) + more for place, more in zip(free, offsets, strict=True)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# The drawing ------------------------------------------------------------------------------------


def _lightened(drawing: str) -> str:
    """A drawing of Vega's without what a page need not carry. Its ids get a mark made from the
    drawing, so that two charts on a page do not share them."""
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    drawing = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\g<1>{mark}-\2", drawing)
    # What is written stays as it is.
    drawing = re.sub(r"<[^>]+>", lambda tag: re.sub(r"-?\d+\.\d{2,}", _tenth, tag[0]), drawing)
    # The box says what the picture is; a screen reader need not walk through its points.
    drawing = re.sub(r' (aria-\w+|role|class|pointer-events)="[^"]*"', "", drawing)
    # Said once, for all its words.
    drawing = re.sub(rf' (font-family="[^"]*"|font-size="{TEXT}px")', "", drawing)
    # Grows with the reader's letters where there is room, and shrinks on a small screen.
    size = re.search(r'<svg (.*?) width="(\d+)" height="\d+"', drawing)
    assert size is not None
    fluid = f'<svg aria-hidden="true" style="max-width:{int(size[2]) / 16:g}rem" '
    fluid += f'font-family="{DRAWN_IN}" font-size="{TEXT}" {size[1]}'
    return drawing.replace(size[0], fluid, 1)


def _tenth(number: re.Match[str]) -> str:
    """A tenth of a pixel is finer than any screen, and half the weight."""
    return f"{float(number[0]):.1f}".removesuffix(".0")
