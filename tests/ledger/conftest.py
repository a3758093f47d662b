"""The findings on the committed figures, computed once for all tests that only read them."""

import pytest

from footprint import ledger
from footprint.library.library import Library
from footprint.library.package import data_dir
from footprint.model import Finding


@pytest.fixture(scope="session")
def findings() -> list[Finding]:
    """All of them, in the order of the ledger."""
    return ledger.findings(library=Library(data_dir()))
