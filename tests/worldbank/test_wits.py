"""Trade by partner."""

import json

import pytest
from support.bank import FakeBank, sdmx
from support.pulls import failure

from footprint.worldbank import trade_shares


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
    """Shares of economies by today's codes for the years asked; no regions, no leftovers."""
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
    """A group that slips in makes more than the whole, and is refused; so are two shares."""
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


def altered(series: dict) -> dict:
    """An answer with these series, by places in its lists."""
    answer = sdmx("KGZ", "XPRT-PRTNR-SHR", {(2022, "RUS"): 5.0})
    answer["dataSets"][0]["series"] = series
    return answer


@pytest.mark.parametrize(
    "answer",
    [
        altered({"0:0:-1:0:0": {"observations": {"0": [5.0]}}}),
        altered({"0:0:0:0:0": {"observations": {"-1": [5.0]}}}),
        altered({"0:0:0:0:0": {"observations": {"0": "55"}}}),
        altered({"0:0:0:0": {"observations": {"0": [5.0]}}}),
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
    assert failure(lambda: trade_shares("KGZ", 2020, 2022)).startswith(
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
    assert words in failure(lambda: trade_shares("KGZ", 2022, 2022))
