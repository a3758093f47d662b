"""Maps: fills, words, layers, what is said under them, and what they ask for."""

import html
import re

import pandas as pd
import pytest

from footprint.figures import layers as figures_layers
from footprint.figures import maps, shades

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
    figures_layers.Points("Base", SITES, "square"),
    figures_layers.Route("Pipeline", TOWNS, "#0072B2", "dashed"),
    figures_layers.Border("The border", [[(40.0, 60.0), (40.0, 61.0)]], "#D55E00", "7 644 km"),
]


def region(layers=()):
    return maps.region(
        pd.Series({"KAZ": 14.9}),
        BORDERS,
        title="T",
        unit="%",
        foot="F.",
        edges=[5, 10],
        names=NAMES,
        layers=layers,
    )


def source(figure) -> str:
    """folium's page inside the figure, its strings as the browser reads them."""
    page = html.unescape(re.search(r'srcdoc="(.*?)" style', figure.body, re.DOTALL)[1])
    return page.encode().decode("unicode_escape", errors="replace")


def test_an_economy_without_a_value_is_hatched():
    """On the map, in words, in the legend and in the table; one that is not named has neither fill nor word."""
    figure = region()
    page = source(figure)
    assert (
        "Turkmenistan: no data" in page and "Kazakhstan: 14.9 %" in page and "Russia:" not in page
    )
    assert (
        shades.HATCHED in page
        and "no data" in figure.body
        and figure.table["%"].isna().tolist() == [False, True]
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [({"KAZ": "abstain"}, "no data"), ({"KAZ": "abstain", "TKM": "unknown"}, "unknown")],
)
def test_a_word_that_is_no_class_is_hatched(words, said):
    """An unknown vote is shown as unknown, never as one of the classes; each word stands on the map."""
    figure = maps.categories(
        pd.Series(words),
        BORDERS,
        title="T",
        what="vote",
        foot="F.",
        kinds=["yes", "abstain"],
        names=NAMES,
    )
    page = source(figure)
    assert f"Turkmenistan<small>{said}<" in page and "Kazakhstan<small>abstain<" in page
    assert figure.table["vote"].tolist() == ["abstain", said]
    assert shades.HATCHED in page and shades.SHADES[1] in page


def test_the_legend_shows_what_is_on_the_map():
    """No hatching where every economy has a value, no kind that no economy has."""
    full = maps.categories(
        pd.Series({"KAZ": "abstain", "TKM": "abstain"}),
        BORDERS,
        title="T",
        what="vote",
        foot="F.",
        kinds=["yes", "abstain"],
        names=NAMES,
    )
    assert "no-data-key" not in full.body and re.findall(
        r'class="key"[^>]*></span>([^<]+)', full.body
    ) == ["abstain"]


def test_whole_numbers_have_classes_of_whole_numbers():
    """Levers are counted: nobody has “under 1” of them. A single share with a fraction makes the classes ranges again."""

    def legend(value: float) -> list[str]:
        figure = maps.region(
            pd.Series({"KAZ": value, "TKM": 0.0}),
            BORDERS,
            title="T",
            unit="levers",
            foot="F.",
            edges=[1, 3, 6],
            names=NAMES,
        )
        return re.findall(r'class="key"[^>]*></span>([^<]+)', figure.body)

    assert legend(7.0) == ["0", "1 or 2", "3 to 5", "6 and more"]
    assert legend(7.5) == ["under 1", "1 to under 3", "3 to under 6", "6 and more"]


@pytest.mark.parametrize(("value", "dark"), [(9.9, False), (10.0, True)])
def test_names_on_dark_ground_are_white(value, dark):
    """On the two darkest shades, on the map and on its drawing."""
    figure = maps.region(
        pd.Series({"KAZ": value}),
        BORDERS,
        title="T",
        unit="%",
        foot="F.",
        edges=[1, 2, 10],
        names=NAMES,
    )
    assert ('class="place dark">Kazakhstan' in source(figure)) is dark
    assert bool(re.search(r'fill="#fff"><tspan[^>]*>Kazakhstan', figure.body)) is dark


def test_layers_have_a_symbol_a_legend_and_rows():
    """Each layer differs by more than its colour, is named in the legend and stands in the table."""
    figure = region(LAYERS)
    keys = re.findall(r"<li>(<svg.*?</svg>)([^<]+)</li>", figure.body)
    assert [label for _, label in keys] == ["Base", "Pipeline", "The border"]
    assert len({re.sub(r'(fill|stroke)="#\w+"', "", key) for key, _ in keys}) == 3
    assert figure.table["Place"].tolist() == [
        "Kazakhstan",
        "Turkmenistan",
        "<b>Kant",
        "Atyrau",
        "Samara",
        "The border",
    ]
    assert figure.table["What is there"].iloc[-1] == "7 644 km"


def test_routes_are_said_to_be_schematic():
    """Under a map with a route, and under no other; the border policy stands under all."""
    assert maps.SCHEMATIC in region(LAYERS).foot and maps.SCHEMATIC not in region(LAYERS[:1]).foot
    assert maps.BORDER_POLICY in region().foot


def test_names_are_text():
    """A name with a tag in it is shown, not run."""
    page = source(region(LAYERS))
    assert "<b>Kant" not in page and "&lt;b&gt;Kant: an air base" in page


def test_only_leaflet_is_asked_for():
    """No jQuery, no Bootstrap, no icon font; tiles only in a layer that is off."""
    page = source(region(LAYERS))
    asked = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    assert {address.rsplit("/", 1)[1] for address in asked} == {"leaflet.js", "leaflet.css"}
    tiles = re.search(r"var (tile_layer_\w+) = L.tileLayer", page)[1]
    assert not re.search(rf"{tiles}\.addTo", page)
