"""What cannot be tested for want of a source names the source, and where it is."""

from footprint.model import UNREACHED, UNTESTABLE
from footprint.narrative import lead

# Chapters whose answers are statements.
TOLD = ("parade", "kazakhstan", "migration")


def test_a_source_that_was_not_reached_is_named(findings):
    """For every claim that was open for want of one, or is."""
    for found in findings:
        if UNREACHED in (found.then.not_known, found.now.not_known):
            assert found.claim.missing, found.claim.id
            assert found.claim.missing.what and found.claim.missing.where


def test_what_is_open_is_told_in_plain_words(findings):
    """No list of quoted labels: a sentence of its own, or what is missing."""
    for found in findings:
        if found.claim.kind != "judgement" and UNTESTABLE in (
            found.then.verdict,
            found.now.verdict,
        ):
            assert "is open (" not in lead(found) and "are open (" not in lead(found), (
                found.claim.id
            )


def test_an_answer_has_words_for_whatever_it_is(findings):
    """A part that is told is told for yes, for no, and for what is not known."""
    parts = [part for found in findings for part in found.claim.parts if part.told]
    assert parts and all({"yes", "no", "unknown"} <= part.told.keys() for part in parts)


def test_answers_are_statements(findings):
    """No sentence of these chapters asks, or quotes “yes” and “no” as an answer."""
    for found in findings:
        claim = found.claim
        if claim.chapter in TOLD:
            shown = [*claim.sentences.values(), claim.contrary.sentence if claim.contrary else ""]
            asked = [s for s in shown if "records say" in s or "Asked" in s or "?" in s]
            answers = claim.unit == "yes or no" and any(".value}" in s for s in shown)
            assert not asked and not answers, claim.id
