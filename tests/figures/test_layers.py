"""Layers of a map."""

import pandas as pd

from footprint.figures import layers
from footprint.figures.drawing import Sheet


def test_a_tooltip_cannot_enter_the_script_around_it():
    """folium writes it between backticks."""
    assert layers.tooltip_text("`${x}\\") == "&#96;&#36;{x}&#92;"


def test_sites_that_would_cover_each_other_share_a_mark():
    """It names both; one farther off has its own."""
    rows = [("A", 38.50, 68.7, "a"), ("B", 38.51, 68.7, "b"), ("C", 45.0, 80.0, "c")]
    sites = pd.DataFrame(rows, columns=["name", "latitude", "longitude", "fact"])
    marks = layers.Points("Base", sites).marks(Sheet(((34, 44), (57, 90))))
    assert [mark.name for mark in marks] == ["A; B", "C"]
