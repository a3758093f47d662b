"""The sum: totals, the ledger, the conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from footprint import render
from footprint.lazy import pandas as pd
from footprint.ledger.findings import rules
from footprint.ledger.moments import MOMENTS
from footprint.model import (
    BOTH,
    FAILS,
    HOLDS,
    IN_PART,
    JUDGED,
    LESS,
    MORE,
    UNREACHED,
    VERDICTS,
    Finding,
    Result,
)
from footprint.narrative.boards import by_chapter, by_origin, placing, verdict_cell
from footprint.narrative.leverage import led, moved_most, ways
from footprint.narrative.sentences import became, carrying_one, contrary_sentence, last_field
from footprint.narrative.tiles import verdicts_changed
from footprint.words.text import Prose

# What may stand beside a verdict, in the order of a table.
SIDES = ("", MORE, LESS, BOTH, JUDGED, UNREACHED)


def totals(findings: Iterable[Finding]) -> render.Markdown:
    """How many claims had which verdict, then and now: the article's, and apart the omissions."""
    columns = {
        f"{title}, {moment}": Counter(_head(one.at(moment)) for one in own)
        for title, own in by_origin(findings)
        for moment in MOMENTS
    }
    seen = {head for counts in columns.values() for head in counts}
    heads = [(verdict, side) for verdict in VERDICTS for side in SIDES if (verdict, side) in seen]
    return render.markdown("totals.md", columns=columns, heads=heads)


def _head(result: Result) -> tuple[str, str]:
    return result.verdict, result.qualified


def ledger_table(findings: Iterable[Finding], origin: str, label: str = "") -> render.Markdown:
    """The claims of one origin with their verdicts, by chapter; folded, the contrary figure of each
    and what would change it."""
    own = [found for found in findings if found.claim.origin == origin]
    calls = {"cell": verdict_cell, "contrary": contrary_sentence, "last_field": last_field}
    told = label or rules().then.label
    values = {"chapters": by_chapter(own), "label": told, "omitted": origin == "omission"}
    return render.markdown("ledger.md", **values, **calls)


def corrections(findings: Iterable[Finding]) -> render.Markdown:
    """Each verdict that a change of its rule, a figure or a source turned: before, after, and why;
    the newest first."""
    changes = [
        (found, change)
        for found in findings
        for change in found.claim.history
        if change.before != change.after
    ]
    rows = sorted(changes, key=lambda row: row[1].date, reverse=True)
    return render.markdown("corrections.md", rows=rows, place=placing)


def bottom_line(findings: Iterable[Finding], cells: pd.DataFrame, since: int) -> Prose:
    """What became of the claim that carries the article, and of its levers."""
    carrying = carrying_one(findings)
    # Before the colon stand the article's words, after it our measure.
    words = carrying.claim.short.partition(":")[0]
    board = f" {led(cells)}. {ways(cells, since)}." if len(cells) else ""
    return Prose(
        f"The article's central claim is that {words}. By the rules of this book "
        f"{became(carrying)}.{board}"
    )


def conclusion(
    findings: Sequence[Finding], cells: pd.DataFrame, names: pd.Series, since: int, label: str
) -> render.Markdown:
    """What the article got right, overstated, got wrong and left out, and what moved since."""
    (_, article), (_, omitted) = by_origin(findings)
    then: dict[str, list[Finding]] = {verdict: [] for verdict in VERDICTS}
    for found in article:
        then[found.then.verdict].append(found)
    failed = then[FAILS]
    return render.markdown(
        "conclusion.md",
        article=article,
        omitted=omitted,
        then=then,
        sides={
            side: [found for found in then[IN_PART] if found.then.direction == side]
            for side in (LESS, MORE, BOTH)
        },
        wrong=[found for found in failed if not found.claim.our_measure],
        by_measure=[found for found in failed if found.claim.our_measure],
        still=[found for found in then[HOLDS] if found.now.verdict == HOLDS],
        undecided={
            kind: [found for found in article if found.now.not_known == kind]
            for kind in (JUDGED, UNREACHED)
        },
        changed=[found for found in findings if found.then.verdict != found.now.verdict],
        title=verdicts_changed(findings),
        levers=moved_most(cells, names) if len(cells) else "",
        label=label,
        by_chapter=_by_chapter,
        folded=lambda own, what: render.markdown("folded.md", what=what, body=_by_chapter(own)),
    )


def _by_chapter(findings: Iterable[Finding]) -> render.Markdown:
    return render.markdown("by_chapter.md", chapters=by_chapter(findings))
