"""Every measure that the ledger may name: those of the subjects, and those that count the board."""

from collections.abc import Mapping
from typing import Any

from footprint.ledger.board import BOARD_MEASURES
from footprint.topics import MEASURES as OF_SUBJECTS
from footprint.topics.measure import Measure

MEASURES: Mapping[str, Measure[Any]] = {**OF_SUBJECTS, **BOARD_MEASURES}
