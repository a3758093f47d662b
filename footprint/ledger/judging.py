"""A claim at a moment: its measures taken and put on the bands."""

from collections.abc import Iterable, Mapping

from footprint.ledger.measures import MEASURES
from footprint.ledger.moments import Earlier, Now
from footprint.ledger.verdicts import COMBINE, grade
from footprint.model import UNTESTABLE, Claim, Measured, Part, Result, Untestable

JUDGEMENT = "it is a judgement that no open data can decide"


def measured_result(
    measure: Mapping, unit: str, bands: Mapping, at: Now, may_age: int | None, back: int = 0
) -> Result:
    """The measure at a moment, on the bands; ``back`` leaves out its newest year, or more of them."""
    try:
        measured = _take_earlier(measure, at, back) if back else take(measure, at)
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


def take(measure: Mapping, at: Now | Earlier) -> Measured:
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
        newest = take(measure, at).year or at.year
    except Untestable:
        newest = at.year
    return take(measure, at.before(newest - back))


def judge(claim: Claim, at: Now, stale_after: int, back: int = 0) -> Result:
    if claim.kind == "judgement":
        return Result(UNTESTABLE, reason=JUDGEMENT)
    may_age = stale_after if claim.kind == "measured" else None
    if claim.measure:
        return measured_result(claim.measure, claim.unit, claim.bands, at, may_age, back)
    parts = tuple(
        Part(
            part["id"],
            part["label"],
            measured_result(part["measure"], claim.unit, claim.bands, at, may_age, back),
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
