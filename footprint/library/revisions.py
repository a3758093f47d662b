"""Two vintages of a series compared: what came, what moved, what went. Pure functions.

Series are frames ``economy, year, value``.
"""

from __future__ import annotations

import dataclasses
import itertools

from footprint.lazy import pandas as pd

YEARLY = ["economy", "year"]
STEP = ["indicator", "earlier", "later", "common", "moved", *YEARLY, "before", "after", "part"]
# A copy with fewer digits is no revision: older vintages were read from files rounded to five
# significant digits.
SAME = 1e-5
# A value that moves by more than half, measured on itself or on what is usual in its series (so
# that figures near zero may move), is a question before it is a figure: a unit slipped, a code
# reused, a base changed. The World Bank's largest known revision of the kind, Turkmenistan's GDP,
# took away two fifths.
LIMIT = 0.5
# A figure that moved by less than a hundredth tells the same story.
MOVED = 0.01


@dataclasses.dataclass(frozen=True)
class Revision:
    """What changed between two vintages of a series. ``added`` and ``lost`` have ``economy,
    year, value``, ``revised`` has ``economy, year, before, after``."""

    added: pd.DataFrame
    revised: pd.DataFrame
    lost: pd.DataFrame

    def __bool__(self) -> bool:
        return bool(len(self.added) or len(self.revised) or len(self.lost))


def compare(before: pd.DataFrame, after: pd.DataFrame) -> Revision:
    """The difference between two vintages, to the last digit; in order of economy and year."""
    old, new = (frame.set_index(YEARLY)["value"].sort_index() for frame in (before, after))
    common = old.index.intersection(new.index)
    moved = common[(old[common] != new[common]).to_numpy()]
    revised = pd.DataFrame({"before": old[moved], "after": new[moved]}, index=moved)
    added, lost = new.index.difference(old.index), old.index.difference(new.index)
    return Revision(new[added].reset_index(), revised.reset_index(), old[lost].reset_index())


def apply(before: pd.DataFrame, revision: Revision) -> pd.DataFrame:
    """The newer vintage, from the older one and the difference."""
    values = before.set_index(YEARLY)["value"].drop(pd.MultiIndex.from_frame(revision.lost[YEARLY]))
    values.update(revision.revised.set_index(YEARLY)["after"])
    both: pd.Series = pd.concat([values, revision.added.set_index(YEARLY)["value"]])
    return both.sort_index().reset_index()


def material(revision: Revision) -> pd.DataFrame:
    """The revisions beyond digits, the largest first; ``moved`` is the part of the old value."""
    rows = revision.revised
    scale = rows["before"].abs().where(rows["before"] != 0, 1.0)
    rows = rows.assign(moved=(rows["after"] - rows["before"]).abs() / scale)
    return rows[rows["moved"] > SAME].sort_values(
        ["moved", *YEARLY], ascending=[False, True, True], ignore_index=True
    )


def steps(vintages: pd.DataFrame) -> pd.DataFrame:
    """How the past of each series moved from one vintage to the next: a row for each such pair.

    ``vintages`` has ``vintage, economy, indicator, year, value``. The rows are ``indicator,
    earlier, later, common, moved`` (how many figures both have, and how many of these differ by
    more than ``MOVED``) and the largest revision, missing where nothing moved: ``economy, year,
    before, after, part`` (the part of the old value)."""
    rows = []
    for indicator, series in vintages.groupby("indicator", sort=True):
        frames = {
            name: rows[[*YEARLY, "value"]] for name, rows in series.groupby("vintage", sort=True)
        }
        for (earlier, before), (later, after) in itertools.pairwise(frames.items()):
            common = before.merge(after[YEARLY], on=YEARLY)
            moved = material(compare(common, after.merge(before[YEARLY], on=YEARLY)))
            large = moved.loc[moved["moved"] > MOVED, [*YEARLY, "before", "after", "moved"]]
            top = large.iloc[0].tolist() if len(large) else [None] * 5
            rows.append((indicator, earlier, later, len(common), len(large), *top))
    return pd.DataFrame(rows, columns=STEP)


def of_one(vintages: pd.DataFrame, indicator: str, economy: str) -> pd.DataFrame:
    """One series of one economy: a row for each vintage, oldest first, a column for each year."""
    chosen = (vintages["indicator"] == indicator) & (vintages["economy"] == economy)
    return vintages[chosen].pivot(index="vintage", columns="year", values="value").sort_index()


def objections(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Why a new vintage of a series should not be believed unasked, in words, if at all."""
    revision, doubts = compare(before, after), []
    if len(revision.lost):
        economies = revision.lost["economy"].value_counts().sort_index()
        counts = ", ".join(f"{economy} {years}" for economy, years in economies.items())
        doubts.append(f"the series shrank: years that are gone, by economy: {counts}")
    usual = before.assign(value=before["value"].abs()).groupby("economy")["value"].median()
    rows = material(revision)
    least = rows["before"].abs().combine(rows["economy"].map(usual), max)
    for _, row in rows[(rows["after"] - rows["before"]).abs() > LIMIT * least][:1].iterrows():
        old, new = number(row["before"]), number(row["after"])
        moved = f"{row['economy']} {row['year']} moved from {old} to {new}"
        doubts.append(f"{moved}, more than the limit of {LIMIT:.0%}")
    return doubts


def number(value: float) -> str:
    """A value as it stands in a report: whole from a thousand up, else four digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def unit(name: str) -> str:
    """The unit in the World Bank's name of a series, its last bracket: “% of GDP”."""
    name = name.rstrip()
    return name.removesuffix(")").rpartition("(")[2].strip() if name.endswith(")") else ""
