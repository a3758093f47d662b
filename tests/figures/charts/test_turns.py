"""Verdicts then and now."""

import itertools

import pandas as pd
import pytest

from footprint.figures import charts
from footprint.figures.charts.turns import _slots, _way
from footprint.model import LESS, MORE, VERDICTS
from footprint.render import SYMBOLS


@pytest.mark.parametrize(("then", "now"), list(itertools.product(VERDICTS, repeat=2)))
def test_a_picture_of_every_turn(then, now):
    """Drawn wide and narrow; only what turned is named, and only where there is room."""
    data = pd.DataFrame([("A claim", then, now, "")], columns=["name", "then", "now", "side"])
    drawn = charts.turns(data, title="t", foot="f", signs=SYMBOLS, label="then")
    assert drawn.body.count("<svg") == 2
    assert drawn.body.count(">A claim</text>") == (then != now)


@pytest.mark.parametrize(
    ("then", "now", "side", "way"),
    [
        (0, 0, "", "unchanged"),
        (0, 1, LESS, "weaker"),
        (0, 1, MORE, "more than said"),
        (1, 1, MORE, "unchanged"),
        (2, 1, LESS, "stronger"),
        (3, 0, "", "tested once"),
        (3, 1, MORE, "tested once"),
        (0, 3, "", "tested once"),
        (3, 3, "", "unchanged"),
    ],
)
def test_ways(then, now, side, way):
    """The last of the verdicts is that none could be given: neither weaker nor stronger. What goes beyond a claim weakens no tie."""
    assert _way(then, now, side, 3) == way


def test_rows_stand_under_each_other():
    """By their verdict, then by that of the other moment; a verdict begins after two free slots more."""
    ranks, others = pd.Series([1, 0, 1, 0]), pd.Series([1, 1, 0, 0])
    assert _slots(ranks, others).tolist() == [6, 1, 5, 0]
