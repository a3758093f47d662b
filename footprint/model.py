"""What passes between the rooms: figures, claims, verdicts, findings."""

import dataclasses
from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from footprint.words.numbers import quantity

YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}
HOLDS, IN_PART, FAILS, UNTESTABLE = VERDICTS = (
    "holds",
    "holds in part",
    "does not hold",
    "cannot be tested",
)


class Moment(Protocol):
    """The figures as they stood at one moment: what could be known, and of which years."""

    @property
    def year(self) -> int:
        """The year that the moment speaks of."""

    @property
    def then_year(self) -> int:
        """The year that the ledger reads for *then*: what changes are measured from."""

    @property
    def until(self) -> str:
        """The day, as text, before which records count."""

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        """A World Bank series, ``year, value`` in the order of years, and its edition in words.

        Untestable if the series is not held.
        """

    def records(self, topic: str) -> pd.DataFrame:
        """The rows of a record file that count at this moment; Untestable if it is not held."""


class Untestable(Exception):
    """Why a measure cannot be taken with the data there is."""


@dataclasses.dataclass(frozen=True)
class Measured:
    """A number, the year it speaks for, where it came from, and words that a sentence may use."""

    value: float
    year: int | None
    basis: str
    words: dict[str, object] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class MeasureCall:
    """A measure by its name, with the parameters that an entry gives it."""

    name: str
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Claim:
    """One entry of the ledger; its fields are those of ``claims.schema.json``."""

    id: str
    chapter: str
    origin: str
    kind: str
    short: str
    statement: str
    because: str
    would_change: str
    quote: str = ""
    measure: Mapping | None = None
    parts: tuple[Mapping, ...] = ()
    combine: str = ""
    unit: str = ""
    bands: Mapping | None = None
    sentences: Mapping | None = None
    contrary: Mapping | None = None
    robustness: Mapping = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Result:
    """A verdict at one moment, with the number, unit, year, basis and bands it rests on, or the reason there is none."""

    verdict: str
    unit: str = ""
    value: float | None = None
    year: int | None = None
    basis: str = ""
    reason: str = ""
    words: Mapping = dataclasses.field(default_factory=dict)
    parts: tuple["Part", ...] = ()
    bands: Mapping = dataclasses.field(default_factory=dict)

    @property
    def said(self) -> str:
        """The number as prose has it, with so many digits that it never seems to contradict the verdict."""
        return quantity(self.value, self.unit, edges(self.bands))


@dataclasses.dataclass(frozen=True)
class Part:
    """One economy, reading or criterion of a claim that has several."""

    id: str
    label: str
    result: Result


@dataclasses.dataclass(frozen=True)
class Variant:
    """A claim tried another way, as declared, with what came of it at both moments."""

    id: str
    label: str
    then: Result
    now: Result


@dataclasses.dataclass(frozen=True)
class FlipPoint:
    """Where a verdict would turn: the value at which, how far that is, and in how many years at the pace of the last five (None if never, or if there is no pace).

    ``edge`` and ``distance`` are in the unit of the claim, the distance from the present value on; ``verdict`` is the one beyond.
    ``part`` names the part that would have to move; empty for a claim without parts.
    """

    edge: float
    distance: float
    verdict: str
    part: str = ""
    years: float | None = None


@dataclasses.dataclass(frozen=True)
class Robustness:
    """How firm the verdicts of a measured claim are: its variants, where each verdict would turn, and the newest readings by part and year.

    ``bands`` has for each moment the multiple of all edges nearest to one at which the verdict would turn, and into what.
    """

    variants: tuple[Variant, ...] = ()
    then: FlipPoint | None = None
    now: FlipPoint | None = None
    bands: Mapping[str, tuple[float, str] | None] = dataclasses.field(default_factory=dict)
    readings: Mapping[str, Mapping[int, float]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Finding:
    """A claim with its verdict *then* and *now*, the strongest contrary figure of today, and how firm it is if it was measured."""

    claim: Claim
    then: Result
    now: Result
    contrary: Result | None
    robustness: Robustness | None = None

    def agreement(self, moment: str) -> tuple[int, int] | None:
        """How many variants agree with the verdict ``then`` or ``now``, of those that give one; None if there is no verdict to agree with."""
        if self.robustness is None or getattr(self, moment).verdict == UNTESTABLE:
            return None
        tried = [getattr(variant, moment).verdict for variant in self.robustness.variants]
        return tried.count(getattr(self, moment).verdict), len(tried) - tried.count(UNTESTABLE)


def edges(bands: Mapping) -> list[float]:
    """All ends of all bands, lowest first."""
    return sorted(
        {
            edge
            for intervals in bands.values()
            for interval in intervals
            for edge in interval.values()
        }
    )
