"""Findings to sentences. No sentence holds a figure of its own: it is filled from the finding."""

from __future__ import annotations

import math
import re
import types
from collections.abc import Iterable, Iterator, Mapping

from footprint.errors import LedgerError
from footprint.ledger.findings import rules
from footprint.model import (
    FAILS,
    HOLDS,
    IN_PART,
    MORE,
    UNTESTABLE,
    VERDICTS,
    Claim,
    Finding,
    Result,
)
from footprint.words.numbers import FELL, ROSE, movement, quantity
from footprint.words.text import Prose, capital, listed, ordinal

# Of claims then, of one today, and of several.
VERBS = {
    HOLDS: ("held", "holds", "hold"),
    IN_PART: ("held in part", "holds in part", "hold in part"),
    FAILS: ("did not hold", "does not hold", "do not hold"),
    UNTESTABLE: ("could not be tested", "cannot be tested", "cannot be tested"),
}
# What became of a claim, by its verdict then and now.
_TURNS = {
    HOLDS: ("still holds", "now holds only in part", "no longer holds"),
    IN_PART: ("now holds in full", "still holds in part", "no longer holds even in part"),
    FAILS: ("now holds", "now holds in part", "still does not hold"),
    UNTESTABLE: ("now holds", "now holds in part", "does not hold now"),
}
# What became of it where the truth goes beyond what was said.
SAYS_TOO_LITTLE = ("now says too little", "still says too little")
TURNS = {(then, VERDICTS[at]): text for then in _TURNS for at, text in enumerate(_TURNS[then])}
OPEN = "If parts that cannot be tested could change that, the claim cannot be tested."
# How a claim's parts make its verdict, as footprint.ledger.verdicts has it.
TOGETHER = {
    "every": "The claim holds if every part holds, does not hold if no part holds even in part, "
    f"and otherwise holds in part. {OPEN}",
    "any": f"The claim has the verdict of its best part. {OPEN}",
    "most": "The claim holds if more than half of the parts hold, and in part if more than half "
    f"hold at least in part; otherwise it does not hold. {OPEN}",
}
# The same of answers to questions that must all be yes.
ALL_ASKED = (
    "Holds if the answer is yes to all that is asked, does not hold if it is no to all, and "
    "otherwise holds in part. If an open question could change that, the claim cannot be tested."
)
# The same in a few words, for a card.
ASKED = {"every": "every part", "any": "the best part", "most": "most parts"}
# As many figures stand one by one in a table.
FEW = 3
# What stands in a sentence of the ledger for a word that a figure has not.
UNSAID = {"rank": "nowhere", "since": "then", "flow": "trade", "other": "any other"}
UNSAID |= {"share": "an unknown part", "side": "which may be more than half or less"}
UNSAID |= {"about": "an unknown part", "weight": "an unknown part of GDP"}


def words_of(result: Result) -> dict[str, str]:
    """What the ledger's sentences may name of a result: ``{value}``, ``{period}``, ``{rank}`` …"""
    value, year = result.figure, str(result.year or "no year")
    words = {key: str(word) for key, word in result.words.items()}
    if "rank" in words:
        words["rank"] = ordinal(int(words["rank"]))
    own = {"value": value, "answer": capital(value), "year": year, "period": year}
    return UNSAID | {"count": "none", "of": "none", "spells": "none"} | own | words


def fill(sentence: str, result: Result, **more: str) -> str:
    """A sentence of the ledger with the words of a result; those of a part are ``{part.value}``."""
    parts = {part.id: types.SimpleNamespace(**words_of(part.result)) for part in result.parts}
    told = more.pop("told", _told(result))
    begins = re.search(r"(^|\. )\{told\}", sentence)
    whole = {"told": capital(told) if begins else told, "figures": _figures(result)}
    text = sentence.format(**words_of(result) | whole | parts | more)
    if not result.unit.startswith("times"):
        return text
    # A factor may be written as a share, and a share is one of something: “43 % of what it was”,
    # “2.3 times what it was”.
    return re.sub(r"(?<=%) (?=that\b|what\b)", " of ", text)


def _told(result: Result) -> str:
    """What all parts say, where they say it in words."""
    return "; ".join(part.told for part in result.parts if part.told)


def _figures(result: Result) -> str:
    """The parts that have a figure, each with its label and time: “79 % for imports (2023)”."""
    known = [part for part in result.parts if part.result.value is not None]
    return "; ".join(
        f"{part.result.figure} for {part.label} ({words_of(part.result)['period']})"
        for part in known
    )


def then_sentence(finding: Finding, label: str) -> str:
    """What was true when the article was written; ``label`` names that moment."""
    if finding.then.verdict == UNTESTABLE:
        return _untested(finding, finding.then, f"In {label} this could not be tested")
    return fill(finding.claim.sentences[finding.then.verdict], finding.then)


def now_sentence(finding: Finding) -> str:
    """What is true today, and what has become of the claim."""
    if finding.now.verdict == UNTESTABLE:
        return _untested(finding, finding.now, "It cannot be tested now")
    more = {"moved": _moved(finding)} | ({"told": news} if (news := _news(finding)) else {})
    return f"{fill(finding.claim.sentences['now'], finding.now, **more)}: {became(finding)}."


def _news(finding: Finding) -> str:
    """What parts say otherwise than they did; what is the same would be read twice."""
    pairs = zip(finding.then.parts, finding.now.parts, strict=True)
    return "; ".join(now.told for then, now in pairs if now.told and now.told != then.told)


def _untested(finding: Finding, result: Result, head: str) -> str:
    """Why a claim cannot be tested, in a sentence of its own, or by what was not reached."""
    own = finding.claim.sentences.get(UNTESTABLE) or ("{told}." if _told(result) else "")
    if own:
        return f"{head}. {fill(own, result)}"
    missing = finding.claim.missing
    return f"{head}: {f'we have not got {missing.what}' if missing else result.reason}."


def became(finding: Finding) -> str:
    """What has become of a claim: “the claim no longer holds”."""
    then, now = finding.then, finding.now
    if now.verdict == UNTESTABLE:
        return "the claim cannot be tested now"
    if now.direction == MORE:
        return f"the claim {SAYS_TOO_LITTLE[then.direction == MORE]}"
    return f"the claim {TURNS[finding.then.verdict, finding.now.verdict]}"


def _moved(finding: Finding) -> str:
    """How today's value came about: “had risen to”, “had fallen to”, “was still”; “was” without an
    earlier one. Both ends are today's figures: a revision is no move. Where today's figure for the
    year of *then* is not the one that was known then, it is named."""
    then, now = finding.then, finding.now
    readings = finding.robustness.readings if finding.robustness else {}
    before = readings.get("", {}).get(then.year or 0)
    if before is None or now.value is None:
        return "was"
    way = {ROSE: "had risen", FELL: "had fallen"}.get(movement(before, now.value))
    today = quantity(before, now.unit)
    if today == then.figure:
        return f"{way} to" if way else "was still"
    return f"{way or 'had hardly moved'} from {today} (the figure of {then.year}, since revised) to"


def contrary_sentence(finding: Finding) -> str:
    """The strongest figure on the other side, or why there is none."""
    declared = finding.claim.contrary
    if finding.contrary is None or declared is None:
        judged = finding.claim.kind == "judgement"
        return "No figure speaks against a judgement." if judged else "None is declared."
    if finding.contrary.value is None:
        return f"The figure declared for it is missing: {finding.contrary.reason}."
    if finding.contrary.value not in declared.against:
        more = "" if finding.now.verdict == HOLDS else " more"
        told = fill(declared.otherwise, finding.contrary)
        return f"Nothing{more} in the data speaks against it{f': {told}' if told else '.'}"
    return fill(declared.sentence, finding.contrary)


def lead(finding: Finding, label: str = "") -> Prose:
    """The claim's story in two sentences: then, and now; of a judgement, what would decide it."""
    then, now, label = finding.then, finding.now, label or rules().then.label
    if finding.claim.kind == "judgement":
        return Prose("This is a judgement: no open data can decide it.")
    if then.verdict == now.verdict == UNTESTABLE and then.reason == now.reason:
        head = f"Open in {label}, and open now"
        return Prose(_untested(finding, now, head))
    repeats = "{told}" in finding.claim.sentences["now"] and _told(then) == _told(now)
    if repeats and UNTESTABLE != then.verdict == now.verdict:
        # Word for word the same would be read twice.
        return Prose(f"{then_sentence(finding, label).rstrip('.')}: {became(finding)}.")
    return Prose(f"{then_sentence(finding, label)} {now_sentence(finding)}")


def carrying_one(findings: Iterable[Finding]) -> Finding:
    """That of the claim that carries the article; LedgerError if the ledger names none."""
    for found in findings:
        if found.claim.id == rules().carrying:
            return found
    what = "field carrying: the head names no claim that carries the article"
    raise LedgerError(f"data/claims.yml: {what}. Name one of those shown.")


def rule(claim: Claim) -> str:
    """The declared bands in words, and how parts make a verdict. “In % of GDP: holds from 30 to
    under 36.7; holds in part …; otherwise it does not hold.”"""
    if not claim.bands:
        return "There is no rule: no open data can decide a judgement."
    answers = claim.unit == "yes or no"
    if answers and claim.combine == "every":
        return ALL_ASKED
    told = "holds if the answer is yes, in part if it is partly so" if answers else _bands(claim)
    head = ["each part" if claim.combine else "", "" if answers else _measured_in(claim.unit)]
    sentence = capital(": ".join(filter(None, [", ".join(filter(None, head)), told])))
    together = TOGETHER.get(claim.combine, "")
    return f"{sentence}; otherwise it does not hold. {together}".rstrip()


def rule_lines(claim: Claim) -> list[tuple[str, str]]:
    """The declared bands as a card shows them, a line each, with the verdict that they give or
    without one: what is asked, what is measured."""
    if not claim.bands:
        return [("", "none: a judgement")]
    if claim.unit == "yes or no":
        whole, some = ("yes to all", "yes to some") if claim.combine else ("yes", "partly so")
        return [(HOLDS, whole), (IN_PART, some)]
    unit = _measured_in(claim.unit).removeprefix("in ")
    head = [("", line) for line in (unit, ASKED.get(claim.combine, "")) if line]
    return head + [(verdict, ends.replace("from ", "")) for verdict, ends in _intervals(claim)]


def _measured_in(unit: str) -> str:
    """What figures are in: “in % of GDP”, “number of the five”; a factor may need no name."""
    if unit.startswith("times"):
        return f"against{unit.removeprefix('times')}" if unit != "times" else ""
    return f"{'number' if unit.startswith('of ') else 'in'} {unit}"


def _bands(claim: Claim) -> str:
    """“holds from 30 up; holds in part from 15 to under 30”."""
    return "; ".join(f"{verdict} {ends}" for verdict, ends in _intervals(claim))


def _intervals(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each verdict that a band gives, with its bands in words."""
    for verdict, intervals in ((HOLDS, claim.bands.holds), (IN_PART, claim.bands.in_part)):
        edges = [[_edge(end, claim.unit) for end in (own.low, own.high)] for own in intervals]
        if edges:
            yield verdict, " or ".join(between(low, high) for low, high in edges)


def _edge(value: float, unit: str) -> str:
    if math.isinf(value):
        return ""
    return quantity(value, unit, [value]) if unit.startswith("times") else f"{value:g}"


def between(low: str, high: str) -> str:
    """An interval in words; an end that is open is empty."""
    if low and high:
        return f"from {low} to under {high}"
    return f"from {low} up" if low else f"under {high}" if high else "anywhere"


def weighed(groups: Mapping[str, Iterable[Finding]], label: str = "") -> Prose:
    """How many claims of each group held then and hold now; groups are named “on China”."""
    sentences, label = [], label or rules().then.label
    for what, findings in groups.items():
        count, then, now = _tallies(findings)
        claims = f"{count} claim{'s' if count > 1 else ''}"
        sentences.append(f"Of the {claims} {what}, {then} in {label}; today {now}.")
    return Prose(" ".join(sentences))


def score(findings: Iterable[Finding]) -> Prose:
    """How many of the article's claims had which verdict, then and now."""
    own = (found for found in findings if found.claim.origin == "article")
    count, then, now = _tallies(own)
    claims = f"{count} claim{'s' if count > 1 else ''}"
    return Prose(f"Of the {claims} of the article, {then} when it was written. Today {now}.")


def _tallies(findings: Iterable[Finding]) -> tuple[int, str, str]:
    """How many claims there are, had which verdict, have which: “2 held and 1 did not hold”."""
    verdicts = [(found.then.verdict, found.now.verdict) for found in findings]
    then, now = [], []
    for verdict, (was, one, several) in VERBS.items():
        before, after = (sum(turn[at] == verdict for turn in verdicts) for at in (0, 1))
        then += [f"{before} {was}"] if before else []
        now += [f"{after} {one if after == 1 else several}"] if after else []
    return len(verdicts), listed(then), listed(now)


def figure_and_period(result: Result) -> str:
    """A value with the time it speaks for: “32.7 %, 2021”."""
    return result.figure + (f", {words_of(result)['period']}" if result.year else "")


def in_short(result: Result) -> str:
    """What a verdict rests on, in a table: its figure with the time it speaks for, or the figures
    of its parts, or how many of them are a yes; empty where nothing is known."""
    if result.value is not None:
        return figure_and_period(result)
    known = [part.result for part in result.parts if part.result.value is not None]
    if not known or result.verdict == UNTESTABLE:
        return ""
    unit = known[0].unit
    if unit == "yes or no":
        return f"{sum(one.value == 1 for one in known)} of {len(result.parts)} yes"
    if unit.startswith("of "):
        return f"{listed([f'{one.value:g}' for one in known])} {unit}"
    if len(known) <= FEW:
        return listed([one.figure for one in known])
    ends = sorted(known, key=lambda one: one.value or 0)
    return f"from {ends[0].figure} to {ends[-1].figure}"


def last_field(finding: Finding) -> str:
    """How a claim's last field is called."""
    return "What would decide it" if finding.now.verdict == UNTESTABLE else "What would change it"
