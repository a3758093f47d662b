"""The verdict card of a claim."""

from collections.abc import Iterator

from footprint import render
from footprint.ledger.findings import rules
from footprint.ledger.moments import MOMENTS
from footprint.model import Finding, Result
from footprint.narrative.asking import ask
from footprint.narrative.parts import many
from footprint.narrative.robustness import details
from footprint.narrative.sentences import (
    FEW,
    contrary_sentence,
    figure_and_period,
    last_field,
    rule,
    rule_lines,
    words_of,
)


def card(finding: Finding, label: str = "") -> render.Html:
    """The verdict card of a claim: then, now and the rule side by side, the other side, and folded
    the sources, the reasons and how firm it is."""
    then, now, label = finding.then, finding.now, label or rules().then.label
    return render.html(
        "card.html",
        claim=finding.claim,
        moments=[(label, then), ("Now", now)],
        now=now,
        unmoved=_shown(then) == _shown(now),
        many=many,
        few=FEW,
        period=lambda result: words_of(result)["period"],
        parts=list(zip(then.parts, now.parts, strict=True)),
        figure=figure_and_period,
        rule_lines=rule_lines(finding.claim),
        bases=list(_bases(finding, label)),
        contrary=contrary_sentence(finding),
        last_field=last_field(finding),
        ask=ask(finding),
        rule=rule(finding.claim),
        details=details(finding, label),
    )


def _shown(result: Result) -> list[str]:
    """All that a moment's column says, and the parts that stand below both if they are few."""
    if told := many(result):
        return [result.graded, *told]
    own = [] if result.value is None else [figure_and_period(result)]
    return [result.graded, *own, *(figure_and_period(part.result) for part in result.parts)]


def _bases(finding: Finding, label: str) -> Iterator[tuple[str, str]]:
    """On what the figures of each moment rest, each source once; both moments in one line where
    they rest on the same."""
    named = {}
    for moment, name in zip(MOMENTS, (label, "Now"), strict=True):
        result = finding.at(moment)
        parts = [part.result.basis for part in result.parts]
        pieces = [piece for basis in parts or [result.basis] for piece in basis.split("; ")]
        named[name] = "; ".join(dict.fromkeys(filter(None, pieces)))
    if len(set(named.values())) == 1:
        named = {"Then and now": named[label]}
    yield from ((name, basis) for name, basis in named.items() if basis)
