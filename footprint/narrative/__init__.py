"""Findings and frames to what a reader sees: sentences, cards, boards. What most chapters use is
here by name; ``leverage``, ``revisions`` and ``russian`` serve pages of their own."""

from footprint.narrative import leverage, revisions, russian
from footprint.narrative.boards import article_map, changed, takeaways, verdicts
from footprint.narrative.cards import card
from footprint.narrative.conclusion import (
    bottom_line,
    conclusion,
    corrections,
    ledger_table,
    totals,
)
from footprint.narrative.coverage import (
    coverage,
    freshness,
    graded_publishers,
    inventory,
    known_then,
    silences,
)
from footprint.narrative.parts import by_moment, readings
from footprint.narrative.records import profile, series_coverage, votes_cast
from footprint.narrative.sentences import became, lead, score, weighed
from footprint.narrative.tiles import tiles, tried_title, verdict_moves, verdicts_changed
