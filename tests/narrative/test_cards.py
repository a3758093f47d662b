"""The verdict card: what it shows, and that what it shows is text."""

import dataclasses
import re

import pytest
from support.findings import altered

from footprint import ledger, model, narrative
from footprint.ledger import judging
from footprint.model import Bands
from footprint.narrative import parts, sentences

T = "\u202f"


def shown(id: str) -> str:
    """The card of a claim."""
    return narrative.card(ledger.finding(id))


def test_a_card_prints_a_figure_on_its_side_of_the_band():
    """In sentences, on cards and in tables: the bands come with the result."""
    near = altered("kgz-remit-third", now={"value": 29.96, "verdict": model.IN_PART})
    assert f"By 2024 it was 29.96{T}%" in sentences.now_sentence(near)
    assert f"29.96{T}%, 2024" in narrative.card(near)
    assert f"29.96{T}%" in narrative.verdicts([near])


def test_a_card_shows_markup_as_text():
    """Names with tags or quotes are text, never markup."""
    words = {"quote": '<script>"x"</script>', "statement": "<b>", "short": '"><i>'}
    text = narrative.card(altered("kgz-remit-third", claim=words))
    assert "<script>" not in text and "&lt;script&gt;" in text
    assert "<b>&" not in text and "<i>" not in text


@pytest.mark.parametrize("field", ["basis", "reason"])
def test_a_card_shows_markup_in_results_as_text(field):
    """Sources and reasons come from data files, so they are escaped too."""
    text = narrative.card(altered("kgz-remit-third", now={field: "<script>x</script>"}))
    assert "<script>" not in text and "&lt;script&gt;" in text


def test_a_judgement_says_what_would_decide_it():
    """On its card, in place of figures; its lead says only that it is one."""
    survey = "A survey of officials."
    words = {"kind": "judgement", "bands": Bands(), "contrary": None, "would_change": survey}
    result = model.Result(model.UNTESTABLE, reason=judging.JUDGEMENT)
    judged = dataclasses.replace(
        altered("kgz-base", claim=words), then=result, now=result, contrary=None
    )
    assert narrative.lead(judged) == "This is a judgement: no open data can decide it."
    assert f"<b>What would decide it:</b> {survey}" in narrative.card(judged)


def test_sources_on_a_card():
    """Addresses are links under their host; what several parts name stands once, and so does what
    both moments rest on."""
    assert '<a href="https://rferl.org/amp/' in shown("parade-all-five")
    two = altered("kgz-remit-third", now={"basis": "a; b; a"}, then={"basis": "b; c"})
    card = narrative.card(two)
    assert '<p class="basis">May 2023: b; c</p><p class="basis">Now: a; b</p>' in card
    same = altered("kgz-remit-third", now={"basis": "a"}, then={"basis": "a"})
    assert '<p class="basis">Then and now: a</p>' in narrative.card(same)


def test_parts_begin_with_a_capital():
    """A member is one since its year."""
    assert "<li>It serves the CSTO: <span" in shown("kgz-base")
    assert re.search(
        "Eurasian Economic Union: <span[^<]*</span> yes, since 2015", shown("kaz-blocs")
    )


def test_many_parts_are_folded():
    """Up to three stand open beside the verdict, more in the fold, each with both moments."""
    few, many = (shown(id).partition("<details") for id in ("kgz-base", "china-powerful"))
    assert "It serves the CSTO" in few[0]
    each = ledger.finding("china-powerful").now.parts
    assert len(each) > 3 and "<ul>" not in many[0]
    assert "2 of 5 hold" in many[0]
    assert f"17.2{T}% (Tajikistan) to 63{T}% (Turkmenistan)" in many[0]
    assert all(f'<th scope="row">{part.label}</th>' in many[2] for part in each)


@pytest.mark.parametrize(
    ("id", "lines"),
    [
        ("tkm-gas", [("● holds", "yes"), ("◐ in part", "partly so")]),
        ("kgz-base", [("● holds", "yes to all"), ("◐ in part", "yes to some")]),
        (
            "kgz-trade",
            [
                ("", "% of goods"),
                ("", "every part"),
                ("● holds", "30 up"),
                ("◐ in part", "15 to under 30"),
            ],
        ),
        ("russia-feared", [("", "none: a judgement")]),
    ],
)
def test_the_rule_stands_on_the_card(id, lines):
    """In lines, beside both moments; in full, with its reason, in the fold."""
    rule = shown(id).partition('<p class="moment">Rule</p>')[2].partition("</div>")[0]
    told = [
        f"<p><b>{head}</b></p><p>{text}</p>" if head else f"<p>{text}</p>" for head, text in lines
    ]
    assert rule.split() == "\n".join(told).split()


def test_parts_that_are_as_they_were_stand_once():
    """One that moved stands with both its figures."""
    same, moved = shown("kaz-integrity"), shown("kgz-trade")
    assert same.partition("<details")[0].count("Its officials have said so") == 1
    assert f"34.3{T}%, 2021 → <span" in moved and "→" not in same.partition("<details")[0]


def test_what_is_the_same_is_said_once():
    """A column like the one before says so; one whose parts have moved stands whole."""
    heads = {id: shown(id).partition("<details")[0] for id in ("parade-all-five", "kgz-trade")}
    assert heads["parade-all-five"].count("five of the five, 2023") == 1
    assert '<p class="moment">Now</p><p>the same</p>' in heads["parade-all-five"]
    assert "the same" not in heads["kgz-trade"]


def test_an_answer_that_stays_names_both_years():
    """In place of the same answer twice."""
    assert "</span> yes, 2023 and 2025</li>" in shown("kaz-no-condemnation")


def test_two_cards_with_one_quote_are_told_apart():
    """By what the claim's name says after its colon."""
    for id, reading in {"eu-cooperate": "Its agreements", "eu-cooperate-aid": "Its aid"}.items():
        assert f'<p class="tested">{reading}</p>' in shown(id).partition("<details")[0]
    assert '<p class="tested">' not in shown("kgz-trade").partition("<details")[0]


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("csto-members", ("3 of 4 yes", "")),
        ("kgz-trade", None),
        ("russia-not-eroded", None),
        (
            "eu-diversify",
            ("1 of 3 hold, 2 unknown", f"34{T}% (Kyrgyzstan) to 1.5 times (Kazakhstan)"),
        ),
        (
            "migration-size",
            ("1 of 4 hold", f"6.2{T}% (Tajikistan, as Russia counts) to 18.6{T}% (Tajikistan)"),
        ),
    ],
)
def test_many_parts_in_short(id, told):
    """How many hold, and the ends by name: of answers the count, of a few or undecided nothing."""
    assert parts.many(ledger.finding(id).now) == told
