"""The parts of a claim: frames for charts, and what is said of them."""

from __future__ import annotations

from collections import Counter

from footprint.lazy import pandas as pd
from footprint.ledger.moments import MOMENTS
from footprint.model import HOLDS, UNTESTABLE, Finding, Result
from footprint.narrative.sentences import FEW, in_short, words_of


def many(result: Result) -> tuple[str, str] | None:
    """What a card says of parts that are too many for it: how many hold, and the least and the
    largest with their names. None of a few, or where nothing is decided."""
    known = [part for part in result.parts if part.result.value is not None]
    if len(result.parts) <= FEW or not known or result.verdict == UNTESTABLE:
        return None
    if result.unit == "yes or no":
        return in_short(result), ""
    holding = sum(part.result.verdict == HOLDS for part in known)
    unknown = len(result.parts) - len(known)
    count = f"{holding} of {len(known)} hold" + (f", {unknown} unknown" if unknown else "")
    heads = Counter(part.label.partition(",")[0] for part in result.parts)
    ends = sorted(known, key=lambda part: part.result.value or 0)
    names = [head if heads[head := end.label.partition(",")[0]] == 1 else end.label for end in ends]
    least, largest = (
        f"{ends[0].result.figure} ({names[0]})",
        f"{ends[-1].result.figure} ({names[-1]})",
    )
    return count, f"{least} to {largest}"


def readings(finding: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now, as a frame ``name, value`` for a chart."""
    rows = [
        (f"{part.label} ({words_of(part.result)['period']})", part.result.value)
        for part in finding.then.parts + finding.now.parts
        if part.result.value is not None
    ]
    frame = pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "value"])
    return frame.astype({"value": "float64"})


def by_moment(found: Finding) -> pd.DataFrame:
    """The parts of a claim for a chart of dots, then and now: ``name, kind, value``. Values are in
    the unit of the claim; a figure that there is not is left out."""
    rows = []
    for pair in zip(found.then.parts, found.now.parts, strict=True):
        results = [
            (moment, part.result)
            for moment, part in zip(MOMENTS, pair, strict=True)
            if part.result.value is not None
        ]
        told = {moment: _stands_for(result) for moment, result in results}
        same = [*dict.fromkeys(told.values())] if len(set(told.values())) == 1 else []
        counted = same or [f"{moment} {counts}" for moment, counts in told.items()]
        name = f"{pair[0].label} ({', '.join(counted)})"
        rows += [(name, moment, result.value) for moment, result in results]
    return pd.DataFrame(rows, columns=["name", "kind", "value"]).astype({"value": "float64"})


def _stands_for(result: Result) -> str:
    """What a bar counts, where it is a part of so few that a percentage says too much; or when."""
    words = result.words
    if {"count", "of"} <= words.keys():
        return f"{words['count']} of {words['of']}"
    return str(words.get("period", result.year))
