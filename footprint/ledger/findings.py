"""Claims to findings: each with its verdict then and now."""

import pandas as pd

from footprint.errors import LedgerError
from footprint.ledger.board import directions, ranks
from footprint.ledger.claims import claims, ledger_path, rules
from footprint.ledger.judging import judge, measured_result
from footprint.ledger.moments import Now, Then, both_moments
from footprint.ledger.robustness import robustness
from footprint.model import Claim, Finding


def findings(chapter: str | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    moments = both_moments()
    return [_finding(claim, *moments) for claim in claims() if chapter in (None, claim.chapter)]


def finding(id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    known = {claim.id: claim for claim in claims()}
    if id not in known:
        raise LedgerError(
            f"{ledger_path()}: there is no claim “{id}”. Known are: {', '.join(known)}"
        )
    return _finding(known[id], *both_moments())


def fresh_since() -> int:
    """The first year that a figure may be of and still speak for today."""
    return both_moments()[1].oldest


def newest() -> int:
    """The newest year of any World Bank series."""
    return both_moments()[1].year


def leverage() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The leverage board of today: its cells, and the figures under them, as in :func:`board.board_figures`.

    The cells have ``lever, label, unit, economy, place, ranked, value, year, before, before_year, direction``: Russia's place
    and figure, and how it moved since the year of *then*.
    """
    _, now = both_moments()
    figures = now.board.assign(reason=now.board["reason"].map(now.files.in_words))
    cells = ranks(figures, now.levers).merge(
        directions(figures, now.since.board, now.levers), on=["lever", "economy"]
    )
    heads = pd.DataFrame(now.levers)[["id", "label", "unit"]].rename(columns={"id": "lever"})
    return heads.merge(cells, on="lever"), figures


def _finding(claim: Claim, then: Then, now: Now) -> Finding:
    head = rules()
    moments = {"then": then, "now": now}
    results = {
        moment: judge(claim, at, head["stale_after_years"]) for moment, at in moments.items()
    }
    contrary = (
        measured_result(claim.contrary["measure"], claim.contrary["unit"], {}, now, None)
        if claim.contrary
        else None
    )
    tried = robustness(claim, results, moments, head) if claim.kind == "measured" else None
    return Finding(claim, **results, contrary=contrary, robustness=tried)


def check() -> int:
    """Check ledger and data together, and compute every finding; returns how many there are. DataError if something is wrong."""
    return len(findings())
