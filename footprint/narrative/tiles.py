"""The ledger at one look: a small multiple for each claim, with its verdicts as shapes and its newest readings as a line. Fetches nothing."""

import html
import itertools
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from footprint.figures.figure import Figure
from footprint.model import Finding
from footprint.narrative.boards import chapter_name
from footprint.narrative.robustness import flip_sentence
from footprint.render import CLASSES, SYMBOLS

SPARK_WIDTH, SPARK_HEIGHT, EDGE = 50, 15, 2


def tiles(findings: Sequence[Finding], *, title: str, foot: str, label: str) -> Figure:
    """All claims, chapter by chapter: each a tile with its verdict then and now, and, if it was measured, its readings of the last years.

    ``label`` names the moment of *then*. The table says in words what the tiles show.
    """
    tiles = "".join(
        _group(place, list(held)) for place, held in itertools.groupby(findings, key=chapter_name)
    )
    keys = "".join(
        f'<li><span class="verdict {CLASSES[verdict]}">{sign}</span> {verdict}</li>'
        for verdict, sign in SYMBOLS.items()
    )
    body = f'<ul class="glance">{tiles}</ul><ul class="legend">{keys}<li>first sign {html.escape(label)}, second sign now</li><li>a fraction: variants that agree with the verdict of now</li><li>dashed: where “holds” begins or ends</li></ul>'
    return Figure(
        title,
        "Every claim: its verdict then and now, what was measured in the last years, and how many variants agree",
        body,
        foot,
        _tiles_table(findings, label),
    )


def _group(place: str, findings: Sequence[Finding]) -> str:
    return f'<li class="place">{html.escape(place)}</li>{"".join(map(_tile, findings))}'


def _tile(found: Finding) -> str:
    counts = _tried(found, "now")
    firm = f'<span class="firm">{counts[0]}/{counts[1]}</span>' if counts else ""
    agree = f"; {counts[0]} of {counts[1]} variants agree" if counts else ""
    said = f"{found.claim.short}: {found.then.verdict} then, {found.now.verdict} now{agree}"
    signs = "→".join(
        f'<span class="verdict {CLASSES[verdict]}">{SYMBOLS[verdict]}</span>'
        for verdict in (found.then.verdict, found.now.verdict)
    )
    return (
        f'<li><span class="signs" role="img" aria-label="{html.escape(said, quote=True)}">{signs}{firm}{spark(found)}</span>'
        f'<span class="name" aria-hidden="true">{html.escape(found.claim.short)}</span></li>'
    )


def _tried(found: Finding, moment: str) -> tuple[int, int] | None:
    """How many variants agree with a verdict, of those that could be tested; ``None`` if none could."""
    counts = found.agreement(moment)
    return counts if counts and counts[1] else None


def spark(found: Finding) -> str:
    """The readings of a measured claim as lines without axes, a dot at the newest, and the edges of what holds; empty if nothing was measured."""
    readings = [
        line for line in (found.robustness.readings.values() if found.robustness else ()) if line
    ]
    if not readings:
        return ""
    edges = list(found.claim.bands.holds[0].ends)
    years = [year for line in readings for year in line]
    values = [value for line in readings for value in line.values()] + edges
    x, y = (
        _scale(min(years), max(years), EDGE, SPARK_WIDTH - EDGE),
        _scale(min(values), max(values), SPARK_HEIGHT - EDGE, EDGE),
    )
    drawn = "".join(_line(line, x, y) for line in readings)
    dashes = "".join(
        f'<path d="M0 {y(edge):.1f}H{SPARK_WIDTH}" stroke-dasharray="2 2" opacity=".6"/>'
        for edge in edges
    )
    return f'<svg class="spark" aria-hidden="true" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}" fill="none" stroke="currentColor">{dashes}{drawn}</svg>'


def _line(line: Mapping[int, float], x, y) -> str:
    points = [(x(year), y(value)) for year, value in line.items()]
    path = "M" + "L".join(f"{across:.1f} {up:.1f}" for across, up in points)
    return f'<path d="{path}" stroke-width="1.4"/><circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="1.8" fill="currentColor" stroke="none"/>'


def _scale(low: float, high: float, start: float, end: float):
    """A map of numbers to places; a single number lies at the end."""
    return lambda value: (
        end if high == low else start + (value - low) / (high - low) * (end - start)
    )


def _tiles_table(findings: Iterable[Finding], label: str) -> pd.DataFrame:
    def firm(found: Finding, moment: str) -> str:
        counts = _tried(found, moment)
        return f"{counts[0]} of {counts[1]}" if counts else ""

    rows = [
        (
            chapter_name(found),
            found.claim.short,
            found.then.verdict,
            found.now.verdict,
            firm(found, "then"),
            firm(found, "now"),
            flip_sentence(found, "now"),
        )
        for found in findings
    ]
    return pd.DataFrame(
        rows,
        columns=[
            "Chapter",
            "Claim",
            label,
            "Now",
            f"Variants that agree, {label}",
            "Variants that agree, now",
            "Where it would turn",
        ],
    )


def tried_title(findings: Sequence[Finding]) -> str:
    """How many of the measured verdicts of today no variant contradicts, and which is contradicted most."""
    counted = [(found, *counts) for found in findings if (counts := _tried(found, "now"))]
    if not counted:
        return "No verdict could be tried another way"
    firm = sum(agree == of for _, agree, of in counted)
    shaky = min(counted, key=lambda one: one[1] / one[2])
    least = (
        ""
        if shaky[1] == shaky[2]
        else f"; least firm is “{shaky[0].claim.short}”, where {shaky[1]} of {shaky[2]} agree"
    )
    return f"All variants agree with {firm} of the {len(counted)} measured verdicts of today{least}"
