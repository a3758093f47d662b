"""What is declared: files by the data package, claims, levers and rules by the ledger."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from footprint.model.bands import ANYTHING, NO_BANDS, Bands, Interval

RELEASE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

# A file of the data package, by the words of its entry in datapackage.json.


@dataclasses.dataclass(frozen=True)
class Resource:
    """A file of ``data/``; ``entry`` is all that the package says of it. A series of the World
    Bank has an ``indicator``, an older vintage of many an ``edition``; a ratio names the series it
    is computed from, ``parts``: which part, over which whole. ``service_name`` is what the service
    calls a series, ``limits`` what an update believes of it (``library.plausible``). Figures that
    were ``edited`` by hand after their release name the day."""

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
    edited: str = ""
    limits: Mapping[str, float | None] = dataclasses.field(default_factory=dict)
    bytes: int | None = None
    hash: str = ""
    schema: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def licence(self) -> str:
        """The licence by its title."""
        return self.licenses[0]["title"]

    @property
    def release_day(self) -> str:
        """The day of its release, as 2026-07-01; "" if that is not known."""
        return self.vintage if RELEASE_DAY.fullmatch(self.vintage) else ""

    @property
    def release(self) -> str:
        """Of which release or edition its figures are, and whether they were changed since."""
        changed = f"edited by hand on {self.edited} after the " if self.edited else ""
        which = f"edition of {self.label}" if self.edition else f"release of {self.vintage}"
        return f"{changed}{which}"

    @property
    def described(self) -> str:
        """What it holds, with its unit."""
        return f"{self.title}, {self.unit}" if self.unit else self.title


# The ledger as it is declared: the fields of claims.schema.json, which says what each means.


@dataclasses.dataclass(frozen=True)
class MeasureCall:
    """A measure by its name, with the parameters that an entry gives it."""

    name: str
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class ClaimPart:
    """One economy, reading or criterion of a claim, with its measure; ``told`` has what its answer
    says, by the answer: yes, partly, no, or unknown."""

    id: str
    label: str
    measure: MeasureCall
    told: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Contrary:
    """The strongest figure on the other side, the sentence that tells it, and which values speak
    against the claim. Of the others ``otherwise`` says that nothing contrary is in the data."""

    measure: MeasureCall
    unit: str
    sentence: str
    against: Interval = ANYTHING
    otherwise: str = ""


@dataclasses.dataclass(frozen=True)
class Source:
    """A public source that would decide a claim and was not reached: what it is, and where."""

    what: str
    where: str


@dataclasses.dataclass(frozen=True)
class Change:
    """A change of a rule, a figure or a source that turned a verdict, or could have: what was
    changed, what was known then, and the verdicts then and now, before it and after."""

    date: str
    kind: str
    what: str
    because: str
    before: Mapping[str, str] = dataclasses.field(default_factory=dict)
    after: Mapping[str, str] = dataclasses.field(default_factory=dict)


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
    bands: Bands = NO_BANDS


@dataclasses.dataclass(frozen=True)
class RobustnessRule:
    """Which general variants a claim rules out, which it adds, and why."""

    because: str = ""
    without: tuple[str, ...] = ()
    variants: tuple[VariantRule, ...] = ()


@dataclasses.dataclass(frozen=True)
class Claim:
    """One entry of the ledger. A measured or recorded claim has a measure, or parts.

    ``our_measure`` says what this book counts where the article has a word that counts nothing,
    ``missing`` which source would decide what the data does not."""

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
    bands: Bands = NO_BANDS
    sentences: Mapping[str, str] = dataclasses.field(default_factory=dict)
    contrary: Contrary | None = None
    robustness: RobustnessRule = RobustnessRule()
    our_measure: str = ""
    missing: Source | None = None
    history: tuple[Change, ...] = ()

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
    """A lever of the leverage board: figures under ``least`` are none. ``contested`` says why one
    may say that it should not count."""

    id: str
    label: str
    kind: str
    unit: str
    of_whole: bool
    least: float
    readings: tuple[LeverReading, ...]
    because: str
    contested: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """Who is compared on it: first whose lever it is, then the others."""
        return tuple(self.readings[0].actors)

    @property
    def subject(self) -> str:
        """Whose lever it is."""
        return self.actors[0]


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
    """The head of the ledger. ``actors`` are compared on levers, first whose levers they are: what
    each is called in a sentence. ``carrying`` is the id of the claim that carries the article;
    ``chapters`` has what a chapter is called beside its claims, if its file does not say it."""

    then: ThenRule
    stale_after_years: int
    variants: tuple[VariantRule, ...]
    levers: tuple[Lever, ...]
    carrying: str = ""
    actors: Mapping[str, str] = dataclasses.field(default_factory=dict)
    chapters: Mapping[str, str] = dataclasses.field(default_factory=dict)
