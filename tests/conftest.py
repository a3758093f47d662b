"""What the tests share: a copy of the data to alter, and the command line."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakebank import FakeBank
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# The same examples each time, however slow the machine.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A copy of ``data/`` that everything reads instead of the committed one."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def edit_csv():
    """Set one column in the rows that match; ``None`` as column removes those rows."""

    def edit(path: Path, match: dict, column: str | None, value: str = "") -> None:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        chosen = [row for row in rows if all(row[key] == wanted for key, wanted in match.items())]
        assert chosen, f"no row of {path.name} matches {match}"
        if column is None:
            kept = [row for row in rows if row not in chosen]
        else:
            kept = rows
            for row in chosen:
                row[column] = value
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)

    return edit


@pytest.fixture
def footprint():
    """Run ``python -m footprint …`` as a user does."""

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-m", "footprint", *arguments], capture_output=True, text=True, env=os.environ, cwd=ROOT)

    return run


@pytest.fixture
def bank(monkeypatch) -> Iterator[FakeBank]:
    """A World Bank on loopback, without figures yet, that every pull asks; waits between attempts are skipped."""
    fake = FakeBank()
    monkeypatch.setenv("WORLDBANK_API", fake.url)
    monkeypatch.setenv("WITS_API", fake.wits)
    monkeypatch.setattr("footprint.worldbank.PATIENCE", 0.0)
    yield fake
    fake.close()
