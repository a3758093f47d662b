"""Lines over years: gaps stay gaps, labels stand apart, few are grey and named."""

import pandas as pd
import pytest

from footprint import palette
from footprint.figures import charts
from footprint.figures.charts import style
from footprint.figures.charts.lines import LABELLED, _ends_apart, _segments

YEARS = pd.DataFrame(
    [
        (name, year, height)
        for height, name in enumerate(["Ours", *"abcdef"], start=1)
        for year in (2021, 2022, 2024)
    ],
    columns=["name", "year", "value"],
)


def body(rows: pd.DataFrame) -> str:
    colours = {"Ours": palette.COUNTRY}
    return charts.lines(rows, title="T", unit="%", foot="F", colours=colours).body


def test_a_line_begins_with_its_first_point():
    """Years in a row are one run, whatever the name before; a missing year begins another."""
    rows = pd.DataFrame(
        [("China", 2001, 1.0), ("China", 2002, 2.0), ("Russia", 2003, 3.0), ("Russia", 2005, 4.0)],
        columns=["name", "year", "value"],
    )
    rows = rows.astype({"name": "string", "year": "Int64"})
    assert _segments(rows)["run"].tolist() == [1, 1, 2, 3]


@pytest.mark.parametrize(("grey", "named"), [(LABELLED, True), (LABELLED + 1, False)])
def test_grey_lines_are_named_while_they_are_few(grey, named):
    """What stands out always is."""
    drawn = body(YEARS[YEARS["name"].isin(["Ours", *"abcdef"[:grey]])])
    assert ">Ours</text>" in drawn and (">a</text>" in drawn) is named


@pytest.mark.parametrize("rows", [YEARS[:0], YEARS[YEARS["name"] != "Ours"]], ids=["none", "grey"])
def test_without_what_stands_out_nothing_is_drawn(rows):
    """A frame without a row, or without the lines that the title is about."""
    assert "nothing to draw" in body(rows)


@pytest.mark.parametrize(("last", "marked"), [(2022, False), (2024, True)])
def test_the_month_of_the_article_is_marked_and_named(last, marked):
    """Where the years reach it; a value of 2023 stands to its right, for it was not known."""
    drawn = body(YEARS[YEARS["year"] <= last])
    assert (f">{style.ARTICLE}</text>" in drawn) is marked and 2022 < style.ARTICLE_YEAR < 2023


def test_labels_of_lines_stand_apart():
    """By a line's height, and by more where a label has several lines; the order stays."""
    ends = pd.DataFrame({"value": [10.0, 10.5, 30.0], "label": ["a", "b\nc", "d"]})
    assert _ends_apart(ends, 2.0)["value"].tolist() == [10.0, 13.0, 30.0]
