"""Findings to alter, and findings whose every word is hostile."""

import dataclasses
from typing import Any

from footprint import ledger
from footprint.model import (
    FAILS,
    HOLDS,
    IN_PART,
    UNTESTABLE,
    Bands,
    Change,
    Claim,
    ClaimPart,
    Contrary,
    Finding,
    FlipPoint,
    Interval,
    MeasureCall,
    Part,
    Result,
    Robustness,
    RobustnessRule,
    Source,
    Variant,
)

# What Markdown, MyST, HTML and Jinja would read as more than text.
HOSTILE = (
    "WORDS <b>b</b> | *e* **s** [x](y) $m$ `c` {{ t }} {abbr}`a` _u_ ~~d~~ &copy; \\ "
    "\"q\" 'a'\n# <i>"
)
# As a reader sees it.
SEEN = " ".join(HOSTILE.split())

CALL = MeasureCall("series")
TURNED = [{"then": HOLDS, "now": HOLDS}, {"then": UNTESTABLE, "now": HOLDS}]
BANDS = Bands((Interval(30, 36.7),), (Interval(25, 30), Interval(36.7)))


def altered(id: str, **changes: dict[str, Any]) -> Finding:
    """The finding of a claim with other fields in its ``claim``, or in what it was or is."""
    found = ledger.finding(id)
    parts = {name: dataclasses.replace(getattr(found, name), **of) for name, of in changes.items()}
    return dataclasses.replace(found, **parts)


def hostile(origin: str = "article", id: str = "hostile-claim") -> Finding:
    """A measured claim with two parts from two sources, in words that are all hostile."""
    claim = Claim(
        id,
        "kyrgyzstan",
        origin,
        "measured",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        quote=HOSTILE,
        parts=(ClaimPart("one", HOSTILE, CALL), ClaimPart("two", HOSTILE, CALL)),
        combine="every",
        unit="% of GDP",
        bands=BANDS,
        sentences={HOLDS: "It was {one.value}", "now": "It {moved} {one.value} ({one.source})"},
        contrary=Contrary(CALL, "% of GDP", "Yet {source} says {value}"),
        robustness=RobustnessRule(because=HOSTILE),
        our_measure=HOSTILE,
        missing=Source(HOSTILE, HOSTILE),
        history=(Change("2026-11-27", "rule", HOSTILE, HOSTILE, TURNED[0], TURNED[1]),),
    )
    words = {"source": HOSTILE, "period": HOSTILE}
    parts = (
        Part("one", HOSTILE, Result(HOLDS, "% of GDP", 32.7, 2021, HOSTILE, words=words)),
        Part("two", HOSTILE, Result(UNTESTABLE, "% of GDP", basis="b", reason=HOSTILE)),
    )
    then = Result(HOLDS, "% of GDP", year=2021, basis=HOSTILE, parts=parts, bands=BANDS)
    one = Result(FAILS, "% of GDP", 17.7, 2024, HOSTILE, words=words)
    now = dataclasses.replace(then, verdict=FAILS, parts=(Part("one", HOSTILE, one), parts[1]))
    flip = FlipPoint(25, 7.3, IN_PART, "one", 3.2)
    tried = Variant("v", HOSTILE, then, Result(IN_PART, "% of GDP", 26.0, 2023))
    firm = Robustness((tried,), flip, flip, readings={"one": {2023: 20.0, 2024: 17.7}})
    return Finding(claim, then, now, Result("", "% of GDP", 2.0, words=words), firm)


def judged(id: str = "judged-claim") -> Finding:
    """A judgement that the article leaves out, with a hostile reason."""
    claim = Claim(id, "verdict", "omission", "judgement", *[HOSTILE] * 4)
    result = Result(UNTESTABLE, reason=HOSTILE, basis=HOSTILE)
    return Finding(claim, result, result, None)
