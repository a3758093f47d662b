"""Borders, distances and shapes on the globe."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geographiclib.geodesic import Geodesic

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import from_row, measure, newest_rows, rank_among, total, where
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, capital, ordinal

# Points (latitude, longitude) along a line.
Position = tuple[float, float]
Line = list[Position]


@measure()
def border_length(at: Moment, *, economy: str, neighbour: str) -> Measured:
    """The land border of two neighbours in the newest edition, in km; 0 if not listed."""
    rows = neighbours(at.records("land_borders"), economy)
    if not rows:
        raise Untestable(f"there is no figure for the borders of {economy}")
    return from_row(rows[0], total(rows.where(neighbour=neighbour)))


@measure()
def border_share(at: Moment, *, economy: str, neighbour: str) -> Measured:
    """A neighbour's part of all land borders in the newest edition, in per cent; its rank."""
    rows = neighbours(at.records("land_borders"), economy)
    lengths = {row["neighbour"]: row["value"] for row in rows}
    if neighbour not in lengths:
        raise Untestable(f"no land border of {economy} with {neighbour} is recorded")
    rank = rank_among(lengths, neighbour)
    return from_row(rows[0], lengths[neighbour] / total(rows) * 100, rank=rank)


@measure()
def border_ratio(at: Moment, *, economies: Texts, of: str, to: str) -> Measured:
    """How many of the economies border ``of``, over how many border ``to``: a factor."""
    rows = at.records("land_borders").where(economy=economies).most("edition")
    ours, theirs = (len({*rows.where(neighbour=code).values("economy")}) for code in (of, to))
    if not theirs:
        raise Untestable(f"no border with {to} is in the records")
    words = {"count": ours, "of": theirs}
    return Measured(ours / theirs, int(rows[0]["edition"]), rows[0]["source"], words)


@framed(neighbour="string", value="float64", edition="string", source="string")
def neighbours(borders: Rows, economy: str) -> Rows:
    """An economy's land borders in the newest edition, longest first, in km: ``neighbour, value,
    edition, source``."""
    rows = borders.where(economy=economy).most("edition")
    rows = rows.with_columns(value=lambda row: row["km"], year=lambda row: row["edition"])
    return Rows(sorted(rows, key=lambda row: -float(row["value"])))


def placed_among(lengths: Frame, name: str) -> str:
    """A title: where one border stands among all, from ``name, value`` in km."""
    order = lengths.sort_values("value", ascending=False).reset_index(drop=True)
    found = where(order, name=name)
    if found.empty:
        return f"No border with {name} is recorded"
    rank, length = found.index[0] + 1, quantity(found["value"].iloc[0], "km")
    place = {1: "longest", len(order): "shortest"}.get(rank, f"{ordinal(rank)} longest")
    return f"The border with {name} is the {place} of {COUNTS[len(order)]}: {length}"


def touching(land_borders: Frame, economies: Texts, neighbours: Names) -> pd.Series:
    """Which neighbours each economy has in the newest edition: “Russia and China”, “neither”."""
    newest = newest_rows(land_borders, "edition")
    told = {}
    for economy in economies:
        theirs = set(where(newest, economy=economy)["neighbour"])
        common = [name for code, name in neighbours.items() if code in theirs]
        told[economy] = " and ".join(common) or "neither"
    return pd.Series(told)


def bordering(touch: pd.Series, neighbours: Iterable[str], names: Names) -> str:
    """A title from :func:`touching`: who borders each neighbour, by name if it is one only."""
    told = []
    for neighbour in neighbours:
        codes = touch.index[touch.str.contains(neighbour)]
        if len(codes) == 1:
            told.append(f"only {names[codes[0]]} borders {neighbour}")
        else:
            whole = quantity(float(len(codes)), f"of the {COUNTS[len(touch)]}")
            told.append(f"{whole} {'border' if len(codes) else 'borders'} {neighbour}")
    return capital("; ".join(told))


@measure()
def distance_ratio(at: Moment, *, economy: str, far: str, near: str) -> Measured:
    """The distance from an economy's capital to that of ``far`` over that to ``near``: a factor."""
    legs = distances(at.records("sites"), [economy], [far, near])
    km = {row["to"]: row["km"] for row in legs}
    if not {far, near} <= km.keys():
        raise Untestable(f"the capitals of {economy}, {far} and {near} are not all in the records")
    basis = "capitals as GeoNames places them; geodesic on the WGS 84 ellipsoid"
    return Measured(km[far] / km[near], None, basis)


@framed(economy="string", to="string", km="float64")
def distances(sites: Rows, start: Texts, end: Texts) -> Rows:
    """Geodesic distances between capitals on the WGS 84 ellipsoid: ``economy, to, km``."""
    places: dict[str, Position] = {}
    for row in sites.where(kind="capital"):
        places.setdefault(row["economy"], (row["latitude"], row["longitude"]))
    pairs = [pair for pair in itertools.product(start, end) if {*pair} <= places.keys()]
    return Rows(
        {"economy": one, "to": other, "km": _geodesic(places[one], places[other])}
        for one, other in pairs
    )


def _geodesic(start: Position, end: Position) -> float:
    """The length of the shortest way between two places, in km."""
    return float(Geodesic.WGS84.Inverse(*start, *end)["s12"]) / 1000


def closest(distances: Frame, places: Names) -> str:
    """A title from :func:`distances`: which of the places is the nearest, and to how many."""
    if distances.empty:
        return "No two places to measure between"
    nearest = distances.sort_values("km").drop_duplicates("economy").sort_index()["to"].map(places)
    counts, capitals = nearest.value_counts(), f"{COUNTS[len(nearest)]} capitals"
    if len(counts) == 1:
        others = [place for place in distances["to"].map(places).unique() if place not in counts]
        return f"{counts.index[0]} is nearer than {' or '.join(others)} to all {capitals}"
    whole = {place: quantity(float(count), f"of the {capitals}") for place, count in counts.items()}
    return "; ".join(f"{place} is the nearest to {many}" for place, many in whole.items())


def shared_border(borders: Mapping[str, Any], one: str, other: str) -> list[Line]:
    """The border that two economies of a GeoJSON share, as lines; empty where they do not touch.
    The shapes must have been simplified together, so that neighbours share their points."""
    edges = (itertools.pairwise(ring) for ring in _rings(borders, other))
    theirs = {frozenset(edge) for edge in itertools.chain.from_iterable(edges)}
    lines: list[Line] = []
    for ring in _rings(borders, one):
        end = None
        for start, stop in itertools.pairwise(ring):
            if frozenset((start, stop)) in theirs:
                if start != end:
                    lines.append([start])
                lines[-1].append(stop)
                end = stop
    return lines


def _rings(borders: Mapping[str, Any], economy: str) -> list[Line]:
    """Every outline of an economy, enclaves and holes too."""
    shapes = {each["properties"]["economy"]: each["geometry"] for each in borders["features"]}
    shape = shapes[economy]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = itertools.chain.from_iterable(polygons)
    return [[(latitude, longitude) for longitude, latitude in ring] for ring in rings]


def kilometres(lines: Sequence[Line]) -> float:
    """The length of lines on the WGS 84 ellipsoid, in km."""
    length = 0.0
    for line in lines:
        measured = Geodesic.WGS84.Polygon(polyline=True)
        for point in line:
            measured.AddPoint(*point)
        length += measured.Compute()[1] / 1000
    return length
