"""The rule of a claim in the chart that it is judged by: where it holds, and what was known."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence

from footprint.figures.charts import style
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.model import Finding, Interval
from footprint.palette import PLAIN
from footprint.words.numbers import THIN, digits, quantity


@dataclasses.dataclass(frozen=True)
class Rule:
    """Where a claim ``holds``, in the unit of the chart, and that in words; and what was ``known``
    when the article appeared: year, value, and the words beside its mark."""

    holds: tuple[Interval, ...] = ()
    says: str = ""
    known: tuple[int, float, str] | None = None

    @property
    def ends(self) -> list[float]:
        """All that must be in the picture."""
        return [*(end for band in self.holds for end in band.ends), *self.heights]

    @property
    def heights(self) -> list[float]:
        """The value that was known, if there is one."""
        return [] if self.known is None else [self.known[1]]


def rule_of(
    judged: Finding | None, today: pd.Series | None = None, base: float = 1.0, says: str = ""
) -> Rule:
    """The rule of a claim; nothing without one.

    ``today`` has by year the figures that the chart shows of it: what was known then is marked
    where they differ. The rule of a claim in times of a ``base`` is drawn in the unit of the chart
    and said in its own words; that of a claim on a level before is found here."""
    if judged is None:
        return Rule()
    unit = ""
    if today is not None:
        base, unit = _level_before(judged, today)
    bands = judged.claim.bands.holds
    says = says or " or ".join(_in_words(band, unit) for band in bands)
    holds = tuple(band.scaled(base) for band in bands)
    then, known = judged.then, None
    if today is not None and then.value is not None and then.year is not None and base == 1:
        shown = today.get(then.year)
        now = quantity(shown, then.unit, then.bands.edges) if shown is not None else ""
        when = f"in {style.article_month()}" if style.article() else "then"
        if now != then.figure:
            known = (then.year, then.value, f"known {when}: {then.figure}")
    return Rule(holds, f"claim holds: {says}", known)


def _level_before(judged: Finding, today: pd.Series) -> tuple[float, str]:
    """What a claim on a level before is measured by: the mean of its years in ``today``."""
    call, unit, since = judged.claim.measure, judged.claim.unit, judged.now.words.get("since")
    if call is not None and unit == "% of the level before":
        start, before = (int(str(call.parameters[name])) for name in ("since", "before"))
        years, share = (start - before, start - 1), 100.0
    elif unit == "times" and re.fullmatch(r"\d{4}–\d{4}", str(since)):
        years, share = (int(str(since)[:4]), int(str(since)[5:])), 1.0
    else:
        return 1.0, ""
    words = f"{THIN}% of" if share > 1 else " times"
    return float(today.loc[years[0] : years[1]].mean()) / share, f"{words} {years[0]}–{years[1]}"


def _in_words(band: Interval, unit: str) -> str:
    """“30 to 36.7”, “50 and more”, “under 90 % of 2019–2021”."""
    low, high = digits(band.low) if band.low > -math.inf else "", band.high
    if math.isinf(high):
        return f"{low}{unit} and more"
    return (f"{low} to " if low else "under ") + digits(high) + unit


def bands(
    rule: Rule, place: Sequence[float], across: float, upright: bool = False
) -> list[alt.Chart]:
    """The bands of a rule as grey ground, with a line at each end: over the whole of a plot,
    ``across`` wide, whose scale is ``place``: its lowest and highest value, and its pixels."""
    low, high, pixels = place
    rows: list[list[float]] = []
    edges: list[list[float]] = []
    for band in rule.holds:
        ends = (max(low, band.low), min(high, band.high))
        rows.append([pixel(end, place) for end in ends])
        edges += [[pixel(end, place)] for end in band.ends]
    if not rows:
        return []
    one, two = ("x", "y") if upright else ("y", "x")
    if not upright:
        rows, edges = ([[pixels - end for end in row] for row in some] for some in (rows, edges))
    whole = style.fixed(**{two: 0, f"{two}2": across})
    ground = style.at(pd.DataFrame(rows, columns=["from", "to"]), **{one: "from", f"{one}2": "to"})
    lines = style.at(pd.DataFrame(edges, columns=["at"]), **{one: "at"})
    return [
        ground.encode(**whole).mark_rect(color=PLAIN, opacity=0.1),
        lines.encode(**whole).mark_rule(color=PLAIN, opacity=0.6, strokeWidth=1.2),
    ]


def pixel(value: float, place: Sequence[float]) -> float:
    """Where a value lies from the low end of a scale: its lowest and highest value, its pixels."""
    low, high, pixels = place
    return (value - low) / (high - low) * pixels
