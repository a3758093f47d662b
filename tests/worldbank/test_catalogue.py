"""What the service says of a series before any figure is asked for."""

import pytest

from footprint.errors import ServiceError
from footprint.worldbank.catalogue import described_series


def test_a_series_in_two_databases(bank):
    """The main one counts; code and name are the service's own."""
    for source in (57, 2):
        bank.set("SP.POP.TOTL", "KAZ", 2020, 1.0, source=source)
    bank.names["SP.POP.TOTL"] = "Population, total"
    found = described_series("SP.POP.TOTL")
    assert (found.source, found.name) == (2, "Population, total")


@pytest.mark.parametrize("code", ["NO.SUCH", "", "a/b"])
def test_a_series_that_is_none(bank, code):
    """One sentence; an address is never made of what is no code."""
    with pytest.raises(ServiceError):
        described_series(code)
    assert bank.asked() == [] or code == "NO.SUCH"
