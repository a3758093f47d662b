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
from footprint.measures import STANDINGS, STEADILY, movement, parades, period, unsettled
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.words import COUNTS, SYMBOLS, badge, capital, digits, linked, ordinal, quantity

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


# A year between two ends is told beside them if it lies beyond the nearer one by more than this part of it: the fifth by which the
# ledger's variants move the edges of a band. Less can be the noise of one year.
OUTSIDE = 0.2
# What a country did with a text that was put to the vote.
DID = {"yes": "voted for", "against": "voted against", "abstain": "abstained on", "absent": "was absent from"}
ORGANISATIONS = {
    "C5+1": "the five states with the United States", "CIS": "Commonwealth of Independent States", "CST (treaty)": "Collective Security Treaty",
    "CSTO": "Collective Security Treaty Organization", "EAEU": "Eurasian Economic Union", "ECO": "Economic Cooperation Organization",
    "OTS": "Organization of Turkic States", "SCO": "Shanghai Cooperation Organisation"}


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


def between(name: str, data: pd.DataFrame, since: int, unit: str) -> Markdown:
    """A sentence on the year that :func:`course` tells beside the two ends; empty where it tells none."""
    far = farthest(data, since)
    if far is None:
        return Markdown("")
    return Markdown(f"In {far[0]} {name} stood at {quantity(far[1], unit)}. The verdicts read {since} and {data.dropna(subset=['value'])['year'].max()}, "
                    "so neither of them shows that year.")


def traded(partner: str, whose: str, shares: pd.DataFrame) -> str:
    """A title on both flows in the newest year that has both, from shares ``name, year, value`` named imports and exports, in per cent."""
    both = shares.pivot(index="year", columns="name", values="value").reindex(columns=["imports", "exports"]).dropna()
    if both.empty:
        return f"{partner} in {whose} imports and exports: no year has both"
    bought, sold = (quantity(share, "%") for share in both.iloc[-1])
    return f"{partner} supplied {bought} of {whose} imports and took {sold} of {whose} exports in {both.index[-1]}"


def extremes(what: str, counts: pd.DataFrame, unit: str) -> str:
    """A title for counts that lie apart, from ``name, value``: “Counts of … run from 20.9 % (press) to 57 % (World Factbook)”."""
    held = counts.dropna(subset=["value"]).sort_values("value")
    told = [f"{quantity(value, unit)} ({name})" for name, value in zip(held["name"], held["value"])]
    if len(told) < 2:
        return f"Only count of {what}: {told[0]}" if told else f"Counts of {what}: no data"
    return f"Counts of {what} run from {told[0]} to {told[-1]}"


def together(holders: pd.DataFrame, names: Sequence[str], of: str) -> str:
    """A title that adds up some of the holders ``name, value``, in per cent: “Russia and Lukoil together hold 43.5 % of the CPC”."""
    held = holders[holders["name"].isin(list(names))].dropna(subset=["value"])
    if held.empty:
        return f"Holders of {of}: no data on {listed(names)}"
    return f"{listed(held['name'].tolist())} {'together hold' if len(held) > 1 else 'holds'} {quantity(held['value'].sum(), '%')} of {of}"


def share_of(which: pd.Series, of: str, does: tuple[str, str]) -> str:
    """A title that counts the rows that are true; ``does`` is said of one and of several: “None of 13 statements condemns the war”."""
    count, whole = int(which.sum()), len(which)
    if not whole:
        return f"No {of} on record"
    who = f"All {whole} {of}" if count == whole > 1 else f"{count or 'None'} of {whole} {of}"
    return f"{who} {does[count > 1]}"


def voting(name: str, votes: pd.Series, texts: str) -> str:
    """A title from votes on some texts, the commonest first: “Kazakhstan voted against 7 of 8 texts on Crimea and was absent from 1; 1 vote is unknown”."""
    known = votes[votes != "unknown"]
    open_ = len(votes) - len(known)
    unknown = f"{open_} {'vote is' if open_ == 1 else 'votes are'} unknown" if open_ else ""
    if known.empty:
        return f"{name} on {texts}: {unknown or 'no votes'}"
    (first, number), *rest = known.value_counts().items()
    most = f"all {number}" if number == len(known) > 1 else f"{number} of {len(known)}"
    said = listed([f"{DID[first]} {most} {texts}", *(f"{DID[vote]} {count}" for vote, count in rest)])
    return "; ".join(filter(None, [f"{name} {said}", unknown]))


def all_but(finding: Finding, what: str) -> str:
    """A title from the parts of a claim: for which of them it holds today in full: “All but Armenia are full members”."""
    short = [part.label for part in finding.now.parts if part.result.verdict != HOLDS]
    if len(short) == len(finding.now.parts):
        return f"None of {listed(short)} are {what}"
    return f"All but {listed(short)} are {what}" if short else f"{listed([part.label for part in finding.now.parts])} are {what}"


def skipped(data: pd.DataFrame) -> str:
    """The years between the first and the last of a frame that have no row, as a sentence for a foot; empty where there are none."""
    missing = sorted(set(range(data["year"].min(), data["year"].max())) - set(data["year"])) if len(data) else []
    return f"No figure for the whole of {listed(list(map(str, missing)))} was read. " if missing else ""


def spelt_out(acronyms: Iterable[str]) -> str:
    """What the acronyms of organisations stand for, once each, in order: “CIS: Commonwealth of Independent States; …”."""
    return "; ".join(f"{name}: {ORGANISATIONS[name]}" for name in dict.fromkeys(acronyms) if name in ORGANISATIONS)


def reprinted(then: Result, today: pd.DataFrame, label: str = "May 2023") -> Markdown:
    """Why two figures for one year stand on a page: what could be read ``then``, and what today's series ``year, value`` says of that year; empty if the same."""
    held = today.loc[today["year"] == then.year, "value"]
    before, after = quantity(then.value, then.unit), quantity(held.iloc[-1] if len(held) else None, then.unit)
    if then.value is None or before == after:
        return Markdown("")
    return Markdown(f"Two figures stand for {then.year}. {before} is what was known in {label} ({then.basis}); today's figures say {after}.")


def of_readings(finding: Finding, what: str, label: str = "May 2023") -> Markdown:
    """How many readings of a claim were, and are, what it says: “Of the 2 readings none was nearly a third in May 2023, and none is now.”"""
    before, after = (sum(part.result.verdict == HOLDS for part in result.parts) for result in (finding.then, finding.now))
    return Markdown(f"Of the {len(finding.now.parts)} readings {before or 'none'} {'were' if before > 1 else 'was'} {what} in {label}, "
                    f"and {after or 'none'} {'are' if after > 1 else 'is'} now.")


def left_unanswered(finding: Finding) -> Markdown:
    """What no document from before the article answers, and what one from after it says; empty where nothing was left open."""
    said = []
    for before, after in zip(finding.then.parts, finding.now.parts, strict=True):
        if before.result.value is None:
            later = "nor does a later one" if after.result.value is None else f"one of {after.result.year} says {quantity(after.result.value, after.result.unit)}"
            said.append(f"Whether {before.label}, no document from before the article that was read answers; {later}.")
    return Markdown(" ".join(said))


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


# A line has turned on its way where its middle lies outside both its ends by more than this part of its whole height: less is hardly seen.
SWING = 0.25
# In how many of the steps a lever would follow by chance, in per cent.
CHANCE = 50
# What a vote was, of states and after the verb.
VOTED = {"yes": "voted for it", "against": "voted against", "abstain": "abstained", "absent": "took no part", "unknown": "stood in no list that was read"}
HAVING = {"yes": "having voted in favour", "against": "having voted against", "abstain": "having abstained", "absent": "having taken no part",
          "unknown": "which stood in no list that was read"}
# The organisations of the record of memberships by their full names.
SPELT = {"CIS": "Commonwealth of Independent States", "CST (treaty)": "Collective Security Treaty, the forerunner of the CSTO",
         "CSTO": "Collective Security Treaty Organization", "EAEU": "Eurasian Economic Union", "SCO": "Shanghai Cooperation Organisation",
         "OTS": "Organization of Turkic States", "ECO": "Economic Cooperation Organization", "C5+1": "meetings of the five with the United States"}


def swung(name: str, data: pd.DataFrame, unit: str) -> str:
    """A title for the whole line ``year, value``: its first and last, and the peak or trough between them if it lies far outside both."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if len(held) < 2:
        return f"{name}: no figures to compare"
    ends = held.iloc[[0, -1]]
    low, high = ends.min() - held.min(), held.max() - ends.max()
    turn = held.idxmin() if low > high else held.idxmax()
    stops = [held.index[0], turn, held.index[-1]] if max(low, high) > SWING * (held.max() - held.min()) else list(ends.index)
    said = [f"{movement(held[start], held[stop])} to {quantity(held[stop], unit)} in {stop}" for start, stop in itertools.pairwise(stops)]
    first, *then = said
    return " and ".join([f"{name} {first.replace(' to ', f' from {quantity(held.iloc[0], unit)} in {stops[0]} to ', 1)}", *then])


def weighed(groups: Mapping[str, Iterable[Finding]], label: str = "May 2023") -> Markdown:
    """How many claims of each group held then and hold now; a group is named by what its claims are: “on China”."""
    said = []
    for what, findings in groups.items():
        held = list(findings)
        then, now = _tally([found.then for found in held], WAS), _tally([found.now for found in held], IS)
        said.append(f"Of the {len(held)} claim{'s' if len(held) > 1 else ''} {what}, {then} in {label}; today {now}.")
    return Markdown(" ".join(said))


def opening(first: Finding, findings: Iterable[Finding]) -> Markdown:
    """The lead of a page: its first claim in two sentences, and what became of all."""
    return Markdown(f"{lead(first).data} {weighed({'on this page': findings}).data}")


def times(count: int) -> str:
    """How often: “not once”, “once”, “11 times”."""
    return {0: "not once", 1: "once"}.get(count, f"{count} times")


def _years(dates: pd.Series) -> str:
    return listed(dates.str[:4].tolist())


def tribune(attendance: pd.DataFrame) -> str:
    """A title from attendance: when all the presidents came, when that is less firmly known, and which parades stay open."""
    counts = parades(attendance)
    full = counts[(counts["no"] == 0) & (counts["unknown"] == 0)]["date"]
    firm = full.isin(attendance.groupby("date").filter(lambda rows: rows["confidence"].eq("high").all())["date"])
    known = [f"{how}in {_years(held)}" for how, held in (("", full[firm]), ("less firmly (*) ", full[~firm])) if len(held)]
    said = "All the presidents are documented " + ", ".join(known) if known else "No parade is documented with all the presidents"
    undecided = unsettled(counts)["date"]
    return said + (f"; open: {_years(undecided)}" if len(undecided) else "")


def undecided(unsettled: pd.DataFrame) -> str:
    """A title for the parades, with a ``date``, that leave it open whether all came."""
    if unsettled.empty:
        return "Of every parade on record it is known whether all the presidents came"
    return f"In {_years(unsettled['date'])} nobody is known to have been missing, and not all are known to have come"


def kept_pace(finding: Finding) -> str:
    """A title for parts that are shares of steps, in per cent: whether a lever followed attendance more often than chance would."""
    held = [part.result.value for part in finding.now.parts if part.result.value is not None]
    if not held:
        return "No lever has figures enough to set beside attendance"
    if max(held) <= CHANCE:
        return f"No lever followed attendance more often than chance would: at best in {quantity(max(held), '%')} of the steps"
    return f"The lever that followed attendance most often did so in {quantity(max(held), '%')} of the steps; chance gives {quantity(CHANCE, '%')}"


def in_favour(votes: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from votes ``date, economy, vote``: how many of those known were cast for a text, by whom, and how many against."""
    known = votes[votes["vote"] != "unknown"]
    cast = known[known["vote"] == "yes"]
    who = listed([f"{names[row.economy]} on {day(row.date)}" for row in cast.itertuples()])
    said = f"{'one was' if len(cast) == 1 else f'{len(cast)} were'} cast in favour ({who})" if len(cast) else "none was cast in favour"
    return f"Of {len(known)} votes on Ukraine that are known, {said} and {(known['vote'] == 'against').sum()} against"


def roll_call(votes: pd.Series, names: Mapping[str, str]) -> str:
    """How states voted once, from words by economy: “A and B voted against; C took no part”."""
    return "; ".join(f"{listed([names[code] for code in held.index])} {VOTED[word]}" for word, held in votes.groupby(votes, sort=False))


def turned(before: pd.Series, after: pd.Series, names: Mapping[str, str]) -> str:
    """How the states of one vote had cast the vote before, both words by economy: “A voted against, having abstained; B took no part, as before”."""
    pairs = pd.DataFrame({"before": before, "after": after}).dropna()
    said = [f"{listed([names[code] for code in held.index])} {VOTED[now]}, {'as before' if now == then else HAVING[then]}"
            for (then, now), held in pairs.groupby(["before", "after"], sort=False)]
    return "; ".join(said)


def spoken(statements: pd.DataFrame) -> str:
    """A title that counts what officials said, from ``official, direction, date``: critical and supportive, since the oldest."""
    held = statements[statements["official"] == "yes"]
    if held.empty:
        return "No statement of an official was read"
    critical, backing = (times((held["direction"] == word).sum()) for word in ("critical", "supportive"))
    return f"Since {held['date'].min()[:4]} officials criticised Russia's policy {critical} and backed it {backing} in the statements read"


def spells(memberships: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that says who left what they had joined: “Uzbekistan was in the CSTO from 2006 to 2012; nobody else has left”."""
    ended = memberships.dropna(subset=["start", "end"]).sort_values("start")
    said = []
    for economy, held in ended.groupby("economy", sort=False):
        said.append(f"{names[economy]} was " + listed([f"in the {row.organisation} from {row.start[:4]} to {row.end[:4]}" for row in held.itertuples()]))
    return "; ".join([*said, "nobody else has left"]) if said else "Nobody has left what they had joined"


def belonging(standings: pd.Series, among: Sequence[str], names: Mapping[str, str]) -> str:
    """A title from :func:`measures.standings`: who is a full member of all, and who of none."""
    everywhere, nowhere = ([names[code] for code in standings.index[standings == word]] for word in (" and ".join(among), "neither"))
    said = f"{listed(everywhere)} {'is' if len(everywhere) == 1 else 'are'}" if everywhere else "Nobody is"
    return f"{said} in both the {' and the '.join(among)}" + (f"; {listed(nowhere)} in neither" if nowhere else "")


def sent_in(events: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from events ``economy, date, kind``: how many of all on record are deployments of troops, and where to."""
    sent = events[events["kind"] == "deployment"].sort_values("date")
    where = listed([f"to {names[row.economy]} in {row.date[:4]}" for row in sent.itertuples()])
    said = f"{COUNTS[len(sent)]} {'are deployments' if len(sent) > 1 else 'is a deployment'} of troops"
    return f"Of the {len(events)} events on record {said}" + (f": {where}" if len(sent) else "")


def bordering(touch: pd.Series, neighbours: Iterable[str], names: Mapping[str, str]) -> str:
    """A title from :func:`measures.touching`: who borders each neighbour, by name if it is one only."""
    said = []
    for neighbour in neighbours:
        held = [names[code] for code in touch.index[touch.str.contains(neighbour)]]
        whole = quantity(float(len(held)), f"of the {COUNTS[len(touch)]}")
        said.append(f"only {held[0]} borders {neighbour}" if len(held) == 1 else f"{whole} {'border' if held else 'borders'} {neighbour}")
    return _sentence("; ".join(said))


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def heights(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title for lines ``name, year, value``: the highest of the newest year, and the highest of all years."""
    held = data.dropna(subset=["value"]).reset_index(drop=True)
    if held.empty:
        return f"{what}: no figure"
    last = held[held["year"] == held["year"].max()]
    now, ever = (rows.loc[rows["value"].idxmax()] for rows in (last, held))
    said = [f"{row['name']}, {quantity(row['value'], unit)} in {row['year']}" for row in (now, ever)]
    return f"{what} is highest in {said[0]}" + ("" if said[0] == said[1] else f"; of all years in {said[1]}")


def owing(owed: pd.DataFrame, creditor: str, unit: str) -> str:
    """A title from parts of debt ``name, value`` that a creditor holds: who owes it anything."""
    held = owed[owed["value"] > 0].sort_values("value", ascending=False)
    if held.empty:
        return f"None of the {COUNTS[len(owed)]} states owes anything to {creditor}"
    said = listed([f"{row.debtor} ({quantity(row.value, unit)})" for row in held.rename(columns={"name": "debtor"}).itertuples()])
    return f"{'Only ' if len(held) == 1 else ''}{said} {'owes' if len(held) == 1 else 'owe'} anything to {creditor}"


def counted_apart(growth: pd.DataFrame, names: Mapping[str, str], since: int) -> str:
    """A title from :func:`measures.eu_growth`: the country where two counts of one flow lie furthest apart, as factors."""
    both = growth.pivot(index="economy", columns="by", values="value").reindex(columns=["the EU", "the country"]).dropna()
    if both.empty:
        return "No flow is counted on both sides"
    place = (both["the EU"] / both["the country"]).idxmax()
    theirs, ours = (quantity(both.at[place, by], "times") for by in both)
    return f"EU goods sent to {names[place]} grew to {theirs} those of {since} by the EU's count, to {ours} by {names[place]}'s own"


def signed(agreements: pd.DataFrame, names: Mapping[str, str], status: str = "agreement signed") -> str:
    """A title from agreements ``economy, status``: who has signed, of all the economies named."""
    held = [names[code] for code in names.keys() if code in set(agreements.loc[agreements["status"] == status, "economy"])]
    count = _sentence(quantity(float(len(held)), f"of the {COUNTS[len(names)]}"))
    return f"{count} {'have' if len(held) > 1 else 'has'} signed" + (f": {listed(held)}" if held else "")


def closest(distances: pd.DataFrame, places: Mapping[str, str]) -> str:
    """A title from distances ``economy, to, km``: which of the places is the nearest to the others, or to how many of them each is."""
    if distances.empty:
        return "No two places to measure between"
    first = distances.loc[distances.groupby("economy")["km"].idxmin(), "to"].map(places).value_counts()
    others = [place for place in dict.fromkeys(distances["to"].map(places)) if place != first.index[0]]
    if len(first) == 1:
        return f"{first.index[0]} is nearer than {' or '.join(others)} to all {COUNTS[first.sum()]} capitals"
    return "; ".join(f"{place} is the nearest to {quantity(float(count), f'of the {COUNTS[first.sum()]} capitals')}" for place, count in first.items())


def over_half(parts: pd.DataFrame, supplier: str) -> str:
    """A title from a supplier's parts ``name, value`` in per cent: whose arms it sent for more than half, and who got the least."""
    held = parts.dropna(subset=["value"]).sort_values("value", ascending=False)
    if held.empty:
        return f"No figure for arms from {supplier}"
    low, most = held.iloc[-1], held.loc[held["value"] > 50, "name"].tolist()
    said = f"{supplier} delivered more than half of the arms of {listed(most)}" if most else f"{supplier} delivered more than half of nobody's arms"
    return f"{said}, and least of those of {low['name']}, {quantity(low['value'], '%')}"


def rests_on(sent: pd.DataFrame) -> Markdown:
    """On how many years of deliveries the shares of :func:`measures.suppliers` rest."""
    few = " A single year's deliveries say little of a habit." if sent["delivery_years"].iloc[0] == 1 else ""
    return Markdown(f"The shares of {period(sent.iloc[0])} rest on deliveries in {_in_years(sent)}.{few}")


def _in_years(sent: pd.DataFrame) -> str:
    """“all six years”, or “one of the six years”, of the period of :func:`measures.suppliers`."""
    first = sent.iloc[0]
    years, came = (int(number) for number in (first["year"] - first["first_year"] + 1, first["delivery_years"]))
    return f"all {COUNTS[years]} years" if came == years else f"{COUNTS[came]} of the {COUNTS[years]} years"


def asked(claim: Claim) -> list[str]:
    """The organisations that a claim on memberships asks for."""
    return list(dict.fromkeys(name for part in claim.parts for name in part["measure"].get("among", ())))


def spelt(organisations: Iterable[str]) -> str:
    """Short names with their full ones, for a foot: “ECO: Economic Cooperation Organization; …”; one without a short name is left out."""
    return "; ".join(f"{name}: {SPELT[name]}" for name in organisations if name in SPELT)


def joined(name: str, memberships: pd.DataFrame, among: Sequence[str]) -> str:
    """A title: an economy's standing today in the organisations named, and where it has none."""
    held = memberships[memberships["organisation"].isin(list(among)) & memberships["end"].isna() & memberships["start"].notna()]
    order = held.assign(rank=held["status"].map(lambda status: STANDINGS.index(status) if status in STANDINGS else len(STANDINGS))).sort_values(["rank", "organisation"])
    stands = [f"{'an' if status[0] in 'aeiou' else 'a'} {status} of the {listed(rows['organisation'].tolist())}" for status, rows in order.groupby("status", sort=False)]
    without = [organisation for organisation in among if organisation not in set(held["organisation"])]
    said = f"{name} is {listed(stands)}" if stands else f"{name} is in none of the organisations asked for"
    return said + (f", and not in the {' or the '.join(without)}" if stands and without else "")


def placed_among(lengths: pd.DataFrame, name: str) -> str:
    """A title: where one border stands among all, from ``name, value`` in km, the longest first."""
    order = lengths.sort_values("value", ascending=False).reset_index(drop=True)
    if name not in set(order["name"]):
        return f"No border with {name} is recorded"
    rank = int(order.index[order["name"] == name][0]) + 1
    said = {1: "longest", len(order): "shortest"}.get(rank, f"{ordinal(rank)} longest")
    return f"The border with {name} is the {said} of {COUNTS[len(order)]}: {quantity(order.at[rank - 1, 'value'], 'km')}"


def sent_from(finding: Finding, sender: str, part: str, whole: str) -> str:
    """A title from two parts of a claim, both over GDP: what one sender sends, beside what comes from everywhere."""
    held = {of.id: of.result for of in finding.now.parts}
    said = [f"{quantity(held[id].value, '%')} of GDP" + (f" in {held[id].year}" if held[id].year else "") for id in (part, whole)]
    return f"From {sender} came {said[0]}, from everywhere {said[1]}"


def reread(finding: Finding, part: str, today: pd.DataFrame, label: str = "May 2023") -> Markdown:
    """Why one year has two figures: a part's as known at ``label``, and that of today's series ``year, value``."""
    held = {of.id: of.result for of in finding.then.parts}[part]
    now = today.loc[today["year"] == held.year, "value"] if held.year else today["value"][:0]
    if held.value is None or now.empty:
        return Markdown(f"What was known in {label} cannot be set beside today's figure.")
    before, after = quantity(held.value, held.unit), quantity(now.iloc[0], held.unit)
    if before == after:
        return Markdown(f"For {held.year} today's edition still says {after}, as the one did that was published before {label}.")
    return Markdown(f"For {held.year} there are two figures: {before} as published before {label}, which the bars show, "
                    f"and {after} in today's edition, which the line shows.")


def newest_note(facts: pd.DataFrame, id: str) -> str:
    """What the newest document on a question of fact says, for a sentence."""
    last = facts[facts["id"] == id].sort_values("date").iloc[-1]
    return f"the newest document, of {day(last['date'])}, says “{last['note']}”"


def aged(pulls: Iterable[Pull], economy: str, since: int) -> Markdown:
    """How old the newest figures of an economy are: how many of the series pulled end before ``since``, and where the oldest does."""
    last = pd.concat([pull.data for pull in pulls]).query("economy == @economy").groupby("indicator")["year"].max()
    old = last[last < since]
    if old.empty:
        return Markdown(f"All {len(last)} series have a value of {since} or later.")
    return Markdown(f"Mind the last column: in {len(old)} of the {len(last)} rows the newest figure is from before {since}, the oldest of {old.min()}.")


def readings_table(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings ``by, period`` and a column of shares a partner as a table of words; a partner that a source does not list is “not listed”."""
    shares = readings.drop(columns=["by", "period"]).map(lambda share: "not listed" if pd.isna(share) else quantity(share, "%"))
    return readings[["by", "period"]].rename(columns={"by": "who counted", "period": "when"}).join(shares)


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


def told(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of a record with the row's caveat behind it, in brackets."""
    return rows[column] + (" (" + rows["note"] + ")").fillna("")


def deliveries(sent: pd.DataFrame) -> str:
    """The foot of a chart of :func:`measures.suppliers`: its period, and in how many of its years anything came."""
    return f"Trend-indicator values, {period(sent.iloc[0])}; deliveries in {_in_years(sent)}."


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
