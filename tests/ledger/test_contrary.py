"""The other side of a claim: the figures declared for it speak against it, at both moments."""

from dataclasses import replace

import pytest

from footprint.ledger import judging
from footprint.ledger.account import account
from footprint.model import Bands, Interval
from footprint.narrative.sentences import contrary_sentence

# Where the figure declared does not speak against the claim, then or now, and why it stands there.
NOT_AGAINST = {
    "parade-all-five": "all five are documented on the tribune",
    "votes-march-2022": "none of the five voted for or against either text",
    "kaz-border": "the border with Russia is longer than all others together",
    "kaz-oil-half": "all other routes together took less than half",
    "kaz-blocs": "Kazakhstan is a full member of both",
    "csto-members": "Armenia froze its participation after the article",
    "kaz-votes-crimea": "it voted in no other way on any of those texts",
    "kgz-remit-russia": "the model gives Germany less than three tenths of the money",
    "bases-russian": "the base at Kant is under Russian command",
    "uzb-afghan": "there is a border",
    "tkm-afghan": "there is a border",
    "kaz-nuclear": "Kazakhstan chose Russia after the article; until then it spoke against",
}


def declared(findings):
    """The claims that say which values of the figure on the other side speak against them."""
    with_contrary = [found for found in findings if found.claim.contrary]
    return [found for found in with_contrary if found.claim.contrary.against != Interval()]


def test_what_is_shown_on_the_other_side_is_contrary(findings):
    """Then as now, wherever there is a figure; but for those that are listed with a reason."""
    moments, elsewhere = account().at, set()
    for found in declared(findings):
        own = found.claim.contrary
        for at in moments:
            value = judging.measured(own.measure, own.unit, Bands(), at, None).value
            if value is not None and value not in own.against:
                elsewhere.add(found.claim.id)
    assert elsewhere == set(NOT_AGAINST)


def test_what_is_not_contrary_says_so(findings):
    """Its sentence is not shown, and what is shown has words of its own."""
    for found in declared(findings):
        told = contrary_sentence(found)
        speaks = found.contrary.value in found.claim.contrary.against
        assert speaks or (told.startswith("Nothing") and found.claim.contrary.otherwise)


def test_no_answer_stands_for_a_statement(findings):
    """The other side is told without “yes” and “no”."""
    for found in declared(findings):
        own = found.claim.contrary
        shown = own.sentence + own.otherwise
        assert own.unit != "yes or no" or not {"{value}", "{answer}"} & set(shown.split()), own


@pytest.mark.parametrize(
    ("claim", "value", "head"),
    [
        ("kaz-oil-half", 49.0, "Nothing in the data speaks against it"),
        ("kaz-oil-half", 50.0, "In 2025"),
        ("workers-millions", 2.0, "Nothing more in the data speaks against it"),
        ("workers-millions", 1.9, "Residents of Russia"),
    ],
)
def test_the_words_turn_with_the_figure(claim, value, head):
    """At the edge of the values that speak against a claim; more is against one that is weaker."""
    found = account().finding(claim)
    turned = replace(found, contrary=replace(found.contrary, value=value))
    assert contrary_sentence(turned).startswith(head)
