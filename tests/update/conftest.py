"""Services that have the figures of a small data folder, so that it can be updated hundreds of times."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.bank import FakeBank
from support.builds import ROOT
from support.updates import SECOND, SMALL, cut_down

from footprint.library import upkeep
from footprint.update import renewal

# What the folder below has beside two series.
BESIDES = {"wdi-2023-04", "debt-by-creditor", "trade-by-partner"}


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
    folder = shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("asked") / "data")
    cut_down(folder, {*SMALL, *BESIDES}, wanted=True)
    kept: dict[str, Callable[[dict], bool]] = {
        "debt_by_creditor": lambda row: row["edition"] == "2025-12" and row["year"] > "2015",
        "trade_by_partner": lambda row: (row["economy"], row["flow"]) == ("KAZ", "imports"),
    }
    for name, keep in kept.items():
        path = folder / "records" / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in rows if keep(row))
    upkeep.describe(folder)
    return folder


@pytest.fixture
def all_of_it(folder, bank, unjudged, monkeypatch) -> Iterator[FakeBank]:
    """A service that has its figures and, of each kind, something newer that is right."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder))
    bank.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    bank.serve(folder)
    bank.releases[6] = "2026-12-08"
    bank.set(SECOND, "KGZ", 2025, 35.0)
    for year in range(2016, 2020):
        for partner, share in {"RUS": 36.0, "CHN": 17.0, "DEU": 9.0, "ITA": 4.0}.items():
            bank.shares["KAZ", "imports", year, partner] = share + year / 10000
    return bank
