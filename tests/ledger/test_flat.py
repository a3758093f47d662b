"""The ledger as a table; that it is valid by its description is held in ``tests/sphinxext/test_takeaway.py``."""

import csv
import io
import json

from footprint import ledger
from footprint.ledger import flat


def rows(*ids: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ledger.as_csv(map(ledger.finding, ids)))))


def test_a_measured_claim_in_a_row():
    """Quote, bands as JSON, both verdicts with value and flip point, the other side; in the entry's own figures."""
    (row,) = rows("kgz-remit-third")
    entry = ledger.as_json(ledger.finding("kgz-remit-third"))
    assert json.loads(row["bands"]) == entry["bands"] and row["quote"] == entry["quote"]
    assert float(row["then_value"]) == entry["then"]["value"]
    assert float(row["now_flip_value"]) == entry["flip"]["now"]["value"]
    assert row["contrary_speaks_against"] == "true"


def test_what_there_is_not_is_empty():
    """A judgement has no figure; a claim with parts has none of its own."""
    judged, parted = rows("russia-feared", "kgz-trade")
    empty = ("then_value", "now_year", "now_flip_value", "now_agree", "bands", "unit")
    assert [judged[name] for name in empty] == [""] * len(empty) and judged["now_not_known"]
    assert parted["now_value"] == "" and parted["now_verdict"]


def test_every_column_is_described_once():
    """In words, with the label of then from the ledger."""
    names = [one.name for one in flat.columns()]
    assert len(set(names)) == len(names) and all(one.title for one in flat.columns())
    titles = {one.name: one.title for one in flat.columns()}
    assert titles["then_verdict"].endswith(f"({ledger.rules().then.label})")
