"""Oil and gas: routes, destinations, owners; and freight on the way round Russia."""

from footprint.errors import DataError
from footprint.model import Measured, Moment, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    covered,
    from_row,
    measure,
    newest_of,
    newest_row,
    newest_rows,
    once,
    total,
    where,
)
from footprint.words.numbers import THIN, digits, quantity

WHOLE, HALF = 100, 50
# A second official count of one thing is kept beside the first, under this name.
SECOND_COUNT = ", second count"


@measure()
def energy(at: Moment, *, subject: str, measure: str, party: str) -> Measured:
    """The newest figure on an oil or gas route; ``party`` is empty where its row names none."""
    rows = at.records("energy_routes").where(subject=subject, measure=measure, party=party or None)
    dated = rows.with_columns(year=lambda row: row["period"])
    last = newest_row(dated, " ".join(filter(None, [subject, measure, party])))
    return from_row(last, period=covered(last))


@measure()
def oil_share(at: Moment, *, party: str) -> Measured:
    """Kazakh oil by a route or to a destination, in per cent of all, in a whole year. ``about``
    has both figures where a second office counts otherwise: “81 to 82 %”."""
    shares = oil_shares(at.records("energy_routes"))
    last = newest_row(shares.where(name=party), f"Kazakh oil exports of a whole year ({party})")
    others = shares.where(name=party + SECOND_COUNT, year=last["year"]).values("value")
    if len({value > HALF for value in (last["value"], *others)}) > 1:
        raise Untestable(f"two offices count on both sides of a half in {last['year']}")
    low, high = (quantity(end([last["value"], *others]), "%", [HALF]) for end in (min, max))
    about = high if low == high else f"{low[:-2]} to {high}"
    return from_row(last, about=about)


@measure()
def oil_besides(at: Moment, *, party: str) -> Measured:
    """Kazakh oil that did not go by a route or to a destination, in per cent of all."""
    own = oil_share(at, party=party)
    return Measured(WHOLE - own.value, own.year, own.basis)


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
            "value": _whole(row["value"] / totals[row["period"]]["value"] * 100),
            "source": once([row["source"], totals[row["period"]]["source"]]),
        }
        for row in rows
        if row["period"] in totals and row["party"] != "all"
    )


def _whole(share: float) -> float:
    """A share without decimals, which tonnes that offices round do not bear; but with them where
    it would seem to reach a full ten."""
    whole = float(round(share))
    return whole if whole // 10 == share // 10 else share


@framed(name="string", owner="string", year="Int64", value="float64", source="string")
def holdings(routes: Rows) -> Rows:
    """What each holder has of the CPC by year, in per cent: ``name, owner, year, value, source``.
    ``owner`` is the country whose state or company a holder is. DataError if those of a year add up
    to more than the whole."""
    rows = routes.where(subject="CPC", measure="held by")
    for year, of in rows.by("period").items():
        if (added := total(of)) > WHOLE:
            raise DataError(
                f"data/records/energy_routes.csv: the holdings in the CPC of {year} add up to "
                f"{added:g} per cent; take out what stands there twice, or is of another year."
            )
    return Rows(row | {"name": row["party"], "year": row["period"]} for row in rows)


@measure()
def majority_held(at: Moment, *, owner: str) -> Measured:
    """Whether holders of a country have more than half of the CPC: yes or no. ``share`` says how
    much they have, ``side`` whether that is more or less than half."""
    found = newest_of(holdings(at.records("energy_routes")), "holders of the CPC")
    share, named = total(found.where(owner=owner)), total(found)
    # Those whom a list leaves out could make the difference.
    if share <= HALF < share + WHOLE - named:
        raise Untestable(f"{WHOLE - named:g} per cent of the CPC have no holder on the list")
    words = {"share": quantity(share, "%", [HALF]), "side": _side(share)}
    year, basis = found[0]["year"], once(found.values("source"))
    return Measured(float(share > HALF), year, basis, words)


def _side(share: float) -> str:
    return "more than half" if share > HALF else "half" if share == HALF else "less than half"


def holders(routes: Frame) -> Frame:
    """The newest of :func:`holdings`, largest first."""
    return newest_rows(holdings(routes)).sort_values("value", ascending=False, kind="stable")


def held_together(holders: Frame, owner: str, own: str, of: str) -> str:
    """A title that adds up the :func:`holders` of a country; ``own`` is its adjective: “Russian
    holders together have 47.2 % of the line, less than half”."""
    rows = where(holders, owner=owner).dropna(subset=["value"])
    if rows.empty:
        return f"Holders of {of}: no data on {owner}"
    share = rows["value"].sum()
    return f"{own} holders together have {quantity(share, '%', [HALF])} of {of}, {_side(share)}"


def held_since(routes: Frame, since: int) -> Frame:
    """:func:`holdings` as a table: holder, country, and what they had in each year, with sums."""
    rows = holdings(routes).query("year >= @since").fillna({"owner": "not said"})
    table = rows.pivot(index=["name", "owner"], columns="year", values="value")
    table = table.sort_values([table.columns[-1], "name"], ascending=[False, True])
    table.loc[("all that are named", ""), :] = table.sum()
    cells = table.map(lambda value: "not named" if value != value else f"{digits(value)}{THIN}%")
    return cells.rename_axis(["holder", "country"]).rename(columns=str).reset_index()


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
