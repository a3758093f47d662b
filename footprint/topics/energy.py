"""Oil and gas: routes, destinations, owners; and freight on the way round Russia."""

import dataclasses

from footprint.model import Measured, Moment, Texts
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    covered,
    from_row,
    level_since,
    measure,
    newest_row,
    newest_rows,
    once,
    where,
)
from footprint.words.numbers import quantity
from footprint.words.text import listed


@measure()
def energy(at: Moment, *, subject: str, measure: str, party: str) -> Measured:
    """The newest figure on an oil or gas route; ``party`` is empty where its row names none."""
    rows = at.records("energy_routes").where(subject=subject, measure=measure, party=party or None)
    dated = rows.with_columns(year=lambda row: row["period"])
    last = newest_row(dated, " ".join(filter(None, [subject, measure, party])))
    return from_row(last, period=covered(last))


@measure()
def oil_share(at: Moment, *, party: str) -> Measured:
    """Kazakh oil by a route or to a destination, in per cent of all, in a whole year."""
    shares = oil_shares(at.records("energy_routes")).where(name=party)
    return from_row(newest_row(shares, f"Kazakh oil exports of a whole year ({party})"))


@framed(name="string", year="Int64", value="float64", source="string")
def oil_shares(routes: Rows) -> Rows:
    """Kazakh oil exports by route or destination in whole years, in per cent of all: ``name, year,
    value, source``. The two overlap and do not add up; years without a total are left out."""
    rows = routes.where(subject="Kazakhstan", measure="oil exported", months=12).having("value")
    totals = {row["period"]: row for row in rows.where(party="all")}
    return Rows(
        {
            "name": row["party"],
            "year": row["period"],
            "value": row["value"] / totals[row["period"]]["value"] * 100,
            "source": once([row["source"], totals[row["period"]]["source"]]),
        }
        for row in rows
        if row["period"] in totals and row["party"] != "all"
    )


def holders(routes: Frame) -> Frame:
    """The CPC's newest holders, largest first, in per cent: ``name, value, year, source``."""
    rows = newest_rows(where(routes, subject="CPC", measure="held by"), "period")
    rows = rows.rename(columns={"party": "name", "period": "year"})
    ordered = rows.sort_values("value", ascending=False, kind="stable")
    return ordered[["name", "value", "year", "source"]]


def held_together(holders: Frame, names: Texts, of: str) -> str:
    """A title that adds up :func:`holders`: “Russia and Lukoil together hold 43.5 % of …”."""
    rows = where(holders, name=names).dropna(subset=["value"])
    if rows.empty:
        return f"Holders of {of}: no data on {listed(names)}"
    hold, part = "together hold" if len(rows) > 1 else "holds", quantity(rows["value"].sum(), "%")
    return f"{listed(rows['name'].tolist())} {hold} {part} of {of}"


@measure()
def gas_share(at: Moment, *, subject: str, seller: str) -> Measured:
    """Gas bought from a seller over what the country itself produces, in per cent."""
    shares = gas_shares(at.records("gas_and_freight"), subject, seller)
    return from_row(newest_row(shares, f"gas that {subject} bought from {seller}"))


@framed(name="string", year="Int64", value="float64", source="string")
def gas_shares(flows: Rows, subject: str, seller: str) -> Rows:
    """Gas bought from a seller over own output, in per cent, in whole years that have both: ``name,
    year, value, source``."""
    rows = flows.where(subject=subject)
    return _over(rows.where(measure="gas bought", party=seller), rows.where(measure="gas produced"))


@measure()
def route_weight(at: Moment, *, route: str, party: str) -> Measured:
    """Freight on a route over Kazakh oil exported by another, both by weight, in per cent."""
    freight = at.records("gas_and_freight").where(subject=route, measure="freight carried")
    oil = at.records("energy_routes").where(subject="Kazakhstan", measure="oil exported")
    return from_row(newest_row(_over(freight, oil.where(party=party)), f"freight on {route}"))


@measure()
def freight_since(at: Moment, *, route: str, since: int, before: int) -> Measured:
    """Freight on a route from ``since`` on over that of the years ``before``: times."""
    rows = by_year(at.records("gas_and_freight"), route, "freight carried")
    level = level_since(rows, since, before, f"freight on {route}")
    return dataclasses.replace(level, value=level.value / 100)


@framed(name="string", year="Int64", value="float64", source="string")
def by_year(flows: Rows, subject: str, measure: str) -> Rows:
    """A flow in whole years, by the count published last: ``name, year, value, source``, the name
    being the year."""
    rows = _published_last(flows.where(subject=subject, measure=measure, months=12))
    return rows.with_columns(name=lambda row: str(row["period"]), year=lambda row: row["period"])


def _over(part: Rows, whole: Rows) -> Rows:
    """One flow over another, in per cent, in the whole years that have both: ``name, year, value,
    source``. Of two counts of a year the one published last stands."""
    wholes = {row["period"]: row for row in _published_last(whole.where(months=12))}
    both = _published_last(part.where(months=12)).where(period=list(wholes))
    return Rows(
        {
            "name": row["party"],
            "year": row["period"],
            "value": row["value"] / wholes[row["period"]]["value"] * 100,
            "source": once([row["source"], wholes[row["period"]]["source"]]),
        }
        for row in both
    )


def _published_last(rows: Rows) -> Rows:
    """Of each period the row published last, by period."""
    last = {row["period"]: row for row in sorted(rows, key=lambda row: str(row["date"]))}
    return Rows(last[period] for period in sorted(last))
