"""The house map: committed borders, economies filled by value or by word, layers, its data beside.

A plain folium map in the notebook; it fetches nothing. No tiles are asked for unless the reader
ticks the layer. The border policy is said under each map, and that routes are schematic where
there are any."""

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from markupsafe import escape

from footprint import render
from footprint.figures.drawing import PATTERN, Place, Sheet, polygons
from footprint.figures.figure import Figure, alternative
from footprint.figures.layers import Layer, Route, tooltip_text
from footprint.figures.shades import BACKDROP, DARK, HATCHED, SHADES, shade
from footprint.words.numbers import digits

BORDER_POLICY = (
    "Borders: Natural Earth, simplified; Crimea is drawn as Ukraine (United Nations General "
    "Assembly resolution 68/262). Lines express no view on the status of any territory."
)
SCHEMATIC = "Routes are schematic: straight lines between the towns named in the table."
REGION_WINDOW = ((34, 44), (57, 90))


def region(
    values: pd.Series,
    borders: Mapping[str, Any],
    *,
    title: str,
    unit: str,
    foot: str,
    edges: Sequence[float],
    names: pd.Series,
    layers: Sequence[Layer] = (),
    notes: Mapping[str, str] | None = None,
    window: Sequence[Place] = REGION_WINDOW,
) -> Figure:
    """A map of values by economy code, in classes cut at ``edges``.

    Economies of ``names`` without a value are hatched. ``layers`` are drawn over it in their order;
    ``notes`` adds a line to an economy's tooltip; ``window`` is the part of the world shown, as
    (south, west), (north, east)."""
    labels = {str(code): str(name) for code, name in names.items()}
    known = values.dropna()
    fills = {code: shade(known.get(code), edges) for code in labels}
    readings = {
        code: f"{digits(known[code])} {unit}" if code in known else "no data" for code in labels
    }
    marks = {code: [name] for code, name in labels.items()}
    ground = _Ground(borders, fills, readings, marks, layers, notes or {}, window)
    keys = list(zip(SHADES, _classes(edges, known), strict=False))
    rows = [(name, known.get(code, float("nan")), "") for code, name in labels.items()]
    return ground.figure(title, unit, foot, keys, rows)


def categories(
    words: pd.Series,
    borders: Mapping[str, Any],
    *,
    title: str,
    what: str,
    foot: str,
    kinds: Sequence[str],
    names: pd.Series,
    layers: Sequence[Layer] = (),
    notes: Mapping[str, str] | None = None,
    window: Sequence[Place] = REGION_WINDOW,
) -> Figure:
    """A map of words by economy code: ``kinds`` from the lightest shade to the darkest.

    Any other word, and none, is hatched. The word stands under the economy's name on the map;
    ``what`` says what the words answer. The rest is as in ``region``."""
    labels = {str(code): str(name) for code, name in names.items()}
    known, shades = words.dropna(), dict(zip(kinds, SHADES, strict=False))
    readings = {code: str(known.get(code, "no data")) for code in labels}
    fills = {code: shades.get(word, HATCHED) for code, word in readings.items()}
    marks = {code: [name, readings[code]] for code, name in labels.items()}
    ground = _Ground(borders, fills, readings, marks, layers, notes or {}, window)
    keys = [(fill, kind) for kind, fill in shades.items() if fill in fills.values()]
    return ground.figure(title, what, foot, keys, [(*mark, "") for mark in marks.values()])


def _classes(edges: Sequence[float], values: pd.Series) -> list[str]:
    """The classes in words: of whole numbers “0”, “1 or 2”, “3 to 5”, “6 and more”."""
    last = f"{edges[-1]:g} and more"
    if any(number % 1 for number in (*values, *edges)):
        between = [f"{low:g} to under {high:g}" for low, high in itertools.pairwise(edges)]
        return [f"under {edges[0]:g}", *between, last]
    ends = [(int(low), int(high) - 1) for low, high in itertools.pairwise((0, *edges))]
    links = [" or " if high == low + 1 else " to " for low, high in ends]
    return [
        f"{low}" if low == high else f"{low}{link}{high}"
        for (low, high), link in zip(ends, links, strict=True)
    ] + [last]


@dataclasses.dataclass(frozen=True)
class _Ground:
    """What a map shows: by economy its fill, its reading and the lines at its middle. Readings and
    notes stand in tooltips; layers lie over all; the window is what is seen."""

    borders: Mapping[str, Any]
    fills: Mapping[str, str]
    readings: Mapping[str, str]
    marks: Mapping[str, Sequence[str]]
    layers: Sequence[Layer]
    notes: Mapping[str, str]
    window: Sequence[Place]

    def figure(
        self,
        title: str,
        unit: str,
        foot: str,
        keys: Sequence[tuple[str, str]],
        rows: Sequence[tuple[object, ...]],
    ) -> Figure:
        """The map with its drawing, its legend, what must be said under it, and its table."""
        facts = [(place, "", fact) for layer in self.layers for place, fact in layer.facts()]
        table = pd.DataFrame([*rows, *facts], columns=["Place", unit, "What is there"])
        table = table if self.layers else table.drop(columns="What is there")
        body = render.html(
            "map.html",
            page=render.Html(self.chart()._repr_html_()),
            drawing=self.drawing(alternative(title, table)),
            unit=unit,
            classes=keys,
            hatched=HATCHED in self.fills.values(),
            layers=self.layers,
        )
        schematic = [SCHEMATIC] if any(isinstance(layer, Route) for layer in self.layers) else []
        return Figure(title, unit, body, " ".join([foot, *schematic, BORDER_POLICY]), table)

    def chart(self) -> folium.Map:
        """As a folium map."""
        chart = folium.Map(
            tiles=None, zoom_control=True, scroll_wheel_zoom=False, zoom_snap=0.25, attr=""
        )
        _only_leaflet(chart)
        plain = MacroElement()
        plain._template = render.macros("map_page.html", pattern=PATTERN)
        plain.add_to(chart)
        self._filled().add_to(chart)
        for layer in self.layers:
            group = folium.FeatureGroup(tooltip_text(layer.label))
            layer.add_to(group)
            group.add_to(chart)
        for code, place in self._centres():
            dark = self.fills[code] in DARK
            mark = render.html("place.html", lines=self.marks[code], dark=dark)
            icon = folium.DivIcon(mark, icon_size=(0, 0))
            folium.Marker(place, icon=icon, interactive=False, keyboard=False).add_to(chart)
        tiles = "OpenStreetMap (asks openstreetmap.org)"
        folium.TileLayer("OpenStreetMap", name=tiles, show=False, overlay=True).add_to(chart)
        folium.LayerControl(collapsed=True).add_to(chart)
        chart.fit_bounds(self.window)
        return chart

    def drawing(self, label: str) -> render.Html:
        """As SVG; ``label`` says what it shows."""
        sheet = Sheet(self.window)
        areas = [
            sheet.area(feature["geometry"], *self._look(feature["properties"]["economy"]))
            for feature in self.borders["features"]
        ]
        names = [
            sheet.name(place, self.marks[code], self.fills[code] in DARK)
            for code, place in self._centres()
        ]
        return sheet.svg([*areas, *(layer.draw(sheet) for layer in self.layers), *names], label)

    def _look(self, code: str) -> tuple[str, float]:
        """The fill of an economy and the width of its border."""
        return (self.fills[code], 1.2) if code in self.fills else (BACKDROP, 0.5)

    def _filled(self) -> folium.GeoJson:
        """The economies, each with its tooltip."""

        def style(feature: Mapping[str, Any]) -> dict[str, object]:
            fill, weight = self._look(feature["properties"]["economy"])
            return {"fillColor": fill, "fillOpacity": 1, "color": "#777", "weight": weight}

        features = []
        for feature in self.borders["features"]:
            code, label = feature["properties"]["economy"], feature["properties"]["name"]
            if code in self.readings:
                label = f"{label}: {self.readings[code]}"
                label = " — ".join(filter(None, [label, self.notes.get(code)]))
            shown = {"economy": code, "label": escape(label)}
            geometry = feature["geometry"]
            features.append({"type": "Feature", "geometry": geometry, "properties": shown})
        return folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            style_function=style,
            control=False,
            tooltip=folium.GeoJsonTooltip(
                ["label"], labels=False, style="white-space: normal; max-width: 16rem"
            ),
        )

    def _centres(self) -> list[tuple[str, Place]]:
        """The middle of the largest ring of each named economy: where its name is written."""
        centres: list[tuple[str, Place]] = []
        for feature in self.borders["features"]:
            code = feature["properties"]["economy"]
            if code in self.marks:
                ring = max((outline for outline, *_ in polygons(feature["geometry"])), key=len)
                middles = [(min(axis) + max(axis)) / 2 for axis in zip(*ring, strict=True)]
                centres.append((code, middles[1::-1]))
        return centres


def _only_leaflet(chart: folium.Map) -> None:
    """folium's defaults load jQuery, Bootstrap and icon fonts. Tooltips and circles need none of
    them."""
    chart.default_js = [pair for pair in chart.default_js if pair[0] == "leaflet"]
    chart.default_css = [pair for pair in chart.default_css if pair[0] == "leaflet_css"]
