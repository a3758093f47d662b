"""How firm a verdict is, as a card shows it: who agrees, where it would turn, the variants, and a band that a reader can move.

Takes findings and fetches nothing. What the slider shows is computed here, for each of its places; the page's script
looks it up and computes nothing, and a page without script has the same in tables.
"""

import html
import json
import math

from footprint.ledger import MOMENTS, Claim, Finding, Flip, Result
from footprint.verdicts import COMBINE, FAILS, HOLDS, IN_PART, by_edges, every
from footprint.words import CLASSES, SYMBOLS, badge, digits, quantity

WOULD = {HOLDS: "would hold", IN_PART: "would hold in part", FAILS: "would not hold"}
# The slider has about so many places; a step of these parts of a hundred always meets the band as declared.
PLACES, STEPS = 250, (1, 2, 4, 5, 10, 20, 25, 50, 100)
# A trend is not drawn out further than this many years.
FAR = 50


# In a line or two -------------------------------------------------------------------------------------------


def agreement(finding: Finding, moment: str) -> str:
    """How many variants agree with a verdict: “4 of 5 variants agree”; empty for a claim that was not measured."""
    if finding.firmness is None:
        return ""
    if not finding.firmness.variants:
        return "No variant is declared."
    counts = finding.agreement(moment)
    if counts is None:
        return "There is no verdict that a variant could agree with."
    agree, of = counts
    return f"{agree} of {of} variant{'' if of == 1 else 's'} agree{'s' if of == 1 else ''}." if of else "No variant can be tested."


def flip(finding: Finding, moment: str) -> str:
    """Where a verdict would turn, in a sentence; empty for a claim without a verdict to turn."""
    result = getattr(finding, moment)
    if finding.firmness is None or result.verdict not in WOULD:
        return ""
    found = getattr(finding.firmness, moment)
    if found is None:
        return f"No single figure can turn it{_band(finding, moment)}."
    whose = f" of “{_label(finding.claim, found.part)}”" if found.part else ""
    return f"It {WOULD[found.verdict]} with a figure{whose} {_side(found, result.unit)}, {_away(found, result.unit)}{_when(found)}."


def _band(finding: Finding, moment: str) -> str:
    """The nearest band that would turn a verdict, as the end of a sentence."""
    turn, edge = finding.firmness.bands[moment], _first_edge(finding.claim)
    if turn is None:
        return ", nor can a band"
    first, declared = (quantity(value, finding.claim.unit) for value in (edge * turn[0], edge))
    return f"; it {WOULD[turn[1]]} with a band that {'begins' if 'from' in finding.claim.bands[HOLDS][0] else 'ends'} at {first} in place of {declared}"


def _side(found: Flip, unit: str) -> str:
    """The side of the edge that lies beyond it: an upper edge belongs to what lies above."""
    return f"{'from' if found.distance > 0 else 'below'} {quantity(found.edge, unit)}" + (" up" if found.distance > 0 else "")


def _away(found: Flip, unit: str) -> str:
    if found.distance == 0:
        return "which is where it stands"
    size = abs(found.distance)
    return f"{digits(size)} point{'' if digits(size) == '1' else 's'} away" if unit.startswith("%") else f"{quantity(size, unit)} away"


def _when(found: Flip) -> str:
    if not found.years:
        return ""
    if found.years > FAR:
        return f", more than {FAR} years at the present pace"
    return f", {'less than a year' if found.years < 1 else f'about {digits(round(found.years))} years' if round(found.years) > 1 else 'about a year'} at the present pace"


def _label(claim: Claim, part: str) -> str:
    return next(entry["label"] for entry in claim.parts if entry["id"] == part)


# In full ----------------------------------------------------------------------------------------------------


def details(finding: Finding, label: str) -> str:
    """What folds out below a card: the band to move, where the verdicts turn, the variants and their reason. Empty if not measured."""
    if finding.firmness is None:
        return ""
    because = finding.claim.robustness.get("because", "")
    reason = f"<p>{html.escape(because)}</p>" if because else ""
    return (f'<details class="firmness"><summary>How firm is it? Move the band</summary>{_slider(finding, label)}'
            f"{_flips(finding, label)}{_variants(finding, label)}{reason}</details>")


def _variants(finding: Finding, label: str) -> str:
    rows = "".join(f'<tr><th scope="row">{html.escape(variant.label)}</th>{_cell(variant.then)}{_cell(variant.now)}</tr>' for variant in finding.firmness.variants)
    return _table(f"Variants of “{finding.claim.short}”", ["Variant", label, "Now"], rows) if rows else "<p>No variant is declared.</p>"


def _cell(result: Result) -> str:
    figure = "" if result.value is None else f" ({quantity(result.value, result.unit)}{f', {result.year}' if result.year else ''})"
    return f"<td>{badge(result.verdict)}{html.escape(figure)}</td>"


def _flips(finding: Finding, label: str) -> str:
    """Where each verdict turns: as the figure moves, and as the band does."""
    rows = ""
    for moment, name in zip(MOMENTS, (label, "Now"), strict=True):
        result = getattr(finding, moment)
        said = flip(finding, moment) or "There is no verdict to turn."
        runs = "; ".join(_run(finding.claim, low, high, verdict) for low, high, verdict in _runs(finding, moment))
        rows += f'<tr><th scope="row">{html.escape(name)}</th><td>{badge(result.verdict)}</td><td>{html.escape(said)}</td><td>{html.escape(runs)}</td></tr>'
    return _table(f"Where the verdicts on “{finding.claim.short}” turn", ["Moment", "Verdict", "If the figure moves", "If the band moves, its first edge"], rows)


def _table(caption: str, heads: list[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    return (f'<div class="scroll" tabindex="0"><table class="data"><caption>{html.escape(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>")


def _runs(finding: Finding, moment: str) -> list[tuple[int, int | None, str]]:
    """The places of the slider over which a verdict stays: first, the first after (None for the last run), verdict."""
    turns = _turns(finding, moment)
    return [(low, high, verdict) for (low, verdict), high in zip(turns, [place for place, _ in turns[1:]] + [None], strict=True)]


def _run(claim: Claim, low: int, high: int | None, verdict: str) -> str:
    first, last = (None if place is None else quantity(_first_edge(claim) * place / 100, claim.unit) for place in (low, high))
    where = "anywhere" if not low and high is None else f"under {last}" if not low else f"from {first} up" if high is None else f"from {first} to under {last}"
    return f"{where}, {SYMBOLS[verdict]} {verdict}"


# The slider -------------------------------------------------------------------------------------------------


def _slider(finding: Finding, label: str) -> str:
    """A range that sets the band to a per cent of what was declared; hidden until the script is there."""
    claim, places = finding.claim, _places(finding)
    edges = claim.bands[HOLDS][0]
    said = " ".join(f"{words} {{{end}}}" for end, words in (("from", "from"), ("below", "to under" if "from" in edges else "under")) if end in edges)
    data = {**{end: edges[end] for end in edges}, "says": f"Holds {said}{quantity(1, claim.unit).removeprefix('1')}", **{moment: _shown(finding, moment) for moment in MOMENTS}}
    outputs = "".join(f'<span class="line">{html.escape(name)}: <b data-moment="{moment}">{badge(getattr(finding, moment).verdict)}</b></span>'
                      for moment, name in zip(MOMENTS, (label, "Now"), strict=True))
    now = data["says"].format(**{end: digits(edge) for end, edge in edges.items()})
    id = f"band-{claim.id}"
    return (f'<div class="band" hidden data-band="{html.escape(json.dumps(data, ensure_ascii=False), quote=True)}">'
            f'<label for="{id}">Set the band of “{html.escape(claim.short)}”</label>'
            f'<input id="{id}" type="range" min="0" max="{places.stop - places.step}" step="{places.step}" value="100" aria-valuetext="{html.escape(now, quote=True)}">'
            f'<p class="edges" aria-hidden="true">{html.escape(now)}</p>'
            f'<output for="{id}" aria-live="polite">{outputs}</output><button type="button">As declared</button></div>')


def _shown(finding: Finding, moment: str) -> list[list]:
    return [[place, CLASSES[verdict], f"{SYMBOLS[verdict]}\u00a0{verdict}"] for place, verdict in _turns(finding, moment)]


def _turns(finding: Finding, moment: str) -> list[tuple[int, str]]:
    claim, result = finding.claim, getattr(finding, moment)
    values = [part.result.value for part in result.parts] or [result.value]
    return by_edges(values, claim.bands, COMBINE.get(claim.combine, every), _places(finding))


def _first_edge(claim: Claim) -> float:
    """The edge that the slider is named by: the lower end of what holds, or the upper one where it has no lower."""
    return next(iter(claim.bands[HOLDS][0].values()))


def _places(finding: Finding) -> range:
    """The slider's places, in per cent of the band as declared: as far as twice that, or past the largest figure."""
    values = [value for moment in MOMENTS for value in _values(getattr(finding, moment))]
    reach = max([200.0, *(110 * value / _first_edge(finding.claim) for value in values)])
    step = next((step for step in STEPS if reach <= step * PLACES), STEPS[-1])
    return range(0, math.ceil(reach / step) * step + step, step)


def _values(result: Result) -> list[float]:
    return [held.value for held in (result, *(part.result for part in result.parts)) if held.value is not None]
