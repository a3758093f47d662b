"""What the tests of the World Bank's client ask, and how they look at what came."""

from collections.abc import Callable

import pandas as pd
import pytest

from footprint.errors import ServiceError
from footprint.worldbank import Observations, observations
from support.bank import FakeBank, figure

PLACES = ["AFG", "ARM", "BLR", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
SERIES = [f"AA.SERIES.{number:02d}" for number in range(20)]
CODE = "AA.SERIES.00"
DATA = r"/indicator/|/data\?"


def right(data: pd.DataFrame) -> bool:
    """Whether every figure is the one that was served for its slot."""
    return all(
        value == figure(indicator, economy, year)
        for economy, indicator, year, value in data.itertuples(index=False)
    )


def one(bank: FakeBank, **options) -> Observations:
    """A pull of one series for two economies and five years."""
    return observations(CODE, ["KGZ", "TJK"], 2018, 2022, **options)


def failure(action: Callable[[], object]) -> str:
    """The sentence of the ServiceError that an action ends with, if a reader may see it."""
    with pytest.raises(ServiceError) as caught:
        action()
    sentence = str(caught.value)
    assert sentence.endswith(".") and not set("\n<") & set(sentence) and len(sentence) < 500
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return sentence
