"""Claims, the rules that test them, and the verdicts the data gives, then and now.

``data/claims.yml`` declares. *Now* reads the newest figures in ``data/``; *then* what could be
known when the article appeared. Missing or contradictory inputs give *cannot be tested*, never a
guess. What a chapter calls reads the library that the environment names.
"""

from footprint.ledger.export import FINDINGS_SCHEMA, all_as_json, as_json
from footprint.ledger.findings import (
    check,
    check_places,
    check_series,
    chosen,
    claims,
    finding,
    findings,
    fresh_since,
    leverage,
    newest,
    rules,
)
from footprint.ledger.flat import as_csv, described_ledger
from footprint.ledger.translation import translation
from footprint.ledger.vintages import by_vintage, known
