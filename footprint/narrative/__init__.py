"""Findings and frames to what a reader sees: sentences, cards, boards. What most chapters use is
here by name; ``leverage`` and ``revisions`` serve pages of their own."""

from footprint.narrative import leverage, revisions
from footprint.narrative.boards import article_map, board, changes, strip, then_and_now
from footprint.narrative.cards import card
from footprint.narrative.conclusion import (
    bottom_line,
    conclusion,
    corrections,
    ledger_table,
    totals,
)
from footprint.narrative.coverage import (
    aged,
    coverage,
    freshness,
    graded_publishers,
    inventory,
    known_then,
    silences,
)
from footprint.narrative.parts import by_moment, missing_parts, of_readings, readings, unanswered
from footprint.narrative.records import profile, reprinted, reread, series_coverage, votes_cast
from footprint.narrative.sentences import became, lead, opening, score, weighed, year_between
from footprint.narrative.tiles import tiles, tried_title, verdict_moves, verdicts_changed
