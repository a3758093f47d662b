"""Debt by creditor and investment by investor."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import finance

T = "\u202f"


def test_creditor_share_reads_the_newest_edition():
    """Editions are never mixed."""
    rows = [
        ("2022-12", 2021, "World", 100.0),
        ("2022-12", 2021, "China", 90.0),
        ("2025-12", 2021, "World", 100.0),
        ("2025-12", 2021, "China", 40.0),
    ]
    records = pd.DataFrame(rows, columns=["edition", "year", "creditor", "value"]).assign(
        economy="KGZ", kind="country"
    )
    assert (
        finance.creditor_share(
            Figures(debt_by_creditor=records), economy="KGZ", creditor="China", of="World"
        ).value
        == 40.0
    )


def test_a_creditor_without_a_row_cannot_be_tested():
    """No row on a creditor."""
    debt = pd.DataFrame(
        [("KGZ", "2025-12", 2024, who, 50.0) for who in ("World", "Japan")],
        columns=["economy", "edition", "year", "creditor", "value"],
    )
    with pytest.raises(Untestable, match="debt of KGZ to China"):
        finance.creditor_share(
            Figures(debt_by_creditor=debt.assign(kind="country")),
            economy="KGZ",
            creditor="China",
            of="World",
        )


DEBT = pd.DataFrame(
    [
        ("World", "total", 200.0),
        ("China", "country", 60.0),
        ("Japan", "country", 80.0),
        ("All official bilateral", "group", 100.0),
        ("China, official", "part", 50.0),
    ],
    columns=["creditor", "kind", "value"],
).assign(edition="2025-12", economy="KGZ", year=2024)


@pytest.mark.parametrize(
    ("creditor", "of", "share"),
    [("China", "World", 30.0), ("China, official", "All official bilateral", 50.0)],
)
def test_creditor_share_by_its_denominator(creditor, of, share):
    """Of all debt, or of what is owed to states: the two are far apart."""
    assert (
        finance.creditor_share(
            Figures(debt_by_creditor=DEBT), economy="KGZ", creditor=creditor, of=of
        ).value
        == share
    )


def test_creditor_lead_is_over_the_largest_other_country():
    """Groups and lenders' parts are no rivals; the rival is named."""
    found = finance.creditor_lead(Figures(debt_by_creditor=DEBT), economy="KGZ", creditor="China")
    assert (round(found.value, 9), found.words) == (0.75, {"other": "Japan"})
    with pytest.raises(Untestable, match="debt of KGZ: no figures for France"):
        finance.creditor_lead(Figures(debt_by_creditor=DEBT), economy="KGZ", creditor="France")


def test_investor_lead_reads_the_newest_list():
    """The world's total is no investor."""
    rows = [
        ("2020-06-30", "China", 9.0),
        ("2020-06-30", "Russia", 1.0),
        ("2021-06-30", "World", 100.0),
        ("2021-06-30", "China", 5.0),
        ("2021-06-30", "Russia", 10.0),
    ]
    records = pd.DataFrame(rows, columns=["date", "investor", "value"]).assign(
        economy="KAZ", measure="stock", by="bank", source="bank"
    )
    found = finance.investor_lead(
        Figures(investment_by_investor=records), economy="KAZ", investor="China", by="bank"
    )
    assert (found.value, found.year, found.words) == (0.5, 2021, {"other": "Russia"})
    with pytest.raises(Untestable, match="investment in KGZ by investor"):
        finance.investor_lead(
            Figures(investment_by_investor=records), economy="KGZ", investor="China", by="bank"
        )


def test_creditor_mix_adds_up():
    """Named creditors, those that hold nothing among them, and what is left."""
    found = finance.creditor_mix(DEBT, ["KGZ", "TJK"], ["China", "Russia"]).set_index("name")[
        "value"
    ]
    assert found.to_dict() == {"China": 30.0, "Russia": 0.0, "Others": 70.0}


def test_owing_names_those_who_owe():
    """From the largest down; who owes nothing is not named."""
    owed = pd.DataFrame({"name": ["A", "B", "C"], "value": [0.0, 1.9, 2.0]})
    assert finance.owing(owed, "Russia", "%") == f"C (2{T}%) and B (1.9{T}%) owe anything to Russia"
    assert finance.owing(owed[:2], "Russia", "%") == f"Only B (1.9{T}%) owes anything to Russia"
    none = finance.owing(owed[:1], "Russia", "%")
    assert none == "None of the one states owes anything to Russia"


def test_a_mix_as_a_table():
    """A row a country, a column a creditor in the order of the mix, figures as in prose."""
    mix = finance.creditor_mix(DEBT, ["KGZ"], ["Russia", "China"])
    table = finance.mix_table(mix, {"KGZ": "Kyrgyzstan"})
    assert table.to_dict("records") == [
        {"country": "Kyrgyzstan", "Russia": f"0{T}%", "China": f"30{T}%", "Others": f"70{T}%"}
    ]
