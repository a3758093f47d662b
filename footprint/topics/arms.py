"""Arms imports by supplier, summed over six years."""

from __future__ import annotations

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Texts, Untestable
from footprint.rows import Frame, Row, Rows, framed
from footprint.topics.measure import (
    Others,
    from_row,
    measure,
    newest_of,
    newest_row,
    over_others,
    rank_among,
    total,
    where,
)
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS


@measure()
def supplier_share(at: Moment, *, economy: str, supplier: str) -> Measured:
    """A supplier's part of arms imports over six years, in per cent; nothing delivered is none.
    With its rank, and in how many of the years anything came at all."""
    sent = suppliers(at.records("arms"), economy)
    last = newest_row(sent, f"arms imports of {economy}")
    shares = {row["name"]: row["value"] for row in sent}
    words: dict[str, object] = {"period": _period(last)}
    words["of"], words["count"] = _years(last)
    if supplier in shares:
        words["rank"] = rank_among(shares, supplier)
    return Measured(float(shares.get(supplier, 0.0)), int(last["year"]), last["source"], words)


@measure()
def main_supplier(at: Moment, *, economy: str, supplier: str, against: Others) -> Measured:
    """A supplier's arms over those of the largest other, or of ``all others``: a factor. With the
    words of :func:`supplier_share`, and its part of all as ``share``."""
    own = supplier_share(at, economy=economy, supplier=supplier)
    sent = {row["name"]: row["value"] for row in suppliers(at.records("arms"), economy)}
    try:
        factor, other = over_others({supplier: 0.0, **sent}, supplier, against)
    except ValueError:
        raise Untestable(f"nobody but {supplier} delivered arms to {economy}") from None
    words = {**own.words, "other": other, "share": quantity(own.value, "%")}
    return Measured(factor, own.year, own.basis, words)


@measure()
def suppliers_share(at: Moment, *, economy: str, suppliers: Texts) -> Measured:
    """The part of several suppliers of arms together over six years, in per cent."""
    rows = newest_of(at.records("arms").where(economy=economy), f"arms imports of {economy}")
    return from_row(rows[0], total(rows.where(supplier=suppliers), "share"))


@framed(
    name="string",
    value="float64",
    first_year="Int64",
    year="Int64",
    delivery_years="Int64",
    source="string",
)
def suppliers(arms: Rows, economy: str) -> Rows:
    """Suppliers' parts of arms imports in the newest six years, in per cent, largest first. ``name,
    value, first_year, year, delivery_years, source``"""
    rows = arms.where(economy=economy).most("year")
    rows = rows.with_columns(name=lambda row: row["supplier"], value=lambda row: row["share"])
    return Rows(sorted(rows, key=lambda row: (-row["value"], row["name"])))


def deliveries(sent: Frame) -> str:
    """The foot of a chart of :func:`suppliers`: its period, and how much of it had deliveries."""
    return f"Trend-indicator values, {_period(sent.iloc[0])}; deliveries in {_in_years(sent)}."


def _period(sent: Row | pd.Series) -> str:
    """The years that a row of :func:`suppliers` covers: “2018–23”."""
    return f"{sent['first_year']}–{sent['year'] % 100:02d}"


def _years(sent: Row | pd.Series) -> tuple[int, int]:
    """How many years a row of :func:`suppliers` covers, and in how many of them anything came."""
    return int(sent["year"] - sent["first_year"] + 1), int(sent["delivery_years"])


def _in_years(sent: Frame) -> str:
    """“all six years”, or “one of the six years”."""
    years, came = _years(sent.iloc[0])
    return f"{'all' if came == years else f'{COUNTS[came]} of the'} {COUNTS[years]} years"


def supplied(arms: Frame, economy: str) -> Frame:
    """Suppliers' parts of arms imports by the last of six years, in per cent; of none 0. ``name,
    year, value``"""
    shares = where(arms, economy=economy).pivot(index="year", columns="supplier", values="share")
    return shares.fillna(0.0).melt(ignore_index=False, var_name="name").reset_index()
