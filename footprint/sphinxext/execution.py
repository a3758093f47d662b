"""Chapters run side by side, before Sphinx reads them, and only those that must.

myst-nb finds what they showed in jupyter-cache, which knows a chapter by its code. The folder of
the cache is named by all else that chapters depend on, so nothing in it is stale."""

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from sphinx.util import logging

from footprint.errors import BookError
from footprint.sphinxext.kernels import OwnKernels

logger = logging.getLogger(__name__)
SECONDS = "execution_seconds"


class Chapter(NamedTuple):
    """A notebook: its name in the book, and its file."""

    name: str
    path: Path

    def read(self) -> nbformat.NotebookNode:
        """What is in it, when it is wanted: fifty with all that they showed fill the memory."""
        found: nbformat.NotebookNode = nbformat.read(self.path, as_version=4)
        return found


class Settings(NamedTuple):
    """How chapters run: where what they show is kept, how many at once, how long a cell may take
    (seconds), and whether it may fail."""

    cache: Path
    jobs: int
    timeout: int
    allow_errors: bool


def jobs() -> int:
    """How many jobs a build does at once: FOOTPRINT_JOBS, else one a core; BookError if that is
    no number of jobs."""
    chosen = os.environ.get("FOOTPRINT_JOBS") or str(os.cpu_count() or 1)
    if not chosen.isdecimal() or int(chosen) < 1:
        what = f"FOOTPRINT_JOBS is “{chosen}” and must be a whole number, 1 or more"
        raise BookError(f"{what}. Set it so, or not at all: then each core has a job.")
    return int(chosen)


def run(pages: Mapping[str, Path], settings: Settings) -> int:
    """Run the chapters among pages, files by name, of which it is not known what they show;
    returns how many ran. BookError names chapter, cell and message of one that fails."""
    seconds = _renew(settings.cache)
    with _storing(settings.cache):
        cache = get_cache(settings.cache)
        cache.list_cache_records()
    chapters = [Chapter(name, path) for name, path in pages.items() if path.suffix == ".ipynb"]
    waiting = [chapter for chapter in chapters if not _known(cache, chapter)]
    # The longest first, so that none is left alone for the end.
    waiting.sort(key=lambda each: (-seconds.get(each.name, 0), -each.path.stat().st_size))
    done: list[str] = []

    def keep(chapter: Chapter, notebook: nbformat.NotebookNode, took: float) -> None:
        bundle = CacheBundleIn(notebook, chapter.name, data={SECONDS: took})
        with _storing(settings.cache):
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        done.append(chapter.name)
        logger.info("%s ran in %.1f s (%d of %d)", chapter.name, took, len(done), len(waiting))

    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(_all(waiting, settings, keep))
    return len(done)


def _marker(cache: Path) -> Path:
    """The file that is there while a cache is written to."""
    return cache.with_name(f"{cache.name}.storing")


@contextlib.contextmanager
def _storing(cache: Path) -> Iterator[None]:
    """What is written to the cache meanwhile is there as a whole, or the next build drops it."""
    cache.mkdir(parents=True, exist_ok=True)
    _marker(cache).touch()
    yield
    _marker(cache).unlink()


def _renew(cache: Path) -> dict[str, float]:
    """Drop caches that are of other sources or were left half written; returns how many seconds
    chapters took by their names."""
    seconds: dict[str, float] = {}
    for folder in (path for path in cache.parent.glob("*") if path.is_dir()):
        broken = _marker(folder).exists()
        if not broken:
            records = get_cache(folder).list_cache_records()
            seconds |= {record.uri: record.data[SECONDS] for record in records}
        if broken or folder != cache:
            shutil.rmtree(folder)
            _marker(folder).unlink(missing_ok=True)
    return seconds


def _known(cache: Any, chapter: Chapter) -> bool:
    try:
        cache.match_cache_notebook(chapter.read())
    except KeyError:
        return False
    return True


class _Loop(asyncio.SelectorEventLoop):
    """A loop that leaves signals to the process: nbclient has each chapter set a handler that ends
    its own kernel alone, and take away those of the others."""

    def add_signal_handler(self, sig: int, callback: object, *args: object) -> None:
        """Refused, as in a thread: nbclient goes on without."""
        raise RuntimeError

    def remove_signal_handler(self, sig: int) -> bool:
        """There is none."""
        return False


async def _all(
    chapters: Sequence[Chapter],
    settings: Settings,
    keep: Callable[[Chapter, nbformat.NotebookNode, float], None],
) -> None:
    """Run chapters, some at once; the first that fails ends the others."""
    free = asyncio.Semaphore(settings.jobs)

    async def one(chapter: Chapter) -> None:
        async with free:
            began, notebook = time.monotonic(), chapter.read()
            await _execute(chapter, notebook, settings)
            keep(chapter, notebook, time.monotonic() - began)

    try:
        async with asyncio.TaskGroup() as group:
            for chapter in chapters:
                group.create_task(one(chapter))
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def _execute(chapter: Chapter, notebook: nbformat.NotebookNode, settings: Settings) -> None:
    """Run one chapter in a kernel of its own, which is gone afterwards, whatever happens."""
    begun: list[str] = []
    client = NotebookClient(
        notebook,
        # Whatever an editor called the kernel that it used last: it is this Python's.
        kernel_name=NATIVE_KERNEL_NAME,
        kernel_manager_class=OwnKernels,
        timeout=settings.timeout,
        allow_errors=settings.allow_errors,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(chapter.path.parent)}},
        on_cell_execute=lambda cell, cell_index: begun.append(cell.get("id", str(cell_index))),
    )
    try:
        await client.async_execute()
    except Exception as error:
        # nbclient takes the end of its task, asked for from here, for the death of the kernel.
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError from None
        place = f"{chapter.name}, cell {begun[-1]}" if begun else chapter.name
        raise BookError(f"{place}: {_message(error)}") from None
    finally:
        # nbclient ends a kernel that was there, not one that was about to start.
        manager: Any = client.km
        if manager and manager.has_kernel:
            await manager.shutdown_kernel(now=True)


def _message(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {' '.join(error.evalue.split())}"
    return str(error).strip().partition("\n")[0] or type(error).__name__
