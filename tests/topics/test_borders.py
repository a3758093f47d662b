"""Borders and distances; the border policy, held against the committed shapes."""

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape
from support.figures import Figures

from footprint import library
from footprint.model import Untestable
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
    rows = library.records("land_borders")
    printed = (
        rows[(rows["economy"] == pair[0]) & (rows["neighbour"] == pair[1])]
        .sort_values("edition")["km"]
        .iloc[-1]
    )
    drawn = borders.kilometres(borders.shared_border(library.borders(), *pair))
    assert 0.8 * printed < drawn < printed


def test_economies_that_do_not_touch_share_no_border():
    """Kyrgyzstan does not border Russia."""
    assert borders.shared_border(library.borders(), "KGZ", "RUS") == []


FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


BORDER = pd.DataFrame(
    [("2023", "RUS", 1.0), ("2025", "RUS", 60.0), ("2025", "CHN", 30.0), ("2025", "UZB", 10.0)],
    columns=["edition", "neighbour", "km"],
).assign(economy="KAZ", source="Factbook")


def test_border_length_of_the_newest_edition():
    """Editions differ; a neighbour that the newest does not list is none."""
    rows = pd.DataFrame(
        [("2000", "AFG", 744), ("2025", "AFG", 804)], columns=["edition", "neighbour", "km"]
    ).assign(economy="TKM", source="s")
    at = Figures(land_borders=rows)
    assert borders.border_length(at, economy="TKM", neighbour="AFG").value == 804.0
    assert borders.border_length(at, economy="TKM", neighbour="RUS").value == 0.0
    with pytest.raises(Untestable, match="borders of UZB"):
        borders.border_length(at, economy="UZB", neighbour="AFG")


def test_border_share_reads_one_edition():
    """The newest, whole; who is no neighbour has no share."""
    found = borders.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="CHN")
    assert (found.value, found.year, found.words) == (30.0, 2025, {"rank": 2})
    with pytest.raises(Untestable, match="no land border of KAZ with MNG"):
        borders.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="MNG")


def test_border_ratio_counts_each_neighbour_once():
    """In the newest edition alone."""
    rows = [
        ("2023", "KAZ", "RUS"),
        ("2023", "KAZ", "CHN"),
        ("2023", "KGZ", "CHN"),
        ("2000", "KGZ", "RUS"),
    ]
    records = pd.DataFrame(rows, columns=["edition", "economy", "neighbour"]).assign(
        source="Factbook"
    )
    found = borders.border_ratio(
        Figures(land_borders=records), economies=["KAZ", "KGZ"], of="RUS", to="CHN"
    )
    assert (found.value, found.words) == (0.5, {"count": 1, "of": 2})


def test_neighbours_longest_first():
    """One edition, sorted by length."""
    assert borders.neighbours(BORDER, "KAZ")["neighbour"].tolist() == ["RUS", "CHN", "UZB"]


def test_touching_reads_the_newest_edition():
    """Neighbours in the order given; none of them is said."""
    rows = [
        ("2023", "KAZ", "RUS"),
        ("2023", "KAZ", "CHN"),
        ("2000", "UZB", "CHN"),
        ("2023", "UZB", "AFG"),
    ]
    records = pd.DataFrame(rows, columns=["edition", "economy", "neighbour"])
    assert borders.touching(
        records, ["KAZ", "UZB"], {"RUS": "Russia", "CHN": "China"}
    ).to_dict() == {"KAZ": "Russia and China", "UZB": "neither"}


def test_borders_in_sentences():
    """One country is named, more are counted; a border is told by its place among all."""
    touch = pd.Series({"KAZ": "Russia and China", "KGZ": "China", "UZB": "neither"})
    assert borders.bordering(touch, ["Russia", "China", "Iran"], FEW) == (
        "Only Kazakhstan borders Russia; two of the three border China; "
        "none of the three borders Iran"
    )
    lengths = pd.DataFrame({"name": ["A", "B", "C"], "value": [30.0, 20.0, 10.0]})
    assert [borders.placed_among(lengths, name) for name in "ABC"] == [
        "The border with A is the longest of three: 30 km",
        "The border with B is the second longest of three: 20 km",
        "The border with C is the shortest of three: 10 km",
    ]
    assert borders.placed_among(lengths, "D") == "No border with D is recorded"


CAPITALS = pd.DataFrame(
    [("A", 0.0, 0.0), ("B", 0.0, 1.0), ("C", 0.0, 2.0)],
    columns=["economy", "latitude", "longitude"],
).assign(kind="capital")


def test_distances_are_geodesic():
    """A degree on the equator of the ellipsoid."""
    assert round(borders.distances(CAPITALS, ["A"], ["B"])["km"].item(), 3) == 111.319
    assert (
        round(
            borders.distance_ratio(Figures(sites=CAPITALS), economy="A", far="C", near="B").value, 9
        )
        == 2.0
    )
    with pytest.raises(Untestable, match="capitals of A, D and B"):
        borders.distance_ratio(Figures(sites=CAPITALS), economy="A", far="D", near="B")


def test_closest_of_all_and_of_some():
    """Nearer to all is said in one; else each place has its count."""
    rows = [
        ("KAZ", "RUS", 1.0),
        ("KAZ", "CHN", 2.0),
        ("KGZ", "RUS", 1.0),
        ("KGZ", "CHN", 2.0),
        ("UZB", "RUS", 2.0),
        ("UZB", "CHN", 1.0),
    ]
    km, places = (
        pd.DataFrame(rows, columns=["economy", "to", "km"]),
        {"RUS": "Moscow", "CHN": "Beijing"},
    )
    assert borders.closest(km[:4], places) == "Moscow is nearer than Beijing to all two capitals"
    third = pd.concat([km[:4], km[1:2].assign(to="BEL", km=3.0)])
    assert borders.closest(third, places | {"BEL": "Brussels"}) == (
        "Moscow is nearer than Beijing or Brussels to all two capitals"
    )
    assert borders.closest(km, places) == (
        "Moscow is the nearest to two of the three capitals; "
        "Beijing is the nearest to one of the three capitals"
    )
    assert borders.closest(km[:0], places) == "No two places to measure between"


def test_length_on_the_ellipsoid():
    """A quarter of the meridian is ten thousand kilometres and two; lines add up, none has none."""
    quarter = [(0.0, 0.0), (45.0, 0.0), (90.0, 0.0)]
    assert borders.kilometres([quarter]) == pytest.approx(10002, abs=1)
    assert (
        borders.kilometres([quarter, quarter]) == 2 * borders.kilometres([quarter])
        and borders.kilometres([]) == 0
    )


def test_a_shared_border_is_a_path_of_common_edges():
    """Edges that run the other way are common too; an edge of one alone breaks the path."""

    def square(code, *ring):
        return {
            "properties": {"economy": code, "name": code},
            "geometry": {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]},
        }

    one = square("A", (0, 0), (1, 0), (1, 1), (1, 2), (0, 2))
    other = square("B", (2, 0), (2, 2), (1, 2), (1, 1), (1, 0))
    assert borders.shared_border({"features": [one, other]}, "A", "B") == [[(0, 1), (1, 1), (2, 1)]]
