"""The head of a chapter that is run: mode, release, what is not as committed, how to switch."""

import pytest
from bs4 import BeautifulSoup

from footprint import library

RATIO, EXPORTS, GDP = "BX.TRF.PWKR.DT.GD.ZS", "NE.EXP.GNFS.ZS", "NY.GDP.MKTP.CD"


def head() -> BeautifulSoup:
    """What a notebook shows of it."""
    return BeautifulSoup(library.standing()._repr_html_(), "html.parser")


def test_frozen_says_so_where_no_page_does():
    """Mode, newest release, and the way to live; on a built page it says nothing."""
    said = head().get_text()
    assert said.startswith("Frozen mode. The committed figures are shown")
    assert "The newest are of the release of " in said and "%env FOOTPRINT_MODE=live" in said


def test_a_frozen_build_has_no_word_of_it(monkeypatch):
    """Its pages say at their foot of which data they are."""
    monkeypatch.setenv("FOOTPRINT_BOOK", "1")
    assert library.standing() is None


def test_the_same_figures_in_a_sentence(live):
    """How many, when asked, of which release; nothing differs, so nothing is listed."""
    library.pull([RATIO, EXPORTS])
    page = head()
    said = page.get_text()
    assert said.startswith("Live mode. 2 of 2 series are the World Bank's, asked at ")
    assert (
        "all of them as committed. Of the release of: World Development Indicators, 13 July" in said
    )
    assert "%env FOOTPRINT_MODE=frozen" in said and page.ul is None


@pytest.mark.parametrize("count", [3, 4])
def test_series_that_differ_are_named(live, count):
    """With what differs; many are folded."""
    codes = [RATIO, EXPORTS, GDP, "SP.POP.TOTL"][:count]
    for code in codes[:-1]:
        live.set(code, "KGZ", 2022, live.figures[2][code]["KGZ", 2022] * 1.02)
    live.set(codes[-1], "KGZ", 2023, None)
    library.pull([*codes, "NE.IMP.GNFS.ZS"])
    page = head()
    # The last is in doubt, so that the committed figures stand for it.
    assert f"Live mode. {count} of {count + 1} series are" in page.p.get_text()
    assert f"{count - 1} of them not as committed" in page.p.get_text()
    assert sorted(item.get_text().split(":")[0] for item in page.select("li")) == sorted(codes)
    assert "the committed figures are shown, for the series shrank" in page.ul.get_text()
    assert (page.details is not None) == (count > 3)


def test_what_failed_is_named_with_its_reason(live):
    """Once, with the series that it cost; those of another database are live beside it."""
    live.fault("503", "source=3")
    library.pull([RATIO, "GOV_WGI_PV.EST"])
    said = head().get_text()
    assert "1 of 2 series are the World Bank's" in said
    assert "GOV_WGI_PV.EST: The committed figures are shown: " in said and said.count("503") == 1
    live.fault("503")
    library.pull(GDP)
    assert f"{GDP}: The committed figures are shown: " in head().get_text()


def test_a_session_that_asked_nothing_claims_nothing(live):
    """Before the first pull."""
    assert "Of 0 series that were asked for, none is the World Bank's" in head().get_text()


def test_the_package_as_shown_has_todays_release(live):
    """For sentences on how fresh figures are; frozen, or before a pull, it is that of data/."""
    assert library.shown_package() == library.package()
    library.pull(RATIO)
    assert library.shown_package().series_of(RATIO).vintage == "2026-07-13"
    assert library.package().series_of(RATIO).vintage != "2026-07-13"
