"""The World Bank's past as its editions have it, in titles, tables and sentences. Takes frames and findings, fetches nothing."""

import html
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint import render
from footprint.figures.figure import Figure
from footprint.ledger.moments import MOMENTS
from footprint.library.revisions import MOVED, number
from footprint.model import Finding, Result
from footprint.narrative.boards import chapter_name
from footprint.narrative.sentences import rule
from footprint.render import badge
from footprint.words.numbers import THIN, digits, quantity
from footprint.words.text import day, listed

# Series that an edition counts otherwise than the next, with the reason: their difference is no revision.
INCOMPARABLE = {"SM.POP.NETM": "a total of several years in the older editions, of one year today"}


def comparable(editions: pd.DataFrame) -> pd.DataFrame:
    """The rows of the series that every edition counts alike."""
    return editions[~editions["indicator"].isin(list(INCOMPARABLE))]


def whole(count: int) -> str:
    """A count in full, in groups of three."""
    return f"{count:,}".replace(",", THIN)


def left_out(entries: Mapping[str, Mapping]) -> str:
    """Which series are not compared, and why, for the foot of a figure."""
    return (
        "Not compared: "
        + "; ".join(f"{entries[code].title} ({reason})" for code, reason in INCOMPARABLE.items())
        + "."
    )


def past_moved(steps: pd.DataFrame, held: pd.DataFrame, findings: Sequence[Finding]) -> Markdown:
    """How much of the past moved, and whether a verdict hangs on it."""
    moved = steps[steps["moved"] > 0]
    return Markdown(
        f"The past that the World Bank publishes is not fixed. Of {whole(steps['common'].sum())} times that an edition repeats a figure of the one before, it "
        f"differs by more than {MOVED * 100:g}{THIN}% in {whole(steps['moved'].sum())}, in {moved['indicator'].nunique()} of the {steps['indicator'].nunique()} series "
        f"that several editions have. {hangs(held, findings)}"
    )


def series_table(
    steps: pd.DataFrame, entries: Mapping[str, Mapping], names: Mapping[str, str], foot: str
) -> Figure:
    """How many figures of each series moved over all its editions, and which most; folded below, the same for each pair of editions.

    ``entries`` are those of the data package, by indicator: title and unit.
    """
    label = {code: f"{entry.title}, {entry.unit}" for code, entry in entries.items()}
    sums = steps.groupby("indicator")[["moved", "common"]].sum()
    largest = (
        steps.sort_values("part", ascending=False, kind="stable")
        .groupby("indicator")
        .head(1)
        .set_index("indicator")
    )
    order = (sums["moved"] / sums["common"]).sort_values(ascending=False, kind="stable").index
    rows = pd.DataFrame(
        [
            (
                label[code],
                f"{sums.at[code, 'moved']} of {sums.at[code, 'common']}",
                _most(largest.loc[code], entries[code].unit, names),
            )
            for code in order
        ],
        columns=["Series", "Figures that moved", "The one that moved most"],
    )
    pairs = pd.DataFrame(
        {
            "Series": steps["indicator"].map(label),
            "Edition": steps["earlier"].map(day),
            "Next": steps["later"].map(day),
            "In both": steps["common"],
            "Moved": steps["moved"],
            "Most": [
                _most(row, entries[row["indicator"]].unit, names) for _, row in steps.iterrows()
            ],
        }
    )
    top = sums.loc[order[0]]
    title = f"Least settled: {entries[order[0]].title}, where {top['moved']} of {top['common']} figures moved"
    return Figure(
        title,
        f"Figures that differ by more than {MOVED * 100:g}{THIN}% from one edition to the next that has them",
        render.table(rows, "data records"),
        foot,
        pairs,
    )


def _most(row: pd.Series, unit: str, names: Mapping[str, str]) -> str:
    """The largest revision among two editions: country, year, before and after, closer where they would print alike."""
    if pd.isna(row["part"]):
        return ""
    before, after = (quantity(row[column], unit) for column in ("before", "after"))
    if before == after:
        before, after = (digits(row[column]) for column in ("before", "after"))
    return f"{names[row['economy']]} {int(row['year'])}: {before} → {after}"


def most_disputed(what: str, held: pd.DataFrame, earlier: str, later: str, unit: str) -> str:
    """The year that two editions disagree on most, with both figures; ``held`` as :func:`revisions.of_one` gives it."""
    both = held.reindex([earlier, later]).dropna(axis=1)
    if both.empty:
        return f"{what}: no year stands in both editions"
    year = (both.loc[later] / both.loc[earlier] - 1).abs().idxmax()
    before, after = (quantity(both.at[edition, year], unit) for edition in (earlier, later))
    return f"{what} of {year}: {before} in the edition of {day(earlier)}, {after} in that of {day(later)}"


def raised_or_cut(what: str, held: pd.DataFrame, earlier: str, later: str) -> str:
    """In how many of the years that an edition shares with the newest, ``later``, a series was raised or cut, and by how much."""
    both = held.reindex([earlier, later]).dropna(axis=1)
    moves = (both.loc[later] / both.loc[earlier] - 1) * 100
    large = moves[moves.abs() > MOVED * 100]
    since = f"Since the edition of {day(earlier)} {what}"
    if large.empty:
        return f"{since} has hardly moved in any of {len(moves)} years"
    way = (
        "has been raised"
        if (large > 0).all()
        else "has been cut"
        if (large < 0).all()
        else "has moved"
    )
    least, most = (quantity(size, "%") for size in (large.abs().min(), large.abs().max()))
    of = (
        f"all {len(moves)} years"
        if len(large) == len(moves)
        else f"{len(large)} of {len(moves)} years"
    )
    years = f"{large.index.min()}–{large.index.max()}" if len(large) > 1 else f"{large.index[0]}"
    return f"{since} {way} in {of} ({years}), by {least}{f' to {most}' if least != most else ''}"


def vintage_lines(held: pd.DataFrame, scale: float) -> pd.DataFrame:
    """A series in all editions for a chart, in units of ``scale``: ``name, year, value``; an edition is named by its month in words."""
    rows = held.reset_index().melt("vintage", var_name="year").dropna()
    return rows.assign(
        name=rows["vintage"].map(day), value=rows["value"] / scale, year=rows["year"].astype(int)
    )[["name", "year", "value"]]


def grey_vintages(held: pd.DataFrame, earlier: str, later: str) -> str:
    """For the foot of a chart: which lines are grey, the editions other than the two that stand out."""
    rest = [day(edition) for edition in held.index if edition not in (earlier, later)]
    return f"Grey: the editions of {listed(rest)}." if rest else "No other edition has the series."


def by_year(held: pd.DataFrame, years: Iterable[int], scale: float = 1.0) -> pd.DataFrame:
    """A series in all editions, in units of ``scale``, for a table: a row for each edition that has one of the years, a column for each year."""
    chosen = held.reindex(columns=list(years)).dropna(how="all") / scale
    cells = chosen.map(lambda value: "–" if pd.isna(value) else digits(value)).rename(
        index=day, columns=str
    )
    return cells.reset_index().rename(columns={"vintage": "Edition"}).rename_axis(columns=None)


def disputed_years(held: pd.DataFrame) -> list[int]:
    """The years on which two editions disagree by more than ``MOVED``."""
    spread = held.max() / held.min() - 1
    return [int(year) for year in spread[spread > MOVED].index]


def first_gap(what: str, held: pd.DataFrame, since: int, unit: str) -> str:
    """A title on the first year, from ``since`` on, that an edition lacks though an earlier one has it; on the newest year if there is none."""
    recent = held.loc[:, held.columns >= since].dropna(how="all")
    known = {
        year: own[own.first_valid_index() :] for year, own in recent.items() if own.notna().any()
    }
    if not known:
        return f"{what}: no edition has a figure of {since} or later"
    year = next((year for year, own in known.items() if own.isna().any()), max(known))
    own = known[year]
    said = [
        f"{'no figure' if pd.isna(value) else quantity(value, unit)} in {day(edition)}"
        for edition, value in own.items()
    ]
    return f"{what} of {year}: {', '.join(said)}"


def disputed(held: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`vintages.by_vintage` for a figure and year on whose verdict the editions do not agree."""
    return held[held.groupby(["claim", "part", "year"])["verdict"].transform("nunique") > 1]


def hangs(held: pd.DataFrame, findings: Iterable[Finding]) -> str:
    """Whether a verdict of the ledger hangs on the edition, in a sentence."""
    hit, _ = _cases(held, findings)
    return (
        f"The edition alone decides the verdict on {listed(hit)}."
        if hit
        else "No verdict of this book differs between editions for that reason alone: for the years that the ledger reads, every edition that has them gives the same."
    )


def elsewhere(held: pd.DataFrame, findings: Iterable[Finding]) -> Markdown:
    """For which years that the ledger does not read the edition would decide a verdict."""
    _, rest = _cases(held, findings)
    return Markdown(
        f"For years that the ledger does not read, the edition would decide: {listed(rest)}."
        if rest
        else "For no other year would the edition decide a verdict either."
    )


def _cases(held: pd.DataFrame, findings: Iterable[Finding]) -> tuple[list[str], list[str]]:
    """The claims and years on whose verdict the editions disagree: those that the ledger reads, and the others."""
    used = {
        (found.claim.id, part, year)
        for found in findings
        for moment in MOMENTS
        for part, year in _result_years(getattr(found, moment))
    }
    cases = list(disputed(held).groupby(["claim", "part", "year"]).groups)
    names = _named(findings)
    hit = [f"{names[claim]} ({year})" for claim, part, year in cases if (claim, part, year) in used]
    return hit, [
        f"{names[claim]} ({year})" for claim, part, year in cases if (claim, part, year) not in used
    ]


def _named(findings: Iterable[Finding]) -> dict[str, str]:
    """Claims by id as a reader tells them apart: two countries may have the same."""
    return {found.claim.id: f"{chapter_name(found)}: “{found.claim.short}”" for found in findings}


def _result_years(result: Result) -> list[tuple[str, int | None]]:
    return [("", result.year), *((part.id, part.result.year) for part in result.parts)]


def verdicts_by_vintage(held: pd.DataFrame, findings: Sequence[Finding], foot: str) -> Figure:
    """What each edition makes of each figure that the ledger reads from the World Bank: those in dispute stand open, all are in the table."""
    names, rules = _named(findings), {found.claim.id: rule(found.claim) for found in findings}
    cases = disputed(held).sort_values(["claim", "part", "year", "vintage"])
    pairs = held.groupby(["claim", "part", "year"]).ngroups
    count = cases.groupby(["claim", "part", "year"]).ngroups
    rows = "".join(
        _reading(names[claim], rules[claim], year, verdict, of)
        for (claim, _, year, verdict), of in cases.groupby(
            ["claim", "part", "year", "verdict"], sort=False
        )
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Claim and year", "Verdict", "Figure", "The rule", "In the editions of")
    )
    body = (
        f'<div class="scroll" tabindex="0"><table class="data"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        if rows
        else ""
    )
    table = pd.DataFrame(
        {
            "Claim": held["claim"].map(names),
            "Part": held["label"].where(held["part"] != "", ""),
            "Year": held["year"].astype(str),
            "Edition": held["vintage"].map(day),
            "Figure": [quantity(row.value, row.unit) for row in held.itertuples()],
            "Verdict": held["verdict"],
        }
    )
    return Figure(
        f"The verdict depends on the edition for {count} of {pairs} figures",
        "One claim, one year, one rule, read in every edition that has the figure",
        body,
        foot,
        table,
    )


def _reading(name: str, rule: str, year: int, verdict: str, rows: pd.DataFrame) -> str:
    """The editions that give one verdict on a figure, with the figures that they have of it."""
    figures = dict.fromkeys(quantity(row.value, row.unit) for row in rows.itertuples())
    return (
        f'<tr><th scope="row">{html.escape(name)}, {year}</th><td>{badge(verdict)}</td><td>{", ".join(figures)}</td><td>{html.escape(rule)}</td>'
        f"<td>{listed([day(vintage) for vintage in rows['vintage']])}</td></tr>"
    )


def update_reports(reports: Sequence[Mapping], names: Mapping[str, str]) -> Markdown:
    """What each update of the figures reported, the newest first; or that there was none."""
    if not reports:
        return Markdown(
            "No update has been run since these figures were gathered, so there is no report yet. The first one will stand here."
        )
    return Markdown("\n\n".join(_report(report, names) for report in reports))


def _grouped(value: float) -> str:
    """A figure as a report has it, in the groups of the book."""
    return number(value).replace(",", THIN)


def _report(report: Mapping, names: Mapping[str, str]) -> str:
    added = sum(entry["values"] for entry in report["added"])
    lines = [
        f"**{day(report['date'])}.** Figures added: {added}; revised: {report['revised_values']}."
    ]
    lines += [
        f"- The verdict on [{turn['id']}](#{turn['id']}) ({turn['moment']}) went from “{turn['before']}” to “{turn['after']}”."
        for turn in report["flipped"]
    ]
    lines += [
        f"- {row['indicator']}, {names.get(row['economy'], row['economy'])} {row['year']}: {_grouped(row['before'])} → {_grouped(row['after'])}"
        for row in report["revised"][:10]
    ]
    return "\n".join([lines[0], "", *lines[1:]])
