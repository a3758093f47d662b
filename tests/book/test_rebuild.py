"""Builds after builds: what changed is done again and gives the book that a build from nothing does; killed ones harm none."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import yaml
from support.builds import JUPYTER_BOOK, ROOT, build, copy_book
from support.systems import GROUPS

from footprint import library
from footprint.sphinxext import manifest

# Shows what each kind of dependency says.
CODE = """\
import platform
from footprint import errors
from footprint.library.library import default
print(next(iter(default().record_rows("land_borders"))), errors.__doc__, platform.python_version())"""
OTHER = "# Other\n\nSee [the page](page.ipynb).\n"
TOC = "format: jb-book\nroot: chapters/page\nchapters:\n  - file: chapters/other\n"
# A Python that says it is another.
ANOTHER = "import platform; platform.python_version = lambda: '3.99.0'"


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the book of these tests lies, always the same: a build remembers its folder."""
    return tmp_path_factory.mktemp("place")


def written(place: Path) -> None:
    """A book of a page that runs and one that does not, with a package of its own."""
    folder = copy_book(place / "book", small=CODE)
    (folder / "chapters/other.md").write_text(OTHER, encoding="utf-8")
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    (folder / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "footprint", place / "package/footprint", ignore=ignored)


def environment(place: Path, patch: pytest.MonkeyPatch) -> None:
    """That of a build there."""
    patch.setenv("PYTHONPATH", str(place / "package"))
    patch.setenv("FOOTPRINT_DATA_DIR", str(place / "book/data"))


@pytest.fixture(scope="module")
def first(place, tmp_path_factory) -> tuple[Path, str]:
    """The book with its package after a first build, put away, and what the build printed."""
    written(place)
    with pytest.MonkeyPatch.context() as patch:
        environment(place, patch)
        printed = built(place / "book")
    return Path(shutil.move(place, tmp_path_factory.mktemp("first") / "place")), printed


@pytest.fixture
def small(place, first, monkeypatch) -> Path:
    """The built book, for a test to change."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(first[0], place)
    environment(place, monkeypatch)
    return place / "book"


def built(folder: Path, anew: bool = False) -> str:
    """Build; returns what was printed."""
    done = build(folder, anew=anew)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ran(printed: str) -> bool:
    """Whether a kernel was started."""
    return "chapters/page ran in" in printed


def from_nothing(folder: Path, anew: bool = False) -> manifest.Manifest:
    """The book that a first build of the same sources gives, in another folder."""
    fresh = folder.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("_build"))
    built(fresh, anew)
    return manifest.whole(fresh / "_build/html")


def page(folder: Path, name: str = "page") -> str:
    return (folder / f"_build/html/chapters/{name}.html").read_text(encoding="utf-8")


# What changes ---------------------------------------------------------------------------------------------


def edit_cell(folder: Path, at: int, text: str) -> None:
    path = folder / "chapters/page.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells[at].source = text
    times = path.stat()
    nbformat.write(book, path)
    # Some programs keep the times of what they write.
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def prose(folder: Path) -> str:
    edit_cell(folder, 0, "# Another title")
    return "Another title"


def code(folder: Path) -> str:
    edit_cell(folder, 1, CODE + "\nprint('more')")
    return "more"


def data(folder: Path) -> str:
    path = folder / "data/records/land_borders.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",1533,", ",1534,", 1), encoding="utf-8"
    )
    library.describe()
    return "1534"


def package(folder: Path) -> str:
    path = folder.parent / "package/footprint/errors.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"""What goes wrong', '"""What goes awry', 1),
        encoding="utf-8",
    )
    return "What goes awry"


def lock(folder: Path) -> str:
    (folder / "requirements.txt").write_text("a==2\n", encoding="utf-8")
    return "<article"


def settings(folder: Path) -> str:
    path = folder / "_config.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: Moscow", "title: Minsk"), encoding="utf-8"
    )
    return "Minsk"


def contents(folder: Path) -> str:
    (folder / "chapters/third.md").write_text("# A third\n", encoding="utf-8")
    (folder / "_toc.yml").write_text(TOC + "  - file: chapters/third\n", encoding="utf-8")
    return "A third"


def python(folder: Path) -> str:
    (folder.parent / "package/sitecustomize.py").write_text(ANOTHER, encoding="utf-8")
    return "3.99.0"


# With whether a kernel must start.
CHANGES: list[tuple[Callable[[Path], str], bool]] = [
    (prose, False),
    (code, True),
    (data, True),
    (package, True),
    (lock, True),
    (settings, False),
    (contents, False),
    (python, True),
]


def test_each_dependency_in_turn(small, first):
    """What hangs on it is done again, no more, and the book is that of a build from nothing."""
    assert ran(first[1])
    for change, starts in CHANGES:
        shows, anew = change(small), change is python
        printed = built(small, anew)
        assert ran(printed) is starts, change.__name__
        assert shows in page(small), change.__name__
        if change is prose:
            assert "0 added, 1 changed, 0 removed" in printed and shows in page(small, "other")
        assert manifest.whole(small / "_build/html") == from_nothing(small, anew), change.__name__
    printed = built(small, anew=True)
    assert "Nothing changed" in printed and "ran in" not in printed and "reading" not in printed


def test_a_book_that_was_altered_is_built_again(small):
    """Nothing of it is trusted; chapters need not run for that. Its foot says what it is made of."""
    whole = manifest.whole(small / "_build/html")
    for part in ("data", "package"):
        assert f"<code>{whole.sources[part][7:15]}</code>" in page(small, "other")
    (small / "_build/html/chapters/page.html").write_text("altered", encoding="utf-8")
    (small / "_build/html/stray.html").write_text("stray", encoding="utf-8")
    assert not ran(built(small))
    assert manifest.whole(small / "_build/html") == whole


def stock(folder: Path) -> Path:
    """The same book for Jupyter Book alone, which keeps what chapters showed by their code."""
    other = shutil.copytree(folder, folder.parent / "stock")
    config = yaml.safe_load((other / "_config.yml").read_text(encoding="utf-8"))
    assert config["execute"]["execute_notebooks"] == "cache"
    del config["sphinx"]["extra_extensions"]
    (other / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return other


def test_a_changed_figure_is_shown_where_stock_shows_the_old_one(small):
    """Its cache does not know what a chapter reads, not even where all pages are made anew."""
    theirs = stock(small)
    for folder in (small, theirs):
        assert build(folder, strict=False).returncode == 0 and "1533" in page(folder)
    shows = data(small)
    shutil.copytree(small / "data", theirs / "data", dirs_exist_ok=True)
    assert build(small).returncode == 0 and shows in page(small) and "1533" not in page(small)
    shutil.rmtree(theirs / "_build/.doctrees")
    assert build(theirs, strict=False).returncode == 0
    assert "1533" in page(theirs) and shows not in page(theirs)


# What goes wrong ------------------------------------------------------------------------------------------


def test_what_fails_is_one_sentence(small):
    """And the last book stays as it was."""
    edit_cell(small, 1, "1 / 0")
    done = build(small)
    cell = nbformat.read(small / "chapters/page.ipynb", as_version=4).cells[1].id
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert done.stderr == f"chapters/page, cell {cell}: ZeroDivisionError: division by zero\n"
    assert manifest.whole(small / "_build/html")


def test_a_book_with_warnings_is_not_kept(small):
    """The next build finds them again, and not before they are mended the book is whole."""
    shutil.rmtree(small / "_build")
    (small / "chapters/other.md").write_text(OTHER + "\n[none](none.ipynb)\n", encoding="utf-8")
    for _ in range(2):
        done = build(small)
        assert done.returncode != 0 and "none.ipynb" in done.stderr
        assert manifest.trusted(small / "_build/html") == ({}, {})
    (small / "chapters/other.md").write_text(OTHER, encoding="utf-8")
    assert not ran(built(small))
    assert manifest.whole(small / "_build/html")


def started(folder: Path) -> subprocess.Popen:
    """A build that goes on, in a group of processes of its own as one at a terminal."""
    command = [*JUPYTER_BOOK, "build", ".", "-W", "--keep-going"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    return subprocess.Popen(command, cwd=folder, start_new_session=True, **pipes)


@GROUPS
def test_killed_builds(small):
    """Whatever a build had come to when it was killed, what it leaves is a book before, or none."""
    before = manifest.whole(small / "_build/html")
    package(small)
    for step in (
        "Data and ledger",
        "ran in",
        "reading sources",
        "pickling",
        "writing output",
        "dumping object",
        "read and written",
    ):
        going = started(small)
        assert any(step in line for line in going.stdout), step
        os.killpg(going.pid, signal.SIGKILL)
        going.communicate()
        assert manifest.trusted(small / "_build/html") in (before, ({}, {})), step
    built(small)
    assert manifest.whole(small / "_build/html") == from_nothing(small)


@GROUPS
def test_an_interrupt_is_one_sentence(small):
    """While a chapter runs: no traceback, no kernel left."""
    shutil.rmtree(small / "_build")
    os.mkfifo(small / "chapters/fifo")
    waits = "import os, time\nopen('fifo', 'w').write(str(os.getpid()))\ntime.sleep(600)"
    edit_cell(small, 1, waits)
    going = started(small)
    kernel = int((small / "chapters/fifo").read_text(encoding="utf-8"))
    os.killpg(going.pid, signal.SIGINT)
    printed, _ = going.communicate()
    assert going.returncode == 1 and "Traceback" not in printed
    assert printed.splitlines()[-1].startswith("The build was interrupted.")
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)


@GROUPS
def test_an_interrupt_at_any_step_is_one_sentence(small):
    """Whatever the build is at, as from a terminal: to all its processes at once."""
    package(small)
    for step in ("Data and ledger", "reading sources", "writing output", "read and written"):
        going = started(small)
        assert any(step in line for line in going.stdout), step
        os.killpg(going.pid, signal.SIGINT)
        printed, _ = going.communicate()
        said = [line for line in printed.splitlines() if "interrupted" in line.lower()]
        assert going.returncode == 1 and "Traceback" not in printed, step
        assert len(said) == 1 and said[0].startswith("The build was interrupted."), (step, said)
