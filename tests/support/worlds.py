"""Copies of the data with one thing changed, and the chapters as they read on each."""

import contextlib
import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from footprint import library
from support.builds import ROOT
from support.pages import Piece, of_notebook, run_here

Row = dict[str, str]


class World:
    """A copy of the data after a change; each chapter runs once, when it is first read."""

    def __init__(self, folder: Path, change: Callable[[Path], None]) -> None:
        shutil.copytree(ROOT / "data", folder)
        change(folder)
        self.folder, self._pages = folder, dict[str, list[Piece]]()
        with self.entered():
            library.describe()

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Its data is what everything reads."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FOOTPRINT_DATA_DIR", str(self.folder))
            patch.setenv("FOOTPRINT_MODE", "frozen")
            patch.setenv("FOOTPRINT_LEDGER", str(self.folder.parent / "ledger"))
            yield

    def page(self, name: str) -> list[Piece]:
        """What is read on a chapter."""
        if name not in self._pages:
            with self.entered():
                self._pages[name] = of_notebook(name, run_here(name))
        return self._pages[name]


def rows(path: Path, change: Callable[[list[Row]], list[Row] | None]) -> None:
    """Change the rows of a file, in place or for others."""
    with path.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    changed = change(found) or found
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)


def put(path: Path, column: str, value: str | Callable[[str], str], **match: str) -> None:
    """Set a column in the rows that match."""

    def change(found: list[Row]) -> None:
        chosen = [row for row in found if all(row[key] == wanted for key, wanted in match.items())]
        assert chosen, f"no row of {path.name} is {match}"
        for row in chosen:
            row[column] = value(row[column]) if callable(value) else value

    rows(path, change)
