"""Findings and frames to what a reader sees: sentences, cards, boards.

What most chapters use is here by name; ``leverage`` and ``revisions`` serve pages of their own.
"""

from footprint.narrative import leverage, revisions
from footprint.narrative.boards import (
    board,
    by_moment,
    changes,
    missing_parts,
    notes,
    readings,
    strip,
    then_and_now,
)
from footprint.narrative.cards import card
from footprint.narrative.conclusion import (
    article_map,
    bottom_line,
    conclusion,
    ledger_table,
    totals,
    verdict_moves,
    verdicts_changed,
)
from footprint.narrative.coverage import (
    aged,
    coverage,
    freshness,
    inventory,
    known_then,
    profile,
    series_coverage,
    silences,
)
from footprint.narrative.records import votes_cast
from footprint.narrative.sentences import (
    became,
    lead,
    left_unanswered,
    of_readings,
    opening,
    reprinted,
    reread,
    score,
    weighed,
    year_between,
)
from footprint.narrative.tiles import tiles, tried_title
