"""Two editions of a series compared, and the report of an update."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.library import revisions
from footprint.library.revisions import Revision
from footprint.update import Report


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
    assert not revisions.compare(held, held) and revisions.objections(held, held) == []


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
    ("value", "objects"), [(15.0, False), (15.01, True), (5.0, False), (4.99, True), (-4.99, True)]
)
def test_the_limit_of_a_revision(value, objects):
    """Half of the old value may go or come, not more."""
    found = revisions.objections(frame(("KGZ", 2020, 10.0)), frame(("KGZ", 2020, value)))
    assert bool(found) == objects
    if objects:
        assert f"KGZ 2020 moved from 10 to {value:g}, more than the limit of 50%" in found[0]


def test_a_figure_near_zero_is_measured_on_its_series():
    """Growth that goes from 0.1 to 2 is usual where it is mostly about 5."""
    before = frame(("KGZ", 2019, 5.0), ("KGZ", 2020, 0.1), ("KGZ", 2021, 6.0))
    assert (
        revisions.objections(
            before, frame(("KGZ", 2019, 5.0), ("KGZ", 2020, 2.0), ("KGZ", 2021, 6.0))
        )
        == []
    )
    assert revisions.objections(
        before, frame(("KGZ", 2019, 5.0), ("KGZ", 2020, 3.0), ("KGZ", 2021, 6.0))
    )


def test_a_series_that_shrank():
    """The years that are gone are counted by economy."""
    before = frame(("KGZ", 2020, 1.0), ("KGZ", 2021, 1.0), ("TJK", 2021, 1.0), ("UZB", 2021, 1.0))
    assert revisions.objections(before, frame(("UZB", 2021, 1.0))) == [
        "the series shrank: years that are gone, by economy: KGZ 2, TJK 1"
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


def report(**fields) -> Report:
    found = revisions.compare(
        frame(("KGZ", 2022, 3.2e9), ("KGZ", 2021, 1.0)),
        frame(("KGZ", 2022, 3.3e9), ("KGZ", 2023, 2.0)),
    )
    return Report(
        **{
            "date": "2026-11-24",
            "changed": True,
            "path": "updates/2026-11-24.json",
            "revisions": {"BX": found},
        }
        | fields
    )


def test_the_report_begins_with_verdicts_that_flipped():
    """Before everything else, in words, with the figures."""
    turn = {
        "id": "kgz-remit-third",
        "moment": "now",
        "before": "does not hold",
        "after": "holds",
        "value_before": 17.7,
        "value_after": 33.0,
        "unit": "% of GDP",
    }
    first = report(flipped=[turn]).lines()[0]
    assert (
        first
        == "The verdict on kgz-remit-third (now) flipped from “does not hold” to “holds”, for the figure went from 17.7 to 33 (% of GDP)."
    )
    assert "for the figure" not in report(flipped=[turn | {"value_before": None}]).lines()[0]


def test_the_report_in_words():
    """Added, revised, lost, vanished, renamed, missed: each has its line."""
    said = report(
        vanished={"X": "X: gone."},
        renamed={"Y": "“a” is now “b”"},
        missed={"Debt": "No answer."},
        obtained=["The archive"],
        releases={"WDI": "2026-11-20"},
    ).lines()
    assert said == [
        "data/ has new figures; the report is data/updates/2026-11-24.json. Rebuild the book to show them: make book",
        "Release of WDI: 2026-11-20.",
        "Added: BX, 1 value, the newest of 2023.",
        "Obtained: The archive.",
        "Revised: BX, KGZ 2022, from 3,200,000,000 to 3,300,000,000.",
        "Lost, as accepted: BX, 1 value.",
        "Vanished, so the figures of data/ stay: X: gone.",
        "Renamed: Y, “a” is now “b”.",
        "Not obtained, so what data/ has stays: Debt. No answer.",
    ]


def test_the_report_of_nothing():
    """Refused: the reason alone. A dry run and no news say so."""
    assert report(refused="No.").lines() == ["No."]
    assert report(dry_run=True).lines()[0].startswith("A dry run: nothing was written.")
    assert report(changed=False, revisions={}).lines() == [
        "Nothing new: the service's figures are those of data/."
    ]


def test_the_report_counts_what_it_does_not_list():
    """Ten revisions in words, fifty in the file, the largest first, and how many there are."""
    many = Revision(
        frame(),
        pd.DataFrame(
            {
                "economy": "KGZ",
                "year": range(1900, 1960),
                "before": 1.0,
                "after": [1 + step / 100 for step in range(1, 61)],
            }
        ),
        frame(),
    )
    found = report(revisions={"BX": many})
    content = found.as_json()
    assert (
        len(content["revised"]) == 50
        and content["revised_values"] == 60
        and content["revised"][0]["after"] == 1.6
    )
    assert (
        sum(line.startswith("Revised: BX") for line in found.lines()) == 10
        and "Revised in all: 60 values." in found.lines()
    )


def test_the_report_shows_the_words_of_the_service_as_text():
    """No markup and no Markdown from a name."""
    shown = report(renamed={"X": "“<script>alert(1)</script>” is now “[a](b)”"})._repr_markdown_()
    assert "<script" not in shown and "[a]" not in shown and "&#60;script&#62;" in shown
