"""The figures at a moment: what could be known then, what is read now, each file once."""

import re
from collections import Counter

import pytest

from footprint import ledger, library
from footprint.ledger import moments as room
from footprint.ledger.moments import moments
from footprint.library import tables
from footprint.model import HOLDS, IN_PART, MeasureCall, Untestable
from footprint.rows import Rows

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


@pytest.mark.parametrize(
    ("row", "known"),
    [
        ({}, True),
        ({"published": None, "edition": None, "year": None, "date": None}, True),
        ({"published": "2023-05", "year": 2030}, True),
        ({"published": "2023-06", "year": 2020}, False),
        ({"published": "2022"}, True),
        ({"published": "2023"}, False),
        ({"published": "2023-05-31"}, True),
        ({"published": "2023-06-01"}, False),
        ({"edition": "2022-12", "year": 2022}, True),
        ({"edition": "2023"}, False),
        ({"published": "2022-12", "edition": "2024"}, True),
        ({"year": 2021}, True),
        ({"year": 2022}, False),
        ({"date": "2023-05-31"}, True),
        ({"date": "2023-06-01"}, False),
        ({"published": "2022", "date": "2023-07"}, False),
        ({"start": "2023-05"}, True),
        ({"start": "2023-06-02"}, False),
    ],
)
def test_what_was_known_by_a_day(row, known):
    """A month and a year count by their last day, a year of which nothing is said by the end of the next."""
    assert room._was_known(row, "2023-06-01") == known


def test_a_source_says_by_which_rule_its_figure_was_known():
    """Where neither a publication nor an edition nor a day says it; events say nothing."""
    later = "; taken as known by the end of the year after"
    rows = [
        {"year": 2020, "published": "2021", "source": "a"},
        {"year": 2020, "published": None, "source": "b"},
    ]
    assert room._marked(Rows(rows)).values("source") == ["a", f"b{later}"]
    for column in ("edition", "date"):
        rows = [{"year": 2020, column: "2021", "source": "a"}, {"year": 2020, "source": "b"}]
        assert room._marked(Rows(rows)).values("source") == ["a", f"b{later}"]
    events = Rows([{"date": None, "source": "a"}])
    assert room._marked(events) is events


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("year", [2019, 2020, 2021], [2019, 2020]),
        ("period", [2019, 2020, 2021], [2019, 2020]),
        ("date", ["2020", "2020-12-31", "2021-01"], ["2020", "2020-12-31"]),
        ("edition", ["2019-12", "2020-12", "2021"], ["2019-12", "2020-12"]),
        ("start", ["2020-12-31", "2021-01-01"], ["2020-12-31"]),
        ("name", ["a", "b"], ["a", "b"]),
    ],
)
def test_records_up_to_a_year(column, values, kept):
    """By the first column that says which year a row speaks of; all, where none does."""
    rows = Rows([{column: value} for value in values])
    assert [*room._dated_up_to(lambda topic: rows, 2020, "any").values(column)] == kept


def test_what_was_taken_once_is_kept():
    """A figure, and the reason why there is none; the next that asks has the same."""
    asked = []

    def measure(at, *, economy):
        asked.append(economy)
        if economy == "KGZ":
            raise Untestable("none of KGZ")
        return economy

    then, _ = moments(library.default())
    calls = [MeasureCall("any", {"economy": code}) for code in ("KAZ", "KGZ")]
    for _ in range(2):
        assert then.take(calls[0], measure) == "KAZ"
        with pytest.raises(Untestable, match=r"^none of KGZ$"):
            then.take(calls[1], measure)
    assert asked == ["KAZ", "KGZ"]


def test_the_two_moments():
    """Years, days and levers are those that the ledger declares and the data reach to."""
    opened = library.default()
    then, now = moments(opened)
    rules = then.ledger.rules
    assert (then.year, then.until, then.then_year) == (2021, rules.then.published_before, 2021)
    assert (now.year, now.until) == (opened.newest_year(), "9999-12-31")
    assert [at.year - at.oldest for at in (then, now)] == [rules.stale_after_years] * 2
    assert now.levers == rules.levers and now.since.then_year == now.since.year == 2021


def test_today_for_the_year_of_then():
    """Series and records as they are now, of years up to then; events before its end."""
    now = moments(library.default())[1]
    since = now.since
    assert (since.year, since.until) == (now.then_year, f"{now.then_year + 1}-01-01")
    (rows, basis), (newer, same) = (at.series("NY.GDP.MKTP.CD", "KGZ") for at in (since, now))
    assert basis == same and max(rows.values("year")) == since.year < max(newer.values("year"))
    assert max(since.records("trade_by_partner").values("year")) == since.year
    assert max(filter(None, since.records("gas_and_freight").values("period"))) == since.year
    assert max(since.records("votes").values("date")) < since.until
    assert max(filter(None, since.records("memberships").values("start"))) < since.until


@pytest.mark.parametrize("read", ["series", "records"])
def test_what_is_not_there_cannot_be_tested(read):
    """Whatever the moment: the reason names it."""
    for at in moments(library.default()):
        asked = ("NO.SUCH", "KGZ") if read == "series" else ("no_such",)
        with pytest.raises(Untestable, match=rf"^the {read} {asked[0]} (is|are) not in data/$"):
            getattr(at, read)(*asked)


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
    assert now.before(2020) is earlier and (earlier.year, earlier.until) == (2020, "2021-01-01")


def test_a_year_before_then_ends_no_later_than_then():
    """What was known by May 2023 is known of whatever year is read."""
    then, _ = moments(library.default())
    assert [then.before(year).until for year in (2021, 2022, 2023)] == [
        "2022-01-01",
        "2023-01-01",
        then.until,
    ]


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
