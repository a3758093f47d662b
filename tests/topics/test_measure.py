"""What measures share, at its edges."""

import pandas as pd
import pytest

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
