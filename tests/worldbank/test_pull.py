"""A pull: one bad code must not cost the good ones, and answers must fit each other."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank import FakeBank
from support.faults import GONE
from support.pulls import CODE, DATA, PLACES, SERIES, failure, one, right

from footprint.worldbank import observations, pull, service


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
    """With a long base address fewer codes go out: no address is longer than the service reads."""
    monkeypatch.setattr(pull, "LONGEST_URL", 550)
    bank.fill(SERIES, PLACES, range(2020, 2021))
    pulled = observations(SERIES, PLACES, 2020, 2020)
    assert len(pulled.data) == 160 and right(pulled.data)
    assert len(bank.urls) == 2 and max(map(len, pulled.urls)) <= 550


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
    """What concerns one series alone is a sentence about it, and leaves no figure of it."""
    full.fault(kind, DATA)
    pulled = one(full)
    assert (
        pulled.data.empty
        and words in pulled.problems[CODE]
        and pulled.problems[CODE].startswith(f"{CODE}: The World Bank's service")
    )
    assert "\n" not in pulled.problems[CODE]


@pytest.mark.parametrize("unknown", ["refuse", "ignore"])
def test_one_bad_code_of_twenty(full, unknown):
    """Nineteen series are kept, whether the service refuses the whole or ignores the bad one.

    The bad one is named, with its place.
    """
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


def test_a_code_nobody_knows(full):
    """A code that even the metadata do not know has the service's words alone.

    A code that is none is not asked for.
    """
    pulled = observations([CODE, "NO.SUCH", "NO SUCH/../x"], ["KGZ"], 2018, 2022)
    assert pulled.problems == {
        "NO SUCH/../x": "NO SUCH/../x: this is no code of a series, so nothing was asked",
        "NO.SUCH": f"NO.SUCH: The World Bank's service says “{GONE} (175)”",
    }
    assert len(pulled.data) == 5 and not full.asked(r"\.\.")


def test_an_economy_nobody_knows(full):
    """An economy that the service does not know is named, not the twenty series."""
    assert "knows no economy TWN" in failure(
        lambda: observations(SERIES, ["KGZ", "TWN"], 2018, 2022)
    )
    full.fault("500", r"/country\?")
    assert observations(CODE, ["KGZ", "TWN"], 2018, 2022).problems.keys() == {CODE}


def test_doubt_about_several_series_at_once(full):
    """If an answer for several series makes no sense, each is asked for alone."""
    full.fault("rows missing", "SERIES.00;")
    pulled = observations(SERIES[:4], PLACES, 2018, 2022)
    assert len(pulled.data) == 4 * 8 * 5 and right(pulled.data) and pulled.problems == {}


def test_a_release_in_the_middle(full, monkeypatch):
    """Figures of two releases are not mixed, on the pages of an answer or in a pull."""
    days = iter(["2026-07-13"] + ["2026-07-14"] * 50)
    real = FakeBank._data
    monkeypatch.setattr(
        FakeBank,
        "_data",
        lambda self, *rest: (lambda header, rows: [header | {"lastupdated": next(days)}, rows])(
            *real(self, *rest)
        ),
    )
    monkeypatch.setattr(service, "PAGE_SIZES", (300, 300, 300, 300))
    assert "changed its figures while they were read" in failure(
        lambda: observations(CODE, PLACES, 1960, 2024)
    )
    days = iter(["2026-07-13"] + ["2026-07-14"] * 50)
    monkeypatch.setattr(pull, "MOST_CODES", 1)
    assert "released new figures (2026-07-14) while the pull was under way" in failure(
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
    monkeypatch.setattr(service, "PAGE_SIZES", (300, 300, 300, 300))
    assert "sent the same rows on several pages" in failure(
        lambda: observations(CODE, PLACES, 1960, 2024)
    )


@given(
    st.lists(st.from_regex(r"[A-Z0-9.]{1,40}", fullmatch=True)),
    st.integers(40, 200),
    st.integers(1, 60),
)
def test_batches(codes, longest, most):
    """Lists keep every code, in order, within both limits, and none is empty."""
    batches = list(pull.batches(codes, longest, most))
    assert [code for batch in batches for code in batch] == codes and all(batches)
    assert all(len(batch) <= most and len(";".join(batch)) <= longest for batch in batches)
    assert all(
        len(batch) == most or len(";".join([*batch, following[0]])) > longest
        for batch, following in itertools.pairwise(batches)
    )
