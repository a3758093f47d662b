"""The lines and sites of the records as layers of a map, each with its look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footprint.figures.layers import Border, Layer, Points, Route
from footprint.lazy import pandas as pd
from footprint.palette import CHINA, EUROPE, RUSSIA
from footprint.topics.borders import shared_border
from footprint.words.text import listed

# Routes of Kazakh oil, in the colour of whom they run through or to.
OIL_ROUTES = {
    "Caspian pipeline (CPC)": (RUSSIA, "solid"),
    "Atyrau–Samara oil pipeline": (RUSSIA, "dashed"),
    "Atasu–Alashankou oil pipeline": (CHINA, "dotted"),
    "Aktau–Baku–Tbilisi–Ceyhan oil route": (EUROPE, "mixed"),
}
SITES = {
    "oil": ("Ends of the Caspian pipeline", "triangle", "black"),
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
    shapes: Mapping[str, Any], touch: pd.Series, names: pd.Series, name: str, code: str, colour: str
) -> Border:
    """The borders of all economies that, by :func:`borders.touching`, touch a neighbour."""
    beside = [economy for economy in names.index if name in touch[economy]]
    lines = [line for economy in beside for line in shared_border(shapes, economy, code)]
    return Border(f"Border with {name}", lines, colour, listed(names[beside].tolist()))


def south(code: str, shapes: Mapping[str, Any], towns: pd.DataFrame, length: str) -> list[Layer]:
    """The border with Afghanistan, with its length, and the gas pipeline to China."""
    border = Border("Border with Afghanistan", shared_border(shapes, code, "AFG"), RUSSIA, length)
    gas = towns[towns["route"] == "Central Asia–China gas pipeline"].sort_values("order")
    return [border, Route("Gas pipeline to China", gas, CHINA)]
