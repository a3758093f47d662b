"""A map's drawing for paper and for readers without scripts."""

import re

import pytest
from support.maps import LAYERS, region

from footprint.figures import layers, shades
from footprint.figures.drawing import SHEET_WIDTH, Sheet


def test_a_drawing_holds_what_the_map_holds():
    """Fills, the pattern for no data, symbols, lines, names; what lies outside is left out."""
    drawing = re.search(r"<noscript>(.*)</noscript>", region(LAYERS).body, re.DOTALL)[1]
    assert shades.HATCHED in drawing and 'id="no-data"' in drawing
    assert shades.SHADES[2] in drawing and "Kazakhstan" in drawing
    assert layers.POINT_SHAPES["square"] in drawing and drawing.count("<polyline") == 4
    assert 'stroke-dasharray="8 5"' in drawing


def test_a_sheet_is_mercator_s():
    """West is left, north is up, corners are corners, and far shapes are not drawn."""
    sheet = Sheet(((34, 44), (57, 90)))
    assert sheet.point(57, 44) == pytest.approx((0, 0))
    assert sheet.point(34, 90) == pytest.approx((SHEET_WIDTH, sheet.height))
    assert sheet.point(50, 60)[1] < sheet.point(40, 60)[1]
    far = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert sheet.area(far, "#fff", 1) == ""


def test_a_line_keeps_its_end():
    """Points that nobody could tell apart are left out, the last one never."""
    sheet = Sheet(((34, 44), (57, 90)))
    places = [(40.0, 60.0), (40.001, 60.0), (41.0, 60.0), (41.001, 60.0)]
    first, last = (sheet.point(*place) for place in (places[0], places[-1]))
    assert sheet._thinned(places) == [first, last] and sheet._thinned([]) == []
