"""One answer of a service at a time, over HTTP: limits, redirects, and what can go wrong."""

import contextlib
import html
import json
import re
import threading
import time
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from footprint.errors import ServiceError
from footprint.worldbank import limits
from footprint.worldbank.answers import Json, excerpt, plain_text, refusal
from footprint.worldbank.errors import Again, NotFound
from footprint.worldbank.settings import base_address, deadline_seconds

XML_MESSAGE = re.compile(r"<(?:\w+:)?message\s[^>]*?id=\"([^\"]*)\"[^>]*>(.*?)</", re.DOTALL)


class Session(requests.Session):
    """A session that leaves redirects alone. requests reads the whole body of a redirect, even
    of one that it does not follow."""

    def __init__(self) -> None:
        super().__init__()
        agent = f"moscows-footprint ({requests.utils.default_user_agent()})"
        self.headers.update({"User-Agent": agent, "Accept": "application/json"})
        # urllib3 connects a second time; all other retries are ours, because they ask for less
        # and watch the deadline.
        once = urllib3.Retry(
            total=1, read=False, redirect=False, status=0, other=0, respect_retry_after_header=False
        )
        for scheme in ("https://", "http://"):
            self.mount(scheme, HTTPAdapter(pool_maxsize=limits.CONNECTIONS, max_retries=once))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is followed without our look at where it leads."""


class Transport:
    """The way to one service for one pull, with one deadline."""

    def __init__(
        self, name: str, variable: str, default: str, api: str | None, deadline: float | None
    ) -> None:
        self.base = base_address(variable, api, default)
        self.seconds = deadline_seconds(deadline)
        self.name, self.host = name, urlsplit(self.base).hostname
        besides = f" and the address in {variable}" if self.base != default else ""
        self.network = f"check the network connection{besides}, and try again"
        self.began = time.monotonic()
        self.stopped = threading.Event()
        self.session = Session()

    def left(self) -> float:
        """Seconds until the deadline."""
        end = 0.0 if self.stopped.is_set() else self.began + self.seconds
        return max(0.0, end - time.monotonic())

    def error(self, what: str, cure: str, kind: type[ServiceError] = ServiceError) -> ServiceError:
        """What the service did and the remedy, as an error of one sentence."""
        return kind(f"{self.name} ({self.host}) {what}; {cure}.")

    def late(self) -> ServiceError:
        """The error of a pull whose deadline has passed."""
        remedy = "try again later, or allow more seconds in WORLDBANK_DEADLINE"
        return self.error(f"did not answer in full within {self.seconds:g} s", remedy)

    def answer(self, url: str) -> Json:
        """The JSON under an address; redirects are followed within the host.

        Raises Again for what may be a passing trouble, Refused or Again for a message in XML, and
        ServiceError for the rest."""
        for _ in range(1 + limits.MOST_REDIRECTS):
            left = max(self.left(), 0.001)
            most = min(limits.CONNECT_LIMIT, left), min(limits.ANSWER_LIMIT, left)
            try:
                with self.session.get(url, stream=True, timeout=most) as response:
                    if not response.is_redirect:
                        return self._parsed(response, self._body(response))
                    url = self._elsewhere(url, response.headers["location"])
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise self._trouble(error) from None
        raise self.error("sent one redirect after another", self.network)

    def _elsewhere(self, url: str, location: str) -> str:
        """Where a redirect leads, if that is the same host."""
        with contextlib.suppress(ValueError):
            target = urljoin(url, location)
            old, new = urlsplit(url), urlsplit(target)
            if new.hostname == old.hostname and new.scheme in ("https", old.scheme):
                return target
        what = (
            f"sent a redirect to another address ({plain_text(location)}), which was not followed"
        )
        raise self.error(what, self.network)

    def _body(self, response: requests.Response) -> bytes:
        """The body, as much as may be; in pieces as they come, so that limits stop a trickle."""
        body, began = bytearray(), time.monotonic()
        while piece := response.raw.read1(2**16, decode_content=True):
            body += piece
            if response.status_code != 200 and len(body) > limits.ERROR_PAGE:
                break
            if len(body) > limits.LARGEST_BODY:
                most = f"{limits.LARGEST_BODY / 2**20:g} MB"
                raise self.error(f"sent more than {most} in one answer", "try again later")
            if not self.left():
                raise self.late()
            if time.monotonic() - began > limits.ANSWER_LIMIT:
                raise Again(f"had not sent all of an answer after {limits.ANSWER_LIMIT:g} s")
        return bytes(body)

    def _parsed(self, response: requests.Response, body: bytes) -> Json:
        """The JSON in a body with status 200; everything else is an error with its own words."""
        text = _decoded(body, response.encoding)
        if response.status_code != 200:
            raise self._failure(response, text)
        if text.lstrip().startswith("<"):
            if found := XML_MESSAGE.findall(text[: limits.ERROR_PAGE]):
                raise refusal([(number, html.unescape(words)) for number, words in found])
            raise Again(f"sent a page in place of data (“{excerpt(text)}”)")
        try:
            # NaN and its like become text, which no figure may be.
            return json.loads(text, parse_constant=str)
        except (ValueError, RecursionError):
            raise Again("sent data that are cut short or damaged") from None

    def _failure(self, response: requests.Response, text: str) -> Exception:
        """What a status other than 200 means."""
        status = response.status_code
        words = excerpt(text).removeprefix(str(status)).strip() or plain_text(response.reason)
        what = f"answered {status} ({words})"
        if status == 429 or status >= 500:
            # Too many requests are not mended by more of them.
            return Again(what, less=status != 429, after=_retry_after(response))
        if status in (400, 403):
            return Again(what, tries=2)
        if status == 404:
            return self.error(what, "check what was asked for, and the address", NotFound)
        return self.error(what, "try again later")

    def _trouble(self, error: Exception) -> Exception:
        """What a failed connection means."""
        if not self.left():
            return self.late()
        cause = getattr(error.args[0], "reason", error) if error.args else error
        certificate = requests.exceptions.SSLError | urllib3.exceptions.SSLError
        unreachable = urllib3.exceptions.NewConnectionError | urllib3.exceptions.ProxyError
        if isinstance(error, certificate):
            what = "has no certificate that can be trusted"
            return self.error(what, "check the clock and the network connection, and try again")
        if isinstance(cause, urllib3.exceptions.NameResolutionError):
            return self.error("cannot be found: there is no such host, or no network", self.network)
        if isinstance(error, requests.ConnectTimeout) or isinstance(cause, unreachable):
            what = "cannot be reached: the connection was refused or not answered"
            return self.error(what, self.network)
        if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            return Again(f"sent nothing for {limits.ANSWER_LIMIT:g} s")
        return Again("broke off the connection")


def _decoded(body: bytes, charset: str | None) -> str:
    for name in ("utf-8-sig", charset or "utf-8"):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return body.decode(name)
    return body.decode("latin-1")


def _retry_after(response: requests.Response) -> float | None:
    with contextlib.suppress(KeyError, urllib3.exceptions.InvalidHeader):
        return urllib3.Retry().parse_retry_after(response.headers["retry-after"])
    return None
