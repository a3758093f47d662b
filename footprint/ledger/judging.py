"""A claim at a moment: its measures taken and put on the bands."""

from collections.abc import Iterable

from footprint import model
from footprint.ledger.measures import MEASURES
from footprint.ledger.moments import Figures
from footprint.ledger.verdicts import COMBINE
from footprint.words.numbers import quantity

JUDGEMENT = "it is a judgement that no open data can decide"


def take(call: model.MeasureCall, at: Figures) -> model.Measured:
    """A measure at a moment; Untestable with the reason."""
    return at.take(call, MEASURES[call.name])


def judge(claim: model.Claim, at: Figures, back: int = 0) -> model.Result:
    """The verdict on a claim; ``back`` leaves out the newest year of each figure, or more."""
    if claim.kind == "judgement":
        return model.Result(model.UNTESTABLE, reason=JUDGEMENT, not_known=model.JUDGED)
    may_age = at.ledger.rules.stale_after_years if claim.kind == "measured" else None
    if claim.measure:
        return measured(claim.measure, claim.unit, claim.bands, at, may_age, back)
    parts = tuple(
        _part(part, measured(part.measure, claim.unit, claim.bands, at, may_age, back))
        for part in claim.parts
    )
    results = [part.result for part in parts]
    verdict = COMBINE[claim.combine](result.verdict for result in results)
    return model.Result(
        verdict,
        claim.unit,
        year=max((result.year for result in results if result.year), default=None),
        basis="; ".join(dict.fromkeys(result.basis for result in results if result.basis)),
        reason=_open(parts) if verdict == model.UNTESTABLE else "",
        parts=parts,
        bands=claim.bands,
        not_known=model.UNREACHED if verdict == model.UNTESTABLE else "",
    )


def _part(part: model.ClaimPart, result: model.Result) -> model.Part:
    """A part with its result, and what that says."""
    # Some of several votes is “partly” in words, whatever the share.
    some = result.value is not None and 0 < result.value < 1
    answer = "partly" if some else quantity(result.value, model.ANSWER)
    told = part.told.get(answer, f"{part.label}: {answer}") if part.told else ""
    return model.Part(part.id, part.label, result, told)


def measured(
    call: model.MeasureCall,
    unit: str,
    bands: model.Bands,
    at: Figures,
    may_age: int | None,
    back: int = 0,
) -> model.Result:
    """A measure at a moment, on the bands; a figure of more than ``may_age`` years is none."""
    try:
        found = _take_earlier(call, at, back) if back else take(call, at)
        if may_age is not None and found.year and at.year - found.year > may_age:
            raise model.Untestable(
                f"the newest figure is of {found.year}, more than {may_age} years before {at.year}"
            )
    except model.Untestable as reason:
        told = at.in_words(str(reason))
        return model.Result(model.UNTESTABLE, unit, reason=told, not_known=model.UNREACHED)
    verdict = bands.verdict(found.value)
    return model.Result(
        verdict, unit, found.value, found.year, found.basis, words=found.words, bands=bands
    )


def _take_earlier(call: model.MeasureCall, at: Figures, back: int) -> model.Measured:
    """The measure as it was ``back`` years before its newest year."""
    try:
        newest = take(call, at).year or at.year
    except model.Untestable:
        newest = at.year
    return take(call, at.before(newest - back))


def _open(parts: Iterable[model.Part]) -> str:
    """Which parts have no verdict, and why; those with one reason stand together."""
    reasons: dict[str, list[str]] = {}
    for part in parts:
        if part.result.reason:
            reasons.setdefault(part.result.reason, []).append(f"“{part.label}”")
    return "; ".join(
        f"{' and '.join(labels)} {'is' if len(labels) == 1 else 'are'} open ({reason})"
        for reason, labels in reasons.items()
    )
