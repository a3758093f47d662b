"""Claims to findings: each with its verdict then and now. What chapters ask of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from footprint.errors import LedgerError
from footprint.lazy import pandas as pd
from footprint.ledger.account import account
from footprint.ledger.board import BOARD, MOVES, RANKINGS
from footprint.ledger.places import check_held, check_mapped, check_shown
from footprint.ledger.translation import check_translated
from footprint.library.library import Library
from footprint.library.tables import alike
from footprint.model import Claim, Finding, Rules
from footprint.rows import Frame
from footprint.words.text import meant


def rules() -> Rules:
    """The head of the ledger: what *then* means, how old a figure may be, which levers."""
    return account().ledger.rules


def claims() -> Sequence[Claim]:
    """All claims, in the order of the ledger."""
    return account().ledger.claims


def findings(chapter: str | None = None, library: Library | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    of = account(library)
    return [of.finding(one.id) for one in of.ledger.claims if chapter in (None, one.chapter)]


def chosen(names: Sequence[str]) -> list[Finding]:
    """The findings of claims or chapters by their names, all without any, in the order of the
    ledger; LedgerError if one is neither."""
    of = account()
    known = {name for claim in of.ledger.claims for name in (claim.id, claim.chapter)}
    for name in names:
        if name not in known:
            path, hint = of.library.folder / "claims.yml", meant(alike(name, known, 3))
            chapters = ", ".join(dict.fromkeys(claim.chapter for claim in of.ledger.claims))
            what = f"“{name}” is no claim and no chapter{hint} Chapters are: {chapters}."
            raise LedgerError(f"{path}: {what} All claims: python -m footprint ledger")
    wanted = [one for one in of.ledger.claims if not names or {one.id, one.chapter} & {*names}]
    return [of.finding(one.id) for one in wanted]


def finding(id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    return account().finding(id)


def newest() -> int:
    """The newest year of any World Bank series."""
    return account().years[0]


def fresh_since() -> int:
    """The first year that a figure may be of and still speak for today."""
    return account().years[1]


def leverage() -> tuple[Frame, Frame]:
    """The leverage board of today: its cells, and the figures under them.

    The figures are those of :func:`board.board_figures`. The cells have ``lever, label, unit,
    economy, place, ranked, value, year, period, before, before_year, before_period, direction``:
    the subject's rank and figure, and how it moved since the year of *then*."""
    of = account()
    figures, ranked, moved = of.board
    cells = ranked.frame(RANKINGS).merge(moved.frame(MOVES), on=["lever", "economy"])
    heads = [(lever.id, lever.label, lever.unit) for lever in of.ledger.rules.levers]
    labels = pd.DataFrame(heads, columns=["lever", "label", "unit"])
    return labels.merge(cells, on="lever"), figures.frame(BOARD)


def check() -> int:
    """Check ledger and data together, and compute every finding; how many there are."""
    return len(findings())


def check_places(chapters: Path, whole: bool = True) -> None:
    """LedgerError unless each claim is found where a reader looks: on a page of the folder of
    chapters, where that is there, in the map of the article, and in each translation. A build may
    be of a few chapters: then it is not ``whole``, and theirs are looked for alone."""
    of = account()
    path, claims = of.library.folder / "claims.yml", of.ledger.claims
    if chapters.is_dir():
        check_shown(path, claims, chapters, whole)
    check_mapped(path, claims, of.library)
    check_translated(of.library.folder, claims)


def check_series() -> None:
    """LedgerError for the first claim that reads a series, or a row, that is not in ``data/``."""
    check_held(account().ledger, account().library)
