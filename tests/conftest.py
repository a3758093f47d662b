"""What the tests share: a copy of the data to alter, the command line, chapters, the book, a bank, a browser."""

import csv
import gc
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from support.bank import FakeBank
from support.builds import REMEMBERED, ROOT, build, copy_book, remember, run
from support.drawings import DRAWN
from tqdm import tqdm

from footprint.sphinxext import pdf

# A worker holds much that stays: to look through it for garbage as often as Python does took a fifth of its time.
gc.set_threshold(100_000, 20, 100)
# Some environments forbid Python to keep what it compiled: here hundreds of processes run the same modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A make that a test starts is no part of the one that started the tests.
for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
    os.environ.pop(name, None)
# Whatever the machine's letters are, processes that tests start speak UTF-8; and they work with the package here.
os.environ |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
if (others := os.environ.get("PYTHONPATH", "")).split(os.pathsep)[0] != str(ROOT):
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [others])])
# Of all hosts a browser finds only what tests serve.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# By default tqdm's lock spans processes: a killed child would keep it from this one.
tqdm.set_lock(threading.RLock())
# What takes long, longest first: the many short ones then fill what time is left on each core. A test
# named by itself need not run where the others of its file do.
LONG = """book/test_rebuild.py::test_each_dependency_in_turn book/test_reproducible.py
book/test_browser.py::test_axe_finds_nothing book/test_browser.py book/test_rebuild.py update/test_renewal.py
book/test_book.py book/test_taken.py maintenance/test_scaffold.py::test_two_commands_build_it_and_pass_its_test
test_words.py test_argument.py update/test_asked.py sphinxext/test_pdf.py
book/test_browser.py::test_every_control_is_reached_by_keyboard narrative/test_asking.py test_live.py
ledger/test_checks.py book/test_drawings.py book/test_chapters.py library/test_descriptor.py library/test_live.py
worldbank/test_series.py library/test_package.py""".split()
# The same examples each time, however slow the machine.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def unit(nodeid: str) -> str:
    """What a test runs together with: itself alone if it is named above, else its file."""
    name = nodeid.removeprefix("tests/")
    return name if name in LONG else name.partition("::")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(unit(item.nodeid), len(ranks)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no need to look through it again."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Hand out such units in that order."""
    from xdist.scheduler import LoadFileScheduling

    class Units(LoadFileScheduling):
        _split_scope = staticmethod(unit)

    return Units(config, log)


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder for all processes that run tests side by side."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session", autouse=True)
def drawn(shared) -> None:
    """Where all processes keep what they drew."""
    folder = shared / "drawn"
    folder.mkdir(exist_ok=True)
    os.environ[DRAWN] = str(folder)


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
        return subprocess.run(
            [sys.executable, "-m", "footprint", *arguments],
            capture_output=True,
            env=os.environ,
            cwd=ROOT,
            encoding="utf-8",
        )

    return run


@pytest.fixture
def chapter():
    """Run a chapter."""
    return run


@pytest.fixture(scope="session")
def book(shared) -> Path:
    """One clean build for all tests that only read; processes that run side by side share it, the first builds and the others wait."""
    folder = shared / "first" / "book"
    with FileLock(shared / "first.lock"):
        if not (shared / "first.built").exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir()
            copy_book(folder)
            # What chapters showed in this folder's own book is theirs as long as all that they hang on is the same;
            # another build, from nothing and not forked, is held against this one in book/test_reproducible.py.
            if all((ROOT / "_build" / name).is_dir() for name in REMEMBERED):
                remember(folder, ROOT)
            done = build(folder)
            assert done.returncode == 0, done.stdout + done.stderr
            (shared / "first.built").touch()
    return folder


@pytest.fixture
def bank(monkeypatch) -> Iterator[FakeBank]:
    """A World Bank on loopback, without figures yet, that every pull asks; waits between attempts are skipped."""
    fake = FakeBank()
    monkeypatch.setenv("WORLDBANK_API", fake.url)
    monkeypatch.setenv("WITS_API", fake.wits)
    monkeypatch.setattr("footprint.worldbank.service.FIRST_WAIT", 0.0)
    yield fake
    fake.close()


@pytest.fixture
def live(data, bank, monkeypatch) -> FakeBank:
    """Live mode, with a service that has exactly the committed figures."""
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    return bank.serve(data)


@pytest.fixture(scope="module")
def browser():
    """The machine's Chromium, gone with the tests of a file: as long as it runs, no other loop of asyncio can. A test that asks for it is skipped where there is none, unless FOOTPRINT_BROWSER=required."""
    program = pdf.chromium()
    if program is None:
        missing = f"browser tests did not run: {pdf.NO_CHROMIUM}"
        if os.environ.get("FOOTPRINT_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the package playwright is not installed"
    )
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=program, args=[*pdf.FLAGS, ALONE])
        yield chromium
        chromium.close()
