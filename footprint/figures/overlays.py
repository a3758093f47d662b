"""The lines and sites of the records as layers of a map, each with its look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footprint.figures.layers import Border, Layer, Points, Route
from footprint.lazy import pandas as pd
from footprint.palette import CHINA, EUROPE, RUSSIA
from footprint.topics.borders import shared_border
from footprint.topics.measure import newest_rows, where
from footprint.words.numbers import quantity
from footprint.words.text import listed

# An actor's name and colour.
Look = tuple[str, str]

# Routes of Kazakh oil, in the colour of whom they run through or to.
OIL_ROUTES = {
    "Caspian pipeline (CPC)": (RUSSIA, "solid"),
    "Atyrau–Samara oil pipeline": (RUSSIA, "dashed"),
    "Atasu–Alashankou oil pipeline": (CHINA, "dotted"),
    "Aktau–Baku–Tbilisi–Ceyhan oil route": (EUROPE, "mixed"),
}
SITES = {
    "oil": ("Ends of the Caspian pipeline", "circle", "#222"),
    "military": ("Russian military site", "square", RUSSIA),
    "space": ("Cosmodrome leased by Russia", "diamond", RUSSIA),
}


def oil_routes(waypoints: pd.DataFrame) -> list[Layer]:
    """The routes of Kazakh oil through the towns of the record."""
    towns = dict(iter(waypoints.groupby("route")))
    return [Route(name, towns[name], *look) for name, look in OIL_ROUTES.items()]


def russian_sites(sites: pd.DataFrame) -> list[Layer]:
    """The sites of the record by kind: where oil leaves, soldiers and the cosmodrome. What was
    given up, has no point, or is another country's is left out."""
    here = (
        sites["until"].isna()
        & sites["latitude"].notna()
        & sites["holder"].fillna("Russia").eq("Russia")
    )
    kinds = [(here & (sites["kind"] == kind), look) for kind, look in SITES.items()]
    return [Points(label, sites[which], *look) for which, (label, *look) in kinds]


def with_neighbour(
    shapes: Mapping[str, Any], borders: pd.DataFrame, names: pd.Series, code: str, look: Look
) -> Border:
    """The borders of the economies of ``names`` with a neighbour, and how long each is in the
    newest edition, longest first; ``look`` is the neighbour's name and colour."""
    rows = where(newest_rows(borders, "edition"), neighbour=code, economy=list(names.index))
    rows = rows.sort_values("km", ascending=False)
    lines = [line for economy in rows["economy"] for line in shared_border(shapes, economy, code)]
    lengths = zip(rows["economy"], rows["km"], strict=True)
    told = [f"{names[economy]} {quantity(km, 'km')}" for economy, km in lengths]
    return Border(f"Border with {look[0]}", lines, look[1], listed(told))


def gas_route(waypoints: pd.DataFrame) -> Route:
    """The pipeline that takes Turkmen gas to China, through the towns of the record."""
    towns = waypoints[waypoints["route"] == "Central Asia–China gas pipeline"].sort_values("order")
    return Route("Gas pipeline to China", towns, CHINA, "dashed")
