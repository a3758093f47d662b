"""A measure of one economy, or of one subject, reads nothing of another: without the others' rows it says the same."""

import dataclasses
import functools

import pytest

from footprint.ledger.claims import read_ledger
from footprint.ledger.judging import take
from footprint.ledger.moments import Figures, moments
from footprint.library.library import Library
from footprint.library.package import data_dir
from footprint.model import MeasureCall, Untestable
from footprint.rows import Rows

# Parameters that name whose rows are read, with the column where that stands.
OWN = {
    "economy": "economy",
    "economies": "economy",
    "subject": "subject",
    "organisation": "organisation",
}
OWN |= {"id": "id"}
# What is set against others: the way to their capitals, who of all came to the parades.
OF_OTHERS = {"distance_ratio", "attendance_with_trade"}


@functools.cache
def now() -> Figures:
    return moments(Library(data_dir()))[1]


def alone(column: str, given: object) -> Figures:
    """Today's figures with the rows of one economy, or of several, and no others."""

    def records(topic: str) -> Rows:
        rows = now().records(topic)
        return rows.where(**{column: given}) if column in rows.columns else rows

    return dataclasses.replace(now(), read_records=records)


def told(call: MeasureCall, at: Figures) -> object:
    try:
        return take(call, at)
    except Untestable as reason:
        return str(reason)


@pytest.mark.parametrize("parameter", OWN)
def test_no_measure_reads_the_rows_of_others(parameter):
    """Each call of the ledger, in claims, variants and contrary figures."""
    calls = read_ledger(Library(data_dir())).calls()
    chosen = [
        call
        for owner, _, call in calls
        if owner.startswith("claim") and parameter in call.parameters
    ]
    kept = {repr(given): given for given in (call.parameters[parameter] for call in chosen)}
    figures = {key: alone(OWN[parameter], given) for key, given in kept.items()}
    differ = {
        call.name
        for call in chosen
        if told(call, figures[repr(call.parameters[parameter])]) != told(call, now())
    }
    assert chosen and differ <= OF_OTHERS
