"""What the data holds: series, files, gaps, freshness."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint import render
from footprint.figures.figure import Figure
from footprint.library import economies
from footprint.library.pulls import Pull
from footprint.topics.series import then_and_newest, years_held
from footprint.words.numbers import THIN, quantity
from footprint.words.text import day, listed

SHOWN_HASH = 12
# How the package calls the day of a series that was not recorded with it.
UNDATED = "an unrecorded day"
# The first year of the coverage grid.
SINCE = 2000


def aged(pulls: Iterable[Pull], economy: str, since: int) -> Markdown:
    """How old the newest figures of an economy are: how many of the series pulled end before ``since``, and where the oldest does."""
    last = (
        pd.concat([pull.data for pull in pulls])
        .query("economy == @economy")
        .groupby("indicator")["year"]
        .max()
    )
    old = last[last < since]
    if old.empty:
        return Markdown(f"All {len(last)} series have a value of {since} or later.")
    return Markdown(
        f"Mind the last column: in {len(old)} of the {len(last)} rows the newest figure is from before {since}, the oldest of {old.min()}."
    )


def silences(pulls: Iterable[Pull], economy: str, since: int) -> Markdown:
    """The series pulled that have no value of ``since`` or later for an economy, each with the last year it has."""
    said = []
    for pull in pulls:
        for code, entry in pull.entries.items():
            held = pull.series(code)
            last = held.loc[held["economy"] == economy, "year"].max()
            if pd.isna(last) or last < since:
                said.append(
                    f"- {entry.title}, {entry.unit}: {'no value at all' if pd.isna(last) else f'last value of {last}'}"
                )
    return Markdown(
        "\n".join([f"Without a value of {since} or later:", "", *said])
        if said
        else f"All have a value of {since} or later."
    )


def freshness(package: Mapping, newest: int, reports: Sequence[Mapping]) -> Markdown:
    """How fresh the figures are: releases, newest year, and what the last update did."""
    vintages = [one.vintage for one in package.series()]
    dated = sorted(vintage for vintage in vintages if re.fullmatch(r"\d{4}-\d{2}-\d{2}", vintage))
    said = "No dated release of the World Bank is held."
    if dated:
        rest = len(vintages) - len(dated)
        without = f"; of {rest} series the day is not known" if rest else ""
        said = (
            f"The newest figures of the World Bank in this book are from its release of {day(dated[-1])} ({dated.count(dated[-1])} of {len(vintages)} series); the "
            f"oldest release still in use is of {day(dated[0])}{without}. The newest year with a figure is {newest}."
        )
    return Markdown(f"{said} {_last_update(reports)}")


def _last_update(reports: Sequence[Mapping]) -> str:
    if not reports:
        return "No update has been run since these figures were gathered."
    last = reports[0]
    added = sum(entry["values"] for entry in last["added"])
    flipped = last["flipped"]
    turned = (
        f"changed {len(flipped)} verdict{'s' if len(flipped) > 1 else ''} ({listed([turn['id'] for turn in flipped])})"
        if flipped
        else "changed no verdict"
    )
    return f"The last update, of {day(last['date'])}, added {added} figures, revised {last['revised_values']} and {turned}."


def known_then(entries: Sequence[Mapping], then: Mapping) -> str:
    """A title for the editions: from which of them verdicts of *then* are read; ``then`` is the ledger's rule for that moment."""
    used = [
        day(entry.edition.removeprefix("archive-"))
        for entry in entries
        if entry.edition in then.editions
    ]
    return (
        f"Of {len(entries)} editions, verdicts of {then.label} are read from {'those' if len(used) > 1 else 'that'} of {listed(used)}"
        if used
        else (f"None of {len(entries)} editions is one that verdicts of {then.label} are read from")
    )


def inventory(entries: Sequence[Mapping], *, title: str, foot: str) -> Figure:
    """Data files of the package: what each holds, source, vintage, licence, size and the beginning of its hash."""
    rows = "".join(map(_file_row, entries))
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("File", "Read from", "Vintage and licence", "Bytes and SHA-256")
    )
    return Figure(
        title,
        "",
        f'<div class="scroll" tabindex="0"><table class="data records inventory"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>',
        foot,
    )


def _file_row(entry: Mapping) -> str:
    sources = "; ".join(_source_link(source) for source in entry.sources)
    what = entry.described
    name = entry.path.rsplit("/", 1)[-1]
    digest = entry.hash.removeprefix("sha256:")
    size = f"{entry.bytes:,}".replace(",", THIN)
    cells = [
        f"{html.escape(what)}<br><code>{html.escape(name)}</code>",
        sources,
        f"{_dated(entry.vintage)}<br>{html.escape(_licence(entry.licence))}",
        f'{size}<br><code title="{digest}">{digest[:SHOWN_HASH]}</code>',
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _dated(vintage: str) -> str:
    """A vintage as HTML, its days in words that no line breaks apart."""
    told = re.sub(
        r"\b\d{4}-\d{2}-\d{2}\b", lambda found: day(found[0]).replace(" ", "\u00a0"), vintage
    )
    return html.escape("day not recorded" if told == UNDATED else told)


def _licence(licence: str) -> str:
    """A licence as it is commonly cited."""
    return licence.replace("Creative Commons Attribution", "CC BY")


def _source_link(source: Mapping) -> str:
    title = html.escape(source["title"])
    return (
        f'<a href="{html.escape(source["path"], quote=True)}">{title}</a>'
        if "path" in source
        else title
    )


def coverage(held: pd.DataFrame, names: pd.Series, titles: Mapping[str, str], until: int) -> Figure:
    """How much of each series is there, as a grid: the years with a figure from ``SINCE`` to ``until``, by series and country.

    ``held`` has ``indicator, economy, year``. Ten classes would be a false exactness: the ground has four, the number says the rest.
    """
    years = range(SINCE, until + 1)
    within = held[held["year"].isin(list(years))]
    counts = (
        within.groupby(["indicator", "economy"])
        .size()
        .unstack(fill_value=0)
        .reindex(index=list(titles), columns=names.index, fill_value=0)
    )
    shares = counts.sum() / (len(titles) * len(years)) * 100
    head = "".join(f'<th scope="col">{html.escape(names[code])}</th>' for code in counts.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(titles[code])}</th>{"".join(_count(count, len(years)) for count in row)}</tr>'
        for code, row in zip(counts.index, counts.to_numpy())
    )
    body = (
        f'<div class="scroll" tabindex="0"><table class="grid" style="--columns:{len(names)}"><thead><tr><th scope="col">Series</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<ul class="legend">{_classes(len(years))}</ul>'
    )
    fewest = shares.idxmin()
    title = f"{names[fewest]} has the fewest figures: {quantity(shares[fewest], '%')} of the years from {years[0]} to {years[-1]}"
    table = pd.DataFrame(
        {
            "Country": [names[code] for code in counts.columns],
            "Years with a figure, % of all": shares.to_numpy(),
        }
    )
    return Figure(
        title,
        f"Years with a figure, of {len(years)}",
        body,
        "A gap is never filled in. A series that is published every few years looks thin even if it is whole.",
        table,
    )


def _shade(count: int, years: int) -> int:
    """The class of a count of years: none is 0, up to a third of all 1, up to two thirds 2, more 3."""
    return -(-3 * count // years)


def _classes(years: int) -> str:
    """The legend: which counts of years each ground stands for."""
    by_shade = {
        shade: [count for count in range(years + 1) if _shade(count, years) == shade]
        for shade in range(4)
    }
    said = {
        shade: " to ".join(map(str, dict.fromkeys([counts[0], counts[-1]])))
        + (" year" if counts == [1] else " years")
        for shade, counts in by_shade.items()
        if counts
    }
    return "".join(
        f'<li><span class="key held-{shade}"></span>{counts if shade else "no data"}</li>'
        for shade, counts in said.items()
    )


def _count(count: int, years: int) -> str:
    return f'<td class="held-{_shade(count, years)}">{count if count else "no data"}</td>'


def profile(pulls: Iterable[Pull], economy: str, year: int) -> Figure:
    """The series of one economy in ``year`` and in the newest year of each."""
    rows = []
    for pull in pulls:
        for row in then_and_newest(pull.data, economy, year).itertuples():
            entry = pull.entries[row.indicator]
            before, after = (_gap(value, entry.unit) for value in (row.before, row.after))
            rows.append(
                {
                    "Series": f"{entry.title}, {entry.unit}",
                    str(year): before,
                    "Newest": after,
                    "Year": str(row.newest),
                }
            )
    return Figure(
        f"The economy in {year} and in the newest year",
        "",
        render.table(pd.DataFrame(rows), "data records"),
        "Today's figures for both years; each series is named above.",
    )


def _gap(value: float, unit: str) -> str:
    return "no data" if pd.isna(value) else quantity(value, unit)


def series_coverage(pulls: Iterable[Pull]) -> Figure:
    """What the pulls hold of each series and economy: first and last year, and how many years are missing between."""
    rows, names = [], economies()
    for pull in pulls:
        held = years_held(pull.data)
        held["years"] = [
            (f"{row.first}–{row.last}" if row.first != row.last else f"{row.first}")
            + (f", {row.missing} missing" if row.missing else "")
            for row in held.itertuples()
        ]
        rows += [
            {"Series": pull.entries[code].described}
            | dict(zip(of["economy"].map(names), of["years"], strict=True))
            for code, of in held.groupby("indicator", sort=False)
        ]
        rows += [{"Series": reason} for reason in pull.problems.values()]
    return Figure(
        "What the series of this chapter hold",
        "",
        render.table(pd.DataFrame(rows).fillna(""), "data records"),
        "First and last year with a value; years without one are never filled in. An empty cell was not asked for, or has no year at all.",
    )
