"""Sentences from findings: leads, rules, what became of a claim, counts of claims."""

import dataclasses
import itertools
import re

import pytest
from support.findings import altered

from footprint import ledger, library, model, narrative
from footprint.ledger.verdicts import COMBINE
from footprint.model import (
    FAILS,
    HOLDS,
    IN_PART,
    UNTESTABLE,
    VERDICTS,
    Bands,
    Contrary,
    Interval,
    MeasureCall,
    Part,
    Result,
)
from footprint.narrative import sentences
from footprint.words import titles
from footprint.words.numbers import quantity

T = "\u202f"
RATIO = "BX.TRF.PWKR.DT.GD.ZS"


def rule(id: str, **changes) -> str:
    """The rule of a claim with some fields changed."""
    return sentences.rule(altered(id, claim=changes).claim)


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
        if verdict == UNTESTABLE:
            return Result(verdict, "% of GDP", reason="no series")
        return Result(verdict, "% of GDP", 20.0, year)

    text = narrative.lead(
        dataclasses.replace(found, then=result(before, 2021), now=result(after, 2024))
    )
    assert text.endswith(".") and "{" not in text
    told = re.search("(cannot|could not) be tested|and open now", text)
    assert bool(told) == (UNTESTABLE in (before, after))


def test_the_lead_says_that_a_claim_no_longer_holds():
    """The words of the chapter's first sentence."""
    assert narrative.lead(ledger.finding("kgz-remit-third")) == (
        f"In 2021 the money sent home came to 32.7{T}% of Kyrgyz GDP, nearly a third, as the "
        f"article says. By 2024 it was 17.6{T}%: the claim no longer holds."
    )


def test_every_claim_can_be_told():
    """Sentences, rules and contrary figures of all claims fill in."""
    for found in ledger.findings():
        against = sentences.contrary_sentence(found)
        words = narrative.lead(found) + against + sentences.rule(found.claim)
        assert "{" not in words and "None" not in words.replace("None is declared", "")


@pytest.mark.parametrize(
    ("id", "text"),
    [
        (
            "kgz-remit-third",
            "In % of GDP: holds from 30 to under 36.7; holds in part from 25 to under 30 or from "
            "36.7 up; otherwise it does not hold.",
        ),
        (
            "kgz-debt-china",
            "In % of public external debt: holds from 30 up; holds in part from 15 to under 30; "
            "otherwise it does not hold.",
        ),
        (
            "kgz-base",
            "Holds if the answer is yes to all that is asked, does not hold if it is no to all, "
            "and otherwise holds in part. If an open question could change that, the claim cannot "
            "be tested.",
        ),
        (
            "kaz-votes-crimea",
            "Holds if the answer is yes, in part if it is partly so; otherwise it does not hold.",
        ),
        (
            "eu-cooperate-aid",
            f"Holds from 1.25 times up; holds in part from 100{T}% to under 1.25 times; otherwise "
            "it does not hold.",
        ),
        (
            "china-investor",
            f"Each part, against the largest other: holds from 100{T}% up; holds in part from "
            f"50{T}% to under 100{T}%; otherwise it does not hold. {sentences.TOGETHER['most']}",
        ),
        (
            "uzb-blocs",
            "Each part, number of the five organisations: holds under 1; holds in part from 1 to "
            f"under 2; otherwise it does not hold. {sentences.TOGETHER['every']}",
        ),
    ],
)
def test_a_rule_in_words(id, text):
    """Two-sided, one-sided and yes-or-no bands, factors and counts."""
    assert rule(id) == text


@pytest.mark.parametrize("parts", list(itertools.product(VERDICTS, repeat=3)))
def test_the_rule_says_what_the_code_does(parts):
    """Each clause of the sentences on parts, read literally, for every combination of three."""
    whole = {frozenset({HOLDS}): HOLDS, frozenset({FAILS}): FAILS}
    if UNTESTABLE not in parts:
        assert COMBINE["every"](parts) == whole.get(frozenset(parts), IN_PART)
    for way in COMBINE:
        ends = {
            COMBINE[way]([end if part == UNTESTABLE else part for part in parts])
            for end in VERDICTS[:3]
        }
        assert COMBINE[way](parts) == (ends.pop() if len(ends) == 1 else UNTESTABLE)


def test_a_judgement_has_no_band():
    """And says so."""
    told = rule("kgz-remit-third", kind="judgement", bands=Bands())
    assert told == "There is no rule: no open data can decide a judgement."


def test_the_lead_gives_the_reason_that_nothing_can_be_said():
    """Then stands, now names what is missing; no word on what became of the claim."""
    gone = Result(UNTESTABLE, "% of GDP", reason="the series is gone")
    text = narrative.lead(dataclasses.replace(ledger.finding("kgz-remit-third"), now=gone))
    assert text.endswith("It cannot be tested now: the series is gone.")
    assert "the claim" not in text


@pytest.mark.parametrize("combine", ["every", "any", "most"])
def test_the_rule_says_how_parts_are_summed_up(combine):
    """On the card of a claim with several parts, of figures and of answers."""
    together = sentences.TOGETHER[combine]
    assert rule("kgz-trade", combine=combine).endswith(f" {together}")
    answers = rule("kgz-base", combine=combine)
    if combine == "every":
        assert answers == sentences.ALL_ASKED
    else:
        assert answers.endswith(f"otherwise it does not hold. {together}")


def test_a_count_has_a_rule_of_its_own():
    """The bands of a count name it as one."""
    assert rule("parade-all-five") == (
        "Number of the five: holds from 5 up; holds in part from 3 to under 5; otherwise it does "
        "not hold."
    )


def test_weighed_counts_then_and_now():
    """Each group has its sentence, and a page's opening ends with that of all its claims."""
    found = ledger.finding("kgz-remit-third")
    assert narrative.weighed({"on money": [found], "on all": [found, found]}) == (
        "Of the 1 claim on money, 1 held in May 2023; today 1 does not hold. Of the 2 claims on "
        "all, 2 held in May 2023; today 2 do not hold."
    )
    assert narrative.weighed({"on this page": [found]}) == (
        "Of the 1 claim on this page, 1 held in May 2023; today 1 does not hold."
    )


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
    own = {"readings": {"": {2021: 30.0}}}
    found = altered("tjk-remit-third", then={"value": 30.0}, now={"value": after}, robustness=own)
    assert f" it {said} " in sentences.now_sentence(found)


def test_a_revision_is_no_move():
    """Of two editions the direction is that of today's; a year that today's has not gives none."""
    found = altered("tjk-remit-third", then={"value": 47.9}, now={"value": 33.4})
    own = {
        name: altered("tjk-remit-third", robustness={"readings": {"": years}})
        for name, years in {"fell": {2021: 40.0}, "none": {2020: 40.0}}.items()
    }
    told = {
        name: sentences.now_sentence(dataclasses.replace(found, robustness=of.robustness))
        for name, of in own.items()
    }
    assert (
        f"it had fallen from 40{T}% (the figure of 2021, since revised) to 33.4{T}%" in told["fell"]
    )
    assert f"it was 33.4{T}%" in told["none"]
    assert f"it had hardly moved from 32.7{T}% (the figure of 2021," in sentences.now_sentence(
        found
    )


@pytest.mark.parametrize("today", [20.0, 33.4, 47.9])
@pytest.mark.parametrize("known", [20.0, 33.4, 47.9])
def test_lead_and_chart_never_contradict_each_other(data, edit_csv, known, today):
    """Whatever was known then and is known now: both tell the direction by today's figures."""
    year = {"economy": "TJK", "year": "2024"}
    (gdp,) = library.default().series("NY.GDP.MKTP.CD", "TJK")[0].where(year=2024)
    edit_csv(
        data / "worldbank/BX.TRF.PWKR.CD.DT.csv", year, "value", str(gdp["value"] * today / 100)
    )
    row = {"economy": "TJK", "year": "2021", "indicator": RATIO}
    edit_csv(data / "worldbank/vintages/2023-04.csv", row, "value", str(known))
    library.describe()
    line = library.pull(RATIO).series(RATIO).query("economy == 'TJK'")
    title = titles.moved("They", line, 2021, "%")
    told = narrative.lead(ledger.finding("tjk-remit-third"))
    ways = {"rose": "had risen", "fell": "had fallen", "hardly moved": "hardly moved"}
    (way,) = [way for way in ways if f"They {way}" in title]
    assert ways[way] in told and not any(word in told for word in {*ways.values()} - {ways[way]})
    assert f"{quantity(known, '%')}" in told and f"{quantity(today, '%')}" in told
    before = quantity(float(line.set_index("year")["value"][2021]), "%")
    assert before in title and before in told


def test_a_factor_below_one_is_a_share_of_something():
    """“9 % of that …”, “8.3 times that …”, and a list of both."""
    text = narrative.lead(ledger.finding("china-investor"))
    assert f"it is 101{T}% of that of the largest other" in text and "6.1 times that in" in text


def test_open_parts_are_named_with_one_reason():
    """Without a colon in a colon, or the question word for word."""
    own = ledger.finding("afghan-help")
    plain = {key: text for key, text in own.claim.sentences.items() if key != UNTESTABLE}
    bare = {
        at: {"parts": tuple(dataclasses.replace(part, told="") for part in result.parts)}
        for at, result in {"then": own.then, "now": own.now}.items()
    }
    found = altered("afghan-help", claim={"sentences": plain, "missing": None}, **bare)
    assert narrative.lead(found) == (
        "Open in May 2023, and open now: “Russia has helped Turkmenistan at that border” "
        "is open (no document read settles it)."
    )


def told(value: float, says: str) -> Part:
    """A part with a figure of one year, and what it says."""
    return Part("a", "the part", Result(HOLDS, "% of GDP", value, 2023), says)


def test_a_sentence_has_the_words_or_the_figures_of_all_parts():
    """Those without a figure are left out; words are joined, the first with a capital."""
    parts = (
        told(3.0, "it rose"),
        told(4.0, ""),
        Part("b", "open", Result(UNTESTABLE), "it is not"),
    )
    result = Result(HOLDS, parts=parts)
    assert sentences.fill("{told}.", result) == "It rose; it is not."
    assert (
        sentences.fill("{figures}.", result)
        == f"3{T}% for the part (2023); 4{T}% for the part (2023)."
    )


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("{told}", "It fell: the claim still holds."),
        ("Today {told}", "Today it fell: the claim still holds."),
        ("Today this. {told}", "Today this. It fell: the claim still holds."),
    ],
)
def test_of_what_parts_say_only_the_news_is_told_again(sentence, says):
    """With a capital where a sentence begins, and nowhere else."""
    same = told(3.0, "it is there")
    found = altered(
        "kgz-base",
        claim={"sentences": {HOLDS: "{told}.", "now": sentence}},
        then={"verdict": HOLDS, "parts": (same, told(3.0, "it rose"))},
        now={"verdict": HOLDS, "parts": (same, told(3.0, "it fell"))},
    )
    assert narrative.lead(found) == f"It is there; it rose. {says}"


@pytest.mark.parametrize(("now", "ends"), [("it rose", True), ("it fell", False)])
def test_what_is_the_same_is_not_read_twice(now, ends):
    """What records say now is left out only if it is what they said."""
    words = {HOLDS: "{told}.", "now": "Today {told}"}
    found = altered(
        "kgz-base",
        claim={"sentences": words},
        then={"verdict": HOLDS, "parts": (told(3.0, "it rose"),)},
        now={"verdict": HOLDS, "parts": (told(3.0, now),)},
    )
    assert (narrative.lead(found) == "It rose: the claim still holds.") == ends


@pytest.mark.parametrize(
    ("otherwise", "says"),
    [
        (
            "{value} went elsewhere.",
            f"Nothing in the data speaks against it: 3{T}% went elsewhere.",
        ),
        ("", "Nothing in the data speaks against it."),
    ],
)
def test_a_figure_that_does_not_speak_against_says_so(otherwise, says):
    """Outside the declared values the sentence of the other side is not shown."""
    contrary = Contrary(
        MeasureCall("series"), "%", "No: {value}.", Interval(50), otherwise=otherwise
    )
    found = altered("kgz-base", claim={"contrary": contrary}, now={"verdict": HOLDS})
    result = Result("", "%", 3.0, 2023)
    assert sentences.contrary_sentence(dataclasses.replace(found, contrary=result)) == says
    against = dataclasses.replace(found, contrary=dataclasses.replace(result, value=60.0))
    assert sentences.contrary_sentence(against) == f"No: 60{T}%."


def test_an_open_claim_is_told_by_its_parts():
    """Where the ledger has no sentence for it and names no source."""
    parts = (told(1.0, "it came"), Part("b", "open", Result(UNTESTABLE), "who went is not known"))
    open_ = {"verdict": UNTESTABLE, "parts": parts}
    words = {"sentences": {"now": "{told}"}, "missing": None}
    found = altered("kgz-base", claim=words, then=open_, now=open_)
    assert narrative.lead(found) == (
        "Open in May 2023, and open now. It came; who went is not known."
    )


@pytest.mark.parametrize(
    ("parts", "unit", "short"),
    [
        ([], "%", ""),
        ([None, None], "%", ""),
        ([12.7, None], "%", f"12.7{T}%"),
        ([12.7, 16.7, 3.0], "%", f"12.7{T}%, 16.7{T}% and 3{T}%"),
        ([12.7, 16.7, 3.0, 40.0], "%", f"from 3{T}% to 40{T}%"),
        ([1.0, 0.0, None, 0.5], "yes or no", "1 of 4 yes"),
        ([0.0, 3.0], "of the five", "0 and 3 of the five"),
    ],
)
def test_what_a_verdict_rests_on_in_short(parts, unit, short):
    """The figures of few parts, the ends of many, the count of answers, nothing where none is known."""
    results = [model.Result(model.IN_PART, unit, value) for value in parts]
    own = tuple(model.Part(str(at), "", result) for at, result in enumerate(results))
    assert sentences.in_short(model.Result(model.IN_PART, unit, parts=own)) == short


def test_a_figure_of_its_own_comes_first():
    """With its year."""
    assert sentences.in_short(model.Result(model.HOLDS, "%", 17.6, 2024)) == f"17.6{T}%, 2024"
