"""What a card's button *ask the World Bank now* needs to know.

Which series the page's script asks for, what is known of it, and what each figure would mean by the
declared bands: computed here, so that the script looks it up."""

import dataclasses
import json
import math
import re
import statistics
from collections.abc import Iterator
from typing import Any

from footprint.errors import MissingData
from footprint.ledger.verdicts import COMBINE
from footprint.library.library import default
from footprint.library.revisions import unit
from footprint.model import Claim, ClaimPart, Finding, Result
from footprint.narrative.sentences import figure_and_period
from footprint.render import CLASSES, SYMBOLS

# Measures of one series that the script takes too, and units that it prints.
READABLE, UNITS = ("series", "rise"), ("%", "times")
# So many years of a series are asked for where its newest alone is measured: older is stale.
NEWEST = 6
# A figure of a new year may lie as far from the newest as is usual in its series.
AHEAD = 1.0
KEPT_DIGITS = 4


def ask(finding: Finding) -> str:
    """What the script needs, as JSON; empty for a claim whose verdict rests on no one series of
    the World Bank as it stands, or on several."""
    claim, now = finding.claim, finding.now
    read = [part for part in claim.measured_parts if part.measure.name in READABLE]
    if len(read) != 1 or not claim.unit.startswith(UNITS):
        return ""
    results = {part.id: part.result for part in now.parts} or {"": now}
    own = results[read[0].id]
    if own.year is None:
        return ""
    try:
        series = _series(read[0], own.year)
    except MissingData:
        return ""
    words = {
        "of": read[0].label if read[0].id else "",
        "shown": figure_and_period(own),
        "now": now.verdict,
        "edges": claim.bands.edges,
        "times": claim.unit.startswith("times"),
        "steps": list(_steps(claim, now, read[0].id, own)),
    }
    return json.dumps(series | words, ensure_ascii=False, separators=(",", ":"))


def _series(part: ClaimPart, last: int) -> dict[str, Any]:
    """What is asked, what the answer must be of, and what is committed from that year on."""
    # Loaded here: who shows no such card needs nothing that asks a network.
    from footprint.worldbank.databases import DATABASES
    from footprint.worldbank.series import fresh_url

    given: dict[str, Any] = dict(part.measure.parameters)
    code, economies = given["indicator"], given.get("economies") or [given["economy"]]
    found = {economy: default().series(code, economy) for economy in economies}
    resource = found[economies[0]][1]
    span = given["years"] + given["span"] if part.measure.name == "rise" else NEWEST
    first, source = last - span + 1, DATABASES[resource.database]
    values = {place: [row["value"] for row in rows] for place, (rows, _) in found.items()}
    left = {
        place: [year for year in resource.left_out.get(place, ()) if year >= first]
        for place in economies
    }
    return {
        "address": fresh_url(code, economies, first, source),
        "series": code,
        "source": source,
        "unit": unit(resource.service_name) or resource.unit,
        "release": resource.vintage if re.fullmatch(r"[\d-]{10}", resource.vintage) else "",
        "computed": bool(resource.computed),
        "zeros": not resource.zero_is_missing,
        "left": {place: years for place, years in left.items() if years},
        "first": first,
        "known": {
            place: {row["year"]: _short(row["value"]) for row in rows if row["year"] >= first}
            for place, (rows, _) in found.items()
        },
        "usual": {place: _short(statistics.median(map(abs, own))) for place, own in values.items()},
        "signed": min(min(own) for own in values.values()) < 0,
        "limits": [resource.limits["moved"], AHEAD],
        "rise": [given["years"], given["span"]] if part.measure.name == "rise" else None,
    }


def _short(value: float) -> float:
    """A figure to compare with: the limits are wide."""
    return float(f"{value:.{KEPT_DIGITS}g}")


def _steps(
    claim: Claim, now: Result, part: str, own: Result
) -> Iterator[tuple[float | None, str, str, str, str]]:
    """From which figure on which verdict stands, the others as they are: its class, its word, its
    sign, and what stands beside it."""
    for low in (-math.inf, *claim.bands.edges):
        verdict = claim.bands.verdict(low)
        whole = moved = dataclasses.replace(own, value=low, verdict=verdict)
        if now.parts:
            parts = tuple(
                dataclasses.replace(one, result=moved) if one.id == part else one
                for one in now.parts
            )
            together = COMBINE[claim.combine]([one.result.verdict for one in parts])
            whole = dataclasses.replace(now, parts=parts, verdict=together)
        start = low if math.isfinite(low) else None
        yield start, CLASSES[whole.verdict], whole.verdict, SYMBOLS[whole.verdict], whole.qualified
