"""Today's figures in this session: asked for once, checked, shown. Nothing is written."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Sequence

from footprint.errors import ServiceError
from footprint.lazy import pandas as pd
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
from footprint.worldbank.answers import Observations

# For so many seconds an answer stands before the service is asked again, and so does a failure.
PAUSE = 300


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came of asking for a series: a sentence, and its figures if they are believed."""

    when: float
    economies: frozenset[str]
    since: int
    note: str
    data: pd.DataFrame | None = None
    resource: Resource | None = None

    def covers(self, economies: Sequence[str], since: int) -> bool:
        """Whether it is fresh, and was asked for these economies and years among others."""
        fresh = time.monotonic() - self.when < PAUSE
        return fresh and self.economies.issuperset(economies) and self.since <= since


class Live:
    """What the service said in one session. It never raises, and asks no failed service again."""

    def __init__(
        self,
        package: Package,
        committed: Callable[[Resource], pd.DataFrame],
        countries: Callable[[], Iterable[str]],
    ) -> None:
        self._package, self._committed, self._countries = package, committed, countries
        self._answers: dict[str, Answer] = {}
        self._failure: tuple[float, str] | None = None

    def figures(self, code: str) -> tuple[pd.DataFrame, Resource] | None:
        """Today's figures of a series, if the service gave some that are believed."""
        answer = self._answers.get(code)
        if answer is None or answer.data is None or answer.resource is None:
            return None
        return answer.data.copy(deep=False), answer.resource

    def ask(self, codes: Sequence[str], economies: Sequence[str], since: int) -> list[str]:
        """Bring today's figures of the series that were not asked for yet; what came of all."""
        since = max(since, EARLIEST)
        missing = [code for code in codes if not self._covered(code, economies, since)]
        for code in missing:
            self._answers.pop(code, None)
        if missing and not self._failed():
            self._bring(missing, economies, since)
        notes = [self._answers[code].note for code in codes if code in self._answers]
        lacking = any(code not in self._answers for code in codes)
        return notes + ([self._failure[1]] if self._failure and lacking else [])

    def _covered(self, code: str, economies: Sequence[str], since: int) -> bool:
        return code in self._answers and self._answers[code].covers(economies, since)

    def _failed(self) -> bool:
        return self._failure is not None and time.monotonic() - self._failure[0] < PAUSE

    def _bring(self, codes: Sequence[str], economies: Sequence[str], since: int) -> None:
        resources = {code: series_resource(self._package, code) for code in codes}
        wanted, everywhere = resources.values(), list(self._countries())
        for query in fewest_queries(wanted, self._committed, economies, since, everywhere):
            try:
                answer = query.send()
            except ServiceError as error:
                sentence = f"The committed figures are shown: {error}"
                self._failure = time.monotonic(), sentence
                return
            for code, resource in resources.items():
                if resource in query.resources:
                    self._answers[code] = _believed(code, resource, query, answer)


def _believed(code: str, resource: Resource, query: Query, found: Observations) -> Answer:
    """The figures of a series, unless something speaks against them; and what happened."""
    _, economies, since, _ = query.what
    asked = time.monotonic(), frozenset(economies), since
    after, objections = screened(resource, query, found)
    if after is None or objections:
        return Answer(
            *asked, f"{code}: the committed figures are shown, for {'; '.join(objections)}."
        )
    changes = _differences(compare(query.committed[resource.indicator], after))
    note = f"{code}: {changes}; release of {found.last_updated}, retrieved {found.retrieved}."
    return Answer(*asked, note, after, renewed(resource, found))


def _differences(revision: Revision) -> str:
    """What differs from the committed figures, in a clause."""
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
    return ", ".join(told) or "the same as the committed figures"
