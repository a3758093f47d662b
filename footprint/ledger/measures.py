"""Every measure that the ledger may name."""

from footprint.ledger.board import BOARD_MEASURES
from footprint.topics.measures import TOPIC_MEASURES

MEASURES = TOPIC_MEASURES | BOARD_MEASURES
