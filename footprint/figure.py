"""The frame of every figure: a title that says the finding, the picture, its foot, and its data as a table."""

import dataclasses
import html
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import pandas as pd

from footprint import measures, store
from footprint.library import Pull
from footprint.words import SIGNS, capital, digits, linked, quantity


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
            else f"<details><summary>The figures as a table</summary>{table_html(self.table)}</details>{_download(self.title, self.table)}"
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


def table_html(table: pd.DataFrame, classes: str = "data") -> str:
    """A frame as an HTML table that scrolls inside its own box; numbers as a careful editor prints them, gaps as “no data”."""
    return _table(table.map(_cell).map(html.escape), classes)


def _table(cells: pd.DataFrame, classes: str) -> str:
    """Cells that are HTML as a table. Each says which column it is of: on a phone rows of ``records`` stand as blocks, without heads."""
    heads = [html.escape(str(name)) for name in cells.columns]
    labels = [
        f' data-label="{html.escape(str(name), quote=True)}"' if name else ""
        for name in cells.columns
    ]
    rows = "".join(
        f"<tr>{''.join(f'<td{label}>{cell}</td>' for label, cell in zip(labels, row, strict=True))}</tr>"
        for row in cells.itertuples(index=False, name=None)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return _scroll(
        f'<table class="dataframe {classes}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _scroll(content: str) -> str:
    return f'<div class="scroll" tabindex="0">{content}</div>'


def _cell(value: object) -> str:
    if pd.isna(value):
        return "no data"
    return digits(value) if isinstance(value, float) else str(value)


# As many rows, or lines, as a listener can follow.
SPOKEN = 8


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
        [", ".join(filter(None, map(_cell, row))) for row in table.itertuples(index=False)], "rows"
    )


def _line_in_words(name: str, held: pd.DataFrame) -> str:
    if held.empty:
        return f"{name}: no data"
    first, last, top = (held.iloc[0], held.iloc[-1], held.loc[held[name].idxmax()])
    said = [f"{digits(float(row[name]))} in {int(row['Year'])}" for row in (first, last, top)]
    return f"{name}: from {said[0]} to {said[1]}, highest {said[2]}"


def _cut(told: list[str], what: str) -> str:
    rest = f" {len(told) - SPOKEN} more {what}." if len(told) > SPOKEN else ""
    return "; ".join(told[:SPOKEN]) + "." + rest


def records(rows: pd.DataFrame, columns: Sequence[str], *, title: str, foot: str) -> Figure:
    """Rows of a record file as a table that stands open; an empty cell stays empty, an address becomes a link under its host's name."""
    shown = rows[list(columns)].fillna("").rename(columns=capital).map(_cell).map(linked)
    return Figure(title, "", _table(shown, "data records"), foot)


def sheet(table: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Figures to compare, as a table that stands open."""
    return Figure(title, "", table_html(table.rename(columns=capital), "data records"), foot)


def grid(
    data: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    foot: str,
    corner: str,
    table: pd.DataFrame | None = None,
) -> Figure:
    """A grid of answers, each a sign and a word, from a frame ``row, column, answer`` in the order given; a pair without a row stays empty.

    ``corner`` names the rows. A column ``anchor``, the same along a row, makes that row a place that a link can name; a column
    ``mark``, true or false, sets an asterisk that the foot explains. ``table`` is folded below it: what a cell cannot hold.
    """
    columns = list(dict.fromkeys(data["column"]))
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in (corner, *columns))
    rows = "".join(
        _grid_row(row, held.set_index("column"), columns)
        for row, held in data.groupby("row", sort=False)
    )
    body = _scroll(
        f'<table class="grid" style="--columns:{len(columns)}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    return Figure(title, subtitle, body, foot, table)


def _grid_row(row: str, held: pd.DataFrame, columns: Sequence[str]) -> str:
    anchor = f' id="{html.escape(held["anchor"].iloc[0], quote=True)}"' if "anchor" in held else ""
    cells = "".join(
        _grid_cell(held.loc[name]) if name in held.index else "<td></td>" for name in columns
    )
    return f'<tr{anchor}><th scope="row">{html.escape(row)}</th>{cells}</tr>'


def _grid_cell(cell: pd.Series) -> str:
    answer = cell["answer"]
    asterisk = "*" if cell.get("mark", False) else ""
    return f'<td class="answer {answer}"><span aria-hidden="true">{SIGNS[answer]}</span> {answer}{asterisk}</td>'


def profile(pulls: Iterable[Pull], economy: str, year: int) -> Figure:
    """The series of one economy in ``year`` and in the newest year of each."""
    rows = []
    for pull in pulls:
        for row in measures.compare(pull.data, economy, year).itertuples():
            entry = pull.entries[row.indicator]
            before, after = (_gap(value, entry["unit"]) for value in (row.before, row.after))
            rows.append(
                {
                    "Series": f"{entry['title']}, {entry['unit']}",
                    str(year): before,
                    "Newest": after,
                    "Year": str(row.newest),
                }
            )
    return Figure(
        f"The economy in {year} and in the newest year",
        "",
        table_html(pd.DataFrame(rows), "data records"),
        "Today's figures for both years; each series is named above.",
    )


def _gap(value: float, unit: str) -> str:
    return "no data" if pd.isna(value) else quantity(value, unit)


def coverage(pulls: Iterable[Pull]) -> Figure:
    """What the pulls hold of each series and economy: first and last year, and how many years are missing between."""
    rows, names = [], store.economies()
    for pull in pulls:
        held = measures.gaps(pull.data)
        held["years"] = [
            (f"{row.first}–{row.last}" if row.first != row.last else f"{row.first}")
            + (f", {row.missing} missing" if row.missing else "")
            for row in held.itertuples()
        ]
        rows += [
            {"Series": pull.entries[code]["title"] + ", " + pull.entries[code]["unit"]}
            | dict(zip(of["economy"].map(names), of["years"], strict=True))
            for code, of in held.groupby("indicator", sort=False)
        ]
        rows += [{"Series": reason} for reason in pull.problems.values()]
    return Figure(
        "What the series of this chapter hold",
        "",
        table_html(pd.DataFrame(rows).fillna(""), "data records"),
        "First and last year with a value; years without one are never filled in. An empty cell was not asked for, or has no year at all.",
    )
