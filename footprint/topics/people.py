"""People abroad and at home: migrants, ethnic Russians, and the policy that concerns them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Claim, Measured, Moment
from footprint.topics.measure import measure, newest_row, newest_year
from footprint.words.numbers import digits, quantity
from footprint.words.text import capital, day


@measure()
def people(at: Moment, *, economies: Sequence[str], definition: str) -> Measured:
    """People counted under one definition, in millions, summed over economies for the newest year that has them all."""
    held = at.records("migrants")
    held = held[(held["definition"] == definition) & held["economy"].isin(list(economies))]
    held = held[held["edition"] == held["edition"].max()]
    complete = held.groupby("year").filter(lambda rows: set(rows["economy"]) == set(economies))
    rows = newest_year(complete, f"people of {' and '.join(economies)}: {definition}")
    return Measured(
        float(rows["people"].sum()) / 1e6, int(rows["year"].iloc[0]), rows["source"].iloc[0]
    )


@measure()
def minority(at: Moment, *, economy: str) -> Measured:
    """Ethnic Russians in per cent of the population, in the newest year that an edition of the World Factbook prints."""
    last = newest_row(_russians(at, economy), f"ethnic Russians in {economy}")
    return Measured(float(last["share"]), int(last["year"]), last["source"])


@measure()
def minority_change(at: Moment, *, economy: str) -> Measured:
    """The newest share of ethnic Russians over the oldest: a factor."""
    held = _russians(at, economy).sort_values("year")
    last = newest_row(held, f"ethnic Russians in {economy}")
    return Measured(
        float(last["share"] / held["share"].iloc[0]),
        int(last["year"]),
        last["source"],
        {"since": int(held["year"].iloc[0])},
    )


def _russians(at: Moment, economy: str) -> pd.DataFrame:
    held = at.records("ethnic_russians")
    return held[held["economy"] == economy]


def reached(data: pd.DataFrame, claim: Claim) -> str:
    """A title: how many of the counts ``name, value`` reach the lower edge at which the claim holds, and which is the largest."""
    held, least, unit = data.dropna(subset=["value"]), claim.bands.holds[0].low, claim.unit
    if held.empty:
        return "No count was read"
    top, count = held.loc[held["value"].idxmax()], int((held["value"] >= least).sum())
    said = f"{count} of {len(held)} counts reach" if count else "No count reaches"
    return f"{said} {quantity(least, unit)}; the largest is {quantity(top['value'], unit)}: {top['name']}"


def people_cells(migrants: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Counts of people, a row for each definition, edition and year, a column for each economy; where no count was read, it is said."""
    held = migrants[migrants["economy"].isin(list(names.keys()))].assign(
        state=migrants["economy"].map(names), people=migrants["people"].map(digits)
    )
    cells = (
        held.pivot(index=["definition", "edition", "year"], columns="state", values="people")
        .fillna("none read")
        .reset_index()
    )
    return cells.astype({"year": "str"}).rename_axis(columns=None)


def policy_cells(policy: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Acts and counts of Russia's migration policy, the newest first, in words: when, whom it concerns, what was done to how many, and by whom."""
    held = policy.sort_values("date", ascending=False)
    what = [
        f"{capital(row.act)}{_acted_on(row.number, row.unit)}{'' if pd.isna(row.note) else f'. {row.note}'}"
        for row in held.itertuples()
    ]
    return pd.DataFrame(
        {
            "date": held["date"].map(day),
            "whom": held["economy"].map(names).fillna("all foreigners"),
            "what": what,
            "office and source": held["office"].map(capital) + "; source: " + held["source"],
        }
    )


def _acted_on(number: float, unit: str) -> str:
    """A count behind its act, the source's “about” before it: “: more than 36 000 people”; nothing where nothing was counted."""
    if pd.isna(number):
        return ""
    what, _, about = unit.partition(", ")
    return ": " + " ".join(filter(None, [about, digits(number), what]))
