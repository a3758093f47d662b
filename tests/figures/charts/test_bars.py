"""Horizontal bars."""

import pandas as pd
import pytest

from footprint import palette
from footprint.figures import charts


def bars(*rows: tuple[str, float | None], unit: str = "%") -> str:
    data = pd.DataFrame(rows, columns=["name", "value"])
    colours = {"Russia": palette.RUSSIA}
    return charts.bars(data, title="T", unit=unit, foot="F", colours=colours).body


@pytest.mark.parametrize(("unit", "text"), [("% of GDP", "12.3"), ("US$", "12.3"), ("%", "12.3")])
def test_a_bar_is_labelled_with_its_figure(unit, text):
    """Without its unit, which stands under the title."""
    assert f">{text}</text>" in bars(("Russia", 12.345), unit=unit)


def test_the_actor_stands_out():
    """In its colour, the others in grey; a bar without a value is left out, and without any there is nothing."""
    drawn = bars(("Russia", 2.0), ("China", 1.0), ("Turkey", None))
    assert palette.RUSSIA in drawn and palette.OTHER in drawn and "Turkey" not in drawn
    assert "nothing to draw" in bars(("Turkey", None))


def test_a_long_name_is_broken():
    """Into lines in the middle of its bar."""
    drawn = bars(("Russia", 2.0), ("the Eurasian Economic Union with all of its observers", 1.0))
    assert ">the Eurasian Economic Union with all of its observers<" not in drawn
    assert ">Russia</text>" in drawn and ">observers</tspan>" in drawn
