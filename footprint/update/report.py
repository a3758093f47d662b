"""What an update did, in words and in plain types."""

import dataclasses
from collections.abc import Mapping

from footprint.library.revisions import Revision, material, number

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
        said = [_flip_sentence(turn) for turn in self.flipped]
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
            f"Added: {row['indicator']}, {_count_of_values(row['values'])}, the newest of {row['newest']}."
            for row in content["added"]
        ]
        said += [f"Obtained: {name}." for name in self.obtained]
        said += [
            f"Revised: {row['indicator']}, {row['economy']} {row['year']}, from {number(row['before'])} to {number(row['after'])}."
            for row in content["revised"][:10]
        ]
        if content["revised_values"] > 10:
            said.append(f"Revised in all: {_count_of_values(content['revised_values'])}.")
        said += [
            f"Lost, as accepted: {row['indicator']}, {_count_of_values(row['values'])}."
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
        return "\n".join(f"- {_as_text(line)}" for line in self.lines())


def _count_of_values(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"


def _flip_sentence(turn: Mapping) -> str:
    """A verdict that flipped, in a sentence."""
    values = [turn["value_before"], turn["value_after"]]
    figures = (
        ""
        if None in values
        else f", for the figure went from {number(values[0])} to {number(values[1])} ({turn['unit']})"
    )
    return f"The verdict on {turn['id']} ({turn['moment']}) flipped from “{turn['before']}” to “{turn['after']}”{figures}."


def _as_text(text: str) -> str:
    """Text from the service as text: no markup, no Markdown."""
    return "".join(f"&#{ord(sign)};" if sign in "<>&*_`[]\\|" else sign for sign in text)
