"""A finding in plain types, for machines."""

from footprint.ledger.claims import rules
from footprint.ledger.moments import MOMENTS
from footprint.model import UNTESTABLE, Finding, Result


def as_json(found: Finding) -> dict:
    """A finding in plain types: id, chapter, origin, kind, statement, and the objects then and now.

    ``then`` has the day before which its figures had to be known. A measured claim has its ``variants``, how many of them agree,
    and the flip point, the last two for each moment; null where there is no verdict. Where no single figure can turn it,
    the flip point has the band alone.
    """
    head = {
        key: getattr(found.claim, key) for key in ("id", "chapter", "origin", "kind", "statement")
    }
    known = {"known_before": rules()["then"]["published_before"]}
    content = head | {"then": _result_json(found.then) | known, "now": _result_json(found.now)}
    if found.robustness:
        content["variants"] = [
            {"id": variant.id, "label": variant.label}
            | {moment: _variant_json(getattr(variant, moment)) for moment in MOMENTS}
            for variant in found.robustness.variants
        ]
        content["agreement"] = {
            moment: _agreement_json(found.agreement(moment)) for moment in MOMENTS
        }
        content["flip"] = {moment: _flip_json(found, moment) for moment in MOMENTS}
    return content


def _variant_json(result: Result) -> dict:
    return {key: value for key, value in _result_json(result).items() if key != "parts"}


def _agreement_json(counts: tuple[int, int] | None) -> dict | None:
    return None if counts is None else dict(zip(("agree", "of"), counts, strict=True))


def _flip_json(found: Finding, moment: str) -> dict | None:
    """The nearest figure at which a verdict turns, and the nearest band; null where there is no verdict."""
    if getattr(found, moment).verdict == UNTESTABLE:
        return None
    flip, band = getattr(found.robustness, moment), found.robustness.bands[moment]
    keys = ("value", "distance", "verdict", "part", "years")
    figure = (
        dict.fromkeys(keys)
        if flip is None
        else dict(
            zip(keys, (flip.edge, flip.distance, flip.verdict, flip.part, flip.years), strict=True)
        )
    )
    return figure | {
        "unit": found.claim.unit,
        "band": None if band is None else dict(zip(("edges_times", "verdict"), band, strict=True)),
    }


def _result_json(result: Result) -> dict:
    content = {key: getattr(result, key) for key in ("value", "unit", "year", "basis", "verdict")}
    if result.reason:
        content["reason"] = result.reason
    if result.parts:
        content["parts"] = [
            {"id": part.id, "label": part.label} | _result_json(part.result)
            for part in result.parts
        ]
    return content
