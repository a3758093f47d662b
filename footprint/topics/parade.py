"""Who stood on the tribune on 9 May, and what moved with it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Finding, Measured, Moment, Untestable
from footprint.topics.measure import FEW_STEPS, means, measure, year_span
from footprint.topics.trade import partner_means
from footprint.topics.votes import agreements
from footprint.words.numbers import quantity
from footprint.words.text import day, listed

# In how many of the steps a lever would follow by chance, in per cent.
CHANCE = 50


@measure()
def attendance(at: Moment, *, date: str, count: str) -> Measured:
    """How many presidents stood on the tribune of a parade, by its day or the ``newest``.

    ``count`` is ``documented``, which an unknown cell leaves open, or ``possible``: all but those known to be elsewhere.
    """
    held = parades(at.records("attendance"))
    if date == "newest" and len(held):
        date = held["date"].max()
    chosen = held[held["date"] == date]
    if chosen.empty:
        raise Untestable(f"no record of the parade of {date}")
    day = chosen.iloc[0]
    if count == "documented" and day["unknown"]:
        raise Untestable(
            f"whether {day['unknown']} of the presidents came on {date} is in no document read"
        )
    return Measured(
        float(day["yes"] + (day["unknown"] if count == "possible" else 0)),
        int(date[:4]),
        day["source"],
    )


@measure()
def first_full_attendance(at: Moment, *, date: str, unread: str) -> Measured:
    """Whether a parade was the first with every president: 1 if none before it was full, 0 if one was, or if it was not full itself.

    ``unread`` says what an earlier parade does that no document decides: ``passed over``, or ``open``, which leaves the question open.
    """
    held = parades(at.records("attendance"))
    day, before = held[held["date"] == date], held[held["date"] < date]
    if day.empty:
        raise Untestable(f"no record of the parade of {date}")
    source = day["source"].iloc[0]
    if not _full(day).all() or _full(before).any():
        return Measured(0.0, int(date[:4]), source)
    undecided = undecided_parades(before)["date"].str[:4].tolist()
    years = range(int(held["date"].min()[:4]), int(date[:4]))
    without = len(set(years) - set(before["date"].str[:4].astype(int)))
    if unread == "open" and (undecided or without):
        said = [f"whether all came is open for {', '.join(undecided)}"] * bool(undecided) + [
            f"nothing was read on {without} other years since {years[0]}"
        ] * bool(without)
        raise Untestable(" and ".join(said))
    return Measured(1.0, int(date[:4]), source)


@measure()
def attendance_with_agreement(at: Moment, *, economies: Sequence[str], partner: str) -> Measured:
    """Steps of attendance at the parade that agreement of votes with a partner followed, in per cent."""
    return _concordance(at, agreements(at.records("voting_agreement"), economies, partner))


@measure(reads=["indicator"])
def attendance_with_series(at: Moment, *, indicator: str, economies: Sequence[str]) -> Measured:
    """Steps of attendance at the parade that a World Bank series followed, its mean over economies, in per cent."""
    held = []
    for economy in economies:
        frame, basis = at.series(indicator, economy)
        held.append(frame.assign(economy=economy, source=basis))
    return _concordance(at, means(pd.concat(held), economies))


@measure()
def attendance_with_trade(
    at: Moment, *, economies: Sequence[str], flow: str, partner: str, of: str
) -> Measured:
    """Steps of attendance at the parade that a partner's part of trade followed, its mean over economies, in per cent."""
    return _concordance(
        at, partner_means(at.records("trade_by_partner"), economies, flow, partner, of)
    )


def parades(attendance: pd.DataFrame) -> pd.DataFrame:
    """How many presidents came to each parade, stayed away or are unknown: ``date, yes, no, unknown, source``. One without a row is unknown."""
    counts = pd.crosstab(attendance["date"], attendance["attended"]).reindex(
        columns=["yes", "no", "unknown"], fill_value=0
    )
    counts["unknown"] += attendance["economy"].nunique() - counts.sum(axis=1)
    sources = attendance.groupby("date")["source"].agg(lambda held: "; ".join(held.unique()))
    return counts.assign(source=sources).rename_axis(columns=None).reset_index()


def undecided_parades(parades: pd.DataFrame) -> pd.DataFrame:
    """Those rows of :func:`parades` that leave it open whether all came: nobody known to be elsewhere, somebody unknown."""
    return parades[(parades["no"] == 0) & (parades["unknown"] > 0)]


def attendance_shares(attendance: pd.DataFrame) -> pd.DataFrame:
    """The part of the presidents who came to each parade that the records decide in full, in per cent: ``year, value``."""
    held = parades(attendance)
    held = held[held["unknown"] == 0]
    return pd.DataFrame(
        {
            "year": held["date"].str[:4].astype(int),
            "value": held["yes"] / (held["yes"] + held["no"]) * 100,
        }
    )


def _full(held: pd.DataFrame) -> pd.Series:
    return (held["no"] + held["unknown"]) == 0


def _concordance(at: Moment, lever: pd.DataFrame) -> Measured:
    """Steps between the complete parades of consecutive years in which a lever moved as attendance did, in per cent; a level step says nothing."""
    held = parades(at.records("attendance"))
    counts = (
        held[held["unknown"] == 0]
        .assign(year=lambda rows: rows["date"].str[:4].astype(int))
        .set_index("year")["yes"]
    )
    pairs = (
        pd.DataFrame({"came": counts, "lever": lever.set_index("year")["value"]})
        .dropna()
        .sort_index()
    )
    steps = pairs.diff()[pairs.index.to_series().diff().eq(1) & pairs["came"].diff().ne(0)]
    if len(steps) < FEW_STEPS:
        raise Untestable(
            f"attendance and the lever are both known for {len(steps)} steps, fewer than {FEW_STEPS}"
        )
    followed = (steps["came"] * steps["lever"]) > 0
    return Measured(
        float(followed.mean() * 100),
        int(steps.index.max()),
        lever["source"].iloc[-1],
        {"period": year_span(steps.index.min() - 1, steps.index.max())},
    )


def tribune(attendance: pd.DataFrame) -> str:
    """A title from attendance: when all the presidents came, when that is less firmly known, and which parades stay open."""
    counts = parades(attendance)
    full = counts[(counts["no"] == 0) & (counts["unknown"] == 0)]["date"]
    firm = full.isin(
        attendance.groupby("date").filter(lambda rows: rows["confidence"].eq("high").all())["date"]
    )
    known = [
        f"{how}in {_years_of(held)}"
        for how, held in (("", full[firm]), ("less firmly (*) ", full[~firm]))
        if len(held)
    ]
    said = (
        "All the presidents are documented " + ", ".join(known)
        if known
        else "No parade is documented with all the presidents"
    )
    undecided = undecided_parades(counts)["date"]
    return said + (f"; open: {_years_of(undecided)}" if len(undecided) else "")


def undecided(unsettled: pd.DataFrame) -> str:
    """A title for the parades, with a ``date``, that leave it open whether all came."""
    if unsettled.empty:
        return "Of every parade on record it is known whether all the presidents came"
    return f"In {_years_of(unsettled['date'])} nobody is known to have been missing, and not all are known to have come"


def kept_pace(finding: Finding) -> str:
    """A title for parts that are shares of steps, in per cent: whether a lever followed attendance more often than chance would."""
    held = [part.result.value for part in finding.now.parts if part.result.value is not None]
    if not held:
        return "No lever has figures enough to set beside attendance"
    if max(held) <= CHANCE:
        return f"No lever followed attendance more often than chance would: at best in {quantity(max(held), '%')} of the steps"
    return f"The lever that followed attendance most often did so in {quantity(max(held), '%')} of the steps; chance gives {quantity(CHANCE, '%')}"


def _years_of(dates: pd.Series) -> str:
    return listed(dates.str[:4].tolist())


def attendance_cells(attendance: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Attendance as a grid, newest first; a president of whom a parade's records say nothing is unknown."""
    pairs = pd.MultiIndex.from_product(
        [sorted(attendance["date"].unique(), reverse=True), list(names.keys())],
        names=["date", "economy"],
    )
    held = (
        attendance.set_index(["date", "economy"])[["attended", "confidence"]]
        .reindex(pairs)
        .reset_index()
    )
    return pd.DataFrame(
        {
            "row": held["date"].map(day),
            "column": held["economy"].map(names),
            "answer": held["attended"].fillna("unknown"),
            "anchor": "parade-" + held["date"],
            "mark": held["confidence"].eq("medium").fillna(False),
        }
    )
