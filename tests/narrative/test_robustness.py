"""How firm verdicts are, in words: variants, flip points, and what the slider shows."""

import dataclasses
import html
import json

import pytest
from support.files import altered_ledger
from support.findings import altered

from footprint import ledger, library, narrative
from footprint.ledger import moments
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, FlipPoint
from footprint.narrative import robustness

T = "\u202f"
AT_THE_PACE = "away at the pace of the years before"


@pytest.mark.parametrize(
    ("agree", "of", "says"),
    [
        (3, 4, "The verdict is the same in 3 of 4 other ways of counting."),
        (4, 4, "The verdict is the same in all 4 other ways of counting."),
        (2, 2, "The verdict is the same in both other ways of counting."),
        (1, 1, "The verdict is the same in the one other way of counting."),
        (0, 3, "The verdict differs in all 3 other ways of counting."),
        (0, 1, "The verdict differs in the one other way of counting."),
        (0, 0, ""),
    ],
)
def test_agreement_in_words(agree, of, says):
    """All, some, none, one; and nothing where no other way gives a verdict."""
    found = ledger.finding("kgz-remit-third")
    same, other, none = (
        dataclasses.replace(
            found.robustness.variants[0], now=dataclasses.replace(found.now, verdict=verdict)
        )
        for verdict in (FAILS, HOLDS, UNTESTABLE)
    )
    tried = (same,) * agree + (other,) * (of - agree) + (none,)
    told = altered("kgz-remit-third", robustness={"variants": tried})
    assert robustness.agreement_sentence(told, "now") == says


def test_what_lies_still_needs_no_line():
    """Borders do not turn; but a claim on the map may read it in ways of its own."""
    for id in ("uzb-afghan", "tkm-afghan", "kaz-border", "kaz-blocs", "kgz-base"):
        assert '<p class="firm">' not in narrative.card(ledger.finding(id))
    assert robustness.agreement_sentence(ledger.finding("russia-closer"), "now") == (
        "The verdict differs in all 3 other ways of counting."
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, f"from 25{T}% up (now 17.6{T}%)."),
        ({"distance": -7.0}, f"below 25{T}% (now 17.6{T}%)."),
        ({"distance": -0.0, "years": 0.0}, f"below 25{T}% (now 17.6{T}%)."),
        ({"years": 0.4}, f"from 25{T}% up (now 17.6{T}%; less than a year {AT_THE_PACE})."),
        ({"years": 1.2}, f"from 25{T}% up (now 17.6{T}%; about a year {AT_THE_PACE})."),
        ({"years": 5.3}, f"from 25{T}% up (now 17.6{T}%; about 5 years {AT_THE_PACE})."),
        ({"years": 10.0}, f"from 25{T}% up (now 17.6{T}%; about 10 years {AT_THE_PACE})."),
        ({"years": 10.1}, f"from 25{T}% up (now 17.6{T}%)."),
    ],
)
def test_a_flip_point_in_words(changes, says):
    """Side of the edge, where it stands, and time; what is far off has none."""
    flip = dataclasses.replace(FlipPoint(25, 7.0, IN_PART), **changes)
    told = robustness.flip_sentence(altered("kgz-remit-third", robustness={"now": flip}), "now")
    assert told == f"It would turn to “holds in part” {says}"


@pytest.mark.parametrize(
    ("id", "moment", "says"),
    [
        (
            "kgz-remit-third",
            "then",
            f"It would have turned to “holds in part” below 30{T}% (it was 32.7{T}%).",
        ),
        (
            "kaz-trade",
            "then",
            "It would have turned to “holds” if the figure for “Russia's share of exports” had "
            f"reached 30{T}% (it was 11.6{T}%).",
        ),
        (
            "kaz-trade",
            "now",
            "It would turn to “does not hold” if the figure for “Russia's share of imports” fell "
            f"below 15{T}% (now 27.9{T}%).",
        ),
        ("russia-key-actor", "now", "No one of its figures can turn it alone."),
        ("russia-key-actor", "then", "No one of its figures could have turned it alone."),
    ],
)
def test_a_flip_point_of_then_and_of_a_part(id, moment, says):
    """In the past, and with the part that would have to move; or that no part can."""
    assert robustness.flip_sentence(ledger.finding(id), moment) == says


def test_what_turns_a_verdict_is_said_unless_it_lies_still():
    """Of every verdict that a measured claim has."""
    for found in ledger.findings():
        for moment in moments.MOMENTS if found.robustness else ():
            turns = found.at(moment).verdict != UNTESTABLE
            told = bool(robustness.flip_sentence(found, moment))
            assert told == (turns and not robustness._lies_still(found.claim))


def test_no_variant_has_no_words(data):
    """A claim that rules out every general way and adds none has nothing to say of them."""

    def change(claims):
        claims["kaz-minority"]["robustness"] = {
            "without": ["year-before", "two-years-before", "edges-up", "edges-down"],
            "because": "none makes sense",
        }

    altered_ledger(data, change)
    found = ledger.finding("kaz-minority")
    assert robustness.agreement_sentence(found, "now") == ""
    assert "other ways of counting." not in narrative.card(found)


def test_a_verdict_that_cannot_be_given_has_no_flip_sentence(data):
    """Nothing turns it."""
    (data / "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv").unlink()
    library.describe()
    assert robustness.flip_sentence(ledger.finding("kgz-remit-third"), "now") == ""


def test_the_card_says_how_firm_it_is():
    """Other ways of counting and where it turns stand open; both in tables below.

    A judgement has none of it.
    """
    shown = narrative.card(ledger.finding("tjk-debt-china"))
    assert (
        "The verdict is the same in 2 of 6 other ways of counting. It would turn to “holds” from "
        f"30{T}% up (now 27.5{T}%)."
    ) in shown
    assert shown.count("<caption>") == 2 and "Over what is owed to states alone" in shown
    assert "firmness" not in narrative.card(ledger.finding("russia-feared"))
    aid = narrative.card(ledger.finding("eu-cooperate-aid"))
    assert "Holds from 1.25 times<" in aid


def test_what_the_slider_shows_is_what_the_rule_gives():
    """At each of its places, then and now; and as declared it shows the verdicts of the ledger."""
    for found in ledger.findings():
        if found.robustness:
            places = robustness._places(found)
            assert 100 in places and len(places) <= robustness.PLACES + 2
            band = narrative.card(found).split('data-band="')[1].split('"')[0]
            shown = json.loads(html.unescape(band))
            for moment in moments.MOMENTS:
                *_, words, side = next(row for row in shown[moment][::-1] if row[0] <= 100)
                assert words.endswith(found.at(moment).verdict)
                assert side.strip("()") == found.at(moment).direction
