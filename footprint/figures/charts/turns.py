"""Verdicts then and now, a line for each claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from footprint.figures.charts import style
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.model import MORE
from footprint.palette import WAYS
from footprint.render import Html

# Where each moment stands, and how words stand there.
ENDS = ((0, "left"), (1, "right"))


def turns(data: pd.DataFrame, *, title: str, foot: str, signs: style.Looks, label: str) -> Figure:
    """Each row of ``name, then, now, side`` as a line from its verdict then to its verdict now.

    Those that turned stand out and are named. ``signs`` gives the verdicts in their order from the
    top, with the shape that stands for each; ``label`` names the moment of *then*."""
    unit = "" if data.empty else "One line for each claim"
    table = data.rename(
        columns={"name": "Claim", "then": "Then", "now": "Now", "side": "On which side"}
    )
    return style.charted(lambda size: _turns(data, signs, label, size), title, unit, foot, table)


def _placed(data: pd.DataFrame, verdicts: Sequence[str]) -> pd.DataFrame:
    """Rows with their way and where they begin and end."""
    ranks = data[["then", "now"]].map(verdicts.index)
    then, now = ranks["then"], ranks["now"]
    rows = zip(then, now, data["side"], strict=True)
    ways = [_way(*row, len(verdicts) - 1) for row in rows]
    return data.assign(way=ways, y_then=_slots(then, now), y_now=_slots(now, then))


def _way(then: int, now: int, side: str, untested: int) -> str:
    """How a verdict turned, by its ranks and the side on which it misses what was said now;
    ``untested`` is that none could be given."""
    if then == now:
        return "unchanged"
    if untested in (then, now):
        return "tested once"
    if side == MORE:
        return "more than said"
    return "weaker" if now > then else "stronger"


def _slots(ranks: pd.Series, others: pd.Series) -> pd.Series:
    """How far down each row stands: by its verdict, then by that of the other moment. In the gap of
    two slots between two verdicts stands the name of the lower one."""
    order = pd.DataFrame({"rank": ranks, "other": others})
    order = order.sort_values(["rank", "other"], kind="stable")
    return 3 * ranks + pd.Series(range(len(order)), order.index)


def _heads(ends: pd.DataFrame, signs: style.Looks) -> pd.DataFrame:
    """A heading above the rows of each verdict: its sign, its name and how many they are."""
    heads = ends.groupby(["x", "verdict"], as_index=False)["y"].agg(["min", "size"])
    names = heads["verdict"].map(signs) + " " + heads["verdict"]
    return heads.assign(y=heads["min"] - 1.2, text=names + ": " + heads["size"].astype(str))


def _turns(data: pd.DataFrame, signs: style.Looks, label: str, size: style.Size) -> Html:
    placed = _placed(data, list(signs))
    ends = pd.concat(
        placed.assign(x=x, y=placed[f"y_{moment}"], verdict=placed[moment])
        for x, moment in enumerate(("then", "now"))
    )
    heads = _heads(ends, signs)
    narrow, last = size == style.NARROW, int(ends["y"].max()) + 1
    across, down = alt.Scale(domain=[0, 1], nice=False), alt.Scale(domain=[last, -3], nice=False)
    at: dict[str, Any] = {
        "x": alt.X("x:Q", title=None, scale=across, axis=None),
        "y": alt.Y("y:Q", axis=None, scale=down),
    }
    legend = alt.Legend(title=None, orient="bottom", columns=2 if narrow else 4)
    colour = alt.Color("way:N", scale=style.scale(WAYS), legend=legend)
    dots = alt.Chart(ends).mark_point(filled=True, size=26, opacity=1).encode(**at, color=colour)
    layers = [_rules(placed, across, down, colour), dots]
    for x, align in ENDS:
        head = alt.Chart(heads[heads["x"] == x]).encode(**at, text="text:N")
        layers += style.over_rim(head, align=align, fontWeight="bold")
    for (x, align), moment in zip(ENDS, (label, "Now"), strict=True):
        words = alt.Chart(pd.DataFrame([{"x": x, "y": -2.6, "text": moment}]))
        words = words.encode(**at, text="text:N")
        layers.append(style.lettered(words, align=align, fontStyle="italic"))
    if not narrow:
        turned = alt.Chart(ends[(ends["x"] == 1) & (ends["way"] != "unchanged")])
        names = turned.encode(**at, text="name:N")
        layers.append(style.lettered(names, align="left", dx=8, fontSize=style.TEXT - 1))
    return style.house(layers, 260 if narrow else 300, (9 if narrow else 12) * (last + 3))


def _rules(
    placed: pd.DataFrame, across: alt.Scale, down: alt.Scale, colour: alt.Color
) -> alt.Chart:
    """The lines from then to now; those that turned are the strong ones."""
    unchanged = "datum.way === 'unchanged'"
    rules: alt.Chart = alt.Chart(placed).mark_rule().transform_calculate(x1="0", x2="1")
    return rules.encode(
        x=alt.X("x1:Q", scale=across, axis=None),
        x2="x2:Q",
        y=alt.Y("y_then:Q", axis=None, scale=down),
        y2="y_now:Q",
        color=colour,
        strokeWidth=alt.condition(unchanged, alt.value(1), alt.value(2.4)),
        opacity=alt.condition(unchanged, alt.value(0.5), alt.value(1)),
    )
