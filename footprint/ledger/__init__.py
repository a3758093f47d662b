"""Claims, the rules that test them, and the verdicts the data gives, then and now."""

from footprint.ledger.claims import claims, rules
from footprint.ledger.export import as_json
from footprint.ledger.findings import check, finding, findings, fresh_since, leverage, newest
from footprint.ledger.moments import known
from footprint.ledger.vintages import by_vintage

__all__ = [
    "as_json",
    "by_vintage",
    "check",
    "claims",
    "finding",
    "findings",
    "fresh_since",
    "known",
    "leverage",
    "newest",
    "rules",
]
