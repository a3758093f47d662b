"""Numbers in words."""

import pandas as pd
import pytest

from footprint.words.numbers import digits, movement, quantities, quantity

T = "\u202f"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.08333, "0.083"),
        (0.749, "0.75"),
        (1.0615, "1.06"),
        (17.736, "17.7"),
        (98.0, "98"),
        (105.3, "105"),
        (-3.25, "−3.25"),
        (999.6, "1" + T + "000"),
        (1234567.0, "1" + T + "230" + T + "000"),
    ],
)
def test_digits(value, text):
    """Three significant digits, two below one."""
    assert digits(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (32.687, "% of GDP", f"32.7{T}%"),
        (1.1281, "million people", "1.13 million"),
        (1.0, "yes or no", "yes"),
        (0.5, "yes or no", "partly"),
        (0.0, "yes or no", "no"),
        (None, "% of GDP", "no figure"),
        (3.197e9, "current US$", "US$ 3.2 billion"),
        (7.34e6, "people", "7.34 million"),
        (-4.1e7, "current US$", "US$ −41 million"),
        (4.3, "annual %", f"4.3{T}%"),
        (-0.23, "estimate, about -2.5 to 2.5", "−0.23"),
        (9.94, "%", f"9.9{T}%"),
        (9.96, "%", f"10{T}%"),
        (0.083, "%", f"0.1{T}%"),
        (0.04, "%", f"under 0.1{T}%"),
        (-0.04, "%", f"0{T}%"),
        (0.0, "%", f"0{T}%"),
        (-5.82, "%", f"−5.8{T}%"),
        (99.96, "%", f"100{T}%"),
        (152.3, "%", f"152{T}%"),
        (1234.5, "%", f"1{T}234{T}%"),
        (0.714, "yes or no", f"71.4{T}%"),
        (1280.0, "million US$", "US$ 1.28 billion"),
        (58.6, "billion US$", "US$ 58.6 billion"),
        (128.0, "million US$", "US$ 128 million"),
        (0.087, "times", f"9{T}%"),
        (1.06, "times", f"106{T}%"),
        (1.099, "times", f"110{T}%"),
        (1.1, "times", "1.1 times"),
        (12.66, "times the largest other", "12.7 times"),
    ],
)
def test_quantity(value, unit, text):
    """A value as it stands in a sentence; a factor is a share up to its edge."""
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "edges", "text"),
    [
        (29.96, "% of GDP", [30], f"29.96{T}%"),
        (30.0, "% of GDP", [30], f"30{T}%"),
        (30.04, "% of GDP", [30], f"30{T}%"),
        (36.66, "% of GDP", [30, 36.7], f"36.66{T}%"),
        (29.9999999, "%", [30], f"29.9999999{T}%"),
        (36.7, "%", [36.7], f"36.7{T}%"),
        (0.9996, "million people", [1, 2], "0.9996 million"),
        (0.997, "times", [1], f"99.7{T}%"),
        (1.24, "times", [1.25], "1.2 times"),
        (1.26, "times", [1.25], "1.3 times"),
        (1.25, "times", [1.25], "1.25 times"),
        (0.4999, "yes or no", [0.5, 1], f"49.99{T}%"),
        (9.996, "km", [10], "9.996 km"),
    ],
)
def test_a_figure_never_seems_to_contradict_its_verdict(value, unit, edges, text):
    """Across the edge of a band it gets digits that keep it on its side, elsewhere no more."""
    assert quantity(value, unit, edges) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "none of the five"),
        (5.0, "five of the five"),
        (11.0, "11 of the five"),
        (2.5, "2.5 of the five"),
    ],
)
def test_counts_read_as_words(value, text):
    """Whole numbers up to ten are words; the rest stays digits."""
    assert quantity(value, "of the five") == text


@pytest.mark.parametrize(
    ("after", "word"),
    [(105, "hardly moved"), (95, "hardly moved"), (105.1, "rose"), (94.9, "fell")],
)
def test_movement_at_its_edges(after, word):
    """A twentieth either way is steady."""
    assert movement(100, after) == word


def test_quantities_in_cells():
    """Gaps are words, by default those of a table."""
    values = pd.Series([26.6, float("nan")])
    assert quantities(values, "%").tolist() == [f"26.6{T}%", "no data"]
    assert quantities(values, "times", gap="not listed").tolist() == ["26.6 times", "not listed"]
