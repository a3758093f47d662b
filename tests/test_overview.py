"""Pictures and tables of the pages on the whole, at their edges."""

import itertools

import pandas as pd
import pytest

from footprint.figures import charts, tables
from footprint.model import VERDICTS
from footprint.render import SYMBOLS


@pytest.mark.parametrize(("then", "now"), list(itertools.product(VERDICTS, repeat=2)))
def test_a_picture_of_every_turn(then, now):
    """Drawn wide and narrow; only what turned is named, and only where there is room."""
    data = pd.DataFrame([("A claim", then, now)], columns=["name", "then", "now"])
    drawn = charts.turns(data, title="t", foot="f", verdicts=VERDICTS, signs=SYMBOLS, label="then")
    assert drawn.body.count("<svg") == 2
    assert drawn.body.count(">A claim</text>") == (then != now)


@pytest.mark.parametrize(
    ("count", "folded"), [(3, False), (tables.SHOWN_ROWS, False), (tables.SHOWN_ROWS + 2, True)]
)
def test_older_rows_are_folded(count, folded):
    """A dozen stand open; the others are there, and their number is said."""
    body = tables.newest_first(
        pd.DataFrame({"what": [f"row {number}" for number in range(count)]}), title="t", foot="f"
    ).body
    assert ("<summary>The 2 older rows</summary>" in body) == folded == ("<details>" in body)
    assert all(f">row {number}</td>" in body for number in range(count))
