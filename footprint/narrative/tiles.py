"""The ledger at one look: a tile for each claim, its readings as a line; which verdicts changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from footprint import render
from footprint.figures.figure import Figure
from footprint.lazy import pandas as pd
from footprint.ledger.moments import MOMENTS
from footprint.model import FAILS, HOLDS, IN_PART, MORE, UNTESTABLE, Finding
from footprint.narrative.boards import by_chapter, chapter_name, placing
from footprint.narrative.robustness import flip_sentence
from footprint.words.text import listed

SPARK_WIDTH, SPARK_HEIGHT, EDGE = 50, 15, 2
Scale = Callable[[float], float]


def verdict_moves(findings: Iterable[Finding]) -> pd.DataFrame:
    """The verdicts of all claims for a picture: ``name, then, now``, in the order of the ledger,
    and ``side``, on which today's misses what was said."""
    rows = [
        (f"{placing(one)}{one.claim.short}", one.then.verdict, one.now.verdict, one.now.direction)
        for one in findings
    ]
    return pd.DataFrame(rows, columns=["name", "then", "now", "side"])


def verdicts_changed(findings: Sequence[Finding]) -> str:
    """The picture's title: how many verdicts have changed, and which way."""
    order = [FAILS, IN_PART, HOLDS]
    changes = [found for found in findings if found.then.verdict != found.now.verdict]
    turns = [(found.then.verdict, found.now.verdict, found.now.direction) for found in changes]
    tested = [turn for turn in turns if UNTESTABLE not in turn]
    steps = [order.index(b) - order.index(a) for a, b, side in tested if side != MORE]
    weaker, stronger = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    beyond, changed = len(tested) - len(steps), len(changes)
    rest = changed - len(tested)
    ways = {
        f"{weaker} {'has' if weaker == 1 else 'have'} weakened": weaker,
        f"{beyond} now {'says' if beyond == 1 else 'say'} too little": beyond,
        f"{stronger} {'has' if stronger == 1 else 'have'} strengthened": stronger,
        f"{rest} could be tested at one of the two moments only": rest,
    }
    if not changed:
        return f"None of the {len(findings)} verdicts has changed"
    told = listed([text for text, count in ways.items() if count])
    return f"{changed} of {len(findings)} verdicts have changed: {told}"


def tiles(findings: Sequence[Finding], *, title: str, foot: str, label: str) -> Figure:
    """All claims, chapter by chapter: each a tile with its verdicts and, if measured, its readings;
    ``label`` names the moment of *then*. The table says in words what the tiles show."""
    chapters = [
        (chapter, [(found, _tried(found, "now"), spark(found)) for found in members])
        for chapter, members in by_chapter(findings)
    ]
    subtitle = (
        "Every claim: its verdict then and now, what was measured in the last years, and how many "
        "variants agree"
    )
    body = render.html("tiles.html", chapters=chapters, label=label)
    return Figure(title, subtitle, body, foot, _tiles_table(findings, label))


def _tried(found: Finding, moment: str) -> tuple[int, int] | None:
    """How many variants agree with a verdict, of those that could be tested; None if none could."""
    counts = found.agreement(moment)
    return counts if counts and counts[1] else None


def spark(found: Finding) -> render.Html:
    """The readings of a measured claim as lines without axes, a dot at the newest. Dashes are
    the edges of what holds. Empty if nothing was measured."""
    readings = found.robustness.readings.values() if found.robustness else ()
    lines = [line for line in readings if line]
    if not lines:
        return render.Html()
    edges = found.claim.bands.holds[0].ends
    years = [year for line in lines for year in line]
    values = [value for line in lines for value in line.values()] + [*edges]
    x = _scale(min(years), max(years), EDGE, SPARK_WIDTH - EDGE)
    y = _scale(min(values), max(values), SPARK_HEIGHT - EDGE, EDGE)
    dash = f'H{SPARK_WIDTH}" stroke-dasharray="2 2" opacity=".6"'
    dashes = "".join(f'<path d="M0 {y(edge):.1f}{dash}/>' for edge in edges)
    return render.Html(
        f'<svg class="spark" aria-hidden="true" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" '
        f'width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}" fill="none" stroke="currentColor">'
        f"{dashes}{''.join(_line(line, x, y) for line in lines)}</svg>"
    )


def _line(line: Mapping[int, float], x: Scale, y: Scale) -> str:
    points = [(f"{x(year):.1f}", f"{y(value):.1f}") for year, value in line.items()]
    across, up = points[-1]
    return (
        f'<path d="M{"L".join(map(" ".join, points))}" stroke-width="1.4"/>'
        f'<circle cx="{across}" cy="{up}" r="1.8" fill="currentColor" stroke="none"/>'
    )


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    """A map of numbers to places; a single number lies at the end."""
    return lambda value: (
        end if high == low else start + (value - low) / (high - low) * (end - start)
    )


def _tiles_table(findings: Iterable[Finding], label: str) -> pd.DataFrame:
    rows = []
    for found in findings:
        counts = [_tried(found, moment) for moment in MOMENTS]
        agree = [f"{tried[0]} of {tried[1]}" if tried else "" for tried in counts]
        verdicts = [found.then.graded, found.now.graded]
        turn = flip_sentence(found, "now")
        rows.append([chapter_name(found), found.claim.short, *verdicts, *agree, turn])
    agreed = [f"Variants that agree, {moment}" for moment in (label, "now")]
    columns = ["Chapter", "Claim", label, "Now", *agreed, "Where it would turn"]
    return pd.DataFrame(rows, columns=columns)


def tried_title(findings: Iterable[Finding]) -> str:
    """How many of the measured verdicts of today no variant contradicts, and which most do."""
    counted = [(found, *counts) for found in findings if (counts := _tried(found, "now"))]
    if not counted:
        return "No verdict could be tried another way"
    firm = sum(agree == of for _, agree, of in counted)
    title = f"All variants agree with {firm} of the {len(counted)} measured verdicts of today"
    found, agree, of = min(counted, key=lambda one: one[1] / one[2])
    least = f"; least firm is “{found.claim.short}”, where {agree} of {of} agree"
    return title + (least if agree < of else "")
