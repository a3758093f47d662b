"""The line to a service: requests, retries, limits."""

import html
import json
import math
import multiprocessing
import os
import random
import re
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.pool import ThreadPool
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from tqdm import tqdm

from footprint.errors import ServiceError
from footprint.worldbank.answers import (
    DAY,
    ERROR_PAGE,
    MALFORMED,
    XML_MESSAGE,
    Page,
    Question,
    envelope,
    excerpt,
    plain_text,
    refusal,
)
from footprint.worldbank.errors import PAGE_SIZES, Again, Doubt, Doubted, NotFound

WORLDBANK = "https://api.worldbank.org/v2"
WITS = "https://wits.worldbank.org/API/V1"
DEADLINE = 120.0  # seconds for one pull
CONNECT_LIMIT, ANSWER_LIMIT = (
    5.0,
    60.0,
)  # seconds to be connected, and for one answer: large pages took 53 s on a bad day
CONNECTIONS = 4
FIRST_WAIT = 0.5  # seconds before the second attempt; doubled for each further one
MOST_REDIRECTS = 3
LARGEST_BODY = 64 * 2**20  # bytes; a full page takes 7 to 15 MB
MOST_ROWS = 5_000_000  # an answer may announce; 60 series of all economies and years are a million


def world_bank(api: str | None, deadline: float | None) -> "Service":
    return Service("The World Bank's service", "WORLDBANK_API", WORLDBANK, api, deadline)


class _Session(requests.Session):
    """A session that leaves redirects alone: requests reads the whole body of one, even of one that it does not follow."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class Service:
    """A conversation with one service for one pull: four connections at most, one deadline.

    Requests run in threads of their own, so that nothing outlasts the deadline: no host name that never resolves, no
    header that trickles in.
    """

    def __init__(
        self, name: str, variable: str, default: str, api: str | None, deadline: float | None
    ) -> None:
        self.base = _address(variable, api or os.environ.get(variable) or default, default)
        self.seconds = _seconds(
            os.environ.get("WORLDBANK_DEADLINE") or DEADLINE if deadline is None else deadline
        )
        self.name, self.host = name, urlsplit(self.base).hostname
        self.network = (
            "check the network connection"
            + (f" and the address in {variable}" if self.base != default else "")
            + ", and try again"
        )
        self.began = time.monotonic()
        self.stopped = threading.Event()
        self.pool = ThreadPool(CONNECTIONS)
        self.session = _Session()
        self.session.headers.update(
            {
                "User-Agent": f"moscows-footprint (python-requests/{requests.__version__})",
                "Accept": "application/json",
            }
        )
        # urllib3 connects a second time; all other retries are ours, because they ask for less and watch the deadline.
        once = urllib3.Retry(
            total=1,
            connect=1,
            read=False,
            redirect=False,
            status=0,
            other=0,
            respect_retry_after_header=False,
        )
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(pool_maxsize=CONNECTIONS, max_retries=once))

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.pool.terminate()
        self.session.close()

    def left(self) -> float:
        """Seconds until the deadline."""
        return (
            0.0 if self.stopped.is_set() else max(0.0, self.began + self.seconds - time.monotonic())
        )

    def error(
        self, what: str, remedy: str, kind: type[ServiceError] = ServiceError
    ) -> ServiceError:
        return kind(f"{self.name} ({self.host}) {what}; {remedy}.")

    def late(self) -> ServiceError:
        return self.error(
            f"did not answer in full within {self.seconds:g} s",
            "try again later, or allow more seconds in WORLDBANK_DEADLINE",
        )

    def run(self, work: Callable, *arguments: object) -> object:
        """The result of work done in a thread, or ServiceError at the deadline."""
        return self._until_late(self.pool.apply_async(work, arguments).get)

    def _until_late(self, get: Callable[[float], object]) -> object:
        try:
            return get(self.left())
        except multiprocessing.TimeoutError:
            raise self.late() from None

    def listed(self, path: str, pick: Callable[[dict], object]) -> list:
        """What ``pick`` takes from each entry of a list of metadata."""
        return [
            picked
            for page in self.walk(path, lambda rows: [pick(row) for row in rows])
            for picked in page.content
        ]

    def walk(
        self, path: str, read: Callable[[list], object], source: int | None = None
    ) -> list[Page]:
        """Every page under an address: the first, which tells how many there are, then the others side by side."""
        question = Question(f"{self.base}/{path}", read, source)
        pages = self.run(self._slice, question, 0, PAGE_SIZES[0], None)
        first = pages[0]
        starts = range(first.size, first.total, first.size)
        if not starts:
            return pages
        rest = self.pool.imap_unordered(
            lambda start: self._slice(question, start, first.size, first), starts
        )
        # Shown on a terminal or in a notebook, and only if it takes its time.
        unwatched = False if "ipykernel" in sys.modules else None
        with tqdm(
            total=1 + len(starts),
            initial=1,
            desc=self.host,
            unit="page",
            disable=unwatched,
            delay=2,
            leave=False,
        ) as bar:
            for _ in starts:
                pages = pages + self._until_late(rest.next)
                bar.update()
        return sorted(pages, key=lambda page: page.start)

    def _slice(
        self, question: Question, start: int, size: int, first: Page | None, attempt: int = 0
    ) -> list[Page]:
        """The rows from ``start``, ``size`` of them: as one page or, if that fails, as smaller ones."""
        try:
            return [self._page(question, start, size, first)]
        except Again as error:
            fault = error
        self._wait(fault, attempt)
        step = (
            PAGE_SIZES[attempt + 1]
            if fault.smaller and size % PAGE_SIZES[attempt + 1] == 0
            else size
        )
        # How many rows there are is not known before the first page has come.
        end = min(start + size, first.total) if first else start + 1
        return [
            page
            for begin in range(start, end, step)
            for page in self._slice(question, begin, step, first, attempt + 1)
        ]

    def _page(self, question: Question, start: int, size: int, first: Page | None) -> Page:
        """One page, if it is the one asked for and whole."""
        number = start // size + 1
        url = f"{question.url}&per_page={size}&page={number}"
        try:
            header, rows = envelope(self._answer(url))
            if total := int(header.get("total") or 0):
                page, pages, sent = (int(header[field]) for field in ("page", "pages", "per_page"))
                # A service that gives fewer rows a page than asked for is taken at its word, from the first page on.
                size = sent if first is None and 0 < sent < size else size
                if total > MOST_ROWS:
                    raise Doubt(f"announced {total} rows, more than it can have been asked for")
                if (page, pages, sent) != (number, math.ceil(total / size), size) or len(
                    rows
                ) != min(size, total - start):
                    raise Doubt(
                        f"sent {len(rows)} rows as page {page} of {pages}, where {total} rows were announced"
                    )
            updated = header.get("lastupdated")
            updated = updated if isinstance(updated, str) and DAY.fullmatch(updated) else ""
            if first and (total, updated) != (first.total, first.updated):
                raise Doubt("changed its figures while they were read")
            if question.source and str(header.get("sourceid") or question.source) != str(
                question.source
            ):
                raise Doubt(
                    f"answered from database {plain_text(header['sourceid'])}, asked for {question.source}"
                )
            return Page(url, start, size, total, updated, question.read(rows))
        except MALFORMED:
            raise Doubt("sent rows in an unknown form") from None

    def fetch(self, url: str, read: Callable[[object], object], attempt: int = 0) -> object:
        """An answer that has no pages, read."""
        try:
            return read(self._answer(url))
        except Again as error:
            fault = error
        except MALFORMED:
            fault = Doubt("sent data in an unknown form")
        self._wait(fault, attempt)
        return self.fetch(url, read, attempt + 1)

    def _wait(self, fault: Again, attempt: int) -> None:
        """Wait before the next attempt, longer each time; ServiceError if that was the last, or the deadline is nearer."""
        seconds = (
            fault.after
            if fault.after is not None
            else FIRST_WAIT * 2**attempt * random.uniform(1, 2)
        )
        if attempt + 1 < fault.attempts and seconds < self.left():
            self.stopped.wait(seconds)
            return
        times = (
            f" {attempt + 1} times within {math.ceil(time.monotonic() - self.began)} s"
            if attempt
            else ""
        )
        wait = f" and asked to wait {seconds:.0f} s" if fault.after else ""
        raise self.error(
            f"{fault}{times}{wait}",
            "try again later",
            Doubted if isinstance(fault, Doubt) else ServiceError,
        ) from None

    def _answer(self, url: str) -> object:
        """The parsed JSON of one answer. Redirects are followed within the host."""
        for _ in range(1 + MOST_REDIRECTS):
            left = max(self.left(), 0.001)
            try:
                with self.session.get(
                    url, stream=True, timeout=(min(CONNECT_LIMIT, left), min(ANSWER_LIMIT, left))
                ) as response:
                    if not response.is_redirect:
                        return self._checked(response, self._body(response))
                    url = self._elsewhere(url, response.headers["location"])
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise self._trouble(error) from None
        raise self.error("sent one redirect after another", self.network)

    def _elsewhere(self, url: str, location: str) -> str:
        """Where a redirect leads, if that is the same host."""
        try:
            target = urljoin(url, location)
            old, new = urlsplit(url), urlsplit(target)
            if new.hostname == old.hostname and new.scheme in ("https", old.scheme):
                return target
        except ValueError:
            pass
        raise self.error(
            f"sent a redirect to another address ({plain_text(location)}), which was not followed",
            self.network,
        )

    def _body(self, response: requests.Response) -> bytes:
        """The body, as much as may be: read in the pieces that arrive, so that a trickle meets the limits too."""
        body, began = bytearray(), time.monotonic()
        while piece := response.raw.read1(2**16, decode_content=True):
            body += piece
            if response.status_code != 200 and len(body) > ERROR_PAGE:
                break
            if len(body) > LARGEST_BODY:
                raise self.error(
                    f"sent more than {LARGEST_BODY / 2**20:g} MB in one answer", "try again later"
                )
            if not self.left():
                raise self.late()
            if time.monotonic() - began > ANSWER_LIMIT:
                raise Again(f"had not sent all of an answer after {ANSWER_LIMIT:g} s")
        return bytes(body)

    def _checked(self, response: requests.Response, body: bytes) -> object:
        """The JSON in a body with status 200; everything else is an error with its own words."""
        status, text = response.status_code, _decoded(body, response.encoding)
        if status != 200:
            words = excerpt(text).removeprefix(str(status)).strip() or plain_text(response.reason)
            what = f"answered {status} ({words})"
            if status == 429 or status >= 500:
                # Too many requests are not mended by more of them.
                raise Again(what, smaller=status != 429, after=_retry_after(response))
            if status in (400, 403):
                raise Again(what, attempts=2)
            if status == 404:
                raise self.error(what, "check what was asked for, and the address", NotFound)
            raise self.error(what, "try again later")
        if text.lstrip().startswith("<"):
            messages = [
                (number, html.unescape(words))
                for number, words in XML_MESSAGE.findall(text[:ERROR_PAGE])
            ]
            raise (
                refusal(messages)
                if messages
                else Again(f"sent a page in place of data (“{excerpt(text)}”)")
            )
        try:
            # NaN and its like become text, which no figure may be.
            return json.loads(text, parse_constant=str)
        except (ValueError, RecursionError):
            raise Again("sent data that are cut short or damaged") from None

    def _trouble(self, error: Exception) -> Exception:
        """What a failed connection means."""
        cause = getattr(error.args[0], "reason", error) if error.args else error
        if not self.left():
            return self.late()
        if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
            return self.error(
                "has no certificate that can be trusted",
                "check the clock and the network connection, and try again",
            )
        if isinstance(cause, urllib3.exceptions.NameResolutionError):
            return self.error("cannot be found: there is no such host, or no network", self.network)
        if isinstance(error, requests.ConnectTimeout) or isinstance(
            cause, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ProxyError
        ):
            return self.error(
                "cannot be reached: the connection was refused or not answered", self.network
            )
        if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            return Again(f"sent nothing for {ANSWER_LIMIT:g} s")
        return Again("broke off the connection")


def _decoded(body: bytes, charset: str | None) -> str:
    for name in ("utf-8-sig", charset or "utf-8"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("latin-1")


def _retry_after(response: requests.Response) -> float | None:
    try:
        return urllib3.Retry().parse_retry_after(response.headers["retry-after"])
    except (KeyError, urllib3.exceptions.InvalidHeader):
        return None


def _address(variable: str, value: str, default: str) -> str:
    try:
        split = urlsplit(value)
        sound = (
            split.scheme in ("http", "https")
            and split.hostname
            and split.port != 0
            and re.fullmatch(r"[!-~]{1,300}", value)
        )
    except ValueError:
        sound = False
    if not sound or split.query or split.fragment or split.username:
        raise ServiceError(
            f"{variable} is “{plain_text(value)}”, which is no address of a service; set it to one such as {default}, or unset it."
        )
    return value.rstrip("/")


def _seconds(value: object) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not 0 < seconds <= 86_400:
        raise ServiceError(
            f"WORLDBANK_DEADLINE is “{plain_text(value)}”; set it to a number of seconds from above 0 to 86400, such as 120, or unset it."
        )
    return seconds
