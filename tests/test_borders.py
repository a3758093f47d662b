"""The border policy, held against the committed shapes."""

import pytest
import shapely
from shapely.geometry import shape

from footprint import library
from footprint.topics import borders

FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@pytest.fixture(scope="module")
def shapes() -> dict:
    return {
        feature["properties"]["economy"]: shape(feature["geometry"])
        for feature in library.borders()["features"]
    }


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "economy"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Sevastopol", 33.55, 44.58, "UKR"),
        ("Baikonur", 63.305, 45.965, "KAZ"),
        ("Vorukh", 70.55, 39.86, "TJK"),
        ("Sokh", 71.10, 39.97, "UZB"),
        ("Moscow", 37.62, 55.75, "RUS"),
    ],
)
def test_places_lie_where_the_policy_says(shapes, place, longitude, latitude, economy):
    """Crimea is Ukraine, Baikonur Kazakhstan, and the enclaves are kept."""
    point = shapely.Point(longitude, latitude)
    assert [code for code, area in shapes.items() if area.covers(point)] == [economy]


def test_who_borders_whom(shapes):
    """Of the five only Kazakhstan borders Russia; three border China."""
    assert [code for code in FIVE if shapes[code].intersects(shapes["RUS"])] == ["KAZ"]
    assert [code for code in FIVE if shapes[code].intersects(shapes["CHN"])] == [
        "KAZ",
        "KGZ",
        "TJK",
    ]


def test_shapes_are_valid(shapes):
    """No crossing line in any of them."""
    assert [code for code, area in shapes.items() if not area.is_valid] == []


@pytest.mark.parametrize("pair", [("KAZ", "RUS"), ("KAZ", "CHN"), ("UZB", "AFG"), ("TKM", "AFG")])
def test_drawn_borders_are_a_lower_bound(pair):
    """A simplified line is shorter than the printed length, but not by more than a fifth."""
    held = library.records("land_borders")
    printed = (
        held[(held["economy"] == pair[0]) & (held["neighbour"] == pair[1])]
        .sort_values("edition")["km"]
        .iloc[-1]
    )
    drawn = borders.kilometres(borders.shared_border(library.borders(), *pair))
    assert 0.8 * printed < drawn < printed


def test_economies_that_do_not_touch_share_no_border():
    """Kyrgyzstan does not border Russia."""
    assert borders.shared_border(library.borders(), "KGZ", "RUS") == []
