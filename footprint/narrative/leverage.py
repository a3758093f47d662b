"""The leverage board as a grid, a map and sentences."""

import html

import pandas as pd
from IPython.display import Markdown

from footprint.figures.figure import Figure
from footprint.ledger.board import (
    ACTORS,
    ALONE,
    FIRST,
    NO_DATA,
    NOBODY,
    NONE,
    RANKED,
    SECOND,
    SHARED,
    SUBJECT,
    THIRD,
    UNRANKED,
    widest_moves,
)
from footprint.model import Finding, Result
from footprint.narrative.sentences import became
from footprint.words.numbers import (
    FELL,
    MOVEMENTS,
    ROSE,
    STEADILY,
    STEADY,
    THIN,
    digits,
    movement,
    per_cent,
    quantity,
)
from footprint.words.text import listed

RANK_SIGNS = {
    FIRST: "①",
    SHARED: "①",
    SECOND: "②",
    THIRD: "③",
    ALONE: "◆",
    NONE: "○",
    NOBODY: "–",
    UNRANKED: "·",
    NO_DATA: "?",
}
ARROWS = {ROSE: "↗", FELL: "↘", STEADILY: "→"}
# What the places mean, for the legend.
RANKS_MEAN = {
    FIRST: "Russia before China and the European Union, of those with a figure",
    SHARED: "Russia shares the top",
    ALONE: "only Russia is on record, and only it could be",
    SECOND: "behind one of them",
    THIRD: "behind both",
    NONE: "Russia does not hold it, another does",
    NOBODY: "none of the three holds it",
    UNRANKED: "the others have no figure",
    NO_DATA: "no figure for Russia",
}


def leverage_grid(
    cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series, since: int
) -> Figure:
    """The board as a grid of signs and words, a row for each lever and a column for each country, with the figures as its table."""
    columns = list(dict.fromkeys(cells["economy"]))
    head = "".join(f'<th scope="col">{html.escape(names[code])}</th>' for code in columns)
    rows = "".join(_lever_row(label, held) for label, held in cells.groupby("label", sort=False))
    legend = "".join(
        f"<li>{RANK_SIGNS[place]} {place}: {said}</li>"
        for place, said in RANKS_MEAN.items()
        if place in set(cells["place"])
    )
    body = (
        f'<div class="scroll" tabindex="0"><table class="grid levers" style="--columns:{len(columns)}"><thead><tr><th scope="col">Lever</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<ul class="legend">{legend}</ul>'
    )
    foot = (
        f"Arrows: how Russia's own figure moved since {since}, by more than {STEADY * 100:g}{THIN}% up or down, or less; both years are read from today's edition. "
        "No arrow: a figure for one of the two is missing, or there is none newer. How each lever is counted: Method, “The leverage board”."
    )
    return Figure(
        led(cells),
        "Russia's place against China and the European Union",
        body,
        foot,
        _board_table(cells, figures, names),
    )


def _lever_row(label: str, held: pd.DataFrame) -> str:
    return f'<tr><th scope="row">{html.escape(label)}</th>{"".join(map(_lever_cell, held.itertuples()))}</tr>'


def _lever_cell(cell) -> str:
    ends = f" {_ends(cell)}" if cell.place in (NONE, NOBODY) else ""
    arrow = (
        f'<br><span class="way"><span aria-hidden="true">{ARROWS[cell.direction]}</span> {cell.direction}{ends}</span>'
        if cell.direction in ARROWS
        else ""
    )
    name = cell.place.replace(" ", "-")
    return f'<td class="place-{name}"><span aria-hidden="true">{RANK_SIGNS[cell.place]}</span> {cell.place}{arrow}</td>'


def _ends(cell) -> str:
    """From what to what: a lever that Russia does not hold may move all the same, under the least that counts as one."""
    written = per_cent if cell.unit.startswith("%") else digits
    return f"from {written(cell.before)} to {written(cell.value)}"


def _board_table(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What the grid rests on: the figure of each actor, Russia's earlier one, and where a figure is missing, why."""
    values = figures.pivot(index=["lever", "economy"], columns="actor", values="value").reindex(
        columns=list(ACTORS)
    )
    reasons = figures[figures["actor"] == SUBJECT].set_index(["lever", "economy"])["reason"]
    table = cells.join(values, on=["lever", "economy"]).join(reasons, on=["lever", "economy"])
    return pd.DataFrame(
        {
            "Lever": table["label"],
            "Unit": table["unit"],
            "Country": table["economy"].map(names),
            **{actor: table[actor] for actor in ACTORS},
            "Year": table["period"],
            "Russia's place": table["place"],
            "Russia before": table["before"],
            "of": table["before_period"].fillna(""),
            "Direction": table["direction"],
            "Why there is no figure": table["reason"],
        }
    )


def led(cells: pd.DataFrame) -> str:
    """The board's title: on how many of the levers that can be ranked Russia comes first or alone."""
    ranked = int(cells["place"].isin(RANKED).sum())
    first = int(cells["place"].isin([FIRST, ALONE]).sum())
    return f"Russia leads on {first} of the {ranked} levers that can be ranked across the {cells['economy'].nunique()} countries"


def led_by_country(cells: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """For a map: how many levers Russia leads in each country: ``economy, name, value``; a country where none can be ranked has none."""
    placed = cells[cells["place"].isin(RANKED)]
    counts = placed["place"].isin([FIRST, ALONE]).groupby(placed["economy"]).sum()
    rows = pd.DataFrame({"economy": names.index, "name": names.to_numpy()})
    return rows.assign(value=rows["economy"].map(counts).astype("float64"))


def most_led(leads: pd.DataFrame) -> str:
    """The map's title from :func:`led_by_country`: where Russia leads on most levers, and where on none."""
    held = leads.dropna(subset=["value"])
    if held.empty:
        return "No lever can be ranked in any of the countries"
    top, none = held["value"].max(), held.loc[held["value"] == 0, "name"].tolist()
    most = (
        f"Russia leads on most levers in {listed(held.loc[held['value'] == top, 'name'].tolist())} ({digits(top)})"
        if top
        else "Russia leads on no lever"
    )
    return most + (f", on none in {listed(none)}" if top and none else "")


def ways(cells: pd.DataFrame, since: int) -> str:
    """How Russia's weight moved over all levers that can be compared: a title, or a sentence."""
    moved = cells["direction"].value_counts().reindex(MOVEMENTS, fill_value=0)
    if not moved.sum():
        return f"No lever has a figure for {since} and a later one"
    return (
        f"Since {since} Russia's own weight rose on {moved[ROSE]}, fell on {moved[FELL]} and hardly moved on {moved[STEADILY]} "
        f"of the {moved.sum()} levers with a figure for both years"
    )


def moved_most(cells: pd.DataFrame, names: pd.Series) -> str:
    """Which lever moved most since then, how that is reckoned, and where it moved most, in sentences."""
    moved = widest_moves(cells)
    if moved.empty:
        return "No lever can be compared over time."
    top = moved.loc[moved["change"].abs().idxmax()]
    ways = moved["direction"].value_counts()
    said = listed(
        [f"{direction} in {ways[direction]}" for direction in MOVEMENTS if direction in ways]
    )
    move = movement(top["before"], top["value"])
    before, after, mean = (
        quantity(value, "%")
        for value in (top["before"], top["value"], moved["change"].abs().mean())
    )
    of = top["unit"].removeprefix("% ")
    return (
        f"The lever that moved most is “{top['label']}”, by the mean size of its moves over the countries: {mean.removesuffix(f'{THIN}%')} percentage points. "
        f"Russia's part {said} of the {len(moved)} countries that can be compared. Its largest move was in "
        f"{names[top['economy']]}, where it {move} from {before} {of} in {top['before_period']} to {after} in {top['period']}."
    )


def counts_by_country(found: Finding, places: str, label: str) -> Markdown:
    """A claim that counts levers by country, in counts: on how many Russia has one of ``places`` (“first or second”), then at ``label`` and now."""
    then, now = (_lever_counts(getattr(found, moment)) for moment in ("then", "now"))
    without = [part for part in found.now.parts if part.result.value is None]
    said = [
        f"By what could be known in {label}, Russia was {places} on {then}."
        if then
        else f"By what could be known in {label}, no country had enough levers to rank.",
        f"Now it is {places} on {now}: {became(found)}."
        if now
        else f"Now no country has: {became(found)}.",
        *(f"{part.label} has no verdict now: {part.result.reason}." for part in without),
    ]
    return Markdown(" ".join(said))


def _lever_counts(result: Result) -> str:
    counted = [part for part in result.parts if part.result.value is not None]
    said = [
        f"{part.result.words['count']} of {part.result.words['of']}{'' if number else ' levers'} in {part.label}"
        for number, part in enumerate(counted)
    ]
    return listed(said) if said else ""


def moments(found: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now next to each other, for a chart: ``name, value, moment``, in the unit of the claim; one without a figure is left out."""
    pairs = zip(found.then.parts, found.now.parts, strict=True)
    rows = [
        (f"{part.label}, {moment} ({_told(part.result)})", part.result.value, moment)
        for pair in pairs
        for part, moment in zip(pair, ("then", "now"))
    ]
    return (
        pd.DataFrame(rows, columns=["name", "value", "moment"])
        .astype({"value": "float64"})
        .dropna(subset=["value"])
    )


def _told(result: Result) -> str:
    """What a bar stands for: a count of how many, where it is a part of so few that a percentage says too much; else its time."""
    words = result.words
    return (
        f"{words['count']} of {words['of']}"
        if {"count", "of"} <= words.keys()
        else str(words.get("period", result.year))
    )


def mostly(found: Finding, places: str) -> str:
    """The chart's title: where Russia has one of ``places`` on more than half of the levers now, and whether it had then."""
    now, then = (
        [part.label for part in getattr(found, moment).parts if (part.result.value or 0) > 50]
        for moment in ("now", "then")
    )
    if not now:
        return f"In no country is Russia {places} on most of the levers"
    return f"Russia is {places} on most of the levers in {listed(now)}" + (
        ", as it was then" if now == then else ""
    )


def missing_parts(found: Finding) -> str:
    """Which countries a chart of :func:`moments` lacks, and why, for its foot; empty if it lacks none."""
    said = []
    for pair in zip(found.then.parts, found.now.parts, strict=True):
        reasons = [
            f"{moment} ({part.result.reason})"
            for part, moment in zip(pair, ("then", "now"))
            if part.result.value is None
        ]
        said += [f"{pair[0].label} is missing {listed(reasons)}."] if reasons else []
    return " ".join(said)
