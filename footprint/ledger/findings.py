"""Claims to findings: each with its verdict then and now. What chapters ask of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from footprint.errors import LedgerError
from footprint.lazy import pandas as pd
from footprint.ledger.board import BOARD, MOVES, RANKINGS, directions, ranks
from footprint.ledger.claims import read_ledger
from footprint.ledger.judging import judge, measured
from footprint.ledger.moments import Figures, moments
from footprint.ledger.robustness import robustness
from footprint.library.library import Library, default
from footprint.model import Bands, Claim, Finding, Rules
from footprint.rows import Frame


def rules() -> Rules:
    """The head of the ledger: what *then* means, how old a figure may be, which levers."""
    return read_ledger(default()).rules


def claims() -> Sequence[Claim]:
    """All claims, in the order of the ledger."""
    return read_ledger(default()).claims


def findings(chapter: str | None = None, library: Library | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    at = moments(library or default())
    return [_finding(one, at) for one in at[0].ledger.claims if chapter in (None, one.chapter)]


def finding(id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    by_id = {claim.id: claim for claim in claims()}
    if id not in by_id:
        path = default().folder / "claims.yml"
        raise LedgerError(f"{path}: there is no claim “{id}”. Known are: {', '.join(by_id)}")
    return _finding(by_id[id], moments(default()))


def _finding(claim: Claim, at: tuple[Figures, Figures]) -> Finding:
    then, now = (judge(claim, moment) for moment in at)
    declared, contrary = claim.contrary, None
    if declared:
        contrary = measured(declared.measure, declared.unit, Bands(), at[1], None)
    tried = robustness(claim, then, now, at) if claim.kind == "measured" else None
    return Finding(claim, then, now, contrary, tried)


def newest() -> int:
    """The newest year of any World Bank series."""
    return moments(default())[1].year


def fresh_since() -> int:
    """The first year that a figure may be of and still speak for today."""
    return moments(default())[1].oldest


def leverage() -> tuple[Frame, Frame]:
    """The leverage board of today: its cells, and the figures under them.

    The figures are those of :func:`board.board_figures`. The cells have ``lever, label, unit,
    economy, place, ranked, value, year, before, before_year, direction``: Russia's rank and
    figure, and how it moved since the year of *then*."""
    _, now = moments(default())
    figures = now.board.with_columns(reason=lambda row: now.in_words(row["reason"])).frame(BOARD)
    moves = directions(now.board, now.since.board, now.levers).frame(MOVES)
    cells = ranks(now.board, now.levers).frame(RANKINGS).merge(moves, on=["lever", "economy"])
    heads = [(lever.id, lever.label, lever.unit) for lever in now.levers]
    labels = pd.DataFrame(heads, columns=["lever", "label", "unit"])
    return labels.merge(cells, on="lever"), figures


def check() -> int:
    """Check ledger and data together, and compute every finding; how many there are."""
    return len(findings())
