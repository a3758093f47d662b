"""A folder replaced by a new edition of itself: as a whole or not at all, whatever interrupts.

The new edition is a full copy made beside the folder. Two renames swap it in, so the folder's name
always leads to all of the old files or all of the new ones. What an interruption leaves behind is
completed or discarded by :func:`settle`, which every reader of the folder calls first.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from footprint.errors import Busy

# So many seconds a reader waits for a swap under way: renames take no time, a stalled disk may.
SWAP_WAIT = 10


def settle(folder: Path) -> None:
    """Complete or discard what an interrupted replacement of ``folder`` left."""
    folder = folder.resolve()
    if not _leftovers(folder):
        return
    lock = FileLock(_lock(folder))
    try:
        # With the folder in place the rest can wait; without it, nothing can be read.
        lock.acquire(timeout=0 if folder.exists() else SWAP_WAIT)
        _settle(folder)
    except (Timeout, OSError):
        pass  # somebody is at work, or nothing can be written: the folder, if there, is whole
    finally:
        lock.release()


def _settle(folder: Path) -> None:
    if not folder.exists():
        # Stopped between the two renames. The new edition was complete before the first of them.
        whole = [path for path in (_new(folder), _old(folder)) if path.exists()]
        if not whole:
            return
        whole[0].rename(folder)
    for leftover in _leftovers(folder):
        shutil.rmtree(leftover)


def _leftovers(folder: Path) -> list[Path]:
    return [path for path in (_staging(folder), _new(folder), _old(folder)) if path.exists()]


@contextlib.contextmanager
def replacement(folder: Path) -> Iterator["Replacement"]:
    """A copy of ``folder`` to change. It takes the folder's place if ``swap`` is called, else none.

    Busy if another process has one under way. OSError as the system raises it; the folder is then
    as it was."""
    folder = folder.resolve()
    lock = FileLock(_lock(folder))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(f"Another update of {folder} is under way.") from None
    try:
        _settle(folder)
        yield Replacement(folder)
    finally:
        with contextlib.suppress(
            OSError
        ):  # what cannot be tidied now is tidied by the next command
            _settle(folder)
        lock.release()


class Replacement:
    """A new edition in the making: ``path`` is its folder, a copy from the first write on."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.path = _staging(folder)

    def write(self, name: str, content: bytes) -> None:
        """Write one file of the new edition, its folders included."""
        if not self.path.exists():
            self._copy()
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_through(target, content)

    def _copy(self) -> None:
        self.path.mkdir()
        for source in sorted(self._folder.rglob("*")):
            target = self.path / source.relative_to(self._folder)
            if source.is_dir():
                target.mkdir()
            else:
                write_through(target, source.read_bytes())

    def swap(self) -> None:
        """Put the new edition in the folder's place."""
        for directory, _, _ in os.walk(self.path):
            _sync(Path(directory))
        self.path.rename(_new(self._folder))
        self._folder.rename(_old(self._folder))
        try:
            _new(self._folder).rename(self._folder)
        except OSError:
            _old(self._folder).rename(self._folder)
            raise
        _sync(self._folder.parent)


def write_through(path: Path, content: bytes) -> None:
    """Write a file through to the disk: what reads whole after a crash must have been written."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """The names in a directory, through to the disk, where the system can do so."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _staging(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.staging")


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lock")
