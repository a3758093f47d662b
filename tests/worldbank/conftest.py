"""A service that is full of figures."""

import pytest
from support.bank import FakeBank
from support.pulls import PLACES, SERIES


@pytest.fixture
def full(bank) -> FakeBank:
    """Twenty series of eight economies, every year filled."""
    bank.fill(SERIES, PLACES, range(1960, 2026))
    return bank
