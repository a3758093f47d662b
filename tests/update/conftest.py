"""Services that have the figures of a small data folder, so that it can be updated hundreds of times."""

import shutil
from pathlib import Path

import pytest
from support.bank import FakeBank
from support.failing import of_every_kind, with_news
from support.files import tree
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder that has something of every kind, and lacks an edition; for tests that write nothing."""
    return of_every_kind(tmp_path_factory.mktemp("asked") / "data")


@pytest.fixture
def all_of_it(folder, bank, unjudged, monkeypatch) -> FakeBank:
    """A service that has its figures and, of each kind, something newer that is right."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder))
    return with_news(bank, folder)


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory) -> dict[str, bytes]:
    """The files of that folder after an update without a fault."""
    copy, bank = shutil.copytree(folder, tmp_path_factory.mktemp("whole") / "data"), FakeBank()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTPRINT_DATA_DIR", str(copy))
        patch.setenv("WORLDBANK_API", with_news(bank, copy).url)
        patch.setenv("WITS_API", bank.wits)
        patch.setattr(renewal, "_judged", lambda library, which: [])
        report = renewal.renew()
        assert not report.missed and not report.notes
    bank.close()
    return tree(copy)
