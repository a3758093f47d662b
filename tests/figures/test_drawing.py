"""A map's drawing for paper and for readers without scripts."""

import re

import pytest
from support.maps import places

from footprint.figures import layers
from footprint.figures.drawing import BROAD, SLIM, Sheet


def test_a_drawing_holds_what_the_map_holds():
    """Symbols, lines, names; once for a wide page and once for a narrow one."""
    drawings = re.findall(r"<svg xmlns.*?</svg>", places().body, re.DOTALL)
    for drawing, width in zip(drawings, (BROAD, SLIM), strict=True):
        assert f'viewBox="0 0 {width} ' in drawing and "&lt;b&gt;Kant</tspan>" in drawing
        assert layers.POINT_SHAPES["square"] in drawing and drawing.count("<polyline") == 4
        assert 'stroke-dasharray="8 5"' in drawing


def test_a_sheet_is_mercator_s():
    """West is left, north is up, corners are corners, and far shapes are not drawn."""
    sheet = Sheet(((34, 44), (57, 90)))
    assert sheet.point(57, 44) == pytest.approx((0, 0))
    assert sheet.point(34, 90) == pytest.approx((BROAD, sheet.height))
    assert sheet.point(50, 60)[1] < sheet.point(40, 60)[1]
    far = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert sheet.area(far, "#fff", 1) == ""
    assert sheet.place(*sheet.point(40, 60)) == pytest.approx((40, 60))


def test_a_line_keeps_its_end():
    """Points that nobody could tell apart are left out, the last one never."""
    sheet = Sheet(((34, 44), (57, 90)))
    places = [(40.0, 60.0), (40.001, 60.0), (41.0, 60.0), (41.001, 60.0)]
    points = [sheet.point(*place) for place in places]
    assert sheet._thinned(points) == [points[0], points[-1]] and sheet._thinned([]) == []
