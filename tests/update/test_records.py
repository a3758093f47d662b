"""Files that are no series: the archive, debt by creditor, trade by partner."""

import json
import types

import pytest
from support.updates import RATIO, SMALL, cut_down

from footprint import ledger, library, update
from footprint.topics import trade


def test_the_archives_are_fetched_once_and_preferred(served, data):
    """The edition of April 2023 itself speaks for *then*; an edition never changes, so it is not asked for again."""
    served.editions["202304"][RATIO]["KGZ", 2021] = 32.1
    update.renew()
    then = ledger.finding("kgz-remit-third").then
    assert (then.value, then.basis) == (
        32.1,
        "World Bank, edition of April 2023, from the World Bank's archives",
    )
    asked = len(served.asked("/sources/57/"))
    update.renew()
    assert asked and len(served.asked("/sources/57/")) == asked


@pytest.fixture
def debts(served):
    """A newer edition of the debt statistics, with the debts of the last one."""
    served.releases[6] = "2026-12-08"
    return served


def test_debt_of_a_newer_edition_is_added(debts):
    """Beside the older editions and read first; the same edition is not added twice."""
    before = library.records("debt_by_creditor")
    debts.owe("China", "KGZ", 2024, 1.7e9)
    report = update.renew()
    assert not report.refused and report.obtained[-1] == "Public external debt by creditor"
    after = library.records("debt_by_creditor").set_index(
        ["edition", "economy", "year", "creditor"]
    )["value"]
    assert (
        after["2026-12", "KGZ", 2024, "China"] == 1.7e9
        and after["2026-12", "KGZ", 2024, "All multilateral"] > 1e9
    )
    assert set(before["edition"]) == {"2022-12", "2025-12"} and len(after) > len(before)
    assert update.renew().obtained == []


def test_a_country_new_to_the_region_is_asked_for(debts, data):
    """Its figures and debts come with an update, though no file has a row of it; first figures are
    asked about."""
    path = data / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps({**content, "region": [*content["region"], "MNG"]}), encoding="utf-8"
    )
    debts.set(RATIO, "MNG", 2024, 5.5)
    debts.owe("China", "MNG", 2024, 1.9e9)
    report = update.renew()
    assert f"{RATIO}: MNG 2024 is 5.5, the first figures of this economy" in str(report)
    update.renew([RATIO])
    assert library.pull(RATIO, ["MNG"]).data["value"].tolist() == [5.5]
    owed = library.records("debt_by_creditor").query("economy == 'MNG' and creditor == 'China'")
    assert owed["value"].tolist() == [1.9e9]
    assert library.package().region[-1] == "MNG"


def test_an_edition_of_debt_without_china_is_not_taken_over(debts):
    """It would leave the book with nothing to compare."""
    debts.debt_parts["DT.DOD.BLAT.CD"] = {
        key: value for key, value in debts.debt_parts["DT.DOD.BLAT.CD"].items() if key[1] != "730"
    }
    before = library.records("debt_by_creditor")
    report = update.renew()
    assert report.missed == {
        "Public external debt by creditor": "The edition of 2026-12 names no China, official, so it is not taken over."
    }
    assert library.records("debt_by_creditor").equals(before)


@pytest.mark.parametrize("kind", ["message 120", "xml", "html", "404", "truncated", "cut"])
def test_debt_is_not_worth_losing_an_update_for(debts, data, kind):
    """A list of creditors that cannot be had is named; the series land. Message 120 once ended all in a traceback."""
    debts.set(RATIO, "KGZ", 2025, 19.5)
    debts.fault(kind, r"counterpart-area\?")
    before = (data / "records" / "debt_by_creditor.csv").read_bytes()
    report = update.renew()
    assert not report.refused and RATIO in report.revisions
    why = report.missed["Public external debt by creditor"]
    assert why.startswith("The World Bank's service (127.0.0.1) ") and why.endswith(".")
    assert (data / "records" / "debt_by_creditor.csv").read_bytes() == before


def test_trade_shares_take_their_place_among_the_sources(data, bank, unjudged):
    """Shares of WITS replace those held of the same years, with the Union added up; a measure reads them without a word in a chapter."""
    cut_down(data, {*SMALL, "trade-by-partner"}, wanted=False)
    bank.serve(data)
    for partner, share in {"RUS": 40.0, "CHN": 30.0, "DEU": 6.0, "ITA": 4.0, "TUR": 0.2}.items():
        bank.shares["TJK", "imports", 2024, partner] = share
    report = update.renew()
    assert not report.refused and report.obtained == [library.resource("trade-by-partner").title]
    rows = (
        library.records("trade_by_partner")
        .query("economy == 'TJK' and by == 'WITS'")
        .set_index("partner")["share"]
    )
    assert rows.to_dict() == {
        "China": 30.0,
        "EU27": 10.0,
        "Germany": 6.0,
        "Italy": 4.0,
        "Russia": 40.0,
    }
    found = trade.partner_share(
        types.SimpleNamespace(records=library.default().record_rows),
        economy="TJK",
        flow="imports",
        partner="Russia",
        of="total",
    )
    assert (found.value, found.year) == (40.0, 2024)
    assert update.renew().obtained == []


def test_what_failed_is_said_though_nothing_is_new(data, bank, unjudged):
    """Of trade: one economy has nothing newer, another no answer; of debt: an economy that the service knows no longer."""
    cut_down(data, {*SMALL, "trade-by-partner", "debt-by-creditor"}, wanted=False)
    bank.serve(data).fault("403", "reporter/uzb")
    update.renew()
    del bank.countries["TKM"]
    report = update.renew()
    assert not report.changed and not report.obtained
    told = " ".join(report.lines())
    assert "trade of UZB: " in told or "exports of UZB: " in told
    assert (
        "Note: International Debt Statistics: the service knows no economy TKM." in report.lines()
    )
