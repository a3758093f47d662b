"""No word of the book says what its figures deny: on the committed data, and after a change of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.cards import faults
from support.worlds import Row, World, put, rows


def majority(data: Path) -> None:
    """Russia holds 60 % of the Caspian pipeline in place of 31."""
    put(
        data / "records/energy_routes.csv",
        "value",
        "60",
        measure="held by",
        party="Russia",
        period="2025",
    )


def in_favour(data: Path) -> None:
    """Uzbekistan voted for the text of 2 March 2022."""
    put(data / "records/votes.csv", "vote", "yes", resolution="ES-11/1", economy="UZB")


def again(data: Path) -> None:
    """Uzbekistan is in the CSTO again from 2026."""

    def change(found: list[Row]) -> None:
        own = next(row for row in found if (row["economy"], row["organisation"]) == ("UZB", "CSTO"))
        found.insert(found.index(own) + 1, own | {"start": "2026-01-01", "end": ""})

    rows(data / "records/memberships.csv", change)


def exchanged(data: Path) -> None:
    """What came to Tajikistan was as much of its output then as it is now, and now as it was then."""
    then, now = 33.4 / 47.2, 47.2 / 33.4

    def times(factor: float) -> Callable[[str], str]:
        return lambda value: str(float(value) * factor)

    path = data / "worldbank/BX.TRF.PWKR.CD.DT.csv"
    put(path, "value", times(then), economy="TJK", year="2024")
    path = data / "worldbank/vintages/2023-04.csv"
    for name in ("BX.TRF.PWKR.CD.DT", "BX.TRF.PWKR.DT.GD.ZS"):
        put(path, "value", times(now), economy="TJK", year="2021", indicator=name)


def contract(data: Path) -> None:
    """Russia buys Turkmen gas under a contract again."""
    put(data / "records/facts.csv", "answer", "yes", id="tkm-gas-sold", date="2024-10-25")


def presence(data: Path) -> None:
    """Ethnic Russians are under a twentieth of Kazakhstan's people."""
    put(data / "records/ethnic_russians.csv", "share", "4.1", economy="KAZ", edition="2024")


def overtaken(data: Path) -> None:
    """China's part of Kyrgyz imports is a third of what it was."""
    for column in ("value", "share"):
        put(
            data / "records/trade_by_partner.csv",
            column,
            lambda value: str(float(value) / 3) if value else value,
            economy="KGZ",
            flow="imports",
            partner="China",
        )


def two_of_five(data: Path) -> None:
    """At the parade of 2026 two of the five stand on the tribune."""

    def change(found: list[Row]) -> None:
        last = [row for row in found if row["date"] == "2025-05-09"]
        came = {"KAZ": "yes", "TJK": "yes"}
        found += [
            row | {"date": "2026-05-09", "attended": came.get(row["economy"], "no")} for row in last
        ]

    rows(data / "records/attendance.csv", change)


# A change, with the chapters that it touches.
CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "majority": (majority, ("kazakhstan",)),
    "in favour": (in_favour, ("parade",)),
    "again": (again, ("uzbekistan", "parade")),
    "exchanged": (exchanged, ("tajikistan", "verdict")),
    "contract": (contract, ("turkmenistan", "verdict")),
    "presence": (presence, ("kazakhstan", "index")),
    "overtaken": (overtaken, ("kyrgyzstan", "index")),
    "two of five": (two_of_five, ("parade", "verdict")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_page_contradicts_itself_after_a_change(tmp_path, name):
    """Its sentences, titles, tables and cards follow together."""
    change, chapters = CHANGES[name]
    world = World(tmp_path / "data", change)
    assert [wrong for chapter in chapters for wrong in faults(world.page(chapter))] == []
