"""Every fault and every hostile body at every endpoint: a sentence or the right figures, in bounded time and requests."""

import gzip

import pandas as pd
import pytest
from support.bank import FakeBank, figure
from support.faults import FAULTS
from support.hostile import HOSTILE
from support.pulls import ENDPOINTS, outcome, stocked

from footprint.worldbank import Observations

TRICKLES = ("silence", "drip", "drip in header")


@pytest.fixture
def everything(bank) -> FakeBank:
    """A service that has something at every endpoint."""
    return stocked(bank)


def served(bank: FakeBank, data: pd.DataFrame) -> bool:
    """Whether each figure is one that the service has in this place."""
    for row in data.to_dict("records"):
        economy, year = row["economy"], row["year"]
        if "flow" in row:
            right = bank.shares.get((economy, row["flow"], year, row["partner"]))
        elif "creditor" in row:
            number = {"China": "730", "Russia": "087", "World": "WLD"}[row["creditor"]]
            right = bank.debt.get((economy, number, year))
        else:
            right = figure(row["indicator"], economy, year)
        if right != row["value"]:
            return False
    return True


def exits(bank: FakeBank, endpoint: str, **fault) -> Observations | str:
    """What comes of an endpoint with a fault: no figure that was not served, few requests."""
    ask, path = ENDPOINTS[endpoint]
    bank.heal()
    bank.urls.clear()
    bank.fault(path=path, **fault)
    found = outcome(ask)
    assert len(bank.urls) <= 16, (endpoint, fault)
    assert isinstance(found, str) or served(bank, found.data), (endpoint, fault)
    return found


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_answers(everything, endpoint):
    """Without a fault; else the others would prove nothing."""
    ask, path = ENDPOINTS[endpoint]
    found = outcome(ask)
    if endpoint == "economies":
        assert "knows no economy TWN" in found
    else:
        assert len(found.data) and served(everything, found.data)
    assert everything.asked(path)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_fault_at_every_endpoint(everything, endpoint, monkeypatch):
    """A sentence, a problem or the right figures; no private exception."""
    for kind in FAULTS:
        monkeypatch.setenv("WORLDBANK_DEADLINE", "0.15" if kind in TRICKLES else "30")
        exits(everything, endpoint, kind=kind)


@pytest.mark.parametrize("endpoint", ["economies", "creditors", "trade", "archive"])
def test_a_refusal_is_a_sentence_everywhere(everything, endpoint):
    """Message 120 on a list once ended an update in a private exception."""
    found = exits(everything, endpoint, kind="message 120")
    told = found if isinstance(found, str) else "; ".join(found.problems.values())
    assert "(120)" in told or "knows no economy" in told or endpoint == "economies"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_hostile_body_at_every_endpoint(everything, endpoint):
    """The same for what somebody sends who means harm."""
    for change in HOSTILE.values():
        exits(everything, endpoint, kind="changed", change=change)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_bombs_are_dropped_unread(everything, endpoint):
    """A body packed small is unpacked as far as what was asked for can be, and never parsed."""
    packed = gzip.compress(b"[" + b"{}," * 20_000_000, 1)
    assert len(packed) < 300_000
    found = exits(everything, endpoint, kind="packed", body=packed)
    told = found if isinstance(found, str) else "; ".join(found.problems.values())
    assert "MB in one answer" in told or endpoint in ("economies", "whereabouts")


@pytest.mark.parametrize("cut", [1, 9, 30])
def test_packed_bodies_that_are_cut(everything, cut):
    """Whatever is left of it, it is a broken answer, or it is whole."""
    _, _, body = everything.answer("/v2/country/KGZ/indicator/AA.SERIES.00?format=json", None)
    exits(everything, "series", kind="packed", body=gzip.compress(body)[:-cut])
