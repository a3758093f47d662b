"""What an update did, in words and in plain types."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from footprint import render
from footprint.lazy import pandas as pd
from footprint.library.queries import NO_DAY
from footprint.library.revisions import Revision, material, number
from footprint.words.text import as_text

# So many revisions are kept in a report, and so many told; the largest first.
KEPT, TOLD = 50, 10


@dataclasses.dataclass
class Report:
    """What an update did, or why it did nothing; ``str`` of it is for the command line."""

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
    asked: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    unanswered: dict[str, str] = dataclasses.field(default_factory=dict)
    notes: list[str] = dataclasses.field(default_factory=list)
    flipped: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nobody need look: every series was had, and none is asked about."""
        return not (self.refused or self.asked or self.vanished or self.unanswered)

    def as_json(self) -> dict[str, Any]:
        """The report in plain types, the largest revisions first and at most fifty of them."""
        added = [(code, found.added) for code, found in self.revisions.items() if len(found.added)]
        lost = [(code, found.lost) for code, found in self.revisions.items() if len(found.lost)]
        revised = self._revised()
        return {
            "date": self.date,
            "releases": self.releases,
            "flipped": self.flipped,
            "added": [
                {"indicator": code, "values": len(rows), "newest": int(rows["year"].max())}
                for code, rows in added
            ],
            "revised": revised[:KEPT],
            "revised_values": len(revised),
            "lost": [{"indicator": code, "values": len(rows)} for code, rows in lost],
            "obtained": self.obtained,
            "vanished": self.vanished,
            "renamed": self.renamed,
            "missed": self.missed,
            "asked": self.asked,
            "unanswered": self.unanswered,
            "notes": self.notes,
        }

    def _revised(self) -> list[dict[str, Any]]:
        frames = [material(one).assign(indicator=code) for code, one in self.revisions.items()]
        if not frames:
            return []
        rows = pd.concat(frames).sort_values("moved", ascending=False, kind="stable")
        columns = ["indicator", "economy", "year", "before", "after"]
        plain = rows[columns].astype({"year": "int64"}).astype("object")
        return [dict(zip(columns, row, strict=True)) for row in plain.to_numpy().tolist()]

    def lines(self) -> list[str]:
        """The report in words; verdicts that flipped come first."""
        if self.refused:
            return [self.refused]
        content = self.as_json()
        return [
            *map(_flip, self.flipped),
            self._outcome(),
            *self._questions(),
            *(f"Release of {name}: {day or NO_DAY}." for name, day in self.releases.items()),
            *map(_added, content["added"]),
            *(f"Obtained: {name}." for name in self.obtained),
            *map(_revision, content["revised"][:TOLD]),
            *_rest(content["revised_values"]),
            *(f"Lost, as accepted: {_values(row)}." for row in content["lost"]),
            *(f"Vanished, so the figures of data/ stay: {why}" for why in self.vanished.values()),
            *(f"Renamed: {code}, {what}." for code, what in self.renamed.items()),
            *(
                f"Not obtained, so what data/ has stays: {name}. {why}"
                for name, why in self.missed.items()
            ),
            *(
                f"No answer, so the figures of data/ stay: {codes}. {why}"
                for codes, why in self.unanswered.items()
            ),
            *(f"Note: {note.removesuffix('.')}." for note in self.notes),
        ]

    def _questions(self) -> list[str]:
        """What is asked, and the command that answers yes."""
        told = [
            f"Asked, so the figures of data/ stay: {name}: {'; '.join(doubts)}."
            for name, doubts in self.asked.items()
        ]
        accept = " ".join(f"--accept {name}" for name in self.asked)
        how = "Look at the figures; if they are right, run: python -m footprint update"
        return [*told, f"{how} {accept}"] if told else []

    def _outcome(self) -> str:
        if not self.changed:
            if self.clean and not self.missed:
                return "Nothing new: the service's figures are those of data/."
            return "Nothing was written: of what came, only what is named below is new."
        if self.dry_run:
            return "A dry run: nothing was written. This is what an update would bring."
        new = self.obtained or any(self.revisions.values())
        what = "new figures" if new else "the day of a new release, and no new figure"
        return (
            f"data/ has {what}; the report is data/{self.path}. "
            "Rebuild the book to show them: make book"
        )

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_markdown_(self) -> str:
        return "\n".join(f"- {as_text(line)}" for line in self.lines())


render.shows(Report, lambda report: render.markdown_shown(report._repr_markdown_()))


def _values(row: Mapping[str, Any]) -> str:
    return f"{row['indicator']}, {_counted(row['values'])}"


def _counted(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"


def _added(row: Mapping[str, Any]) -> str:
    return f"Added: {_values(row)}, the newest of {row['newest']}."


def _revision(row: Mapping[str, Any]) -> str:
    before, after = number(row["before"]), number(row["after"])
    return f"Revised: {row['indicator']}, {row['economy']} {row['year']}, from {before} to {after}."


def _rest(count: int) -> list[str]:
    return [f"Revised in all: {_counted(count)}."] if count > TOLD else []


def _flip(turn: Mapping[str, Any]) -> str:
    """A verdict that flipped, in a sentence."""
    before, after, figures = turn["value_before"], turn["value_after"], ""
    if before is not None and after is not None:
        moved = f"from {number(before)} to {number(after)}"
        figures = f", for the figure went {moved} ({turn['unit']})"
    return (
        f"The verdict on {turn['id']} ({turn['moment']}) "
        f"flipped from “{turn['before']}” to “{turn['after']}”{figures}."
    )
