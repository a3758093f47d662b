"""Verdicts in tables: the strip of a chapter, the board of the book, the article by sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from footprint import render
from footprint.lazy import pandas as pd
from footprint.model import Finding, Result
from footprint.narrative.sentences import figure_and_period, last_field, rule

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
    origins, cell = by_origin(findings), verdict_cell
    return render.markdown("board.md", origins=origins, place=chapter_name, cell=cell, label=label)


def then_and_now(findings: Iterable[Finding], label: str = "May 2023") -> render.Markdown:
    """A table of the claims' figures and verdicts at both moments; parts have rows of their own."""
    return render.markdown("then_and_now.md", findings=findings, cell=verdict_cell, label=label)


def changes(findings: Iterable[Finding]) -> render.Markdown:
    """For each claim, its rule and what would change its verdict or decide it, each on a line."""
    return render.markdown("changes.md", findings=findings, rule=rule, last_field=last_field)


def verdict_cell(result: Result) -> render.Markdown:
    """A verdict in a table, with its figure where there is one."""
    figure = "" if result.value is None else figure_and_period(result)
    values = {"verdict": result.verdict, "qualified": result.qualified, "figure": figure}
    return render.markdown("verdict_cell.md", **values)


def chapter_name(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return CHAPTERS.get(found.claim.chapter, found.claim.chapter.title())


def placing(found: Finding) -> str:
    """The chapter of a claim, to stand before it; nothing if the claim begins with that name."""
    place = chapter_name(found)
    return "" if found.claim.short.startswith(place) else f"{place}: "


def by_chapter(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of each chapter, in the order of the ledger."""
    return [(name, list(own)) for name, own in itertools.groupby(findings, key=chapter_name)]


def by_origin(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of the article and, apart from them, the omissions."""
    origins: dict[str, list[Finding]] = {origin: [] for origin in ORIGINS}
    for found in findings:
        origins[found.claim.origin].append(found)
    return [(title, origins[origin]) for origin, title in ORIGINS.items()]


def article_map(rows: pd.DataFrame, findings: Iterable[Finding]) -> render.Markdown:
    """Every sentence of the article, clause by clause, with its claims or why it has none."""
    texts = rows.fillna({"opening": "", "claims": "", "reason": ""}).to_dict("records")
    known = {found.claim.id: found for found in findings}
    return render.markdown("article_map.md", rows=texts, known=known)
