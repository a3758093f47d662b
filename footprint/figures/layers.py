"""What lies over the borders of a map: points, routes, borders."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from footprint.figures.drawing import Place, Sheet, stroke
from footprint.figures.labels import Point
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
# What a finger can hit, and how near to each other marks are one: half of a mark.
TARGET, NEAR = 24, 8


def tooltip_text(text: str) -> str:
    """Text for a tooltip: as HTML, and so that it cannot end or enter the script around it."""
    return escape(text).replace("\\", "&#92;").replace("`", "&#96;").replace("$", "&#36;")


class Mark(NamedTuple):
    """One mark of a map: its place, and the name and fact of each site that it stands for."""

    place: Place
    sites: list[tuple[str, str]]

    @property
    def name(self) -> str:
        return "; ".join(name for name, _ in self.sites)


@dataclasses.dataclass(frozen=True)
class Points:
    """Places from rows ``name, latitude, longitude, fact``, each a symbol of ``POINT_SHAPES``."""

    label: str
    rows: pd.DataFrame
    symbol: str = "circle"
    colour: str = RUSSIA

    def add_to(self, group: folium.FeatureGroup, sheet: Sheet) -> None:
        for mark in self.marks(sheet):
            icon = folium.DivIcon(self._mark(mark.name), (TARGET, TARGET), (TARGET // 2,) * 2)
            tooltip = tooltip_text("; ".join(f"{name}: {fact}" for name, fact in mark.sites))
            folium.Marker(mark.place, icon=icon, tooltip=tooltip).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        points = [sheet.point(*mark.place) for mark in self.marks(sheet)]
        moves = [f"translate({x - 8:.1f} {y - 8:.1f})" for x, y in points]
        return "".join(f'<g transform="{move}" {self._shape()}</g>' for move in moves)

    def key(self) -> Html:
        return Html(self._mark(""))

    def told(self) -> str:
        """Its sites by name, behind its label in the legend: a phone has no room on the map."""
        return ", ".join(name.replace(",", "") for name, *_ in self._sites())

    def facts(self) -> list[tuple[str, str]]:
        return [(name, f"{self.label}: {fact}") for name, *_, fact in self._sites()]

    def paths(self) -> list[list[Place]]:
        return []

    def marks(self, sheet: Sheet) -> list[Mark]:
        """Its marks on a sheet: sites that would cover each other share one."""
        marks: list[Mark] = []
        for name, latitude, longitude, fact in self._sites():
            here: Point = sheet.point(latitude, longitude)
            near = (one for one in marks if math.dist(sheet.point(*one.place), here) < NEAR)
            mark = next(near, None)
            if mark is None:
                mark = Mark((latitude, longitude), [])
                marks.append(mark)
            mark.sites.append((name, fact))
        return marks

    def _sites(self) -> list[tuple[str, float, float, str]]:
        columns = ["name", "latitude", "longitude", "fact"]
        return list(self.rows[columns].itertuples(index=False, name=None))

    def _mark(self, name: str) -> str:
        spoken = f'role="img" aria-label="{escape(name)}"' if name else 'aria-hidden="true"'
        # As large as a finger on the map, as small as a letter in the legend.
        look = f'"-4 -4 24 24" width="{TARGET}" height="{TARGET}"'
        size = look if name else '"0 0 16 16" width="16" height="16"'
        return f'<svg class="mark" viewBox={size} {spoken} {self._shape()}</svg>'

    def _shape(self) -> str:
        return f'fill="{self.colour}" {stroke("#fff", 1.5)}>{POINT_SHAPES[self.symbol]}'


@dataclasses.dataclass(frozen=True)
class Route:
    """A schematic route through rows ``place, latitude, longitude``, in a dash of ``DASHES``."""

    label: str
    rows: pd.DataFrame
    colour: str
    dash: str = "solid"

    def add_to(self, group: folium.FeatureGroup, sheet: Sheet) -> None:
        (points,), look = self.paths(), {"dash_array": DASHES[self.dash] or None}
        folium.PolyLine(points, color="#fff", weight=6, opacity=0.8, **look).add_to(group)
        look["tooltip"] = tooltip_text(self.label)
        folium.PolyLine(points, color=self.colour, weight=3, opacity=1, **look).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        (points,), dash = self.paths(), DASHES[self.dash]
        return sheet.line(points, "#fff", 6, dash) + sheet.line(points, self.colour, 3, dash)

    def key(self) -> Html:
        return _strokes((self.colour, 3, DASHES[self.dash]))

    def told(self) -> str:
        return ""

    def facts(self) -> list[tuple[str, str]]:
        return [(place, f"on the route: {self.label}") for place in self.rows["place"]]

    def paths(self) -> list[list[Place]]:
        return [list(self.rows[["latitude", "longitude"]].itertuples(index=False, name=None))]

    def marks(self, sheet: Sheet) -> list[Mark]:
        return []


@dataclasses.dataclass(frozen=True)
class Border:
    """A border as a double line, from ``lines`` as ``borders.shared_border`` gives them."""

    label: str
    lines: Sequence[Sequence[Place]]
    colour: str
    fact: str

    def add_to(self, group: folium.FeatureGroup, sheet: Sheet) -> None:
        words = tooltip_text(f"{self.label}: {self.fact}")
        folium.PolyLine(self.lines, color=self.colour, weight=6, opacity=1).add_to(group)
        folium.PolyLine(self.lines, tooltip=words, color="#fff", weight=2, opacity=1).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        looks = ((self.colour, 6), ("#fff", 2))
        return "".join(sheet.line(path, *look) for look in looks for path in self.lines)

    def key(self) -> Html:
        return _strokes((self.colour, 6, ""), ("#fff", 2, ""))

    def told(self) -> str:
        return self.fact

    def facts(self) -> list[tuple[str, str]]:
        return [(self.label, self.fact)]

    def paths(self) -> list[list[Place]]:
        return [list(line) for line in self.lines]

    def marks(self, sheet: Sheet) -> list[Mark]:
        return []


def _strokes(*looks: tuple[str, int, str]) -> Html:
    """Lines over each other, for a legend: colour, width and dash of each."""
    drawn = "".join(f'<line x2="28" y1="4" y2="4" {stroke(*look)}/>' for look in looks)
    return Html(f'<svg class="mark" width="28" height="8" aria-hidden="true">{drawn}</svg>')


Layer = Points | Route | Border
