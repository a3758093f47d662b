"""The whole at a glance: leverage board, ledger, conclusion, the article sentence by sentence, how fresh the figures are.

Takes findings and frames and fetches nothing. Every sentence follows from them; none holds a figure of its own.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint import figure, levers, narrative
from footprint.figure import Figure
from footprint.ledger import Finding, Result
from footprint.measures import FELL, MOVEMENTS, ROSE, STEADILY, STEADY
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE, VERDICTS
from footprint.words import THIN, badge, capital, day, digits, listed, per_cent, quantity

SIGNS = {
    levers.FIRST: "①",
    levers.SHARED: "①",
    levers.SECOND: "②",
    levers.THIRD: "③",
    levers.ALONE: "◆",
    levers.NONE: "○",
    levers.NOBODY: "–",
    levers.UNRANKED: "·",
    levers.NO_DATA: "?",
}
ARROWS = {ROSE: "↗", FELL: "↘", STEADILY: "→"}
# What the places mean, for the legend.
KEY = {
    levers.FIRST: "Russia before China and the European Union, of those with a figure",
    levers.SHARED: "Russia shares the top",
    levers.ALONE: "only Russia is on record, and only it could be",
    levers.SECOND: "behind one of them",
    levers.THIRD: "behind both",
    levers.NONE: "Russia does not hold it, another does",
    levers.NOBODY: "none of the three holds it",
    levers.UNRANKED: "the others have no figure",
    levers.NO_DATA: "no figure for Russia",
}
SHOWN_HASH, SHOWN_ROWS = 12, 12
# How the package calls the day of a series that was not recorded with it.
UNDATED = "an unrecorded day"
# The first year of the coverage grid.
SINCE = 2000


# The leverage board -----------------------------------------------------------------------------------------


def leverage(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series, since: int) -> Figure:
    """The board as a grid of signs and words, a row for each lever and a column for each country, with the figures as its table."""
    columns = list(dict.fromkeys(cells["economy"]))
    head = "".join(f'<th scope="col">{html.escape(names[code])}</th>' for code in columns)
    rows = "".join(_lever_row(label, held) for label, held in cells.groupby("label", sort=False))
    legend = "".join(
        f"<li>{SIGNS[place]} {place}: {said}</li>"
        for place, said in KEY.items()
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
        _figures(cells, figures, names),
    )


def _lever_row(label: str, held: pd.DataFrame) -> str:
    return f'<tr><th scope="row">{html.escape(label)}</th>{"".join(map(_lever_cell, held.itertuples()))}</tr>'


def _lever_cell(cell) -> str:
    ends = f" {_ends(cell)}" if cell.place in (levers.NONE, levers.NOBODY) else ""
    arrow = (
        f'<br><span class="way"><span aria-hidden="true">{ARROWS[cell.direction]}</span> {cell.direction}{ends}</span>'
        if cell.direction in ARROWS
        else ""
    )
    name = cell.place.replace(" ", "-")
    return f'<td class="place-{name}"><span aria-hidden="true">{SIGNS[cell.place]}</span> {cell.place}{arrow}</td>'


def _ends(cell) -> str:
    """From what to what: a lever that Russia does not hold may move all the same, under the least that counts as one."""
    written = per_cent if cell.unit.startswith("%") else digits
    return f"from {written(cell.before)} to {written(cell.value)}"


def _figures(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What the grid rests on: the figure of each actor, Russia's earlier one, and where a figure is missing, why."""
    values = figures.pivot(index=["lever", "economy"], columns="actor", values="value").reindex(
        columns=list(levers.ACTORS)
    )
    reasons = figures[figures["actor"] == levers.RUSSIA].set_index(["lever", "economy"])["reason"]
    table = cells.join(values, on=["lever", "economy"]).join(reasons, on=["lever", "economy"])
    return pd.DataFrame(
        {
            "Lever": table["label"],
            "Unit": table["unit"],
            "Country": table["economy"].map(names),
            **{actor: table[actor] for actor in levers.ACTORS},
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
    ranked = int(cells["place"].isin(levers.PLACED).sum())
    first = int(cells["place"].isin([levers.FIRST, levers.ALONE]).sum())
    return f"Russia leads on {first} of the {ranked} levers that can be ranked across the {cells['economy'].nunique()} countries"


def led_by_country(cells: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """For a map: how many levers Russia leads in each country: ``economy, name, value``; a country where none can be ranked has none."""
    placed = cells[cells["place"].isin(levers.PLACED)]
    counts = placed["place"].isin([levers.FIRST, levers.ALONE]).groupby(placed["economy"]).sum()
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
    moved = levers.moved_most(cells)
    if moved.empty:
        return "No lever can be compared over time."
    top = moved.loc[moved["change"].abs().idxmax()]
    ways = moved["direction"].value_counts()
    said = listed(
        [f"{direction} in {ways[direction]}" for direction in MOVEMENTS if direction in ways]
    )
    move = narrative.movement(top["before"], top["value"])
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


def standing(found: Finding, places: str, label: str) -> Markdown:
    """A claim that counts levers by country, in counts: on how many Russia has one of ``places`` (“first or second”), then at ``label`` and now."""
    then, now = (_counts(getattr(found, moment)) for moment in ("then", "now"))
    without = [part for part in found.now.parts if part.result.value is None]
    said = [
        f"By what could be known in {label}, Russia was {places} on {then}."
        if then
        else f"By what could be known in {label}, no country had enough levers to rank.",
        f"Now it is {places} on {now}: {narrative.became(found)}."
        if now
        else f"Now no country has: {narrative.became(found)}.",
        *(f"{part.label} has no verdict now: {part.result.reason}." for part in without),
    ]
    return Markdown(" ".join(said))


def _counts(result: Result) -> str:
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


def missing(found: Finding) -> str:
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


# The ledger -------------------------------------------------------------------------------------------------


def totals(findings: Sequence[Finding]) -> Markdown:
    """How many claims had which verdict, then and now: the article's, and apart from them the omissions."""
    rows = [
        "| | Moment | " + " | ".join(map(badge, VERDICTS)) + " |",
        "| :-- | :-- |" + " --: |" * len(VERDICTS),
    ]
    for origin, title in narrative.ORIGINS.items():
        chosen = [found for found in findings if found.claim.origin == origin]
        for moment in ("then", "now"):
            counts = [
                sum(getattr(found, moment).verdict == verdict for found in chosen)
                for verdict in VERDICTS
            ]
            rows.append(
                f"| {title if moment == 'then' else ''} | {moment} | {' | '.join(map(str, counts))} |"
            )
    return Markdown("\n".join(rows))


def ledger(findings: Iterable[Finding], origin: str) -> Markdown:
    """The ledger as a table: each claim of one origin with its verdicts, what stands against it, and what would change it."""
    rows = [
        "| Claim | Then | Now | On the other side; what would change the verdict |",
        "| :-- | :-- | :-- | :-- |",
    ]
    for found in findings:
        if found.claim.origin == origin:
            against = _cell(f"{narrative.contrary_sentence(found)} *{found.claim.would_change}*")
            rows.append(
                f"| {_before(found)}[{_cell(found.claim.short)}](#{found.claim.id}) | {narrative.verdict_cell(found.then)} | {narrative.verdict_cell(found.now)} | {against} |"
            )
    return Markdown("\n".join(rows))


def _cell(text: str) -> str:
    """Text that does not break a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def turns(findings: Iterable[Finding]) -> pd.DataFrame:
    """The verdicts of all claims for a picture: ``name, then, now``, in the order of the ledger."""
    return pd.DataFrame(
        [
            (f"{_before(found)}{found.claim.short}", found.then.verdict, found.now.verdict)
            for found in findings
        ],
        columns=["name", "then", "now"],
    )


def turned(findings: Sequence[Finding]) -> str:
    """The picture's title: how many verdicts have changed, and which way."""
    changed = [found for found in findings if found.then.verdict != found.now.verdict]
    order = {FAILS: 0, IN_PART: 1, HOLDS: 2}
    graded = [
        order[found.now.verdict] - order[found.then.verdict]
        for found in changed
        if {found.then.verdict, found.now.verdict} <= order.keys()
    ]
    weaker, stronger = sum(step < 0 for step in graded), sum(step > 0 for step in graded)
    rest = len(changed) - weaker - stronger
    said = [
        f"{weaker} {_have(weaker)} weakened",
        f"{stronger} {_have(stronger)} strengthened",
        f"{rest} could be tested at one of the two moments only",
    ]
    return (
        f"{len(changed)} of {len(findings)} verdicts have changed: "
        + listed([text for text, count in zip(said, (weaker, stronger, rest)) if count])
        if changed
        else (f"None of the {len(findings)} verdicts has changed")
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


# The conclusion ---------------------------------------------------------------------------------------------


def bottom_line(findings: Sequence[Finding], cells: pd.DataFrame, since: int) -> Markdown:
    """What became of the claim that carries the article, of the levers under it, and of all its claims."""
    article = [found for found in findings if found.claim.origin == "article"]
    carrying = next(found for found in findings if found.claim.id == "russia-key-actor")
    then, now = (
        sum(getattr(found, moment).verdict == HOLDS for found in article)
        for moment in ("then", "now")
    )
    return Markdown(
        f"The article's central claim is that {carrying.claim.short}. By the rules of this book {narrative.became(carrying)}. {led(cells)}. {ways(cells, since)}. "
        f"Of the {len(article)} claims of the article, {then} held in full when it was written, and {now} {'holds' if now == 1 else 'hold'} in full today."
    )


def conclusion(
    findings: Sequence[Finding], cells: pd.DataFrame, names: pd.Series, since: int, label: str
) -> Markdown:
    """What the article got right, overstated and got wrong, what it left out, what has changed, which lever moved most: one page, all computed."""
    article = [found for found in findings if found.claim.origin == "article"]
    by_verdict = {
        verdict: [found for found in article if found.then.verdict == verdict]
        for verdict in VERDICTS
    }
    undecided = [found for found in article if found.now.verdict == UNTESTABLE]
    right, changed = (
        by_verdict[HOLDS],
        [found for found in findings if found.then.verdict != found.now.verdict],
    )
    still = sum(found.now.verdict == HOLDS for found in right)
    omitted = [found for found in findings if found.claim.origin == "omission"]
    parts = [
        f"**What it got right.** {len(right)} of {len(article)} claims held in full in {label}, and {still} of these still do:",
        _by_chapter(right),
        f"**What it overstated.** {len(by_verdict[IN_PART])} held only in part:",
        _by_chapter(by_verdict[IN_PART]),
        f"**What it got wrong.** {len(by_verdict[FAILS])} did not hold:"
        if by_verdict[FAILS]
        else "**What it got wrong.** None of its claims that can be tested was wrong outright.",
        _by_chapter(by_verdict[FAILS]),
        f"**What it left out.** {len(omitted)} things that the article does not discuss:",
        "\n".join(
            f"- [{found.claim.statement.rstrip('.')}](#{found.claim.id}): {found.now.verdict} now."
            for found in omitted
        ),
        f"**What has changed since.** {turned(findings)}."
        + (" Those that changed:" if changed else ""),
        "\n".join(
            f"- {_before(found)}[{found.claim.short}](#{found.claim.id}). {narrative.now_sentence(found)}"
            for found in changed
        ),
        f"**Which lever moved most.** {moved_most(cells, names)} {ways(cells, since)}.",
        f"**What no figure here decides.** {len(by_verdict[UNTESTABLE])} claims could not be tested then, and {len(undecided)} cannot be tested now:",
        _by_chapter(undecided),
    ]
    return Markdown("\n\n".join(part for part in parts if part))


def _before(found: Finding) -> str:
    """The chapter of a claim, to stand before it; nothing if the claim begins with that name itself."""
    place = narrative.place(found)
    return "" if found.claim.short.startswith(place) else f"{place}: "


def _by_chapter(findings: Iterable[Finding]) -> str:
    """Claims as links, a bullet for each chapter."""
    chapters: dict[str, list[str]] = {}
    for found in findings:
        chapters.setdefault(narrative.place(found), []).append(
            f"[{found.claim.short}](#{found.claim.id})"
        )
    return "\n".join(f"- *{chapter}*: {'; '.join(said)}." for chapter, said in chapters.items())


# The article, and the data ----------------------------------------------------------------------------------


def article(rows: pd.DataFrame, findings: Iterable[Finding]) -> Markdown:
    """Every sentence of the article, clause by clause, with the claims it became or the reason why it became none."""
    known = {found.claim.id: found for found in findings}
    lines = ["| Where | What it says | Tested as |", "| :-- | :-- | :-- |"]
    for row in rows.itertuples():
        where = (
            "Title" if row.paragraph == 0 else f"Paragraph {row.paragraph}, sentence {row.sentence}"
        )
        opening = "" if pd.isna(row.opening) else f": “{row.opening} …”"
        ids = [] if pd.isna(row.claims) else row.claims.split()
        tested = "; ".join(
            f"[{known[id].claim.short}](#{id}) {badge(known[id].now.verdict)}"
            for id in ids
            if id in known
        )
        reason = "" if pd.isna(row.reason) else _cell(row.reason)
        lines.append(
            f"| {where}{opening} | {_cell(capital(row.about))} | {'. '.join(filter(None, [tested, reason]))} |"
        )
    return Markdown("\n".join(lines))


def freshness(package: Mapping, newest: int, reports: Sequence[Mapping]) -> Markdown:
    """How fresh the figures are: releases, newest year, and what the last update did."""
    vintages = [entry["vintage"] for entry in package["resources"] if "indicator" in entry]
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


def newest_first(rows: pd.DataFrame, *, title: str, foot: str) -> Figure:
    """Rows of a record, the newest first: as many as a reader takes in stand open, the older are folded."""
    newest, older = (
        figure.records(part, rows.columns, title="", foot="").body
        for part in (rows[:SHOWN_ROWS], rows[SHOWN_ROWS:])
    )
    folded = (
        f"<details><summary>The {len(rows) - SHOWN_ROWS} older rows</summary>{older}</details>"
        if len(rows) > SHOWN_ROWS
        else ""
    )
    return Figure(title, "", newest + folded, foot)


def known_then(entries: Sequence[Mapping], then: Mapping) -> str:
    """A title for the editions: from which of them verdicts of *then* are read; ``then`` is the ledger's rule for that moment."""
    used = [
        day(entry["edition"].removeprefix("archive-"))
        for entry in entries
        if entry["edition"] in then["editions"]
    ]
    return (
        f"Of {len(entries)} editions, verdicts of {then['label']} are read from {'those' if len(used) > 1 else 'that'} of {listed(used)}"
        if used
        else (
            f"None of {len(entries)} editions is one that verdicts of {then['label']} are read from"
        )
    )


def inventory(entries: Sequence[Mapping], *, title: str, foot: str) -> Figure:
    """Data files of the package: what each holds, source, vintage, licence, size and the beginning of its hash."""
    rows = "".join(map(_file, entries))
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


def _file(entry: Mapping) -> str:
    sources = "; ".join(_link(source) for source in entry["sources"])
    what = f"{entry['title']}, {entry['unit']}" if "unit" in entry else entry["title"]
    name = entry["path"].rsplit("/", 1)[-1]
    digest = entry["hash"].removeprefix("sha256:")
    size = f"{entry['bytes']:,}".replace(",", THIN)
    cells = [
        f"{html.escape(what)}<br><code>{html.escape(name)}</code>",
        sources,
        f"{_dated(entry['vintage'])}<br>{html.escape(_short(entry['licenses'][0]['title']))}",
        f'{size}<br><code title="{digest}">{digest[:SHOWN_HASH]}</code>',
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _dated(vintage: str) -> str:
    """A vintage as HTML, its days in words that no line breaks apart."""
    told = re.sub(
        r"\b\d{4}-\d{2}-\d{2}\b", lambda found: day(found[0]).replace(" ", "\u00a0"), vintage
    )
    return html.escape("day not recorded" if told == UNDATED else told)


def _short(licence: str) -> str:
    """A licence as it is commonly cited."""
    return licence.replace("Creative Commons Attribution", "CC BY")


def _link(source: Mapping) -> str:
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
