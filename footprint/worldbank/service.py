"""A conversation with a service: pages side by side, and asked again as long as there is hope."""

import math
import multiprocessing
import random
import re
import time
from collections.abc import Callable
from multiprocessing.pool import ThreadPool
from typing import Generic, NamedTuple, TypeVar

from tqdm import tqdm

from footprint.errors import ServiceError
from footprint.worldbank.answers import (
    MALFORMED,
    Json,
    count_of,
    header_and_rows,
    plain_text,
    without_message,
)
from footprint.worldbank.clock import unwatched
from footprint.worldbank.errors import Again, Doubt, Doubted, Refused
from footprint.worldbank.limits import (
    CONNECTIONS,
    FIRST_WAIT,
    MOST_MEMBERS,
    MOST_SHARES,
    PAGE_SIZES,
)
from footprint.worldbank.settings import WORLDBANK
from footprint.worldbank.transport import Transport

T = TypeVar("T")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Question(NamedTuple, Generic[T]):
    """An address without its page, how to read the rows, how many there can be, and the database
    that must answer."""

    url: str
    read: Callable[[list[Json]], T]
    most: int = MOST_MEMBERS
    source: int = 0


class Page(NamedTuple, Generic[T]):
    """One page of an answer: rows from ``start``, at most ``size`` of ``total``."""

    url: str
    start: int
    size: int
    total: int
    updated: str
    content: T


def world_bank(api: str | None = None, deadline: float | None = None) -> "Service":
    """The World Bank's service of indicators."""
    return Service("The World Bank's service", "WORLDBANK_API", WORLDBANK, api, deadline)


class Service(Transport):
    """A conversation with one service for one pull: four connections at most, one deadline.

    Requests run in threads of their own, so that nothing outlasts the deadline: no host name that
    never resolves, no header that trickles in."""

    def __enter__(self) -> "Service":
        self.pool = ThreadPool(CONNECTIONS)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.pool.terminate()
        self.session.close()

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """The result of work done in a thread, or ServiceError at the deadline."""
        if not self.left():
            raise self.late()
        return self._until_late(self.pool.apply_async(work, arguments).get)

    def _until_late(self, get: Callable[[float], T]) -> T:
        """What a thread brought: the one exit of all that is asked, and each is a ServiceError."""
        try:
            return get(self.left())
        except multiprocessing.TimeoutError:
            raise self.late() from None
        except Refused as refusal:
            raise Refused(refusal.words, f"{self.name} ({self.host})") from None

    def fetch(self, url: str, read: Callable[[Json], T], attempt: int = 0) -> T:
        """An answer that has no pages, read."""
        try:
            answer = self.answer(url, MOST_SHARES)
            without_message(answer)
            return read(answer)
        except Again as error:
            self._wait(error, attempt)
        except MALFORMED:
            self._wait(Doubt("sent data in an unknown form"), attempt)
        return self.fetch(url, read, attempt + 1)

    def listed(self, path: str, pick: Callable[[Json], T]) -> list[T]:
        """What ``pick`` takes from each entry of a list of metadata."""
        pages = self.walk(f"{path}?format=json", lambda rows: [pick(row) for row in rows])
        return [picked for page in pages for picked in page.content]

    def walk(
        self, path: str, read: Callable[[list[Json]], T], most: int = MOST_MEMBERS, source: int = 0
    ) -> list[Page[T]]:
        """Every page under an address: the first tells how many, the others come side by side."""
        question = Question(f"{self.base}/{path}", read, most, source)
        pages = self.run(self._slice, question, 0, PAGE_SIZES[0], None)
        first = pages[0]
        starts = range(first.size, first.total, first.size)
        if not starts:
            return pages
        rest = self.pool.imap_unordered(
            lambda start: self._slice(question, start, first.size, first), starts
        )
        # Shown on a terminal or in a notebook, and only if it takes its time.
        hide, total = unwatched(), 1 + len(starts)
        with tqdm(
            total=total, initial=1, desc=self.host, unit="page", disable=hide, delay=2, leave=False
        ) as bar:
            for _ in starts:
                pages = pages + self._until_late(rest.next)
                bar.update()
        return sorted(pages, key=lambda page: page.start)

    def _slice(
        self, question: Question[T], start: int, size: int, first: Page[T] | None, attempt: int = 0
    ) -> list[Page[T]]:
        """The rows from ``start``: as one page of this size or, if that fails, as smaller ones."""
        try:
            return [self._page(question, start, size, first)]
        except Again as error:
            fault = error
        self._wait(fault, attempt)
        smaller = PAGE_SIZES[attempt + 1]
        step = smaller if fault.less and size % smaller == 0 else size
        # How many rows there are is not known before the first page has come.
        end = min(start + size, first.total) if first else start + 1
        return [
            page
            for begin in range(start, end, step)
            for page in self._slice(question, begin, step, first, attempt + 1)
        ]

    def _page(self, question: Question[T], start: int, size: int, first: Page[T] | None) -> Page[T]:
        """One page, if it is the one asked for and whole."""
        number = start // size + 1
        url = f"{question.url}&per_page={size}&page={number}"
        try:
            header, rows = header_and_rows(self.answer(url, min(size, question.most)))
            if total := count_of(header.get("total") or 0):
                page, pages, sent = (
                    count_of(header[name]) for name in ("page", "pages", "per_page")
                )
                # A service that gives smaller pages is taken at its word, from the first page on.
                size = sent if first is None and 0 < sent < size else size
                if total > question.most:
                    raise Doubt(f"announced {total} rows, more than it can have been asked for")
                whole = (number, math.ceil(total / size), size, min(size, total - start))
                if (page, pages, sent, len(rows)) != whole:
                    place = f"{len(rows)} rows as page {page} of {pages}"
                    raise Doubt(f"sent {place}, where {total} rows were announced")
            updated = header.get("lastupdated")
            updated = updated if isinstance(updated, str) and DAY.fullmatch(updated) else ""
            if first and (total, updated) != (first.total, first.updated):
                raise Doubt("changed its figures while they were read")
            source = question.source
            if source and str(header.get("sourceid") or source) != str(source):
                other = plain_text(header["sourceid"])
                raise Doubt(f"answered from database {other}, asked for {source}")
            return Page(url, start, size, total, updated, question.read(rows))
        except MALFORMED:
            raise Doubt("sent rows in an unknown form") from None

    def _wait(self, fault: Again, attempt: int) -> None:
        """Wait, longer each time; ServiceError after the last attempt or if time runs out."""
        usual = FIRST_WAIT * 2**attempt * random.uniform(1, 2)
        seconds = usual if fault.after is None else fault.after
        if attempt + 1 < fault.tries and seconds < self.left():
            self.stopped.wait(seconds)
            return
        passed = math.ceil(time.monotonic() - self.began)
        times = f" {attempt + 1} times within {passed} s" if attempt else ""
        wait = f" and asked to wait {seconds:.0f} s" if fault.after else ""
        kind = Doubted if isinstance(fault, Doubt) else ServiceError
        raise self.error(f"{fault}{times}{wait}", "try again later", kind) from None
