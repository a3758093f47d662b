"""Titles that know no subject: what a frame shows, in a plain sentence that follows the figures."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from footprint.lazy import pandas as pd
from footprint.words.numbers import STEADILY, digits, movement, quantities, quantity
from footprint.words.text import listed

# What is counted in a record, as nouns: of one and of several. What is not here stays as it is.
COUNTED = {
    "abstain": ("abstention", "abstentions"),
    "absent": ("absence", "absences"),
    "against": ("vote against", "votes against"),
    "yes": ("vote in favour", "votes in favour"),
    "clash": ("clash", "clashes"),
    "energy": ("energy matter", "energy matters"),
}
COUNTED |= {kind: (kind, f"{kind}s") for kind in ("exercise", "attack", "deployment")}
_STAGES = ("signed", "initialled", "not ratified")
COUNTED |= {f"agreement {how}": (f"agreement {how}", f"agreements {how}") for how in _STAGES}
# A year between two ends is told beside them if it lies beyond the nearer one by more than this
# part of it: the fifth by which the ledger's variants move the edges of a band. Less can be noise.
OUTSIDE = 0.2
# A line has turned on its way where its middle lies outside both its ends by more than this part
# of its whole height: less is hardly seen.
SWING = 0.25


def moved(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A chart's title: how the series ``year, value`` moved from one year to its newest."""
    line = _line(data)
    if since not in line.index or line.index[-1] <= since:
        return f"{name}: no figures to compare since {since}"
    before, after, last = line[since], line.iloc[-1], line.index[-1]
    way = movement(before, after)
    # What has moved is printed with so many digits that the two figures differ; two factors are
    # both times, though one may be a share.
    apart = [] if way == STEADILY else [(before + after) / 2]
    if unit.startswith("times"):
        first, second = (f"{digits(value, apart)} times" for value in (before, after))
    else:
        first, second = (quantity(value, unit, apart) for value in (before, after))
    if way == STEADILY:
        return f"{name} {way}: {first} in {since}, {second} in {last}"
    return f"{name} {way} from {first} in {since} to {second} in {last}"


def course(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """Like :func:`moved`, with a year well outside both ends: “…, after 49.1 % in 2022”."""
    title, far = moved(name, data, since, unit), farthest(data, since)
    return title if far is None else f"{title}, after {quantity(far[1], unit)} in {far[0]}"


def farthest(data: pd.DataFrame, since: int) -> tuple[int, float] | None:
    """The year, with its value, that lies farthest outside both ends of a line, if well outside."""
    line = _line(data)
    middle = line[(line.index > since) & (line.index < line.index.max())]
    if since not in line.index or middle.empty:
        return None
    low, high = sorted((line[since], line.iloc[-1]))
    beyond = (middle - high - OUTSIDE * abs(high)).combine(low - middle - OUTSIDE * abs(low), max)
    return (int(beyond.idxmax()), float(middle[beyond.idxmax()])) if beyond.max() > 0 else None


def swung(name: str, data: pd.DataFrame, unit: str) -> str:
    """A title for a whole line ``year, value``: its ends, and a turn far outside both."""
    line = _line(data)
    if len(line) < 2:
        return f"{name}: no figures to compare"
    stops, ends = [line.index[0], line.index[-1]], line.iloc[[0, -1]]
    low, high = ends.min() - line.min(), line.max() - ends.max()
    if max(low, high) > SWING * (line.max() - line.min()):
        stops.insert(1, line.idxmin() if low > high else line.idxmax())
    ways = [movement(line[start], line[stop]) for start, stop in itertools.pairwise(stops)]
    ways[0] += f" from {quantity(line.iloc[0], unit)} in {stops[0]}"
    turns = zip(ways, stops[1:], strict=True)
    moves = [f"{way} to {quantity(line[stop], unit)} in {stop}" for way, stop in turns]
    return f"{name} {' and '.join(moves)}"


def _line(data: pd.DataFrame) -> pd.Series:
    """The values of ``year, value`` by year, without the gaps."""
    return data.dropna(subset=["value"]).set_index("year")["value"].sort_index()


def ranked(data: pd.DataFrame, unit: str) -> str:
    """A map's title: ``name, value`` from the largest down, alike ones together; and the gaps."""
    known = data.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    alike = known["name"].groupby(quantities(known["value"], unit), sort=False).agg(list)
    told = [f"{listed(names)} {'each ' * (len(names) > 1)}{text}" for text, names in alike.items()]
    without = data.loc[data["value"].isna(), "name"].tolist()
    gaps = f"no figure for {listed(without)}" if without else ""
    return "; ".join(filter(None, [(", " if len(told) == len(known) else "; ").join(told), gaps]))


def largest(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title that names the largest of ``name, value``; a name with a comma comes second."""
    known = data.dropna(subset=["value"])
    if known.empty:
        return f"Largest {what}: no data"
    top = known.nlargest(1, "value").iloc[0]
    name, figure = top["name"], quantity(top["value"], unit)
    if {",", ":"} & set(name):
        return f"Largest {what}: {figure} ({name.replace(': ', ', ')})"
    return f"Largest {what}: {name}, {figure}"


def heights(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title for lines ``name, year, value``: the highest of the newest year and of all years."""
    known = data.dropna(subset=["value"])
    if known.empty:
        return f"{what}: no figure"
    newest = known[known["year"] == known["year"].max()]
    tops = [rows.nlargest(1, "value").iloc[0] for rows in (newest, known)]
    now, ever = (f"{row['name']}, {quantity(row['value'], unit)} in {row['year']}" for row in tops)
    return f"{what} is highest in {now}" + ("" if now == ever else f"; of all years in {ever}")


def extremes(what: str, counts: pd.DataFrame, unit: str) -> str:
    """A title for counts ``name, value``: “Counts of … run from 20.9 % (press) to 57 % (book)”."""
    known = counts.dropna(subset=["value"]).sort_values("value")
    told = [f"{quantity(row['value'], unit)} ({row['name']})" for _, row in known.iterrows()]
    if len(told) < 2:
        return f"Only count of {what}: {told[0]}" if told else f"Counts of {what}: no data"
    return f"Counts of {what} run from {told[0]} to {told[-1]}"


def times(count: int) -> str:
    """How often: “not once”, “once”, “11 times”."""
    return {0: "not once", 1: "once"}.get(count, f"{count} times")


def share_of(which: pd.Series, of: str, does: tuple[str, str]) -> str:
    """A title that counts the rows that are true; ``does`` is what one does, and several do."""
    count, whole = int(which.sum()), len(which)
    if not whole:
        return f"No {of} on record"
    who = f"All {whole} {of}" if count == whole > 1 else f"{count or 'None'} of {whole} {of}"
    return f"{who} {does[count > 1]}"


def tally(what: str, answers: pd.Series) -> str:
    """A title that counts answers, the unknown last: “…: 2 abstentions; 1 unknown”, “…: 3 of 8”."""
    counts = answers.value_counts()
    if counts.index.isin(["yes", "no"]).all():
        return f"{what}: {counts.get('yes', 'none')} of {counts.sum()}"
    known = counts.drop("unknown", errors="ignore").items()
    nouns = [(count, COUNTED.get(str(word), (word, word))) for word, count in known]
    told = [f"{count} {one if count == 1 else several}" for count, (one, several) in nouns]
    unknown = f"{counts['unknown']} unknown" if "unknown" in counts else ""
    return f"{what}: " + "; ".join(filter(None, [listed(told) if told else "", unknown]))


def by_word(words: pd.Series, names: Mapping[str, str], between: str = ": ") -> str:
    """A map's title from words by economy: “A and B: against; C: absent”."""
    groups = words.index.to_series().map(names).groupby(words, sort=False).agg(list)
    return "; ".join(f"{listed(whose)}{between}{word}" for word, whose in groups.items())
