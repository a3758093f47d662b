"""World Bank series, small enough to check by eye."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.rows import Rows
from footprint.topics import series

T = "\u202f"


def test_series_takes_the_newest_year():
    """Whatever the order of the rows."""
    found = series.series(Figures([(2021, 2.0), (2019, 1.0)]), indicator="X", economy="KGZ")
    assert (found.value, found.year) == (2.0, 2021)


def test_an_empty_series_cannot_be_tested():
    """No figure, no guess."""
    with pytest.raises(Untestable, match="no figure for X of KGZ"):
        series.series(Figures(), indicator="X", economy="KGZ")


def test_series_in_one_year():
    """No other year stands in."""
    assert (
        series.series_in(
            Figures([(2015, 6.0), (2021, 9.4)]), indicator="X", economy="TJK", year=2015
        ).value
        == 6.0
    )
    with pytest.raises(Untestable, match="X of TJK in 2016"):
        series.series_in(Figures([(2015, 6.0)]), indicator="X", economy="TJK", year=2016)


def test_rise_needs_both_years():
    """The same years of all economies, or nothing."""
    at = Figures([(2013, 1.0), (2023, 3.0)])
    assert series.rise(at, economies=["KGZ", "TJK"], indicator="X", years=10, span=1).value == 3.0
    with pytest.raises(Untestable, match="in those 9 years before"):
        series.rise(at, economies=["KGZ", "TJK"], indicator="X", years=9, span=1)
    with pytest.raises(Untestable, match=r"^X has not all of KGZ, TJK in any year$"):
        series.rise(Figures(), economies=["KGZ", "TJK"], indicator="X", years=9, span=1)


def test_rise_over_several_years_is_not_that_of_two_single_ones():
    """Sums over the span, each of its years there; the words name both spans."""
    lines = [(2012, 3.0), (2013, 1.0), (2022, 3.0), (2023, 5.0)]
    found = series.rise(Figures(lines), economies=["KGZ"], indicator="X", years=10, span=2)
    assert (found.value, found.year) == (2.0, 2023)
    assert found.words == {"period": "2022–2023", "since": "2012–2013"}
    with pytest.raises(Untestable, match="in each of 3 years"):
        series.rise(Figures(lines), economies=["KGZ"], indicator="X", years=10, span=3)


def test_years_without_a_row_are_named():
    """Between the first and the last; of no rows nothing is said."""
    assert (
        series.skipped(pd.DataFrame({"year": [2021, 2023, 2025]}))
        == "No figure for the whole of 2022 and 2024 was read. "
    )
    assert (
        series.skipped(pd.DataFrame({"year": [2021, 2022]}))
        == series.skipped(pd.DataFrame({"year": []}))
        == ""
    )


def test_ratio_ranks_leaves_groups_and_gaps_out():
    """Only the economies asked for, with both figures in the year; equal ratios share a rank."""
    part = pd.DataFrame(
        [
            ("A", 2022, 1.0),
            ("B", 2022, 1.0),
            ("C", 2022, 3.0),
            ("WLD", 2022, 99.0),
            ("D", 2022, 5.0),
        ],
        columns=["economy", "year", "value"],
    )
    whole = pd.DataFrame(
        [("A", 2022, 4.0), ("B", 2022, 4.0), ("C", 2022, 4.0), ("WLD", 2022, 100.0)],
        columns=["economy", "year", "value"],
    )
    ranks = series.ratio_ranks(part, whole, ["A", "B", "C", "D"]).set_index("economy")
    assert (
        ranks["rank"].to_dict() == {"A": 2, "B": 2, "C": 1}
        and set(ranks["of"]) == {3}
        and ranks["value"]["C"] == 75.0
    )
    assert (
        series.first_ranks(ranks.reset_index(), 2022, count=1)["economy"].tolist() == ["C"]
        and series.first_ranks(ranks.reset_index(), 2023).empty
    )


RANKS = pd.DataFrame(
    [("TJK", 2022, 49.9, 1, 170), ("TJK", 2024, 47.2, 2, 160)],
    columns=["economy", "year", "value", "rank", "of"],
)


def test_height_names_what_was_known_the_peak_and_today():
    """With the places in the world; a newest year that is the peak has nothing after it."""
    known = pd.DataFrame([("TJK", 2021, 33.4, 2, 175)], columns=RANKS.columns)
    whole, peak, none = (
        series.place_in_the_world(ranks, known, "TJK", 2021, "the money", "% of GDP", "May 2023")
        for ranks in (RANKS, RANKS[:1], RANKS[:0])
    )
    assert whole == (
        f"By the figures known in May 2023, the money came to 33.4{T}% of GDP, "
        "second of 175 economies, in 2021. "
        f"By today's, its height was 49.9{T}% of GDP, first of 170 economies, in 2022; "
        f"in 2024 it was 47.2{T}% of GDP, second of 160 economies."
    )
    assert peak.endswith("; and there is nothing newer.")
    assert none.endswith("there are no figures.")
    assert series.value_and_rank(RANKS, "TJK", 2023, "% of GDP") == "no figure"


def test_gaps_counts_missing_years():
    """Two years rows of four."""
    rows = pd.DataFrame(
        [("X", "KGZ", 2000), ("X", "KGZ", 2003)], columns=["indicator", "economy", "year"]
    )
    assert series.years_held(rows).to_dict("records") == [
        {"indicator": "X", "economy": "KGZ", "first": 2000, "last": 2003, "missing": 2}
    ]


class Bank(Figures):
    """Series by their code and economy."""

    def __init__(self, **lines):
        super().__init__()
        self.lines = lines

    def series(self, indicator, economy):
        rows = self.lines.get(f"{indicator}_{economy}", ())
        return Rows({"year": year, "value": value} for year, value in rows), f"{indicator}, 2026"


def test_a_series_over_another():
    """In the newest year that has both, and a whole above nought; each vintage is named."""
    at = Bank(
        A_KGZ=[(2020, 2.0), (2021, 3.0), (2022, 9.0)], B_KGZ=[(2020, 4.0), (2021, 4.0), (2022, 0.0)]
    )
    found = series.series_ratio(at, economy="KGZ", part="A", whole="B")
    assert (found.value, found.year, found.basis) == (75.0, 2021, "A, 2026; B, 2026")
    with pytest.raises(Untestable, match=r"^there is no figure for B over C of KGZ$"):
        series.series_ratio(at, economy="KGZ", part="B", whole="C")
    newest = series.series(at, indicator="A", economy="KGZ")
    assert (newest.value, newest.year, newest.basis) == (9.0, 2022, "A, 2026")
    assert series.series_in(at, indicator="A", economy="KGZ", year=2020).value == 2.0
    with pytest.raises(Untestable, match=r"^there is no figure for D of KGZ$"):
        series.series(at, indicator="D", economy="KGZ")


def test_a_rise_of_several_economies():
    """Sums of spans, the newer over the older; a span with a gap is none."""
    years = range(2016, 2022)
    at = Bank(
        A_KGZ=[(year, 1.0) for year in years], A_TJK=[(year, float(year - 2015)) for year in years]
    )
    asked = {"economies": ["KGZ", "TJK"], "indicator": "A", "years": 4, "span": 2}
    found = series.rise(at, **asked)
    assert (found.value, found.year, found.basis) == (13 / 5, 2021, "A, 2026")
    assert found.words == {"period": "2020–2021", "since": "2016–2017"}
    says = r"^A has not all of KGZ, TJK in each of 2 years up to 2021 and in those 5 years before$"
    with pytest.raises(Untestable, match=says):
        series.rise(at, **asked | {"years": 5})


def test_lines_for_a_chart():
    """By name, without economies that are not named; several under one head."""
    rows = pd.DataFrame(
        [("KGZ", 2020, 1.0), ("TJK", 2020, 2.0)], columns=["economy", "year", "value"]
    )
    line = series.named(rows, {"KGZ": "Kyrgyzstan"})
    assert line.to_dict("records") == [{"name": "Kyrgyzstan", "year": 2020, "value": 1.0}]
    both = series.stacked({"a": rows[:1], "b": rows[1:]})
    assert both.to_dict("list") == {"year": [2020, 2020], "value": [1.0, 2.0], "name": ["a", "b"]}
    assert both.index.tolist() == [0, 1]


def test_years_that_are_held():
    """The first, the last, and how many are missing between; of an economy then and newest."""
    rows = pd.DataFrame(
        [
            ("A", "KGZ", 2020, 1.0),
            ("A", "KGZ", 2023, 4.0),
            ("B", "KGZ", 2021, 2.0),
            ("A", "TJK", 2020, 9.0),
        ],
        columns=["indicator", "economy", "year", "value"],
    )
    held = series.years_held(rows)
    assert held.columns.tolist() == ["indicator", "economy", "first", "last", "missing"]
    assert held.to_numpy().tolist()[0] == ["A", "KGZ", 2020, 2023, 2]
    turned = series.years_held(rows[::-1])
    assert turned["indicator"].tolist() == held["indicator"].tolist()[::-1]
    newest = series.then_and_newest(rows[::-1], "KGZ", 2020)
    assert newest.columns.tolist() == ["indicator", "before", "after", "newest"]
    assert newest.iloc[1].tolist() == ["A", 1.0, 4.0, 2023] and pd.isna(newest["before"].iloc[0])
