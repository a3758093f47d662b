"""What an answer may look like, and what its rows come to."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank import FakeBank
from support.pulls import CODE, DATA, PLACES, SERIES, one, right

from footprint.worldbank import answers, errors, observations


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


@pytest.mark.parametrize(("value", "count"), [(0, 0), (7, 7), ("12", 12), ("0", 0)])
def test_counts(value, count):
    """A count is a whole number, also as text, as headers of lists have it."""
    assert answers.count_of(value) == count


@pytest.mark.parametrize(
    "value", [True, None, -1, "-1", 1.0, "1.5", "", " 1", "٣", "9" * 4000, [1], 10**12]
)
def test_no_counts(value):
    """Nothing else is one, lest a place below zero lead to the end of a list."""
    with pytest.raises(ValueError, match="no count"):
        answers.count_of(value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a": 1, "a": 1}', "sent an object in which a field stands twice"),
        (b"[{},]", "cut short or damaged"),
        (b"[" + b"{}," * 30_000 + b"{}]", "sent far more values than it was asked for"),
        (b"[" + b"1," * 60_000 + b"1]", "sent far more values than it was asked for"),
        ("[1]".encode("utf-16"), "cut short or damaged"),
        (b'["\x00"]', "cut short or damaged"),
    ],
)
def test_bodies_that_are_not_taken(body, words):
    """Two values for one field, and more than one row can have, which would fill the memory."""
    with pytest.raises(errors.Again, match=words):
        answers.json_of(body, 1)


def test_what_a_body_may_have():
    """Infinity and endless numbers come as text, which no figure may be; half a pair of signs comes as it is."""
    long = "1" * 1000
    sent = answers.json_of(f'[NaN, -Infinity, {long}, 0.{long}, "\\ud800", 1.5, 7]'.encode(), 1)
    assert sent == ["NaN", "-Infinity", long, f"0.{long}", "\ud800", 1.5, 7]
    figures = [answers.number_of(value) for value in sent]
    assert figures == [None] * 5 + [1.5, 7.0]


def test_a_concept_twice():
    """Of two economies of one row, nobody could say which is meant."""
    part = [{"concept": "Country", "id": code, "value": ""} for code in ("KGZ", "TJK")]
    with pytest.raises(errors.Doubt, match="stands twice"):
        answers.cube_row("series")({"variable": part, "value": 1})


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
