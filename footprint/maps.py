"""The house map: committed borders, values by economy, sites as points, its data beside it. Fetches nothing.

A plain folium map in the notebook. No tiles are asked for unless the reader ticks the layer. The border policy is
said under each map.
"""

import html
from collections.abc import Mapping, Sequence

import folium
import pandas as pd
from branca.element import MacroElement, Template

from footprint.figure import Figure
from footprint.narrative import digits

POLICY = ("Borders: Natural Earth, simplified; Crimea is drawn as Ukraine (United Nations General Assembly resolution 68/262). "
          "Lines express no view on the status of any territory.")
# ColorBrewer's BuPu: one hue, lighter to darker, safe for the colour-blind and in grey print.
SHADES = ("#edf8fb", "#b3cde3", "#8c96c6", "#8856a7", "#810f7c")
BACKDROP = "#f0efeb"


class _Plain(MacroElement):
    """What every house map adds: the pattern for “no data”, and an attribution without a flag."""

    _template = Template("""
        {% macro html(this, kwargs) %}
        <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="no-data" width="6" height="6"
          patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>
          <line y2="6" stroke="#999" stroke-width="2"/></pattern></defs></svg>
        <style>.place {font: 600 12px sans-serif; color: #222; text-shadow: 0 0 3px #fff, 0 0 3px #fff; white-space: nowrap;
          transform: translate(-50%, -50%); display: inline-block}</style>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.setPrefix("Leaflet");
        {% endmacro %}""")


def region(values: pd.Series, borders: Mapping, *, title: str, unit: str, foot: str, edges: Sequence[float],
           names: Mapping[str, str], sites: pd.DataFrame | None = None, notes: Mapping[str, str] | None = None,
           window: Sequence[Sequence[float]] = ((34, 44), (57, 90))) -> Figure:
    """A map of values by economy code, in classes cut at ``edges``; economies of ``names`` without a value are hatched.

    ``sites`` (``name, latitude, longitude, fact``) become points; ``notes`` adds a line to an economy's tooltip;
    ``window`` is the part of the world shown, as (south, west), (north, east).
    """
    chart = folium.Map(tiles=None, zoom_control=True, scroll_wheel_zoom=False, zoom_snap=0.25, attr="")
    _only_leaflet(chart)
    _Plain().add_to(chart)
    _layer(borders, values, edges, names, notes or {}, unit).add_to(chart)
    for code, (latitude, longitude) in _centres(borders, names).items():
        chart.add_child(folium.Marker([latitude, longitude], icon=folium.DivIcon(html=f'<span class="place">{html.escape(names[code])}</span>', icon_size=(0, 0))))
    for site in (sites if sites is not None else pd.DataFrame()).itertuples():
        folium.CircleMarker([site.latitude, site.longitude], radius=6, color="#fff", weight=1.5, fill=True, fill_color="#D55E00", fill_opacity=1,
                            tooltip=html.escape(f"{site.name}: {site.fact}")).add_to(chart)
    folium.TileLayer("OpenStreetMap", name="OpenStreetMap (asks openstreetmap.org)", show=False, overlay=True).add_to(chart)
    folium.LayerControl(collapsed=True).add_to(chart)
    chart.fit_bounds(window)
    body = f'<div class="map">{chart._repr_html_()}</div>{_legend(edges, unit, sites is not None)}'
    return Figure(title, unit, body, f"{foot} {POLICY}", _table(values, names, sites, unit))


def _only_leaflet(chart: folium.Map) -> None:
    """folium's defaults load jQuery, Bootstrap and icon fonts; tooltips and circles need none of them."""
    chart.default_js = [pair for pair in chart.default_js if pair[0] == "leaflet"]
    chart.default_css = [pair for pair in chart.default_css if pair[0] == "leaflet_css"]


def _layer(borders: Mapping, values: pd.Series, edges: Sequence[float], names: Mapping[str, str], notes: Mapping[str, str], unit: str) -> folium.GeoJson:
    features = [_feature(feature, values, names, notes, unit) for feature in borders["features"]]

    def style(feature: Mapping) -> dict:
        code = feature["properties"]["economy"]
        fill = shade(values.get(code), edges) if code in names else BACKDROP
        return {"fillColor": fill, "fillOpacity": 1, "color": "#777", "weight": 1.2 if code in names else 0.5}

    return folium.GeoJson({"type": "FeatureCollection", "features": features}, style_function=style, control=False,
                          tooltip=folium.GeoJsonTooltip(["label"], labels=False, style="white-space: normal; max-width: 16rem"))


def _feature(feature: Mapping, values: pd.Series, names: Mapping[str, str], notes: Mapping[str, str], unit: str) -> dict:
    code, name = feature["properties"]["economy"], feature["properties"]["name"]
    label = name
    if code in names:
        value = values.get(code)
        label = f"{names[code]}: " + ("no data" if value is None or pd.isna(value) else f"{digits(value)} {unit}")
    label = html.escape(" — ".join([label, notes[code]]) if code in notes else label)
    return {"type": "Feature", "geometry": feature["geometry"], "properties": {"economy": code, "label": label}}


def shade(value: float | None, edges: Sequence[float]) -> str:
    """The fill of a value: one shade a class, a class from its lower edge; hatched where there is no value."""
    if value is None or pd.isna(value):
        return "url(#no-data)"
    return SHADES[sum(value >= edge for edge in edges)]


def _centres(borders: Mapping, names: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """The middle of the largest ring of each named economy: where its name is written."""
    centres = {}
    for feature in borders["features"]:
        code, shape = feature["properties"]["economy"], feature["geometry"]
        if code in names:
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            ring = max((polygon[0] for polygon in polygons), key=len)
            longitudes, latitudes = [point[0] for point in ring], [point[1] for point in ring]
            centres[code] = ((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
    return centres


def _legend(edges: Sequence[float], unit: str, sites: bool) -> str:
    bounds = [f"under {edges[0]:g}", *(f"{low:g} to under {high:g}" for low, high in zip(edges, edges[1:])), f"{edges[-1]:g} and more"]
    keys = [f'<li><span class="key" style="background:{colour}"></span>{text}</li>' for colour, text in zip(SHADES, bounds)]
    keys.append('<li><span class="key no-data-key"></span>no data</li>')
    if sites:
        keys.append('<li><span class="key site-key"></span>Russian military site</li>')
    return f'<ul class="legend"><li>{html.escape(unit)}:</li>{"".join(keys)}</ul>'


def _table(values: pd.Series, names: Mapping[str, str], sites: pd.DataFrame | None, unit: str) -> pd.DataFrame:
    rows = [{"Place": name, unit: values.get(code, float("nan")), "What is there": ""} for code, name in names.items()]
    rows += [{"Place": site.name, unit: "", "What is there": site.fact} for site in sites.itertuples()] if sites is not None else []
    table = pd.DataFrame(rows)
    return table if sites is not None else table.drop(columns="What is there")
