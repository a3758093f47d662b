"""Votes in the General Assembly."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint import library
from footprint.model import Untestable
from footprint.topics import votes

FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


def test_an_unknown_vote_is_no_abstention():
    """It leaves the question open; the known ones are counted."""
    held = pd.DataFrame(
        [("A", "abstain"), ("B", "unknown"), ("C", "against")], columns=["resolution", "vote"]
    )
    at = Figures(votes=held.assign(economy="KGZ", date="2022-03-02", source="s"))
    assert votes.votes(at, economy="KGZ", resolutions=["A", "C"], accepted=["abstain"]).value == 0.5
    with pytest.raises(Untestable, match="the vote of KGZ on B was found in no list"):
        votes.votes(at, economy="KGZ", resolutions=["A", "B"], accepted=["abstain"])


def test_a_vote_without_a_row_cannot_be_tested():
    """No row on a vote, no abstention."""
    rows = pd.DataFrame(columns=["economy", "resolution", "vote", "date", "source"])
    with pytest.raises(Untestable, match="the vote of KGZ on A"):
        votes.votes(Figures(votes=rows), economy="KGZ", resolutions=["A"], accepted=["abstain"])


def cast(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["resolution", "date", "subject", "vote"]).assign(
        economy="KAZ", source="a list"
    )


VOTES = cast(
    ("2016", "2016-12-19", "Crimea", "against"),
    ("2022", "2022-12-15", "Crimea", "against"),
    ("2023", "2023-12-19", "Crimea", "absent"),
    ("2024", "2024-12-17", "Crimea", "unknown"),
    ("other", "2022-03-02", "war", "abstain"),
)


@pytest.mark.parametrize(("until", "value"), [(2022, 1.0), (2023, 2 / 3)])
def test_votes_on_a_subject_within_years(until, value):
    """Both years of the span count, other subjects do not."""
    found = votes.votes_on(
        Figures(votes=VOTES),
        economy="KAZ",
        subject="Crimea",
        since=2016,
        until=until,
        accepted=["against"],
    )
    assert found.value == pytest.approx(value)


def test_votes_on_a_subject_with_an_unknown_one():
    """An unknown vote within the span leaves the question open; so does a span without a vote."""
    for since, until, says in (
        (2016, 2024, "was found in no list"),
        (2010, 2012, "no vote on “Crimea”"),
    ):
        with pytest.raises(Untestable, match=says):
            votes.votes_on(
                Figures(votes=VOTES),
                economy="KAZ",
                subject="Crimea",
                since=since,
                until=until,
                accepted=["against"],
            )


def test_votes_together_names_every_gap():
    """The mean over economies; all unknown cells are in the reason."""
    held = pd.DataFrame(
        [("KGZ", "A", "abstain"), ("TJK", "A", "against"), ("UZB", "A", "unknown")],
        columns=["economy", "resolution", "vote"],
    )
    at = Figures(votes=held.assign(date="2022-03-02", source="s"))
    assert (
        votes.votes_together(
            at, economies=["KGZ", "TJK"], resolutions=["A"], accepted=["abstain"]
        ).value
        == 0.5
    )
    with pytest.raises(Untestable, match=r"vote of UZB on A .*; the vote of TKM on A"):
        votes.votes_together(
            at, economies=["KGZ", "UZB", "TKM"], resolutions=["A"], accepted=["abstain"]
        )


def test_votes_as_cells():
    """Newest first; a number names the place of a row, else its day; what is not sure is marked."""
    rows = [
        ("ES-11/1", "2022-03-02", "Aggression", "KAZ", "abstain", "high"),
        ("ES-11/1", "2022-03-02", "Aggression", "TKM", "absent", "medium"),
        ("“Crimea” 2017 (number not read)", "2017-12-19", "Crimea", "KAZ", "against", "high"),
    ]
    columns = ["resolution", "date", "subject", "economy", "vote", "confidence"]
    names = pd.Series({"KAZ": "Kazakhstan", "TKM": "Turkmenistan"})
    cells = votes.vote_cells(pd.DataFrame(rows, columns=columns), names)
    assert cells["row"].tolist() == ["2 March 2022, ES-11/1: Aggression"] * 2 + [
        "19 December 2017, no number read: Crimea"
    ]
    assert cells["anchor"].unique().tolist() == ["vote-es-11-1", "vote-2017-12-19"] and cells[
        "mark"
    ].tolist() == [False, True, False]


def test_votes_in_sentences():
    """Those in favour are named."""
    held = pd.DataFrame(
        [
            ("2023-04-26", "KAZ", "yes"),
            ("2023-04-26", "KGZ", "against"),
            ("2023-04-26", "UZB", "unknown"),
        ],
        columns=["date", "economy", "vote"],
    )
    assert votes.in_favour(held, FEW) == (
        "Of 2 votes on Ukraine that are known, one was cast in favour "
        "(Kazakhstan on 26 April 2023) and 1 against"
    )
    assert (
        votes.in_favour(held[1:], FEW)
        == "Of 1 votes on Ukraine that are known, none was cast in favour and 1 against"
    )


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (
            ["against"] * 3 + ["absent", "unknown"],
            "They voted against 3 of 4 texts and was absent from 1; 1 vote is unknown",
        ),
        (["abstain", "abstain"], "They abstained on all 2 texts"),
        (["yes"], "They voted for 1 of 1 texts"),
        (["unknown"] * 2, "They on texts: 2 votes are unknown"),
        ([], "They on texts: no votes"),
    ],
)
def test_votes_on_some_texts(given, title):
    """The commonest first; what is unknown counts apart."""
    assert votes.voting("They", pd.Series(given, dtype=str), "texts") == title


VOTING = pd.DataFrame(
    [
        (year, economy, compared, agreement)
        for year, compared, agreement in (
            (2019, 80, 60.0),
            (2020, 80, 70.0),
            (2021, 80, 80.0),
            (2022, 30, 63.0),
            (2023, 29, 10.0),
        )
        for economy in ("KAZ", "UZB")
    ],
    columns=["year", "economy", "compared", "agreement"],
).assign(partner="RUS", source="s", date=lambda rows: rows["year"].astype(str) + "-12-31")


def test_agreement_leaves_years_of_few_votes_out():
    """Thirty votes count, twenty-nine do not; nor does a year without one of the economies."""
    found = votes.agreement(
        Figures(voting_agreement=VOTING), economies=["KAZ", "UZB"], partner="RUS"
    )
    assert (found.value, found.year) == (63.0, 2022)
    short = VOTING[(VOTING["year"] != 2022) | (VOTING["economy"] != "UZB")]
    assert (
        votes.agreement(
            Figures(voting_agreement=short), economies=["KAZ", "UZB"], partner="RUS"
        ).year
        == 2021
    )


def test_agreement_since_needs_every_year_before():
    """Against the mean of the years before; with one of them missing there is no level."""
    found = votes.agreement_since(
        Figures(voting_agreement=VOTING),
        economies=["KAZ", "UZB"],
        partner="RUS",
        since=2022,
        before=3,
    )
    assert (found.value, found.year) == (90.0, 2022)
    for gone, said in (
        (2020, "not all figures for 2019 to 2021"),
        (2022, "end in 2021, before 2022"),
    ):
        with pytest.raises(Untestable, match=said):
            votes.agreement_since(
                Figures(voting_agreement=VOTING[VOTING["year"] != gone]),
                economies=["KAZ", "UZB"],
                partner="RUS",
                since=2022,
                before=3,
            )


# What the sources say, held fast ---------------------------------------------------------------


def test_how_kazakhstan_voted():
    """It abstained on 2 March 2022 and voted against every text on human rights in Crimea from 2016 to 2022."""
    cells = library.records("votes").query("economy == 'KAZ'")
    first = cells.loc[cells["resolution"] == "ES-11/1", ["date", "vote"]]
    assert first.to_numpy().tolist() == [["2022-03-02", "abstain"]]
    about = cells["subject"].str.startswith("Situation of human rights in Crimea")
    crimea = cells[about & cells["date"].between("2016", "2023")]
    assert len(crimea) == 7 and set(crimea["vote"]) == {"against"}


def test_what_nobody_read_is_unknown():
    """Votes and presidents that no document decides are never filled in, and no note says what is only believed."""
    cells, came = library.records("votes"), library.records("attendance")
    assert (cells.loc[cells["confidence"] == "not found", "vote"] == "unknown").all()
    assert (came.loc[came["confidence"].isin(["low", "not found"]), "attended"] == "unknown").all()
    notes = pd.concat([cells["note"], came["note"]]).fillna("")
    assert not notes.str.contains("belie|unverified").any()


def test_where_votes_are_from():
    """The year of the newest and each list once; together, the newest of all; on a subject, how many roll calls."""
    rows = pd.DataFrame(
        [
            ("KAZ", "A", "2022-03-02", "a"),
            ("KAZ", "B", "2023-02-23", "b"),
            ("UZB", "A", "2022-03-02", "a"),
        ],
        columns=["economy", "resolution", "date", "source"],
    )
    at = Figures(votes=rows.assign(vote="yes", subject="war"))
    found = votes.votes(at, economy="KAZ", resolutions=["A", "B"], accepted=["yes"])
    assert (found.value, found.year, found.basis) == (1.0, 2023, "a; b")
    both = votes.votes_together(at, economies=["KAZ", "UZB"], resolutions=["A"], accepted=["no"])
    assert (both.value, both.year, both.basis) == (0.0, 2022, "a")
    on = {"subject": "war", "since": 2022, "until": 2023, "accepted": ["yes"]}
    found = votes.votes_on(at, economy="KAZ", **on)
    assert found.basis == "2 roll calls, each with its source in data/records/votes.csv"
    with pytest.raises(Untestable, match=r"^no vote on “peace” is recorded for 2022 to 2023$"):
        votes.votes_on(at, economy="KAZ", **on | {"subject": "peace"})


def test_cells_of_one_day_stand_by_text_and_economy():
    """And those of economies that are not named do not stand."""
    rows = [("B/2", "UZB"), ("B/2", "KAZ"), ("A/1", "UZB"), ("A/1", "TJK")]
    table = pd.DataFrame(rows, columns=["resolution", "economy"]).assign(
        date="2022-03-02", subject="war", vote="yes", confidence=["high", "low", "medium", "high"]
    )
    cells = votes.vote_cells(table, FEW)
    assert cells[["anchor", "column"]].to_numpy().tolist() == [
        ["vote-a-1", "Uzbekistan"],
        ["vote-b-2", "Kazakhstan"],
        ["vote-b-2", "Uzbekistan"],
    ]
    assert cells["row"].iloc[0] == "2 March 2022, A/1: war"
    assert cells["mark"].tolist() == [True, True, False]
