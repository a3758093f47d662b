"""The book built by one command, wherever it is: with or without make, whatever the console."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from footprint.errors import BookError
from footprint.sphinxext.live import LIVE_BOOK
from footprint.sphinxext.manifest import MANIFEST, verify_book

BUILT = Path("_build/html")
STANDS = "Nothing changed: no chapter had to run, no page to be made.\n"
TODAYS = "The live book is built; data/ and _build/html are as they were."
# A warning is a fault, and all are told. A chapter alone links to what is not there.
STRICT, ONE_PAGE = ("-W", "--keep-going"), "_build/page"
BY_ITSELF = "The chapter is built; what it links to on other pages is not."
# Not its script, which names the Python of the folder in which it was set up.
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main(prog_name='jupyter-book')"


def build(folder: Path, live: bool = False) -> str:
    """Build the book of a folder unless it stands there, made of just this; ``live``: one of the
    figures that the service has today, apart from it. Returns where it is; a build that fails says
    why itself, and ends this process as it ended."""
    if live:
        asked = {"FOOTPRINT_MODE": "live"}
        _jupyter_book(folder, asked, *STRICT, "--path-output", LIVE_BOOK)
        return f"{TODAYS} Open {folder / LIVE_BOOK / BUILT / 'index.html'}"
    stands = _stands(folder)
    if not stands:
        _jupyter_book(folder, {}, *STRICT)
    return f"{STANDS if stands else ''}The book is built. Open {folder / BUILT / 'index.html'}"


def build_page(folder: Path, chapter: str) -> str:
    """Build one chapter alone, to look at; BookError if there is none of that name."""
    if not (folder / f"chapters/{chapter}.ipynb").is_file():
        there = sorted(path.stem for path in (folder / "chapters").glob("*.ipynb"))
        raise BookError(f"Name a chapter by its file in chapters/: {', '.join(there)}.")
    contents = folder / ONE_PAGE / "_toc.yml"
    contents.parent.mkdir(parents=True, exist_ok=True)
    told = f"format: jb-book\nroot: chapters/{chapter}\n"
    contents.write_text(told, encoding="utf-8", newline="")
    places = ("--toc", f"{ONE_PAGE}/_toc.yml", "--path-output", ONE_PAGE)
    _jupyter_book(folder, {}, "-qq", *places)
    return f"{BY_ITSELF} Open {folder / ONE_PAGE / BUILT / f'chapters/{chapter}.html'}"


def _stands(folder: Path) -> bool:
    """Whether a book is whole, of the sources here, and younger than the libraries set up."""
    made, set_up = folder / BUILT / MANIFEST, Path(sys.prefix, "pyvenv.cfg")
    try:
        verify_book(folder / BUILT, folder)
    except BookError:
        return False
    return not set_up.exists() or set_up.stat().st_mtime < made.stat().st_mtime


def _jupyter_book(folder: Path, settings: Mapping[str, str], *options: str) -> None:
    """Let Jupyter Book build; SystemExit if that fails. Its libraries read files in the system's
    letters unless Python is told otherwise, and print names that a console may not have."""
    speaks = {"PYTHONUTF8": "1", "PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", *options]
    with subprocess.Popen(command, cwd=folder, env={**os.environ, **speaks, **settings}) as going:
        while going.returncode is None:
            with contextlib.suppress(KeyboardInterrupt):  # it hears that too, and says so itself
                going.wait()
    if going.returncode:
        raise SystemExit(going.returncode)
