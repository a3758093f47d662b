"""What each vintage of the World Bank's figures makes of the claims."""

from __future__ import annotations

from footprint.errors import MissingData
from footprint.lazy import pandas as pd
from footprint.ledger.account import account
from footprint.ledger.judging import take
from footprint.ledger.measures import MEASURES
from footprint.ledger.moments import Figures
from footprint.library.library import Library, default
from footprint.model import Claim, ClaimPart, Untestable

COLUMNS = ["claim", "part", "label", "year", "vintage", "value", "unit", "verdict"]


def by_vintage(since: int) -> pd.DataFrame:
    """What each vintage makes of the figures that claims read from the World Bank, year by year.

    The rows are ``claim, part, label, year, vintage, value, unit, verdict``, for measured claims
    and the years from ``since`` on; ``part`` is empty for a claim without parts. Only the vintage
    differs between rows of one year: rule and records are the same."""
    library = default()
    now = account(library).at[1]
    cuts: dict[tuple[str, int], Figures] = {}
    rows: list[tuple[object, ...]] = []
    for claim in now.ledger.claims:
        for part in claim.measured_parts if claim.kind == "measured" else ():
            for month, name in library.vintage_names().items():
                for year in _years(library, name, part, since):
                    at = cuts.setdefault((name, year), now.in_vintage(name, year))
                    rows += _row(claim, part, year, month, at)
    return pd.DataFrame(rows, columns=COLUMNS)


def _years(library: Library, name: str, part: ClaimPart, since: int) -> list[int]:
    """The years for which a vintage has a series that the part reads."""
    series = MEASURES[part.measure.name].series(part.measure)
    if not series:
        return []
    rows = library.rows(library.package.resource(f"wdi-{name}")).where(indicator=series)
    return sorted({year for year in rows.values("year") if year >= since})


def _row(
    claim: Claim, part: ClaimPart, year: int, month: str, at: Figures
) -> list[tuple[object, ...]]:
    """One row, or none where the vintage has no figure of that very year."""
    try:
        found = take(part.measure, at)
    except Untestable:
        return []
    if found.year != year:
        return []
    verdict = claim.bands.verdict(found.value)
    return [(claim.id, part.id, part.label, year, month, found.value, claim.unit, verdict)]


def known(indicator: str) -> pd.DataFrame:
    """A series, all economies, in the first vintage of *then* that has it: ``economy, year,
    value``; without rows if none has."""
    library = default()
    then = account(library).ledger.rules.then
    for name in then.editions:
        try:
            frame, _ = library.vintage(name)
        except MissingData:
            continue
        rows = frame.loc[frame["indicator"] == indicator, ["economy", "year", "value"]]
        if (rows["year"] == then.year).any():
            return rows
    return library.observations(indicator)[0][:0]
