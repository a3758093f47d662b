"""The fills of a map."""

import pytest

from footprint.figures import shades


@pytest.mark.parametrize(
    ("value", "fill"),
    [
        (4.99, shades.SHADES[0]),
        (5, shades.SHADES[1]),
        (36.7, shades.SHADES[4]),
        (float("nan"), "url(#no-data)"),
        (None, "url(#no-data)"),
    ],
)
def test_shade_at_the_edges(value, fill):
    """A class begins at its lower edge; no value is hatched."""
    assert shades.shade(value, [5, 15, 25, 36.7]) == fill
