"""What the tests of the World Bank's client ask, and how they look at what came."""

from collections.abc import Callable

import pandas as pd
import pytest

from footprint.errors import ServiceError, unsteered
from footprint.worldbank import Observations, archive, creditors, observations, trade_shares
from support.bank import FakeBank, figure

PLACES = ["AFG", "ARM", "BLR", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
SERIES = [f"AA.SERIES.{number:02d}" for number in range(20)]
CODE = "AA.SERIES.00"
DATA = r"/indicator/|/data\?"
GOVERNANCE = "GOV_WGI_PV.EST"
# Every endpoint of the services: what asks it, and the addresses that are it.
ENDPOINTS = {
    "series": (lambda: observations(CODE, ["KGZ", "TJK"], 2018, 2022), r"/country/.*/indicator/"),
    "governance": (lambda: observations(GOVERNANCE, ["KGZ"], 2018, 2022, 3), r"/sources/3/"),
    "economies": (lambda: observations(CODE, ["KGZ", "TWN"], 2018, 2022), r"/country\?"),
    "whereabouts": (
        lambda: observations([CODE, "NO.SUCH"], ["KGZ"], 2018, 2022),
        r"/v2/indicator/",
    ),
    "archive": (lambda: archive("202304", CODE, ["KGZ"], 2018, 2022), r"/sources/57/"),
    "debt": (lambda: creditors(["KGZ"], ["China", "World"], 2018, 2022), r"/data\?"),
    "creditors": (lambda: creditors(["KGZ"], "Russia", 2018, 2022), r"/counterpart-area\?"),
    "trade": (lambda: trade_shares("KGZ", 2021, 2022), r"/tradestats-trade/"),
}


def stocked(bank: FakeBank) -> FakeBank:
    """Figures for every endpoint."""
    years = range(2018, 2023)
    bank.fill([CODE], PLACES, years)
    bank.fill([GOVERNANCE], PLACES, years, source=3)
    bank.editions["202304"] = {CODE: dict(bank.figures[2][CODE])}
    bank.plain = {2}  # so that governance comes in the advanced form
    for economy in ("KGZ", "TJK"):
        for number, creditor in enumerate(("730", "087", "WLD")):
            bank.debt |= {(economy, creditor, year): year * 1e5 + number for year in years}
    for flow in ("exports", "imports"):
        for year in (2021, 2022):
            bank.shares |= {("KGZ", flow, year, who): 30.5 for who in ("RUS", "CHN")}
    return bank


def right(data: pd.DataFrame) -> bool:
    """Whether every figure is the one that was served for its slot."""
    return all(
        value == figure(indicator, economy, year)
        for economy, indicator, year, value in data.itertuples(index=False)
    )


def one(bank: FakeBank, **options) -> Observations:
    """A pull of one series for two economies and five years."""
    return observations(CODE, ["KGZ", "TJK"], 2018, 2022, **options)


def outcome(action: Callable[[], Observations]) -> Observations | str:
    """What an action brings, or the sentence it ends with: nothing else may leave, and no sign
    that steers a reader's console."""
    try:
        pulled = action()
    except ServiceError as error:
        assert str(error) == unsteered(str(error)) and str(error).endswith(".")
        assert len(str(error)) < 700
        return str(error)
    for words in [*pulled.problems.values(), *pulled.names.values(), *pulled.urls]:
        assert words == unsteered(words) and len(words) < 700
    return pulled


def failure(action: Callable[[], object]) -> str:
    """The sentence of the ServiceError that an action ends with, if a reader may see it."""
    with pytest.raises(ServiceError) as caught:
        action()
    sentence = str(caught.value)
    assert sentence.endswith(".") and not set("\n<") & set(sentence) and len(sentence) < 500
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return sentence
