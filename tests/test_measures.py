"""Measures at their edges, on figures small enough to check by eye."""

import pandas as pd
import pytest

from footprint.model import Untestable
from footprint.topics import (
    arms,
    borders,
    energy,
    finance,
    parade,
    remittances,
    security,
    statements,
    votes,
)
from footprint.topics import memberships as topics_memberships
from footprint.topics import people as topics_people
from footprint.topics import series as topics_series
from footprint.topics import trade as topics_trade


class Figures:
    """The figures of one moment, as given."""

    then_year = 2021
    until = "9999-12-31"

    def __init__(self, series=(), **records):
        self._series = pd.DataFrame(series, columns=["year", "value"])
        self._records = records

    def series(self, indicator, economy):
        return self._series, "a basis"

    def records(self, topic):
        return self._records[topic]


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


def test_fact_takes_the_newest_document():
    """A later answer overtakes; an unknown one answers nothing."""
    held = pd.DataFrame(
        [("q", "yes", "2003-10"), ("q", "no", "2012-09-20"), ("u", "unknown", "2020-01")],
        columns=["id", "answer", "date"],
    )
    held = held.assign(question="Is it so?", source="s")
    assert statements.fact(Figures(facts=held), id="q").value == 0.0
    for id in ("u", "none"):
        with pytest.raises(Untestable, match="no document read settles it"):
            statements.fact(Figures(facts=held), id=id)


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([("member", "2002-10-07", None)], 1.0),
        ([("member", "2006-06-23", "2012-12-19")], 0.0),
        (
            [
                ("member", "2002-10-07", "2024-02-22"),
                ("member, participation frozen", "2024-02-22", None),
            ],
            0.5,
        ),
        ([("observer", "2020-12-11", None)], 0.0),
    ],
)
def test_member(rows, value):
    """A membership that ended is none, a frozen one half, an observer no member."""
    held = pd.DataFrame(rows, columns=["status", "start", "end"]).assign(
        economy="ARM", organisation="CSTO", source="s"
    )
    assert (
        topics_memberships.member(
            Figures(memberships=held), economy="ARM", organisation="CSTO"
        ).value
        == value
    )


def test_an_unknown_vote_is_no_abstention():
    """It leaves the question open; the known ones are counted."""
    held = pd.DataFrame(
        [("A", "abstain"), ("B", "unknown"), ("C", "against")], columns=["resolution", "vote"]
    )
    at = Figures(votes=held.assign(economy="KGZ", date="2022-03-02", source="s"))
    assert votes.votes(at, economy="KGZ", resolutions=["A", "C"], accepted=["abstain"]).value == 0.5
    with pytest.raises(Untestable, match="the vote of KGZ on B was found in no list"):
        votes.votes(at, economy="KGZ", resolutions=["A", "B"], accepted=["abstain"])


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
    """No row on a membership, no row on a vote, no row on a creditor."""
    memberships = pd.DataFrame(
        columns=["economy", "organisation", "status", "start", "end", "source"]
    )
    with pytest.raises(Untestable, match="no record on KGZ in the CSTO"):
        topics_memberships.member(
            Figures(memberships=memberships), economy="KGZ", organisation="CSTO"
        )
    cast = pd.DataFrame(columns=["economy", "resolution", "vote", "date", "source"])
    with pytest.raises(Untestable, match="the vote of KGZ on A"):
        votes.votes(Figures(votes=cast), economy="KGZ", resolutions=["A"], accepted=["abstain"])
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


def cast(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["resolution", "date", "subject", "vote"]).assign(
        economy="KAZ", source="a list"
    )


VOTES = cast(
    ("2016", "2016-12-19", "Crimea", "against"),
    ("2022", "2022-12-15", "Crimea", "against"),
    ("2023", "2023-12-19", "Crimea", "absent"),
    ("2024", "2024-12-17", "Crimea", "unknown"),
    ("other", "2022-03-02", "war", "abstain"),
)


@pytest.mark.parametrize(("until", "value"), [(2022, 1.0), (2023, 2 / 3)])
def test_votes_on_a_subject_within_years(until, value):
    """Both years of the span count, other subjects do not."""
    found = votes.votes_on(
        Figures(votes=VOTES),
        economy="KAZ",
        subject="Crimea",
        since=2016,
        until=until,
        accepted=["against"],
    )
    assert found.value == pytest.approx(value)


def test_votes_on_a_subject_with_an_unknown_one():
    """An unknown vote within the span leaves the question open; so does a span without a vote."""
    for since, until, says in (
        (2016, 2024, "was found in no list"),
        (2010, 2012, "no vote on “Crimea”"),
    ):
        with pytest.raises(Untestable, match=says):
            votes.votes_on(
                Figures(votes=VOTES),
                economy="KAZ",
                subject="Crimea",
                since=since,
                until=until,
                accepted=["against"],
            )


@pytest.mark.parametrize(("direction", "value"), [("condemning", 1.0), ("critical", 0.0)])
def test_silence_is_the_absence_of_officials(direction, value):
    """Someone who is no official breaks no silence."""
    held = pd.DataFrame(
        [("2022-03-29", "yes", "critical", "no"), ("2022-03-30", "no", "critical", "yes")],
        columns=["date", "official", "direction", "condemns"],
    )
    assert (
        statements.silence(
            Figures(statements=held.assign(economy="KAZ")), economy="KAZ", direction=direction
        ).value
        == value
    )


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


# Power: parade, votes, words, arms, blocs --------------------------------------------------------------------

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
    """An undecided parade and a year without one leave it open; passed over, the first documented stands."""
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


def test_votes_together_names_every_gap():
    """The mean over economies; all unknown cells are in the reason."""
    held = pd.DataFrame(
        [("KGZ", "A", "abstain"), ("TJK", "A", "against"), ("UZB", "A", "unknown")],
        columns=["economy", "resolution", "vote"],
    )
    at = Figures(votes=held.assign(date="2022-03-02", source="s"))
    assert (
        votes.votes_together(
            at, economies=["KGZ", "TJK"], resolutions=["A"], accepted=["abstain"]
        ).value
        == 0.5
    )
    with pytest.raises(Untestable, match="vote of UZB on A .*; the vote of TKM on A"):
        votes.votes_together(
            at, economies=["KGZ", "UZB", "TKM"], resolutions=["A"], accepted=["abstain"]
        )


def test_speakers_count_states_and_only_officials():
    """Two words of one state are one state; a rector is no state; to criticise is not to condemn."""
    rows = [
        ("KAZ", "2022-03-29", "yes", "critical", "no"),
        ("KAZ", "2022-06-17", "yes", "critical", "no"),
        ("UZB", "2025-04", "no", "critical", "no"),
        ("TJK", "2022-10-14", "yes", "critical", "yes"),
    ]
    at = Figures(
        statements=pd.DataFrame(
            rows, columns=["economy", "date", "official", "direction", "condemns"]
        )
    )
    five = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    assert [
        statements.speakers(at, economies=five, direction=way).value
        for way in ("critical", "condemning", "supportive")
    ] == [2.0, 1.0, 0.0]
    with pytest.raises(Untestable, match="no dated statement of UZB"):
        statements.speakers(at, economies=["UZB"], direction="critical")


VOTING = pd.DataFrame(
    [
        (year, economy, compared, agreement)
        for year, compared, agreement in (
            (2019, 80, 60.0),
            (2020, 80, 70.0),
            (2021, 80, 80.0),
            (2022, 30, 63.0),
            (2023, 29, 10.0),
        )
        for economy in ("KAZ", "UZB")
    ],
    columns=["year", "economy", "compared", "agreement"],
).assign(partner="RUS", source="s", date=lambda rows: rows["year"].astype(str) + "-12-31")


def test_agreement_leaves_years_of_few_votes_out():
    """Thirty votes count, twenty-nine do not; nor does a year without one of the economies."""
    found = votes.agreement(
        Figures(voting_agreement=VOTING), economies=["KAZ", "UZB"], partner="RUS"
    )
    assert (found.value, found.year) == (63.0, 2022)
    short = VOTING[(VOTING["year"] != 2022) | (VOTING["economy"] != "UZB")]
    assert (
        votes.agreement(
            Figures(voting_agreement=short), economies=["KAZ", "UZB"], partner="RUS"
        ).year
        == 2021
    )


def test_agreement_since_needs_every_year_before():
    """Against the mean of the years before; with one of them missing there is no level to compare with."""
    found = votes.agreement_since(
        Figures(voting_agreement=VOTING),
        economies=["KAZ", "UZB"],
        partner="RUS",
        since=2022,
        before=3,
    )
    assert (found.value, found.year) == (90.0, 2022)
    for gone, said in (
        (2020, "not all figures for 2019 to 2021"),
        (2022, "end in 2021, before 2022"),
    ):
        with pytest.raises(Untestable, match=said):
            votes.agreement_since(
                Figures(voting_agreement=VOTING[VOTING["year"] != gone]),
                economies=["KAZ", "UZB"],
                partner="RUS",
                since=2022,
                before=3,
            )


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
    """A lever that falls, falls, rises: level steps of attendance are left out, the rest agree or not."""
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


def test_organisations_by_standing_and_end():
    """What ended is over; an observer counts only where observers are asked for."""
    rows = [
        ("CSTO", "member", "2006-06-23", "2012-12-19"),
        ("ECO", "member", "1992-11-28", None),
        ("EAEU", "observer", "2020-12-11", None),
    ]
    held = pd.DataFrame(rows, columns=["organisation", "status", "start", "end"]).assign(
        economy="UZB", source="s"
    )
    at, among = Figures(memberships=held), ["CSTO", "ECO", "EAEU"]
    assert (
        topics_memberships.organisations(at, economy="UZB", among=among, standing=["member"]).value
        == 1.0
    )
    assert (
        topics_memberships.organisations(
            at, economy="UZB", among=among, standing=["member", "observer"]
        ).value
        == 2.0
    )
    with pytest.raises(Untestable, match="no record on TKM"):
        topics_memberships.organisations(at, economy="TKM", among=among, standing=["member"])


def test_event_needs_a_figure():
    """An event without one is no zero."""
    held = pd.DataFrame(
        [("KGZ", "2022-09-14", 104.0), ("TKM", "2022-09-10", None)],
        columns=["economy", "date", "figure"],
    ).assign(source="s")
    at = Figures(security_events=held)
    assert security.event(at, economy="KGZ", date="2022-09-14").value == 104.0
    with pytest.raises(Untestable, match="no figure is recorded for TKM"):
        security.event(at, economy="TKM", date="2022-09-10")


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


@pytest.mark.parametrize(("answer", "value"), [("yes", 0.0), ("partly", 0.5), ("no", 1.0)])
def test_denied_turns_an_answer_round(answer, value):
    """And an unknown one stays unknown."""
    held = pd.DataFrame(
        [("q", answer, "2024-01"), ("u", "unknown", "2024-01")], columns=["id", "answer", "date"]
    ).assign(source="s", question="Q?")
    assert statements.denied(Figures(facts=held), id="q").value == value
    with pytest.raises(Untestable):
        statements.denied(Figures(facts=held), id="u")


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


def test_sites_are_counted_by_kind():
    """A capital is no military site."""
    at = Figures(
        sites=pd.DataFrame(
            [("KGZ", "military"), ("KGZ", "capital")], columns=["economy", "kind"]
        ).assign(source="s")
    )
    at.year = 2025
    assert [
        security.site_count(at, economy=code, kind="military").value for code in ("KGZ", "UZB")
    ] == [1.0, 0.0]


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
