"""Maps: names, layers, what is said under them, and what they ask for."""

import re

from bs4 import BeautifulSoup
from support.maps import LAYERS, places, source

from footprint.figures import maps
from footprint.figures.figure import alternative


def test_only_the_economies_asked_for_are_named():
    """On the map and on its drawings; the tooltip of any economy says which it is."""
    figure = places(window=((39.8, 59.8), (41.2, 61.2)))
    named = re.findall(r'class="place[^>]*>(\w+)<', source(figure))
    assert {*named} == {"Kazakhstan", "Turkmenistan"}
    assert '"label": "Russia"' in source(figure)


def test_layers_have_a_symbol_a_legend_and_rows():
    """Each differs by more than its colour, is named in the legend and stands in the table."""
    figure = places()
    keys = re.findall(r"<li>(<svg.*?</svg>)([^<]+)</li>", figure.body)
    legend = ["Base: &lt;b&gt;Kant", "Pipeline", "The border: 7 644 km"]
    assert [label for _, label in keys] == legend
    assert len({re.sub(r'(fill|stroke)="#\w+"', "", key) for key, _ in keys}) == 3
    assert figure.table["Place"].tolist() == ["<b>Kant", "Atyrau", "Samara", "The border"]
    assert figure.table["What is there"].iloc[-1] == "7 644 km"


def test_routes_are_said_to_be_schematic():
    """Under a map with a route, and under no other; the border policy stands under all."""
    assert maps.SCHEMATIC in places().foot and maps.SCHEMATIC not in places(LAYERS[:1]).foot
    assert maps.BORDER_POLICY in places([]).foot


def test_names_are_text():
    """A name with a tag in it is shown, not run."""
    page = source(places())
    assert "<b>Kant" not in page and "&lt;b&gt;Kant: an air base" in page


def test_a_drawing_says_what_the_map_shows():
    """To a screen reader, with the facts of its layers; quotes and tags cannot end the attribute."""
    figure = places()
    for drawing in BeautifulSoup(figure.body, "html.parser").noscript.select("svg"):
        assert drawing["aria-label"] == alternative("T", figure.table)
        assert "<b>Kant" in drawing["aria-label"]


def test_only_leaflet_is_asked_for():
    """No jQuery, no Bootstrap, no icon font; tiles only in a layer that is off."""
    page = source(places())
    asked = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    assert {address.rsplit("/", 1)[1] for address in asked} == {"leaflet.js", "leaflet.css"}
    tiles = re.search(r"var (tile_layer_\w+) = L.tileLayer", page)[1]
    assert not re.search(rf"{tiles}\.addTo", page)
