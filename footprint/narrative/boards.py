"""Verdicts in tables: the strip of a chapter, the board of the book; parts as frames for charts."""

import itertools
from collections.abc import Iterable

import pandas as pd

from footprint import render
from footprint.ledger.moments import MOMENTS
from footprint.model import Finding, Result
from footprint.narrative.sentences import figure_and_period, last_field, rule, words_of
from footprint.words.text import listed

# How a chapter is called beside its claims, where its file's name does not say it.
CHAPTERS = {
    "parade": "The parade",
    "alternatives": "China and the EU",
    "migration": "The migration card",
    "verdict": "The whole",
}
ORIGINS = {"article": "What the article says", "omission": "What it leaves out"}


def strip(findings: Iterable[Finding], label: str = "May 2023") -> render.Markdown:
    """The verdict strip at the head of a chapter: each claim with its verdict then and now."""
    return render.markdown("strip.md", findings=findings, label=label)


def board(findings: Iterable[Finding], label: str = "May 2023") -> render.Markdown:
    """The verdict board of the book: all claims with figures, first the article's."""
    origins = by_origin(findings)
    return render.markdown(
        "board.md", origins=origins, chapter=chapter_name, cell=verdict_cell, label=label
    )


def then_and_now(findings: Iterable[Finding], label: str = "May 2023") -> render.Markdown:
    """A table of the claims' figures and verdicts at both moments; parts have rows of their own."""
    return render.markdown("then_and_now.md", findings=findings, cell=verdict_cell, label=label)


def changes(findings: Iterable[Finding]) -> render.Markdown:
    """For each claim, its rule and what would change its verdict or decide it, each on a line."""
    return render.markdown("changes.md", findings=findings, rule=rule, last_field=last_field)


def verdict_cell(result: Result) -> render.Markdown:
    """A verdict in a table, with its figure where there is one."""
    figure = "" if result.value is None else figure_and_period(result)
    return render.markdown("verdict_cell.md", verdict=result.verdict, figure=figure)


def chapter_name(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return CHAPTERS.get(found.claim.chapter, found.claim.chapter.title())


def by_chapter(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of each chapter, in the order of the ledger."""
    chapters = itertools.groupby(findings, key=chapter_name)
    return [(name, list(members)) for name, members in chapters]


def by_origin(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of the article and, apart from them, the omissions."""
    known = list(findings)
    return [
        (title, [found for found in known if found.claim.origin == origin])
        for origin, title in ORIGINS.items()
    ]


def notes(findings: Iterable[Finding], indicator: str) -> dict[str, str]:
    """For a map of an indicator: by economy, what became of the claim that is measured by it."""
    texts = {}
    for found in findings:
        measure = found.claim.measure
        if measure and measure.parameters.get("indicator") == indicator:
            verdicts = f"{found.then.verdict} then, {found.now.verdict} now"
            texts[str(measure.parameters["economy"])] = f"“{found.claim.short}”: {verdicts}"
    return texts


def readings(finding: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now, as a frame ``name, value`` for a chart."""
    rows = [
        (f"{part.label} ({words_of(part.result)['period']})", part.result.value)
        for result in (finding.then, finding.now)
        for part in result.parts
        if part.result.value is not None
    ]
    frame = pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "value"])
    return frame.astype({"value": "float64"})


def by_moment(found: Finding) -> pd.DataFrame:
    """The parts of a claim for a chart, then and now next to each other: ``name, value,
    moment``. Values are in the unit of the claim; a part without a figure is left out."""
    rows = [
        (f"{part.label}, {moment} ({_stands_for(part.result)})", part.result.value, moment)
        for pair in zip(found.then.parts, found.now.parts, strict=True)
        for moment, part in zip(MOMENTS, pair, strict=True)
        if part.result.value is not None
    ]
    frame = pd.DataFrame(rows, columns=["name", "value", "moment"])
    return frame.astype({"value": "float64"})


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
        gaps = [
            f"{moment} ({part.result.reason})"
            for moment, part in zip(MOMENTS, pair, strict=True)
            if part.result.value is None
        ]
        sentences += [f"{pair[0].label} is missing {listed(gaps)}."] if gaps else []
    return " ".join(sentences)
