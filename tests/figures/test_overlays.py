"""Layers made of the book's records."""

import pandas as pd

from footprint import library
from footprint.figures import overlays
from footprint.palette import CHINA, RUSSIA

NAMES = pd.Series({"KAZ": "Kazakhstan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"})


def test_every_route_and_kind_of_site_is_in_the_records():
    """Each look has its towns and its places."""
    routes = overlays.oil_routes(library.records("waypoints"))
    assert [route.label for route in routes] == list(overlays.OIL_ROUTES)
    sites = overlays.russian_sites(library.records("sites"))
    assert all(len(layer.rows) for layer in (*routes, *sites))


def test_what_lies_in_the_south():
    """The border has its length as its fact; the towns of the pipeline stand in their order."""
    waypoints = library.records("waypoints").iloc[::-1]
    border, gas = overlays.south("UZB", library.borders(), waypoints, "144 km")
    assert border.facts() == [("Border with Afghanistan", "144 km")] and border.paths
    assert gas.rows["order"].is_monotonic_increasing and gas.colour == CHINA


def test_a_neighbour_of_several():
    """Only the lines of those that touch it, who are named."""
    touch = pd.Series({"KAZ": "Russia and China", "TKM": "neither", "UZB": "neither"})
    shapes = library.borders()
    border = overlays.with_neighbour(shapes, touch, NAMES, "Russia", "RUS", RUSSIA)
    assert border.facts() == [("Border with Russia", "Kazakhstan")] and border.paths
