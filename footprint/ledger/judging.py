"""A claim at a moment: its measures taken and put on the bands."""

from collections.abc import Iterable

from footprint.ledger.measures import MEASURES
from footprint.ledger.moments import Figures
from footprint.ledger.verdicts import COMBINE
from footprint.model import (
    UNTESTABLE,
    Bands,
    Claim,
    MeasureCall,
    Measured,
    Part,
    Result,
    Untestable,
)

JUDGEMENT = "it is a judgement that no open data can decide"


def take(call: MeasureCall, at: Figures) -> Measured:
    """A measure at a moment; Untestable with the reason."""
    return at.take(call, MEASURES[call.name])


def judge(claim: Claim, at: Figures, back: int = 0) -> Result:
    """The verdict on a claim; ``back`` leaves out the newest year of each figure, or more."""
    if claim.kind == "judgement":
        return Result(UNTESTABLE, reason=JUDGEMENT)
    may_age = at.ledger.rules.stale_after_years if claim.kind == "measured" else None
    if claim.measure:
        return measured(claim.measure, claim.unit, claim.bands, at, may_age, back)
    parts = tuple(
        Part(
            part.id,
            part.label,
            measured(part.measure, claim.unit, claim.bands, at, may_age, back),
        )
        for part in claim.parts
    )
    results = [part.result for part in parts]
    verdict = COMBINE[claim.combine](result.verdict for result in results)
    return Result(
        verdict,
        claim.unit,
        year=max((result.year for result in results if result.year), default=None),
        basis="; ".join(dict.fromkeys(result.basis for result in results if result.basis)),
        reason=_open(parts) if verdict == UNTESTABLE else "",
        parts=parts,
    )


def measured(
    call: MeasureCall, unit: str, bands: Bands, at: Figures, may_age: int | None, back: int = 0
) -> Result:
    """A measure at a moment, on the bands; a figure of more than ``may_age`` years is none."""
    try:
        found = _take_earlier(call, at, back) if back else take(call, at)
        if may_age is not None and found.year and at.year - found.year > may_age:
            raise Untestable(
                f"the newest figure is of {found.year}, more than {may_age} years before {at.year}"
            )
    except Untestable as reason:
        return Result(UNTESTABLE, unit, reason=at.in_words(str(reason)))
    verdict = bands.verdict(found.value)
    return Result(
        verdict, unit, found.value, found.year, found.basis, words=found.words, bands=bands
    )


def _take_earlier(call: MeasureCall, at: Figures, back: int) -> Measured:
    """The measure as it was ``back`` years before its newest year."""
    try:
        newest = take(call, at).year or at.year
    except Untestable:
        newest = at.year
    return take(call, at.before(newest - back))


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
