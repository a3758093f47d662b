"""Colours: actors and classes told apart by the colour-blind and in grey print, on light ground and on dark."""

import itertools
import re

import pytest

from footprint import library, palette
from footprint.figures import shades

# Simulation of full dichromacy, applied to linear RGB: Viénot, Brettel and Mollon (1999) for red and green.
BLIND = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
WHITE, DARK = "#ffffff", "#14181e"
ACTORS = {
    "Russia": palette.RUSSIA,
    "China": palette.CHINA,
    "European Union": palette.EUROPE,
    "country": palette.COUNTRY,
}


def linear(colour: str) -> list[float]:
    channels = [int(part, 16) / 255 for part in re.findall("..", colour.lstrip("#"))]
    return [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]


def luminance(colour: str) -> float:
    return sum(
        weight * channel
        for weight, channel in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)
    )


def contrast(one: str, two: str) -> float:
    """The contrast of WCAG 2."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """CIELAB under D65 of a colour as that eye sees it."""
    red, green, blue = (
        max(0.0, sum(part * channel for part, channel in zip(row, linear(colour), strict=True)))
        for row in BLIND[sight]
    )
    x, y, z = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    fx, fy, fz = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, two: str, sight: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(two, sight), strict=True)) ** 0.5


@pytest.mark.parametrize("sight", BLIND)
def test_colours_are_told_apart(sight):
    """Any two by a distance of ten and more in CIELAB, whoever looks; two and a bit are just seen."""
    near = {
        pair: apart(ACTORS[pair[0]], ACTORS[pair[1]], sight)
        for pair in itertools.combinations(ACTORS, 2)
    }
    assert {pair: distance for pair, distance in near.items() if distance < 10} == {}


@pytest.mark.parametrize("ground", [WHITE, DARK])
def test_actors_stand_out_from_the_ground(ground):
    """A contrast of three, as graphics need, in light and in dark."""
    assert {
        name: contrast(colour, ground)
        for name, colour in ACTORS.items()
        if contrast(colour, ground) < 3
    } == {}


def test_classes_of_a_map_darken_step_by_step():
    """In grey, so that print and every eye see their order; the neighbours' ground is none of them."""
    greys = [lab(colour, "none")[0] for colour in shades.SHADES]
    assert all(lighter - darker >= 8 for lighter, darker in itertools.pairwise(greys))


def test_no_data_is_no_shade():
    """It is a pattern."""
    assert shades.HATCHED.startswith("url(") and shades.HATCHED not in shades.SHADES


def test_an_actor_with_a_colour_has_the_name_of_the_files():
    """A colour under another name would never be used."""
    names = set(library.economies()) | {"EU27", "the EU"}
    assert set(palette.PARTNERS) <= names


def test_the_colour_of_an_actor_is_nobody_elses():
    """Each actor has one; whatever else the palette names has the colour of its leader, grey, or ink."""
    assert len(set(ACTORS.values())) == len(ACTORS)
    assert {palette.PARTNERS[name] for name in ("Russia", "China")} == {
        palette.RUSSIA,
        palette.CHINA,
    }
    neutral = {palette.PLAIN, palette.OTHER}
    assert {colour for _, colour in palette.DIRECTIONS.values()} <= neutral
    assert {colour for _, colour, _ in palette.THEN_AND_NOW.values()} <= neutral
    assert palette.COUNTRY not in {
        *palette.PARTNERS.values(),
        *palette.LED.values(),
        *palette.BLOCS.values(),
    }
