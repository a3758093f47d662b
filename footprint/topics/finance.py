"""Debt by creditor and investment by investor."""

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import from_row, measure, newest_of, newest_rows
from footprint.words.numbers import quantities, quantity
from footprint.words.text import COUNTS, listed

DEBT_STATISTICS = "World Bank, International Debt Statistics, edition of"


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
def creditor_lead(at: Moment, *, economy: str, creditor: str) -> Measured:
    """What is owed to one country, over what is owed to the largest other: a factor."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy)
    rows = newest_of(shares.where(kind="country"), f"debt of {economy} by creditor")
    basis = f"{DEBT_STATISTICS} {rows[0]['edition']}"
    return _lead(rows, creditor, f"debt of {economy}", basis)


@measure()
def investor_lead(at: Moment, *, economy: str, investor: str, by: str) -> Measured:
    """A country's direct investment, the stock, over that of the largest other: a factor."""
    rows = at.records("investment_by_investor").where(economy=economy, by=by, measure="stock")
    known = Rows(row for row in rows.having("value", "date") if row["investor"] != "World")
    known = known.with_columns(
        name=lambda row: row["investor"], year=lambda row: int(row["date"][:4])
    )
    last = newest_of(known, f"investment in {economy} by investor")
    return _lead(last, investor, f"investment in {economy}", last[0]["source"])


def _lead(rows: Rows, name: str, what: str, basis: str) -> Measured:
    """The value of one of ``name, value, year`` over the largest of the others, which is named."""
    year, values = rows[0]["year"], {row["name"]: float(row["value"]) for row in rows}
    others = {other: value for other, value in values.items() if other != name}
    if name not in values or not max(others.values(), default=0.0):
        raise Untestable(f"{what}: no figures for {name} and another country in {year}")
    largest = max(others, key=lambda other: others[other])
    return Measured(values[name] / others[largest], int(year), basis, {"other": largest})


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
        if len(shares):
            year, rest = shares["year"].iloc[0], ("Others", 100 - parts.sum())
            rows += [(economy, *part, year) for part in (*parts.items(), rest)]
    return pd.DataFrame(rows, columns=["economy", "name", "value", "year"])


def mix_table(mix: Frame, names: Names) -> Frame:
    """The parts of :func:`creditor_mix` as a table: a row a country, a column a creditor."""
    rows = mix.assign(country=mix["economy"].map(names), cell=quantities(mix["value"], "%"))
    table = rows.pivot(index="country", columns="name", values="cell")
    return table[mix["name"].unique()].reset_index().rename_axis(columns=None)


def owing(owed: Frame, creditor: str, unit: str) -> str:
    """A title from parts of debt ``name, value`` that a creditor holds: who owes it anything."""
    debtors = owed[owed["value"] > 0].sort_values("value", ascending=False)
    if debtors.empty:
        return f"None of the {COUNTS[len(owed)]} states owes anything to {creditor}"
    told = [f"{row['name']} ({quantity(row['value'], unit)})" for _, row in debtors.iterrows()]
    if len(told) == 1:
        return f"Only {told[0]} owes anything to {creditor}"
    return f"{listed(told)} owe anything to {creditor}"
