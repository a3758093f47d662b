"""The parts of a claim: frames for charts, and what is said of them."""

from __future__ import annotations

from footprint.lazy import pandas as pd
from footprint.ledger.moments import MOMENTS
from footprint.model import HOLDS, Finding, Result
from footprint.narrative.sentences import words_of
from footprint.words.text import Prose, listed


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


def missing_parts(found: Finding) -> str:
    """Which parts a chart of :func:`by_moment` lacks, and why, for its foot; or nothing."""
    sentences = []
    for pair in zip(found.then.parts, found.now.parts, strict=True):
        moments = [(moment, part.result) for moment, part in zip(MOMENTS, pair, strict=True)]
        gaps = [f"{moment} ({own.reason})" for moment, own in moments if own.value is None]
        sentences += [f"{pair[0].label} is missing {listed(gaps)}."] if gaps else []
    return " ".join(sentences)


def of_readings(finding: Finding, what: str, label: str = "May 2023") -> Prose:
    """“Of the 2 readings none was nearly a third in May 2023, and none is now.”"""
    moments = (finding.then.parts, finding.now.parts)
    before, after = (sum(part.result.verdict == HOLDS for part in parts) for parts in moments)
    then = f"{before or 'none'} {'were' if before > 1 else 'was'} {what} in {label}"
    now = f"{after or 'none'} {'are' if after > 1 else 'is'} now"
    return Prose(f"Of the {len(finding.now.parts)} readings {then}, and {now}.")


def unanswered(finding: Finding) -> Prose:
    """What no document from before the article answers, and what a later one says; or nothing."""
    sentences = []
    for before, after in zip(finding.then.parts, finding.now.parts, strict=True):
        if before.result.value is None:
            answer = f"one of {after.result.year} says {after.result.figure}"
            later = "nor does a later one" if after.result.value is None else answer
            asked = f"Whether {before.label}, no document from before the article that was read"
            sentences.append(f"{asked} answers; {later}.")
    return Prose(" ".join(sentences))
