"""The World Bank's past as its vintages have it, in titles, tables and sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from footprint import render
from footprint.figures.figure import Figure
from footprint.figures.tables import folded
from footprint.lazy import pandas as pd
from footprint.library.revisions import MOVED, number
from footprint.model import Finding, Resource
from footprint.narrative.boards import chapter_name
from footprint.narrative.sentences import rule
from footprint.words.numbers import THIN, digits, quantities, quantity
from footprint.words.text import Prose, day, listed

# Series that a vintage counts otherwise than the next, and why: their difference is no revision.
INCOMPARABLE = {"SM.POP.NETM": "a total of several years in the older editions, of one year today"}
# What one reading of a figure is known by in the rows of ``ledger.by_vintage``.
READING = ["claim", "part", "year"]
_MOVED_BY = f"{MOVED * 100:g}{THIN}%"


def comparable(vintages: pd.DataFrame) -> pd.DataFrame:
    """The rows of the series that every vintage counts alike."""
    return vintages[~vintages["indicator"].isin(list(INCOMPARABLE))]


def left_out(entries: Mapping[str, Resource]) -> str:
    """Which series are not compared, and why, for the foot of a figure."""
    told = [f"{entries[code].title} ({reason})" for code, reason in INCOMPARABLE.items()]
    return f"Not compared: {'; '.join(told)}."


def past_moved(steps: pd.DataFrame, rows: pd.DataFrame, findings: Sequence[Finding]) -> Prose:
    """How much of the past moved, and whether a verdict hangs on it."""
    moved = steps.loc[steps["moved"] > 0, "indicator"].nunique()
    sums = steps[["common", "moved"]].sum()
    part = quantity(100 * sums["moved"] / sums["common"], "%")
    common = f"{sums['common']:,}".replace(",", THIN)
    return Prose(
        f"From one edition of the World Bank's figures to the next, {part} of {common} figures "
        f"differ by more than {_MOVED_BY}, in {moved} of the {steps['indicator'].nunique()} series "
        "that several editions have. "
        f"{hangs(rows, findings)}"
    )


def series_table(
    steps: pd.DataFrame, entries: Mapping[str, Resource], names: Mapping[str, str], foot: str
) -> Figure:
    """How many figures of each series moved over all its vintages, and which most; folded below,
    the same for each pair. ``entries`` are those of the package by indicator: title and unit."""
    rows = [(step, entries[step["indicator"]].unit) for step in steps.to_dict("records")]
    steps = steps.assign(
        most=[_most(step, unit, names) for step, unit in rows],
        series=steps["indicator"].map(lambda code: entries[code].described),
        month=steps["earlier"].map(day),
        next=steps["later"].map(day),
    )
    sums = steps.groupby("indicator")[["moved", "common"]].sum()
    order = (sums["moved"] / sums["common"]).sort_values(ascending=False, kind="stable").index
    largest = steps.sort_values("part", ascending=False, kind="stable")
    table = largest.drop_duplicates("indicator").set_index("indicator").loc[order]
    table["counts"] = [f"{moved} of {common}" for moved, common in sums.loc[order].to_numpy()]
    pairs = steps[["series", "month", "next", "common", "moved", "most"]]
    heads = ["Series", "Figures that moved", "The one that moved most"]
    title = (
        f"Least settled: {entries[order[0]].title}, where {table['counts'].iloc[0]} figures moved"
    )
    return Figure(
        title,
        f"Figures that differ by more than {_MOVED_BY} from one edition to the next that has them",
        folded(table[["series", "counts", "most"]].set_axis(heads, axis=1), title),
        foot,
        pairs.set_axis(["Series", "Edition", "Next", "In both", "Moved", "Most"], axis=1),
    )


def _most(step: Mapping[Hashable, Any], unit: str, names: Mapping[str, str]) -> str:
    """The largest revision among two vintages, closer where both figures would print alike."""
    if pd.isna(step["part"]):
        return ""
    before, after = (quantity(step[column], unit) for column in ("before", "after"))
    if before == after:
        before, after = (digits(step[column]) for column in ("before", "after"))
    return f"{names[step['economy']]} {int(step['year'])}: {before} → {after}"


def _changes(series: pd.DataFrame, earlier: str, later: str) -> pd.Series:
    """By year, the part by which a series moved between two vintages that both have the year."""
    both = series.reindex([earlier, later]).dropna(axis=1).T
    return both[later] / both[earlier] - 1


def most_disputed(what: str, series: pd.DataFrame, earlier: str, later: str, unit: str) -> str:
    """The year that two vintages disagree on most; ``series`` as ``revisions.of_one`` gives it."""
    changes = _changes(series, earlier, later)
    if changes.empty:
        return f"{what}: no year stands in both editions"
    year = changes.index[int(changes.abs().to_numpy().argmax())]
    before, after = (quantity(series[year][vintage], unit) for vintage in (earlier, later))
    old, new = day(earlier), day(later)
    return f"{what} of {year}: {before} in the edition of {old}, {after} in that of {new}"


def raised_or_cut(what: str, series: pd.DataFrame, earlier: str, later: str) -> str:
    """In how many of the years that two vintages share a series was raised or cut, by how much."""
    changes = _changes(series, earlier, later) * 100
    large = changes[changes.abs() > MOVED * 100]
    since = f"Since the edition of {day(earlier)} {what}"
    if large.empty:
        return f"{since} has hardly moved in any of {len(changes)} years"
    way = "has moved"
    if (large > 0).all() or (large < 0).all():
        way = "has been raised" if large.iloc[0] > 0 else "has been cut"
    least, most = (quantity(size, "%") for size in (large.abs().min(), large.abs().max()))
    of = "all" if len(large) == len(changes) else f"{len(large)} of"
    years = "–".join(dict.fromkeys([str(large.index.min()), str(large.index.max())]))
    by = least if least == most else f"{least} to {most}"
    return f"{since} {way} in {of} {len(changes)} years ({years}), by {by}"


def vintage_lines(series: pd.DataFrame, scale: float) -> pd.DataFrame:
    """All vintages of a series by their months, in units of ``scale``: ``name, year, value``."""
    rows = series.reset_index().melt("vintage", var_name="year").dropna()
    columns = {"name": rows["vintage"].map(day), "year": rows["year"].astype(int)}
    return pd.DataFrame(columns | {"value": rows["value"] / scale})


def grey_vintages(series: pd.DataFrame, earlier: str, later: str) -> str:
    """For the foot of a chart: which lines are grey, those of all vintages but two."""
    rest = [day(vintage) for vintage in series.index if vintage not in (earlier, later)]
    return (
        f"Grey: other editions, {len(rest)} of them."
        if rest
        else "No other edition has the series."
    )


def years_table(
    series: pd.DataFrame, years: list[int], *, title: str, unit: str, foot: str, scale: float = 1.0
) -> Figure:
    """The vintages of a series that have one of ``years``, its columns, in units of ``scale``."""
    chosen = series.reindex(columns=years).dropna(how="all") / scale
    cells = chosen.map(lambda value: "–" if pd.isna(value) else digits(value))
    table = cells.rename(index=day, columns=str).reset_index(names="Edition")
    return Figure(title, unit, folded(table, title, classes="data years"), foot)


def disputed_years(series: pd.DataFrame) -> list[int]:
    """The years on which two vintages disagree by more than ``MOVED``."""
    spread = series.max() / series.min() - 1
    return [int(year) for year in spread[spread > MOVED].index]


def first_gap(what: str, series: pd.DataFrame, since: int, unit: str) -> str:
    """A title on the first year that a vintage lacks though an earlier one has it. Of the years
    from ``since`` on; on the newest of them if there is none."""
    recent = series.T.loc[since:].T.dropna(how="all")
    years = recent.dropna(axis="columns", how="all").items()
    figures = {year: own[own.first_valid_index() :] for year, own in years}
    if not figures:
        return f"{what}: no edition has a figure of {since} or later"
    gaps = [year for year, own in figures.items() if own.isna().any()]
    year = [*gaps, [*figures][-1]][0]
    texts = quantities(figures[year], unit, "no figure").items()
    return f"{what} of {year}: {', '.join(f'{text} in {day(str(at))}' for at, text in texts)}"


def disputed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``ledger.by_vintage`` for readings on whose verdict vintages do not agree."""
    return rows[rows.groupby(READING)["verdict"].transform("nunique") > 1]


def hangs(rows: pd.DataFrame, findings: Sequence[Finding]) -> str:
    """Whether a verdict of the ledger hangs on the vintage, in a sentence."""
    read, _ = _cases(rows, findings)
    if read:
        return f"The edition alone decides the verdict on {listed(read)}."
    same = "for the years that the ledger reads, every edition that has them gives the same"
    return f"No verdict of this book differs between editions for that reason alone: {same}."


def elsewhere(rows: pd.DataFrame, findings: Sequence[Finding]) -> Prose:
    """For which years that the ledger does not read the vintage would decide a verdict."""
    _, unread = _cases(rows, findings)
    if not unread:
        return Prose("For no other year would the edition decide a verdict either.")
    years = "For years that the ledger does not read"
    return Prose(f"{years}, the edition would decide: {listed(unread)}.")


def _cases(rows: pd.DataFrame, findings: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """The readings on whose verdict vintages disagree: of the ledger's years, and of others."""
    years = {
        (found.claim.id, part, own.year)
        for found in findings
        for result in (found.then, found.now)
        for part, own in [("", result), *((part.id, part.result) for part in result.parts)]
    }
    names, read, unread = _named(findings), list[str](), list[str]()
    cases = disputed(rows).drop_duplicates(READING).sort_values(READING)
    for claim, part, year in cases[READING].itertuples(index=False):
        known = read if (claim, part, year) in years else unread
        known.append(f"{names[claim]} ({year})")
    return read, unread


def _named(findings: Iterable[Finding]) -> dict[str, str]:
    """Claims by id as a reader tells them apart: two countries may have the same."""
    return {found.claim.id: f"{chapter_name(found)}: “{found.claim.short}”" for found in findings}


def verdicts_by_vintage(rows: pd.DataFrame, findings: Sequence[Finding], foot: str) -> Figure:
    """What each vintage makes of each figure that the ledger reads; those in dispute stand open."""
    rows = rows.assign(
        what=rows["claim"].map(_named(findings)),
        rule=rows["claim"].map({found.claim.id: rule(found.claim) for found in findings}),
        label=rows["label"].where(rows["part"] != "", ""),
        figure=[quantity(row["value"], row["unit"]) for row in rows.to_dict("records")],
        month=rows["vintage"].map(day),
    )
    cases = disputed(rows).sort_values([*READING, "vintage"])
    heads = ["Claim and year", "Verdict", "Figure", "The rule", "In the editions of"]
    readings = [
        (
            f"{own['what'].iloc[0]}, {own['year'].iloc[0]}",
            render.badge(own["verdict"].iloc[0]),
            ", ".join(own["figure"].unique()),
            own["rule"].iloc[0],
            listed(list(own["month"])),
        )
        for _, own in cases.groupby([*READING, "verdict"], sort=False)
    ]
    table = rows[["what", "label", "year", "month", "figure", "verdict"]].astype({"year": str})
    count, of = (frame.groupby(READING).ngroups for frame in (cases, rows))
    title = f"The verdict depends on the edition for {count} of {of} figures"
    return Figure(
        title,
        "One claim, one year, one rule, read in every edition that has the figure",
        folded(pd.DataFrame(readings, columns=heads), title) if readings else render.Html(),
        foot,
        table.set_axis(["Claim", "Part", "Year", "Edition", "Figure", "Verdict"], axis=1),
    )


def update_reports(
    reports: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> render.Markdown:
    """What each update of the figures reported, the newest first; or that there was none."""
    values = {"reports": reports, "names": names, "day": day, "number": number, "thin": THIN}
    return render.markdown("update_reports.md", **values)
