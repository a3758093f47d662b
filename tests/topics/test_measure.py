"""What measures share, at its edges."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import MeasureCall, Measured, Texts, Untestable
from footprint.rows import Rows
from footprint.topics import measure as shared
from footprint.topics.measure import from_row, newest_rows, where

ROWS = pd.DataFrame(
    [("KGZ", 2021, 1.0, "a"), ("KGZ", 2022, 2.0, "b"), ("TJK", 2022, 3.0, "c")],
    columns=["economy", "year", "value", "source"],
)


@pytest.mark.parametrize(
    ("equal", "sources"),
    [
        ({}, "abc"),
        ({"economy": "KGZ"}, "ab"),
        ({"economy": "KGZ", "year": 2022}, "b"),
        ({"economy": ("KGZ", "TJK"), "year": {2022: ""}}, "bc"),
        ({"economy": []}, ""),
        ({"economy": pd.Index(["TJK"])}, "c"),
    ],
)
def test_rows_that_equal_what_is_given(equal, sources):
    assert "".join(where(ROWS, **equal)["source"]) == sources


def test_the_newest_of_a_column():
    assert list(newest_rows(ROWS)["source"]) == ["b", "c"]
    assert list(newest_rows(ROWS, "economy")["source"]) == ["c"]
    assert newest_rows(ROWS.iloc[:0]).empty


def test_a_measure_from_a_row():
    found = from_row(ROWS.iloc[0], period="all of 2021")
    assert (found.value, found.year, found.basis) == (1.0, 2021, "a")
    assert found.words == {"period": "all of 2021"}
    assert from_row(ROWS.iloc[0], 0.0).value == 0.0


def test_a_measure_says_what_it_takes():
    """Its name, the kinds of its parameters, and which of them are series."""

    def sum_of(at, *, indicator: str, years: int) -> Measured:
        return Measured(1.0, years, indicator)

    declared = shared.measure(reads=["indicator"])(sum_of)
    assert declared.name == "sum_of" and declared.reads == ("indicator",)
    assert declared.parameters == {"indicator": str, "years": int}
    assert declared.series(MeasureCall("sum_of", {"indicator": "A.B", "years": 3})) == ["A.B"]
    assert declared(None, indicator="A", years=2) == Measured(1.0, 2, "A")


@pytest.mark.parametrize(
    ("value", "kind", "wrong"),
    [
        ("a", str, ""),
        (1, str, "a text"),
        (1, int, ""),
        (True, int, "a whole number"),
        (1.0, int, "a whole number"),
        (1, float, ""),
        (1.5, float, ""),
        (True, float, "a number"),
        ("1", float, "a number"),
        (["a"], Texts, ""),
        ((), Texts, ""),
        ("a", Texts, "a list of texts"),
        (["a", 1], Texts, "a list of texts"),
        ("total", shared.Denominator, ""),
        ("Total", shared.Denominator, "total or partners"),
        (["total"], shared.Denominator, "total or partners"),
    ],
)
def test_what_a_parameter_should_be(value, kind, wrong):
    """A whole number is a number; yes is none."""
    assert shared.misfit(value, kind) == wrong


def test_the_newest_row_covers_most_of_its_year():
    """Of two in one year; of none the reason says what for."""
    rows = Rows(
        [{"year": 2022, "months": 12}, {"year": 2023, "months": 10}, {"year": 2023, "months": 3}]
    )
    assert shared.newest_row(rows, "oil") == {"year": 2023, "months": 10}
    assert len(shared.newest_of(rows, "oil")) == 2
    assert shared.newest_of(rows, "oil", "months")[0]["year"] == 2022
    plain = Rows([{"year": 2023, "value": 1}, {"year": 2023, "value": 2}])
    assert shared.newest_row(plain, "oil")["value"] == 2
    for newest in (shared.newest_row, shared.newest_of):
        with pytest.raises(Untestable, match=r"^there is no figure for oil$"):
            newest(Rows(), "oil")


@pytest.mark.parametrize(
    ("months", "told"), [(12, "2023"), (11, "11 months of 2023"), (2, "2 months of 2023"), (1, "1 month of 2023")]
)  # fmt: skip
def test_how_much_of_a_year_a_row_covers(months, told):
    assert shared.covered({"year": 2023, "months": months}) == told


def test_years_sources_and_ranks():
    """A span of one year is that year; a source stands once; equal values share a place."""
    assert (shared.year_span(2019, 2023), shared.year_span(2023, 2023)) == ("2019–2023", "2023")
    assert shared.once(["a", "b", "a"]) == "a; b"
    values = {"a": 3.0, "b": 5.0, "c": 3.0, "d": 1.0}
    assert [shared.rank_among(values, name) for name in "abcd"] == [2, 1, 2, 4]


def test_a_value_in_a_year():
    """By the vintage of its series; another year is not taken for it."""
    at = Figures([(2021, 1.5), (2022, 2.5)])
    assert shared.in_year(at, "A.B", "KGZ", 2021) == Measured(1.5, 2021, "a basis")
    with pytest.raises(Untestable, match=r"^there is no figure for A\.B of KGZ in 2020$"):
        shared.in_year(at, "A.B", "KGZ", 2020)


def test_a_share_with_its_weight():
    """And with its other words; without, where the weight cannot be had."""
    share = Measured(30.0, 2021, "a", {"rank": 1})
    told = shared.with_weight(share, lambda: Measured(4.25, 2021, "b"))
    assert told == Measured(30.0, 2021, "a", {"rank": 1, "weight": "4.2\u202f% of GDP"})

    def none() -> Measured:
        raise Untestable("no figure")

    assert shared.with_weight(share, none) == share


@pytest.mark.parametrize(
    ("against", "found"), [("largest", (2.0, "b")), ("all others", (1.5, "all others"))]
)
def test_one_over_the_others(against, found):
    """The largest of them, or all; of nothing there is no part."""
    values = {"a": 6.0, "b": 3.0, "c": 1.0, "d": 0.0, "e": -1.0}
    assert shared.over_others(values, "a", against) == found
    assert shared.over_others({"a": 0.0, "b": 3.0}, "a", against)[0] == 0.0
    for missing in ({"b": 3.0}, {"a": 6.0}, {"a": 6.0, "b": 0.0}):
        with pytest.raises(ValueError):
            shared.over_others(missing, "a", against)


def test_sums_and_means_of_what_is_there():
    """A missing cell is no nought; a year without one of the economies has no mean."""
    rows = Rows(
        {"economy": code, "year": year, "value": value, "source": source}
        for code, year, value, source in [
            ("KGZ", 2020, 2.0, "a"),
            ("TJK", 2020, 4.0, "b"),
            ("KGZ", 2021, 6.0, "a"),
            ("TJK", 2021, None, "b"),
            ("UZB", 2021, 9.0, "c"),
            ("KGZ", 2022, 1.0, "a"),
            ("TJK", 2022, 1.0, "a"),
        ]
    )
    assert shared.total(rows) == 23.0 and shared.total(rows, "year") == 7 * 2021
    assert [*shared.complete_years(rows, ["KGZ", "TJK"])] == [2020, 2021, 2022]
    assert [*shared.means(rows, ["KGZ", "TJK"])] == [
        {"year": 2020, "value": 3.0, "source": "a; b"},
        {"year": 2022, "value": 1.0, "source": "a"},
    ]


def yearly(*values: float, first: int = 2018) -> Rows:
    return Rows({"year": first + n, "value": one, "source": "s"} for n, one in enumerate(values))


def test_a_level_since_a_year():
    """The mean from then on over that of all the years before; as a factor too."""
    level = shared.level_since(yearly(9.0, 1.0, 3.0, 4.0, 8.0), 2021, 2, "trade")
    assert level == Measured(300.0, 2022, "s", {"since": 2021, "period": "2021–2022"})
    assert shared.as_factor(level) == Measured(
        3.0, 2022, "s", {"since": 2021, "period": "2021–2022"}
    )
    assert shared.level_since(yearly(1.0, 3.0, 4.0), 2020, 2, "trade").words["period"] == "2020"
    missing = r"^trade: not all figures for 2017 to 2019 are there$"
    with pytest.raises(Untestable, match=missing):
        shared.level_since(yearly(1.0, 3.0, 4.0), 2020, 3, "trade")
    late = r"^trade: the figures that count for this moment end in 2020, before 2021$"
    with pytest.raises(Untestable, match=late):
        shared.level_since(yearly(1.0, 3.0, 4.0), 2021, 2, "trade")
