"""Observations to numbers. Pure functions that fetch nothing and know no claim.

Each takes ``at``, the figures as they stood at one moment, with two methods: ``at.series(indicator, economy)`` gives
a frame ``year, value``, and ``at.records(topic)`` the rows of a record file known by then. Each returns a
``Measured``, or raises ``Untestable`` with the reason in words. Nothing is filled in or guessed.
"""

import dataclasses
from collections.abc import Callable, Sequence

import pandas as pd

YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}


class Untestable(Exception):
    """Why a measure cannot be taken with the data there is."""


@dataclasses.dataclass(frozen=True)
class Measured:
    """A number, the year it speaks for, where it came from, and words that a sentence may use."""

    value: float
    year: int | None
    basis: str
    words: dict[str, object] = dataclasses.field(default_factory=dict)


def series(at, *, indicator: str, economy: str) -> Measured:
    """The newest value of a World Bank series, in the unit of the series."""
    held, basis = at.series(indicator, economy)
    last = _newest(held, f"{indicator} of {economy}")
    return Measured(float(last["value"]), int(last["year"]), basis)


def change(at, *, indicator: str, economy: str) -> Measured:
    """The newest value over that of the year which the ledger reads for *then*: a factor."""
    held, basis = at.series(indicator, economy)
    last = _newest(held, f"{indicator} of {economy}")
    first = held[held["year"] == at.then_year]
    if first.empty or not first["value"].iloc[0]:
        raise Untestable(f"{indicator} of {economy} has no figure for {at.then_year}")
    return Measured(float(last["value"] / first["value"].iloc[0]), int(last["year"]), basis, {"since": at.then_year})


def partner_share(at, *, economy: str, flow: str, partner: str, of: str) -> Measured:
    """A partner's part of goods exports or imports, in per cent, and its rank among countries.

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named).
    """
    held = at.records("trade_by_partner")
    held = held[(held["economy"] == economy) & (held["flow"] == flow)]
    rows = _of_year(held, f"{flow} of {economy} by partner")
    countries = rows[rows["kind"] == "country"].set_index("partner")["value"]
    whole = countries.sum() if of == "partners" else rows.loc[rows["kind"] == "total", "value"].sum()
    if partner not in countries.index or not whole > 0:
        raise Untestable(f"{flow} of {economy} with {partner}: no figure for {rows['year'].iloc[0]}")
    rank = int(countries.rank(ascending=False, method="min")[partner])
    return Measured(float(countries[partner] / whole * 100), int(rows["year"].iloc[0]), rows["source"].iloc[0], {"rank": rank})


def sender_share(at, *, economy: str, sender: str, by: str) -> Measured:
    """A sending country's part of all remittances received, in per cent, by the World Bank's model or the central bank."""
    held = at.records("remittances_by_source")
    held = held[(held["economy"] == economy) & (held["by"] == by) & (held["sender"] == sender)].dropna(subset=["share"])
    last = _newest(held, f"remittances from {sender} to {economy} by the {by}")
    return Measured(float(last["share"]), int(last["year"]), last["source"], {"period": _period(last)})


def sender_ratio(at, *, economy: str, sender: str, indicator: str) -> Measured:
    """Remittances over GDP times the sender's part in the World Bank's model, in per cent of GDP."""
    ratio = series(at, indicator=indicator, economy=economy)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    return Measured(ratio.value * part.value / 100, ratio.year, f"{ratio.basis}; {part.basis}")


def transfer_ratio(at, *, economy: str, sender: str, indicator: str, months: int) -> Measured:
    """Transfers reported by the central bank over the GDP of the same year, in per cent; periods under ``months`` are left out."""
    held = at.records("remittances_by_source")
    held = held[(held["economy"] == economy) & (held["by"] == "central bank") & (held["sender"] == sender) & (held["months"] >= months)]
    last = _newest(held.dropna(subset=["value"]), f"transfers from {sender} to {economy} over {months} months or more")
    gdp, basis = at.series(indicator, economy)
    same = gdp.loc[gdp["year"] == last["year"], "value"]
    if same.empty:
        raise Untestable(f"{indicator} of {economy} has no figure for {last['year']}")
    return Measured(float(last["value"] * 1e6 / same.iloc[0] * 100), int(last["year"]), f"{last['source']}; {basis}", {"period": _period(last)})


def people(at, *, economies: Sequence[str], definition: str) -> Measured:
    """People counted under one definition, in millions, summed over economies for the newest year that has them all."""
    held = at.records("migrants")
    held = held[(held["definition"] == definition) & held["economy"].isin(list(economies))]
    held = held[held["edition"] == held["edition"].max()]
    complete = held.groupby("year").filter(lambda rows: set(rows["economy"]) == set(economies))
    rows = _of_year(complete, f"people of {' and '.join(economies)}: {definition}")
    return Measured(float(rows["people"].sum()) / 1e6, int(rows["year"].iloc[0]), rows["source"].iloc[0])


def creditor_share(at, *, economy: str, creditor: str) -> Measured:
    """A creditor's part of public and publicly guaranteed external debt, in per cent, at the end of the newest year."""
    held = at.records("debt_by_creditor")
    held = held[held["economy"] == economy]
    held = held[held["edition"] == held["edition"].max()]
    rows = _of_year(held, f"debt of {economy} by creditor").set_index("creditor")
    if creditor not in rows.index or "World" not in rows.index or not rows.loc["World", "value"] > 0:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {rows['year'].iloc[0]}")
    basis = f"World Bank, International Debt Statistics, edition of {rows['edition'].iloc[0]}"
    return Measured(float(rows.loc[creditor, "value"] / rows.loc["World", "value"] * 100), int(rows["year"].iloc[0]), basis)


def fact(at, *, id: str) -> Measured:
    """The newest documented answer to a question of fact: 1 yes, 0.5 partly, 0 no."""
    held = at.records("facts")
    held = held[held["id"] == id].sort_values("date")
    if held.empty or held["answer"].iloc[-1] not in YES_NO:
        raise Untestable(f"no document read answers “{id}”")
    last = held.iloc[-1]
    return Measured(YES_NO[last["answer"]], int(last["date"][:4]), last["source"])


def member(at, *, economy: str, organisation: str) -> Measured:
    """Standing in an organisation: 1 a member, 0.5 a member that has frozen its participation, 0 none."""
    held = at.records("memberships")
    held = held[(held["economy"] == economy) & (held["organisation"] == organisation)]
    if held.empty:
        raise Untestable(f"no record on {economy} in the {organisation}")
    current = held[held["end"].isna() | (held["end"] >= at.until)].sort_values("start")
    last = (current if len(current) else held).iloc[-1]
    status = last["status"] if len(current) else "no longer a member"
    value = {"member": 1.0, "member, participation frozen": 0.5}.get(status, 0.0)
    since = last["start"] if len(current) else last["end"]
    return Measured(value, None if pd.isna(since) else int(since[:4]), last["source"])


def votes(at, *, economy: str, resolutions: Sequence[str], accepted: Sequence[str]) -> Measured:
    """The part of the named votes, 0 to 1, in which the economy voted in one of the accepted ways."""
    held = at.records("votes")
    held = held[(held["economy"] == economy) & held["resolution"].isin(list(resolutions))]
    cast = held.set_index("resolution")["vote"]
    unknown = [name for name in resolutions if cast.get(name, "unknown") == "unknown"]
    if unknown:
        raise Untestable(f"the vote of {economy} on {' and '.join(unknown)} was found in no list")
    return Measured(float(cast.isin(list(accepted)).mean()), int(held["date"].max()[:4]), "; ".join(held["source"].unique()))


def _newest(held: pd.DataFrame, what: str) -> pd.Series:
    """The row of the newest year; of two in that year, the one that covers more of it."""
    if held.empty:
        raise Untestable(f"there is no figure for {what}")
    order = ["year", "months"] if "months" in held else ["year"]
    return held.sort_values(order).iloc[-1]


def _period(row: pd.Series) -> str:
    """The year of a row, or how much of it the row covers."""
    months = int(row["months"])
    return str(row["year"]) if months == 12 else f"{months} month{'s' if months > 1 else ''} of {row['year']}"


def _of_year(held: pd.DataFrame, what: str) -> pd.DataFrame:
    if held.empty:
        raise Untestable(f"there is no figure for {what}")
    return held[held["year"] == held["year"].max()]


MEASURES: dict[str, Callable[..., Measured]] = {
    function.__name__: function
    for function in (series, change, partner_share, sender_share, sender_ratio, transfer_ratio, people, creditor_share, fact, member, votes)
}
