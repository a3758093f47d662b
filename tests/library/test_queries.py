"""What is asked of the service, and whether its answer is believed."""

import dataclasses
import datetime

import pandas as pd
import pytest
from support.files import tree
from support.updates import one_sentence

from footprint import library, update
from footprint.errors import ServiceError
from footprint.library import queries
from footprint.library.queries import (
    EARLIEST,
    SERVICE,
    SPAN,
    fewest_queries,
    renewed,
    screened,
    series_resource,
    with_service,
)
from footprint.library.tables import FIRST_YEAR
from footprint.update import records, renewal
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import MAIN

CODE = "BX.TRF.PWKR.DT.GD.ZS"


def test_one_request_for_a_pull(live):
    """However many series it names, as long as they speak of the same economies."""
    library.pull(["NE.EXP.GNFS.ZS", "NE.IMP.GNFS.ZS"])
    assert len(live.urls) == 1


def test_years_since_ever(live):
    """Who asks for years since 0 wants all, live as frozen, and asks once."""
    pulled = library.pull("NE.EXP.GNFS.ZS", ["KGZ"], since=0)
    library.pull("NE.EXP.GNFS.ZS", ["KGZ"], since=-5)
    assert pulled.mode == "live" and len(pulled.series("NE.EXP.GNFS.ZS")) > 30
    (url,) = live.urls
    assert f"date={EARLIEST}:" in url


@pytest.mark.parametrize("year", [1970, 1900])
def test_a_clock_far_behind(live, data, monkeypatch, year):
    """The years are no period then: a sentence for an update, and for a pull, which shows what is committed."""
    for room in (queries, records, renewal):
        monkeypatch.setattr(room, "today", lambda: datetime.date(year, 1, 1))
    before = tree(data)
    pulled = library.pull("NE.EXP.GNFS.ZS", ["KGZ"])
    assert len(pulled.series("NE.EXP.GNFS.ZS")) and "the clock of this machine" in pulled.notes[0]
    assert "the clock of this machine" in one_sentence(update.renew()) and tree(data) == before
    assert live.urls == []


def test_a_series_never_held_can_be_pulled(live):
    """A reader who writes another code into the cell gets it, in the unit the service names."""
    live.set("SP.DYN.LE00.IN", "KGZ", 2024, 72.5)
    live.names["SP.DYN.LE00.IN"] = "Life expectancy at birth, total (years)"
    pulled = library.pull("SP.DYN.LE00.IN")
    assert pulled.series("SP.DYN.LE00.IN")["value"].tolist() == [72.5]
    assert "Life expectancy at birth, total, years: 2024–2024" in pulled._repr_html_()


def test_a_renamed_series_is_read_under_its_old_code(live):
    """The code that the package says took its place is asked in its own database."""
    live.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    pulled = library.pull("PV.EST")
    assert pulled.series("PV.EST").query("year == 2024 and economy == 'KGZ'")["value"].tolist() == [
        -0.4
    ]
    assert live.asked("GOV_WGI_PV.EST") and not live.asked("/PV.EST")


def frame(*rows: tuple) -> pd.DataFrame:
    types = {"economy": "string", "year": "Int64", "value": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


@pytest.fixture
def ratio():
    """A series of the package."""
    return library.package().series_of(CODE)


def query(resource, *rows: tuple, economies: tuple[str, ...] = ("KGZ",), since: int = FIRST_YEAR):
    """What is asked of one series, of which these rows are held."""
    (asked,) = fewest_queries([resource], lambda _: frame(*rows), economies, since)
    return asked


def answer(*rows: tuple, name: str = "Remittances (% of GDP)", **problems: str) -> Observations:
    """What the service says of it."""
    data = frame(*rows).assign(indicator=CODE)
    return Observations(
        data, MAIN, "2026-07-13", "2026-08-01T10:00:00Z", ("http://bank",), {CODE: name}, problems
    )


def test_what_is_held_is_asked_for_too(ratio):
    """Economies and years of today, besides those that a chapter wants; so that none is lost."""
    asked = query(ratio, ("TJK", 1985, 1.0), economies=("KGZ",), since=2000)
    codes, economies, first, last = asked.what
    assert (codes, economies, first) == ([CODE], ["KGZ", "TJK"], 1985)
    assert last == datetime.datetime.now(datetime.UTC).year
    assert query(ratio, since=2000).what[2] == 2000


def test_series_that_span_the_world_are_asked_for_apart():
    """And so is each database; else all series would be asked for all economies."""
    opened = library.default()
    series = opened.package.series()
    queries = fewest_queries(series, opened.committed, ("KGZ",), FIRST_YEAR)
    asked = [code for one in queries for code in one.committed]
    assert sorted(asked) == sorted(one.indicator for one in series)
    groups = {(one.database, opened.committed(one)["economy"].nunique() > SPAN) for one in series}
    assert len(queries) == len(groups) > 1
    for one in queries:
        assert len({rows["economy"].nunique() > SPAN for rows in one.committed.values()}) == 1


def test_placeholders_are_no_figures(ratio):
    """Zeros where the entry says that they stand for missing, and what it leaves out by name."""
    rows = [("KGZ", 2023, 0.0), ("KGZ", 2024, 17.0), ("KGZ", 2025, 18.0), ("TJK", 2025, 40.0)]
    asked = query(ratio, ("TJK", 2020, 40.0))
    plain = dataclasses.replace(ratio, zero_is_missing=False, left_out={})
    after, _ = screened(plain, asked, answer(*rows))
    assert after["value"].tolist() == [0.0, 17.0, 18.0, 40.0]
    warned = dataclasses.replace(ratio, zero_is_missing=True, left_out={"KGZ": [2025]})
    after, _ = screened(warned, asked, answer(*rows))
    assert after["value"].tolist() == [17.0, 40.0]


def test_what_was_not_asked_for_is_left_out(ratio):
    """An economy nobody wants, of which nothing is held."""
    after, doubts = screened(ratio, query(ratio), answer(("KGZ", 2024, 17.0), ("FRA", 2024, 1.0)))
    assert after["economy"].tolist() == ["KGZ"] and doubts == []


def test_a_series_without_an_answer(ratio):
    """The service's reason, or that it holds no value."""
    refused = answer(**{CODE: "it was not found"})
    assert screened(ratio, query(ratio), refused) == (None, ["it was not found"])
    empty = [None, ["the service now holds no value of it"]]
    assert list(screened(ratio, query(ratio), answer())) == empty


@pytest.mark.parametrize(
    ("known", "now", "doubt"),
    [
        ("Remittances (% of GDP)", "Money (% of GDP)", ""),
        ("Remittances (% of GDP)", "Money (% of GNI)", "from “% of GDP” to “% of GNI”"),
        ("Remittances (% of GDP)", "Money", "from “% of GDP” to “”"),
        ("Jobs (% of labor) (national)", "Jobs (% of labor) (modeled)", "to “% of labor; modeled”"),
        # Nobody wrote down what the service calls it: the entry has its unit.
        ("", "Money (% of GNI)", "from “% of GDP” to “% of GNI”"),
        ("", "Money (% of GDP)", ""),
        ("", "Money", ""),
    ],
)
def test_a_unit_that_changes_is_a_doubt(ratio, known, now, doubt):
    """Any bracket of the service's name of the series, at the first update too."""
    named = dataclasses.replace(ratio, service_name=known)
    found = screened(named, query(named), answer(("KGZ", 2024, 17.0), name=now))[1]
    assert [doubt in text and "rule “unit”" in text for text in found] == [True] * bool(doubt)


def test_every_series_says_what_the_service_calls_it():
    """Held or wanted, so that the first update compares its unit and its name."""
    package = library.package()
    series = [*package.series(), *(one for one in package.wanted if one.indicator)]
    assert series and all(one.service_name for one in series)


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        ("2026-07-13", ""),
        ("2025-10-07", ""),
        ("2025-10-06", "2025-10-06"),
        ("", "no known release"),
    ],
)
def test_an_older_release_is_a_doubt(ratio, day, doubt):
    """Than the one held, or one of no known day; the same is none."""
    assert ratio.vintage == "2025-10-07"
    found = dataclasses.replace(
        answer(("KGZ", 2024, 17.0), name=ratio.service_name), last_updated=day
    )
    texts = screened(ratio, query(ratio), found)[1]
    assert [doubt in text and "rule “older”" in text for text in texts] == [True] * bool(doubt)


def test_an_economy_that_the_service_knows_no_longer(live):
    """It keeps the figures that are committed, and the others are live; asked for alone, it is refused."""
    before = library.pull("NY.GDP.MKTP.CD", economies=["ZWE"]).data
    live.set("NY.GDP.MKTP.CD", "KGZ", 2025, 2.0e10)
    del live.countries["ZWE"]
    opened = library.default()
    resource = opened.package.series_of("NY.GDP.MKTP.CD")
    (asked,) = fewest_queries([resource], opened.committed, ("KGZ",), FIRST_YEAR)
    found = asked.send()
    assert found.unknown == ("ZWE",) and "ZWE" not in set(found.data["economy"])
    after, doubts = screened(resource, asked, found)
    assert doubts == []
    kept = after[after["economy"] == "ZWE"]["value"].tolist()
    assert kept == before["value"].tolist() and len(kept) > 10
    with pytest.raises(ServiceError, match="knows no economy ZWE"):
        dataclasses.replace(asked, committed={resource.indicator: frame()}, besides=("ZWE",)).send()


def test_the_first_figures_of_an_economy(ratio):
    """A doubt where they would be written; a reader who asks for one more sees it."""
    asked = query(ratio, ("TJK", 2023, 40.0), economies=("TKM",))
    found = answer(("TJK", 2023, 40.0), ("TKM", 2023, 12.0), name=ratio.service_name)
    assert screened(ratio, asked, found)[1] == []
    (text,) = screened(ratio, asked, found, first=True)[1]
    assert "TKM 2023 is 12, the first figures of this economy" in text


def test_an_entry_renewed(ratio):
    """Release, day and source; title and unit stay those of the book."""
    entry = renewed(ratio, answer(("KGZ", 2024, 17.0), name="Money (% of GNI)"))
    assert (entry.vintage, entry.retrieved) == ("2026-07-13", "2026-08-01")
    assert (entry.title, entry.unit) == (ratio.title, ratio.unit)
    assert entry.service_name == "Money (% of GNI)"
    assert entry.limits == ratio.limits and entry.limits["moved"]
    assert [source["title"] for source in entry.sources] == [ratio.sources[0]["title"], SERVICE]
    dayless = renewed(ratio, dataclasses.replace(answer(), last_updated=""))
    assert dayless.release == "release of a day not stated"
    again = with_service(entry.entry, answer())
    assert [source["title"] for source in again] == [source["title"] for source in entry.sources]


def test_an_entry_of_a_series_never_held():
    """Its title and unit are the service's."""
    new = series_resource(library.package(), "SP.DYN.LE00.IN")
    assert (new.path, new.database) == ("worldbank/SP.DYN.LE00.IN.csv", MAIN)
    found = dataclasses.replace(answer(), names={"SP.DYN.LE00.IN": "Life expectancy (years)"})
    assert (renewed(new, found).title, renewed(new, found).unit) == ("Life expectancy", "years")


def test_a_series_under_the_code_of_before_it_was_renamed():
    """Its successor's entry, held or wanted; else its own."""
    package = library.package()
    assert series_resource(package, "PV.EST").indicator == "GOV_WGI_PV.EST"
    assert series_resource(package, CODE).indicator == CODE
