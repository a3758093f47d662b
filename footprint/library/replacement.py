"""A folder replaced by a new edition of itself: as a whole or not at all, whatever interrupts.

The new edition is a full copy made beside the folder. Two renames swap it in, so the folder's name
always leads to all of the old files or all of the new ones. What an interruption leaves behind is
completed or discarded by :func:`settle`, which every reader of the folder calls first.
"""

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from footprint.errors import Busy, DataError
from footprint.library.paths import contained

# So many seconds a reader waits for a swap under way: renames take no time, a stalled disk may.
SWAP_WAIT = 10
# How often it looks; two renames take less.
POLL = 0.002
# So many a writer waits for a reader that tidies up what was left behind.
TIDIED = 0.2
# Where Linux tells what is mounted.
MOUNTS = Path("/proc/self/mountinfo")


def settle(folder: Path) -> None:
    """Complete or discard what an interrupted replacement of ``folder`` left."""
    folder = Path(os.path.realpath(folder))
    lock = FileLock(_lock(folder))
    try:
        if _leftovers(folder):
            # With the folder in place the rest can wait; without it, nothing can be read.
            wait = 0 if folder.exists() else SWAP_WAIT
            lock.acquire(timeout=wait, poll_interval=POLL)
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
        for directory, _, _ in os.walk(leftover):
            Path(directory).chmod(stat.S_IRWXU)  # one that forbids to write keeps its files
        shutil.rmtree(leftover)


def _leftovers(folder: Path) -> list[Path]:
    beside = (_staging(folder), _new(folder), _old(folder))
    return [path for path in beside if path.exists()]


@contextlib.contextmanager
def replacement(folder: Path) -> Iterator["Replacement"]:
    """A copy of ``folder`` to change. It takes the folder's place if ``swap`` is called, else none.

    Busy if another process has one under way; DataError where the folder can take none, known
    before anything is fetched for it. OSError as the system raises it; the folder is then as it
    was."""
    folder = Path(os.path.realpath(folder))
    _refuse_fixed(folder)
    lock = FileLock(_lock(folder))
    try:
        # A reader that tidies up has the lock for a moment.
        lock.acquire(timeout=TIDIED)
    except Timeout:
        raise Busy(f"Another update of {folder} is under way.") from None
    try:
        _settle(folder)
        yield Replacement(folder)
    finally:
        # What cannot be tidied now is tidied by the next command.
        with contextlib.suppress(OSError):
            _settle(folder)
        lock.release()


def _refuse_fixed(folder: Path) -> None:
    """DataError if the folder cannot give its place to another."""
    if _mounted(folder):
        raise DataError(
            f"{folder}: a mount point, so no new edition can take its place. "
            "Mount the folder above it instead, or point FOOTPRINT_DATA_DIR to one below."
        )
    for path in (folder, folder.parent):
        if path.exists() and not os.access(path, os.W_OK):
            raise DataError(
                f"{path}: cannot be written, and a new edition is made beside the old one. "
                "Permit to write there, or point FOOTPRINT_DATA_DIR to a copy."
            )


def _mounted(folder: Path) -> bool:
    """Whether another file system, or another part of this one, is mounted there."""
    try:
        # Of one that is part of its parent's file system only Linux tells.
        table = MOUNTS.read_bytes().splitlines()
    except OSError:
        table = []
    points = {line.split()[4] for line in table if len(line.split()) > 4}
    return os.path.ismount(folder) or _escaped(os.fsencode(folder)) in points


def _escaped(path: bytes) -> bytes:
    """A path as the table of mounts has it."""
    return re.sub(rb"[ \t\n\\]", lambda found: b"\\%03o" % found[0][0], path)


class Replacement:
    """A new edition in the making: ``path`` is its folder, a copy from the first write on."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.path = _staging(folder)
        self._folders: list[tuple[Path, Path]] = []

    def write(self, name: str, content: bytes) -> None:
        """Write one file of the new edition, its folders included; the mode of one that was there
        stays. DataError if a link leads out."""
        if not self.path.exists():
            self._copy()
        target = contained(self.path, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.lstat() if os.path.lexists(target) else None
        # What is there may be a link, or forbid to be written to.
        target.unlink(missing_ok=True)
        write_through(target, content)
        if before and not stat.S_ISLNK(before.st_mode):
            target.chmod(stat.S_IMODE(before.st_mode))

    def _copy(self) -> None:
        """Every file with its mode, times and owner; a link stays one."""
        self.path.mkdir()
        self._folders = [(self._folder, self.path)]
        for source in sorted(self._folder.rglob("*")):
            target = self.path / source.relative_to(self._folder)
            if source.is_symlink():
                target.symlink_to(source.readlink())
            elif source.is_dir():
                target.mkdir()
                self._folders.append((source, target))
            elif source.is_file():
                write_through(target, source.read_bytes())
                _liken(source, target)

    def swap(self) -> None:
        """Put the new edition in the folder's place."""
        # Not earlier: a folder that forbids to write would have taken no file.
        for source, target in reversed(self._folders):
            _liken(source, target)
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


def _liken(source: Path, target: Path) -> None:
    """Mode, times and, where it may be given, owner of the source."""
    state = source.stat()
    with contextlib.suppress(OSError, AttributeError):
        os.chown(target, state.st_uid, state.st_gid)
    shutil.copystat(source, target)


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
    return _beside(folder, "staging")


def _new(folder: Path) -> Path:
    return _beside(folder, "new")


def _old(folder: Path) -> Path:
    return _beside(folder, "old")


def _lock(folder: Path) -> Path:
    return _beside(folder, "lock")


def _beside(folder: Path, what: str) -> Path:
    return folder.parent / f".{folder.name}.{what}"
