"""The World Bank's data services: requests in, tidy observations out. The only module that knows a URL.

Nothing an answer says is believed before it is checked: its status and form, its count of rows and pages, its
codes, years and numbers. What fails as a whole raises ``ServiceError``; what fails for one series is named in
``Observations.problems`` and costs no other. The services' documents: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589

Settings, by argument or by environment: ``WORLDBANK_API`` and ``WITS_API``, the addresses of the two services, and
``WORLDBANK_DEADLINE``, how many seconds one pull may take.
"""

import dataclasses
import datetime
import functools
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
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.pool import ThreadPool
from urllib.parse import urljoin, urlsplit

import pandas as pd
import requests
import urllib3
from requests.adapters import HTTPAdapter
from tqdm import tqdm

__all__ = [
    "Observations",
    "ServiceError",
    "archive",
    "creditors",
    "observations",
    "partner_shares",
    "query",
]

WORLDBANK = "https://api.worldbank.org/v2"
WITS = "https://wits.worldbank.org/API/V1"
DEADLINE = 120.0  # seconds for one pull
CONNECT_LIMIT, ANSWER_LIMIT = (
    5.0,
    60.0,
)  # seconds to be connected, and for one answer: large pages took 53 s on a bad day
CONNECTIONS = 4
MOST_CODES, LONGEST_SEGMENT, LONGEST_URL = 60, 1_500, 4_000
PAGE_SIZES = (
    32_500,
    6_500,
    1_300,
    1_300,
)  # rows a page, attempt by attempt: a service in trouble is asked for less at a time
PATIENCE = 0.5  # seconds before the second attempt; doubled for each further one
MOST_REDIRECTS = 3
LARGEST_BODY = 64 * 2**20  # bytes; a full page takes 7 to 15 MB
MOST_ROWS = 5_000_000  # an answer may announce; 60 series of all economies and years are a million
ERROR_PAGE = 2**14  # bytes or characters of an error that are looked at

SLOT = ["code", "economy", "year"]  # what has one figure
# What reading an answer of a wrong form comes to.
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, OverflowError)

DATABASES = {
    2: "World Development Indicators",
    3: "Worldwide Governance Indicators",
    6: "International Debt Statistics",
    57: "WDI Database Archives",
}
ALL = "all"
CREDITORS = {"china": "730", "world": "WLD"}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"
# Partners that are no economy: regions, and what could not be booked to one. Old codes in today's.
NO_PARTNERS = {
    "WLD",
    "EAS",
    "ECS",
    "LCN",
    "MEA",
    "NAC",
    "SAS",
    "SSF",
    "OAS",
    "OTS",
    "SPE",
    "UNS",
    "BUN",
    "FRE",
}
OLD_CODES = {"TMP": "TLS", "ROM": "ROU", "ZAR": "COD"}
PASSING = {"105", "199"}  # messages that mean trouble, not a bad question

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PLACE = re.compile(r"[A-Z0-9]{2,3}")
GOVERNANCE = re.compile(r"(?:CC|GE|PV|RL|RQ|VA)\.EST")
YEAR = re.compile(r"(?:YR)?([0-9]{4})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
XML_MESSAGE = re.compile(r"<(?:\w+:)?message\s[^>]*?id=\"([^\"]*)\"[^>]*>(.*?)</", re.DOTALL)


class ServiceError(Exception):
    """What happened, to whom, and what to do: one plain sentence, safe to show to a reader."""


@dataclasses.dataclass(frozen=True)
class Observations:
    """What a pull brought. A series that was asked for is either in ``data`` or in ``problems``.

    ``data`` is tidy: ``economy`` and ``indicator`` (string), ``year`` (Int64), ``value`` (float64, in the unit that the name
    of the series gives), sorted, without gaps or duplicates. Debt has ``creditor`` in place of ``indicator``; trade has
    ``economy, year, flow, partner, value``. ``names`` and ``problems`` go by indicator, creditor or flow; a problem is
    one sentence. ``last_updated`` is the day of the database's release, "" if the service did not say.
    """

    data: pd.DataFrame
    database: str
    last_updated: str
    retrieved: str
    urls: tuple[str, ...]
    names: dict[str, str]
    problems: dict[str, str]


# What others call -------------------------------------------------------------------------------------------


def observations(
    indicators: str | Sequence[str],
    economies: str | Sequence[str],
    start: int,
    end: int,
    source: int = 2,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Yearly observations of one or several series, for economies by their codes or for ``"all"``, both years included.

    All series must be of one database, ``source``. Forecasts are left out. Raises ServiceError, and ValueError for a call
    that asks for nothing.
    """
    places, keys = _economies(economies), _codes(indicators, "indicators")
    plain = _Form(
        "country/{economies}/indicator/{codes}",
        f"date={_period(start, end)}&source={source:d}",
        _plain,
    )
    cube = _Form(
        f"sources/{source:d}/country/{{economies}}/series/{{codes}}/time/all/data",
        "",
        _cube("series"),
    )
    with _world_bank(api, deadline) as service:
        # Not every database answers in the plain form; the main one does.
        forms = [plain] if source == 2 else [plain, cube]
        return _Pull(
            service, {key: key for key in keys}, places, (start, end), forms, source
        ).result()


def query(indicator: str, economies: Sequence[str], start: int, end: int) -> str:
    """The service's own address for a series, which a reader can open; ``economies`` empty asks for all."""
    return f"{WORLDBANK}/country/{'%3B'.join(economies) or 'all'}/indicator/{indicator}?date={start}%3A{end}&format=json"


def archive(
    version: str,
    indicators: str | Sequence[str],
    economies: str | Sequence[str],
    start: int,
    end: int,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Observations as an older edition of the World Development Indicators had them; ``version`` is its month, ``"202304"``."""
    if not re.fullmatch(r"[0-9]{6}", version):
        raise ValueError(
            f"version is {version!r}: give the month of an edition as YYYYMM, such as 202304"
        )
    _period(start, end)
    form = _Form(
        f"sources/57/country/{{economies}}/series/{{codes}}/time/all/version/{version}/data",
        "",
        _cube("series", version=version),
    )
    places, keys = _economies(economies), _codes(indicators, "indicators")
    with _world_bank(api, deadline) as service:
        return _Pull(service, {key: key for key in keys}, places, (start, end), [form], 57).result()


def creditors(
    economies: Sequence[str],
    names: str | Sequence[str],
    start: int,
    end: int,
    series: str = PUBLIC_DEBT,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """External debt (US dollars) to creditors by their names, such as China, Russia, World: all public and publicly guaranteed debt, or a part of it.

    A name that is no number of the debt statistics known here is looked up in the service's own list of counterparts:
    the label itself, or the only one that begins with it ("Russia": Russian Federation).
    """
    _period(start, end)
    places, wanted = _economies(economies), _codes(names, "names")
    form = _Form(
        f"sources/6/country/{{economies}}/series/{series}/counterpart-area/{{codes}}/time/all/data",
        "",
        _cube("counterpart-area", series=series),
    )
    with _world_bank(api, deadline) as service:
        keys = {name: CREDITORS.get(name.casefold()) for name in wanted}
        if None in keys.values():
            listed = service.listed(
                "sources/6/counterpart-area?format=json",
                lambda entry: (_plain_text(entry["value"]).casefold(), str(entry["id"])),
            )
            keys |= {
                name: _counterpart(dict(listed), name.casefold())
                for name, code in keys.items()
                if code is None
            }
        pull = _Pull(
            service,
            {code: name for name, code in keys.items() if code},
            places,
            (start, end),
            [form],
            6,
            "creditor",
        )
        pull.problems |= {
            name: f"{name}: {service.name} lists no such creditor, or several"
            for name, code in keys.items()
            if not code
        }
        pull.problems |= {
            name: f"{name}: the same creditor as {pull.keys[code]}"
            for name, code in keys.items()
            if code and pull.keys[code] != name
        }
        return pull.result()


def partner_shares(
    economy: str, start: int, end: int, *, api: str | None = None, deadline: float | None = None
) -> Observations:
    """Partners' shares of an economy's goods exports and imports, in per cent, from WITS: ``economy, year, flow, partner, value``.

    Partners are economies by their ISO3 codes; regions and what could not be booked to an economy are left out.
    """
    _period(start, end)
    (reporter,) = _economies([economy])
    frames, names, problems, urls = [], {}, {}, []
    with _Service(
        "The World Bank's trade service WITS", "WITS_API", WITS, api, deadline
    ) as service:
        for flow, code in {"exports": "XPRT-PRTNR-SHR", "imports": "MPRT-PRTNR-SHR"}.items():
            url = (
                f"{service.base}/SDMX/V21/datasource/tradestats-trade/reporter/{reporter.lower()}/year/all/partner/all"
                f"/product/999999/indicator/{code.lower()}?format=JSON"
            )
            try:
                held, names[flow] = service.run(
                    service.fetch, url, lambda answer, code=code: _shares(answer, reporter, code)
                )
            except _NotFound as error:
                problems[flow] = f"{flow} of {reporter}: {str(error).removesuffix('.')}"
                continue
            urls.append(url)
            held = held[held["year"].between(start, end)].assign(economy=reporter, flow=flow)
            fault = _share_fault(held)
            if fault:
                problems[flow] = f"{flow} of {reporter}: {service.name} {fault}"
            else:
                frames.append(held)
    data = _typed(frames, ["economy", "year", "flow", "partner", "value"])
    return Observations(
        data, "World Integrated Trade Solution", "", _now(), tuple(urls), names, problems
    )


def _world_bank(api: str | None, deadline: float | None) -> "_Service":
    return _Service("The World Bank's service", "WORLDBANK_API", WORLDBANK, api, deadline)


def _codes(given: str | Sequence[str], what: str) -> list[str]:
    """The codes once each, in the spelling and order in which they are first given."""
    codes: dict[str, str] = {}
    for code in [given] if isinstance(given, str) else given:
        codes.setdefault(code.strip().casefold(), code.strip())
    if not codes:
        raise ValueError(f"{what}: give at least one code")
    return list(codes.values())


def _economies(given: str | Sequence[str]) -> list[str]:
    codes = [code.upper() for code in _codes(given, "economies")]
    if ALL.upper() in codes:
        return [ALL]
    for code in codes:
        # An empty or odd segment of the address would be read as every economy.
        if not PLACE.fullmatch(code):
            raise ValueError(f"economies: {code!r} is no code of two or three letters")
    return codes


def _period(start: int, end: int) -> str:
    if not 1000 <= start <= end <= 9999:
        raise ValueError(f"years: {start} to {end} is no period")
    return f"{start}:{end}" if start < end else f"{start}"


def _counterpart(codes: Mapping[str, str], name: str) -> str | None:
    near = [code for label, code in codes.items() if label.startswith(name)]
    return codes.get(name) or (near[0] if len(near) == 1 else None)


# A pull: codes split into requests, answers put together ----------------------------------------------------


@dataclasses.dataclass(frozen=True)
class _Form:
    """One way to ask for data: the address, and how to read a row as ``economy, code, name, date, value, status``."""

    path: str
    query: str
    unpack: Callable[[dict], tuple]


class _Pull:
    """Everything asked of the service for one call, and what it answered.

    ``keys`` maps the service's codes to the names under which the caller wants them; ``column`` says what they stand for.
    """

    def __init__(
        self,
        service: "_Service",
        keys: Mapping[str, str],
        economies: list[str],
        years: tuple[int, int],
        forms: list[_Form],
        source: int,
        column: str = "indicator",
    ) -> None:
        self.service, self.keys, self.economies, self.years, self.forms, self.source = (
            service,
            keys,
            economies,
            years,
            forms,
            source,
        )
        self.column = column
        self.wanted = {code.casefold(): code for code in keys}
        self.database = DATABASES.get(source, f"database {source}")
        self.pages: list[_Page] = []
        self.problems: dict[str, str] = {}

    def result(self) -> Observations:
        """Ask for everything, check it, and put it together."""
        sound = [code for code in self.keys if CODE.fullmatch(code)]
        self.problems |= {
            self.keys[
                code
            ]: f"{_plain_text(code)}: this is no code of a series, so nothing was asked"
            for code in self.keys
            if code not in sound
        }
        room = self._room()
        for economies in _batches(self.economies, room, len(self.economies)):
            for codes in _batches(sound, room, MOST_CODES):
                self._gather(codes, ";".join(economies))
        if len(dates := {page.updated for page in self.pages} - {""}) > 1:
            raise self.service.error(
                f"released new figures ({max(dates)}) while the pull was under way", "ask again"
            )
        data = self._data()
        names: dict[str, str] = {}
        for page in self.pages:
            names |= page.content.names
        return Observations(
            _typed(
                [data.rename(columns={"code": self.column})],
                ["economy", self.column, "year", "value"],
            ),
            self.database,
            max(dates, default=""),
            _now(),
            tuple(dict.fromkeys(page.url for page in self.pages)),
            {self.keys[code]: names[code] for code in self.keys if code in names},
            self.problems,
        )

    def _room(self) -> int:
        """How many characters a list of codes may have, so that neither its segment nor the address grows too long."""
        fixed = max(len(self._address(form, "", "")) for form in self.forms) + len(
            "&per_page=32500&page=9999999"
        )
        return min(LONGEST_SEGMENT, (LONGEST_URL - len(self.service.base) - fixed) // 2)

    def _address(self, form: _Form, codes: str, economies: str) -> str:
        return "&".join(
            filter(
                None,
                (form.path.format(economies=economies, codes=codes) + "?format=json", form.query),
            )
        )

    def _gather(self, codes: list[str], economies: str) -> None:
        """The pages for these codes. A refusal names no culprit, so ask for each half until it stands alone."""
        try:
            self.pages += self._asked(codes, economies)
            return
        except _Refused as refusal:
            if len(codes) == 1:
                self._check_economies()
                self.problems[self.keys[codes[0]]] = self._refused(codes[0], refusal)
                return
        except _Doubted:
            if len(codes) == 1:
                raise
        half = len(codes) // 2
        self._gather(codes[:half], economies)
        self._gather(codes[half:], economies)

    def _asked(self, codes: list[str], economies: str) -> list["_Page"]:
        """The pages for these codes, in the first form in which the database answers; else its first refusal."""
        refusals = []
        for form in self.forms:
            path = self._address(form, ";".join(codes), economies)
            try:
                pages = self.service.walk(
                    path,
                    functools.partial(_read, unpack=form.unpack, wanted=self.wanted),
                    self.source,
                )
            except _Refused as refusal:
                refusals.append(refusal)
                continue
            if (
                len(pages) > 1
                and pd.concat([page.content.frame for page in pages]).duplicated(SLOT).any()
            ):
                raise self.service.error(
                    "sent the same rows on several pages, so others are missing",
                    "try again later",
                    _Doubted,
                )
            return pages
        raise refusals[0]

    def _check_economies(self) -> None:
        """A refusal may also mean an economy: ServiceError names those that the service does not know."""
        if self.economies != [ALL] and self._known:
            unknown = [code for code in self.economies if code not in self._known]
            if unknown:
                raise self.service.error(
                    f"knows no economy {', '.join(unknown)}", "correct the code"
                ) from None

    @functools.cached_property
    def _known(self) -> dict[str, str]:
        """The service's economies, by both their codes; empty if it will not say."""
        try:
            listed = self.service.listed(
                "country?format=json",
                lambda entry: (entry["id"].upper(), entry["iso2Code"].upper()),
            )
        except (ServiceError, _Refused):
            return {}
        return {code: long for long, short in listed for code in (long, short)}

    def _refused(self, code: str, refusal: "_Refused") -> str:
        """The service's own words for a series, and where it went."""
        sentence = f"{self.keys[code]}: {self.service.name} says “{refusal}”"
        where = self._whereabouts(code)
        return sentence + (f"; {where}" if where else "")

    def _whereabouts(self, code: str) -> str:
        """Where a series is now, in words; "" if nobody knows."""
        if self.column != "indicator":
            return ""
        try:
            places = self.service.listed(
                f"indicator/{code}?format=json",
                lambda entry: _plain_text("{value} (source {id})".format(**entry["source"])),
            )
        except (ServiceError, _Refused):
            places = []
        said = [f"it is listed in {' and '.join(places)}"] if places else []
        if GOVERNANCE.fullmatch(code.upper()):
            said.append(
                f"since July 2026 this governance series is GOV_WGI_{code.upper()} in source 3"
            )
        return "; ".join(said)

    def _data(self) -> pd.DataFrame:
        """The figures of all pages, checked: ``code, economy, year, value``. Series that fail get a problem and no rows."""
        held = pd.concat(
            [page.content.frame for page in self.pages] or [_frame([], [], [], [])],
            ignore_index=True,
        )
        held["economy"] = self._economy(held["economy"])
        faults: dict[str, str] = {}
        for page in self.pages:
            faults |= page.content.faults
        held = held[~held["code"].isin(faults)].drop_duplicates()
        for code, economy, year in held.loc[held.duplicated(SLOT), SLOT].itertuples(index=False):
            faults.setdefault(code, f"sent two figures for {economy} in {year}")
        asked = held[held["year"].between(*self.years)]
        found = asked[asked["value"].notna()]
        self.problems |= {
            self.keys[code]: f"{self.keys[code]}: {self.service.name} {fault}"
            for code, fault in faults.items()
        }
        found = found[~found["code"].map(self.keys).isin(self.problems)]
        self.problems |= {
            self.keys[code]: f"{self.keys[code]}: {self._nothing(code, held, asked)}"
            for code in self.keys
            if self.keys[code] not in self.problems and not (found["code"] == code).any()
        }
        return found.assign(code=found["code"].map(self.keys))

    def _economy(self, sent: pd.Series) -> pd.Series:
        """The economies of the rows by their three-letter codes; ServiceError if one was not asked for."""
        asked, found, everything = set(self.economies), set(sent), self.economies == [ALL]
        if found <= asked or (everything and all(len(code) == 3 for code in found)):
            return sent
        # Some databases name an economy by its short code alone, and so may the caller.
        sent = sent.map(lambda code: self._known.get(code, code))
        strange = set(sent) - {self._known.get(code, code) for code in asked}
        if strange and not everything:
            raise self.service.error(
                f"sent figures of {', '.join(sorted(strange)[:5])}, which were not asked for",
                "try again later",
            )
        return sent

    def _nothing(self, code: str, held: pd.DataFrame, asked: pd.DataFrame) -> str:
        """Why a series has no figure, in words."""
        first, last = self.years
        period = f"{first}–{last}" if first < last else f"{first}"
        sent = held.loc[held["code"] == code, "year"]
        if not (asked["code"] == code).any() and len(sent):
            return f"{self.service.name} sent no figure for {period}, only for {sent.min()}–{sent.max()}"
        where = "" if len(sent) or not len(held) else self._whereabouts(code)
        return f"{self.service.name} holds no figure for these economies in {period}" + (
            f"; {where}" if where else ""
        )


def _batches(codes: Sequence[str], longest: int, most: int) -> Iterator[list[str]]:
    """The codes in their order, in lists of at most ``most`` that joined by semicolons are at most ``longest`` characters."""
    batch: list[str] = []
    for code in codes:
        if batch and (len(batch) == most or len(";".join([*batch, code])) > longest):
            yield batch
            batch = []
        batch.append(code)
    if batch:
        yield batch


# Answers: their form, their rows ----------------------------------------------------------------------------


class _Again(Exception):
    """An answer that may be a passing trouble: what it did, how often to ask, whether for less at a time, and how long to
    wait if the service said so."""

    def __init__(
        self,
        what: str,
        attempts: int = len(PAGE_SIZES),
        smaller: bool = True,
        after: float | None = None,
    ) -> None:
        super().__init__(what)
        self.attempts, self.smaller, self.after = attempts, smaller, after


class _Doubt(_Again):
    """An answer that contradicts itself or the question. Asked once more, then for fewer series at a time."""

    def __init__(self, what: str) -> None:
        super().__init__(what, attempts=2)


class _Doubted(ServiceError):
    """Answers that contradict themselves however often asked."""


class _NotFound(ServiceError):
    """The service has nothing under an address."""


class _Refused(Exception):
    """The service will not answer this question, in its own words."""


@dataclasses.dataclass(frozen=True)
class _Content:
    """The rows of a page: a frame ``code, economy, year, value``, the names of the series, and what is wrong with some."""

    frame: pd.DataFrame
    names: dict[str, str]
    faults: dict[str, str]


@dataclasses.dataclass(frozen=True)
class _Question:
    """An address without its page, how to read the rows under it, and the database that must answer."""

    url: str
    read: Callable[[list], object]
    source: int | None


@dataclasses.dataclass(frozen=True)
class _Page:
    """One page of an answer: rows from ``start``, at most ``size`` of ``total``."""

    url: str
    start: int
    size: int
    total: int
    updated: str
    content: object


def _envelope(answer: object) -> tuple[dict, list]:
    """Header and rows of an answer in any of the service's forms; _Refused for a message, _Doubt for anything else."""
    head = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(head, dict) and "message" in head:
        raise _refusal(
            [
                (entry.get("id"), entry.get("value"))
                for entry in head["message"]
                if isinstance(entry, dict)
            ]
        )
    if isinstance(answer, list) and len(answer) == 2 and isinstance(head, dict):
        header, rows = head, answer[1]
    elif isinstance(answer, dict) and isinstance(answer.get("source"), dict):
        header, rows = (
            answer | {"sourceid": answer["source"].get("id")},
            answer["source"].get("data"),
        )
    elif isinstance(answer, dict) and isinstance(answer.get("source"), list):
        rows = answer["source"][0]["concept"][0]["variable"]
        # Lists of members need not be paged.
        header = {"page": 1, "pages": 1, "per_page": len(rows), "total": len(rows)} | answer
    else:
        raise _Doubt("answered in an unknown form")
    # An empty answer has null for rows, and may have next to nothing in its header.
    announced = int(header.get("total") or 0)
    if bool(rows) != bool(announced) or (rows and not isinstance(rows, list)):
        raise _Doubt(f"announced {announced} rows and sent {'some' if rows else 'none'}")
    return header, rows or []


def _refusal(messages: list[tuple[object, object]]) -> Exception:
    """What to raise for messages by their numbers and texts."""
    if not messages:
        return _Doubt("answered in an unknown form")
    words = "; ".join(
        dict.fromkeys(f"{_plain_text(text)} ({_plain_text(number)})" for number, text in messages)
    )
    if any(str(number) in PASSING for number, _ in messages):
        return _Again(f"says “{words}”")
    return _Refused(words)


def _plain(row: dict) -> tuple:
    """A row of the plain form."""
    return (
        row.get("countryiso3code") or row["country"]["id"],
        row["indicator"]["id"],
        row["indicator"]["value"],
        row["date"],
        row["value"],
        row.get("obs_status"),
    )


def _cube(item: str, **fixed: str) -> Callable[[dict], tuple]:
    """How to read a row of the advanced form, whose concepts come in any order; those in ``fixed`` must be as asked."""

    def unpack(row: dict) -> tuple:
        part = {part["concept"].casefold(): part for part in row["variable"]}
        for concept, code in fixed.items():
            if part[concept]["id"] != code:
                raise _Doubt(
                    f"sent figures of the {concept} {_plain_text(part[concept]['id'])}, asked for {code}"
                )
        return (
            part["country"]["id"],
            part[item]["id"],
            part[item]["value"],
            part["time"]["id"],
            row["value"],
            row.get("obs_status"),
        )

    return unpack


def _read(rows: list[dict], unpack: Callable[[dict], tuple], wanted: Mapping[str, str]) -> _Content:
    """Rows as columns. A year or a figure that cannot be read is held against its series, a strange series against the answer."""
    codes, economies, years, values, names, faults = [], [], [], [], {}, {}
    for row in rows:
        economy, sent, name, date, value, status = unpack(row)
        code = wanted.get(sent.casefold())
        if code is None:
            raise _Doubt(f"sent figures of {_plain_text(sent)}, which was not asked for")
        if not PLACE.fullmatch(economy := economy.upper()):
            raise _Doubt(f"sent a figure of “{_plain_text(economy)}”, which is no economy")
        if code not in names:
            names[code] = _plain_text(name)
        year = YEAR.fullmatch(str(date))
        number = math.nan if value is None or status == "F" else _number(value)
        if year is None:
            faults.setdefault(code, f"sent figures of “{_plain_text(date)}”, which is no year")
        elif number is None:
            faults.setdefault(
                code,
                f"sent “{_plain_text(value)}” as the figure of {economy} in {year[1]}, which is no number",
            )
        else:
            codes.append(code)
            economies.append(sys.intern(economy))
            years.append(int(year[1]))
            values.append(number)
    return _Content(_frame(codes, economies, years, values), names, faults)


def _frame(codes: list, economies: list, years: list, values: list) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": pd.Series(codes, dtype=object),
            "economy": pd.Series(economies, dtype=object),
            "year": pd.Series(years, dtype="int16"),
            "value": pd.Series(values, dtype="float64"),
        }
    )


def _number(value: object) -> float | None:
    """A figure, also as text if that is plainly one; None for anything else, not finite included."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | str)
        or (isinstance(value, str) and not NUMBER.fullmatch(value))
    ):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _shares(answer: object, reporter: str, indicator: str) -> tuple[pd.DataFrame, str]:
    """Year, partner and value of an answer of WITS, whose keys are places in lists; and the service's name for it."""
    dimensions = answer["structure"]["dimensions"]
    lists = [(dimension["id"], dimension["values"]) for dimension in dimensions["series"]]
    years = [entry["id"] for entry in dimensions["observation"][0]["values"]]
    name, rows = indicator, []
    for key, held in answer["dataSets"][0]["series"].items():
        part = {
            dimension: values[int(place)]
            for (dimension, values), place in zip(lists, key.split(":"), strict=True)
        }
        if (part["REPORTER"]["id"].upper(), part["INDICATOR"]["id"].upper()) != (
            reporter,
            indicator,
        ):
            raise _Doubt(
                f"sent {_plain_text(part['INDICATOR']['id'])} of {_plain_text(part['REPORTER']['id'])}, asked for {indicator} of {reporter}"
            )
        name, partner = (
            _plain_text(part["INDICATOR"].get("name") or indicator),
            part["PARTNER"]["id"].upper(),
        )
        if partner in NO_PARTNERS or not PLACE.fullmatch(partner):
            continue
        for place, (value, *_) in held["observations"].items():
            if value is not None and (number := _number(value)) is None:
                raise _Doubt(
                    f"sent “{_plain_text(value)}” as a share of {partner}, which is no number"
                )
            if value is not None:
                rows.append((int(years[int(place)]), OLD_CODES.get(partner, partner), number))
    return pd.DataFrame(rows, columns=["year", "partner", "value"]).drop_duplicates(), name


def _share_fault(held: pd.DataFrame) -> str:
    """What is wrong with shares that should be parts of a whole, in words; "" if nothing is."""
    if held.empty:
        return "holds no figure for these years"
    if held.duplicated(["year", "partner"]).any():
        return "sent two figures for one partner in one year"
    if not held["value"].between(0, 100).all():
        return "sent shares below 0 or above 100 %"
    whole = held.groupby("year")["value"].sum()
    if whole.max() > 101:
        return f"sent shares that add up to {whole.max():.0f} % in {whole.idxmax()}, which are no parts of a whole"
    return ""


def _typed(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The frames as one, with the columns named, their types, in their order."""
    types = {"year": "Int64", "value": "float64"}
    held = pd.concat(frames)[columns] if frames else pd.DataFrame(columns=columns)
    held = held.astype({column: types.get(column, "string") for column in columns})
    return held.sort_values([column for column in columns if column != "value"], ignore_index=True)


def _plain_text(value: object) -> str:
    """What a service wrote, as text: no marks that steer the direction or the terminal, at most 200 characters."""
    kept = "".join(
        sign if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") else " "
        for sign in str(value)[:1000]
    )
    return " ".join(kept.split())[:200]


def _excerpt(text: str) -> str:
    """The title of an HTML page, else the words it begins with."""
    text = text[:ERROR_PAGE]
    title = re.search(r"<title[^>]*>(.*?)</title", text, re.DOTALL | re.IGNORECASE)
    words = (
        title[1]
        if title and title[1].strip()
        else re.sub(
            r"<(script|style)\b.*?</\1\s*>|<[^>]*(?:>|$)",
            " ",
            text,
            flags=re.DOTALL | re.IGNORECASE,
        )
    )
    return _plain_text(html.unescape(words))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# The line: requests, retries, limits ------------------------------------------------------------------------


class _Session(requests.Session):
    """A session that leaves redirects alone: requests reads the whole body of one, even of one that it does not follow."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class _Service:
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

    def __enter__(self) -> "_Service":
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
    ) -> list[_Page]:
        """Every page under an address: the first, which tells how many there are, then the others side by side."""
        question = _Question(f"{self.base}/{path}", read, source)
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
        self, question: _Question, start: int, size: int, first: _Page | None, attempt: int = 0
    ) -> list[_Page]:
        """The rows from ``start``, ``size`` of them: as one page or, if that fails, as smaller ones."""
        try:
            return [self._page(question, start, size, first)]
        except _Again as error:
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

    def _page(self, question: _Question, start: int, size: int, first: _Page | None) -> _Page:
        """One page, if it is the one asked for and whole."""
        number = start // size + 1
        url = f"{question.url}&per_page={size}&page={number}"
        try:
            header, rows = _envelope(self._answer(url))
            if total := int(header.get("total") or 0):
                page, pages, sent = (int(header[field]) for field in ("page", "pages", "per_page"))
                # A service that gives fewer rows a page than asked for is taken at its word, from the first page on.
                size = sent if first is None and 0 < sent < size else size
                if total > MOST_ROWS:
                    raise _Doubt(f"announced {total} rows, more than it can have been asked for")
                if (page, pages, sent) != (number, math.ceil(total / size), size) or len(
                    rows
                ) != min(size, total - start):
                    raise _Doubt(
                        f"sent {len(rows)} rows as page {page} of {pages}, where {total} rows were announced"
                    )
            updated = header.get("lastupdated")
            updated = updated if isinstance(updated, str) and DAY.fullmatch(updated) else ""
            if first and (total, updated) != (first.total, first.updated):
                raise _Doubt("changed its figures while they were read")
            if question.source and str(header.get("sourceid") or question.source) != str(
                question.source
            ):
                raise _Doubt(
                    f"answered from database {_plain_text(header['sourceid'])}, asked for {question.source}"
                )
            return _Page(url, start, size, total, updated, question.read(rows))
        except MALFORMED:
            raise _Doubt("sent rows in an unknown form") from None

    def fetch(self, url: str, read: Callable[[object], object], attempt: int = 0) -> object:
        """An answer that has no pages, read."""
        try:
            return read(self._answer(url))
        except _Again as error:
            fault = error
        except MALFORMED:
            fault = _Doubt("sent data in an unknown form")
        self._wait(fault, attempt)
        return self.fetch(url, read, attempt + 1)

    def _wait(self, fault: _Again, attempt: int) -> None:
        """Wait before the next attempt, longer each time; ServiceError if that was the last, or the deadline is nearer."""
        seconds = (
            fault.after if fault.after is not None else PATIENCE * 2**attempt * random.uniform(1, 2)
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
            _Doubted if isinstance(fault, _Doubt) else ServiceError,
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
            f"sent a redirect to another address ({_plain_text(location)}), which was not followed",
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
                raise _Again(f"had not sent all of an answer after {ANSWER_LIMIT:g} s")
        return bytes(body)

    def _checked(self, response: requests.Response, body: bytes) -> object:
        """The JSON in a body with status 200; everything else is an error with its own words."""
        status, text = response.status_code, _decoded(body, response.encoding)
        if status != 200:
            words = _excerpt(text).removeprefix(str(status)).strip() or _plain_text(response.reason)
            what = f"answered {status} ({words})"
            if status == 429 or status >= 500:
                # Too many requests are not mended by more of them.
                raise _Again(what, smaller=status != 429, after=_retry_after(response))
            if status in (400, 403):
                raise _Again(what, attempts=2)
            if status == 404:
                raise self.error(what, "check what was asked for, and the address", _NotFound)
            raise self.error(what, "try again later")
        if text.lstrip().startswith("<"):
            messages = [
                (number, html.unescape(words))
                for number, words in XML_MESSAGE.findall(text[:ERROR_PAGE])
            ]
            raise (
                _refusal(messages)
                if messages
                else _Again(f"sent a page in place of data (“{_excerpt(text)}”)")
            )
        try:
            # NaN and its like become text, which no figure may be.
            return json.loads(text, parse_constant=str)
        except (ValueError, RecursionError):
            raise _Again("sent data that are cut short or damaged") from None

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
            return _Again(f"sent nothing for {ANSWER_LIMIT:g} s")
        return _Again("broke off the connection")


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
            f"{variable} is “{_plain_text(value)}”, which is no address of a service; set it to one such as {default}, or unset it."
        )
    return value.rstrip("/")


def _seconds(value: object) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not 0 < seconds <= 86_400:
        raise ServiceError(
            f"WORLDBANK_DEADLINE is “{_plain_text(value)}”; set it to a number of seconds from above 0 to 86400, such as 120, or unset it."
        )
    return seconds
