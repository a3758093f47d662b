"""Lines over years: gaps stay gaps, labels stand apart, few are grey and named."""

import itertools
import re

import pandas as pd
import pytest

from footprint import ledger, palette
from footprint.figures import charts
from footprint.figures.charts import style
from footprint.figures.charts.lines import LABELLED, _segments

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
    assert (">May 2023</text>" in drawn) is marked


def test_a_book_that_names_no_article_marks_none(data):
    """It may be tested by no date."""
    path = data / "datapackage.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"article": "2023-05-09",', ""), encoding="utf-8"
    )
    assert ">May 2023</text>" not in body(YEARS)


def heights(drawn: str) -> list[float]:
    """Where the names of a drawing stand, the wide one."""
    wide = drawn.split('class="narrow"')[0]
    names = re.findall(r'translate\([\d.]+,(-?[\d.]+)\)"[^>]*>(Ours|[a-f])<', wide)
    return sorted({float(height) for height, _ in names})


@pytest.mark.parametrize("values", [(-2, -1.9, -1.95, 0.4), (0, 0, 0, 0), (5, 5.1, 5.2, 5.3)])
def test_names_of_lines_are_never_printed_over_each_other(values):
    """With values below nothing, with nothing at all, and close together."""
    rows = [
        (name, year, value)
        for name, value in zip(["Ours", *"abc"], values, strict=True)
        for year in (2020, 2021)
    ]
    places = heights(body(pd.DataFrame(rows, columns=["name", "year", "value"])))
    assert len(places) == 4
    assert all(low - high > style.LINE - 0.2 for high, low in itertools.pairwise(places))


def test_a_line_that_ends_early_is_led_to_its_name():
    """By a thin dotted line; a grey line of one year, which nobody would see, has no name."""
    early = YEARS[
        YEARS["name"].isin(["Ours", "a"]) & ~((YEARS["name"] == "a") & YEARS["year"].eq(2024))
    ]
    dotted = 'stroke-dasharray="1,2"'
    assert dotted in body(early) and dotted not in body(YEARS[YEARS["name"] == "Ours"])
    assert ">a<" not in body(early[(early["name"] == "Ours") | early["year"].eq(2021)])


def test_a_flow_is_told_by_its_line():
    """Dashed, in the colour of its actor; a gap can be bridged."""
    rows = YEARS[YEARS["name"].isin(["Ours", "a"])]
    looks = {"Ours": palette.RUSSIA, "a": palette.RUSSIA}
    words = {"title": "T", "unit": "%", "foot": "F", "colours": looks}
    assert 'stroke-dasharray="6,3"' in charts.lines(rows, **words, dashed=["a"]).body
    more = pd.concat([rows, rows[rows["name"] == "a"].assign(name="b")])
    both = charts.lines(more, **words | {"colours": {**looks, "b": "red"}}, dashed=["a", "b"]).body
    assert 'stroke-dasharray="6,3"' in both and 'stroke-dasharray="2,2"' in both
    assert 'stroke-dasharray="2,3"' in charts.lines(rows, **words, bridged=True).body


def test_the_rule_is_drawn_and_what_was_known():
    """The band with its words; a hollow mark where today's figure of that year is another."""
    finding = ledger.finding("tjk-remit-third")
    then = finding.then
    rows = pd.DataFrame(
        [("Ours", year, then.value) for year in (2020, then.year)], columns=YEARS.columns
    )
    words = {"title": "T", "unit": "%", "foot": "F", "colours": {"Ours": palette.COUNTRY}}
    same = charts.lines(rows, **words, judged=finding).body
    other = charts.lines(rows.assign(value=1.0), **words, judged=finding).body
    assert "claim holds:" in same and "known in" not in same
    assert "known in" in other
