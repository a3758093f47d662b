"""Who stood on the tribune on 9 May, and what moved with it."""

from __future__ import annotations

import statistics
from typing import Literal

from footprint.lazy import pandas as pd
from footprint.model import Finding, Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Row, Rows, framed
from footprint.topics.measure import (
    Denominator,
    Flow,
    from_row,
    means,
    measure,
    once,
    where,
    year_span,
)
from footprint.topics.series import stacked
from footprint.topics.trade import partner_means
from footprint.topics.votes import agreements
from footprint.words.numbers import quantity
from footprint.words.text import day, listed

# In how many of the steps a lever would follow by chance, in per cent; fewer steps say nothing.
CHANCE, FEW_STEPS = 50, 3
# The columns of counts by parade.
PARADES = {"date": "string", "year": "Int64", **dict.fromkeys(("yes", "no", "unknown"), "Int64")}
PARADES |= {"full": "string", "source": "string"}
# Whose remittances and whose trade have figures enough.
SENDERS, TRADERS = ("KGZ", "TJK", "UZB"), ("KAZ", "KGZ", "UZB")


@measure()
def attendance(at: Moment, *, date: str, count: Literal["documented", "possible"]) -> Measured:
    """How many presidents stood on the tribune of a parade, by its day or the ``newest``. ``count``
    is ``documented``, which an unknown cell leaves open, or ``possible``: all but those known to be
    elsewhere."""
    counts = parades(at.records("attendance"))
    if date == "newest" and counts:
        date = max(counts.values("date"))
    row = _parade(counts, date)
    if count == "possible":
        return from_row(row, row["yes"] + row["unknown"])
    if row["unknown"]:
        missing = f"whether {row['unknown']} of the presidents came on {date}"
        raise Untestable(f"{missing} is in no document read")
    return from_row(row, row["yes"])


@measure()
def first_full_attendance(
    at: Moment, *, date: str, unread: Literal["passed over", "open"]
) -> Measured:
    """Whether a parade was the first with every president: 1 if none before it was full, 0 if not.
    ``unread`` says what an earlier parade does that no document decides: ``passed over``, or
    ``open``, which leaves the question open."""
    counts = parades(at.records("attendance"))
    row, before = _parade(counts, date), Rows(one for one in counts if one["date"] < date)
    if row["full"] != "yes" or before.where(full="yes"):
        return from_row(row, 0.0)
    undecided = [one["date"][:4] for one in before.where(full="unknown")]
    reasons = [f"whether all came is open for {', '.join(undecided)}"] if undecided else []
    first = min(counts.values("year"))
    if without := len({*range(first, row["year"])} - {*before.values("year")}):
        reasons.append(f"nothing was read on {without} other years since {first}")
    if unread == "open" and reasons:
        raise Untestable(" and ".join(reasons))
    return from_row(row, 1.0)


@framed(**PARADES)
def parades(attendance: Rows) -> Rows:
    """How many presidents came to each parade, stayed away or are unknown; no row is unknown.
    ``date, year, yes, no, unknown, full, source``; ``full`` answers whether all came."""
    presidents = len({*attendance.values("economy")})
    return Rows(_counted(date, rows, presidents) for date, rows in attendance.by("date").items())


def _counted(date: str, rows: Rows, presidents: int) -> Row:
    """One parade of :func:`parades`."""
    yes, no = (len(rows.where(attended=answer)) for answer in ("yes", "no"))
    full = "no" if no else "yes" if yes == presidents else "unknown"
    counts = {"yes": yes, "no": no, "unknown": presidents - yes - no}
    source = once(rows.values("source"))
    return {"date": date, "year": int(date[:4]), **counts, "full": full, "source": source}


def _parade(counts: Rows, date: str) -> Row:
    rows = counts.where(date=date)
    if not rows:
        raise Untestable(f"no record of the parade of {date}")
    return rows[0]


def attendance_cells(attendance: Frame, names: Names) -> Frame:
    """Attendance as a grid, newest first: ``row, column, answer, anchor, mark``. A president of
    whom a parade's records say nothing is unknown."""
    keys = ["date", "economy"]
    dates = sorted(attendance["date"].unique(), reverse=True)
    pairs = pd.MultiIndex.from_product([dates, list(names.keys())], names=keys)
    rows = attendance.set_index(keys)[["attended", "confidence"]].reindex(pairs).reset_index()
    cells = {
        "row": rows["date"].map(day),
        "column": rows["economy"].map(names),
        "answer": rows["attended"].fillna("unknown"),
        "anchor": "parade-" + rows["date"],
        "mark": rows["confidence"].eq("medium").fillna(False),
    }
    return pd.DataFrame(cells)


def tribune(attendance: Frame) -> str:
    """A title: when all the presidents came, when that is less firmly known, and what is open."""
    counts = parades(attendance)
    full, undecided = (where(counts, full=answer)["date"] for answer in ("yes", "unknown"))
    unsure = full.isin(attendance.loc[attendance["confidence"] != "high", "date"])
    groups = (("", full[~unsure]), ("less firmly (*) ", full[unsure]))
    known = [f"{how}in {_years_of(dates)}" for how, dates in groups if len(dates)]
    title = "No parade is documented with all the presidents"
    if known:
        title = "All the presidents are documented " + ", ".join(known)
    return title + (f"; open: {_years_of(undecided)}" if len(undecided) else "")


def undecided(unsettled: Frame) -> str:
    """A title for the parades, with a ``date``, that leave it open whether all came."""
    if unsettled.empty:
        return "Of every parade on record it is known whether all the presidents came"
    missing = f"In {_years_of(unsettled['date'])} nobody is known to have been missing"
    return f"{missing}, and not all are known to have come"


def _years_of(dates: pd.Series) -> str:
    return listed(dates.str[:4].tolist())


@measure()
def attendance_with_agreement(at: Moment, *, economies: Texts, partner: str) -> Measured:
    """Steps of attendance that agreement of votes with a partner followed, in per cent."""
    return _followed(at, agreements(at.records("voting_agreement"), economies, partner))


@measure(reads=["indicator"])
def attendance_with_series(at: Moment, *, indicator: str, economies: Texts) -> Measured:
    """Steps of attendance that the mean of a World Bank series followed, in per cent."""
    series = {economy: at.series(indicator, economy) for economy in economies}
    rows = Rows(
        row | {"economy": economy, "source": basis}
        for economy, (values, basis) in series.items()
        for row in values
    )
    return _followed(at, means(rows, economies))


@measure()
def attendance_with_trade(
    at: Moment, *, economies: Texts, flow: Flow, partner: str, of: Denominator
) -> Measured:
    """Steps of attendance that the mean of a partner's parts of trade followed, in per cent."""
    trade = at.records("trade_by_partner")
    return _followed(at, partner_means(trade, economies, flow, partner, of))


def _followed(at: Moment, lever: Rows) -> Measured:
    """Steps of attendance in which a lever ``year, value, source`` moved alike, in per cent. A step
    lies between complete parades of consecutive years; a level one says nothing."""
    came, of = _by_year(attendance_shares(at.records("attendance"))), _by_year(lever)
    known = {year: (came[year], of[year]) for year in sorted(came.keys() & of.keys())}
    steps = {
        year: (known[year][0] - known[year - 1][0], known[year][1] - known[year - 1][1])
        for year in known
        if year - 1 in known and known[year][0] != known[year - 1][0]
    }
    if len(steps) < FEW_STEPS:
        both = f"attendance and the lever are both known for {len(steps)} steps"
        raise Untestable(f"{both}, fewer than {FEW_STEPS}")
    followed = statistics.fmean(step * moved > 0 for step, moved in steps.values())
    span = year_span(min(steps) - 1, max(steps))
    return Measured(followed * 100, max(steps), lever[-1]["source"], {"period": span})


def _by_year(rows: Rows) -> dict[int, float]:
    return {row["year"]: row["value"] for row in rows}


@framed(year="Int64", value="float64")
def attendance_shares(attendance: Rows) -> Rows:
    """Who came to each parade that is decided in full, in per cent of all: ``year, value``."""
    decided = parades(attendance).where(unknown=0)
    return decided.with_columns(value=lambda row: row["yes"] / (row["yes"] + row["no"]) * 100)


def levers(
    attendance: Frame, voting: Frame, remittances: Frame, trade: Frame, economies: Texts
) -> Frame:
    """Attendance and Russia's levers since the first parade that is known in full, in per cent.
    ``name, year, value``; a lever is the mean over the economies that have figures."""
    came = attendance_shares(attendance)
    lines = {
        "Attendance": came,
        "Votes": agreements(voting, economies, "RUS"),
        "Remittances": means(remittances, SENDERS),
        "Imports": partner_means(trade, TRADERS, "imports", "Russia", "total"),
    }
    rows = stacked(lines)
    return rows[rows["year"].ge(came["year"].min())]


def kept_pace(finding: Finding) -> str:
    """A title for parts that are shares of steps: whether a lever followed more than by chance."""
    shares = [part.result.value for part in finding.now.parts if part.result.value is not None]
    if not shares:
        return "No lever has figures enough to set beside attendance"
    best, chance = quantity(max(shares), "%"), quantity(CHANCE, "%")
    if max(shares) <= CHANCE:
        never = "No lever followed attendance more often than chance would"
        return f"{never}: at best in {best} of the steps"
    most = "The lever that followed attendance most often did so"
    return f"{most} in {best} of the steps; chance gives {chance}"
