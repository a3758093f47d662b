"""A small map that tests draw, and folium's page inside it."""

import html
import re

import pandas as pd

from footprint.figures import layers, maps
from footprint.figures.figure import Figure

SQUARE = [[[60.0, 40.0], [61.0, 40.0], [61.0, 41.0], [60.0, 40.0]]]
BORDERS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"economy": code, "name": name},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
        for code, name in (("KAZ", "Kazakhstan"), ("TKM", "Turkmenistan"), ("RUS", "Russia"))
    ],
}
NAMES = pd.Series({"KAZ": "Kazakhstan", "TKM": "Turkmenistan"})
TOWNS = pd.DataFrame(
    {"place": ["Atyrau", "Samara"], "latitude": [47.1, 53.2], "longitude": [51.9, 50.1]}
)
SITES = pd.DataFrame(
    {"name": ["<b>Kant"], "latitude": [42.9], "longitude": [74.8], "fact": ["an air base"]}
)
LAYERS = [
    layers.Points("Base", SITES, "square"),
    layers.Route("Pipeline", TOWNS, "#0072B2", "dashed"),
    layers.Border("The border", [[(40.0, 60.0), (40.0, 61.0)]], "#D55E00", "7 644 km"),
]


def places(over=LAYERS, **other) -> Figure:
    """The map of some layers."""
    words = {"title": "T", "foot": "F."}
    return maps.places(BORDERS, names=NAMES, layers=over, **words | other)


def folium_page(figure: Figure) -> str:
    """folium's page inside a figure, as it stands."""
    return html.unescape(re.search(r'srcdoc="(.*?)" style', figure.body, re.DOTALL)[1])


def source(figure: Figure) -> str:
    """folium's page inside a figure, its strings as the browser reads them."""
    return folium_page(figure).encode().decode("unicode_escape", errors="replace")
