"""Findings to words: sentences, verdict cards, the board. Fetches nothing.

What is shown as prose is Markdown, so that it reads the same in a notebook and links are checked at build; a card is
HTML. No sentence holds a figure of its own: the ledger's sentences are filled from the finding.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import HTML, Markdown

from footprint import firmness
from footprint.ledger import Claim, Finding, Part, Result
from footprint.library import Pull
from footprint.measures import movement, period
from footprint.titles import by_word, farthest
from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.words import COUNTS, SYMBOLS, badge, capital, day, linked, listed, ordinal, quantity

# Of one claim and of several, today and then.
IS = {
    HOLDS: ("holds", "hold"),
    IN_PART: ("holds in part", "hold in part"),
    FAILS: ("does not hold", "do not hold"),
    UNTESTABLE: ("cannot be tested",) * 2,
}
WAS = {
    HOLDS: ("held",) * 2,
    IN_PART: ("held in part",) * 2,
    FAILS: ("did not hold",) * 2,
    UNTESTABLE: ("could not be tested",) * 2,
}
# How a chapter is called beside its claims, where its file's name does not say it.
CHAPTERS = {
    "parade": "The parade",
    "alternatives": "China and the EU",
    "migration": "The migration card",
    "verdict": "The whole",
}
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
ALL_ASKED = (
    "Holds if the answer is yes to all that is asked, does not hold if it is no to all, and otherwise holds in part. "
    "If a question stays open, the claim cannot be tested, unless one answer is yes or partly and another is no."
)
# More sources than this are counted on a card, not named.
FEW_SOURCES = 3


# Sentences --------------------------------------------------------------------------------------------------


class _Words:
    """A part's result as sentences name it: ``{part.value}``, ``{part.year}``, ``{part.rank}``, ``{part.period}``."""

    def __init__(self, result: Result):
        self.__dict__.update(_words(result))


def _words(result: Result) -> dict[str, str]:
    words = {"value": result.said, "year": str(result.year or "no year")}
    words |= {
        key: ordinal(word) if key == "rank" else str(word) for key, word in result.words.items()
    }
    words["answer"] = capital(words["value"])
    return {
        "rank": "nowhere",
        "period": words["year"],
        "since": "then",
        "count": "none",
        "of": "none",
        "flow": "trade",
        "other": "any other",
    } | words


def _fill(template: str, result: Result, **more: str) -> str:
    text = template.format(
        **{part.id: _Words(part.result) for part in result.parts} | _words(result) | more
    )
    # A factor may be written as a share, and a share is one of something: “43 % of what it was”, “2.3 times what it was”.
    return (
        re.sub(r"(?<=%) (?=that\b|what\b)", " of ", text)
        if result.unit.startswith("times")
        else text
    )


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
    return {"rose": "had risen to", "fell": "had fallen to"}.get(
        movement(before, after), "was still"
    )


def contrary_sentence(finding: Finding) -> str:
    """The strongest figure on the other side, or why there is none."""
    if finding.contrary is None:
        return (
            "No figure speaks against a judgement."
            if finding.claim.kind == "judgement"
            else "None is declared."
        )
    if finding.contrary.value is None:
        return f"The figure declared for it is missing: {finding.contrary.reason}."
    return _fill(finding.claim.contrary["sentence"], finding.contrary)


def lead(finding: Finding, label: str = "May 2023") -> Markdown:
    """The claim's story in two sentences: then, and now. Of a judgement, that it is one, and what would decide it."""
    if finding.claim.kind == "judgement":
        return Markdown(
            f"This is a judgement: no open data can decide it. What would decide it: {finding.claim.would_change}"
        )
    if (
        finding.then.verdict == finding.now.verdict == UNTESTABLE
        and finding.then.reason == finding.now.reason
    ):
        return Markdown(
            f"Neither what was true in {label} nor what is true now can be tested: {finding.now.reason}."
        )
    return Markdown(f"{then_sentence(finding, label)} {now_sentence(finding)}")


def rule(claim: Claim) -> str:
    """The declared bands in words, and how parts make a verdict: “In % of GDP: holds from 30 to under 36.7; holds in part …; otherwise it does not hold.”"""
    if not claim.bands:
        return "There is no rule: no open data can decide a judgement."
    if claim.unit == "yes or no" and claim.combine == "every":
        return ALL_ASKED
    if claim.unit == "yes or no":
        head, said = (
            "",
            "holds if the answer is yes, in part if it is partly so; otherwise it does not hold",
        )
    else:
        bands = [
            f"{verdict} {' or '.join(_interval(edges, claim.unit) for edges in intervals)}"
            for verdict, intervals in claim.bands.items()
        ]
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


def between(name: str, data: pd.DataFrame, since: int, unit: str) -> Markdown:
    """A sentence on the year that :func:`course` tells beside the two ends; empty where it tells none."""
    far = farthest(data, since)
    if far is None:
        return Markdown("")
    return Markdown(
        f"In {far[0]} {name} stood at {quantity(far[1], unit)}. The verdicts read {since} and {data.dropna(subset=['value'])['year'].max()}, "
        "so neither of them shows that year."
    )


def skipped(data: pd.DataFrame) -> str:
    """The years between the first and the last of a frame that have no row, as a sentence for a foot; empty where there are none."""
    missing = (
        sorted(set(range(data["year"].min(), data["year"].max())) - set(data["year"]))
        if len(data)
        else []
    )
    return (
        f"No figure for the whole of {listed(list(map(str, missing)))} was read. "
        if missing
        else ""
    )


def spelt_out(acronyms: Iterable[str]) -> str:
    """What the acronyms of organisations stand for, once each, in order: “CIS: Commonwealth of Independent States; …”."""
    return "; ".join(
        f"{name}: {ORGANISATIONS[name]}"
        for name in dict.fromkeys(acronyms)
        if name in ORGANISATIONS
    )


def reprinted(then: Result, today: pd.DataFrame, label: str = "May 2023") -> Markdown:
    """Why two figures for one year stand on a page: what could be read ``then``, and what today's series ``year, value`` says of that year; empty if the same."""
    held = today.loc[today["year"] == then.year, "value"]
    before, after = (
        quantity(then.value, then.unit),
        quantity(held.iloc[-1] if len(held) else None, then.unit),
    )
    if then.value is None or before == after:
        return Markdown("")
    return Markdown(
        f"Two figures stand for {then.year}. {before} is what was known in {label} ({then.basis}); today's figures say {after}."
    )


def of_readings(finding: Finding, what: str, label: str = "May 2023") -> Markdown:
    """How many readings of a claim were, and are, what it says: “Of the 2 readings none was nearly a third in May 2023, and none is now.”"""
    before, after = (
        sum(part.result.verdict == HOLDS for part in result.parts)
        for result in (finding.then, finding.now)
    )
    return Markdown(
        f"Of the {len(finding.now.parts)} readings {before or 'none'} {'were' if before > 1 else 'was'} {what} in {label}, "
        f"and {after or 'none'} {'are' if after > 1 else 'is'} now."
    )


def left_unanswered(finding: Finding) -> Markdown:
    """What no document from before the article answers, and what one from after it says; empty where nothing was left open."""
    said = []
    for before, after in zip(finding.then.parts, finding.now.parts, strict=True):
        if before.result.value is None:
            later = (
                "nor does a later one"
                if after.result.value is None
                else f"one of {after.result.year} says {quantity(after.result.value, after.result.unit)}"
            )
            said.append(
                f"Whether {before.label}, no document from before the article that was read answers; {later}."
            )
    return Markdown(" ".join(said))


def standing(ranks: pd.DataFrame, economy: str, year: int, unit: str) -> str:
    """An economy's value and place among all in a year, from ``economy, year, value, rank, of``: “49.9 % of GDP, first of 170”."""
    held = ranks[(ranks["economy"] == economy) & (ranks["year"] == year)]
    if held.empty:
        return "no figure"
    row = held.iloc[0]
    return f"{quantity(row['value'], unit)}{unit.removeprefix('%')}, {ordinal(int(row['rank']))} of {row['of']} economies"


def height(
    ranks: pd.DataFrame,
    known: pd.DataFrame,
    economy: str,
    year: int,
    what: str,
    unit: str,
    label: str = "May 2023",
) -> Markdown:
    """A ratio's place in the world: as ``known`` at ``label`` for a year, at its height, and now; ranks as ``measures.ratio_ranks`` gives them."""
    held = ranks[ranks["economy"] == economy].set_index("year")["value"]
    before = f"By the figures known in {label}, {what} came to {standing(known, economy, year, unit)}, in {year}."
    if held.empty:
        return Markdown(f"{before} Where it stands now cannot be said: there are no figures.")
    top, last = int(held.idxmax()), int(held.index.max())
    now = (
        "and there is nothing newer"
        if top == last
        else f"in {last} it was {standing(ranks, economy, last, unit)}"
    )
    return Markdown(
        f"{before} By today's, its height was {standing(ranks, economy, top, unit)}, in {top}; {now}."
    )


# What a vote was, of states and after the verb.
VOTED = {
    "yes": "voted for it",
    "against": "voted against",
    "abstain": "abstained",
    "absent": "took no part",
    "unknown": "stood in no list that was read",
}
HAVING = {
    "yes": "having voted in favour",
    "against": "having voted against",
    "abstain": "having abstained",
    "absent": "having taken no part",
    "unknown": "which stood in no list that was read",
}
# The organisations of the record of memberships by their full names.
ORGANISATIONS = {
    "CIS": "Commonwealth of Independent States",
    "CST (treaty)": "Collective Security Treaty, the forerunner of the CSTO",
    "CSTO": "Collective Security Treaty Organization",
    "EAEU": "Eurasian Economic Union",
    "SCO": "Shanghai Cooperation Organisation",
    "OTS": "Organization of Turkic States",
    "ECO": "Economic Cooperation Organization",
    "C5+1": "meetings of the five with the United States",
}


def weighed(groups: Mapping[str, Iterable[Finding]], label: str = "May 2023") -> Markdown:
    """How many claims of each group held then and hold now; a group is named by what its claims are: “on China”."""
    said = []
    for what, findings in groups.items():
        held = list(findings)
        then, now = (
            _tally([found.then for found in held], WAS),
            _tally([found.now for found in held], IS),
        )
        said.append(
            f"Of the {len(held)} claim{'s' if len(held) > 1 else ''} {what}, {then} in {label}; today {now}."
        )
    return Markdown(" ".join(said))


def opening(first: Finding, findings: Iterable[Finding]) -> Markdown:
    """The lead of a page: its first claim in two sentences, and what became of all."""
    return Markdown(f"{lead(first).data} {weighed({'on this page': findings}).data}")


def roll_call(votes: pd.Series, names: Mapping[str, str]) -> str:
    """How states voted once, from words by economy: “A and B voted against; C took no part”."""
    return "; ".join(
        f"{listed([names[code] for code in held.index])} {VOTED[word]}"
        for word, held in votes.groupby(votes, sort=False)
    )


def turned(before: pd.Series, after: pd.Series, names: Mapping[str, str]) -> str:
    """How the states of one vote had cast the vote before, both words by economy: “A voted against, having abstained; B took no part, as before”."""
    pairs = pd.DataFrame({"before": before, "after": after}).dropna()
    said = [
        f"{listed([names[code] for code in held.index])} {VOTED[now]}, {'as before' if now == then else HAVING[then]}"
        for (then, now), held in pairs.groupby(["before", "after"], sort=False)
    ]
    return "; ".join(said)


def rests_on(sent: pd.DataFrame) -> Markdown:
    """On how many years of deliveries the shares of :func:`measures.suppliers` rest."""
    few = (
        " A single year's deliveries say little of a habit."
        if sent["delivery_years"].iloc[0] == 1
        else ""
    )
    return Markdown(
        f"The shares of {period(sent.iloc[0])} rest on deliveries in {_in_years(sent)}.{few}"
    )


def _in_years(sent: pd.DataFrame) -> str:
    """“all six years”, or “one of the six years”, of the period of :func:`measures.suppliers`."""
    first = sent.iloc[0]
    years, came = (
        int(number) for number in (first["year"] - first["first_year"] + 1, first["delivery_years"])
    )
    return (
        f"all {COUNTS[years]} years"
        if came == years
        else f"{COUNTS[came]} of the {COUNTS[years]} years"
    )


def asked(claim: Claim) -> list[str]:
    """The organisations that a claim on memberships asks for."""
    return list(
        dict.fromkeys(name for part in claim.parts for name in part["measure"].get("among", ()))
    )


def reread(finding: Finding, part: str, today: pd.DataFrame, label: str = "May 2023") -> Markdown:
    """Why one year has two figures: a part's as known at ``label``, and that of today's series ``year, value``."""
    held = {of.id: of.result for of in finding.then.parts}[part]
    now = today.loc[today["year"] == held.year, "value"] if held.year else today["value"][:0]
    if held.value is None or now.empty:
        return Markdown(f"What was known in {label} cannot be set beside today's figure.")
    before, after = quantity(held.value, held.unit), quantity(now.iloc[0], held.unit)
    if before == after:
        return Markdown(
            f"For {held.year} today's edition still says {after}, as the one did that was published before {label}."
        )
    return Markdown(
        f"For {held.year} there are two figures: {before} as published before {label}, which the bars show, "
        f"and {after} in today's edition, which the line shows."
    )


def newest_note(facts: pd.DataFrame, id: str) -> str:
    """What the newest document on a question of fact says, for a sentence."""
    last = facts[facts["id"] == id].sort_values("date").iloc[-1]
    return f"the newest document, of {day(last['date'])}, says “{last['note']}”"


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


def deliveries(sent: pd.DataFrame) -> str:
    """The foot of a chart of :func:`measures.suppliers`: its period, and in how many of its years anything came."""
    return f"Trend-indicator values, {period(sent.iloc[0])}; deliveries in {_in_years(sent)}."


def silences(pulls: Iterable[Pull], economy: str, since: int) -> Markdown:
    """The series pulled that have no value of ``since`` or later for an economy, each with the last year it has."""
    said = []
    for pull in pulls:
        for code, entry in pull.entries.items():
            held = pull.series(code)
            last = held.loc[held["economy"] == economy, "year"].max()
            if pd.isna(last) or last < since:
                said.append(
                    f"- {entry['title']}, {entry['unit']}: {'no value at all' if pd.isna(last) else f'last value of {last}'}"
                )
    return Markdown(
        "\n".join([f"Without a value of {since} or later:", "", *said])
        if said
        else f"All have a value of {since} or later."
    )


def cast(votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]) -> Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        held = votes[
            (votes["resolution"] == resolution) & votes["economy"].isin(list(names.keys()))
        ].set_index("economy")
        lines.append(
            f"- **{day(held['date'].iloc[0])}, {resolution}** ({held['subject'].iloc[0]}). {by_word(held['vote'], names)}."
        )
    return Markdown("\n".join(lines))


def readings(finding: Finding) -> pd.DataFrame:
    """The parts of a claim, then and now, as a frame ``name, value`` for a chart."""
    rows = [
        (f"{part.label} ({_words(part.result)['period']})", part.result.value)
        for result in (finding.then, finding.now)
        for part in result.parts
        if part.result.value is not None
    ]
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "value"]).astype(
        {"value": "float64"}
    )


def notes(findings: Iterable[Finding], indicator: str) -> dict[str, str]:
    """For a map of an indicator: by economy, what became of the claim that is measured by it."""
    measured = [
        found for found in findings if (found.claim.measure or {}).get("indicator") == indicator
    ]
    return {
        f.claim.measure["economy"]: f"“{f.claim.short}”: {f.then.verdict} then, {f.now.verdict} now"
        for f in measured
    }


# Verdicts ---------------------------------------------------------------------------------------------------


def strip(findings: Iterable[Finding], label: str = "May 2023") -> Markdown:
    """The verdict strip at the head of a chapter: each claim with its verdict then and now."""
    rows = [
        f"| [{f.claim.short}](#{f.claim.id}) | {badge(f.then.verdict)} | {badge(f.now.verdict)} |"
        for f in findings
    ]
    return Markdown("\n".join([f"| Claim | {label} | Now |", "| :-- | :-- | :-- |", *rows]))


def board(findings: Sequence[Finding], label: str = "May 2023") -> Markdown:
    """The verdict board of the book: every claim, article first and omissions apart, with its figures."""
    parts = []
    for origin, title in ORIGINS.items():
        chosen = [f for f in findings if f.claim.origin == origin]
        if chosen:
            parts += [
                f"**{title}**",
                "",
                f"| Claim | Chapter | {label} | Now |",
                "| :-- | :-- | :-- | :-- |",
                *map(_board_row, chosen),
                "",
            ]
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
        rows.append(
            f"| **{found.claim.short}** | {verdict_cell(found.then)} | {verdict_cell(found.now)} |"
        )
        pairs = zip(found.then.parts, found.now.parts, strict=True)
        rows += [
            f"| {capital(before.label)} | {verdict_cell(before.result)} | {verdict_cell(after.result)} |"
            for before, after in pairs
        ]
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
    return Markdown(
        f"Of the {len(chosen)} claims of the article, {_tally([f.then for f in chosen], WAS)} when it was written. "
        f"Today {_tally([f.now for f in chosen], IS)}."
    )


def _tally(results: Sequence[Result], verbs: Mapping[str, tuple[str, str]]) -> str:
    counts = {verdict: sum(result.verdict == verdict for result in results) for verdict in SYMBOLS}
    return listed(
        [f"{count} {verbs[verdict][count != 1]}" for verdict, count in counts.items() if count]
    )


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
    figure = (
        f'<p class="figure">{html.escape(_figure(result))}</p>' if result.value is not None else ""
    )
    bases = dict.fromkeys(part.result.basis for part in result.parts if part.result.basis)
    parts = (
        f"<ul>{''.join(_part(part, len(bases) > 1) for part in result.parts)}</ul>"
        if result.parts
        else ""
    )
    reason = (
        f'<p class="basis">{html.escape(capital(result.reason))}.</p>'
        if result.reason and not result.parts
        else ""
    )
    basis = (
        f'<p class="basis">{_sources(result.basis)}</p>' if result.basis and len(bases) < 2 else ""
    )
    said = " ".join(
        filter(None, [firmness.agreement(finding, moment), firmness.flip(finding, moment)])
    )
    firm = f'<p class="firm">{html.escape(said)}</p>' if said else ""
    return f'<div><p class="moment">{html.escape(label)}</p><p>{badge(result.verdict)}</p>{figure}{parts}{reason}{firm}{basis}</div>'


def _part(part: Part, sourced: bool) -> str:
    """A part in the list of a card, with its sources if they are not those of all."""
    result = part.result
    figure = result.reason if result.value is None else _figure(result)
    mark = f'<span aria-label="{result.verdict}" role="img">{SYMBOLS[result.verdict]}</span>'
    basis = (
        f'<br><span class="basis">{_sources(result.basis)}</span>'
        if sourced and result.basis
        else ""
    )
    return f"<li>{mark} {html.escape(capital(part.label))}: {html.escape(figure)}{basis}</li>"


def _sources(basis: str) -> str:
    """Where a figure is from, its addresses as links; many sources are only counted."""
    count = len(basis.split("; "))
    return linked(
        basis
        if count <= FEW_SOURCES
        else f"{count} sources, named row by row in this chapter's tables"
    )


def changes(findings: Iterable[Finding]) -> Markdown:
    """For each claim, its rule and what would change its verdict or decide it, each on a line."""
    return Markdown(
        "\n".join(
            f"- **{found.claim.short}.**\\\n  Rule: {rule(found.claim)}\\\n  {_asks(found)}: {found.claim.would_change}"
            for found in findings
        )
    )
