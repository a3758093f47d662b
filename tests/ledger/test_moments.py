"""The figures at a moment: what could be known then, what is read now, each file once."""

import re
from collections import Counter

import pytest

from footprint import ledger, library
from footprint.ledger.moments import moments
from footprint.library import tables
from footprint.model import HOLDS, IN_PART

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def test_what_came_later_does_not_count_then():
    """Armenia froze its part in the alliance after the article."""
    found = ledger.finding("csto-members")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, IN_PART)


def test_then_falls_back_to_todays_figure_and_says_so(data, edit_csv):
    """Where no edition has the year, today's figure for it stands in."""
    for edition in ("2023-04", "2022-05"):
        edit_csv(
            data / "worldbank" / "vintages" / f"{edition}.csv",
            {"economy": "KGZ", "indicator": "BX.TRF.PWKR.DT.GD.ZS"},
            None,
        )
    library.describe()
    then = ledger.finding("kgz-remit-third").then
    assert (round(then.value, 1), then.year) == (32.6, 2021)
    assert then.basis.startswith("today's figure for 2021")


def test_a_missing_edition_gives_way_to_the_next(data):
    """Without the edition of April 2023 the rule goes on, and says what it used."""
    (data / "worldbank/vintages/2023-04.csv").unlink()
    library.describe()
    assert ledger.finding("kgz-remit-third").then.basis.startswith("today's figure for 2021")


@pytest.mark.parametrize(
    ("date", "counts"),
    [("2023-05", True), ("2023-06", False), ("2023-05-31", True), ("2023-06-01", False)],
)
def test_a_month_counts_by_its_first_day(data, edit_csv, date, counts):
    """What is dated June 2023 was not known when the article appeared."""
    edit_csv(data / "records/facts.csv", {"id": "kant-csto-owned"}, "date", date)
    library.describe()
    owner = ledger.finding("kgz-base").then.parts[2].result
    assert (owner.value == 0.0) == counts


@pytest.mark.parametrize(
    ("published", "factor"), [("2023-05", 0.67), ("2023", 19), ("2024-01-20", 19), ("", 19)]
)
def test_a_record_counts_by_its_publication(data, edit_csv, published, factor):
    """Whatever year it speaks of. A year alone counts by its last day; a figure of 2022 of whose publication nothing is
    known is taken as known by the end of 2023."""
    row = {"economy": "KGZ", "year": "2022", "by": "central bank"}
    edit_csv(data / "records/remittances_by_source.csv", row, "share", "40")
    edit_csv(data / "records/remittances_by_source.csv", row, "published", published)
    library.describe()
    bank = ledger.finding("kgz-remit-russia").then.parts[1].result
    assert round(bank.value, 2) == factor


def test_then_has_what_was_published_by_then():
    """Counts of 2022 that came out early in 2023, and none of a snapshot of the end of 2023."""
    workers = ledger.finding("workers-millions").then.parts[1].result
    assert (round(workers.value, 2), workers.year) == (1.55, 2022)
    assert ledger.finding("kaz-border").then.year == 2022
    assert ledger.finding("kaz-minority").then.year == 2019


def test_a_table_without_a_day_of_publication_says_by_which_rule_it_counts():
    """Arms are read in an extract of 2025; today's basis has no such word."""
    found = ledger.finding("uzb-security")
    assert found.then.basis.endswith("; taken as known by the end of the year after")
    assert "taken as known" not in found.now.basis + ledger.finding("tjk-remit-russia").then.basis


def test_an_edition_counts_with_all_its_years(data):
    """Had one of those before the article a figure of 2022, then would read it."""
    path = data / "worldbank/vintages/2023-04.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "2023-04,UZB,SP.POP.TOTL,2022,1\n", encoding="utf-8"
    )
    library.describe()
    then, _ = moments(library.default())
    assert then.series("SP.POP.TOTL", "UZB")[0].where(year=2022)


def test_then_reads_only_the_editions_that_the_ledger_names(data):
    """An edition of 2026, or one of 2018, changes no verdict of May 2023, whatever stands in it."""
    before = ledger.finding("kgz-remit-third").then
    for name in ("2018-08", "2022-04", "2025-10", "2026-07"):
        path = data / f"worldbank/vintages/{name}.csv"
        path.write_text(
            re.sub(rf"(KGZ,{re.escape(RATIO)},\d+),.*", r"\1,99", path.read_text(encoding="utf-8")),
            encoding="utf-8",
        )
    library.describe()
    assert ledger.finding("kgz-remit-third").then == before


def test_a_pass_reads_each_file_once(data, monkeypatch):
    """However many claims rest on it; the next pass reads none anew until a file changes."""
    read, original = Counter(), tables.read_table

    def counted(folder, resource):
        read[resource.path] += 1
        return original(folder, resource)

    monkeypatch.setattr(tables, "read_table", counted)
    ledger.findings()
    assert set(read.values()) == {1} and len(read) > 3
    ledger.findings()
    assert set(read.values()) == {1}
    (data / "claims.yml").write_text(
        (data / "claims.yml").read_text(encoding="utf-8") + "# a word\n", encoding="utf-8"
    )
    ledger.findings()
    assert set(read.values()) == {2}


@pytest.fixture
def now():
    """Today's figures."""
    opened = library.default()
    return moments(opened)[1]


def test_before_a_year(now):
    """Series and records end there, and so do those of a moment before that one."""
    earlier = now.before(2020)
    rows, basis = earlier.series("NY.GDP.MKTP.CD", "KGZ")
    assert max(rows.values("year")) == 2020 and basis == now.series("NY.GDP.MKTP.CD", "KGZ")[1]
    votes = [max(at.records("votes").values("date")) for at in (earlier, now, earlier.before(2018))]
    assert votes[0] < "2021" < votes[1] and votes[2] < "2019"
    assert now.before(2020) is earlier and earlier.year == 2020


def test_in_a_vintage(now):
    """The series as that vintage has them; the records are today's."""
    rows, basis = now.in_vintage("2022-05", 2018).series("NY.GDP.MKTP.CD", "TKM")
    assert round(rows.where(year=2018)[0]["value"] / 1e9, 1) == 40.8
    assert max(rows.values("year")) == 2018 and basis == "World Bank, edition of May 2022"


def test_reasons_name_economies():
    """Not their codes; the codes of series keep theirs."""
    opened = library.default()
    then, _ = moments(opened)
    said = "KGZ has no BX.KGZ.CD, nor KGZ.BX, and XYZ is nobody"
    assert then.in_words(said) == "Kyrgyzstan has no BX.KGZ.CD, nor KGZ.BX, and XYZ is nobody"
