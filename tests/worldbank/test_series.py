"""Series, older editions and debt by creditor, as the caller gets them."""

import math

import pytest
from support.bank import FakeBank
from support.pulls import CODE, PLACES, SERIES, failure, one, right

from footprint.worldbank import archive, creditors, observations


def test_twenty_series_take_one_request(full):
    """20 indicators x 8 economies x 1990-2024: one request, every cell right."""
    pulled = observations(SERIES, PLACES, 1990, 2024)
    assert len(full.urls) == 1
    assert len(pulled.data) == 20 * 8 * 35 and right(pulled.data) and pulled.problems == {}
    assert dict(pulled.data.dtypes.astype(str)) == {
        "economy": "string",
        "indicator": "string",
        "year": "Int64",
        "value": "float64",
    }
    assert pulled.data.equals(
        pulled.data.sort_values(["economy", "indicator", "year"], ignore_index=True)
    )


def test_everything_comes_complete(bank):
    """All 265 economies x 60 indicators x 1960-2024, a million slots: each figure is in place."""
    bank.countries |= {
        f"{chr(65 + n // 26)}{chr(65 + n % 26)}{'QXZ'[n % 3]}": (f"{n:03d}"[-2:], f"Place {n}")
        for n in range(265 - len(bank.countries))
    }
    series, places = [f"BB.SERIES.{number:02d}" for number in range(60)], list(bank.countries)
    bank.fill(series, places, range(1960, 2025))
    pulled = observations(series, "all", 1960, 2024)
    assert len(places) == 265 and len(pulled.data) == 265 * 60 * 65 and pulled.problems == {}
    sample = pulled.data.iloc[::997]
    assert right(sample) and pulled.data["value"].sum() == pytest.approx(
        sum(sum(figures.values()) for figures in bank.figures[2].values())
    )
    assert len(bank.urls) == math.ceil(265 * 60 * 65 / 32_500) == len(pulled.urls)


def test_release_facts(full):
    """A pull says which database and release, when, what was asked, and what it is called."""
    full.names[CODE] = "Personal remittances, received (% of GDP)"
    pulled = one(full)
    assert (pulled.database, pulled.last_updated) == ("World Development Indicators", "2026-07-13")
    assert pulled.names == {CODE: "Personal remittances, received (% of GDP)"}
    assert pulled.urls == (
        f"{full.url}/country/KGZ;TJK/indicator/{CODE}?format=json&date=2018:2022&source=2&per_page=32500&page=1",
    )
    assert len(pulled.retrieved) == 20 and pulled.retrieved.endswith("Z")
    for stated in (None, "", "July 2026", 2026):
        full.releases[2] = stated
        assert one(full).last_updated == ""


def test_nothing_in_these_years(full):
    """Years that the series lacks: all of it comes, none of it is taken, the reason is given."""
    pulled = observations(CODE, ["KGZ"], 1850, 1900)
    assert pulled.data.empty
    assert pulled.problems == {
        CODE: f"{CODE}: The World Bank's service sent no figure for 1850–1900, only for 1960–2025"
    }
    assert (
        "holds no figure for these economies in 1850"
        in observations(CODE, ["KGZ"], 1850, 1850).problems[CODE]
    )


def test_two_codes_for_an_economy(full):
    """Short codes may be asked for and be answered; the frame has the long ones."""
    full.fill(SERIES, ["XKX"], range(2018, 2023))
    assert right(observations(CODE, ["kg", "XK"], 2018, 2022).data)
    full.codes = "iso2"
    pulled = observations(CODE, ["KGZ", "XKX"], 2018, 2022)
    assert len(pulled.data) == 10 and right(pulled.data) and len(full.asked(r"/country\?")) == 2
    everything = observations(CODE, "all", 2018, 2022)
    assert set(everything.data["economy"]) == {*PLACES, "XKX"} and right(everything.data)


def test_codes_in_any_case(full):
    """A series is named as the caller wrote it, once, however often and in what case."""
    pulled = observations(["aa.series.00", CODE], ["kgz"], 2020, 2020)
    assert pulled.data["indicator"].tolist() == ["aa.series.00"] and pulled.names.keys() == {
        "aa.series.00"
    }


def test_a_series_emptied(full):
    """A series without any figure is a problem; the others are kept."""
    full.empty(CODE)
    pulled = observations(SERIES, PLACES, 1990, 2024)
    assert pulled.problems == {
        CODE: f"{CODE}: The World Bank's service holds no figure for these economies in 1990–2024"
    }
    assert len(full.urls) == 1 and len(pulled.data) == 19 * 8 * 35 and pulled.names[CODE] == CODE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], ["KGZ"], 2020, 2021), "indicators: give at least one code"),
        ((CODE, [], 2020, 2021), "economies: give at least one code"),
        ((CODE, [""], 2020, 2021), "economies: '' is no code"),
        ((CODE, ["KGZ/TJK"], 2020, 2021), "'KGZ/TJK' is no code"),
        ((CODE, ["KGZ"], 2021, 2020), "2021 to 2020 is no period"),
        ((CODE, ["KGZ"], 20, 2020), "20 to 2020 is no period"),
    ],
)
def test_calls_that_ask_for_nothing(bank, arguments, words):
    """A call that can only be a mistake is not sent: an empty list would mean everything."""
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        observations(*arguments)
    assert bank.urls == []


@pytest.fixture
def edition(bank) -> FakeBank:
    """The edition of April 2023, with two series."""
    bank.fill(SERIES[:2], PLACES, range(1990, 2023))
    bank.editions["202304"] = {code: dict(bank.figures[2].pop(code)) for code in SERIES[:2]}
    return bank


@pytest.mark.parametrize("prefix", ["YR", ""])
def test_an_older_edition(edition, prefix):
    """Figures as an edition had them, whether its years are written YR2020 or 2020."""
    edition.year_ids = prefix
    pulled = archive("202304", SERIES[:2], ["KGZ", "TJK"], 2018, 2024)
    assert (
        len(pulled.data) == 2 * 2 * 5
        and right(pulled.data)
        and pulled.database == "WDI Database Archives"
    )
    assert len(edition.urls) == 1 and list(pulled.data.columns) == [
        "economy",
        "indicator",
        "year",
        "value",
    ]


@pytest.mark.parametrize("unknown", ["refuse", "ignore"])
def test_a_series_that_the_edition_lacks(edition, unknown):
    """The edition's other series are kept, whether the service refuses or ignores the code.

    The metadata say where it is.
    """
    edition.unknown = unknown
    edition.fill([SERIES[2]], PLACES, range(2018, 2020))
    pulled = archive("202304", SERIES[:3], ["KGZ"], 2018, 2022)
    assert set(pulled.data["indicator"]) == set(SERIES[:2]) and list(pulled.problems) == [SERIES[2]]
    assert "it is listed in World Development Indicators (source 2)" in pulled.problems[SERIES[2]]
    assert ("not valid (160)" in pulled.problems[SERIES[2]]) == (unknown == "refuse")


def test_no_such_edition(edition):
    """Without an edition each series has a problem; what is no month is not asked for."""
    assert archive("199001", SERIES[:2], ["KGZ"], 2018, 2022).problems.keys() == set(SERIES[:2])
    with pytest.raises(ValueError, match="YYYYMM"):
        archive("April 2023", SERIES[:2], ["KGZ"], 2018, 2022)


def test_another_edition_answers(edition, monkeypatch):
    """Figures of another edition than the one asked are not taken."""
    edition.editions["202305"] = edition.editions["202304"]
    real = FakeBank._cube
    monkeypatch.setattr(
        FakeBank,
        "_cube",
        lambda self, source, asked: real(self, source, asked | {"version": "202305"}),
    )
    assert "sent figures of the version 202305, asked for 202304" in failure(
        lambda: archive("202304", CODE, ["KGZ"], 2018, 2022)
    )


@pytest.mark.parametrize("plain", [{2, 3}, {2}])
def test_governance(bank, plain):
    """Database 3 is read in the plain form or, if it has none, in the advanced one.

    A bad code costs no other there either.
    """
    codes = [f"GOV_WGI_{part}.EST" for part in ("CC", "GE", "PV")]
    bank.fill(codes, PLACES, range(1996, 2024), source=3)
    bank.plain = plain
    pulled = observations([*codes, "CC.EST"], ["KGZ", "UZB"], 2015, 2023, source=3)
    assert (
        len(pulled.data) == 3 * 2 * 9
        and right(pulled.data)
        and pulled.database == "Worldwide Governance Indicators"
    )
    assert (
        pulled.last_updated == "2026-07-20"
        and "GOV_WGI_CC.EST in source 3" in pulled.problems["CC.EST"]
    )
    assert ("deleted or archived. (175)" in pulled.problems["CC.EST"]) == (3 in plain)


@pytest.fixture
def debt(bank) -> FakeBank:
    """Debt of two economies to three creditors."""
    bank.debt = {
        (economy, code, year): float(len(economy) * year + number)
        for economy in ("KGZ", "TJK")
        for year in range(2015, 2023)
        for number, code in enumerate(("730", "087", "WLD"))
    }
    return bank


def test_debt_by_creditor(debt):
    """Creditors by their names: known numbers need no list, others are found there by label."""
    pulled = creditors(["KGZ", "TJK"], ["China", "World"], 2018, 2022)
    assert (
        len(debt.urls) == 1
        and list(pulled.data.columns) == ["economy", "creditor", "year", "value"]
        and len(pulled.data) == 20
    )
    assert pulled.data["value"].iloc[0] == debt.debt["KGZ", "730", 2018]
    russia = creditors(["KGZ"], "Russia", 2018, 2022)
    assert russia.data["value"].tolist() == [
        debt.debt["KGZ", "087", year] for year in range(2018, 2023)
    ]
    assert creditors(["KGZ"], ["Russia", "Russian"], 2018, 2022).problems == {
        "Russia": "Russia: the same creditor as Russian"
    }
    assert russia.names == {"Russia": "Russian Federation"} and russia.last_updated == "2025-12-03"


def test_a_creditor_that_is_not_listed(debt):
    """A creditor without a label, or with several that begin so, is named, and costs no other."""
    debt.creditors |= {"801": "Mars North", "802": "Mars South"}
    pulled = creditors(["KGZ"], ["China", "Mars", "Venus", "japan"], 2018, 2022)
    assert set(pulled.data["creditor"]) == {"China"} and pulled.problems.keys() == {
        "Mars",
        "Venus",
        "japan",
    }
    assert "lists no such creditor, or several" in pulled.problems["Mars"]
    assert pulled.problems["japan"].endswith("holds no figure for these economies in 2018–2022")
    assert not debt.asked("/indicator/")


def test_a_creditor_listed_twice(debt):
    """One name of two numbers: nobody knows which is meant, so it is not taken."""
    debt.creditors["999"] = "Russian Federation"
    pulled = creditors(["KGZ"], ["China", "Russia"], 2018, 2022)
    assert set(pulled.data["creditor"]) == {"China"}
    assert "lists no such creditor, or several" in pulled.problems["Russia"]


def test_a_list_without_pages(debt, monkeypatch):
    """A list of members that says nothing of pages is taken as whole."""
    real = FakeBank._members
    monkeypatch.setattr(
        FakeBank, "_members", lambda self, *rest: {"source": real(self, *rest)["source"]}
    )
    assert len(creditors(["KGZ"], ["Russia"], 2018, 2022).data) == 5


def test_a_creditor_refused(debt):
    """A refusal names the creditor, in the service's words."""
    debt.fault("xml", "counterpart-area/730/")
    debt.fault("xml", "counterpart-area/730;WLD/")
    pulled = creditors(["KGZ"], ["China", "World"], 2018, 2022)
    words = "The provided parameter value is not valid (160)"
    assert pulled.problems == {"China": f"China: The World Bank's service says “{words}”"}
    assert set(pulled.data["creditor"]) == {"World"}
    assert not debt.asked("/v2/indicator/")
