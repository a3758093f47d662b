"""What a schema cannot say of the ledger: known measures, bands in order, sentences to fill."""

import dataclasses
import itertools
import string
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jsonschema

from footprint.errors import DataError, LedgerError
from footprint.ledger.measures import MEASURES
from footprint.library.descriptor import legible, schema_faults
from footprint.library.tables import refuse_unknown
from footprint.topics.measure import misfit

SCHEMA = Path(__file__).parent / "claims.schema.json"
QUOTE_WORDS = 25
# Of an error of the schema, and of a sentence of ours, each end is told up to so many letters: the
# whole of what is wrong may stand in it.
OF_SCHEMA, OF_OURS = 150, 700
# What a sentence of the ledger may have filled in.
FILLED = (
    "told value answer year period rank since count of other spells about share side weight".split()
)
# What a sentence on a claim with parts may have of all of them; of each it may have the above.
OF_PARTS = ("told", "figures")


@dataclasses.dataclass(frozen=True)
class Entry:
    """What an error names: the file, whose entry, how its fields begin; and the economies."""

    path: Path
    economies: Mapping[str, str]
    owner: str = ""
    prefix: str = ""

    def of(self, owner: str, prefix: str = "") -> "Entry":
        """The same for another entry of the file."""
        return dataclasses.replace(self, owner=owner, prefix=prefix)

    def refuse(self, field: str, what: str) -> NoReturn:
        """LedgerError for a field, with what is wrong and the remedy."""
        name = legible(f"{self.prefix}{field}")
        raise LedgerError(f"{self.path}: {self.owner}, field {name}: {_ends(what, OF_OURS)}")


def _ends(text: str, most: int) -> str:
    return text if len(text) <= 2 * most else f"{text[:most]} … {text[-most:]}"


def check_schema(path: Path, content: Any) -> None:
    """LedgerError for the field that breaks ``claims.schema.json`` most plainly."""
    error = jsonschema.exceptions.best_match(schema_faults(content, SCHEMA))
    if error is None:
        return
    where, claim = list(error.absolute_path), ""
    if len(where) > 1 and where[0] == "claims":
        entry = content["claims"][where[1]]
        id = entry.get("id") if isinstance(entry, dict) else where[1] + 1
        claim = f"claim {legible(str(id))}, "
        where = where[2:]
    field = ".".join(map(str, where)) or "(top)"
    what = _ends(error.message, OF_SCHEMA)
    raise LedgerError(
        f"{path}: {claim}field {field}: {what}. "
        "See footprint/ledger/claims.schema.json for what it takes."
    )


def check_levers(
    entry: Entry,
    levers: Iterable[Mapping[str, Any]],
    actors: Sequence[str],
    region: Collection[str],
) -> None:
    """A lever's readings compare the same of the ``actors``, the first of these always, each by a
    measure that wants an economy; those for some countries alone name some of the region."""
    for lever in levers:
        own = entry.of(f"lever {lever['id']}", "readings.")
        _check_lever(own, lever["readings"], actors, region)


def _check_lever(
    entry: Entry,
    readings: Sequence[Mapping[str, Any]],
    known: Sequence[str],
    region: Collection[str],
) -> None:
    compared = [[key for key in reading if key != "only"] for reading in readings]
    for number, (actors, reading) in enumerate(zip(compared, readings, strict=True)):
        if not {*known[:1]} <= {*actors} <= {*known}:
            first, others = "".join(known[:1]), ", ".join(known[1:])
            entry.refuse(
                f"{number}",
                f"compares {', '.join(actors)}. Name {first or 'actors at the head'}, and of "
                f"{others or 'them'} whom you compare.",
            )
        if set(actors) != set(compared[0]):
            entry.refuse(
                f"{number}",
                f"compares {', '.join(actors)}, the first reading {', '.join(compared[0])}. "
                "Let both name the same actors.",
            )
        unknown = [code for code in reading.get("only", ()) if code not in region]
        if unknown:
            entry.refuse(f"{number}.only", f"{', '.join(unknown)} is none of {', '.join(region)}.")
        for actor in actors:
            _check_measure(
                entry, f"{number}.{actor}", reading[actor], given=("economy", "economies")
            )


def check_claim(entry: Entry, claim: Mapping[str, Any]) -> None:
    """Quotation, measures, bands and sentences of one claim."""
    words = len(claim.get("quote", "").split())
    if words >= QUOTE_WORDS:
        entry.refuse("quote", f"{words} words; quote fewer than {QUOTE_WORDS}.")
    measures = {
        "measure": claim.get("measure"),
        "contrary.measure": claim.get("contrary", {}).get("measure"),
    }
    measures |= {f"parts.{part['id']}.measure": part["measure"] for part in claim.get("parts", ())}
    for field, measure in measures.items():
        if measure:
            _check_measure(entry, field, measure)
    _check_bands(entry, "bands", claim.get("bands", {}))
    _check_sentences(entry, claim)


def _check_measure(
    entry: Entry, field: str, call: Mapping[str, Any], given: Collection[str] = ()
) -> None:
    """A known measure, with the parameters that its annotations name; ``given`` come besides."""
    name = call["name"]
    if name not in MEASURES:
        entry.refuse(
            f"{field}.name",
            f"“{legible(str(name))}” is no measure. Known are: {', '.join(MEASURES)}.",
        )
    wanted = {key: kind for key, kind in MEASURES[name].parameters.items() if key not in given}
    passed = [key for key in call if key != "name"]
    if set(wanted) != set(passed):
        takes, not_ = ", ".join(wanted), legible(", ".join(passed) or "nothing")
        entry.refuse(field, f"{name} takes {takes}, not {not_}.")
    for key, kind in wanted.items():
        if wrong := misfit(call[key], kind):
            entry.refuse(
                f"{field}.{key}", f"“{legible(str(call[key]))}” is not {wrong}, which {name} takes."
            )
    codes = [call["economy"]] if "economy" in call else call.get("economies", [])
    try:
        refuse_unknown(codes, entry.economies, field)
    except DataError as error:
        entry.refuse(f"{field}.economy", str(error).split("field economy: ")[-1])


def _check_bands(entry: Entry, field: str, bands: Mapping[str, Any]) -> None:
    edges = sorted(
        (float(interval.get("from", "-inf")), float(interval.get("below", "inf")))
        for intervals in bands.values()
        for interval in intervals
    )
    for low, high in edges:
        if not low < high:
            entry.refuse(
                field,
                f"from {low:g} to below {high:g} is empty. Let “below” be larger than “from”.",
            )
    for (_, high), (low, _) in itertools.pairwise(edges):
        if low < high:
            entry.refuse(
                field,
                f"two bands overlap between {low:g} and {high:g}. "
                "Let one end where the other begins.",
            )


def check_robustness(entry: Entry, claim: Mapping[str, Any], general: Sequence[str]) -> None:
    """Variants are named once, change what the claim has, and measure what can be measured."""
    declared = claim.get("robustness", {})
    for id in declared.get("without", ()):
        if id not in general:
            entry.refuse(
                "without", f"“{id}” is no variant of the head. Known are: {', '.join(general)}."
            )
    parts, seen = [part["id"] for part in claim.get("parts", ())], set(general)
    for variant in declared.get("variants", ()):
        if variant["id"] in seen:
            entry.refuse(
                "variants", f"“{variant['id']}” stands twice. Rename or remove one of the two."
            )
        seen.add(variant["id"])
        _check_variant(entry, variant, parts)


def _check_variant(entry: Entry, variant: Mapping[str, Any], parts: Sequence[str]) -> None:
    id = variant["id"]
    for key in ("measure",) if parts else ("parts", "only", "combine"):
        if key in variant:
            kind = "with" if parts else "without"
            entry.refuse(id, f"{key} cannot vary in a claim {kind} parts.")
    for part in [*variant.get("parts", ()), *variant.get("only", ())]:
        if part not in parts:
            entry.refuse(id, f"“{part}” is no part. Known are: {', '.join(parts)}.")
    own = [variant["measure"]] if "measure" in variant else []
    for measure in [*variant.get("parts", {}).values(), *own]:
        _check_measure(entry, id, measure)
    _check_bands(entry, id, variant.get("bands", {}))


def _check_sentences(entry: Entry, claim: Mapping[str, Any]) -> None:
    parts = [part["id"] for part in claim.get("parts", ())]
    words = OF_PARTS if parts else FILLED
    for key, told in claim.get("sentences", {}).items():
        more = ("moved",) if key == "now" else ()
        _check_sentence(entry, f"sentences.{key}", told, (*words, *more), parts)
    contrary = claim.get("contrary", {})
    for key in sorted({"sentence", "otherwise"} & contrary.keys()):
        _check_sentence(entry, f"contrary.{key}", contrary[key], FILLED)


def _check_sentence(
    entry: Entry, field: str, text: str, words: Sequence[str], parts: Sequence[str] = ()
) -> None:
    """Words are named as they are: what a form or a way into an object would print is no word."""
    wrong = ""
    try:
        for _, name, form, conversion in string.Formatter().parse(text):
            part, _, word = (name or "").partition(".")
            known = name in words or (part in parts and word in FILLED)
            if name is not None and (form or conversion or not known):
                wrong = repr(name)
    except ValueError as error:
        wrong = str(error)
    if wrong:
        known_ones = ", ".join(f"{{{name}}}" for name in (*(f"{id}.value" for id in parts), *words))
        entry.refuse(field, f"{legible(wrong)} cannot be filled in. Known are: {known_ones}.")
