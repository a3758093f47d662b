"""What a pull brought, and where from."""

import dataclasses
import html
import re

import pandas as pd
import pytest

from footprint import library
from footprint.library.pulls import Pull
from footprint.words.text import foot_lines

CODE = "BX.TRF.PWKR.DT.GD.ZS"


def test_pull_takes_the_economies_and_years_asked_for():
    """The first year is included, others are not there."""
    pulled = library.pull("NY.GDP.MKTP.CD", economies=["KGZ"], since=2020)
    assert set(pulled.data["economy"]) == {"KGZ"} and pulled.data["year"].min() == 2020
    assert list(pulled.data.columns) == ["economy", "indicator", "year", "value"]


def test_pull_names_a_series_it_does_not_hold():
    """An unknown indicator costs the known one nothing."""
    pulled = library.pull(["NY.GDP.MKTP.CD", "NO.SUCH.CODE"])
    assert len(pulled.series("NY.GDP.MKTP.CD")) and pulled.series("NO.SUCH.CODE").empty
    assert "NO.SUCH.CODE: this series is not in data/" in pulled._repr_html_()
    assert "release of 2026-07-01" in pulled._repr_html_() and "CC BY 4.0" in pulled._repr_html_()


def test_what_pulls_share_is_said_once():
    """The mode, and a series that two of them ask for the same economies."""
    gdp, both = "NY.GDP.MKTP.CD", ["NY.GDP.MKTP.CD", "SP.POP.TOTL"]
    pulls = [library.pull(codes, economies=["KGZ"]) for codes in (gdp, both)]
    shown = library.provenance(pulls)._repr_html_()
    assert shown.count("frozen mode") == 1 and shown.count(f"<code>{gdp}</code>") == 1
    assert "<code>SP.POP.TOTL</code>" in shown and f"source: {gdp}, SP.POP.TOTL" in shown


def test_pull_keeps_problems_apart():
    """A series that is not held stands in problems, and only there."""
    pulled = library.pull(["NY.GDP.MKTP.CD", "NO.SUCH.CODE"], economies=["KGZ", "TJK"])
    assert list(pulled.entries) == ["NY.GDP.MKTP.CD"] and list(pulled.problems) == ["NO.SUCH.CODE"]
    assert set(pulled.data["economy"]) == {"KGZ", "TJK"}


def test_a_source_names_series_release_gaps_licence_and_query():
    """All that a reader needs to ask the service for the same."""
    said = library.pull("BX.TRF.PWKR.DT.GD.ZS", ["KGZ", "TKM"], since=1995).source(
        "BX.TRF.PWKR.DT.GD.ZS"
    )
    brief, said = foot_lines(said)
    assert brief == "Source: World Bank (July 2026)."
    assert said.startswith(
        "World Bank, World Development Indicators, BX.TRF.PWKR.DT.GD.ZS (https://api.worldbank.org/v2/country/KGZ%3BTKM/indicator/BX.TRF.PWKR.DT.GD.ZS?date=1995%3A"
    )
    assert (
        "release of " in said
        and "read in " in said
        and "without a value: TKM" in said
        and said.endswith("CC BY 4.0")
    )


def pulled(*years: int) -> Pull:
    """A pull of one series of Kyrgyzstan with a figure for each of these years."""
    rows = [("KGZ", CODE, year, 1.0) for year in years]
    data = pd.DataFrame(rows, columns=["economy", "indicator", "year", "value"])
    return Pull(data, {CODE: library.package().series_of(CODE)}, {})


@pytest.mark.parametrize(("years", "said"), [([], "no values"), ([2000, 2001], "no year missing")])
def test_gaps_of_few_years(years, said):
    """Nothing held, and nothing missing."""
    source = foot_lines(pulled(*years).source(CODE))[1]
    assert source.endswith(f", {said}, CC BY 4.0") and ("https://" in source) == bool(years)


def test_years_in_a_row_are_drawn_together():
    """Runs, and years that stand alone."""
    gaps = foot_lines(pulled(1989, 1993, 1994, 1996).source(CODE))[1]
    assert ", without a value: KGZ 1990–1992, 1995, CC BY 4.0" in gaps


def test_gaps_of_many_economies_are_counted():
    """Beyond ten, not named one by one; nor are they in the address."""
    dollars = "BX.TRF.PWKR.CD.DT"
    source = library.pull(dollars, list(library.countries().index), since=1990).source(dollars)
    source = foot_lines(source)[1]
    assert re.search(r", without some years: \d+ of \d+ economies, CC BY 4.0$", source)
    assert "/country/all/indicator/" in source


def test_a_release_of_no_known_day_has_no_month():
    """In short the source is the bank alone."""
    held = pulled(2020)
    undated = dataclasses.replace(held.entries[CODE], vintage="an unrecorded day")
    source = Pull(held.data, {CODE: undated}, {}).source(CODE)
    assert foot_lines(source)[0] == "Source: World Bank."


def test_a_series_that_is_not_held_has_its_reason_as_source():
    """In the foot of a figure without figures."""
    pull = library.pull("NO.SUCH.CODE")
    assert pull.source("NO.SUCH.CODE") == pull.problems["NO.SUCH.CODE"]


def test_a_pull_as_a_page_shows_it():
    """Mode, notes and problems open, each series below; text of the service stays text."""
    held, problems = pulled(2020), {"X": "X: <b>gone</b>"}
    page = Pull(
        held.data, held.entries, problems, "live", (CODE,), ("<i>new</i>", "told"), {"told"}
    )._repr_html_()
    text = html.unescape(page)
    assert "Live figures from the World Bank's service (live mode), CC BY 4.0." in text
    assert "told" not in text and "X: <b>gone</b>" in text and "<i>new</i>" in text
    assert "<b>" not in page and "<i>" not in page
    assert f"<code>{CODE}</code>" in page and "2020–2020" in page
