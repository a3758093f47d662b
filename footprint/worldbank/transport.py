"""One answer of a service at a time, over HTTP: limits, redirects, and what can go wrong."""

import contextlib
import math
import threading
import time
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from footprint.errors import ServiceError
from footprint.worldbank import clock, limits
from footprint.worldbank.answers import Json, excerpt, json_of, most_bytes, plain_text
from footprint.worldbank.errors import Again, NotFound
from footprint.worldbank.settings import base_address, deadline_seconds

LONGEST_WAIT = 86_400.0  # seconds that a service may ask for
PROXY = "check the proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), and try again"


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
        self.began, self.whole = time.monotonic(), clock.shared()
        self.end = min(self.began + self.seconds, self.whole.end if self.whole else math.inf)
        self.stopped = threading.Event()
        self.session = Session()

    def left(self) -> float:
        """Seconds until the deadline."""
        return 0.0 if self.stopped.is_set() else max(0.0, self.end - time.monotonic())

    def error(self, what: str, cure: str, kind: type[ServiceError] = ServiceError) -> ServiceError:
        """What the service did and the remedy, as an error of one sentence."""
        return kind(f"{self.name} ({self.host}) {what}; {cure}.")

    def late(self) -> ServiceError:
        """The error of a pull whose deadline has passed."""
        remedy = "try again later, or allow more seconds in WORLDBANK_DEADLINE"
        within = f"{self.seconds:g} s"
        if self.whole and self.end == self.whole.end:
            within = f"the {self.whole.seconds:g} s that the whole update may take"
        return self.error(f"did not answer in full within {within}", remedy)

    def answer(self, url: str, rows: int = limits.MOST_MEMBERS) -> Json:
        """The JSON under an address, of so many rows at most; redirects are followed within the
        host.

        Raises Again for what may be a passing trouble, Refused or Again for a message in XML, and
        ServiceError for the rest."""
        for _ in range(1 + limits.MOST_REDIRECTS):
            left = max(self.left(), 0.001)
            most = min(limits.CONNECT_LIMIT, left), min(limits.ANSWER_LIMIT, left)
            try:
                with self.session.get(url, stream=True, timeout=most) as response:
                    if not response.is_redirect:
                        body = self._body(response, most_bytes(rows))
                        if response.status_code != 200:
                            raise self._failure(response, body)
                        return json_of(body, rows)
                    url = self._elsewhere(url, response.headers["location"])
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
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

    def _body(self, response: requests.Response, largest: int) -> bytes:
        """The body, as much as may be; in pieces as they come, so that limits stop a trickle."""
        body, began = bytearray(), time.monotonic()
        while piece := response.raw.read1(2**16, decode_content=True):
            body += piece
            if response.status_code != 200 and len(body) > limits.ERROR_PAGE:
                break
            if len(body) > largest:
                what = f"sent more than {largest / 2**20:.3g} MB in one answer"
                raise self.error(what, "try again later")
            if not self.left():
                raise self.late()
            if time.monotonic() - began > limits.ANSWER_LIMIT:
                raise Again(f"had not sent all of an answer after {limits.ANSWER_LIMIT:g} s")
        return bytes(body)

    def _failure(self, response: requests.Response, body: bytes) -> Exception:
        """What a status other than 200 means."""
        status = response.status_code
        words = excerpt(body.decode("utf-8", "replace")).removeprefix(
            str(status)
        ).strip() or plain_text(response.reason)
        what = f"answered {status} ({words})"
        if status == 429 or status >= 500:
            # Too many requests are not mended by more of them.
            return Again(what, less=status != 429, after=_retry_after(response))
        if status in (400, 403):
            return Again(what, tries=2)
        if status == 404:
            return self.error(what, "check what was asked for, and the address", NotFound)
        return self.error(what, PROXY if status == 407 else "try again later")

    def _trouble(self, error: Exception) -> Exception:
        """What a failed connection means."""
        if not self.left():
            return self.late()
        cause = getattr(error.args[0], "reason", error) if error.args else error
        untrusted = requests.exceptions.SSLError | urllib3.exceptions.SSLError
        proxy = requests.exceptions.ProxyError | requests.exceptions.InvalidSchema
        proxy |= requests.exceptions.InvalidProxyURL | urllib3.exceptions.ProxyError
        if isinstance(error, untrusted):
            what = "has no certificate that can be trusted"
            return self.error(what, "check the clock and the network connection, and try again")
        if isinstance(error, proxy) or isinstance(cause, proxy):
            return self.error("cannot be reached through the proxy", PROXY)
        if isinstance(error, ValueError):
            what = "cannot be asked: its address or that of the proxy is none"
            return self.error(what, PROXY)
        if "certificate" in str(error).casefold():
            cure = "correct the file that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names, or unset it"
            return self.error("cannot be trusted: the certificates to check it by lack", cure)
        if isinstance(cause, urllib3.exceptions.NameResolutionError):
            return self.error("cannot be found: there is no such host, or no network", self.network)
        refused = urllib3.exceptions.NewConnectionError
        if isinstance(error, requests.ConnectTimeout) or isinstance(cause, refused):
            what = "cannot be reached: the connection was refused or not answered"
            return self.error(what, self.network)
        if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            return Again(f"sent nothing for {limits.ANSWER_LIMIT:g} s")
        if isinstance(error, urllib3.exceptions.DecodeError):
            return Again("sent packed data that are cut short or damaged")
        return Again("broke off the connection")


def _retry_after(response: requests.Response) -> float | None:
    """How long the service asks to wait, if that can be read."""
    with contextlib.suppress(
        KeyError, ValueError, TypeError, OverflowError, urllib3.exceptions.InvalidHeader
    ):
        seconds = urllib3.Retry().parse_retry_after(response.headers["retry-after"])
        return max(0.0, min(seconds, LONGEST_WAIT))
    return None
