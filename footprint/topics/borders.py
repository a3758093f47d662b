"""Borders, distances and shapes on the globe."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from geographiclib.geodesic import Geodesic

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import measure
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, capital, ordinal

Path = list[tuple[float, float]]


@measure()
def distance_ratio(at: Moment, *, economy: str, far: str, near: str) -> Measured:
    """The distance from an economy's capital to the capital of ``far`` over that to the capital of ``near``: a factor."""
    held = distances(at.records("sites"), [economy], [far, near]).set_index("to")["km"]
    if not {far, near} <= set(held.index):
        raise Untestable(f"the capitals of {economy}, {far} and {near} are not all in the records")
    return Measured(
        float(held[far] / held[near]),
        None,
        "capitals as GeoNames places them; geodesic on the WGS 84 ellipsoid",
    )


@measure()
def border_ratio(at: Moment, *, economies: Sequence[str], of: str, to: str) -> Measured:
    """How many of the economies border ``of``, over how many border ``to``: a factor."""
    held = at.records("land_borders")
    held = held[held["economy"].isin(list(economies))]
    held = held[held["edition"] == held["edition"].max()]
    ours, theirs = (held.loc[held["neighbour"] == code, "economy"].nunique() for code in (of, to))
    if not theirs:
        raise Untestable(f"no border with {to} is in the records")
    return Measured(
        ours / theirs,
        int(held["edition"].iloc[0]),
        held["source"].iloc[0],
        {"count": ours, "of": theirs},
    )


@measure()
def border_length(at: Moment, *, economy: str, neighbour: str) -> Measured:
    """Length of the land border of two neighbours in the newest edition of the World Factbook, in km; 0 where that edition lists none."""
    held = at.records("land_borders")
    held = held[held["economy"] == economy]
    if held.empty:
        raise Untestable(f"there is no figure for the borders of {economy}")
    held = held[held["edition"] == held["edition"].max()]
    found = held[held["neighbour"] == neighbour]
    return Measured(
        float(found["km"].sum()), int(held["edition"].iloc[0][:4]), held["source"].iloc[0]
    )


@measure()
def border_share(at: Moment, *, economy: str, neighbour: str) -> Measured:
    """A neighbour's part of the length of all land borders, in per cent, and its rank, in the newest edition of the World Factbook."""
    rows = neighbours(at.records("land_borders"), economy).set_index("neighbour")
    if neighbour not in rows.index:
        raise Untestable(f"no land border of {economy} with {neighbour} is recorded")
    one = rows.loc[neighbour]
    rank = int(rows["value"].rank(ascending=False, method="min")[neighbour])
    return Measured(
        float(one["value"] / rows["value"].sum() * 100),
        int(one["edition"]),
        one["source"],
        {"rank": rank},
    )


def touching(
    land_borders: pd.DataFrame, economies: Sequence[str], neighbours: Mapping[str, str]
) -> pd.Series:
    """Which of the neighbours each economy borders, in words by its code, in the newest edition: “Russia and China”, or “neither”."""
    held = land_borders[land_borders["edition"] == land_borders["edition"].max()]
    said = {}
    for economy in economies:
        theirs = set(held.loc[held["economy"] == economy, "neighbour"])
        said[economy] = (
            " and ".join(name for code, name in neighbours.items() if code in theirs) or "neither"
        )
    return pd.Series(said)


def distances(sites: pd.DataFrame, start: Sequence[str], end: Sequence[str]) -> pd.DataFrame:
    """Geodesic distances between capitals on the WGS 84 ellipsoid, in kilometres: ``economy, to, km``."""
    capitals = (
        sites[sites["kind"] == "capital"]
        .drop_duplicates("economy")
        .set_index("economy")[["latitude", "longitude"]]
    )
    rows = [
        (a, b, Geodesic.WGS84.Inverse(*capitals.loc[a], *capitals.loc[b])["s12"] / 1000)
        for a in start
        for b in end
        if a in capitals.index and b in capitals.index
    ]
    return pd.DataFrame(rows, columns=["economy", "to", "km"])


def neighbours(borders: pd.DataFrame, economy: str) -> pd.DataFrame:
    """Lengths of an economy's land borders in the newest edition, longest first, in km: ``neighbour, value, edition, source``."""
    held = borders[borders["economy"] == economy]
    held = held[held["edition"] == held["edition"].max()].rename(columns={"km": "value"})
    return held.sort_values("value", ascending=False)[["neighbour", "value", "edition", "source"]]


def shared_border(borders: Mapping, one: str, other: str) -> list[Path]:
    """The line that two economies of a GeoJSON share, as paths of (latitude, longitude); empty where they do not touch.

    The shapes must have been simplified together, so that neighbours share their points.
    """
    theirs = {
        frozenset(edge) for ring in _rings(borders, other) for edge in itertools.pairwise(ring)
    }
    paths: list[Path] = []
    for ring in _rings(borders, one):
        end = None
        for start, stop in itertools.pairwise(ring):
            if frozenset((start, stop)) not in theirs:
                continue
            if start != end:
                paths.append([start])
            paths[-1].append(stop)
            end = stop
    return paths


def _rings(borders: Mapping, economy: str) -> list[Path]:
    """Every outline of an economy, enclaves and holes too, as (latitude, longitude)."""
    shape = next(
        feature["geometry"]
        for feature in borders["features"]
        if feature["properties"]["economy"] == economy
    )
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [
        [(latitude, longitude) for longitude, latitude in ring]
        for polygon in polygons
        for ring in polygon
    ]


def kilometres(paths: Sequence[Path]) -> float:
    """The length of paths of (latitude, longitude) on the WGS 84 ellipsoid, in km."""
    length = 0.0
    for path in paths:
        line = Geodesic.WGS84.Polygon(polyline=True)
        for point in path:
            line.AddPoint(*point)
        length += line.Compute()[1] / 1000
    return length


def bordering(touch: pd.Series, neighbours: Iterable[str], names: Mapping[str, str]) -> str:
    """A title from :func:`borders.touching`: who borders each neighbour, by name if it is one only."""
    said = []
    for neighbour in neighbours:
        held = [names[code] for code in touch.index[touch.str.contains(neighbour)]]
        whole = quantity(float(len(held)), f"of the {COUNTS[len(touch)]}")
        said.append(
            f"only {held[0]} borders {neighbour}"
            if len(held) == 1
            else f"{whole} {'border' if held else 'borders'} {neighbour}"
        )
    return capital("; ".join(said))


def closest(distances: pd.DataFrame, places: Mapping[str, str]) -> str:
    """A title from distances ``economy, to, km``: which of the places is the nearest to the others, or to how many of them each is."""
    if distances.empty:
        return "No two places to measure between"
    first = (
        distances.loc[distances.groupby("economy")["km"].idxmin(), "to"].map(places).value_counts()
    )
    others = [
        place for place in dict.fromkeys(distances["to"].map(places)) if place != first.index[0]
    ]
    if len(first) == 1:
        return f"{first.index[0]} is nearer than {' or '.join(others)} to all {COUNTS[first.sum()]} capitals"
    return "; ".join(
        f"{place} is the nearest to {quantity(float(count), f'of the {COUNTS[first.sum()]} capitals')}"
        for place, count in first.items()
    )


def placed_among(lengths: pd.DataFrame, name: str) -> str:
    """A title: where one border stands among all, from ``name, value`` in km, the longest first."""
    order = lengths.sort_values("value", ascending=False).reset_index(drop=True)
    if name not in set(order["name"]):
        return f"No border with {name} is recorded"
    rank = int(order.index[order["name"] == name][0]) + 1
    said = {1: "longest", len(order): "shortest"}.get(rank, f"{ordinal(rank)} longest")
    return f"The border with {name} is the {said} of {COUNTS[len(order)]}: {quantity(order.at[rank - 1, 'value'], 'km')}"
