"""The frame of every figure: a title that says the finding, the picture, its foot, and its data as a table."""

import dataclasses
import html
import re
from collections.abc import Iterable
from urllib.parse import quote

import pandas as pd

from footprint import render
from footprint.render import linked, printed
from footprint.words.numbers import digits

# As many rows, or lines, as a listener can follow.
SPOKEN_ROWS = 8


@dataclasses.dataclass(frozen=True)
class Figure:
    """A chart, map or table as shown in a notebook and on a page. ``body`` is HTML; ``table`` holds what a picture shows."""

    title: str
    subtitle: str
    body: str
    foot: str
    table: pd.DataFrame | None = None

    def _repr_html_(self) -> str:
        subtitle = f"<br>{html.escape(self.subtitle)}" if self.subtitle else ""
        folded = (
            ""
            if self.table is None
            else f"<details><summary>The figures as a table</summary>{render.table(self.table)}</details>{_download(self.title, self.table)}"
        )
        return (
            f'<figure class="house"><figcaption><strong>{html.escape(self.title)}</strong>{subtitle}</figcaption>'
            f'{self.body}<p class="foot">{linked(self.foot)}</p>{folded}</figure>'
        )


def _download(title: str, table: pd.DataFrame) -> str:
    """A link that saves the table in full precision, without a file or a server; the built book puts the file beside its pages."""
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40]
    content = quote(table.to_csv(index=False, lineterminator="\n"))
    return f'<p class="data"><a download="{name}.csv" href="data:text/csv;charset=utf-8,{content}">Download the figures (CSV)</a></p>'


def alternative(title: str, table: pd.DataFrame, names: Iterable[str] = ()) -> str:
    """What a screen reader says in place of a picture, fit for an attribute: its title and what its data show.

    Of a table by ``Year`` each line is told by its ends and its height, those of ``names`` first; of any other the first rows.
    """
    return html.escape(
        f"{title}. {_in_words(table, list(names))} All figures are in the table below.", quote=True
    )


def _in_words(table: pd.DataFrame, names: list[str]) -> str:
    if "Year" in table.columns[:1]:
        columns = dict.fromkeys([*(name for name in names if name in table), *table.columns[1:]])
        told = [
            _line_in_words(name, table[["Year", name]].dropna().sort_values("Year"))
            for name in columns
        ]
        return _cut(told, "lines")
    return _cut(
        [", ".join(filter(None, map(printed, row))) for row in table.itertuples(index=False)],
        "rows",
    )


def _line_in_words(name: str, held: pd.DataFrame) -> str:
    if held.empty:
        return f"{name}: no data"
    first, last, top = (held.iloc[0], held.iloc[-1], held.loc[held[name].idxmax()])
    said = [f"{digits(float(row[name]))} in {int(row['Year'])}" for row in (first, last, top)]
    return f"{name}: from {said[0]} to {said[1]}, highest {said[2]}"


def _cut(told: list[str], what: str) -> str:
    rest = f" {len(told) - SPOKEN_ROWS} more {what}." if len(told) > SPOKEN_ROWS else ""
    return "; ".join(told[:SPOKEN_ROWS]) + "." + rest
