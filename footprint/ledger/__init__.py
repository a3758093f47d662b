"""Claims, the rules that test them, and the verdicts the data gives, then and now.

``data/claims.yml`` declares. *Now* reads the newest figures in ``data/``; *then* what could be
known when the article appeared. Missing or contradictory inputs give *cannot be tested*, never a
guess. What a chapter calls reads the library that the environment names.
"""

from collections.abc import Sequence

import pandas as pd

from footprint.ledger import findings as _findings
from footprint.ledger import vintages as _vintages
from footprint.ledger.claims import read_ledger
from footprint.ledger.export import Plain, plain
from footprint.ledger.moments import moments as _moments
from footprint.library.library import Library, default
from footprint.model import Claim, Finding, Rules


def findings(chapter: str | None = None, library: Library | None = None) -> list[Finding]:
    """The findings of all claims, or of one chapter's."""
    library = library or default()
    return _findings.findings(library, read_ledger(library), chapter)


def finding(id: str) -> Finding:
    """The finding of one claim; LedgerError if there is no such id."""
    library = default()
    return _findings.finding(library, read_ledger(library), id)


def rules() -> Rules:
    """The head of the ledger: what *then* means, how old a figure may be, which levers."""
    return read_ledger(default()).rules


def claims() -> Sequence[Claim]:
    """All claims, in the order of the ledger."""
    return read_ledger(default()).claims


def leverage() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The leverage board of today: its cells, and the figures under them."""
    library = default()
    return _findings.leverage(library, read_ledger(library))


def by_vintage(since: int) -> pd.DataFrame:
    """What each vintage makes of the figures that claims read; see :mod:`vintages`."""
    library = default()
    return _vintages.by_vintage(library, read_ledger(library), since)


def newest() -> int:
    """The newest year of any World Bank series."""
    library = default()
    return _moments(library, read_ledger(library))[1].year


def fresh_since() -> int:
    """The first year that a figure may be of and still speak for today."""
    library = default()
    return _moments(library, read_ledger(library))[1].oldest


def known(indicator: str) -> pd.DataFrame:
    """A series as the first vintage that *then* asks for has it: ``economy, year, value``.

    All its economies; without rows if no vintage has it.
    """
    library, then = default(), rules().then
    return _vintages.first_vintage(library, then, indicator)


def as_json(found: Finding) -> Plain:
    """A finding in plain types; see :func:`export.plain`."""
    return plain(found, rules().then.published_before)


def check() -> int:
    """Check ledger and data together, and compute every finding; how many there are."""
    return len(findings())
