"""The verdict card of a claim."""

from footprint import render
from footprint.model import Finding
from footprint.narrative.robustness import agreement_sentence, details, flip_sentence
from footprint.narrative.sentences import contrary_sentence, figure_and_period, last_field, rule


def card(finding: Finding, label: str = "May 2023") -> render.Html:
    """The verdict card of a claim: then and now side by side, how firm that is, by what rule."""
    moments = [
        (name, result, f"{agreement_sentence(finding, at)} {flip_sentence(finding, at)}".strip())
        for name, at, result in ((label, "then", finding.then), ("Now", "now", finding.now))
    ]
    return render.html(
        "card.html",
        claim=finding.claim,
        moments=moments,
        figure=figure_and_period,
        contrary=contrary_sentence(finding),
        last_field=last_field(finding),
        rule=rule(finding.claim),
        details=details(finding, label),
    )
