"""Tables and grids: every cell has its word, every row its place, and gaps stay gaps."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from footprint.figures import tables
from footprint.figures.figure import Figure

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
    assert '<th scope="row" data-label="Who counted">the &lt;press&gt;</th>' in body
    assert '<td data-label="EU27">12.3</td>' in body


# What stands open, and the whole ------------------------------------------------------------------


def parts(figure):
    """The rows that stand open, those of the whole, and its name; nothing where nothing is folded."""
    soup = BeautifulSoup(figure.body, "html.parser")
    fold = soup.select_one("details.full")
    if fold is None:
        return len(soup.select("tbody tr")), 0, ""
    fold.extract()
    return len(soup.select("tbody tr")), len(fold.select("tbody tr")), fold.summary["aria-label"]


SHORT, LONG = "a", "many words in a row " * 10


@pytest.mark.parametrize(
    ("count", "cell", "open_rows"),
    [(2, SHORT, 2), (6, SHORT, 6), (6, LONG, 0), (7, SHORT, 3), (27, SHORT, 3), (27, LONG, 0)],
)
@pytest.mark.parametrize("make", [tables.sheet, tables.newest_first], ids=["sheet", "records"])
def test_a_long_table_is_folded_and_the_whole_stays(make, count, cell, open_rows):
    """Three rows, or none of many words; a short table of few words stands open, without a fold."""
    rows = pd.DataFrame({"what": [f"row {number}" for number in range(count)], "said": cell})
    rows["said"] += rows["what"]
    shown = make(rows, title="The finding", foot="f")
    heads = "" if open_rows else " (What, Said)"
    fold = f"All {count} rows{heads}: The finding" if count > open_rows else ""
    assert parts(shown) == (open_rows, count if fold else 0, fold)
    assert all(f">row {number}</th>" in shown.body for number in range(count))


def test_a_long_grid_is_folded_and_its_places_stand_once():
    """A link to a row leads to the whole, which opens for it."""
    rows = pd.concat([CELLS[:2].assign(row=f"{n}", anchor=f"v-{n}") for n in range(7)])
    shown = tables.grid(rows, title="Votes", subtitle="", foot="f", corner="Vote")
    assert parts(shown) == (6, 7, "All 7 rows: Votes")
    whole = BeautifulSoup(shown.body, "html.parser").select("details tr[id]")
    assert len(whole) == 7 and shown.body.count('id="v-') == 7


def test_of_a_finding_in_the_title_no_row_stands_open():
    """The whole is folded."""
    rows = pd.DataFrame({"what": list("abc")})
    body = tables.folded(rows, "T", most=0)
    assert parts(Figure("T", "", body, "")) == (0, 3, "All 3 rows (what): T")


def test_a_record_that_its_title_tells_is_folded():
    """All of it, once."""
    rows = pd.DataFrame({"when": ["2020", "2021"], "note": ["x", "y"]})
    opened, whole = tables.titled_table(rows, rows, title="T", foot="f").body.split("<details")
    assert "2020" not in opened and "All 2 rows" in whole and whole.count("2021") == 1


def test_of_many_sources_the_best_stands_open():
    """By its host and grade, the rest counted; folded, all of them in full."""
    source = "The Paper of the Land; RFE/RL, https://www.rferl.org/a"
    rows = pd.DataFrame({"when": ["2020"], "source": [source]})
    shown = tables.record_table(rows, ["when", "source"], title="T", foot="f")
    opened, whole = shown.body.split("<details")
    assert '<a href="https://www.rferl.org/a">rferl.org</a> [agency], 1 more</td>' in opened
    assert "The Paper of the Land" in whole and "With sources in full" in whole


def test_what_is_the_same_in_all_rows_is_said_once():
    """Below, with its column; of two rows, or the first column, nothing is taken away."""
    rows = pd.DataFrame({"who": "a", "answer": "yes", "until": "", "note": ["x", "y", "z"]})
    three, two = (tables.sheet(part, title="T", foot="f").body for part in (rows, rows[:2]))
    assert '<p class="same">The same in all rows. Answer: yes.</p>' in three
    assert three.count("Answer") == 1 and "Until" not in three and "Who" in three
    assert "The same" not in two and '<th scope="col">Answer</th>' in two


# Who listens --------------------------------------------------------------------------------------


def test_tables_have_captions_and_heads_of_rows():
    """The title of the figure, unseen beside it; a corner without a name is no head."""
    rows = pd.DataFrame({"": ["a"], "value": [1.0]})
    for body in (
        tables.sheet(rows, title="<T>", foot="f").body,
        tables.grid(CELLS, title="<T>", subtitle="", foot="f", corner="").body,
    ):
        assert '<caption class="visually-hidden">&lt;T&gt;</caption>' in body
        assert '<th scope="row"' in body and "<thead><tr><td></td>" in body
