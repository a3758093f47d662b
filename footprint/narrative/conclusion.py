"""The sum: totals, ledger, what changed, the conclusion, the article sentence by sentence."""

from collections.abc import Iterable, Sequence

import pandas as pd

from footprint import render
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, VERDICTS, Finding
from footprint.narrative.boards import by_chapter, by_origin, chapter_name, verdict_cell
from footprint.narrative.leverage import led, moved_most, ways
from footprint.narrative.sentences import became, contrary_sentence, now_sentence
from footprint.words.text import Prose, listed


def totals(findings: Iterable[Finding]) -> render.Markdown:
    """How many claims had which verdict, then and now: the article's, and apart the omissions."""
    rows = []
    for title, chosen in by_origin(findings):
        then = [found.then.verdict for found in chosen]
        now = [found.now.verdict for found in chosen]
        rows += [(title, "then", map(then.count, VERDICTS)), ("", "now", map(now.count, VERDICTS))]
    return render.markdown("totals.md", rows=rows)


def ledger_table(findings: Iterable[Finding], origin: str) -> render.Markdown:
    """The claims of one origin with their verdicts, the contrary figure, what would change them."""
    return render.markdown(
        "ledger.md",
        findings=[found for found in findings if found.claim.origin == origin],
        place=_place,
        cell=verdict_cell,
        contrary=contrary_sentence,
    )


def _place(found: Finding) -> str:
    """The chapter of a claim, to stand before it; nothing if the claim begins with that name."""
    place = chapter_name(found)
    return "" if found.claim.short.startswith(place) else f"{place}: "


def verdict_moves(findings: Iterable[Finding]) -> pd.DataFrame:
    """The verdicts of all claims for a picture: ``name, then, now``, in the order of the ledger."""
    rows = [
        (f"{_place(found)}{found.claim.short}", found.then.verdict, found.now.verdict)
        for found in findings
    ]
    return pd.DataFrame(rows, columns=["name", "then", "now"])


def verdicts_changed(findings: Sequence[Finding]) -> str:
    """The picture's title: how many verdicts have changed, and which way."""
    order = [FAILS, IN_PART, HOLDS]
    turns = [(found.then.verdict, found.now.verdict) for found in findings]
    steps = [order.index(b) - order.index(a) for a, b in turns if UNTESTABLE not in (a, b)]
    weaker, stronger = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    rest = sum(then != now for then, now in turns) - weaker - stronger
    ways = {
        f"{weaker} {'has' if weaker == 1 else 'have'} weakened": weaker,
        f"{stronger} {'has' if stronger == 1 else 'have'} strengthened": stronger,
        f"{rest} could be tested at one of the two moments only": rest,
    }
    told = [text for text, count in ways.items() if count]
    if not told:
        return f"None of the {len(findings)} verdicts has changed"
    changed = weaker + stronger + rest
    return f"{changed} of {len(findings)} verdicts have changed: {listed(told)}"


def bottom_line(findings: Iterable[Finding], cells: pd.DataFrame, since: int) -> Prose:
    """What became of the claim that carries the article, of its levers, and of all its claims."""
    article = [found for found in findings if found.claim.origin == "article"]
    carrying = next(found for found in article if found.claim.id == "russia-key-actor")
    then = sum(found.then.verdict == HOLDS for found in article)
    now = sum(found.now.verdict == HOLDS for found in article)
    return Prose(
        f"The article's central claim is that {carrying.claim.short}. By the rules of this book "
        f"{became(carrying)}. {led(cells)}. {ways(cells, since)}. Of the {len(article)} claims of "
        f"the article, {then} held in full when it was written, and {now} "
        f"{'holds' if now == 1 else 'hold'} in full today."
    )


def conclusion(
    findings: Sequence[Finding], cells: pd.DataFrame, names: pd.Series, since: int, label: str
) -> render.Markdown:
    """What the article got right, overstated and got wrong, what it left out, what has changed.
    And which lever moved most: one page, all computed."""
    (_, article), (_, omitted) = by_origin(findings)
    right, overstated, wrong, untested = (
        [found for found in article if found.then.verdict == verdict] for verdict in VERDICTS
    )
    return render.markdown(
        "conclusion.md",
        article=article,
        omitted=omitted,
        right=right,
        still=[found for found in right if found.now.verdict == HOLDS],
        overstated=overstated,
        wrong=wrong,
        untested=untested,
        undecided=[found for found in article if found.now.verdict == UNTESTABLE],
        changed=[found for found in findings if found.then.verdict != found.now.verdict],
        title=verdicts_changed(findings),
        moved=moved_most(cells, names),
        ways=ways(cells, since),
        label=label,
        by_chapter=_by_chapter,
        place=_place,
        now=now_sentence,
    )


def _by_chapter(findings: Iterable[Finding]) -> render.Markdown:
    """Claims as links, a bullet for each chapter."""
    return render.markdown("by_chapter.md", chapters=by_chapter(findings))


def article_map(rows: pd.DataFrame, findings: Iterable[Finding]) -> render.Markdown:
    """Every sentence of the article, clause by clause, with its claims or why it has none."""
    texts = rows.fillna({"opening": "", "claims": "", "reason": ""}).to_dict("records")
    known = {found.claim.id: found for found in findings}
    return render.markdown("article_map.md", rows=texts, known=known)
