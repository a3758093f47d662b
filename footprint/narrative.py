"""Findings to words: numbers as a careful editor prints them, sentences, verdict cards, the board. Fetches nothing.

What is shown as prose is Markdown, so that it reads the same in a notebook and links are checked at build; a card is
HTML. No sentence holds a figure of its own: the ledger's sentences are filled from the finding.
"""

import html
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import HTML, Markdown

from footprint import firmness
from footprint.ledger import Claim, Finding, Part, Result
from footprint.library import Pull
from footprint.measures import movement, period, unsettled
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.words import SYMBOLS, badge, digits, ordinal, quantity

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
# Answers in a grid, each with a sign of its own.
SIGNS = {"yes": "●", "no": "○", "abstain": "◇", "against": "✕", "absent": "–", "unknown": "?"}
# Of one claim and of several, today and then.
IS = {HOLDS: ("holds", "hold"), IN_PART: ("holds in part", "hold in part"), FAILS: ("does not hold", "do not hold"), UNTESTABLE: ("cannot be tested",) * 2}
WAS = {HOLDS: ("held",) * 2, IN_PART: ("held in part",) * 2, FAILS: ("did not hold",) * 2, UNTESTABLE: ("could not be tested",) * 2}
# How a chapter is called beside its claims, where its file's name does not say it.
CHAPTERS = {"parade": "The parade", "alternatives": "China and the EU", "migration": "The migration card", "verdict": "The whole"}
ORIGINS = {"article": "What the article says", "omission": "What it leaves out"}

# What became of a claim, by its verdict then and now.
TURNS = {
    (HOLDS, HOLDS): "the claim still holds",
    (HOLDS, IN_PART): "the claim now holds only in part",
    (HOLDS, FAILS): "the claim no longer holds",
    (IN_PART, HOLDS): "the claim now holds in full",
    (IN_PART, IN_PART): "the claim still holds in part",
    (IN_PART, FAILS): "the claim no longer holds even in part",
    (FAILS, HOLDS): "the claim now holds",
    (FAILS, IN_PART): "the claim now holds in part",
    (FAILS, FAILS): "the claim still does not hold",
    (UNTESTABLE, HOLDS): "the claim now holds",
    (UNTESTABLE, IN_PART): "the claim now holds in part",
    (UNTESTABLE, FAILS): "the claim does not hold now",
}
# How a claim's parts make its verdict.
TOGETHER = {"": "", "every": "Every part must hold.", "any": "One part is enough.", "most": "More than half of the parts must hold."}


# Sentences --------------------------------------------------------------------------------------------------


class _Words:
    """A part's result as sentences name it: ``{part.value}``, ``{part.year}``, ``{part.rank}``, ``{part.period}``."""

    def __init__(self, result: Result):
        self.__dict__.update(_words(result))


def _words(result: Result) -> dict[str, str]:
    words = {"value": quantity(result.value, result.unit), "year": str(result.year or "no year")}
    words |= {key: ordinal(word) if key == "rank" else str(word) for key, word in result.words.items()}
    words["answer"] = words["value"].capitalize()
    return {"rank": "nowhere", "period": words["year"], "since": "then", "count": "none", "of": "none", "flow": "trade", "other": "any other"} | words


def _fill(template: str, result: Result, **more: str) -> str:
    return template.format(**{part.id: _Words(part.result) for part in result.parts} | _words(result) | more)


def then_sentence(finding: Finding, label: str) -> str:
    """What was true when the article was written; ``label`` names that moment."""
    if finding.then.verdict == UNTESTABLE:
        return f"What was true in {label} cannot be tested: {finding.then.reason}."
    return _fill(finding.claim.sentences[finding.then.verdict], finding.then)


def now_sentence(finding: Finding) -> str:
    """What is true today, and what has become of the claim."""
    if finding.now.verdict == UNTESTABLE:
        return f"What is true now cannot be tested: {finding.now.reason}."
    return f"{_fill(finding.claim.sentences['now'], finding.now, moved=_moved(finding))}: {became(finding)}."


def became(finding: Finding) -> str:
    """What has become of a claim: “the claim no longer holds”."""
    if finding.now.verdict == UNTESTABLE:
        return "the claim cannot be tested now"
    return TURNS[finding.then.verdict, finding.now.verdict]


def _moved(finding: Finding) -> str:
    """How the value of today came about from that of then: “had risen to”, “had fallen to”, or “was”."""
    before, after = finding.then.value, finding.now.value
    if before is None or after is None:
        return "was"
    return {"rose": "had risen to", "fell": "had fallen to"}.get(movement(before, after), "was still")


def contrary_sentence(finding: Finding) -> str:
    """The strongest figure on the other side, or why there is none."""
    if finding.contrary is None:
        return "No figure speaks against a judgement." if finding.claim.kind == "judgement" else "None is declared."
    if finding.contrary.value is None:
        return f"The figure declared for it is missing: {finding.contrary.reason}."
    return _fill(finding.claim.contrary["sentence"], finding.contrary)


def lead(finding: Finding, label: str = "May 2023") -> Markdown:
    """The claim's story in two sentences: then, and now. Of a judgement, that it is one, and what would decide it."""
    if finding.claim.kind == "judgement":
        return Markdown(f"This is a judgement: no open data can decide it. What would: {finding.claim.would_change}")
    if finding.then.verdict == finding.now.verdict == UNTESTABLE and finding.then.reason == finding.now.reason:
        return Markdown(f"Neither what was true in {label} nor what is true now can be tested: {finding.now.reason}.")
    return Markdown(f"{then_sentence(finding, label)} {now_sentence(finding)}")


def rule(claim: Claim) -> str:
    """The declared bands in words: “holds from 30 to under 36.7; holds in part …; otherwise it does not hold”."""
    if not claim.bands:
        return "No band: this is a judgement."
    if claim.unit == "yes or no" and claim.combine in ("", "every"):
        return "Holds if the answer is yes to all that is asked, in part if it is partly so; otherwise it does not hold."
    if claim.unit == "yes or no":
        return f"Holds if the answer is yes, in part if it is partly so; otherwise it does not hold. {TOGETHER[claim.combine]}"
    bands = [f"{verdict} {' or '.join(_interval(edges) for edges in intervals)}" for verdict, intervals in claim.bands.items()]
    counted = "Number" if claim.unit.startswith("of ") else "In"
    return f"{counted} {claim.unit}: {'; '.join(bands)}; otherwise it does not hold. {TOGETHER[claim.combine]}".strip()


def _interval(edges: dict) -> str:
    low, high = edges.get("from"), edges.get("below")
    if high is None:
        return f"from {low:g} up"
    return f"under {high:g}" if low is None else f"from {low:g} to under {high:g}"


def moved(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A chart's title: how the series ``year, value`` moved from one year to its newest; says so where a figure is missing."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if since not in held.index or held.index[-1] <= since:
        return f"{name}: no figures to compare since {since}"
    before, after, last = held[since], held.iloc[-1], held.index[-1]
    return f"{name} {movement(before, after)} from {quantity(before, unit)} in {since} to {quantity(after, unit)} in {last}"


def ranked(data: pd.DataFrame, unit: str) -> str:
    """A map's title: the values ``name, value`` from the largest down, and who has none."""
    held = data.dropna(subset=["value"]).sort_values("value", ascending=False)
    said = ", ".join(f"{row.name_} {quantity(row.value, unit)}" for row in held.rename(columns={"name": "name_"}).itertuples())
    without = data.loc[data["value"].isna(), "name"].tolist()
    return "; ".join(filter(None, [said, f"no figure for {listed(without)}" if without else ""]))


def largest(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title that names the largest of ``name, value``."""
    held = data.dropna(subset=["value"])
    if held.empty:
        return f"Largest {what}: no data"
    top = held.loc[held["value"].idxmax()]
    return f"Largest {what}: {top['name']}, {quantity(top['value'], unit)}"


def standing(ranks: pd.DataFrame, economy: str, year: int, unit: str) -> str:
    """An economy's value and place among all in a year, from ``economy, year, value, rank, of``: “49.9 % of GDP, first of 170”."""
    held = ranks[(ranks["economy"] == economy) & (ranks["year"] == year)]
    if held.empty:
        return "no figure"
    row = held.iloc[0]
    return f"{quantity(row['value'], unit)}{unit.removeprefix('%')}, {ordinal(int(row['rank']))} of {row['of']} economies"


def height(ranks: pd.DataFrame, known: pd.DataFrame, economy: str, year: int, what: str, unit: str, label: str = "May 2023") -> Markdown:
    """A ratio's place in the world: as ``known`` at ``label`` for a year, at its height, and now; ranks as ``measures.ratio_ranks`` gives them."""
    held = ranks[ranks["economy"] == economy].set_index("year")["value"]
    before = f"By the figures known in {label}, {what} came to {standing(known, economy, year, unit)} in {year}."
    if held.empty:
        return Markdown(f"{before} Where it stands now cannot be said: there are no figures.")
    top, last = int(held.idxmax()), int(held.index.max())
    now = "and there is nothing newer" if top == last else f"in {last} {standing(ranks, economy, last, unit)}"
    return Markdown(f"{before} By today's, its height was {standing(ranks, economy, top, unit)} in {top}; {now}.")


def spread(what: str, values: pd.Series, unit: str) -> str:
    """A title for readings that disagree: how far they lie apart."""
    held = values.dropna()
    if len(held) < 2:
        return f"{what}: {quantity(held.iloc[0], unit) if len(held) else 'no figure'}"
    return f"{what}: from {quantity(held.min(), unit)} to {quantity(held.max(), unit)}"


def readings_table(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings ``by, period`` and a column of shares a partner as a table of words; a partner that a source does not list is “not listed”."""
    shares = readings.drop(columns=["by", "period"]).map(lambda share: "not listed" if pd.isna(share) else quantity(share, "%"))
    return readings[["by", "period"]].rename(columns={"by": "who counted", "period": "when"}).join(shares)


def nearest(distances: pd.DataFrame, places: Mapping[str, str]) -> str:
    """A title from distances ``economy, to, km``: which place is nearest to how many of the others."""
    if distances.empty:
        return "No two places to measure between"
    counts = distances.loc[distances.groupby("economy")["km"].idxmin(), "to"].map(places).value_counts()
    said = listed([f"{place} to {count}" for place, count in counts.items()])
    return f"Nearest of {listed(list(dict.fromkeys(distances['to'].map(places))))}: {said} of the {counts.sum()} capitals"


def side_by_side(shares: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Partners' newest shares ``economy, flow, partner, value, period, by`` as a table: a row for each country and flow, a column a partner."""
    said = [f"{quantity(row.value, '%')} ({row.by}, {row.period})" if row.by else "no figure" for row in shares.itertuples()]
    rows = shares.assign(Country=shares["economy"].map(names), Flow=shares["flow"], said=said)
    table = rows.pivot(index=["Country", "Flow"], columns="partner", values="said")[list(dict.fromkeys(shares["partner"]))]
    return table.reset_index().rename_axis(columns=None)


def leaders(shares: pd.DataFrame) -> str:
    """A title from the same shares: in how many rows each partner leads; rows without two figures say nothing."""
    known = shares.dropna(subset=["value"]).groupby(["economy", "flow"]).filter(lambda rows: len(rows) > 1)
    first = known.loc[known.groupby(["economy", "flow"])["value"].idxmax()]
    counts = first["partner"].value_counts()
    said = [f"{partner} in {count}" for partner, count in counts.items()]
    return f"Of {len(first)} flows with figures to compare the largest partner is {listed(said)}" if said else "There are no figures to compare"


def tally(what: str, answers: pd.Series) -> str:
    """A title that counts the answers of a record: “… : 10 abstain, 8 against”."""
    return f"{what}: " + ", ".join(f"{count} {answer}" for answer, count in answers.value_counts().items())


def day(date: str) -> str:
    """A day as prose has it: “2 March 2022”; a month or a year without its day stays one."""
    year, *rest = date.split("-")
    month = [MONTHS[int(number) - 1] for number in rest[:1]]
    return " ".join([str(int(number)) for number in rest[1:]] + month + [year])


def listed(words: Sequence[str]) -> str:
    """Words in a row: “a, b and c”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"


def gathered(parades: pd.DataFrame) -> str:
    """A title from the counts of :func:`measures.parades`: where all are documented, and how many parades stay open."""
    full = parades[(parades["no"] == 0) & (parades["unknown"] == 0)]["date"].str[:4].tolist()
    undecided = unsettled(parades)["date"].str[:4].tolist()
    said = f"All the presidents are documented in {listed(full)}" if full else "No parade is documented with all the presidents"
    return said + (f"; open: {listed(undecided)}" if undecided else "")


def told(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of a record with the row's caveat behind it, in brackets."""
    return rows[column] + (" (" + rows["note"] + ")").fillna("")


def left_open(unsettled: pd.DataFrame, parades: pd.DataFrame) -> str:
    """A title: how many of the parades recorded leave it open whether all came."""
    return f"{len(unsettled)} of {len(parades)} parades on record leave it open whether all came"


def deliveries(sent: pd.DataFrame) -> str:
    """The foot of a chart of :func:`measures.suppliers`: its period, and in how many of its years anything came."""
    first = sent.iloc[0]
    came = quantity(float(first["delivery_years"]), "of its years")
    return f"Trend-indicator values, {period(first)}; anything came in {came}."


def fewest(data: pd.DataFrame, what: str, of: int) -> str:
    """A title that names who has the least of ``name, value``, out of a whole."""
    low = data.loc[data["value"] == data["value"].min()]
    return f"Fewest {what}: {listed(low['name'].tolist())}, {digits(low['value'].iloc[0])} of {of}"


def silences(pulls: Iterable[Pull], economy: str, since: int) -> Markdown:
    """The series pulled that have no value of ``since`` or later for an economy, each with the last year it has."""
    said = []
    for pull in pulls:
        for code, entry in pull.entries.items():
            held = pull.series(code)
            last = held.loc[held["economy"] == economy, "year"].max()
            if pd.isna(last) or last < since:
                said.append(f"- {entry['title']}, {entry['unit']}: {'no value at all' if pd.isna(last) else f'last value of {last}'}")
    return Markdown("\n".join([f"Without a value of {since} or later:", "", *said]) if said else f"All have a value of {since} or later.")


def revised(name: str, data: pd.DataFrame, later: str, earlier: str, unit: str) -> str:
    """A title on two editions of one series ``name, year, value``: the year that was revised most, with both figures."""
    editions = data.pivot(index="year", columns="name", values="value").reindex(columns=[later, earlier]).dropna()
    if editions.empty:
        return f"{name}: no year stands in both editions"
    year = (editions[later] / editions[earlier] - 1).abs().idxmax()
    return f"{name} of {year}: {quantity(editions.at[year, earlier], unit)} in the edition of {earlier}, {quantity(editions.at[year, later], unit)} now"


def followed(finding: Finding) -> str:
    """A title for a claim whose parts are shares of steps: how often each lever moved the way attendance did."""
    said = [f"{part.label.split(' (')[0]} {'no figure' if part.result.value is None else quantity(part.result.value, '%')}" for part in finding.now.parts]
    return "Steps in which the lever followed attendance: " + ", ".join(said)


def by_word(words: pd.Series, names: Mapping[str, str]) -> str:
    """A map's title from words by economy: “against: Kazakhstan and Kyrgyzstan; absent: Turkmenistan”."""
    groups = {word: [names[code] for code in held.index] for word, held in words.groupby(words, sort=False)}
    return "; ".join(f"{word}: {listed(held)}" for word, held in groups.items())


def cast(votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]) -> Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        held = votes[(votes["resolution"] == resolution) & votes["economy"].isin(list(names.keys()))].set_index("economy")
        lines.append(f"- **{day(held['date'].iloc[0])}, {resolution}** ({held['subject'].iloc[0]}): {by_word(held['vote'], names)}.")
    return Markdown("\n".join(lines))


def vote_cells(votes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Votes as a grid, newest first; a text with a number is the place ``vote-es-11-1`` of its page, another that of its day."""
    held = votes[votes["economy"].isin(list(names.keys()))].sort_values(["date", "resolution", "economy"], ascending=[False, True, True])
    numbered = held["resolution"].str.contains("/", regex=False)
    title = held["resolution"].where(numbered, "no number read") + ": " + held["subject"]
    place = held["resolution"].str.lower().str.replace("/", "-").where(numbered, held["date"])
    return pd.DataFrame({"row": held["date"].map(day) + ", " + title, "column": held["economy"].map(names), "answer": held["vote"],
                         "anchor": "vote-" + place, "mark": held["confidence"].isin(["low", "medium"])})


def attendance_cells(attendance: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Attendance as a grid, newest first; a president of whom a parade's records say nothing is unknown."""
    pairs = pd.MultiIndex.from_product([sorted(attendance["date"].unique(), reverse=True), list(names.keys())], names=["date", "economy"])
    held = attendance.set_index(["date", "economy"])[["attended", "confidence"]].reindex(pairs).reset_index()
    return pd.DataFrame({"row": held["date"].map(day), "column": held["economy"].map(names), "answer": held["attended"].fillna("unknown"),
                         "anchor": "parade-" + held["date"], "mark": held["confidence"].eq("medium").fillna(False)})


def answered(finding: Finding) -> str:
    """A title from the parts of a recorded claim: each question with its answer of today."""
    said = "; ".join(f"{part.label}: {quantity(part.result.value, part.result.unit)}" for part in finding.now.parts)
    return said[:1].upper() + said[1:]


def readings(finding: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now, as a frame ``name, value`` for a chart."""
    rows = [(f"{part.label} ({_words(part.result)['period']})", part.result.value)
            for result in (finding.then, finding.now) for part in result.parts if part.result.value is not None]
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "value"]).astype({"value": "float64"})


def notes(findings: Iterable[Finding], indicator: str) -> dict[str, str]:
    """For a map of an indicator: by economy, what became of the claim that is measured by it."""
    measured = [found for found in findings if (found.claim.measure or {}).get("indicator") == indicator]
    return {f.claim.measure["economy"]: f"“{f.claim.short}”: {f.then.verdict} then, {f.now.verdict} now" for f in measured}


def scenario_cells(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The arithmetic of :func:`measures.scenario_table` step by step, in words."""
    def dollars(column: str) -> pd.Series:
        return rows[column].map(lambda value: quantity(value, "current US$"))

    return pd.DataFrame({
        "state": rows["economy"].map(names), "received": dollars("received") + " in " + rows["year"].astype(str),
        "× Russia's part": rows["part"].map(lambda value: quantity(value, "%")) + " (" + rows["by"] + ", " + rows["part_year"].astype(str) + ")",
        "× a fall of": rows["cut"].map(lambda value: quantity(value, "%")), "= lost": dollars("lost"),
        "over GDP": rows["ratio"].map(lambda value: quantity(value, "%")), "a head": dollars("per_head")})


def fall_cells(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Past falls of :func:`measures.past_falls` in words."""
    def per_cent(column: str) -> pd.Series:
        return rows[column].map(lambda value: "no data" if pd.isna(value) else quantity(value, "%"))

    return pd.DataFrame({
        "window": rows["window"], "state": rows["economy"].map(names), "from": rows["start"].astype(str), "to its lowest in": rows["low"].astype(str),
        "remittances, US$": per_cent("change"), "growth in that year": per_cent("growth"), "imports of goods, US$": per_cent("imports")})


def people_cells(migrants: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Counts of people, a row for each definition, edition and year, a column for each economy; where no count was read, it is said."""
    held = migrants[migrants["economy"].isin(list(names.keys()))].assign(state=migrants["economy"].map(names), people=migrants["people"].map(digits))
    cells = held.pivot(index=["definition", "edition", "year"], columns="state", values="people").fillna("none read").reset_index()
    return cells.astype({"year": "str"}).rename_axis(columns=None)


def policy_cells(policy: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Acts and counts of Russia's migration policy, the newest first, in words: when, whom it concerns, what was done to how many, and by whom."""
    held = policy.sort_values("date", ascending=False)
    what = [f"{_upper(row.act)}{_counted(row.number, row.unit)}{'' if pd.isna(row.note) else f'. {row.note}'}" for row in held.itertuples()]
    return pd.DataFrame({"date": held["date"].map(day), "whom": held["economy"].map(names).fillna("all foreigners"), "what": what,
                         "office and source": held["office"].map(_upper) + "; source: " + held["source"]})


def _counted(number: float, unit: str) -> str:
    """A count behind its act, the source's “about” before it: “: more than 36 000 people”; nothing where nothing was counted."""
    if pd.isna(number):
        return ""
    what, _, about = unit.partition(", ")
    return ": " + " ".join(filter(None, [about, digits(number), what]))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def fell_when(rows: pd.DataFrame) -> str:
    """A title from :func:`measures.past_falls`: after which years remittances fell, and to how many of the countries."""
    fallen = (rows["change"] < 0).groupby(rows["start"]).sum()
    fallen, of = fallen[fallen > 0], rows["economy"].nunique()
    if fallen.empty:
        return "Remittances fell in none of the windows"
    if (fallen == of).all():
        return f"Remittances to all {of} countries fell after {listed([str(start) for start in fallen.index])}"
    return "Remittances fell " + listed([f"after {start} to {count} of {of} countries" for start, count in fallen.items()])


def reached(data: pd.DataFrame, claim: Claim) -> str:
    """A title: how many of the counts ``name, value`` reach the lower edge at which the claim holds, and which is the largest."""
    held, least, unit = data.dropna(subset=["value"]), claim.bands[HOLDS][0]["from"], claim.unit
    if held.empty:
        return "No count was read"
    top, count = held.loc[held["value"].idxmax()], int((held["value"] >= least).sum())
    said = f"{count} of {len(held)} counts reach" if count else "No count reaches"
    return f"{said} {quantity(least, unit)}; the largest is {quantity(top['value'], unit)}: {top['name']}"


def hardest_hit(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from :func:`measures.scenario_table`: who would lose most of its output, and by which fall."""
    held = rows.dropna(subset=["ratio"])
    if held.empty:
        return "No loss can be computed"
    top = held.loc[held["ratio"].idxmax()]
    return f"If {quantity(top['cut'], '%')} of the money from Russia stayed away, {names[top['economy']]} would lose {quantity(top['ratio'], '%')} of its GDP, the most of the {held['economy'].nunique()} countries"


def worked(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from the same table that works the largest loss, over output, step by step."""
    held = rows.dropna(subset=["ratio"])
    if held.empty:
        return "No loss can be computed"
    top = held.loc[held["ratio"].idxmax()]
    received, lost = (quantity(top[column], "current US$") for column in ("received", "lost"))
    return f"{names[top['economy']]}: {received} received × {quantity(top['part'], '%')} from Russia × {quantity(top['cut'], '%')} that falls away = {lost} lost"


def deepest(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that names the deepest of :func:`measures.past_falls`, and in how many of the falls output and imports fell too."""
    fallen = rows[rows["change"] < 0]
    if fallen.empty:
        return "In none of the windows did remittances fall"
    low, (shrank, bought) = fallen.loc[fallen["change"].idxmin()], ((fallen[column] < 0).sum() for column in ("growth", "imports"))
    return (f"Deepest fall: {names[low['economy']]}, {quantity(-low['change'], '%')} from {low['start']} to {low['low']}; "
            f"of {len(fallen)} falls, output shrank in {shrank} and imports in {bought}")


# Verdicts ---------------------------------------------------------------------------------------------------


def strip(findings: Iterable[Finding]) -> Markdown:
    """The verdict strip at the head of a chapter: each claim with its verdict then and now."""
    rows = [f"| [{f.claim.short}](#{f.claim.id}) | {badge(f.then.verdict)} | {badge(f.now.verdict)} |" for f in findings]
    return Markdown("\n".join(["| Claim | Then | Now |", "| :-- | :-- | :-- |", *rows]))


def board(findings: Sequence[Finding]) -> Markdown:
    """The verdict board of the book: every claim, article first and omissions apart, with its figures."""
    parts = []
    for origin, title in ORIGINS.items():
        chosen = [f for f in findings if f.claim.origin == origin]
        if chosen:
            parts += [f"**{title}**", "", "| Claim | Chapter | Then | Now |", "| :-- | :-- | :-- | :-- |", *map(_board_row, chosen), ""]
    return Markdown("\n".join(parts))


def _board_row(found: Finding) -> str:
    chapter = f"[{place(found)}]({found.claim.chapter}.ipynb)"
    return f"| [{found.claim.short}](#{found.claim.id}) | {chapter} | {verdict_cell(found.then)} | {verdict_cell(found.now)} |"


def place(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return CHAPTERS.get(found.claim.chapter, found.claim.chapter.title())


def then_and_now(findings: Iterable[Finding]) -> Markdown:
    """A table of the claims' figures and verdicts at both moments; parts stand in rows of their own."""
    rows = ["| Claim | Then | Now |", "| :-- | :-- | :-- |"]
    for found in findings:
        rows.append(f"| **{found.claim.short}** | {verdict_cell(found.then)} | {verdict_cell(found.now)} |")
        pairs = zip(found.then.parts, found.now.parts, strict=True)
        rows += [f"| {before.label} | {verdict_cell(before.result)} | {verdict_cell(after.result)} |" for before, after in pairs]
    return Markdown("\n".join(rows))


def verdict_cell(result: Result) -> str:
    """A verdict in a table, with its figure where there is one."""
    return badge(result.verdict) + ("" if result.value is None else f" ({_figure(result)})")


def _figure(result: Result) -> str:
    """A value with the time it speaks for: “32.7 %, 2021”."""
    return quantity(result.value, result.unit) + (f", {_words(result)['period']}" if result.year else "")


def score(findings: Sequence[Finding]) -> Markdown:
    """How many of the article's claims had which verdict, then and now, in one sentence each."""
    chosen = [found for found in findings if found.claim.origin == "article"]
    return Markdown(f"Of the {len(chosen)} claims of the article, {_tally([f.then for f in chosen], WAS)} when it was written. "
                    f"Today {_tally([f.now for f in chosen], IS)}.")


def _tally(results: Sequence[Result], verbs: Mapping[str, tuple[str, str]]) -> str:
    counts = {verdict: sum(result.verdict == verdict for result in results) for verdict in SYMBOLS}
    return listed([f"{count} {verbs[verdict][count != 1]}" for verdict, count in counts.items() if count])


def card(finding: Finding, label: str = "May 2023") -> HTML:
    """The verdict card of a claim: what is said, then and now side by side, how firm that is, the contrary figure, the rule and its reason."""
    claim = finding.claim
    decides = f'<p class="contrary"><b>What would decide it:</b> {html.escape(claim.would_change)}</p>' if claim.kind == "judgement" else ""
    said = f"“{html.escape(claim.quote)}”" if claim.quote else "Not in the article"
    return HTML(f"""<section class="verdict-card" aria-label="Verdict: {html.escape(claim.short, quote=True)}">
<p class="said">{said}</p><p class="tested">{html.escape(claim.statement)}</p>
<div class="moments">{_moment(label, finding, "then")}{_moment("Now", finding, "now")}</div>
{decides}<p class="contrary"><b>On the other side:</b> {html.escape(contrary_sentence(finding))}</p>
<details><summary>The rule, and why</summary><p>{html.escape(rule(claim))}</p><p>{html.escape(claim.because)}</p></details>
{firmness.details(finding, label)}</section>""")


def _moment(label: str, finding: Finding, moment: str) -> str:
    result = getattr(finding, moment)
    figure = f'<p class="figure">{html.escape(_figure(result))}</p>' if result.value is not None else ""
    parts = f'<ul>{"".join(map(_part, result.parts))}</ul>' if result.parts else ""
    reason = f'<p class="basis">{html.escape(result.reason)}</p>' if result.reason and not result.parts else ""
    basis = f'<p class="basis">{html.escape(result.basis)}</p>' if result.basis and not result.parts else ""
    said = " ".join(filter(None, [firmness.agreement(finding, moment), firmness.flip(finding, moment)]))
    firm = f'<p class="firm">{html.escape(said)}</p>' if said else ""
    return f'<div><p class="moment">{html.escape(label)}</p><p>{badge(result.verdict)}</p>{figure}{parts}{reason}{firm}{basis}</div>'


def _part(part: Part) -> str:
    result = part.result
    figure = result.reason if result.value is None else _figure(result)
    mark = f'<span aria-label="{result.verdict}" role="img">{SYMBOLS[result.verdict]}</span>'
    return f"<li>{mark} {html.escape(part.label)}: {html.escape(figure)}</li>"


def changes(findings: Iterable[Finding]) -> Markdown:
    """For each claim, its bands and what would move it across them."""
    return Markdown("\n".join(f"- **{found.claim.short}.** {rule(found.claim)} {found.claim.would_change}" for found in findings))
