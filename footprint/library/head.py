"""What stands at the head of a chapter where it is run: mode, release, what is not as committed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from footprint import render
from footprint.library.package import Package
from footprint.library.pulls import DAY_KNOWN, dated_vintages
from footprint.words.text import day, listed

if TYPE_CHECKING:
    from footprint.library.live import Answer, Live

# So many series that differ are told in the open, more are folded.
IN_THE_OPEN = 3


@dataclasses.dataclass(frozen=True)
class Standing:
    """Which figures a chapter shows: sentences, series that differ, and how to switch the mode."""

    sentences: Sequence[str]
    differing: Sequence[str]
    other: str

    def _repr_html_(self) -> render.Html:
        mode = "live" if self.other == "frozen" else "frozen"
        page = {"mode": mode, "folded": len(self.differing) > IN_THE_OPEN, **vars(self)}
        return render.shown(render.html("standing.html", **page))


def standing(package: Package, live: Live | None) -> Standing:
    """The standing of a library, frozen if there is no ``live``. What it tells is not repeated."""
    if live is None:
        dated = dated_vintages(package)
        newest = f" The newest are of the release of {day(dated[-1])}." if dated else ""
        told = f"The committed figures are shown, and the World Bank is not asked.{newest}"
        return Standing([told], [], "live")
    answers = live.answers
    live.told.update(one.note for one in answers)
    failures = dict.fromkeys(_failure(answers, one.note) for one in answers if one.failed)
    differing = [one.note for one in answers if one.differs and not one.failed]
    return Standing([_summary(answers), *failures, *live.moved], differing, "frozen")


def _summary(answers: Sequence[Answer]) -> str:
    """How many series are the service's, when it was asked, of which release, and how many of
    them are not as committed."""
    shown = [(one, one.resource) for one in answers if one.resource]
    if not shown:
        return f"Of {len(answers)} series that were asked for, none is the World Bank's of today."
    times = dict.fromkeys(one.asked for one, _ in shown)
    changed = sum(one.differs for one, _ in shown)
    how = f"{changed} of them not as committed" if changed else "all of them as committed"
    releases = dict.fromkeys((entry.database, entry.vintage) for _, entry in shown)
    told = [f"{name}, {day(of) if DAY_KNOWN.fullmatch(of) else of}" for name, of in releases]
    return (
        f"{len(shown)} of {len(answers)} series are the World Bank's, asked at {listed([*times])}, "
        f"{how}. Of the release of: {'; '.join(told)}."
    )


def _failure(answers: Sequence[Answer], note: str) -> str:
    """A failure with the series that it cost."""
    return f"{listed([one.code for one in answers if one.note == note])}: {note}"
