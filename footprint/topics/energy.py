"""Oil and gas: routes, destinations, owners."""

from footprint.model import Frame, Measured, Moment, Texts
from footprint.topics.measure import covered, from_row, measure, newest_row, newest_rows, where
from footprint.words.numbers import quantity
from footprint.words.text import listed


@measure()
def energy(at: Moment, *, subject: str, measure: str, party: str) -> Measured:
    """The newest figure on an oil or gas route; ``party`` is empty where its row names none."""
    rows = where(at.records("energy_routes").fillna({"party": ""}), subject=subject)
    rows = where(rows, measure=measure, party=party).rename(columns={"period": "year"})
    last = newest_row(rows, " ".join(filter(None, [subject, measure, party])))
    return from_row(last, period=covered(last))


@measure()
def oil_share(at: Moment, *, party: str) -> Measured:
    """Kazakh oil by a route or to a destination, in per cent of all, in a whole year."""
    shares = where(oil_shares(at.records("energy_routes")), name=party)
    return from_row(newest_row(shares, f"Kazakh oil exports of a whole year ({party})"))


def oil_shares(routes: Frame) -> Frame:
    """Kazakh oil exports by route or destination in whole years, in per cent of all: ``name, year,
    value, source``. The two overlap and do not add up; years without a total are left out."""
    rows = where(routes, subject="Kazakhstan", measure="oil exported", months=12)
    rows = rows.rename(columns={"party": "name", "period": "year"})
    totals = where(rows, name="all")[["year", "value", "source"]]
    both = rows[rows["name"] != "all"].merge(totals, on="year", suffixes=("", "_all"))
    sources = both["source"] + "; " + both["source_all"]
    source = both["source"].where(both["source"] == both["source_all"], sources)
    shares = both.assign(value=both["value"] / both["value_all"] * 100, source=source)
    return shares.dropna(subset=["value"])[["name", "year", "value", "source"]]


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
