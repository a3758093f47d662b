"""What officials said, and questions of fact that documents answer."""

import dataclasses
from collections.abc import Sequence

import pandas as pd

from footprint.model import YES_NO, Finding, Measured, Moment, Untestable
from footprint.topics.measure import measure
from footprint.words.text import capital, day, listed
from footprint.words.titles import times

# Answers in the order in which a title gives them.
ANSWERED = ("yes", "partly", "no", "unknown")


@measure()
def speakers(at: Moment, *, economies: Sequence[str], direction: str) -> Measured:
    """How many economies have an official who spoke in one direction on Russia's policy: ``supportive``, ``critical``, ``condemning`` …"""
    held = at.records("statements")
    held = held[held["economy"].isin(list(economies)) & (held["official"] == "yes")]
    if held.empty:
        raise Untestable(f"no dated statement of {' or '.join(economies)} was read")
    chosen = (
        held[held["condemns"] == "yes"]
        if direction == "condemning"
        else held[held["direction"] == direction]
    )
    basis = f"{len(held)} dated statements from {held['date'].min()[:4]} to {held['date'].max()[:4]}; the direction is our reading"
    return Measured(float(chosen["economy"].nunique()), int(held["date"].max()[:4]), basis)


@measure()
def silence(at: Moment, *, economy: str, direction: str) -> Measured:
    """Whether no official of an economy spoke in a direction, as in ``speakers``: 1 if none did, else 0."""
    spoke = speakers(at, economies=[economy], direction=direction)
    return Measured(1.0 - spoke.value, spoke.year, spoke.basis)


@measure()
def fact(at: Moment, *, id: str) -> Measured:
    """The newest documented answer to a question of fact: 1 yes, 0.5 partly, 0 no."""
    held = at.records("facts")
    held = held[held["id"] == id].sort_values("date")
    if held.empty or held["answer"].iloc[-1] not in YES_NO:
        raise Untestable("no document read settles it")
    last = held.iloc[-1]
    return Measured(YES_NO[last["answer"]], int(last["date"][:4]), last["source"])


@measure()
def denied(at: Moment, *, id: str) -> Measured:
    """The newest documented answer to a question of fact, turned round: 1 no, 0.5 partly, 0 yes."""
    answer = fact(at, id=id)
    return dataclasses.replace(answer, value=1.0 - answer.value)


def spoken(statements: pd.DataFrame) -> str:
    """A title that counts what officials said, from ``official, direction, date``: critical and supportive, since the oldest."""
    held = statements[statements["official"] == "yes"]
    if held.empty:
        return "No statement of an official was read"
    critical, backing = (
        times((held["direction"] == word).sum()) for word in ("critical", "supportive")
    )
    return f"Since {held['date'].min()[:4]} officials criticised Russia's policy {critical} and backed it {backing} in the statements read"


def answered(finding: Finding) -> str:
    """A title from the parts of a recorded claim, by what the documents of today say: “Yes: a; b. No: c”, “Yes to all: a; b”; of counts, each."""
    parts = finding.now.parts
    if finding.claim.unit != "yes or no":
        return capital("; ".join(f"{part.label}: {part.result.figure}" for part in parts))
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(part.result.figure, []).append(part.label.replace(": ", ", "))
    order = sorted(
        groups, key=lambda answer: ANSWERED.index(answer) if answer in ANSWERED else len(ANSWERED)
    )
    to_all = " to all" if len(parts) > 1 and len(groups) == 1 and order[0] in ("yes", "no") else ""
    return ". ".join(
        f"{'Documents leave open' if answer == 'unknown' else capital(answer)}{to_all}: {_in_a_row(groups[answer])}"
        for answer in order
    )


def _in_a_row(labels: Sequence[str]) -> str:
    """Names as “a, b and c”; what is more than a name, apart by semicolons."""
    return (
        listed(labels)
        if all(label.istitle() and "," not in label for label in labels)
        else "; ".join(labels)
    )


def with_caveat(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of a record with the row's caveat behind it, in brackets."""
    return rows[column] + (" (" + rows["note"] + ")").fillna("")


def newest_note(facts: pd.DataFrame, id: str) -> str:
    """What the newest document on a question of fact says, for a sentence."""
    last = facts[facts["id"] == id].sort_values("date").iloc[-1]
    return f"the newest document, of {day(last['date'])}, says “{last['note']}”"
