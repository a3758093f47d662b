"""What was changed after an entry was written: every verdict that turned is told, with both verdicts."""

import csv
from pathlib import Path

import pytest

from footprint import ledger, library, narrative
from footprint.ledger.moments import MOMENTS

# The verdicts as they stood before the book was read to be refuted.
BEFORE = Path(__file__).with_name("verdicts_2026-11-26.csv")
READ_AGAIN = "2026-11-27"


@pytest.fixture(scope="module")
def before() -> dict[str, dict[str, str]]:
    with BEFORE.open(newline="", encoding="utf-8") as file:
        return {row.pop("claim"): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def found():
    return {found.claim.id: found for found in ledger.findings()}


def verdicts(found) -> dict[str, str]:
    return {moment: found.at(moment).verdict for moment in MOMENTS}


def test_every_verdict_that_turned_has_its_history(found, before):
    """From what it was to what it is, step by step; a step that turned nothing may say so, or be left out."""
    if library.reports():
        pytest.skip("an update came after: its report says what it turned")
    untold = {}
    for id, was in before.items():
        steps = [one for one in found[id].claim.history if one.date >= READ_AGAIN and one.before]
        seen = was
        for step in steps:
            assert dict(step.before) == seen, (id, step.what)
            seen = dict(step.after)
        if seen != verdicts(found[id]):
            untold[id] = (was, verdicts(found[id]))
    assert untold == {}


def test_no_entry_tells_of_a_day_to_come(found):
    """The oldest first; each has a reason."""
    for id, one in found.items():
        days = [change.date for change in one.claim.history]
        assert days == sorted(days), id
        assert all(change.because.strip() for change in one.claim.history), id


def test_the_table_has_what_turned_and_no_more(found, before):
    """One row a change that turned a verdict; what changed a rule and no verdict stands on the card alone."""
    table = narrative.corrections(list(found.values()))
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    turned = [
        id for id, one in found.items() for step in one.claim.history if step.before != step.after
    ]
    assert len(rows) == len(turned)
    for id in turned:
        assert any(f"](#{id})" in row for row in rows)
