"""What passes between the rooms: bands and the values on them, resources, findings."""

import dataclasses
import math

import pytest

from footprint.library.package import resource_of
from footprint.model import (
    BOTH,
    FAILS,
    HOLDS,
    IN_PART,
    JUDGED,
    LESS,
    MORE,
    UNTESTABLE,
    VERDICTS,
    Bands,
    Claim,
    ClaimPart,
    Finding,
    Interval,
    MeasureCall,
    Part,
    Result,
    Robustness,
    Variant,
)

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


def test_a_resource_in_words():
    """The licence by its title, and the unit only where there is one."""
    entry = {"name": "a", "path": "a.csv", "title": "Money", "format": "csv", "vintage": "2026"}
    entry |= {"retrieved": "2026-07", "sources": [{"title": "Us"}], "licenses": [{"title": "CC"}]}
    assert resource_of(entry).licence == "CC" and resource_of(entry).described == "Money"
    assert resource_of(entry | {"unit": "US$"}).described == "Money, US$"


def test_a_claim_without_parts_is_one():
    """Without an id; a judgement has none."""
    call = MeasureCall("fact", {"id": "a"})
    plain = Claim("a", "c", "article", "measured", "Short", "S", "B", "W", measure=call)
    assert plain.measured_parts == (ClaimPart("", "Short", call),)
    assert dataclasses.replace(plain, measure=None).measured_parts == ()
    parts = (ClaimPart("one", "One", call), ClaimPart("two", "Two", call))
    assert dataclasses.replace(plain, measure=None, parts=parts).measured_parts == parts


def test_the_figures_under_a_verdict():
    """Those of the parts, missing ones too, or its own; printed so that they never belie it."""
    alone = Result(IN_PART, "% of GDP", 29.99, bands=BANDS)
    assert alone.values == [29.99] and alone.figure == "29.99\u202f%"
    several = Result(HOLDS, parts=(Part("a", "A", alone), Part("b", "B", Result(UNTESTABLE))))
    assert several.values == [29.99, None]


def test_how_many_variants_agree():
    """Of those that give a verdict; none without one, or where nothing was tried."""
    holds, fails, none = (Result(verdict) for verdict in (HOLDS, FAILS, UNTESTABLE))
    claim = Claim("a", "c", "article", "measured", "Short", "S", "B", "W")
    tried = [(holds, none), (fails, none), (none, holds)]
    variants = tuple(Variant("v", "V", then, now) for then, now in tried)
    found = Finding(claim, holds, holds, None, Robustness(variants))
    assert (found.agreement("then"), found.agreement("now")) == ((1, 2), (1, 1))
    assert dataclasses.replace(found, now=none).agreement("now") is None
    assert dataclasses.replace(found, robustness=None).agreement("then") is None


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


def test_a_verdict_with_what_stands_beside_it():
    """What holds has no direction, even if one of its parts misses; what is open says why."""
    parts = tuple(
        Part(str(value), "", Result(BAND.verdict(value), "%", value, bands=BAND))
        for value in (32, 47, 47)
    )
    of = {verdict: Result(verdict, "%", parts=parts, bands=BAND) for verdict in VERDICTS}
    assert of[HOLDS].graded == "holds"
    assert of[IN_PART].graded == "holds in part (more than said)"
    assert of[UNTESTABLE].graded == "cannot be tested"
    assert Result(UNTESTABLE, not_known=JUDGED).graded == "cannot be tested (a judgement)"
