"""Oil and gas."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import energy

T = "\u202f"


ROUTES = pd.DataFrame(
    [
        ("oil exported", "all", 2022, 12, 64.0),
        ("oil exported", "CPC", 2022, 12, 48.0),
        ("oil exported", "CPC", 2023, 12, 56.0),
        ("oil exported", "CPC", 2022, 10, 1.0),
        ("Russian oil carried across", None, 2023, 12, 10.0),
        ("Russian oil carried across", None, 2024, 10, 8.4),
    ],
    columns=["measure", "party", "period", "months", "value"],
).assign(subject="Kazakhstan", source="a page")


def test_oil_share_needs_a_whole_year_with_a_total():
    """Ten months are no year, and a year without the total gives no share."""
    found = energy.oil_share(Figures(energy_routes=ROUTES), party="CPC")
    assert (found.value, found.year) == (75.0, 2022)
    with pytest.raises(Untestable, match="European Union"):
        energy.oil_share(Figures(energy_routes=ROUTES), party="European Union")


def test_energy_says_how_much_of_the_year_it_covers():
    """A row without a party is found by the empty one."""
    found = energy.energy(
        Figures(energy_routes=ROUTES),
        subject="Kazakhstan",
        measure="Russian oil carried across",
        party="",
    )
    assert (found.value, found.words["period"]) == (8.4, "10 months of 2024")


def test_holders_of_the_newest_year():
    """Largest first; an older year is another state of affairs."""
    rows = pd.DataFrame(
        [("Chevron", 2025, 15.0), ("Russia", 2025, 31.0), ("Oman", 2000, 7.0)],
        columns=["party", "period", "value"],
    )
    assert energy.holders(rows.assign(subject="CPC", measure="held by", source="s"))[
        "name"
    ].tolist() == ["Russia", "Chevron"]


def test_holders_added_up():
    """Those named that are there; one alone, and none."""
    holders = pd.DataFrame({"name": ["Russia", "Chevron", "Lukoil"], "value": [31.0, 15.0, 12.5]})
    assert (
        energy.held_together(holders, ["Russia", "Lukoil"], "the line")
        == f"Russia and Lukoil together hold 43.5{T}% of the line"
    )
    assert (
        energy.held_together(holders[:2], ["Russia", "Lukoil"], "the line")
        == f"Russia holds 31{T}% of the line"
    )
    assert (
        energy.held_together(holders[1:2], ["Russia", "Lukoil"], "the line")
        == "Holders of the line: no data on Russia and Lukoil"
    )


FLOWS = pd.DataFrame(
    [
        ("Uzbekistan", "gas bought", "Gazprom", 2023, 12, 1.0, "2024-01"),
        ("Uzbekistan", "gas bought", "Gazprom", 2024, 12, 6.0, "2025-01"),
        ("Uzbekistan", "gas bought", "Gazprom", 2025, 12, 9.0, "2026-01"),
        ("Uzbekistan", "gas produced", None, 2023, 12, 50.0, "2024-01"),
        ("Uzbekistan", "gas produced", None, 2024, 12, 40.0, "2025-01-21"),
        ("Uzbekistan", "gas produced", None, 2025, 10, 30.0, "2025-11"),
        ("the sea", "freight carried", None, 2022, 12, 2.4, "2026-03-10"),
        ("the sea", "freight carried", None, 2022, 12, 9.9, "2023-04"),
        ("the sea", "freight carried", None, 2021, 12, 0.8, "2026-03-10"),
        ("the sea", "freight carried", None, 2020, 12, 0.4, "2026-03-10"),
    ],
    columns=["subject", "measure", "party", "period", "months", "value", "date"],
).assign(source="a page")


def test_gas_bought_over_own_output_in_a_whole_year_of_both():
    """Ten months of output are no year of it."""
    found = energy.gas_share(Figures(gas_and_freight=FLOWS), subject="Uzbekistan", seller="Gazprom")
    assert (found.value, found.year) == (15.0, 2024)
    shares = energy.gas_shares(FLOWS, "Uzbekistan", "Gazprom")
    assert shares[["year", "value"]].to_numpy().tolist() == [[2023, 2.0], [2024, 15.0]]
    with pytest.raises(Untestable, match="gas that Turkmenistan bought"):
        energy.gas_share(Figures(gas_and_freight=FLOWS), subject="Turkmenistan", seller="Gazprom")


def test_freight_weighs_beside_the_oil_by_the_count_published_last():
    """The page of April 2023 gives way to the later one, in whatever order they stand."""
    at = Figures(gas_and_freight=FLOWS, energy_routes=ROUTES.assign(date="2023-01"))
    found = energy.route_weight(at, route="the sea", party="CPC")
    assert (round(found.value, 6), found.year) == (5.0, 2022)
    since = energy.freight_since(at, route="the sea", since=2022, before=2)
    assert round(since.value, 6) == 4.0 and since.words["since"] == 2022
    assert energy.by_year(FLOWS, "the sea", "freight carried")["name"].tolist() == [
        "2020",
        "2021",
        "2022",
    ]
