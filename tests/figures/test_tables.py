"""Tables and grids: every cell has its word, every row its place, and gaps stay gaps."""

import pandas as pd
import pytest

from footprint.figures import tables

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
    assert "unknown*</td>" in body and "against</td><td></td></tr>" in body
    assert '<th scope="col">KGZ</th>' in body


def test_a_grid_needs_neither_anchors_nor_marks():
    """Both are columns that a frame may lack."""
    plain = CELLS.drop(columns=["anchor", "mark"])
    body = tables.grid(plain, title="t", subtitle="", foot="f", corner="Vote").body
    assert '<tr><th scope="row">2 March</th>' in body and "unknown</td>" in body


def test_a_grid_shows_markup_as_text():
    """Names come from data files."""
    rows = CELLS.assign(row="<b>" + CELLS["row"])
    body = tables.grid(rows, title="t", subtitle="", foot="f", corner="<i>").body
    assert "<b>" not in body and "<i>" not in body


def test_every_answer_has_a_sign_of_its_own():
    """Votes and attendance are told apart without colour."""
    votes, came = ("yes", "against", "abstain", "absent", "unknown"), ("yes", "no", "unknown")
    assert all(
        len({tables.ANSWER_SIGNS[answer] for answer in answers}) == len(answers)
        for answers in (votes, came)
    )


def test_records_link_their_sources():
    """An address is a link under its host's name; what else stands in the cell is text."""
    rows = pd.DataFrame({"source": ["<b>, https://www.rferl.org/a?x=1&y=2; none"]})
    body = tables.record_table(rows, ["source"], title="t", foot="f").body
    assert (
        '&lt;b&gt;, <a href="https://www.rferl.org/a?x=1&amp;y=2">rferl.org</a> [agency]; none'
        in body
    )


@pytest.mark.parametrize(
    "make",
    [tables.sheet, lambda rows, **words: tables.record_table(rows, rows.columns, **words)],
    ids=["sheet", "records"],
)
def test_a_cell_says_its_column(make):
    """On a phone rows stand as blocks without heads, and a figure alone says nothing; names keep their capitals, text stays text."""
    rows = pd.DataFrame({"who counted": ["the <press>"], "EU27": [12.345]})
    body = make(rows, title="t", foot="f").body
    assert '<th scope="col">Who counted</th>' in body
    assert '<td data-label="Who counted">the &lt;press&gt;</td>' in body
    assert '<td data-label="EU27">12.3</td>' in body


@pytest.mark.parametrize(
    ("count", "folded"), [(3, False), (tables.SHOWN_ROWS, False), (tables.SHOWN_ROWS + 2, True)]
)
def test_older_rows_are_folded(count, folded):
    """A dozen stand open; the others are there, and their number is said."""
    rows = pd.DataFrame({"what": [f"row {number}" for number in range(count)]})
    body = tables.newest_first(rows, title="t", foot="f").body
    assert ("<summary>The 2 older rows</summary>" in body) == folded == ("<details>" in body)
    assert all(f">row {number}</td>" in body for number in range(count))
