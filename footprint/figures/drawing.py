"""A sheet of paper for a map, as SVG: for print and for readers without scripts."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import escape

from footprint.render import Html

# A corner or a place, as latitude and longitude.
Place = Sequence[float]
# How broad a sheet is, and how near to the last one a point is not drawn, in its units.
SHEET_WIDTH, FINE = 640, 0.6
PATTERN = Html(
    '<defs><pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<line y2="6" stroke="#999" stroke-width="2"/></pattern></defs>'
)


def stroke(colour: str, width: float, dash: str = "") -> str:
    """The look of a line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{colour}" stroke-width="{width:g}"{dashes}'


def polygons(geometry: Mapping[str, Any]) -> Sequence[Any]:
    """The polygons of a GeoJSON geometry, each a list of rings of (longitude, latitude)."""
    found: Sequence[Any] = geometry["coordinates"]
    return found if geometry["type"] == "MultiPolygon" else [found]


class Sheet:
    """A window of the world, (south, west) to (north, east), in Mercator's projection."""

    def __init__(self, window: Sequence[Place]) -> None:
        (south, west), (north, east) = window
        self.scale = SHEET_WIDTH / math.radians(east - west)
        self.west, self.top = math.radians(west), _mercator(north)
        self.height = (self.top - _mercator(south)) * self.scale

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the sheet; outside of it for a place outside the window."""
        across = math.radians(longitude) - self.west
        return across * self.scale, (self.top - _mercator(latitude)) * self.scale

    def line(self, places: Iterable[Place], colour: str, width: float, dash: str = "") -> str:
        """A line through places."""
        points = _written(self._thinned(places))
        return f'<polyline points="{points}" fill="none" {stroke(colour, width, dash)}/>'

    def area(self, geometry: Mapping[str, Any], fill: str, width: float) -> str:
        """A GeoJSON polygon or several, filled; what lies outside the sheet is left out."""
        rings = itertools.chain.from_iterable(polygons(geometry))
        outlines = [self._thinned(place[::-1] for place in ring) for ring in rings]
        drawn = "".join(f"M{_written(points)}Z" for points in outlines if self._on(points))
        look = f'fill="{fill}" fill-rule="evenodd" {stroke("#777", width)}'
        return f'<path d="{drawn}" {look}/>' if drawn else ""

    def name(self, place: Place, lines: Sequence[str], dark: bool) -> str:
        """Words at a place, the first line strong, the rest under it; white where it is dark."""
        x, y = self.point(*place)
        strong, *rest = map(escape, lines)
        spans = f'<tspan x="{x:.1f}" dy="0" font-weight="bold">{strong}</tspan>'
        spans += "".join(f'<tspan x="{x:.1f}" dy="14">{line}</tspan>' for line in rest)
        rim, ink = ("#40003f", "#fff") if dark else ("#fff", "#222")
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" stroke="{rim}" stroke-width="3" '
            f'paint-order="stroke" fill="{ink}">{spans}</text>'
        )

    def svg(self, drawn: Iterable[str], label: str) -> Html:
        """The whole sheet; ``label`` says what it shows."""
        size = f'width="{SHEET_WIDTH}" height="{self.height:.0f}"'
        return Html(
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {SHEET_WIDTH} {self.height:.0f}" {size} font-family="sans-serif" '
            f'font-size="12" role="img" aria-label="{escape(label)}">{PATTERN}'
            f'<rect {size} fill="#dfe7ee"/>{"".join(drawn)}</svg>'
        )

    def _thinned(self, places: Iterable[Place]) -> list[tuple[float, float]]:
        """Places as points, without those nobody could tell from the one before; the last stays."""
        points = [self.point(*place) for place in places]
        kept = points[:1]
        for point in points:
            if math.dist(point, kept[-1]) >= FINE:
                kept.append(point)
        return [*kept[:-1], *points[-1:]]

    def _on(self, ring: Sequence[tuple[float, float]]) -> bool:
        across, down = [x for x, _ in ring], [y for _, y in ring]
        seen = len(ring) > 2 and min(across) <= SHEET_WIDTH and max(across) >= 0
        return seen and min(down) <= self.height and max(down) >= 0


def _written(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, latitude))) / 2))
