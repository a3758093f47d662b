"""Verdicts then and now, a line for each claim."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from footprint.figures.charts.style import WIDTHS, charted, empty, house, over_rim
from footprint.figures.figure import Figure
from footprint.palette import OTHER

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
        return empty(title, "", foot)
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
        _turns_drawing(placed, verdicts, signs, label, width, size)
        for width, _, size in WIDTHS.values()
    ]
    return charted(
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


def _turns_drawing(
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
        for layer in over_rim(
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
    return house(
        alt.layer(*layers), 260 if narrow else 300, (9 if narrow else 12) * (last + 3), size
    )
