"""The verdict, the sentence and the contrary evidence of every claim follow the figures they rest on."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
from support.pages import Piece
from support.words import contradictions

from footprint import ledger
from footprint.errors import DataError
from footprint.ledger.judging import judge, take
from footprint.ledger.moments import MOMENTS, Figures, moments
from footprint.ledger.verdicts import COMBINE
from footprint.library.library import Library
from footprint.library.package import data_dir
from footprint.model import HOLDS, UNTESTABLE, Claim, Finding, MeasureCall, Result, Untestable
from footprint.narrative import sentences
from footprint.rows import Row, Rows
from footprint.words.numbers import quantity

# Parameters that name what a figure is set against, or which answers count: not the figure's own rows.
NOT_ITS_OWN = {
    "of",
    "whole",
    "accepted",
    "direction",
    "matters",
    "standing",
    "count",
    "unread",
    "against",
}
ACTORS = {"partner", "sender", "creditor", "supplier"}
ANSWERS = {
    "answer": ("yes", "no", "partly", "unknown"),
    "vote": ("yes", "against", "abstain", "absent", "unknown"),
    "attended": ("yes", "no", "unknown"),
    "status": ("member", "observer"),
    "direction": ("condemning", "critical", "supportive", "neutral"),
}
# No nought: it would be a whole too.
FACTORS = (0.001, 0.2, 0.5, 2.0, 5.0, 25.0, 150.0)
RECENT = 2022
Change = Callable[[Row], Row | None]


def _year(row: Row) -> int:
    told = next((row[c] for c in ("year", "period", "date", "edition", "start") if row.get(c)), 0)
    return int(str(told)[:4])


def _scaled(factor: float, since: int) -> Change:
    """A row with its figures times a factor; rows of years before ``since`` stay."""

    def change(row: Row) -> Row:
        numbers = {
            column: value * factor
            for column, value in row.items()
            if isinstance(value, float | int)
            and column
            not in ("year", "months", "period", "first_year", "delivery_years", "compared")
        }
        return row | numbers if _year(row) >= since else row

    return change


def _answered(column: str, word: str) -> Change:
    return lambda row: (
        row
        | ({column: word} | ({"end": None} if column == "status" else {}) if column in row else {})
    )


def changes() -> Iterator[tuple[str, Change]]:
    """What is done to the rows of a claim, one after the other."""
    for factor, since in itertools.product(FACTORS, (0, RECENT)):
        yield f"times {factor} since {since}", _scaled(factor, since)
    for column, words in ANSWERS.items():
        for word in words:
            yield f"{column}: {word}", _answered(column, word)
    yield "gone", lambda row: None


@cache
def at(moment: str) -> Figures:
    """The figures then or now."""
    return dict(zip(MOMENTS, moments(Library(data_dir())), strict=True))[moment]


@cache
def _texts(moment: str, topic: str) -> dict[str, set[str]]:
    """What stands in the columns of words of a file."""
    rows = at(moment).records(topic)
    return {c: {v for v in rows.values(c) if isinstance(v, str)} for c in rows.columns}


def chosen(texts: dict[str, set[str]], call: MeasureCall) -> Callable[[Row], bool]:
    """Whether a row is one that a measure reads: it has, of each parameter that names something
    in the file, one of its values; a file of actors of which the measure names none is of Russia."""
    wanted = []
    for name, given in call.parameters.items():
        values = set(map(str, given if isinstance(given, list | tuple) else [given])) - {""}
        named = [column for column, told in texts.items() if values & told]
        if named and name not in NOT_ITS_OWN and not isinstance(given, int):
            wanted.append((named, values))
    if not ACTORS & call.parameters.keys():
        wanted += [([column], {"Russia", "RUS"}) for column in ACTORS & texts.keys()]
    return lambda row: all(any(row[c] in values for c in columns) for columns, values in wanted)


_OWN: dict[tuple[str, str, str], set[int]] = {}


def own(moment: str, topic: str, calls: Sequence[MeasureCall]) -> set[int]:
    """The places of the rows that measures read."""
    key = (moment, topic, repr(calls))
    if key not in _OWN:
        tests = [chosen(_texts(moment, topic), call) for call in calls]
        rows = enumerate(at(moment).records(topic))
        _OWN[key] = {place for place, row in rows if any(test(row) for test in tests)}
    return _OWN[key]


def altered(calls: Sequence[MeasureCall], change: Change, moment: str) -> Figures:
    """Figures with the rows of measures changed, and the first series that they read."""
    before, first = at(moment), list[str]()

    def records(topic: str) -> Rows:
        rows, mine = before.records(topic), own(moment, topic, calls)
        made = (change(row) if place in mine else row for place, row in enumerate(rows))
        return Rows(row for row in made if row is not None)

    def series(indicator: str, economy: str) -> tuple[Rows, str]:
        rows, basis = before.series(indicator, economy)
        first.append(indicator)
        if indicator != first[0]:
            return rows, basis
        return Rows(row for row in (change(dict(row)) for row in rows) if row is not None), basis

    return dataclasses.replace(before, series=series, read_records=records)


def value(call: MeasureCall, at: Figures) -> float | None:
    try:
        return take(call, at).value
    except (Untestable, DataError):
        return None


MEASURED = [claim for claim in ledger.claims() if claim.kind != "judgement"]


@pytest.mark.parametrize("claim", MEASURED, ids=lambda claim: claim.id)
def test_a_verdict_follows_its_figures(claim: Claim):
    """Each part moves with its own rows, and the verdict with them; what is said denies none of it."""
    moment = next((one for one in ("now", "then") if any(_values(claim, at(one)))), "now")
    before = judge(claim, at(moment))
    verdicts, moved = {before.verdict}, set()
    calls = [part.measure for part in claim.measured_parts]
    for _, change in changes():
        try:
            after = judge(claim, altered(calls, change, moment))
        except DataError:
            # Refused: what cannot be so has no verdict.
            continue
        verdicts.add(after.verdict)
        pairs = zip(claim.measured_parts, before.values, after.values, strict=True)
        moved |= {part.id for part, old, new in pairs if old != new}
        assert _denied(claim, after) == []
    known = zip(claim.measured_parts, before.values, strict=True)
    still = {
        part.id for part, old in known if old is not None and part.measure.name != "distance_ratio"
    }
    # Capitals stand where they stand; all else moves.
    assert still - moved == set()
    assert len(verdicts) > 1


def _values(claim: Claim, figures: Figures) -> list[bool]:
    return [one is not None for one in judge(claim, figures).values]


def _denied(claim: Claim, after: Result) -> list[str]:
    """What the sentences of a claim say of a result against its figures."""
    found = Finding(claim, after, after, None)
    told = [sentences.then_sentence(found, "May 2023"), sentences.now_sentence(found)]
    return [wrong for text in told for wrong in contradictions(Piece(claim.id, "", "told", text))]


@pytest.mark.parametrize(
    "claim", [c for c in ledger.claims() if c.contrary], ids=lambda claim: claim.id
)
def test_contrary_evidence_follows_its_figure(claim: Claim):
    """Its value moves with its rows, and so does the sentence, or nothing is left."""
    call = claim.contrary.measure
    before = value(call, at("now"))
    after = {value(call, altered([call], change, "now")) for _, change in changes()}
    assert after - {before}


# What a sentence may say of parts, and the verdicts of parts of which it may be said.
OF_PARTS: dict[str, Callable[[Sequence[str]], bool]] = {
    r"^(All|Both)\b(?! five had come before)": lambda verdicts: set(verdicts) == {HOLDS},
    r"^(None|Neither)\b": lambda verdicts: HOLDS not in verdicts,
    r"\b(Not all|not every|do not both|some respects only|for some of)\b": lambda verdicts: (
        set(verdicts) != {HOLDS}
    ),
}


@pytest.mark.parametrize("claim", MEASURED, ids=lambda claim: claim.id)
def test_a_sentence_fits_all_that_can_lead_to_it(claim: Claim):
    """For values of every band, and every mix of them in parts, it says nothing that they deny."""
    judged = judge(claim, at("now"))
    for values in _mixes(claim):
        result = _with_values(claim, judged, values)
        if result.verdict == UNTESTABLE:
            continue
        sentence = claim.sentences[result.verdict]
        told = sentences.fill(sentence, result)
        verdicts = [claim.bands.verdict(value) for value in values]
        for words, fits in OF_PARTS.items():
            assert not re.search(words, sentence) or fits(verdicts), (told, values)
        if set(re.findall(r"\{(?:\w+\.)?(\w+)\}", sentence)) <= {"value", "year", "period"}:
            assert contradictions(Piece(claim.id, "", "told", told)) == [], values


def _mixes(claim: Claim) -> list[tuple[float, ...]]:
    """A value low, in the middle and high of each band, alone; of parts, pairs that alternate."""
    edges = [edge for edge in claim.bands.edges if edge]
    low, high = min(edges, default=1.0), max(edges, default=1.0)
    values = [
        low / 3,
        low * 0.99,
        *edges,
        *(sum(pair) / 2 for pair in itertools.pairwise(edges)),
        high * 0.999,
        high * 1.01,
    ]
    if claim.unit == "yes or no":
        values = [0.0, 0.5, 1.0]
    if claim.unit.startswith("of "):
        values = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    count = len(claim.measured_parts)
    return [
        tuple(itertools.islice(itertools.cycle(pair), count))
        for pair in itertools.product(values, repeat=min(2, count))
    ]


def _with_values(claim: Claim, judged: Result, values: Sequence[float]) -> Result:
    """A result with other values in its parts, on the bands of the claim."""
    if not judged.parts:
        verdict = claim.bands.verdict(values[0])
        return dataclasses.replace(
            judged,
            verdict=verdict,
            value=values[0],
            bands=claim.bands,
            unit=claim.unit,
            year=judged.year or 2024,
        )
    parts = []
    for part, declared, value in zip(judged.parts, claim.parts, values, strict=True):
        own = dataclasses.replace(
            part.result, value=value, verdict=claim.bands.verdict(value), bands=claim.bands
        )
        told = declared.told.get(quantity(value, "yes or no"), "")
        parts.append(dataclasses.replace(part, result=own, told=told))
    verdict = COMBINE[claim.combine](part.result.verdict for part in parts)
    return dataclasses.replace(judged, verdict=verdict, parts=tuple(parts), bands=claim.bands)
