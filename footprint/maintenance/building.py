"""The book built by one command, wherever it is: with or without make, whatever the console."""

import os
import subprocess
import sys
from pathlib import Path

from footprint.errors import BookError
from footprint.sphinxext.manifest import MANIFEST, verify_book

BUILT = Path("_build/html")
STANDS = "Nothing changed: no chapter had to run, no page to be made."
# Not its script, which names the Python of the folder in which it was set up.
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main(prog_name='jupyter-book')"


def build(folder: Path) -> int:
    """Build the book of a folder unless it stands there, made of just this, and say where it is;
    returns the exit code. A build that fails says why itself."""
    if _stands(folder):
        print(STANDS)
    elif code := _jupyter_book(folder):
        return code
    print(f"The book is built. Open {folder / BUILT / 'index.html'}")
    return 0


def _stands(folder: Path) -> bool:
    """Whether a book is whole, of the sources here, and younger than the libraries set up."""
    made, set_up = folder / BUILT / MANIFEST, Path(sys.prefix, "pyvenv.cfg")
    try:
        verify_book(folder / BUILT, folder)
    except BookError:
        return False
    return not set_up.exists() or set_up.stat().st_mtime < made.stat().st_mtime


def _jupyter_book(folder: Path) -> int:
    """The exit code of a build by Jupyter Book. Its libraries read files in the system's letters
    unless Python is told otherwise, and print names that a console may not have."""
    speaks = {"PYTHONUTF8": "1", "PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", "-W", "--keep-going"]
    with subprocess.Popen(command, cwd=folder, env=os.environ | speaks) as going:
        while True:
            try:
                return going.wait()
            except KeyboardInterrupt:
                pass  # it was told too, and ends in its own sentence
