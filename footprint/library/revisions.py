"""Two editions of a series compared: what came, what moved, what went. Pure functions over frames ``economy, year, value``."""

import dataclasses
import itertools

import pandas as pd

YEARLY = ["economy", "year"]
# A copy with fewer digits is no revision: older editions were read from files rounded to five significant digits.
SAME = 1e-5
# A value that moves by more than half, measured on itself or on what is usual in its series (so that figures near zero
# may move), is a question before it is a figure: a unit slipped, a code reused, a base changed. The World Bank's largest
# known revision of the kind, Turkmenistan's GDP, took away two fifths.
LIMIT = 0.5
# A figure that moved by less than a hundredth tells the same story.
MOVED = 0.01


@dataclasses.dataclass(frozen=True)
class Revision:
    """What changed between two editions, as frames: ``added`` and ``lost`` (``economy, year, value``), ``revised`` (``economy, year, before, after``)."""

    added: pd.DataFrame
    revised: pd.DataFrame
    lost: pd.DataFrame

    def __bool__(self) -> bool:
        return bool(len(self.added) or len(self.revised) or len(self.lost))


def compare(before: pd.DataFrame, after: pd.DataFrame) -> Revision:
    """The difference between two editions, to the last digit; rows in order of economy and year."""
    old, new = (frame.set_index(YEARLY)["value"].sort_index() for frame in (before, after))
    common = old.index.intersection(new.index)
    moved = common[(old[common] != new[common]).to_numpy()]
    revised = pd.DataFrame({"before": old[moved], "after": new[moved]}, index=moved).reset_index()
    return Revision(
        new[new.index.difference(old.index)].reset_index(),
        revised,
        old[old.index.difference(new.index)].reset_index(),
    )


def apply(before: pd.DataFrame, revision: Revision) -> pd.DataFrame:
    """The newer edition, from the older one and the difference."""
    values = before.set_index(YEARLY)["value"].drop(pd.MultiIndex.from_frame(revision.lost[YEARLY]))
    values.update(revision.revised.set_index(YEARLY)["after"])
    return pd.concat([values, revision.added.set_index(YEARLY)["value"]]).sort_index().reset_index()


def material(revision: Revision) -> pd.DataFrame:
    """The revisions that are more than a matter of digits, the largest first, with ``moved``: the part of the old value."""
    held = revision.revised
    moved = (held["after"] - held["before"]).abs() / held["before"].abs().where(
        held["before"] != 0, 1.0
    )
    return held.assign(moved=moved)[moved > SAME].sort_values(
        ["moved", *YEARLY], ascending=[False, True, True], ignore_index=True
    )


def steps(editions: pd.DataFrame) -> pd.DataFrame:
    """How the past of each series moved from one edition to the next: a row for each pair that follow each other.

    ``editions`` has ``vintage, economy, indicator, year, value``. The rows are ``indicator, earlier, later, common, moved`` (how many
    figures both have, and how many of these differ by more than ``MOVED``) and the largest revision, missing where nothing moved:
    ``economy, year, before, after, part`` (the part of the old value).
    """
    rows = []
    for indicator, held in editions.groupby("indicator", sort=True):
        vintages = {
            name: frame[[*YEARLY, "value"]] for name, frame in held.groupby("vintage", sort=True)
        }
        for (earlier, before), (later, after) in itertools.pairwise(vintages.items()):
            common = before.merge(after[YEARLY], on=YEARLY)
            moved = material(compare(common, after.merge(before[YEARLY], on=YEARLY)))
            large = moved[moved["moved"] > MOVED]
            top = (
                large.iloc[0][[*YEARLY, "before", "after", "moved"]].tolist()
                if len(large)
                else [None] * 5
            )
            rows.append((indicator, earlier, later, len(common), len(large), *top))
    return pd.DataFrame(
        rows,
        columns=[
            "indicator",
            "earlier",
            "later",
            "common",
            "moved",
            "economy",
            "year",
            "before",
            "after",
            "part",
        ],
    )


def of_one(editions: pd.DataFrame, indicator: str, economy: str) -> pd.DataFrame:
    """One series of one economy in all editions: a row for each edition, oldest first, a column for each year; gaps stay gaps."""
    held = editions[(editions["indicator"] == indicator) & (editions["economy"] == economy)]
    return held.pivot(index="vintage", columns="year", values="value").sort_index()


def objections(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Why a new edition of a series should not be believed unasked, in words; empty where nothing speaks against it."""
    revision = compare(before, after)
    said = []
    if len(revision.lost):
        economies = revision.lost["economy"].value_counts().sort_index()
        counts = ", ".join(f"{economy} {years}" for economy, years in economies.items())
        said.append(f"the series shrank: years that are gone, by economy: {counts}")
    usual = before.assign(value=before["value"].abs()).groupby("economy")["value"].median()
    for row in material(revision).itertuples():
        if abs(row.after - row.before) > LIMIT * max(abs(row.before), usual[row.economy]):
            said.append(
                f"{row.economy} {row.year} moved from {number(row.before)} to {number(row.after)}, more than the limit of {LIMIT:.0%}"
            )
            break
    return said


def number(value: float) -> str:
    """A value as it stands in a report: whole from a thousand up, else four digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def unit(name: str) -> str:
    """The unit in the World Bank's name of a series, its last bracket: “% of GDP”."""
    return (
        name.rstrip().removesuffix(")").rpartition("(")[2].strip()
        if name.rstrip().endswith(")")
        else ""
    )
