"""What the tests share: copies of the data to alter, the command line, notebooks run from a clean kernel, the built book."""

import csv
import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import settings
from nbclient import NotebookClient
from support.bank import FakeBank
from tqdm import tqdm

from footprint.ledger.claims import _Loader
from footprint.sphinxext import pdf

ROOT = Path(__file__).parent.parent
PARTS = ("_config.yml", "_toc.yml", "chapters", "data", ".assets")
# By default tqdm's lock spans processes: a killed child would keep it from this one.
tqdm.set_lock(threading.RLock())
# The same examples each time, however slow the machine.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


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


def altered_ledger(data, change) -> None:
    """Rewrite the ledger of a copy of the data after ``change`` was applied to its content."""
    path = data / "claims.yml"
    content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    change({claim["id"]: claim for claim in content["claims"]})
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


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
            text=True,
            env=os.environ,
            cwd=ROOT,
        )

    return run


def run(name: str, update: bool = False) -> str:
    """The text of all outputs of a chapter run from a clean kernel, as the environment says; with ``update`` its cell that builds skip runs too."""
    path = ROOT / "chapters" / f"{name}.ipynb"
    book = nbformat.read(path, as_version=4)
    if update:
        for cell in book.cells:
            cell.metadata["tags"] = [
                tag for tag in cell.metadata.get("tags", ()) if tag != "skip-execution"
            ]
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    bundles = [
        output.get("data", {})
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    return "\n".join(
        str(bundle.get("text/html", bundle.get("text/markdown", ""))) for bundle in bundles
    )


@pytest.fixture
def chapter():
    """Run a chapter."""
    return run


def copy_book(target: Path, small: str = "", root: str = "") -> Path:
    """What a build reads, without what it writes. ``small``: a book of a single page with this code; ``root``: of a single chapter."""
    target.mkdir()
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source,
                target / name,
                ignore=shutil.ignore_patterns(".ipynb_checkpoints", "axe-core*", "vnu-jar*"),
            )
        elif source.exists():
            shutil.copy(source, target / name)
    (target / ".venv").mkdir()
    (target / ".venv/stray.md").write_text("# No page of the book\n")
    if small:
        page = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("# A page"), nbformat.v4.new_code_cell(small)]
        )
        page.metadata.kernelspec = {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        }
        nbformat.write(page, target / "chapters/page.ipynb")
    if small or root:
        (target / "_toc.yml").write_text(f"format: jb-book\nroot: chapters/{root or 'page'}\n")
    return target


def build(
    folder: Path, under: Sequence[str] = (), strict: bool = True
) -> subprocess.CompletedProcess:
    """Build a copy as ``make book`` does, with the data of the copy; a part of the book has links to pages that it lacks, so not ``strict``."""
    environment = os.environ | {"FOOTPRINT_DATA_DIR": str(folder / "data")}
    command = [
        *under,
        Path(sys.executable).parent / "jupyter-book",
        "build",
        ".",
        *(["-W", "--keep-going", "-n"] if strict else []),
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Path:
    """One clean build for all tests that only read; processes that run side by side share it, the first builds and the others wait."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "first" / "book"
    with open(shared / "first.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "first.built").exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir()
            done = build(copy_book(folder))
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


# What a process does to files, as Python itself reports it.
OPERATIONS = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.utime",
    "shutil.rmtree",
}


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
        writes = isinstance(arguments[2], int) and arguments[2] & (
            os.O_WRONLY | os.O_RDWR | os.O_CREAT
        )
        return bool(writes) and str(arguments[0]).startswith(str(folder.parent))
    # While a tree is removed its parts are named without their folder.
    return event in OPERATIONS and (
        str(arguments[0]).startswith(str(folder.parent)) or "/" not in str(arguments[0])
    )


# The flags of a browser that asks nobody anything and runs as any user.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """The machine's Chromium; a test that asks for it is skipped where there is none, unless FOOTPRINT_BROWSER=required."""
    program = pdf.chromium()
    if program is None:
        missing = f"browser tests did not run: {pdf.NO_CHROMIUM}"
        pytest.fail(missing) if os.environ.get("FOOTPRINT_BROWSER") == "required" else pytest.skip(
            missing
        )
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the package playwright is not installed"
    )
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
