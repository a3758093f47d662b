"""A finding in plain types, for machines."""

import dataclasses
import json
from typing import Any

from footprint.ledger.findings import findings, rules
from footprint.ledger.moments import MOMENTS
from footprint.model import UNTESTABLE, Finding, Result

Plain = dict[str, Any]


def as_json(found: Finding) -> Plain:
    """A finding in plain types, as ``findings.schema.json`` has it: id, chapter, origin, kind,
    statement, the history of its rule, and the objects then and now.

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


def all_as_json() -> str:
    """All findings as JSON, one array in full."""
    entries = [as_json(found) for found in findings()]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


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
