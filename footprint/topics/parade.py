"""Who stood on the tribune on 9 May, and what moved with it."""

import pandas as pd

from footprint.model import Finding, Frame, Measured, Moment, Names, Texts, Untestable
from footprint.topics.measure import from_row, means, measure, once, where, year_span
from footprint.topics.series import stacked
from footprint.topics.trade import partner_means
from footprint.topics.votes import agreements
from footprint.words.numbers import quantity
from footprint.words.text import day, listed

# In how many of the steps a lever would follow by chance, in per cent; fewer steps say nothing.
CHANCE, FEW_STEPS = 50, 3
# Whose remittances and whose trade have figures enough.
SENDERS, TRADERS = ("KGZ", "TJK", "UZB"), ("KAZ", "KGZ", "UZB")


@measure()
def attendance(at: Moment, *, date: str, count: str) -> Measured:
    """How many presidents stood on the tribune of a parade, by its day or the ``newest``. ``count``
    is ``documented``, which an unknown cell leaves open, or ``possible``: all but those known to be
    elsewhere."""
    counts = parades(at.records("attendance"))
    if date == "newest" and len(counts):
        date = counts["date"].max()
    row = _parade(counts, date)
    if count == "possible":
        return from_row(row, row["yes"] + row["unknown"])
    if row["unknown"]:
        missing = f"whether {row['unknown']} of the presidents came on {date}"
        raise Untestable(f"{missing} is in no document read")
    return from_row(row, row["yes"])


@measure()
def first_full_attendance(at: Moment, *, date: str, unread: str) -> Measured:
    """Whether a parade was the first with every president: 1 if none before it was full, 0 if not.
    ``unread`` says what an earlier parade does that no document decides: ``passed over``, or
    ``open``, which leaves the question open."""
    counts = parades(at.records("attendance"))
    row, before = _parade(counts, date), counts[counts["date"] < date]
    if row["full"] != "yes" or (before["full"] == "yes").any():
        return from_row(row, 0.0)
    undecided = where(before, full="unknown")["date"].str[:4].tolist()
    reasons = [f"whether all came is open for {', '.join(undecided)}"] if undecided else []
    first = counts["year"].min()
    if without := len(set(range(first, row["year"])) - set(before["year"])):
        reasons.append(f"nothing was read on {without} other years since {first}")
    if unread == "open" and reasons:
        raise Untestable(" and ".join(reasons))
    return from_row(row, 1.0)


def parades(attendance: Frame) -> Frame:
    """How many presidents came to each parade, stayed away or are unknown; no row is unknown.
    ``date, year, yes, no, unknown, full, source``; ``full`` answers whether all came."""
    counts = pd.crosstab(attendance["date"], attendance["attended"])
    counts = counts.reindex(columns=["yes", "no", "unknown"], fill_value=0)
    counts["unknown"] += attendance["economy"].nunique() - counts.sum(axis=1)
    full = counts["unknown"].gt(0).map({True: "unknown", False: "yes"}).mask(counts["no"] > 0, "no")
    sources = attendance.groupby("date")["source"].agg(once)
    counts = counts.assign(full=full, source=sources).rename_axis(columns=None).reset_index()
    return counts.assign(year=counts["date"].str[:4].astype(int))


def _parade(counts: Frame, date: str) -> pd.Series:
    rows = where(counts, date=date)
    if rows.empty:
        raise Untestable(f"no record of the parade of {date}")
    return rows.iloc[0]


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
    return Frame(cells)


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
    rows = []
    for economy in economies:
        series, basis = at.series(indicator, economy)
        rows.append(series.assign(economy=economy, source=basis))
    return _followed(at, means(pd.concat(rows), economies))


@measure()
def attendance_with_trade(
    at: Moment, *, economies: Texts, flow: str, partner: str, of: str
) -> Measured:
    """Steps of attendance that the mean of a partner's parts of trade followed, in per cent."""
    trade = at.records("trade_by_partner")
    return _followed(at, partner_means(trade, economies, flow, partner, of))


def _followed(at: Moment, lever: Frame) -> Measured:
    """Steps of attendance in which a lever ``year, value, source`` moved alike, in per cent. A step
    lies between complete parades of consecutive years; a level one says nothing."""
    shares = attendance_shares(at.records("attendance")).set_index("year")["value"]
    pairs = Frame({"came": shares, "lever": lever.set_index("year")["value"]}).dropna().sort_index()
    steps = pairs.diff()[pairs.index.to_series().diff().eq(1) & pairs["came"].diff().ne(0)]
    if len(steps) < FEW_STEPS:
        known = f"attendance and the lever are both known for {len(steps)} steps"
        raise Untestable(f"{known}, fewer than {FEW_STEPS}")
    followed, last = (steps["came"] * steps["lever"]) > 0, int(steps.index.max())
    basis, span = lever["source"].iloc[-1], year_span(steps.index.min() - 1, last)
    return Measured(float(followed.mean() * 100), last, basis, {"period": span})


def attendance_shares(attendance: Frame) -> Frame:
    """Who came to each parade that is decided in full, in per cent of all: ``year, value``."""
    counts = where(parades(attendance), unknown=0)
    shares = counts["yes"] / (counts["yes"] + counts["no"]) * 100
    return Frame({"year": counts["year"], "value": shares})


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
