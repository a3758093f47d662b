"""Goods traded by partner: shares, growth, and what different counts say."""

import itertools
from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import covered, level_since, means, measure, newest_row
from footprint.words.numbers import quantity
from footprint.words.text import listed

# Who is asked for trade by partner, first to last: what the country counts and publishes itself, then what a partner's customs
# count, then what the press gives of such counts, then estimates. Shares are never mixed from two of them; one gives way to a
# later one only if that has a figure more than a year newer.
TRADE_SOURCES = (
    "statistics office",
    "WITS",
    "Russian customs",
    "press",
    "customs office",
    "partner matrix",
    "World Factbook",
)
# The country's own reports: their years may stand in one line of a chart. Editions of the Factbook must never be chained.
OWN_REPORTS = ("statistics office", "WITS")
# A shorter period does not stand for its year.
FULL_YEAR = 10


@measure()
def partner_share(at: Moment, *, economy: str, flow: str, partner: str, of: str) -> Measured:
    """A partner's part of goods exports or imports, in per cent, and its rank among the countries listed (a group has none).

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named). The source is the first of
    ``TRADE_SOURCES`` whose figure is not more than a year older than that of another.
    """
    rows = _recent_shares(at.records("trade_by_partner"), economy, flow, partner, of)
    found = rows.set_index("name").loc[partner]
    countries = rows[rows["kind"] == "country"].set_index("name")["value"]
    words = {"period": covered(found), "by": found["by"]}
    if partner in countries.index and len(countries) > 1:
        words["rank"] = int(countries.rank(ascending=False, method="min")[partner])
    return Measured(float(found["value"]), int(found["year"]), found["source"], words)


@measure()
def reported_share(
    at: Moment, *, economy: str, flow: str, partner: str, of: str, by: str
) -> Measured:
    """The same part as one source alone gives it, in its newest year."""
    rows = partner_shares(at.records("trade_by_partner"), economy, flow, of, [by])
    last = newest_row(
        rows[rows["name"] == partner], f"{flow} of {economy} with {partner} by the {by}"
    )
    return Measured(
        float(last["value"]), int(last["year"]), last["source"], {"period": covered(last)}
    )


def _recent_shares(
    trade: pd.DataFrame, economy: str, flow: str, partner: str, of: str
) -> pd.DataFrame:
    """The newest year of the source to use; Untestable if none lists the partner in its newest year."""
    held = _all_shares(trade, economy, flow, of)
    by_source = [held[held["by"] == by] for by in TRADE_SOURCES]
    newest = [_fullest(rows[rows["year"] == rows["year"].max()]) for rows in by_source if len(rows)]
    if not newest:
        raise Untestable(f"there is no figure for {flow} of {economy} by partner")
    listing = [rows for rows in newest if (rows["name"] == partner).any()]
    if not listing:
        raise Untestable(
            f"{flow} of {economy} with {partner}: no figure for {max(rows['year'].iloc[0] for rows in newest)}"
        )
    last = max(rows["year"].iloc[0] for rows in listing)
    return next(rows for rows in listing if rows["year"].iloc[0] >= last - 1)


@measure()
def partner_weight(at: Moment, *, economy: str, partner: str) -> Measured:
    """The larger of a partner's parts of goods exports and imports, in per cent: it is strong where it is needed most."""
    found, reasons = [], []
    for flow in ("exports", "imports"):
        try:
            found.append(
                (flow, partner_share(at, economy=economy, flow=flow, partner=partner, of="total"))
            )
        except Untestable as reason:
            reasons.append(str(reason))
    if not found:
        raise Untestable("; ".join(reasons))
    flow, larger = max(found, key=lambda pair: pair[1].value)
    return Measured(larger.value, larger.year, larger.basis, larger.words | {"flow": flow})


@measure()
def trade_ratio(at: Moment, *, economy: str, partner: str, against: str) -> Measured:
    """Goods traded both ways with one partner over those with another, as the country itself reports them: a factor."""
    held = at.records("trade_by_partner")
    held = held[(held["economy"] == economy) & held["partner"].isin([partner, against])].dropna(
        subset=["value"]
    )
    for by in OWN_REPORTS:
        both = (
            held[held["by"] == by]
            .pivot_table(index="year", columns=["partner", "flow"], values="value")
            .dropna()
        )
        if both.shape[1] == 4 and len(both):
            last = both.iloc[-1].groupby("partner").sum()
            return Measured(
                float(last[partner] / last[against]),
                int(both.index[-1]),
                held.loc[held["by"] == by, "source"].iloc[0],
            )
    raise Untestable(
        f"{economy} publishes no trade with both {'the EU' if partner == 'EU27' else partner} and {against}"
    )


@measure()
def partner_since(
    at: Moment,
    *,
    economies: Sequence[str],
    flow: str,
    partner: str,
    of: str,
    since: int,
    before: int,
) -> Measured:
    """A partner's part of trade from the year ``since`` on, in per cent of its mean in as many years before as ``before`` says."""
    held = partner_means(at.records("trade_by_partner"), economies, flow, partner, of)
    return level_since(held, since, before, f"{flow} with {partner}")


@measure()
def eu_trade_change(at: Moment, *, economy: str, flow: str) -> Measured:
    """The newest full year of the European Union's exports or imports over the year of *then*, as Eurostat counts them: a factor."""
    held = at.records("eu_trade")
    held = held[
        (held["economy"] == economy)
        & (held["flow"] == flow)
        & (held["member"] == "EU27")
        & (held["product"] == "all goods")
        & (held["months"] == 12)
    ]
    last = newest_row(held, f"{flow} with {economy}")
    first = held.loc[held["year"] == at.then_year, "value"]
    if first.empty:
        raise Untestable(f"{flow} with {economy} have no figure for {at.then_year}")
    return Measured(
        float(last["value"] / first.iloc[0]),
        int(last["year"]),
        last["source"],
        {"since": at.then_year},
    )


def partner_means(
    trade: pd.DataFrame, economies: Sequence[str], flow: str, partner: str, of: str
) -> pd.DataFrame:
    """A partner's part of the trade of several economies by year, their mean, in per cent: ``year, value, source``."""
    shares = pd.concat(
        [partner_shares(trade, economy, flow, of).assign(economy=economy) for economy in economies]
    )
    return means(shares[shares["name"] == partner], economies)


def partner_shares(
    trade: pd.DataFrame, economy: str, flow: str, of: str, by: Sequence[str] = OWN_REPORTS
) -> pd.DataFrame:
    """Partners' parts of goods exports or imports by year, in per cent: ``name, kind, year, months, value, by, source``.

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named); where a source gives shares
    alone, these stand. Each year is read in the first source of ``by`` that has it; periods under ``FULL_YEAR`` months are left out.
    """
    held = _all_shares(trade, economy, flow, of)
    shares = held[held["by"].isin(list(by))]
    best = shares.assign(order=shares["by"].map(list(by).index)).sort_values(
        ["order", "months"], ascending=[True, False]
    )
    firsts = best.groupby("year")[["by", "months"]].transform("first")
    return (
        best[(best["by"] == firsts["by"]) & (best["months"] == firsts["months"])]
        .drop(columns="order")
        .sort_index()
    )


def _all_shares(trade: pd.DataFrame, economy: str, flow: str, of: str) -> pd.DataFrame:
    """The shares of :func:`partner_shares` in every source that gives them for most of a year."""
    held = trade[
        (trade["economy"] == economy) & (trade["flow"] == flow) & (trade["months"] >= FULL_YEAR)
    ]
    whole = (
        held[held["kind"] == ("country" if of == "partners" else "total")]
        .groupby(["year", "by"])["value"]
        .sum()
    )
    divisor = pd.Series(
        pd.MultiIndex.from_frame(held[["year", "by"]]).map(whole), index=held.index, dtype="float64"
    )
    computed = (held["value"] / divisor * 100).where(divisor.gt(0)).fillna(held["share"])
    shares = held.assign(name=held["partner"], value=computed)[held["kind"] != "total"].dropna(
        subset=["value"]
    )
    return shares[["name", "kind", "year", "months", "value", "by", "source"]]


def _fullest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of the rows of one year, those that cover most of it."""
    return rows[rows["months"] == rows["months"].max()]


def trade_readings(
    trade: pd.DataFrame, economy: str, flow: str, partners: Sequence[str]
) -> pd.DataFrame:
    """What each source says of some partners in its newest year, in per cent: ``by, period`` and a column a partner; gaps stay gaps."""
    rows = []
    for by in TRADE_SOURCES:
        held = partner_shares(trade, economy, flow, "total", [by])
        held = held[
            (held["year"] == held["year"].max()) & held["name"].isin(list(partners))
        ].set_index("name")
        if len(held):
            rows.append(
                {"by": by, "period": covered(held.iloc[0])}
                | {name: held["value"].get(name, float("nan")) for name in partners}
            )
    return pd.DataFrame(rows, columns=["by", "period", *partners])


def newest_shares(
    trade: pd.DataFrame, economies: Sequence[str], partners: Sequence[str], since: int
) -> pd.DataFrame:
    """Each partner's part of exports and imports as the declared order gives it, in per cent: ``economy, flow, partner, value, period, by``.

    A figure from before ``since``, or none, is a gap.
    """
    rows, fresh = [], trade[trade["year"] >= since]
    for economy, flow, partner in itertools.product(economies, ("exports", "imports"), partners):
        try:
            held = (
                _recent_shares(fresh, economy, flow, partner, "total")
                .set_index("name")
                .loc[partner]
            )
            rows.append((economy, flow, partner, held["value"], covered(held), held["by"]))
        except Untestable:
            rows.append((economy, flow, partner, float("nan"), "", ""))
    return pd.DataFrame(rows, columns=["economy", "flow", "partner", "value", "period", "by"])


def eu_growth(
    eu: pd.DataFrame, trade: pd.DataFrame, economies: Sequence[str], since: int
) -> pd.DataFrame:
    """Goods that went from the European Union to each economy in the newest year over ``since``, by who counted: ``economy, by, value, year``.

    Years are those that both have. Values are in euro for the one and in dollars for the other, so only the growth is compared.
    """
    rows = []
    theirs = eu[
        (eu["flow"] == "EU exports") & (eu["months"] == 12) & (eu["product"] == "all goods")
    ]
    ours = trade[
        (trade["flow"] == "imports") & (trade["partner"] == "EU27") & trade["by"].isin(OWN_REPORTS)
    ]
    for economy in economies:
        both = pd.DataFrame(
            {
                "the EU": theirs[theirs["economy"] == economy].set_index("year")["value"],
                "the country": ours[ours["economy"] == economy].set_index("year")["value"],
            }
        ).dropna()
        if since in both.index and both.index[-1] > since:
            rows += [
                (economy, by, both[by].iloc[-1] / both[by][since], int(both.index[-1]))
                for by in both
            ]
    return pd.DataFrame(rows, columns=["economy", "by", "value", "year"])


def traded(partner: str, whose: str, shares: pd.DataFrame) -> str:
    """A title on both flows in the newest year that has both, from shares ``name, year, value`` named imports and exports, in per cent."""
    both = (
        shares.pivot(index="year", columns="name", values="value")
        .reindex(columns=["imports", "exports"])
        .dropna()
    )
    if both.empty:
        return f"{partner} in {whose} imports and exports: no year has both"
    bought, sold = (quantity(share, "%") for share in both.iloc[-1])
    return f"{partner} supplied {bought} of {whose} imports and took {sold} of {whose} exports in {both.index[-1]}"


def leaders(shares: pd.DataFrame) -> str:
    """A title from the same shares: in how many rows each partner leads; rows without two figures say nothing."""
    known = (
        shares.dropna(subset=["value"])
        .groupby(["economy", "flow"])
        .filter(lambda rows: len(rows) > 1)
    )
    first = known.loc[known.groupby(["economy", "flow"])["value"].idxmax()]
    counts = first["partner"].value_counts()
    said = [f"{partner} in {count}" for partner, count in counts.items()]
    return (
        f"Of {len(first)} flows with figures to compare the largest partner is {listed(said)}"
        if said
        else "There are no figures to compare"
    )


def counted_apart(growth: pd.DataFrame, names: Mapping[str, str], since: int) -> str:
    """A title from :func:`trade.eu_growth`: the country where two counts of one flow lie furthest apart, as factors."""
    both = (
        growth.pivot(index="economy", columns="by", values="value")
        .reindex(columns=["the EU", "the country"])
        .dropna()
    )
    if both.empty:
        return "No flow is counted on both sides"
    place = (both["the EU"] / both["the country"]).idxmax()
    theirs, ours = (quantity(both.at[place, by], "times") for by in both)
    return f"EU goods sent to {names[place]} grew to {theirs} those of {since} by the EU's count, to {ours} by {names[place]}'s own"


def readings_table(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings ``by, period`` and a column of shares a partner as a table of words; a partner that a source does not list is “not listed”."""
    shares = readings.drop(columns=["by", "period"]).map(
        lambda share: "not listed" if pd.isna(share) else quantity(share, "%")
    )
    return (
        readings[["by", "period"]]
        .rename(columns={"by": "who counted", "period": "when"})
        .join(shares)
    )


def side_by_side(shares: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Partners' newest shares ``economy, flow, partner, value, period, by`` as a table: a row for each country and flow, a column a partner."""
    said = [
        f"{quantity(row.value, '%')} ({row.by}, {row.period})" if row.by else "no figure"
        for row in shares.itertuples()
    ]
    rows = shares.assign(Country=shares["economy"].map(names), Flow=shares["flow"], said=said)
    table = rows.pivot(index=["Country", "Flow"], columns="partner", values="said")[
        list(dict.fromkeys(shares["partner"]))
    ]
    return table.reset_index().rename_axis(columns=None)
