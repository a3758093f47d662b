"""The parts of a claim: frames for charts, and what is said of them."""

from __future__ import annotations

from footprint.lazy import pandas as pd
from footprint.ledger.moments import MOMENTS
from footprint.model import Finding, Result
from footprint.narrative.sentences import words_of


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
