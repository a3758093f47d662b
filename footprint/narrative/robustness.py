"""How firm a verdict is, as a card shows it: other ways of counting, where it would turn, and a band that a reader can move.

Takes findings and fetches nothing. What the slider shows is computed here, for each of its places; the page's script
looks it up and computes nothing, and a page without script has the same in tables.
"""

import html
import json
import math

from footprint.ledger.moments import MOMENTS
from footprint.ledger.verdicts import COMBINE, by_edges, every
from footprint.model import FAILS, HOLDS, IN_PART, Claim, Finding, FlipPoint, Result
from footprint.render import CLASSES, SYMBOLS, badge
from footprint.words.numbers import digits, quantity
from footprint.words.text import capital

# Verdicts that a figure gives.
GRADED = (HOLDS, IN_PART, FAILS)
# Measures of what lies still: borders and distances.
ON_THE_MAP = {"border_length", "border_share", "border_ratio", "distance_ratio"}
# The slider has about so many places; a step of these parts of a hundred always meets the band as declared.
PLACES, STEPS = 250, (1, 2, 4, 5, 10, 20, 25, 50, 100)
# A trend is not drawn out further than this many years, twice as many as it is read from.
FAR = 10


def agreement_sentence(finding: Finding, moment: str) -> str:
    """In how many other ways of counting a verdict is the same: “… in 4 of 5 other ways of counting.”; empty where no other way gives a verdict."""
    agree, of = finding.agreement(moment) or (0, 0)
    if not of or _lies_still(finding.claim) and not finding.claim.robustness.variants:
        return ""
    if 0 < agree < of:
        return f"The verdict is the same in {agree} of {of} other ways of counting."
    ways = {1: "the one other way", 2: "both other ways"}.get(of, f"all {of} other ways")
    return f"The verdict {'is the same' if agree else 'differs'} in {ways} of counting."


def flip_sentence(finding: Finding, moment: str) -> str:
    """Where a verdict would turn, in a sentence; empty for a claim without a verdict to turn, or on what does not move."""
    result = getattr(finding, moment)
    if finding.robustness is None or result.verdict not in GRADED or _lies_still(finding.claim):
        return ""
    found, past = getattr(finding.robustness, moment), moment == "then"
    if found is None:
        return (
            f"No one of its figures {'could have turned' if past else 'can turn'} it alone."
            if result.parts
            else ""
        )
    edge = quantity(found.edge, result.unit, [found.edge])
    part = next((part for part in result.parts if part.id == found.part), None)
    if part:
        reached, fell = ("had reached", "had fallen below") if past else ("reached", "fell below")
        side = f"if the figure for “{part.label}” {reached if found.distance > 0 else fell} {edge}"
    else:
        side = f"from {edge} up" if found.distance > 0 else f"below {edge}"
    would, stands = ("would have turned", "it was") if past else ("would turn", "now")
    return f"It {would} to “{found.verdict}” {side} ({stands} {(part.result if part else result).figure}{_when(found)})."


def _lies_still(claim: Claim) -> bool:
    """Whether all that a claim measures stays where it is on the map, so that no year or figure can turn it."""
    return {
        measure.name for measure in [part.measure for part in claim.measured_parts] if measure
    } <= ON_THE_MAP


def _when(found: FlipPoint) -> str:
    if not found.years or found.years > FAR:
        return ""
    far = (
        "less than a year"
        if found.years < 1
        else f"about {round(found.years)} years"
        if round(found.years) > 1
        else "about a year"
    )
    return f"; {far} away at the pace of the years before"


def details(finding: Finding, label: str) -> str:
    """What folds out below a card: the band to move, where the verdicts turn, the variants and their reason. Empty if not measured."""
    if finding.robustness is None:
        return ""
    because = finding.claim.robustness.because
    reason = f"<p>{html.escape(because)}</p>" if because else ""
    return (
        f'<details class="firmness"><summary>How firm is it? Other ways of counting, and where it would turn</summary>{_slider(finding, label)}'
        f"{_flips(finding, label)}{_variants(finding, label)}{reason}</details>"
    )


def _variants(finding: Finding, label: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(capital(variant.label))}</th>{_variant_cell(variant.then)}{_variant_cell(variant.now)}</tr>'
        for variant in finding.robustness.variants
    )
    return (
        _captioned(
            f"“{finding.claim.short}” in other ways of counting",
            ["Way of counting", label, "Now"],
            rows,
        )
        if rows
        else ""
    )


def _variant_cell(result: Result) -> str:
    figure = (
        ""
        if result.value is None
        else f" ({result.figure}{f', {result.year}' if result.year else ''})"
    )
    return f"<td>{badge(result.verdict)}{html.escape(figure)}</td>"


def _flips(finding: Finding, label: str) -> str:
    """Where each verdict turns: as the figure moves, and as the band does."""
    rows, begun = "", "began" if math.isfinite(finding.claim.bands.holds[0].low) else "ended"
    for moment, name in zip(MOMENTS, (label, "Now"), strict=True):
        result = getattr(finding, moment)
        runs = "; ".join(
            _run(finding.claim, low, high, verdict)
            for low, high, verdict in _slider_runs(finding, moment)
        )
        rows += (
            f'<tr><th scope="row">{html.escape(name)}</th><td>{badge(result.verdict)}</td>'
            f"<td>{html.escape(flip_sentence(finding, moment))}</td><td>{html.escape(capital(runs))}</td></tr>"
        )
    return _captioned(
        f"Where the verdicts on “{finding.claim.short}” turn",
        ["Moment", "Verdict", "Where it turns", f"Verdict if “holds” {begun} elsewhere"],
        rows,
    )


def _captioned(caption: str, heads: list[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    return (
        f'<div class="scroll" tabindex="0"><table class="data"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _slider_runs(finding: Finding, moment: str) -> list[tuple[int, int | None, str]]:
    """The places of the slider over which a verdict stays: first, the first after (None for the last run), verdict."""
    turns = _slider_turns(finding, moment)
    return [
        (low, high, verdict)
        for (low, verdict), high in zip(
            turns, [place for place, _ in turns[1:]] + [None], strict=True
        )
    ]


def _run(claim: Claim, low: int, high: int | None, verdict: str) -> str:
    first, last = (
        None if place is None else quantity(_first_edge(claim) * place / 100, claim.unit)
        for place in (low, high)
    )
    where = (
        "anywhere"
        if not low and high is None
        else f"under {last}"
        if not low
        else f"from {first} up"
        if high is None
        else f"from {first} to under {last}"
    )
    return f"{where}, {SYMBOLS[verdict]} {verdict}"


def _slider(finding: Finding, label: str) -> str:
    """A range that sets the band to a per cent of what was declared; hidden until the script is there."""
    claim, places = finding.claim, _places(finding)
    ends = claim.bands.holds[0]
    edges = {
        name: end for name, end in (("from", ends.low), ("below", ends.high)) if math.isfinite(end)
    }
    said = " ".join(
        f"{words} {{{end}}}"
        for end, words in (("from", "from"), ("below", "to under" if "from" in edges else "under"))
        if end in edges
    )
    unit = " times" if claim.unit.startswith("times") else quantity(1, claim.unit).removeprefix("1")
    data = {
        **{end: edges[end] for end in edges},
        "says": f"Holds {said}{unit}",
        **{moment: _shown(finding, moment) for moment in MOMENTS},
    }
    outputs = "".join(
        f'<span class="line">{html.escape(name)}: <b data-moment="{moment}">{badge(getattr(finding, moment).verdict)}</b></span>'
        for moment, name in zip(MOMENTS, (label, "Now"), strict=True)
    )
    now = data["says"].format(**{end: digits(edge) for end, edge in edges.items()})
    id = f"band-{claim.id}"
    return (
        f'<div class="band" hidden data-band="{html.escape(json.dumps(data, ensure_ascii=False), quote=True)}">'
        f'<label for="{id}">Set the band of “{html.escape(claim.short)}”</label>'
        f'<input id="{id}" type="range" min="0" max="{places.stop - places.step}" step="{places.step}" value="100" aria-valuetext="{html.escape(now, quote=True)}">'
        f'<p class="edges" aria-hidden="true">{html.escape(now)}</p>'
        f'<output for="{id}" aria-live="polite">{outputs}</output><button type="button">As declared</button></div>'
    )


def _shown(finding: Finding, moment: str) -> list[list]:
    return [
        [place, CLASSES[verdict], f"{SYMBOLS[verdict]}\u00a0{verdict}"]
        for place, verdict in _slider_turns(finding, moment)
    ]


def _slider_turns(finding: Finding, moment: str) -> list[tuple[int, str]]:
    claim, result = finding.claim, getattr(finding, moment)
    values = [part.result.value for part in result.parts] or [result.value]
    return by_edges(values, claim.bands, COMBINE.get(claim.combine, every), _places(finding))


def _first_edge(claim: Claim) -> float:
    """The edge that the slider is named by: the lower end of what holds, or the upper one where it has no lower."""
    return claim.bands.holds[0].ends[0]


def _places(finding: Finding) -> range:
    """The slider's places, in per cent of the band as declared: as far as twice that, or past the largest figure."""
    values = [value for moment in MOMENTS for value in _figures_of(getattr(finding, moment))]
    reach = max([200.0, *(110 * value / _first_edge(finding.claim) for value in values)])
    step = next((step for step in STEPS if reach <= step * PLACES), STEPS[-1])
    return range(0, math.ceil(reach / step) * step + step, step)


def _figures_of(result: Result) -> list[float]:
    return [
        held.value
        for held in (result, *(part.result for part in result.parts))
        if held.value is not None
    ]
