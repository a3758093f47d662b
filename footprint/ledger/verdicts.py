"""Numbers to verdicts: on which band a value lies, how parts make one verdict, and where a verdict would turn. Pure functions.

Bands map *holds* and *holds in part* to intervals ``{from, below}``, in the unit of the claim; outside all, it does not hold.
"""

import dataclasses
import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, edges

# A trend is a straight line through this many readings or more, if it explains at least this part of their spread.
FEWEST_READINGS, EXPLAINED = 3, 0.5
CLOSE = 1e-9


def grade(value: float, bands: Mapping) -> str:
    """The verdict of a value: the band it lies in, lower edge included and upper edge not; outside all, it does not hold."""
    for verdict, intervals in bands.items():
        if any(
            interval.get("from", float("-inf")) <= value < interval.get("below", float("inf"))
            for interval in intervals
        ):
            return verdict
    return FAILS


def every(verdicts: Iterable[str]) -> str:
    """The verdict of a claim whose parts must all hold. A part that cannot be tested leaves open what it could still decide."""
    seen = set(verdicts)
    if FAILS in seen and seen & {HOLDS, IN_PART}:
        return IN_PART
    if UNTESTABLE in seen:
        return UNTESTABLE
    return next(verdict for verdict in (FAILS, IN_PART, HOLDS) if verdict in seen)


def any_of(verdicts: Iterable[str]) -> str:
    """The verdict of a claim of which one part is enough: that of its best part."""
    return _settled(
        list(verdicts),
        lambda seen: next(verdict for verdict in (HOLDS, IN_PART, FAILS) if verdict in seen),
    )


def most(verdicts: Iterable[str]) -> str:
    """The verdict of a claim of which more than half of the parts must hold; more than half in part at least, and it holds in part."""

    def of_known(seen: list[str]) -> str:
        full, at_least_in_part = seen.count(HOLDS), len(seen) - seen.count(FAILS)
        return (
            HOLDS
            if 2 * full > len(seen)
            else IN_PART
            if 2 * at_least_in_part > len(seen)
            else FAILS
        )

    return _settled(list(verdicts), of_known)


def _settled(verdicts: list[str], of_known: Callable[[list[str]], str]) -> str:
    """The verdict, if it is the same however the parts that cannot be tested would turn out."""
    worst, best = (
        of_known([end if verdict == UNTESTABLE else verdict for verdict in verdicts])
        for end in (FAILS, HOLDS)
    )
    return worst if worst == best else UNTESTABLE


@dataclasses.dataclass(frozen=True)
class Turn:
    """The nearest change of one value that changes the verdict: that of the value at ``place``, by ``distance``, to ``edge`` or past it."""

    place: int
    edge: float
    distance: float
    verdict: str


def turn(
    values: Sequence[float | None], bands: Mapping, combine: Callable[[Iterable[str]], str]
) -> Turn | None:
    """Where the verdict of several values turns into another if one of them moves and the others stay; None where no single one can.

    A value without a figure is ``None``. An upper edge is reached, a lower one is left: a value that lies on its lower edge is at
    distance zero, for any fall takes it away.
    """
    verdicts = [UNTESTABLE if value is None else grade(value, bands) for value in values]
    now = combine(verdicts)
    if now == UNTESTABLE:
        return None
    found = []
    for place, value in enumerate(values):
        for edge in [] if value is None else edges(bands):
            moved = edge if edge > value else math.nextafter(edge, -math.inf)
            then = combine([*verdicts[:place], grade(moved, bands), *verdicts[place + 1 :]])
            if then not in (now, UNTESTABLE):
                found.append(Turn(place, edge, float(edge - value), then))
    return min(found, key=lambda turn: abs(turn.distance), default=None)


def band_turn(
    values: Sequence[float | None], bands: Mapping, combine: Callable[[Iterable[str]], str]
) -> tuple[float, str] | None:
    """The multiple of all edges nearest to one at which the verdict of several values turns, and into what; None if it never does."""

    def verdict(factor: float) -> str:
        moved = scaled(bands, factor)
        return combine([UNTESTABLE if value is None else grade(value, moved) for value in values])

    factors = {
        value / edge
        for value in values
        if value is not None
        for edge in edges(bands)
        if edge and value / edge > 0
    }
    for factor in sorted(factors, key=lambda factor: abs(factor - 1)):
        # An edge lies on a figure here: the verdict turns on one side of it or on the other.
        for found in (verdict(factor * (1 - CLOSE)), verdict(factor * (1 + CLOSE))):
            if verdict(1) != UNTESTABLE and found not in (verdict(1), UNTESTABLE):
                return factor, found
    return None


def by_edges(
    values: Sequence[float | None],
    bands: Mapping,
    combine: Callable[[Iterable[str]], str],
    percents: Iterable[int],
) -> list[tuple[int, str]]:
    """The verdict of several values as every edge is set to a per cent of what it is: from which of ``percents`` on it is which."""
    found: list[tuple[int, str]] = []
    for percent in percents:
        moved = scaled(bands, percent / 100)
        verdict = combine(
            [UNTESTABLE if value is None else grade(value, moved) for value in values]
        )
        if not found or found[-1][1] != verdict:
            found.append((percent, verdict))
    return found


def scaled(bands: Mapping, factor: float) -> dict:
    """The bands with every edge multiplied."""
    return {
        verdict: [{end: edge * factor for end, edge in interval.items()} for interval in intervals]
        for verdict, intervals in bands.items()
    }


def pace(readings: Mapping[int, float]) -> float | None:
    """How much readings by year change in a year, along the straight line through them; None where there is no trend.

    Nor is there one where the last step leads the other way: what has turned keeps no pace.
    """
    if len(readings) < FEWEST_READINGS or len(set(readings.values())) == 1:
        return None
    explained = statistics.correlation(list(readings), list(readings.values())) ** 2
    slope = statistics.linear_regression(list(readings), list(readings.values())).slope
    before, last = (readings[year] for year in sorted(readings)[-2:])
    return slope if explained >= EXPLAINED and (last - before) * slope > 0 else None


def years_to(distance: float, pace: float | None) -> float | None:
    """In how many years a value covers a distance at a pace; None where there is no pace, or it leads away."""
    if distance == 0:
        return 0.0
    return distance / pace if pace and distance / pace > 0 else None


COMBINE: dict[str, Callable[[Iterable[str]], str]] = {"every": every, "any": any_of, "most": most}
