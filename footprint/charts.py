"""The house chart: one finding in its title, few colours, labels at the lines, its data beside it. Fetches nothing.

Altair draws, vl-convert turns the drawing into SVG inside Python: a chart needs no script, no network and no colour
scheme of its own, in a notebook, on a page, on paper. It is drawn twice, for wide pages and for phones.
"""

import hashlib
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence

import altair as alt
import pandas as pd
import vl_convert

from footprint.figure import Figure, alternative
from footprint.words import THIN, digits, per_cent

# Okabe and Ito's set, safe for the colour-blind; an actor keeps its colour in every figure of the book.
RUSSIA, CHINA, EUROPE, COUNTRY, OTHER = "#D55E00", "#CC79A7", "#0072B2", "#009E73", "#8a8a8a"
LED = {"Led by Russia": RUSSIA, "Led by China and Russia": CHINA, "Others": OTHER}
WIDTHS = {"wide": (700, 300, 12), "narrow": (340, 260, 12)}
# When the article appeared: in words, as a day, and among yearly values, which are drawn in the middle of their year.
ARTICLE, ARTICLE_DAY, ARTICLE_YEAR = "May 2023", "2023-05-09", 2023.35 - 0.5
# Grey lines are named up to this many; more would be a thicket.
NAMED = 4
# Figures as the text prints them.
THOUSANDS = "replace(datum.label, regexp(',', 'g'), '\u202f')"
# The ground of the page, of Jupyter's and of VS Code's cells, each by the name it has there.
PAPER = (
    "var(--pst-color-background, var(--jp-layout-color0, var(--vscode-editor-background, #fff)))"
)


def lines(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str]
) -> Figure:
    """Lines over years, from a frame ``name, year, value``. Names in ``colours`` stand out; others are grey, and named if they are few.

    A thin line marks the month of the article. A series is broken where years are missing.
    """
    if not any(name in colours for name in data.dropna(subset=["value"])["name"]):
        return _empty(title, unit, foot)
    drawn = _segments(data)
    pictures = [_lines(drawn, colours, *size) for size in WIDTHS.values()]
    table = (
        data.pivot(index="year", columns="name", values="value")[list(dict.fromkeys(data["name"]))]
        .rename_axis(columns=None)
        .reset_index()
        .rename(columns={"year": "Year"})
    )
    return _figure(
        pictures, title, unit, foot, table.sort_values("Year", ascending=False), names=colours
    )


def bars(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str]
) -> Figure:
    """Horizontal bars, from a frame ``name, value`` in the order given; names in ``colours`` stand out."""
    data = data.dropna(subset=["value"])
    if data.empty:
        return _empty(title, unit, foot)
    pictures = [
        _bars(
            data.assign(label=[_figure_of(value, unit) for value in data["value"]]), colours, *size
        )
        for size in WIDTHS.values()
    ]
    return _figure(pictures, title, unit, foot, data.rename(columns={"name": "", "value": unit}))


def spans(
    data: pd.DataFrame, *, title: str, unit: str, foot: str, colours: Mapping[str, str], until: str
) -> Figure:
    """A timeline: a bar from ``start`` to ``end`` for each row of ``group, name, start, end, label``, under a heading for each group.

    Days are text, a year or longer; a bar without an end runs to ``until``. A label is written at its end.
    """
    data = data.dropna(subset=["start"])
    if data.empty:
        return _empty(title, unit, foot)
    pictures = [_spans(data, colours, until, *size) for size in WIDTHS.values()]
    table = data[["group", "name", "label", "start", "end"]].fillna({"end": ""})
    return _figure(
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
        return _empty(title, unit, foot)
    pictures = [_events(data, marks, *size) for size in WIDTHS.values()]
    table = data.rename(columns={"name": "Who", "date": "Date", "kind": "Kind"})[
        ["Date", "Who", "Kind"]
    ]
    return _figure(pictures, title, unit, foot, table.sort_values("Date", ascending=False))


def _empty(title: str, unit: str, foot: str) -> Figure:
    return Figure(title, unit, '<p class="no-data">No data: there is nothing to draw.</p>', foot)


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
    named = drawn if drawn.loc[~bright, "name"].nunique() <= NAMED else drawn[bright]
    ends = named.groupby("name").tail(1)
    ends = ends.assign(
        label=[textwrap.fill(name, 22 if width > 400 else 12) for name in ends["name"]]
    )
    ends = _apart(ends, drawn["value"].max() * size / height)
    names = [
        layer
        for weight, rows in (
            ("normal", ends[~ends["name"].isin(list(colours))]),
            ("bold", ends[ends["name"].isin(list(colours))]),
        )
        for layer in _words(
            alt.Chart(rows).encode(x=x, y=y, text="label:N"),
            align="left",
            baseline="middle",
            dx=6,
            fontSize=size,
            fontWeight=weight,
        )
    ]
    article = (
        _article(alt.X("year:Q"), ARTICLE_YEAR, size) if years[0] < ARTICLE_YEAR <= years[1] else []
    )
    longest = max(len(line) for label in ends["label"] for line in label.split("\n"))
    room = round(longest * size * 0.6) + 12
    return _house(alt.layer(grey, strong, *article, *names), width - room, height, size)


def _words(chart: alt.Chart, **style) -> list[alt.Chart]:
    """Words, over a rim in the colour of the paper: lines that pass under them do not strike them out."""
    return [
        chart.mark_text(
            color=PAPER, stroke=PAPER, strokeWidth=4, strokeJoin="round", lineBreak="\n", **style
        ),
        chart.mark_text(color="currentColor", lineBreak="\n", **style),
    ]


def _article(x: alt.X, at: float | str, size: int) -> list[alt.Chart]:
    """The moment of the article as a thin line, its name above the drawing."""
    chart = alt.Chart(pd.DataFrame({x.shorthand.partition(":")[0]: [at], "label": [ARTICLE]}))
    return [
        chart.mark_rule(color="currentColor", opacity=0.5, strokeDash=[3, 3]).encode(x=x),
        chart.mark_text(color="currentColor", fontSize=size - 1, dy=-8).encode(
            x=x, y=alt.value(0), text="label:N"
        ),
    ]


def _apart(ends: pd.DataFrame, room: float) -> pd.DataFrame:
    """The ends of lines, moved up where two labels would lie less than ``room`` for each line of theirs apart."""
    heights: list[float] = []
    ordered = ends.sort_values("value")
    tall = ordered["label"].str.count("\n") + 1
    for value, above, below in zip(ordered["value"], tall, tall.shift(fill_value=1), strict=True):
        heights.append(max(value, heights[-1] + room * (above + below) / 2) if heights else value)
    return ordered.assign(value=heights)


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
    return _house(
        alt.layer(marks, figures, *names),
        width - left - 50,
        (12 + 14 * int(tall.max())) * len(data),
        size,
    )


def _figure_of(value: float, unit: str) -> str:
    """A value as the text beside the chart has it, without its unit, which stands under the title."""
    return per_cent(value).removesuffix(f"{THIN}%") if unit.startswith("%") else digits(value)


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
        start=_days(drawn["start"]),
        end=_days(drawn["end"].fillna(until)),
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
    return _house(
        alt.layer(bars, labels),
        width - (240 if width > 400 else 210),
        18 * drawn["row"].nunique(),
        size,
    )


def _events(
    data: pd.DataFrame, marks: Mapping[str, tuple[str, str]], width: int, height: int, size: int
) -> alt.LayerChart:
    drawn = data.assign(date=_days(data["date"]))
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
    return _house(
        alt.layer(points, *_article(alt.X("date:T"), ARTICLE_DAY, size)),
        width - 110,
        34 * drawn["name"].nunique(),
        size,
    )


def _days(days: pd.Series) -> pd.Series:
    """Days as Vega reads them: a month or a year stands for its first day."""
    return days.where(days.isna(), (days + "-01-01").str[:10])


def _house(chart: alt.LayerChart, width: int, height: int, size: int) -> alt.LayerChart:
    """The look shared by all charts: no frame, text and axes in the colour of the page's text."""
    ink = {
        "labelColor": "currentColor",
        "domainColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
    }
    return (
        chart.properties(width=width, height=height, background="transparent")
        .configure(font="sans-serif", padding={"left": 4, "right": 8, "top": 8, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            **ink,
            labelFontSize=size,
            labelFlush=False,
            gridOpacity=0.15,
            domainOpacity=0.4,
            tickOpacity=0.4,
        )
    )


def _figure(
    pictures: list[alt.LayerChart],
    title: str,
    unit: str,
    foot: str,
    table: pd.DataFrame,
    names: Iterable[str] = (),
) -> Figure:
    body = "".join(
        f'<div class="{name}">{_svg(picture)}</div>'
        for name, picture in zip(WIDTHS, pictures, strict=True)
    )
    return Figure(
        title,
        unit,
        f'<div class="chart" role="img" aria-label="{alternative(title, table, names)}">{body}</div>',
        foot,
        table,
    )


def _svg(chart: alt.LayerChart) -> str:
    """The chart as SVG. Its ids get a mark made from the drawing, so that two charts on a page do not share them."""
    drawing = vl_convert.vegalite_to_svg(chart.to_json())
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    drawing = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\g<1>{mark}-\2", drawing)
    # A tenth of a pixel is finer than any screen, and half the weight; what is written stays as it is.
    drawing = re.sub(
        r"<[^>]+>",
        lambda tag: re.sub(
            r"-?\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), tag[0]
        ),
        drawing,
    )
    # The box says what the picture is; a screen reader need not walk through its points.
    drawing = re.sub(r' (aria-\w+|role|class|pointer-events)="[^"]*"', "", drawing)
    # Shrinks on a small screen, never grows past its size: letters stay letters.
    return re.sub(
        r'<svg (.*?) width="(\d+)" height="\d+"',
        r'<svg aria-hidden="true" style="max-width:\2px" \1',
        drawing,
        count=1,
    )


# No actor of the book has these; red and blue that the colour-blind tell apart, on light and on dark ground.
TURN_COLOURS = {
    "weaker": "#d6604d",
    "stronger": "#4393c3",
    "tested once": "#E69F00",
    "unchanged": OTHER,
}


def turns(
    data: pd.DataFrame,
    *,
    title: str,
    foot: str,
    verdicts: Sequence[str],
    signs: Mapping[str, str],
    label: str,
) -> Figure:
    """Each row of ``name, then, now`` as a line from its verdict then to its verdict now; those that turned stand out and are named.

    ``verdicts`` gives their order from the top, ``signs`` the shape that stands for each; ``label`` names the moment of *then*.
    """
    if data.empty:
        return _empty(title, "", foot)
    placed = data.assign(way=[_way(row.then, row.now, verdicts) for row in data.itertuples()])
    for moment, order in (("then", ["then", "now"]), ("now", ["now", "then"])):
        ranks = [placed[column].map(list(verdicts).index) for column in order]
        slots = (
            pd.concat(ranks, axis=1)
            .set_axis(["first", "second"], axis=1)
            .sort_values(["first", "second"], kind="stable")
            .index
        )
        # A gap between two groups is two slots wide, and holds the name of the lower one.
        placed.loc[slots, f"y_{moment}"] = [
            number + 3 * rank for number, rank in enumerate(ranks[0][slots])
        ]
    pictures = [
        _turns(placed, verdicts, signs, label, width, size) for width, _, size in WIDTHS.values()
    ]
    return _figure(
        pictures,
        title,
        "One line for each claim",
        foot,
        data.rename(columns={"name": "Claim", "then": "Then", "now": "Now"}),
    )


def _way(then: str, now: str, verdicts: Sequence[str]) -> str:
    """How a verdict turned; the last verdict of the list is that none could be given."""
    if then == now:
        return "unchanged"
    if verdicts[-1] in (then, now):
        return "tested once"
    return "weaker" if verdicts.index(now) > verdicts.index(then) else "stronger"


def _turns(
    placed: pd.DataFrame,
    verdicts: Sequence[str],
    signs: Mapping[str, str],
    label: str,
    width: int,
    size: int,
) -> alt.LayerChart:
    narrow = width < 400
    ends = pd.concat(
        [
            placed.assign(x=x, y=placed[f"y_{moment}"], verdict=placed[moment])
            for x, moment in ((0, "then"), (1, "now"))
        ]
    )
    heads = (
        ends.groupby(["x", "verdict"], as_index=False)["y"]
        .agg(["min", "size"])
        .assign(y=lambda rows: rows["min"] - 1.2)
    )
    heads["text"] = [
        f"{signs[row.verdict]} {row.verdict}: {row.size_}"
        for row in heads.rename(columns={"size": "size_"}).itertuples()
    ]
    last = int(ends["y"].max()) + 1
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[last, -3], nice=False))
    x = alt.X("x:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    colour = alt.Color(
        "way:N",
        scale=alt.Scale(domain=list(TURN_COLOURS), range=list(TURN_COLOURS.values())),
        legend=alt.Legend(
            title=None,
            orient="bottom",
            labelColor="currentColor",
            labelFontSize=size,
            columns=2 if narrow else 4,
        ),
    )
    lines = (
        alt.Chart(placed)
        .mark_rule()
        .encode(
            x=alt.X("x1:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None),
            x2="x2:Q",
            y=alt.Y("y_then:Q", axis=None, scale=alt.Scale(domain=[last, -3], nice=False)),
            y2="y_now:Q",
            color=colour,
            strokeWidth=alt.condition("datum.way === 'unchanged'", alt.value(1), alt.value(2.4)),
            opacity=alt.condition("datum.way === 'unchanged'", alt.value(0.5), alt.value(1)),
        )
        .transform_calculate(x1="0", x2="1")
    )
    dots = (
        alt.Chart(ends).mark_point(filled=True, size=26, opacity=1).encode(x=x, y=y, color=colour)
    )
    head = [
        layer
        for at, align in ((0, "left"), (1, "right"))
        for layer in _words(
            alt.Chart(heads[heads["x"] == at]).encode(x=x, y=y, text="text:N"),
            align=align,
            fontSize=size,
            fontWeight="bold",
        )
    ]
    moments = alt.Chart(pd.DataFrame({"x": [0, 1], "y": [-2.6, -2.6], "text": [label, "Now"]}))
    named = [
        moments.transform_filter(f"datum.x === {at}")
        .mark_text(align=align, fontSize=size, color="currentColor", fontStyle="italic")
        .encode(x=x, y=y, text="text:N")
        for at, align in ((0, "left"), (1, "right"))
    ]
    layers = [lines, dots, *head, *named]
    if not narrow:
        turned = ends[(ends["x"] == 1) & (ends["way"] != "unchanged")]
        layers.append(
            alt.Chart(turned)
            .mark_text(align="left", dx=8, fontSize=size - 1, color="currentColor")
            .encode(x=x, y=y, text="name:N")
        )
    return _house(
        alt.layer(*layers), 260 if narrow else 300, (9 if narrow else 12) * (last + 3), size
    )
