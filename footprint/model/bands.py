"""Verdicts in words, and the bands that give them: intervals in the unit of a claim."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

HOLDS, IN_PART, FAILS, UNTESTABLE = VERDICTS = (
    "holds",
    "holds in part",
    "does not hold",
    "cannot be tested",
)
# On which side a verdict missed what was said, and why there is none.
MORE, LESS, BOTH = "more than said", "less than said", "more and less than said"
JUDGED, UNREACHED = "a judgement", "source not reached"
ANSWER = "yes or no"
YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}


@dataclasses.dataclass(frozen=True)
class Interval:
    """Values from ``low``, included, to ``high``, not included, in the unit of a claim."""

    low: float = -math.inf
    high: float = math.inf

    def __contains__(self, value: float) -> bool:
        return self.low <= value < self.high

    @property
    def ends(self) -> tuple[float, ...]:
        """Those of its ends that were declared."""
        return tuple(end for end in (self.low, self.high) if math.isfinite(end))

    def scaled(self, factor: float) -> Interval:
        """The interval with its ends multiplied."""
        low, high = (end * factor if math.isfinite(end) else end for end in (self.low, self.high))
        return Interval(low, high)


@dataclasses.dataclass(frozen=True)
class Bands:
    """Where a claim holds and where it holds in part; outside all it does not hold."""

    holds: tuple[Interval, ...] = ()
    in_part: tuple[Interval, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.holds or self.in_part)

    @property
    def edges(self) -> list[float]:
        """All ends of all intervals, lowest first."""
        return sorted({end for interval in self.holds + self.in_part for end in interval.ends})

    def verdict(self, value: float) -> str:
        """On which band a value lies."""
        for verdict, intervals in ((HOLDS, self.holds), (IN_PART, self.in_part)):
            if any(value in interval for interval in intervals):
                return verdict
        return FAILS

    def direction(self, values: Iterable[float | None]) -> str:
        """On which side values miss what was said, if all do on one. More is past the upper end of
        a band that has a lower one too; a band that is open below says how little there is."""
        missed = [value for value in values if value is not None and self.verdict(value) != HOLDS]
        ends = [own.high for own in self.holds if math.isfinite(own.low)]
        past = [any(value >= high for high in ends) for value in missed]
        if not past:
            return ""
        return MORE if all(past) else BOTH if any(past) else LESS

    def scaled(self, factor: float) -> Bands:
        """The bands with every edge multiplied."""
        return Bands(
            tuple(interval.scaled(factor) for interval in self.holds),
            tuple(interval.scaled(factor) for interval in self.in_part),
        )


# Every value; and no band at all.
ANYTHING, NO_BANDS = Interval(), Bands()
