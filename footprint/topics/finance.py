"""Debt by creditor and investment by investor."""

import statistics

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    Others,
    from_row,
    in_year,
    measure,
    newest_of,
    newest_row,
    newest_rows,
    over_others,
    where,
    with_weight,
)
from footprint.words.numbers import quantities, quantity
from footprint.words.text import COUNTS, Prose, listed

DEBT_STATISTICS = "World Bank, International Debt Statistics, edition of"
# The bank that Russia founded with Kazakhstan: a lender, and a counter of projects it knows of.
EDB = PROJECTS = "Eurasian Development Bank"
MULTILATERAL = "All multilateral"


@measure()
def creditor_share(at: Moment, *, economy: str, creditor: str, of: str) -> Measured:
    """A creditor's part of public external debt, in per cent, at the end of the newest year. Debt
    that the state guarantees counts too. ``of`` is the whole: ``World`` for all creditors, ``All
    official bilateral`` for states alone."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy, of)
    last = newest_of(shares, f"debt of {economy} by creditor")
    found = last.where(name=creditor)
    if not found:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {last[0]['year']}")
    return from_row(found[0], basis=f"{DEBT_STATISTICS} {last[0]['edition']}")


@measure()
def creditors_median(at: Moment, *, economies: Texts, creditor: str, of: str) -> Measured:
    """The middle one of a creditor's parts in several states' debt, in per cent: more than half of
    them have as much or more. ``about`` has the least and the most too. All must have a figure."""
    shares = [creditor_share(at, economy=code, creditor=creditor, of=of) for code in economies]
    values = [share.value for share in shares]
    middle = statistics.median(values)
    low, mid, high = (quantity(value, "%") for value in (min(values), middle, max(values)))
    about = f"{mid} in the middle one of the {COUNTS[len(values)]}, from {low} to {high}"
    return Measured(middle, shares[0].year, shares[0].basis, {"about": about})


@measure()
def creditor_lead(at: Moment, *, economy: str, creditor: str) -> Measured:
    """What is owed to one country, over what is owed to the largest other: a factor."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy)
    rows = newest_of(shares.where(kind="country"), f"debt of {economy} by creditor")
    basis = f"{DEBT_STATISTICS} {rows[0]['edition']}"
    return _lead(rows, creditor, f"debt of {economy}", basis, "largest")


@measure(reads=["output"])
def credit_ratio(at: Moment, *, economy: str, creditor: str, output: str) -> Measured:
    """What the state owes to a creditor, in per cent of GDP, at the end of the newest year."""
    debt = at.records("debt_by_creditor").where(economy=economy).most("edition")
    owed = newest_row(debt.where(creditor=creditor).having("value"), f"debt of {economy}")
    gdp = in_year(at, output, economy, int(owed["year"]))
    basis = f"{DEBT_STATISTICS} {owed['edition']}; {gdp.basis}"
    return from_row(owed, owed["value"] / gdp.value * 100, basis)


@measure(reads=["output"])
def weighed_credit(at: Moment, *, economy: str, creditor: str, of: str, output: str) -> Measured:
    """The :func:`creditor_share`; ``weight`` says what it comes to in per cent of GDP."""
    share = creditor_share(at, economy=economy, creditor=creditor, of=of)
    return with_weight(
        share, lambda: credit_ratio(at, economy=economy, creditor=creditor, output=output)
    )


@measure()
def main_investor(at: Moment, *, economy: str, investor: str, of: str, against: Others) -> Measured:
    """A country's investment over that of the largest other, or of ``all others`` that are named,
    in the newest list ``of`` a kind: a factor. By sums where the list has them, else by shares."""
    known = investors(at.records("investment_by_investor"), economy, of)
    last = newest_of(known, f"investment in {economy} by investor", "date")
    return _lead(last, investor, f"investment in {economy}", last[0]["source"], against)


@framed(name="string", date="string", year="Int64", value="float64", by="string", source="string")
def investors(investment: Rows, economy: str, of: str) -> Rows:
    """Lists of investors ``of`` a kind in an economy, by date: ``name, date, year, value, by,
    source``; in million US$ where all of a list have sums, else in per cent. Lists of one are
    none, nor is the Eurasian Development Bank's, which knows its own projects only."""
    rows = investment.where(economy=economy, measure=of)
    rows = rows.keep(lambda row: row["investor"] != "World" and row["by"] != PROJECTS)
    lists = [of_day for of_day in rows.by("date").values() if len(of_day) > 1]
    return Rows(
        row | {"name": row["investor"], "year": int(row["date"][:4]), "value": row[column]}
        for of_day in lists
        for column in ["value" if len(of_day.having("value")) == len(of_day) else "share"]
        for row in of_day.having(column)
    )


def newest_lists(investment: Frame, kinds: Names, names: Names) -> Frame:
    """The newest of :func:`investors` of each economy as a table: who comes first, second …;
    ``kinds`` says which kind of list each economy has."""
    rows = []
    for code, kind in kinds.items():
        newest = newest_rows(investors(investment, code, kind), "date")
        ranked = newest.sort_values("value", ascending=False, kind="stable")["name"]
        rows += [(names[code], kind, newest["date"].max(), ", ".join(ranked))]
    return pd.DataFrame(rows, columns=["country", "what is counted", "up to", "in order of size"])


def first_investors(investment: Frame, kinds: Names, names: Names) -> str:
    """A title: who comes first where, by the lists of :func:`newest_lists`."""
    firsts: dict[str, list[str]] = {}
    for code, kind in kinds.items():
        newest = newest_rows(investors(investment, code, kind), "date")
        if len(newest):
            top = newest.nlargest(1, "value")["name"].iloc[0]
            firsts.setdefault(str(top), []).append(names[code])
    told = [f"{name} in {listed(places)}" for name, places in firsts.items()]
    return f"First by the newest lists: {'; '.join(told)}" if told else "No list of investors"


def _lead(rows: Rows, name: str, what: str, basis: str, against: str) -> Measured:
    """The value of one of ``name, value, year`` over the others', the largest of which is named."""
    year, values = rows[0]["year"], {row["name"]: float(row["value"]) for row in rows}
    try:
        factor, other = over_others(values, name, against)
    except ValueError:
        what = f"{what}: no figures for {name} and another country in {year}"
        raise Untestable(what) from None
    period = str(rows[0].get("date") or year)
    return Measured(factor, int(year), basis, {"other": other, "period": period})


@framed(name="string", kind="string", year="Int64", value="float64", edition="string")
def creditor_shares(debt: Rows, economy: str, of: str = "World") -> Rows:
    """Creditors' parts of public external debt by year, in per cent, in the newest edition: ``name,
    kind, year, value, edition``. ``of`` is the creditor or group whose claims are the whole."""
    rows = debt.where(economy=economy).most("edition").having("value")
    wholes = {row["year"]: row["value"] for row in rows.where(creditor=of)}
    return Rows(
        row | {"name": row["creditor"], "value": row["value"] / wholes[row["year"]] * 100}
        for row in rows
        if wholes.get(row["year"], 0) > 0 and row["creditor"] != of
    )


def creditor_mix(debt: Frame, economies: Texts, names: Texts) -> Frame:
    """The named creditors' parts of public external debt in the newest year, and what is left. The
    frame is ``economy, name, value, year``, in per cent."""
    rows = []
    for economy in economies:
        shares = newest_rows(creditor_shares(debt, economy))
        parts = shares.set_index("name")["value"].reindex(list(names)).fillna(0.0)
        if {EDB, MULTILATERAL} <= {*names}:
            parts[MULTILATERAL] -= parts[EDB]
        if len(shares):
            year, rest = shares["year"].iloc[0], ("Others", 100 - parts.sum())
            rows += [(economy, *part, year) for part in (*parts.items(), rest)]
    return pd.DataFrame(rows, columns=["economy", "name", "value", "year"])


def mix_table(mix: Frame, names: Names) -> Frame:
    """The parts of :func:`creditor_mix` as a table: a row a country, a column a creditor."""
    rows = mix.assign(country=mix["economy"].map(names), cell=quantities(mix["value"], "%"))
    table = rows.pivot(index="country", columns="name", values="cell")
    return table[mix["name"].unique()].reset_index().rename_axis(columns=None)


def owing(mix: Frame, creditors: Texts, names: Names) -> str:
    """A title from a :func:`creditor_mix`: which states owe what to each of some creditors."""
    told = []
    for creditor in creditors:
        article = "the " if creditor == EDB else ""
        owed = mix[(mix["name"] == creditor) & (mix["value"] > 0)]
        pairs = owed.sort_values("value", ascending=False)[["economy", "value"]].to_numpy()
        debtors = [f"{names[code]} ({quantity(value, '%')})" for code, value in pairs]
        told.append(
            f"to {article}{creditor} {listed(debtors) if debtors else 'none of the states'}"
        )
    return f"Who owes: {'; '.join(told)}"


def capital_held(investment: Frame, holder: str) -> Prose:
    """What part of the Eurasian Development Bank's capital a state holds, and held before."""
    rows = where(investment, area=EDB, measure="share of capital").sort_values("date")
    own = where(rows, investor=holder)
    if own.empty:
        return Prose()
    dates, shares = list(own["date"]), [quantity(share, "%") for share in own["share"]]
    others = newest_rows(rows, "date").query("investor != @holder")["share"].max()
    rank = "more than" if own["share"].iloc[-1] > others else "not more than"
    before = f"; before that {shares[-2]}" if len(own) > 1 else ""
    told = f"Since {dates[-1][:4]} {holder} holds {shares[-1]} of the capital of the {EDB}"
    return Prose(f"{told}, {rank} any other state{before}.")
