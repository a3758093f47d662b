"""Arms imports by supplier."""

from collections.abc import Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import measure, newest_year
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, listed


@measure()
def supplier_share(at: Moment, *, economy: str, supplier: str) -> Measured:
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


@measure()
def suppliers_share(at: Moment, *, economy: str, suppliers: Sequence[str]) -> Measured:
    """The part of several suppliers of arms together over six years, in per cent."""
    held = at.records("arms")
    rows = newest_year(held[held["economy"] == economy], f"arms imports of {economy}")
    return Measured(
        float(rows.loc[rows["supplier"].isin(list(suppliers)), "share"].sum()),
        int(rows["year"].iloc[0]),
        rows["source"].iloc[0],
    )


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


def period(row: pd.Series) -> str:
    """The years that a row of ``arms`` covers: “2018–23”."""
    return f"{row['first_year']}–{row['year'] % 100:02d}"


def over_half(parts: pd.DataFrame, supplier: str) -> str:
    """A title from a supplier's parts ``name, value`` in per cent: whose arms it sent for more than half, and who got the least."""
    held = parts.dropna(subset=["value"]).sort_values("value", ascending=False)
    if held.empty:
        return f"No figure for arms from {supplier}"
    low, most = held.iloc[-1], held.loc[held["value"] > 50, "name"].tolist()
    said = (
        f"{supplier} delivered more than half of the arms of {listed(most)}"
        if most
        else f"{supplier} delivered more than half of nobody's arms"
    )
    return f"{said}, and least of those of {low['name']}, {quantity(low['value'], '%')}"


def rests_on(sent: pd.DataFrame) -> Markdown:
    """On how many years of deliveries the shares of :func:`arms.suppliers` rest."""
    few = (
        " A single year's deliveries say little of a habit."
        if sent["delivery_years"].iloc[0] == 1
        else ""
    )
    return Markdown(
        f"The shares of {period(sent.iloc[0])} rest on deliveries in {_in_years(sent)}.{few}"
    )


def _in_years(sent: pd.DataFrame) -> str:
    """“all six years”, or “one of the six years”, of the period of :func:`arms.suppliers`."""
    first = sent.iloc[0]
    years, came = (
        int(number) for number in (first["year"] - first["first_year"] + 1, first["delivery_years"])
    )
    return (
        f"all {COUNTS[years]} years"
        if came == years
        else f"{COUNTS[came]} of the {COUNTS[years]} years"
    )


def deliveries(sent: pd.DataFrame) -> str:
    """The foot of a chart of :func:`arms.suppliers`: its period, and in how many of its years anything came."""
    return f"Trend-indicator values, {period(sent.iloc[0])}; deliveries in {_in_years(sent)}."
