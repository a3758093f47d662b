"""What officials said, and what documents answer."""

import dataclasses

import pandas as pd
import pytest
from support.figures import Figures

from footprint import ledger
from footprint.model import HOLDS, UNTESTABLE, Part, Result, Untestable
from footprint.topics import statements

T = "\u202f"


def test_speakers_count_states_and_only_officials():
    """Two words of one state are one; a rector is no state; to criticise is not to condemn."""
    rows = [
        ("KAZ", "2022-03-29", "yes", "critical", "no"),
        ("KAZ", "2022-06-17", "yes", "critical", "no"),
        ("UZB", "2025-04", "no", "critical", "no"),
        ("TJK", "2022-10-14", "yes", "critical", "yes"),
    ]
    at = Figures(
        statements=pd.DataFrame(
            rows, columns=["economy", "date", "official", "direction", "condemns"]
        )
    )
    five = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    assert [
        statements.speakers(at, economies=five, direction=way, matters=[]).value
        for way in ("critical", "condemning", "supportive")
    ] == [2.0, 1.0, 0.0]
    with pytest.raises(Untestable, match="no dated statement of UZB"):
        statements.speakers(at, economies=["UZB"], direction="critical", matters=[])


@pytest.mark.parametrize(
    ("matters", "value"), [(["war", "borders"], 1.0), (["energy"], 1.0), (["rank"], 0.0), ([], 2.0)]
)
def test_speakers_on_some_matters_only(matters, value):
    """Words on gas are none on borders; with no matter named all count."""
    rows = [("KAZ", "borders"), ("TKM", "energy"), ("KAZ", "borders")]
    held = pd.DataFrame(rows, columns=["economy", "matter"]).assign(
        date="2023-08-14", official="yes", direction="critical", condemns="no"
    )
    found = statements.speakers(
        Figures(statements=held), economies=["KAZ", "TKM"], direction="critical", matters=matters
    )
    assert found.value == value


@pytest.mark.parametrize(("direction", "value"), [("condemning", 1.0), ("critical", 0.0)])
def test_silence_is_the_absence_of_officials(direction, value):
    """Someone who is no official breaks no silence."""
    held = pd.DataFrame(
        [("2022-03-29", "yes", "critical", "no"), ("2022-03-30", "no", "critical", "yes")],
        columns=["date", "official", "direction", "condemns"],
    )
    assert (
        statements.silence(
            Figures(statements=held.assign(economy="KAZ")), economy="KAZ", direction=direction
        ).value
        == value
    )


def test_documents_on_the_questions_of_a_claim():
    """The questions that a claim asks, and the answers of documents in the record's order."""
    asked = statements.questions(ledger.finding("kgz-base").claim)
    assert asked == ["kant-air-base", "kant-csto-role", "kant-csto-owned"]
    assert statements.questions(ledger.finding("kgz-remit-third").claim) == []
    columns = ["id", "question", "answer", "date", "note", "source", "unshown"]
    rows = [["a", "q", "yes", "2020", "", "s", 1], ["b"] * 7]
    facts = pd.DataFrame(rows, columns=columns)
    assert statements.documents(facts, ["a"]).to_numpy().tolist() == [["q", "yes", "2020", "", "s"]]


def test_only_officials_are_counted():
    """Who is no official is not; what was never done is said."""
    held = pd.DataFrame(
        [("2022-02", "yes", "critical"), ("2022-02", "no", "critical"), ("2023", "yes", "neutral")],
        columns=["date", "official", "direction"],
    )
    assert statements.spoken(held) == (
        "Since 2022 officials criticised Russia's policy once and backed it not once "
        "in the statements read"
    )
    assert statements.spoken(held[1:2]) == "No statement of an official was read"


def test_fact_takes_the_newest_document():
    """A later answer overtakes; an unknown one answers nothing."""
    held = pd.DataFrame(
        [("q", "yes", "2003-10"), ("q", "no", "2012-09-20"), ("u", "unknown", "2020-01")],
        columns=["id", "answer", "date"],
    )
    held = held.assign(question="Is it so?", source="s")
    assert statements.fact(Figures(facts=held), id="q").value == 0.0
    for id in ("u", "none"):
        with pytest.raises(Untestable, match="no document read settles it"):
            statements.fact(Figures(facts=held), id=id)


@pytest.mark.parametrize(("answer", "value"), [("yes", 0.0), ("partly", 0.5), ("no", 1.0)])
def test_denied_turns_an_answer_round(answer, value):
    """And an unknown one stays unknown."""
    held = pd.DataFrame(
        [("q", answer, "2024-01"), ("u", "unknown", "2024-01")], columns=["id", "answer", "date"]
    ).assign(source="s", question="Q?")
    assert statements.denied(Figures(facts=held), id="q").value == value
    with pytest.raises(Untestable):
        statements.denied(Figures(facts=held), id="u")


def test_the_newest_document_in_a_sentence():
    """With its day."""
    facts = pd.DataFrame(
        {"id": ["a", "a"], "date": ["2021", "2025-01-22"], "note": ["old", "planned"]}
    )
    assert (
        statements.newest_note(facts, "a")
        == "the newest document, of 22 January 2025, says “planned”"
    )


def answers(*given):
    """A recorded claim with parts that have these answers, and what they say."""
    found = ledger.finding("kgz-base")
    parts = tuple(
        Part(
            label,
            label,
            Result(UNTESTABLE if value is None else HOLDS, "yes or no", value, 2023),
            told,
        )
        for label, value, told in given
    )
    return dataclasses.replace(found, now=dataclasses.replace(found.now, parts=parts))


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (
            [("it runs", 1.0, "it runs"), ("theirs", 0.0, "they do not own it")],
            "It runs; they do not own it",
        ),
        ([("it stops", None, ""), ("votes", 0.75, "")], f"It stops: unknown; votes: 75{T}%"),
    ],
)
def test_a_title_states_what_is_answered(given, title):
    """In the words of the ledger; a part that has none there is named with its answer."""
    assert statements.answered(answers(*given)) == title


def test_a_title_gives_the_newest_answers():
    """Each with its question, or of more than two in numbers; an older answer gives way."""
    rows = pd.DataFrame(
        [("A?", "no", "2003"), ("A?", "yes", "2021-07"), ("B?", "unknown", "2022-01-05")],
        columns=["question", "answer", "date"],
    )
    assert statements.asked(rows) == "A? Yes, 2021. B? Unknown, 2022"
    more = pd.concat([rows, rows[:1].assign(question="C?"), rows[:1].assign(question="D?")])
    answers = "yes to 1, no to 2 and unknown to 1"
    assert statements.asked(more) == f"Of 4 questions the newest documents say {answers}"
    alike = more.assign(answer="no")
    assert statements.asked(alike) == "The newest documents say no to all 4 questions"
