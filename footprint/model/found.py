"""What the data makes of it: moments and measured figures, results, findings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Protocol

from footprint.model.bands import HOLDS, NO_BANDS, UNTESTABLE, Bands
from footprint.model.declared import Claim
from footprint.rows import Rows
from footprint.words.numbers import quantity

# What a measure is taken at, and what it gives.


class Moment(Protocol):
    """The figures as they stood at one moment: what could be known, and of which years."""

    @property
    def year(self) -> int:
        """The year that the moment speaks of."""

    @property
    def then_year(self) -> int:
        """The year that is read for *then*: what changes are measured from."""

    @property
    def until(self) -> str:
        """The day, as text, before which records count."""

    def series(self, indicator: str, economy: str) -> tuple[Rows, str]:
        """A World Bank series, ``year, value``, and its vintage in words; else Untestable."""

    def records(self, topic: str) -> Rows:
        """The rows of a record file that count at this moment; else Untestable."""


class Untestable(Exception):
    """Why a measure cannot be taken with the data there is."""


@dataclasses.dataclass(frozen=True)
class Measured:
    """A number, the year it speaks for, where it came from, and words that a sentence may use."""

    value: float
    year: int | None
    basis: str
    words: Mapping[str, object] = dataclasses.field(default_factory=dict)


# What the data makes of it.


@dataclasses.dataclass(frozen=True)
class Result:
    """A verdict at one moment: the number and bands it rests on, or why there is none. Then
    ``not_known`` says whether it is a judgement or a source was not reached."""

    verdict: str
    unit: str = ""
    value: float | None = None
    year: int | None = None
    basis: str = ""
    reason: str = ""
    words: Mapping[str, object] = dataclasses.field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    bands: Bands = NO_BANDS
    not_known: str = ""

    @property
    def direction(self) -> str:
        """On which side a verdict misses what was said: of several parts, those that miss it."""
        decided = self.verdict not in (HOLDS, UNTESTABLE)
        return self.bands.direction(self.values) if decided else ""

    @property
    def qualified(self) -> str:
        """What stands beside the verdict: its direction, or why it cannot be tested."""
        return self.direction or self.not_known

    @property
    def graded(self) -> str:
        """The verdict with what stands beside it: “holds in part (more than said)”."""
        return f"{self.verdict} ({self.qualified})" if self.qualified else self.verdict

    @property
    def figure(self) -> str:
        """The number as prose has it, with so many digits that it never belies the verdict."""
        return quantity(self.value, self.unit, self.bands.edges)

    @property
    def values(self) -> list[float | None]:
        """The figures that the verdict rests on: those of its parts, or its own."""
        return [part.result.value for part in self.parts] or [self.value]


@dataclasses.dataclass(frozen=True)
class Part:
    """One economy, reading or criterion of a claim that has several, and what its answer says."""

    id: str
    label: str
    result: Result
    told: str = ""


@dataclasses.dataclass(frozen=True)
class Variant:
    """A claim tried another way, as declared, with what came of it at both moments."""

    id: str
    label: str
    then: Result
    now: Result


@dataclasses.dataclass(frozen=True)
class FlipPoint:
    """Where a verdict would turn, and into which; in the unit of the claim.

    ``distance`` counts from the present value. ``part`` names the part that would have to move, if
    there are parts. ``years`` is how long that takes at the pace of the last five; None if never.
    """

    edge: float
    distance: float
    verdict: str
    part: str = ""
    years: float | None = None


@dataclasses.dataclass(frozen=True)
class Robustness:
    """How firm the verdicts of a measured claim are: its variants, and where each turns.

    ``bands`` has for each moment the multiple of all edges nearest to one at which the verdict
    would turn, and into what. ``readings`` are the newest, by part and year."""

    variants: tuple[Variant, ...] = ()
    then: FlipPoint | None = None
    now: FlipPoint | None = None
    bands: Mapping[str, tuple[float, str] | None] = dataclasses.field(default_factory=dict)
    readings: Mapping[str, Mapping[int, float]] = dataclasses.field(default_factory=dict)

    def flip(self, moment: str) -> FlipPoint | None:
        """Where the verdict ``then`` or ``now`` would turn."""
        return self.then if moment == "then" else self.now


@dataclasses.dataclass(frozen=True)
class Finding:
    """A claim, its verdict then and now, today's contrary figure; how firm it is, if measured."""

    claim: Claim
    then: Result
    now: Result
    contrary: Result | None
    robustness: Robustness | None = None

    def at(self, moment: str) -> Result:
        """The result ``then`` or ``now``."""
        return self.then if moment == "then" else self.now

    def part(self, id: str) -> Finding:
        """One part of a claim, as if it were the claim."""
        measure = next(part.measure for part in self.claim.parts if part.id == id)
        results = (self.at(moment).parts for moment in ("then", "now"))
        then, now = (next(part.result for part in parts if part.id == id) for parts in results)
        alone = dataclasses.replace(self.claim, measure=measure, parts=())
        return dataclasses.replace(self, claim=alone, then=then, now=now)

    def agreement(self, moment: str) -> tuple[int, int] | None:
        """How many variants agree with a verdict, of those that give one; None without one."""
        verdict = self.at(moment).verdict
        if self.robustness is None or verdict == UNTESTABLE:
            return None
        tried = [
            variant.then.verdict if moment == "then" else variant.now.verdict
            for variant in self.robustness.variants
        ]
        return tried.count(verdict), len(tried) - tried.count(UNTESTABLE)
