"""Arms imports by supplier, summed over six years."""

import pandas as pd

from footprint.model import Frame, Measured, Moment, Texts
from footprint.topics.measure import from_row, measure, newest_row, newest_rows, where
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, Prose, listed


@measure()
def supplier_share(at: Moment, *, economy: str, supplier: str) -> Measured:
    """A supplier's part of arms imports over six years, in per cent; nothing delivered is none.
    With its rank, and in how many of the years anything came at all."""
    sent = suppliers(at.records("arms"), economy)
    last = newest_row(sent, f"arms imports of {economy}")
    shares, (years, came) = sent.set_index("name")["value"], _years(sent)
    words: dict[str, object] = {"period": _period(sent), "count": came, "of": years}
    if supplier in shares:
        words["rank"] = int(shares.rank(ascending=False, method="min")[supplier])
    return Measured(float(shares.get(supplier, 0.0)), int(last["year"]), last["source"], words)


@measure()
def suppliers_share(at: Moment, *, economy: str, suppliers: Texts) -> Measured:
    """The part of several suppliers of arms together over six years, in per cent."""
    rows = where(at.records("arms"), economy=economy)
    rows = newest_rows(rows, what=f"arms imports of {economy}")
    return from_row(rows.iloc[0], where(rows, supplier=suppliers)["share"].sum())


def suppliers(arms: Frame, economy: str) -> Frame:
    """Suppliers' parts of arms imports in the newest six years, in per cent, largest first. ``name,
    value, first_year, year, delivery_years, source``"""
    rows = newest_rows(where(arms, economy=economy))
    rows = rows.assign(name=rows["supplier"], value=rows["share"])
    rows = rows.sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    return rows[["name", "value", "first_year", "year", "delivery_years", "source"]]


def deliveries(sent: Frame) -> str:
    """The foot of a chart of :func:`suppliers`: its period, and how much of it had deliveries."""
    return f"Trend-indicator values, {_period(sent)}; deliveries in {_in_years(sent)}."


def rests_on(sent: Frame) -> Prose:
    """On how many years of deliveries the shares of :func:`suppliers` rest."""
    text = f"The shares of {_period(sent)} rest on deliveries in {_in_years(sent)}."
    few = " A single year's deliveries say little of a habit." if _years(sent)[1] == 1 else ""
    return Prose(text + few)


def _period(sent: Frame) -> str:
    """The years that :func:`suppliers` covers: “2018–23”."""
    return f"{sent['first_year'].iloc[0]}–{sent['year'].iloc[0] % 100:02d}"


def _years(sent: Frame) -> tuple[int, int]:
    """How many years :func:`suppliers` covers, and in how many of them anything came."""
    first = sent.iloc[0]
    return int(first["year"] - first["first_year"] + 1), int(first["delivery_years"])


def _in_years(sent: Frame) -> str:
    """“all six years”, or “one of the six years”."""
    years, came = _years(sent)
    return f"{'all' if came == years else f'{COUNTS[came]} of the'} {COUNTS[years]} years"


def supplied(arms: Frame, economy: str) -> Frame:
    """Suppliers' parts of arms imports by the last of six years, in per cent; of none 0. ``name,
    year, value``"""
    shares = where(arms, economy=economy).pivot(index="year", columns="supplier", values="share")
    return shares.fillna(0.0).melt(ignore_index=False, var_name="name").reset_index()


def supplied_by(arms: Frame, supplier: str, names: pd.Series) -> Frame:
    """A supplier's part of each economy's arms imports in the newest six years, in per cent.
    ``economy, name, value``; an economy without any record has no value."""
    newest = arms[arms["year"] == arms.groupby("economy")["year"].transform("max")]
    shares = newest.pivot(index="economy", columns="supplier", values="share")
    parts = shares.reindex(columns=[supplier]).fillna(0.0).reindex(names.index)[supplier]
    return Frame({"name": names, "value": parts}).rename_axis("economy").reset_index()


def over_half(parts: Frame, supplier: str) -> str:
    """A title from :func:`supplied_by`: whose arms it sent for more than half, who got least."""
    shares = parts.dropna(subset=["value"]).sort_values("value", ascending=False)
    if shares.empty:
        return f"No figure for arms from {supplier}"
    most, least = shares.loc[shares["value"] > 50, "name"].tolist(), shares.iloc[-1]
    whose = f"the arms of {listed(most)}" if most else "nobody's arms"
    low = f"{least['name']}, {quantity(least['value'], '%')}"
    return f"{supplier} delivered more than half of {whose}, and least of those of {low}"
