"""A finding in plain types, for machines."""

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from footprint.ledger.findings import rules
from footprint.ledger.moments import MOMENTS
from footprint.model import (
    HOLDS,
    IN_PART,
    UNTESTABLE,
    Bands,
    Finding,
    Interval,
    MeasureCall,
    Result,
)

Plain = dict[str, Any]
FINDINGS_SCHEMA = Path(__file__).parent / "findings.schema.json"


def as_json(found: Finding) -> Plain:
    """A finding in plain types, as ``findings.schema.json`` has it: id, chapter, origin, kind,
    statement, the objects then and now, the rule with its history and its reason, and the figure
    declared for the other side.

    ``then`` has the day before which its figures had to be known. A measured claim has its
    ``variants``, how many of them agree, and the flip point, the last two for each moment; null
    where there is no verdict. Where no single figure can turn it, it has the band alone."""
    claim = found.claim
    content: Plain = {
        key: getattr(claim, key) for key in ("id", "chapter", "origin", "kind", "statement")
    }
    content["then"] = _result(found.then) | {"known_before": rules().then.published_before}
    content["now"] = _result(found.now)
    content["our_measure"] = claim.our_measure or None
    content["missing"] = dataclasses.asdict(claim.missing) if claim.missing else None
    content["history"] = [dataclasses.asdict(change) for change in claim.history]
    content |= _declared(found)
    if found.robustness:
        content["variants"] = [
            {"id": one.id, "label": one.label, "then": _alone(one.then), "now": _alone(one.now)}
            for one in found.robustness.variants
        ]
        content["agreement"] = {
            moment: _named(("agree", "of"), found.agreement(moment)) for moment in MOMENTS
        }
        content["flip"] = {moment: _flip(found, moment) for moment in MOMENTS}
    return content


def all_as_json(findings: Iterable[Finding]) -> str:
    """Findings as JSON, one array in full."""
    entries = [as_json(found) for found in findings]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _declared(found: Finding) -> Plain:
    """What the ledger says of a claim: whose words, which rule, and why; and the other side."""
    claim = found.claim
    return {
        "short": claim.short,
        "quote": claim.quote or None,
        "because": claim.because,
        "would_change": claim.would_change,
        "measure": _call(claim.measure) if claim.measure else None,
        "parts": [
            {"id": part.id, "label": part.label, "measure": _call(part.measure)}
            for part in claim.parts
        ],
        "combine": claim.combine or None,
        "unit": claim.unit or None,
        "bands": _bands(claim.bands) if claim.bands else None,
        "contrary": _contrary(found),
    }


def _contrary(found: Finding) -> Plain | None:
    """The figure declared for the other side, and whether it speaks against the claim."""
    declared, result = found.claim.contrary, found.contrary
    if declared is None or result is None:
        return None
    content: Plain = {key: getattr(result, key) for key in ("value", "unit", "year", "basis")}
    content["measure"], content["against"] = _call(declared.measure), _interval(declared.against)
    if result.value is None:
        return content | {"speaks_against": None, "reason": result.reason}
    return content | {"speaks_against": result.value in declared.against}


def _call(call: MeasureCall) -> Plain:
    return {"name": call.name, **call.parameters}


def _bands(bands: Bands) -> Plain:
    """Bands as the ledger has them; an end that is open is not there."""
    named = {HOLDS: bands.holds, IN_PART: bands.in_part}
    return {verdict: list(map(_interval, intervals)) for verdict, intervals in named.items()}


def _interval(interval: Interval) -> Plain:
    ends = {"from": interval.low, "below": interval.high}
    return {name: end for name, end in ends.items() if end in interval.ends}


def _alone(result: Result) -> Plain:
    """A result without its parts."""
    return {key: value for key, value in _result(result).items() if key != "parts"}


def _named(names: tuple[str, ...], values: tuple[object, ...] | None) -> Plain | None:
    return None if values is None else dict(zip(names, values, strict=True))


def _flip(found: Finding, moment: str) -> Plain | None:
    """The nearest figure at which a verdict turns, and the nearest band; null without a verdict."""
    if found.at(moment).verdict == UNTESTABLE or found.robustness is None:
        return None
    point = found.robustness.flip(moment)
    keys = ("value", "distance", "verdict", "part", "years")
    figure: Plain = dict.fromkeys(keys)
    if point:
        values = (point.edge, point.distance, point.verdict, point.part, point.years)
        figure = dict(zip(keys, values, strict=True))
    band = _named(("edges_times", "verdict"), found.robustness.bands[moment])
    return figure | {"unit": found.claim.unit, "band": band}


def _result(result: Result) -> Plain:
    content: Plain = {
        key: getattr(result, key) for key in ("value", "unit", "year", "basis", "verdict")
    }
    content["direction"] = result.direction or None
    content["not_known"] = result.not_known or None
    if result.reason:
        content["reason"] = result.reason
    if result.parts:
        content["parts"] = [
            {"id": part.id, "label": part.label} | _result(part.result) for part in result.parts
        ]
    return content
