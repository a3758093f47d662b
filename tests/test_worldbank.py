"""The client of the World Bank: every shape and fault of the service, on loopback."""

import json
import math
import socket
import sys
import threading

import pandas as pd
import pytest
from support.bank import FakeBank, figure, sdmx
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint import worldbank
from footprint.errors import ServiceError
from footprint.worldbank import (
    answers,
    archive,
    creditors,
    errors,
    observations,
    pull,
    trade_shares,
)
from footprint.worldbank import pull as worldbank_pull
from footprint.worldbank import service as worldbank_service

PLACES = ["AFG", "ARM", "BLR", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
SERIES = [f"AA.SERIES.{number:02d}" for number in range(20)]
CODE = "AA.SERIES.00"
DATA = r"/indicator/|/data\?"


@pytest.fixture
def full(bank) -> FakeBank:
    """Twenty series of eight economies, every year filled."""
    bank.fill(SERIES, PLACES, range(1960, 2026))
    return bank


def right(data: pd.DataFrame) -> bool:
    """Whether every figure is the one that was served for its slot."""
    return all(
        value == figure(indicator, economy, year)
        for economy, indicator, year, value in data.itertuples(index=False)
    )


def one(bank: FakeBank, **options) -> worldbank.Observations:
    """A pull of one series for two economies and five years."""
    return observations(CODE, ["KGZ", "TJK"], 2018, 2022, **options)


def said(action) -> str:
    """The sentence of the ServiceError that an action ends with, if a reader may see it."""
    with pytest.raises(ServiceError) as caught:
        action()
    sentence = str(caught.value)
    assert (
        sentence.endswith(".")
        and "\n" not in sentence
        and "<" not in sentence
        and len(sentence) < 500
    )
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return sentence


# One request where others need twenty -----------------------------------------------------------------------


def test_twenty_series_take_one_request(full):
    """20 indicators x 8 economies x 1990-2024: one request, every cell right."""
    pulled = observations(SERIES, PLACES, 1990, 2024)
    assert len(full.urls) == 1
    assert len(pulled.data) == 20 * 8 * 35 and right(pulled.data) and pulled.problems == {}
    assert dict(pulled.data.dtypes.astype(str)) == {
        "economy": "string",
        "indicator": "string",
        "year": "Int64",
        "value": "float64",
    }
    assert pulled.data.equals(
        pulled.data.sort_values(["economy", "indicator", "year"], ignore_index=True)
    )


def test_everything_comes_complete(bank):
    """All 265 economies x 60 indicators x 1960-2024, a million slots: complete, each figure in its place."""
    bank.countries |= {
        f"{chr(65 + n // 26)}{chr(65 + n % 26)}{'QXZ'[n % 3]}": (f"{n:03d}"[-2:], f"Place {n}")
        for n in range(265 - len(bank.countries))
    }
    series, places = [f"BB.SERIES.{number:02d}" for number in range(60)], list(bank.countries)
    bank.fill(series, places, range(1960, 2025))
    pulled = observations(series, "all", 1960, 2024)
    assert len(places) == 265 and len(pulled.data) == 265 * 60 * 65 and pulled.problems == {}
    sample = pulled.data.iloc[::997]
    assert right(sample) and pulled.data["value"].sum() == pytest.approx(
        sum(sum(held.values()) for held in bank.figures[2].values())
    )
    assert len(bank.urls) == math.ceil(265 * 60 * 65 / 32_500) == len(pulled.urls)


def test_release_facts(full):
    """A pull says which database, which release, when, what was asked, and what the service calls the series."""
    full.names[CODE] = "Personal remittances, received (% of GDP)"
    pulled = one(full)
    assert (pulled.database, pulled.last_updated) == ("World Development Indicators", "2026-07-13")
    assert pulled.names == {CODE: "Personal remittances, received (% of GDP)"}
    assert pulled.urls == (
        f"{full.url}/country/KGZ;TJK/indicator/{CODE}?format=json&date=2018:2022&source=2&per_page=32500&page=1",
    )
    assert len(pulled.retrieved) == 20 and pulled.retrieved.endswith("Z")
    for said_of_the_release in (None, "", "July 2026", 2026):
        full.releases[2] = said_of_the_release
        assert one(full).last_updated == ""


@pytest.mark.parametrize(
    ("width", "requests"), [(1, math.ceil(130 / 60)), (40, math.ceil(130 / 31))]
)
def test_long_lists_are_split(bank, width, requests):
    """130 codes go out in lists that the service accepts: 60 codes, 1,500 characters a segment."""
    codes = [f"BB.{number:03d}.{'X' * width}" for number in range(130)]
    bank.fill(codes, ["KGZ"], range(2020, 2021))
    pulled = observations(codes, ["KGZ"], 2020, 2020)
    assert len(pulled.data) == 130 and right(pulled.data)
    segments = [url.split("?")[0].split("/")[-1] for url in bank.urls]
    assert max(map(len, segments)) <= 1500 and max(segment.count(";") for segment in segments) < 60
    assert len(segments) == requests


def test_the_address_stays_short(bank, monkeypatch):
    """A long base address leaves less room for codes: no address is longer than the service reads."""
    monkeypatch.setattr(worldbank_pull, "LONGEST_URL", 550)
    bank.fill(SERIES, PLACES, range(2020, 2021))
    pulled = observations(SERIES, PLACES, 2020, 2020)
    assert len(pulled.data) == 160 and right(pulled.data)
    assert len(bank.urls) == 2 and max(map(len, pulled.urls)) <= 550


def test_pages_are_walked(full, monkeypatch):
    """Rows beyond a page come too, in any number of pages."""
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (100, 20, 20, 20))
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data) and len(full.urls) == 9


def test_smaller_pages_in_trouble(full, monkeypatch):
    """A page that fails is asked for again in smaller ones; the others are not."""
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (100, 20, 10, 10))
    full.fault("502", "per_page=100&page=3")
    full.fault("504", "per_page=20&page=12")
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data)
    assert len(full.asked("per_page=100&")) == 9 and len(full.asked("per_page=20&")) == 5
    assert [url[-7:] for url in full.asked("per_page=10&")] == ["page=23", "page=24"]


def test_smaller_pages_from_the_start(full, monkeypatch):
    """If the first page fails, all are smaller; and the last may be short."""
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (500, 100, 50, 50))
    full.fault("502", "per_page=500&page=1&?$")
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data) and len(full.urls) == 1 + 9


def test_same_pages_when_asked_too_often(full, monkeypatch):
    """After 429 the same page is asked for again: smaller ones would only be more requests."""
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (100, 20, 20, 20))
    full.fault("429", "page=3$", times=2)
    assert right(observations(SERIES[:3], PLACES, 1990, 2024).data) and len(full.urls) == 9 + 2


def test_a_service_may_send_smaller_pages(full, monkeypatch):
    """Fewer rows a page than asked for are taken as they come."""
    real = FakeBank._data
    monkeypatch.setattr(
        FakeBank,
        "_data",
        lambda self, places, codes, query, fault: real(
            self, places, codes, query | {"per_page": "300"}, fault
        ),
    )
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data) and len(full.urls) == 3


@pytest.mark.parametrize("order", ["economy", "indicator"])
def test_any_order_of_rows(full, order):
    """Nothing rests on the order of the rows."""
    full.order = order
    assert right(observations(SERIES, PLACES, 1990, 2024).data)


# What the answer may look like ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["duplicates", "numbers as text", "dates ignored", "header as text", "shuffled"]
)
def test_harmless_oddities(full, kind):
    """Rows sent twice or in disorder, plain numbers as text, a date range that was ignored: the figures asked for, and no others."""
    full.fault(kind, DATA)
    pulled = one(full)
    assert len(pulled.data) == 10 and right(pulled.data) and pulled.problems == {}
    assert set(pulled.data["year"]) == set(range(2018, 2023))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("names with html", "Personal <b onload=alert(1)>remittances</b> & Co"),
        ("odd names", "Rem ittances — Кыргызстан (% of GDP)"),
    ],
)
def test_names_are_text(full, kind, name):
    """Markup in a name stays text; marks that turn the direction of writing or steer a terminal are gone."""
    full.fault(kind, DATA)
    pulled = one(full)
    assert pulled.names == {CODE: name} and right(pulled.data)


def test_nothing_in_these_years(full):
    """Years that the series does not have: the whole series comes, none of it is taken, and the reason is given."""
    pulled = observations(CODE, ["KGZ"], 1850, 1900)
    assert pulled.data.empty
    assert pulled.problems == {
        CODE: f"{CODE}: The World Bank's service sent no figure for 1850–1900, only for 1960–2025"
    }
    assert (
        "holds no figure for these economies in 1850"
        in observations(CODE, ["KGZ"], 1850, 1850).problems[CODE]
    )


def test_two_codes_for_an_economy(full):
    """Economies may be asked for by their short codes, and be answered by them; the frame has the long ones."""
    full.fill(SERIES, ["XKX"], range(2018, 2023))
    assert right(observations(CODE, ["kg", "XK"], 2018, 2022).data)
    full.codes = "iso2"
    pulled = observations(CODE, ["KGZ", "XKX"], 2018, 2022)
    assert len(pulled.data) == 10 and right(pulled.data) and len(full.asked(r"/country\?")) == 2
    everything = observations(CODE, "all", 2018, 2022)
    assert set(everything.data["economy"]) == {*PLACES, "XKX"} and right(everything.data)


def test_codes_in_any_case(full):
    """A series is named as the caller wrote it, once, however often and in what case."""
    pulled = observations(["aa.series.00", CODE], ["kgz"], 2020, 2020)
    assert pulled.data["indicator"].tolist() == ["aa.series.00"] and pulled.names.keys() == {
        "aa.series.00"
    }


def test_forecasts_are_left_out(full):
    """A figure with the status F is no observation."""
    full.forecasts = {(CODE, "KGZ", 2022)}
    held = one(full).data
    assert held.loc[held["economy"] == "KGZ", "year"].max() == 2021 and len(held) == 9


def test_a_series_emptied(full):
    """A series without any figure is a problem; the others are kept."""
    full.empty(CODE)
    pulled = observations(SERIES, PLACES, 1990, 2024)
    assert pulled.problems == {
        CODE: f"{CODE}: The World Bank's service holds no figure for these economies in 1990–2024"
    }
    assert len(full.urls) == 1 and len(pulled.data) == 19 * 8 * 35 and pulled.names[CODE] == CODE


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("empty", "holds no figure"),
        ("all null", "holds no figure"),
        ("contradictions", "sent two figures for TJK in 2018"),
        ("words", "sent “n/a” as the figure of KGZ in 2022, which is no number"),
        ("not finite", "sent “NaN” as the figure"),
        ("message 120", "says “The provided parameter value is not valid (120)”"),
        (
            "message 175",
            "says “The indicator was not found. It may have been deleted or archived. (175)”",
        ),
        ("xml", "says “The provided parameter value is not valid (160)”"),
        ("xml with bom", "deleted or archived. (175)”"),
    ],
)
def test_a_series_that_cannot_be_had(full, kind, words):
    """What concerns one series alone is said of that series, in one sentence, and leaves no figure of it."""
    full.fault(kind, DATA)
    pulled = one(full)
    assert (
        pulled.data.empty
        and words in pulled.problems[CODE]
        and pulled.problems[CODE].startswith(f"{CODE}: The World Bank's service")
    )
    assert "\n" not in pulled.problems[CODE]


@pytest.mark.parametrize(
    "answer",
    [
        [{}, None],
        [
            {
                "page": 1,
                "pages": 0,
                "per_page": 50,
                "total": 0,
                "sourceid": None,
                "lastupdated": None,
            },
            None,
        ],
        [{"page": 0, "pages": 0, "per_page": "0", "total": "0"}, []],
        {"source": {"id": "2", "data": None}},
    ],
)
def test_an_empty_answer(full, monkeypatch, answer):
    """However little the header of an empty answer says, it is an empty answer."""
    monkeypatch.setattr(
        FakeBank, "answer", lambda *_: (200, "application/json", json.dumps(answer).encode())
    )
    assert one(full).problems == {
        CODE: f"{CODE}: The World Bank's service holds no figure for these economies in 2018–2022"
    }


def test_months_are_no_years(full):
    """A series that is not yearly is refused by name."""
    real = FakeBank._row
    full._row = lambda code, economy, year, held: (
        real(full, code, economy, year, held)
        | {"date": f"{year}M03" if code == CODE else str(year)}
    )
    pulled = observations(SERIES[:2], ["KGZ"], 2020, 2021)
    assert (
        "sent figures of “2021M03”, which is no year" in pulled.problems[CODE]
        or "2020M03" in pulled.problems[CODE]
    )
    assert set(pulled.data["indicator"]) == {SERIES[1]}


# One bad code must not cost the good ones -------------------------------------------------------------------


@pytest.mark.parametrize("unknown", ["refuse", "ignore"])
def test_one_bad_code_of_twenty(full, unknown):
    """Nineteen series are kept, whether the service refuses the whole or ignores the bad one, which is named with its place."""
    full.unknown = unknown
    full.retire(SERIES[7])
    pulled = observations(SERIES, PLACES, 1990, 2024)
    assert (
        len(pulled.data) == 19 * 8 * 35
        and right(pulled.data)
        and list(pulled.problems) == [SERIES[7]]
    )
    assert "it is listed in WDI Database Archives (source 57)" in pulled.problems[SERIES[7]]
    assert ("deleted or archived. (175)" in pulled.problems[SERIES[7]]) == (unknown == "refuse")
    assert len(full.urls) <= 1 + 2 * 5 + 2


def test_a_renamed_governance_code(full):
    """A governance code of before July 2026: the archives, and the code that took its place."""
    full.set("CC.EST", "KGZ", 2020, -1.0)
    full.rename("CC.EST", "GOV_WGI_CC.EST")
    problem = observations("CC.EST", ["KGZ"], 2018, 2022).problems["CC.EST"]
    assert (
        "deleted or archived. (175)”; it is listed in WDI Database Archives (source 57)" in problem
    )
    assert problem.endswith("since July 2026 this governance series is GOV_WGI_CC.EST in source 3")


def test_a_code_nobody_knows(full):
    """A code that even the metadata do not know has the service's words alone; a code that is none is not asked for."""
    pulled = observations([CODE, "NO.SUCH", "NO SUCH/../x"], ["KGZ"], 2018, 2022)
    assert pulled.problems == {
        "NO SUCH/../x": "NO SUCH/../x: this is no code of a series, so nothing was asked",
        "NO.SUCH": "NO.SUCH: The World Bank's service says “The indicator was not found. It may have been deleted or archived. (175)”",
    }
    assert len(pulled.data) == 5 and not full.asked(r"\.\.")


def test_an_economy_nobody_knows(full):
    """An economy that the service does not know is named, not the twenty series."""
    assert "knows no economy TWN" in said(lambda: observations(SERIES, ["KGZ", "TWN"], 2018, 2022))
    full.fault("500", r"/country\?")
    assert observations(CODE, ["KGZ", "TWN"], 2018, 2022).problems.keys() == {CODE}


def test_doubt_about_several_series_at_once(full):
    """If an answer for several series makes no sense, each is asked for alone before the pull is given up."""
    full.fault("rows missing", "SERIES.00;")
    pulled = observations(SERIES[:4], PLACES, 2018, 2022)
    assert len(pulled.data) == 4 * 8 * 5 and right(pulled.data) and pulled.problems == {}


# Failures that leave nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("400", "answered 400 (Request Error) 2 times"),
        ("403", "answered 403 (Forbidden) 2 times"),
        ("404", "answered 404 (Not Found);"),
        ("401", "answered 401 (Unauthorized);"),
        ("413", "answered 413 (Payload Too Large);"),
        ("429", "answered 429 (Too Many Requests) 4 times"),
        ("500", "answered 500 (Internal Server Error) 4 times"),
        ("502", "answered 502 (Bad Gateway) 4 times"),
        ("503", "answered 503 (Service Unavailable) 4 times"),
        ("504", "answered 504 (Gateway Timeout) 4 times"),
        ("html", "sent a page in place of data (“We are sorry”)"),
        ("message 105", "says “Try later (105)” 4 times"),
        ("truncated", "cut short or damaged"),
        ("cut", "broke off the connection"),
        ("hung up", "broke off the connection"),
        ("redirect loop", "one redirect after another"),
        ("redirect away", "a redirect to another address"),
        ("rows missing", "sent 7 rows as page 1 of 1, where 10 rows were announced"),
        ("pages too high", "as page 1 of 3"),
        ("pages too low", "where 30 rows were announced"),
        ("wrong page", "as page 2 of 1"),
        ("other economy", "sent figures of FRA, which were not asked for"),
        ("other series", "sent figures of XX.YY, which was not asked for"),
    ],
)
def test_the_service_fails(full, kind, words):
    """Each failure of the whole service ends in one sentence: what happened, to whom, and what to do."""
    full.fault(kind, DATA)
    sentence = said(lambda: one(full))
    assert (
        sentence.startswith("The World Bank's service (127.0.0.1) ")
        and words in sentence
        and "; " in sentence
    )
    assert len(full.urls) <= 5


@pytest.mark.parametrize(
    "kind",
    [
        "400",
        "403",
        "429",
        "500",
        "502",
        "503",
        "504",
        "html",
        "truncated",
        "cut",
        "hung up",
        "rows missing",
        "message 105",
    ],
)
def test_once_and_then_fine(full, kind):
    """A passing failure costs one more request."""
    full.fault(kind, DATA, times=1)
    assert right(one(full).data) and len(full.asked(DATA)) == 2


def test_asked_to_wait(full, monkeypatch):
    """Retry-After is kept to, if the deadline allows."""
    monkeypatch.setattr(worldbank_service, "FIRST_WAIT", 1e6)
    full.fault("429", times=1, retry_after="0")
    full.fault("503", nth=2, retry_after="Wed, 21 Oct 2015 07:28:00 GMT")
    assert right(one(full).data)
    full.fault("429", retry_after="3600")
    assert "answered 429 (Too Many Requests) and asked to wait 3600 s" in said(lambda: one(full))


def test_waits_grow(full, monkeypatch):
    """Without Retry-After, or with an unreadable one, each wait is longer than the one before, and never the same."""
    monkeypatch.setattr(worldbank_service, "FIRST_WAIT", 0.5)
    waits = []
    with worldbank_service.world_bank(None, None) as service:
        stopped, service.stopped = service.stopped, Waits(waits)
        for attempt in range(3):
            service._wait(errors.Again("failed"), attempt)
            service._wait(errors.Again("failed"), attempt)
        service.stopped = stopped
    assert (
        waits[::2] == sorted(waits[::2])
        and waits[1::2] == sorted(waits[1::2])
        and len(set(waits)) == 6
        and 0.5 <= waits[0]
        and waits[-1] <= 4
    )
    full.fault("503", retry_after="soon")
    assert "answered 503 (Service Unavailable);" in said(lambda: one(full, deadline=0.4))


class Waits:
    """Stands in for the event that a wait listens to, and waits for nothing."""

    def __init__(self, waits: list[float]) -> None:
        self.wait = waits.append

    def is_set(self) -> bool:
        return False


@pytest.mark.parametrize("kind", ["silence", "drip", "drip in header"])
def test_the_deadline_holds(full, kind):
    """Neither silence nor a trickle of bytes, in the body or the header, outlasts the deadline."""
    full.fault(kind, DATA)
    assert "did not answer in full within 0.3 s" in said(lambda: one(full, deadline=0.3))


def test_the_deadline_holds_for_a_name_that_never_resolves(full, monkeypatch):
    """Not even the look-up of the host outlasts the deadline."""
    asked = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: asked.wait() and [])
    assert "did not answer in full within 0.1 s" in said(lambda: one(full, deadline=0.1))
    asked.set()


@pytest.mark.parametrize("kind", ["silence", "drip"])
def test_threads_end_by_themselves(full, kind):
    """What was begun in a thread ends at the deadline too, though nobody waits for it; and a trickle with the pull."""
    full.fault(kind, DATA)
    url = f"{full.url}/country/KGZ/indicator/{CODE}"
    with worldbank_service.world_bank(None, 0.2) as service:
        assert "did not answer in full within 0.2 s" in said(lambda: service._answer(url))
    full.heal()
    full.fault("drip", DATA)
    with worldbank_service.world_bank(None, None) as service:
        thread = threading.Thread(target=said, args=[lambda: service._answer(url)], daemon=True)
        thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_an_answer_that_takes_too_long(full, monkeypatch):
    """Silence and a trickle are given up long before the deadline, and asked again."""
    monkeypatch.setattr(worldbank_service, "ANSWER_LIMIT", 0.05)
    full.fault("silence", DATA, times=1)
    full.fault("drip", DATA, nth=2)
    assert right(one(full).data) and len(full.urls) == 3
    full.fault("silence", DATA)
    assert "sent nothing for 0.05 s 4 times" in said(lambda: one(full))
    full.heal()
    full.fault("drip", DATA)
    assert "had not sent all of an answer after 0.05 s" in said(lambda: one(full))


def test_an_endless_body(full, monkeypatch):
    """A body without end is dropped at the cap, and so is an endless error page."""
    monkeypatch.setattr(worldbank_service, "LARGEST_BODY", 2**20)
    full.fault("endless", DATA)
    assert "sent more than 1 MB in one answer" in said(lambda: one(full))
    assert full.sent < 2**25  # the cap, and what the line holds
    full.heal()
    full.fault("endless", DATA, status=302, location="http://localhost/")
    assert "to another address (http://localhost/), which was not followed" in said(
        lambda: one(full)
    )
    full.heal()
    full.fault("endless", DATA, status=500)
    assert "answered 500 (Internal Server Error) 4 times" in said(lambda: one(full))


def test_connection_refused(full, monkeypatch):
    """Nobody at the address: told at once, with the variable that names the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("WORLDBANK_API", f"http://127.0.0.1:{taken.getsockname()[1]}/v2")
        sentence = said(lambda: one(full))
    assert "cannot be reached" in sentence and "the address in WORLDBANK_API" in sentence


def test_no_such_host(full, monkeypatch):
    """A host that does not exist, or no network at all: asked for twice, no more."""
    asked = []

    def fail(*_, **__):
        asked.append(1)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "The World Bank's service (nowhere.invalid) cannot be found" in said(
        lambda: one(full, api="http://nowhere.invalid/v2")
    )
    assert len(asked) == 2


def test_no_certificate(full):
    """A server that does not speak TLS, or has no certificate that can be trusted."""
    assert "no certificate that can be trusted" in said(
        lambda: one(full, api=full.url.replace("http:", "https:"))
    )


def test_redirects_within_the_host(full):
    """A redirect within the host is followed; one to a lesser scheme or to nonsense is not."""
    full.fault(
        "redirect",
        "per_page=32500&page=1$",
        times=1,
        to=f"/v2/country/KGZ;TJK/indicator/{CODE}?format=json&date=2018:2022&source=2&per_page=32500&page=1",
    )
    assert right(one(full).data) and len(full.urls) == 2
    full.fault("redirect", to="ftp://127.0.0.1/x")
    assert "was not followed" in said(lambda: one(full))
    full.heal()
    full.fault("redirect", to="http://[::1")
    assert "was not followed" in said(lambda: one(full))


def test_a_release_in_the_middle(full, monkeypatch):
    """Figures of two releases are not mixed: neither on the pages of one answer nor in the answers of one pull."""
    days = iter(["2026-07-13"] + ["2026-07-14"] * 50)
    real = FakeBank._data
    monkeypatch.setattr(
        FakeBank,
        "_data",
        lambda self, *rest: (lambda header, rows: [header | {"lastupdated": next(days)}, rows])(
            *real(self, *rest)
        ),
    )
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (300, 300, 300, 300))
    assert "changed its figures while they were read" in said(
        lambda: observations(CODE, PLACES, 1960, 2024)
    )
    days = iter(["2026-07-13"] + ["2026-07-14"] * 50)
    monkeypatch.setattr(worldbank_pull, "MOST_CODES", 1)
    assert "released new figures (2026-07-14) while the pull was under way" in said(
        lambda: observations(SERIES[:2], ["KGZ"], 2020, 2020)
    )


def test_rows_that_wander_between_pages(full, monkeypatch):
    """The same row on two pages means that another is missing, though the count is right."""
    real = FakeBank._data

    def wandering(self, places, codes, query, fault):
        header, rows = real(self, places, codes, query, fault)
        return [
            header,
            rows
            if query["page"] == "1"
            else [*real(self, places, codes, query | {"page": "1"}, fault)[1][:1], *rows[1:]],
        ]

    monkeypatch.setattr(FakeBank, "_data", wandering)
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (300, 300, 300, 300))
    assert "sent the same rows on several pages" in said(
        lambda: observations(CODE, PLACES, 1960, 2024)
    )


def test_an_endless_answer(full, monkeypatch):
    """An answer that announces more rows than there can be is not walked."""
    row = {
        "indicator": {"id": CODE, "value": ""},
        "country": {"id": "KGZ"},
        "date": "2020",
        "value": 1,
    }
    answer = [{"page": 1, "pages": 10**8, "per_page": 1, "total": 10**8}, [row]]
    monkeypatch.setattr(
        FakeBank, "answer", lambda *_: (200, "application/json", json.dumps(answer).encode())
    )
    assert "announced 100000000 rows, more than it can have been asked for" in said(
        lambda: one(full)
    )


def test_another_database_answers(full, monkeypatch):
    """Figures of another database than the one asked are not taken."""
    real = FakeBank._data
    monkeypatch.setattr(
        FakeBank,
        "_data",
        lambda self, *rest: (lambda header, rows: [header | {"sourceid": "11"}, rows])(
            *real(self, *rest)
        ),
    )
    assert "answered from database 11, asked for 2" in said(lambda: one(full))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        [1, 2],
        [{"page": 1, "total": 1}, {}],
        [{"total": 3}, None],
        [{"total": 0}, [1]],
        [{"total": "x"}, None],
        {"source": 5},
        {"source": []},
        7,
        None,
        [{"page": 1, "pages": 1, "per_page": 32500, "total": 1}, [{"date": "2020"}]],
        [{"page": 1, "pages": 1, "per_page": 32500, "total": 1}, ["row"]],
        [{"message": "no"}],
        [{"message": [3]}],
        [{"total": math.inf}, None],
        [
            {"page": 1, "pages": 1, "per_page": 32500, "total": 1},
            [
                {
                    "indicator": {"id": CODE, "value": ""},
                    "country": {"id": "<b>"},
                    "date": "2020",
                    "value": 1,
                }
            ],
        ],
        [
            {"page": 1, "pages": 1, "per_page": 32500, "total": 1},
            [
                {
                    "indicator": {"id": CODE, "value": ""},
                    "country": {"id": ""},
                    "date": "2020",
                    "value": 1,
                }
            ],
        ],
        [
            {"page": 1, "pages": 1, "per_page": 32500, "total": 1},
            [
                {
                    "indicator": {"id": 5, "value": ""},
                    "country": {"id": "KGZ"},
                    "date": "2020",
                    "value": 1,
                }
            ],
        ],
    ],
)
def test_answers_in_no_known_form(full, monkeypatch, answer):
    """JSON that is no answer is doubted, and the pull ends in a sentence."""
    monkeypatch.setattr(
        FakeBank, "answer", lambda *_: (200, "application/json", json.dumps(answer).encode())
    )
    assert "try again later" in said(lambda: one(full))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"\xff\xfe[",
        b"",
        b"[1" + b"0" * 5000 + b"]",
        b"\xef\xbb\xbf<html",
        b"<script>var x = '",
        b'{"message": 5}',
    ],
)
def test_bodies_that_are_no_json(full, monkeypatch, body):
    """Whatever the bytes, the pull ends in a sentence."""
    monkeypatch.setattr(FakeBank, "answer", lambda *_: (200, "application/json", body))
    assert "4 times" in (sentence := said(lambda: one(full))) or "2 times" in sentence


def test_packed_bodies(full):
    """A body packed with gzip is read; a damaged one is a broken answer."""
    full.fault("zipped", DATA)
    assert right(one(full).data)
    full.heal()
    full.fault("zipped", DATA, damaged=True)
    assert "broke off the connection 4 times" in said(lambda: one(full))


def test_a_byte_order_mark_and_a_charset(full, monkeypatch):
    """JSON with a mark before it, or in the charset that its header names, is read."""
    real = FakeBank.answer

    def dressed(kind, encoding):
        def answer(self, address, fault):
            status, _, body = real(self, address, fault)
            return status, kind, body.decode().encode(encoding)

        return answer

    full.names[CODE] = "Émigrés"
    for kind, encoding in [
        ("application/json", "utf-8-sig"),
        ("application/json; charset=iso-8859-1", "latin-1"),
        ("application/json; charset=nonsense", "utf-8"),
    ]:
        monkeypatch.setattr(FakeBank, "answer", dressed(kind, encoding))
        assert one(full).names == {CODE: "Émigrés"}
    monkeypatch.setattr(
        FakeBank, "answer", dressed("application/json; charset=nonsense", "latin-1")
    )
    assert one(full).names == {CODE: "Émigrés"}


# Settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "api.worldbank.org",
        "ftp://x/v2",
        "http://",
        "http://x:port/v2",
        "http://[x",
        "http://u:p@x/",
        "http://x/?a=1",
        "http://x/a b",
    ],
)
def test_a_bad_address(bank, monkeypatch, value):
    """An address that is none is named with its variable and a remedy, for both services."""
    monkeypatch.setenv("WORLDBANK_API", value)
    monkeypatch.setenv("WITS_API", value)
    assert said(lambda: one(bank)).startswith(f"WORLDBANK_API is “{value}”, which is no address")
    assert said(lambda: trade_shares("KGZ", 2020, 2020)).startswith("WITS_API is “")


@pytest.mark.parametrize("value", ["soon", "0", "-5", "nan", "inf", "1e9"])
def test_a_bad_deadline(bank, monkeypatch, value):
    """A deadline that is none is named with its variable and a remedy."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", value)
    assert said(lambda: one(bank)).startswith(
        f"WORLDBANK_DEADLINE is “{value}”; set it to a number of seconds"
    )
    assert said(lambda: one(bank, deadline="x")).startswith("WORLDBANK_DEADLINE is “x”")


def test_settings_by_environment_and_argument(full, monkeypatch):
    """An argument goes before the environment; a slash at the end of an address does no harm."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", "0.2")
    full.fault("silence", DATA, times=2)
    assert "within 0.2 s" in said(lambda: one(full)) and "within 0.1 s" in said(
        lambda: one(full, deadline=0.1)
    )
    monkeypatch.setenv("WORLDBANK_API", "http://127.0.0.1:1/v2")
    pulled = one(full, api=full.url + "/")
    assert right(pulled.data) and pulled.urls[0].startswith(f"{full.url}/country/")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], ["KGZ"], 2020, 2021), "indicators: give at least one code"),
        ((CODE, [], 2020, 2021), "economies: give at least one code"),
        ((CODE, [""], 2020, 2021), "economies: '' is no code"),
        ((CODE, ["KGZ/TJK"], 2020, 2021), "'KGZ/TJK' is no code"),
        ((CODE, ["KGZ"], 2021, 2020), "2021 to 2020 is no period"),
        ((CODE, ["KGZ"], 20, 2020), "20 to 2020 is no period"),
    ],
)
def test_calls_that_ask_for_nothing(bank, arguments, words):
    """A call that could only be a mistake never reaches the service, where an empty list means everything."""
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        observations(*arguments)
    assert bank.urls == []


def test_the_bar(full, monkeypatch, capfd):
    """A bar counts pages, if there are several, where somebody watches, after some seconds; elsewhere nothing is printed."""
    bars = []

    class Bar(worldbank_service.tqdm):
        def __init__(self, **options) -> None:
            bars.append(options)
            super().__init__(**options | {"delay": 0})

    monkeypatch.setattr(worldbank_service, "tqdm", Bar)
    # Another test of this process may have loaded it.
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    observations(SERIES, PLACES, 1990, 2024)
    assert bars == []
    monkeypatch.setattr(worldbank_service, "PAGE_SIZES", (1000, 500, 500, 500))
    observations(SERIES, PLACES, 1990, 2024)
    assert bars[0]["total"] == 6 and bars[0]["delay"] >= 1 and capfd.readouterr() == ("", "")
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    observations(SERIES, PLACES, 1990, 2024)
    assert bars[1]["disable"] is False and "1/6" in capfd.readouterr().err


# Other databases --------------------------------------------------------------------------------------------


@pytest.fixture
def edition(bank) -> FakeBank:
    """The edition of April 2023, with two series."""
    bank.fill(SERIES[:2], PLACES, range(1990, 2023))
    bank.editions["202304"] = {code: dict(bank.figures[2].pop(code)) for code in SERIES[:2]}
    return bank


@pytest.mark.parametrize("prefix", ["YR", ""])
def test_an_older_edition(edition, prefix):
    """Figures as an edition had them, whether its years are written YR2020 or 2020."""
    edition.year_ids = prefix
    pulled = archive("202304", SERIES[:2], ["KGZ", "TJK"], 2018, 2024)
    assert (
        len(pulled.data) == 2 * 2 * 5
        and right(pulled.data)
        and pulled.database == "WDI Database Archives"
    )
    assert len(edition.urls) == 1 and list(pulled.data.columns) == [
        "economy",
        "indicator",
        "year",
        "value",
    ]


@pytest.mark.parametrize("unknown", ["refuse", "ignore"])
def test_a_series_that_the_edition_lacks(edition, unknown):
    """The edition's other series are kept, whether the service refuses in XML or ignores the code; the metadata say where it is."""
    edition.unknown = unknown
    edition.fill([SERIES[2]], PLACES, range(2018, 2020))
    pulled = archive("202304", SERIES[:3], ["KGZ"], 2018, 2022)
    assert set(pulled.data["indicator"]) == set(SERIES[:2]) and list(pulled.problems) == [SERIES[2]]
    assert "it is listed in World Development Indicators (source 2)" in pulled.problems[SERIES[2]]
    assert ("not valid (160)" in pulled.problems[SERIES[2]]) == (unknown == "refuse")


def test_no_such_edition(edition):
    """A month without an edition leaves a problem for each series; what is no month is not asked for."""
    assert archive("199001", SERIES[:2], ["KGZ"], 2018, 2022).problems.keys() == set(SERIES[:2])
    with pytest.raises(ValueError, match="YYYYMM"):
        archive("April 2023", SERIES[:2], ["KGZ"], 2018, 2022)


def test_another_edition_answers(edition, monkeypatch):
    """Figures of another edition than the one asked are not taken."""
    edition.editions["202305"] = edition.editions["202304"]
    real = FakeBank._cube
    monkeypatch.setattr(
        FakeBank,
        "_cube",
        lambda self, source, asked: real(self, source, asked | {"version": "202305"}),
    )
    assert "sent figures of the version 202305, asked for 202304" in said(
        lambda: archive("202304", CODE, ["KGZ"], 2018, 2022)
    )


@pytest.mark.parametrize("plain", [{2, 3}, {2}])
def test_governance(bank, plain):
    """Database 3 is read in the plain form or, if it has none, in the advanced one; a bad code costs no other there either."""
    codes = [f"GOV_WGI_{part}.EST" for part in ("CC", "GE", "PV")]
    bank.fill(codes, PLACES, range(1996, 2024), source=3)
    bank.plain = plain
    pulled = observations([*codes, "CC.EST"], ["KGZ", "UZB"], 2015, 2023, source=3)
    assert (
        len(pulled.data) == 3 * 2 * 9
        and right(pulled.data)
        and pulled.database == "Worldwide Governance Indicators"
    )
    assert (
        pulled.last_updated == "2026-07-20"
        and "GOV_WGI_CC.EST in source 3" in pulled.problems["CC.EST"]
    )
    assert ("deleted or archived. (175)" in pulled.problems["CC.EST"]) == (3 in plain)


@pytest.fixture
def debt(bank) -> FakeBank:
    """Debt of two economies to three creditors."""
    bank.debt = {
        (economy, code, year): float(len(economy) * year + number)
        for economy in ("KGZ", "TJK")
        for year in range(2015, 2023)
        for number, code in enumerate(("730", "087", "WLD"))
    }
    return bank


def test_debt_by_creditor(debt):
    """Creditors by their names: known numbers need no list, others are found by their label there."""
    pulled = creditors(["KGZ", "TJK"], ["China", "World"], 2018, 2022)
    assert (
        len(debt.urls) == 1
        and list(pulled.data.columns) == ["economy", "creditor", "year", "value"]
        and len(pulled.data) == 20
    )
    assert pulled.data["value"].iloc[0] == debt.debt["KGZ", "730", 2018]
    russia = creditors(["KGZ"], "Russia", 2018, 2022)
    assert russia.data["value"].tolist() == [
        debt.debt["KGZ", "087", year] for year in range(2018, 2023)
    ]
    assert creditors(["KGZ"], ["Russia", "Russian"], 2018, 2022).problems == {
        "Russia": "Russia: the same creditor as Russian"
    }
    assert russia.names == {"Russia": "Russian Federation"} and russia.last_updated == "2025-12-03"


def test_a_creditor_that_is_not_listed(debt):
    """A creditor without a label, or with several that begin so, is named, and costs no other."""
    debt.creditors |= {"801": "Mars North", "802": "Mars South"}
    pulled = creditors(["KGZ"], ["China", "Mars", "Venus", "japan"], 2018, 2022)
    assert set(pulled.data["creditor"]) == {"China"} and pulled.problems.keys() == {
        "Mars",
        "Venus",
        "japan",
    }
    assert "lists no such creditor, or several" in pulled.problems["Mars"]
    assert pulled.problems["japan"].endswith("holds no figure for these economies in 2018–2022")
    assert not debt.asked("/indicator/")


def test_a_list_without_pages(debt, monkeypatch):
    """A list of members that says nothing of pages is taken as whole."""
    real = FakeBank._members
    monkeypatch.setattr(
        FakeBank, "_members", lambda self, *rest: {"source": real(self, *rest)["source"]}
    )
    assert len(creditors(["KGZ"], ["Russia"], 2018, 2022).data) == 5


def test_a_creditor_refused(debt):
    """A refusal names the creditor, in the service's words."""
    debt.fault("xml", "counterpart-area/730/")
    debt.fault("xml", "counterpart-area/730;WLD/")
    pulled = creditors(["KGZ"], ["China", "World"], 2018, 2022)
    assert pulled.problems == {
        "China": "China: The World Bank's service says “The provided parameter value is not valid (160)”"
    }
    assert set(pulled.data["creditor"]) == {"World"}
    assert not debt.asked("/v2/indicator/")


# Trade ------------------------------------------------------------------------------------------------------


@pytest.fixture
def trade(bank) -> FakeBank:
    """Shares of Kyrgyz trade in two years."""
    bank.shares = {
        ("KGZ", flow, year, partner): share
        for flow in ("exports", "imports")
        for year in (2021, 2022)
        for partner, share in {
            "RUS": 35.5,
            "CHN": 20,
            "TMP": 0.5,
            "WLD": 100.0,
            "ECS": 60.0,
            "UNS": 1.5,
            "XKX": None,
            "X_1": 2,
        }.items()
    }
    return bank


def test_partner_shares(trade):
    """Shares of economies alone, by today's codes, for the years asked; regions and leftovers are dropped."""
    pulled = trade_shares("KGZ", 2022, 2024)
    assert (
        list(pulled.data.columns) == ["economy", "year", "flow", "partner", "value"]
        and pulled.problems == {}
    )
    assert pulled.data[["flow", "partner", "value"]].values.tolist() == [
        [flow, partner, value]
        for flow in ("exports", "imports")
        for partner, value in (("CHN", 20.0), ("RUS", 35.5), ("TLS", 0.5))
    ]
    assert (
        len(trade.urls) == 2
        and pulled.names.keys() == {"exports", "imports"}
        and str(pulled.data["year"].dtype) == "Int64"
    )


def test_one_flow_missing(trade):
    """A flow without records is named; the other is kept."""
    trade.shares = {key: value for key, value in trade.shares.items() if key[1] == "exports"}
    pulled = trade_shares("KGZ", 2022, 2022)
    assert (
        set(pulled.data["flow"]) == {"exports"}
        and "answered 404 (NoRecordsFound)" in pulled.problems["imports"]
    )
    assert "holds no figure for these years" in trade_shares("KGZ", 1990, 1991).problems["exports"]


def test_shares_that_are_no_parts_of_a_whole(trade):
    """A group of countries that slips in makes more than the whole, and is refused; so is a partner with two shares."""
    trade.shares["KGZ", "exports", 2022, "XYZ"] = 60.0
    trade.shares["KGZ", "imports", 2022, "TLS"] = 0.7
    trade.shares["TJK", "imports", 2022, "RUS"] = 100.5
    assert "below 0 or above 100 %" in trade_shares("TJK", 2022, 2022).problems["imports"]
    pulled = trade_shares("KGZ", 2020, 2022)
    assert (
        pulled.data.empty
        and "add up to 116 % in 2022" in pulled.problems["exports"]
        and "two figures for one partner" in pulled.problems["imports"]
    )


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"structure": {}},
        sdmx("TJK", "XPRT-PRTNR-SHR", {(2022, "RUS"): 5.0}),
        sdmx("KGZ", "XPRT-PRTNR-SHR", {(2022, "RUS"): "much"}),
    ],
)
def test_trade_in_no_known_form(trade, monkeypatch, answer):
    """Answers that are not shares of this reporter are doubted, and the pull ends in a sentence."""
    monkeypatch.setattr(
        FakeBank, "answer", lambda *_: (200, "application/json", json.dumps(answer).encode())
    )
    assert said(lambda: trade_shares("KGZ", 2020, 2022)).startswith(
        "The World Bank's trade service WITS (127.0.0.1) sent "
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("503", "answered 503"),
        ("truncated", "cut short"),
        ("400", "answered 400 (Request Error) 2 times"),
    ],
)
def test_trade_fails(trade, kind, words):
    """The trade service fails as the other does; a passing failure does no harm."""
    trade.fault(kind, times=1)
    assert len(trade_shares("KGZ", 2022, 2022).data) == 6
    trade.fault(kind)
    assert words in said(lambda: trade_shares("KGZ", 2022, 2022))


# Properties -------------------------------------------------------------------------------------------------


@given(
    st.lists(st.from_regex(r"[A-Z0-9.]{1,40}", fullmatch=True)),
    st.integers(40, 200),
    st.integers(1, 60),
)
def test_batches(codes, longest, most):
    """Lists keep every code, in order, within both limits, and none is empty."""
    batches = list(pull._batches(codes, longest, most))
    assert [code for batch in batches for code in batch] == codes and all(batches)
    assert all(len(batch) <= most and len(";".join(batch)) <= longest for batch in batches)
    assert all(
        len(batch) == most or len(";".join([*batch, following[0]])) > longest
        for batch, following in zip(batches, batches[1:], strict=False)
    )


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_numbers_survive(number):
    """Every number comes through unchanged, as number and as text."""
    assert answers.number_of(number) == number == answers.number_of(str(number))


@given(st.text() | st.booleans() | st.none() | st.lists(st.integers()))
def test_only_numbers_are_numbers(value):
    """Nothing else is a number, whatever a parser might make of it: no words, blanks, separators, foreign digits, truth."""
    plain = isinstance(value, str) and value.isascii() and answers.NUMBER.fullmatch(value)
    assert (answers.number_of(value) is None) != bool(plain) or not math.isfinite(float(value))


@pytest.mark.parametrize(
    "value",
    [
        "",
        " 1",
        "1,5",
        "1 000",
        "0x10",
        "1_000",
        "١٢",
        "NaN",
        "inf",
        "1e999",
        True,
        10**400,
        float("nan"),
        float("inf"),
        [1],
    ],
)
def test_no_numbers(value):
    """What Python's own parser would let through, and what is too large."""
    assert answers.number_of(value) is None


@given(st.text())
def test_plain_text(text):
    """Text keeps its letters, has no control, direction or format mark, and no end of line."""
    plain = answers.plain_text(text)
    assert (
        plain == answers.plain_text(plain)
        and len(plain) <= 200
        and not set(plain) & set("\x00\x1b\n\r\u200e\u202e\u2066\ufeff")
    )
    assert [sign for sign in plain if sign.isalnum()] == [
        sign for sign in text[:1000] if sign.isalnum()
    ][: len([s for s in plain if s.isalnum()])]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "page",
                    "pages",
                    "per_page",
                    "total",
                    "source",
                    "data",
                    "message",
                    "id",
                    "value",
                    "concept",
                    "variable",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(JSON)
def test_any_json_is_read_or_doubted(answer):
    """Whatever JSON comes, it is an answer, a refusal or a doubt, never anything else."""
    service = worldbank_service.Service.__new__(worldbank_service.Service)  # without a line
    service._answer = lambda url: answer
    question = answers.Question(
        "http://x/?", lambda rows: answers.read_rows(rows, answers.plain_row, {"a": "A"}), None
    )
    try:
        page = service._page(question, 0, 32_500, None)
    except (errors.Again, errors.Refused):
        return
    assert page.content.frame.empty
