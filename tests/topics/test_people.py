"""People abroad and at home."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint import ledger
from footprint.model import Untestable
from footprint.topics import people

T = "\u202f"


def test_people_needs_every_economy_in_one_year():
    """A year with one of two is passed over; an older edition is not joined."""
    rows = [
        ("KGZ", 2024, 1_000_000, "2024"),
        ("KGZ", 2023, 2_000_000, "2024"),
        ("TJK", 2023, 1_000_000, "2024"),
        ("TJK", 2024, 5, "2020"),
    ]
    records = pd.DataFrame(rows, columns=["economy", "year", "people", "edition"]).assign(
        definition="d", source="UN"
    )
    found = people.people(Figures(migrants=records), economies=["KGZ", "TJK"], definition="d")
    assert (found.value, found.year) == (3.0, 2023)


def test_people_without_a_common_year():
    """Two economies counted in different years are not added up."""
    rows = pd.DataFrame(
        [("KGZ", 2024, 1), ("TJK", 2023, 1)], columns=["economy", "year", "people"]
    ).assign(definition="d", edition="2024", source="UN")
    with pytest.raises(Untestable, match="people of KGZ and TJK"):
        people.people(Figures(migrants=rows), economies=["KGZ", "TJK"], definition="d")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([1.55, 1.06], "No count reaches 2 million; the largest is 1.55 million: entries"),
        ([2.0, 1.06], "1 of 2 counts reach 2 million; the largest is 2 million: entries"),
        ([None, None], "No count was read"),
    ],
)
def test_a_count_that_reaches_the_least_or_does_not(values, title):
    """At the least itself it does."""
    rows = pd.DataFrame({"name": ["entries", "residents"], "value": values}).astype(
        {"value": "float64"}
    )
    assert people.reached(rows, ledger.finding("workers-millions").claim) == title


def test_people_by_definition():
    """A definition without a count of one economy says so; years and editions stay apart."""
    rows = pd.DataFrame(
        [
            ("KGZ", "born", "2020", 2020, 591025),
            ("KGZ", "born", "2024", 2024, 333664),
            ("TJK", "born", "2024", 2024, 415676),
        ],
        columns=["economy", "definition", "edition", "year", "people"],
    )
    cells = people.people_cells(rows, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert cells.values.tolist() == [
        ["born", "2020", "2020", f"591{T}000", "none read"],
        ["born", "2024", "2024", f"334{T}000", f"416{T}000"],
    ]


def test_minority_and_its_fall():
    """The newest year, and its share over that of the oldest."""
    rows = pd.DataFrame(
        [(2023, 15.0), (1996, 30.0), (2009, 24.0)], columns=["year", "share"]
    ).assign(economy="KAZ", source="Factbook")
    assert people.minority(Figures(ethnic_russians=rows), economy="KAZ").value == 15.0
    found = people.minority_change(Figures(ethnic_russians=rows), economy="KAZ")
    assert (found.value, found.words) == (0.5, {"since": 1996})


@pytest.mark.parametrize(
    ("years", "shares", "said"),
    [
        ((2022, 2023), (17.9, 14.9), True),
        ((2009, 2019), (23.7, 19.3), False),
        ((2022, 2023), (17.9, 17.2), False),
        ((2023,), (14.9,), False),
    ],
)
def test_a_step_too_large_for_its_years_is_a_change_of_base(years, shares, said):
    """Of the two newest years; a slow fall is none."""
    told = people.rebased(pd.DataFrame({"year": years, "value": shares}), "Kazakhstan")
    assert bool(told) == said and (not said or f"from 17.9{T}% (2022) to 14.9{T}% (2023)" in told)


def test_policy_in_words():
    """The newest first; “about” before the count, the note behind it; nobody named is everybody."""
    rows = pd.DataFrame(
        [
            (
                "2024-12",
                None,
                "expelled in the year",
                "bailiffs",
                80000.0,
                "people, more than",
                "A",
                "by court",
            ),
            ("2025-01-01", "TJK", "a law", "state", None, None, "B", None),
        ],
        columns=["date", "economy", "act", "office", "number", "unit", "source", "note"],
    )
    cells = people.policy_cells(rows, pd.Series({"TJK": "Tajikistan"}))
    assert cells.columns.tolist() == ["date", "whom", "what", "office and source"]
    assert cells.to_numpy().tolist() == [
        ["1 January 2025", "Tajikistan", "A law", "State; source: B"],
        [
            "December 2024",
            "all foreigners",
            f"Expelled in the year: more than 80{T}000 people. by court",
            "Bailiffs; source: A",
        ],
    ]


def test_where_students_go_with_the_rank_among_named_hosts():
    """The sum of all other hosts has no rank, and only the newest year counts."""
    rows = [
        ("Russia", 2018, 90.0),
        ("Turkey", 2018, 10.0),
        ("Russia", 2019, 30.0),
        ("Turkey", 2019, 20.0),
        ("Other countries", 2019, 50.0),
    ]
    students = pd.DataFrame(rows, columns=["host", "year", "students"]).assign(
        economy="TKM", source="hosts"
    )
    at = Figures(students=students)
    found = people.study_share(at, economy="TKM", host="Russia")
    assert (found.value, found.year, found.words) == (30.0, 2019, {"rank": 1})
    assert people.study_share(at, economy="TKM", host="Turkey").words == {"rank": 2}
    with pytest.raises(Untestable, match="students of TKM in China"):
        people.study_share(at, economy="TKM", host="China")


def test_a_change_of_base_in_full():
    """Of the two newest of several years, in whatever order they come."""
    line = pd.DataFrame({"year": [2023, 2009, 2022], "value": [14.9, 23.7, 17.9]})
    assert people.rebased(line, "Kazakhstan") == (
        f"The step from 17.9{T}% (2022) to 14.9{T}% (2023) is too large for so short a time: the Factbook's "
        "estimates for Kazakhstan rest on another base since, which we take to be the census of 2021."
    )
    at_the_edge = pd.DataFrame({"year": [2020, 2022], "value": [20.0, 18.0]})
    assert people.rebased(at_the_edge, "Kazakhstan") == ""


def test_where_a_share_of_people_is_from():
    """Year and source of the newest row; without a row, what it would have been of."""
    rows = pd.DataFrame([(2023, 15.0, "b"), (1996, 30.0, "a")], columns=["year", "share", "source"])
    at = Figures(ethnic_russians=rows.assign(economy="KAZ"))
    for measure in (people.minority, people.minority_change):
        found = measure(at, economy="KAZ")
        assert (found.year, found.basis) == (2023, "b")
        with pytest.raises(Untestable, match=r"^there is no figure for ethnic Russians in UZB$"):
            measure(at, economy="UZB")
