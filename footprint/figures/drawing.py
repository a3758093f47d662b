"""A sheet of paper for a map: places to points, borders and lines to SVG. For print and for readers without scripts."""

import html
import math
from collections.abc import Iterable, Mapping, Sequence

SHEET_WIDTH = 640
# A point closer to the last one than this many units is not drawn.
FINE = 0.6
PATTERN = (
    '<defs><pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><line y2="6" stroke="#999" stroke-width="2"/></pattern></defs>'
)


class Sheet:
    """A window of the world, as (south, west), (north, east) in degrees, in Mercator's projection, WIDTH units across."""

    def __init__(self, window: Sequence[Sequence[float]]) -> None:
        (south, west), (north, east) = window
        self.scale = SHEET_WIDTH / math.radians(east - west)
        self.west, self.top = math.radians(west), _mercator(north)
        self.height = (self.top - _mercator(south)) * self.scale

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the sheet; outside of it for a place outside the window."""
        return (math.radians(longitude) - self.west) * self.scale, (
            self.top - _mercator(latitude)
        ) * self.scale

    def line(
        self, places: Iterable[Sequence[float]], colour: str, width: float, dash: str = ""
    ) -> str:
        """A line through places (latitude, longitude)."""
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in self._thinned(places))
        return (
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
            + (f' stroke-dasharray="{dash}"/>' if dash else "/>")
        )

    def area(self, geometry: Mapping, fill: str, width: float) -> str:
        """A GeoJSON polygon or several, filled; what lies outside the sheet is left out."""
        polygons = (
            geometry["coordinates"]
            if geometry["type"] == "MultiPolygon"
            else [geometry["coordinates"]]
        )
        rings = [
            self._thinned((latitude, longitude) for longitude, latitude in ring)
            for polygon in polygons
            for ring in polygon
        ]
        drawn = "".join(
            "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z"
            for ring in rings
            if len(ring) > 2 and self._on(ring)
        )
        return (
            f'<path d="{drawn}" fill="{fill}" fill-rule="evenodd" stroke="#777" stroke-width="{width:g}"/>'
            if drawn
            else ""
        )

    def name(self, place: Sequence[float], lines: Sequence[str], dark: bool) -> str:
        """Words at a place, the first line strong, each under the one before; white where the ground is dark."""
        x, y = self.point(*place)
        weights = [' font-weight="bold"', *[""] * (len(lines) - 1)]
        spans = "".join(
            f'<tspan x="{x:.1f}" dy="{14 if number else 0}"{weight}>{html.escape(line)}</tspan>'
            for number, (line, weight) in enumerate(zip(lines, weights, strict=True))
        )
        rim, ink = ("#40003f", "#fff") if dark else ("#fff", "#222")
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" stroke="{rim}" stroke-width="3" paint-order="stroke" fill="{ink}">{spans}</text>'

    def svg(self, drawn: Iterable[str], label: str) -> str:
        """The whole sheet; ``label``, already fit for an attribute, says what it shows."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHEET_WIDTH} {self.height:.0f}" width="{SHEET_WIDTH}" height="{self.height:.0f}" '
            f'font-family="sans-serif" font-size="12" role="img" aria-label="{label}">{PATTERN}'
            f'<rect width="{SHEET_WIDTH}" height="{self.height:.0f}" fill="#dfe7ee"/>{"".join(drawn)}</svg>'
        )

    def _thinned(self, places: Iterable[Sequence[float]]) -> list[tuple[float, float]]:
        """Places as points, without those that nobody could tell from the one before; the last one stays."""
        kept: list[tuple[float, float]] = []
        point = None
        for place in places:
            point = self.point(*place)
            if not kept or math.dist(point, kept[-1]) >= FINE:
                kept.append(point)
        if kept and kept[-1] != point:
            kept[-1] = point
        return kept

    def _on(self, ring: Sequence[tuple[float, float]]) -> bool:
        across, down = zip(*ring, strict=True)
        return (
            max(across) >= 0
            and min(across) <= SHEET_WIDTH
            and max(down) >= 0
            and min(down) <= self.height
        )


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, latitude))) / 2))
