"""The fills of a map."""

from __future__ import annotations

from collections.abc import Sequence

from footprint.lazy import pandas as pd

# ColorBrewer's BuPu: one hue, lighter to darker, safe for the colour-blind and in grey print.
SHADES = ("#edf8fb", "#b3cde3", "#8c96c6", "#8856a7", "#810f7c")
HATCHED = "url(#no-data)"
# On these, words are white.
DARK = SHADES[3:]
BACKDROP = "#f0efeb"


def shade(value: float | None, edges: Sequence[float]) -> str:
    """The fill of a value: one shade a class, a class from its lower edge; a gap is hatched."""
    if value is None or pd.isna(value):
        return HATCHED
    return SHADES[sum(value >= edge for edge in edges)]
