"""Goods traded by partner."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import trade

T = "\u202f"


FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


def reported(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "partner", "kind", "value"])
    return frame.assign(
        economy="KGZ",
        flow="exports",
        source="office",
        by="statistics office",
        months=12,
        share=float("nan"),
    )


TRADE = reported(
    (2021, "World", "total", 200.0),
    (2021, "Russia", "country", 40.0),
    (2021, "Kazakhstan", "country", 60.0),
    (2020, "World", "total", 100.0),
    (2020, "Russia", "country", 90.0),
)


def exports_share(rows, economy, partner="Russia", of="total"):
    """The measure at a moment that has these rows and no others."""
    at = Figures(trade_by_partner=rows)
    return trade.partner_share(at, economy=economy, flow="exports", partner=partner, of=of)


@pytest.mark.parametrize(("of", "share"), [("total", 20.0), ("partners", 40.0)])
def test_partner_share_by_its_denominator(of, share):
    """Of the published total, or of the partners named; the rank is the same."""
    found = exports_share(TRADE, "KGZ", of=of)
    assert (found.value, found.year, found.words) == (
        share,
        2021,
        {"rank": 2, "period": "2021", "by": "statistics office"},
    )


def test_partner_share_without_the_partner():
    """A partner that the newest year does not name is not a zero."""
    with pytest.raises(Untestable, match="with China: no figure for 2021"):
        exports_share(TRADE, "KGZ", partner="China")


def test_partner_share_without_a_total():
    """A year whose whole was not published gives no share of it."""
    rows = reported((2021, "Russia", "country", 40.0))
    with pytest.raises(Untestable, match="no figure for exports of KGZ by partner"):
        exports_share(rows, "KGZ")


def counted(*rows) -> pd.DataFrame:
    """Shares of exports as several sources give them: year, months, partner, by, share."""
    frame = pd.DataFrame(rows, columns=["year", "months", "partner", "by", "share"])
    return frame.assign(
        economy="TJK", flow="exports", kind="country", value=float("nan"), source=frame["by"]
    )


@pytest.mark.parametrize(("later", "share"), [(2022, 5.0), (2023, 7.0)])
def test_a_source_gives_way_if_another_is_more_than_a_year_newer(later, share):
    """Russian customs of 2021 stand against the press of 2022, not against that of 2023."""
    rows = counted(
        (2021, 12, "Russia", "Russian customs", 5.0), (later, 12, "Russia", "press", 7.0)
    )
    assert exports_share(rows, "TJK").value == share


def test_the_declared_order_decides_and_a_new_source_takes_its_place():
    """WITS, once it is there, goes before customs and press with no change of the claim."""
    rows = counted(
        (2023, 12, "Russia", "press", 7.0),
        (2023, 12, "Russia", "World Factbook", 1.0),
        (2023, 12, "Russia", "WITS", 6.0),
    )
    assert exports_share(rows, "TJK").basis == "WITS"


def test_a_source_that_does_not_list_the_partner_says_nothing_of_it():
    """The next that lists it is asked; a partner alone in its list has no rank."""
    rows = counted((2023, 12, "China", "press", 7.0), (2021, 12, "Russia", "Russian customs", 5.0))
    found = exports_share(rows, "TJK")
    assert (found.value, found.words) == (5.0, {"period": "2021", "by": "Russian customs"})
    with pytest.raises(Untestable, match="exports of TJK with Turkey: no figure for 2023"):
        exports_share(rows, "TJK", partner="Turkey")


def test_a_short_period_does_not_stand_for_its_year():
    """Nine months are left out, ten are named as such."""
    rows = counted((2024, 9, "Russia", "press", 9.0), (2023, 10, "Russia", "press", 7.0))
    found = exports_share(rows, "TJK")
    assert (found.value, found.words["period"]) == (7.0, "10 months of 2023")


def test_charts_keep_to_the_countrys_own_reports():
    """Editions of the Factbook never enter a line; each year is read in one source."""
    rows = counted(
        (2019, 12, "Russia", "World Factbook", 1.0),
        (2020, 12, "Russia", "WITS", 2.0),
        (2021, 12, "Russia", "WITS", 3.0),
        (2021, 12, "Russia", "statistics office", 4.0),
    )
    assert trade.partner_shares(rows, "TJK", "exports", "total").set_index("year")[
        "value"
    ].to_dict() == {2020: 2.0, 2021: 4.0}


def test_partner_weight_takes_the_larger_side():
    """And does with one side if the other is not known."""
    exports, imports = (
        counted((2023, 12, "China", "press", 7.0)),
        counted((2023, 12, "China", "press", 20.0)).assign(flow="imports"),
    )
    both = trade.partner_weight(
        Figures(trade_by_partner=pd.concat([exports, imports])), economy="TJK", partner="China"
    )
    alone = trade.partner_weight(Figures(trade_by_partner=exports), economy="TJK", partner="China")
    assert (both.value, both.words["flow"], alone.value, alone.words["flow"]) == (
        20.0,
        "imports",
        7.0,
        "exports",
    )
    with pytest.raises(
        Untestable, match="exports of TJK by partner; there is no figure for imports of TJK"
    ):
        trade.partner_weight(
            Figures(trade_by_partner=exports.iloc[:0]), economy="TJK", partner="China"
        )


def test_partner_since_is_a_mean_over_economies():
    """One economy without a figure for a year leaves that year out."""
    at = Figures(trade_by_partner=TRADE)
    assert trade.partner_since(
        at, economies=["KGZ"], flow="exports", partner="Russia", of="total", since=2021, before=1
    ).value == pytest.approx(20 / 90 * 100)
    with pytest.raises(Untestable, match="exports with Russia"):
        trade.partner_since(
            at,
            economies=["KGZ", "UZB"],
            flow="exports",
            partner="Russia",
            of="total",
            since=2021,
            before=1,
        )


def test_dollars_are_summed_over_economies_and_counted_once():
    """Two reports of one country in one year are one figure, the statistics office's; a year that one lacks is left out."""
    office = reported(*((year, "Russia", "country", year - 2018.0) for year in (2020, 2021, 2022)))
    other = office.assign(economy="UZB", value=10.0)
    again = office.assign(by="WITS", value=99.0)
    rows = pd.concat([office, other[other["year"] > 2020], again])
    sums = trade.dollars(rows, ["KGZ", "UZB"], "exports", "Russia")
    assert sums[["year", "value"]].to_numpy().tolist() == [[2021, 13e-6], [2022, 14e-6]]
    found = trade.dollars_since(
        Figures(trade_by_partner=rows),
        economies=["KGZ", "UZB"],
        flow="exports",
        partner="Russia",
        since=2022,
        before=1,
    )
    assert found.value == pytest.approx(14 / 13 * 100)


def test_a_share_names_its_whole_where_it_decides():
    """Of all goods, or of those with a named partner; where both print alike nothing is said."""
    rows = reported(
        (2023, "World", "total", 200.0),
        (2023, "Russia", "country", 40.0),
        (2023, "China", "country", 60.0),
    )
    assert trade.wholes(rows, "exports", "Russia", {"KGZ": "Kyrgyzstan"}) == (
        "A share of exports is of all goods, or of those with a named partner: Russia's is "
        f"20{T}% or 40{T}% in Kyrgyzstan (2023)."
    )
    assert (
        trade.wholes(rows.replace(200.0, 100.0), "exports", "Russia", {"KGZ": "Kyrgyzstan"}) == ""
    )


def test_both_flows_of_a_trade():
    """Of the newest year that has both; without one the title says so."""
    shares = pd.DataFrame(
        [("imports", 2020, 25.2), ("exports", 2020, 3.0), ("imports", 2021, 26.5)],
        columns=["name", "year", "value"],
    )
    assert (
        trade.traded("Russia", "Tajik", shares)
        == f"Russia supplied 25.2{T}% of Tajik imports and took 3{T}% of Tajik exports in 2020"
    )
    assert (
        trade.traded("Russia", "Tajik", shares[:1])
        == "Russia in Tajik imports and exports: no year has both"
    )


def test_trade_readings_keep_each_source_apart():
    """Its newest year each; a partner that it does not list stays a gap."""
    rows = counted(
        (2015, 12, "Russia", "partner matrix", 4.0),
        (2015, 12, "China", "partner matrix", 8.0),
        (2021, 12, "Russia", "Russian customs", 5.0),
    )
    found = trade.trade_readings(rows, "TJK", "exports", ["Russia", "China"]).set_index("by")
    assert found["Russia"].to_dict() == {"Russian customs": 5.0, "partner matrix": 4.0}
    assert (
        pd.isna(found["China"]["Russian customs"]) and found["period"]["partner matrix"] == "2015"
    )


def test_readings_name_what_is_not_listed():
    """A source that does not list a partner says nothing of it; it is no zero."""
    readings = pd.DataFrame(
        [("press", "2023", 26.6, float("nan"))], columns=["by", "period", "Russia", "China"]
    )
    assert trade.readings_table(readings).to_numpy().tolist() == [
        ["press", "2023", f"26.6{T}%", "not listed"]
    ]


def test_newest_shares_leave_old_figures_out():
    """The year before the first fresh one is a gap, and so is a flow without rows."""
    rows = counted((2015, 12, "Russia", "partner matrix", 4.0), (2020, 12, "China", "press", 8.0))
    found = trade.newest_shares(rows, ["TJK"], ["Russia", "China"], since=2020).set_index(
        ["flow", "partner"]
    )["value"]
    assert found["exports", "China"] == 8.0 and found.drop(("exports", "China")).isna().all()


SHARES = pd.DataFrame(
    [
        ("KGZ", "imports", "Russia", 17.7, "2023", "statistics office"),
        ("KGZ", "imports", "China", 43.3, "2023", "statistics office"),
        ("TJK", "imports", "Russia", float("nan"), "", ""),
        ("TJK", "imports", "China", 20.9, "2023", "press"),
    ],
    columns=["economy", "flow", "partner", "value", "period", "by"],
)


def test_leaders_count_flows_with_figures_to_compare():
    """A figure alone leads nobody; swapped figures swap the leader."""
    assert (
        trade.leaders(SHARES)
        == "Of 1 flows with figures to compare the largest partner is China in 1"
    )
    swapped = SHARES.assign(partner=SHARES["partner"].map({"Russia": "China", "China": "Russia"}))
    assert trade.leaders(swapped).endswith("Russia in 1")
    assert trade.leaders(SHARES[2:]) == "There are no figures to compare"


def test_side_by_side_says_who_counted():
    """Each cell with its source and period, a gap as such."""
    table = trade.side_by_side(SHARES, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert table["Russia"].tolist() == [
        "17.7\u202f% (statistics office, 2023)",
        "no figure",
    ] and list(table.columns) == ["Country", "Flow", "Russia", "China"]


def test_trade_ratio_adds_both_flows_of_one_year():
    """A year without one of the four figures is passed over."""
    rows = [
        (2022, "exports", "EU27", 10.0),
        (2022, "imports", "EU27", 20.0),
        (2022, "exports", "Russia", 5.0),
        (2022, "imports", "Russia", 5.0),
        (2023, "exports", "EU27", 99.0),
    ]
    records = pd.DataFrame(rows, columns=["year", "flow", "partner", "value"]).assign(
        economy="KGZ", by="statistics office", source="office", months=12, share=None
    )
    found = trade.trade_ratio(
        Figures(trade_by_partner=records), economy="KGZ", partner="EU27", against="Russia"
    )
    assert (found.value, found.year) == (3.0, 2022)
    with pytest.raises(Untestable, match="TJK publishes no trade with both the EU and Russia"):
        trade.trade_ratio(
            Figures(trade_by_partner=records), economy="TJK", partner="EU27", against="Russia"
        )


TOLD = pd.DataFrame(
    [
        (2023, 12, "exports", "China", "statistics office", 3.0, None),
        (2023, 12, "imports", "China", "statistics office", 9.0, None),
        (2023, 12, "exports", "Russia", "statistics office", 4.0, None),
        (2023, 12, "imports", "Russia", "statistics office", 4.0, None),
        (2023, 12, "both", "China", "press", None, 10.0),
        (2023, 12, "both", "Russia", "press", None, 20.0),
        (2024, 11, "both", "China", "press", None, 30.0),
        (2024, 11, "both", "Russia", "press", None, 20.0),
        (2025, 5, "both", "China", "press", None, 90.0),
        (2025, 5, "both", "Russia", "press", None, 10.0),
        (2026, 12, "both", "China", "press", None, 90.0),
    ],
    columns=["year", "months", "flow", "partner", "by", "value", "share"],
).assign(economy="UZB", source="a page")


def test_the_press_speaks_where_the_office_does_not():
    """Not beside it, not of five months, and not of one partner alone."""
    ratios = trade.trade_ratios(TOLD, ["UZB"], "China", "Russia")
    assert ratios[["year", "value"]].to_numpy().tolist() == [[2023, 1.5], [2024, 1.5]]
    found = trade.trade_ratio(
        Figures(trade_by_partner=TOLD), economy="UZB", partner="China", against="Russia"
    )
    assert (found.value, found.words["period"]) == (1.5, "11 months of 2024")


def test_who_is_ahead_is_said_by_the_newest_year():
    """An older lead does not count, and there may be none."""
    ratios = pd.DataFrame(
        [("KAZ", 2021, 2.0), ("KAZ", 2023, 0.9), ("UZB", 2023, 1.2)],
        columns=["economy", "year", "value"],
    )
    names = {"KAZ": "Kazakhstan", "UZB": "Uzbekistan"}
    title = "China trades more than Russia with"
    assert trade.ahead(ratios, names, "China", "Russia") == f"{title} Uzbekistan"
    assert trade.ahead(ratios[:2], names, "China", "Russia") == f"{title} none of them"


def test_trade_since_the_invasion_is_set_beside_the_years_before():
    """By the Union's count and by the country's own; without years since there is no level."""
    counts = pd.DataFrame(
        [(2020, 12, 1.0), (2021, 12, 3.0), (2022, 12, 8.0), (2023, 12, 12.0), (2024, 10, 99.0)],
        columns=["year", "months", "value"],
    ).assign(economy="KGZ", source="a count")
    eu = counts.assign(flow="EU exports", member="EU27", product="all goods")
    own = counts.assign(flow="exports", partner="Russia", by="statistics office")
    asked = {"economy": "KGZ", "since": 2022, "before": 2}
    found = trade.eu_trade_since(Figures(eu_trade=eu), flow="EU exports", **asked)
    assert (found.value, found.words["period"]) == (5.0, "2022–2023")
    sold = Figures(trade_by_partner=own)
    assert trade.trade_since(sold, flow="exports", partner="Russia", **asked).value == 5.0
    with pytest.raises(Untestable, match="before 2022"):
        trade.eu_trade_since(Figures(eu_trade=eu[:2]), flow="EU exports", **asked)
    levels = trade.eu_levels(eu, ["KGZ", "TJK"], 2022, 2)
    assert levels["value"].tolist()[0] == 5.0 and levels["value"].isna().tolist() == [False, True]


def test_eu_growth_compares_what_both_count():
    """Up to the newest year that both have; without the first year there is no growth."""
    eu = pd.DataFrame([(2021, 1.0), (2023, 10.0), (2024, 99.0)], columns=["year", "value"]).assign(
        economy="KGZ", flow="EU exports", months=12, product="all goods"
    )
    own = pd.DataFrame([(2021, 5.0), (2023, 15.0)], columns=["year", "value"]).assign(
        economy="KGZ", flow="imports", partner="EU27", by="statistics office"
    )
    found = trade.eu_growth(eu, own, ["KGZ", "TJK"], since=2021)
    assert found[["by", "value", "year"]].to_numpy().tolist() == [
        ["the EU", 10.0, 2023],
        ["the country", 3.0, 2023],
    ]
    assert trade.eu_growth(eu, own, ["KGZ"], since=2022).empty


def test_two_counts_of_one_flow():
    """The country where they lie furthest apart; one count alone says nothing."""
    rows = [
        ("KAZ", "the EU", 2.0),
        ("KAZ", "the country", 1.0),
        ("KGZ", "the EU", 10.0),
        ("KGZ", "the country", 3.0),
        ("UZB", "the EU", 99.0),
    ]
    records = pd.DataFrame(rows, columns=["economy", "by", "value"])
    assert trade.counted_apart(records, FEW, 2021) == (
        "EU goods sent to Kyrgyzstan grew to 10 times those of 2021 by the EU's count, "
        "to 3 times by Kyrgyzstan's own"
    )
    assert trade.counted_apart(records[4:], FEW, 2021) == "No flow is counted on both sides"


def test_a_part_of_the_trade_says_its_weight():
    """A share, times what all exports are over GDP in its year; without that year, no weight."""
    at = Figures([(2021, 35.0)], trade_by_partner=TRADE)
    given = {"economy": "KGZ", "flow": "exports", "partner": "Russia", "of": "total"}
    assert trade.partner_ratio(at, over="EXPORTS", **given).value == 7.0
    found = trade.weighed_share(at, over="EXPORTS", **given)
    assert (found.value, found.words["weight"]) == (20.0, f"7{T}% of GDP")
    without = trade.weighed_share(
        Figures([(2020, 35.0)], trade_by_partner=TRADE), over="EXPORTS", **given
    )
    assert without.value == 20.0 and "weight" not in without.words
    both = trade.weight_ratio(
        at, economy="KGZ", partner="Russia", exported="EXPORTS", imported="IMPORTS"
    )
    assert both.value == 7.0
    with pytest.raises(Untestable, match="with China"):
        trade.weight_ratio(
            at, economy="KGZ", partner="China", exported="EXPORTS", imported="IMPORTS"
        )
