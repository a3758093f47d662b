"""Horizontal bars."""

import pandas as pd
import pytest

from footprint import ledger, palette
from footprint.figures import charts
from footprint.figures.charts.bars import _rule


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


def test_dots_show_several_figures_of_a_row():
    """Each kind by its mark, which is named above; the table has a column for each."""
    rows = [("a", "then", 1.0), ("a", "now", 3.0), ("b", "now", 2.0)]
    data = pd.DataFrame(rows, columns=["name", "kind", "value"])
    words = {"title": "T", "unit": "%", "foot": "F", "marks": palette.THEN_AND_NOW}
    drawn = charts.dots(data, **words)
    assert ">then</text>" in drawn.body and ">b</text>" in drawn.body
    assert drawn.table.columns.tolist() == ["", "then", "now"]
    assert drawn.table["now"].tolist() == [3.0, 2.0]
    assert "nothing to draw" in charts.dots(data[:0], **words).body


def test_a_claim_against_the_largest_other_is_drawn_there():
    """At the bar of whoever is the largest but the one that the claim is about."""
    data = pd.DataFrame({"name": ["Russia", "China", "Turkey"], "value": [50.0, 30.0, 10.0]})
    finding = ledger.finding("uzb-security")
    own = _rule(data, "Russia", finding)
    assert own.holds[0].low == 30.0 and "largest other" in own.says
    words = {"title": "T", "unit": "%", "foot": "F", "colours": palette.PARTNERS}
    assert "largest other" in charts.bars(data, **words, judged=finding).body


def test_a_long_name_is_broken():
    """Into lines in the middle of its bar."""
    drawn = bars(("Russia", 2.0), ("the Eurasian Economic Union with all of its observers", 1.0))
    assert ">the Eurasian Economic Union with all of its observers<" not in drawn
    assert ">Russia</text>" in drawn and ">observers</tspan>" in drawn
