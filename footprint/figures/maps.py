"""The house map: committed borders, economies filled by value or by word, layers, its data beside.

A plain folium map in the notebook; it fetches nothing, and no tiles unless the reader ticks them.
The border policy is said under each map, and that routes are schematic where there are any."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from footprint import render
from footprint.figures.drawing import PATTERN, Place, Sheet, polygons
from footprint.figures.figure import Figure, alternative
from footprint.figures.layers import Layer, Route, tooltip_text
from footprint.figures.libraries import folium
from footprint.figures.shades import BACKDROP, DARK, HATCHED, SHADES, shade
from footprint.lazy import pandas as pd
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
    figures = {code: f"{digits(value)} {unit}" for code, value in known.items()}
    readings = {code: figures.get(code, "no data") for code in labels}
    marks = {code: [name] for code, name in labels.items()}
    keys = list(zip(SHADES, _classes(edges, known), strict=False))
    ground = _Ground(borders, fills, readings, marks, layers, notes or {}, window, keys)
    rows = [(name, known.get(code, float("nan")), "") for code, name in labels.items()]
    return ground.figure(title, unit, foot, rows)


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
    keys = [(fill, kind) for kind, fill in shades.items() if fill in fills.values()]
    ground = _Ground(borders, fills, readings, marks, layers, notes or {}, window, keys)
    return ground.figure(title, what, foot, [(*mark, "") for mark in marks.values()])


def _classes(edges: Sequence[float], values: pd.Series) -> list[str]:
    """The classes in words: of whole numbers “0”, “1 or 2”, “3 to 5”, “6 and more”."""
    last = f"{edges[-1]:g} and more"
    if any(number % 1 for number in (*values, *edges)):
        between = [f"{low:g} to under {high:g}" for low, high in itertools.pairwise(edges)]
        return [f"under {edges[0]:g}", *between, last]
    ends = [(int(low), int(high) - 1) for low, high in itertools.pairwise((0, *edges))]
    forms = {0: "{}", 1: "{} or {}"}
    return [forms.get(high - low, "{} to {}").format(low, high) for low, high in ends] + [last]


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
    keys: Sequence[tuple[str, str]]

    def figure(self, title: str, unit: str, foot: str, rows: list[tuple[Any, ...]]) -> Figure:
        """The map with its drawing, its legend, what must be said under it, and its table."""
        facts = [(place, "", fact) for layer in self.layers for place, fact in layer.facts()]
        table = pd.DataFrame([*rows, *facts], columns=["Place", unit, "What is there"])
        table = table if self.layers else table.drop(columns="What is there")
        page, drawing = render.Html(self.chart()._repr_html_()), self.drawing(title, table)
        hatched = HATCHED in self.fills.values()
        legend = {"unit": unit, "classes": self.keys, "hatched": hatched, "layers": self.layers}
        body = render.html("map.html", page=page, drawing=drawing, **legend)
        schematic = [SCHEMATIC] if any(isinstance(layer, Route) for layer in self.layers) else []
        return Figure(title, unit, body, " ".join([foot, *schematic, BORDER_POLICY]), table)

    def chart(self) -> folium.Map:
        """As a folium map."""
        chart = folium.Map(tiles=None, scroll_wheel_zoom=False, zoom_snap=0.25, attr="")
        # folium's defaults load jQuery, Bootstrap and icon fonts; tooltips and circles need none.
        chart.default_js = [pair for pair in chart.default_js if pair[0] == "leaflet"]
        chart.default_css = [pair for pair in chart.default_css if pair[0] == "leaflet_css"]
        plain = folium.MacroElement()
        plain._template = render.macros("map_page.html", pattern=PATTERN)
        plain.add_to(chart)
        self._filled().add_to(chart)
        for layer in self.layers:
            group = folium.FeatureGroup(tooltip_text(layer.label))
            layer.add_to(group)
            group.add_to(chart)
        for place, lines, dark in self._names():
            icon = folium.DivIcon(render.html("place.html", lines=lines, dark=dark), (0, 0))
            folium.Marker(place, icon=icon, interactive=False, keyboard=False).add_to(chart)
        tiles = "OpenStreetMap (asks openstreetmap.org)"
        folium.TileLayer("OpenStreetMap", name=tiles, show=False, overlay=True).add_to(chart)
        folium.LayerControl(collapsed=True).add_to(chart)
        chart.fit_bounds(self.window)
        return chart

    def drawing(self, title: str, table: pd.DataFrame) -> render.Html:
        """As SVG, which says what its table shows."""
        sheet = Sheet(self.window)
        areas = [sheet.area(shape, *self._look(code)) for code, _, shape in self._economies()]
        over = [layer.draw(sheet) for layer in self.layers]
        names = [sheet.name(*mark) for mark in self._names()]
        return sheet.svg([*areas, *over, *names], alternative(title, table))

    def _look(self, code: str) -> tuple[str, float]:
        """The fill of an economy and the width of its border."""
        return (self.fills[code], 1.2) if code in self.fills else (BACKDROP, 0.5)

    def _filled(self) -> folium.GeoJson:
        """The economies, each with its tooltip."""

        def style(feature: Mapping[str, Any]) -> dict[str, object]:
            fill, weight = self._look(feature["properties"]["economy"])
            return {"fillColor": fill, "fillOpacity": 1, "color": "#777", "weight": weight}

        features = []
        for code, label, shape in self._economies():
            if code in self.readings:
                label = f"{label}: {self.readings[code]}"
                label = " — ".join(filter(None, [label, self.notes.get(code)]))
            shown = {"economy": code, "label": escape(label)}
            features.append({"type": "Feature", "geometry": shape, "properties": shown})
        drawn = {"type": "FeatureCollection", "features": features}
        wrapped = "white-space: normal; max-width: 16rem"
        tooltip = folium.GeoJsonTooltip(["label"], labels=False, style=wrapped)
        return folium.GeoJson(drawn, style_function=style, control=False, tooltip=tooltip)

    def _names(self) -> Iterator[tuple[Place, Sequence[str], bool]]:
        """The lines of each named economy, at the middle of its largest ring, and if it is dark."""
        for code, _, shape in self._economies():
            if code in self.marks:
                ring = max((outline for outline, *_ in polygons(shape)), key=len)
                middles = [(min(axis) + max(axis)) / 2 for axis in zip(*ring, strict=True)]
                yield middles[1::-1], self.marks[code], self.fills[code] in DARK

    def _economies(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        features = [
            (feature["properties"], feature["geometry"]) for feature in self.borders["features"]
        ]
        return [(facts["economy"], facts["name"], geometry) for facts, geometry in features]
