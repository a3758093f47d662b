"""How firm a verdict is: tried in other ways, and where it would turn."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from footprint.ledger.judging import judge, take
from footprint.ledger.moments import Now
from footprint.ledger.verdicts import COMBINE, band_turn, every, pace, scaled, turn, years_to
from footprint.model import Claim, FlipPoint, Measured, Result, Robustness, Untestable, Variant

# A trend is sought in the readings of so many years before the newest.
TREND_YEARS = 5


def robustness(
    claim: Claim, results: Mapping[str, Result], moments: Mapping[str, Now], head: Mapping
) -> Robustness:
    """The variants of a measured claim, tried at both moments, and where its verdicts would turn."""
    stale_after = head["stale_after_years"]
    variants = []
    for declared in _ways(claim, head):
        altered, back = _altered(claim, declared), declared.get("years_back", 0)
        tried = {moment: judge(altered, at, stale_after, back) for moment, at in moments.items()}
        variants.append(Variant(declared["id"], declared["label"], **tried))
    moves = any("years_back" in declared for declared in _ways(claim, head))
    readings = {moment: _readings(claim, at) if moves else {} for moment, at in moments.items()}
    flips = {
        moment: flip_point(claim, result, readings[moment]) for moment, result in results.items()
    }
    newest = {
        id: {measured.year: measured.value for measured in taken}
        for id, taken in readings["now"].items()
    }
    bands = {
        moment: band_turn(values_of(result), claim.bands, COMBINE.get(claim.combine, every))
        for moment, result in results.items()
    }
    return Robustness(tuple(variants), **flips, bands=bands, readings=newest)


def _ways(claim: Claim, head: Mapping) -> list[Mapping]:
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
            measured = take(measure, moment)
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


def values_of(result: Result) -> list[float | None]:
    """The figures that a verdict rests on: those of its parts, or its own."""
    return [part.result.value for part in result.parts] or [result.value]


def flip_point(
    claim: Claim, result: Result, readings: Mapping[str, Sequence[Measured]]
) -> FlipPoint | None:
    near = turn(values_of(result), claim.bands, COMBINE.get(claim.combine, every))
    if near is None:
        return None
    part = [*(part.id for part in result.parts), ""][near.place]
    return FlipPoint(
        near.edge,
        near.distance,
        near.verdict,
        part,
        years_to(near.distance, _pace(readings.get(part, ()))),
    )
