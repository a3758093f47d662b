"""The sum: totals, the ledger, the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from footprint import render
from footprint.lazy import pandas as pd
from footprint.model import HOLDS, UNTESTABLE, VERDICTS, Finding
from footprint.narrative.boards import by_chapter, by_origin, placing, verdict_cell
from footprint.narrative.leverage import led, moved_most, ways
from footprint.narrative.sentences import became, contrary_sentence, now_sentence
from footprint.narrative.tiles import verdicts_changed
from footprint.words.text import Prose


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
    own = [found for found in findings if found.claim.origin == origin]
    calls = {"place": placing, "cell": verdict_cell, "contrary": contrary_sentence}
    return render.markdown("ledger.md", findings=own, **calls)


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
    """What the article got right, overstated, got wrong and left out, and what moved since."""
    (_, article), (_, omitted) = by_origin(findings)
    then: dict[str, list[Finding]] = {verdict: [] for verdict in VERDICTS}
    for found in article:
        then[found.then.verdict].append(found)
    return render.markdown(
        "conclusion.md",
        article=article,
        omitted=omitted,
        then=then,
        still=[found for found in then[HOLDS] if found.now.verdict == HOLDS],
        undecided=[found for found in article if found.now.verdict == UNTESTABLE],
        changed=[found for found in findings if found.then.verdict != found.now.verdict],
        title=verdicts_changed(findings),
        levers=f"{moved_most(cells, names)} {ways(cells, since)}",
        label=label,
        by_chapter=lambda own: render.markdown("by_chapter.md", chapters=by_chapter(own)),
        place=placing,
        now=now_sentence,
    )
