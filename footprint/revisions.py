"""Two editions of a series compared: what came, what moved, what went. Pure functions over frames ``economy, year, value``."""

import dataclasses
import itertools
from collections.abc import Mapping

import pandas as pd

KEY = ["economy", "year"]
# A copy with fewer digits is no revision: older editions were read from files rounded to five significant digits.
SAME = 1e-5
# A value that moves by more than half, measured on itself or on what is usual in its series (so that figures near zero
# may move), is a question before it is a figure: a unit slipped, a code reused, a base changed. The World Bank's largest
# known revision of the kind, Turkmenistan's GDP, took away two fifths.
LIMIT = 0.5


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
    old, new = (frame.set_index(KEY)["value"].sort_index() for frame in (before, after))
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
    values = before.set_index(KEY)["value"].drop(pd.MultiIndex.from_frame(revision.lost[KEY]))
    values.update(revision.revised.set_index(KEY)["after"])
    return pd.concat([values, revision.added.set_index(KEY)["value"]]).sort_index().reset_index()


def material(revision: Revision) -> pd.DataFrame:
    """The revisions that are more than a matter of digits, the largest first, with ``moved``: the part of the old value."""
    held = revision.revised
    moved = (held["after"] - held["before"]).abs() / held["before"].abs().where(
        held["before"] != 0, 1.0
    )
    return held.assign(moved=moved)[moved > SAME].sort_values(
        ["moved", *KEY], ascending=[False, True, True], ignore_index=True
    )


# A figure that moved by less than a hundredth tells the same story.
MOVED = 0.01


def steps(editions: pd.DataFrame) -> pd.DataFrame:
    """How the past of each series moved from one edition to the next: a row for each pair that follow each other.

    ``editions`` has ``vintage, economy, indicator, year, value``. The rows are ``indicator, earlier, later, common, moved`` (how many
    figures both have, and how many of these differ by more than ``MOVED``) and the largest revision, missing where nothing moved:
    ``economy, year, before, after, part`` (the part of the old value).
    """
    rows = []
    for indicator, held in editions.groupby("indicator", sort=True):
        vintages = {
            name: frame[[*KEY, "value"]] for name, frame in held.groupby("vintage", sort=True)
        }
        for (earlier, before), (later, after) in itertools.pairwise(vintages.items()):
            common = before.merge(after[KEY], on=KEY)
            moved = material(compare(common, after.merge(before[KEY], on=KEY)))
            large = moved[moved["moved"] > MOVED]
            top = (
                large.iloc[0][[*KEY, "before", "after", "moved"]].tolist()
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


# What an update did -----------------------------------------------------------------------------------------

SHOWN = 50


@dataclasses.dataclass
class Report:
    """What an update did, or why it did nothing; ``str`` of it is for the command line, and notebooks show the same."""

    date: str
    refused: str = ""
    dry_run: bool = False
    changed: bool = False
    path: str = ""
    releases: dict[str, str] = dataclasses.field(default_factory=dict)
    revisions: dict[str, Revision] = dataclasses.field(default_factory=dict)
    obtained: list[str] = dataclasses.field(default_factory=list)
    vanished: dict[str, str] = dataclasses.field(default_factory=dict)
    renamed: dict[str, str] = dataclasses.field(default_factory=dict)
    missed: dict[str, str] = dataclasses.field(default_factory=dict)
    flipped: list[Mapping] = dataclasses.field(default_factory=list)

    def as_json(self) -> dict:
        """The report in plain types, the largest revisions first and at most fifty of them."""
        return {
            "date": self.date,
            "releases": self.releases,
            "flipped": list(self.flipped),
            "added": [
                {
                    "indicator": code,
                    "values": len(found.added),
                    "newest": int(found.added["year"].max()),
                }
                for code, found in self.revisions.items()
                if len(found.added)
            ],
            "revised": self._revised()[:SHOWN],
            "revised_values": len(self._revised()),
            "lost": [
                {"indicator": code, "values": len(found.lost)}
                for code, found in self.revisions.items()
                if len(found.lost)
            ],
            "obtained": self.obtained,
            "vanished": self.vanished,
            "renamed": self.renamed,
            "missed": self.missed,
        }

    def _revised(self) -> list[dict]:
        rows = [
            row._asdict() | {"indicator": code}
            for code, found in self.revisions.items()
            for row in material(found).itertuples(index=False)
        ]
        rows.sort(key=lambda row: -row["moved"])
        return [
            {
                "indicator": row["indicator"],
                "economy": row["economy"],
                "year": int(row["year"]),
                "before": row["before"],
                "after": row["after"],
            }
            for row in rows
        ]

    def lines(self) -> list[str]:
        """The report in words; verdicts that flipped come first."""
        if self.refused:
            return [self.refused]
        said = [_turn(turn) for turn in self.flipped]
        content = self.as_json()
        if not self.changed:
            said.append("Nothing new: the service's figures are those of data/.")
        elif self.dry_run:
            said.append("A dry run: nothing was written. This is what an update would bring.")
        else:
            said.append(
                f"data/ has new figures; the report is data/{self.path}. Rebuild the book to show them: make book"
            )
        said += [f"Release of {database}: {day}." for database, day in self.releases.items()]
        said += [
            f"Added: {row['indicator']}, {_values(row['values'])}, the newest of {row['newest']}."
            for row in content["added"]
        ]
        said += [f"Obtained: {name}." for name in self.obtained]
        said += [
            f"Revised: {row['indicator']}, {row['economy']} {row['year']}, from {number(row['before'])} to {number(row['after'])}."
            for row in content["revised"][:10]
        ]
        if content["revised_values"] > 10:
            said.append(f"Revised in all: {_values(content['revised_values'])}.")
        said += [
            f"Lost, as accepted: {row['indicator']}, {_values(row['values'])}."
            for row in content["lost"]
        ]
        said += [
            f"Vanished, so the figures of data/ stay: {what}" for what in self.vanished.values()
        ]
        said += [f"Renamed: {code}, {what}." for code, what in self.renamed.items()]
        said += [
            f"Not obtained, so what data/ has stays: {name}. {what}"
            for name, what in self.missed.items()
        ]
        return said

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_markdown_(self) -> str:
        return "\n".join(f"- {_plain(line)}" for line in self.lines())


def _values(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"


def _turn(turn: Mapping) -> str:
    """A verdict that flipped, in a sentence."""
    values = [turn["value_before"], turn["value_after"]]
    figures = (
        ""
        if None in values
        else f", for the figure went from {number(values[0])} to {number(values[1])} ({turn['unit']})"
    )
    return f"The verdict on {turn['id']} ({turn['moment']}) flipped from “{turn['before']}” to “{turn['after']}”{figures}."


def _plain(text: str) -> str:
    """Text from the service as text: no markup, no Markdown."""
    return "".join(f"&#{ord(sign)};" if sign in "<>&*_`[]\\|" else sign for sign in text)
