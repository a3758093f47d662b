"""Readers beside updates: each sees one edition or the other, never parts of both, and no error."""

import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.builds import ROOT

from footprint.library import replacement, upkeep
from footprint.library.library import Library, _stamp, default
from footprint.library.package import FILE, described, json_bytes, read_package

SERIES = ("sm.pop.totl", "dc.dac.cecl.cd")


@pytest.fixture
def small(tmp_path) -> Path:
    """A package of the two smallest series of the real one."""
    folder, whole = tmp_path / "data", read_package(ROOT / "data")
    chosen = [whole.resource(name) for name in SERIES]
    for one in chosen:
        (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.path).write_bytes(whole.bytes_of(one))
    entries = [one.entry for one in chosen]
    (folder / FILE).write_bytes(json_bytes({**whole.content, "resources": entries, "wanted": []}))
    return folder


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


def last_figures(package) -> set[bytes]:
    """The last figure of each series; of one edition, it is the same in all."""
    return {package.bytes_of(one).rsplit(b",", 1)[1] for one in package.series()}


def test_ten_thousand_reads_beside_a_loop_of_swaps(small, monkeypatch):
    """Every file of a package of two, ten thousand times: whole, of one edition, and both are seen. Disks are not waited for, so swaps come faster than any disk allows."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    editions, seen = [edition(small, 1), edition(small, 2)], Counter()
    with swapping(small, editions):
        while seen.total() < 10_000:
            seen[frozenset(last_figures(read_package(small)))] += 1
    of_one = {frozenset({b"1\n"}), frozenset({b"2\n"})}
    # Each edition was seen often, and besides only the one that stood before the first swap.
    assert all(seen[figures] > 100 for figures in of_one) and len(seen) <= 3


def test_every_file_of_the_book_beside_swaps(tmp_path):
    """The real package, as verify reads it: all files, tables, economies and sources, and what a chapter asks for."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    first = len(last_figures(read_package(folder)))
    with swapping(folder, [edition(folder, 1), edition(folder, 2)]):
        for _ in range(30):
            assert len(last_figures(read_package(folder))) in (1, first)
            assert _stamp(folder)
        library = Library(folder)
        assert len(library.reports()) == 0 and len(library.records("votes"))
        assert len(library.names())


def test_who_opened_an_edition_keeps_it(data, monkeypatch):
    """What was opened before an update stays of the old edition to its end, the ledger too; who opens anew has the new one."""
    opened, files = default(), edition(data, 7)
    with replacement.replacement(data) as new:
        for name, content in files.items():
            new.write(name, content)
        new.swap()
    resource = opened.package.resource("sp.pop.totl")
    assert opened.rows(resource).values("value")[-1] != 7
    assert opened.package.read("claims.yml") == (ROOT / "data/claims.yml").read_bytes()
    assert default() is not opened
    assert default().rows(default().package.resource("sp.pop.totl")).values("value")[-1] == 7


def test_describe_takes_no_entry_of_an_older_edition(data, edit_csv, monkeypatch):
    """An update between reading and writing: what is written describes the files that are there then."""
    path = data / "worldbank/SP.POP.TOTL.csv"
    edit_csv(path, {"economy": "KGZ", "year": "2020"}, "value", "5")
    files, first = edition(ROOT / "data", 7), upkeep.read_package

    def updated(folder):
        package = first(folder)
        monkeypatch.setattr(upkeep, "read_package", first)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        edit_csv(path, {"economy": "KGZ", "year": "2020"}, "value", "5")
        return package

    monkeypatch.setattr(upkeep, "read_package", updated)
    upkeep.describe(data)
    assert json.loads((data / FILE).read_bytes()) != json.loads(files[FILE])
    assert len(list(upkeep.verify(data))) == len(read_package(data).resources)
