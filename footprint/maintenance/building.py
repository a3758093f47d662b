"""The book built by one command, wherever it is: with or without make, whatever the console."""

import sys
from pathlib import Path

from footprint.errors import BookError
from footprint.sphinxext.manifest import MANIFEST, verify_book

HTML = Path("_build/html")
NOTHING_NEW = "Nothing changed: no chapter had to run, no page to be made."


def build(folder: Path) -> str:
    """Build the book of a folder unless it stands there, made of just this; returns where it is.
    A build that fails says why, and ends the process."""
    if _stands(folder):
        print(NOTHING_NEW)
    else:
        from jupyter_book.cli.main import main as jupyter_book

        # It prints names of folders, which a console of few letters may not have.
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        try:
            jupyter_book(["build", str(folder), "-W", "--keep-going"], prog_name="jupyter-book")
        except SystemExit as ended:
            if ended.code:
                raise
    return f"The book is built. Open {folder / HTML / 'index.html'}"


def _stands(folder: Path) -> bool:
    """Whether a book is whole, of the sources here, and younger than the libraries set up."""
    made, set_up = folder / HTML / MANIFEST, Path(sys.prefix, "pyvenv.cfg")
    try:
        verify_book(folder / HTML, folder)
    except BookError:
        return False
    return not set_up.exists() or set_up.stat().st_mtime < made.stat().st_mtime
