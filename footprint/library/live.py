"""Figures of today in this session: asked once, checked, shown; nothing is written."""

import os
import sys
import time
from collections.abc import Iterable, Sequence

import pandas as pd

from footprint.errors import DataError, ServiceError
from footprint.library.package import CENTRAL_ASIA, package, resource, successor, table
from footprint.library.queries import (
    FIRST_YEAR,
    Query,
    fewest_queries,
    renewed_entry,
    screened,
    series_entry,
)
from footprint.library.revisions import Revision, compare, material, number
from footprint.worldbank.answers import Observations

# Series that a live pull of this process brought. The ledger reads them too, so that a verdict follows the figures shown.
live_series: dict[str, tuple[pd.DataFrame, dict]] = {}
# What this process has asked for, whatever came of it.
_asked: set[str] = set()
# A service that failed is not asked again by the next cell: when, on the monotonic clock, and what happened.
_failure: tuple[float, str] | None = None
PAUSE = 300


def observations(indicator: str) -> tuple[pd.DataFrame, dict]:
    """A World Bank series, all economies and years held: frame ``economy, year, value``, and its package entry.

    Where a pull of this session brought live figures, those. A series that took the place of another (the World Bank
    renames) is read under either code.
    """
    if indicator in live_series:
        return live_series[indicator]
    entry = successor(package()["resources"], indicator) or resource(indicator.lower())
    return table(entry), entry


def mode() -> str:
    """``frozen`` or ``live``: as ``FOOTPRINT_MODE`` says; without it live in an interactive notebook, frozen everywhere else."""
    chosen = os.environ.get("FOOTPRINT_MODE", "")
    if chosen not in ("", "frozen", "live"):
        raise DataError(
            f"FOOTPRINT_MODE: “{chosen}” is no mode. Set it to frozen or live, or unset it."
        )
    return chosen or ("live" if _in_notebook() else "frozen")


def _in_notebook() -> bool:
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    return type(shell).__name__ == "ZMQInteractiveShell"


def refresh(indicators: Iterable[str]) -> None:
    """In live mode, bring the series that this session has not asked for yet, so that a verdict is today's before any pull.

    What came of it is said under the pulls of a chapter.
    """
    if mode() == "live":
        refresh_series(
            [code for code in indicators if code not in _asked], CENTRAL_ASIA, FIRST_YEAR
        )


def refresh_series(codes: Sequence[str], economies: Sequence[str], since: int) -> list[str]:
    """Bring live figures of the series into this session; returns what happened, in words."""
    global _failure
    _asked.update(codes)
    for code in codes:
        live_series.pop(code, None)
    if _failure and time.monotonic() - _failure[0] < PAUSE:
        return [_failure[1]]
    entries = {code: series_entry(code) for code in codes}
    notes = []
    for request in fewest_queries(list(entries.values()), economies, since):
        try:
            found = request.send()
        except ServiceError as error:
            _failure = time.monotonic(), f"The committed figures are shown: {error}"
            return [*notes, _failure[1]]
        notes += [
            _take_over(code, entry, request, found)
            for code, entry in entries.items()
            if entry in request.entries
        ]
    return notes


def _take_over(code: str, entry: dict, request: Query, found: Observations) -> str:
    """Show the live figures of a series from now on, unless something speaks against them; returns what happened, in words."""
    committed = request.held[entry["indicator"]]
    after, objections = screened(entry, request, found)
    if objections:
        return f"{code}: the committed figures are shown, for {'; '.join(objections)}."
    live_series[code] = after, renewed_entry(entry, found)
    return f"{code}: {_differences(compare(committed, after))}; release of {found.last_updated}, retrieved {found.retrieved}."


def _differences(revision: Revision) -> str:
    """What differs from the committed figures, in a clause."""
    moved = material(revision)
    said = (
        [f"new beside the committed figures: {len(revision.added)}"] if len(revision.added) else []
    )
    if len(moved):
        top = moved.iloc[0]
        before, after = (number(top[column]) for column in ("before", "after"))
        said.append(
            f"revised: {len(moved)}, most of all {top['economy']} {top['year']} from {before} to {after}"
        )
    return ", ".join(said) or "the same as the committed figures"
