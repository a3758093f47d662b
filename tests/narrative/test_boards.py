"""Verdicts in tables."""

import dataclasses

from support.findings import altered

from footprint import ledger, narrative
from footprint.model import FAILS, HOLDS, VERDICTS
from footprint.narrative import boards
from footprint.render import SYMBOLS, badge

T = "\u202f"


def test_a_verdict_is_a_shape_and_a_word():
    """Never colour alone: four shapes, four words."""
    badges = {badge(verdict) for verdict in VERDICTS}
    assert len({SYMBOLS[verdict] for verdict in VERDICTS}) == len(badges) == 4
    assert all(verdict in badge(verdict) for verdict in VERDICTS)


def test_the_columns_of_the_two_moments():
    """They are called alike in every table."""
    found = [altered("kgz-base", now={"verdict": FAILS})]
    for table in (narrative.changed(found), narrative.ledger_table(found, "article")):
        assert "| May 2023 | Now |" in table
    assert '<th scope="col">May 2023</th><th scope="col">Now</th>' in narrative.verdicts(found)


def test_only_what_changed_is_told_as_changed():
    """With both verdicts and their figures."""
    turned = altered("kgz-remit-third", then={"value": 32.7, "year": 2021, "verdict": HOLDS})
    turned = dataclasses.replace(turned, now=dataclasses.replace(turned.now, verdict=FAILS))
    same = altered("kgz-remit-third", now={"verdict": HOLDS}, then={"verdict": HOLDS})
    rows = narrative.changed([turned, same]).splitlines()[2:]
    assert len(rows) == 1 and f"(32.7{T}%, 2021)" in rows[0] and "does not hold" in rows[0]


def test_a_takeaway_is_the_story_of_a_claim():
    """Then and now, under a link to where it is told in full."""
    found = ledger.finding("kgz-remit-third")
    box = narrative.takeaways([found])
    assert f"- [{found.claim.short}](#kgz-remit-third): {narrative.lead(found)}" in box


def test_a_claim_at_the_end_of_the_ledger_stands_with_its_chapter():
    """Each chapter is told once, in the order of its first claim."""
    found = [ledger.finding(id) for id in ("kgz-trade", "russia-feared", "kgz-base")]
    told = [(name, [one.claim.id for one in own]) for name, own in boards.by_chapter(found)]
    assert told == [("Kyrgyzstan", ["kgz-trade", "kgz-base"]), ("The whole", ["russia-feared"])]


def test_the_ledger_holds_the_other_side_in_a_fold():
    """One for each chapter, named by it, with what would change each verdict."""
    found = [ledger.finding("kgz-trade"), ledger.finding("russia-feared")]
    text = narrative.ledger_table(found, "article")
    folds = [part.partition("</details>")[0] for part in text.split("<details")[1:]]
    assert "what would change it: Kyrgyzstan</summary>" in folds[0]
    assert "*What would change it: A year" in folds[0]
    assert "*What would decide it: Minutes" in folds[1]
