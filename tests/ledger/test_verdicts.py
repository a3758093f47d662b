"""Parts summed up, turning points and trends, at the edges."""

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from footprint.ledger import verdicts
from footprint.ledger.verdicts import every, most
from footprint.model import FAILS, HOLDS, IN_PART, LESS, MORE, UNTESTABLE, VERDICTS, Bands, Interval

GRADES = [HOLDS, IN_PART, FAILS]

BANDS = Bands(holds=(Interval(30, 36.7),), in_part=(Interval(25, 30), Interval(36.7)))
# A figure of nought lies below every edge of these.
CLOSED = Bands(holds=(Interval(30, 36.7),), in_part=(Interval(25, 30),))
STEPS = Bands(holds=(Interval(30),), in_part=(Interval(15, 30),))


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([HOLDS, HOLDS], HOLDS),
        ([HOLDS, IN_PART], IN_PART),
        ([HOLDS, FAILS], IN_PART),
        ([IN_PART, FAILS], IN_PART),
        ([FAILS, FAILS], FAILS),
        ([HOLDS, UNTESTABLE], UNTESTABLE),
        ([FAILS, UNTESTABLE], UNTESTABLE),
        ([HOLDS, FAILS, UNTESTABLE], IN_PART),
        ([UNTESTABLE], UNTESTABLE),
    ],
)
def test_every(parts, verdict):
    """All parts must hold; an open part leaves open what it could still decide."""
    assert {verdicts.every(order) for order in itertools.permutations(parts)} == {verdict}


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([IN_PART, UNTESTABLE], IN_PART),
        ([IN_PART, HOLDS, UNTESTABLE], IN_PART),
        ([IN_PART, FAILS, UNTESTABLE], IN_PART),
        ([IN_PART, IN_PART], IN_PART),
    ],
)
def test_every_with_parts_in_part(parts, verdict):
    """A part that holds in part, or a failure beside something that holds, settles it, whatever is still open."""
    assert verdicts.every(parts) == verdict


@pytest.mark.parametrize(
    ("rule", "parts", "verdict"),
    [
        ("any", [FAILS, HOLDS, UNTESTABLE], HOLDS),
        ("any", [FAILS, IN_PART], IN_PART),
        ("any", [FAILS, FAILS], FAILS),
        ("any", [IN_PART, UNTESTABLE], UNTESTABLE),
        ("any", [FAILS, UNTESTABLE], UNTESTABLE),
        ("most", [HOLDS, HOLDS, FAILS], HOLDS),
        ("most", [HOLDS, HOLDS, FAILS, FAILS], FAILS),
        ("most", [HOLDS, IN_PART, FAILS], IN_PART),
        ("most", [HOLDS, HOLDS, UNTESTABLE], HOLDS),
        ("most", [HOLDS, FAILS, UNTESTABLE], UNTESTABLE),
        ("most", [FAILS, FAILS, UNTESTABLE], FAILS),
    ],
)
def test_other_ways_to_sum_up(rule, parts, verdict):
    """One part is enough, or more than half: what is open matters only where it could still decide."""
    assert {verdicts.COMBINE[rule](order) for order in itertools.permutations(parts)} == {verdict}


@pytest.mark.parametrize("rule", list(verdicts.COMBINE))
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_a_verdict_is_open_exactly_if_two_answers_differ(rule, length):
    """All combinations: however the open parts turn out, a verdict that is given stays; one that is not could be either."""
    combine = verdicts.COMBINE[rule]
    for parts in itertools.product(VERDICTS, repeat=length):
        ends = [GRADES if part == UNTESTABLE else [part] for part in parts]
        possible = {combine(answers) for answers in itertools.product(*ends)}
        assert UNTESTABLE not in possible
        assert combine(parts) == (possible.pop() if len(possible) == 1 else UNTESTABLE), parts


@pytest.mark.parametrize(
    ("value", "edge", "verdict"),
    [
        (30, 30, IN_PART),
        (29.999, 30, HOLDS),
        (32.7, 30, IN_PART),
        (35, 36.7, IN_PART),
        (36.7, 36.7, HOLDS),
        (17.7, 25, IN_PART),
        (25, 25, FAILS),
    ],
)
def test_where_one_figure_turns(value, edge, verdict):
    """The nearest edge; a figure on a lower edge is at distance nought, for any fall takes it away."""
    found = verdicts.turn([value], BANDS, every)
    assert (found.edge, found.distance, found.verdict) == (edge, edge - value, verdict)


def test_bands_that_hold_below():
    """An upper edge belongs to what lies above: on it, the lower band is at distance nought."""
    bands = Bands(holds=(Interval(high=90),), in_part=(Interval(90, 95),))
    assert verdicts.turn([80], bands, every) == verdicts.Turn(0, 90, 10, IN_PART)
    assert verdicts.turn([90], bands, every) == verdicts.Turn(0, 90, 0, HOLDS)


@given(st.floats(0, 100), st.floats(-0.99, 0.99))
def test_nothing_nearer_turns_it(value, part):
    """Whatever the figure: at the turning point the verdict is the one foretold, and on the way there it stays."""
    found = verdicts.turn([value], BANDS, every)
    beyond = found.edge if found.distance > 0 else math.nextafter(found.edge, -math.inf)
    assert BANDS.verdict(beyond) == found.verdict != BANDS.verdict(value)
    on_the_way = value + part * found.distance
    assume(on_the_way != found.edge)
    assert BANDS.verdict(on_the_way) == BANDS.verdict(value)


def test_of_several_the_one_that_turns_the_whole():
    """Not the part nearest to an edge, but the nearest that decides; the verdict is that of the whole."""
    assert verdicts.turn([31, 40], STEPS, every) == verdicts.Turn(0, 30, -1, IN_PART)
    assert verdicts.turn([42, 11], STEPS, every) == verdicts.Turn(1, 30, 19, HOLDS)
    assert verdicts.turn([16, 29, 2], STEPS, most) == verdicts.Turn(0, 15, -1, FAILS)


def test_where_no_single_figure_turns():
    """Two of three would have to move; a verdict that cannot be given cannot turn, nor is losing it a turn."""
    assert verdicts.turn([50, 5, 22], STEPS, every) is None
    assert verdicts.turn([None], STEPS, every) is None
    assert verdicts.turn([40, None], STEPS, every) is None
    assert verdicts.turn([40, 40, None], STEPS, most) is None


@pytest.mark.parametrize(
    ("values", "combine", "found"),
    [
        ([33], every, (1.1, IN_PART)),
        ([34], every, (34 / 36.7, IN_PART)),
        ([30], every, (1.0, IN_PART)),
        ([29], every, (29 / 30, HOLDS)),
        ([17.7], every, (17.7 / 25, IN_PART)),
        ([None], every, None),
        ([0], every, None),
    ],
)
def test_the_nearest_band_that_turns_it(values, combine, found):
    """Up or down, whichever edge gets to the figure first; a figure of nought stays below every edge."""
    turned = verdicts.band_turn(values, CLOSED if values == [0] else BANDS, combine)
    assert turned == (None if found is None else (pytest.approx(found[0]), found[1]))


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [
        (0, IN_PART),
        (81, IN_PART),
        (82, HOLDS),
        (100, HOLDS),
        (101, IN_PART),
        (120, IN_PART),
        (121, FAILS),
    ],
)
def test_a_band_that_moves(percent, verdict):
    """Every edge by the same part; the verdict of a figure of 30 changes where an edge passes it."""
    found = verdicts.by_edges([30], BANDS, every, range(201))
    assert (
        [seen for start, seen, _ in found if start <= percent][-1]
        == verdict
        == BANDS.scaled(percent / 100).verdict(30)
    )


def test_on_which_side_a_band_that_moves_leaves_a_figure():
    """Each verdict from its first per cent on, with the side on which it misses; none where it holds."""
    assert verdicts.by_edges([40, 40], STEPS, every, range(100, 301, 50)) == [
        (100, HOLDS, ""),
        (150, IN_PART, LESS),
        (300, FAILS, LESS),
    ]
    assert verdicts.by_edges([36.7], BANDS, every, [80, 100, 110]) == [
        (80, IN_PART, MORE),
        (110, HOLDS, ""),
    ]
    assert verdicts.by_edges([None], BANDS, every, [80, 100]) == [(80, UNTESTABLE, "")]


@pytest.mark.parametrize(
    ("readings", "pace"),
    [
        ({2020: 10.0, 2021: 12.0, 2022: 14.0}, 2.0),
        ({2019: 10.0, 2022: 4.0, 2023: 2.0}, -2.0),
        ({2021: 12.0, 2022: 14.0}, None),
        ({2022: 14.0}, None),
        ({}, None),
        ({2020: 10.0, 2021: 14.0, 2022: 18.0, 2023: 17.9}, None),
        ({2023: 17.9, 2022: 18.0, 2021: 14.0, 2020: 10.0}, None),
        ({2020: 10.0, 2021: 14.0, 2022: 14.0}, None),
        ({2022: 14.0, 2021: 12.0, 2020: 10.0}, 2.0),
        ({2020: 5.0, 2021: 5.0, 2022: 5.0}, None),
        ({2020: 5.0, 2021: 9.0, 2022: 5.0, 2023: 9.0, 2024: 5.0}, None),
    ],
)
def test_a_trend_needs_three_readings_on_a_line(readings, pace):
    """Two are no trend, nor is a figure that stands still, goes up and down, or has turned in its last step, in whatever order they come."""
    found = verdicts.pace(readings)
    assert found == (None if pace is None else pytest.approx(pace))


@pytest.mark.parametrize(
    ("distance", "pace", "years"),
    [(10, 2.0, 5.0), (-10, -2.0, 5.0), (10, -2.0, None), (10, None, None), (0, None, 0.0)],
)
def test_years_to_an_edge(distance, pace, years):
    """Only a trend that leads there has a time of arrival."""
    assert verdicts.years_to(distance, pace) == years
