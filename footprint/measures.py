"""Observations to numbers. Pure functions that fetch nothing and know no claim.

Each takes ``at``, the figures as they stood at one moment, with two methods: ``at.series(indicator, economy)`` gives
a frame ``year, value``, and ``at.records(topic)`` the rows of a record file known by then. Each returns a
``Measured``, or raises ``Untestable`` with the reason in words. Nothing is filled in or guessed.
"""

import dataclasses
from collections.abc import Callable, Sequence

import pandas as pd

YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}
STEADY = 0.05
ROSE, FELL, STEADILY = MOVEMENTS = ("rose", "fell", "hardly moved")


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
    """A partner's part of goods exports or imports, in per cent, and its rank among countries (a group has none).

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named).
    """
    held = at.records("trade_by_partner")
    shares = partner_shares(held, economy, flow, of)
    rows = _of_year(shares, f"{flow} of {economy} by partner").set_index("name")
    if partner not in rows.index:
        raise Untestable(f"{flow} of {economy} with {partner}: no figure for {rows['year'].iloc[0]}")
    ranks = rows.loc[rows["kind"] == "country", "value"].rank(ascending=False, method="min")
    words = {"rank": int(ranks[partner])} if partner in ranks.index else {}
    return Measured(float(rows.loc[partner, "value"]), int(rows.loc[partner, "year"]), rows.loc[partner, "source"], words)


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
    shares = creditor_shares(at.records("debt_by_creditor"), economy)
    rows = _of_year(shares, f"debt of {economy} by creditor").set_index("name")
    if creditor not in rows.index:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {rows['year'].iloc[0]}")
    last = rows.loc[creditor]
    return Measured(float(last["value"]), int(last["year"]), f"World Bank, International Debt Statistics, edition of {last['edition']}")


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


def site_count(at, *, economy: str, kind: str) -> Measured:
    """How many sites of a kind stand on record in an economy; none on record is nought."""
    held = at.records("sites")
    rows = held[(held["economy"] == economy) & (held["kind"] == kind)]
    return Measured(float(len(rows)), at.year, "; ".join(rows["source"].unique()) or "none in the lists read")


# Series for charts and tables -------------------------------------------------------------------------------


def partner_shares(trade: pd.DataFrame, economy: str, flow: str, of: str) -> pd.DataFrame:
    """Partners' parts of goods exports or imports by year, in per cent: ``name, kind, year, value, source``.

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named). Years without a whole are left out.
    """
    held = trade[(trade["economy"] == economy) & (trade["flow"] == flow)]
    whole = held[held["kind"] == ("country" if of == "partners" else "total")].groupby("year")["value"].sum()
    return _shares(held[held["kind"] != "total"].rename(columns={"partner": "name"}), whole)[["name", "kind", "year", "value", "source"]]


def creditor_shares(debt: pd.DataFrame, economy: str) -> pd.DataFrame:
    """Creditors' parts of public external debt by year, in per cent, in the newest edition: ``name, year, value, edition``."""
    held = debt[debt["economy"] == economy]
    held = held[held["edition"] == held["edition"].max()]
    whole = held[held["creditor"] == "World"].set_index("year")["value"]
    return _shares(held[held["creditor"] != "World"].rename(columns={"creditor": "name"}), whole)[["name", "year", "value", "edition"]]


def _shares(held: pd.DataFrame, whole: pd.Series) -> pd.DataFrame:
    divisor = held["year"].map(whole)
    return held.assign(value=held["value"] / divisor * 100)[divisor.gt(0).fillna(False)]


def named(held: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """A series with names in place of codes, for a chart: ``name, year, value``; economies without a name are left out."""
    held = held[held["economy"].isin(names.index)]
    return held.assign(name=held["economy"].map(names))[["name", "year", "value"]]


def latest(held: pd.DataFrame, names: pd.Series, since: int) -> pd.DataFrame:
    """The newest value of each named economy, if not older than ``since``: ``economy, name, value, year``; else both are missing."""
    newest = held[held["year"] >= since].sort_values("year").groupby("economy").tail(1).set_index("economy")
    rows = pd.DataFrame({"economy": names.index, "name": names.to_numpy()})
    return rows.assign(value=rows["economy"].map(newest["value"]), year=rows["economy"].map(newest["year"]))


def senders(remittances: pd.DataFrame, economy: str, count: int = 6) -> pd.DataFrame:
    """The largest senders in the newest matrix of the World Bank's model, in per cent: ``name, value, year, source``."""
    held = remittances[(remittances["economy"] == economy) & (remittances["by"] == "model") & (remittances["sender"] != "World")]
    held = held[held["year"] == held["year"].max()].rename(columns={"sender": "name"}).assign(value=held["share"])
    return held.nlargest(count, "value")[["name", "value", "year", "source"]]


def compare(data: pd.DataFrame, economy: str, year: int) -> pd.DataFrame:
    """Each indicator of one economy in ``year`` and in its newest year: ``indicator, before, after, newest``; gaps stay gaps."""
    rows = []
    for indicator, held in data[data["economy"] == economy].groupby("indicator", sort=False):
        held = held.set_index("year")["value"].sort_index()
        rows.append((indicator, held.get(year, float("nan")), held.iloc[-1], int(held.index[-1])))
    return pd.DataFrame(rows, columns=["indicator", "before", "after", "newest"])


def gaps(data: pd.DataFrame) -> pd.DataFrame:
    """How much of each indicator is held by economy: ``indicator, economy, first, last, missing`` (years without a value between)."""
    rows = []
    for (indicator, economy), held in data.groupby(["indicator", "economy"], sort=False):
        first, last = int(held["year"].min()), int(held["year"].max())
        rows.append((indicator, economy, first, last, last - first + 1 - held["year"].nunique()))
    return pd.DataFrame(rows, columns=["indicator", "economy", "first", "last", "missing"])


def movement(before: float, after: float) -> str:
    """The direction from one value to another: within a twentieth of the first it has “hardly moved”; else it “rose” or “fell”."""
    if abs(after - before) <= STEADY * abs(before):
        return STEADILY
    return ROSE if after > before else FELL


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
    for function in (series, change, partner_share, sender_share, sender_ratio, transfer_ratio, people, creditor_share, fact, member, votes,
                     site_count)
}
