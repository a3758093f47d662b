"""Horizontal bars, and dots where a row has several figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from footprint.figures.charts import style
from footprint.figures.charts.rule import Rule, bands, pixel, rule_of
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.model import Finding
from footprint.palette import OTHER, PLAIN
from footprint.render import Html
from footprint.words.numbers import THIN, digits, per_cent

# A claim in times of the largest other row is drawn at that row's height.
AGAINST = "times the largest other"


def bars(
    data: pd.DataFrame,
    *,
    title: str,
    unit: str,
    foot: str,
    colours: style.Looks,
    judged: Finding | None = None,
) -> Figure:
    """Bars of ``name, value``, in the order given; names in ``colours`` stand out.

    The band of the claim that is ``judged`` by the chart is drawn."""
    data = data.dropna(subset=["value"])
    # As the text beside the chart has a value, without its unit, which stands above.
    printed = per_cent if unit.startswith("%") else digits
    labels = [printed(value).removesuffix(f"{THIN}%") for value in data["value"]]
    drawn = data.assign(label=labels, colour=[colours.get(name, OTHER) for name in data["name"]])
    table = data.rename(columns={"name": "", "value": unit})
    rule = _rule(drawn, next((name for name in colours if name in set(drawn["name"])), ""), judged)
    return style.charted(
        lambda size: _bars(drawn, rule, size), title, unit, foot, table, told=["", unit]
    )


def dots(
    data: pd.DataFrame,
    *,
    title: str,
    unit: str,
    foot: str,
    marks: Mapping[str, tuple[str, str, str]],
    judged: Finding | None = None,
) -> Figure:
    """A row for each name of ``name, kind, value``, in their order, with a mark for each kind.

    ``marks`` gives each kind its shape, its colour, and whether it is “filled” or “hollow”."""
    data = data.dropna(subset=["value"])
    table = data.pivot(index="name", columns="kind", values="value")
    table = table.reindex(index=[*dict.fromkeys(data["name"])], columns=[*marks]).dropna(
        axis=1, how="all"
    )
    table = table.rename_axis(index="", columns=None).reset_index()
    rule = rule_of(judged)
    return style.charted(lambda size: _dots(data, marks, rule, size), title, unit, foot, table)


def _rule(drawn: pd.DataFrame, own: str, judged: Finding | None) -> Rule:
    """The rule, which may be on the bar that is the claim's ``own`` and the largest other."""
    others = drawn.loc[drawn["name"] != own, "value"]
    if judged is None or judged.claim.unit != AGAINST or others.empty:
        return rule_of(judged)
    return rule_of(judged, base=float(others.max()), says="as much as the largest other, or more")


@dataclasses.dataclass(frozen=True)
class _Plot:
    """Rows under each other: where each stands, how tall it is, and its name in lines."""

    size: style.Size
    room: style.Room
    values: Sequence[float]
    rows: pd.DataFrame

    @property
    def scale(self) -> tuple[float, float, float]:
        return self.values[0], self.values[-1], self.size.width

    def x(self, value: float) -> float:
        return pixel(value, self.scale)

    def ground(self, rule: Rule) -> list[alt.Chart]:
        """What lies under the marks: the bands of the rule with their words, and all names."""
        layers = bands(rule, self.scale, self.size.height, upright=True)
        names = self.rows.assign(px=-8.0, py=self.rows["middle"], label=self.rows["text"])
        layers += style.tags(names, align="right")
        if rule.holds:
            low, high = rule.holds[0].low, rule.holds[0].high
            start = self.x(max(self.values[0], low))
            wide = style.widest([rule.says])
            end = self.size.width + self.room.right - wide - 2
            begin = min(start + 3, end) if high > low else start
            says = [{"px": max(begin, 2.0 - self.room.left), "py": -9.0, "label": rule.says}]
            layers += style.tags(pd.DataFrame(says))
        return layers

    def axis(self) -> alt.X:
        """The scale of values, with as many numbers as there is room for."""
        across = alt.Scale(domain=[self.values[0], self.values[-1]], nice=False, zero=False)
        return alt.X("value:Q", title=None, scale=across, axis=alt.Axis(values=list(self.values)))


def _plot(
    names: Sequence[str], values: pd.Series, rule: Rule, size: style.Size, right: int, top: int
) -> _Plot:
    texts = [
        style.wrapped(name, size.width * (0.36 if size.width > 400 else 0.4)) for name in names
    ]
    left = style.widest(texts) + 14
    width = size.width - left - right
    low, high = min(0.0, values.min(), *rule.ends), max(0.0, values.max(), *rule.ends)
    most = max(1, min(4, width // 52))
    rows = pd.DataFrame({"name": list(names), "text": texts})
    tall = (rows["text"].str.count("\n") + 1) * style.LINE + 10
    rows = rows.assign(tall=tall, middle=tall.cumsum() - tall / 2)
    plot = style.Size(width, int(tall.sum()))
    room = style.Room(left, right, top + (20 if rule.holds else 0), 24)
    return _Plot(plot, room, style.ticks(low, high, most), rows)


def _bars(drawn: pd.DataFrame, rule: Rule, size: style.Size) -> Html:
    right = max(style.widest(drawn["label"]) + 10, 24)
    plot = _plot(list(drawn["name"]), drawn["value"], rule, size, right, 8)
    middles = plot.rows["middle"].to_numpy()
    rows = drawn.assign(py=middles, above=middles - 9, below=middles + 9, zero=0)
    rows = rows.assign(px=[plot.x(max(value, 0.0)) + 5 for value in rows["value"]])
    base = style.at(rows, y="above", y2="below").encode(x=plot.axis(), x2=alt.X2("zero:Q"))
    marks = base.mark_bar().encode(color=alt.Color("colour:N", scale=None))
    layers = [*plot.ground(rule)[:2], marks, *plot.ground(rule)[2:], *style.tags(rows)]
    return style.house(layers, plot.size, plot.room, _points(plot))


def _dots(
    data: pd.DataFrame, marks: Mapping[str, tuple[str, str, str]], rule: Rule, size: style.Size
) -> Html:
    names = list(dict.fromkeys(data["name"]))
    plot = _plot(names, data["value"], rule, size, 24, 8)
    used = {kind: look for kind, look in marks.items() if kind in set(data["kind"])}
    keys, top = style.key(used, size.width - 8, plot.room.left, above=plot.room.top - 8)
    looks = pd.DataFrame(list(marks.values()), columns=["shape", "colour", "fill"], index=[*marks])
    middles = plot.rows.set_index("name")["middle"]
    rows = data.join(looks, on="kind").assign(py=data["name"].map(middles))
    spans = rows.groupby("py")["value"].agg(["min", "max"]).reset_index()
    spans = spans.assign(left=spans["min"].map(plot.x), right=spans["max"].map(plot.x))
    across: dict[str, Any] = {"x": "left", "x2": "right", "y": "py"}
    rules = style.at(spans, **across).mark_rule(color=PLAIN, opacity=0.3)
    base = style.at(rows, y="py").encode(x=plot.axis())
    layers = [*plot.ground(rule), rules, *style.signs(base, rows), *keys]
    room = plot.room._replace(top=plot.room.top + top)
    return style.house(layers, plot.size, room, _points(plot))


def _points(plot: _Plot) -> str:
    """The rows by their lower ends."""
    return "y " + " ".join(str(int(end)) for end in plot.rows["tall"].cumsum())
