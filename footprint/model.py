"""What passes between the rooms: measures and figures, claims, verdicts, findings."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from footprint.rows import Rows
from footprint.words.numbers import quantity

HOLDS, IN_PART, FAILS, UNTESTABLE = VERDICTS = (
    "holds",
    "holds in part",
    "does not hold",
    "cannot be tested",
)
# Names by code, and a list of texts.
Names = Mapping[str, str]
Texts = Sequence[str]
YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}


# A file of the data package, by the words of its entry in datapackage.json.


@dataclasses.dataclass(frozen=True)
class Resource:
    """A file of ``data/``; ``entry`` is all that the package says of it. A series of the World
    Bank has an ``indicator``, an older vintage of many an ``edition``; a ratio names the series it
    is computed from, ``parts``: which part, over which whole."""

    entry: Mapping[str, Any]
    name: str
    path: str
    title: str
    format: str
    vintage: str
    retrieved: str
    sources: Sequence[Mapping[str, str]]
    licenses: Sequence[Mapping[str, str]]
    unit: str = ""
    indicator: str = ""
    database: str = ""
    succeeds: str = ""
    edition: str = ""
    label: str = ""
    version: str = ""
    computed: Sequence[str] = ()
    parts: Sequence[str] = ()
    zero_is_missing: bool = False
    left_out: Mapping[str, Sequence[int]] = dataclasses.field(default_factory=dict)
    service_name: str = ""
    bytes: int | None = None
    hash: str = ""
    schema: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def licence(self) -> str:
        """The licence by its title."""
        return self.licenses[0]["title"]

    @property
    def described(self) -> str:
        """What it holds, with its unit."""
        return f"{self.title}, {self.unit}" if self.unit else self.title


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


# The ledger as it is declared: the fields of claims.schema.json, which says what each means.


@dataclasses.dataclass(frozen=True)
class MeasureCall:
    """A measure by its name, with the parameters that an entry gives it."""

    name: str
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict)


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

    def scaled(self, factor: float) -> Bands:
        """The bands with every edge multiplied."""
        return Bands(
            tuple(interval.scaled(factor) for interval in self.holds),
            tuple(interval.scaled(factor) for interval in self.in_part),
        )


@dataclasses.dataclass(frozen=True)
class ClaimPart:
    """One economy, reading or criterion of a claim, with its measure."""

    id: str
    label: str
    measure: MeasureCall


@dataclasses.dataclass(frozen=True)
class Contrary:
    """The strongest figure on the other side, and the sentence that tells it."""

    measure: MeasureCall
    unit: str
    sentence: str


@dataclasses.dataclass(frozen=True)
class VariantRule:
    """Another way to try a claim: what differs from its entry; the rest stays."""

    id: str
    label: str
    years_back: int = 0
    edges_times: float = 1.0
    measure: MeasureCall | None = None
    parts: Mapping[str, MeasureCall] = dataclasses.field(default_factory=dict)
    only: tuple[str, ...] = ()
    combine: str = ""
    bands: Bands = Bands()


@dataclasses.dataclass(frozen=True)
class RobustnessRule:
    """Which general variants a claim rules out, which it adds, and why."""

    because: str = ""
    without: tuple[str, ...] = ()
    variants: tuple[VariantRule, ...] = ()


@dataclasses.dataclass(frozen=True)
class Claim:
    """One entry of the ledger. A measured or recorded claim has a measure, or parts."""

    id: str
    chapter: str
    origin: str
    kind: str
    short: str
    statement: str
    because: str
    would_change: str
    quote: str = ""
    measure: MeasureCall | None = None
    parts: tuple[ClaimPart, ...] = ()
    combine: str = ""
    unit: str = ""
    bands: Bands = Bands()
    sentences: Mapping[str, str] = dataclasses.field(default_factory=dict)
    contrary: Contrary | None = None
    robustness: RobustnessRule = RobustnessRule()

    @property
    def measured_parts(self) -> tuple[ClaimPart, ...]:
        """Its parts; a claim without parts is one, without an id."""
        alone = () if self.measure is None else (ClaimPart("", self.short, self.measure),)
        return self.parts or alone


@dataclasses.dataclass(frozen=True)
class LeverReading:
    """One way to count a lever, actor by actor; ``only`` names its economies, if not all."""

    actors: Mapping[str, MeasureCall]
    only: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Lever:
    """A lever of the leverage board: figures under ``least`` are none."""

    id: str
    label: str
    kind: str
    unit: str
    of_whole: bool
    least: float
    readings: tuple[LeverReading, ...]
    because: str


@dataclasses.dataclass(frozen=True)
class ThenRule:
    """What *then* means: its name, the day before which things were known, year and editions."""

    label: str
    published_before: str
    year: int
    editions: tuple[str, ...]
    because: str


@dataclasses.dataclass(frozen=True)
class Rules:
    """The head of the ledger."""

    then: ThenRule
    stale_after_years: int
    variants: tuple[VariantRule, ...]
    levers: tuple[Lever, ...]


# What the data makes of it.


@dataclasses.dataclass(frozen=True)
class Result:
    """A verdict at one moment: the number and bands it rests on, or why there is none."""

    verdict: str
    unit: str = ""
    value: float | None = None
    year: int | None = None
    basis: str = ""
    reason: str = ""
    words: Mapping[str, object] = dataclasses.field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    bands: Bands = Bands()

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
