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
    assert (round(found.value, 9), found.words) == (0.75, {"other": "Japan", "period": "2024"})
    with pytest.raises(Untestable, match="debt of KGZ: no figures for France"):
        finance.creditor_lead(Figures(debt_by_creditor=DEBT), economy="KGZ", creditor="France")


INVESTED = pd.DataFrame(
    [
        ("2020-06-30", "stock", "China", 9.0, None, "office"),
        ("2020-06-30", "stock", "Russia", 1.0, None, "office"),
        ("2021-06-30", "stock", "World", 100.0, None, "office"),
        ("2021-06-30", "stock", "China", 5.0, None, "office"),
        ("2021-06-30", "stock", "Russia", 10.0, None, "office"),
        ("2021-06-30", "stock", "Turkey", 10.0, None, "office"),
        ("2025-06-30", "stock", "China", 99.0, None, finance.EDB),
        ("2025-06-30", "stock", "Russia", 1.0, None, finance.EDB),
        ("2023", "inflow", "China", None, 30.0, "office"),
        ("2023", "inflow", "Russia", 7.0, 15.0, "office"),
        ("2024", "inflow", "China", 8.0, None, "office"),
    ],
    columns=["date", "measure", "investor", "value", "share", "by"],
).assign(economy="KAZ", area="Kazakhstan", source="a page")


@pytest.mark.parametrize(
    ("of", "against", "factor", "year", "other"),
    [
        ("stock", "largest", 0.5, 2021, "Russia"),
        ("stock", "all others", 0.25, 2021, "all others"),
        ("inflow", "largest", 2.0, 2023, "Russia"),
    ],
)
def test_the_main_investor_is_the_first_of_the_newest_list(of, against, factor, year, other):
    """No total, no list of one, no bank that knows its own projects; shares where sums lack."""
    found = finance.main_investor(
        Figures(investment_by_investor=INVESTED),
        economy="KAZ",
        investor="China",
        of=of,
        against=against,
    )
    assert (found.value, found.year, found.words["other"]) == (factor, year, other)
    with pytest.raises(Untestable, match="investment in KGZ by investor"):
        finance.main_investor(
            Figures(investment_by_investor=INVESTED),
            economy="KGZ",
            investor="China",
            of=of,
            against=against,
        )


def test_who_invests_most_follows_the_lists():
    """Table and title are made of the same newest lists."""
    kinds, names = {"KAZ": "stock"}, {"KAZ": "Kazakhstan"}
    table = finance.newest_lists(INVESTED, kinds, names)
    assert table.iloc[0].tolist() == ["Kazakhstan", "stock", "2021-06-30", "Russia, Turkey, China"]
    assert finance.first_investors(INVESTED, kinds, names) == (
        "First by the newest lists: Russia in Kazakhstan"
    )
    richer = INVESTED.assign(value=INVESTED["value"].where(INVESTED["investor"] != "China", 50.0))
    assert "China in Kazakhstan" in finance.first_investors(richer, kinds, names)
    assert finance.first_investors(INVESTED[:0], kinds, names) == "No list of investors"


def test_the_middle_one_speaks_for_most():
    """More than half have as much or more; one without a figure leaves it open."""
    rows = [("A", 40.0), ("B", 35.0), ("C", 2.0)]
    both = [
        (code, who, value)
        for code, own in rows
        for who, value in (("China", own), ("World", 100.0))
    ]
    debt = pd.DataFrame(both, columns=["economy", "creditor", "value"])
    debt = debt.assign(edition="2025-12", year=2024, kind="country")
    at, given = Figures(debt_by_creditor=debt), {"creditor": "China", "of": "World"}
    found = finance.creditors_median(at, economies=["A", "B", "C"], **given)
    assert found.value == 35.0
    assert found.words["about"] == f"35{T}% in the middle one of the three, from 2{T}% to 40{T}%"
    with pytest.raises(Untestable):
        finance.creditors_median(at, economies=["A", "D"], **given)


def test_a_part_of_the_debt_says_its_weight():
    """What it comes to over GDP stands beside it, if GDP is there; it is no other verdict."""
    given = {"economy": "KGZ", "creditor": "China"}
    at = Figures([(2024, 600.0)], debt_by_creditor=DEBT)
    assert finance.credit_ratio(at, output="GDP", **given).value == 10.0
    found = finance.weighed_credit(at, of="World", output="GDP", **given)
    assert (found.value, found.words["weight"]) == (30.0, f"10{T}% of GDP")
    without = finance.weighed_credit(
        Figures(debt_by_creditor=DEBT), of="World", output="GDP", **given
    )
    assert (without.value, without.words) == (30.0, {})


def test_creditor_mix_adds_up():
    """Named creditors, those that hold nothing among them, and what is left."""
    found = finance.creditor_mix(DEBT, ["KGZ", "TJK"], ["China", "Russia"]).set_index("name")[
        "value"
    ]
    assert found.to_dict() == {"China": 30.0, "Russia": 0.0, "Others": 70.0}


def test_a_bank_of_several_states_is_taken_out_of_the_others():
    """It is named beside Russia, and not counted twice."""
    more = pd.DataFrame(
        [(finance.EDB, "part", 12.0), (finance.MULTILATERAL, "group", 40.0)],
        columns=["creditor", "kind", "value"],
    ).assign(edition="2025-12", economy="KGZ", year=2024)
    mix = finance.creditor_mix(
        pd.concat([DEBT, more]), ["KGZ"], ["Russia", finance.EDB, finance.MULTILATERAL]
    )
    assert mix.set_index("name")["value"].round(9).to_dict() == {
        "Russia": 0.0,
        finance.EDB: 6.0,
        finance.MULTILATERAL: 14.0,
        "Others": 80.0,
    }
    assert finance.owing(mix, ["Russia", finance.EDB], {"KGZ": "Kyrgyzstan"}) == (
        f"Who owes: to Russia none of the states; to the {finance.EDB} Kyrgyzstan (6{T}%)"
    )


def test_whose_the_bank_is():
    """The holder's newest part of the capital, its rank, and what it was; nothing without one."""
    rows = [
        ("2022-12-29", "Russia", 66.0),
        ("2022-12-30", "Russia", 44.8),
        ("2022-12-30", "B", 37.3),
    ]
    capital = pd.DataFrame(rows, columns=["date", "investor", "share"]).assign(
        area=finance.EDB, measure="share of capital"
    )
    assert finance.capital_held(capital, "Russia") == (
        f"Since 2022 Russia holds 44.8{T}% of the capital of the {finance.EDB}, more than any other "
        f"state; before that 66{T}%."
    )
    less = capital.assign(share=[66.0, 30.0, 37.3])
    assert "not more than any other state" in finance.capital_held(less, "Russia")
    assert finance.capital_held(capital, "C") == ""


def test_a_mix_as_a_table():
    """A row a country, a column a creditor in the order of the mix, figures as in prose."""
    mix = finance.creditor_mix(DEBT, ["KGZ"], ["Russia", "China"])
    table = finance.mix_table(mix, {"KGZ": "Kyrgyzstan"})
    assert table.to_dict("records") == [
        {"country": "Kyrgyzstan", "Russia": f"0{T}%", "China": f"30{T}%", "Others": f"70{T}%"}
    ]


def test_the_newest_lists_as_a_table():
    """Country, kind, day and names, the largest first."""
    rows = pd.DataFrame([("A", 1.0), ("B", 3.0), ("C", 2.0)], columns=["investor", "value"])
    newest = rows.assign(
        economy="KGZ", measure="stock", date="2024-12-31", by="bank", share=None, source="s"
    )
    older = newest.assign(date="2023-12-31", value=[9.0, 1.0, 1.0])
    table = finance.newest_lists(
        pd.concat([newest, older]), {"KGZ": "stock"}, {"KGZ": "Kyrgyzstan"}
    )
    assert table.to_dict("records") == [
        {
            "country": "Kyrgyzstan",
            "what is counted": "stock",
            "up to": "2024-12-31",
            "in order of size": "B, C, A",
        }
    ]
    at = Figures(investment_by_investor=pd.concat([newest, older]))
    asked = {"economy": "KGZ", "investor": "B", "of": "stock", "against": "the largest other"}
    assert finance.main_investor(at, **asked).value == 1.5
    with pytest.raises(Untestable, match="no figure for investment in TJK by investor"):
        finance.main_investor(at, **asked | {"economy": "TJK"})
    half = newest.assign(date="2024-06-30", investor=["A", "B", "D"], value=[9.0, 1.0, 9.0])
    halves = pd.concat([newest, half])
    assert finance.main_investor(Figures(investment_by_investor=halves), **asked).value == 1.5


def test_who_owes_most_stands_first():
    """Of each creditor; a bank has its article, and none is said to be none."""
    mix = pd.DataFrame(
        [
            ("KGZ", "China", 30.0),
            ("TJK", "China", 45.0),
            ("UZB", "China", 0.0),
            ("KGZ", finance.EDB, 1.0),
        ],
        columns=["economy", "name", "value"],
    )
    names = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "UZB": "Uzbekistan"}
    assert finance.owing(mix, ["China", finance.EDB, "Russia"], names) == (
        f"Who owes: to China Tajikistan (45{T}%) and Kyrgyzstan (30{T}%); "
        f"to the {finance.EDB} Kyrgyzstan (1{T}%); to Russia none of the states"
    )
