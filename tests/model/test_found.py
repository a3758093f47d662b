"""Results and findings."""

import dataclasses

from footprint.model import (
    FAILS,
    HOLDS,
    IN_PART,
    JUDGED,
    UNTESTABLE,
    VERDICTS,
    Bands,
    Claim,
    ClaimPart,
    Finding,
    Interval,
    MeasureCall,
    Part,
    Result,
    Robustness,
    Variant,
)

BANDS = BAND = Bands(holds=(Interval(30, 36.7),), in_part=(Interval(25, 30), Interval(36.7)))


def test_the_figures_under_a_verdict():
    """Those of the parts, missing ones too, or its own; printed so that they never belie it."""
    alone = Result(IN_PART, "% of GDP", 29.99, bands=BANDS)
    assert alone.values == [29.99] and alone.figure == "29.99\u202f%"
    several = Result(HOLDS, parts=(Part("a", "A", alone), Part("b", "B", Result(UNTESTABLE))))
    assert several.values == [29.99, None]


def test_how_many_variants_agree():
    """Of those that give a verdict; none without one, or where nothing was tried."""
    holds, fails, none = (Result(verdict) for verdict in (HOLDS, FAILS, UNTESTABLE))
    claim = Claim("a", "c", "article", "measured", "Short", "S", "B", "W")
    tried = [(holds, none), (fails, none), (none, holds)]
    variants = tuple(Variant("v", "V", then, now) for then, now in tried)
    found = Finding(claim, holds, holds, None, Robustness(variants))
    assert (found.agreement("then"), found.agreement("now")) == ((1, 2), (1, 1))
    assert dataclasses.replace(found, now=none).agreement("now") is None
    assert dataclasses.replace(found, robustness=None).agreement("then") is None


def test_a_verdict_with_what_stands_beside_it():
    """What holds has no direction, even if one of its parts misses; what is open says why."""
    parts = tuple(
        Part(str(value), "", Result(BAND.verdict(value), "%", value, bands=BAND))
        for value in (32, 47, 47)
    )
    of = {verdict: Result(verdict, "%", parts=parts, bands=BAND) for verdict in VERDICTS}
    assert of[HOLDS].graded == "holds"
    assert of[IN_PART].graded == "holds in part (more than said)"
    assert of[UNTESTABLE].graded == "cannot be tested"
    assert Result(UNTESTABLE, not_known=JUDGED).graded == "cannot be tested (a judgement)"


def test_a_part_stands_as_a_claim_of_its_own():
    """With its measure and its results; the rule stays."""
    calls = {id: MeasureCall(id) for id in "ab"}
    parts = tuple(ClaimPart(id, id.upper(), call) for id, call in calls.items())
    claim = Claim("c", "c", "article", "measured", "S", "S", "B", "W", parts=parts, bands=BANDS)
    results = [Result(HOLDS, value=value, parts=()) for value in (1.0, 2.0)]
    then = Result(HOLDS, parts=tuple(Part(id, id, results[0]) for id in "ab"))
    now = Result(HOLDS, parts=(Part("a", "A", results[0]), Part("b", "B", results[1])))
    alone = Finding(claim, then, now, None).part("b")
    assert (alone.then.value, alone.now.value, alone.claim.measure) == (1.0, 2.0, calls["b"])
    assert alone.claim.parts == () and alone.claim.bands == BANDS
