"""Goods traded by partner: shares, growth, and what different counts say."""

from __future__ import annotations

import dataclasses
import itertools

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    Denominator,
    Flow,
    as_factor,
    complete_years,
    covered,
    from_row,
    in_year,
    level_since,
    means,
    measure,
    newest_row,
    once,
    rank_among,
    total,
    where,
    with_weight,
)
from footprint.words.numbers import quantities, quantity
from footprint.words.text import Prose, listed

# Who is asked for trade by partner, first to last: what the country counts and publishes itself,
# then what a partner's customs count, then what the press gives of such counts, then estimates.
# Shares are never mixed from two of them; one gives way to a later one only if that has a figure
# more than a year newer. The first two are the country's own reports: their years may stand in one
# line of a chart. Editions of the Factbook must never be chained.
OWN_REPORTS = ("statistics office", "WITS")
OTHER_COUNTS = ("Russian customs", "press", "customs office", "partner matrix", "World Factbook")
TRADE_SOURCES = OWN_REPORTS + OTHER_COUNTS
FLOWS: tuple[Flow, ...] = ("exports", "imports")
# A shorter period, in months, does not stand for its year.
FULL_YEAR = 10
# The columns of partners' shares.
SHARES = {"name": "string", "kind": "string", "year": "Int64", "months": "Int64"}
SHARES |= {"value": "float64", "by": "string", "source": "string"}


@measure()
def partner_share(
    at: Moment, *, economy: str, flow: Flow, partner: str, of: Denominator
) -> Measured:
    """A partner's part of goods exports or imports, in per cent, and its rank among the countries.
    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named). The
    source is the first of ``TRADE_SOURCES`` whose figure is not more than a year older than that of
    another. A group of countries has no rank, nor has a country alone in its list."""
    rows = _recent_shares(at.records("trade_by_partner"), economy, flow, partner, of)
    found = rows.where(name=partner)[0]
    words = {"period": covered(found), "by": found["by"]}
    countries = {row["name"]: row["value"] for row in rows.where(kind="country")}
    if partner in countries and len(countries) > 1:
        words["rank"] = rank_among(countries, partner)
    return dataclasses.replace(from_row(found), words=words)


@measure(reads=["over"])
def partner_ratio(
    at: Moment, *, economy: str, flow: Flow, partner: str, of: Denominator, over: str
) -> Measured:
    """The same part in per cent of GDP: the share of goods, times what the World Bank says that all
    exports or imports, services with them, are ``over`` GDP in the year of the share."""
    share = partner_share(at, economy=economy, flow=flow, partner=partner, of=of)
    return _over_gdp(at, share, economy, over)


def _over_gdp(at: Moment, share: Measured, economy: str, over: str) -> Measured:
    ratio = in_year(at, over, economy, int(share.year or 0))
    value = share.value * ratio.value / 100
    return dataclasses.replace(share, value=value, basis=once([share.basis, ratio.basis]))


@measure(reads=["over"])
def weighed_share(
    at: Moment, *, economy: str, flow: Flow, partner: str, of: Denominator, over: str
) -> Measured:
    """The :func:`partner_share`; ``weight`` says what it comes to in per cent of GDP."""
    share = partner_share(at, economy=economy, flow=flow, partner=partner, of=of)
    return with_weight(share, lambda: _over_gdp(at, share, economy, over))


@measure(reads=["exported", "imported"])
def weight_ratio(
    at: Moment, *, economy: str, partner: str, exported: str, imported: str
) -> Measured:
    """The larger of a partner's parts of exports and imports, in per cent of GDP."""
    share = partner_weight(at, economy=economy, partner=partner)
    over = exported if share.words["flow"] == "exports" else imported
    return _over_gdp(at, share, economy, over)


@measure()
def reported_share(
    at: Moment, *, economy: str, flow: Flow, partner: str, of: Denominator, by: str
) -> Measured:
    """The same part as one source alone gives it, in its newest year."""
    rows = partner_shares(at.records("trade_by_partner"), economy, flow, of, [by])
    last = newest_row(rows.where(name=partner), f"{flow} of {economy} with {partner} by the {by}")
    return from_row(last, period=covered(last))


@measure()
def partner_weight(at: Moment, *, economy: str, partner: str) -> Measured:
    """The larger of a partner's parts of exports and imports, in per cent: where it is strong."""
    shares, reasons = [], []
    for flow in FLOWS:
        try:
            share = partner_share(at, economy=economy, flow=flow, partner=partner, of="total")
            shares.append(dataclasses.replace(share, words={**share.words, "flow": flow}))
        except Untestable as reason:
            reasons.append(str(reason))
    if not shares:
        raise Untestable("; ".join(reasons))
    return max(shares, key=lambda share: share.value)


@measure()
def partner_since(
    at: Moment,
    *,
    economies: Texts,
    flow: Flow,
    partner: str,
    of: Denominator,
    since: int,
    before: int,
) -> Measured:
    """A partner's part of trade from ``since`` on, in per cent of that in the years ``before``."""
    shares = partner_means(at.records("trade_by_partner"), economies, flow, partner, of)
    return level_since(shares, since, before, f"{flow} with {partner}")


@measure()
def dollars_since(
    at: Moment, *, economies: Texts, flow: Flow, partner: str, since: int, before: int
) -> Measured:
    """Goods traded with a partner in US$ from ``since`` on, in per cent of the years ``before``."""
    sums = dollars(at.records("trade_by_partner"), economies, flow, partner)
    return level_since(sums, since, before, f"{flow} with {partner} in US$")


@framed(year="Int64", value="float64", source="string")
def dollars(trade: Rows, economies: Texts, flow: str, partner: str) -> Rows:
    """Goods traded with a partner, all economies together, in billion US$: ``year, value, source``.
    As each country reports itself, in the years that have all."""
    rows = trade.where(partner=partner, flow=flow, months=12)
    counts = [rows.where(by=by).having("value") for by in reversed(OWN_REPORTS)]
    own = {(row["economy"], row["year"]): row for count in counts for row in count}
    years = complete_years(Rows(own.values()), economies)
    return Rows(
        {"year": year, "value": total(of) / 1e6, "source": once(of.values("source"))}
        for year, of in sorted(years.items())
    )


@framed(year="Int64", value="float64", source="string")
def partner_means(trade: Rows, economies: Texts, flow: str, partner: str, of: str) -> Rows:
    """A partner's part of trade, mean of economies, in per cent: ``year, value, source``."""
    shares = [
        row | {"economy": economy}
        for economy in economies
        for row in partner_shares(trade, economy, flow, of).where(name=partner)
    ]
    return means(Rows(shares), economies)


@framed(**SHARES)
def partner_shares(trade: Rows, economy: str, flow: str, of: str, by: Texts = OWN_REPORTS) -> Rows:
    """Partners' parts of goods exports or imports by year, in per cent: ``name, kind, year, months,
    value, by, source``. ``of`` is ``total`` (the published total) or ``partners`` (the sum of the
    countries named); where a source gives shares alone, these stand. Each year is read in the first
    source of ``by`` that has it; periods under ``FULL_YEAR`` months are left out."""
    shares = trade.yearly(_all_shares, economy, flow, of).where(by=by)
    best: dict[int, tuple[int, int]] = {}
    for row in shares:
        rank = (-by.index(row["by"]), row["months"])
        best[row["year"]] = max(rank, best.get(row["year"], rank))
    return Rows(row for row in shares if (-by.index(row["by"]), row["months"]) == best[row["year"]])


def _all_shares(trade: Rows, economy: str, flow: str, of: str) -> Rows:
    """The shares of :func:`partner_shares` in every source that gives them for most of a year."""
    rows = trade.where(economy=economy, flow=flow).keep(lambda row: row["months"] >= FULL_YEAR)
    counted = rows.where(kind="country" if of == "partners" else "total")
    wholes = {key: total(of_key) for key, of_key in counted.by("year", "by").items()}
    shares = []
    for row in rows:
        whole, value = wholes.get((row["year"], row["by"]), 0.0), row["share"]
        if whole > 0 and row["value"] is not None:
            value = row["value"] / whole * 100
        if value is not None and row["kind"] != "total":
            shares.append(row | {"name": row["partner"], "value": value})
    return Rows(shares)


def _recent_shares(trade: Rows, economy: str, flow: str, partner: str, of: str) -> Rows:
    """The newest year of the source to use; Untestable if none lists the partner in its newest."""
    shares = trade.yearly(_all_shares, economy, flow, of)
    by_source = [shares.where(by=by).most("year").most("months") for by in TRADE_SOURCES]
    newest = [rows for rows in by_source if rows]
    if not newest:
        raise Untestable(f"there is no figure for {flow} of {economy} by partner")
    listing = [rows for rows in newest if rows.where(name=partner)]
    last = max(rows[0]["year"] for rows in listing or newest)
    if not listing:
        raise Untestable(f"{flow} of {economy} with {partner}: no figure for {last}")
    return next(rows for rows in listing if rows[0]["year"] >= last - 1)


def traded(partner: str, whose: str, shares: Frame) -> str:
    """A title from imports and exports ``name, year, value``: the newest year that has both."""
    by_year = shares.pivot(index="year", columns="name", values="value")
    both = by_year.reindex(columns=["imports", "exports"]).dropna()
    if both.empty:
        return f"{partner} in {whose} imports and exports: no year has both"
    bought, sold = (quantity(share, "%") for share in both.iloc[-1])
    took = f"took {sold} of {whose} exports in {both.index[-1]}"
    return f"{partner} supplied {bought} of {whose} imports and {took}"


def wholes(trade: Frame, flow: str, partner: str, names: Names) -> Prose:
    """Where a partner's newest share is another of all goods than of those with a named partner."""
    told, known = [], Rows.of(trade)
    for economy, name in names.items():
        ends = [
            partner_shares(known, economy, flow, of).where(name=partner).most("year")
            for of in ("total", "partners")
        ]
        shares = [quantity(rows[0]["value"], "%") for rows in ends if rows]
        if len({*shares}) == 2:
            told.append(f"{' or '.join(shares)} in {name} ({ends[0][0]['year']})")
    if not told:
        return Prose()
    head = f"A share of {flow} is of all goods, or of those with a named partner"
    return Prose(f"{head}: {partner}'s is {listed(told)}.")


def trade_readings(trade: Frame, economy: str, flow: str, partners: Texts) -> Frame:
    """Each source's newest shares, in per cent: ``by, period``, and a column a partner."""
    rows, known = [], Rows.of(trade)
    for by in TRADE_SOURCES:
        newest = partner_shares(known, economy, flow, "total", [by]).most("year")
        if shares := newest.where(name=partners):
            values = {row["name"]: row["value"] for row in shares}
            rows.append({"by": by, "period": covered(shares[0])} | values)
    return pd.DataFrame(rows, columns=["by", "period", *partners])


def readings_table(readings: Frame) -> Frame:
    """The readings of :func:`trade_readings` as a table of words."""
    shares = readings.drop(columns=["by", "period"]).apply(quantities, unit="%", gap="not listed")
    who = {"who counted": readings["by"], "when": readings["period"]}
    return pd.DataFrame(who).join(shares)


def newest_shares(trade: Frame, economies: Texts, partners: Texts, since: int) -> Frame:
    """Each partner's part of exports and imports as the declared order gives it, in per cent:
    ``economy, flow, partner, value, period, by``. A figure from before ``since``, or none, is a
    gap."""
    rows, fresh = [], Rows.of(trade[trade["year"] >= since])
    for economy, flow, partner in itertools.product(economies, FLOWS, partners):
        try:
            shares = _recent_shares(fresh, economy, flow, partner, "total")
        except Untestable:
            rows.append((economy, flow, partner, float("nan"), "", ""))
        else:
            row = shares.where(name=partner)[0]
            rows.append((economy, flow, partner, row["value"], covered(row), row["by"]))
    return pd.DataFrame(rows, columns=["economy", "flow", "partner", "value", "period", "by"])


def leaders(shares: Frame) -> str:
    """A title from :func:`newest_shares`: in how many flows with two figures each leads."""
    flows = shares.dropna(subset=["value"]).groupby(["economy", "flow"])
    known = flows.filter(lambda rows: len(rows) > 1)
    firsts = known.sort_values("value", ascending=False, kind="stable")
    firsts = firsts.drop_duplicates(["economy", "flow"]).sort_index()
    told = [f"{partner} in {count}" for partner, count in firsts["partner"].value_counts().items()]
    if not told:
        return "There are no figures to compare"
    return f"Of {len(firsts)} flows with figures to compare the largest partner is {listed(told)}"


def side_by_side(shares: Frame, names: Names) -> Frame:
    """The shares of :func:`newest_shares` as a table: a row a flow, a column a partner."""
    cells = quantities(shares["value"], "%") + " (" + shares["by"] + ", " + shares["period"] + ")"
    rows = shares.assign(Country=shares["economy"].map(names), Flow=shares["flow"])
    rows["cell"] = cells.where(shares["by"].ne(""), "no figure")
    table = rows.pivot(index=["Country", "Flow"], columns="partner", values="cell")
    return table[shares["partner"].unique()].reset_index().rename_axis(columns=None)


@measure()
def trade_ratio(at: Moment, *, economy: str, partner: str, against: str) -> Measured:
    """Goods traded with a partner over those with another, in the newest year: a factor."""
    ratios = trade_ratios(at.records("trade_by_partner"), [economy], partner, against)
    if not ratios:
        who = "the EU" if partner == "EU27" else partner
        raise Untestable(f"{economy} publishes no trade with both {who} and {against}")
    last = newest_row(ratios, economy)
    return from_row(last, period=covered(last))


@framed(economy="string", year="Int64", months="Int64", value="float64", source="string")
def trade_ratios(trade: Rows, economies: Texts, partner: str, against: str) -> Rows:
    """Trade both ways with one partner over that with another, by year, as a factor: ``economy,
    year, months, value, source``. As the country reports both flows; in a year without, as the
    press has both partners' parts. Periods under ``FULL_YEAR`` months are left out."""
    rows = trade.where(economy=economies, partner=[partner, against])
    rows = rows.keep(lambda row: row["months"] >= FULL_YEAR)
    readings = [("press", ["both"], "share")] + [(by, FLOWS, "value") for by in OWN_REPORTS[::-1]]
    ratios = {}
    for by, flows, column in readings:
        counted = rows.where(by=by, flow=flows).having(column)
        for (economy, year, months), of in counted.by("economy", "year", "months").items():
            if len(of) == 2 * len(flows):
                one, other = (total(of.where(partner=name), column) for name in (partner, against))
                ratio = {"economy": economy, "year": year, "months": months, "value": one / other}
                ratios[economy, year] = ratio | {"source": of[0]["source"]}
    return Rows(ratios[key] for key in sorted(ratios))


def ahead(ratios: Frame, names: Names, partner: str, against: str) -> str:
    """A title from :func:`trade_ratios`: with whom one partner's newest trade is the larger."""
    newest = ratios.sort_values("year").groupby("economy").tail(1).set_index("economy")["value"]
    more = [names[str(code)] for code, ratio in newest.sort_index().items() if ratio > 1]
    whom = f"with {listed(more)}" if more else "with none of them"
    return f"{partner} trades more than {against} {whom}"


def eu_growth(eu: Frame, trade: Frame, economies: Texts, since: int) -> Frame:
    """Goods that went from the European Union to each economy: the newest year over ``since``. The
    frame is ``economy, by, value, year``, by who counted, in years that both have. Values are in
    euro for the one and in dollars for the other, so only the growth is compared."""
    theirs = where(eu, flow="EU exports", months=12, product="all goods").set_index("year")
    ours = where(trade, flow="imports", partner="EU27", by=OWN_REPORTS).set_index("year")
    rows = []
    for economy in economies:
        sent, received = (where(counts, economy=economy)["value"] for counts in (theirs, ours))
        both = pd.DataFrame({"the EU": sent, "the country": received}).dropna()
        years = both.index.tolist()
        if since in years and years[-1] > since:
            growth = {by: both[by].iloc[-1] / both[by].loc[since] for by in both}
            rows += [(economy, by, value, int(years[-1])) for by, value in growth.items()]
    return pd.DataFrame(rows, columns=["economy", "by", "value", "year"])


def counted_apart(growth: Frame, names: Names, since: int) -> str:
    """A title from :func:`eu_growth`: where two counts of one flow lie furthest apart."""
    by_economy = growth.pivot(index="economy", columns="by", values="value")
    both = by_economy.reindex(columns=["the EU", "the country"]).dropna()
    if both.empty:
        return "No flow is counted on both sides"
    apart = both["the EU"] / both["the country"]
    most = both[apart.eq(apart.max())].iloc[0]
    (theirs, ours), whose = quantities(most, "times"), names[str(most.name)]
    grew = f"grew to {theirs} those of {since} by the EU's count, to {ours} by {whose}'s own"
    return f"EU goods sent to {whose} {grew}"


@measure()
def eu_trade_since(at: Moment, *, economy: str, flow: str, since: int, before: int) -> Measured:
    """The EU's exports or imports from ``since`` on over those of the years ``before``: times."""
    rows = at.records("eu_trade").where(economy=economy, flow=flow, member="EU27")
    rows = rows.where(product="all goods", months=12)
    return as_factor(level_since(rows, since, before, f"{flow} with {economy}"))


@measure()
def trade_since(
    at: Moment, *, economy: str, flow: Flow, partner: str, since: int, before: int
) -> Measured:
    """A flow with a partner from ``since`` on over that of the years ``before``, as the country's
    statistics office counts it: times."""
    rows = at.records("trade_by_partner").where(economy=economy, flow=flow, partner=partner)
    own = rows.where(by=OWN_REPORTS[0], months=12).having("value")
    return as_factor(level_since(own, since, before, f"{flow} of {economy} with {partner}"))


def eu_levels(eu: Frame, economies: Texts, since: int, before: int) -> Frame:
    """The EU's exports to each economy, mean from ``since`` on over that ``before``: ``economy,
    value, year``."""
    rows = where(eu, economy=economies, flow="EU exports", months=12, product="all goods")
    after, earlier = rows["year"] >= since, rows["year"].between(since - before, since - 1)
    levels = [rows[which].groupby("economy")["value"].mean() for which in (after, earlier)]
    table = (levels[0] / levels[1]).reindex(list(economies)).rename("value").reset_index()
    return table.assign(year=rows["year"].max())
