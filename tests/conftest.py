"""What the tests share: a copy of the data to alter, and the command line."""

import csv
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakebank import FakeBank
from tqdm import tqdm

ROOT = Path(__file__).parent.parent
# By default tqdm's lock spans processes: a killed child would keep it from this one.
tqdm.set_lock(threading.RLock())


@pytest.fixture(autouse=True)
def frozen(monkeypatch) -> None:
    """No test asks a network unless it says so."""
    monkeypatch.setenv("FOOTPRINT_MODE", "frozen")


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


# What a process does to files, as Python itself reports it.
OPERATIONS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "shutil.rmtree"}


def die_at(number: int, folder: Path) -> None:
    """Let this process die, without any clean-up, right before its operation ``number`` on files of ``folder`` or beside it."""
    seen = 0

    def watch(event: str, arguments: tuple) -> None:
        nonlocal seen
        if _is_operation(event, arguments, folder):
            seen += 1
            if seen == number:
                os._exit(9)

    sys.addaudithook(watch)


def _is_operation(event: str, arguments: tuple, folder: Path) -> bool:
    if event == "open":
        writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return bool(writes) and str(arguments[0]).startswith(str(folder.parent))
    # While a tree is removed its parts are named without their folder.
    return event in OPERATIONS and (str(arguments[0]).startswith(str(folder.parent)) or "/" not in str(arguments[0]))
