"""The client as anyone calls it: its examples run, names of economies, a word on what lacks."""

import doctest
import inspect
import pydoc
import warnings

import pytest

from footprint import worldbank

GDP = "NY.GDP.MKTP.CD"


@pytest.fixture
def gdp(bank):
    """Three figures."""
    for economy, year, value in (("KGZ", 2020, 100.0), ("KGZ", 2021, 110.0), ("TJK", 2020, 200.0)):
        bank.set(GDP, economy, year, value)
    return bank


def test_the_examples_run(gdp):
    """Those that ``help(footprint.worldbank)`` prints."""
    shown = {"__name__": "__main__"}
    done = doctest.testmod(worldbank, extraglobs=shown, optionflags=doctest.ELLIPSIS)
    assert done.attempted >= 8 and done.failed == 0


def test_help_says_what_is_asked_and_what_comes():
    """Of each function: its parameters and what is wrong with a call; of the result its columns."""
    for name in ("observations", "archive", "creditors", "trade_shares"):
        assert f"{name}(" in pydoc.render_doc(getattr(worldbank, name), renderer=pydoc.plaintext)
    assert "deadline" in inspect.signature(worldbank.observations).parameters
    assert "economy, year, flow, partner, value" in worldbank.__doc__


@pytest.mark.parametrize(
    ("given", "found"),
    [("kyrgyz republic", ["KGZ"]), (["Tajikistan", "kgz"], ["KGZ", "TJK"]), ("KG", ["KGZ"])],
)
def test_economies_by_code_or_name(gdp, given, found):
    """In whatever case."""
    data = worldbank.observations(GDP, given, 2020, 2021).data
    assert list(data["economy"].unique()) == found


def test_a_name_where_one_economy_is_asked_for(bank):
    """Of the trade service too, which takes one."""
    shares = {("KGZ", flow, 2021, "RUS"): 35.5 for flow in ("exports", "imports")}
    bank.shares = shares
    found = worldbank.trade_shares("Kyrgyz Republic", 2020, 2021)
    assert list(found.data["economy"]) == ["KGZ", "KGZ"]


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("Kyrgyzstan", "KGZ (Kyrgyz Republic)"),
        ("Tadjikistan", "TJK"),
        ("Russia", "RUS"),
        ("Qqqq", "code of"),
    ],
)
def test_a_name_that_is_none(gdp, given, near):
    """With those that are near, of every function that takes economies; nothing else was asked."""
    for ask in (
        lambda: worldbank.observations(GDP, given, 2020, 2021),
        lambda: worldbank.creditors(given, "China", 2020, 2021),
        lambda: worldbank.archive("202304", GDP, [given], 2020, 2021),
        lambda: worldbank.trade_shares(given, 2020, 2021),
    ):
        with pytest.raises(ValueError, match="economies: the World Bank has no") as caught:
            ask()
        assert near in str(caught.value)
    assert gdp.asked("indicator") == []


def test_codes_ask_for_no_names(gdp):
    """One request, as before."""
    worldbank.observations(GDP, ["KGZ", "TJK"], 2020, 2021)
    assert len(gdp.urls) == 1


def test_a_series_that_does_not_come_is_warned_of(gdp):
    """Once each, at the line that asked; a whole answer warns of nothing."""
    with pytest.warns(worldbank.SeriesWarning, match=r"NY\.GDP\.WRONG: .*says") as told:
        found = worldbank.observations([GDP, "NY.GDP.WRONG"], "KGZ", 2020, 2021)
    assert len(told) == 1 and told[0].filename == __file__
    assert list(found.problems) == ["NY.GDP.WRONG"] and len(found.data) == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        worldbank.observations(GDP, "KGZ", 2020, 2021)
