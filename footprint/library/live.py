"""Today's figures in this session: asked for once, checked, shown. Nothing is written."""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections.abc import Callable, Iterable, Sequence

from footprint.errors import ServiceError
from footprint.lazy import pandas as pd
from footprint.library.modes import announce, cell
from footprint.library.package import Package
from footprint.library.queries import (
    EARLIEST,
    Query,
    fewest_queries,
    renewed,
    screened,
    series_resource,
)
from footprint.library.revisions import Revision, compare, material, number
from footprint.model import Resource
from footprint.words.text import Prose, listed
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import MAIN

# Outside a notebook, what was said stands for so many seconds before the service is asked again.
PAUSE = 300
CHANGED = (
    "{}: the figures changed since the cells above ran. Run all cells again, so that sentences, "
    "verdicts and pictures are of the same."
)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came of asking for a series, in words, and its figures if there are some to believe.

    ``differs`` says that it is not as committed, ``failed`` that the service was away."""

    code: str
    walk: int
    when: datetime.datetime
    economies: frozenset[str]
    since: int
    note: str
    data: pd.DataFrame | None = None
    resource: Resource | None = None
    differs: bool = False
    failed: bool = False

    @property
    def asked(self) -> str:
        """The time of day when the service was asked."""
        return _clock(self.when)

    def covers(self, walk: int, economies: Sequence[str], since: int) -> bool:
        """Whether it came in this walk, for these economies and years among others."""
        return self.walk == walk and self.economies.issuperset(economies) and self.since <= since


class Walk:
    """A way through a notebook from top to bottom, on which nothing is asked twice: all its cells
    show one state. A cell that runs again, or one above it, begins another.

    Outside a notebook there are no cells to run again, and another begins after a pause."""

    def __init__(self) -> None:
        self.number, self.from_top = 0, True
        self._places: dict[str, int] = {}
        self._place, self._run = -1, 0
        self._began = time.monotonic()

    def step(self) -> bool:
        """Whether with the cell that runs another walk has begun."""
        now, running = time.monotonic(), cell()
        if running is None:
            place, again = -1, now - self._began >= PAUSE
        else:
            place = self._places.setdefault(running[0], len(self._places))
            again = running[1] != self._run and place <= self._place
            self._place, self._run = place, running[1]
        if again:
            self.number, self.from_top, self._began = self.number + 1, place == 0, now
        return again

    def ends(self) -> str:
        """When the service is asked again."""
        if self._run:
            return "a cell that asks is run again"
        left = PAUSE - (time.monotonic() - self._began)
        return _clock(_now() + datetime.timedelta(seconds=left))


class Live:
    """What the service said in one session. It never raises, and asks no failed service again
    before another walk. ``changed`` are the series whose figures are no longer those that were
    shown above, ``told`` the notes that stand above already."""

    def __init__(
        self,
        package: Package,
        committed: Callable[[Resource], pd.DataFrame],
        countries: Callable[[], Iterable[str]],
    ) -> None:
        self._package, self._committed, self._countries = package, committed, countries
        self._walk = Walk()
        self._resources: dict[str, Resource] = {}
        self._answers: dict[str, Answer] = {}
        self._away: dict[str, tuple[datetime.datetime, str]] = {}
        self.changed: list[str] = []
        self.told: set[str] = set()

    @property
    def moved(self) -> list[str]:
        """What to do about the figures that changed, if any did."""
        return [CHANGED.format(listed(self.changed))] if self.changed else []

    @property
    def answers(self) -> list[Answer]:
        """What came of each series that was asked for, in the order in which they were."""
        return list(self._answers.values())

    def figures(self, code: str) -> tuple[pd.DataFrame, Resource] | None:
        """Today's figures of a series, if the service gave some that are believed."""
        answer = self._answers.get(self._resource(code).indicator)
        if answer is None or answer.data is None or answer.resource is None:
            return None
        return answer.data.copy(deep=False), answer.resource

    def ask(self, codes: Sequence[str], economies: Sequence[str], since: int) -> list[str]:
        """Bring today's figures of the series that were not asked for yet; what came of all."""
        since = max(since, EARLIEST)
        if self._walk.step():
            self._away.clear()
            self.changed = [] if self._walk.from_top else self.changed
        resources = {one.indicator: one for one in map(self._resource, codes)}
        before = {code: self._answers.get(code) for code in resources}
        missing = [
            resources[code]
            for code, answer in before.items()
            if not (answer and answer.covers(self._walk.number, economies, since))
        ]
        self._bring(missing, economies, since)
        moved = [one.indicator for one in missing if self._moved(before[one.indicator], one)]
        notes = [self._answers[code].note for code in resources]
        return list(dict.fromkeys(notes + self._tell_moved(moved)))

    def _resource(self, code: str) -> Resource:
        if code not in self._resources:
            self._resources[code] = series_resource(self._package, code)
        return self._resources[code]

    def _bring(self, resources: Sequence[Resource], economies: Sequence[str], since: int) -> None:
        everywhere = list(self._countries()) if resources else ()
        for query in fewest_queries(resources, self._committed, economies, since, everywhere):
            found = None
            if not self._away.keys() & {MAIN, query.database}:
                try:
                    found = query.send()
                except ServiceError as error:
                    self._away[query.database] = _now(), str(error)
            for resource in query.resources:
                self._answers[resource.indicator] = (
                    self._believed(resource, query, found)
                    if found
                    else self._failed(query, resource)
                )

    def _believed(self, resource: Resource, query: Query, found: Observations) -> Answer:
        """The figures of a series, unless something speaks against them; and what happened."""
        code, (_, economies, since, _) = resource.indicator, query.what
        asked = code, self._walk.number, _now(), frozenset(economies), since
        after, objections = screened(resource, query, found)
        if after is None or objections:
            shown = "the committed figures are shown, for " if self._is_held(resource) else ""
            return Answer(*asked, f"{code}: {shown}{'; '.join(objections)}.", differs=True)
        revision, now = compare(query.committed[code], after), renewed(resource, found)
        changes = _differences(revision)
        if resource.service_name and resource.service_name != now.service_name:
            changes.append(f"called “{now.service_name}”, no longer “{resource.service_name}”")
        if found.unknown:
            lost = listed(found.unknown)
            changes.append(f"the service knows {lost} no longer, whose committed figures stay")
        what = ", ".join(changes) or "the same as the committed figures"
        note = f"{code}: {what}; release of {now.vintage}, retrieved {found.retrieved}."
        return Answer(*asked, note, after, now, differs=bool(changes))

    def _failed(self, query: Query, resource: Resource) -> Answer:
        """Where the service is away: what it said before in this session still stands."""
        when, error = self._away.get(query.database) or self._away[MAIN]
        kept = self._answers.get(resource.indicator)
        again = self._walk.ends()
        asked = f"The service was asked at {_clock(when)}, and is not again before {again}."
        if kept and kept.data is not None:
            note = f"The figures of {kept.asked} are shown: {error} {asked}"
            return dataclasses.replace(kept, walk=self._walk.number, note=note, failed=True)
        stand = "The committed figures are shown" if self._is_held(resource) else "No figures"
        note = f"{stand}: {error} {asked}"
        of = resource.indicator, self._walk.number, when, frozenset(query.besides), query.since
        return Answer(*of, note, failed=True)

    def _is_held(self, resource: Resource) -> bool:
        """Whether data/ has a series, be it under the code that it had before."""
        codes = (resource.indicator, resource.succeeds)
        return any(self._package.find(code) for code in codes if code)

    def _moved(self, before: Answer | None, resource: Resource) -> bool:
        """Whether figures that cells above have shown are others now."""
        if before is None or (self._walk.from_top and before.walk != self._walk.number):
            return False
        after = self._answers[resource.indicator].data
        old, new = (
            self._committed(resource) if frame is None else frame for frame in (before.data, after)
        )
        among = new["economy"].isin(old["economy"]) & new["year"].ge(old["year"].min())
        revision = compare(old, new[among] if len(old) else new)
        return bool(len(revision.added) or len(revision.lost) or len(material(revision)))

    def _tell_moved(self, codes: Sequence[str]) -> list[str]:
        """What to do about figures that moved; in a notebook it is shown at once."""
        self.changed += [code for code in codes if code not in self.changed]
        if not codes:
            return []
        sentence = CHANGED.format(listed(codes))
        if announce(Prose(sentence)):
            self.told.add(sentence)
        return [sentence]


def _clock(when: datetime.datetime) -> str:
    """A time of day, with its zone."""
    return when.strftime("%H:%M %Z").strip()


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _differences(revision: Revision) -> list[str]:
    """What differs from the committed figures, in clauses."""
    moved, told = material(revision), []
    if len(revision.added):
        told.append(f"new beside the committed figures: {len(revision.added)}")
    if len(moved):
        top = moved.iloc[0]
        before, after = (number(top[column]) for column in ("before", "after"))
        told.append(
            f"revised: {len(moved)}, "
            f"most of all {top['economy']} {top['year']} from {before} to {after}"
        )
    return told
