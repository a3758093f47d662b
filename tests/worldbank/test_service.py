"""A conversation: pages, attempts, deadline, and failures that leave nothing."""

import json
import math
import socket
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bank import FakeBank
from support.pulls import CODE, DATA, PLACES, SERIES, failure, one, right

from footprint.worldbank import answers, errors, observations
from footprint.worldbank import service as service_room


def test_pages_are_walked(full, monkeypatch):
    """Rows beyond a page come too, in any number of pages."""
    monkeypatch.setattr(service_room, "PAGE_SIZES", (100, 20, 20, 20))
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data) and len(full.urls) == 9


def test_smaller_pages_in_trouble(full, monkeypatch):
    """A page that fails is asked for again in smaller ones; the others are not."""
    monkeypatch.setattr(service_room, "PAGE_SIZES", (100, 20, 10, 10))
    full.fault("502", "per_page=100&page=3")
    full.fault("504", "per_page=20&page=12")
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data)
    assert len(full.asked("per_page=100&")) == 9 and len(full.asked("per_page=20&")) == 5
    assert [url[-7:] for url in full.asked("per_page=10&")] == ["page=23", "page=24"]


def test_smaller_pages_from_the_start(full, monkeypatch):
    """If the first page fails, all are smaller; and the last may be short."""
    monkeypatch.setattr(service_room, "PAGE_SIZES", (500, 100, 50, 50))
    full.fault("502", "per_page=500&page=1&?$")
    pulled = observations(SERIES[:3], PLACES, 1990, 2024)
    assert len(pulled.data) == 3 * 8 * 35 and right(pulled.data) and len(full.urls) == 1 + 9


def test_same_pages_when_asked_too_often(full, monkeypatch):
    """After 429 the same page is asked for again: smaller ones would only be more requests."""
    monkeypatch.setattr(service_room, "PAGE_SIZES", (100, 20, 20, 20))
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
    """Each failure of the whole ends in one sentence: what happened, to whom, what to do."""
    full.fault(kind, DATA)
    sentence = failure(lambda: one(full))
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
    monkeypatch.setattr(service_room, "FIRST_WAIT", 1e6)
    full.fault("429", times=1, retry_after="0")
    full.fault("503", nth=2, retry_after="Wed, 21 Oct 2015 07:28:00 GMT")
    assert right(one(full).data)
    full.fault("429", retry_after="3600")
    assert "answered 429 (Too Many Requests) and asked to wait 3600 s" in failure(lambda: one(full))


def test_waits_grow(full, monkeypatch):
    """Without a readable Retry-After each wait is longer than the last, and never the same."""
    monkeypatch.setattr(service_room, "FIRST_WAIT", 0.5)
    waits = []
    with service_room.world_bank(None, None) as service:
        stopped, service.stopped = service.stopped, Waits(waits)
        for attempt in range(3):
            service._wait(errors.Again("failed"), attempt)
            service._wait(errors.Again("failed"), attempt)
        service.stopped = stopped
    assert waits[::2] == sorted(waits[::2]) and waits[1::2] == sorted(waits[1::2])
    assert len(set(waits)) == 6 and waits[0] >= 0.5 and waits[-1] <= 4
    full.fault("503", retry_after="soon")
    assert "answered 503 (Service Unavailable);" in failure(lambda: one(full, deadline=0.4))


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
    assert "did not answer in full within 0.3 s" in failure(lambda: one(full, deadline=0.3))


def test_the_deadline_holds_for_a_name_that_never_resolves(full, monkeypatch):
    """Not even the look-up of the host outlasts the deadline."""
    asked = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: asked.wait() and [])
    assert "did not answer in full within 0.1 s" in failure(lambda: one(full, deadline=0.1))
    asked.set()


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
    assert "announced 100000000 rows, more than it can have been asked for" in failure(
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
    assert "answered from database 11, asked for 2" in failure(lambda: one(full))


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
    assert "try again later" in failure(lambda: one(full))


def test_the_bar(full, monkeypatch, capfd):
    """A bar counts several pages where somebody watches, after some seconds."""
    bars = []

    class Bar(service_room.tqdm):
        def __init__(self, **options) -> None:
            bars.append(options)
            super().__init__(**options | {"delay": 0})

    monkeypatch.setattr(service_room, "tqdm", Bar)
    # Another test of this process may have loaded it.
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    observations(SERIES, PLACES, 1990, 2024)
    assert bars == []
    monkeypatch.setattr(service_room, "PAGE_SIZES", (1000, 500, 500, 500))
    observations(SERIES, PLACES, 1990, 2024)
    assert bars[0]["total"] == 6 and bars[0]["delay"] >= 1 and capfd.readouterr() == ("", "")
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    observations(SERIES, PLACES, 1990, 2024)
    assert bars[1]["disable"] is False and "1/6" in capfd.readouterr().err


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
    service = service_room.Service.__new__(service_room.Service)  # without a line
    service.answer = lambda url, rows: answer
    question = service_room.Question(
        "http://x/?", lambda rows: answers.read_rows(rows, answers.plain_row, {"a": "A"})
    )
    try:
        page = service._page(question, 0, 32_500, None)
    except (errors.Again, errors.Refused):
        return
    assert page.content.frame.empty
