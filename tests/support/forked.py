"""Work in processes forked from a server that has the libraries loaded: to load them anew took longer than most of it.

Where nothing forks each process loads them.
"""

import asyncio
import functools
import importlib.machinery
import multiprocessing
import os
import runpy
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path
from typing import Any
from unittest import mock

import footprint

# What chapters load, and what builds do besides.
LOADED = """IPython.core.interactiveshell ipykernel.kernelapp pandas altair vl_convert folium footprint.ledger footprint.library
footprint.narrative footprint.figures.charts footprint.figures.maps footprint.figures.tables footprint.update
jupyter_book.cli.main jupyter_book.sphinx jupyter_cache.cache.db myst_nb.sphinx_ext sphinx.builders.html bs4
sphinx_book_theme sphinx_design sphinx_external_toc sphinx_jupyterbook_latex sphinx_multitoc_numbering
sphinx_comments sphinx_copybutton sphinx_thebe sphinx_togglebutton sphinxcontrib.bibtex fontTools.subset sqlite3 support.warm"""


@functools.cache
def server() -> multiprocessing.context.BaseContext:
    """What starts such processes, begun when it is first wanted."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED.split())
    # Python 3.11 tells it of no folders but those that the environment names, and what it does not find it leaves out.
    with mock.patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        forkserver.ensure_running()
    return context


def answer(target: Callable[..., None], *arguments: object) -> Any:
    """What a function sends through the pipe that it is given first, in a process of the server."""
    ours, theirs = server().Pipe()
    process = server().Process(target=target, args=(theirs, *arguments))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        raise RuntimeError(f"the process of {target.__name__} has died") from None
    finally:
        process.join()


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


class Kernel:
    """A kernel forked from the process that wants it, which has all libraries; jupyter_client asks it what it asks ``Popen``."""

    stdin = stdout = stderr = None

    def __init__(
        self, command: Sequence[str], cwd: str, env: Mapping[str, str], **others: object
    ) -> None:
        self._process = multiprocessing.get_context("fork").Process(
            target=_serve, args=(command, Path(cwd), dict(env))
        )
        self._process.start()
        self.pid = self._process.pid
        # Signals go to its whole group.
        os.setpgid(self.pid, self.pid)

    def poll(self) -> int | None:
        """How it ended, if it did."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """How it ended, when it has."""
        self._process.join()
        return self.poll()

    def send_signal(self, signal: int) -> None:
        os.kill(self.pid, signal)


def _serve(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    # The loop that runs here is that of the process before.
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(asyncio.new_event_loop())
    enter(folder, environment)
    # As Python does that starts anew: “python -c code …” or “python -m module …”.
    _, flag, what, *arguments = command
    sys.argv = [flag, *arguments]
    if flag == "-c":
        exec(what)
    else:
        runpy.run_module(what, run_name="__main__")
