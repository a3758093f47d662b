"""Debt by creditor and investment by investor."""

from footprint.model import Frame, Measured, Moment, Names, Texts, Untestable
from footprint.topics.measure import from_row, measure, newest_rows, where
from footprint.words.numbers import quantities, quantity
from footprint.words.text import COUNTS, listed

DEBT_STATISTICS = "World Bank, International Debt Statistics, edition of"


@measure()
def creditor_share(at: Moment, *, economy: str, creditor: str, of: str) -> Measured:
    """A creditor's part of public external debt, in per cent, at the end of the newest year. Debt
    that the state guarantees counts too. ``of`` is the whole: ``World`` for all creditors, ``All
    official bilateral`` for states alone."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy, of)
    newest = newest_rows(shares, what=f"debt of {economy} by creditor")
    found = where(newest, name=creditor)
    if found.empty:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {newest['year'].iloc[0]}")
    return from_row(found.iloc[0], basis=f"{DEBT_STATISTICS} {newest['edition'].iloc[0]}")


@measure()
def creditor_lead(at: Moment, *, economy: str, creditor: str) -> Measured:
    """What is owed to one country, over what is owed to the largest other: a factor."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy)
    rows = newest_rows(where(shares, kind="country"), what=f"debt of {economy} by creditor")
    basis = f"{DEBT_STATISTICS} {rows['edition'].iloc[0]}"
    return _lead(rows, creditor, f"debt of {economy}", basis)


@measure()
def investor_lead(at: Moment, *, economy: str, investor: str, by: str) -> Measured:
    """A country's direct investment, the stock, over that of the largest other: a factor."""
    rows = where(at.records("investment_by_investor"), economy=economy, by=by, measure="stock")
    rows = rows[rows["investor"] != "World"].dropna(subset=["value", "date"])
    rows = rows.assign(name=rows["investor"], year=rows["date"].str[:4].astype(int))
    newest = newest_rows(rows, what=f"investment in {economy} by investor")
    return _lead(newest, investor, f"investment in {economy}", newest["source"].iloc[0])


def _lead(rows: Frame, name: str, what: str, basis: str) -> Measured:
    """The value of one of ``name, value, year`` over the largest of the others, which is named."""
    year, values = int(rows["year"].iloc[0]), rows.set_index("name")["value"].astype(float)
    others = values.drop(name, errors="ignore")
    if name not in values.index or others.empty or not others.max():
        raise Untestable(f"{what}: no figures for {name} and another country in {year}")
    return Measured(values[name] / others.max(), year, basis, {"other": others.idxmax()})


def creditor_shares(debt: Frame, economy: str, of: str = "World") -> Frame:
    """Creditors' parts of public external debt by year, in per cent, in the newest edition: ``name,
    kind, year, value, edition``. ``of`` is the creditor or group whose claims are the whole."""
    rows = newest_rows(where(debt, economy=economy), "edition")
    whole = rows["year"].map(where(rows, creditor=of).set_index("year")["value"])
    shares = rows.assign(name=rows["creditor"], value=rows["value"] / whole * 100)
    shares = shares[whole.gt(0).fillna(False) & rows["creditor"].ne(of)]
    return shares[["name", "kind", "year", "value", "edition"]]


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
    return Frame(rows, columns=["economy", "name", "value", "year"])


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
