"""People abroad and at home: migrants, students, ethnic Russians, and the policy on them."""

from __future__ import annotations

from footprint.lazy import pandas as pd
from footprint.model import Claim, Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import (
    complete_years,
    from_row,
    measure,
    newest_of,
    newest_row,
    rank_among,
    total,
    where,
)
from footprint.words.numbers import STEADY, digits, quantity
from footprint.words.text import Prose, capital, day

# What the file of students calls all hosts that it does not name.
OTHER_HOSTS = "Other countries"


@measure()
def people(at: Moment, *, economies: Texts, definition: str) -> Measured:
    """People under one definition, in millions, over economies, in their newest common year."""
    rows = at.records("migrants").where(definition=definition, economy=economies).most("edition")
    years = complete_years(rows, economies)
    if not years:
        what = f"people of {' and '.join(economies)}: {definition}"
        raise Untestable(f"there is no figure for {what}")
    last = years[max(years)]
    return from_row(last[0], total(last, "people") / 1e6)


def reached(data: Frame, claim: Claim) -> str:
    """A title: how many of ``name, value`` reach what the claim holds from, and the largest."""
    known, least, unit = data.dropna(subset=["value"]), claim.bands.holds[0].low, claim.unit
    if known.empty:
        return "No count was read"
    top, count = known.nlargest(1, "value").iloc[0], int((known["value"] >= least).sum())
    which = f"{count} of {len(known)} counts reach" if count else "No count reaches"
    largest = f"{quantity(top['value'], unit)}: {top['name']}"
    return f"{which} {quantity(least, unit)}; the largest is {largest}"


def people_cells(migrants: Frame, names: Names) -> Frame:
    """Counts of people, a column for each economy; where none was read, it is said."""
    rows = where(migrants, economy=names.keys())
    rows = rows.assign(state=rows["economy"].map(names), people=rows["people"].map(digits))
    keys = ["definition", "edition", "year"]
    cells = rows.pivot(index=keys, columns="state", values="people").fillna("none read")
    return cells.reset_index().astype({"year": "str"}).rename_axis(columns=None)


@measure()
def minority(at: Moment, *, economy: str) -> Measured:
    """Ethnic Russians in per cent of the population, in the newest year that is printed."""
    rows = at.records("ethnic_russians").where(economy=economy)
    last = newest_row(rows, f"ethnic Russians in {economy}")
    return from_row(last, last["share"])


def rebased(shares: Frame, name: str) -> Prose:
    """That the newest step of ``year, value`` is a change of base, if it is too large for its
    years: more in each than what :func:`words.numbers.movement` calls steady."""
    line = shares.dropna(subset=["value"]).sort_values("year").tail(2)
    if len(line) < 2:
        return Prose()
    (before, after), (start, end) = line["value"], line["year"]
    if abs(after / before - 1) <= STEADY * (end - start):
        return Prose()
    step = f"The step from {quantity(before, '%')} ({start}) to {quantity(after, '%')} ({end})"
    return Prose(
        f"{step} is too large for so short a time: the Factbook's estimates for {name} rest on "
        "another base since, which we take to be the census of 2021."
    )


@measure()
def minority_change(at: Moment, *, economy: str) -> Measured:
    """The newest share of ethnic Russians over the oldest: a factor."""
    rows = at.records("ethnic_russians").where(economy=economy)
    last = newest_row(rows, f"ethnic Russians in {economy}")
    first = min(rows, key=lambda row: int(row["year"]))
    return from_row(last, last["share"] / first["share"], since=int(first["year"]))


def policy_cells(policy: Frame, names: Names) -> Frame:
    """Acts and counts of migration policy in words, newest first: when, whom, what, who."""
    rows = policy.sort_values("date", ascending=False)
    counts = [_counted(*row) for row in zip(rows["number"], rows["unit"], strict=True)]
    cells = {
        "date": rows["date"].map(day),
        "whom": rows["economy"].map(names).fillna("all foreigners"),
        "what": rows["act"].map(capital) + counts + (". " + rows["note"]).fillna(""),
        "office and source": rows["office"].map(capital) + "; source: " + rows["source"],
    }
    return pd.DataFrame(cells)


def _counted(number: float, unit: str) -> str:
    """A count behind its act, the source's “about” before it: “: more than 36 000 people”."""
    if pd.isna(number):
        return ""
    what, _, about = unit.partition(", ")
    return ": " + " ".join(filter(None, [about, digits(number), what]))


@measure()
def study_share(at: Moment, *, economy: str, host: str) -> Measured:
    """The part of an economy's students abroad who study in a host country, in per cent, with the
    host's rank among those that are named."""
    what = f"students of {economy} in {host}"
    rows = newest_of(study_shares(at.records("students"), economy), what)
    found = newest_row(rows.where(name=host), what)
    named = {row["name"]: row["value"] for row in rows if row["name"] != OTHER_HOSTS}
    return from_row(found, rank=rank_among(named, host))


@framed(economy="string", name="string", year="Int64", value="float64", source="string")
def study_shares(students: Rows, economy: str) -> Rows:
    """Hosts' parts of an economy's students abroad by year, in per cent: ``economy, name, year,
    value, source``."""
    return Rows(
        {
            "economy": economy,
            "name": row["host"],
            "year": year,
            "value": row["students"] / total(rows, "students") * 100,
            "source": row["source"],
        }
        for year, rows in students.where(economy=economy).by("year").items()
        for row in rows
    )
