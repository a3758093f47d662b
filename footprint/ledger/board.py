"""The leverage board: lever by lever, country by country, the rank of whose levers they are.

Pure functions, as the measures of the subjects are: they take the figures at one moment, with the
levers that the head of the ledger declares, and fetch nothing. A figure that cannot be had gives a
cell without data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, cast

from footprint.model import Lever, MeasureCall, Measured, Moment, Untestable
from footprint.rows import Frame, Row, Rows
from footprint.topics import SUBJECT_MEASURES
from footprint.topics.measure import Measure, measure
from footprint.words.numbers import MOVEMENTS, movement
from footprint.words.text import possessive

FIRST, SECOND, THIRD = RANKS = ("first", "second", "third")
SHARED, ALONE, NONE = "first with another", "alone", "none"
# No rank: none of them holds the lever; the others have no figure; the actor has none.
NOBODY, UNRANKED, NO_DATA = "nobody", "not ranked", "no data"
RANKED = (FIRST, ALONE, SHARED, SECOND, THIRD, NONE)
NO_LATER, NO_EARLIER, NEVER = "no later figure", "no earlier figure", "none then or now"
CELL = {"lever": "string", "economy": "string"}
DATED = {"value": "float64", "year": "Int64", "period": "string"}
# The columns of the board's figures, of ranks, and of directions.
BOARD = CELL | {"actor": "string"} | DATED | dict.fromkeys(("basis", "counted", "reason"), "string")
RANKINGS = CELL | {"place": "string", "ranked": "Int64"}
MOVES = CELL | DATED | {"before": "float64", "before_year": "Int64", "before_period": "string"}
MOVES |= {"direction": "string"}


class BoardMoment(Moment, Protocol):
    """The figures at a moment of the ledger, which has the board's levers and figures too."""

    @property
    def oldest(self) -> int:
        """The first year that a figure may be of and still speak for this moment."""

    @property
    def levers(self) -> Sequence[Lever]:
        """The levers that the board compares."""

    @property
    def board(self) -> Rows:
        """The figures of the board at this moment: those of :func:`board_figures`."""

    @property
    def since(self) -> BoardMoment:
        """Today's figures for the year of *then*."""


def rank_of(values: Mapping[str, float | None], actor: str, *, of_whole: bool, least: float) -> str:
    """An actor's rank among those that a lever compares.

    ``values`` names them all, with ``None`` where a figure is missing. ``of_whole``: the figures
    are parts of one whole, in per cent, and more than half of it is first whoever else has no
    figure. Under ``least`` a figure is no lever. A lever that only one actor can hold has no other
    in ``values``."""
    own = values.get(actor)
    others = [value for name, value in values.items() if name != actor and value is not None]
    if own is None:
        return NO_DATA
    if own < least:
        return NONE if any(value >= least for value in others) else NOBODY
    if len(values) == 1:
        return ALONE
    if of_whole and own > 50:
        return FIRST
    if not others:
        return UNRANKED
    return SHARED if own == max(others) else RANKS[sum(value > own for value in others)]


def board_figures(at: BoardMoment, economies: Iterable[str]) -> Rows:
    """The figures of the board at a moment: a row for each lever, economy and actor compared.

    The columns are those of ``BOARD``. Of a lever's readings the first that has a figure for its
    subject is taken, for all actors. ``period`` names the years that a figure covers where they are
    more than ``year``. ``counted`` tells apart readings, and those who counted, where a measure
    names them: what others counted than the subject's figure is not compared with it. ``reason``
    says why there is no value."""
    codes = list(economies)
    return Rows(
        dict(zip(BOARD, (lever.id, economy, *row), strict=True))
        for lever in at.levers
        for economy in codes
        for row in _cell(at, lever, economy)
    )


def _cell(at: BoardMoment, lever: Lever, economy: str) -> list[tuple[object, ...]]:
    """The actors' figures on one lever in one economy."""
    oldest = at.oldest if lever.kind == "measured" else 0
    fitting = [one for one in lever.readings if economy in (one.only or [economy])]
    taken = [
        {actor: _taken(at, one.actors[actor], economy, oldest) for actor in lever.actors}
        for one in fitting
    ]
    if not taken:
        taken = [dict.fromkeys(lever.actors, f"no source was found for {economy}")]
    own = lever.subject
    firsts = [n for n, found in enumerate(taken) if isinstance(found[own], Measured)]
    number = firsts[0] if firsts else 0
    chosen = taken[number]
    return [(actor, *_row(found, (own, chosen[own]), number)) for actor, found in chosen.items()]


def _taken(at: BoardMoment, call: MeasureCall, economy: str, oldest: int) -> Measured | str:
    """One actor's measure, of ``oldest`` or later; or why it cannot be taken."""
    chosen = SUBJECT_MEASURES[call.name]
    besides = {"economy": economy, "economies": [economy]}
    given = {key: value for key, value in besides.items() if key in chosen.parameters}
    try:
        found = chosen(at, **given, **call.parameters)
    except Untestable as reason:
        return str(reason)
    if found.year and found.year < oldest:
        return f"the newest figure is of {found.year}, too old to speak for {at.year}"
    return found


def _row(
    taken: Measured | str, subject: tuple[str, Measured | str], reading: int
) -> tuple[object, ...]:
    """One actor's figure, unless that of the ``subject``, with its name, was counted by others."""
    if not isinstance(taken, Measured):
        return None, None, "", "", "", taken
    (name, own), by = subject, taken.words.get("by", "")
    if isinstance(own, Measured) and own.words.get("by", "") != by:
        theirs = f"which is not compared with {possessive(name)} by the {own.words['by']}"
        return None, None, "", "", "", f"there is a figure by the {by}, {theirs}"
    period = str(taken.words.get("period", taken.year or ""))
    return taken.value, taken.year, period, taken.basis, f"{reading} {by}", ""


def ranks(figures: Rows, levers: Iterable[Lever], actor: str = "") -> Rows:
    """An actor's rank, else that of each lever's subject, and how many have a figure: ``lever,
    economy, place, ranked``."""
    by_id = {lever.id: lever for lever in levers}
    cells: dict[tuple[str, str], dict[str, float | None]] = {}
    for row in figures:
        cells.setdefault((row["lever"], row["economy"]), {})[row["actor"]] = row["value"]
    return Rows(
        {
            "lever": id,
            "economy": economy,
            "place": rank_of(
                values,
                actor or by_id[id].subject,
                of_whole=by_id[id].of_whole,
                least=by_id[id].least,
            ),
            "ranked": sum(value is not None for value in values.values()),
        }
        for (id, economy), values in cells.items()
    )


def directions(now: Rows, before: Rows, levers: Iterable[Lever]) -> Rows:
    """How the subject's figure moved from one reading of :func:`board_figures` to a later one.

    The rows are ``lever, economy, value, year, period``, the same three of before (``before,
    before_year, before_period``) and ``direction``."""
    by_id = {lever.id: lever for lever in levers}
    own, earlier = (
        {(row["lever"], row["economy"]): row for row in rows if _of_subject(row, by_id)}
        for rows in (now, before)
    )
    return Rows(
        _moved(row, earlier.get(cell), by_id[cell[0]].kind == "measured")
        for cell, row in own.items()
    )


def _of_subject(row: Row, levers: Mapping[str, Lever]) -> bool:
    lever = levers.get(row["lever"])
    return lever is not None and bool(row["actor"] == lever.subject)


def _moved(now: Row, before: Row | None, ages: bool) -> Row:
    # Two counts by different people are no movement.
    then = before if before and before["counted"] == now["counted"] else {}
    moved = {key: now[key] for key in (*CELL, "value", "year", "period")} | {
        "before": then.get("value"),
        "before_year": then.get("year"),
        "before_period": then.get("period", ""),
    }
    return moved | {"direction": _direction(moved, ages)}


def _direction(row: Row, ages: bool) -> str:
    if row["value"] is None:
        return NO_DATA
    if row["before"] is None:
        return NO_EARLIER
    if row["value"] == row["before"] == 0:
        return NEVER
    # A standing, such as a membership, has the year it began, which need not change.
    if ages and row["year"] == row["before_year"]:
        return NO_LATER
    return movement(row["before"], row["value"])


def widest_moves(cells: Frame) -> Frame:
    """The cells of the lever in per cent that moved most, with ``change`` in points.

    By the mean size of its moves. A lever that can be compared in one country only is passed over,
    unless no other can be compared at all."""
    moved = cells[cells["direction"].isin(MOVEMENTS) & cells["unit"].str.startswith("%")]
    moved = moved.assign(change=moved["value"] - moved["before"])
    several = moved[moved.groupby("lever")["lever"].transform("size") > 1]
    chosen = several if len(several) else moved
    sizes = chosen["change"].abs().groupby(chosen["lever"], sort=False).mean()
    return chosen[chosen["lever"] == sizes.idxmax()] if len(sizes) else chosen


@measure()
def levers_led(
    at: Moment,
    *,
    economies: Sequence[str],
    actor: str,
    places_counted: Sequence[str],
    levers: Literal["all", "uncontested"],
    at_least: int,
) -> Measured:
    """The levers, of ``at_least`` so many, where an actor has one of those ranks, in per cent."""
    moment = cast(BoardMoment, at)
    counted_ones = [lever for lever in moment.levers if levers == "all" or not lever.contested]
    figures = moment.board.where(economy=economies, lever=[lever.id for lever in counted_ones])
    board = ranks(figures, moment.levers, actor)
    ranked = board.where(place=RANKED)
    if len(ranked) < at_least:
        raise Untestable(
            f"only {len(ranked)} of the {len(board)} levers in {' and '.join(economies)} "
            f"can be ranked, and a verdict needs {at_least}"
        )
    counted = len(ranked.where(place=places_counted))
    words = {"count": counted, "of": len(ranked)}
    return Measured(counted / len(ranked) * 100, at.year, "the leverage board", words)


@measure()
def levers_fallen(at: Moment, *, economies: Sequence[str]) -> Measured:
    """The levers on which the subject's own figure fell since *then*, in per cent of all."""
    moment = cast(BoardMoment, at)
    now, before = (board.where(economy=economies) for board in (moment.board, moment.since.board))
    moved = directions(now, before, moment.levers).where(direction=MOVEMENTS)
    if not moved:
        raise Untestable(f"no lever has a figure for {at.then_year} and a later one")
    fell = len(moved.where(direction="fell"))
    words = {"count": fell, "of": len(moved), "since": at.then_year}
    return Measured(fell / len(moved) * 100, at.year, "the leverage board", words)


BOARD_MEASURES: Mapping[str, Measure[Any]] = {one.name: one for one in (levers_led, levers_fallen)}
