"""Words from figures: numbers, directions, sentences, cards."""

import dataclasses
import itertools

import pandas as pd
import pytest

from footprint import ledger, maps, narrative
from footprint.ledger import UNTESTABLE, VERDICTS, Part, Result
from footprint.verdicts import COMBINE

T = "\u202f"


@pytest.mark.parametrize(("value", "text"), [
    (0.0, "0"), (0.08333, "0.083"), (0.749, "0.75"), (1.0615, "1.06"), (17.736, "17.7"), (98.0, "98"), (105.3, "105"), (-3.25, "−3.25"),
    (999.6, "1" + T + "000"), (1234567.0, "1" + T + "230" + T + "000")])
def test_digits(value, text):
    """Three significant digits, two below one."""
    assert narrative.digits(value) == text


@pytest.mark.parametrize(("value", "unit", "text"), [
    (32.687, "% of GDP", f"32.7{T}%"), (1.1281, "million people", "1.13 million"), (1.0, "yes or no", "yes"), (0.5, "yes or no", "partly"),
    (0.0, "yes or no", "no"), (None, "% of GDP", "no figure"), (3.197e9, "current US$", "US$ 3.2 billion"), (7.34e6, "people", "7.34 million"),
    (-4.1e7, "current US$", "US$ −41 million"), (4.3, "annual %", f"4.3{T}%"), (-0.23, "estimate, about -2.5 to 2.5", "−0.23"),
    (9.94, "%", f"9.9{T}%"), (9.96, "%", f"10{T}%"), (0.083, "%", f"0.1{T}%"), (0.04, "%", f"under 0.1{T}%"), (-0.04, "%", f"0{T}%"), (0.0, "%", f"0{T}%"),
    (-5.82, "%", f"−5.8{T}%"), (99.96, "%", f"100{T}%"), (152.3, "%", f"152{T}%"), (1234.5, "%", f"1{T}234{T}%"), (0.714, "yes or no", f"71.4{T}%"),
    (1280.0, "million US$", "US$ 1.28 billion"), (58.6, "billion US$", "US$ 58.6 billion"), (128.0, "million US$", "US$ 128 million"),
    (0.087, "times", f"9{T}%"), (1.06, "times", f"106{T}%"), (1.099, "times", f"110{T}%"), (1.1, "times", "1.1 times"), (12.66, "times the largest other", "12.7 times")])
def test_quantity(value, unit, text):
    """A value as it stands in a sentence; a factor is a share up to its edge."""
    assert narrative.quantity(value, unit) == text


@pytest.mark.parametrize(("value", "unit", "edges", "text"), [
    (29.96, "% of GDP", [30], f"29.96{T}%"), (30.0, "% of GDP", [30], f"30{T}%"), (30.04, "% of GDP", [30], f"30{T}%"), (36.66, "% of GDP", [30, 36.7], f"36.66{T}%"),
    (29.9999999, "%", [30], f"29.9999999{T}%"), (36.7, "%", [36.7], f"36.7{T}%"), (0.9996, "million people", [1, 2], "0.9996 million"),
    (0.997, "times", [1], f"99.7{T}%"), (1.24, "times", [1.25], "1.2 times"), (1.26, "times", [1.25], "1.3 times"), (1.25, "times", [1.25], "1.25 times"),
    (0.4999, "yes or no", [0.5, 1], f"49.99{T}%"), (9.996, "km", [10], "9.996 km")])
def test_a_figure_never_seems_to_contradict_its_verdict(value, unit, edges, text):
    """Rounded across the edge of a band, it gets the digits that keep it on its side; elsewhere it has no more than others."""
    assert narrative.quantity(value, unit, edges) == text


def test_a_card_prints_a_figure_on_its_side_of_the_band():
    """In sentences, on cards and in tables: the bands come with the result."""
    found = ledger.finding("kgz-remit-third")
    near = dataclasses.replace(found, now=dataclasses.replace(found.now, value=29.96, verdict=ledger.IN_PART))
    assert f"By 2024 it was 29.96{T}%" in narrative.now_sentence(near) and f"29.96{T}%, 2024" in narrative.card(near).data
    assert f"29.96{T}%" in narrative.then_and_now([near]).data


@pytest.mark.parametrize(("rank", "word"), [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (103, "103rd"), (111, "111th")])
def test_ordinal(rank, word):
    """In words up to ten."""
    assert narrative.ordinal(rank) == word


@pytest.mark.parametrize(("after", "word"), [(105, "hardly moved"), (95, "hardly moved"), (105.1, "rose"), (94.9, "fell")])
def test_movement_at_its_edges(after, word):
    """A twentieth either way is steady."""
    assert narrative.movement(100, after) == word


def test_moved_needs_two_years():
    """Without the year asked for, or anything after it, the title says so."""
    held = pd.DataFrame({"year": [2021, 2024], "value": [32.6, 17.7]})
    assert narrative.moved("It", held, 2021, "%") == f"It fell from 32.6{T}% in 2021 to 17.7{T}% in 2024"
    assert narrative.moved("It", held.assign(value=[24.6, 24.8]), 2021, "%") == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2024"
    assert narrative.moved("It", held.assign(value=[0.12, 0.083]), 2021, "%") == f"It fell from 0.12{T}% in 2021 to 0.1{T}% in 2024"
    assert narrative.moved("It", held.assign(value=[0.9, 1.3]), 2021, "times") == "It rose from 0.9 times in 2021 to 1.3 times in 2024"
    assert narrative.moved("It", held[:1], 2021, "%") == narrative.moved("It", held[1:], 2021, "%") == "It: no figures to compare since 2021"


def test_every_turn_has_words():
    """Whatever a claim was, if it can be tested now there is a sentence for what became of it."""
    assert set(narrative.TURNS) == set(itertools.product(VERDICTS, VERDICTS)) - {(before, UNTESTABLE) for before in VERDICTS}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(VERDICTS, VERDICTS)))
def test_a_lead_for_every_pair(before, after):
    """Each pair of verdicts gives two sentences without a gap."""
    found = ledger.finding("kgz-remit-third")

    def result(verdict: str, year: int) -> Result:
        return Result(verdict, "% of GDP", reason="no series") if verdict == UNTESTABLE else Result(verdict, "% of GDP", 20.0, year)

    text = narrative.lead(dataclasses.replace(found, then=result(before, 2021), now=result(after, 2024))).data
    assert text.endswith(".") and "{" not in text
    assert ("cannot be tested" in text or "can be tested" in text) == (UNTESTABLE in (before, after))


def test_the_lead_says_that_a_claim_no_longer_holds():
    """The words of the chapter's first sentence."""
    text = narrative.lead(ledger.finding("kgz-remit-third")).data
    assert text == (f"In 2021 the money sent home came to 32.7{T}% of Kyrgyz GDP, nearly a third, as the article says. "
                    f"By 2024 it was 17.7{T}%: the claim no longer holds.")


def test_a_card_shows_markup_as_text():
    """Names with tags or quotes are text, never markup."""
    found = ledger.finding("kgz-remit-third")
    claim = dataclasses.replace(found.claim, quote='<script>"x"</script>', statement="<b>", short='"><i>')
    text = narrative.card(dataclasses.replace(found, claim=claim)).data
    assert "<script>" not in text and "<b>&" not in text and "<i>" not in text and "&lt;script&gt;" in text


def test_a_verdict_is_a_shape_and_a_word():
    """Never colour alone: four shapes, four words."""
    badges = {narrative.badge(verdict) for verdict in VERDICTS}
    assert len({narrative.SYMBOLS[verdict] for verdict in VERDICTS}) == len(badges) == 4
    assert all(verdict in narrative.badge(verdict) for verdict in VERDICTS)


def test_every_claim_can_be_told():
    """Sentences, rules and contrary figures of all claims fill in."""
    for found in ledger.findings():
        words = narrative.lead(found).data + narrative.contrary_sentence(found) + narrative.rule(found.claim)
        assert "{" not in words and "None" not in words.replace("None is declared", "")


@pytest.mark.parametrize(("value", "fill"), [
    (4.99, maps.SHADES[0]), (5, maps.SHADES[1]), (36.7, maps.SHADES[4]), (float("nan"), "url(#no-data)"), (None, "url(#no-data)")])
def test_shade_at_the_edges(value, fill):
    """A class begins at its lower edge; no value is hatched."""
    assert maps.shade(value, [5, 15, 25, 36.7]) == fill


@pytest.mark.parametrize(("id", "text"), [
    ("kgz-remit-third", "In % of GDP: holds from 30 to under 36.7; holds in part from 25 to under 30 or from 36.7 up; otherwise it does not hold."),
    ("kgz-debt-china", "In % of public external debt: holds from 30 up; holds in part from 15 to under 30; otherwise it does not hold."),
    ("kgz-base", "Holds if the answer is yes to all that is asked, does not hold if it is no to all, and otherwise holds in part. "
                 "If a question stays open, the claim cannot be tested, unless one answer is yes or partly and another is no."),
    ("kaz-votes-crimea", "Holds if the answer is yes, in part if it is partly so; otherwise it does not hold."),
    ("eu-cooperate-aid", f"Holds from 1.25 times up; holds in part from 100{T}% to under 1.25 times; otherwise it does not hold."),
    ("china-investor", f"Each part, against the largest other: holds from 100{T}% up; holds in part from 50{T}% to under 100{T}%; otherwise it does not hold. {narrative.TOGETHER['most']}"),
    ("uzb-blocs", f"Each part, number of the five organisations: holds under 1; holds in part from 1 to under 2; otherwise it does not hold. {narrative.TOGETHER['every']}"),
])
def test_a_rule_in_words(id, text):
    """Two-sided, one-sided and yes-or-no bands, factors and counts."""
    assert narrative.rule(ledger.finding(id).claim) == text


@pytest.mark.parametrize("parts", list(itertools.product(VERDICTS, repeat=3)))
def test_the_rule_says_what_the_code_does(parts):
    """Each clause of the sentences on parts, read literally, for every combination of three."""
    some, none, unknown = {ledger.HOLDS, ledger.IN_PART} & set(parts), ledger.FAILS in parts, UNTESTABLE in parts
    every = UNTESTABLE if unknown and not (some and none) else (
        ledger.HOLDS if set(parts) == {ledger.HOLDS} else ledger.FAILS if set(parts) == {ledger.FAILS} else ledger.IN_PART)
    assert COMBINE["every"](parts) == every
    ends = {COMBINE["most"]([end if part == UNTESTABLE else part for part in parts]) for end in VERDICTS[:3]}
    assert COMBINE["most"](parts) == (ends.pop() if len(ends) == 1 else UNTESTABLE)
    best = {COMBINE["any"]([end if part == UNTESTABLE else part for part in parts]) for end in VERDICTS[:3]}
    assert COMBINE["any"](parts) == (best.pop() if len(best) == 1 else UNTESTABLE)


def test_a_judgement_has_no_band():
    """And says so."""
    claim = dataclasses.replace(ledger.finding("kgz-remit-third").claim, kind="judgement", bands=None)
    assert narrative.rule(claim) == "There is no rule: no open data can decide a judgement."


def test_the_lead_gives_the_reason_that_nothing_can_be_said():
    """Then stands, now names what is missing; no word on what became of the claim."""
    found = ledger.finding("kgz-remit-third")
    text = narrative.lead(dataclasses.replace(found, now=Result(UNTESTABLE, "% of GDP", reason="the series is gone"))).data
    assert text.endswith("What is true now cannot be tested: the series is gone.") and "the claim" not in text


@pytest.mark.parametrize("field", ["basis", "reason"])
def test_a_card_shows_markup_in_results_as_text(field):
    """Sources and reasons come from data files, so they are escaped too."""
    found = ledger.finding("kgz-remit-third")
    now = dataclasses.replace(found.now, **{field: "<script>x</script>"})
    text = narrative.card(dataclasses.replace(found, now=now)).data
    assert "<script>" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize(("rank", "word"), [(13, "13th"), (23, "23rd"), (112, "112th"), (121, "121st")])
def test_ordinal_of_large_ranks(rank, word):
    """The teens take th in every hundred."""
    assert narrative.ordinal(rank) == word


def test_a_judgement_says_what_would_decide_it():
    """In its lead and on its card, in place of figures."""
    found = ledger.finding("kgz-base")
    claim = dataclasses.replace(found.claim, kind="judgement", bands=None, contrary=None, would_change="A survey of officials.")
    result = ledger.Result(ledger.UNTESTABLE, reason=ledger.JUDGEMENT)
    judged = dataclasses.replace(found, claim=claim, then=result, now=result, contrary=None)
    assert narrative.lead(judged).data == "This is a judgement: no open data can decide it. What would decide it: A survey of officials."
    assert "<b>What would decide it:</b> A survey of officials." in narrative.card(judged).data


@pytest.mark.parametrize("combine", ["every", "any", "most"])
def test_the_rule_says_how_parts_are_summed_up(combine):
    """On the card of a claim with several parts, of figures and of answers."""
    assert narrative.rule(dataclasses.replace(ledger.finding("kgz-trade").claim, combine=combine)).endswith(f" {narrative.TOGETHER[combine]}")
    answers = narrative.rule(dataclasses.replace(ledger.finding("kgz-base").claim, combine=combine))
    assert answers == narrative.ALL_ASKED if combine == "every" else answers.endswith(f"otherwise it does not hold. {narrative.TOGETHER[combine]}")


@pytest.mark.parametrize(("value", "text"), [(0.0, "none of the five"), (5.0, "five of the five"), (11.0, "11 of the five"), (2.5, "2.5 of the five")])
def test_counts_read_as_words(value, text):
    """Whole numbers up to ten are words; the rest stays digits."""
    assert narrative.quantity(value, "of the five") == text


def test_a_count_has_a_rule_of_its_own():
    """The bands of a count name it as one."""
    assert narrative.rule(ledger.finding("parade-all-five").claim) == (
        "Number of the five: holds from 5 up; holds in part from 3 to under 5; otherwise it does not hold.")


def test_every_answer_has_a_sign_of_its_own():
    """Votes and attendance are told apart without colour."""
    votes, came = ("yes", "against", "abstain", "absent", "unknown"), ("yes", "no", "unknown")
    assert all(len({narrative.SIGNS[answer] for answer in answers}) == len(answers) for answers in (votes, came))


RANKS = pd.DataFrame([("TJK", 2022, 49.9, 1, 170), ("TJK", 2024, 47.2, 2, 160)], columns=["economy", "year", "value", "rank", "of"])


def test_height_names_what_was_known_the_peak_and_today():
    """With the places in the world; a newest year that is the peak has nothing after it."""
    known = pd.DataFrame([("TJK", 2021, 33.4, 2, 175)], columns=RANKS.columns)
    say = lambda ranks: narrative.height(ranks, known, "TJK", 2021, "the money", "% of GDP").data
    assert say(RANKS) == (f"By the figures known in May 2023, the money came to 33.4{T}% of GDP, second of 175 economies, in 2021. "
                          f"By today's, its height was 49.9{T}% of GDP, first of 170 economies, in 2022; in 2024 it was 47.2{T}% of GDP, second of 160 economies.")
    assert say(RANKS[:1]).endswith("; and there is nothing newer.")
    assert say(RANKS[:0]).endswith("there are no figures.")
    assert narrative.standing(RANKS, "TJK", 2023, "% of GDP") == "no figure"


def test_readings_name_what_is_not_listed():
    """A source that does not list a partner says nothing of it; it is no zero."""
    readings = pd.DataFrame([("press", "2023", 26.6, float("nan"))], columns=["by", "period", "Russia", "China"])
    assert narrative.readings_table(readings).to_numpy().tolist() == [["press", "2023", f"26.6{T}%", "not listed"]]


def test_spread_says_how_far_readings_lie_apart():
    """From the least to the most; a single reading is no spread."""
    assert narrative.spread("Share", pd.Series([20.0, None, 57.0]), "%") == "Share: from 20\u202f% to 57\u202f%"
    assert narrative.spread("Share", pd.Series([20.0]), "%") == "Share: 20\u202f%"
    assert narrative.spread("Share", pd.Series([], dtype=float), "%") == "Share: no figure"


SHARES = pd.DataFrame([("KGZ", "imports", "Russia", 17.7, "2023", "statistics office"), ("KGZ", "imports", "China", 43.3, "2023", "statistics office"),
                       ("TJK", "imports", "Russia", float("nan"), "", ""), ("TJK", "imports", "China", 20.9, "2023", "press")],
                      columns=["economy", "flow", "partner", "value", "period", "by"])


def test_side_by_side_says_who_counted():
    """Each cell with its source and period, a gap as such."""
    table = narrative.side_by_side(SHARES, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert table["Russia"].tolist() == ["17.7\u202f% (statistics office, 2023)", "no figure"] and list(table.columns) == ["Country", "Flow", "Russia", "China"]


def test_leaders_count_flows_with_figures_to_compare():
    """A figure alone leads nobody; swapped figures swap the leader."""
    assert narrative.leaders(SHARES) == "Of 1 flows with figures to compare the largest partner is China in 1"
    swapped = SHARES.assign(partner=SHARES["partner"].map({"Russia": "China", "China": "Russia"}))
    assert narrative.leaders(swapped).endswith("Russia in 1")
    assert narrative.leaders(SHARES[2:]) == "There are no figures to compare"


@pytest.mark.parametrize(("after", "said"), [(31.6, "had risen to"), (31.4, "was still"), (28.6, "was still"), (28.4, "had fallen to"), (None, "was")])
def test_what_became_of_a_value_is_computed(after, said):
    """Within a twentieth it is still the same; without a figure nothing moved."""
    found = ledger.finding("tjk-remit-third")
    found = dataclasses.replace(found, then=dataclasses.replace(found.then, value=30.0), now=dataclasses.replace(found.now, value=after))
    assert f" it {said} " in narrative.now_sentence(found)


def test_nearest_counts_capitals():
    """Each capital has one nearest place; without distances there is none."""
    rows = [("KAZ", "RUS", 2000.0), ("KAZ", "CHN", 3000.0), ("KGZ", "RUS", 3000.0), ("KGZ", "CHN", 2000.0), ("TJK", "RUS", 1.0), ("TJK", "CHN", 2.0)]
    held = pd.DataFrame(rows, columns=["economy", "to", "km"])
    assert narrative.nearest(held, {"RUS": "Moscow", "CHN": "Beijing"}) == "Nearest of Moscow and Beijing: Moscow to 2 and Beijing to 1 of the 3 capitals"
    assert narrative.nearest(held[:0], {}) == "No two places to measure between"


def test_day_in_words():
    """A day, a month, a year."""
    assert [narrative.day(text) for text in ("2022-03-02", "2025-04", "2017")] == ["2 March 2022", "April 2025", "2017"]


@pytest.mark.parametrize(("words", "text"), [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_in_a_row(words, text):
    """With none of them there is a word too."""
    assert narrative.listed(words) == text


VOTES = pd.DataFrame([("ES-11/1", "2022-03-02", "Aggression", "KAZ", "abstain", "high"), ("ES-11/1", "2022-03-02", "Aggression", "TKM", "absent", "medium"),
                      ("“Crimea” 2017 (number not read)", "2017-12-19", "Crimea", "KAZ", "against", "high")],
                     columns=["resolution", "date", "subject", "economy", "vote", "confidence"])
NAMES = {"KAZ": "Kazakhstan", "TKM": "Turkmenistan"}


def test_votes_as_cells():
    """Newest first; a number names the place of a row, else its day; what is not sure is marked, and no number is made up."""
    cells = narrative.vote_cells(VOTES, pd.Series(NAMES))
    assert cells["row"].tolist() == ["2 March 2022, ES-11/1: Aggression"] * 2 + ["19 December 2017, no number read: Crimea"]
    assert cells["anchor"].unique().tolist() == ["vote-es-11-1", "vote-2017-12-19"] and cells["mark"].tolist() == [False, True, False]


def test_how_they_voted_in_a_line():
    """By word, with names."""
    assert narrative.cast(VOTES, ["ES-11/1"], NAMES).data == "- **2 March 2022, ES-11/1** (Aggression). Kazakhstan: abstain; Turkmenistan: absent."


def test_attendance_without_a_row_is_unknown():
    """A parade that names one president leaves the other unknown, and marks what a single source says."""
    held = pd.DataFrame([("2016-05-09", "KAZ", "yes", "medium")], columns=["date", "economy", "attended", "confidence"])
    cells = narrative.attendance_cells(held, NAMES)
    assert cells["answer"].tolist() == ["yes", "unknown"] and cells["mark"].tolist() == [True, False]


def test_titles_of_parades():
    """Full and open parades by year; without a full one the title says so."""
    counts = pd.DataFrame([("2005-05-09", 2, 0, 3), ("2021-05-09", 1, 4, 0), ("2023-05-09", 5, 0, 0)], columns=["date", "yes", "no", "unknown"])
    assert narrative.gathered(counts) == "All the presidents are documented in 2023; open: 2005"
    assert narrative.gathered(counts[:2]) == "No parade is documented with all the presidents; open: 2005"


def test_revised_names_the_year_revised_most():
    """Relative to the older edition; without a common year it says so."""
    data = pd.DataFrame([("now", 2018, 26.0), ("then", 2018, 40.8), ("now", 2010, 22.0), ("then", 2010, 22.0)], columns=["name", "year", "value"])
    assert narrative.revised("Output", data, "now", "then", "billion US$") == "Output of 2018: US$ 40.8 billion in the edition of then, US$ 26 billion now"
    assert narrative.revised("Output", data[:1].assign(name="now"), "now", "then", "x").endswith("no year stands in both editions")


def test_fewest_names_all_who_share_the_last_place():
    """A tie is two names."""
    data = pd.DataFrame([("A", 7.0), ("B", 7.0), ("C", 9.0)], columns=["name", "value"])
    assert narrative.fewest(data, "series", 13) == "Fewest series: A and B, 7 of 13"


@pytest.mark.parametrize(("changes", "title"), [
    ([-49.5, -20.0], f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; of 2 falls, output shrank in 1 and imports in 1"),
    ([-49.5, 0.0], f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; of 1 falls, output shrank in 0 and imports in 1"),
    ([0.0, 3.0], "In none of the windows did remittances fall")])
def test_the_deepest_fall_at_its_edge(changes, title):
    """A change of nothing is no fall."""
    rows = pd.DataFrame({"economy": "TJK", "start": [2013, 2019], "low": [2016, 2020], "change": changes, "growth": [6.9, -1.0], "imports": [-5.0, 0.0]})
    assert narrative.deepest(rows, {"TJK": "Tajikistan"}) == title


def test_scenarios_and_falls_in_words():
    """Each step of the arithmetic with its unit, and a missing figure said."""
    rows = pd.DataFrame({"economy": ["TJK"], "year": 2024, "received": 6.8e9, "part": 79.0, "by": "model", "part_year": 2021, "cut": 30.0, "lost": 1.61e9, "ratio": 11.2, "per_head": 152.0})
    assert narrative.scenario_cells(rows, {"TJK": "Tajikistan"}).iloc[0].tolist() == [
        "Tajikistan", "US$ 6.8 billion in 2024", f"79{T}% (model, 2021)", f"30{T}%", "US$ 1.61 billion", f"11.2{T}%", "US$ 152"]
    fall = pd.DataFrame({"window": ["pandemic"], "economy": "TJK", "start": 2019, "low": 2020, "change": -5.82, "growth": 4.4, "imports": float("nan")})
    assert narrative.fall_cells(fall, {"TJK": "Tajikistan"}).iloc[0].tolist()[-3:] == [f"−5.8{T}%", f"4.4{T}%", "no data"]


def test_people_by_definition():
    """A definition without a count of one economy says so; years and editions stay apart."""
    held = pd.DataFrame([("KGZ", "born", "2020", 2020, 591025), ("KGZ", "born", "2024", 2024, 333664), ("TJK", "born", "2024", 2024, 415676)],
                        columns=["economy", "definition", "edition", "year", "people"])
    cells = narrative.people_cells(held, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert cells.values.tolist() == [["born", "2020", "2020", f"591{T}000", "none read"], ["born", "2024", "2024", f"334{T}000", f"416{T}000"]]


def test_a_caveat_stands_behind_what_was_told():
    """In brackets, and nothing where there is none."""
    rows = pd.DataFrame({"event": ["a", "b"], "note": pd.Series(["disputed", None], dtype="string")})
    assert narrative.told(rows, "event").tolist() == ["a (disputed)", "b"]


def test_ranked_names_who_has_no_figure():
    """From the largest down; the rest in a row of words."""
    held = pd.DataFrame({"name": ["A", "B", "C", "D", "E"], "value": [1.0, 3.0] + [float("nan")] * 3})
    assert narrative.ranked(held, "%") == f"B 3{T}%, A 1{T}%; no figure for C, D and E"
    assert narrative.ranked(held[2:], "%") == "no figure for C, D and E"
    assert narrative.ranked(held[:3].assign(value=[1.01, 3.0, 0.99]), "%") == f"B 3{T}%; A and C each 1{T}%"


@pytest.mark.parametrize(("name", "title"), [("Russia", f"Largest loss: Russia, 18.6{T}%"), ("Tajikistan: half stays away", f"Largest loss: 18.6{T}% (Tajikistan, half stays away)"),
                                             ("Reading (model, 2021)", f"Largest loss: 18.6{T}% (Reading (model, 2021))")])
def test_largest_names_it_without_a_second_colon(name, title):
    """A name of several words with a comma or a colon stands behind its figure."""
    assert narrative.largest(pd.DataFrame({"name": [name, "B"], "value": [18.6, 2.0]}), "loss", "%") == title


@pytest.mark.parametrize(("answers", "title"), [
    (["abstain"] * 3 + ["absent"] + ["against"] * 2 + ["yes", "unknown"], "Votes: 3 abstentions, 2 votes against, 1 absence and 1 vote in favour; 1 unknown"), (["no", "no"], "Votes: none of 2"), (["no", "yes"], "Votes: 1 of 2"),
    (["clash", "clash", "attack"], "Votes: 2 clashes and 1 attack"), (["agreement signed"], "Votes: 1 agreement signed"), (["unknown"], "Votes: 1 unknown"), (["critical"] * 2, "Votes: 2 critical")])
def test_a_tally_in_words(answers, title):
    """One and several; what is unknown stands apart, at the end."""
    assert narrative.tally("Votes", pd.Series(answers)) == title


def answers(*given):
    """A recorded claim with parts a, b … that have these answers."""
    found = ledger.finding("kgz-base")
    parts = tuple(Part(label, label, Result(UNTESTABLE if value is None else ledger.HOLDS, "yes or no", value, 2023)) for label, value in given)
    return dataclasses.replace(found, now=dataclasses.replace(found.now, parts=parts))


@pytest.mark.parametrize(("given", "title"), [
    ([("it runs", 1.0), ("it is theirs", 0.0), ("it stops", 1.0)], "Yes: it runs; it stops. No: it is theirs"),
    ([("Kant: command", 1.0), ("Kant: equipment", 1.0)], "Yes to all: Kant, command; Kant, equipment"),
    ([("A", 0.5), ("B", 1.0), ("C", None), ("D", 1.0)], "Yes: B and D. Partly: A. Documents leave open: C"),
    ([("A", None), ("B", None)], "Documents leave open: A and B"), ([("A", 1.0)], "Yes: A"), ([("A", 0.75), ("B", 1.0)], f"Yes: B. 75{T}%: A")])
def test_answers_are_grouped(given, title):
    """By answer, in one order; no label brings a second colon."""
    assert narrative.answered(answers(*given)) == title


@pytest.mark.parametrize(("turns", "says"), [
    ([], "No claim of the article is tested on this page."),
    ([("holds", "holds")], "Of the one claim of the article on this page, 1 held in full in May 2023 and 1 holds in full today."),
    ([("holds", "holds in part"), ("does not hold", "cannot be tested")], "Of the 2 claims of the article on this page, 1 held in full in May 2023 and none hold in full today; 1 cannot be tested today."),
    ([("holds", "holds"), ("holds", "holds")], "Of the 2 claims of the article on this page, 2 held in full in May 2023 and 2 hold in full today.")])
def test_a_page_is_weighed(turns, says):
    """In one sentence; what the article leaves out is not among its claims."""
    found = ledger.finding("kgz-remit-third")
    omitted = dataclasses.replace(found, claim=dataclasses.replace(found.claim, origin="omission"))
    assert narrative.weighed([omitted, *(dataclasses.replace(found, then=Result(then), now=Result(now)) for then, now in turns)]).data == says


def test_a_factor_below_one_is_a_share_of_something():
    """“9 % of what …”, “8.3 times what …”, and a list of both."""
    text = narrative.lead(ledger.finding("china-investor")).data
    assert f"held 9{T}% of what the largest other" in text and "8.3 times what" in text and f"8{T}% in Turkmenistan" in text
    assert f"33{T}% as many" in narrative.lead(ledger.finding("russia-closer")).data


def test_open_parts_are_named_with_one_reason():
    """Without a colon in a colon, or the question word for word."""
    assert narrative.lead(ledger.finding("afghan-help")).data == (
        "Neither what was true in May 2023 nor what is true now can be tested: “Russia has helped Turkmenistan at that border” and “Russian help prevented an attack” "
        "are open (no document read settles it).")


def test_sources_on_a_card():
    """Addresses are links under their host; parts from one source name it once, from several each its own, from many how many."""
    assert '<a href="https://rferl.org/amp/' in narrative.card(ledger.finding("parade-all-five")).data
    one, two = (narrative.card(ledger.finding(id)).data for id in ("china-powerful-credit", "kgz-trade"))
    assert one.count('<p class="basis">') == 2 and '<span class="basis">' not in one
    assert two.count('<span class="basis">') == 4 and '<p class="basis">' not in two
    found = ledger.finding("kgz-remit-third")
    sources = narrative.card(dataclasses.replace(found, now=dataclasses.replace(found.now, basis="a; b; c; d"))).data
    assert "4 sources, named row by row in this chapter" in sources


def test_parts_begin_with_a_capital():
    """On cards and in tables; and a member is one since its year."""
    found = ledger.finding("kgz-base")
    assert "</span> It serves the CSTO: yes, 2023" in narrative.card(found).data and "| It serves the CSTO |" in narrative.then_and_now([found]).data
    assert "Eurasian Economic Union: yes, since 2015" in narrative.card(ledger.finding("kaz-blocs")).data


def test_the_columns_of_the_two_moments():
    """They are called alike in every table."""
    found = [ledger.finding("kgz-base")]
    assert all("| May 2023 | Now |" in shown.data for shown in (narrative.strip(found), narrative.board(found), narrative.then_and_now(found)))


def test_what_would_change_a_verdict():
    """Rule and remedy on lines of their own, called by what they are."""
    lines = narrative.changes([ledger.finding("kgz-trade"), ledger.finding("russia-feared")]).data.splitlines()
    assert lines[0] == "- **Kyrgyzstan depends on Russia for trade.**\\" and lines[1].startswith("  Rule: Each part, in % of goods: ")
    assert lines[2].startswith("  What would change it: A year") and lines[5].startswith("  What would decide it: Minutes")
