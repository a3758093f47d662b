"""Maps: fills, words, layers, what is said under them, and what they ask for."""

import re

import pytest
from bs4 import BeautifulSoup
from support.maps import LAYERS, categories, region, source

from footprint.figures import maps, shades
from footprint.figures.figure import alternative

KEYS = re.compile(r'class="key"[^>]*></span>([^<]+)')


def test_an_economy_without_a_value_is_hatched():
    """On the map, in words, in the legend, in the table; one not named has neither fill nor word."""
    figure = region()
    page = source(figure)
    assert "Turkmenistan: no data" in page and "Kazakhstan: 14.9 %" in page
    assert "Russia:" not in page
    assert shades.HATCHED in page and "no data" in figure.body
    assert figure.table["%"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("words", "word"),
    [({"KAZ": "abstain"}, "no data"), ({"KAZ": "abstain", "TKM": "unknown"}, "unknown")],
)
def test_a_word_that_is_no_class_is_hatched(words, word):
    """An unknown vote is shown as unknown, never as a class; each word stands on the map."""
    figure = categories(words)
    page = source(figure)
    assert f"Turkmenistan<small>{word}<" in page and "Kazakhstan<small>abstain<" in page
    assert figure.table["vote"].tolist() == ["abstain", word]
    assert shades.HATCHED in page and shades.SHADES[1] in page


def test_the_legend_shows_what_is_on_the_map():
    """No hatching where every economy has a value, no kind that no economy has."""
    full = categories({"KAZ": "abstain", "TKM": "abstain"})
    assert "no-data-key" not in full.body and KEYS.findall(full.body) == ["abstain"]


def test_whole_numbers_have_classes_of_whole_numbers():
    """Levers are counted: nobody has “under 1” of them; a fraction makes the classes ranges."""

    def legend(value: float) -> list[str]:
        return KEYS.findall(region(values={"KAZ": value, "TKM": 0.0}, edges=[1, 3, 6]).body)

    assert legend(7.0) == ["0", "1 or 2", "3 to 5", "6 and more"]
    assert legend(7.5) == ["under 1", "1 to under 3", "3 to under 6", "6 and more"]


@pytest.mark.parametrize(("value", "dark"), [(9.9, False), (10.0, True)])
def test_names_on_dark_ground_are_white(value, dark):
    """On the two darkest shades, on the map and on its drawing."""
    figure = region(values={"KAZ": value}, edges=[1, 2, 10])
    assert ('class="place dark">Kazakhstan' in source(figure)) is dark
    assert bool(re.search(r'fill="#fff"><tspan[^>]*>Kazakhstan', figure.body)) is dark


def test_layers_have_a_symbol_a_legend_and_rows():
    """Each differs by more than its colour, is named in the legend and stands in the table."""
    figure = region(LAYERS)
    keys = re.findall(r"<li>(<svg.*?</svg>)([^<]+)</li>", figure.body)
    assert [label for _, label in keys] == ["Base", "Pipeline", "The border"]
    assert len({re.sub(r'(fill|stroke)="#\w+"', "", key) for key, _ in keys}) == 3
    places = ["Kazakhstan", "Turkmenistan", "<b>Kant", "Atyrau", "Samara", "The border"]
    assert figure.table["Place"].tolist() == places
    assert figure.table["What is there"].iloc[-1] == "7 644 km"


def test_routes_are_said_to_be_schematic():
    """Under a map with a route, and under no other; the border policy stands under all."""
    assert maps.SCHEMATIC in region(LAYERS).foot and maps.SCHEMATIC not in region(LAYERS[:1]).foot
    assert maps.BORDER_POLICY in region().foot


def test_names_are_text():
    """A name with a tag in it is shown, not run."""
    page = source(region(LAYERS))
    assert "<b>Kant" not in page and "&lt;b&gt;Kant: an air base" in page


def test_a_drawing_says_what_the_map_shows():
    """To a screen reader, with the facts of its layers; quotes and tags cannot end the attribute."""
    figure = region(LAYERS)
    drawing = BeautifulSoup(figure.body, "html.parser").noscript.svg
    assert drawing["aria-label"] == alternative("T", figure.table)
    assert "<b>Kant" in drawing["aria-label"]


def test_only_leaflet_is_asked_for():
    """No jQuery, no Bootstrap, no icon font; tiles only in a layer that is off."""
    page = source(region(LAYERS))
    asked = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    assert {address.rsplit("/", 1)[1] for address in asked} == {"leaflet.js", "leaflet.css"}
    tiles = re.search(r"var (tile_layer_\w+) = L.tileLayer", page)[1]
    assert not re.search(rf"{tiles}\.addTo", page)
