"""What a pull brought, as it shows itself: a table, where it is from, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footprint.words.text import as_text

if TYPE_CHECKING:
    from footprint.worldbank.answers import Observations

# So many rows are shown at each end.
SHOWN = 5


def as_lines(found: Observations) -> str:
    """The table in text, shortened, below what it is; each problem on a line."""
    table = found.data.to_string(max_rows=2 * SHOWN, index=False) if len(found.data) else ""
    problems = (f"Not there: {problem}" for problem in found.problems.values())
    return "\n".join([_head(found), *([table] if table else []), *problems])


def as_markdown(found: Observations) -> str:
    """The same as Markdown."""
    rows = found.data.astype("object").to_numpy().tolist()
    gap = [["…"] * len(found.data.columns)]
    shown = [*rows[:SHOWN], *gap, *rows[-SHOWN:]] if len(rows) > 2 * SHOWN else rows
    heads = [list(found.data.columns), ["---"] * len(found.data.columns)]
    cells = [[as_text(str(cell)) for cell in row] for row in shown]
    table = [f"| {' | '.join(row)} |" for row in [*heads, *cells]] if rows else []
    problems = [f"- **Not there:** {as_text(one)}" for one in found.problems.values()]
    parts = [as_text(_head(found)), "\n".join(table), "\n".join(problems)]
    return "\n\n".join(filter(None, parts))


def _head(found: Observations) -> str:
    day = f", release of {found.last_updated}" if found.last_updated else ""
    many = f"{len(found.data)} observations" if len(found.data) != 1 else "1 observation"
    names = "".join(f"; {code}: {name}" for code, name in found.names.items())
    return f"{many}, {found.database}{day}, retrieved {found.retrieved}{names}"
