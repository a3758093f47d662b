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
from footprint.topics.measure import where
from footprint.topics.series import then_and_newest, years_held
from footprint.words.numbers import quantity
from footprint.words.text import day
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
    title = f"The economy in {len(rows)} series, {year} and newest"
    return Figure(title, "", folded(table, title, most=0), foot)


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
