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
