"""What a figure says to everyone: in words, as a file, with its sources."""

import re
from urllib.parse import unquote

import pandas as pd

from footprint.figures import figure


def test_a_picture_of_years_is_told_by_its_ends_and_its_height():
    """Computed from its table, the lines that stand out first."""
    table = pd.DataFrame(
        {
            "Year": [2001, 2000, 2002],
            "Grey": [1.0, 2.0, 3.0],
            "Bright": [9.0, 1.0, None],
            "Once": [None, 5.0, None],
        }
    )
    assert figure.alternative("T", table, ["Bright"]) == (
        "T. Bright 1 in 2000, 9 in 2001; Grey 2 in 2000, 3 in 2002; Once 5 in 2000."
    )


def test_a_picture_of_rows_is_told_by_the_first_ones():
    """And how many more there are; a gap is said to be one."""
    table = pd.DataFrame(
        {
            "Place": [f'"{number}' for number in range(figure.SPOKEN_ROWS + 2)],
            "%": [None, *range(figure.SPOKEN_ROWS + 1)],
        }
    )
    words = figure.alternative("T", table)
    assert words.startswith('T. "0 no data; "1 0; ')
    assert words.endswith("; 2 more rows in the table.")


def test_a_table_can_be_taken_away_in_full_precision():
    """As a file of comma separated values that says of what, in which unit and from where, with commas
    and quotes kept, and without what a sum of fractions leaves.
    """
    table = pd.DataFrame({"name": ['a, "b"', "c"], "value": [1 / 3, 0.1 + 0.2]})
    shown = figure.Figure("A, b", "%", "", "f", table)._repr_html_()
    link = re.search(r'download="a-b.csv" href="data:text/csv;charset=utf-8,([^"]*)"', shown)
    assert unquote(link[1]) == (
        'name,value,figure,unit,source\n"a, ""b""",0.333333333333,"A, b",%,f\nc,0.3,"A, b",%,f\n'
    )
    assert 'aria-label="CSV of “A, b”">CSV</a>' in shown


def test_a_foot_links_its_addresses():
    """The service's own query can be opened, a full stop after an address is none of it; markup stays text."""
    foot = "From (https://api.worldbank.org/v2/x?a=1&b=2), <b> and https://sipri.org/a.htm. End"
    shown = figure.Figure("t", "", "", foot)._repr_html_()
    assert '<a href="https://sipri.org/a.htm">sipri.org</a>. End' in shown
    assert '<a href="https://api.worldbank.org/v2/x?a=1&amp;b=2">api.worldbank.org</a>' in shown
    assert "<b>" not in shown
