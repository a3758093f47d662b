"""What lies over the borders of a map: points, routes, borders."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from html import escape
from typing import Any

from footprint.figures.drawing import Place, Sheet, stroke
from footprint.figures.libraries import folium
from footprint.lazy import pandas as pd
from footprint.palette import RUSSIA
from footprint.render import Html

POINT_SHAPES = {
    "circle": '<circle cx="8" cy="8" r="6"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "triangle": '<path d="M8 1.5 15 14H1z"/>',
    "diamond": '<path d="M8 .5 15.5 8 8 15.5.5 8z"/>',
}
DASHES = {"solid": "", "dashed": "8 5", "dotted": "2 6", "mixed": "12 5 2 5"}


def tooltip_text(text: str) -> str:
    """Text for a tooltip: as HTML, and so that it cannot end or enter the script around it."""
    return escape(text).replace("\\", "&#92;").replace("`", "&#96;").replace("$", "&#36;")


@dataclasses.dataclass(frozen=True)
class Points:
    """Places from rows ``name, latitude, longitude, fact``, each a symbol of ``POINT_SHAPES``."""

    label: str
    rows: pd.DataFrame
    symbol: str = "circle"
    colour: str = RUSSIA

    def add_to(self, group: folium.FeatureGroup) -> None:
        for name, *place, fact in self._places():
            icon = folium.DivIcon(self._mark(name), icon_size=(16, 16), icon_anchor=(8, 8))
            tooltip = tooltip_text(f"{name}: {fact}")
            folium.Marker(place, icon=icon, tooltip=tooltip).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        points = [sheet.point(*place) for _, *place, _ in self._places()]
        moves = [f"translate({x - 8:.1f} {y - 8:.1f})" for x, y in points]
        return "".join(f'<g transform="{move}" {self._shape()}</g>' for move in moves)

    def key(self) -> Html:
        return Html(self._mark(""))

    def facts(self) -> list[tuple[str, str]]:
        return [(name, f"{self.label}: {fact}") for name, *_, fact in self._places()]

    def _places(self) -> list[tuple[Any, ...]]:
        columns = ["name", "latitude", "longitude", "fact"]
        return list(self.rows[columns].itertuples(index=False, name=None))

    def _mark(self, name: str) -> str:
        spoken = f'role="img" aria-label="{escape(name)}"' if name else 'aria-hidden="true"'
        size = 'viewBox="0 0 16 16" width="16" height="16"'
        return f'<svg class="mark" {size} {spoken} {self._shape()}</svg>'

    def _shape(self) -> str:
        return f'fill="{self.colour}" {stroke("#fff", 1.5)}>{POINT_SHAPES[self.symbol]}'


@dataclasses.dataclass(frozen=True)
class Route:
    """A schematic route through rows ``place, latitude, longitude``, in a dash of ``DASHES``."""

    label: str
    rows: pd.DataFrame
    colour: str
    dash: str = "solid"

    def add_to(self, group: folium.FeatureGroup) -> None:
        points, look = self._points(), {"dash_array": DASHES[self.dash] or None}
        folium.PolyLine(points, color="#fff", weight=6, opacity=0.8, **look).add_to(group)
        look["tooltip"] = tooltip_text(self.label)
        folium.PolyLine(points, color=self.colour, weight=3, opacity=1, **look).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        points, dash = self._points(), DASHES[self.dash]
        return sheet.line(points, "#fff", 6, dash) + sheet.line(points, self.colour, 3, dash)

    def key(self) -> Html:
        return _strokes((self.colour, 3, DASHES[self.dash]))

    def facts(self) -> list[tuple[str, str]]:
        return [(place, f"on the route: {self.label}") for place in self.rows["place"]]

    def _points(self) -> list[Place]:
        return list(self.rows[["latitude", "longitude"]].itertuples(index=False, name=None))


@dataclasses.dataclass(frozen=True)
class Border:
    """A border as a double line, from ``paths`` as ``borders.shared_border`` gives them."""

    label: str
    paths: Sequence[Sequence[Place]]
    colour: str
    fact: str

    def add_to(self, group: folium.FeatureGroup) -> None:
        words = tooltip_text(f"{self.label}: {self.fact}")
        folium.PolyLine(self.paths, color=self.colour, weight=6, opacity=1).add_to(group)
        folium.PolyLine(self.paths, tooltip=words, color="#fff", weight=2, opacity=1).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        looks = ((self.colour, 6), ("#fff", 2))
        return "".join(sheet.line(path, *look) for look in looks for path in self.paths)

    def key(self) -> Html:
        return _strokes((self.colour, 6, ""), ("#fff", 2, ""))

    def facts(self) -> list[tuple[str, str]]:
        return [(self.label, self.fact)]


def _strokes(*looks: tuple[str, int, str]) -> Html:
    """Lines over each other, for a legend: colour, width and dash of each."""
    drawn = "".join(f'<line x2="28" y1="4" y2="4" {stroke(*look)}/>' for look in looks)
    return Html(f'<svg class="mark" width="28" height="8" aria-hidden="true">{drawn}</svg>')


Layer = Points | Route | Border
