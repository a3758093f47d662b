"""Findings to sentences. No sentence holds a figure of its own: the ledger's sentences are filled from the finding."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, Claim, Finding, Interval, Result
from footprint.render import SYMBOLS
from footprint.words.numbers import movement, quantity
from footprint.words.text import capital, listed, ordinal
from footprint.words.titles import farthest

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


class _Words:
    """A part's result as sentences name it: ``{part.value}``, ``{part.year}``, ``{part.rank}``, ``{part.period}``."""

    def __init__(self, result: Result):
        self.__dict__.update(words_of(result))


def words_of(result: Result) -> dict[str, str]:
    words = {"value": result.figure, "year": str(result.year or "no year")}
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


def fill(template: str, result: Result, **more: str) -> str:
    text = template.format(
        **{part.id: _Words(part.result) for part in result.parts} | words_of(result) | more
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
    return fill(finding.claim.sentences[finding.then.verdict], finding.then)


def now_sentence(finding: Finding) -> str:
    """What is true today, and what has become of the claim."""
    if finding.now.verdict == UNTESTABLE:
        return f"What is true now cannot be tested: {finding.now.reason}."
    return f"{fill(finding.claim.sentences['now'], finding.now, moved=_moved(finding))}: {became(finding)}."


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
    return fill(finding.claim.contrary.sentence, finding.contrary)


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
            for verdict, intervals in ((HOLDS, claim.bands.holds), (IN_PART, claim.bands.in_part))
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


def _interval(interval: Interval, unit: str) -> str:
    low, high = (
        _edge(end, unit) if math.isfinite(end) else None for end in (interval.low, interval.high)
    )
    if high is None:
        return f"from {low} up"
    return f"under {high}" if low is None else f"from {low} to under {high}"


def _edge(value: float, unit: str) -> str:
    return quantity(value, unit, [value]) if unit.startswith("times") else f"{value:g}"


def year_between(name: str, data: pd.DataFrame, since: int, unit: str) -> Markdown:
    """A sentence on the year that :func:`course` tells beside the two ends; empty where it tells none."""
    far = farthest(data, since)
    if far is None:
        return Markdown("")
    return Markdown(
        f"In {far[0]} {name} stood at {quantity(far[1], unit)}. The verdicts read {since} and {data.dropna(subset=['value'])['year'].max()}, "
        "so neither of them shows that year."
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


def weighed(groups: Mapping[str, Iterable[Finding]], label: str = "May 2023") -> Markdown:
    """How many claims of each group held then and hold now; a group is named by what its claims are: “on China”."""
    said = []
    for what, findings in groups.items():
        held = list(findings)
        then, now = (
            tally_verdicts([found.then for found in held], WAS),
            tally_verdicts([found.now for found in held], IS),
        )
        said.append(
            f"Of the {len(held)} claim{'s' if len(held) > 1 else ''} {what}, {then} in {label}; today {now}."
        )
    return Markdown(" ".join(said))


def opening(first: Finding, findings: Iterable[Finding]) -> Markdown:
    """The lead of a page: its first claim in two sentences, and what became of all."""
    return Markdown(f"{lead(first).data} {weighed({'on this page': findings}).data}")


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


def score(findings: Sequence[Finding]) -> Markdown:
    """How many of the article's claims had which verdict, then and now, in one sentence each."""
    chosen = [found for found in findings if found.claim.origin == "article"]
    return Markdown(
        f"Of the {len(chosen)} claims of the article, {tally_verdicts([f.then for f in chosen], WAS)} when it was written. "
        f"Today {tally_verdicts([f.now for f in chosen], IS)}."
    )


def tally_verdicts(results: Sequence[Result], verbs: Mapping[str, tuple[str, str]]) -> str:
    counts = {verdict: sum(result.verdict == verdict for result in results) for verdict in SYMBOLS}
    return listed(
        [f"{count} {verbs[verdict][count != 1]}" for verdict, count in counts.items() if count]
    )


def figure_and_period(result: Result) -> str:
    """A value with the time it speaks for: “32.7 %, 2021”."""
    return result.figure + (f", {words_of(result)['period']}" if result.year else "")


def last_field(finding: Finding) -> str:
    """How a claim's last field is called."""
    return "What would decide it" if finding.now.verdict == UNTESTABLE else "What would change it"
