"""The house map: committed borders, economies filled by value or by word, places and lines over them, its data beside it.

A plain folium map in the notebook; it fetches nothing. No tiles are asked for unless the reader ticks the layer. The
border policy is said under each map, and that routes are schematic where there are any.
"""

import dataclasses
import html
from collections.abc import Container, Mapping, Sequence

import folium
import pandas as pd
from branca.element import MacroElement, Template

from footprint.figures.drawing import Sheet
from footprint.figures.figure import Figure, alternative
from footprint.figures.layers import Layer, Route, tooltip_text
from footprint.figures.shades import BACKDROP, DARK, HATCHED, SHADES, shade
from footprint.words.numbers import digits

BORDER_POLICY = (
    "Borders: Natural Earth, simplified; Crimea is drawn as Ukraine (United Nations General Assembly resolution 68/262). "
    "Lines express no view on the status of any territory."
)
SCHEMATIC = "Routes are schematic: straight lines between the towns named in the table."
REGION_WINDOW = ((34, 44), (57, 90))


class _Plain(MacroElement):
    """What every house map adds: the pattern for “no data”, and an attribution without a flag."""

    _template = Template("""
        {% macro html(this, kwargs) %}
        <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="no-data" width="6" height="6"
          patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>
          <line y2="6" stroke="#999" stroke-width="2"/></pattern></defs></svg>
        <style>.place {font: 600 12px sans-serif; color: #222; text-shadow: 0 0 2px #fff, 0 0 2px #fff, 0 0 2px #fff, 0 0 4px #fff;
          white-space: nowrap; text-align: center; transform: translate(-50%, -50%); display: inline-block}
          .place.dark {color: #fff; text-shadow: 0 0 2px #40003f, 0 0 2px #40003f, 0 0 4px #40003f} .place small {font-weight: 400; display: block}
          @media (max-width: 480px) {.place {font-size: 9px}}</style>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.setPrefix("Leaflet");
        {% endmacro %}""")


def region(
    values: pd.Series,
    borders: Mapping,
    *,
    title: str,
    unit: str,
    foot: str,
    edges: Sequence[float],
    names: Mapping[str, str],
    layers: Sequence[Layer] = (),
    notes: Mapping[str, str] | None = None,
    window: Sequence[Sequence[float]] = REGION_WINDOW,
) -> Figure:
    """A map of values by economy code, in classes cut at ``edges``; economies of ``names`` without a value are hatched.

    ``layers`` are drawn over it in their order; ``notes`` adds a line to an economy's tooltip; ``window`` is the part
    of the world shown, as (south, west), (north, east).
    """
    fills = {code: shade(values.get(code), edges) for code in names.keys()}
    said = {
        code: "no data" if fills[code] == HATCHED else f"{digits(values[code])} {unit}"
        for code in names.keys()
    }
    whole = values.dropna().mod(1).eq(0).all() and all(edge == int(edge) for edge in edges)
    bounds = (
        _whole_classes(edges)
        if whole
        else [
            f"under {edges[0]:g}",
            *(f"{low:g} to under {high:g}" for low, high in zip(edges, edges[1:])),
            f"{edges[-1]:g} and more",
        ]
    )
    table = [(name, values.get(code, float("nan")), "") for code, name in names.items()]
    marks = {code: (name,) for code, name in names.items()}
    ground = _Ground(borders, fills, said, marks, layers, notes or {}, window)
    return _map_figure(ground, title, unit, foot, bounds, table)


def categories(
    words: pd.Series,
    borders: Mapping,
    *,
    title: str,
    what: str,
    foot: str,
    kinds: Sequence[str],
    names: Mapping[str, str],
    layers: Sequence[Layer] = (),
    notes: Mapping[str, str] | None = None,
    window: Sequence[Sequence[float]] = REGION_WINDOW,
) -> Figure:
    """A map of words by economy code: ``kinds`` from the lightest shade to the darkest; any other word, and none, is hatched.

    The word stands under the economy's name on the map; ``what`` says what the words answer. The rest is as in ``region``.
    """
    said = {code: "no data" if pd.isna(words.get(code)) else words[code] for code in names.keys()}
    fills = {
        code: SHADES[list(kinds).index(word)] if word in kinds else HATCHED
        for code, word in said.items()
    }
    marks = {code: (name, said[code]) for code, name in names.items()}
    ground = _Ground(borders, fills, said, marks, layers, notes or {}, window)
    return _map_figure(
        ground,
        title,
        what,
        foot,
        kinds,
        [(name, said[code], "") for code, name in names.items()],
        used=set(fills.values()),
    )


def _whole_classes(edges: Sequence[float]) -> list[str]:
    """The classes of whole numbers in words: “0”, “1 or 2”, “3 to 5”, “6 and more”."""
    ends = [(int(low), int(high) - 1) for low, high in zip((0, *edges), edges)]
    said = [
        f"{low}" if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
        for low, high in ends
    ]
    return [*said, f"{edges[-1]:g} and more"]


@dataclasses.dataclass(frozen=True)
class _Ground:
    """What a map shows: fills and tooltips by economy, the lines of the mark at its middle, the layers over it, and the window."""

    borders: Mapping
    fills: Mapping[str, str]
    said: Mapping[str, str]
    marks: Mapping[str, Sequence[str]]
    layers: Sequence[Layer]
    notes: Mapping[str, str]
    window: Sequence[Sequence[float]]

    def chart(self) -> folium.Map:
        """As a folium map."""
        chart = folium.Map(
            tiles=None, zoom_control=True, scroll_wheel_zoom=False, zoom_snap=0.25, attr=""
        )
        _only_leaflet(chart)
        _Plain().add_to(chart)
        _filled(self.borders, self.fills, self.said, self.notes).add_to(chart)
        for layer in self.layers:
            group = folium.FeatureGroup(tooltip_text(layer.label)).add_to(chart)
            layer.add_to(group)
        for code, place in _centres(self.borders, self.marks).items():
            name, *under = map(html.escape, self.marks[code])
            mark = f'<span class="place{" dark" if self.fills[code] in DARK else ""}">{name}{"".join(f"<small>{line}</small>" for line in under)}</span>'
            folium.Marker(
                place,
                icon=folium.DivIcon(html=mark, icon_size=(0, 0)),
                interactive=False,
                keyboard=False,
            ).add_to(chart)
        folium.TileLayer(
            "OpenStreetMap", name="OpenStreetMap (asks openstreetmap.org)", show=False, overlay=True
        ).add_to(chart)
        folium.LayerControl(collapsed=True).add_to(chart)
        chart.fit_bounds(self.window)
        return chart

    def drawing(self, label: str) -> str:
        """As SVG; ``label`` says what it shows."""
        sheet = Sheet(self.window)
        shapes = [
            (feature["properties"]["economy"], feature["geometry"])
            for feature in self.borders["features"]
        ]
        areas = [
            sheet.area(geometry, self.fills.get(code, BACKDROP), 1.2 if code in self.fills else 0.5)
            for code, geometry in shapes
        ]
        names = [
            sheet.name(place, self.marks[code], self.fills[code] in DARK)
            for code, place in _centres(self.borders, self.marks).items()
        ]
        return sheet.svg([*areas, *(layer.draw(sheet) for layer in self.layers), *names], label)


def _only_leaflet(chart: folium.Map) -> None:
    """folium's defaults load jQuery, Bootstrap and icon fonts; tooltips and circles need none of them."""
    chart.default_js = [pair for pair in chart.default_js if pair[0] == "leaflet"]
    chart.default_css = [pair for pair in chart.default_css if pair[0] == "leaflet_css"]


def _filled(
    borders: Mapping, fills: Mapping[str, str], said: Mapping[str, str], notes: Mapping[str, str]
) -> folium.GeoJson:
    features = [_feature(feature, said, notes) for feature in borders["features"]]

    def style(feature: Mapping) -> dict:
        code = feature["properties"]["economy"]
        return {
            "fillColor": fills.get(code, BACKDROP),
            "fillOpacity": 1,
            "color": "#777",
            "weight": 1.2 if code in fills else 0.5,
        }

    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=style,
        control=False,
        tooltip=folium.GeoJsonTooltip(
            ["label"], labels=False, style="white-space: normal; max-width: 16rem"
        ),
    )


def _feature(feature: Mapping, said: Mapping[str, str], notes: Mapping[str, str]) -> dict:
    code, label = feature["properties"]["economy"], feature["properties"]["name"]
    if code in said:
        label = " — ".join(filter(None, [f"{label}: {said[code]}", notes.get(code)]))
    return {
        "type": "Feature",
        "geometry": feature["geometry"],
        "properties": {"economy": code, "label": html.escape(label)},
    }


def _centres(borders: Mapping, names: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """The middle of the largest ring of each named economy: where its name is written."""
    centres = {}
    for feature in borders["features"]:
        code, shape = feature["properties"]["economy"], feature["geometry"]
        if code in names:
            polygons = (
                shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            )
            ring = max((polygon[0] for polygon in polygons), key=len)
            longitudes, latitudes = [point[0] for point in ring], [point[1] for point in ring]
            centres[code] = (
                (min(latitudes) + max(latitudes)) / 2,
                (min(longitudes) + max(longitudes)) / 2,
            )
    return centres


def _map_figure(
    ground: _Ground,
    title: str,
    unit: str,
    foot: str,
    classes: Sequence[str],
    rows: list[tuple],
    used: Container[str] = SHADES,
) -> Figure:
    """The map with its drawing, its legend, what must be said under it, and its table. ``used`` are the shades that the legend shows."""
    keys = [
        f'<li><span class="key" style="background:{colour}"></span>{html.escape(text)}</li>'
        for colour, text in zip(SHADES, classes)
        if colour in used
    ]
    if HATCHED in ground.fills.values():
        keys.append('<li><span class="key no-data-key"></span>no data</li>')
    keys += [f"<li>{layer.key()}{html.escape(layer.label)}</li>" for layer in ground.layers]
    schematic = [SCHEMATIC] if any(isinstance(layer, Route) for layer in ground.layers) else []
    rows = rows + [(place, "", fact) for layer in ground.layers for place, fact in layer.facts()]
    table = pd.DataFrame(rows, columns=["Place", unit, "What is there"])
    table = table if ground.layers else table.drop(columns="What is there")
    body = (
        f'<div class="map">{ground.chart()._repr_html_()}<noscript>{ground.drawing(alternative(title, table))}</noscript></div>'
        f'<ul class="legend"><li>{html.escape(unit)}:</li>{"".join(keys)}</ul>'
    )
    return Figure(title, unit, body, " ".join([foot, *schematic, BORDER_POLICY]), table)
