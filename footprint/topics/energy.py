"""Oil and gas: routes, destinations, owners."""

from collections.abc import Sequence

import pandas as pd

from footprint.model import Measured, Moment
from footprint.topics.measure import covered, measure, newest_row
from footprint.words.numbers import quantity
from footprint.words.text import listed


@measure()
def oil_share(at: Moment, *, party: str) -> Measured:
    """Kazakh oil exported by a route or to a destination, in per cent of all exported, in the newest whole year that has both."""
    rows = oil_shares(at.records("energy_routes"))
    last = newest_row(rows[rows["name"] == party], f"Kazakh oil exports of a whole year ({party})")
    return Measured(float(last["value"]), int(last["year"]), last["source"])


@measure()
def energy(at: Moment, *, subject: str, measure: str, party: str) -> Measured:
    """The newest figure on an oil or gas route, in the unit of its row; ``party`` is empty where the row names none."""
    held = at.records("energy_routes")
    held = held[
        (held["subject"] == subject)
        & (held["measure"] == measure)
        & (held["party"].fillna("") == party)
    ]
    last = newest_row(
        held.rename(columns={"period": "year"}), " ".join(filter(None, [subject, measure, party]))
    )
    return Measured(
        float(last["value"]), int(last["year"]), last["source"], {"period": covered(last)}
    )


def oil_shares(routes: pd.DataFrame) -> pd.DataFrame:
    """Kazakh oil exports by route or destination in whole years, in per cent of all: ``name, year, value, source``.

    Routes and destinations overlap, so they do not add up; years without a total are left out.
    """
    held = routes[
        (routes["subject"] == "Kazakhstan")
        & (routes["measure"] == "oil exported")
        & (routes["months"] == 12)
    ]
    held = held.rename(columns={"party": "name", "period": "year"})
    totals = held[held["name"] == "all"].set_index("year")
    total, theirs = held["year"].map(totals["value"]), held["year"].map(totals["source"])
    sources = held["source"].where(held["source"] == theirs, held["source"] + "; " + theirs)
    shares = held.assign(value=held["value"] / total * 100, source=sources)[held["name"] != "all"]
    return shares.dropna(subset=["value"])[["name", "year", "value", "source"]]


def holders(routes: pd.DataFrame) -> pd.DataFrame:
    """Who holds the Caspian pipeline in the newest year on record, largest first, in per cent: ``name, value, year, source``."""
    held = routes[(routes["subject"] == "CPC") & (routes["measure"] == "held by")].rename(
        columns={"party": "name", "period": "year"}
    )
    held = held[held["year"] == held["year"].max()]
    return held.sort_values("value", ascending=False, kind="stable")[
        ["name", "value", "year", "source"]
    ]


def held_together(holders: pd.DataFrame, names: Sequence[str], of: str) -> str:
    """A title that adds up some of the holders ``name, value``, in per cent: “Russia and Lukoil together hold 43.5 % of the CPC”."""
    held = holders[holders["name"].isin(list(names))].dropna(subset=["value"])
    if held.empty:
        return f"Holders of {of}: no data on {listed(names)}"
    return f"{listed(held['name'].tolist())} {'together hold' if len(held) > 1 else 'holds'} {quantity(held['value'].sum(), '%')} of {of}"
