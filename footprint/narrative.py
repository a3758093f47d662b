"""Findings to words: numbers as a careful editor prints them, sentences, verdict cards, the board. Fetches nothing.

What is shown as prose is Markdown, so that it reads the same in a notebook and links are checked at build; a card is
HTML. No sentence holds a figure of its own: the ledger's sentences are filled from the finding.
"""

import html
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import HTML, Markdown

from footprint import firmness
from footprint.ledger import Claim, Finding, Part, Result
from footprint.library import Pull
from footprint.measures import STEADILY, movement, period, unsettled
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.words import SYMBOLS, badge, capital, digits, linked, ordinal, quantity

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
# How a claim's parts make its verdict, as footprint.verdicts has it.
TOGETHER = {
    "every": "The claim holds if every part holds, does not hold if no part holds even in part, and otherwise holds in part. "
             "If a part cannot be tested, neither can the claim, unless one part holds at least in part and another does not.",
    "any": "The claim has the verdict of its best part. If a part that cannot be tested could change that, the claim cannot be tested.",
    "most": "The claim holds if more than half of the parts hold, and in part if more than half hold at least in part; otherwise it does not hold. "
            "If parts that cannot be tested could change that, the claim cannot be tested.",
}
# The same of answers to questions that must all be yes.
ALL_ASKED = ("Holds if the answer is yes to all that is asked, does not hold if it is no to all, and otherwise holds in part. "
             "If a question stays open, the claim cannot be tested, unless one answer is yes or partly and another is no.")
# What is counted in a record, as nouns: of one and of several. What is not here stays as it is.
COUNTED = {"abstain": ("abstention", "abstentions"), "absent": ("absence", "absences"), "against": ("vote against", "votes against"),
           "yes": ("vote in favour", "votes in favour"),
           "exercise": ("exercise", "exercises"), "attack": ("attack", "attacks"), "clash": ("clash", "clashes"), "deployment": ("deployment", "deployments"),
           "energy": ("energy matter", "energy matters"), "agreement signed": ("agreement signed", "agreements signed"),
           "agreement initialled": ("agreement initialled", "agreements initialled"), "agreement not ratified": ("agreement not ratified", "agreements not ratified")}
# Answers in the order in which a title gives them.
ANSWERED = ("yes", "partly", "no", "unknown")
# More sources than this are counted on a card, not named.
FEW_SOURCES = 3


# Sentences --------------------------------------------------------------------------------------------------


class _Words:
    """A part's result as sentences name it: ``{part.value}``, ``{part.year}``, ``{part.rank}``, ``{part.period}``."""

    def __init__(self, result: Result):
        self.__dict__.update(_words(result))


def _words(result: Result) -> dict[str, str]:
    words = {"value": result.said, "year": str(result.year or "no year")}
    words |= {key: ordinal(word) if key == "rank" else str(word) for key, word in result.words.items()}
    words["answer"] = capital(words["value"])
    return {"rank": "nowhere", "period": words["year"], "since": "then", "count": "none", "of": "none", "flow": "trade", "other": "any other"} | words


def _fill(template: str, result: Result, **more: str) -> str:
    text = template.format(**{part.id: _Words(part.result) for part in result.parts} | _words(result) | more)
    # A factor may be written as a share, and a share is one of something: “43 % of what it was”, “2.3 times what it was”.
    return re.sub(r"(?<=%) (?=that\b|what\b)", " of ", text) if result.unit.startswith("times") else text


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
        return Markdown(f"This is a judgement: no open data can decide it. What would decide it: {finding.claim.would_change}")
    if finding.then.verdict == finding.now.verdict == UNTESTABLE and finding.then.reason == finding.now.reason:
        return Markdown(f"Neither what was true in {label} nor what is true now can be tested: {finding.now.reason}.")
    return Markdown(f"{then_sentence(finding, label)} {now_sentence(finding)}")


def weighed(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """How many of the article's claims on a page held then and hold today, and how many cannot be tested, in one sentence."""
    chosen = [found for found in findings if found.claim.origin == "article"]
    if not chosen:
        return Markdown("No claim of the article is tested on this page.")
    held = sum(found.then.verdict == HOLDS for found in chosen)
    hold, open_now = (sum(found.now.verdict == verdict for found in chosen) for verdict in (HOLDS, UNTESTABLE))
    of = f"Of the {len(chosen)} claims of the article on this page" if len(chosen) > 1 else "Of the one claim of the article on this page"
    untested = f"; {open_now} cannot be tested today" if open_now else ""
    return Markdown(f"{of}, {held or 'none'} held in full in {label} and {hold or 'none'} {'holds' if hold == 1 else 'hold'} in full today{untested}.")


def rule(claim: Claim) -> str:
    """The declared bands in words, and how parts make a verdict: “In % of GDP: holds from 30 to under 36.7; holds in part …; otherwise it does not hold.”"""
    if not claim.bands:
        return "There is no rule: no open data can decide a judgement."
    if claim.unit == "yes or no" and claim.combine == "every":
        return ALL_ASKED
    if claim.unit == "yes or no":
        head, said = "", "holds if the answer is yes, in part if it is partly so; otherwise it does not hold"
    else:
        bands = [f"{verdict} {' or '.join(_interval(edges, claim.unit) for edges in intervals)}" for verdict, intervals in claim.bands.items()]
        head, said = _measured_in(claim.unit), f"{'; '.join(bands)}; otherwise it does not hold"
    if claim.combine:
        return f"{', '.join(filter(None, ['Each part', head]))}: {said}. {TOGETHER[claim.combine]}"
    return f"{capital(head)}: {said}." if head else f"{capital(said)}."


def _measured_in(unit: str) -> str:
    """What the figures of a rule are: “in % of GDP”, “number of the five”; a factor is of something, or of nothing that needs a name."""
    if unit.startswith("times"):
        return f"against{unit.removeprefix('times')}" if unit != "times" else ""
    return f"{'number' if unit.startswith('of ') else 'in'} {unit}"


def _interval(edges: dict, unit: str) -> str:
    low, high = (edges.get(end) and _edge(edges[end], unit) for end in ("from", "below"))
    if high is None:
        return f"from {low} up"
    return f"under {high}" if low is None else f"from {low} to under {high}"


def _edge(value: float, unit: str) -> str:
    return quantity(value, unit, [value]) if unit.startswith("times") else f"{value:g}"


def moved(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A chart's title: how the series ``year, value`` moved from one year to its newest; says so where a figure is missing."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if since not in held.index or held.index[-1] <= since:
        return f"{name}: no figures to compare since {since}"
    before, after, last = held[since], held.iloc[-1], held.index[-1]
    way = movement(before, after)
    # What has moved is printed with so many digits that the two figures differ; two factors are both times, though one may be a share.
    apart = [] if way == STEADILY else [(before + after) / 2]
    first, second = (f"{digits(value, apart)} times" if unit.startswith("times") else quantity(value, unit, apart) for value in (before, after))
    return f"{name} {way}: {first} in {since}, {second} in {last}" if way == STEADILY else f"{name} {way} from {first} in {since} to {second} in {last}"


def ranked(data: pd.DataFrame, unit: str) -> str:
    """A map's title: the values ``name, value`` from the largest down, those printed alike together, and who has none."""
    held = data.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    printed = zip(held["name"], (quantity(value, unit) for value in held["value"]), strict=True)
    groups = [(text, [name for name, _ in rows]) for text, rows in itertools.groupby(printed, key=lambda row: row[1])]
    said = [f"{listed(names)} {'each ' if len(names) > 1 else ''}{text}" for text, names in groups]
    without = data.loc[data["value"].isna(), "name"].tolist()
    return "; ".join([(", " if len(said) == len(held) else "; ").join(said)] * bool(said) + [f"no figure for {listed(without)}"] * bool(without))


def largest(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title that names the largest of ``name, value``; a name of several words with a comma or colon stands behind the figure."""
    held = data.dropna(subset=["value"])
    if held.empty:
        return f"Largest {what}: no data"
    top = held.loc[held["value"].idxmax()]
    figure = quantity(top["value"], unit)
    return f"Largest {what}: {figure} ({top['name'].replace(': ', ', ')})" if {",", ":"} & set(top["name"]) else f"Largest {what}: {top['name']}, {figure}"


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
    before = f"By the figures known in {label}, {what} came to {standing(known, economy, year, unit)}, in {year}."
    if held.empty:
        return Markdown(f"{before} Where it stands now cannot be said: there are no figures.")
    top, last = int(held.idxmax()), int(held.index.max())
    now = "and there is nothing newer" if top == last else f"in {last} it was {standing(ranks, economy, last, unit)}"
    return Markdown(f"{before} By today's, its height was {standing(ranks, economy, top, unit)}, in {top}; {now}.")


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
    """A title that counts the answers of a record: “…: 10 abstentions and 8 votes against; 2 unknown”; of yes and no only, “3 of 8”."""
    counts = answers.value_counts()
    if counts.index.isin(["yes", "no"]).all():
        return f"{what}: {counts.get('yes', 'none')} of {counts.sum()}"
    said = [f"{count} {COUNTED.get(answer, (answer, answer))[int(count != 1)]}" for answer, count in counts.items() if answer != "unknown"]
    return f"{what}: " + "; ".join([listed(said)] * bool(said) + [f"{counts.get('unknown')} unknown"] * ("unknown" in counts))


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
    """A map's title from words by economy: “Kazakhstan and Kyrgyzstan: against; Turkmenistan: absent”."""
    groups = {word: [names[code] for code in held.index] for word, held in words.groupby(words, sort=False)}
    return "; ".join(f"{listed(held)}: {word}" for word, held in groups.items())


def cast(votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]) -> Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        held = votes[(votes["resolution"] == resolution) & votes["economy"].isin(list(names.keys()))].set_index("economy")
        lines.append(f"- **{day(held['date'].iloc[0])}, {resolution}** ({held['subject'].iloc[0]}). {by_word(held['vote'], names)}.")
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
    """A title from the parts of a recorded claim, by what the documents of today say: “Yes: a; b. No: c”, “Yes to all: a; b”; of counts, each."""
    parts = finding.now.parts
    if finding.claim.unit != "yes or no":
        return capital("; ".join(f"{part.label}: {part.result.said}" for part in parts))
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(part.result.said, []).append(part.label.replace(": ", ", "))
    order = sorted(groups, key=lambda answer: ANSWERED.index(answer) if answer in ANSWERED else len(ANSWERED))
    to_all = " to all" if len(parts) > 1 and len(groups) == 1 and order[0] in ("yes", "no") else ""
    return ". ".join(f"{'Documents leave open' if answer == 'unknown' else capital(answer)}{to_all}: {_in_a_row(groups[answer])}" for answer in order)


def _in_a_row(labels: Sequence[str]) -> str:
    """Names as “a, b and c”; what is more than a name, apart by semicolons."""
    return listed(labels) if all(label.istitle() and "," not in label for label in labels) else "; ".join(labels)


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


def deepest(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that names the deepest of :func:`measures.past_falls`, and in how many of the falls output and imports fell too."""
    fallen = rows[rows["change"] < 0]
    if fallen.empty:
        return "In none of the windows did remittances fall"
    low, (shrank, bought) = fallen.loc[fallen["change"].idxmin()], ((fallen[column] < 0).sum() for column in ("growth", "imports"))
    return (f"Deepest fall: {names[low['economy']]}, {quantity(-low['change'], '%')} from {low['start']} to {low['low']}; "
            f"of {len(fallen)} falls, output shrank in {shrank} and imports in {bought}")


# Verdicts ---------------------------------------------------------------------------------------------------


def strip(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """The verdict strip at the head of a chapter: each claim with its verdict then and now."""
    rows = [f"| [{f.claim.short}](#{f.claim.id}) | {badge(f.then.verdict)} | {badge(f.now.verdict)} |" for f in findings]
    return Markdown("\n".join([f"| Claim | {label} | Now |", "| :-- | :-- | :-- |", *rows]))


def board(findings: Sequence[Finding], label: str = "May 2023") -> Markdown:
    """The verdict board of the book: every claim, article first and omissions apart, with its figures."""
    parts = []
    for origin, title in ORIGINS.items():
        chosen = [f for f in findings if f.claim.origin == origin]
        if chosen:
            parts += [f"**{title}**", "", f"| Claim | Chapter | {label} | Now |", "| :-- | :-- | :-- | :-- |", *map(_board_row, chosen), ""]
    return Markdown("\n".join(parts))


def _board_row(found: Finding) -> str:
    chapter = f"[{place(found)}]({found.claim.chapter}.ipynb)"
    return f"| [{found.claim.short}](#{found.claim.id}) | {chapter} | {verdict_cell(found.then)} | {verdict_cell(found.now)} |"


def place(found: Finding) -> str:
    """The chapter of a claim, as a reader calls it."""
    return CHAPTERS.get(found.claim.chapter, found.claim.chapter.title())


def then_and_now(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """A table of the claims' figures and verdicts at both moments; parts stand in rows of their own."""
    rows = [f"| Claim | {label} | Now |", "| :-- | :-- | :-- |"]
    for found in findings:
        rows.append(f"| **{found.claim.short}** | {verdict_cell(found.then)} | {verdict_cell(found.now)} |")
        pairs = zip(found.then.parts, found.now.parts, strict=True)
        rows += [f"| {capital(before.label)} | {verdict_cell(before.result)} | {verdict_cell(after.result)} |" for before, after in pairs]
    return Markdown("\n".join(rows))


def verdict_cell(result: Result) -> str:
    """A verdict in a table, with its figure where there is one."""
    return badge(result.verdict) + ("" if result.value is None else f" ({_figure(result)})")


def _figure(result: Result) -> str:
    """A value with the time it speaks for: “32.7 %, 2021”."""
    return result.said + (f", {_words(result)['period']}" if result.year else "")


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
    said = f"“{html.escape(claim.quote)}”" if claim.quote else "Not in the article"
    return HTML(f"""<section class="verdict-card" aria-label="Verdict: {html.escape(claim.short, quote=True)}">
<p class="said">{said}</p><p class="tested">{html.escape(claim.statement)}</p>
<div class="moments">{_moment(label, finding, "then")}{_moment("Now", finding, "now")}</div>
<p class="contrary"><b>On the other side:</b> {html.escape(contrary_sentence(finding))}</p>
<p class="contrary"><b>{_asks(finding)}:</b> {html.escape(claim.would_change)}</p>
<details><summary>The rule, and why</summary><p>{html.escape(rule(claim))}</p><p>{html.escape(claim.because)}</p></details>
{firmness.details(finding, label)}</section>""")


def _asks(finding: Finding) -> str:
    """How a claim's last field is called."""
    return "What would decide it" if finding.now.verdict == UNTESTABLE else "What would change it"


def _moment(label: str, finding: Finding, moment: str) -> str:
    result = getattr(finding, moment)
    figure = f'<p class="figure">{html.escape(_figure(result))}</p>' if result.value is not None else ""
    bases = dict.fromkeys(part.result.basis for part in result.parts if part.result.basis)
    parts = f'<ul>{"".join(_part(part, len(bases) > 1) for part in result.parts)}</ul>' if result.parts else ""
    reason = f'<p class="basis">{html.escape(capital(result.reason))}.</p>' if result.reason and not result.parts else ""
    basis = f'<p class="basis">{_sources(result.basis)}</p>' if result.basis and len(bases) < 2 else ""
    said = " ".join(filter(None, [firmness.agreement(finding, moment), firmness.flip(finding, moment)]))
    firm = f'<p class="firm">{html.escape(said)}</p>' if said else ""
    return f'<div><p class="moment">{html.escape(label)}</p><p>{badge(result.verdict)}</p>{figure}{parts}{reason}{firm}{basis}</div>'


def _part(part: Part, sourced: bool) -> str:
    """A part in the list of a card, with its sources if they are not those of all."""
    result = part.result
    figure = result.reason if result.value is None else _figure(result)
    mark = f'<span aria-label="{result.verdict}" role="img">{SYMBOLS[result.verdict]}</span>'
    basis = f'<br><span class="basis">{_sources(result.basis)}</span>' if sourced and result.basis else ""
    return f"<li>{mark} {html.escape(capital(part.label))}: {html.escape(figure)}{basis}</li>"


def _sources(basis: str) -> str:
    """Where a figure is from, its addresses as links; many sources are only counted."""
    count = len(basis.split("; "))
    return linked(basis if count <= FEW_SOURCES else f"{count} sources, named row by row in this chapter's tables")


def changes(findings: Iterable[Finding]) -> Markdown:
    """For each claim, its rule and what would change its verdict or decide it, each on a line."""
    return Markdown("\n".join(f"- **{found.claim.short}.**\\\n  Rule: {rule(found.claim)}\\\n  {_asks(found)}: {found.claim.would_change}" for found in findings))
