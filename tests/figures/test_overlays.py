"""Layers made of the book's records."""

import pandas as pd

from footprint import library
from footprint.figures import overlays
from footprint.palette import CHINA, OTHER, RUSSIA

NAMES = pd.Series({"KAZ": "Kazakhstan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"})


def test_every_route_and_kind_of_site_is_in_the_records():
    """Each look has its towns and its places."""
    routes = overlays.oil_routes(library.records("waypoints"))
    assert [route.label for route in routes] == list(overlays.OIL_ROUTES)
    sites = overlays.russian_sites(library.records("sites"))
    assert all(len(layer.rows) for layer in (*routes, *sites))


def test_the_towns_of_the_gas_route_stand_in_their_order():
    """Whatever the order of the rows."""
    gas = overlays.gas_route(library.records("waypoints").iloc[::-1])
    assert gas.rows["order"].is_monotonic_increasing and gas.colour == CHINA


def test_a_neighbour_of_several():
    """Only the lines of those that touch it, who are named with their lengths, longest first."""
    rows, shapes = library.records("land_borders"), library.borders()
    border = overlays.with_neighbour(shapes, rows, NAMES, "AFG", ("Afghanistan", OTHER))
    assert border.facts() == [
        ("Border with Afghanistan", "Turkmenistan 804 km and Uzbekistan 144 km")
    ]
    assert border.lines
    none = overlays.with_neighbour(shapes, rows, NAMES[["UZB"]], "RUS", ("Russia", RUSSIA))
    assert none.fact == "none" and none.lines == []
