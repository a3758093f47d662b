"""Measures at their edges, on figures small enough to check by eye."""

import re

import pandas as pd
import pytest

from footprint import measures
from footprint.measures import Untestable


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
    return frame.assign(economy="KGZ", flow="exports", source="office")


TRADE = trade((2021, "World", "total", 200.0), (2021, "Russia", "country", 40.0), (2021, "Kazakhstan", "country", 60.0),
              (2020, "World", "total", 100.0), (2020, "Russia", "country", 90.0))


def test_series_takes_the_newest_year():
    """Whatever the order of the rows."""
    found = measures.series(Figures([(2021, 2.0), (2019, 1.0)]), indicator="X", economy="KGZ")
    assert (found.value, found.year) == (2.0, 2021)


def test_an_empty_series_cannot_be_tested():
    """No figure, no guess."""
    with pytest.raises(Untestable, match="no figure for X of KGZ"):
        measures.series(Figures(), indicator="X", economy="KGZ")


def test_change_is_a_factor_since_then():
    """Newest over the year of then; without that year, untestable."""
    assert measures.change(Figures([(2021, 2.0), (2024, 3.0)]), indicator="X", economy="KGZ").value == 1.5
    with pytest.raises(Untestable, match="no figure for 2021"):
        measures.change(Figures([(2020, 2.0), (2024, 3.0)]), indicator="X", economy="KGZ")


@pytest.mark.parametrize(("of", "share"), [("total", 20.0), ("partners", 40.0)])
def test_partner_share_by_its_denominator(of, share):
    """Of the published total, or of the partners named; the rank is the same."""
    found = measures.partner_share(Figures(trade_by_partner=TRADE), economy="KGZ", flow="exports", partner="Russia", of=of)
    assert (found.value, found.year, found.words) == (share, 2021, {"rank": 2})


def test_partner_share_without_the_partner():
    """A partner that the newest year does not name is not a zero."""
    with pytest.raises(Untestable, match="with China: no figure for 2021"):
        measures.partner_share(Figures(trade_by_partner=TRADE), economy="KGZ", flow="exports", partner="China", of="total")


REMITTANCES = pd.DataFrame(
    [(2021, 12, "model", None, 70.0), (2022, 11, "central bank", 11.0, None), (2023, 5, "central bank", 90.0, 94.0)],
    columns=["year", "months", "by", "value", "share"]).assign(economy="KGZ", sender="Russia", source="a bank")


def test_sender_share_says_how_much_of_the_year_it_covers():
    """Five months are not a year."""
    found = measures.sender_share(Figures(remittances_by_source=REMITTANCES), economy="KGZ", sender="Russia", by="central bank")
    assert (found.value, found.words["period"]) == (94.0, "5 months of 2023")


def test_transfer_ratio_leaves_short_periods_out():
    """The newest figure of eleven months or more, over the output of its own year."""
    at = Figures([(2022, 1e8), (2023, 1.0)], remittances_by_source=REMITTANCES)
    found = measures.transfer_ratio(at, economy="KGZ", sender="Russia", indicator="GDP", months=11)
    assert (found.value, found.year) == (11.0, 2022)


def test_transfer_ratio_needs_the_output_of_the_same_year():
    """Another year's GDP does not stand in."""
    at = Figures([(2021, 1e8)], remittances_by_source=REMITTANCES)
    with pytest.raises(Untestable, match="no figure for 2022"):
        measures.transfer_ratio(at, economy="KGZ", sender="Russia", indicator="GDP", months=11)


def test_people_needs_every_economy_in_one_year():
    """A year with one of two is passed over; an older edition is not joined."""
    rows = [("KGZ", 2024, 1_000_000, "2024"), ("KGZ", 2023, 2_000_000, "2024"), ("TJK", 2023, 1_000_000, "2024"), ("TJK", 2024, 5, "2020")]
    held = pd.DataFrame(rows, columns=["economy", "year", "people", "edition"]).assign(definition="d", source="UN")
    found = measures.people(Figures(migrants=held), economies=["KGZ", "TJK"], definition="d")
    assert (found.value, found.year) == (3.0, 2023)


def test_creditor_share_reads_the_newest_edition():
    """Editions are never mixed."""
    rows = [("2022-12", 2021, "World", 100.0), ("2022-12", 2021, "China", 90.0), ("2025-12", 2021, "World", 100.0), ("2025-12", 2021, "China", 40.0)]
    held = pd.DataFrame(rows, columns=["edition", "year", "creditor", "value"]).assign(economy="KGZ")
    assert measures.creditor_share(Figures(debt_by_creditor=held), economy="KGZ", creditor="China").value == 40.0


def test_fact_takes_the_newest_document():
    """A later answer overtakes; an unknown one answers nothing."""
    held = pd.DataFrame([("q", "yes", "2003-10"), ("q", "no", "2012-09-20"), ("u", "unknown", "2020-01")], columns=["id", "answer", "date"])
    held = held.assign(question="Is it so?", source="s")
    assert measures.fact(Figures(facts=held), id="q").value == 0.0
    for id, said in (("u", "Is it so?"), ("none", "none")):
        with pytest.raises(Untestable, match=f"no document read answers “{re.escape(said)}”"):
            measures.fact(Figures(facts=held), id=id)


@pytest.mark.parametrize(("rows", "value"), [
    ([("member", "2002-10-07", None)], 1.0),
    ([("member", "2006-06-23", "2012-12-19")], 0.0),
    ([("member", "2002-10-07", "2024-02-22"), ("member, participation frozen", "2024-02-22", None)], 0.5),
    ([("observer", "2020-12-11", None)], 0.0),
])
def test_member(rows, value):
    """A membership that ended is none, a frozen one half, an observer no member."""
    held = pd.DataFrame(rows, columns=["status", "start", "end"]).assign(economy="ARM", organisation="CSTO", source="s")
    assert measures.member(Figures(memberships=held), economy="ARM", organisation="CSTO").value == value


def test_an_unknown_vote_is_no_abstention():
    """It leaves the question open; the known ones are counted."""
    held = pd.DataFrame([("A", "abstain"), ("B", "unknown"), ("C", "against")], columns=["resolution", "vote"])
    at = Figures(votes=held.assign(economy="KGZ", date="2022-03-02", source="s"))
    assert measures.votes(at, economy="KGZ", resolutions=["A", "C"], accepted=["abstain"]).value == 0.5
    with pytest.raises(Untestable, match="the vote of KGZ on B was found in no list"):
        measures.votes(at, economy="KGZ", resolutions=["A", "B"], accepted=["abstain"])


def test_latest_leaves_old_values_out():
    """A value from before the first fresh year is missing, not shown."""
    held = pd.DataFrame([("TKM", 1996, 1.0), ("KGZ", 2020, 2.0), ("KGZ", 2019, 9.0)], columns=["economy", "year", "value"])
    found = measures.latest(held, pd.Series({"KGZ": "Kyrgyzstan", "TKM": "Turkmenistan"}), since=2020).set_index("economy")["value"]
    assert found["KGZ"] == 2.0 and pd.isna(found["TKM"])


def test_gaps_counts_missing_years():
    """Two years held of four."""
    held = pd.DataFrame([("X", "KGZ", 2000), ("X", "KGZ", 2003)], columns=["indicator", "economy", "year"])
    assert measures.gaps(held).to_dict("records") == [{"indicator": "X", "economy": "KGZ", "first": 2000, "last": 2003, "missing": 2}]


def test_partner_share_without_a_total():
    """A year whose whole was not published gives no share of it."""
    held = trade((2021, "Russia", "country", 40.0))
    with pytest.raises(Untestable, match="no figure for exports of KGZ by partner"):
        measures.partner_share(Figures(trade_by_partner=held), economy="KGZ", flow="exports", partner="Russia", of="total")


def test_people_without_a_common_year():
    """Two economies counted in different years are not added up."""
    held = pd.DataFrame([("KGZ", 2024, 1), ("TJK", 2023, 1)], columns=["economy", "year", "people"]).assign(definition="d", edition="2024", source="UN")
    with pytest.raises(Untestable, match="people of KGZ and TJK"):
        measures.people(Figures(migrants=held), economies=["KGZ", "TJK"], definition="d")


def test_records_that_say_nothing_cannot_be_tested():
    """No row on a membership, no row on a vote, no row on a creditor."""
    memberships = pd.DataFrame(columns=["economy", "organisation", "status", "start", "end", "source"])
    with pytest.raises(Untestable, match="no record on KGZ in the CSTO"):
        measures.member(Figures(memberships=memberships), economy="KGZ", organisation="CSTO")
    cast = pd.DataFrame(columns=["economy", "resolution", "vote", "date", "source"])
    with pytest.raises(Untestable, match="the vote of KGZ on A"):
        measures.votes(Figures(votes=cast), economy="KGZ", resolutions=["A"], accepted=["abstain"])
    debt = pd.DataFrame([("KGZ", "2025-12", 2024, who, 50.0) for who in ("World", "Japan")], columns=["economy", "edition", "year", "creditor", "value"])
    with pytest.raises(Untestable, match="debt of KGZ to China"):
        measures.creditor_share(Figures(debt_by_creditor=debt), economy="KGZ", creditor="China")


# Shapes on the globe ----------------------------------------------------------------------------------------


def test_a_degree_of_latitude_on_the_globe():
    """A degree along a meridian is a 360th of the circumference; no path is no length."""
    assert measures.kilometres([[(0.0, 0.0), (1.0, 0.0)]]) == pytest.approx(2 * 3.141592653589793 * measures.EARTH / 360)
    assert measures.kilometres([]) == 0


def test_a_shared_border_is_a_path_of_common_edges():
    """Edges that run the other way are common too; an edge of one alone breaks the path."""
    def square(code, *ring):
        return {"properties": {"economy": code, "name": code}, "geometry": {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}}

    one = square("A", (0, 0), (1, 0), (1, 1), (1, 2), (0, 2))
    other = square("B", (2, 0), (2, 2), (1, 2), (1, 1), (1, 0))
    assert measures.shared_border({"features": [one, other]}, "A", "B") == [[(0, 1), (1, 1), (2, 1)]]


# Kazakhstan and migration -----------------------------------------------------------------------------------


def cast(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["resolution", "date", "subject", "vote"]).assign(economy="KAZ", source="a list")


VOTES = cast(("2016", "2016-12-19", "Crimea", "against"), ("2022", "2022-12-15", "Crimea", "against"), ("2023", "2023-12-19", "Crimea", "absent"),
             ("2024", "2024-12-17", "Crimea", "unknown"), ("other", "2022-03-02", "war", "abstain"))


@pytest.mark.parametrize(("until", "value"), [(2022, 1.0), (2023, 2 / 3)])
def test_votes_on_a_subject_within_years(until, value):
    """Both years of the span count, other subjects do not."""
    found = measures.votes_on(Figures(votes=VOTES), economy="KAZ", subject="Crimea", since=2016, until=until, accepted=["against"])
    assert found.value == pytest.approx(value)


def test_votes_on_a_subject_with_an_unknown_one():
    """An unknown vote within the span leaves the question open; so does a span without a vote."""
    for since, until, says in ((2016, 2024, "was found in no list"), (2010, 2012, "no vote on “Crimea”")):
        with pytest.raises(Untestable, match=says):
            measures.votes_on(Figures(votes=VOTES), economy="KAZ", subject="Crimea", since=since, until=until, accepted=["against"])


@pytest.mark.parametrize(("direction", "value"), [("condemning", 1.0), ("critical", 0.0)])
def test_silence_is_the_absence_of_officials(direction, value):
    """Someone who is no official breaks no silence."""
    held = pd.DataFrame([("2022-03-29", "yes", "critical", "no"), ("2022-03-30", "no", "critical", "yes")], columns=["date", "official", "direction", "condemns"])
    assert measures.silence(Figures(statements=held.assign(economy="KAZ")), economy="KAZ", direction=direction).value == value


BORDER = pd.DataFrame([("2023", "RUS", 1.0), ("2025", "RUS", 60.0), ("2025", "CHN", 30.0), ("2025", "UZB", 10.0)],
                      columns=["edition", "neighbour", "km"]).assign(economy="KAZ", source="Factbook")


def test_border_share_reads_one_edition():
    """The newest, whole; who is no neighbour has no share."""
    found = measures.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="CHN")
    assert (found.value, found.year, found.words) == (30.0, 2025, {"rank": 2})
    with pytest.raises(Untestable, match="no land border of KAZ with MNG"):
        measures.border_share(Figures(land_borders=BORDER), economy="KAZ", neighbour="MNG")


def test_minority_and_its_fall():
    """The newest year, and its share over that of the oldest."""
    held = pd.DataFrame([(2023, 15.0), (1996, 30.0), (2009, 24.0)], columns=["year", "share"]).assign(economy="KAZ", source="Factbook")
    assert measures.minority(Figures(ethnic_russians=held), economy="KAZ").value == 15.0
    found = measures.minority_change(Figures(ethnic_russians=held), economy="KAZ")
    assert (found.value, found.words) == (0.5, {"since": 1996})


ROUTES = pd.DataFrame(
    [("oil exported", "all", 2022, 12, 64.0), ("oil exported", "CPC", 2022, 12, 48.0), ("oil exported", "CPC", 2023, 12, 56.0), ("oil exported", "CPC", 2022, 10, 1.0),
     ("Russian oil carried across", None, 2023, 12, 10.0), ("Russian oil carried across", None, 2024, 10, 8.4)],
    columns=["measure", "party", "period", "months", "value"]).assign(subject="Kazakhstan", source="a page")


def test_oil_share_needs_a_whole_year_with_a_total():
    """Ten months are no year, and a year without the total gives no share."""
    found = measures.oil_share(Figures(energy_routes=ROUTES), party="CPC")
    assert (found.value, found.year) == (75.0, 2022)
    with pytest.raises(Untestable, match="European Union"):
        measures.oil_share(Figures(energy_routes=ROUTES), party="European Union")


def test_energy_says_how_much_of_the_year_it_covers():
    """A row without a party is found by the empty one."""
    found = measures.energy(Figures(energy_routes=ROUTES), subject="Kazakhstan", measure="Russian oil carried across", party="")
    assert (found.value, found.words["period"]) == (8.4, "10 months of 2024")


def test_series_in_one_year():
    """No other year stands in."""
    assert measures.series_in(Figures([(2015, 6.0), (2021, 9.4)]), indicator="X", economy="TJK", year=2015).value == 6.0
    with pytest.raises(Untestable, match="X of TJK in 2016"):
        measures.series_in(Figures([(2015, 6.0)]), indicator="X", economy="TJK", year=2016)


def test_shock_ratio_is_a_part_of_a_part():
    """Half of the seven tenths that come from Russia, of remittances of a fifth of GDP."""
    at = Figures([(2024, 20.0)], remittances_by_source=REMITTANCES)
    assert measures.shock_ratio(at, economy="KGZ", sender="Russia", indicator="X", cut=50).value == pytest.approx(7.0)


@pytest.mark.parametrize(("cut", "lost", "ratio", "per_head"), [(0, 0, 0, 0), (10, 8, 4, 0.8), (100, 80, 40, 8)])
def test_scenarios_are_plain_arithmetic(cut, lost, ratio, per_head):
    """A tenth of the eight tenths that come from the sender, against output and people."""
    row = measures.scenarios(received=100.0, part=80.0, cuts=[cut], gdp=200.0, people=10.0).iloc[0]
    assert (row["lost"], row["ratio"], row["per_head"]) == pytest.approx((lost, ratio, per_head))


def test_falls_take_the_lowest_year_of_the_window():
    """From the first year to the lowest after it; a rise is above zero; a window whose first year is missing is left out."""
    held = pd.DataFrame([(2013, 100.0), (2014, 90.0), (2015, 60.0), (2016, 80.0), (2019, 50.0), (2020, 55.0)], columns=["year", "value"]).assign(economy="TJK")
    found = measures.falls(held, "TJK", [(2013, 2016), (2019, 2020), (2008, 2009)])
    assert found.values.tolist() == [[2013, 2015, pytest.approx(-40.0)], [2019, 2020, pytest.approx(10.0)]]


def test_neighbours_longest_first():
    """One edition, sorted by length."""
    assert measures.neighbours(BORDER, "KAZ")["neighbour"].tolist() == ["RUS", "CHN", "UZB"]
