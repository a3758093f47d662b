"""The leverage board: lever by lever and country by country, Russia's place beside China and the European Union.

Pure functions, as in ``measures``: they take ``at``, the figures at one moment, with the levers that the head of the
ledger declares in ``at.levers`` and their figures in ``at.board``, and fetch nothing. A figure that cannot be had gives
a cell without data.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from footprint.model import Measured, Untestable
from footprint.topics import SUBJECT_MEASURES
from footprint.topics.measure import Measure, measure
from footprint.words.numbers import MOVEMENTS, movement

SUBJECT, CHINA, EUROPE = ACTORS = ("Russia", "China", "EU")
FIRST, SECOND, THIRD = RANKS = ("first", "second", "third")
SHARED, ALONE, NONE = "first with another", "alone", "none"
# No place: none of the three holds the lever; the others have no figure; the actor has none.
NOBODY, UNRANKED, NO_DATA = "nobody", "not ranked", "no data"
RANKED = (FIRST, ALONE, SHARED, SECOND, THIRD, NONE)
NO_LATER, NO_EARLIER, NEVER = "no later figure", "no earlier figure", "none then or now"


def rank_of(values: Mapping[str, float | None], actor: str, *, of_whole: bool, least: float) -> str:
    """An actor's place among those that a lever compares; ``values`` names them all, with ``None`` where a figure is missing.

    ``of_whole``: the figures are parts of one whole, in per cent, and more than half of it is first whoever else has no
    figure. Under ``least`` a figure is no lever. A lever that only one actor can hold has no other in ``values``.
    """
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


def board_figures(at, levers: Sequence[Mapping], economies: Iterable[str]) -> pd.DataFrame:
    """One row for each lever, economy and actor compared: ``lever, economy, actor, value, year, period, basis, counted, reason``.

    Of a lever's readings the first that has a figure for Russia is taken, for all actors. ``period`` names the years that a figure
    covers where they are more than ``year``, in words. ``counted`` tells apart readings, and those who counted, where a measure names them; what others counted than Russia's figure is not compared with it.
    ``reason`` says why there is no value.
    """
    rows = []
    for lever in levers:
        for economy in economies:
            oldest = at.oldest if lever["kind"] == "measured" else 0
            readings = [
                {
                    actor: _taken(at, reading[actor], economy, oldest)
                    for actor in ACTORS
                    if actor in reading
                }
                for reading in lever["readings"]
                if economy in reading.get("only", [economy])
            ]
            nothing = {
                actor: f"no source was found for {economy}"
                for actor in ACTORS
                if actor in lever["readings"][0]
            }
            number, chosen = next(
                (
                    (number, reading)
                    for number, reading in enumerate(readings)
                    if isinstance(reading[SUBJECT], Measured)
                ),
                (0, [*readings, nothing][0]),
            )
            rows += [
                (lever["id"], economy, actor, *_row(taken, chosen[SUBJECT], number))
                for actor, taken in chosen.items()
            ]
    frame = pd.DataFrame(
        rows,
        columns=[
            "lever",
            "economy",
            "actor",
            "value",
            "year",
            "period",
            "basis",
            "counted",
            "reason",
        ],
    )
    return frame.astype({"value": "float64", "year": "Int64"})


def _taken(at, measure: Mapping, economy: str, oldest: int) -> Measured | str:
    """The measure of one actor in one economy, or why it cannot be taken; nothing from before the year ``oldest`` counts."""
    function = SUBJECT_MEASURES[measure["name"]]
    parameters = {key: value for key, value in measure.items() if key != "name"}
    own = {"economy": economy, "economies": [economy]}
    wanted = {key: value for key, value in own.items() if key in function.parameters}
    try:
        measured = function(at, **wanted, **parameters)
        if measured.year and measured.year < oldest:
            raise Untestable(
                f"the newest figure is of {measured.year}, too old to speak for {at.year}"
            )
    except Untestable as reason:
        return str(reason)
    return measured


def _row(taken: Measured | str, own: Measured | str, reading: int) -> tuple:
    """One actor's figure, unless Russia's ``own`` was counted by others."""
    if not isinstance(taken, Measured):
        return None, None, "", "", "", taken
    by = taken.words.get("by", "")
    if isinstance(own, Measured) and own.words.get("by", "") != by:
        return (
            None,
            None,
            "",
            "",
            "",
            f"there is a figure by the {by}, which is not compared with Russia's by the {own.words['by']}",
        )
    return (
        taken.value,
        taken.year,
        str(taken.words.get("period", taken.year or "")),
        taken.basis,
        f"{reading} {by}",
        "",
    )


def ranks(held: pd.DataFrame, levers: Sequence[Mapping], actor: str = SUBJECT) -> pd.DataFrame:
    """An actor's place in each cell of :func:`figures`: ``lever, economy, place, ranked``; ``ranked`` counts the actors with a figure."""
    rules = {lever["id"]: {key: lever[key] for key in ("of_whole", "least")} for lever in levers}
    rows = []
    for (lever, economy), cell in held.groupby(["lever", "economy"], sort=False):
        values = {row.actor: None if pd.isna(row.value) else row.value for row in cell.itertuples()}
        rows.append(
            (
                lever,
                economy,
                rank_of(values, actor, **rules[lever]),
                sum(value is not None for value in values.values()),
            )
        )
    return pd.DataFrame(rows, columns=["lever", "economy", "place", "ranked"])


def directions(now: pd.DataFrame, before: pd.DataFrame, levers: Sequence[Mapping]) -> pd.DataFrame:
    """How Russia's figure moved from one reading of :func:`figures` to a later one.

    The rows are ``lever, economy, value, year, period, before, before_year, before_period, direction``.
    """
    keys = ["lever", "economy"]
    own = [
        frame[frame["actor"] == SUBJECT].set_index(keys)[["value", "year", "period", "counted"]]
        for frame in (now, before)
    ]
    rows = (
        own[0]
        .join(
            own[1].rename(
                columns={
                    "value": "before",
                    "year": "before_year",
                    "period": "before_period",
                    "counted": "before_counted",
                }
            )
        )
        .reset_index()
    )
    # Two counts by different people are no movement.
    rows.loc[
        rows["before_counted"] != rows["counted"], ["before", "before_year", "before_period"]
    ] = [float("nan"), pd.NA, ""]
    ages = {lever["id"]: lever["kind"] == "measured" for lever in levers}
    rows["direction"] = [_direction(row, ages[row.lever]) for row in rows.itertuples()]
    return rows[
        [*keys, "value", "year", "period", "before", "before_year", "before_period", "direction"]
    ]


def _direction(row, ages: bool) -> str:
    if pd.isna(row.value):
        return NO_DATA
    if pd.isna(row.before):
        return NO_EARLIER
    if row.value == row.before == 0:
        return NEVER
    # A standing, such as a membership, has the year it began, which need not change.
    if ages and row.year == row.before_year:
        return NO_LATER
    return movement(row.before, row.value)


def widest_moves(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells, with ``change`` in points, of the lever that moved most: by the mean size of its moves, over the levers in per cent.

    A lever that can be compared in one country only is passed over, unless no other can be compared at all.
    """
    moved = cells[cells["direction"].isin(MOVEMENTS) & cells["unit"].str.startswith("%")]
    moved = moved.assign(change=moved["value"] - moved["before"])
    several = moved[moved.groupby("lever")["lever"].transform("size") > 1]
    chosen = several if len(several) else moved
    sizes = chosen["change"].abs().groupby(chosen["lever"], sort=False).mean()
    return chosen[chosen["lever"] == sizes.idxmax()] if len(sizes) else chosen


@measure()
def levers_led(
    at, *, economies: Sequence[str], actor: str, places_counted: Sequence[str], at_least: int
) -> Measured:
    """The part of the levers, of those in which an actor can be ranked, where its place is one of those counted, in per cent."""
    board = ranks(_board_of(at, economies), at.levers, actor)
    ranked = board[board["place"].isin(RANKED)]
    if len(ranked) < at_least:
        raise Untestable(
            f"only {len(ranked)} of the {len(board)} levers in {' and '.join(economies)} can be ranked, and a verdict needs {at_least}"
        )
    counted = int(ranked["place"].isin(list(places_counted)).sum())
    return Measured(
        counted / len(ranked) * 100,
        at.year,
        "the leverage board",
        {"count": counted, "of": len(ranked)},
    )


@measure()
def levers_fallen(at, *, economies: Sequence[str]) -> Measured:
    """The part of the levers on which Russia's own figure fell since the year of *then*, of those with a figure for both, in per cent."""
    moved = directions(_board_of(at, economies), _board_of(at.since, economies), at.levers)[
        "direction"
    ].value_counts()
    compared = int(moved.reindex(MOVEMENTS).sum())
    if not compared:
        raise Untestable(f"no lever has a figure for {at.then_year} and a later one")
    fell = int(moved.get("fell", 0))
    return Measured(
        fell / compared * 100,
        at.year,
        "the leverage board",
        {"count": fell, "of": compared, "since": at.then_year},
    )


def _board_of(at, economies: Sequence[str]) -> pd.DataFrame:
    return at.board[at.board["economy"].isin(list(economies))]


BOARD_MEASURES: Mapping[str, Measure] = {found.name: found for found in (levers_led, levers_fallen)}
