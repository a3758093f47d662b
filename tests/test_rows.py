"""Rows found by what their columns hold, whichever way they were cut."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.rows import Rows, framed

CELLS = [("KGZ", 2021, 1.0), ("KGZ", 2022, None), ("TJK", 2022, 3.0), (None, 2020, 4.0)]
TABLE = Rows(dict(zip(("economy", "year", "value"), row, strict=True)) for row in CELLS)
FRAME = {"economy": "string", "year": "Int64", "value": "float64"}


def years(rows: Rows) -> list[int]:
    return rows.values("year")


@pytest.mark.parametrize(
    ("equal", "found"),
    [
        ({}, [2021, 2022, 2022, 2020]),
        ({"economy": "KGZ"}, [2021, 2022]),
        ({"economy": "KGZ", "year": 2022}, [2022]),
        ({"economy": ("TJK", "KGZ", "KGZ")}, [2021, 2022, 2022]),
        ({"year": {2020: "", 2021: ""}}, [2021, 2020]),
        ({"economy": None}, [2020]),
        ({"economy": []}, []),
        ({"economy": "XXX"}, []),
    ],
)
def test_rows_that_equal_what_is_given(equal, found):
    """In the order of the table; one of several things, an absent cell, or nothing."""
    assert years(TABLE.where(**equal)) == found


def test_what_was_found_once_is_found_at_once():
    """The same rows, not others like them."""
    assert TABLE.where(economy="KGZ") is TABLE.where(economy="KGZ")
    assert TABLE.where(year=[2020, 2021]) is TABLE.where(year=(2020, 2021))


def test_the_most_and_what_is_missing():
    """A missing cell is never the most; without any there is none."""
    assert TABLE.most("year").values("economy") == ["KGZ", "TJK"]
    assert TABLE.most("value").values("value") == [4.0]
    assert not TABLE.where(economy="KGZ", year=2022).most("value") and not Rows().most("value")
    assert years(TABLE.having("economy", "value")) == [2021, 2022]


def test_groups_stand_in_order():
    """By one column, or by several."""
    assert {year: len(rows) for year, rows in TABLE.by("year").items()} == {
        2020: 1,
        2021: 1,
        2022: 2,
    }
    assert list(TABLE.by("year")) == [2020, 2021, 2022]
    assert next(iter(TABLE.having("economy").by("economy", "year"))) == ("KGZ", 2021)


def test_columns_are_added_to_rows_of_their_own():
    """The rows as they were stay as they were."""
    doubled = TABLE.with_columns(twice=lambda row: row["year"] * 2)
    assert doubled[0]["twice"] == 4042 and "twice" not in TABLE[0]
    assert TABLE.columns == ("economy", "year", "value") and Rows().columns == ()


def test_a_cut_drops_what_reaches_the_bound_and_keeps_what_is_silent():
    """By a number or by the beginning of a date."""
    assert years(TABLE.below("year", 2022)) == [2021, 2020]
    assert TABLE.below("value", 3.0).values("value") == [1.0, None]
    dated = Rows([{"date": "2021-12-31"}, {"date": "2022"}, {"date": None}])
    assert dated.below("date", "2022").values("date") == ["2021-12-31", None]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "economy": st.sampled_from("ABC"),
            "year": st.integers(2000, 2005),
            "value": st.floats(0, 9),
        }
    )
)


@given(ROWS, st.integers(2000, 2006), st.sampled_from(["A", ("A", "B"), ()]))
def test_a_cut_is_the_same_before_and_after_a_search(rows, bound, economy):
    """The rows that are searched in the index of all are those that a filter would give."""
    table = Rows(rows)
    wanted = [row for row in rows if row["year"] < bound and row["economy"] in economy]
    assert list(table.below("year", bound).where(economy=economy)) == wanted
    assert list(table.where(economy=economy).below("year", bound)) == wanted
    assert list(table.below("year", bound).below("year", bound - 1)) == list(
        table.below("year", bound - 1)
    )


@given(ROWS, st.integers(2000, 2006))
def test_what_is_made_of_each_year_may_be_made_of_all(rows, bound):
    """Cut before or after, the years that stay are the same."""

    def sums(table: Rows) -> Rows:
        groups = table.by("year").items()
        return Rows({"year": year, "sum": sum(of.values("value"))} for year, of in groups)

    assert list(Rows(rows).below("year", bound).yearly(sums)) == list(
        sums(Rows(rows).below("year", bound))
    )


def test_a_cut_by_another_column_is_made_of_what_stays():
    """Only years may be made of all."""
    made = TABLE.below("value", 3.5).yearly(lambda rows: Rows([{"year": 1, "count": len(rows)}]))
    assert made[0]["count"] == 3


def test_what_is_made_once_is_kept_by_what_it_was_made_with():
    """Lists and tuples of the same are the same."""
    asked = []

    def make(rows: Rows, names: list[str], last: int = 0) -> int:
        asked.append((names, last))
        return len(rows)

    assert TABLE.once(make, ["a"]) == TABLE.once(make, ("a",)) == 4
    TABLE.once(make, ["a"], last=1)
    TABLE.where(economy="KGZ").once(make, ["a"])
    assert len(asked) == 3


def test_frames_come_and_go():
    """Missing cells are None here, and missing there; the types are those named."""
    frame = TABLE.frame(FRAME)
    assert frame.dtypes.astype(str).to_dict() == FRAME and frame.isna().sum().sum() == 2
    assert list(Rows.of(frame)) == list(TABLE)
    assert Rows().frame(FRAME).dtypes.astype(str).to_dict() == FRAME


def test_a_function_of_rows_takes_a_frame_too():
    """It gets back what it brought."""

    @framed(year="Int64")
    def last(rows: Rows, economy: str) -> Rows:
        return rows.where(economy=economy).most("year")

    assert years(last(TABLE, "KGZ")) == [2022]
    frame = last(TABLE.frame(FRAME), economy="KGZ")
    assert isinstance(frame, pd.DataFrame) and frame["year"].tolist() == [2022]
