"""A folder replaced as a whole or not at all: killed at every file operation, with a full disk at every write, twice at once."""

import errno
import os
import shutil
import signal
import stat
from pathlib import Path

import pytest
from support.files import die_at
from support.systems import FORKS

from footprint import errors
from footprint.library import replacement

OLD = {"a.txt": b"old a", "sub/b.txt": b"old b", "sub/c.txt": b"same"}
NEW = {"a.txt": b"new a", "sub/b.txt": b"old b", "sub/c.txt": b"same", "more/d.txt": b"new d"}


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, content in OLD.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_bytes(content)
    return tmp_path / "data"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def replace(folder: Path) -> None:
    with replacement.replacement(folder) as new:
        new.write("a.txt", NEW["a.txt"])
        new.write("more/d.txt", NEW["more/d.txt"])
        new.swap()


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()} - {"data", ".data.lock"}


def test_a_new_edition_takes_the_place(folder):
    """All files are the new ones, and nothing stays beside them."""
    replace(folder)
    assert files(folder) == NEW and beside(folder) == set()


def test_an_edition_not_swapped_is_discarded(folder):
    """Written to and left, by an error or by choice: the old folder, nothing beside it."""
    with replacement.replacement(folder) as new:
        new.write("a.txt", b"half")
    with pytest.raises(ZeroDivisionError), replacement.replacement(folder) as new:
        new.write("a.txt", b"half")
        raise ZeroDivisionError
    assert files(folder) == OLD and beside(folder) == set()


def killed_at(folder: Path, at: int) -> bool:
    """Replace in a process that dies, without any clean-up, right before its operation number ``at``; False if it has fewer."""
    child = os.fork()
    if child == 0:
        die_at(at, folder)
        try:
            replace(folder)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@FORKS
def test_killed_at_every_operation(folder):
    """Before and after each of them: the next reader finds all old or all new, and after it nothing lies about."""
    outcomes, at = [], 1
    while killed_at(folder, at):
        replacement.settle(folder)
        outcomes.append(files(folder))
        assert outcomes[-1] in (OLD, NEW) and beside(folder) == set()
        if outcomes[-1] == NEW:
            (folder / "more/d.txt").unlink()
            (folder / "more").rmdir()
            (folder / "a.txt").write_bytes(OLD["a.txt"])
        at += 1
    assert at > 15 and OLD in outcomes and NEW in outcomes
    assert files(folder) == NEW


@pytest.mark.parametrize("half", [False, True], ids=["nothing written", "half written"])
def test_a_full_disk_at_every_write(folder, monkeypatch, half):
    """Each write fails in turn: the error is the system's, the folder is the old one, nothing stays beside it."""
    write = replacement.write_through
    for at in range(1, 6):
        seen = 0

        def fail(path: Path, content: bytes, at: int = at) -> None:
            nonlocal seen
            seen += 1
            if seen == at:
                if half:
                    write(path, content[: len(content) // 2])
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            write(path, content)

        monkeypatch.setattr(replacement, "write_through", fail)
        with pytest.raises(OSError, match="No space left"):
            replace(folder)
        assert files(folder) == OLD and beside(folder) == set()
    monkeypatch.setattr(replacement, "write_through", write)
    replace(folder)
    assert files(folder) == NEW


def test_two_at_once(folder):
    """The second leaves at once, and the first goes on undisturbed."""
    with replacement.replacement(folder) as first:
        first.write("a.txt", NEW["a.txt"])
        with pytest.raises(errors.Busy), replacement.replacement(folder):
            pass
        replacement.settle(folder)  # a reader does not tidy away what is being written
        first.write("more/d.txt", NEW["more/d.txt"])
        first.swap()
    assert files(folder) == NEW


@FORKS
def test_the_lock_of_a_killed_process_is_free(folder):
    """A process killed with the edition open leaves no lock behind."""
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with replacement.replacement(folder) as new:
            new.write("a.txt", b"half")
            os.write(tell, b".")
            signal.pause()
    os.read(ready, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    replace(folder)
    assert files(folder) == NEW and beside(folder) == set()


def test_a_last_rename_that_fails_is_taken_back(folder, monkeypatch):
    """The system refuses the second rename: the old folder is in its place again."""
    rename = os.rename

    def refuse(source, target) -> None:
        if str(source).endswith(".new"):
            raise OSError(errno.EACCES, "Permission denied", str(source))
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(OSError, match="Permission denied"):
        replace(folder)
    assert files(folder) == OLD and beside(folder) == set()


def test_reading_where_nothing_can_be_written(folder, monkeypatch):
    """Leftovers that cannot be tidied do not hinder a reader."""
    (folder.parent / ".data.staging").mkdir()

    def refuse(*_, **__) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(replacement.FileLock, "acquire", refuse)
    replacement.settle(folder)
    assert files(folder) == OLD and beside(folder) == {".data.staging"}


def test_nothing_whole_to_settle_with(tmp_path):
    """A folder that is gone, with half an edition beside it: no half is put in its place."""
    (tmp_path / ".data.staging").mkdir()
    replacement.settle(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_the_copy_keeps_modes_times_and_links(folder):
    """Of files that stay and of folders; one that is written anew keeps its mode; a link stays a link."""
    (folder / "a.txt").chmod(0o600)
    (folder / "sub/b.txt").chmod(0o440)
    os.utime(folder / "sub/b.txt", ns=(5, 10**18))
    (folder / "sub").chmod(0o750)
    (folder / "link.txt").symlink_to("sub/c.txt")
    (folder / "nowhere").symlink_to("gone")
    replace(folder)
    modes = {
        name: stat.S_IMODE((folder / name).stat().st_mode) for name in ("a.txt", "sub/b.txt", "sub")
    }
    assert modes == {"a.txt": 0o600, "sub/b.txt": 0o440, "sub": 0o750}
    assert (folder / "sub/b.txt").stat().st_mtime_ns == 10**18
    assert (folder / "link.txt").readlink() == Path("sub/c.txt")
    assert (folder / "nowhere").readlink() == Path("gone")


def test_nothing_is_written_through_a_link(folder):
    """A file that is a link is replaced by a file; a folder that leads out is refused, and the old edition stands."""
    (folder.parent / "outside").mkdir()
    (folder.parent / "outside/d.txt").write_bytes(b"precious")
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to("sub/c.txt")
    replace(folder)
    assert files(folder) == NEW
    shutil.rmtree(folder / "more")
    (folder / "more").symlink_to(folder.parent / "outside")
    with pytest.raises(errors.DataError, match="a link leads out of"):
        replace(folder)
    assert (folder.parent / "outside/d.txt").read_bytes() == b"precious"


def test_folders_that_forbid_to_write_are_no_hindrance(folder):
    """They are copied as they are, and the old ones are tidied away."""
    (folder / "sub").chmod(0o555)
    replace(folder)
    assert files(folder) == NEW and beside(folder) == set()


@pytest.mark.parametrize("told_by", ["the system", "the table"])
def test_a_mount_point_is_refused_before_anything_is_done(folder, monkeypatch, tmp_path, told_by):
    """In one sentence with a remedy; the table of Linux knows those that the file system does not show."""
    if told_by == "the system":
        monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == folder)
    else:
        table, name = tmp_path / "mounts", str(folder).replace(" ", "\\040")
        table.write_text(
            f"36 35 8:1 / / rw - ext4 x rw\n37 36 8:1 /a {name} rw - ext4 x rw\n\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(replacement, "MOUNTS", table)
    with (
        pytest.raises(errors.DataError, match=r"a mount point, so no .*Mount the folder above"),
        replacement.replacement(folder),
    ):
        pytest.fail("begun")
    assert files(folder) == OLD and beside(folder) <= {"mounts"}


def test_a_folder_of_a_name_with_blanks_is_found_among_the_mounts():
    """As the table of Linux writes it."""
    assert replacement._escaped(b"/a b\\c") == rb"/a\040b\134c"


@pytest.mark.parametrize("which", ["folder", "parent"])
def test_where_nothing_can_be_written_is_said_first(folder, monkeypatch, which):
    """The folder is protected, or the one it lies in, where a new edition is made."""
    closed = folder if which == "folder" else folder.parent
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != closed)
    with (
        pytest.raises(errors.DataError, match=r"cannot be written, .* Permit to write there"),
        replacement.replacement(folder),
    ):
        pytest.fail("begun")
