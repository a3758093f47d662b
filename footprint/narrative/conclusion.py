"""The sum: totals, ledger, what changed, the conclusion, the article sentence by sentence."""

from collections.abc import Iterable, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, VERDICTS, Finding
from footprint.narrative.boards import ORIGINS, chapter_name, verdict_cell
from footprint.narrative.leverage import led, moved_most, ways
from footprint.narrative.sentences import became, contrary_sentence, now_sentence
from footprint.render import badge
from footprint.words.text import capital, listed


def totals(findings: Sequence[Finding]) -> Markdown:
    """How many claims had which verdict, then and now: the article's, and apart from them the omissions."""
    rows = [
        "| | Moment | " + " | ".join(map(badge, VERDICTS)) + " |",
        "| :-- | :-- |" + " --: |" * len(VERDICTS),
    ]
    for origin, title in ORIGINS.items():
        chosen = [found for found in findings if found.claim.origin == origin]
        for moment in ("then", "now"):
            counts = [
                sum(getattr(found, moment).verdict == verdict for found in chosen)
                for verdict in VERDICTS
            ]
            rows.append(
                f"| {title if moment == 'then' else ''} | {moment} | {' | '.join(map(str, counts))} |"
            )
    return Markdown("\n".join(rows))


def ledger_table(findings: Iterable[Finding], origin: str) -> Markdown:
    """The ledger as a table: each claim of one origin with its verdicts, what stands against it, and what would change it."""
    rows = [
        "| Claim | Then | Now | On the other side; what would change the verdict |",
        "| :-- | :-- | :-- | :-- |",
    ]
    for found in findings:
        if found.claim.origin == origin:
            against = _table_text(f"{contrary_sentence(found)} *{found.claim.would_change}*")
            rows.append(
                f"| {_chapter_before(found)}[{_table_text(found.claim.short)}](#{found.claim.id}) | {verdict_cell(found.then)} | {verdict_cell(found.now)} | {against} |"
            )
    return Markdown("\n".join(rows))


def _table_text(text: str) -> str:
    """Text that does not break a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def verdict_moves(findings: Iterable[Finding]) -> pd.DataFrame:
    """The verdicts of all claims for a picture: ``name, then, now``, in the order of the ledger."""
    return pd.DataFrame(
        [
            (f"{_chapter_before(found)}{found.claim.short}", found.then.verdict, found.now.verdict)
            for found in findings
        ],
        columns=["name", "then", "now"],
    )


def verdicts_changed(findings: Sequence[Finding]) -> str:
    """The picture's title: how many verdicts have changed, and which way."""
    changed = [found for found in findings if found.then.verdict != found.now.verdict]
    order = {FAILS: 0, IN_PART: 1, HOLDS: 2}
    graded = [
        order[found.now.verdict] - order[found.then.verdict]
        for found in changed
        if {found.then.verdict, found.now.verdict} <= order.keys()
    ]
    weaker, stronger = sum(step < 0 for step in graded), sum(step > 0 for step in graded)
    rest = len(changed) - weaker - stronger
    said = [
        f"{weaker} {_have(weaker)} weakened",
        f"{stronger} {_have(stronger)} strengthened",
        f"{rest} could be tested at one of the two moments only",
    ]
    return (
        f"{len(changed)} of {len(findings)} verdicts have changed: "
        + listed([text for text, count in zip(said, (weaker, stronger, rest)) if count])
        if changed
        else (f"None of the {len(findings)} verdicts has changed")
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def bottom_line(findings: Sequence[Finding], cells: pd.DataFrame, since: int) -> Markdown:
    """What became of the claim that carries the article, of the levers under it, and of all its claims."""
    article = [found for found in findings if found.claim.origin == "article"]
    carrying = next(found for found in findings if found.claim.id == "russia-key-actor")
    then, now = (
        sum(getattr(found, moment).verdict == HOLDS for found in article)
        for moment in ("then", "now")
    )
    return Markdown(
        f"The article's central claim is that {carrying.claim.short}. By the rules of this book {became(carrying)}. {led(cells)}. {ways(cells, since)}. "
        f"Of the {len(article)} claims of the article, {then} held in full when it was written, and {now} {'holds' if now == 1 else 'hold'} in full today."
    )


def conclusion(
    findings: Sequence[Finding], cells: pd.DataFrame, names: pd.Series, since: int, label: str
) -> Markdown:
    """What the article got right, overstated and got wrong, what it left out, what has changed, which lever moved most: one page, all computed."""
    article = [found for found in findings if found.claim.origin == "article"]
    by_verdict = {
        verdict: [found for found in article if found.then.verdict == verdict]
        for verdict in VERDICTS
    }
    undecided = [found for found in article if found.now.verdict == UNTESTABLE]
    right, changed = (
        by_verdict[HOLDS],
        [found for found in findings if found.then.verdict != found.now.verdict],
    )
    still = sum(found.now.verdict == HOLDS for found in right)
    omitted = [found for found in findings if found.claim.origin == "omission"]
    parts = [
        f"**What it got right.** {len(right)} of {len(article)} claims held in full in {label}, and {still} of these still do:",
        _by_chapter(right),
        f"**What it overstated.** {len(by_verdict[IN_PART])} held only in part:",
        _by_chapter(by_verdict[IN_PART]),
        f"**What it got wrong.** {len(by_verdict[FAILS])} did not hold:"
        if by_verdict[FAILS]
        else "**What it got wrong.** None of its claims that can be tested was wrong outright.",
        _by_chapter(by_verdict[FAILS]),
        f"**What it left out.** {len(omitted)} things that the article does not discuss:",
        "\n".join(
            f"- [{found.claim.statement.rstrip('.')}](#{found.claim.id}): {found.now.verdict} now."
            for found in omitted
        ),
        f"**What has changed since.** {verdicts_changed(findings)}."
        + (" Those that changed:" if changed else ""),
        "\n".join(
            f"- {_chapter_before(found)}[{found.claim.short}](#{found.claim.id}). {now_sentence(found)}"
            for found in changed
        ),
        f"**Which lever moved most.** {moved_most(cells, names)} {ways(cells, since)}.",
        f"**What no figure here decides.** {len(by_verdict[UNTESTABLE])} claims could not be tested then, and {len(undecided)} cannot be tested now:",
        _by_chapter(undecided),
    ]
    return Markdown("\n\n".join(part for part in parts if part))


def _chapter_before(found: Finding) -> str:
    """The chapter of a claim, to stand before it; nothing if the claim begins with that name itself."""
    place = chapter_name(found)
    return "" if found.claim.short.startswith(place) else f"{place}: "


def _by_chapter(findings: Iterable[Finding]) -> str:
    """Claims as links, a bullet for each chapter."""
    chapters: dict[str, list[str]] = {}
    for found in findings:
        chapters.setdefault(chapter_name(found), []).append(
            f"[{found.claim.short}](#{found.claim.id})"
        )
    return "\n".join(f"- *{chapter}*: {'; '.join(said)}." for chapter, said in chapters.items())


def article_map(rows: pd.DataFrame, findings: Iterable[Finding]) -> Markdown:
    """Every sentence of the article, clause by clause, with the claims it became or the reason why it became none."""
    known = {found.claim.id: found for found in findings}
    lines = ["| Where | What it says | Tested as |", "| :-- | :-- | :-- |"]
    for row in rows.itertuples():
        where = (
            "Title" if row.paragraph == 0 else f"Paragraph {row.paragraph}, sentence {row.sentence}"
        )
        opening = "" if pd.isna(row.opening) else f": “{row.opening} …”"
        ids = [] if pd.isna(row.claims) else row.claims.split()
        tested = "; ".join(
            f"[{known[id].claim.short}](#{id}) {badge(known[id].now.verdict)}"
            for id in ids
            if id in known
        )
        reason = "" if pd.isna(row.reason) else _table_text(row.reason)
        lines.append(
            f"| {where}{opening} | {_table_text(capital(row.about))} | {'. '.join(filter(None, [tested, reason]))} |"
        )
    return Markdown("\n".join(lines))
