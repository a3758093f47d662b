"""What the ledger says of one library, each thing computed once; in a build once for all kernels.

A build names a folder, ``FOOTPRINT_LEDGER``. The first process that asks there computes everything
and keeps it under the hash of data and package; the others read it, if it is whole.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import tempfile
from pathlib import Path

from footprint.errors import LedgerError
from footprint.ledger.board import directions, ranks
from footprint.ledger.claims import Ledger, read_ledger
from footprint.ledger.judging import judge, measured
from footprint.ledger.moments import Figures, moments
from footprint.ledger.robustness import robustness
from footprint.library.library import Library, default
from footprint.library.package import fingerprint
from footprint.library.tables import alike
from footprint.model import Bands, Claim, Finding
from footprint.rows import Rows

VARIABLE = "FOOTPRINT_LEDGER"


class Account:
    """The claims of one library with their findings, and the leverage board."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._found: dict[str, Finding] = {}

    @functools.cached_property
    def at(self) -> tuple[Figures, Figures]:
        """The figures then and now."""
        return moments(self.library)

    @functools.cached_property
    def ledger(self) -> Ledger:
        """What the ledger declares."""
        return read_ledger(self.library)

    @functools.cached_property
    def years(self) -> tuple[int, int]:
        """The newest year of any series, and the first that may still speak for today."""
        return self.at[1].year, self.at[1].oldest

    def finding(self, id: str) -> Finding:
        """The finding of one claim; LedgerError if there is no such id."""
        if id not in self._found:
            by_id = {claim.id: claim for claim in self.ledger.claims}
            if id not in by_id:
                path, near = self.library.folder / "claims.yml", alike(id, by_id, 3)
                meant = f" Did you mean {near}?" if near else ""
                known = ", ".join(by_id)
                raise LedgerError(f"{path}: there is no claim “{id}”.{meant} Known are: {known}")
            self._found[id] = _finding(by_id[id], self.at)
        return self._found[id]

    @functools.cached_property
    def board(self) -> tuple[Rows, Rows, Rows]:
        """The figures of today's leverage board, the subject's ranks, and how its figures moved."""
        now = self.at[1]
        figures = now.board.with_columns(reason=lambda row: now.in_words(row["reason"]))
        moves = directions(now.board, now.since.board, now.levers)
        return figures, ranks(now.board, now.levers), moves

    def whole(self) -> dict[str, object]:
        """All of it, computed."""
        found = {claim.id: self.finding(claim.id) for claim in self.ledger.claims}
        return {"ledger": self.ledger, "years": self.years, "board": self.board, "_found": found}


def _finding(claim: Claim, at: tuple[Figures, Figures]) -> Finding:
    then, now = (judge(claim, moment) for moment in at)
    declared, contrary = claim.contrary, None
    if declared:
        contrary = measured(declared.measure, declared.unit, Bands(), at[1], None)
    tried = robustness(claim, then, now, at) if claim.kind == "measured" else None
    return Finding(claim, then, now, contrary, tried)


def account(library: Library | None = None) -> Account:
    """The account of a library, by default the one that the environment names.

    Frozen figures are those of a library as long as it is open; live ones may change."""
    opened = library or default()
    return _frozen(opened) if opened.mode == "frozen" else Account(opened)


@functools.lru_cache(maxsize=1)
def _frozen(library: Library) -> Account:
    made = Account(library)
    if folder := os.environ.get(VARIABLE):
        path = Path(folder) / f"{fingerprint(library.package)}.pickle"
        state = _read(path)
        if state is None:
            state = made.whole()
            _write(path, state)
        vars(made).update(state)
    return made


def _read(path: Path) -> dict[str, object] | None:
    """What was kept, if it is there and as it was written."""
    try:
        digest, content = path.read_bytes().split(b"\n", 1)
        if hashlib.sha256(content).hexdigest().encode() == digest:
            state: dict[str, object] = pickle.loads(content)
            return state
    except (OSError, ValueError):
        pass
    return None


def _write(path: Path, state: dict[str, object]) -> None:
    """Keep this alone, whole or not at all; where nothing can be kept, each kernel computes."""
    content = pickle.dumps(state)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for older in path.parent.iterdir():
            older.unlink()
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(file.name).replace(path)
    except OSError:
        pass
