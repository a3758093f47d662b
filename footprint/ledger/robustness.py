"""How firm a verdict is: tried in other ways, and where it would turn."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from footprint import model
from footprint.ledger.judging import judge, take
from footprint.ledger.moments import MOMENTS, Figures
from footprint.ledger.verdicts import COMBINE, band_turn, every, pace, turn, years_to

# A trend is sought in the readings of so many years before the newest.
TREND_YEARS = 5


def robustness(
    claim: model.Claim, then: model.Result, now: model.Result, at: tuple[Figures, Figures]
) -> model.Robustness:
    """A measured claim tried in other ways at both moments, and where its verdicts would turn."""
    rules = _ways(claim, at[0].ledger.rules.variants)
    moves = any(rule.years_back for rule in rules)
    readings = [_readings(claim, moment) if moves else {} for moment in at]
    results = (then, now)
    combine = COMBINE.get(claim.combine, every)
    newest = {
        id: {one.year: one.value for one in taken if one.year is not None}
        for id, taken in readings[1].items()
    }
    bands = [band_turn(result.values, claim.bands, combine) for result in results]
    points = [_flip_point(claim, *pair) for pair in zip(results, readings, strict=True)]
    return model.Robustness(
        tuple(_variant(claim, rule, at) for rule in rules),
        then=points[0],
        now=points[1],
        bands=dict(zip(MOMENTS, bands, strict=True)),
        readings=newest,
    )


def _ways(claim: model.Claim, general: Sequence[model.VariantRule]) -> list[model.VariantRule]:
    """The variants of the head that the claim's entry does not rule out, and its own."""
    declared = claim.robustness
    return [rule for rule in general if rule.id not in declared.without] + list(declared.variants)


def _variant(
    claim: model.Claim, rule: model.VariantRule, at: tuple[Figures, Figures]
) -> model.Variant:
    """The claim as a variant has it, judged at both moments."""
    parts = tuple(
        dataclasses.replace(part, measure=rule.parts.get(part.id, part.measure))
        for part in claim.parts
        if part.id in (rule.only or [part.id])
    )
    altered = dataclasses.replace(
        claim,
        parts=parts,
        bands=rule.bands or claim.bands.scaled(rule.edges_times),
        measure=rule.measure or claim.measure,
        combine=rule.combine or claim.combine,
    )
    then, now = (judge(altered, moment, rule.years_back) for moment in at)
    return model.Variant(rule.id, rule.label, then, now)


def _readings(claim: model.Claim, at: Figures) -> dict[str, list[model.Measured]]:
    """What each part measured in the years up to its newest, oldest first."""
    return {part.id: list(_back_in_time(part.measure, at))[::-1] for part in claim.measured_parts}


def _back_in_time(call: model.MeasureCall, at: Figures) -> Iterator[model.Measured]:
    """The readings of one source and vintage, newest first: two are never put on one line."""
    newest, moment = None, at
    while True:
        try:
            found = take(call, moment)
        except model.Untestable:
            return
        newest = newest or found
        if found.year is None or newest.year is None or found.basis != newest.basis:
            return
        if found.year < newest.year - TREND_YEARS:
            return
        yield found
        moment = at.before(found.year - 1)


def _pace(readings: Sequence[model.Measured]) -> float | None:
    """The change in a year along readings, oldest first; None if two share years, or no trend."""
    dated = [(_first_year(one), one.year, one.value) for one in readings if one.year is not None]
    if any(first <= last for (_, last, _), (first, _, _) in itertools.pairwise(dated)):
        return None
    return pace({year: value for _, year, value in dated})


def _first_year(reading: model.Measured) -> int:
    """The first year that a reading covers: that of its period, “2018–23”, if it names one."""
    period = re.match(r"(\d{4})–", str(reading.words.get("period", "")))
    return int(period[1]) if period else reading.year or 0


def _flip_point(
    claim: model.Claim, result: model.Result, readings: Mapping[str, Sequence[model.Measured]]
) -> model.FlipPoint | None:
    near = turn(result.values, claim.bands, COMBINE.get(claim.combine, every))
    if near is None:
        return None
    part = [*(part.id for part in result.parts), ""][near.place]
    years = years_to(near.distance, _pace(readings.get(part, ())))
    return model.FlipPoint(near.edge, near.distance, near.verdict, part, years)
