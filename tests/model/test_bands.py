"""Bands and the values on them, at the edges."""

import math

import pytest

from footprint.model import BOTH, FAILS, HOLDS, IN_PART, LESS, MORE, Bands, Interval

BANDS = BAND = Bands(holds=(Interval(30, 36.7),), in_part=(Interval(25, 30), Interval(36.7)))
UP = Bands(holds=(Interval(50),), in_part=(Interval(30, 50),))
DOWN = Bands(holds=(Interval(high=1),), in_part=(Interval(1, 2),))


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (24.999, FAILS),
        (25, IN_PART),
        (29.999, IN_PART),
        (30, HOLDS),
        (36.699, HOLDS),
        (36.7, IN_PART),
        (99, IN_PART),
        (-1, FAILS),
    ],
)
def test_a_verdict_at_the_edges(value, verdict):
    """The lower edge belongs to a band, the upper one does not."""
    assert BANDS.verdict(value) == verdict


def test_an_end_that_is_not_declared():
    """It is no edge, and lies nowhere: every value is on that side of it."""
    assert Interval(low=5).ends == (5,) and Interval(high=5).ends == (5,) and Interval().ends == ()
    assert 1e300 in Interval(low=5) and -1e300 in Interval(high=5) and 0.0 in Interval()


def test_edges_once_each_in_order():
    """Where two bands meet there is one."""
    assert BANDS.edges == [25, 30, 36.7] and Bands().edges == []
    assert BANDS and not Bands()


def test_bands_that_move():
    """Every edge by the same factor; what has no end gets none."""
    moved = BANDS.scaled(2)
    assert moved.holds == (Interval(60, 73.4),)
    assert moved.in_part == (Interval(50, 60), Interval(73.4, math.inf))
    assert Bands((Interval(high=1),)).scaled(0).holds == (Interval(-math.inf, 0),)


@pytest.mark.parametrize(
    ("bands", "values", "direction"),
    [
        (BAND, [32], ""),
        (BAND, [36.7], MORE),
        (BAND, [29.9], LESS),
        (BAND, [5], LESS),
        (BAND, [None], ""),
        (BAND, [47, 17], BOTH),
        (BAND, [32, 17], LESS),
        (BAND, [47, 32, None], MORE),
        (UP, [10], LESS),
        (UP, [90], ""),
        (DOWN, [3], LESS),
    ],
)
def test_on_which_side_a_verdict_misses(bands, values, direction):
    """More only past a band with two ends: what says “none” or “at least” can only be missed by falling short of it."""
    assert bands.direction(values) == direction
