"""How firm a verdict is, as a card shows it: other ways of counting, and where it would turn.

What the slider shows is computed here, for each of its places; the page's script looks it up and
computes nothing, and a page without script has the same in tables."""

import itertools
import json
import math
from collections.abc import Sequence

from footprint import render
from footprint.ledger.moments import MOMENTS
from footprint.ledger.verdicts import COMBINE, by_edges, every
from footprint.model import FAILS, HOLDS, IN_PART, Claim, Finding, FlipPoint
from footprint.narrative.sentences import between
from footprint.render import CLASSES, SYMBOLS
from footprint.words.numbers import digits, quantity

# Measures of what lies still: borders and distances.
ON_THE_MAP = {"border_length", "border_share", "border_ratio", "distance_ratio"}
# The slider has about so many places; steps of these parts of a hundred meet the band as declared.
PLACES, STEPS = 250, (1, 2, 4, 5, 10, 20, 25, 50, 100)
# A trend is not drawn out further than this many years, twice as many as it is read from.
FAR = 10


def agreement_sentence(finding: Finding, moment: str) -> str:
    """In how many other ways of counting a verdict is the same, if any gives one."""
    agree, of = finding.agreement(moment) or (0, 0)
    if not of or (_lies_still(finding.claim) and not finding.claim.robustness.variants):
        return ""
    if 0 < agree < of:
        return f"The verdict is the same in {agree} of {of} other ways of counting."
    ways = {1: "the one other way", 2: "both other ways"}.get(of, f"all {of} other ways")
    return f"The verdict {'is the same' if agree else 'differs'} in {ways} of counting."


def _firm(finding: Finding) -> str:
    """What the fold is called: in how many other ways of counting today's verdict is the same."""
    agree, of = finding.agreement("now") or (0, 0)
    return f"How firm? {agree} of {of} other ways agree." if of else "How firm?"


def flip_sentence(finding: Finding, moment: str) -> str:
    """Where a verdict would turn; empty for what does not move, or has no verdict to turn."""
    result, past = finding.at(moment), moment == "then"
    graded = result.verdict in (HOLDS, IN_PART, FAILS)
    if finding.robustness is None or not graded or _lies_still(finding.claim):
        return ""
    flip = finding.robustness.flip(moment)
    if flip is None:
        can = "could have turned" if past else "can turn"
        return f"No one of its figures {can} it alone." if result.parts else ""
    edge = quantity(flip.edge, result.unit, [flip.edge])
    side = f"from {edge} up" if flip.distance > 0 else f"below {edge}"
    part = next((part for part in result.parts if part.id == flip.part), None)
    if part:
        reached, fell = ("had reached", "had fallen below") if past else ("reached", "fell below")
        side = f"if the figure for “{part.label}” {reached if flip.distance > 0 else fell} {edge}"
    would, stands = ("would have turned", "it was") if past else ("would turn", "now")
    figure = (part.result if part else result).figure
    return f"It {would} to “{flip.verdict}” {side} ({stands} {figure}{_away(flip)})."


def _lies_still(claim: Claim) -> bool:
    """Whether all that a claim measures stays where it is on the map: no figure can turn it."""
    return {part.measure.name for part in claim.measured_parts} <= ON_THE_MAP


def _away(flip: FlipPoint) -> str:
    if not flip.years or flip.years > FAR:
        return ""
    years = f"about {round(flip.years)} years" if round(flip.years) > 1 else "about a year"
    far = "less than a year" if flip.years < 1 else years
    return f"; {far} away at the pace of the years before"


def details(finding: Finding, label: str) -> render.Html:
    """What folds out below a card: the band to move, where verdicts turn, variants; or nothing."""
    if finding.robustness is None:
        return render.Html()
    claim, places, moments, shown = finding.claim, _places(finding), [], {}
    edges, says, combine = _edges(claim), _says(claim), COMBINE.get(claim.combine, every)
    for moment, name in zip(MOMENTS, (label, "Now"), strict=True):
        result, flip = finding.at(moment), flip_sentence(finding, moment)
        turns = by_edges(result.values, claim.bands, combine, places)
        # What the script puts into a badge from each place on.
        shown[moment] = [
            (at, CLASSES[to], f"{SYMBOLS[to]}\u00a0{to}", side and f"({side})")
            for at, to, side in turns
        ]
        moments.append((moment, name, result, flip, _runs(claim, turns)))
    return render.html(
        "robustness.html",
        claim=claim,
        variants=finding.robustness.variants,
        moments=moments,
        firm=_firm(finding),
        agreed={moment: agreement_sentence(finding, moment) for moment in MOMENTS},
        label=label,
        begun="began" if "from" in edges else "ended",
        band=json.dumps(edges | {"says": says} | shown, ensure_ascii=False),
        says=says.format(**{end: digits(edge) for end, edge in edges.items()}),
        places=places,
    )


def _edges(claim: Claim) -> dict[str, float]:
    """The declared ends of the band that the slider moves, by how the script calls them."""
    band = claim.bands.holds[0]
    ends = {"from": band.low, "below": band.high}
    return {name: end for name, end in ends.items() if math.isfinite(end)}


def _first_edge(claim: Claim) -> float:
    """The edge that the slider is named by: the lower end of what holds, or else the upper one."""
    return claim.bands.holds[0].ends[0]


def _says(claim: Claim) -> str:
    """What the slider says of its band, with ``{from}`` and ``{below}`` to fill in."""
    low, high = (f"{{{end}}}" if end in _edges(claim) else "" for end in ("from", "below"))
    times = claim.unit.startswith("times")
    unit = " times" if times else quantity(1, claim.unit).removeprefix("1")
    return f"Holds {between(low, high).removesuffix(' up')}{unit}"


def _places(finding: Finding) -> range:
    """The slider's places, in per cent of the band as declared: to 200, or past all figures."""
    figures = [value for value in finding.then.values + finding.now.values if value is not None]
    reach = max([200.0, *(110 * value / _first_edge(finding.claim) for value in figures)])
    step = next((step for step in STEPS if reach <= step * PLACES), STEPS[-1])
    return range(0, math.ceil(reach / step) * step + step, step)


def _runs(claim: Claim, turns: Sequence[tuple[int, str, str]]) -> str:
    """For which edges which verdict stands: “under 30 %, ● holds; from 30 % up, ○ does not …”."""
    edges = [quantity(_first_edge(claim) * place / 100, claim.unit) for place, *_ in turns]
    ends = itertools.starmap(between, itertools.pairwise(["", *edges[1:], ""]))
    told = (f"{SYMBOLS[to]} {to} {side and f'({side})'}".rstrip() for _, to, side in turns)
    return "; ".join(map(", ".join, zip(ends, told, strict=True)))
