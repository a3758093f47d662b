"""Editions of a package that differ in one figure of each series, and a process that swaps them without a pause."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from footprint.library import replacement
from footprint.library.package import FILE, Package, described, json_bytes, read_package


def edition(folder: Path, number: int) -> dict[str, bytes]:
    """Every series with another figure in its last row, and the package that describes them."""
    package, files, entries = read_package(folder), {}, []
    for one in package.resources:
        content = package.bytes_of(one)
        if one.indicator:
            content = content[: content.rindex(b",") + 1] + f"{number}\n".encode()
        files[one.path] = content
        entries.append(described(one.entry, content))
    return {**files, FILE: json_bytes({**package.content, "resources": entries})}


@contextmanager
def swapping(folder: Path, editions: list[dict[str, bytes]]) -> Iterator[None]:
    """A process that puts one edition after the other in the folder's place, without a pause."""
    child = os.fork()
    if child == 0:
        try:
            while True:
                for files in editions:
                    with replacement.replacement(folder) as new:
                        for name, content in files.items():
                            new.write(name, content)
                        new.swap()
        finally:
            os._exit(1)  # by an error; who is killed never comes here
    try:
        yield
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "an update failed beside its readers"
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def last_figures(package: Package) -> set[bytes]:
    """The last figure of each series; of one edition, it is the same in all."""
    return {package.bytes_of(one).rsplit(b",", 1)[1] for one in package.series()}
