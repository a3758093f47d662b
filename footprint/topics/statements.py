"""What officials said, and questions of fact that documents answer."""

import dataclasses
from typing import Literal

from footprint.model import YES_NO, Claim, Finding, Measured, Moment, Texts, Untestable
from footprint.rows import Frame
from footprint.topics.measure import measure, where
from footprint.words.text import capital, day, listed
from footprint.words.titles import times

# Towards Russia's policy; who condemns its war, whatever else is said.
Direction = Literal["supportive", "neutral", "critical", "condemning"]


@measure()
def speakers(at: Moment, *, economies: Texts, direction: Direction, matters: Texts) -> Measured:
    """How many economies have an official who spoke in one direction on Russia's policy.
    Of the ``matters`` named, or else of all."""
    rows = at.records("statements").where(economy=economies, official="yes")
    if not rows:
        raise Untestable(f"no dated statement of {' or '.join(economies)} was read")
    condemning = direction == "condemning"
    chosen = rows.where(condemns="yes") if condemning else rows.where(direction=direction)
    chosen = chosen.where(matter=matters) if matters else chosen
    dates = rows.values("date")
    first, last = min(dates)[:4], max(dates)[:4]
    basis = f"{len(rows)} dated statements from {first} to {last}; the direction is our reading"
    return Measured(float(len({*chosen.values("economy")})), int(last), basis)


@measure()
def silence(at: Moment, *, economy: str, direction: Direction) -> Measured:
    """Whether no official of an economy spoke in a direction, as in ``speakers``: 1 if none did."""
    found = speakers(at, economies=[economy], direction=direction, matters=[])
    return dataclasses.replace(found, value=1.0 - found.value)


def spoken(statements: Frame) -> str:
    """A title that counts what officials said, from ``official, direction, date``."""
    rows = where(statements, official="yes")
    if rows.empty:
        return "No statement of an official was read"
    critical, backing = (times(len(where(rows, direction=to))) for to in ("critical", "supportive"))
    told = f"officials criticised Russia's policy {critical} and backed it {backing}"
    return f"Since {rows['date'].min()[:4]} {told} in the statements read"


@measure()
def fact(at: Moment, *, id: str) -> Measured:
    """The newest documented answer to a question of fact: 1 yes, 0.5 partly, 0 no."""
    rows = sorted(at.records("facts").where(id=id), key=lambda row: str(row["date"]))
    if not rows or rows[-1]["answer"] not in YES_NO:
        raise Untestable("no document read settles it")
    last = rows[-1]
    return Measured(YES_NO[last["answer"]], int(last["date"][:4]), last["source"])


@measure()
def denied(at: Moment, *, id: str) -> Measured:
    """The newest documented answer, turned round: 1 no, 0.5 partly, 0 yes."""
    found = fact(at, id=id)
    return dataclasses.replace(found, value=1.0 - found.value)


def questions(claim: Claim) -> list[str]:
    """The questions of fact that a claim asks, by their ids."""
    asked = (part.measure.parameters.get("id") for part in claim.parts)
    return [str(id) for id in asked if id]


def documents(facts: Frame, ids: Texts) -> Frame:
    """What documents answer to some questions of fact, as a table shows it."""
    return where(facts, id=ids)[["question", "answer", "date", "note", "source"]]


def asked(rows: Frame) -> str:
    """A title from the rows of :func:`documents`: what the newest says on each question; of more
    than two, how many have which answer."""
    newest = rows.sort_values("date", kind="stable").groupby("question", sort=False).last()
    if len(newest) <= 2:
        told = (
            f"{question} {capital(answer)}, {date[:4]}"
            for question, answer, date in newest[["answer", "date"]].itertuples()
        )
        return ". ".join(told)
    counts = newest["answer"].value_counts(sort=False)
    answers = listed([f"{answer} to {counts[answer]}" for answer in counts.index])
    if len(counts) == 1:
        return f"The newest documents say {counts.index[0]} to all {len(newest)} questions"
    return f"Of {len(newest)} questions the newest documents say {answers}"


def newest_note(facts: Frame, id: str) -> str:
    """What the newest document on a question of fact says, for a sentence."""
    last = where(facts, id=id).sort_values("date").iloc[-1]
    return f"the newest document, of {day(last['date'])}, says “{last['note']}”"


def answered(finding: Finding) -> str:
    """A title from the parts of a recorded claim: what the documents of today say, in words."""
    parts = finding.now.parts
    answers = [part.told or f"{part.label}: {part.result.figure}" for part in parts]
    return capital("; ".join(answers))
