"""The leverage board as a grid, a map and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from footprint import ledger, render
from footprint.errors import LedgerError
from footprint.figures.figure import Figure
from footprint.lazy import pandas as pd
from footprint.ledger import board
from footprint.model import Finding, Lever, Result
from footprint.narrative.sentences import became
from footprint.words import numbers
from footprint.words.numbers import THIN, digits, quantity
from footprint.words.text import Prose, capital, listed, possessive

ARROWS = {numbers.ROSE: "↗", numbers.FELL: "↘", numbers.STEADILY: "→"}


def _own() -> str:
    """Whose levers they are, as sentences call it."""
    for own in ledger.rules().actors.values():
        return own
    what = "field actors: the head names none, so there is no leverage board"
    raise LedgerError(f"data/claims.yml: {what}. Name whom its levers compare.")


def _others() -> str:
    """With whom that is compared: “China and the European Union”."""
    return listed(list(ledger.rules().actors.values())[1:])


def rank_signs() -> dict[str, tuple[str, str]]:
    """The sign of each place, and what it means in the legend."""
    own = _own()
    return {
        board.FIRST: ("①", f"{own} before {_others()}, of those with a figure"),
        board.SHARED: ("①", f"{own} shares the top"),
        board.ALONE: ("◆", f"only {own} is on record, and only it could be"),
        board.SECOND: ("②", "behind one of them"),
        board.THIRD: ("③", "behind both"),
        board.NONE: ("○", f"{own} does not hold it, another does"),
        board.NOBODY: ("–", "none of them holds it"),
        board.UNRANKED: ("·", "the others have no figure"),
        board.NO_DATA: ("?", f"no figure for {own}"),
    }


def rank_grid(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series, since: int) -> Figure:
    """The board as a grid of signs and words, by lever and country, its figures as a table."""
    columns = [names[code] for code in dict.fromkeys(cells["economy"])]
    rows = [(label, of.to_dict("records")) for label, of in cells.groupby("label", sort=False)]
    places = set(cells["place"])
    signs = {place: sign for place, sign in rank_signs().items() if place in places}
    values = {"columns": columns, "rows": rows, "signs": signs, "arrows": ARROWS, "ends": _ends}
    body = render.html("leverage.html", caption=led(cells), **values)
    steady = f"{numbers.STEADY * 100:g}{THIN}%"
    own = possessive(_own())
    foot = (
        f"Arrows: how {own} own figure moved since {since}, by more than {steady} up or down, or "
        "less; both years are read from today's edition. No arrow: a figure for one of the two is "
        "missing, or there is none newer. How each lever is counted: Method, “The leverage board”."
    )
    subtitle = f"{capital(own)} place against {_others()}"
    return Figure(led(cells), subtitle, body, foot, _board_table(cells, figures, names))


def _ends(cell: dict[str, Any]) -> str:
    """From what to what a lever moved that is not held, under the least that counts."""
    if cell["place"] not in (board.NONE, board.NOBODY):
        return ""
    written = numbers.per_cent if cell["unit"].startswith("%") else digits
    return f" from {written(cell['before'])} to {written(cell['value'])}"


def _board_table(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What the grid rests on: each actor's figure, the first's earlier one, why one is missing."""
    keys = ["lever", "economy"]
    values = figures.pivot(index=keys, columns="actor", values="value")
    actors, own = list(ledger.rules().actors), _own()
    reasons = figures[figures["actor"] == actors[0]].set_index(keys)["reason"]
    table = cells.join(values.reindex(columns=actors), on=keys).join(reasons, on=keys)
    table["economy"] = table["economy"].map(names)
    table["before_period"] = table["before_period"].fillna("")
    columns = {"label": "Lever", "unit": "Unit", "economy": "Country"}
    columns |= {actor: actor for actor in actors}
    columns |= {"period": "Year", "place": f"{possessive(own)} place", "before": f"{own} before"}
    columns |= {"before_period": "of", "direction": "Direction", "reason": "Why there is no figure"}
    return table[list(columns)].rename(columns=columns)


def _leads(cells: pd.DataFrame) -> pd.Series:
    """Whether the subject comes first or alone, of the cells that can be ranked."""
    return cells.loc[cells["place"].isin(board.RANKED), "place"].isin([board.FIRST, board.ALONE])


def lead_counts(cells: pd.DataFrame) -> tuple[int, int]:
    """On how many levers the subject comes first or alone, and how many can be ranked."""
    leads = _leads(cells)
    return int(leads.sum()), len(leads)


def led(cells: pd.DataFrame) -> str:
    """The board's title: of how many levers that can be ranked the subject comes first or alone."""
    leads, ranked = lead_counts(cells)
    across = f"across the {cells['economy'].nunique()} countries"
    return f"{capital(_own())} leads on {leads} of the {ranked} levers that can be ranked {across}"


def uncontested(cells: pd.DataFrame, names: pd.Series, levers: Iterable[Lever]) -> Prose:
    """On how many levers the subject leads by country, of those that may be ranked without dispute;
    and which are left out, and why."""
    disputed = {one.id: f"{one.label} ({one.contested})" for one in levers if one.contested}
    leads = _leads(cells[~cells["lever"].isin(disputed)])
    counted = leads.groupby(cells.loc[leads.index, "economy"], sort=False)
    told = [f"{own.sum()} of {len(own)} in {names[code]}" for code, own in counted]
    return Prose(
        f"Some levers are contested: {listed(list(disputed.values()))}. Without them "
        f"{_own()} leads on {listed(told)}."
    )


def way_counts(cells: pd.DataFrame) -> list[int]:
    """On how many levers the subject's weight rose, fell, and hardly moved."""
    moved = cells["direction"].value_counts().reindex(numbers.MOVEMENTS, fill_value=0)
    return list(moved)


def ways(cells: pd.DataFrame, since: int) -> str:
    """How the subject's weight moved over all levers that can be compared, as title or sentence."""
    moved = rose, fell, stayed = way_counts(cells)
    if not sum(moved):
        return f"No lever has a figure for {since} and a later one"
    moves = f"rose on {rose}, fell on {fell} and hardly moved on {stayed}"
    levers = f"of the {sum(moved)} levers with a figure for both years"
    return f"Since {since} {possessive(_own())} own weight {moves} {levers}"


def moved_most(cells: pd.DataFrame, names: pd.Series) -> str:
    """Which lever moved most since then, how that is reckoned, and where it moved most."""
    moved = board.widest_moves(cells)
    if moved.empty:
        return "No lever can be compared over time."
    top = moved.iloc[moved["change"].abs().argmax()]
    counts = moved["direction"].value_counts()
    ways = [f"{way} in {counts[way]}" for way in numbers.MOVEMENTS if way in counts]
    move, of = numbers.movement(top["before"], top["value"]), top["unit"].removeprefix("% ")
    mean = quantity(moved["change"].abs().mean(), "%").removesuffix(f"{THIN}%")
    before, after = (quantity(top[column], "%") for column in ("before", "value"))
    return (
        f"“{top['label']}” moved most, by {mean} percentage points in the mean of the countries. "
        f"{capital(possessive(_own()))} part {listed(ways)} of the {len(moved)}; "
        f"in {names[top['economy']]} it {move} from {before} {of} ({top['before_period']}) "
        f"to {after} ({top['period']})."
    )


def counts_by_country(found: Finding, places: str, label: str) -> Prose:
    """A claim that counts levers by country, in counts: then at ``label``, and now. ``places``
    are those that the subject has on the levers counted: “first or second”."""
    then, now = _lever_counts(found.then), _lever_counts(found.now)
    known = f"{_own()} was {places} on {then}" if then else "no country had enough levers to rank"
    today = f"Now it is {places} on {now}" if now else "Now no country has"
    sentences = [f"By what could be known in {label}, {known}.", f"{today}: {became(found)}."]
    return Prose(" ".join(sentences))


def _lever_counts(result: Result) -> str:
    """“6 of 9 levers in Kyrgyzstan and 5 of 9 in Tajikistan”; empty where nothing is counted."""
    counts: list[str] = []
    for part in result.parts:
        if part.result.value is not None:
            count, of = (part.result.words[word] for word in ("count", "of"))
            counts.append(f"{count} of {of}{'' if counts else ' levers'} in {part.label}")
    return listed(counts) if counts else ""


def mostly(found: Finding, places: str) -> str:
    """The chart's title: where the subject has one of ``places`` on most levers now; and then."""
    moments = (found.now.parts, found.then.parts)
    now, then = ([one.label for one in all if (one.result.value or 0) > 50] for all in moments)
    if not now:
        return f"In no country is {_own()} {places} on most of the levers"
    title = f"{capital(_own())} is {places} on most of the levers in {listed(now)}"
    return title + (", as it was then" if now == then else "")
