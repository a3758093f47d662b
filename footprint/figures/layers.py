"""What lies over the borders of a map: points, routes, borders."""

import dataclasses
import html
from collections.abc import Sequence

import folium
import pandas as pd

from footprint.figures.drawing import Sheet
from footprint.palette import RUSSIA

MARKS = {
    "circle": '<circle cx="8" cy="8" r="6"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "triangle": '<path d="M8 1.5 15 14H1z"/>',
    "diamond": '<path d="M8 .5 15.5 8 8 15.5.5 8z"/>',
}
DASHES = {"solid": "", "dashed": "8 5", "dotted": "2 6", "mixed": "12 5 2 5"}


def tooltip_text(text: str) -> str:
    """Text for a tooltip: as HTML, and so that it cannot end or enter the script that folium writes it into."""
    return html.escape(text).replace("\\", "&#92;").replace("`", "&#96;").replace("$", "&#36;")


@dataclasses.dataclass(frozen=True)
class Points:
    """Places of one kind, from rows ``name, latitude, longitude, fact``; ``symbol`` is one of SYMBOLS."""

    label: str
    rows: pd.DataFrame
    symbol: str = "circle"
    colour: str = RUSSIA

    def add_to(self, group: folium.FeatureGroup) -> None:
        for row in self.rows.itertuples():
            icon = folium.DivIcon(
                html=_mark(self.symbol, self.colour, row.name),
                icon_size=(16, 16),
                icon_anchor=(8, 8),
            )
            folium.Marker(
                [row.latitude, row.longitude],
                icon=icon,
                tooltip=tooltip_text(f"{row.name}: {row.fact}"),
            ).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        places = [sheet.point(row.latitude, row.longitude) for row in self.rows.itertuples()]
        return "".join(
            f'<g transform="translate({x - 8:.1f} {y - 8:.1f})" fill="{self.colour}" stroke="#fff" stroke-width="1.5">{MARKS[self.symbol]}</g>'
            for x, y in places
        )

    def key(self) -> str:
        return _mark(self.symbol, self.colour, "")

    def facts(self) -> list[tuple[str, str]]:
        return [(row.name, f"{self.label}: {row.fact}") for row in self.rows.itertuples()]


@dataclasses.dataclass(frozen=True)
class Route:
    """A schematic route through ``rows`` (``place, latitude, longitude``), in their order; ``dash`` is one of DASHES."""

    label: str
    rows: pd.DataFrame
    colour: str
    dash: str = "solid"

    def add_to(self, group: folium.FeatureGroup) -> None:
        points = self.rows[["latitude", "longitude"]].to_numpy().tolist()
        folium.PolyLine(
            points, color="#fff", weight=6, opacity=0.8, dash_array=DASHES[self.dash] or None
        ).add_to(group)
        folium.PolyLine(
            points,
            color=self.colour,
            weight=3,
            opacity=1,
            dash_array=DASHES[self.dash] or None,
            tooltip=tooltip_text(self.label),
        ).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        points = self.rows[["latitude", "longitude"]].to_numpy().tolist()
        return sheet.line(points, "#fff", 6, DASHES[self.dash]) + sheet.line(
            points, self.colour, 3, DASHES[self.dash]
        )

    def key(self) -> str:
        return _strokes([(self.colour, 3, DASHES[self.dash])])

    def facts(self) -> list[tuple[str, str]]:
        return [(place, f"on the route: {self.label}") for place in self.rows["place"]]


@dataclasses.dataclass(frozen=True)
class Border:
    """A border as a double line: ``paths`` of (latitude, longitude), as ``borders.shared_border`` gives them."""

    label: str
    paths: Sequence[Sequence[tuple[float, float]]]
    colour: str
    fact: str

    def add_to(self, group: folium.FeatureGroup) -> None:
        folium.PolyLine(self.paths, color=self.colour, weight=6, opacity=1).add_to(group)
        folium.PolyLine(
            self.paths,
            color="#fff",
            weight=2,
            opacity=1,
            tooltip=tooltip_text(f"{self.label}: {self.fact}"),
        ).add_to(group)

    def draw(self, sheet: Sheet) -> str:
        return "".join(
            sheet.line(path, colour, width)
            for colour, width in ((self.colour, 6), ("#fff", 2))
            for path in self.paths
        )

    def key(self) -> str:
        return _strokes([(self.colour, 6, ""), ("#fff", 2, "")])

    def facts(self) -> list[tuple[str, str]]:
        return [(self.label, self.fact)]


def _mark(symbol: str, colour: str, name: str) -> str:
    said = (
        f'role="img" aria-label="{html.escape(name, quote=True)}"' if name else 'aria-hidden="true"'
    )
    return f'<svg class="mark" viewBox="0 0 16 16" width="16" height="16" {said} fill="{colour}" stroke="#fff" stroke-width="1.5">{MARKS[symbol]}</svg>'


def _strokes(lines: Sequence[tuple[str, int, str]]) -> str:
    """Lines over each other, for a legend: colour, width and dash of each."""
    drawn = "".join(
        f'<line x2="28" y1="4" y2="4" stroke="{colour}" stroke-width="{width}"'
        + (f' stroke-dasharray="{dash}"' if dash else "")
        + "/>"
        for colour, width, dash in lines
    )
    return f'<svg class="mark" width="28" height="8" aria-hidden="true">{drawn}</svg>'


Layer = Points | Route | Border
