"""Verdicts in tables."""

from footprint import ledger, narrative
from footprint.model import VERDICTS
from footprint.render import SYMBOLS, badge


def test_a_verdict_is_a_shape_and_a_word():
    """Never colour alone: four shapes, four words."""
    badges = {badge(verdict) for verdict in VERDICTS}
    assert len({SYMBOLS[verdict] for verdict in VERDICTS}) == len(badges) == 4
    assert all(verdict in badge(verdict) for verdict in VERDICTS)


def test_the_columns_of_the_two_moments():
    """They are called alike in every table."""
    for table in (narrative.strip, narrative.board, narrative.then_and_now):
        assert "| May 2023 | Now |" in table([ledger.finding("kgz-base")])


def test_what_would_change_a_verdict():
    """Rule and remedy on lines of their own, called by what they are."""
    found = [ledger.finding("kgz-trade"), ledger.finding("russia-feared")]
    lines = narrative.changes(found).splitlines()
    assert lines[0] == "- **Kyrgyzstan depends on Russia for trade.**\\"
    assert lines[1].startswith("  Rule: Each part, in % of goods: ")
    assert lines[2].startswith("  What would change it: A year")
    assert lines[5].startswith("  What would decide it: Minutes")
