"""Claims, the rules that test them, and the verdicts the data gives, then and now.

``data/claims.yml`` declares; this module reads it, takes each measure at two moments and puts the number on the
declared bands. *Now* reads the newest figures in ``data/``; *then* what could be known when the article appeared.
Missing or contradictory inputs give *cannot be tested*, never a guess.
"""

import dataclasses
import functools
import inspect
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import jsonschema
import pandas as pd
import yaml

from footprint import levers, library, measures
from footprint.library import DataError
from footprint.measures import Measured, Untestable
from footprint.verdicts import (
    COMBINE,
    FAILS,
    HOLDS,
    IN_PART,
    UNTESTABLE,
    VERDICTS,
    band_turn,
    edges,
    every,
    grade,
    pace,
    scaled,
    turn,
    years_to,
)
from footprint.words import quantity

__all__ = [
    "FAILS",
    "HOLDS",
    "IN_PART",
    "UNTESTABLE",
    "VERDICTS",
    "Claim",
    "Finding",
    "Firmness",
    "Flip",
    "LedgerError",
    "Part",
    "Result",
    "Variant",
    "claims",
    "finding",
    "findings",
    "fresh_since",
    "rules",
    "verify",
]

QUOTE_WORDS = 25
JUDGEMENT = "it is a judgement that no open data can decide"
# What a sentence of the ledger may have filled in.
FILLED = ("value", "answer", "year", "period", "rank", "since", "count", "of", "other")
MEASURES = measures.MEASURES | levers.MEASURES
# The column that says which year a record speaks of, the first that there is.
SPOKEN = ("year", "period", "date", "edition", "start")
# A trend is sought in the readings of so many years before the newest.
TREND_YEARS = 5
MOMENTS = ("then", "now")
# What a measure calls a series of the World Bank.
SERIES_NAMED = {"indicator", "received"}


class LedgerError(DataError):
    """What is wrong with ``data/claims.yml``, in one sentence that names claim, field and remedy."""


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
class Flip:
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
class Firmness:
    """How firm the verdicts of a measured claim are: its variants, where each verdict would turn, and the newest readings by part and year.

    ``bands`` has for each moment the multiple of all edges nearest to one at which the verdict would turn, and into what.
    """

    variants: tuple[Variant, ...] = ()
    then: Flip | None = None
    now: Flip | None = None
    bands: Mapping[str, tuple[float, str] | None] = dataclasses.field(default_factory=dict)
    readings: Mapping[str, Mapping[int, float]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Finding:
    """A claim with its verdict *then* and *now*, the strongest contrary figure of today, and how firm it is if it was measured."""

    claim: Claim
    then: Result
    now: Result
    contrary: Result | None
    firmness: Firmness | None = None

    def agreement(self, moment: str) -> tuple[int, int] | None:
        """How many variants agree with the verdict ``then`` or ``now``, of those that give one; None if there is no verdict to agree with."""
        if self.firmness is None or getattr(self, moment).verdict == UNTESTABLE:
            return None
        tried = [getattr(variant, moment).verdict for variant in self.firmness.variants]
        return tried.count(getattr(self, moment).verdict), len(tried) - tried.count(UNTESTABLE)


# The figures at one moment ----------------------------------------------------------------------------------


class Files:
    """The files of ``data/`` in one pass over the ledger, each read and checked once; they may change between two passes."""

    def __init__(self):
        self.observations = functools.cache(library.observations)
        self.edition = functools.cache(library.edition)
        self.records = functools.cache(library.records)

    def in_words(self, reason: str) -> str:
        """A reason with the names of economies in place of their codes; codes of series keep theirs."""
        return re.sub(
            r"(?<![\w.])[A-Z]{3}(?!\w|\.\w)", lambda code: self._names.get(code[0], code[0]), reason
        )

    @functools.cached_property
    def _names(self) -> Mapping[str, str]:
        return library.economies()


@dataclasses.dataclass(frozen=True)
class Now:
    """The newest figures in ``data/``."""

    files: Files
    head: Mapping
    until: str = "9999-12-31"
    _records: dict[str, pd.DataFrame] = dataclasses.field(default_factory=dict, repr=False)
    _earlier: dict[int, "Earlier"] = dataclasses.field(default_factory=dict, repr=False)
    taken: dict[str, "Measured | Untestable"] = dataclasses.field(default_factory=dict, repr=False)

    @property
    def then_year(self) -> int:
        return self.head["then"]["year"]

    @property
    def oldest(self) -> int:
        """The first year that a figure may be of and still speak for this moment."""
        return self.year - self.head["stale_after_years"]

    @property
    def levers(self) -> list[Mapping]:
        return self.head["levers"]

    @functools.cached_property
    def board(self) -> pd.DataFrame:
        """The figures of the leverage board at this moment."""
        return levers.figures(self, self.levers, library.CENTRAL_ASIA)

    def before(self, last: int) -> "Earlier":
        """The figures of this moment up to the year ``last``."""
        return self._earlier.setdefault(last, Earlier(self, last))

    @functools.cached_property
    def since(self) -> "Since":
        """Today's figures for the year of *then*."""
        return Since(self.files, self.head, f"{self.then_year + 1}-01-01")

    @functools.cached_property
    def year(self) -> int:
        """The newest year of any World Bank series: what *now* speaks of."""
        held = [
            self.files.observations(entry["indicator"])[0]["year"].max()
            for entry in library.package()["resources"]
            if "indicator" in entry
        ]
        return int(max(held)) if held else self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        try:
            frame, entry = self.files.observations(indicator)
        except library.MissingData:
            raise Untestable(f"the series {indicator} is not in data/") from None
        return _of(frame, economy), f"World Bank, release of {entry['vintage']}"

    def records(self, topic: str) -> pd.DataFrame:
        if topic not in self._records:
            self._records[topic] = self._known(topic)
        return self._records[topic]

    def _known(self, topic: str) -> pd.DataFrame:
        """The rows of a record file that count at this moment."""
        try:
            return self.files.records(topic)
        except library.MissingData:
            raise Untestable(f"the records {topic} are not in data/") from None


@dataclasses.dataclass(frozen=True)
class Then(Now):
    """What could be known when the article appeared, by the rule at the head of the ledger."""

    @property
    def year(self) -> int:
        return self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        for name in self.head["then"]["editions"]:
            try:
                frame, entry = self.files.edition(name)
            except library.MissingData:
                continue
            held = _of(frame[frame["indicator"] == indicator], economy)
            if (held["year"] == self.then_year).any():
                how = ", computed from its parts" if indicator in entry.get("computed", ()) else ""
                return held[
                    held["year"] <= self.then_year
                ], f"World Bank, edition of {entry['label']}{how}"
        frame, _ = super().series(indicator, economy)
        return frame[
            frame["year"] <= self.then_year
        ], f"today's figure for {self.then_year}: no edition from before the article was found"

    def _known(self, topic: str) -> pd.DataFrame:
        """Rows known by then: dated before the article, or of an edition before it, and of years up to that of *then*."""
        return _before(
            super()._known(topic), ("date", "start", "edition"), self.until, self.then_year
        )


@dataclasses.dataclass(frozen=True)
class Since(Now):
    """Today's figures as they are for the year of *then*: what a direction is measured from, so that no revision is taken for a move."""

    @property
    def year(self) -> int:
        return self.then_year

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, basis = super().series(indicator, economy)
        return frame[frame["year"] <= self.then_year], basis

    def _known(self, topic: str) -> pd.DataFrame:
        frame = super()._known(topic)
        spoken = {"year", "period"} & set(frame.columns)
        # A row that names the year it speaks of may have been published later: what counts is the year, not when it was known.
        return (
            frame[frame[spoken.pop()] <= self.then_year]
            if spoken
            else _before(frame, ("date", "start"), self.until, self.then_year)
        )


@dataclasses.dataclass(frozen=True)
class Earlier:
    """The figures of a moment without those of its last years: what it would have read had they not come."""

    moment: Now
    year: int
    _records: dict[str, pd.DataFrame] = dataclasses.field(default_factory=dict, repr=False)
    taken: dict[str, Measured | Untestable] = dataclasses.field(default_factory=dict, repr=False)

    @property
    def then_year(self) -> int:
        return self.moment.then_year

    @property
    def until(self) -> str:
        return min(self.moment.until, f"{self.year + 1}-01-01")

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, basis = self.moment.series(indicator, economy)
        return frame[frame["year"] <= self.year], basis

    def records(self, topic: str) -> pd.DataFrame:
        if topic not in self._records:
            frame = self.moment.records(topic)
            spoken = next(
                (frame[column] for column in SPOKEN if column in frame),
                pd.Series(self.year, frame.index),
            )
            years = spoken.astype("string").str[:4].astype("Int64")
            self._records[topic] = frame[years.isna() | (years <= self.year)]
        return self._records[topic]


@dataclasses.dataclass(frozen=True)
class InEdition(Earlier):
    """The newest figures up to a year, with the World Bank's series as one edition has them."""

    name: str = ""

    def series(self, indicator: str, economy: str) -> tuple[pd.DataFrame, str]:
        frame, entry = self.moment.files.edition(self.name)
        held = _of(frame[frame["indicator"] == indicator], economy)
        return held[held["year"] <= self.year], f"World Bank, edition of {entry['label']}"


def _before(frame: pd.DataFrame, columns: Iterable[str], until: str, year: int) -> pd.DataFrame:
    """The rows dated before ``until`` in those of the columns that there are, and of years up to ``year``."""
    for column in set(columns) & set(frame.columns):
        # A month without a day counts by its first day: the month of the limit is not before it.
        days = frame[column].where(frame[column].str.len() != len("2023-06"), frame[column] + "-01")
        frame = frame[days.isna() | (days < until)]
    return frame[frame["year"] <= year] if "year" in frame else frame


def _of(frame: pd.DataFrame, economy: str) -> pd.DataFrame:
    return frame.loc[frame["economy"] == economy, ["year", "value"]].sort_values("year")


# Verdicts ---------------------------------------------------------------------------------------------------


def _result(
    measure: Mapping, unit: str, bands: Mapping, at: Now, may_age: int | None, back: int = 0
) -> Result:
    """The measure at a moment, on the bands; ``back`` leaves out its newest year, or more of them."""
    try:
        measured = _take_earlier(measure, at, back) if back else _take(measure, at)
        if may_age is not None and measured.year and at.year - measured.year > may_age:
            raise Untestable(
                f"the newest figure is of {measured.year}, more than {may_age} years before {at.year}"
            )
    except Untestable as reason:
        return Result(UNTESTABLE, unit, reason=at.files.in_words(str(reason)))
    return Result(
        grade(measured.value, bands),
        unit,
        measured.value,
        measured.year,
        measured.basis,
        words=measured.words,
        bands=bands,
    )


def _take(measure: Mapping, at: Now | Earlier) -> Measured:
    """The measure at a moment. It is taken once: variants that move a band ask for it again."""
    key = repr(measure)
    if key not in at.taken:
        parameters = {name: value for name, value in measure.items() if name != "name"}
        try:
            at.taken[key] = MEASURES[measure["name"]](at, **parameters)
        except Untestable as reason:
            at.taken[key] = reason
    if isinstance(at.taken[key], Untestable):
        raise Untestable(str(at.taken[key]))
    return at.taken[key]


def _take_earlier(measure: Mapping, at: Now, back: int) -> Measured:
    """The measure as it was ``back`` years before its newest year."""
    try:
        newest = _take(measure, at).year or at.year
    except Untestable:
        newest = at.year
    return _take(measure, at.before(newest - back))


def _judge(claim: Claim, at: Now, stale_after: int, back: int = 0) -> Result:
    if claim.kind == "judgement":
        return Result(UNTESTABLE, reason=JUDGEMENT)
    may_age = stale_after if claim.kind == "measured" else None
    if claim.measure:
        return _result(claim.measure, claim.unit, claim.bands, at, may_age, back)
    parts = tuple(
        Part(
            part["id"],
            part["label"],
            _result(part["measure"], claim.unit, claim.bands, at, may_age, back),
        )
        for part in claim.parts
    )
    verdict = COMBINE[claim.combine](part.result.verdict for part in parts)
    years = [part.result.year for part in parts if part.result.year]
    bases = dict.fromkeys(part.result.basis for part in parts if part.result.basis)
    reason = _open(parts) if verdict == UNTESTABLE else ""
    return Result(
        verdict, claim.unit, None, max(years, default=None), "; ".join(bases), reason, parts=parts
    )


def _open(parts: Iterable[Part]) -> str:
    """Which parts have no verdict, and why; those with one reason stand together."""
    reasons: dict[str, list[str]] = {}
    for part in parts:
        if part.result.reason:
            reasons.setdefault(part.result.reason, []).append(f"“{part.label}”")
    return "; ".join(
        f"{' and '.join(labels)} {'is' if len(labels) == 1 else 'are'} open ({reason})"
        for reason, labels in reasons.items()
    )


# How firm a verdict is --------------------------------------------------------------------------------------


def _firmness(
    claim: Claim, results: Mapping[str, Result], moments: Mapping[str, Now], head: Mapping
) -> Firmness:
    """The variants of a measured claim, tried at both moments, and where its verdicts would turn."""
    stale_after = head["stale_after_years"]
    variants = []
    for declared in _declared(claim, head):
        altered, back = _altered(claim, declared), declared.get("years_back", 0)
        tried = {moment: _judge(altered, at, stale_after, back) for moment, at in moments.items()}
        variants.append(Variant(declared["id"], declared["label"], **tried))
    moves = any("years_back" in declared for declared in _declared(claim, head))
    readings = {moment: _readings(claim, at) if moves else {} for moment, at in moments.items()}
    flips = {moment: _flip(claim, result, readings[moment]) for moment, result in results.items()}
    newest = {
        id: {measured.year: measured.value for measured in taken}
        for id, taken in readings["now"].items()
    }
    bands = {
        moment: band_turn(_values(result), claim.bands, COMBINE.get(claim.combine, every))
        for moment, result in results.items()
    }
    return Firmness(tuple(variants), **flips, bands=bands, readings=newest)


def _declared(claim: Claim, head: Mapping) -> list[Mapping]:
    """The ways in which a claim is tried again: those of the head that its entry does not rule out, and its own."""
    without = claim.robustness.get("without", ())
    return [way for way in head["variants"] if way["id"] not in without] + list(
        claim.robustness.get("variants", ())
    )


def _altered(claim: Claim, declared: Mapping) -> Claim:
    """The claim as a variant has it."""
    measured = declared.get("parts", {})
    parts = tuple(
        {**part, "measure": measured.get(part["id"], part["measure"])}
        for part in claim.parts
        if part["id"] in declared.get("only", [part["id"]])
    )
    bands = declared.get("bands") or scaled(claim.bands, declared.get("edges_times", 1))
    return dataclasses.replace(
        claim,
        parts=parts,
        bands=bands,
        measure=declared.get("measure", claim.measure),
        combine=declared.get("combine", claim.combine),
    )


def _readings(claim: Claim, at: Now) -> dict[str, list[Measured]]:
    """What each part measured in the years up to its newest, oldest first; a claim without parts has one, without a name."""
    measured = {part["id"]: part["measure"] for part in claim.parts} or {"": claim.measure}
    return {id: list(_back_in_time(measure, at))[::-1] for id, measure in measured.items()}


def _back_in_time(measure: Mapping, at: Now) -> Iterator[Measured]:
    """The readings of one source and edition, the newest first: figures of two are never put on one line."""
    newest, moment = None, at
    while True:
        try:
            measured = _take(measure, moment)
        except Untestable:
            return
        newest = newest or measured
        if (
            measured.year is None
            or measured.year < newest.year - TREND_YEARS
            or measured.basis != newest.basis
        ):
            return
        yield measured
        moment = at.before(measured.year - 1)


def _pace(readings: Sequence[Measured]) -> float | None:
    """The change in a year along readings, oldest first; None where there is no trend, or where two readings share years."""
    if any(_first_year(later) <= earlier.year for earlier, later in itertools.pairwise(readings)):
        return None
    return pace({measured.year: measured.value for measured in readings})


def _first_year(measured: Measured) -> int:
    """The first year that a reading covers: that of its period, “2018–23”, if it names one."""
    period = re.match(r"(\d{4})–", str(measured.words.get("period", "")))
    return int(period[1]) if period else measured.year


def _values(result: Result) -> list[float | None]:
    """The figures that a verdict rests on: those of its parts, or its own."""
    return [part.result.value for part in result.parts] or [result.value]


def _flip(claim: Claim, result: Result, readings: Mapping[str, Sequence[Measured]]) -> Flip | None:
    near = turn(_values(result), claim.bands, COMBINE.get(claim.combine, every))
    if near is None:
        return None
    part = [*(part.id for part in result.parts), ""][near.place]
    return Flip(
        near.edge,
        near.distance,
        near.verdict,
        part,
        years_to(near.distance, _pace(readings.get(part, ()))),
    )


# The ledger -------------------------------------------------------------------------------------------------


def rules() -> dict:
    """The head of the ledger: what *then* means, how old a figure may be, and which levers the leverage board compares."""
    return {key: value for key, value in _load().items() if key != "claims"}


def claims() -> list[Claim]:
    """All claims, in the order of the ledger."""
    return [
        Claim(**{**entry, "parts": tuple(entry.get("parts", ()))}) for entry in _load()["claims"]
    ]


def findings(chapter: str | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    moments = _moments()
    return [_finding(claim, *moments) for claim in claims() if chapter in (None, claim.chapter)]


def finding(id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    known = {claim.id: claim for claim in claims()}
    if id not in known:
        raise LedgerError(f"{_path()}: there is no claim “{id}”. Known are: {', '.join(known)}")
    return _finding(known[id], *_moments())


def fresh_since() -> int:
    """The first year that a figure may be of and still speak for today."""
    return _moments()[1].oldest


def known(indicator: str) -> pd.DataFrame:
    """A World Bank series as the first edition that the ledger asks for *then* has it, all economies: ``economy, year, value``; empty if none has."""
    head = rules()["then"]
    for name in head["editions"]:
        try:
            frame, _ = library.edition(name)
        except library.MissingData:
            continue
        held = frame.loc[frame["indicator"] == indicator, ["economy", "year", "value"]]
        if (held["year"] == head["year"]).any():
            return held
    return library.observations(indicator)[0][:0]


def newest() -> int:
    """The newest year of any World Bank series."""
    return _moments()[1].year


def by_edition(since: int) -> pd.DataFrame:
    """What each edition makes of the figures that the ledger reads from the World Bank, year by year: the band on which each lies.

    The rows are ``claim, part, label, year, vintage, value, unit, verdict``, for measured claims and the years from ``since`` on; ``part`` is empty
    for a claim without parts. Only the edition differs between rows of one year: rule and records are the same.
    """
    _, now = _moments()
    moments: dict[tuple[str, int], InEdition] = {}
    rows = []
    for claim, part in _read_from_series():
        for month, name in library.edition_names().items():
            held = now.files.edition(name)[0]
            named = held["indicator"].isin(
                [part["measure"][key] for key in SERIES_NAMED & part["measure"].keys()]
            )
            for year in sorted(set(held.loc[named & (held["year"] >= since), "year"].astype(int))):
                try:
                    measured = _take(
                        part["measure"],
                        moments.setdefault((name, year), InEdition(now, year, name=name)),
                    )
                except Untestable:
                    continue
                if measured.year == year:
                    rows.append(
                        (
                            claim.id,
                            part["id"],
                            part["label"],
                            year,
                            month,
                            measured.value,
                            claim.unit,
                            grade(measured.value, claim.bands),
                        )
                    )
    return pd.DataFrame(
        rows, columns=["claim", "part", "label", "year", "vintage", "value", "unit", "verdict"]
    )


def _read_from_series() -> Iterator[tuple[Claim, Mapping]]:
    """The measured claims' parts that read a series of the World Bank; a claim without parts is one, without an id."""
    for claim in claims():
        whole = ({"id": "", "label": claim.short, "measure": claim.measure},)
        for part in claim.parts or whole if claim.kind == "measured" else ():
            if SERIES_NAMED & part["measure"].keys():
                yield claim, part


def leverage() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The leverage board of today: its cells, and the figures under them, as in :func:`levers.figures`.

    The cells have ``lever, label, unit, economy, place, ranked, value, year, before, before_year, direction``: Russia's place
    and figure, and how it moved since the year of *then*.
    """
    _, now = _moments()
    figures = now.board.assign(reason=now.board["reason"].map(now.files.in_words))
    cells = levers.places(figures, now.levers).merge(
        levers.directions(figures, now.since.board, now.levers), on=["lever", "economy"]
    )
    heads = pd.DataFrame(now.levers)[["id", "label", "unit"]].rename(columns={"id": "lever"})
    return heads.merge(cells, on="lever"), figures


def _moments() -> tuple[Then, Now]:
    """The figures then and now, read from the same files; in live mode the World Bank's newest."""
    library.refresh(sorted(set(_indicators(_load()))))
    files, head = Files(), rules()
    return Then(files, head, head["then"]["published_before"]), Now(files, head)


def _indicators(content: object) -> Iterable[str]:
    """Every series that the ledger names, wherever a measure stands."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from (
                [value] if key == "indicator" and isinstance(value, str) else _indicators(value)
            )
    elif isinstance(content, list):
        for value in content:
            yield from _indicators(value)


def _finding(claim: Claim, then: Then, now: Now) -> Finding:
    head = rules()
    moments = {"then": then, "now": now}
    results = {
        moment: _judge(claim, at, head["stale_after_years"]) for moment, at in moments.items()
    }
    contrary = (
        _result(claim.contrary["measure"], claim.contrary["unit"], {}, now, None)
        if claim.contrary
        else None
    )
    firmness = _firmness(claim, results, moments, head) if claim.kind == "measured" else None
    return Finding(claim, **results, contrary=contrary, firmness=firmness)


def as_json(found: Finding) -> dict:
    """A finding in plain types: id, chapter, origin, kind, statement, and the objects then and now.

    ``then`` has the day before which its figures had to be known. A measured claim has its ``variants``, how many of them agree,
    and the flip point, the last two for each moment; null where there is no verdict. Where no single figure can turn it,
    the flip point has the band alone.
    """
    head = {
        key: getattr(found.claim, key) for key in ("id", "chapter", "origin", "kind", "statement")
    }
    known = {"known_before": rules()["then"]["published_before"]}
    content = head | {"then": _result_json(found.then) | known, "now": _result_json(found.now)}
    if found.firmness:
        content["variants"] = [
            {"id": variant.id, "label": variant.label}
            | {moment: _variant_json(getattr(variant, moment)) for moment in MOMENTS}
            for variant in found.firmness.variants
        ]
        content["agreement"] = {
            moment: _agreement_json(found.agreement(moment)) for moment in MOMENTS
        }
        content["flip"] = {moment: _flip_json(found, moment) for moment in MOMENTS}
    return content


def _variant_json(result: Result) -> dict:
    return {key: value for key, value in _result_json(result).items() if key != "parts"}


def _agreement_json(counts: tuple[int, int] | None) -> dict | None:
    return None if counts is None else dict(zip(("agree", "of"), counts, strict=True))


def _flip_json(found: Finding, moment: str) -> dict | None:
    """The nearest figure at which a verdict turns, and the nearest band; null where there is no verdict."""
    if getattr(found, moment).verdict == UNTESTABLE:
        return None
    flip, band = getattr(found.firmness, moment), found.firmness.bands[moment]
    keys = ("value", "distance", "verdict", "part", "years")
    figure = (
        dict.fromkeys(keys)
        if flip is None
        else dict(
            zip(keys, (flip.edge, flip.distance, flip.verdict, flip.part, flip.years), strict=True)
        )
    )
    return figure | {
        "unit": found.claim.unit,
        "band": None if band is None else dict(zip(("edges_times", "verdict"), band, strict=True)),
    }


def _result_json(result: Result) -> dict:
    content = {key: getattr(result, key) for key in ("value", "unit", "year", "basis", "verdict")}
    if result.reason:
        content["reason"] = result.reason
    if result.parts:
        content["parts"] = [
            {"id": part.id, "label": part.label} | _result_json(part.result)
            for part in result.parts
        ]
    return content


# Reading and checking claims.yml ----------------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """YAML whose dates stay text, as the schema has them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _path() -> Path:
    return library.data_dir() / "claims.yml"


def _load() -> dict:
    path = _path()
    try:
        return _parse(path, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'}). Restore it: git checkout -- data/claims.yml"
        ) from None


@functools.lru_cache(maxsize=4)
def _parse(path: Path, text: str) -> dict:
    try:
        content = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LedgerError(
            f"{path}: line {mark.line + 1 if mark else '?'}: no valid YAML ({getattr(error, 'problem', error)}). Mend that line."
        ) from None
    _check_schema(path, content)
    names = frozenset(library.economies().index)
    for lever in content["levers"]:
        _check_lever(path, lever, names)
    for entry in content["claims"]:
        _check_claim(path, entry, names)
        _check_robustness(path, entry, [way["id"] for way in content["variants"]], names)
    repeated = [
        id for id, count in Counter(entry["id"] for entry in content["claims"]).items() if count > 1
    ]
    if repeated:
        raise LedgerError(
            f"{path}: claim {repeated[0]}, field id: stands twice. Rename or remove one of the two."
        )
    return content


def _check_schema(path: Path, content: object) -> None:
    schema = json.loads((Path(__file__).parent / "claims.schema.json").read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema).iter_errors(content)
    )
    if error is None:
        return
    where = list(error.absolute_path)
    claim = ""
    if len(where) > 1 and where[0] == "claims":
        entry = content["claims"][where[1]]
        claim = f"claim {entry.get('id') if isinstance(entry, dict) else where[1] + 1}, "
        where = where[2:]
    field = ".".join(map(str, where)) or "(top)"
    raise LedgerError(
        f"{path}: {claim}field {field}: {error.message}. See footprint/claims.schema.json for what it takes."
    )


def _check_lever(path: Path, lever: dict, names: frozenset[str]) -> None:
    """Every reading compares the same actors, Russia among them, each by a known measure that wants an economy besides."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: lever {lever['id']}, field {field}: {what}")

    compared = [[key for key in reading if key != "only"] for reading in lever["readings"]]
    for number, (actors, reading) in enumerate(zip(compared, lever["readings"], strict=True)):
        if set(actors) != set(compared[0]):
            refuse(
                f"readings.{number}",
                f"compares {', '.join(actors)}, the first reading {', '.join(compared[0])}. Let both name the same actors.",
            )
        unknown = [code for code in reading.get("only", ()) if code not in library.CENTRAL_ASIA]
        if unknown:
            refuse(
                f"readings.{number}.only",
                f"{', '.join(unknown)} is none of {', '.join(library.CENTRAL_ASIA)}.",
            )
        for actor in actors:
            _check_measure(
                f"readings.{number}.{actor}",
                reading[actor],
                names,
                refuse,
                given_besides=("economy", "economies"),
            )


def _check_claim(path: Path, entry: dict, names: frozenset[str]) -> None:
    """What a schema cannot say: known measures with their parameters, bands in order, sentences that can be filled."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: claim {entry['id']}, field {field}: {what}")

    if len(entry.get("quote", "").split()) >= QUOTE_WORDS:
        refuse("quote", f"{len(entry['quote'].split())} words; quote fewer than {QUOTE_WORDS}.")
    sources = {
        "measure": entry.get("measure"),
        "contrary.measure": entry.get("contrary", {}).get("measure"),
    }
    sources |= {f"parts.{part['id']}.measure": part["measure"] for part in entry.get("parts", ())}
    for field, measure in sources.items():
        if measure:
            _check_measure(field, measure, names, refuse)
    _check_bands("bands", entry.get("bands", {}), refuse)
    _check_sentences(entry, refuse)


def _check_measure(
    field: str, measure: dict, names: frozenset[str], refuse, given_besides: Sequence[str] = ()
) -> None:
    function = MEASURES.get(measure["name"])
    if function is None:
        refuse(
            f"{field}.name", f"“{measure['name']}” is no measure. Known are: {', '.join(MEASURES)}."
        )
    wanted = [
        name
        for name in inspect.signature(function).parameters
        if name != "at" and name not in given_besides
    ]
    given = [name for name in measure if name != "name"]
    if set(wanted) != set(given):
        refuse(
            field,
            f"{measure['name']} takes {', '.join(wanted)}, not {', '.join(given) or 'nothing'}.",
        )
    codes = [measure["economy"]] if "economy" in measure else measure.get("economies", [])
    if not all(isinstance(code, str) and code in names for code in codes):
        try:
            library.check_economies(codes, field)
        except DataError as error:
            refuse(f"{field}.economy", str(error).split("field economy: ")[-1])


def _check_bands(field: str, bands: dict, refuse) -> None:
    edges = sorted(
        (i.get("from", float("-inf")), i.get("below", float("inf")))
        for intervals in bands.values()
        for i in intervals
    )
    for low, high in edges:
        if not low < high:
            refuse(
                field, f"from {low} to below {high} is empty. Let “below” be larger than “from”."
            )
    for (_, high), (low, _) in zip(edges, edges[1:]):
        if low < high:
            refuse(
                field,
                f"two bands overlap between {low} and {high}. Let one end where the other begins.",
            )


def _check_robustness(
    path: Path, entry: dict, general: Sequence[str], names: frozenset[str]
) -> None:
    """Variants are named once, change what the claim has, and measure what can be measured."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: claim {entry['id']}, field robustness.{field}: {what}")

    declared = entry.get("robustness", {})
    for id in declared.get("without", ()):
        if id not in general:
            refuse("without", f"“{id}” is no variant of the head. Known are: {', '.join(general)}.")
    parts, seen = [part["id"] for part in entry.get("parts", ())], set(general)
    for variant in declared.get("variants", ()):
        if variant["id"] in seen:
            refuse("variants", f"“{variant['id']}” stands twice. Rename or remove one of the two.")
        seen.add(variant["id"])
        misplaced = [
            key
            for key in (("measure",) if parts else ("parts", "only", "combine"))
            if key in variant
        ]
        if misplaced:
            refuse(
                variant["id"],
                f"{misplaced[0]} cannot vary in a claim {'with' if parts else 'without'} parts.",
            )
        unknown = [
            id for id in [*variant.get("parts", ()), *variant.get("only", ())] if id not in parts
        ]
        if unknown:
            refuse(variant["id"], f"“{unknown[0]}” is no part. Known are: {', '.join(parts)}.")
        for measure in [
            *variant.get("parts", {}).values(),
            *filter(None, [variant.get("measure")]),
        ]:
            _check_measure(variant["id"], measure, names, refuse)
        _check_bands(variant["id"], variant.get("bands", {}), refuse)


class _Blank:
    """Stands in for a filled value while a sentence is checked."""

    value = answer = year = period = rank = flow = other = ""

    def __format__(self, specification: str) -> str:
        raise ValueError("a part without .value, .year …")


def _check_sentences(entry: dict, refuse) -> None:
    parts = {part["id"]: _Blank() for part in entry.get("parts", ())}
    own = {} if parts else dict.fromkeys(FILLED, "")
    sentences = {
        f"sentences.{key}": (text, parts | own | ({"moved": ""} if key == "now" else {}))
        for key, text in entry.get("sentences", {}).items()
    }
    if "contrary" in entry:
        sentences["contrary.sentence"] = (entry["contrary"]["sentence"], dict.fromkeys(FILLED, ""))
    for field, (text, fields) in sentences.items():
        try:
            text.format(**fields)
        except (KeyError, AttributeError, ValueError, IndexError) as error:
            refuse(
                field,
                f"{error} cannot be filled in. Known are: {', '.join('{' + name + '}' for name in fields)}.",
            )


def verify() -> int:
    """Check ledger and data together, and compute every finding; returns how many there are. DataError if something is wrong."""
    return len(findings())
