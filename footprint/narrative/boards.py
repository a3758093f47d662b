"""Verdicts in tables: the strip of a chapter, the board of the book."""

from collections.abc import Iterable, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import Finding, Result
from footprint.narrative.sentences import figure_and_period, last_field, rule, words_of
from footprint.render import badge
from footprint.words.text import capital

# How a chapter is called beside its claims, where its file's name does not say it.
CHAPTERS = {
    "parade": "The parade",
    "alternatives": "China and the EU",
    "migration": "The migration card",
    "verdict": "The whole",
}
ORIGINS = {"article": "What the article says", "omission": "What it leaves out"}


def strip(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """The verdict strip at the head of a chapter: each claim with its verdict then and now."""
    rows = [
        f"| [{f.claim.short}](#{f.claim.id}) | {badge(f.then.verdict)} | {badge(f.now.verdict)} |"
        for f in findings
    ]
    return Markdown("\n".join([f"| Claim | {label} | Now |", "| :-- | :-- | :-- |", *rows]))


def board(findings: Sequence[Finding], label: str = "May 2023") -> Markdown:
    """The verdict board of the book: every claim, article first and omissions apart, with its figures."""
    parts = []
    for origin, title in ORIGINS.items():
        chosen = [f for f in findings if f.claim.origin == origin]
        if chosen:
            parts += [
                f"**{title}**",
                "",
                f"| Claim | Chapter | {label} | Now |",
                "| :-- | :-- | :-- | :-- |",
                *map(_board_row, chosen),
                "",
            ]
    return Markdown("\n".join(parts))


def _board_row(found: Finding) -> str:
    chapter = f"[{chapter_name(found)}]({found.claim.chapter}.ipynb)"
    return f"| [{found.claim.short}](#{found.claim.id}) | {chapter} | {verdict_cell(found.then)} | {verdict_cell(found.now)} |"


def chapter_name(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return CHAPTERS.get(found.claim.chapter, found.claim.chapter.title())


def then_and_now(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """A table of the claims' figures and verdicts at both moments; parts stand in rows of their own."""
    rows = [f"| Claim | {label} | Now |", "| :-- | :-- | :-- |"]
    for found in findings:
        rows.append(
            f"| **{found.claim.short}** | {verdict_cell(found.then)} | {verdict_cell(found.now)} |"
        )
        pairs = zip(found.then.parts, found.now.parts, strict=True)
        rows += [
            f"| {capital(before.label)} | {verdict_cell(before.result)} | {verdict_cell(after.result)} |"
            for before, after in pairs
        ]
    return Markdown("\n".join(rows))


def verdict_cell(result: Result) -> str:
    """A verdict in a table, with its figure where there is one."""
    return str(badge(result.verdict)) + (
        "" if result.value is None else f" ({figure_and_period(result)})"
    )


def changes(findings: Iterable[Finding]) -> Markdown:
    """For each claim, its rule and what would change its verdict or decide it, each on a line."""
    return Markdown(
        "\n".join(
            f"- **{found.claim.short}.**\\\n  Rule: {rule(found.claim)}\\\n  {last_field(found)}: {found.claim.would_change}"
            for found in findings
        )
    )


def notes(findings: Iterable[Finding], indicator: str) -> dict[str, str]:
    """For a map of an indicator: by economy, what became of the claim that is measured by it."""
    measured = [
        found
        for found in findings
        if found.claim.measure and found.claim.measure.parameters.get("indicator") == indicator
    ]
    return {
        f.claim.measure.parameters[
            "economy"
        ]: f"“{f.claim.short}”: {f.then.verdict} then, {f.now.verdict} now"
        for f in measured
    }


def readings(finding: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now, as a frame ``name, value`` for a chart."""
    rows = [
        (f"{part.label} ({words_of(part.result)['period']})", part.result.value)
        for result in (finding.then, finding.now)
        for part in result.parts
        if part.result.value is not None
    ]
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "value"]).astype(
        {"value": "float64"}
    )
