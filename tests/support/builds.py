"""Chapters run from a clean kernel, and the book built from a copy."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from jupyter_cache import get_cache
from nbclient import NotebookClient

from footprint.maintenance import building
from footprint.sphinxext import project
from footprint.sphinxext.build import CACHE
from support.cells import executed
from support.forked import Kernel, enter, server
from support.updates import cut_down

ROOT = Path(__file__).parent.parent.parent
PARTS = ("_config.yml", "_toc.yml", "CITATION.cff", "chapters", "data", ".assets")
# Of the Python at work, whatever folder its scripts name.
JUPYTER_BOOK = (sys.executable, "-c", building.JUPYTER_BOOK)
# What a whole book has besides, to be taken along; its package is that of the tests.
PAPERS = set(project.NAMES) - {*PARTS, "footprint"}
LEFT = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "axe-core*", "vnu-jar*")
# Elsewhere a process that was forked does not fork again in safety.
TWICE = sys.platform == "linux"
# Where a build keeps what chapters showed, and what the ledger said.
REMEMBERED = (CACHE, ".ledger")
# What the data of a small book has, so that a build need not check and test all.
FEW = {"economies", "borders", "land-borders"}


def run(name: str) -> str:
    """The text of all outputs of a chapter run by itself, as the environment says; not of the cell that builds skip."""
    path = ROOT / "chapters" / f"{name}.ipynb"
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    chosen = [
        cell.source for cell in cells if "skip-execution" not in cell.metadata.get("tags", ())
    ]
    return _texts(executed(chosen, path.parent))


def run_all(name: str) -> list[str]:
    """What a reader sees of each output of a chapter whose cells all ran in a kernel, whatever their tags say."""
    book = nbformat.read(ROOT / f"chapters/{name}.ipynb", as_version=4)
    client = NotebookClient(
        book,
        kernel_name="python3",
        skip_cells_with_tag="",
        resources={"metadata": {"path": str(ROOT / "chapters")}},
    )
    client.execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    return [BeautifulSoup(_texts([output.data]), "html.parser").get_text() for output in outputs]


def shown(book: Path, name: str) -> str:
    """The same of a chapter of a built book, as it ran in a kernel of its own when the book was built."""
    cells = [cell for cell in notebook(book, name).cells if cell.cell_type == "code"]
    return _texts(output.get("data", {}) for cell in cells for output in cell.outputs)


def notebook(book: Path, name: str) -> nbformat.NotebookNode:
    """A chapter of a built book with its outputs."""
    (folder,) = (path for path in (book / "_build" / CACHE).iterdir() if path.is_dir())
    source = nbformat.read(book / f"chapters/{name}.ipynb", as_version=4)
    return get_cache(folder).merge_match_into_notebook(source)[1]


def _texts(bundles: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(
        str(bundle.get("text/html", bundle.get("text/markdown", ""))) for bundle in bundles
    )


def copy_book(target: Path, small: str = "", root: str = "") -> Path:
    """What a build reads, without what it writes. ``small``: a book of a single page with this code; ``root``: of a single chapter."""
    target.mkdir()
    for name in PARTS if small or root else sorted({*PARTS, *PAPERS}):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=LEFT)
        elif source.exists():
            shutil.copy(source, target / name)
    (target / ".venv").mkdir()
    (target / ".venv/stray.md").write_text("# No page of the book\n", encoding="utf-8")
    if small:
        cut_down(target / "data", FEW, wanted=False, claim="kaz-border")
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
        (target / "_toc.yml").write_text(
            f"format: jb-book\nroot: chapters/{root or 'page'}\n", encoding="utf-8"
        )
    return target


def remember(folder: Path, book: Path) -> None:
    """Give a copy what chapters showed when a whole book was built, and what the ledger said; a build takes it if its data is the same."""
    for name in REMEMBERED:
        shutil.copytree(book / "_build" / name, folder / "_build" / name)


def build(
    folder: Path,
    under: Sequence[str] = (),
    strict: bool = True,
    plain: bool = False,
    anew: bool = False,
) -> subprocess.CompletedProcess:
    """Build a copy with the data of the copy; a part of the book has links to pages that it lacks, so not ``strict``.

    ``plain``: by the command of ``make book``, else by Jupyter Book with each reference checked. ``anew``: by a Python
    that starts for it, as the environment says; else in a process that has the libraries.
    """
    environment = os.environ | {"FOOTPRINT_DATA_DIR": str(folder / "data")}
    options = ["build", ".", *(["-W", "--keep-going", "-n"] if strict else [])]
    if TWICE and not (under or anew or plain):
        return _forked(folder, options, environment)
    by = [sys.executable, "-m", "footprint", "build"] if plain else [*JUPYTER_BOOK, *options]
    done = subprocess.run([*under, *by], cwd=folder, env=environment, capture_output=True)
    printed = [text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(by, done.returncode, *printed)


def _forked(
    folder: Path, options: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess:
    """Jupyter Book's command in a process that has its libraries."""
    with tempfile.TemporaryDirectory() as work:
        outs = [Path(work) / name for name in ("stdout", "stderr")]
        process = server().Process(target=_build, args=(folder, options, environment, outs))
        process.start()
        process.join()
        printed = [path.read_bytes().decode("utf-8", "replace") for path in outs]
    return subprocess.CompletedProcess(options, process.exitcode, *printed)


def _build(
    folder: Path, options: Sequence[str], environment: Mapping[str, str], outs: Sequence[Path]
) -> None:
    for number, path in enumerate(outs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    enter(folder, environment)
    # What a build starts is forked from it, and has nothing to load.
    multiprocessing.set_start_method("fork", force=True)
    from jupyter_book.cli.main import main
    from jupyter_client.provisioning import local_provisioner

    # Python 3.14.0 leaves a process that is forked within a task in it.
    if sys.version_info < (3, 14):
        local_provisioner.launch_kernel = Kernel

    main(options, prog_name="jupyter-book")
