"""The house map: committed borders and what lies on them, its legend and its data beside.

A plain folium map in the notebook; it fetches nothing, and no tiles unless the reader ticks them.
The border policy is said under each map, and that routes are schematic where there are any.
No economy is shaded: what differs by economy is read off a chart; a map says where."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from footprint import render
from footprint.figures import framed, labels
from footprint.figures.drawing import BROAD, NAMED, OTHERS, SLIM, Place, Sheet, polygons
from footprint.figures.figure import Figure, alternative
from footprint.figures.layers import Layer, Route, tooltip_text
from footprint.figures.libraries import folium
from footprint.lazy import pandas as pd
from footprint.surroundings import alone

BORDER_POLICY = (
    "Borders: Natural Earth, simplified; Crimea is drawn as Ukraine (United Nations General "
    "Assembly resolution 68/262). Lines express no view on the status of any territory."
)
SCHEMATIC = "Routes are schematic: straight lines between the towns named in the table."
# The sizes of letters on a sheet, for an economy and for a site.
LETTERS = {BROAD: (13, 11), SLIM: (11, 10)}
REGION_WINDOW = ((34, 44), (57, 90))
# A name with the place that it is pinned to, and how far off that it lies.
Named = tuple[Place, labels.Label, tuple[float, float]]


def places(
    borders: Mapping[str, Any],
    *,
    title: str,
    foot: str,
    names: pd.Series,
    layers: Sequence[Layer],
    window: Sequence[Place] = REGION_WINDOW,
) -> Figure:
    """A map of what lies where: ``layers`` in their order over the economies of ``names``.

    ``window`` is the part of the world shown, as (south, west), (north, east)."""
    facts = [fact for layer in layers for fact in layer.facts()]
    table = pd.DataFrame(facts, columns=["Place", "What is there"])
    ground = _Ground(
        borders, {str(code): str(name) for code, name in names.items()}, layers, window
    )
    drawn = [ground.drawing(width, alternative(title, table)) for width in (BROAD, SLIM)]
    chart = ground.chart()
    page = framed.complete(chart.get_root().render()) if alone() else chart._repr_html_()
    values = {"title": title, "drawings": drawn, "layers": layers}
    body = render.html("map.html", page=render.Html(page), **values)
    schematic = [SCHEMATIC] if any(isinstance(layer, Route) for layer in layers) else []
    return Figure(title, "", body, " ".join([foot, *schematic, BORDER_POLICY]), table)


@dataclasses.dataclass(frozen=True)
class _Ground:
    """What a map shows: all economies, those that it names, layers over them, and the window."""

    borders: Mapping[str, Any]
    names: Mapping[str, str]
    layers: Sequence[Layer]
    window: Sequence[Place]

    def chart(self) -> folium.Map:
        """As a folium map."""
        # Any zoom, so that the window is seen as on the drawings, for which the names are placed.
        chart = folium.Map(tiles=None, scroll_wheel_zoom=False, zoom_snap=0, attr="")
        # folium's defaults load jQuery, Bootstrap and icon fonts; tooltips and circles need none.
        chart.default_js = [pair for pair in chart.default_js if pair[0] == "leaflet"]
        chart.default_css = [pair for pair in chart.default_css if pair[0] == "leaflet_css"]
        plain = folium.MacroElement()
        plain._template = render.macros("map_page.html")
        plain.add_to(chart)
        self._filled().add_to(chart)
        for layer in self.layers:
            group = folium.FeatureGroup(tooltip_text(layer.label))
            layer.add_to(group, Sheet(self.window))
            group.add_to(chart)
        for width, kind in ((BROAD, "wide"), (SLIM, "narrow")):
            for place, label, offset in self._names[width]:
                words = render.html("place.html", label=label, kind=kind, offset=offset)
                icon = folium.DivIcon(words, (0, 0))
                folium.Marker(place, icon=icon, interactive=False, keyboard=False).add_to(chart)
        tiles = "OpenStreetMap (asks openstreetmap.org)"
        folium.TileLayer("OpenStreetMap", name=tiles, show=False, overlay=True).add_to(chart)
        folium.LayerControl(collapsed=True).add_to(chart)
        chart.fit_bounds(self.window)
        return chart

    def drawing(self, width: int, spoken: str) -> render.Html:
        """As SVG, which says what the table shows."""
        sheet = Sheet(self.window, width)
        areas = [sheet.area(shape, *self._look(code)) for code, _, shape in self._economies]
        over = [layer.draw(sheet) for layer in self.layers]
        return sheet.svg([*areas, *over], [label for _, label, _ in self._names[width]], spoken)

    def _look(self, code: str) -> tuple[str, float]:
        """The fill of an economy and the width of its border."""
        return (NAMED, 1.2) if code in self.names else (OTHERS, 0.5)

    def _filled(self) -> folium.GeoJson:
        """The economies, each with its tooltip."""

        def style(feature: Mapping[str, Any]) -> dict[str, object]:
            fill, weight = self._look(feature["properties"]["economy"])
            return {"fillColor": fill, "fillOpacity": 1, "color": "#777", "weight": weight}

        features = [
            {
                "type": "Feature",
                "geometry": shape,
                "properties": {"economy": code, "label": escape(self.names.get(code, name))},
            }
            for code, name, shape in self._economies
        ]
        drawn = {"type": "FeatureCollection", "features": features}
        tooltip = folium.GeoJsonTooltip(["label"], labels=False)
        return folium.GeoJson(drawn, style_function=style, control=False, tooltip=tooltip)

    @functools.cached_property
    def _names(self) -> dict[int, list[Named]]:
        """The names on a sheet of each width, for its drawing and for the map."""
        return {width: self._placed(width) for width in LETTERS}

    def _placed(self, width: int) -> list[Named]:
        """The names on a sheet: of economies where nothing else is, of sites beside their marks
        where there is room. The economies come first, unless then the name of a site finds none
        and all have room the other way."""
        orders = [self._of_economies, self._of_sites], [self._of_sites, self._of_economies]
        sheet, tried = Sheet(self.window, width), []
        for order in orders:
            taken = self._taken(sheet)
            tried.append([name for placed in order for name in placed(sheet, taken)])
        return max(
            tried, key=lambda found: len(found) * labels.all_apart(named[1] for named in found)
        )

    def _taken(self, sheet: Sheet) -> list[labels.Box]:
        """Where no name may stand: marks, lines, and the buttons of the map."""
        marks = [mark for layer in self.layers for mark in layer.marks(sheet)]
        taken = [labels.around(sheet.point(*mark.place), labels.GAP - 1) for mark in marks]
        taken += [labels.Box(0, 0, 46, 78), labels.Box(sheet.width - 58, 0, sheet.width, 58)]
        for path in (path for layer in self.layers for path in layer.paths()):
            taken += labels.along(sheet.point(*place) for place in path)
        return taken

    def _of_economies(self, sheet: Sheet, taken: list[labels.Box]) -> Iterator[Named]:
        inside, size = _inside(sheet), LETTERS[sheet.width][0]
        for code, _, shape in self._economies:
            if code in self.names:
                ring = max((sheet.outline(each[0]) for each in polygons(shape)), key=len)
                label = labels.within(self.names[code], size, ring, inside, taken)
                if label:
                    taken.append(label.box())
                    yield sheet.place(label.x, label.y), label, (0.0, 0.0)

    def _of_sites(self, sheet: Sheet, taken: list[labels.Box]) -> Iterator[Named]:
        inside, size = _inside(sheet), LETTERS[sheet.width][1]
        for mark in (mark for layer in self.layers for mark in layer.marks(sheet)):
            x, y = sheet.point(*mark.place)
            label = labels.beside(mark.name, size, (x, y), inside, taken)
            if label:
                taken.append(label.box())
                yield mark.place, label, (label.x - x, label.y - y)

    @functools.cached_property
    def _economies(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        features = [
            (feature["properties"], feature["geometry"]) for feature in self.borders["features"]
        ]
        return [(facts["economy"], facts["name"], geometry) for facts, geometry in features]


def _inside(sheet: Sheet) -> labels.Box:
    """Where names may stand."""
    return labels.Box(2, 2, sheet.width - 2, sheet.height - 2)
