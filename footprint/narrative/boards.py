"""Verdicts in tables: the strip of a chapter, the board of the book, the article by sentences."""

from __future__ import annotations

from collections.abc import Iterable

from footprint import render
from footprint.lazy import pandas as pd
from footprint.ledger.findings import rules
from footprint.model import Finding, Result
from footprint.narrative.sentences import in_short, lead

ORIGINS = {"article": "What the article says", "omission": "What it leaves out"}


def verdicts(findings: Iterable[Finding], label: str = "") -> render.Html:
    """The table at the head of a chapter: each claim with its verdicts and their figures."""
    told = label or rules().then.label
    return render.html("verdicts.html", findings=findings, figure=in_short, label=told)


def takeaways(findings: Iterable[Finding]) -> render.Markdown:
    """A box at the head of a page: some claims, each in two sentences."""
    return render.markdown("takeaways.md", told=[(found, lead(found)) for found in findings])


def changed(findings: Iterable[Finding], label: str = "") -> render.Markdown:
    """The claims whose verdict has changed, with the figures that changed it."""
    turned = [found for found in findings if found.then.verdict != found.now.verdict]
    calls = {"place": placing, "cell": verdict_cell}
    told = label or rules().then.label
    return render.markdown("changed.md", findings=turned, label=told, **calls)


def verdict_cell(result: Result) -> render.Markdown:
    """A verdict in a table, with its figure where there is one."""
    side, figure = side_and_figure(result)
    values = {"verdict": result.verdict, "qualified": side, "figure": figure}
    return render.markdown("verdict_cell.md", **values)


def side_and_figure(result: Result) -> tuple[str, str]:
    """What stands beside a verdict in a table: on which side it misses, and what it rests on. How
    many of all are a yes says by itself on which side that is."""
    figure = in_short(result)
    counted = figure and result.value is None and result.parts[0].result.unit == "yes or no"
    return ("", figure.removesuffix(" yes")) if counted else (result.qualified, figure)


def chapter_name(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return rules().chapters.get(found.claim.chapter, found.claim.chapter.title())


def placing(found: Finding) -> str:
    """The chapter of a claim, to stand before it; nothing if the claim begins with that name."""
    place = chapter_name(found)
    return "" if found.claim.short.startswith(place) else f"{place}: "


def by_chapter_id(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of each chapter, by its id, in the order of the ledger: of one that was written
    at its end, with those of its chapter."""
    chapters: dict[str, list[Finding]] = {}
    for found in findings:
        chapters.setdefault(found.claim.chapter, []).append(found)
    return [*chapters.items()]


def by_chapter(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The claims of each chapter, as a reader calls it, in the order of the ledger."""
    return [(chapter_name(own[0]), own) for _, own in by_chapter_id(findings)]


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
