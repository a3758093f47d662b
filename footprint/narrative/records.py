"""Series and records as lists and tables, and beside a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from footprint import render
from footprint.figures.figure import Figure
from footprint.figures.tables import folded
from footprint.lazy import pandas as pd
from footprint.ledger.findings import fresh_since
from footprint.library import economies
from footprint.library.pulls import Pull
from footprint.model import Finding, Result
from footprint.topics.measure import where
from footprint.topics.series import then_and_newest, years_held
from footprint.words.numbers import quantity
from footprint.words.text import Prose, day
from footprint.words.titles import by_word


def votes_cast(
    votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]
) -> render.Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        rows = where(votes, resolution=resolution, economy=names.keys())
        told = by_word(rows.set_index("economy")["vote"], names)
        lines.append((day(rows["date"].iloc[0]), resolution, rows["subject"].iloc[0], told))
    return render.markdown("votes_cast.md", lines=lines)


def profile(pulls: Iterable[Pull], economy: str, year: int) -> Figure:
    """The series of one economy in ``year`` and in the newest year of each; a figure too old to
    speak for today is told apart."""
    rows, since = [], fresh_since()
    for pull in pulls:
        for row in then_and_newest(pull.data, economy, year).to_dict("records"):
            entry, ends = pull.entries[row["indicator"]], (row["before"], row["after"])
            texts = ["no data" if pd.isna(end) else quantity(end, entry.unit) for end in ends]
            if row["newest"] < since:
                texts[1] = f"none since {since}; the last, of {row['newest']}: {texts[1]}"
            rows.append((entry.described, *texts, str(row["newest"])))
    table = pd.DataFrame(rows, columns=["Series", str(year), "Newest", "Year"])
    foot = "Today's figures for both years; each series is named above."
    title = f"The economy in {year} and in the newest year"
    return Figure(title, "", folded(table, title), foot)


def series_coverage(pulls: Iterable[Pull]) -> Figure:
    """What the pulls hold of each series and economy: first and last year, and years missing."""
    rows, names = [], economies()
    for pull in pulls:
        spans: dict[str, dict[str, str]] = {}
        for span in years_held(pull.data).to_dict("records"):
            series = {"Series": pull.entries[span["indicator"]].described}
            spans.setdefault(span["indicator"], series)[names[span["economy"]]] = _span(span)
        rows += [*spans.values(), *({"Series": reason} for reason in pull.problems.values())]
    foot = (
        "First and last year with a value; years without one are never filled in. An empty cell "
        "was not asked for, or has no year at all."
    )
    title = "What the series of this chapter hold"
    return Figure(title, "", folded(pd.DataFrame(rows).fillna(""), title, most=0), foot)


def _span(span: Mapping[Any, Any]) -> str:
    """“1995–2024, 2 missing”."""
    years = "–".join(dict.fromkeys([str(span["first"]), str(span["last"])]))
    return f"{years}, {span['missing']} missing" if span["missing"] else years


def _todays(result: Result, today: pd.DataFrame) -> str:
    """What today's series ``year, value`` says of the year of a result."""
    values = today.loc[today["year"] == (result.year or 0), "value"]
    return quantity(float(values.iloc[-1]) if len(values) else None, result.unit)


def reprinted(then: Result, today: pd.DataFrame, label: str = "May 2023") -> Prose:
    """Why a page has two figures for one year, that of ``then`` and today's; empty if the same."""
    before, after = quantity(then.value, then.unit), _todays(then, today)
    if then.value is None or before == after:
        return Prose()
    known = f"{before} is what was known in {label} ({then.basis})"
    return Prose(f"Two figures stand for {then.year}. {known}; today's figures say {after}.")


def reread(finding: Finding, part: str, today: pd.DataFrame, label: str = "May 2023") -> Prose:
    """The same of a part of a claim, where bars show what was known, and a line today's series."""
    then = next(own.result for own in finding.then.parts if own.id == part)
    before, after = quantity(then.value, then.unit), _todays(then, today)
    if quantity(None, then.unit) in (before, after):
        return Prose(f"What was known in {label} cannot be set beside today's figure.")
    if before == after:
        still = f"For {then.year} today's edition still says {after}, as the one did that was"
        return Prose(f"{still} published before {label}.")
    figures = f"{before} as published before {label}, which the bars show, and {after}"
    shown = f"{figures} in today's edition, which the line shows"
    return Prose(f"For {then.year} there are two figures: {shown}.")
