"""Titles from frames small enough to check by eye."""

import pandas as pd
import pytest

from footprint.words import titles

T = "\u202f"


SERIES = pd.DataFrame({"year": [2021, 2022, 2023], "value": [24.6, 49.1, 24.8]})


def series(*values):
    """A line of one value a year from 2001 on."""
    return pd.DataFrame({"year": range(2001, 2001 + len(values)), "value": values})


def test_moved_needs_two_years():
    """Without the year asked for, or anything after it, the title says so."""
    rows = pd.DataFrame({"year": [2021, 2024], "value": [32.6, 17.7]})
    assert (
        titles.moved("It", rows, 2021, "%") == f"It fell from 32.6{T}% in 2021 to 17.7{T}% in 2024"
    )
    assert (
        titles.moved("It", rows.assign(value=[24.6, 24.8]), 2021, "%")
        == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2024"
    )
    assert (
        titles.moved("It", rows.assign(value=[0.12, 0.083]), 2021, "%")
        == f"It fell from 0.12{T}% in 2021 to 0.1{T}% in 2024"
    )
    assert (
        titles.moved("It", rows.assign(value=[0.9, 1.3]), 2021, "times")
        == "It rose from 0.9 times in 2021 to 1.3 times in 2024"
    )
    assert (
        titles.moved("It", rows[:1], 2021, "%")
        == titles.moved("It", rows[1:], 2021, "%")
        == "It: no figures to compare since 2021"
    )


@pytest.mark.parametrize(
    ("middle", "far"),
    [
        (49.1, (2022, 49.1)),
        (29.7, None),
        (29.8, (2022, 29.8)),
        (19.7, None),
        (19.6, (2022, 19.6)),
        (24.7, None),
        (float("nan"), None),
    ],
)
def test_a_year_between_is_told_from_a_fifth_beyond_the_nearer_end_on(middle, far):
    """Above the higher end or below the lower one; not between them, nor without a figure."""
    assert titles.farthest(SERIES.assign(value=[24.6, middle, 24.8]), 2021) == far


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (
            (100.0, 0.0, 45.0),
            f"It fell from 100{T}% in 2001 to 0{T}% in 2002 and rose to 45{T}% in 2003",
        ),
        (
            (0.0, 90.0, 1.0),
            f"It rose from 0{T}% in 2001 to 90{T}% in 2002 and fell to 1{T}% in 2003",
        ),
        ((10.0, 22.5, 20.0), f"It rose from 10{T}% in 2001 to 20{T}% in 2003"),
        ((10.0, 10.0), f"It hardly moved from 10{T}% in 2001 to 10{T}% in 2002"),
        ((10.0,), "It: no figures to compare"),
        ((), "It: no figures to compare"),
    ],
)
def test_swung_names_a_turn_far_outside_the_ends(values, title):
    """A quarter of the height outside both ends is a turn, less is none."""
    assert titles.swung("It", series(*values), "%") == title


def test_ranked_names_who_has_no_figure():
    """From the largest down; the rest in a row of words."""
    rows = pd.DataFrame(
        {"name": ["A", "B", "C", "D", "E"], "value": [1.0, 3.0] + [float("nan")] * 3}
    )
    assert titles.ranked(rows, "%") == f"B 3{T}%, A 1{T}%; no figure for C, D and E"
    assert titles.ranked(rows[2:], "%") == "no figure for C, D and E"
    assert (
        titles.ranked(rows[:3].assign(value=[1.01, 3.0, 0.99]), "%")
        == f"B 3{T}%; A and C each 1{T}%"
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Russia", f"Largest loss: Russia, 18.6{T}%"),
        ("Tajikistan: half stays away", f"Largest loss: 18.6{T}% (Tajikistan, half stays away)"),
        ("Reading (model, 2021)", f"Largest loss: 18.6{T}% (Reading (model, 2021))"),
    ],
)
def test_largest_names_it_without_a_second_colon(name, title):
    """A name of several words with a comma or a colon stands behind its figure."""
    assert (
        titles.largest(pd.DataFrame({"name": [name, "B"], "value": [18.6, 2.0]}), "loss", "%")
        == title
    )


def test_the_largest_of_none():
    """A figure that is missing is no loss of nought."""
    none = pd.DataFrame({"name": ["Russia"], "value": [float("nan")]})
    assert titles.largest(none, "loss", "%") == "Largest loss: no data"


def test_counts_that_lie_apart():
    """The lowest and the highest with who counted; one alone, and none."""
    counts = pd.DataFrame(
        {"name": ["customs", "press", "book"], "value": [float("nan"), 20.9, 57.0]}
    )
    assert (
        titles.extremes("its share", counts, "%")
        == f"Counts of its share run from 20.9{T}% (press) to 57{T}% (book)"
    )
    assert (
        titles.extremes("its share", counts[:2], "%")
        == f"Only count of its share: 20.9{T}% (press)"
    )
    assert titles.extremes("its share", counts[:1], "%") == "Counts of its share: no data"


@pytest.mark.parametrize(
    ("which", "title"),
    [
        ([], "No texts on record"),
        ([False], "None of 1 texts does"),
        ([False, False], "None of 2 texts does"),
        ([True, False], "1 of 2 texts does"),
        ([True, True, False], "2 of 3 texts do"),
        ([True, True], "All 2 texts do"),
        ([True], "1 of 1 texts does"),
    ],
)
def test_a_count_of_rows_agrees_with_its_verb(which, title):
    """None and one are singular."""
    assert titles.share_of(pd.Series(which, dtype=bool), "texts", ("does", "do")) == title


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (
            ["abstain"] * 3 + ["absent"] + ["against"] * 2 + ["yes", "unknown"],
            "Votes: 3 abstentions, 2 votes against, 1 absence and 1 vote in favour; 1 unknown",
        ),
        (["no", "no"], "Votes: none of 2"),
        (["no", "yes"], "Votes: 1 of 2"),
        (["clash", "clash", "attack"], "Votes: 2 clashes and 1 attack"),
        (["agreement signed"], "Votes: 1 agreement signed"),
        (["unknown"], "Votes: 1 unknown"),
        (["critical"] * 2, "Votes: 2 critical"),
    ],
)
def test_a_tally_in_words(answers, title):
    """One and several; what is unknown stands apart, at the end."""
    assert titles.tally("Votes", pd.Series(answers)) == title


def test_heights_of_the_newest_year_and_of_all():
    """Today's highest and that of all years, once if they are the same."""
    lines = pd.concat([series(91.0, 3.0).assign(name="A"), series(1.0, 39.0).assign(name="B")])
    assert (
        titles.heights(lines, "It", "%")
        == f"It is highest in B, 39{T}% in 2002; of all years in A, 91{T}% in 2001"
    )
    assert titles.heights(lines[2:], "It", "%") == f"It is highest in B, 39{T}% in 2002"
    assert titles.heights(lines[:0], "It", "%") == "It: no figure"


def test_a_course_tells_the_year_between():
    """It falls silent where no year lies outside, or none lies between."""
    assert (
        titles.course("It", SERIES, 2021, "%")
        == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2023, after 49.1{T}% in 2022"
    )
    short = SERIES[SERIES["year"] != 2022]
    assert titles.course("It", short, 2021, "%") == titles.moved("It", short, 2021, "%")
    assert titles.farthest(SERIES, 2020) is None
