"""Debt by creditor and investment by investor."""

from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import measure, newest_year
from footprint.words.numbers import quantities, quantity
from footprint.words.text import COUNTS, listed


@measure()
def creditor_share(at: Moment, *, economy: str, creditor: str, of: str) -> Measured:
    """A creditor's part of public and publicly guaranteed external debt, in per cent, at the end of the newest year.

    ``of`` is the whole: ``World`` for all creditors, ``All official bilateral`` for states alone.
    """
    shares = creditor_shares(at.records("debt_by_creditor"), economy, of)
    rows = newest_year(shares, f"debt of {economy} by creditor").set_index("name")
    if creditor not in rows.index:
        raise Untestable(f"debt of {economy} to {creditor}: no figure for {rows['year'].iloc[0]}")
    last = rows.loc[creditor]
    return Measured(
        float(last["value"]),
        int(last["year"]),
        f"World Bank, International Debt Statistics, edition of {last['edition']}",
    )


@measure()
def creditor_lead(at: Moment, *, economy: str, creditor: str) -> Measured:
    """What is owed to one country over what is owed to the largest other country, at the end of the newest year: a factor."""
    shares = creditor_shares(at.records("debt_by_creditor"), economy, "World")
    rows = newest_year(shares[shares["kind"] == "country"], f"debt of {economy} by creditor")
    basis = f"World Bank, International Debt Statistics, edition of {rows['edition'].iloc[0]}"
    return _lead(rows, creditor, f"debt of {economy}", basis)


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


@measure()
def investor_lead(at: Moment, *, economy: str, investor: str, by: str) -> Measured:
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
    rows = newest_year(held, f"investment in {economy} by investor")
    return _lead(rows, investor, f"investment in {economy}", rows["source"].iloc[0])


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


def owing(owed: pd.DataFrame, creditor: str, unit: str) -> str:
    """A title from parts of debt ``name, value`` that a creditor holds: who owes it anything."""
    held = owed[owed["value"] > 0].sort_values("value", ascending=False)
    if held.empty:
        return f"None of the {COUNTS[len(owed)]} states owes anything to {creditor}"
    said = listed(
        [
            f"{row.debtor} ({quantity(row.value, unit)})"
            for row in held.rename(columns={"name": "debtor"}).itertuples()
        ]
    )
    return f"{'Only ' if len(held) == 1 else ''}{said} {'owes' if len(held) == 1 else 'owe'} anything to {creditor}"


def mix_table(mix: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The parts of :func:`creditor_mix` as a table: a row a country, a column a creditor."""
    rows = mix.assign(country=mix["economy"].map(names), cell=quantities(mix["value"], "%"))
    table = rows.pivot(index="country", columns="name", values="cell")
    return table[mix["name"].unique()].reset_index().rename_axis(columns=None)
