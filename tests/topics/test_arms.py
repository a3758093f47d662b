"""Arms imports by supplier."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint import library
from footprint.model import Untestable
from footprint.topics import arms

T = "\u202f"


ARMS = pd.DataFrame(
    [
        (2018, 2023, "Turkey", 42.0),
        (2018, 2023, "Russia", 0.4),
        (2018, 2023, "Italy", 57.6),
        (2012, 2017, "Russia", 100.0),
    ],
    columns=["first_year", "year", "supplier", "share"],
).assign(economy="TKM", delivery_years=1, source="SIPRI")


def test_supplier_share_reads_the_newest_period():
    """Its rank goes with it; who delivered nothing has none, and no figure is missing for it."""
    at = Figures(arms=ARMS)
    found = arms.supplier_share(at, economy="TKM", supplier="Turkey")
    assert (found.value, found.year, found.words) == (
        42.0,
        2023,
        {"period": "2018–23", "count": 1, "of": 6, "rank": 2},
    )
    assert arms.supplier_share(at, economy="TKM", supplier="China").value == 0.0
    with pytest.raises(Untestable, match="arms imports of UZB"):
        arms.supplier_share(at, economy="UZB", supplier="Russia")


def test_a_supplier_alone_is_set_against_nobody():
    """No factor could be told of it."""
    alone = Figures(arms=ARMS.loc[ARMS["year"].eq(2017)])
    with pytest.raises(Untestable, match="nobody but Russia delivered arms to TKM"):
        arms.main_supplier(alone, economy="TKM", supplier="Russia", against="all others")


def test_suppliers_of_the_newest_period_and_of_every_one():
    """The largest first; who sent nothing in a period has nought."""
    assert arms.suppliers(ARMS, "TKM")["name"].tolist() == ["Italy", "Turkey", "Russia"]
    turkey = arms.supplied(ARMS, "TKM").query("name == 'Turkey'")
    assert turkey[["year", "value"]].to_numpy().tolist() == [[2017, 0.0], [2023, 42.0]]


def test_a_group_of_suppliers():
    """Nothing delivered is nought; no record of the economy cannot be tested."""
    held = pd.DataFrame(
        [("Italy", 2023, 4.0), ("Spain", 2023, 6.0), ("Spain", 2022, 50.0)],
        columns=["supplier", "year", "share"],
    ).assign(economy="KGZ", source="s")
    at = Figures(arms=held)
    assert arms.suppliers_share(at, economy="KGZ", suppliers=["Italy", "Spain"]).value == 10.0
    assert arms.suppliers_share(at, economy="KGZ", suppliers=["Malta"]).value == 0.0
    with pytest.raises(Untestable, match="arms imports of TJK"):
        arms.suppliers_share(at, economy="TJK", suppliers=["Malta"])


def test_arms_in_sentences():
    """Of few years it is said that they are few."""
    sent = pd.DataFrame({"first_year": [2018], "year": [2023], "delivery_years": [1]})
    assert (
        arms.deliveries(sent)
        == "Trend-indicator values, 2018–23; deliveries in one of the six years."
    )
    assert arms.deliveries(sent.assign(delivery_years=6)).endswith("deliveries in all six years.")


# What the sources say, held fast ---------------------------------------------------------------


def test_arms_of_turkmenistan_and_uzbekistan():
    """SIPRI 2018 to 2023: 0.4 % from Russia and 42 % from Turkey in Turkmenistan, in one year; 46 % from Russia in Uzbekistan."""
    newest = library.records("arms").query("first_year == 2018 and year == 2023")
    sent = newest.set_index(["economy", "supplier"])
    assert round(sent.loc[("TKM", "Russia"), "share"], 1) == 0.4
    assert round(sent.loc[("TKM", "Turkey"), "share"]) == 42
    assert round(sent.loc[("UZB", "Russia"), "share"]) == 46
    assert sent.loc[("TKM", "Turkey"), "delivery_years"] == 1


def test_arms_of_a_period_add_up():
    """Shares of every period make a hundred."""
    sums = library.records("arms").groupby(["economy", "year"])["share"].sum()
    assert sums.between(99.8, 100.2).all()


@pytest.mark.parametrize(
    ("supplier", "against", "factor", "other"),
    [
        ("Italy", "largest", 57.6 / 42, "Turkey"),
        ("Turkey", "largest", 42 / 57.6, "Italy"),
        ("Italy", "all others", 57.6 / 42.4, "all others"),
        ("Spain", "largest", 0.0, "Italy"),
    ],
)
def test_the_main_supplier_is_the_first_by_rank(supplier, against, factor, other):
    """Over the largest other, who is named; who delivered nothing is no main supplier."""
    found = arms.main_supplier(
        Figures(arms=ARMS), economy="TKM", supplier=supplier, against=against
    )
    assert (found.value, found.words["other"]) == (pytest.approx(factor), other)
