"""Layers of a map."""

from footprint.figures import layers


def test_a_tooltip_cannot_enter_the_script_around_it():
    """folium writes it between backticks."""
    assert layers.tooltip_text("`${x}\\") == "&#96;&#36;{x}&#92;"
