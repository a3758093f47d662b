"""The verdict card of a claim."""

import html

from IPython.display import HTML

from footprint.model import Finding, Part
from footprint.narrative.robustness import agreement_sentence, details, flip_sentence
from footprint.narrative.sentences import contrary_sentence, figure_and_period, last_field, rule
from footprint.render import SYMBOLS, badge, linked
from footprint.words.text import capital

# More sources than this are counted on a card, not named.
FEW_SOURCES = 3


def card(finding: Finding, label: str = "May 2023") -> HTML:
    """The verdict card of a claim: what is said, then and now side by side, how firm that is, the contrary figure, the rule and its reason."""
    claim = finding.claim
    said = f"“{html.escape(claim.quote)}”" if claim.quote else "Not in the article"
    return HTML(f"""<section class="verdict-card" aria-label="Verdict: {html.escape(claim.short, quote=True)}">
<p class="said">{said}</p><p class="tested">{html.escape(claim.statement)}</p>
<div class="moments">{_moment(label, finding, "then")}{_moment("Now", finding, "now")}</div>
<p class="contrary"><b>On the other side:</b> {html.escape(contrary_sentence(finding))}</p>
<p class="contrary"><b>{last_field(finding)}:</b> {html.escape(claim.would_change)}</p>
<details><summary>The rule, and why</summary><p>{html.escape(rule(claim))}</p><p>{html.escape(claim.because)}</p></details>
{details(finding, label)}</section>""")


def _moment(label: str, finding: Finding, moment: str) -> str:
    result = getattr(finding, moment)
    figure = (
        f'<p class="figure">{html.escape(figure_and_period(result))}</p>'
        if result.value is not None
        else ""
    )
    bases = dict.fromkeys(part.result.basis for part in result.parts if part.result.basis)
    parts = (
        f"<ul>{''.join(_part(part, len(bases) > 1) for part in result.parts)}</ul>"
        if result.parts
        else ""
    )
    reason = (
        f'<p class="basis">{html.escape(capital(result.reason))}.</p>'
        if result.reason and not result.parts
        else ""
    )
    basis = (
        f'<p class="basis">{_card_sources(result.basis)}</p>'
        if result.basis and len(bases) < 2
        else ""
    )
    said = " ".join(
        filter(None, [agreement_sentence(finding, moment), flip_sentence(finding, moment)])
    )
    firm = f'<p class="firm">{html.escape(said)}</p>' if said else ""
    return f'<div><p class="moment">{html.escape(label)}</p><p>{badge(result.verdict)}</p>{figure}{parts}{reason}{firm}{basis}</div>'


def _part(part: Part, sourced: bool) -> str:
    """A part in the list of a card, with its sources if they are not those of all."""
    result = part.result
    figure = result.reason if result.value is None else figure_and_period(result)
    mark = f'<span aria-label="{result.verdict}" role="img">{SYMBOLS[result.verdict]}</span>'
    basis = (
        f'<br><span class="basis">{_card_sources(result.basis)}</span>'
        if sourced and result.basis
        else ""
    )
    return f"<li>{mark} {html.escape(capital(part.label))}: {html.escape(figure)}{basis}</li>"


def _card_sources(basis: str) -> str:
    """Where a figure is from, its addresses as links; many sources are only counted."""
    count = len(basis.split("; "))
    return linked(
        basis
        if count <= FEW_SOURCES
        else f"{count} sources, named row by row in this chapter's tables"
    )
