"""Military sites and security events."""

from __future__ import annotations

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Row
from footprint.topics.measure import from_row, measure, once, where, year_span
from footprint.words.text import COUNTS, listed


@measure()
def site_count(at: Moment, *, economy: str, kind: str, holder: str) -> Measured:
    """How many sites of a kind a country has in an economy in the year of the moment, by the
    documents' dates; none on record is nought."""
    rows = at.records("sites").where(economy=economy, kind=kind, holder=holder)
    there = rows.keep(lambda row: _there(row, at.year))
    return Measured(
        float(len(there)), at.year, once(there.values("source")) or "none in the lists read"
    )


def _there(site: Row, year: int) -> bool:
    """Whether a site was in use at the end of a year."""
    begun, ended = (site[column] for column in ("since", "until"))
    return begun is not None and int(begun[:4]) <= year and not (ended and int(ended[:4]) <= year)


def in_use(sites: Frame, holder: str) -> Frame:
    """A country's military sites that were not given up, by economy."""
    rows = where(sites, kind="military", holder=holder)
    return rows[rows["until"].isna()].sort_values(["economy", "name"])


def hosts(sites: Frame, holder: str, names: Names) -> str:
    """A title from :func:`in_use`: in how many places each country has some, and who has none."""
    counts = sites.groupby("economy").size().sort_values(ascending=False, kind="stable")
    told = [f"{names[str(code)]} {count}" for code, count in counts.items() if code in names]
    none = [name for code, name in names.items() if code not in counts]
    title = f"{holder}'s military sites: {listed(told)}"
    return title + (f"; none on record in {listed(none)}" if told and none else "")


def sites_told(sites: Frame, names: Names) -> str:
    """A title: how many sites in use each country has where, and of which years the newest
    documents are: “Russia uses 4 sites in Tajikistan, by documents of 2023 to 2025”."""
    there = sites[sites["until"].isna() & sites["since"].notna()]
    told = []
    for holder, of in there.groupby("holder", sort=False):
        counts = of.groupby("economy").size()
        places = [f"{count} in {names[str(code)]}" for code, count in counts.items()]
        told.append(f"{holder} {listed(places)}")
    if not told:
        return "No site in use is on record"
    years = there["seen"].str[:4].astype(int)
    return f"Sites in use: {'; '.join(told)}, by documents of {year_span(years.min(), years.max())}"


@measure()
def event(at: Moment, *, economy: str, date: str) -> Measured:
    """The figure that is recorded with a security event, in the unit of its row."""
    rows = at.records("security_events").where(economy=economy, date=date).having("figure")
    if not rows:
        raise Untestable(f"no figure is recorded for {economy} on {date}")
    return from_row(rows[0] | {"year": date[:4]}, rows[0]["figure"])


def with_caveat(events: Frame) -> pd.Series:
    """What happened, with the row's caveat behind it, in brackets."""
    return events["event"] + (" (" + events["note"] + ")").fillna("")


def placed(events: Frame, kinds: Texts, economies: Texts) -> Frame:
    """Events of some kinds as points of a map, one a place: ``name, latitude, longitude, fact``."""
    rows = where(events, kind=kinds, economy=economies)
    rows = rows.dropna(subset=["latitude"]).sort_values("date")
    rows = rows.assign(name=rows["place"], fact=rows["date"] + ": " + rows["event"])
    return rows.groupby("name", as_index=False).agg(
        latitude=("latitude", "first"), longitude=("longitude", "first"), fact=("fact", "; ".join)
    )


def sent_in(events: Frame, names: Names) -> str:
    """A title from events ``economy, date, kind``: how many are deployments of troops, where to."""
    sent = where(events, kind="deployment").sort_values("date")
    cases = zip(sent["economy"], sent["date"], strict=True)
    to = [f"to {names[code]} in {date[:4]}" for code, date in cases]
    are = "are deployments" if len(to) > 1 else "is a deployment"
    title = f"Of the {len(events)} events on record {COUNTS[len(to)]} {are} of troops"
    return title + (f": {listed(to)}" if to else "")
