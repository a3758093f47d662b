"""Who stood on the tribune, and what moved with it."""

import dataclasses

import pandas as pd
import pytest
from support.figures import Figures

from footprint import ledger, library
from footprint.model import Part, Result, Untestable
from footprint.topics import parade

T = "\u202f"

FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


PARADES = pd.DataFrame(
    [
        ("2021-05-09", "KAZ", "no"),
        ("2021-05-09", "KGZ", "yes"),
        ("2022-05-09", "KAZ", "yes"),
        ("2022-05-09", "KGZ", "unknown"),
        ("2024-05-09", "KAZ", "yes"),
        ("2024-05-09", "KGZ", "yes"),
    ],
    columns=["date", "economy", "attended"],
).assign(source="a report")


def test_parades_count_an_absent_row_as_unknown():
    """A president of whom nothing is recorded was neither there nor elsewhere."""
    held = parade.parades(PARADES[PARADES["date"] != "2021-05-09"].iloc[[0, 2, 3]])
    assert held[["yes", "no", "unknown"]].to_numpy().tolist() == [[1, 0, 1], [2, 0, 0]]


def test_attendance_documented_and_possible():
    """An unknown cell leaves the count open; what is possible counts it in."""
    at = Figures(attendance=PARADES)
    with pytest.raises(Untestable, match="whether 1 of the presidents came on 2022-05-09"):
        parade.attendance(at, date="2022-05-09", count="documented")
    assert parade.attendance(at, date="2022-05-09", count="possible").value == 2.0
    assert parade.attendance(at, date="2021-05-09", count="possible").value == 1.0
    assert parade.attendance(at, date="newest", count="documented").year == 2024


def test_attendance_of_a_parade_without_record():
    """No row, no count."""
    for held in (PARADES, PARADES[:0]):
        with pytest.raises(Untestable, match="no record of the parade"):
            parade.attendance(
                Figures(attendance=held),
                date="1945-06-24" if len(held) else "newest",
                count="possible",
            )


def test_first_in_history_stays_open_where_records_do():
    """An undecided parade and a year without one do; passed over, the first documented stands."""
    at = Figures(attendance=PARADES)
    with pytest.raises(
        Untestable, match="open for 2022 and nothing was read on 1 other years since 2021"
    ):
        parade.first_full_attendance(at, date="2024-05-09", unread="open")
    assert parade.first_full_attendance(at, date="2024-05-09", unread="passed over").value == 1.0


@pytest.mark.parametrize("unread", ["open", "passed over"])
def test_first_in_history_fails_after_a_full_parade(unread):
    """A full parade before it settles it, and so does a gap in its own ranks."""
    full = PARADES.assign(attended="yes")
    assert (
        parade.first_full_attendance(
            Figures(attendance=full), date="2024-05-09", unread=unread
        ).value
        == 0.0
    )
    assert (
        parade.first_full_attendance(
            Figures(attendance=PARADES), date="2021-05-09", unread=unread
        ).value
        == 0.0
    )


def test_first_in_history_can_be_settled():
    """Every year on record and each without somebody: it holds."""
    held = PARADES.replace({"date": {"2024-05-09": "2023-05-09"}}).replace(
        {"attended": {"unknown": "no"}}
    )
    assert (
        parade.first_full_attendance(
            Figures(attendance=held), date="2023-05-09", unread="open"
        ).value
        == 1.0
    )


def test_attendance_without_a_row_is_unknown():
    """A parade that names one president leaves the other open; a single source is marked."""
    held = pd.DataFrame(
        [("2016-05-09", "KAZ", "yes", "medium")],
        columns=["date", "economy", "attended", "confidence"],
    )
    cells = parade.attendance_cells(held, {"KAZ": "Kazakhstan", "TKM": "Turkmenistan"})
    assert cells["answer"].tolist() == ["yes", "unknown"] and cells["mark"].tolist() == [
        True,
        False,
    ]


def test_titles_on_the_tribune():
    """What a single source says is less firm; a parade with an unknown cell stays open."""
    rows = [
        (date, code, came, how)
        for date, came, how in (
            ("2005-05-09", "unknown", "low"),
            ("2023-05-09", "yes", "high"),
            ("2024-05-09", "yes", "medium"),
        )
        for code in FEW
    ]
    held = pd.DataFrame(rows, columns=["date", "economy", "attended", "confidence"]).assign(
        source="s"
    )
    assert (
        parade.tribune(held)
        == "All the presidents are documented in 2023, less firmly (*) in 2024; open: 2005"
    )
    assert parade.tribune(held[:3]) == "No parade is documented with all the presidents; open: 2005"
    assert (
        parade.undecided(held[:1])
        == "In 2005 nobody is known to have been missing, and not all are known to have come"
    )
    assert (
        parade.undecided(held[:0])
        == "Of every parade on record it is known whether all the presidents came"
    )


def yearly(*came: int) -> pd.DataFrame:
    """Parades of two presidents from 2019 on, with so many present."""
    rows = [
        (f"{2019 + i}-05-09", economy, "yes" if k < count else "no")
        for i, count in enumerate(came)
        for k, economy in enumerate(("KAZ", "KGZ"))
    ]
    return pd.DataFrame(rows, columns=["date", "economy", "attended"]).assign(source="a report")


@pytest.mark.parametrize(
    ("came", "share"),
    [((0, 1, 0, 1), 100 / 3), ((1, 1, 0, 1, 0), 200 / 3), ((0, 2, 1, 0, 1, 1), 75.0)],
)
def test_attendance_with_a_series_counts_steps(came, share):
    """A lever that falls, falls, rises: level steps are left out, others agree or not."""
    lever = (
        [(2019, 9.0), (2020, 10.0), (2021, 8.0), (2022, 7.0), (2023, 6.0)]
        if len(came) > 4
        else [(2019, 5.0), (2020, 4.0), (2021, 3.0), (2022, 2.0)]
    )
    found = parade.attendance_with_series(
        Figures(lever, attendance=yearly(*came)), indicator="X", economies=["KGZ"]
    )
    assert found.value == pytest.approx(share)


def test_attendance_with_a_series_needs_three_steps():
    """Two steps decide nothing, and an unknown parade is no step."""
    with pytest.raises(Untestable, match="known for 2 steps, fewer than 3"):
        parade.attendance_with_series(
            Figures([(2019, 1.0), (2020, 2.0), (2021, 1.0)], attendance=yearly(0, 1, 0, 1)),
            indicator="X",
            economies=["KGZ"],
        )
    held = yearly(0, 1, 0, 1)
    held.loc[2, "attended"] = "unknown"
    lever = [(2019, 1.0), (2020, 2.0), (2021, 1.0), (2022, 2.0)]
    with pytest.raises(Untestable, match="known for 1 steps"):
        parade.attendance_with_series(
            Figures(lever, attendance=held), indicator="X", economies=["KGZ"]
        )


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        (
            (50.0, None),
            "No lever followed attendance more often than chance would: "
            f"at best in 50{T}% of the steps",
        ),
        ((None,), "No lever has figures enough to set beside attendance"),
        (
            (50.1, 75.0),
            "The lever that followed attendance most often did so "
            f"in 75{T}% of the steps; chance gives 50{T}%",
        ),
    ],
)
def test_kept_pace_at_chance(shares, title):
    """As often as chance is not more often."""
    found = ledger.finding("parade-shows-influence")
    parts = tuple(Part("p", "lever", Result("holds", "% of steps", value)) for value in shares)
    assert (
        parade.kept_pace(
            dataclasses.replace(found, now=dataclasses.replace(found.now, parts=parts))
        )
        == title
    )


def test_levers_begin_with_attendance():
    """Attendance beside three means; the years before the first known parade stay out."""
    days = pd.DataFrame({"date": ["2018-12-31", "2020-12-31"], "agreement": [60.0, 70.0]})
    voting = days.assign(economy="KAZ", partner="RUS", compared=90, source="votes")
    money = pd.DataFrame({"economy": parade.SENDERS, "year": 2020, "value": 30.0})
    rows = [
        (economy, partner, kind, value)
        for economy in parade.TRADERS
        for partner, kind, value in (("World", "total", 50.0), ("Russia", "country", 20.0))
    ]
    trade = pd.DataFrame(rows, columns=["economy", "partner", "kind", "value"])
    trade = trade.assign(flow="imports", year=2020, months=12, by="WITS", source="WITS")
    trade["share"] = float("nan")
    levers = parade.levers(yearly(1, 2), voting, money, trade, ["KAZ"])
    last = levers[levers["year"] == 2020].set_index("name")["value"].to_dict()
    assert last == {"Attendance": 100.0, "Votes": 70.0, "Remittances": 30.0, "Imports": 40.0}
    assert levers["year"].min() == 2019


# What the sources say, held fast ---------------------------------------------------------------


def test_attendance_since_2020():
    """Three, one, none, and then all five three times."""
    came = library.records("attendance").query("date >= '2020' and attended == 'yes'")
    assert came.groupby("date").size().to_dict() == {
        "2020-06-24": 3,
        "2021-05-09": 1,
        "2023-05-09": 5,
        "2024-05-09": 5,
        "2025-05-09": 5,
    }


def test_whose_figures_stand_beside_attendance():
    """Of the five those that have figures enough."""
    assert parade.SENDERS == ("KGZ", "TJK", "UZB") and parade.TRADERS == ("KAZ", "KGZ", "UZB")
