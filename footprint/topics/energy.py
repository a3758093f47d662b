"""Oil and gas: routes, destinations, owners."""

from footprint.model import Measured, Moment, Texts
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    covered,
    from_row,
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
