"""The World Bank's past as its editions have it, in titles, tables and sentences. Takes frames and findings, fetches nothing."""

import html
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.figure import Figure
from footprint.ledger import MOMENTS, Finding, Result
from footprint.narrative import day, listed, place
from footprint.revisions import MOVED, number
from footprint.words import badge, digits, quantity

# Series that an edition counts otherwise than the next, with the reason: their difference is no revision.
INCOMPARABLE = {"SM.POP.NETM": "a total of several years in the older editions, of one year today"}


def comparable(editions: pd.DataFrame) -> pd.DataFrame:
    """The rows of the series that every edition counts alike."""
    return editions[~editions["indicator"].isin(list(INCOMPARABLE))]


def left_out(titles: Mapping[str, str]) -> str:
    """Which series are not compared, and why, for the foot of a figure."""
    return "Not compared: " + "; ".join(f"{titles[code]} ({reason})" for code, reason in INCOMPARABLE.items()) + "."


# How the past moved -----------------------------------------------------------------------------------------


def lead(steps: pd.DataFrame, held: pd.DataFrame, findings: Sequence[Finding]) -> Markdown:
    """How much of the past moved, and whether a verdict hangs on it."""
    moved = steps[steps["moved"] > 0]
    return Markdown(f"The past that the World Bank publishes is not fixed. Of {steps['common'].sum()} times that an edition repeats a figure of the one before, it "
                    f"differs by more than {MOVED * 100:g} % in {steps['moved'].sum()}, in {moved['indicator'].nunique()} of the {steps['indicator'].nunique()} series "
                    f"that several editions have. {hangs(held, findings)}")


def series_table(steps: pd.DataFrame, titles: Mapping[str, str], names: Mapping[str, str], foot: str) -> Figure:
    """For each series and pair of editions, how many figures moved, and which one most."""
    rows = pd.DataFrame({
        "Series": steps["indicator"].map(titles), "Edition": steps["earlier"].map(day), "Next": steps["later"].map(day),
        "In both": steps["common"], "Moved": steps["moved"],
        "Most": ["" if pd.isna(row.part) else f"{names[row.economy]} {int(row.year)}: {number(row.before)} → {number(row.after)}" for row in steps.itertuples()]})
    most = steps.groupby("indicator")[["moved", "common"]].sum()
    top = (most["moved"] / most["common"]).idxmax()
    title = f"Least settled: {titles[top]}, {most.at[top, 'moved']} of {most.at[top, 'common']} figures moved"
    return Figure(title, f"Figures that differ by more than {MOVED * 100:g} % from one edition to the next", "", foot, rows)


def title(what: str, held: pd.DataFrame, earlier: str, later: str, unit: str) -> str:
    """The year that two editions disagree on most, with both figures; ``held`` as :func:`revisions.of_one` gives it."""
    both = held.reindex([earlier, later]).dropna(axis=1)
    if both.empty:
        return f"{what}: no year stands in both editions"
    year = (both.loc[later] / both.loc[earlier] - 1).abs().idxmax()
    before, after = (quantity(both.at[edition, year], unit) for edition in (earlier, later))
    return f"{what} of {year}: {before} in the edition of {day(earlier)}, {after} in that of {day(later)}"


def changed(what: str, held: pd.DataFrame, earlier: str, later: str) -> str:
    """In how many of the years that two editions share a series was raised or cut, and by how much."""
    both = held.reindex([earlier, later]).dropna(axis=1)
    moves = (both.loc[later] / both.loc[earlier] - 1) * 100
    large = moves[moves.abs() > MOVED * 100]
    between = f"Between the editions of {day(earlier)} and {day(later)}"
    if large.empty:
        return f"{between} {what} hardly moved in any of {len(moves)} years"
    way = "was raised" if (large > 0).all() else "was cut" if (large < 0).all() else "moved"
    least, most = (quantity(size, "%") for size in (large.abs().min(), large.abs().max()))
    years = f"from {large.index.min()} to {large.index.max()}" if len(large) > 1 else f"{large.index[0]}"
    return f"{between} {what} {way} in {len(large)} of the {len(moves)} years that both have, {years}, by {least}{f' to {most}' if least != most else ''}"


def lines(held: pd.DataFrame, scale: float) -> pd.DataFrame:
    """A series in all editions for a chart, in units of ``scale``: ``name, year, value``; an edition is named by its year and month."""
    rows = held.reset_index().melt("vintage", var_name="year").rename(columns={"vintage": "name"}).dropna()
    return rows.assign(value=rows["value"] / scale, year=rows["year"].astype(int))


def by_year(held: pd.DataFrame, years: Iterable[int], scale: float = 1.0) -> pd.DataFrame:
    """A series in all editions, in units of ``scale``, for a table: a row for each edition that has one of the years, a column for each year."""
    chosen = held.reindex(columns=list(years)).dropna(how="all") / scale
    cells = chosen.map(lambda value: "–" if pd.isna(value) else digits(value)).rename(index=day, columns=str)
    return cells.reset_index().rename(columns={"vintage": "Edition"}).rename_axis(columns=None)


def unsettled(held: pd.DataFrame) -> list[int]:
    """The years on which two editions disagree by more than ``MOVED``."""
    spread = held.max() / held.min() - 1
    return [int(year) for year in spread[spread > MOVED].index]


def gaps(what: str, held: pd.DataFrame, since: int, unit: str) -> str:
    """A title on the first year, from ``since`` on, that an edition lacks though an earlier one has it; on the newest year if there is none."""
    recent = held.loc[:, held.columns >= since].dropna(how="all")
    known = {year: own[own.first_valid_index():] for year, own in recent.items() if own.notna().any()}
    if not known:
        return f"{what}: no edition has a figure of {since} or later"
    year = next((year for year, own in known.items() if own.isna().any()), max(known))
    own = known[year]
    said = [f"{'no figure' if pd.isna(value) else quantity(value, unit)} in {day(edition)}" for edition, value in own.items()]
    return f"{what} of {year}: {', '.join(said)}"


# What hangs on it -------------------------------------------------------------------------------------------


def disputed(held: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`ledger.by_edition` for a figure and year on whose verdict the editions do not agree."""
    return held[held.groupby(["claim", "part", "year"])["verdict"].transform("nunique") > 1]


def hangs(held: pd.DataFrame, findings: Iterable[Finding]) -> str:
    """Whether a verdict of the ledger hangs on the edition, in one or two sentences."""
    used = {(found.claim.id, part, year) for found in findings for moment in MOMENTS for part, year in _years(getattr(found, moment))}
    cases = list(disputed(held).groupby(["claim", "part", "year"]).groups)
    names = _named(findings)
    hit = [f"{names[claim]} ({year})" for claim, part, year in cases if (claim, part, year) in used]
    rest = [f"{names[claim]} ({year})" for claim, part, year in cases if (claim, part, year) not in used]
    said = (f"The edition alone decides the verdict on {listed(hit)}." if hit else
            "No verdict of this book differs between editions for that reason alone: for the years that the ledger reads, every edition that has them gives the same.")
    return said + (f" For other years the edition would decide: {listed(rest)}." if rest else "")


def _named(findings: Iterable[Finding]) -> dict[str, str]:
    """Claims by id as a reader tells them apart: two countries may have the same."""
    return {found.claim.id: f"{place(found)}: “{found.claim.short}”" for found in findings}


def _years(result: Result) -> list[tuple[str, int | None]]:
    return [("", result.year), *((part.id, part.result.year) for part in result.parts)]


def verdicts(held: pd.DataFrame, findings: Iterable[Finding], foot: str) -> Figure:
    """What each edition makes of each figure that the ledger reads from the World Bank: those in dispute stand open, all are in the table."""
    names, cases = _named(findings), disputed(held).sort_values(["claim", "part", "year", "vintage"])
    pairs = held.groupby(["claim", "part", "year"]).ngroups
    count = cases.groupby(["claim", "part", "year"]).ngroups
    rows = "".join(_reading(names[claim], year, verdict, of) for (claim, _, year, verdict), of in cases.groupby(["claim", "part", "year", "verdict"], sort=False))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Claim and year", "Verdict", "Figure", "In the editions of"))
    body = f'<div class="scroll" tabindex="0"><table class="data"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>' if rows else ""
    table = pd.DataFrame({"Claim": held["claim"].map(names), "Part": held["label"].where(held["part"] != "", ""), "Year": held["year"].astype(str), "Edition": held["vintage"].map(day),
                          "Figure": [quantity(row.value, row.unit) for row in held.itertuples()], "Verdict": held["verdict"]})
    return Figure(f"In {count} of {pairs} cases the edition would decide the verdict", "One figure, one year, one rule, read in every edition that has it", body, foot, table)


def _reading(name: str, year: int, verdict: str, rows: pd.DataFrame) -> str:
    """The editions that give one verdict on a figure, with the figures that they have of it."""
    figures = dict.fromkeys(quantity(row.value, row.unit) for row in rows.itertuples())
    return (f'<tr><th scope="row">{html.escape(name)}, {year}</th><td>{badge(verdict)}</td><td>{", ".join(figures)}</td>'
            f"<td>{listed([day(vintage) for vintage in rows['vintage']])}</td></tr>")


# What updates brought ---------------------------------------------------------------------------------------


def updates(reports: Sequence[Mapping], names: Mapping[str, str]) -> Markdown:
    """What each update of the figures reported, the newest first; or that there was none."""
    if not reports:
        return Markdown("No update has been run since these figures were gathered, so there is no report yet. The first one will stand here.")
    return Markdown("\n\n".join(_report(report, names) for report in reports))


def _report(report: Mapping, names: Mapping[str, str]) -> str:
    added = sum(entry["values"] for entry in report["added"])
    lines = [f"**{day(report['date'])}.** Figures added: {added}; revised: {report['revised_values']}."]
    lines += [f"- The verdict on [{turn['id']}](#{turn['id']}) ({turn['moment']}) went from “{turn['before']}” to “{turn['after']}”." for turn in report["flipped"]]
    lines += [f"- {row['indicator']}, {names.get(row['economy'], row['economy'])} {row['year']}: {number(row['before'])} → {number(row['after'])}" for row in report["revised"][:10]]
    return "\n".join([lines[0], "", *lines[1:]])
