"""Words from figures: numbers, directions, sentences, cards."""

import dataclasses
import itertools
import types

import pandas as pd
import pytest

from footprint import ledger, model, narrative
from footprint.figures import shades
from footprint.figures.tables import ANSWER_SIGNS
from footprint.ledger import judging
from footprint.ledger.verdicts import COMBINE
from footprint.model import UNTESTABLE, VERDICTS, Result
from footprint.narrative import SYMBOLS, badge, sentences
from footprint.topics import remittances
from footprint.words import titles

T = "\u202f"


def test_a_card_prints_a_figure_on_its_side_of_the_band():
    """In sentences, on cards and in tables: the bands come with the result."""
    found = ledger.finding("kgz-remit-third")
    near = dataclasses.replace(
        found, now=dataclasses.replace(found.now, value=29.96, verdict=model.IN_PART)
    )
    assert (
        f"By 2024 it was 29.96{T}%" in narrative.now_sentence(near)
        and f"29.96{T}%, 2024" in narrative.card(near).data
    )
    assert f"29.96{T}%" in narrative.then_and_now([near]).data


def test_every_turn_has_words():
    """Whatever a claim was, if it can be tested now there is a sentence for what became of it."""
    assert set(sentences.TURNS) == set(itertools.product(VERDICTS, VERDICTS)) - {
        (before, UNTESTABLE) for before in VERDICTS
    }


@pytest.mark.parametrize(("before", "after"), list(itertools.product(VERDICTS, VERDICTS)))
def test_a_lead_for_every_pair(before, after):
    """Each pair of verdicts gives two sentences without a gap."""
    found = ledger.finding("kgz-remit-third")

    def result(verdict: str, year: int) -> Result:
        return (
            Result(verdict, "% of GDP", reason="no series")
            if verdict == UNTESTABLE
            else Result(verdict, "% of GDP", 20.0, year)
        )

    text = narrative.lead(
        dataclasses.replace(found, then=result(before, 2021), now=result(after, 2024))
    ).data
    assert text.endswith(".") and "{" not in text
    assert ("cannot be tested" in text or "can be tested" in text) == (
        UNTESTABLE in (before, after)
    )


def test_the_lead_says_that_a_claim_no_longer_holds():
    """The words of the chapter's first sentence."""
    text = narrative.lead(ledger.finding("kgz-remit-third")).data
    assert text == (
        f"In 2021 the money sent home came to 32.7{T}% of Kyrgyz GDP, nearly a third, as the article says. "
        f"By 2024 it was 17.7{T}%: the claim no longer holds."
    )


def test_a_card_shows_markup_as_text():
    """Names with tags or quotes are text, never markup."""
    found = ledger.finding("kgz-remit-third")
    claim = dataclasses.replace(
        found.claim, quote='<script>"x"</script>', statement="<b>", short='"><i>'
    )
    text = narrative.card(dataclasses.replace(found, claim=claim)).data
    assert (
        "<script>" not in text
        and "<b>&" not in text
        and "<i>" not in text
        and "&lt;script&gt;" in text
    )


def test_a_verdict_is_a_shape_and_a_word():
    """Never colour alone: four shapes, four words."""
    badges = {badge(verdict) for verdict in VERDICTS}
    assert len({SYMBOLS[verdict] for verdict in VERDICTS}) == len(badges) == 4
    assert all(verdict in badge(verdict) for verdict in VERDICTS)


def test_every_claim_can_be_told():
    """Sentences, rules and contrary figures of all claims fill in."""
    for found in ledger.findings():
        words = (
            narrative.lead(found).data
            + narrative.contrary_sentence(found)
            + narrative.rule(found.claim)
        )
        assert "{" not in words and "None" not in words.replace("None is declared", "")


@pytest.mark.parametrize(
    ("value", "fill"),
    [
        (4.99, shades.SHADES[0]),
        (5, shades.SHADES[1]),
        (36.7, shades.SHADES[4]),
        (float("nan"), "url(#no-data)"),
        (None, "url(#no-data)"),
    ],
)
def test_shade_at_the_edges(value, fill):
    """A class begins at its lower edge; no value is hatched."""
    assert shades.shade(value, [5, 15, 25, 36.7]) == fill


@pytest.mark.parametrize(
    ("id", "text"),
    [
        (
            "kgz-remit-third",
            "In % of GDP: holds from 30 to under 36.7; holds in part from 25 to under 30 or from 36.7 up; otherwise it does not hold.",
        ),
        (
            "kgz-debt-china",
            "In % of public external debt: holds from 30 up; holds in part from 15 to under 30; otherwise it does not hold.",
        ),
        (
            "kgz-base",
            "Holds if the answer is yes to all that is asked, does not hold if it is no to all, and otherwise holds in part. "
            "If a question stays open, the claim cannot be tested, unless one answer is yes or partly and another is no.",
        ),
        (
            "kaz-votes-crimea",
            "Holds if the answer is yes, in part if it is partly so; otherwise it does not hold.",
        ),
        (
            "eu-cooperate-aid",
            f"Holds from 1.25 times up; holds in part from 100{T}% to under 1.25 times; otherwise it does not hold.",
        ),
        (
            "china-investor",
            f"Each part, against the largest other: holds from 100{T}% up; holds in part from 50{T}% to under 100{T}%; otherwise it does not hold. {sentences.TOGETHER['most']}",
        ),
        (
            "uzb-blocs",
            f"Each part, number of the five organisations: holds under 1; holds in part from 1 to under 2; otherwise it does not hold. {sentences.TOGETHER['every']}",
        ),
    ],
)
def test_a_rule_in_words(id, text):
    """Two-sided, one-sided and yes-or-no bands, factors and counts."""
    assert narrative.rule(ledger.finding(id).claim) == text


@pytest.mark.parametrize("parts", list(itertools.product(VERDICTS, repeat=3)))
def test_the_rule_says_what_the_code_does(parts):
    """Each clause of the sentences on parts, read literally, for every combination of three."""
    some, none, unknown = (
        {model.HOLDS, model.IN_PART} & set(parts),
        model.FAILS in parts,
        UNTESTABLE in parts,
    )
    every = (
        UNTESTABLE
        if unknown and not (some and none)
        else (
            model.HOLDS
            if set(parts) == {model.HOLDS}
            else model.FAILS
            if set(parts) == {model.FAILS}
            else model.IN_PART
        )
    )
    assert COMBINE["every"](parts) == every
    ends = {
        COMBINE["most"]([end if part == UNTESTABLE else part for part in parts])
        for end in VERDICTS[:3]
    }
    assert COMBINE["most"](parts) == (ends.pop() if len(ends) == 1 else UNTESTABLE)
    best = {
        COMBINE["any"]([end if part == UNTESTABLE else part for part in parts])
        for end in VERDICTS[:3]
    }
    assert COMBINE["any"](parts) == (best.pop() if len(best) == 1 else UNTESTABLE)


def test_a_judgement_has_no_band():
    """And says so."""
    claim = dataclasses.replace(
        ledger.finding("kgz-remit-third").claim, kind="judgement", bands=None
    )
    assert narrative.rule(claim) == "There is no rule: no open data can decide a judgement."


def test_the_lead_gives_the_reason_that_nothing_can_be_said():
    """Then stands, now names what is missing; no word on what became of the claim."""
    found = ledger.finding("kgz-remit-third")
    text = narrative.lead(
        dataclasses.replace(found, now=Result(UNTESTABLE, "% of GDP", reason="the series is gone"))
    ).data
    assert (
        text.endswith("What is true now cannot be tested: the series is gone.")
        and "the claim" not in text
    )


@pytest.mark.parametrize("field", ["basis", "reason"])
def test_a_card_shows_markup_in_results_as_text(field):
    """Sources and reasons come from data files, so they are escaped too."""
    found = ledger.finding("kgz-remit-third")
    now = dataclasses.replace(found.now, **{field: "<script>x</script>"})
    text = narrative.card(dataclasses.replace(found, now=now)).data
    assert "<script>" not in text and "&lt;script&gt;" in text


def test_a_judgement_says_what_would_decide_it():
    """In its lead and on its card, in place of figures."""
    found = ledger.finding("kgz-base")
    claim = dataclasses.replace(
        found.claim,
        kind="judgement",
        bands=None,
        contrary=None,
        would_change="A survey of officials.",
    )
    result = model.Result(model.UNTESTABLE, reason=judging.JUDGEMENT)
    judged = dataclasses.replace(found, claim=claim, then=result, now=result, contrary=None)
    assert (
        narrative.lead(judged).data
        == "This is a judgement: no open data can decide it. What would decide it: A survey of officials."
    )
    assert "<b>What would decide it:</b> A survey of officials." in narrative.card(judged).data


@pytest.mark.parametrize("combine", ["every", "any", "most"])
def test_the_rule_says_how_parts_are_summed_up(combine):
    """On the card of a claim with several parts, of figures and of answers."""
    assert narrative.rule(
        dataclasses.replace(ledger.finding("kgz-trade").claim, combine=combine)
    ).endswith(f" {sentences.TOGETHER[combine]}")
    answers = narrative.rule(dataclasses.replace(ledger.finding("kgz-base").claim, combine=combine))
    assert (
        answers == sentences.ALL_ASKED
        if combine == "every"
        else answers.endswith(f"otherwise it does not hold. {sentences.TOGETHER[combine]}")
    )


def test_a_count_has_a_rule_of_its_own():
    """The bands of a count name it as one."""
    assert narrative.rule(ledger.finding("parade-all-five").claim) == (
        "Number of the five: holds from 5 up; holds in part from 3 to under 5; otherwise it does not hold."
    )


def test_every_answer_has_a_sign_of_its_own():
    """Votes and attendance are told apart without colour."""
    votes, came = ("yes", "against", "abstain", "absent", "unknown"), ("yes", "no", "unknown")
    assert all(
        len({ANSWER_SIGNS[answer] for answer in answers}) == len(answers)
        for answers in (votes, came)
    )


FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


def series(*values):
    """A line of one value a year from 2001 on."""
    return pd.DataFrame({"year": range(2001, 2001 + len(values)), "value": values})


def test_weighed_counts_then_and_now():
    """Each group has its sentence, and a page's opening ends with that of all its claims."""
    found = ledger.finding("kgz-remit-third")
    said = narrative.weighed({"on money": [found], "on all": [found, found]}).data
    assert (
        said
        == "Of the 1 claim on money, 1 held in May 2023; today 1 does not hold. Of the 2 claims on all, 2 held in May 2023; today 2 do not hold."
    )
    assert narrative.opening(found, [found]).data.endswith(
        "Of the 1 claim on this page, 1 held in May 2023; today 1 does not hold."
    )


def test_two_figures_for_one_year():
    """Both are given with where they stand; the same figure is given once."""
    found = ledger.finding("uzb-remittances")
    assert remittances.sent_from(found, "Russia", "russia", "all").startswith("From Russia came ")
    value = next(part.result.value for part in found.then.parts if part.id == "all")
    for now, said in (
        (value - 1, "For 2021 there are two figures: "),
        (value, "For 2021 today's edition still says "),
    ):
        assert narrative.reread(
            found, "all", pd.DataFrame({"year": [2021], "value": [now]})
        ).data.startswith(said)
    assert (
        "cannot be set beside"
        in narrative.reread(found, "all", pd.DataFrame({"year": [2020], "value": [1.0]})).data
    )


def test_how_old_figures_are():
    """Of an economy alone; all fresh is said too."""
    rows = [("KGZ", "A", 1996), ("KGZ", "B", 2024), ("UZB", "A", 2025)]
    pull = types.SimpleNamespace(data=pd.DataFrame(rows, columns=["economy", "indicator", "year"]))
    assert (
        narrative.aged([pull], "KGZ", 2020).data
        == "Mind the last column: in 1 of the 2 rows the newest figure is from before 2020, the oldest of 1996."
    )
    assert narrative.aged([pull], "UZB", 2020).data == "All 1 series have a value of 2020 or later."


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (31.6, "had risen to"),
        (31.4, "was still"),
        (28.6, "was still"),
        (28.4, "had fallen to"),
        (None, "was"),
    ],
)
def test_what_became_of_a_value_is_computed(after, said):
    """Within a twentieth it is still the same; without a figure nothing moved."""
    found = ledger.finding("tjk-remit-third")
    found = dataclasses.replace(
        found,
        then=dataclasses.replace(found.then, value=30.0),
        now=dataclasses.replace(found.now, value=after),
    )
    assert f" it {said} " in narrative.now_sentence(found)


def test_a_factor_below_one_is_a_share_of_something():
    """“9 % of what …”, “8.3 times what …”, and a list of both."""
    text = narrative.lead(ledger.finding("china-investor")).data
    assert f"had invested 9{T}% of what the largest other" in text and "8.3 times what" in text


def test_open_parts_are_named_with_one_reason():
    """Without a colon in a colon, or the question word for word."""
    assert narrative.lead(ledger.finding("afghan-help")).data == (
        "Neither what was true in May 2023 nor what is true now can be tested: “Russia has helped Turkmenistan at that border” and “Russian help prevented an attack” "
        "are open (no document read settles it)."
    )


def test_sources_on_a_card():
    """Addresses are links under their host; parts from one source name it once, from several each its own, from many how many."""
    assert (
        '<a href="https://rferl.org/amp/' in narrative.card(ledger.finding("parade-all-five")).data
    )
    one, two = (
        narrative.card(ledger.finding(id)).data for id in ("china-powerful-credit", "kgz-trade")
    )
    assert one.count('<p class="basis">') == 2 and '<span class="basis">' not in one
    assert two.count('<span class="basis">') == 4 and '<p class="basis">' not in two
    found = ledger.finding("kgz-remit-third")
    sources = narrative.card(
        dataclasses.replace(found, now=dataclasses.replace(found.now, basis="a; b; c; d"))
    ).data
    assert "4 sources, named row by row in this chapter" in sources


def test_parts_begin_with_a_capital():
    """On cards and in tables; and a member is one since its year."""
    found = ledger.finding("kgz-base")
    assert (
        "</span> It serves the CSTO: yes, 2023" in narrative.card(found).data
        and "| It serves the CSTO |" in narrative.then_and_now([found]).data
    )
    assert (
        "Eurasian Economic Union: yes, since 2015"
        in narrative.card(ledger.finding("kaz-blocs")).data
    )


def test_the_columns_of_the_two_moments():
    """They are called alike in every table."""
    found = [ledger.finding("kgz-base")]
    assert all(
        "| May 2023 | Now |" in shown.data
        for shown in (narrative.strip(found), narrative.board(found), narrative.then_and_now(found))
    )


def test_what_would_change_a_verdict():
    """Rule and remedy on lines of their own, called by what they are."""
    lines = narrative.changes(
        [ledger.finding("kgz-trade"), ledger.finding("russia-feared")]
    ).data.splitlines()
    assert lines[0] == "- **Kyrgyzstan depends on Russia for trade.**\\" and lines[1].startswith(
        "  Rule: Each part, in % of goods: "
    )
    assert lines[2].startswith("  What would change it: A year") and lines[5].startswith(
        "  What would decide it: Minutes"
    )


SERIES = pd.DataFrame({"year": [2021, 2022, 2023], "value": [24.6, 49.1, 24.8]})


def test_a_course_tells_the_year_between():
    """In the title and in a sentence; both fall silent where no year lies outside, or none lies between."""
    assert (
        titles.course("It", SERIES, 2021, "%")
        == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2023, after 49.1{T}% in 2022"
    )
    assert narrative.year_between("it", SERIES, 2021, "%").data.startswith(
        f"In 2022 it stood at 49.1{T}%. The verdicts read 2021 and 2023,"
    )
    short = SERIES[SERIES["year"] != 2022]
    assert (
        titles.course("It", short, 2021, "%") == titles.moved("It", short, 2021, "%")
        and narrative.year_between("it", short, 2021, "%").data == ""
    )
    assert titles.farthest(SERIES, 2020) is None


def test_two_figures_for_one_year_are_explained():
    """Only where they print differently."""
    then = dataclasses.replace(
        ledger.finding("kgz-remit-third").then, value=32.7, year=2021, basis="April"
    )
    today = pd.DataFrame({"year": [2021], "value": [32.6]})
    assert (
        narrative.reprinted(then, today).data
        == f"Two figures stand for 2021. 32.7{T}% is what was known in May 2023 (April); today's figures say 32.6{T}%."
    )
    assert (
        narrative.reprinted(then, today.assign(value=32.68)).data
        == ""
        == narrative.reprinted(dataclasses.replace(then, value=None), today).data
    )
    assert narrative.reprinted(then, today.assign(year=2020)).data.endswith(
        "today's figures say no figure."
    )


def test_what_was_left_open_then():
    """Answered since, or still open; the rest is not mentioned."""
    found = ledger.finding("tjk-base")
    assert (
        narrative.left_unanswered(found).data
        == "Whether it serves the CSTO, no document from before the article that was read answers; one of 2024 says yes."
    )
    assert narrative.left_unanswered(dataclasses.replace(found, now=found.then)).data.endswith(
        "answers; nor does a later one."
    )
    assert narrative.left_unanswered(dataclasses.replace(found, then=found.now)).data == ""


def test_readings_counted():
    """Of the parts of a claim."""
    found = ledger.finding("kgz-remit-third-russia")
    assert (
        narrative.of_readings(found, "so").data
        == "Of the 2 readings none was so in May 2023, and none is now."
    )
