"""Claims to findings: each with its verdict then and now."""

import pandas as pd

from footprint.errors import LedgerError
from footprint.ledger.board import directions, ranks
from footprint.ledger.claims import Ledger
from footprint.ledger.judging import judge, measured
from footprint.ledger.moments import Figures, moments
from footprint.ledger.robustness import robustness
from footprint.library.library import Library
from footprint.model import Bands, Claim, Finding


def findings(library: Library, ledger: Ledger, chapter: str | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    at = moments(library, ledger)
    return [_finding(claim, at) for claim in ledger.claims if chapter in (None, claim.chapter)]


def finding(library: Library, ledger: Ledger, id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    for claim in ledger.claims:
        if claim.id == id:
            return _finding(claim, moments(library, ledger))
    known = ", ".join(claim.id for claim in ledger.claims)
    raise LedgerError(
        f"{library.folder / 'claims.yml'}: there is no claim “{id}”. Known are: {known}"
    )


def _finding(claim: Claim, at: tuple[Figures, Figures]) -> Finding:
    then, now = (judge(claim, moment) for moment in at)
    against = claim.contrary
    return Finding(
        claim,
        then,
        now,
        measured(against.measure, against.unit, Bands(), at[1], None) if against else None,
        robustness(claim, then, now, at) if claim.kind == "measured" else None,
    )


def leverage(library: Library, ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The leverage board of today: its cells, and the figures under them.

    The figures are those of :func:`board.board_figures`. The cells have ``lever, label, unit,
    economy, place, ranked, value, year, before, before_year, direction``: Russia's rank and
    figure, and how it moved since the year of *then*."""
    _, now = moments(library, ledger)
    figures = now.board.assign(reason=now.board["reason"].map(now.in_words))
    moves = directions(figures, now.since.board, now.levers)
    cells = ranks(figures, now.levers).merge(moves, on=["lever", "economy"])
    heads = [(lever.id, lever.label, lever.unit) for lever in now.levers]
    labels = pd.DataFrame(heads, columns=["lever", "label", "unit"])
    return labels.merge(cells, on="lever"), figures
