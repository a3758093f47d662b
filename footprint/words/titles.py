"""Titles that know no subject: what a frame shows, in a plain sentence that follows the figures."""

import itertools
from collections.abc import Mapping

import pandas as pd

from footprint.words.numbers import STEADILY, digits, movement, quantity
from footprint.words.text import listed

# What is counted in a record, as nouns: of one and of several. What is not here stays as it is.
COUNTED = {
    "abstain": ("abstention", "abstentions"),
    "absent": ("absence", "absences"),
    "against": ("vote against", "votes against"),
    "yes": ("vote in favour", "votes in favour"),
    "exercise": ("exercise", "exercises"),
    "attack": ("attack", "attacks"),
    "clash": ("clash", "clashes"),
    "deployment": ("deployment", "deployments"),
    "energy": ("energy matter", "energy matters"),
    "agreement signed": ("agreement signed", "agreements signed"),
    "agreement initialled": ("agreement initialled", "agreements initialled"),
    "agreement not ratified": ("agreement not ratified", "agreements not ratified"),
}
# A year between two ends is told beside them if it lies beyond the nearer one by more than this part of it: the fifth by which the
# ledger's variants move the edges of a band. Less can be the noise of one year.
OUTSIDE = 0.2
# A line has turned on its way where its middle lies outside both its ends by more than this part of its whole height: less is hardly seen.
SWING = 0.25


def moved(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A chart's title: how the series ``year, value`` moved from one year to its newest; says so where a figure is missing."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if since not in held.index or held.index[-1] <= since:
        return f"{name}: no figures to compare since {since}"
    before, after, last = held[since], held.iloc[-1], held.index[-1]
    way = movement(before, after)
    # What has moved is printed with so many digits that the two figures differ; two factors are both times, though one may be a share.
    apart = [] if way == STEADILY else [(before + after) / 2]
    first, second = (
        f"{digits(value, apart)} times"
        if unit.startswith("times")
        else quantity(value, unit, apart)
        for value in (before, after)
    )
    return (
        f"{name} {way}: {first} in {since}, {second} in {last}"
        if way == STEADILY
        else f"{name} {way} from {first} in {since} to {second} in {last}"
    )


def ranked(data: pd.DataFrame, unit: str) -> str:
    """A map's title: the values ``name, value`` from the largest down, those printed alike together, and who has none."""
    held = data.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    printed = zip(held["name"], (quantity(value, unit) for value in held["value"]), strict=True)
    groups = [
        (text, [name for name, _ in rows])
        for text, rows in itertools.groupby(printed, key=lambda row: row[1])
    ]
    said = [f"{listed(names)} {'each ' if len(names) > 1 else ''}{text}" for text, names in groups]
    without = data.loc[data["value"].isna(), "name"].tolist()
    return "; ".join(
        [(", " if len(said) == len(held) else "; ").join(said)] * bool(said)
        + [f"no figure for {listed(without)}"] * bool(without)
    )


def largest(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title that names the largest of ``name, value``; a name of several words with a comma or colon stands behind the figure."""
    held = data.dropna(subset=["value"])
    if held.empty:
        return f"Largest {what}: no data"
    top = held.loc[held["value"].idxmax()]
    figure = quantity(top["value"], unit)
    return (
        f"Largest {what}: {figure} ({top['name'].replace(': ', ', ')})"
        if {",", ":"} & set(top["name"])
        else f"Largest {what}: {top['name']}, {figure}"
    )


def farthest(data: pd.DataFrame, since: int) -> tuple[int, float] | None:
    """The year between ``since`` and the newest whose value, of ``year, value``, lies farthest outside those of both; None if none lies well outside."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    middle = held[(held.index > since) & (held.index < held.index.max())]
    if since not in held.index or middle.empty:
        return None
    low, high = sorted((held[since], held.iloc[-1]))
    beyond = (middle - high - OUTSIDE * abs(high)).combine(low - middle - OUTSIDE * abs(low), max)
    return (int(beyond.idxmax()), float(middle[beyond.idxmax()])) if beyond.max() > 0 else None


def course(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A title like that of :func:`moved`, with the year between where one lies well outside both ends: “…, after 49.1 % in 2022”."""
    title, far = moved(name, data, since, unit), farthest(data, since)
    return title if far is None else f"{title}, after {quantity(far[1], unit)} in {far[0]}"


def extremes(what: str, counts: pd.DataFrame, unit: str) -> str:
    """A title for counts that lie apart, from ``name, value``: “Counts of … run from 20.9 % (press) to 57 % (World Factbook)”."""
    held = counts.dropna(subset=["value"]).sort_values("value")
    told = [f"{quantity(value, unit)} ({name})" for name, value in zip(held["name"], held["value"])]
    if len(told) < 2:
        return f"Only count of {what}: {told[0]}" if told else f"Counts of {what}: no data"
    return f"Counts of {what} run from {told[0]} to {told[-1]}"


def share_of(which: pd.Series, of: str, does: tuple[str, str]) -> str:
    """A title that counts the rows that are true; ``does`` is said of one and of several: “None of 13 statements condemns the war”."""
    count, whole = int(which.sum()), len(which)
    if not whole:
        return f"No {of} on record"
    who = f"All {whole} {of}" if count == whole > 1 else f"{count or 'None'} of {whole} {of}"
    return f"{who} {does[count > 1]}"


def swung(name: str, data: pd.DataFrame, unit: str) -> str:
    """A title for the whole line ``year, value``: its first and last, and the peak or trough between them if it lies far outside both."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if len(held) < 2:
        return f"{name}: no figures to compare"
    ends = held.iloc[[0, -1]]
    low, high = ends.min() - held.min(), held.max() - ends.max()
    turn = held.idxmin() if low > high else held.idxmax()
    stops = (
        [held.index[0], turn, held.index[-1]]
        if max(low, high) > SWING * (held.max() - held.min())
        else list(ends.index)
    )
    said = [
        f"{movement(held[start], held[stop])} to {quantity(held[stop], unit)} in {stop}"
        for start, stop in itertools.pairwise(stops)
    ]
    first, *then = said
    return " and ".join(
        [
            f"{name} {first.replace(' to ', f' from {quantity(held.iloc[0], unit)} in {stops[0]} to ', 1)}",
            *then,
        ]
    )


def times(count: int) -> str:
    """How often: “not once”, “once”, “11 times”."""
    return {0: "not once", 1: "once"}.get(count, f"{count} times")


def heights(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title for lines ``name, year, value``: the highest of the newest year, and the highest of all years."""
    held = data.dropna(subset=["value"]).reset_index(drop=True)
    if held.empty:
        return f"{what}: no figure"
    last = held[held["year"] == held["year"].max()]
    now, ever = (rows.loc[rows["value"].idxmax()] for rows in (last, held))
    said = [
        f"{row['name']}, {quantity(row['value'], unit)} in {row['year']}" for row in (now, ever)
    ]
    return f"{what} is highest in {said[0]}" + (
        "" if said[0] == said[1] else f"; of all years in {said[1]}"
    )


def tally(what: str, answers: pd.Series) -> str:
    """A title that counts the answers of a record: “…: 10 abstentions and 8 votes against; 2 unknown”; of yes and no only, “3 of 8”."""
    counts = answers.value_counts()
    if counts.index.isin(["yes", "no"]).all():
        return f"{what}: {counts.get('yes', 'none')} of {counts.sum()}"
    said = [
        f"{count} {COUNTED.get(answer, (answer, answer))[int(count != 1)]}"
        for answer, count in counts.items()
        if answer != "unknown"
    ]
    return f"{what}: " + "; ".join(
        [listed(said)] * bool(said) + [f"{counts.get('unknown')} unknown"] * ("unknown" in counts)
    )


def fewest(data: pd.DataFrame, what: str, of: int) -> str:
    """A title that names who has the least of ``name, value``, out of a whole."""
    low = data.loc[data["value"] == data["value"].min()]
    return f"Fewest {what}: {listed(low['name'].tolist())}, {digits(low['value'].iloc[0])} of {of}"


def revised(name: str, data: pd.DataFrame, later: str, earlier: str, unit: str) -> str:
    """A title on two editions of one series ``name, year, value``: the year that was revised most, with both figures."""
    editions = (
        data.pivot(index="year", columns="name", values="value")
        .reindex(columns=[later, earlier])
        .dropna()
    )
    if editions.empty:
        return f"{name}: no year stands in both editions"
    year = (editions[later] / editions[earlier] - 1).abs().idxmax()
    return f"{name} of {year}: {quantity(editions.at[year, earlier], unit)} in the edition of {earlier}, {quantity(editions.at[year, later], unit)} now"


def by_word(words: pd.Series, names: Mapping[str, str], between: str = ": ") -> str:
    """A map's title from words by economy: “Kazakhstan and Kyrgyzstan: against; Turkmenistan: absent”."""
    groups = {
        word: [names[code] for code in held.index]
        for word, held in words.groupby(words, sort=False)
    }
    return "; ".join(f"{listed(held)}{between}{word}" for word, held in groups.items())
