"""What each edition of the World Bank's figures makes of the claims."""

from collections.abc import Iterator, Mapping

import pandas as pd

from footprint.ledger.claims import claims
from footprint.ledger.judging import take
from footprint.ledger.moments import InVintage, both_moments
from footprint.ledger.verdicts import grade
from footprint.library.records import vintage_names
from footprint.model import Claim, Untestable

# What a measure calls a series of the World Bank.
SERIES_NAMED = {"indicator", "received"}


def by_vintage(since: int) -> pd.DataFrame:
    """What each edition makes of the figures that the ledger reads from the World Bank, year by year: the band on which each lies.

    The rows are ``claim, part, label, year, vintage, value, unit, verdict``, for measured claims and the years from ``since`` on; ``part`` is empty
    for a claim without parts. Only the edition differs between rows of one year: rule and records are the same.
    """
    _, now = both_moments()
    moments: dict[tuple[str, int], InVintage] = {}
    rows = []
    for claim, part in _read_from_series():
        for month, name in vintage_names().items():
            held = now.files.edition(name)[0]
            named = held["indicator"].isin(
                [part["measure"][key] for key in SERIES_NAMED & part["measure"].keys()]
            )
            for year in sorted(set(held.loc[named & (held["year"] >= since), "year"].astype(int))):
                try:
                    measured = take(
                        part["measure"],
                        moments.setdefault((name, year), InVintage(now, year, name=name)),
                    )
                except Untestable:
                    continue
                if measured.year == year:
                    rows.append(
                        (
                            claim.id,
                            part["id"],
                            part["label"],
                            year,
                            month,
                            measured.value,
                            claim.unit,
                            grade(measured.value, claim.bands),
                        )
                    )
    return pd.DataFrame(
        rows, columns=["claim", "part", "label", "year", "vintage", "value", "unit", "verdict"]
    )


def _read_from_series() -> Iterator[tuple[Claim, Mapping]]:
    """The measured claims' parts that read a series of the World Bank; a claim without parts is one, without an id."""
    for claim in claims():
        whole = ({"id": "", "label": claim.short, "measure": claim.measure},)
        for part in claim.parts or whole if claim.kind == "measured" else ():
            if SERIES_NAMED & part["measure"].keys():
                yield claim, part
