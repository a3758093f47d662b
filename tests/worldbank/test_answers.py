"""What an answer may look like, and what its rows come to."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank import FakeBank
from support.pulls import CODE, DATA, PLACES, SERIES, one, right

from footprint.worldbank import answers, observations


@pytest.mark.parametrize("order", ["economy", "indicator"])
def test_any_order_of_rows(full, order):
    """Nothing rests on the order of the rows."""
    full.order = order
    assert right(observations(SERIES, PLACES, 1990, 2024).data)


@pytest.mark.parametrize(
    "kind", ["duplicates", "numbers as text", "dates ignored", "header as text", "shuffled"]
)
def test_harmless_oddities(full, kind):
    """The figures asked for, and no others.

    Even if rows come twice or in disorder, plain numbers as text, or all years.
    """
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
    """Markup in a name stays text; marks that turn the writing or steer a terminal are gone."""
    full.fault(kind, DATA)
    pulled = one(full)
    assert pulled.names == {CODE: name} and right(pulled.data)


def test_forecasts_are_left_out(full):
    """A figure with the status F is no observation."""
    full.forecasts = {(CODE, "KGZ", 2022)}
    data = one(full).data
    assert data.loc[data["economy"] == "KGZ", "year"].max() == 2021 and len(data) == 9


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
    full._row = lambda code, economy, year, figures: (
        real(full, code, economy, year, figures)
        | {"date": f"{year}M03" if code == CODE else str(year)}
    )
    pulled = observations(SERIES[:2], ["KGZ"], 2020, 2021)
    assert (
        "sent figures of “2021M03”, which is no year" in pulled.problems[CODE]
        or "2020M03" in pulled.problems[CODE]
    )
    assert set(pulled.data["indicator"]) == {SERIES[1]}


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_numbers_survive(number):
    """Every number comes through unchanged, as number and as text."""
    assert answers.number_of(number) == number == answers.number_of(str(number))


@given(st.text() | st.booleans() | st.none() | st.lists(st.integers()))
def test_only_numbers_are_numbers(value):
    """Nothing else is a number, whatever a parser might make of it.

    No words, blanks, separators, foreign digits, truth.
    """
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
