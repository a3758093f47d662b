"""What is said of the parts of a claim."""

import dataclasses

from footprint import ledger, narrative


def test_what_was_left_open_then():
    """Answered since, or still open; the rest is not mentioned."""
    found = ledger.finding("tjk-base")
    assert narrative.unanswered(found) == (
        "Whether it serves the CSTO, no document from before the article that was read answers; "
        "one of 2024 says yes."
    )
    still = narrative.unanswered(dataclasses.replace(found, now=found.then))
    assert still.endswith("answers; nor does a later one.")
    assert narrative.unanswered(dataclasses.replace(found, then=found.now)) == ""


def test_readings_counted():
    """Of the parts of a claim."""
    assert narrative.of_readings(ledger.finding("kgz-remit-third-russia"), "so") == (
        "Of the 2 readings none was so in May 2023, and none is now."
    )
