"""Tables and grids that stand open: records, readings, answers."""

import html
from collections.abc import Sequence

import pandas as pd

from footprint import render
from footprint.figures.figure import Figure
from footprint.render import linked, printed
from footprint.words.text import capital

SHOWN_ROWS = 12
# Answers in a grid, each with a sign of its own.
ANSWER_SIGNS = {
    "yes": "●",
    "no": "○",
    "abstain": "◇",
    "against": "✕",
    "absent": "–",
    "unknown": "?",
}


def record_table(rows: pd.DataFrame, columns: Sequence[str], *, title: str, foot: str) -> Figure:
    """Rows of a record file as a table that stands open; an empty cell stays empty, an address becomes a link under its host's name."""
    shown = rows[list(columns)].fillna("").rename(columns=capital).map(printed).map(linked)
    return Figure(title, "", render.table(shown, "data records"), foot)


def sheet(table: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Figures to compare, as a table that stands open."""
    return Figure(title, "", render.table(table.rename(columns=capital), "data records"), foot)


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
    body = f'<div class="scroll" tabindex="0"><table class="grid" style="--columns:{len(columns)}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
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
    return f'<td class="answer {answer}"><span aria-hidden="true">{ANSWER_SIGNS[answer]}</span> {answer}{asterisk}</td>'


def newest_first(rows: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Rows of a record, the newest first: as many as a reader takes in stand open, the older are folded."""
    newest, older = (
        record_table(part, rows.columns, title="", foot="").body
        for part in (rows[:SHOWN_ROWS], rows[SHOWN_ROWS:])
    )
    folded = (
        f"<details><summary>The {len(rows) - SHOWN_ROWS} older rows</summary>{older}</details>"
        if len(rows) > SHOWN_ROWS
        else ""
    )
    return Figure(title, "", f"{newest}{folded}", foot)
