"""Small multiples: a strip for each name, one above the other, over the same years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from footprint.figures.charts import style
from footprint.figures.charts.rule import pixel
from footprint.figures.figure import Figure
from footprint.figures.libraries import altair as alt
from footprint.lazy import pandas as pd
from footprint.palette import PLAIN
from footprint.render import Html
from footprint.words.numbers import digits

# The height of a strip, and of its name above it.
STRIP, HEAD = 56, 24


def panels(
    data: pd.DataFrame,
    *,
    title: str,
    unit: str,
    foot: str,
    colours: style.Looks,
    windows: Sequence[tuple[int, int]] = (),
) -> Figure:
    """Lines of ``name, year, value``, each in a strip of its own, from nothing to its own top.

    Each strip says its highest and its newest figure; ``windows`` of years are shaded."""
    drawn = data.dropna(subset=["value"]).sort_values("year")
    names = list(dict.fromkeys(data["name"]))
    table = drawn.pivot(index="year", columns="name", values="value").reindex(columns=names)
    table = table.sort_index(ascending=False).rename_axis(index="Year", columns=None).reset_index()
    draw = _Strips(drawn, [name for name in names if name in set(drawn["name"])], colours, windows)
    return style.charted(draw.draw, title, unit, foot, table, names)


class _Strips(NamedTuple):
    drawn: pd.DataFrame
    names: Sequence[str]
    colours: style.Looks
    windows: Sequence[tuple[int, int]]

    def draw(self, size: style.Size) -> Html:
        first, last = int(self.drawn["year"].min()), int(self.drawn["year"].max())
        newest = [digits(value) for value in self.drawn.groupby("name")["value"].last()]
        right = style.widest(newest, bold=True) + 16
        plot = style.Size(size.width - 16 - right, (STRIP + HEAD) * len(self.names))
        years = (first, max(last, first + 1), plot.width)
        axis = alt.Axis(format="d", values=style.whole_years(first, last, plot.width), grid=False)
        across = alt.Scale(domain=list(years[:2]), nice=False)
        x = alt.X("year:Q", title=None, scale=across, axis=axis)
        rows = pd.concat([self._strip(number, years) for number in range(len(self.names))])
        base = style.at(rows, y="py").encode(x=x, color=alt.Color("colour:N", scale=None))
        line = base.encode(detail=alt.Detail("run:N")).mark_line(
            strokeWidth=2.2, strokeJoin="round", point=alt.OverlayMarkDef(size=22)
        )
        layers = [*self._ground(plot, years), line, *self._words(rows, plot)]
        layers += style.article_mark("year:Q", (first, last))
        room = style.Room(16, right, top=20, bottom=24)
        return style.house(layers, plot, room, f"x {first} {last}")

    def _strip(self, number: int, years: tuple[int, int, int]) -> pd.DataFrame:
        """The rows of a strip in pixels of the plot."""
        name = self.names[number]
        rows = self.drawn[self.drawn["name"] == name]
        foot, top = (number + 1) * (STRIP + HEAD), max(0.0, rows["value"].max())
        low = min(0.0, rows["value"].min())
        scale = (low, top if top > low else low + 1, STRIP)
        return rows.assign(
            run=name + rows["year"].diff().ne(1).fillna(True).cumsum().astype(str),
            px=[pixel(year, years) for year in rows["year"]],
            py=[foot - pixel(value, scale) for value in rows["value"]],
            colour=self.colours.get(name, PLAIN),
        )

    def _ground(self, plot: style.Size, years: tuple[int, int, int]) -> list[alt.Chart]:
        """The feet of the strips, and the windows."""
        feet = pd.DataFrame({"y": [(STRIP + HEAD) * (n + 1) for n in range(len(self.names))]})
        whole = style.fixed(x=0, x2=plot.width)
        layers = [style.at(feet, y="y").encode(**whole).mark_rule(color=PLAIN, opacity=0.4)]
        if self.windows:
            ends = [[pixel(year, years) for year in window] for window in self.windows]
            rows = pd.DataFrame(ends, columns=["from", "to"]).clip(0, plot.width)
            tall = style.fixed(y=0, y2=plot.height)
            shade = style.at(rows, x="from", x2="to").encode(**tall)
            layers.insert(0, shade.mark_rect(color=PLAIN, opacity=0.1))
        return layers

    def _words(self, rows: pd.DataFrame, plot: style.Size) -> list[alt.Chart]:
        """The name above each strip with its highest figure, and the newest figure beside it."""
        heads, ends = [], []
        for number, name in enumerate(self.names):
            own = rows[rows["name"] == name]
            top, last = own.nlargest(1, "value").iloc[0], own.iloc[-1]
            head = number * (STRIP + HEAD) + HEAD / 2
            highest = f"highest {digits(top['value'])}, in {int(top['year'])}"
            heads.append({"px": 0.0, "py": head, "label": name, "more": highest})
            ends.append({"px": plot.width + 8, "py": last["py"], "label": digits(last["value"])})
        named, placed = pd.DataFrame(heads), pd.DataFrame(ends)
        beside = [style.advance(name, bold=True) + 10 for name in named["label"]]
        layers = style.tags(named, fontWeight="bold") + style.tags(placed, fontWeight="bold")
        return layers + style.tags(named.assign(px=beside, label=named["more"]))
