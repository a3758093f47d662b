"""Two vintages of a series compared: what came, what moved, what went. Pure functions.

Series are frames ``economy, year, value``.
"""

from __future__ import annotations

import dataclasses
import itertools
import re

from footprint.lazy import pandas as pd

YEARLY = ["economy", "year"]
STEP = ["indicator", "earlier", "later", "common", "moved", *YEARLY, "before", "after", "part"]
# A copy with fewer digits is no revision: older vintages were read from files rounded to five
# significant digits.
SAME = 1e-5
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


def number(value: float) -> str:
    """A value as it stands in a report: whole from a thousand up, else four digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def unit(name: str) -> str:
    """The unit in the World Bank's name of a series, its last bracket: “% of GDP”."""
    name = name.rstrip()
    return name.removesuffix(")").rpartition("(")[2].strip() if name.endswith(")") else ""


def units(name: str) -> str:
    """All that the World Bank's name of a series has in brackets: unit, base and method."""
    return "; ".join(part.strip() for part in re.findall(r"\(([^()]*)\)", name))
