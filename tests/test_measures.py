"""Measures at their edges, on figures small enough to check by eye."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import (
    borders,
    energy,
    finance,
    remittances,
)
from footprint.topics import people as topics_people
from footprint.topics import series as topics_series
from footprint.topics import trade as topics_trade


def trade(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "partner", "kind", "value"])
    return frame.assign(
        economy="KGZ",
        flow="exports",
        source="office",
        by="statistics office",
        months=12,
        share=float("nan"),
    )


TRADE = trade(
    (2021, "World", "total", 200.0),
    (2021, "Russia", "country", 40.0),
    (2021, "Kazakhstan", "country", 60.0),
    (2020, "World", "total", 100.0),
    (2020, "Russia", "country", 90.0),
)


def test_series_takes_the_newest_year():
    """Whatever the order of the rows."""
    found = topics_series.series(Figures([(2021, 2.0), (2019, 1.0)]), indicator="X", economy="KGZ")
    assert (found.value, found.year) == (2.0, 2021)


def test_an_empty_series_cannot_be_tested():
    """No figure, no guess."""
    with pytest.raises(Untestable, match="no figure for X of KGZ"):
        topics_series.series(Figures(), indicator="X", economy="KGZ")


def test_change_is_a_factor_since_then():
    """Newest over the year of then; without that year, untestable."""
    assert (
        topics_series.change(
            Figures([(2021, 2.0), (2024, 3.0)]), indicator="X", economy="KGZ"
        ).value
        == 1.5
    )
    with pytest.raises(Untestable, match="no figure for 2021"):
        topics_series.change(Figures([(2020, 2.0), (2024, 3.0)]), indicator="X", economy="KGZ")


@pytest.mark.parametrize(("of", "share"), [("total", 20.0), ("partners", 40.0)])
def test_partner_share_by_its_denominator(of, share):
    """Of the published total, or of the partners named; the rank is the same."""
    found = topics_trade.partner_share(
        Figures(trade_by_partner=TRADE), economy="KGZ", flow="exports", partner="Russia", of=of
    )
    assert (found.value, found.year, found.words) == (
        share,
        2021,
        {"rank": 2, "period": "2021", "by": "statistics office"},
    )


def test_partner_share_without_the_partner():
    """A partner that the newest year does not name is not a zero."""
    with pytest.raises(Untestable, match="with China: no figure for 2021"):
        topics_trade.partner_share(
            Figures(trade_by_partner=TRADE),
            economy="KGZ",
            flow="exports",
            partner="China",
            of="total",
        )


REMITTANCES = pd.DataFrame(
    [
        (2021, 12, "model", None, 70.0),
        (2022, 11, "central bank", 11.0, None),
        (2023, 5, "central bank", 90.0, 94.0),
    ],
    columns=["year", "months", "by", "value", "share"],
).assign(economy="KGZ", sender="Russia", source="a bank")


def test_sender_share_says_how_much_of_the_year_it_covers():
    """Five months are not a year."""
    found = remittances.sender_share(
        Figures(remittances_by_source=REMITTANCES),
        economy="KGZ",
        sender="Russia",
        by="central bank",
    )
    assert (found.value, found.words["period"]) == (94.0, "5 months of 2023")


def test_transfer_ratio_leaves_short_periods_out():
    """The newest figure of eleven months or more, over the output of its own year."""
    at = Figures([(2022, 1e8), (2023, 1.0)], remittances_by_source=REMITTANCES)
    found = remittances.transfer_ratio(
        at, economy="KGZ", sender="Russia", by="central bank", indicator="GDP", months=11
    )
    assert (found.value, found.year) == (11.0, 2022)


def test_transfer_ratio_needs_the_output_of_the_same_year():
    """Another year's GDP does not stand in."""
    at = Figures([(2021, 1e8)], remittances_by_source=REMITTANCES)
    with pytest.raises(Untestable, match="no figure for 2022"):
        remittances.transfer_ratio(
            at, economy="KGZ", sender="Russia", by="central bank", indicator="GDP", months=11
        )


def test_people_needs_every_economy_in_one_year():
    """A year with one of two is passed over; an older edition is not joined."""
    rows = [
        ("KGZ", 2024, 1_000_000, "2024"),
        ("KGZ", 2023, 2_000_000, "2024"),
        ("TJK", 2023, 1_000_000, "2024"),
        ("TJK", 2024, 5, "2020"),
    ]
    held = pd.DataFrame(rows, columns=["economy", "year", "people", "edition"]).assign(
        definition="d", source="UN"
    )
    found = topics_people.people(Figures(migrants=held), economies=["KGZ", "TJK"], definition="d")
    assert (found.value, found.year) == (3.0, 2023)


def test_creditor_share_reads_the_newest_edition():
    """Editions are never mixed."""
    rows = [
        ("2022-12", 2021, "World", 100.0),
        ("2022-12", 2021, "China", 90.0),
        ("2025-12", 2021, "World", 100.0),
        ("2025-12", 2021, "China", 40.0),
    ]
    held = pd.DataFrame(rows, columns=["edition", "year", "creditor", "value"]).assign(
        economy="KGZ", kind="country"
    )
    assert (
        finance.creditor_share(
            Figures(debt_by_creditor=held), economy="KGZ", creditor="China", of="World"
        ).value
        == 40.0
    )


def test_latest_leaves_old_values_out():
    """A value from before the first fresh year is missing, not shown."""
    held = pd.DataFrame(
        [("TKM", 1996, 1.0), ("KGZ", 2020, 2.0), ("KGZ", 2019, 9.0)],
        columns=["economy", "year", "value"],
    )
    found = topics_series.latest(
        held, pd.Series({"KGZ": "Kyrgyzstan", "TKM": "Turkmenistan"}), since=2020
    ).set_index("economy")["value"]
    assert found["KGZ"] == 2.0 and pd.isna(found["TKM"])


def test_gaps_counts_missing_years():
    """Two years held of four."""
    held = pd.DataFrame(
        [("X", "KGZ", 2000), ("X", "KGZ", 2003)], columns=["indicator", "economy", "year"]
    )
    assert topics_series.years_held(held).to_dict("records") == [
        {"indicator": "X", "economy": "KGZ", "first": 2000, "last": 2003, "missing": 2}
    ]


def test_partner_share_without_a_total():
    """A year whose whole was not published gives no share of it."""
    held = trade((2021, "Russia", "country", 40.0))
    with pytest.raises(Untestable, match="no figure for exports of KGZ by partner"):
        topics_trade.partner_share(
            Figures(trade_by_partner=held),
            economy="KGZ",
            flow="exports",
            partner="Russia",
            of="total",
        )


def test_people_without_a_common_year():
    """Two economies counted in different years are not added up."""
    held = pd.DataFrame(
        [("KGZ", 2024, 1), ("TJK", 2023, 1)], columns=["economy", "year", "people"]
    ).assign(definition="d", edition="2024", source="UN")
    with pytest.raises(Untestable, match="people of KGZ and TJK"):
        topics_people.people(Figures(migrants=held), economies=["KGZ", "TJK"], definition="d")


def test_records_that_say_nothing_cannot_be_tested():
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


# Trade, debt, investment, distances ------------------------------------------------------------------------


def counted(*rows) -> pd.DataFrame:
    """Shares of exports as several sources give them: year, months, partner, by, share."""
    frame = pd.DataFrame(rows, columns=["year", "months", "partner", "by", "share"])
    return frame.assign(
        economy="TJK", flow="exports", kind="country", value=float("nan"), source=frame["by"]
    )


@pytest.mark.parametrize(("later", "share"), [(2022, 5.0), (2023, 7.0)])
def test_a_source_gives_way_if_another_is_more_than_a_year_newer(later, share):
    """Russian customs of 2021 stand against the press of 2022, not against that of 2023."""
    held = counted(
        (2021, 12, "Russia", "Russian customs", 5.0), (later, 12, "Russia", "press", 7.0)
    )
    assert (
        topics_trade.partner_share(
            Figures(trade_by_partner=held),
            economy="TJK",
            flow="exports",
            partner="Russia",
            of="total",
        ).value
        == share
    )


def test_the_declared_order_decides_and_a_new_source_takes_its_place():
    """WITS, once it is there, goes before customs and press with no change of the claim."""
    held = counted(
        (2023, 12, "Russia", "press", 7.0),
        (2023, 12, "Russia", "World Factbook", 1.0),
        (2023, 12, "Russia", "WITS", 6.0),
    )
    assert (
        topics_trade.partner_share(
            Figures(trade_by_partner=held),
            economy="TJK",
            flow="exports",
            partner="Russia",
            of="total",
        ).basis
        == "WITS"
    )


def test_a_source_that_does_not_list_the_partner_says_nothing_of_it():
    """The next that lists it is asked; a partner alone in its list has no rank."""
    held = counted((2023, 12, "China", "press", 7.0), (2021, 12, "Russia", "Russian customs", 5.0))
    found = topics_trade.partner_share(
        Figures(trade_by_partner=held), economy="TJK", flow="exports", partner="Russia", of="total"
    )
    assert (found.value, found.words) == (5.0, {"period": "2021", "by": "Russian customs"})
    with pytest.raises(Untestable, match="exports of TJK with Turkey: no figure for 2023"):
        topics_trade.partner_share(
            Figures(trade_by_partner=held),
            economy="TJK",
            flow="exports",
            partner="Turkey",
            of="total",
        )


def test_a_short_period_does_not_stand_for_its_year():
    """Nine months are left out, ten are named as such."""
    held = counted((2024, 9, "Russia", "press", 9.0), (2023, 10, "Russia", "press", 7.0))
    found = topics_trade.partner_share(
        Figures(trade_by_partner=held), economy="TJK", flow="exports", partner="Russia", of="total"
    )
    assert (found.value, found.words["period"]) == (7.0, "10 months of 2023")


def test_charts_keep_to_the_countrys_own_reports():
    """Editions of the Factbook never enter a line; each year is read in one source."""
    held = counted(
        (2019, 12, "Russia", "World Factbook", 1.0),
        (2020, 12, "Russia", "WITS", 2.0),
        (2021, 12, "Russia", "WITS", 3.0),
        (2021, 12, "Russia", "statistics office", 4.0),
    )
    assert topics_trade.partner_shares(held, "TJK", "exports", "total").set_index("year")[
        "value"
    ].to_dict() == {2020: 2.0, 2021: 4.0}


def test_partner_weight_takes_the_larger_side():
    """And does with one side if the other is not known."""
    exports, imports = (
        counted((2023, 12, "China", "press", 7.0)),
        counted((2023, 12, "China", "press", 20.0)).assign(flow="imports"),
    )
    both = topics_trade.partner_weight(
        Figures(trade_by_partner=pd.concat([exports, imports])), economy="TJK", partner="China"
    )
    alone = topics_trade.partner_weight(
        Figures(trade_by_partner=exports), economy="TJK", partner="China"
    )
    assert (both.value, both.words["flow"], alone.value, alone.words["flow"]) == (
        20.0,
        "imports",
        7.0,
        "exports",
    )
    with pytest.raises(
        Untestable, match="exports of TJK by partner; there is no figure for imports of TJK"
    ):
        topics_trade.partner_weight(
            Figures(trade_by_partner=exports.iloc[:0]), economy="TJK", partner="China"
        )


def test_trade_ratio_adds_both_flows_of_one_year():
    """A year without one of the four figures is passed over."""
    rows = [
        (2022, "exports", "EU27", 10.0),
        (2022, "imports", "EU27", 20.0),
        (2022, "exports", "Russia", 5.0),
        (2022, "imports", "Russia", 5.0),
        (2023, "exports", "EU27", 99.0),
    ]
    held = pd.DataFrame(rows, columns=["year", "flow", "partner", "value"]).assign(
        economy="KGZ", by="statistics office", source="office"
    )
    found = topics_trade.trade_ratio(
        Figures(trade_by_partner=held), economy="KGZ", partner="EU27", against="Russia"
    )
    assert (found.value, found.year) == (3.0, 2022)
    with pytest.raises(Untestable, match="TJK publishes no trade with both the EU and Russia"):
        topics_trade.trade_ratio(
            Figures(trade_by_partner=held), economy="TJK", partner="EU27", against="Russia"
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
    held = pd.DataFrame(rows, columns=["date", "investor", "value"]).assign(
        economy="KAZ", measure="stock", by="bank", source="bank"
    )
    found = finance.investor_lead(
        Figures(investment_by_investor=held), economy="KAZ", investor="China", by="bank"
    )
    assert (found.value, found.year, found.words) == (0.5, 2021, {"other": "Russia"})
    with pytest.raises(Untestable, match="investment in KGZ by investor"):
        finance.investor_lead(
            Figures(investment_by_investor=held), economy="KGZ", investor="China", by="bank"
        )


def test_rise_needs_both_years():
    """The same years of all economies, or nothing."""
    at = Figures([(2013, 1.0), (2023, 3.0)])
    assert topics_series.rise(at, economies=["KGZ", "TJK"], indicator="X", years=10).value == 3.0
    with pytest.raises(Untestable, match="the one 9 years before"):
        topics_series.rise(at, economies=["KGZ", "TJK"], indicator="X", years=9)


def test_eu_trade_change_leaves_part_years_out():
    """Ten months of 2024 are no year."""
    held = pd.DataFrame(
        [(2021, 12, 2.0), (2023, 12, 20.0), (2024, 10, 99.0)], columns=["year", "months", "value"]
    )
    held = held.assign(
        economy="KGZ", flow="EU exports", member="EU27", product="all goods", source="Eurostat"
    )
    found = topics_trade.eu_trade_change(Figures(eu_trade=held), economy="KGZ", flow="EU exports")
    assert (found.value, found.year, found.words) == (10.0, 2023, {"since": 2021})


CAPITALS = pd.DataFrame(
    [("A", 0.0, 0.0), ("B", 0.0, 1.0), ("C", 0.0, 2.0)],
    columns=["economy", "latitude", "longitude"],
).assign(kind="capital")


def test_distances_are_geodesic():
    """A degree on the equator of the ellipsoid."""
    assert round(borders.distances(CAPITALS, ["A"], ["B"])["km"].item(), 3) == 111.319
    assert (
        round(
            borders.distance_ratio(Figures(sites=CAPITALS), economy="A", far="C", near="B").value,
            9,
        )
        == 2.0
    )
    with pytest.raises(Untestable, match="capitals of A, D and B"):
        borders.distance_ratio(Figures(sites=CAPITALS), economy="A", far="D", near="B")


def test_border_ratio_counts_each_neighbour_once():
    """In the newest edition alone."""
    rows = [
        ("2023", "KAZ", "RUS"),
        ("2023", "KAZ", "CHN"),
        ("2023", "KGZ", "CHN"),
        ("2000", "KGZ", "RUS"),
    ]
    held = pd.DataFrame(rows, columns=["edition", "economy", "neighbour"]).assign(source="Factbook")
    found = borders.border_ratio(
        Figures(land_borders=held), economies=["KAZ", "KGZ"], of="RUS", to="CHN"
    )
    assert (found.value, found.words) == (0.5, {"count": 1, "of": 2})


def test_touching_reads_the_newest_edition():
    """Neighbours in the order given; none of them is said."""
    rows = [
        ("2023", "KAZ", "RUS"),
        ("2023", "KAZ", "CHN"),
        ("2000", "UZB", "CHN"),
        ("2023", "UZB", "AFG"),
    ]
    held = pd.DataFrame(rows, columns=["edition", "economy", "neighbour"])
    assert borders.touching(held, ["KAZ", "UZB"], {"RUS": "Russia", "CHN": "China"}).to_dict() == {
        "KAZ": "Russia and China",
        "UZB": "neither",
    }


def test_ratio_ranks_leaves_groups_and_gaps_out():
    """Only the economies asked for, with both figures in the year; equal ratios share a rank."""
    part = pd.DataFrame(
        [
            ("A", 2022, 1.0),
            ("B", 2022, 1.0),
            ("C", 2022, 3.0),
            ("WLD", 2022, 99.0),
            ("D", 2022, 5.0),
        ],
        columns=["economy", "year", "value"],
    )
    whole = pd.DataFrame(
        [("A", 2022, 4.0), ("B", 2022, 4.0), ("C", 2022, 4.0), ("WLD", 2022, 100.0)],
        columns=["economy", "year", "value"],
    )
    ranks = topics_series.ratio_ranks(part, whole, ["A", "B", "C", "D"]).set_index("economy")
    assert (
        ranks["rank"].to_dict() == {"A": 2, "B": 2, "C": 1}
        and set(ranks["of"]) == {3}
        and ranks["value"]["C"] == 75.0
    )
    assert (
        topics_series.first_ranks(ranks.reset_index(), 2022, count=1)["economy"].tolist() == ["C"]
        and topics_series.first_ranks(ranks.reset_index(), 2023).empty
    )


# Shapes on the globe ----------------------------------------------------------------------------------------


def test_length_on_the_ellipsoid():
    """A quarter of the meridian is ten thousand kilometres and two; paths add up, and no path is no length."""
    quarter = [(0.0, 0.0), (45.0, 0.0), (90.0, 0.0)]
    assert borders.kilometres([quarter]) == pytest.approx(10002, abs=1)
    assert (
        borders.kilometres([quarter, quarter]) == 2 * borders.kilometres([quarter])
        and borders.kilometres([]) == 0
    )


def test_a_shared_border_is_a_path_of_common_edges():
    """Edges that run the other way are common too; an edge of one alone breaks the path."""

    def square(code, *ring):
        return {
            "properties": {"economy": code, "name": code},
            "geometry": {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]},
        }

    one = square("A", (0, 0), (1, 0), (1, 1), (1, 2), (0, 2))
    other = square("B", (2, 0), (2, 2), (1, 2), (1, 1), (1, 0))
    assert borders.shared_border({"features": [one, other]}, "A", "B") == [[(0, 1), (1, 1), (2, 1)]]


# Kazakhstan and migration -----------------------------------------------------------------------------------


BORDER = pd.DataFrame(
    [("2023", "RUS", 1.0), ("2025", "RUS", 60.0), ("2025", "CHN", 30.0), ("2025", "UZB", 10.0)],
    columns=["edition", "neighbour", "km"],
).assign(economy="KAZ", source="Factbook")


def test_border_share_reads_one_edition():
    """The newest, whole; who is no neighbour has no share."""
    found = borders.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="CHN")
    assert (found.value, found.year, found.words) == (30.0, 2025, {"rank": 2})
    with pytest.raises(Untestable, match="no land border of KAZ with MNG"):
        borders.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="MNG")


def test_minority_and_its_fall():
    """The newest year, and its share over that of the oldest."""
    held = pd.DataFrame(
        [(2023, 15.0), (1996, 30.0), (2009, 24.0)], columns=["year", "share"]
    ).assign(economy="KAZ", source="Factbook")
    assert topics_people.minority(Figures(ethnic_russians=held), economy="KAZ").value == 15.0
    found = topics_people.minority_change(Figures(ethnic_russians=held), economy="KAZ")
    assert (found.value, found.words) == (0.5, {"since": 1996})


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


def test_series_in_one_year():
    """No other year stands in."""
    assert (
        topics_series.series_in(
            Figures([(2015, 6.0), (2021, 9.4)]), indicator="X", economy="TJK", year=2015
        ).value
        == 6.0
    )
    with pytest.raises(Untestable, match="X of TJK in 2016"):
        topics_series.series_in(Figures([(2015, 6.0)]), indicator="X", economy="TJK", year=2016)


def test_shock_ratio_is_a_part_of_a_part():
    """Half of the seven tenths that come from Russia, of remittances that equal the output they are divided by."""
    at = Figures([(2024, 20.0)], remittances_by_source=REMITTANCES)
    found = remittances.shock_ratio(
        at, economy="KGZ", sender="Russia", received="X", output="Y", cut=50
    )
    assert (found.value, found.year) == (pytest.approx(35.0), 2024)


@pytest.mark.parametrize(
    ("cut", "lost", "ratio", "per_head"), [(0, 0, 0, 0), (10, 8, 4, 0.8), (100, 80, 40, 8)]
)
def test_scenarios_are_plain_arithmetic(cut, lost, ratio, per_head):
    """A tenth of the eight tenths that come from the sender, against output and people."""
    row = remittances.scenarios(received=100.0, part=80.0, cuts=[cut], gdp=200.0, people=10.0).iloc[
        0
    ]
    assert (row["lost"], row["ratio"], row["per_head"]) == pytest.approx((lost, ratio, per_head))


def test_falls_take_the_lowest_year_of_the_window():
    """From the first year to the lowest after it; a rise is above zero; a window whose first year is missing is left out."""
    held = pd.DataFrame(
        [(2013, 100.0), (2014, 90.0), (2015, 60.0), (2016, 80.0), (2019, 50.0), (2020, 55.0)],
        columns=["year", "value"],
    ).assign(economy="TJK")
    found = remittances.falls(held, "TJK", [(2013, 2016), (2019, 2020), (2008, 2009)])
    assert found.values.tolist() == [
        [2013, 2015, pytest.approx(-40.0)],
        [2019, 2020, pytest.approx(10.0)],
    ]


def test_neighbours_longest_first():
    """One edition, sorted by length."""
    assert borders.neighbours(BORDER, "KAZ")["neighbour"].tolist() == ["RUS", "CHN", "UZB"]


def test_partner_since_is_a_mean_over_economies():
    """One economy without a figure for a year leaves that year out."""
    at = Figures(trade_by_partner=TRADE)
    assert topics_trade.partner_since(
        at, economies=["KGZ"], flow="exports", partner="Russia", of="total", since=2021, before=1
    ).value == pytest.approx(20 / 90 * 100)
    with pytest.raises(Untestable, match="exports with Russia"):
        topics_trade.partner_since(
            at,
            economies=["KGZ", "UZB"],
            flow="exports",
            partner="Russia",
            of="total",
            since=2021,
            before=1,
        )


def test_border_length_of_the_newest_edition():
    """Editions differ; a neighbour that the newest does not list is none."""
    held = pd.DataFrame(
        [("2000", "AFG", 744), ("2025", "AFG", 804)], columns=["edition", "neighbour", "km"]
    ).assign(economy="TKM", source="s")
    at = Figures(land_borders=held)
    assert borders.border_length(at, economy="TKM", neighbour="AFG").value == 804.0
    assert borders.border_length(at, economy="TKM", neighbour="RUS").value == 0.0
    with pytest.raises(Untestable, match="borders of UZB"):
        borders.border_length(at, economy="UZB", neighbour="AFG")


def test_a_group_of_senders_in_one_year():
    """Its members' parts of the newest year with any of them; a member without a row adds nothing."""
    rows = [
        ("France", 2023, 10.0),
        ("Italy", 2023, 5.0),
        ("Malta", 2021, 7.0),
        ("Russia", 2023, 80.0),
    ]
    held = pd.DataFrame(rows, columns=["sender", "year", "share"]).assign(
        economy="KGZ", by="model", source="a model"
    )
    at = Figures(remittances_by_source=held)
    found = remittances.senders_share(
        at, economy="KGZ", senders=["France", "Italy", "Malta", "Spain"], by="model"
    )
    assert (found.value, found.year) == (15.0, 2023)
    with pytest.raises(Untestable, match="a group of countries to KGZ by the model"):
        remittances.senders_share(at, economy="KGZ", senders=["Spain"], by="model")


def test_trade_readings_keep_each_source_apart():
    """Its newest year each; a partner that it does not list stays a gap."""
    held = counted(
        (2015, 12, "Russia", "partner matrix", 4.0),
        (2015, 12, "China", "partner matrix", 8.0),
        (2021, 12, "Russia", "Russian customs", 5.0),
    )
    found = topics_trade.trade_readings(held, "TJK", "exports", ["Russia", "China"]).set_index("by")
    assert found["Russia"].to_dict() == {"Russian customs": 5.0, "partner matrix": 4.0}
    assert (
        pd.isna(found["China"]["Russian customs"]) and found["period"]["partner matrix"] == "2015"
    )


def test_newest_shares_leave_old_figures_out():
    """The year before the first fresh one is a gap, and so is a flow without rows."""
    held = counted((2015, 12, "Russia", "partner matrix", 4.0), (2020, 12, "China", "press", 8.0))
    found = topics_trade.newest_shares(held, ["TJK"], ["Russia", "China"], since=2020).set_index(
        ["flow", "partner"]
    )["value"]
    assert found["exports", "China"] == 8.0 and found.drop(("exports", "China")).isna().all()


def test_eu_growth_compares_what_both_count():
    """Up to the newest year that both have; without the first year there is no growth."""
    eu = pd.DataFrame([(2021, 1.0), (2023, 10.0), (2024, 99.0)], columns=["year", "value"]).assign(
        economy="KGZ", flow="EU exports", months=12, product="all goods"
    )
    trade = pd.DataFrame([(2021, 5.0), (2023, 15.0)], columns=["year", "value"]).assign(
        economy="KGZ", flow="imports", partner="EU27", by="statistics office"
    )
    found = topics_trade.eu_growth(eu, trade, ["KGZ", "TJK"], since=2021)
    assert found[["by", "value", "year"]].to_numpy().tolist() == [
        ["the EU", 10.0, 2023],
        ["the country", 3.0, 2023],
    ]
    assert topics_trade.eu_growth(eu, trade, ["KGZ"], since=2022).empty


def test_creditor_mix_adds_up():
    """Named creditors, those that hold nothing among them, and what is left."""
    found = finance.creditor_mix(DEBT, ["KGZ", "TJK"], ["China", "Russia"]).set_index("name")[
        "value"
    ]
    assert found.to_dict() == {"China": 30.0, "Russia": 0.0, "Others": 70.0}


def years(economy, *values) -> pd.DataFrame:
    return pd.DataFrame(values, columns=["year", "value"]).assign(economy=economy)


PARTS = pd.DataFrame(
    [
        ("TJK", 2021, 12, "model", 80.0),
        ("TJK", 2024, 6, "model", 10.0),
        ("UZB", 2024, 12, "central bank", 50.0),
    ],
    columns=["economy", "year", "months", "by", "share"],
).assign(sender="Russia")


def test_a_scenario_table_names_what_goes_in():
    """The newest year that has all three series; half a year is no reading; who lacks a figure is left out."""
    money, gdp, people = (
        years("TJK", (2023, value), (2024, value)) for value in (100.0, 200.0, 10.0)
    )
    found = remittances.scenario_table(
        money,
        gdp,
        people[people["year"] == 2023],
        PARTS,
        {"TJK": "model", "UZB": "central bank"},
        [50],
    )
    assert found[["economy", "year", "part", "part_year", "lost", "ratio"]].values.tolist() == [
        ["TJK", 2023, 80.0, 2021, 40.0, 20.0]
    ]


def test_past_falls_stand_beside_growth_and_imports():
    """Growth of the lowest year, imports from the first year to it; a figure that is not there is missing, not zero."""
    windows = pd.DataFrame({"start": [2013], "end": [2016], "name": ["rouble"]})
    found = remittances.past_falls(
        years("TJK", (2013, 100.0), (2015, 60.0)),
        years("TJK", (2015, 6.0)),
        years("TJK", (2013, 50.0)),
        ["TJK"],
        windows,
    ).iloc[0]
    assert (found["window"], found["low"], found["change"], found["growth"]) == (
        "rouble",
        2015,
        pytest.approx(-40.0),
        6.0,
    )
    assert pd.isna(found["imports"])


def test_holders_of_the_newest_year():
    """Largest first; an older year is another state of affairs."""
    held = pd.DataFrame(
        [("Chevron", 2025, 15.0), ("Russia", 2025, 31.0), ("Oman", 2000, 7.0)],
        columns=["party", "period", "value"],
    )
    assert energy.holders(held.assign(subject="CPC", measure="held by", source="s"))[
        "name"
    ].tolist() == ["Russia", "Chevron"]
