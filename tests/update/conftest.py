"""Services that have the figures of a small data folder, so that it can be updated hundreds of times."""

import pytest
from support.bank import FakeBank
from support.updates import SMALL, cut_down

from footprint.update import renewal


@pytest.fixture
def served(data, bank) -> FakeBank:
    """A service that has exactly the committed figures of a small folder, in a release of its own, and what the folder lacks."""
    cut_down(data, {*SMALL, "wdi-2023-04", "debt-by-creditor"}, wanted=True)
    bank.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    return bank.serve(data)


@pytest.fixture
def unjudged(monkeypatch) -> None:
    """The ledger is not asked."""
    monkeypatch.setattr(renewal, "_judged", lambda library, which: [])


@pytest.fixture
def small(data, bank, unjudged) -> FakeBank:
    """The same for two series, with nothing lacking; the ledger is not asked."""
    cut_down(data, SMALL, wanted=False)
    return bank.serve(data)
