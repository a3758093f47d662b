"""Small multiples."""

import pandas as pd

from footprint.figures import charts

ROWS = pd.DataFrame(
    [("a", 2020, 1.0), ("a", 2021, 4.0), ("a", 2024, 2.0), ("b", 2020, 100.0), ("b", 2021, 50.0)],
    columns=["name", "year", "value"],
)
WORDS = {"title": "T", "unit": "%", "foot": "F", "colours": {}}


def test_each_strip_says_its_highest_and_newest_figure():
    """Whatever the others are; a gap stays one; without figures there is nothing to draw."""
    drawn = charts.panels(ROWS, **WORDS)
    for words in (">a<", ">b<", ">highest 4, in 2021<", ">2<", ">highest 100, in 2020<", ">50<"):
        assert words in drawn.body
    wide = drawn.body.split('class="narrow"')[0]
    assert wide.count('stroke-width="2.2"') == 3 and drawn.table["Year"].tolist() == [
        2024,
        2021,
        2020,
    ]
    assert "nothing to draw" in charts.panels(ROWS[:0], **WORDS).body


def test_windows_are_shaded():
    """Those that are given."""
    ground = 'opacity="0.1"'
    assert ground in charts.panels(ROWS, **WORDS, windows=[(2020, 2021)]).body
    assert ground not in charts.panels(ROWS, **WORDS).body
