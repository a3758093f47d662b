"""Claims on the economy follow their figures: altered data, and every word with them."""

import pytest

from footprint import ledger, library, narrative
from footprint.model import HOLDS, IN_PART
from footprint.topics import energy, finance

T = "\u202f"


def test_a_russian_majority_in_the_pipeline_changes_every_word(data, edit_csv, footprint):
    """From 24 to 53 and 60 with the rest: title, verdict, sentence; too much is refused."""
    file = data / "records/energy_routes.csv"
    edit_csv(file, {"party": "Transneft", "period": "2025"}, "value", "53")
    refused = footprint("describe")
    assert refused.returncode == 1
    assert "energy_routes.csv: the holdings in the CPC of 2025 add up to 129" in refused.stderr
    for party in ("KazMunayGas", "Eni", "BG Overseas", "Mobil Caspian Pipeline"):
        edit_csv(file, {"party": party, "period": "2025"}, "value", "0.375")
    assert footprint("describe").returncode == 0
    found = ledger.finding("kaz-oil-russian")
    assert (found.then.verdict, found.now.verdict) == (IN_PART, HOLDS)
    told = f"Russian holders have 76.2{T}% of it, more than half"
    assert told in narrative.lead(found)
    title = energy.held_together(
        energy.holders(library.records("energy_routes")), "Russia", "Russian", "the CPC"
    )
    assert title == f"Russian holders together have 76.2{T}% of the CPC, more than half"


def test_two_readings_of_tajik_money_from_russia_must_agree(data, edit_csv, footprint):
    """Were Russia's count as high as the model, the claim would be told by both."""
    file = data / "records/remittances_by_source.csv"
    edit_csv(file, {"economy": "TJK", "by": "Russian presidency"}, "value", "4700")
    edit_csv(file, {"economy": "TJK", "year": "2021", "sender": "Russia"}, "share", "68")
    assert footprint("describe").returncode == 0
    found = ledger.finding("tjk-remit-third-russia")
    assert found.now.verdict == HOLDS
    assert all(f"{part.result.figure} by" in narrative.lead(found) for part in found.now.parts)


def test_the_main_investor_follows_the_lists(data, edit_csv, footprint):
    """Were Russia ahead in Kyrgyzstan and Uzbekistan, China would be the first in one of five."""
    file = data / "records/investment_by_investor.csv"
    for economy, date in (("KGZ", "2024-06-30"), ("UZB", "2025")):
        edit_csv(file, {"economy": economy, "date": date, "investor": "Russia"}, "value", "20000")
    assert footprint("describe").returncode == 0
    found = ledger.finding("china-investor")
    assert (found.then.verdict, found.now.verdict) != (HOLDS, HOLDS)
    kinds = {"KGZ": "inflow", "UZB": "investment and loans used"}
    names = {"KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}
    title = finance.first_investors(library.records("investment_by_investor"), kinds, names)
    assert title == "First by the newest lists: Russia in Kyrgyzstan and Uzbekistan"


@pytest.mark.parametrize(
    ("id", "part"),
    [
        ("uzb-security", ""),
        ("tkm-security", ""),
        ("kgz-remit-russia", "model"),
        ("china-investor", "KGZ"),
    ],
)
def test_main_means_one_thing(id, part, findings):
    """The same bands against the largest other, and more than half as another way of counting."""
    found = next(one for one in findings if one.claim.id == id)
    declared = {one.id: one.measure.parameters for one in found.claim.measured_parts}
    assert declared[part]["against"] == "largest"
    assert found.claim.bands.edges == [0.5, 1]
    assert "half" in {variant.id for variant in found.claim.robustness.variants}


def test_parts_of_trade_and_debt_are_told_with_their_weight(findings):
    """So that thirty per cent of the exports is not read as thirty per cent of GDP."""
    ids = ("kaz-trade", "kgz-trade", "tjk-trade", "tkm-exports-china", "kgz-debt-china")
    told = {one.claim.id: one for one in findings}
    for id in ids:
        assert narrative.lead(told[id]).count("of GDP") >= 2, id
        assert "of-gdp" in {variant.id for variant in told[id].claim.robustness.variants}


def test_no_percentage_is_taken_of_another_total():
    """Uzbek sums of one year come from one source, and one value stands on all pages."""
    rows = library.records("remittances_by_source").query("economy == 'UZB' and year == 2024")
    whole_year = rows.query("by == 'central bank' and months == 12").set_index("sender")
    assert whole_year["source"].nunique() == 1
    sent, total = (whole_year["value"][sender] for sender in ("Russia", "World"))
    assert abs(sent / total * 100 - whole_year["share"]["Russia"]) < 1
