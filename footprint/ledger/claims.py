"""The ledger as it is declared: ``data/claims.yml``, read, checked, made into claims and rules."""

import dataclasses
import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from footprint import model
from footprint.errors import LedgerError
from footprint.ledger.checks import Entry, check_claim, check_levers, check_robustness, check_schema
from footprint.ledger.measures import MEASURES
from footprint.ledger.names import check_names
from footprint.ledger.plain import read_plain
from footprint.library.library import Library


@dataclasses.dataclass(frozen=True)
class Ledger:
    """What the ledger declares: its rules, and all claims in their order."""

    rules: model.Rules
    claims: tuple[model.Claim, ...]

    def calls(self) -> Iterator[tuple[str, str, model.MeasureCall]]:
        """Every measure that it names, wherever it stands: the owner, the field, the call."""
        for lever in self.rules.levers:
            for number, reading in enumerate(lever.readings):
                for actor, call in reading.actors.items():
                    yield f"lever {lever.id}", f"readings.{number}.{actor}", call
        for claim in self.claims:
            for field, call in _calls_of(claim):
                yield f"claim {claim.id}", field, call

    def series(self) -> list[str]:
        """Every series of the World Bank that it reads."""
        return sorted(
            {code for *_, call in self.calls() for code in MEASURES[call.name].series(call)}
        )


def _calls_of(claim: model.Claim) -> Iterator[tuple[str, model.MeasureCall]]:
    """The measures of one claim, each with its field."""
    for part in claim.measured_parts:
        yield f"parts.{part.id}.measure" if claim.parts else "measure", part.measure
    if claim.contrary:
        yield "contrary.measure", claim.contrary.measure
    for variant in claim.robustness.variants:
        for id, call in variant.parts.items():
            yield f"robustness.{variant.id}.parts.{id}", call
        if variant.measure:
            yield f"robustness.{variant.id}.measure", variant.measure


def read_ledger(library: Library) -> Ledger:
    """The ledger of a data folder; LedgerError names claim, field and remedy."""
    path = library.folder / "claims.yml"
    try:
        text = library.package.read(path.name).decode()
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or "it is not UTF-8"
        raise LedgerError(
            f"{path}: cannot be read ({what}). Restore it: git checkout -- data/claims.yml"
        ) from None
    ledger = _parsed(path, text, tuple(library.names().items()), library.package.region)
    check_names(path, ledger.calls(), library)
    for owner, field, call in ledger.calls():
        if (actor := call.parameters.get("actor", "")) not in ("", *ledger.rules.actors):
            known = ", ".join(ledger.rules.actors) or "the actors of the head"
            what = f"“{actor}” is none of {known}. Name one of these."
            Entry(path, {}, owner).refuse(f"{field}.actor", what)
    return ledger


@functools.lru_cache(maxsize=4)
def _parsed(
    path: Path, text: str, names: tuple[tuple[str, str], ...], region: tuple[str, ...]
) -> Ledger:
    """The ledger from its text; ``names`` are the economies that a measure may name, by code."""
    content = read_plain(path, text)
    check_schema(path, content)
    entry = Entry(path, dict(names))
    actors = [one["id"] for one in content.get("actors", ())]
    check_levers(entry, content.get("levers", ()), actors, region)
    general = [variant["id"] for variant in content["variants"]]
    for claim in content["claims"]:
        check_claim(entry.of(f"claim {claim['id']}"), claim)
        check_robustness(entry.of(f"claim {claim['id']}", "robustness."), claim, general)
    if content.get("carrying") not in [None, *(claim["id"] for claim in content["claims"])]:
        entry.of("the head").refuse("carrying", "there is no such claim. Name one by its id.")
    for id, count in Counter(claim["id"] for claim in content["claims"]).items():
        if count > 1:
            entry.of(f"claim {id}").refuse("id", "stands twice. Rename or remove one of the two.")
    return Ledger(_rules(content), tuple(map(_claim, content["claims"])))


# Entries to objects: the schema has seen to it that each has what it must, and nothing else.


def _made(
    kind: Callable[..., Any], entry: Mapping[str, Any], **makers: Callable[[Any], Any]
) -> Any:
    """An object from its entry; some of its fields are made by makers of their own."""
    return kind(**{key: makers.get(key, _same)(value) for key, value in entry.items()})


def _same(value: object) -> object:
    return value


def _all(maker: Callable[[Any], Any]) -> Callable[[Iterable[Any]], tuple[Any, ...]]:
    return lambda entries: tuple(map(maker, entries))


def _call(entry: Mapping[str, Any]) -> model.MeasureCall:
    return model.MeasureCall(entry["name"], {key: entry[key] for key in entry if key != "name"})


def _calls(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, model.MeasureCall]:
    return {name: _call(entry) for name, entry in entries.items()}


def _interval(entry: Mapping[str, float]) -> model.Interval:
    return model.Interval(entry.get("from", -math.inf), entry.get("below", math.inf))


def _bands(entry: Mapping[str, Any]) -> model.Bands:
    return model.Bands(
        *(_all(_interval)(entry[verdict]) for verdict in (model.HOLDS, model.IN_PART))
    )


def _reading(actors: Iterable[str], entry: Mapping[str, Any]) -> model.LeverReading:
    """A reading, its actors in the order of the head: first whose lever it is."""
    actors = {actor: entry[actor] for actor in actors if actor in entry}
    return model.LeverReading(_calls(actors), tuple(entry.get("only", ())))


_part = functools.partial(_made, model.ClaimPart, measure=_call)
_contrary = functools.partial(_made, model.Contrary, measure=_call, against=_interval)
_variant = functools.partial(
    _made, model.VariantRule, measure=_call, parts=_calls, only=tuple, bands=_bands
)
_robustness = functools.partial(_made, model.RobustnessRule, without=tuple, variants=_all(_variant))
_claim = functools.partial(
    _made,
    model.Claim,
    measure=_call,
    parts=_all(_part),
    bands=_bands,
    contrary=_contrary,
    robustness=_robustness,
    missing=functools.partial(_made, model.Source),
    history=_all(functools.partial(_made, model.Change)),
)


def _rules(content: Mapping[str, Any]) -> model.Rules:
    then = model.ThenRule(**{**content["then"], "editions": tuple(content["then"]["editions"])})
    actors = {one["id"]: one.get("called", one["id"]) for one in content.get("actors", ())}
    lever = functools.partial(
        _made, model.Lever, readings=_all(functools.partial(_reading, actors))
    )
    return model.Rules(
        then,
        content["stale_after_years"],
        _all(_variant)(content["variants"]),
        _all(lever)(content.get("levers", ())),
        content.get("carrying", ""),
        actors,
        content.get("chapters", {}),
    )
