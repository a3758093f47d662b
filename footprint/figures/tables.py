"""Tables and grids: records, readings, answers. A long one stands open in its first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from markupsafe import Markup

from footprint import render
from footprint.figures.figure import Figure
from footprint.lazy import pandas as pd
from footprint.library import publishers
from footprint.words.text import capital

# A table of so many rows and words stands open; of a longer one its first rows, the whole below, or
# none, for a row or two would say nothing.
SHORT_ROWS, SHORT_WORDS = 6, 100
OPEN_ROWS, OPEN_WORDS = 3, 75
# Answers in a grid, each with a sign of its own.
_ANSWERS = ("yes", "no", "abstain", "against", "absent", "unknown")
ANSWER_SIGNS = dict(zip(_ANSWERS, "●○◇✕–?", strict=True))


def record_table(rows: pd.DataFrame, columns: Iterable[str], *, title: str, foot: str) -> Figure:
    """Rows of a record as a table, the first of them open, with the best source of each; an address
    is a link under its host's name."""
    return _records(rows[list(columns)], title, foot, OPEN_ROWS)


def titled_table(rows: pd.DataFrame, columns: Iterable[str], *, title: str, foot: str) -> Figure:
    """The same where the title tells the rows: none of them stands open."""
    return _records(rows[list(columns)], title, foot, 0)


def _records(rows: pd.DataFrame, title: str, foot: str, most: int) -> Figure:
    cells = rows.fillna("").map(render.printed)
    named = cells.columns[cells.columns.str.endswith("source")]
    short, whole = (
        cells.assign(**{name: cells[name].map(partial(_sources, how)) for name in named})
        .map(render.linked)
        .rename(columns=capital)
        for how in (publishers().best, publishers().graded)
    )
    return Figure(title, "", folded(short, title, whole, most=most), foot)


def sheet(table: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Figures to compare, as a table, the first rows of it open."""
    return Figure(title, "", folded(table.rename(columns=capital), title), foot)


def newest_first(rows: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Rows of a record with all their columns, which come the newest first."""
    return record_table(rows, rows.columns, title=title, foot=foot)


def folded(
    cells: pd.DataFrame,
    title: str,
    whole: pd.DataFrame | None = None,
    classes: str = "data records",
    most: int = OPEN_ROWS,
) -> render.Html:
    """The first rows of a table, ``most`` of them if there are more, and folded below the whole,
    which may say more in its cells. A column with one and the same in all rows is said once."""
    cells = cells.map(render.printed)
    whole = cells if whole is None else whole
    alike = [name for name in cells.columns[1:] if len(cells) > 2 and cells[name].nunique() == 1]
    same = {name: cells[name].iloc[0] for name in alike}
    count = opened(cells.drop(columns=alike), most)
    shown = cells[:count].drop(columns=alike)
    more = count < len(cells) or not cells.equals(whole)
    values = {"title": title, "same": {name: cell for name, cell in same.items() if cell and count}}
    inside = "" if count else f" ({', '.join(whole.columns)})"
    values["name"] = _all(len(cells)) + inside if count < len(cells) else "With sources in full"
    values["open"] = render.table(shown, classes, caption=title) if count else ""
    values["whole"] = render.table(whole, classes, caption=title) if more else ""
    return render.html("folded.html", **values)


def closed(body: render.Html, count: int, title: str) -> render.Html:
    """A table whose title says the finding: none of its rows stands open."""
    return render.html("folded.html", open="", same={}, name=_all(count), title=title, whole=body)


def _all(count: int) -> str:
    """What the fold of a whole table is called."""
    return f"All {count} rows" if count > 1 else "The row"


def opened(cells: pd.DataFrame, most: int = OPEN_ROWS) -> int:
    """How many rows of a table stand open: all of a short one, else ``most`` if they have few
    words, else none."""
    words = cells.map(lambda cell: len(Markup(cell).striptags().split())).sum(axis=1)
    if most and len(cells) <= SHORT_ROWS and words.sum() <= SHORT_WORDS:
        return len(cells)
    return most if words[:most].sum() <= OPEN_WORDS else 0


def _sources(how: Callable[[str], str], cell: str) -> str:
    """A cell of sources, the best first, with their grades; what stands before them stays."""
    before, mark, sources = cell.rpartition("source: ")
    return f"{before}{mark}{how(sources)}"


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
    values = {"columns": list(dict.fromkeys(data["column"])), "signs": ANSWER_SIGNS}
    values |= {"corner": corner, "caption": title}
    whole = render.html("grid.html", rows=rows, **values)
    if len(rows) > SHORT_ROWS:
        # A place that links name stands once: in the whole, which opens for them.
        first = [(name, "", cells) for name, _, cells in rows[:SHORT_ROWS]]
        parts = {"open": render.html("grid.html", rows=first, **values), "whole": whole}
        whole = render.html("folded.html", title=title, same={}, name=_all(len(rows)), **parts)
    return Figure(title, subtitle, whole, foot, table)
