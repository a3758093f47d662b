"""Observations to numbers. Pure functions that fetch nothing and know no claim.

Each takes ``at``, the figures as they stood at one moment, with two methods: ``at.series(indicator, economy)`` gives
a frame ``year, value``, and ``at.records(topic)`` the rows of a record file known by then. Each returns a
``Measured``, or raises ``Untestable`` with the reason in words. Nothing is filled in or guessed.
"""

import dataclasses
import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from geographiclib.geodesic import Geodesic

YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}
STEADY = 0.05
ROSE, FELL, STEADILY = MOVEMENTS = ("rose", "fell", "hardly moved")
BILLION = 1e9
STANDINGS = (
    "member",
    "member, participation frozen",
    "associate member",
    "observer",
    "participant",
    "partner",
)
LEADERS = {
    "Led by Russia": ("CST (treaty)", "CSTO", "EAEU", "CIS"),
    "Led by China and Russia": ("SCO",),
}
NO_LEADER = "Others"
# Below this many votes a year, agreement is left to chance; below this many steps, so is a movement in parallel.
FEW_VOTES, FEW_STEPS = 30, 3

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


def series_ratio(at, *, economy: str, part: str, whole: str) -> Measured:
    """One World Bank series over another of the same year, in per cent, in the newest year that has both."""
    (above, basis), (below, other) = (at.series(indicator, economy) for indicator in (part, whole))
    both = above.merge(below, on="year", suffixes=("", "_whole"))
    last = _newest(both[both["value_whole"] > 0], f"{part} over {whole} of {economy}")
    return Measured(
        float(last["value"] / last["value_whole"] * 100),
        int(last["year"]),
        "; ".join(dict.fromkeys([basis, other])),
    )


def change(at, *, indicator: str, economy: str) -> Measured:
    """The newest value over that of the year which the ledger reads for *then*: a factor."""
    held, basis = at.series(indicator, economy)
    last = _newest(held, f"{indicator} of {economy}")
    first = held[held["year"] == at.then_year]
    if first.empty or not first["value"].iloc[0]:
        raise Untestable(f"{indicator} of {economy} has no figure for {at.then_year}")
    return Measured(
        float(last["value"] / first["value"].iloc[0]),
        int(last["year"]),
        basis,
        {"since": at.then_year},
    )


def partner_share(at, *, economy: str, flow: str, partner: str, of: str) -> Measured:
    """A partner's part of goods exports or imports, in per cent, and its rank among the countries listed (a group has none).

    ``of`` is ``total`` (the published total) or ``partners`` (the sum of the countries named). The source is the first of
    ``TRADE_SOURCES`` whose figure is not more than a year older than that of another.
    """
    rows = _recent_shares(at.records("trade_by_partner"), economy, flow, partner, of)
    found = rows.set_index("name").loc[partner]
    countries = rows[rows["kind"] == "country"].set_index("name")["value"]
    words = {"period": _period(found), "by": found["by"]}
    if partner in countries.index and len(countries) > 1:
        words["rank"] = int(countries.rank(ascending=False, method="min")[partner])
    return Measured(float(found["value"]), int(found["year"]), found["source"], words)


def reported_share(at, *, economy: str, flow: str, partner: str, of: str, by: str) -> Measured:
    """The same part as one source alone gives it, in its newest year."""
    rows = partner_shares(at.records("trade_by_partner"), economy, flow, of, [by])
    last = _newest(rows[rows["name"] == partner], f"{flow} of {economy} with {partner} by the {by}")
    return Measured(
        float(last["value"]), int(last["year"]), last["source"], {"period": _period(last)}
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


def partner_weight(at, *, economy: str, partner: str) -> Measured:
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


def trade_ratio(at, *, economy: str, partner: str, against: str) -> Measured:
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


def sender_share(at, *, economy: str, sender: str, by: str) -> Measured:
    """A sending country's part of all remittances received, in per cent, by the World Bank's model or the central bank."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy) & (held["by"] == by) & (held["sender"] == sender)
    ].dropna(subset=["share"])
    last = _newest(held, f"remittances from {sender} to {economy} by the {by}")
    return Measured(
        float(last["share"]), int(last["year"]), last["source"], {"period": _period(last)}
    )


def senders_share(at, *, economy: str, senders: Sequence[str], by: str) -> Measured:
    """The part of several sending countries together, in per cent, in the newest year with any of them."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy) & (held["by"] == by) & held["sender"].isin(list(senders))
    ].dropna(subset=["share"])
    rows = _of_year(held, f"remittances from a group of countries to {economy} by the {by}")
    return Measured(float(rows["share"].sum()), int(rows["year"].iloc[0]), rows["source"].iloc[0])


def sender_ratio(at, *, economy: str, sender: str, indicator: str) -> Measured:
    """Remittances over GDP times the sender's part in the World Bank's model, in per cent of GDP."""
    ratio = series(at, indicator=indicator, economy=economy)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    return Measured(ratio.value * part.value / 100, ratio.year, f"{ratio.basis}; {part.basis}")


def transfer_ratio(
    at, *, economy: str, sender: str, by: str, indicator: str, months: int
) -> Measured:
    """Transfers, as ``by`` counts them, over the GDP of the same year, in per cent; periods under ``months`` are left out."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy)
        & (held["by"] == by)
        & (held["sender"] == sender)
        & (held["months"] >= months)
    ]
    last = _newest(
        held.dropna(subset=["value"]),
        f"transfers from {sender} to {economy} of {months} months or more in the years that count for this moment",
    )
    gdp, basis = at.series(indicator, economy)
    same = gdp.loc[gdp["year"] == last["year"], "value"]
    if same.empty:
        raise Untestable(f"{indicator} of {economy} has no figure for {last['year']}")
    return Measured(
        float(last["value"] * 1e6 / same.iloc[0] * 100),
        int(last["year"]),
        f"{last['source']}; {basis}",
        {"period": _period(last)},
    )


def people(at, *, economies: Sequence[str], definition: str) -> Measured:
    """People counted under one definition, in millions, summed over economies for the newest year that has them all."""
    held = at.records("migrants")
    held = held[(held["definition"] == definition) & held["economy"].isin(list(economies))]
    held = held[held["edition"] == held["edition"].max()]
    complete = held.groupby("year").filter(lambda rows: set(rows["economy"]) == set(economies))
    rows = _of_year(complete, f"people of {' and '.join(economies)}: {definition}")
    return Measured(
        float(rows["people"].sum()) / 1e6, int(rows["year"].iloc[0]), rows["source"].iloc[0]
    )


def creditor_share(at, *, economy: str, creditor: str, of: str) -> Measured:
    """A creditor's part of public and publicly guaranteed external debt, in per cent, at the end of the newest year.

    ``of`` is the whole: ``World`` for all creditors, ``All official bilateral`` for states alone.
    """
    shares = creditor_shares(at.records("debt_by_creditor"), economy, of)
    rows = _of_year(shares, f"debt of {economy} by creditor").set_index("name")
    if creditor not in rows.index:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {rows['year'].iloc[0]}")
    last = rows.loc[creditor]
    return Measured(
        float(last["value"]),
        int(last["year"]),
        f"World Bank, International Debt Statistics, edition of {last['edition']}",
    )


def creditor_lead(at, *, economy: str, creditor: str) -> Measured:
    """What is owed to one country over what is owed to the largest other country, at the end of the newest year: a factor."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy, "World")
    rows = _of_year(shares[shares["kind"] == "country"], f"debt of {economy} by creditor")
    basis = f"World Bank, International Debt Statistics, edition of {rows['edition'].iloc[0]}"
    return _lead(rows, creditor, f"debt of {economy}", basis)


def investor_lead(at, *, economy: str, investor: str, by: str) -> Measured:
    """A country's stock of direct investment over that of the largest other country, in the newest list of investors: a factor."""
    held = at.records("investment_by_investor")
    held = held[
        (held["economy"] == economy)
        & (held["by"] == by)
        & (held["measure"] == "stock")
        & (held["investor"] != "World")
    ]
    held = held.assign(name=held["investor"], year=held["date"].str[:4].astype("Int64")).dropna(
        subset=["value"]
    )
    rows = _of_year(held, f"investment in {economy} by investor")
    return _lead(rows, investor, f"investment in {economy}", rows["source"].iloc[0])


def _lead(rows: pd.DataFrame, name: str, what: str, basis: str) -> Measured:
    """The value of one of ``name, value, year`` over the largest of the others, which is named."""
    values = rows.set_index("name")["value"].astype(float)
    others = values.drop(name, errors="ignore")
    if name not in values.index or others.empty or not others.max():
        raise Untestable(
            f"{what}: no figures for {name} and another country in {rows['year'].iloc[0]}"
        )
    return Measured(
        values[name] / others.max(), int(rows["year"].iloc[0]), basis, {"other": others.idxmax()}
    )


def rise(at, *, economies: Sequence[str], indicator: str, years: int) -> Measured:
    """The sum over economies in the newest year that has them all, over the same sum ``years`` earlier: a factor."""
    held, bases = [], []
    for economy in economies:
        series, basis = at.series(indicator, economy)
        held.append(series.set_index("year")["value"])
        bases.append(basis)
    total = pd.concat(held, axis=1).dropna().sum(axis=1)
    if total.empty or total.index[-1] - years not in total.index:
        raise Untestable(
            f"{indicator} has no year with all of {', '.join(economies)} and the one {years} years before"
        )
    last = total.index[-1]
    return Measured(
        float(total[last] / total[last - years]),
        int(last),
        "; ".join(dict.fromkeys(bases)),
        {"since": int(last - years)},
    )


def eu_trade_change(at, *, economy: str, flow: str) -> Measured:
    """The newest full year of the European Union's exports or imports over the year of *then*, as Eurostat counts them: a factor."""
    held = at.records("eu_trade")
    held = held[
        (held["economy"] == economy)
        & (held["flow"] == flow)
        & (held["member"] == "EU27")
        & (held["product"] == "all goods")
        & (held["months"] == 12)
    ]
    last = _newest(held, f"{flow} with {economy}")
    first = held.loc[held["year"] == at.then_year, "value"]
    if first.empty:
        raise Untestable(f"{flow} with {economy} have no figure for {at.then_year}")
    return Measured(
        float(last["value"] / first.iloc[0]),
        int(last["year"]),
        last["source"],
        {"since": at.then_year},
    )


def distance_ratio(at, *, economy: str, far: str, near: str) -> Measured:
    """The distance from an economy's capital to the capital of ``far`` over that to the capital of ``near``: a factor."""
    held = distances(at.records("sites"), [economy], [far, near]).set_index("to")["km"]
    if not {far, near} <= set(held.index):
        raise Untestable(f"the capitals of {economy}, {far} and {near} are not all in the records")
    return Measured(
        float(held[far] / held[near]),
        None,
        "capitals as GeoNames places them; geodesic on the WGS 84 ellipsoid",
    )


def border_ratio(at, *, economies: Sequence[str], of: str, to: str) -> Measured:
    """How many of the economies border ``of``, over how many border ``to``: a factor."""
    held = at.records("land_borders")
    held = held[held["economy"].isin(list(economies))]
    held = held[held["edition"] == held["edition"].max()]
    ours, theirs = (held.loc[held["neighbour"] == code, "economy"].nunique() for code in (of, to))
    if not theirs:
        raise Untestable(f"no border with {to} is in the records")
    return Measured(
        ours / theirs,
        int(held["edition"].iloc[0]),
        held["source"].iloc[0],
        {"count": ours, "of": theirs},
    )


def fact(at, *, id: str) -> Measured:
    """The newest documented answer to a question of fact: 1 yes, 0.5 partly, 0 no."""
    held = at.records("facts")
    held = held[held["id"] == id].sort_values("date")
    if held.empty or held["answer"].iloc[-1] not in YES_NO:
        raise Untestable("no document read settles it")
    last = held.iloc[-1]
    return Measured(YES_NO[last["answer"]], int(last["date"][:4]), last["source"])


def denied(at, *, id: str) -> Measured:
    """The newest documented answer to a question of fact, turned round: 1 no, 0.5 partly, 0 yes."""
    answer = fact(at, id=id)
    return dataclasses.replace(answer, value=1.0 - answer.value)


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
    year = None if pd.isna(since) else int(since[:4])
    # Of a member, and of one that has left, the year is the one since when it is so; of others it says nothing of the answer.
    stands = year and (value or not len(current))
    return Measured(value, year, last["source"], {"period": f"since {year}"} if stands else {})


def votes(at, *, economy: str, resolutions: Sequence[str], accepted: Sequence[str]) -> Measured:
    """The part of the named votes, 0 to 1, in which the economy voted in one of the accepted ways."""
    held = at.records("votes")
    held = held[(held["economy"] == economy) & held["resolution"].isin(list(resolutions))]
    cast = held.set_index("resolution")["vote"]
    unknown = [name for name in resolutions if cast.get(name, "unknown") == "unknown"]
    if unknown:
        raise Untestable(f"the vote of {economy} on {' and '.join(unknown)} was found in no list")
    return Measured(
        float(cast.isin(list(accepted)).mean()),
        int(held["date"].max()[:4]),
        "; ".join(held["source"].unique()),
    )


def site_count(at, *, economy: str, kind: str) -> Measured:
    """How many sites of a kind stand on record in an economy; none on record is nought."""
    held = at.records("sites")
    rows = held[(held["economy"] == economy) & (held["kind"] == kind)]
    return Measured(
        float(len(rows)), at.year, "; ".join(rows["source"].unique()) or "none in the lists read"
    )


def votes_together(
    at, *, economies: Sequence[str], resolutions: Sequence[str], accepted: Sequence[str]
) -> Measured:
    """The part of the named votes of several economies, 0 to 1, cast in one of the accepted ways."""
    taken = _each(
        lambda economy: votes(at, economy=economy, resolutions=resolutions, accepted=accepted),
        economies,
    )
    bases = dict.fromkeys(cast.basis for cast in taken)
    return Measured(
        sum(cast.value for cast in taken) / len(taken),
        max(cast.year for cast in taken),
        "; ".join(bases),
    )


def attendance(at, *, date: str, count: str) -> Measured:
    """How many presidents stood on the tribune of a parade, by its day or the ``newest``.

    ``count`` is ``documented``, which an unknown cell leaves open, or ``possible``: all but those known to be elsewhere.
    """
    held = parades(at.records("attendance"))
    if date == "newest" and len(held):
        date = held["date"].max()
    chosen = held[held["date"] == date]
    if chosen.empty:
        raise Untestable(f"no record of the parade of {date}")
    day = chosen.iloc[0]
    if count == "documented" and day["unknown"]:
        raise Untestable(
            f"whether {day['unknown']} of the presidents came on {date} is in no document read"
        )
    return Measured(
        float(day["yes"] + (day["unknown"] if count == "possible" else 0)),
        int(date[:4]),
        day["source"],
    )


def first_full_attendance(at, *, date: str, unread: str) -> Measured:
    """Whether a parade was the first with every president: 1 if none before it was full, 0 if one was, or if it was not full itself.

    ``unread`` says what an earlier parade does that no document decides: ``passed over``, or ``open``, which leaves the question open.
    """
    held = parades(at.records("attendance"))
    day, before = held[held["date"] == date], held[held["date"] < date]
    if day.empty:
        raise Untestable(f"no record of the parade of {date}")
    source = day["source"].iloc[0]
    if not _full(day).all() or _full(before).any():
        return Measured(0.0, int(date[:4]), source)
    undecided = unsettled(before)["date"].str[:4].tolist()
    years = range(int(held["date"].min()[:4]), int(date[:4]))
    without = len(set(years) - set(before["date"].str[:4].astype(int)))
    if unread == "open" and (undecided or without):
        said = [f"whether all came is open for {', '.join(undecided)}"] * bool(undecided) + [
            f"nothing was read on {without} other years since {years[0]}"
        ] * bool(without)
        raise Untestable(" and ".join(said))
    return Measured(1.0, int(date[:4]), source)


def speakers(at, *, economies: Sequence[str], direction: str) -> Measured:
    """How many economies have an official who spoke in one direction on Russia's policy: ``supportive``, ``critical``, ``condemning`` …"""
    held = at.records("statements")
    held = held[held["economy"].isin(list(economies)) & (held["official"] == "yes")]
    if held.empty:
        raise Untestable(f"no dated statement of {' or '.join(economies)} was read")
    chosen = (
        held[held["condemns"] == "yes"]
        if direction == "condemning"
        else held[held["direction"] == direction]
    )
    basis = f"{len(held)} dated statements from {held['date'].min()[:4]} to {held['date'].max()[:4]}; the direction is our reading"
    return Measured(float(chosen["economy"].nunique()), int(held["date"].max()[:4]), basis)


def agreement(at, *, economies: Sequence[str], partner: str) -> Measured:
    """Votes in the General Assembly cast as a partner cast them, in per cent of those both took part in: the mean over economies."""
    held = agreements(at.records("voting_agreement"), economies, partner)
    last = _newest(held, f"votes of {' and '.join(economies)} beside those of {partner}")
    return Measured(float(last["value"]), int(last["year"]), last["source"])


def agreement_since(
    at, *, economies: Sequence[str], partner: str, since: int, before: int
) -> Measured:
    """Agreement with a partner from the year ``since`` on, in per cent of its mean in as many years before as ``before`` says."""
    held = agreements(at.records("voting_agreement"), economies, partner)
    return _level(held, since, before, f"votes beside those of {partner}")


def partner_since(
    at, *, economies: Sequence[str], flow: str, partner: str, of: str, since: int, before: int
) -> Measured:
    """A partner's part of trade from the year ``since`` on, in per cent of its mean in as many years before as ``before`` says."""
    held = partner_means(at.records("trade_by_partner"), economies, flow, partner, of)
    return _level(held, since, before, f"{flow} with {partner}")


def attendance_with_agreement(at, *, economies: Sequence[str], partner: str) -> Measured:
    """Steps of attendance at the parade that agreement of votes with a partner followed, in per cent."""
    return _concordance(at, agreements(at.records("voting_agreement"), economies, partner))


def attendance_with_series(at, *, indicator: str, economies: Sequence[str]) -> Measured:
    """Steps of attendance at the parade that a World Bank series followed, its mean over economies, in per cent."""
    held = []
    for economy in economies:
        frame, basis = at.series(indicator, economy)
        held.append(frame.assign(economy=economy, source=basis))
    return _concordance(at, means(pd.concat(held), economies))


def attendance_with_trade(
    at, *, economies: Sequence[str], flow: str, partner: str, of: str
) -> Measured:
    """Steps of attendance at the parade that a partner's part of trade followed, its mean over economies, in per cent."""
    return _concordance(
        at, partner_means(at.records("trade_by_partner"), economies, flow, partner, of)
    )


def supplier_share(at, *, economy: str, supplier: str) -> Measured:
    """A supplier's part of arms imports over six years, in per cent, its rank, and in how many of the years anything came; nothing delivered is none, not a gap."""
    rows = suppliers(at.records("arms"), economy)
    if rows.empty:
        raise Untestable(f"there is no figure for arms imports of {economy}")
    last, held = rows.iloc[0], rows.set_index("name")["value"]
    words = {
        "period": period(last),
        "count": int(last["delivery_years"]),
        "of": int(last["year"] - last["first_year"] + 1),
    }
    words |= (
        {"rank": int(held.rank(ascending=False, method="min")[supplier])}
        if supplier in held.index
        else {}
    )
    return Measured(float(held.get(supplier, 0.0)), int(last["year"]), last["source"], words)


def suppliers_share(at, *, economy: str, suppliers: Sequence[str]) -> Measured:
    """The part of several suppliers of arms together over six years, in per cent."""
    held = at.records("arms")
    rows = _of_year(held[held["economy"] == economy], f"arms imports of {economy}")
    return Measured(
        float(rows.loc[rows["supplier"].isin(list(suppliers)), "share"].sum()),
        int(rows["year"].iloc[0]),
        rows["source"].iloc[0],
    )


def organisations(at, *, economy: str, among: Sequence[str], standing: Sequence[str]) -> Measured:
    """In how many of the organisations named an economy has one of the standings named."""
    held = at.records("memberships")
    held = held[(held["economy"] == economy) & held["organisation"].isin(list(among))]
    if held.empty:
        raise Untestable(f"no record on {economy} in {', '.join(among)}")
    current = held[
        (held["end"].isna() | (held["end"] >= at.until)) & held["status"].isin(list(standing))
    ]
    years = held["start"].dropna().str[:4].astype(int)
    return Measured(
        float(current["organisation"].nunique()),
        int(years.max()) if len(years) else None,
        "; ".join(held["source"].unique()),
    )


def event(at, *, economy: str, date: str) -> Measured:
    """The figure that is recorded with a security event, in the unit of its row."""
    held = at.records("security_events")
    held = held[(held["economy"] == economy) & (held["date"] == date)].dropna(subset=["figure"])
    if held.empty:
        raise Untestable(f"no figure is recorded for {economy} on {date}")
    return Measured(float(held["figure"].iloc[0]), int(date[:4]), held["source"].iloc[0])


def border_length(at, *, economy: str, neighbour: str) -> Measured:
    """Length of the land border of two neighbours in the newest edition of the World Factbook, in km; 0 where that edition lists none."""
    held = at.records("land_borders")
    held = held[held["economy"] == economy]
    if held.empty:
        raise Untestable(f"there is no figure for the borders of {economy}")
    held = held[held["edition"] == held["edition"].max()]
    found = held[held["neighbour"] == neighbour]
    return Measured(
        float(found["km"].sum()), int(held["edition"].iloc[0][:4]), held["source"].iloc[0]
    )


def votes_on(
    at, *, economy: str, subject: str, since: int, until: int, accepted: Sequence[str]
) -> Measured:
    """The part of all votes on one subject, from one year to another, in which the economy voted in one of the accepted ways."""
    held = at.records("votes")
    years = held["date"].str[:4].astype(int)
    chosen = held.loc[(held["subject"] == subject) & years.between(since, until), "resolution"]
    if chosen.empty:
        raise Untestable(f"no vote on “{subject}” is recorded for {since} to {until}")
    cast = votes(at, economy=economy, resolutions=list(chosen.unique()), accepted=accepted)
    return dataclasses.replace(
        cast, basis=f"{chosen.nunique()} roll calls, each with its source in data/records/votes.csv"
    )


def silence(at, *, economy: str, direction: str) -> Measured:
    """Whether no official of an economy spoke in a direction, as in ``speakers``: 1 if none did, else 0."""
    spoke = speakers(at, economies=[economy], direction=direction)
    return Measured(1.0 - spoke.value, spoke.year, spoke.basis)


def border_share(at, *, economy: str, neighbour: str) -> Measured:
    """A neighbour's part of the length of all land borders, in per cent, and its rank, in the newest edition of the World Factbook."""
    rows = neighbours(at.records("land_borders"), economy).set_index("neighbour")
    if neighbour not in rows.index:
        raise Untestable(f"no land border of {economy} with {neighbour} is recorded")
    one = rows.loc[neighbour]
    rank = int(rows["value"].rank(ascending=False, method="min")[neighbour])
    return Measured(
        float(one["value"] / rows["value"].sum() * 100),
        int(one["edition"]),
        one["source"],
        {"rank": rank},
    )


def minority(at, *, economy: str) -> Measured:
    """Ethnic Russians in per cent of the population, in the newest year that an edition of the World Factbook prints."""
    last = _newest(_russians(at, economy), f"ethnic Russians in {economy}")
    return Measured(float(last["share"]), int(last["year"]), last["source"])


def minority_change(at, *, economy: str) -> Measured:
    """The newest share of ethnic Russians over the oldest: a factor."""
    held = _russians(at, economy).sort_values("year")
    last = _newest(held, f"ethnic Russians in {economy}")
    return Measured(
        float(last["share"] / held["share"].iloc[0]),
        int(last["year"]),
        last["source"],
        {"since": int(held["year"].iloc[0])},
    )


def _russians(at, economy: str) -> pd.DataFrame:
    held = at.records("ethnic_russians")
    return held[held["economy"] == economy]


def oil_share(at, *, party: str) -> Measured:
    """Kazakh oil exported by a route or to a destination, in per cent of all exported, in the newest whole year that has both."""
    rows = oil_shares(at.records("energy_routes"))
    last = _newest(rows[rows["name"] == party], f"Kazakh oil exports of a whole year ({party})")
    return Measured(float(last["value"]), int(last["year"]), last["source"])


def energy(at, *, subject: str, measure: str, party: str) -> Measured:
    """The newest figure on an oil or gas route, in the unit of its row; ``party`` is empty where the row names none."""
    held = at.records("energy_routes")
    held = held[
        (held["subject"] == subject)
        & (held["measure"] == measure)
        & (held["party"].fillna("") == party)
    ]
    last = _newest(
        held.rename(columns={"period": "year"}), " ".join(filter(None, [subject, measure, party]))
    )
    return Measured(
        float(last["value"]), int(last["year"]), last["source"], {"period": _period(last)}
    )


def series_in(at, *, indicator: str, economy: str, year: int) -> Measured:
    """The value of a World Bank series in one year, in the unit of the series."""
    held, basis = at.series(indicator, economy)
    value = _newest(held[held["year"] == year], f"{indicator} of {economy} in {year}")["value"]
    return Measured(float(value), year, basis)


def shock_ratio(
    at, *, economy: str, sender: str, received: str, output: str, cut: float
) -> Measured:
    """What falls away if ``cut`` per cent of the remittances from one sender do, in per cent of GDP, by the World Bank's model.

    ``received`` and ``output`` are the World Bank's series of remittances and of GDP, both in US$.
    """
    money = series(at, indicator=received, economy=economy)
    gdp = series_in(at, indicator=output, economy=economy, year=money.year)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    lost = scenarios(money.value, part.value, [cut], gdp.value, math.nan)
    return Measured(float(lost["ratio"].iloc[0]), money.year, f"{money.basis}; {part.basis}")


# Shapes on the globe ----------------------------------------------------------------------------------------

Path = list[tuple[float, float]]


def shared_border(borders: Mapping, one: str, other: str) -> list[Path]:
    """The line that two economies of a GeoJSON share, as paths of (latitude, longitude); empty where they do not touch.

    The shapes must have been simplified together, so that neighbours share their points.
    """
    theirs = {
        frozenset(edge) for ring in _rings(borders, other) for edge in itertools.pairwise(ring)
    }
    paths: list[Path] = []
    for ring in _rings(borders, one):
        end = None
        for start, stop in itertools.pairwise(ring):
            if frozenset((start, stop)) not in theirs:
                continue
            if start != end:
                paths.append([start])
            paths[-1].append(stop)
            end = stop
    return paths


def _rings(borders: Mapping, economy: str) -> list[Path]:
    """Every outline of an economy, enclaves and holes too, as (latitude, longitude)."""
    shape = next(
        feature["geometry"]
        for feature in borders["features"]
        if feature["properties"]["economy"] == economy
    )
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [
        [(latitude, longitude) for longitude, latitude in ring]
        for polygon in polygons
        for ring in polygon
    ]


def kilometres(paths: Sequence[Path]) -> float:
    """The length of paths of (latitude, longitude) on the WGS 84 ellipsoid, in km."""
    length = 0.0
    for path in paths:
        line = Geodesic.WGS84.Polygon(polyline=True)
        for point in path:
            line.AddPoint(*point)
        length += line.Compute()[1] / 1000
    return length


# Series for charts and tables -------------------------------------------------------------------------------


def parades(attendance: pd.DataFrame) -> pd.DataFrame:
    """How many presidents came to each parade, stayed away or are unknown: ``date, yes, no, unknown, source``. One without a row is unknown."""
    counts = pd.crosstab(attendance["date"], attendance["attended"]).reindex(
        columns=["yes", "no", "unknown"], fill_value=0
    )
    counts["unknown"] += attendance["economy"].nunique() - counts.sum(axis=1)
    sources = attendance.groupby("date")["source"].agg(lambda held: "; ".join(held.unique()))
    return counts.assign(source=sources).rename_axis(columns=None).reset_index()


def unsettled(parades: pd.DataFrame) -> pd.DataFrame:
    """Those rows of :func:`parades` that leave it open whether all came: nobody known to be elsewhere, somebody unknown."""
    return parades[(parades["no"] == 0) & (parades["unknown"] > 0)]


def agreements(voting: pd.DataFrame, economies: Sequence[str], partner: str) -> pd.DataFrame:
    """Agreement of votes with a partner by year, the mean over economies, in per cent: ``year, value, source``; years of few votes are left out."""
    held = voting[(voting["partner"] == partner) & (voting["compared"] >= FEW_VOTES)]
    return means(
        held.assign(year=held["date"].str[:4].astype(int), value=held["agreement"]), economies
    )


def partner_means(
    trade: pd.DataFrame, economies: Sequence[str], flow: str, partner: str, of: str
) -> pd.DataFrame:
    """A partner's part of the trade of several economies by year, their mean, in per cent: ``year, value, source``."""
    shares = pd.concat(
        [partner_shares(trade, economy, flow, of).assign(economy=economy) for economy in economies]
    )
    return means(shares[shares["name"] == partner], economies)


def means(held: pd.DataFrame, economies: Sequence[str]) -> pd.DataFrame:
    """The mean over economies of each year that has them all: ``year, value``, and ``source`` where the rows ``economy, year, value`` have it."""
    held = held[held["economy"].isin(list(economies))]
    whole = held.groupby("year").filter(lambda rows: set(rows["economy"]) == set(economies))
    how = {"value": ("value", "mean")} | (
        {"source": ("source", lambda rows: "; ".join(dict.fromkeys(rows)))}
        if "source" in held
        else {}
    )
    if whole.empty:
        return pd.DataFrame(columns=["year", *how]).astype({"year": "int64", "value": "float64"})
    return whole.groupby("year").agg(**how).reset_index()


def suppliers(arms: pd.DataFrame, economy: str) -> pd.DataFrame:
    """Suppliers' parts of arms imports in the newest six years, largest first: ``name, value, first_year, year, delivery_years, source``."""
    held = arms[arms["economy"] == economy]
    held = held[held["year"] == held["year"].max()].rename(columns={"supplier": "name"})
    held = held.assign(value=held["share"]).sort_values(["value", "name"], ascending=[False, True])
    return held[["name", "value", "first_year", "year", "delivery_years", "source"]].reset_index(
        drop=True
    )


def supplied(arms: pd.DataFrame, economy: str) -> pd.DataFrame:
    """Suppliers' parts of arms imports by the last of six years, in per cent: ``name, year, value``; who sent nothing then has 0."""
    held = (
        arms[arms["economy"] == economy]
        .pivot(index="year", columns="supplier", values="share")
        .fillna(0.0)
    )
    return held.melt(ignore_index=False, var_name="name").reset_index()


def supplied_by(arms: pd.DataFrame, supplier: str, names: pd.Series) -> pd.DataFrame:
    """A supplier's part of each economy's arms imports in the newest six years, in per cent: ``economy, name, value, year``."""
    rows = []
    for economy, name in names.items():
        held = suppliers(arms, economy)
        value = held.set_index("name")["value"].get(supplier, 0.0) if len(held) else float("nan")
        rows.append((economy, name, value, held["year"].max()))
    return pd.DataFrame(rows, columns=["economy", "name", "value", "year"])


def standings(
    memberships: pd.DataFrame, among: Sequence[str], economies: Sequence[str]
) -> pd.Series:
    """Where each economy stands today among the organisations named, in a word: “CSTO and EAEU”, “EAEU (observer)”, “neither”."""
    held = memberships[
        memberships["organisation"].isin(list(among))
        & memberships["end"].isna()
        & memberships["start"].notna()
    ]
    plain = held["organisation"].where(
        held["status"] == "member", held["organisation"] + " (" + held["status"] + ")"
    )
    words = plain.groupby(held["economy"]).agg(" and ".join)
    return words.reindex(list(economies)).fillna("neither")


def attendance_shares(attendance: pd.DataFrame) -> pd.DataFrame:
    """The part of the presidents who came to each parade that the records decide in full, in per cent: ``year, value``."""
    held = parades(attendance)
    held = held[held["unknown"] == 0]
    return pd.DataFrame(
        {
            "year": held["date"].str[:4].astype(int),
            "value": held["yes"] / (held["yes"] + held["no"]) * 100,
        }
    )


def together(series: Mapping[str, pd.DataFrame], scale: float = 1.0) -> pd.DataFrame:
    """Several series ``year, value`` under their names, for a chart: ``name, year, value``, in units of ``scale``."""
    held = pd.concat(
        [held[["year", "value"]].assign(name=name) for name, held in series.items()],
        ignore_index=True,
    )
    return held.assign(value=held["value"] / scale)


def by_leader(memberships: pd.DataFrame) -> pd.DataFrame:
    """What one economy belongs or belonged to, for a timeline, by who leads it: ``group, name, start, end, label``. Agreements are left out."""
    held = memberships[memberships["status"].isin(STANDINGS)]
    group = (
        held["organisation"]
        .map({name: leader for leader, names in LEADERS.items() for name in names})
        .fillna(NO_LEADER)
    )
    rows = held.assign(
        group=group, name=held["organisation"], label=held["status"].replace("member", "")
    )
    order = rows["group"].map([*LEADERS, NO_LEADER].index)
    return rows.assign(order=order).sort_values(["order", "start"])[
        ["group", "name", "start", "end", "label"]
    ]


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


def reporting(pulled: Sequence[pd.DataFrame], names: pd.Series, since: int) -> pd.DataFrame:
    """How many of the indicators pulled have a value of ``since`` or later, by economy, most first: ``name, value``."""
    data = pd.concat(pulled)
    recent = data[data["year"] >= since].groupby("economy")["indicator"].nunique()
    rows = pd.DataFrame(
        {
            "name": names.to_numpy(),
            "value": recent.reindex(names.index).fillna(0).astype("float64").to_numpy(),
        }
    )
    return rows.sort_values(["value", "name"], ascending=[False, True])


def period(row: pd.Series) -> str:
    """The years that a row of ``arms`` covers: “2018–23”."""
    return f"{row['first_year']}–{row['year'] % 100:02d}"


def _years(first: int, last: int) -> str:
    """Years as a span: “2019–2023”, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def _each(take: Callable[[str], Measured], economies: Sequence[str]) -> list[Measured]:
    """A measure of each economy, or all the reasons why it cannot be taken."""
    taken, reasons = [], []
    for economy in economies:
        try:
            taken.append(take(economy))
        except Untestable as reason:
            reasons.append(str(reason))
    if reasons:
        raise Untestable("; ".join(reasons))
    return taken


def _full(held: pd.DataFrame) -> pd.Series:
    return (held["no"] + held["unknown"]) == 0


def _level(held: pd.DataFrame, since: int, before: int, what: str) -> Measured:
    """The mean from ``since`` on, in per cent of the mean of the ``before`` years that precede it, all of which must be held."""
    earlier, later = (
        held[held["year"].between(since - before, since - 1)],
        held[held["year"] >= since],
    )
    if len(earlier) < before:
        raise Untestable(f"{what}: not all figures for {since - before} to {since - 1} are there")
    if later.empty:
        raise Untestable(
            f"{what}: the figures that count for this moment end in {int(held['year'].max())}, before {since}"
        )
    last = int(later["year"].max())
    return Measured(
        float(later["value"].mean() / earlier["value"].mean() * 100),
        last,
        later["source"].iloc[-1],
        {"since": since, "period": _years(since, last)},
    )


def _concordance(at, lever: pd.DataFrame) -> Measured:
    """Steps between the complete parades of consecutive years in which a lever moved as attendance did, in per cent; a level step says nothing."""
    held = parades(at.records("attendance"))
    counts = (
        held[held["unknown"] == 0]
        .assign(year=lambda rows: rows["date"].str[:4].astype(int))
        .set_index("year")["yes"]
    )
    pairs = (
        pd.DataFrame({"came": counts, "lever": lever.set_index("year")["value"]})
        .dropna()
        .sort_index()
    )
    steps = pairs.diff()[pairs.index.to_series().diff().eq(1) & pairs["came"].diff().ne(0)]
    if len(steps) < FEW_STEPS:
        raise Untestable(
            f"attendance and the lever are both known for {len(steps)} steps, fewer than {FEW_STEPS}"
        )
    followed = (steps["came"] * steps["lever"]) > 0
    return Measured(
        float(followed.mean() * 100),
        int(steps.index.max()),
        lever["source"].iloc[-1],
        {"period": _years(steps.index.min() - 1, steps.index.max())},
    )


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
                {"by": by, "period": _period(held.iloc[0])}
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
            rows.append((economy, flow, partner, held["value"], _period(held), held["by"]))
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


def creditor_mix(
    debt: pd.DataFrame, economies: Sequence[str], names: Sequence[str]
) -> pd.DataFrame:
    """The named creditors' parts of public external debt in the newest year, in per cent, and what is left: ``economy, name, value, year``."""
    rows = []
    for economy in economies:
        shares = creditor_shares(debt, economy)
        held = (
            shares[shares["year"] == shares["year"].max()]
            .set_index("name")["value"]
            .reindex(list(names))
            .fillna(0.0)
        )
        if len(shares):
            rows += [
                (economy, name, value, int(shares["year"].max()))
                for name, value in [*held.items(), ("Others", 100 - held.sum())]
            ]
    return pd.DataFrame(rows, columns=["economy", "name", "value", "year"])


def creditor_shares(debt: pd.DataFrame, economy: str, of: str = "World") -> pd.DataFrame:
    """Creditors' parts of public external debt by year, in per cent, in the newest edition: ``name, kind, year, value, edition``.

    ``of`` is the creditor or group whose claims are the whole.
    """
    held = debt[debt["economy"] == economy]
    held = held[held["edition"] == held["edition"].max()]
    whole = held[held["creditor"] == of].set_index("year")["value"]
    divisor = held["year"].map(whole)
    shares = held.assign(name=held["creditor"], value=held["value"] / divisor * 100)[
        divisor.gt(0).fillna(False)
    ]
    return shares.loc[shares["name"] != of, ["name", "kind", "year", "value", "edition"]]


def ratio_ranks(part: pd.DataFrame, whole: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """One series over another for each economy of ``codes`` and year, in per cent, with its rank: ``economy, year, value, rank, of``.

    Both are frames ``economy, year, value``. ``of`` counts the economies that have both figures in the year.
    """
    both = part.merge(whole, on=["economy", "year"], suffixes=("", "_whole"))
    both = both[both["economy"].isin(list(codes)) & both["value_whole"].gt(0)]
    ratios = both.assign(value=both["value"] / both["value_whole"] * 100)
    years = ratios.groupby("year")["value"]
    ranked = ratios.assign(
        rank=years.rank(ascending=False, method="min").astype(int), of=years.transform("size")
    )
    return ranked[["economy", "year", "value", "rank", "of"]].reset_index(drop=True)


def first_ranks(ranks: pd.DataFrame, year: int, count: int = 10) -> pd.DataFrame:
    """The economies with the first ranks in a year: ``economy, year, value, rank, of``."""
    return ranks[ranks["year"] == year].nsmallest(count, "rank")


def touching(
    land_borders: pd.DataFrame, economies: Sequence[str], neighbours: Mapping[str, str]
) -> pd.Series:
    """Which of the neighbours each economy borders, in words by its code, in the newest edition: “Russia and China”, or “neither”."""
    held = land_borders[land_borders["edition"] == land_borders["edition"].max()]
    said = {}
    for economy in economies:
        theirs = set(held.loc[held["economy"] == economy, "neighbour"])
        said[economy] = (
            " and ".join(name for code, name in neighbours.items() if code in theirs) or "neither"
        )
    return pd.Series(said)


def distances(sites: pd.DataFrame, start: Sequence[str], end: Sequence[str]) -> pd.DataFrame:
    """Geodesic distances between capitals on the WGS 84 ellipsoid, in kilometres: ``economy, to, km``."""
    capitals = (
        sites[sites["kind"] == "capital"]
        .drop_duplicates("economy")
        .set_index("economy")[["latitude", "longitude"]]
    )
    rows = [
        (a, b, Geodesic.WGS84.Inverse(*capitals.loc[a], *capitals.loc[b])["s12"] / 1000)
        for a in start
        for b in end
        if a in capitals.index and b in capitals.index
    ]
    return pd.DataFrame(rows, columns=["economy", "to", "km"])


def neighbours(borders: pd.DataFrame, economy: str) -> pd.DataFrame:
    """Lengths of an economy's land borders in the newest edition, longest first, in km: ``neighbour, value, edition, source``."""
    held = borders[borders["economy"] == economy]
    held = held[held["edition"] == held["edition"].max()].rename(columns={"km": "value"})
    return held.sort_values("value", ascending=False)[["neighbour", "value", "edition", "source"]]


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


def scenarios(
    received: float, part: float, cuts: Sequence[float], gdp: float, people: float
) -> pd.DataFrame:
    """The arithmetic of a fall: ``cut, from_sender, lost, ratio, per_head``, one row for each cut in per cent.

    ``received`` and ``gdp`` are in US$ of one year, ``part`` is the sender's part in per cent. ``from_sender`` and
    ``lost`` are in US$, ``ratio`` is the loss in per cent of GDP, ``per_head`` in US$. Nothing else is let move.
    """
    from_sender = received * part / 100
    rows = pd.DataFrame({"cut": list(cuts)}).assign(
        from_sender=from_sender, lost=lambda rows: from_sender * rows["cut"] / 100
    )
    return rows.assign(ratio=rows["lost"] / gdp * 100, per_head=rows["lost"] / people)


def falls(data: pd.DataFrame, economy: str, windows: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """How far the series of an economy fell in each window: ``start, low, change``; a window without its first year is left out.

    ``low`` is the year of the lowest value after ``start`` and up to the window's end, ``change`` the value there
    against ``start``, in per cent: above zero where the series did not fall.
    """
    held = data[data["economy"] == economy].set_index("year")["value"].sort_index()
    rows = []
    for start, end in windows:
        after = held.loc[start + 1 : end]
        if start in held.index and len(after):
            rows.append((start, int(after.idxmin()), (after.min() / held[start] - 1) * 100))
    return pd.DataFrame(rows, columns=["start", "low", "change"])


def scenario_table(
    received: pd.DataFrame,
    gdp: pd.DataFrame,
    people: pd.DataFrame,
    senders: pd.DataFrame,
    by: Mapping[str, str],
    cuts: Sequence[float],
) -> pd.DataFrame:
    """``scenarios`` for several economies, of the newest year of remittances, with what goes in: ``economy, year, received, part, part_year, by`` besides.

    The series are frames ``economy, year, value``; ``by`` says whose reading of Russia's part counts for each economy.
    An economy without one of the figures is left out.
    """
    tables = []
    for economy, who in by.items():
        series_held = [
            frame[frame["economy"] == economy].set_index("year")["value"]
            for frame in (received, gdp, people)
        ]
        parts = senders[
            (senders["economy"] == economy)
            & (senders["by"] == who)
            & (senders["sender"] == "Russia")
            & (senders["months"] == 12)
        ].dropna(subset=["share"])
        years = set.intersection(*(set(held.index) for held in series_held))
        if not years or parts.empty:
            continue
        part, year = parts.sort_values("year").iloc[-1], max(years)
        money, output, heads = (float(held[year]) for held in series_held)
        rows = scenarios(money, float(part["share"]), cuts, output, heads)
        tables.append(
            rows.assign(
                economy=economy,
                year=year,
                received=money,
                part=float(part["share"]),
                part_year=int(part["year"]),
                by=who,
            )
        )
    return (
        pd.concat(tables, ignore_index=True)
        if tables
        else pd.DataFrame(columns=["economy", "cut", "ratio"])
    )


def past_falls(
    received: pd.DataFrame,
    growth: pd.DataFrame,
    imports: pd.DataFrame,
    economies: Sequence[str],
    windows: pd.DataFrame,
) -> pd.DataFrame:
    """``falls`` of remittances beside growth and imports: ``economy, window, start, low, change, growth, imports``.

    All are frames ``economy, year, value``; ``windows`` has ``start, end, name``. ``growth`` is that of the year ``low``,
    ``imports`` their change from ``start`` to ``low``, both in per cent and missing where a figure is.
    """
    names = windows.set_index("start")["name"]
    tables = []
    for economy in economies:
        rows = falls(received, economy, list(zip(windows["start"], windows["end"])))
        grown, bought = (
            frame[frame["economy"] == economy].set_index("year")["value"]
            for frame in (growth, imports)
        )
        changed = (
            bought.reindex(rows["low"]).to_numpy() / bought.reindex(rows["start"]).to_numpy() * 100
            - 100
        )
        tables.append(
            rows.assign(
                economy=economy,
                window=rows["start"].map(names),
                growth=grown.reindex(rows["low"]).to_numpy(),
                imports=changed,
            )
        )
    return pd.concat(tables, ignore_index=True)


def named(held: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """A series with names in place of codes, for a chart: ``name, year, value``; economies without a name are left out."""
    held = held[held["economy"].isin(names.index)]
    return held.assign(name=held["economy"].map(names))[["name", "year", "value"]]


def latest(held: pd.DataFrame, names: pd.Series, since: int) -> pd.DataFrame:
    """The newest value of each named economy, if not older than ``since``: ``economy, name, value, year``; else both are missing."""
    newest = (
        held[held["year"] >= since]
        .sort_values("year")
        .groupby("economy")
        .tail(1)
        .set_index("economy")
    )
    rows = pd.DataFrame({"economy": names.index, "name": names.to_numpy()})
    return rows.assign(
        value=rows["economy"].map(newest["value"]), year=rows["economy"].map(newest["year"])
    )


def senders(remittances: pd.DataFrame, economy: str, count: int = 6) -> pd.DataFrame:
    """The largest senders in the newest matrix of the World Bank's model, in per cent: ``name, value, year, source``."""
    held = remittances[
        (remittances["economy"] == economy)
        & (remittances["by"] == "model")
        & (remittances["sender"] != "World")
    ]
    held = (
        held[held["year"] == held["year"].max()]
        .rename(columns={"sender": "name"})
        .assign(value=held["share"])
    )
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
    return (
        str(row["year"])
        if months == 12
        else f"{months} month{'s' if months > 1 else ''} of {row['year']}"
    )


def _of_year(held: pd.DataFrame, what: str) -> pd.DataFrame:
    if held.empty:
        raise Untestable(f"there is no figure for {what}")
    return held[held["year"] == held["year"].max()]


MEASURES: dict[str, Callable[..., Measured]] = {
    function.__name__: function
    for function in (
        series,
        series_ratio,
        change,
        partner_share,
        reported_share,
        sender_share,
        sender_ratio,
        transfer_ratio,
        people,
        creditor_share,
        fact,
        member,
        votes,
        site_count,
        senders_share,
        suppliers_share,
        votes_together,
        attendance,
        first_full_attendance,
        speakers,
        agreement,
        agreement_since,
        partner_since,
        attendance_with_agreement,
        attendance_with_series,
        attendance_with_trade,
        supplier_share,
        organisations,
        event,
        border_length,
        partner_weight,
        trade_ratio,
        creditor_lead,
        investor_lead,
        rise,
        eu_trade_change,
        distance_ratio,
        border_ratio,
        denied,
        votes_on,
        silence,
        border_share,
        minority,
        minority_change,
        oil_share,
        energy,
        series_in,
        shock_ratio,
    )
}
