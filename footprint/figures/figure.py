"""The frame of every figure: a title that says the finding, the picture, its foot, its data."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from footprint import render
from footprint.lazy import pandas as pd
from footprint.words.numbers import digits
from footprint.words.text import foot_lines

# As many rows, or lines, as a listener can follow.
SPOKEN_ROWS = 8


@dataclasses.dataclass(frozen=True)
class Figure:
    """A chart, map or table as a page shows it; ``table`` is what a picture shows, folded below.

    Of a foot whose sources are ``sourced`` (:mod:`footprint.words.text`) ``brief`` stands open, and
    ``foot``, the whole, is folded."""

    title: str
    subtitle: str
    body: render.Html
    foot: str
    table: pd.DataFrame | None = None
    brief: str = ""

    def __post_init__(self) -> None:
        brief, whole = foot_lines(self.foot)
        object.__setattr__(self, "brief", self.brief or brief)
        object.__setattr__(self, "foot", whole)

    def _repr_html_(self) -> render.Html:
        if self.table is None:
            return render.shown(render.html("figure.html", figure=self, table=None))
        # Without a file or a server; the built book puts it beside its pages.
        content = quote(self.taken())
        name = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:40]
        table = render.table(self.table, caption=self.title)
        values = {"figure": self, "table": table, "name": name, "content": content}
        return render.shown(render.html("figure.html", **values))

    def taken(self) -> str:
        """The table as a file that can stand alone. What it is of, its unit and its source are
        columns: lines above the heads would be read as data, a second file would be left behind."""
        told = {"figure": self.title, "unit": self.subtitle, "source": self.foot}
        table = (pd.DataFrame() if self.table is None else self.table).assign(**told)
        return table.to_csv(index=False, lineterminator="\n", float_format=_exact)


def _exact(value: object) -> str:
    """A number in full, without what a sum of fractions leaves in the last places."""
    return f"{float(f'{value:.12g}'):.15g}"


def alternative(title: str, table: pd.DataFrame, names: Iterable[str] = ()) -> str:
    """What a screen reader says in place of a picture: its title, names and values.

    Of a table by ``Year`` each line is told by its ends and its height, those of ``names`` first;
    of any other the first rows, whole: what is no name or value is left out of the table before."""
    if "Year" in table.columns[:1]:
        what, years = "lines", table.set_index("Year").sort_index()
        columns = dict.fromkeys([*(name for name in names if name in years), *years])
        told = [_line_in_words(name, years[name].dropna().to_dict()) for name in columns]
    else:
        what, rows = "rows", table.map(render.printed).itertuples(index=False, name=None)
        told = [" ".join(filter(None, row)) for row in rows]
    rest = (
        f"; {len(told) - SPOKEN_ROWS} more {what} in the table" if len(told) > SPOKEN_ROWS else ""
    )
    return f"{title}. {'; '.join(told[:SPOKEN_ROWS])}{rest}."


def _line_in_words(name: str, heights: Mapping[int, float]) -> str:
    if not heights:
        return f"{name} no data"
    ends = dict.fromkeys([min(heights), max(heights)])
    told = ", ".join(f"{digits(float(heights[year]))} in {int(year)}" for year in ends)
    top = max(heights, key=heights.__getitem__)
    highest = f", highest {digits(float(heights[top]))} in {int(top)}" if top not in ends else ""
    return f"{name} {told}{highest}"
