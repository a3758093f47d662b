"""Words from figures: numbers, directions, sentences, cards."""

import pandas as pd
import pytest

from footprint import ledger
from footprint.topics import borders, energy, finance, people, remittances, trade
from footprint.topics import series as topics_series
from footprint.words import digits, numbers, quantity, titles

T = "\u202f"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.08333, "0.083"),
        (0.749, "0.75"),
        (1.0615, "1.06"),
        (17.736, "17.7"),
        (98.0, "98"),
        (105.3, "105"),
        (-3.25, "−3.25"),
        (999.6, "1" + T + "000"),
        (1234567.0, "1" + T + "230" + T + "000"),
    ],
)
def test_digits(value, text):
    """Three significant digits, two below one."""
    assert digits(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (32.687, "% of GDP", f"32.7{T}%"),
        (1.1281, "million people", "1.13 million"),
        (1.0, "yes or no", "yes"),
        (0.5, "yes or no", "partly"),
        (0.0, "yes or no", "no"),
        (None, "% of GDP", "no figure"),
        (3.197e9, "current US$", "US$ 3.2 billion"),
        (7.34e6, "people", "7.34 million"),
        (-4.1e7, "current US$", "US$ −41 million"),
        (4.3, "annual %", f"4.3{T}%"),
        (-0.23, "estimate, about -2.5 to 2.5", "−0.23"),
        (9.94, "%", f"9.9{T}%"),
        (9.96, "%", f"10{T}%"),
        (0.083, "%", f"0.1{T}%"),
        (0.04, "%", f"under 0.1{T}%"),
        (-0.04, "%", f"0{T}%"),
        (0.0, "%", f"0{T}%"),
        (-5.82, "%", f"−5.8{T}%"),
        (99.96, "%", f"100{T}%"),
        (152.3, "%", f"152{T}%"),
        (1234.5, "%", f"1{T}234{T}%"),
        (0.714, "yes or no", f"71.4{T}%"),
        (1280.0, "million US$", "US$ 1.28 billion"),
        (58.6, "billion US$", "US$ 58.6 billion"),
        (128.0, "million US$", "US$ 128 million"),
        (0.087, "times", f"9{T}%"),
        (1.06, "times", f"106{T}%"),
        (1.099, "times", f"110{T}%"),
        (1.1, "times", "1.1 times"),
        (12.66, "times the largest other", "12.7 times"),
    ],
)
def test_quantity(value, unit, text):
    """A value as it stands in a sentence; a factor is a share up to its edge."""
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "edges", "text"),
    [
        (29.96, "% of GDP", [30], f"29.96{T}%"),
        (30.0, "% of GDP", [30], f"30{T}%"),
        (30.04, "% of GDP", [30], f"30{T}%"),
        (36.66, "% of GDP", [30, 36.7], f"36.66{T}%"),
        (29.9999999, "%", [30], f"29.9999999{T}%"),
        (36.7, "%", [36.7], f"36.7{T}%"),
        (0.9996, "million people", [1, 2], "0.9996 million"),
        (0.997, "times", [1], f"99.7{T}%"),
        (1.24, "times", [1.25], "1.2 times"),
        (1.26, "times", [1.25], "1.3 times"),
        (1.25, "times", [1.25], "1.25 times"),
        (0.4999, "yes or no", [0.5, 1], f"49.99{T}%"),
        (9.996, "km", [10], "9.996 km"),
    ],
)
def test_a_figure_never_seems_to_contradict_its_verdict(value, unit, edges, text):
    """Rounded across the edge of a band, it gets the digits that keep it on its side; elsewhere it has no more than others."""
    assert quantity(value, unit, edges) == text


@pytest.mark.parametrize(
    ("after", "word"),
    [(105, "hardly moved"), (95, "hardly moved"), (105.1, "rose"), (94.9, "fell")],
)
def test_movement_at_its_edges(after, word):
    """A twentieth either way is steady."""
    assert numbers.movement(100, after) == word


def test_moved_needs_two_years():
    """Without the year asked for, or anything after it, the title says so."""
    held = pd.DataFrame({"year": [2021, 2024], "value": [32.6, 17.7]})
    assert (
        titles.moved("It", held, 2021, "%") == f"It fell from 32.6{T}% in 2021 to 17.7{T}% in 2024"
    )
    assert (
        titles.moved("It", held.assign(value=[24.6, 24.8]), 2021, "%")
        == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2024"
    )
    assert (
        titles.moved("It", held.assign(value=[0.12, 0.083]), 2021, "%")
        == f"It fell from 0.12{T}% in 2021 to 0.1{T}% in 2024"
    )
    assert (
        titles.moved("It", held.assign(value=[0.9, 1.3]), 2021, "times")
        == "It rose from 0.9 times in 2021 to 1.3 times in 2024"
    )
    assert (
        titles.moved("It", held[:1], 2021, "%")
        == titles.moved("It", held[1:], 2021, "%")
        == "It: no figures to compare since 2021"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "none of the five"),
        (5.0, "five of the five"),
        (11.0, "11 of the five"),
        (2.5, "2.5 of the five"),
    ],
)
def test_counts_read_as_words(value, text):
    """Whole numbers up to ten are words; the rest stays digits."""
    assert quantity(value, "of the five") == text


RANKS = pd.DataFrame(
    [("TJK", 2022, 49.9, 1, 170), ("TJK", 2024, 47.2, 2, 160)],
    columns=["economy", "year", "value", "rank", "of"],
)


def test_height_names_what_was_known_the_peak_and_today():
    """With the places in the world; a newest year that is the peak has nothing after it."""
    known = pd.DataFrame([("TJK", 2021, 33.4, 2, 175)], columns=RANKS.columns)
    say = lambda ranks: topics_series.place_in_the_world(
        ranks, known, "TJK", 2021, "the money", "% of GDP"
    )
    assert say(RANKS) == (
        f"By the figures known in May 2023, the money came to 33.4{T}% of GDP, second of 175 economies, in 2021. "
        f"By today's, its height was 49.9{T}% of GDP, first of 170 economies, in 2022; in 2024 it was 47.2{T}% of GDP, second of 160 economies."
    )
    assert say(RANKS[:1]).endswith("; and there is nothing newer.")
    assert say(RANKS[:0]).endswith("there are no figures.")
    assert topics_series.value_and_rank(RANKS, "TJK", 2023, "% of GDP") == "no figure"


def test_readings_name_what_is_not_listed():
    """A source that does not list a partner says nothing of it; it is no zero."""
    readings = pd.DataFrame(
        [("press", "2023", 26.6, float("nan"))], columns=["by", "period", "Russia", "China"]
    )
    assert trade.readings_table(readings).to_numpy().tolist() == [
        ["press", "2023", f"26.6{T}%", "not listed"]
    ]


SHARES = pd.DataFrame(
    [
        ("KGZ", "imports", "Russia", 17.7, "2023", "statistics office"),
        ("KGZ", "imports", "China", 43.3, "2023", "statistics office"),
        ("TJK", "imports", "Russia", float("nan"), "", ""),
        ("TJK", "imports", "China", 20.9, "2023", "press"),
    ],
    columns=["economy", "flow", "partner", "value", "period", "by"],
)


FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


def series(*values):
    """A line of one value a year from 2001 on."""
    return pd.DataFrame({"year": range(2001, 2001 + len(values)), "value": values})


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (
            (100.0, 0.0, 45.0),
            f"It fell from 100{T}% in 2001 to 0{T}% in 2002 and rose to 45{T}% in 2003",
        ),
        (
            (0.0, 90.0, 1.0),
            f"It rose from 0{T}% in 2001 to 90{T}% in 2002 and fell to 1{T}% in 2003",
        ),
        ((10.0, 22.5, 20.0), f"It rose from 10{T}% in 2001 to 20{T}% in 2003"),
        ((10.0, 10.0), f"It hardly moved from 10{T}% in 2001 to 10{T}% in 2002"),
        ((10.0,), "It: no figures to compare"),
        ((), "It: no figures to compare"),
    ],
)
def test_swung_names_a_turn_far_outside_the_ends(values, title):
    """A quarter of the height outside both ends is a turn, less is none."""
    assert titles.swung("It", series(*values), "%") == title


def test_borders_in_sentences():
    """One country is named, more are counted; a border is told by its place among all."""
    touch = pd.Series({"KAZ": "Russia and China", "KGZ": "China", "UZB": "neither"})
    assert (
        borders.bordering(touch, ["Russia", "China", "Iran"], FEW)
        == "Only Kazakhstan borders Russia; two of the three border China; none of the three borders Iran"
    )
    lengths = pd.DataFrame({"name": ["A", "B", "C"], "value": [30.0, 20.0, 10.0]})
    assert [borders.placed_among(lengths, name) for name in "ABC"] == [
        "The border with A is the longest of three: 30 km",
        "The border with B is the second longest of three: 20 km",
        "The border with C is the shortest of three: 10 km",
    ]
    assert borders.placed_among(lengths, "D") == "No border with D is recorded"


def test_heights_and_owing():
    """Today's highest and that of all years, once if they are the same; who owes nothing is not named."""
    held = pd.concat([series(91.0, 3.0).assign(name="A"), series(1.0, 39.0).assign(name="B")])
    assert (
        titles.heights(held, "It", "%")
        == f"It is highest in B, 39{T}% in 2002; of all years in A, 91{T}% in 2001"
    )
    assert (
        titles.heights(held[2:], "It", "%") == f"It is highest in B, 39{T}% in 2002"
        and titles.heights(held[:0], "It", "%") == "It: no figure"
    )
    owed = pd.DataFrame({"name": ["A", "B", "C"], "value": [0.0, 1.9, 2.0]})
    assert finance.owing(owed, "Russia", "%") == f"C (2{T}%) and B (1.9{T}%) owe anything to Russia"
    assert finance.owing(owed[:2], "Russia", "%") == f"Only B (1.9{T}%) owes anything to Russia"
    assert (
        finance.owing(owed[:1], "Russia", "%") == "None of the one states owes anything to Russia"
    )


def test_two_counts_of_one_flow():
    """The country where they lie furthest apart; one count alone says nothing."""
    rows = [
        ("KAZ", "the EU", 2.0),
        ("KAZ", "the country", 1.0),
        ("KGZ", "the EU", 10.0),
        ("KGZ", "the country", 3.0),
        ("UZB", "the EU", 99.0),
    ]
    held = pd.DataFrame(rows, columns=["economy", "by", "value"])
    assert (
        trade.counted_apart(held, FEW, 2021)
        == "EU goods sent to Kyrgyzstan grew to 10 times those of 2021 by the EU's count, to 3 times by Kyrgyzstan's own"
    )
    assert trade.counted_apart(held[4:], FEW, 2021) == "No flow is counted on both sides"


def test_closest_of_all_and_of_some():
    """Nearer to all is said in one; else each place has its count."""
    rows = [
        ("KAZ", "RUS", 1.0),
        ("KAZ", "CHN", 2.0),
        ("KGZ", "RUS", 1.0),
        ("KGZ", "CHN", 2.0),
        ("UZB", "RUS", 2.0),
        ("UZB", "CHN", 1.0),
    ]
    held, places = (
        pd.DataFrame(rows, columns=["economy", "to", "km"]),
        {"RUS": "Moscow", "CHN": "Beijing"},
    )
    assert borders.closest(held[:4], places) == "Moscow is nearer than Beijing to all two capitals"
    assert (
        borders.closest(held, places)
        == "Moscow is the nearest to two of the three capitals; Beijing is the nearest to one of the three capitals"
    )
    assert borders.closest(held[:0], places) == "No two places to measure between"


def test_whose_money_came_from_where():
    """The sender stands first."""
    found = ledger.finding("uzb-remittances")
    assert remittances.sent_from(found, "Russia", "russia", "all").startswith("From Russia came ")


def test_side_by_side_says_who_counted():
    """Each cell with its source and period, a gap as such."""
    table = trade.side_by_side(SHARES, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert table["Russia"].tolist() == [
        "17.7\u202f% (statistics office, 2023)",
        "no figure",
    ] and list(table.columns) == ["Country", "Flow", "Russia", "China"]


def test_leaders_count_flows_with_figures_to_compare():
    """A figure alone leads nobody; swapped figures swap the leader."""
    assert (
        trade.leaders(SHARES)
        == "Of 1 flows with figures to compare the largest partner is China in 1"
    )
    swapped = SHARES.assign(partner=SHARES["partner"].map({"Russia": "China", "China": "Russia"}))
    assert trade.leaders(swapped).endswith("Russia in 1")
    assert trade.leaders(SHARES[2:]) == "There are no figures to compare"


def test_revised_names_the_year_revised_most():
    """Relative to the older edition; without a common year it says so."""
    data = pd.DataFrame(
        [("now", 2018, 26.0), ("then", 2018, 40.8), ("now", 2010, 22.0), ("then", 2010, 22.0)],
        columns=["name", "year", "value"],
    )
    assert (
        titles.revised("Output", data, "now", "then", "billion US$")
        == "Output of 2018: US$ 40.8 billion in the edition of then, US$ 26 billion now"
    )
    assert titles.revised("Output", data[:1].assign(name="now"), "now", "then", "x").endswith(
        "no year stands in both editions"
    )


def test_fewest_names_all_who_share_the_last_place():
    """A tie is two names."""
    data = pd.DataFrame([("A", 7.0), ("B", 7.0), ("C", 9.0)], columns=["name", "value"])
    assert titles.fewest(data, "series", 13) == "Fewest series: A and B, 7 of 13"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (
            [-49.5, -20.0],
            f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; of 2 falls, output shrank in 1 and imports in 1",
        ),
        (
            [-49.5, 0.0],
            f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; of 1 falls, output shrank in 0 and imports in 1",
        ),
        ([0.0, 3.0], "In none of the windows did remittances fall"),
    ],
)
def test_the_deepest_fall_at_its_edge(changes, title):
    """A change of nothing is no fall."""
    rows = pd.DataFrame(
        {
            "economy": "TJK",
            "start": [2013, 2019],
            "low": [2016, 2020],
            "change": changes,
            "growth": [6.9, -1.0],
            "imports": [-5.0, 0.0],
        }
    )
    assert remittances.deepest(rows, {"TJK": "Tajikistan"}) == title


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ([-49.5, -20.0], "Remittances to all 1 countries fell after 2013 and 2019"),
        ([0.0, 3.0], "Remittances fell in none of the windows"),
        ([-1.0, 0.0], "Remittances to all 1 countries fell after 2013"),
    ],
)
def test_when_remittances_fell(changes, title):
    """Only windows with a fall are named."""
    assert (
        remittances.fell_when(
            pd.DataFrame({"economy": "TJK", "start": [2013, 2019], "change": changes})
        )
        == title
    )


def test_when_remittances_fell_to_some():
    """Then it is said to how many, window by window."""
    rows = pd.DataFrame(
        {
            "economy": ["TJK", "TJK", "UZB", "UZB"],
            "start": [2013, 2019] * 2,
            "change": [-1.0, -2.0, 3.0, -1.0],
        }
    )
    assert (
        remittances.fell_when(rows)
        == "Remittances fell after 2013 to 1 of 2 countries and after 2019 to 2 of 2 countries"
    )


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([1.55, 1.06], "No count reaches 2 million; the largest is 1.55 million: entries"),
        ([2.0, 1.06], "1 of 2 counts reach 2 million; the largest is 2 million: entries"),
        ([None, None], "No count was read"),
    ],
)
def test_a_count_that_reaches_the_least_or_does_not(values, title):
    """At the least itself it does."""
    rows = pd.DataFrame({"name": ["entries", "residents"], "value": values}).astype(
        {"value": "float64"}
    )
    assert people.reached(rows, ledger.finding("workers-millions").claim) == title


def test_the_largest_loss_is_worked():
    """Who loses most of its output, and how that comes about; without a figure, that is said."""
    rows = pd.DataFrame(
        {
            "economy": ["KGZ", "TJK"],
            "received": [3.2e9, 6.8e9],
            "part": [72.2, 79.0],
            "cut": 50.0,
            "lost": [1.15e9, 2.69e9],
            "ratio": [6.36, 18.6],
        }
    )
    names = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}
    assert (
        remittances.hardest_hit(rows, names)
        == f"If 50{T}% of the money from Russia stayed away, Tajikistan would lose 18.6{T}% of its GDP, the most of the 2 countries"
    )
    assert (
        remittances.worked(rows, names)
        == f"Tajikistan: US$ 6.8 billion received × 79{T}% from Russia × 50{T}% that falls away = US$ 2.69 billion lost"
    )
    none = rows.assign(ratio=float("nan"))
    assert (
        remittances.hardest_hit(none, names)
        == remittances.worked(none, names)
        == "No loss can be computed"
    )


def test_policy_in_words():
    """The newest first; the source's “about” before the count, the note behind it, nobody named is all foreigners."""
    rows = pd.DataFrame(
        [
            (
                "2024-12",
                None,
                "expelled in the year",
                "bailiffs",
                80000.0,
                "people, more than",
                "A",
                "by court",
            ),
            ("2025-01-01", "TJK", "a law", "state", None, None, "B", None),
        ],
        columns=["date", "economy", "act", "office", "number", "unit", "source", "note"],
    )
    cells = people.policy_cells(rows, pd.Series({"TJK": "Tajikistan"}))
    assert cells.to_numpy().tolist() == [
        ["1 January 2025", "Tajikistan", "A law", "State; source: B"],
        [
            "December 2024",
            "all foreigners",
            f"Expelled in the year: more than 80{T}000 people. by court",
            "Bailiffs; source: A",
        ],
    ]


def test_scenarios_and_falls_in_words():
    """Each step of the arithmetic with its unit, and a missing figure said."""
    rows = pd.DataFrame(
        {
            "economy": ["TJK"],
            "year": 2024,
            "received": 6.8e9,
            "part": 79.0,
            "by": "model",
            "part_year": 2021,
            "cut": 30.0,
            "lost": 1.61e9,
            "ratio": 11.2,
            "per_head": 152.0,
        }
    )
    assert remittances.scenario_cells(rows, {"TJK": "Tajikistan"}).iloc[0].tolist() == [
        "Tajikistan",
        "US$ 6.8 billion in 2024",
        f"79{T}% (model, 2021)",
        f"30{T}%",
        "US$ 1.61 billion",
        f"11.2{T}%",
        "US$ 152",
    ]
    fall = pd.DataFrame(
        {
            "window": ["pandemic"],
            "economy": "TJK",
            "start": 2019,
            "low": 2020,
            "change": -5.82,
            "growth": 4.4,
            "imports": float("nan"),
        }
    )
    assert remittances.fall_cells(fall, {"TJK": "Tajikistan"}).iloc[0].tolist()[-3:] == [
        f"−5.8{T}%",
        f"4.4{T}%",
        "no data",
    ]


def test_people_by_definition():
    """A definition without a count of one economy says so; years and editions stay apart."""
    held = pd.DataFrame(
        [
            ("KGZ", "born", "2020", 2020, 591025),
            ("KGZ", "born", "2024", 2024, 333664),
            ("TJK", "born", "2024", 2024, 415676),
        ],
        columns=["economy", "definition", "edition", "year", "people"],
    )
    cells = people.people_cells(held, {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
    assert cells.values.tolist() == [
        ["born", "2020", "2020", f"591{T}000", "none read"],
        ["born", "2024", "2024", f"334{T}000", f"416{T}000"],
    ]


def test_ranked_names_who_has_no_figure():
    """From the largest down; the rest in a row of words."""
    held = pd.DataFrame(
        {"name": ["A", "B", "C", "D", "E"], "value": [1.0, 3.0] + [float("nan")] * 3}
    )
    assert titles.ranked(held, "%") == f"B 3{T}%, A 1{T}%; no figure for C, D and E"
    assert titles.ranked(held[2:], "%") == "no figure for C, D and E"
    assert (
        titles.ranked(held[:3].assign(value=[1.01, 3.0, 0.99]), "%")
        == f"B 3{T}%; A and C each 1{T}%"
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Russia", f"Largest loss: Russia, 18.6{T}%"),
        ("Tajikistan: half stays away", f"Largest loss: 18.6{T}% (Tajikistan, half stays away)"),
        ("Reading (model, 2021)", f"Largest loss: 18.6{T}% (Reading (model, 2021))"),
    ],
)
def test_largest_names_it_without_a_second_colon(name, title):
    """A name of several words with a comma or a colon stands behind its figure."""
    assert (
        titles.largest(pd.DataFrame({"name": [name, "B"], "value": [18.6, 2.0]}), "loss", "%")
        == title
    )


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (
            ["abstain"] * 3 + ["absent"] + ["against"] * 2 + ["yes", "unknown"],
            "Votes: 3 abstentions, 2 votes against, 1 absence and 1 vote in favour; 1 unknown",
        ),
        (["no", "no"], "Votes: none of 2"),
        (["no", "yes"], "Votes: 1 of 2"),
        (["clash", "clash", "attack"], "Votes: 2 clashes and 1 attack"),
        (["agreement signed"], "Votes: 1 agreement signed"),
        (["unknown"], "Votes: 1 unknown"),
        (["critical"] * 2, "Votes: 2 critical"),
    ],
)
def test_a_tally_in_words(answers, title):
    """One and several; what is unknown stands apart, at the end."""
    assert titles.tally("Votes", pd.Series(answers)) == title


SERIES = pd.DataFrame({"year": [2021, 2022, 2023], "value": [24.6, 49.1, 24.8]})


@pytest.mark.parametrize(
    ("middle", "far"),
    [
        (49.1, (2022, 49.1)),
        (29.7, None),
        (29.8, (2022, 29.8)),
        (19.7, None),
        (19.6, (2022, 19.6)),
        (24.7, None),
        (float("nan"), None),
    ],
)
def test_a_year_between_is_told_from_a_fifth_beyond_the_nearer_end_on(middle, far):
    """Above the higher end or below the lower one; not between them, and not where there is no figure."""
    assert titles.farthest(SERIES.assign(value=[24.6, middle, 24.8]), 2021) == far


def test_a_course_tells_the_year_between():
    """In the title, which falls silent where no year lies outside, or none lies between."""
    assert (
        titles.course("It", SERIES, 2021, "%")
        == f"It hardly moved: 24.6{T}% in 2021, 24.8{T}% in 2023, after 49.1{T}% in 2022"
    )
    short = SERIES[SERIES["year"] != 2022]
    assert titles.course("It", short, 2021, "%") == titles.moved("It", short, 2021, "%")
    assert titles.farthest(SERIES, 2020) is None


def test_both_flows_of_a_trade():
    """Of the newest year that has both; without one the title says so."""
    shares = pd.DataFrame(
        [("imports", 2020, 25.2), ("exports", 2020, 3.0), ("imports", 2021, 26.5)],
        columns=["name", "year", "value"],
    )
    assert (
        trade.traded("Russia", "Tajik", shares)
        == f"Russia supplied 25.2{T}% of Tajik imports and took 3{T}% of Tajik exports in 2020"
    )
    assert (
        trade.traded("Russia", "Tajik", shares[:1])
        == "Russia in Tajik imports and exports: no year has both"
    )


def test_counts_that_lie_apart():
    """The lowest and the highest with who counted; one alone, and none."""
    counts = pd.DataFrame(
        {"name": ["customs", "press", "book"], "value": [float("nan"), 20.9, 57.0]}
    )
    assert (
        titles.extremes("its share", counts, "%")
        == f"Counts of its share run from 20.9{T}% (press) to 57{T}% (book)"
    )
    assert (
        titles.extremes("its share", counts[:2], "%")
        == f"Only count of its share: 20.9{T}% (press)"
    )
    assert titles.extremes("its share", counts[:1], "%") == "Counts of its share: no data"


def test_holders_added_up():
    """Those named that are there; one alone, and none."""
    holders = pd.DataFrame({"name": ["Russia", "Chevron", "Lukoil"], "value": [31.0, 15.0, 12.5]})
    assert (
        energy.held_together(holders, ["Russia", "Lukoil"], "the line")
        == f"Russia and Lukoil together hold 43.5{T}% of the line"
    )
    assert (
        energy.held_together(holders[:2], ["Russia", "Lukoil"], "the line")
        == f"Russia holds 31{T}% of the line"
    )
    assert (
        energy.held_together(holders[1:2], ["Russia", "Lukoil"], "the line")
        == "Holders of the line: no data on Russia and Lukoil"
    )


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ([], "No texts on record"),
        ([False], "None of 1 texts does"),
        ([False, False], "None of 2 texts does"),
        ([True, False], "1 of 2 texts does"),
        ([True, True, False], "2 of 3 texts do"),
        ([True, True], "All 2 texts do"),
        ([True], "1 of 1 texts does"),
    ],
)
def test_a_count_of_rows_agrees_with_its_verb(which, said):
    """None and one are singular."""
    assert titles.share_of(pd.Series(which, dtype=bool), "texts", ("does", "do")) == said


def test_years_without_a_row_are_named():
    """Between the first and the last; of no rows nothing is said."""
    assert (
        topics_series.skipped(pd.DataFrame({"year": [2021, 2023, 2025]}))
        == "No figure for the whole of 2022 and 2024 was read. "
    )
    assert (
        topics_series.skipped(pd.DataFrame({"year": [2021, 2022]}))
        == topics_series.skipped(pd.DataFrame({"year": []}))
        == ""
    )
