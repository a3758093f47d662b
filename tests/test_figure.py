"""Grids and timelines: every cell has its word, every row its place, and gaps stay gaps."""

import re
from urllib.parse import unquote

import pandas as pd
import pytest

from footprint import library, palette
from footprint.figures import charts, figure, tables
from footprint.figures.charts import style
from footprint.figures.charts.lines import LABELLED, _ends_apart, _segments

CELLS = pd.DataFrame(
    [
        ("2 March", "KAZ", "abstain", "v-1", False),
        ("2 March", "KGZ", "unknown", "v-1", True),
        ("7 April", "KAZ", "against", "v-2", False),
    ],
    columns=["row", "column", "answer", "anchor", "mark"],
)


def test_a_grid_says_each_answer_in_a_word():
    """Sign and word; an asterisk where marked; a pair without a row stays empty; rows are places to link to."""
    body = tables.grid(CELLS, title="t", subtitle="", foot="f", corner="Vote").body
    assert (
        '<tr id="v-1"><th scope="row">2 March</th><td class="answer abstain"><span aria-hidden="true">◇</span> abstain</td>'
        in body
    )
    assert (
        "unknown*</td>" in body
        and "against</td><td></td></tr>" in body
        and '<th scope="col">KGZ</th>' in body
    )


def test_a_grid_shows_markup_as_text():
    """Names come from data files."""
    body = tables.grid(
        CELLS.assign(row="<b>" + CELLS["row"]), title="t", subtitle="", foot="f", corner="<i>"
    ).body
    assert "<b>" not in body and "<i>" not in body


SPANS = pd.DataFrame(
    [
        ("CSTO", "Uzbekistan", "2006-06-23", "2012-12-19", ""),
        ("EAEU", "Uzbekistan", "2020-12", None, "observer"),
    ],
    columns=["group", "name", "start", "end", "label"],
)


def test_spans_have_headings_labels_and_a_table():
    """Groups are headings, standings are words, and an open end stays open in the table."""
    drawn = charts.spans(
        SPANS,
        title="t",
        unit="u",
        foot="f",
        colours={"CSTO": "#000", "EAEU": "#111"},
        until="2026-01-01",
    )
    assert drawn.body.count(">CSTO</text>") == 2 and ">observer</text>" in drawn.body
    assert drawn.table["To"].tolist() == ["2012-12-19", ""]


def test_spans_without_a_start_are_not_drawn():
    """A standing that never began has no bar."""
    assert (
        "nothing to draw"
        in charts.spans(
            SPANS.assign(start=None), title="t", unit="u", foot="f", colours={}, until="2026-01-01"
        ).body
    )


def test_events_have_a_shape_for_each_kind():
    """Kinds are told apart by shape, and named in the legend and the table."""
    data = pd.DataFrame(
        [("KAZ", "2022-06-17", "critical"), ("KGZ", "2022-02", "supportive")],
        columns=["name", "date", "kind"],
    )
    drawn = charts.events(
        data,
        title="t",
        unit="u",
        foot="f",
        marks={"critical": ("triangle-up", "#000"), "supportive": ("circle", "#111")},
    )
    assert ">critical</text>" in drawn.body and drawn.table["Kind"].tolist() == [
        "critical",
        "supportive",
    ]
    assert (
        "nothing to draw" in charts.events(data[:0], title="t", unit="u", foot="f", marks={}).body
    )


# What the sources say, held fast ------------------------------------------------------------------------------


def test_arms_of_turkmenistan_and_uzbekistan():
    """SIPRI 2018 to 2023: 0.4 % from Russia and 42 % from Turkey in Turkmenistan, in one year; 46 % from Russia in Uzbekistan."""
    arms = (
        library.records("arms")
        .query("first_year == 2018 and year == 2023")
        .set_index(["economy", "supplier"])
    )
    assert (
        round(arms.loc[("TKM", "Russia"), "share"], 1) == 0.4
        and round(arms.loc[("TKM", "Turkey"), "share"]) == 42
    )
    assert (
        round(arms.loc[("UZB", "Russia"), "share"]) == 46
        and arms.loc[("TKM", "Turkey"), "delivery_years"] == 1
    )


def test_arms_of_a_period_add_up():
    """Shares of every period make a hundred."""
    sums = library.records("arms").groupby(["economy", "year"])["share"].sum()
    assert sums.between(99.8, 100.2).all()


def test_how_kazakhstan_voted():
    """It abstained on 2 March 2022 and voted against every text on human rights in Crimea from 2016 to 2022."""
    votes = library.records("votes").query("economy == 'KAZ'")
    assert votes.loc[votes["resolution"] == "ES-11/1", ["date", "vote"]].to_numpy().tolist() == [
        ["2022-03-02", "abstain"]
    ]
    crimea = votes[
        votes["subject"].str.startswith("Situation of human rights in Crimea")
        & votes["date"].between("2016", "2023")
    ]
    assert len(crimea) == 7 and set(crimea["vote"]) == {"against"}


def test_what_nobody_read_is_unknown():
    """Votes and presidents that no document decides are never filled in, and no note says what is only believed."""
    votes, came = library.records("votes"), library.records("attendance")
    assert (votes.loc[votes["confidence"] == "not found", "vote"] == "unknown").all()
    assert (came.loc[came["confidence"].isin(["low", "not found"]), "attended"] == "unknown").all()
    assert (
        not pd.concat([votes["note"], came["note"]])
        .fillna("")
        .str.contains("belie|unverified")
        .any()
    )


def test_attendance_since_2020():
    """Three, one, none, and then all five three times."""
    held = (
        library.records("attendance")
        .query("date >= '2020' and attended == 'yes'")
        .groupby("date")
        .size()
    )
    assert held.to_dict() == {
        "2020-06-24": 3,
        "2021-05-09": 1,
        "2023-05-09": 5,
        "2024-05-09": 5,
        "2025-05-09": 5,
    }


def test_records_link_their_sources():
    """An address is a link under its host's name; what else stands in the cell is text."""
    rows = pd.DataFrame({"source": ["<b>, https://www.rferl.org/a?x=1&y=2; none"]})
    body = tables.record_table(rows, ["source"], title="t", foot="f").body
    assert '&lt;b&gt;, <a href="https://www.rferl.org/a?x=1&amp;y=2">rferl.org</a>; none' in body


def test_a_line_begins_with_its_first_point():
    """Years in a row are one run, whatever the name before; a missing year begins another."""
    held = pd.DataFrame(
        [("China", 2001, 1.0), ("China", 2002, 2.0), ("Russia", 2003, 3.0), ("Russia", 2005, 4.0)],
        columns=["name", "year", "value"],
    )
    held = held.astype({"name": "string", "year": "Int64"})
    assert _segments(held)["run"].tolist() == [1, 1, 2, 3]


@pytest.mark.parametrize(
    "make",
    [tables.sheet, lambda rows, **words: tables.record_table(rows, rows.columns, **words)],
    ids=["sheet", "records"],
)
def test_a_cell_says_its_column(make):
    """On a phone rows stand as blocks without heads, and a figure alone says nothing; names keep their capitals, text stays text."""
    body = make(
        pd.DataFrame({"who counted": ["the <press>"], "EU27": [12.345]}), title="t", foot="f"
    ).body
    assert (
        '<th scope="col">Who counted</th>' in body
        and '<td data-label="Who counted">the &lt;press&gt;</td>' in body
        and '<td data-label="EU27">12.3</td>' in body
    )


YEARS = pd.DataFrame(
    [
        (name, year, height)
        for height, name in enumerate(["Ours", *"abcdef"], start=1)
        for year in (2021, 2022, 2024)
    ],
    columns=["name", "year", "value"],
)


@pytest.mark.parametrize(("grey", "named"), [(LABELLED, True), (LABELLED + 1, False)])
def test_grey_lines_are_named_while_they_are_few(grey, named):
    """What stands out always is."""
    names = ["Ours", *"abcdef"[:grey]]
    body = charts.lines(
        YEARS[YEARS["name"].isin(names)],
        title="T",
        unit="%",
        foot="F",
        colours={"Ours": palette.COUNTRY},
    ).body
    assert ">Ours</text>" in body and (">a</text>" in body) is named


@pytest.mark.parametrize(("last", "marked"), [(2022, False), (2024, True)])
def test_the_month_of_the_article_is_marked_and_named(last, marked):
    """Where the years reach it; a value of 2023 stands to its right, for it was not known."""
    body = charts.lines(
        YEARS[YEARS["year"] <= last],
        title="T",
        unit="%",
        foot="F",
        colours={"Ours": palette.COUNTRY},
    ).body
    assert (f">{style.ARTICLE}</text>" in body) is marked and 2022 < style.ARTICLE_YEAR < 2023


def test_a_figure_is_printed_as_written():
    """What makes a drawing smaller must not round what stands in it."""
    body = charts.bars(
        pd.DataFrame({"name": ["a", "b"], "value": [1.55, 0.75]}),
        title="T",
        unit="million",
        foot="F",
        colours={},
    ).body
    assert ">1.55</text>" in body and ">0.75</text>" in body


def test_labels_of_lines_stand_apart():
    """By a line's height, and by more where a label has several lines; the order stays."""
    ends = pd.DataFrame({"value": [10.0, 10.5, 30.0], "label": ["a", "b\nc", "d"]})
    assert _ends_apart(ends, 2.0)["value"].tolist() == [10.0, 13.0, 30.0]


# What a figure says to everyone ---------------------------------------------------------------------------------


def test_a_picture_of_years_is_told_by_its_ends_and_its_height():
    """Computed from its table, the lines that stand out first."""
    table = pd.DataFrame(
        {"Year": [2001, 2000, 2002], "Grey": [1.0, 2.0, 3.0], "Bright": [9.0, 1.0, None]}
    )
    said = figure.alternative("T", table, ["Bright"])
    assert (
        said
        == "T. Bright: from 1 in 2000 to 9 in 2001, highest 9 in 2001; Grey: from 2 in 2000 to 3 in 2002, highest 3 in 2002. All figures are in the table below."
    )


def test_a_picture_of_rows_is_told_by_the_first_ones():
    """And how many more there are; a gap is said to be one; quotes cannot end the attribute."""
    table = pd.DataFrame(
        {
            "Place": [f'"{number}' for number in range(figure.SPOKEN_ROWS + 2)],
            "%": [None, *range(figure.SPOKEN_ROWS + 1)],
        }
    )
    said = figure.alternative("T", table)
    assert (
        "&quot;0, no data; " in said
        and said.endswith(" 2 more rows. All figures are in the table below.")
        and '"' not in said
    )


def test_a_table_can_be_taken_away_in_full_precision():
    """As a file of comma separated values, with commas and quotes kept."""
    shown = figure.Figure(
        "A, b", "", "", "f", pd.DataFrame({"name": ['a, "b"'], "value": [1 / 3]})
    )._repr_html_()
    link = re.search(r'download="a-b.csv" href="data:text/csv;charset=utf-8,([^"]*)"', shown)
    assert unquote(link[1]) == f'name,value\n"a, ""b""",{1 / 3!r}\n'


def test_a_foot_links_its_addresses():
    """The service's own query can be opened, the full stop after an address is none of it; markup stays text."""
    shown = figure.Figure(
        "t",
        "",
        "",
        "From (https://api.worldbank.org/v2/x?a=1&b=2), <b> and https://sipri.org/a.htm. End",
    )._repr_html_()
    assert '<a href="https://sipri.org/a.htm">sipri.org</a>. End' in shown
    assert (
        '<a href="https://api.worldbank.org/v2/x?a=1&amp;b=2">api.worldbank.org</a>' in shown
        and "<b>" not in shown
    )
