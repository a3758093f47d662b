"""Tables and grids that stand open: records, readings, answers."""

from __future__ import annotations

from collections.abc import Iterable

from footprint import render
from footprint.figures.figure import Figure
from footprint.lazy import pandas as pd
from footprint.library import publishers
from footprint.words.text import capital

SHOWN_ROWS = 12
# Answers in a grid, each with a sign of its own.
_ANSWERS = ("yes", "no", "abstain", "against", "absent", "unknown")
ANSWER_SIGNS = dict(zip(_ANSWERS, "●○◇✕–?", strict=True))


def record_table(rows: pd.DataFrame, columns: Iterable[str], *, title: str, foot: str) -> Figure:
    """Rows of a record as a table that stands open; an address is a link under its host's name."""
    return Figure(title, "", _records(rows[list(columns)]), foot)


def sheet(table: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Figures to compare, as a table that stands open."""
    return Figure(title, "", render.table(table.rename(columns=capital), "data records"), foot)


def newest_first(rows: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Rows of a record, the newest first: as many as a reader takes in stand open."""
    newest, older = _records(rows[:SHOWN_ROWS]), rows[SHOWN_ROWS:]
    if not older.empty:
        newest = render.html("older.html", newest=newest, older=_records(older), count=len(older))
    return Figure(title, "", newest, foot)


def _records(rows: pd.DataFrame) -> render.Html:
    cells = rows.fillna("").map(render.printed)
    for column in cells.columns[cells.columns.str.endswith("source")]:
        cells[column] = cells[column].map(_graded)
    cells = cells.map(render.linked)
    return render.table(cells.rename(columns=capital), "data records")


def _graded(cell: str) -> str:
    """A cell of sources, the best first, with their grades; what stands before them stays."""
    before, mark, sources = cell.rpartition("source: ")
    return f"{before}{mark}{publishers().graded(sources)}"


def grid(
    data: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    foot: str,
    corner: str,
    table: pd.DataFrame | None = None,
) -> Figure:
    """A grid of answers, each a sign and a word, from a frame ``row, column, answer``.

    Both stand in the order given, ``corner`` names the rows. A column ``anchor``, the same along a
    row, makes it a place that a link can name; a column ``mark``, true or false, sets an asterisk
    that the foot explains. ``table``, what a cell cannot hold, is folded below."""
    rows = []
    for name, cells in data.groupby("row", sort=False):
        anchor = cells["anchor"].iloc[0] if "anchor" in cells else ""
        rows.append((name, anchor, cells.set_index("column").to_dict("index")))
    columns = list(dict.fromkeys(data["column"]))
    body = render.html("grid.html", corner=corner, columns=columns, rows=rows, signs=ANSWER_SIGNS)
    return Figure(title, subtitle, body, foot, table)
