"""Two vintages of a series compared: what came, what moved, what went."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import library
from footprint.library import revisions


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["economy", "year", "value"]).astype(
        {"economy": "string", "year": "Int64", "value": "float64"}
    )


values = st.floats(allow_nan=False, allow_infinity=False, width=64)
editions = st.dictionaries(
    st.tuples(st.sampled_from(["KGZ", "TJK", "TKM"]), st.integers(1990, 2000)), values
).map(
    lambda held: frame(*((economy, year, value) for (economy, year), value in sorted(held.items())))
)


@given(editions)
def test_an_edition_compared_with_itself(held):
    """Nothing to report."""
    assert not revisions.compare(held, held)


@given(editions, editions)
def test_a_difference_applied_to_the_old_gives_the_new(before, after):
    """Whatever came, moved or went."""
    found = revisions.apply(before, revisions.compare(before, after))
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        tuple(row) for row in after.itertuples(index=False)
    ]


@given(editions, editions)
def test_every_observation_is_accounted_for(before, after):
    """Added, revised, lost or the same: each once."""
    found = revisions.compare(before, after)
    assert len(before) - len(found.lost) == len(after) - len(found.added) >= len(found.revised)


def test_what_is_material():
    """More digits are no revision; the largest comes first; from nothing to something counts."""
    before = frame(
        ("KGZ", 2020, 1.00001), ("KGZ", 2021, 10.0), ("KGZ", 2022, 10.0), ("KGZ", 2023, 0.0)
    )
    after = frame(
        ("KGZ", 2020, 1.000014), ("KGZ", 2021, 11.0), ("KGZ", 2022, 13.0), ("KGZ", 2023, 0.1)
    )
    assert revisions.material(revisions.compare(before, after))["year"].tolist() == [
        2022,
        2021,
        2023,
    ]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Personal remittances, received (% of GDP)", "% of GDP"),
        ("GDP (current US$)", "current US$"),
        ("Gini index", ""),
        ("Births (per 1,000) rate", ""),
        ("(", ""),
    ],
)
def test_the_unit_in_a_name(name, unit):
    """The last bracket, if the name ends with one."""
    assert revisions.unit(name) == unit


def test_all_units_in_a_name():
    """Unit, base and method: any of them may change."""
    name = "Unemployment, total (% of total labor force) (modeled ILO estimate)"
    assert revisions.units(name) == "% of total labor force; modeled ILO estimate"
    assert revisions.units("Gini index") == ""


def vintages(*rows: tuple) -> pd.DataFrame:
    """Rows ``vintage, year, value`` of one series of Kyrgyzstan."""
    frame = pd.DataFrame(rows, columns=["vintage", "year", "value"])
    types = {"vintage": "string", "year": "Int64", "value": "float64"}
    return frame.astype(types).assign(economy="KGZ", indicator="X")


points = st.dictionaries(
    st.tuples(st.sampled_from(["2020-01", "2021-01"]), st.integers(2000, 2006)),
    st.floats(1, 1e6),
    min_size=1,
)


@given(points)
def test_steps_count_what_two_editions_share(found):
    """No more moved than both have; the same figures twice have not moved."""
    rows = [(vintage, year, value) for (vintage, year), value in found.items()]
    for step in revisions.steps(vintages(*rows)).itertuples():
        years = [
            {year for vintage, year in found if vintage == name}
            for name in (step.earlier, step.later)
        ]
        assert step.common == len(years[0] & years[1]) >= step.moved >= 0
        assert pd.isna(step.part) == (step.moved == 0)
    twice = [
        (name, year, value) for (_, year), value in found.items() for name in ("2020-01", "2021-01")
    ]
    same = vintages(*twice).drop_duplicates(["vintage", "year"])
    assert revisions.steps(same)["moved"].sum() == 0


@pytest.mark.parametrize(("after", "moved"), [(101.0, 0), (101.1, 1), (99.0, 0), (98.9, 1)])
def test_a_hundredth_is_no_move(after, moved):
    """Up or down; more than that is one, and the largest is named."""
    step = revisions.steps(vintages(("2020-01", 2019, 100.0), ("2021-01", 2019, after))).iloc[0]
    assert step["moved"] == moved and (
        not moved or (step["before"], step["after"]) == (100.0, after)
    )


def test_a_series_of_one_in_all_vintages():
    """A row for each vintage, oldest first, a column a year; gaps stay gaps."""
    rows = vintages(("2021-01", 2020, 2.0), ("2020-01", 2019, 1.0), ("2021-01", 2019, 1.5))
    table = revisions.of_one(rows, "X", "KGZ")
    assert table.index.tolist() == ["2020-01", "2021-01"] and table.columns.tolist() == [2019, 2020]
    assert table.loc["2021-01"].tolist() == [1.5, 2.0] and pd.isna(table.at["2020-01", 2020])
    assert revisions.of_one(rows, "X", "TJK").empty


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (1234.5, "1,234"),
        (1000, "1,000"),
        (999.96, "1000"),
        (17.743, "17.74"),
        (-0.00012344, "-0.0001234"),
    ],
)
def test_a_number_in_a_report(value, says):
    """Whole from a thousand up, else four digits."""
    assert revisions.number(value) == says


def test_the_editions_of_the_book_pass_into_each_other():
    """Each compared with itself reports nothing; the difference to the next, applied to it, gives the next, in every series."""
    pairs = 0
    for _, rows in library.vintages().groupby("indicator"):
        frames = [
            frame[["economy", "year", "value"]].reset_index(drop=True)
            for _, frame in rows.groupby("vintage", sort=True)
        ]
        assert not any(revisions.compare(frame, frame) for frame in frames)
        for before, after in itertools.pairwise(frames):
            found = revisions.apply(before, revisions.compare(before, after))
            assert (
                found.to_numpy().tolist()
                == after.sort_values(["economy", "year"]).to_numpy().tolist()
            )
            pairs += 1
    assert pairs > 50
