"""Names in the rules of the ledger: each stands in the file that its measure reads, or is refused.

A name that stands nowhere would count as nothing, and nobody would be told."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from footprint.errors import LedgerError, MissingData
from footprint.library.descriptor import legible
from footprint.library.library import Library
from footprint.library.tables import alike
from footprint.model import MeasureCall
from footprint.words.text import meant

# The file and column where the names stand that a parameter of a measure may give.
NAMED_IN: Mapping[str, tuple[str, str]] = {
    "partner": ("trade_by_partner", "partner"),
    "against": ("trade_by_partner", "partner"),
    "sender": ("remittances_by_source", "sender"),
    "senders": ("remittances_by_source", "sender"),
    "supplier": ("arms", "supplier"),
    "suppliers": ("arms", "supplier"),
    "creditor": ("debt_by_creditor", "creditor"),
    "investor": ("investment_by_investor", "investor"),
    "party": ("energy_routes", "party"),
}
# Votes have codes of partners where trade has names.
VOTES = ("voting_agreement", "partner")


def check_names(
    path: Path, calls: Iterable[tuple[str, str, MeasureCall]], library: Library
) -> None:
    """LedgerError for the first name that stands in no row, with claim, field and remedy; ``calls``
    have owner and field. Of a list each must be an economy's name and one stand there."""
    columns: dict[tuple[str, str], Collection[str]] = {}
    for owner, field, call in calls:
        for parameter in NAMED_IN.keys() & call.parameters.keys():
            given = call.parameters[parameter]
            # Elsewhere “against” says what is compared with, which may be no country.
            if not given or (parameter == "against" and "partner" not in call.parameters):
                continue
            votes = parameter == "partner" and "agreement" in call.name
            place = VOTES if votes else NAMED_IN[parameter]
            if place not in columns:
                columns[place] = _standing(library, *place)
            if unknown := _unknown(given, columns[place], library.names().values()):
                near = alike(unknown, columns[place])
                raise LedgerError(
                    f"{path}: {owner}, field {field}.{parameter}: “{legible(unknown)}” stands "
                    f"in no row of data/records/{place[0]}.csv, column {place[1]}"
                    f"{meant(near)} "
                    "Give a name that stands there, or add its rows."
                )


def _unknown(given: Any, standing: Collection[str], names: Iterable[str]) -> str:
    """The first name given that cannot be meant; nothing where the file itself is missing."""
    if not standing:
        return ""
    if isinstance(given, str):
        return "" if given in standing else given
    known = {*names, *standing}
    none = not any(name in standing for name in given)
    return next((name for name in given if none or name not in known), "")


def _standing(library: Library, topic: str, column: str) -> Collection[str]:
    try:
        return set(library.record_rows(topic).having(column).values(column))
    except MissingData:
        return ()
