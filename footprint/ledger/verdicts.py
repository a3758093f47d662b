"""Values to verdicts: how parts make one verdict, and where a verdict would turn. Pure functions.

Bands are intervals in the unit of the claim; outside all of them a claim does not hold.
"""

import dataclasses
import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, Bands

# A trend is a straight line through this many readings or more, if it explains at least this part
# of their spread.
FEWEST_READINGS, EXPLAINED = 3, 0.5
CLOSE = 1e-9

Values = Sequence[float | None]
Combine = Callable[[Iterable[str]], str]


def every(verdicts: Iterable[str]) -> str:
    """The verdict of a claim whose parts must all hold: theirs, if it is the same of all."""
    return _settled(verdicts, lambda seen: seen[0] if len(set(seen)) == 1 else IN_PART)


def any_of(verdicts: Iterable[str]) -> str:
    """The verdict of a claim of which one part is enough: that of its best part."""
    return _settled(verdicts, lambda seen: next(v for v in (HOLDS, IN_PART, FAILS) if v in seen))


def most(verdicts: Iterable[str]) -> str:
    """The verdict of a claim of which more than half of the parts must hold, or hold in part."""
    return _settled(verdicts, _majority)


def _majority(verdicts: Sequence[str]) -> str:
    half = len(verdicts) / 2
    if verdicts.count(HOLDS) > half:
        return HOLDS
    return IN_PART if len(verdicts) - verdicts.count(FAILS) > half else FAILS


def _settled(verdicts: Iterable[str], of_known: Callable[[Sequence[str]], str]) -> str:
    """The verdict, if it is the same however the parts that cannot be tested would turn out: then
    it is the same with the worst and with the best ends, for no better part makes it worse."""
    seen = list(verdicts)
    worst, best = (
        of_known([end if verdict == UNTESTABLE else verdict for verdict in seen])
        for end in (FAILS, HOLDS)
    )
    return worst if worst == best else UNTESTABLE


COMBINE: Mapping[str, Combine] = {"every": every, "any": any_of, "most": most}


def _graded(value: float | None, bands: Bands) -> str:
    return UNTESTABLE if value is None else bands.verdict(value)


def verdict_of(values: Values, bands: Bands, combine: Combine) -> str:
    """The verdict of several values together; one without a figure is ``None``."""
    return combine([_graded(value, bands) for value in values])


@dataclasses.dataclass(frozen=True)
class Turn:
    """The nearest move that turns a verdict: of the value at ``place``, to ``edge`` or past it."""

    place: int
    edge: float
    distance: float
    verdict: str


def turn(values: Values, bands: Bands, combine: Combine) -> Turn | None:
    """Where the verdict turns if one of several values moves and the others stay; None if nowhere.

    An upper edge is reached, a lower one is left: a value that lies on its lower edge is at
    distance zero, for any fall takes it away."""
    verdicts = [_graded(value, bands) for value in values]
    now = combine(verdicts)
    if now == UNTESTABLE:
        return None
    found = []
    for place, value in enumerate(values):
        if value is None:
            continue
        for edge in bands.edges:
            moved = edge if edge > value else math.nextafter(edge, -math.inf)
            then = combine([*verdicts[:place], bands.verdict(moved), *verdicts[place + 1 :]])
            if then not in (now, UNTESTABLE):
                found.append(Turn(place, edge, float(edge - value), then))
    return min(found, key=lambda turn: abs(turn.distance), default=None)


def band_turn(values: Values, bands: Bands, combine: Combine) -> tuple[float, str] | None:
    """The multiple of all edges nearest to one at which a verdict turns, and into what."""
    now = verdict_of(values, bands, combine)
    known = [value for value in values if value is not None]
    factors = {v / edge for v in known for edge in bands.edges if edge and v / edge > 0}
    for factor in sorted(factors, key=lambda factor: abs(factor - 1)):
        # An edge lies on a figure here: the verdict turns on one side of it or on the other.
        for beside in (factor * (1 - CLOSE), factor * (1 + CLOSE)):
            found = verdict_of(values, bands.scaled(beside), combine)
            if now != UNTESTABLE and found not in (now, UNTESTABLE):
                return factor, found
    return None


def by_edges(
    values: Values, bands: Bands, combine: Combine, percents: Iterable[int]
) -> list[tuple[int, str, str]]:
    """The verdict as every edge is set to a per cent of what it is: which from which on, and its
    direction."""
    found: list[tuple[int, str, str]] = []
    for percent in percents:
        moved = bands.scaled(percent / 100)
        verdict = verdict_of(values, moved, combine)
        side = moved.direction(values) if verdict not in (HOLDS, UNTESTABLE) else ""
        if not found or found[-1][1:] != (verdict, side):
            found.append((percent, verdict, side))
    return found


def pace(readings: Mapping[int, float]) -> float | None:
    """How much readings by year change in a year, along the straight line through them.

    None where there is no trend; nor is there one where the last step leads the other way: what
    has turned keeps no pace."""
    years, values = list(readings), list(readings.values())
    if len(readings) < FEWEST_READINGS or len(set(values)) == 1:
        return None
    explained = statistics.correlation(years, values) ** 2
    slope = statistics.linear_regression(years, values).slope
    before, last = (readings[year] for year in sorted(readings)[-2:])
    return slope if explained >= EXPLAINED and (last - before) * slope > 0 else None


def years_to(distance: float, pace: float | None) -> float | None:
    """In how many years a value covers a distance; None without a pace, or if it leads away."""
    if distance == 0:
        return 0.0
    return distance / pace if pace and distance / pace > 0 else None
