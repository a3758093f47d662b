"""A sheet of paper for a map, as SVG: for print and wherever the map's script does not run."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import escape

from footprint.figures.labels import LEADING, Label
from footprint.render import Html

# A corner or a place, as latitude and longitude.
Place = Sequence[float]
# How broad sheets are, how near to the last one a point is not drawn, and how far outside a line
# is followed, in their units.
BROAD, SLIM, FINE, BEYOND = 640, 360, 3.5, 40
# The water, the named economies and the others, as map.css knows them too.
SEA, NAMED, OTHERS = "#dfe7ee", "#fcfbf7", "#e4e2dc"


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

    def __init__(self, window: Sequence[Place], width: int = BROAD) -> None:
        (south, west), (north, east) = window
        self.width, self.scale = width, width / math.radians(east - west)
        self.west, self.top = math.radians(west), _mercator(north)
        self.height = (self.top - _mercator(south)) * self.scale

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the sheet; outside of it for a place outside the window."""
        across = math.radians(longitude) - self.west
        return across * self.scale, (self.top - _mercator(latitude)) * self.scale

    def place(self, x: float, y: float) -> Place:
        """What lies at a point of the sheet."""
        north = 2 * math.atan(math.exp(self.top - y / self.scale)) - math.pi / 2
        return math.degrees(north), math.degrees(self.west + x / self.scale)

    def outline(self, ring: Iterable[Place]) -> list[tuple[float, float]]:
        """A ring of (longitude, latitude) on the sheet; far outside, it follows the edge."""
        return self._thinned(map(self._near, (self.point(*place[::-1]) for place in ring)))

    def line(self, places: Iterable[Place], colour: str, width: float, dash: str = "") -> str:
        """A line through places."""
        points = _written(self._thinned(self.point(*place) for place in places))
        return f'<polyline points="{points}" fill="none" {stroke(colour, width, dash)}/>'

    def area(self, geometry: Mapping[str, Any], fill: str, width: float) -> str:
        """A GeoJSON polygon or several, filled; what lies outside the sheet is left out."""
        outlines = map(self.outline, itertools.chain.from_iterable(polygons(geometry)))
        drawn = "".join(f"M{_written(points)}Z" for points in outlines if self._on(points))
        look = f'fill="{fill}" fill-rule="evenodd" {stroke("#777", width)}'
        return f'<path d="{drawn}" {look}/>' if drawn else ""

    def name(self, label: Label) -> str:
        """The lines of a label, with a rim that keeps them off what lies under it."""
        x, rest = f'x="{label.x:.1f}"', f'dy="{label.size * LEADING:g}"'
        spans = [f"<tspan {x} {rest if n else ''}>{escape(t)}</tspan>" for n, t in label.rows()]
        weight = ' font-weight="bold"' if label.strong else ""
        return (
            f'<text y="{label.baseline():.1f}" text-anchor="{label.anchor}" '
            f'font-size="{label.size}"{weight}>{"".join(spans)}</text>'
        )

    def svg(self, drawn: Iterable[str], names: Iterable[Label], label: str) -> Html:
        """The whole sheet; ``label`` says what it shows."""
        size = f'width="{self.width}" height="{self.height:.0f}"'
        written = "".join(map(self.name, names))
        return Html(
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width} {self.height:.0f}" role="img" '
            f'aria-label="{escape(label)}"><rect {size} fill="{SEA}"/>{"".join(drawn)}'
            '<g font-family="sans-serif" fill="#222" stroke="#fff" stroke-width="3" '
            f'stroke-linejoin="round" paint-order="stroke">{written}</g></svg>'
        )

    def _thinned(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        """Points without those nobody could tell from the one before; the last stays."""
        points = list(points)
        kept = points[:1]
        for point in points:
            if math.dist(point, kept[-1]) >= FINE:
                kept.append(point)
        return [*kept[:-1], *points[-1:]]

    def _near(self, point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        across = min(max(x, -BEYOND), self.width + BEYOND)
        return across, min(max(y, -BEYOND), self.height + BEYOND)

    def _on(self, ring: Sequence[tuple[float, float]]) -> bool:
        across, down = [x for x, _ in ring], [y for _, y in ring]
        seen = len(ring) > 2 and min(across) <= self.width and max(across) >= 0
        return seen and min(down) <= self.height and max(down) >= 0


def _written(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, latitude))) / 2))
