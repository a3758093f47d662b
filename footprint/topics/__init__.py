"""One module a subject: its measures, its frames, its words."""

from collections.abc import Mapping

from footprint.topics import (
    arms,
    borders,
    energy,
    finance,
    memberships,
    parade,
    people,
    remittances,
    security,
    series,
    statements,
    trade,
    votes,
)
from footprint.topics.measure import Measure

SUBJECTS = (
    arms,
    borders,
    energy,
    finance,
    memberships,
    parade,
    people,
    remittances,
    security,
    series,
    statements,
    trade,
    votes,
)
# Every measure of a subject, by its name in the ledger.
MEASURES: Mapping[str, Measure] = {
    found.name: found
    for subject in SUBJECTS
    for found in vars(subject).values()
    if isinstance(found, Measure) and found.function.__module__ == subject.__name__
}
