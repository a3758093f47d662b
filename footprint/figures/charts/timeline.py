"""Spans and dated events."""

from __future__ import annotations

from collections.abc import Mapping

from footprint.figures.charts import style
from footprint.figures.charts.rule import pixel
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.palette import OTHER, PLAIN, TWO_LEADERS
from footprint.render import Html

ROW = 19
# What bars need beside their names, in pixels; where there is less, names stand above them.
BESIDE = 160


def spans(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: style.Looks, until: str
) -> Figure:
    """A timeline: a bar for each row ``group, name, start, end, label``, groups under headings.

    Days are text, a year or longer; a bar without an end runs to ``until``; its label is there."""
    data = data.dropna(subset=["start"])
    order = [*dict.fromkeys(data["group"])]
    data = data.sort_values("group", key=lambda groups: groups.map(order.index), kind="stable")
    table = data[["group", "name", "label", "start", "end"]].fillna({"end": ""})
    table = table.set_axis(["Of what", "Who", "As", "From", "To"], axis=1)
    rows = data.assign(end=data["end"].fillna(until), label=data["label"].fillna(""))
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


def _across(years: pd.Series, width: int, more: float = 0.0) -> tuple[alt.X, tuple[float, ...]]:
    """The axis of years and its scale."""
    first, last = years.min() - more, years.max() + more
    ticks = style.whole_years(first, last, width)
    axis = alt.Axis(format="d", values=ticks, grid=False)
    scale = alt.Scale(domain=[first, last], nice=False, zero=False)
    return alt.X("year:Q", title=None, scale=scale, axis=axis), (first, last, width)


def _spans(rows: pd.DataFrame, colours: style.Looks, size: style.Size) -> Html:
    """Two bars of one name in a group share a row; above those of a group stands its name. Where
    names would leave bars no room, they stand above them."""
    lines: dict[tuple[str, str], int] = {}
    for group, name in rows[["group", "name"]].itertuples(index=False):
        for line in ((group, ""), (group, name)):
            lines.setdefault(line, len(lines))
    names = pd.DataFrame([*lines], columns=["group", "name"])
    heads = names["name"] == ""
    names["label"] = names["name"].where(~heads, names["group"])
    left = style.widest(names["label"][~heads]) + 14
    right = max(style.widest(rows["label"]) + 10, 24)
    if above := size.width - left - right < BESIDE:
        left = 4
    tall = heads.map({True: ROW, False: 2 * ROW if above else ROW})
    below = tall.cumsum()
    names = names.assign(py=below - tall + ROW / 2, px=0.0 if above else -8.0)
    plot = style.Size(size.width - left - right, int(below.iloc[-1]))
    rows = rows.assign(year=rows["start"].map(style.year_of), last=rows["end"].map(style.year_of))
    across, scale = _across(pd.concat([rows["year"], rows["last"]]), plot.width)
    ends = [int(below[lines[row]]) for row in zip(rows["group"], rows["name"], strict=True)]
    rows = rows.assign(
        py=[end - ROW / 2 for end in ends], px=[pixel(year, scale) + 5 for year in rows["last"]]
    )
    rows = rows.assign(above=rows["py"] - 6, below=rows["py"] + 6)
    rows = rows.assign(colour=[colours.get(group, OTHER) for group in rows["group"]])
    shared = rows[rows["group"].isin(list(TWO_LEADERS))]
    shared = shared.assign(above=shared["py"], colour=shared["group"].map(TWO_LEADERS))
    layers = []
    for some in (rows, shared):
        bars = style.at(some, y="above", y2="below").encode(x=across, x2=alt.X2("last:Q"))
        layers.append(bars.mark_bar().encode(color=alt.Color("colour:N", scale=None)))
    layers += style.tags(names[heads].assign(px=2.0 - left), fontWeight="bold")
    layers += style.tags(names[~heads], align="left" if above else "right")
    labelled = rows[rows["label"] != ""]
    layers += style.tags(labelled) if not labelled.empty else []
    points = " ".join(map(str, ends))
    return style.house(layers, plot, style.Room(left, right, 8, 24), f"y {points}")


def _events(data: pd.DataFrame, marks: Mapping[str, tuple[str, str]], size: style.Size) -> Html:
    names = list(dict.fromkeys(data["name"]))
    left, row = style.widest(names) + 14, 34
    plot = style.Size(size.width - left - 16, row * len(names))
    rows = data.assign(
        year=data["date"].map(style.year_of), py=data["name"].map(names.index) * row + 17
    )
    looks = {kind: (*look, "filled") for kind, look in marks.items()}
    frame = pd.DataFrame(list(looks.values()), columns=["shape", "colour", "fill"], index=[*looks])
    rows = rows.join(frame, on="kind")
    across, _ = _across(rows["year"], plot.width, more=0.1)
    words = pd.DataFrame({"label": names, "px": -8.0})
    words = words.assign(py=[names.index(name) * row + 17.0 for name in names])
    whole = style.fixed(x=0, x2=plot.width)
    grid = style.at(words, y="py").encode(**whole).mark_rule(color=PLAIN, opacity=0.2)
    keys, top = style.key(looks, size.width - 8, left, above=16)
    points = style.signs(style.at(rows, y="py").encode(x=across), rows, 100)
    layers = [grid, *points, *style.tags(words, align="right")]
    layers += style.article_mark("year:Q")
    return style.house([*layers, *keys], plot, style.Room(left, 16, top + 20, 24))
