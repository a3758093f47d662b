"""Work in processes forked from a server that has the libraries loaded: to load them anew took longer than most of it.

Where nothing forks each process loads them.
"""

import importlib.machinery
import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import footprint

# What chapters load, and what builds do besides.
LOADED = """IPython.core.interactiveshell pandas altair vl_convert folium footprint.ledger footprint.library
footprint.narrative footprint.figures.charts footprint.figures.maps footprint.figures.tables footprint.update
jupyter_book.cli.main jupyter_book.sphinx jupyter_cache.cache.db myst_nb.sphinx_ext sphinx.builders.html bs4
sphinx_book_theme sphinx_design sphinx_external_toc sphinx_jupyterbook_latex sphinx_multitoc_numbering
sphinx_comments sphinx_copybutton sphinx_thebe sphinx_togglebutton sphinxcontrib.bibtex fontTools.subset sqlite3 support.warm"""
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
SERVER = multiprocessing.get_context("forkserver" if FORKS else "spawn")
if FORKS:
    SERVER.set_forkserver_preload(LOADED.split())


def enter(folder: Path, environment: Mapping[str, str]) -> None:
    """Go on as a process begun in a folder with an environment; its package is that of its ``PYTHONPATH``."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[:0] = environment.get("PYTHONPATH", "").split(os.pathsep)
    importlib.invalidate_caches()
    spec = importlib.machinery.PathFinder.find_spec("footprint")
    if spec is not None and spec.origin != footprint.__file__:
        for name in [name for name in sys.modules if name.partition(".")[0] == "footprint"]:
            del sys.modules[name]
