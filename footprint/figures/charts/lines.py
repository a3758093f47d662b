"""Lines over years."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from functools import partial
from typing import Any

from footprint.figures.charts import style
from footprint.figures.charts.rule import Rule, bands, pixel, rule_of
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.model import Finding
from footprint.palette import OTHER, PLAIN
from footprint.render import Html
from footprint.words.numbers import digits

# Grey lines are named up to this many; more would be a thicket.
LABELLED = 4
# The dashes of the lines that have some, in their order: lines of one colour are told apart.
STROKES = ([6, 3], [2, 2], [10, 3, 2, 3], [14, 4])


@dataclasses.dataclass(frozen=True)
class _Look:
    """How lines are drawn: colours of those that stand out, which are ``dashed``, whether gaps are
    bridged by a thin dashed line, and the rule that is drawn with them."""

    colours: style.Looks
    dashed: Sequence[str]
    bridged: bool
    rule: Rule


def lines(
    data: pd.DataFrame,
    *,
    title: str,
    unit: str,
    foot: str,
    colours: style.Looks,
    dashed: Sequence[str] = (),
    bridged: bool = False,
    judged: Finding | None = None,
) -> Figure:
    """Lines over years, from a frame ``name, year, value``.

    Names in ``colours`` stand out; others are grey, and named if they are few. A thin line marks
    the month of the article. A series is broken where years are missing, or ``bridged`` there.
    The band of the claim that is ``judged`` by the chart is drawn; what was known of the first that
    stands out is marked where it was another figure."""
    drawn = _segments(data)
    drawn["bright"] = drawn["name"].isin(list(colours))
    names = list(dict.fromkeys(data["name"]))
    table = data.pivot(index="year", columns="name", values="value")[names]
    table = table.sort_index(ascending=False).rename_axis(index="Year", columns=None).reset_index()
    table = table if drawn["bright"].any() else table[:0]
    first = next((name for name in colours if name in names), "")
    today = drawn[drawn["name"] == first].set_index("year")["value"]
    look = _Look(colours, dashed, bridged, rule_of(judged, today))
    return style.charted(partial(_lines, drawn, look), title, unit, foot, table, colours)


def _segments(data: pd.DataFrame) -> pd.DataFrame:
    """Rows in order, a number for each unbroken run of years: a gap must not become a line."""
    ordered = data.dropna(subset=["value"]).sort_values(["name", "year"])
    other = ordered["name"].ne(ordered["name"].shift())
    breaks = (ordered["year"].diff().ne(1) | other).fillna(True)
    return ordered.assign(run=breaks.cumsum())


@dataclasses.dataclass(frozen=True)
class _Plot:
    """The place of a drawing: its years, its heights, and its pixels."""

    years: tuple[int, int]
    heights: Sequence[float]
    size: style.Size

    def x(self, year: float) -> float:
        first, last = self.years
        return pixel(year, (first, max(last, first + 1), self.size.width))

    def y(self, value: float) -> float:
        return self.size.height - pixel(value, self.scale)

    @property
    def scale(self) -> tuple[float, float, float]:
        return self.heights[0], self.heights[-1], self.size.height

    def axes(self) -> dict[str, Any]:
        """The axes of the layers that show data."""
        first, last = self.years
        years = style.whole_years(first, last, self.size.width)
        across = alt.Scale(domain=[first, max(last, first + 1)], nice=False)
        down = alt.Scale(domain=[self.heights[0], self.heights[-1]], nice=False, zero=False)
        below = alt.Axis(format="d", values=years, grid=False)
        beside = alt.Axis(values=list(self.heights))
        return {
            "x": alt.X("year:Q", title=None, scale=across, axis=below),
            "y": alt.Y("value:Q", title=None, scale=down, axis=beside),
        }


def _lines(drawn: pd.DataFrame, look: _Look, size: style.Size) -> Html:
    # A grey line of a single year would be a name without a line.
    runs = drawn.groupby("name")["year"].transform("size")
    drawn = drawn[drawn["bright"] | (runs > 1)]
    low, high = min(0.0, *drawn["value"]), max(0.0, *drawn["value"])
    heights = style.ticks(min(low, *look.rule.ends, low), max(high, *look.rule.ends, high), 5)
    labels = _labels(drawn, look.rule, size)
    left = style.widest(digits(value) for value in heights) + 14
    right = style.widest(labels["label"], bold=True) + 20
    tall = max(size.height - 44, int(labels["tall"].sum()) + 8)
    years = int(drawn["year"].min()), int(drawn["year"].max())
    plot = _Plot(years, heights, style.Size(size.width - left - right, tall))
    layers = [*bands(look.rule, plot.scale, plot.size.width), *_drawn(drawn, look, plot)]
    layers += style.article_mark("year:Q", years)
    layers += _known(look.rule, plot)
    layers += _column(labels, plot)
    room = style.Room(left, right, top=20, bottom=24)
    return style.house(layers, plot.size, room, f"x {years[0]} {years[1]}")


def _drawn(drawn: pd.DataFrame, look: _Look, plot: _Plot) -> list[alt.Chart]:
    """The lines, grey ones beneath, and those alone in their run as points."""
    axes, layers = plot.axes(), []
    drawn = drawn.assign(colour=drawn["name"].map(look.colours).fillna(OTHER))
    colour = alt.Color("colour:N", legend=None, scale=None)
    if look.bridged:
        through = style.chart_of(drawn).encode(**axes, detail=alt.Detail("name:N"), color=colour)
        layers.append(through.mark_line(strokeWidth=1.2, strokeDash=[2, 3]))
    whole = drawn["bright"] & ~drawn["name"].isin(look.dashed)
    ways: list[tuple[pd.Series, dict[str, Any]]] = [
        (~drawn["bright"], {"strokeWidth": 1.2}),
        (whole, {"strokeWidth": 2.6, "point": alt.OverlayMarkDef(size=26)}),
    ]
    for name, dash in zip(look.dashed, itertools.cycle(STROKES)):
        ways.append((drawn["name"] == name, {"strokeWidth": 2.2, "strokeDash": dash}))
    for which, way in ways:
        rows = drawn[which]
        if not rows.empty:
            chart = style.chart_of(rows).encode(**axes, detail=alt.Detail("run:N"), color=colour)
            layers.append(chart.mark_line(strokeJoin="round", **way))
    alone = drawn[drawn.groupby("run")["year"].transform("size") == 1]
    if not alone.empty:
        points = style.chart_of(alone).encode(**axes, color=colour)
        layers.append(points.mark_point(filled=True, size=20, opacity=1))
    return layers


def _known(rule: Rule, plot: _Plot) -> list[alt.Chart]:
    """What was known, as a hollow mark with words on the side that has room."""
    if rule.known is None:
        return []
    year, value, words = rule.known
    px, py, room = plot.x(year), plot.y(value), plot.size
    label = style.wrapped(words, max(room.width * 0.45, 90))
    side = "right" if px > style.widest([label]) + 12 else "left"
    lines = label.count("\n") + 1
    inside = min(max(py, lines * style.LINE / 2), room.height - lines * style.LINE / 2)
    mark = style.at(pd.DataFrame([{"px": px, "py": py}]), x="px", y="py")
    shift = -10 if side == "right" else 10
    rows = pd.DataFrame([{"px": px + shift, "py": inside, "label": label}])
    ring: dict[str, Any] = {"fill": style.PAPER, "stroke": PLAIN, "strokeWidth": 2, "size": 64}
    return [mark.mark_point(opacity=1, **ring), *style.tags(rows, align=side)]


def _labels(drawn: pd.DataFrame, rule: Rule, size: style.Size) -> pd.DataFrame:
    """What stands beside the plot: the names of lines, each by the end of its own, and the rule."""
    grey = drawn.loc[~drawn["bright"], "name"].nunique()
    named = drawn if grey <= LABELLED else drawn[drawn["bright"]]
    ends = named.groupby("name").tail(1)[["name", "year", "value", "bright"]]
    room = size.width * (0.27 if size == style.WIDE else 0.3)
    ends = ends.assign(label=[style.wrapped(name, room) for name in ends["name"]])
    if rule.holds:
        middle = sum(rule.holds[0].ends) / len(rule.holds[0].ends)
        words = {"name": "", "bright": False, "label": style.wrapped(rule.says, room)}
        ruled = pd.DataFrame([words | {"year": ends["year"].max(), "value": middle}])
        ends = pd.concat([ends, ruled], ignore_index=True)
    tall = (ends["label"].str.count("\n") + 1) * style.LINE
    return ends.assign(tall=tall)


def _column(labels: pd.DataFrame, plot: _Plot) -> list[alt.Chart]:
    """Labels one under the other beside the plot, each with a thin line to what it names, unless
    it stands there."""
    rows = labels.to_dict("records")
    for row in rows:
        ruled = not row["name"]
        row["end"] = plot.x(plot.years[1] if ruled else row["year"])
        row["from"] = plot.y(row["value"])
    rows.sort(key=lambda row: row["from"])
    ends = (0, plot.size.height + 8)
    places = style.apart([row["from"] for row in rows], [row["tall"] for row in rows], ends)
    for row, py in zip(rows, places, strict=True):
        row |= {"py": py, "px": plot.size.width + 12, "near": plot.size.width + 9}
    placed = pd.DataFrame(rows)
    far = (placed["from"] - placed["py"]).abs() > style.LINE / 2
    far |= plot.size.width - placed["end"] > 3
    leaders = style.at(placed[far & (placed["name"] != "")], x="end", y="from", x2="near", y2="py")
    layers = [leaders.mark_rule(color=PLAIN, opacity=0.5, strokeWidth=0.8, strokeDash=[1, 2])]
    for weight, some in (("bold", placed[placed["bright"]]), ("normal", placed[~placed["bright"]])):
        layers += style.tags(some, fontWeight=weight) if not some.empty else []
    return layers
