"""The whole at a glance: leverage board, ledger, conclusion, the article sentence by sentence, how fresh the figures are.

Takes findings and frames and fetches nothing. Every sentence follows from them; none holds a figure of its own.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint import levers, narrative
from footprint.figure import Figure
from footprint.ledger import Finding
from footprint.measures import FELL, MOVEMENTS, ROSE, STEADILY
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE, VERDICTS
from footprint.words import THIN, badge

SIGNS = {levers.FIRST: "①", levers.SHARED: "①", levers.SECOND: "②", levers.THIRD: "③", levers.ALONE: "◆", levers.NONE: "○",
         levers.NOBODY: "–", levers.UNRANKED: "·", levers.NO_DATA: "?"}
ARROWS = {ROSE: "↗", FELL: "↘", STEADILY: "→"}
# What the places mean, for the legend.
KEY = {levers.FIRST: "Russia before China and the European Union, of those with a figure", levers.ALONE: "only Russia is on record, and only it could be",
       levers.SECOND: "behind one of them", levers.THIRD: "behind both", levers.NONE: "Russia does not hold it, another does",
       levers.NOBODY: "none of the three holds it", levers.UNRANKED: "the others have no figure", levers.NO_DATA: "no figure for Russia"}
SHOWN_HASH = 12
# The first year of the coverage grid.
SINCE = 2000


# The leverage board -----------------------------------------------------------------------------------------


def leverage(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series, since: int) -> Figure:
    """The board as a grid of signs and words, a row for each lever and a column for each country, with the figures as its table."""
    columns = list(dict.fromkeys(cells["economy"]))
    head = "".join(f'<th scope="col">{html.escape(names[code])}</th>' for code in columns)
    rows = "".join(_lever_row(label, held) for label, held in cells.groupby("label", sort=False))
    legend = "".join(f"<li>{SIGNS[place]} {place}: {said}</li>" for place, said in KEY.items())
    body = (f'<div class="scroll" tabindex="0"><table class="grid levers" style="--columns:{len(columns)}"><thead><tr><th scope="col">Lever</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
            f'<ul class="legend">{legend}</ul>')
    foot = (f"Arrows: how Russia's own figure moved since {since}, more than a twentieth up or down; today's figures at both ends. "
            "How each lever is counted, and why, stands at the head of data/claims.yml.")
    return Figure(led(cells), "Russia's place against China and the European Union", body, foot, _figures(cells, figures, names))


def _lever_row(label: str, held: pd.DataFrame) -> str:
    return f'<tr><th scope="row">{html.escape(label)}</th>{"".join(map(_lever_cell, held.itertuples()))}</tr>'


def _lever_cell(cell) -> str:
    arrow = f'<br><span class="way"><span aria-hidden="true">{ARROWS[cell.direction]}</span> {cell.direction}</span>' if cell.direction in ARROWS else ""
    name = cell.place.replace(" ", "-")
    return f'<td class="place-{name}"><span aria-hidden="true">{SIGNS[cell.place]}</span> {cell.place}{arrow}</td>'


def _figures(cells: pd.DataFrame, figures: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What the grid rests on: the figure of each actor, Russia's earlier one, and where a figure is missing, why."""
    values = figures.pivot(index=["lever", "economy"], columns="actor", values="value").reindex(columns=list(levers.ACTORS))
    reasons = figures[figures["actor"] == levers.RUSSIA].set_index(["lever", "economy"])["reason"]
    table = cells.join(values, on=["lever", "economy"]).join(reasons, on=["lever", "economy"])
    year = [_year(row.value, row.year) for row in table.itertuples()]
    before = [_year(row.before, row.before_year) for row in table.itertuples()]
    return pd.DataFrame({
        "Lever": table["label"], "Unit": table["unit"], "Country": table["economy"].map(names), **{actor: table[actor] for actor in levers.ACTORS}, "Year": year,
        "Russia's place": table["place"], "Russia before": table["before"], "of": before, "Direction": table["direction"], "Why there is no figure": table["reason"]})


def _year(value: float, year: int | None) -> str:
    return "" if pd.isna(value) or pd.isna(year) else str(year)


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


def ways(cells: pd.DataFrame, since: int) -> str:
    """How Russia's weight moved over all levers that can be compared: a title, or a sentence."""
    moved = cells["direction"].value_counts().reindex(MOVEMENTS, fill_value=0)
    if not moved.sum():
        return f"No lever has a figure for {since} and a later one"
    return (f"Since {since} Russia's own weight rose on {moved[ROSE]}, fell on {moved[FELL]} and hardly moved on {moved[STEADILY]} "
            f"of the {moved.sum()} levers with a figure for both years")


def moved_most(cells: pd.DataFrame, names: pd.Series) -> str:
    """Which lever moved most since then, and where, in one or two sentences."""
    moved = levers.moved_most(cells)
    if moved.empty:
        return "No lever can be compared over time."
    top = moved.loc[moved["change"].abs().idxmax()]
    ways = moved["direction"].value_counts()
    said = narrative.listed([f"{direction} in {ways[direction]}" for direction in MOVEMENTS if direction in ways])
    move = narrative.movement(top["before"], top["value"])
    before, after = (narrative.quantity(value, "%") for value in (top["before"], top["value"]))
    of = top["unit"].removeprefix("% ")
    return (f"The lever that moved most is “{top['label']}”: Russia's part {said} of the {len(moved)} countries that can be compared. Its largest move was in "
            f"{names[top['economy']]}, where it {move} from {before} {of} in {top['before_year']} to {after} in {top['year']}.")


# The ledger -------------------------------------------------------------------------------------------------


def totals(findings: Sequence[Finding]) -> Markdown:
    """How many claims had which verdict, then and now: the article's, and apart from them the omissions."""
    rows = ["| | Moment | " + " | ".join(map(badge, VERDICTS)) + " |", "| :-- | :-- |" + " --: |" * len(VERDICTS)]
    for origin, title in narrative.ORIGINS.items():
        chosen = [found for found in findings if found.claim.origin == origin]
        for moment in ("then", "now"):
            counts = [sum(getattr(found, moment).verdict == verdict for found in chosen) for verdict in VERDICTS]
            rows.append(f"| {title if moment == 'then' else ''} | {moment} | {' | '.join(map(str, counts))} |")
    return Markdown("\n".join(rows))


def ledger(findings: Iterable[Finding], origin: str) -> Markdown:
    """The ledger as a table: each claim of one origin with its verdicts, what stands against it, and what would change it."""
    rows = ["| Claim | Then | Now | On the other side; what would change the verdict |", "| :-- | :-- | :-- | :-- |"]
    for found in findings:
        if found.claim.origin == origin:
            against = _cell(f"{narrative.contrary_sentence(found)} *{found.claim.would_change}*")
            rows.append(f"| {narrative.place(found)}: [{_cell(found.claim.short)}](#{found.claim.id}) | {narrative.verdict_cell(found.then)} | {narrative.verdict_cell(found.now)} | {against} |")
    return Markdown("\n".join(rows))


def _cell(text: str) -> str:
    """Text that does not break a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def turns(findings: Iterable[Finding]) -> pd.DataFrame:
    """The verdicts of all claims for a picture: ``name, then, now``, in the order of the ledger."""
    return pd.DataFrame([(f"{narrative.place(found)}: {found.claim.short}", found.then.verdict, found.now.verdict) for found in findings], columns=["name", "then", "now"])


def turned(findings: Sequence[Finding]) -> str:
    """The picture's title: how many verdicts have changed, and which way."""
    changed = [found for found in findings if found.then.verdict != found.now.verdict]
    order = {FAILS: 0, IN_PART: 1, HOLDS: 2}
    graded = [order[found.now.verdict] - order[found.then.verdict] for found in changed if {found.then.verdict, found.now.verdict} <= order.keys()]
    weaker, stronger = sum(step < 0 for step in graded), sum(step > 0 for step in graded)
    rest = len(changed) - weaker - stronger
    said = [f"{weaker} {_hold(weaker)} less than then", f"{stronger} {_hold(stronger)} more", f"{rest} could be tested at one of the two moments only"]
    return f"{len(changed)} of {len(findings)} verdicts have changed: " + narrative.listed([text for text, count in zip(said, (weaker, stronger, rest)) if count]) if changed else (
        f"None of the {len(findings)} verdicts has changed")


def _hold(count: int) -> str:
    return "holds" if count == 1 else "hold"


# The conclusion ---------------------------------------------------------------------------------------------


def bottom_line(findings: Sequence[Finding], cells: pd.DataFrame, since: int) -> Markdown:
    """What became of the claim that carries the article, of the levers under it, and of all its claims."""
    article = [found for found in findings if found.claim.origin == "article"]
    carrying = next(found for found in findings if found.claim.id == "russia-key-actor")
    then, now = (sum(getattr(found, moment).verdict == HOLDS for found in article) for moment in ("then", "now"))
    return Markdown(f"“{carrying.claim.short}”: {narrative.became(carrying)}. {led(cells)}. {ways(cells, since)}. "
                    f"Of the {len(article)} claims of the article, {then} held in full when it was written, and {now} {_hold(now)} in full today.")


def conclusion(findings: Sequence[Finding], cells: pd.DataFrame, names: pd.Series, since: int, label: str) -> Markdown:
    """What the article got right, what it overstated, what it left out, what has changed, which lever moved most: one page, all computed."""
    article = [found for found in findings if found.claim.origin == "article"]
    by_verdict = {verdict: [found for found in article if found.then.verdict == verdict] for verdict in VERDICTS}
    undecided = [found for found in article if found.now.verdict == UNTESTABLE]
    right, changed = by_verdict[HOLDS], [found for found in findings if found.then.verdict != found.now.verdict]
    still = sum(found.now.verdict == HOLDS for found in right)
    omitted = [found for found in findings if found.claim.origin == "omission"]
    parts = [
        f"**What it got right.** {len(right)} of {len(article)} claims held in full in {label}, and {still} of these still do. {_named(right)}",
        f"**What it overstated.** {len(by_verdict[IN_PART])} held only in part. {_named(by_verdict[IN_PART])}",
        f"{len(by_verdict[FAILS])} did not hold. {_named(by_verdict[FAILS])}" if by_verdict[FAILS] else "None of its claims that can be tested was wrong outright.",
        f"**What it left out.** {len(omitted)} things that a fair reader needs:",
        "\n".join(f"- {_linked(found)} {found.claim.statement} ({found.now.verdict} now)" for found in omitted),
        f"**What has changed since.** {turned(findings)}.",
        "\n".join(f"- {_linked(found)} {narrative.now_sentence(found)}" for found in changed),
        f"**Which lever moved most.** {moved_most(cells, names)} {ways(cells, since)}.",
        f"**What no figure here decides.** {len(by_verdict[UNTESTABLE])} claims could not be tested then, and {len(undecided)} cannot be tested now. {_named(undecided)}",
    ]
    return Markdown("\n\n".join(part for part in parts if part))


def _linked(found: Finding) -> str:
    return f"{narrative.place(found)}: [{found.claim.short}](#{found.claim.id})."


def _named(findings: Iterable[Finding]) -> str:
    """Claims as links, chapter by chapter."""
    chapters: dict[str, list[str]] = {}
    for found in findings:
        chapters.setdefault(narrative.place(found), []).append(f"[{found.claim.short}](#{found.claim.id})")
    return " ".join(f"*{chapter}*: {'; '.join(said)}." for chapter, said in chapters.items())


# The article, and the data ----------------------------------------------------------------------------------


def article(rows: pd.DataFrame, findings: Iterable[Finding]) -> Markdown:
    """Every sentence of the article, clause by clause, with the claims it became or the reason why it became none."""
    known = {found.claim.id: found for found in findings}
    lines = ["| Where | What it says | Tested as |", "| :-- | :-- | :-- |"]
    for row in rows.itertuples():
        where = "title" if row.paragraph == 0 else f"paragraph {row.paragraph}, sentence {row.sentence}"
        opening = "" if pd.isna(row.opening) else f"{where}, “{row.opening} …”"
        ids = [] if pd.isna(row.claims) else row.claims.split()
        tested = [f"[{known[id].claim.short}](#{id}) {badge(known[id].now.verdict)}" for id in ids if id in known]
        lines.append(f"| {opening} | {_cell(row.about)} | {'; '.join(tested + ([] if pd.isna(row.reason) else [_cell(row.reason)]))} |")
    return Markdown("\n".join(lines))


def freshness(package: Mapping, newest: int, reports: Sequence[Mapping]) -> Markdown:
    """How fresh the figures are: releases, newest year, and what the last update did."""
    vintages = [entry["vintage"] for entry in package["resources"] if "indicator" in entry]
    dated = sorted(vintage for vintage in vintages if re.fullmatch(r"\d{4}-\d{2}-\d{2}", vintage))
    said = "No dated release of the World Bank is held."
    if dated:
        without = f", and {len(vintages) - len(dated)} have no date" if len(dated) < len(vintages) else ""
        said = (f"The newest figures of the World Bank in this book are from its release of {dated[-1]} ({dated.count(dated[-1])} of {len(vintages)} series); the oldest "
                f"release still in use is of {dated[0]}{without}. The newest year with a figure is {newest}.")
    return Markdown(f"{said} {_last_update(reports)}")


def _last_update(reports: Sequence[Mapping]) -> str:
    if not reports:
        return "No update has been run since these figures were gathered."
    last = reports[0]
    added = sum(entry["values"] for entry in last["added"])
    flipped = last["flipped"]
    turned = f"flipped {len(flipped)} verdicts ({narrative.listed([turn['id'] for turn in flipped])})" if flipped else "flipped no verdict"
    return f"The last update, of {last['date']}, added {added} figures, revised {last['revised_values']} and {turned}."


def inventory(entries: Sequence[Mapping], *, title: str, foot: str) -> Figure:
    """Data files of the package: what each holds, source, vintage, licence, size and the beginning of its hash."""
    rows = "".join(map(_file, entries))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("File", "Read from", "Vintage and licence", "Bytes and SHA-256"))
    return Figure(title, "", f'<div class="scroll" tabindex="0"><table class="data records inventory"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>', foot)


def _file(entry: Mapping) -> str:
    sources = "; ".join(_link(source) for source in entry["sources"])
    what = f"{entry['title']}, {entry['unit']}" if "unit" in entry else entry["title"]
    name = entry["path"].rsplit("/", 1)[-1]
    digest = entry["hash"].removeprefix("sha256:")
    size = f"{entry['bytes']:,}".replace(",", THIN)
    cells = [f"{html.escape(what)}<br><code>{html.escape(name)}</code>", sources, f'{html.escape(entry["vintage"])}<br>{html.escape(entry["licenses"][0]["title"])}',
             f'{size}<br><code title="{digest}">{digest[:SHOWN_HASH]}</code>']
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _link(source: Mapping) -> str:
    title = html.escape(source["title"])
    return f'<a href="{html.escape(source["path"], quote=True)}">{title}</a>' if "path" in source else title


def coverage(held: pd.DataFrame, names: pd.Series, titles: Mapping[str, str], until: int) -> Figure:
    """How much of each series is there, as a grid: the years with a figure from ``SINCE`` to ``until``, by series and country.

    ``held`` has ``indicator, economy, year``. Ten classes would be a false exactness: the ground has four, the number says the rest.
    """
    years = range(SINCE, until + 1)
    within = held[held["year"].isin(list(years))]
    counts = within.groupby(["indicator", "economy"]).size().unstack(fill_value=0).reindex(index=list(titles), columns=names.index, fill_value=0)
    shares = counts.sum() / (len(titles) * len(years)) * 100
    head = "".join(f'<th scope="col">{html.escape(names[code])}</th>' for code in counts.columns)
    rows = "".join(f'<tr><th scope="row">{html.escape(titles[code])}</th>{"".join(_count(count, len(years)) for count in row)}</tr>' for code, row in zip(counts.index, counts.to_numpy()))
    body = f'<div class="scroll" tabindex="0"><table class="grid" style="--columns:{len(names)}"><thead><tr><th scope="col">Series</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    fewest = shares.idxmin()
    title = f"{names[fewest]} has the fewest figures: {narrative.quantity(shares[fewest], '%')} of the years from {years[0]} to {years[-1]}"
    table = pd.DataFrame({"Country": [names[code] for code in counts.columns], "Years with a figure, % of all": shares.to_numpy()})
    return Figure(title, f"Years with a figure, of {len(years)}", body, "Darker ground: more years. A gap is never filled in.", table)


def _count(count: int, years: int) -> str:
    return f'<td class="held-{-(-3 * count // years)}">{count if count else "no data"}</td>'
