"""Military sites and security events."""

from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import measure
from footprint.words.text import COUNTS, listed


@measure()
def site_count(at: Moment, *, economy: str, kind: str) -> Measured:
    """How many sites of a kind stand on record in an economy; none on record is nought."""
    held = at.records("sites")
    rows = held[(held["economy"] == economy) & (held["kind"] == kind)]
    return Measured(
        float(len(rows)), at.year, "; ".join(rows["source"].unique()) or "none in the lists read"
    )


@measure()
def event(at: Moment, *, economy: str, date: str) -> Measured:
    """The figure that is recorded with a security event, in the unit of its row."""
    held = at.records("security_events")
    held = held[(held["economy"] == economy) & (held["date"] == date)].dropna(subset=["figure"])
    if held.empty:
        raise Untestable(f"no figure is recorded for {economy} on {date}")
    return Measured(float(held["figure"].iloc[0]), int(date[:4]), held["source"].iloc[0])


def placed(events: pd.DataFrame, kinds: Sequence[str], economies: Sequence[str]) -> pd.DataFrame:
    """Security events of some kinds as points of a map, a point for each place: ``name, latitude, longitude, fact``."""
    held = (
        events[events["kind"].isin(list(kinds)) & events["economy"].isin(list(economies))]
        .dropna(subset=["latitude"])
        .sort_values("date")
    )
    said = held.assign(name=held["place"], fact=held["date"] + ": " + held["event"])
    return said.groupby("name", as_index=False).agg(
        latitude=("latitude", "first"), longitude=("longitude", "first"), fact=("fact", "; ".join)
    )


def sent_in(events: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from events ``economy, date, kind``: how many of all on record are deployments of troops, and where to."""
    sent = events[events["kind"] == "deployment"].sort_values("date")
    where = listed([f"to {names[row.economy]} in {row.date[:4]}" for row in sent.itertuples()])
    said = (
        f"{COUNTS[len(sent)]} {'are deployments' if len(sent) > 1 else 'is a deployment'} of troops"
    )
    return f"Of the {len(events)} events on record {said}" + (f": {where}" if len(sent) else "")
