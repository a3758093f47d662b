"""What a schema cannot say of the ledger: known measures, bands in order, sentences that can be filled."""

import json
from collections.abc import Sequence
from pathlib import Path

import jsonschema

from footprint.errors import DataError, LedgerError
from footprint.ledger.measures import MEASURES
from footprint.library.package import CENTRAL_ASIA, check_economies

QUOTE_WORDS = 25
# What a sentence of the ledger may have filled in.
FILLED = ("value", "answer", "year", "period", "rank", "since", "count", "of", "other")


def check_schema(path: Path, content: object) -> None:
    schema = json.loads((Path(__file__).parent / "claims.schema.json").read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema).iter_errors(content)
    )
    if error is None:
        return
    where = list(error.absolute_path)
    claim = ""
    if len(where) > 1 and where[0] == "claims":
        entry = content["claims"][where[1]]
        claim = f"claim {entry.get('id') if isinstance(entry, dict) else where[1] + 1}, "
        where = where[2:]
    field = ".".join(map(str, where)) or "(top)"
    raise LedgerError(
        f"{path}: {claim}field {field}: {error.message}. See footprint/claims.schema.json for what it takes."
    )


def check_lever(path: Path, lever: dict, names: frozenset[str]) -> None:
    """Every reading compares the same actors, Russia among them, each by a known measure that wants an economy besides."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: lever {lever['id']}, field {field}: {what}")

    compared = [[key for key in reading if key != "only"] for reading in lever["readings"]]
    for number, (actors, reading) in enumerate(zip(compared, lever["readings"], strict=True)):
        if set(actors) != set(compared[0]):
            refuse(
                f"readings.{number}",
                f"compares {', '.join(actors)}, the first reading {', '.join(compared[0])}. Let both name the same actors.",
            )
        unknown = [code for code in reading.get("only", ()) if code not in CENTRAL_ASIA]
        if unknown:
            refuse(
                f"readings.{number}.only",
                f"{', '.join(unknown)} is none of {', '.join(CENTRAL_ASIA)}.",
            )
        for actor in actors:
            _check_measure(
                f"readings.{number}.{actor}",
                reading[actor],
                names,
                refuse,
                given_besides=("economy", "economies"),
            )


def check_claim(path: Path, entry: dict, names: frozenset[str]) -> None:
    """What a schema cannot say: known measures with their parameters, bands in order, sentences that can be filled."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: claim {entry['id']}, field {field}: {what}")

    if len(entry.get("quote", "").split()) >= QUOTE_WORDS:
        refuse("quote", f"{len(entry['quote'].split())} words; quote fewer than {QUOTE_WORDS}.")
    sources = {
        "measure": entry.get("measure"),
        "contrary.measure": entry.get("contrary", {}).get("measure"),
    }
    sources |= {f"parts.{part['id']}.measure": part["measure"] for part in entry.get("parts", ())}
    for field, measure in sources.items():
        if measure:
            _check_measure(field, measure, names, refuse)
    _check_bands("bands", entry.get("bands", {}), refuse)
    _check_sentences(entry, refuse)


def _check_measure(
    field: str, measure: dict, names: frozenset[str], refuse, given_besides: Sequence[str] = ()
) -> None:
    function = MEASURES.get(measure["name"])
    if function is None:
        refuse(
            f"{field}.name", f"“{measure['name']}” is no measure. Known are: {', '.join(MEASURES)}."
        )
    wanted = [name for name in function.parameters if name != "at" and name not in given_besides]
    given = [name for name in measure if name != "name"]
    if set(wanted) != set(given):
        refuse(
            field,
            f"{measure['name']} takes {', '.join(wanted)}, not {', '.join(given) or 'nothing'}.",
        )
    codes = [measure["economy"]] if "economy" in measure else measure.get("economies", [])
    if not all(isinstance(code, str) and code in names for code in codes):
        try:
            check_economies(codes, field)
        except DataError as error:
            refuse(f"{field}.economy", str(error).split("field economy: ")[-1])


def _check_bands(field: str, bands: dict, refuse) -> None:
    edges = sorted(
        (i.get("from", float("-inf")), i.get("below", float("inf")))
        for intervals in bands.values()
        for i in intervals
    )
    for low, high in edges:
        if not low < high:
            refuse(
                field, f"from {low} to below {high} is empty. Let “below” be larger than “from”."
            )
    for (_, high), (low, _) in zip(edges, edges[1:]):
        if low < high:
            refuse(
                field,
                f"two bands overlap between {low} and {high}. Let one end where the other begins.",
            )


def check_robustness(
    path: Path, entry: dict, general: Sequence[str], names: frozenset[str]
) -> None:
    """Variants are named once, change what the claim has, and measure what can be measured."""

    def refuse(field: str, what: str) -> None:
        raise LedgerError(f"{path}: claim {entry['id']}, field robustness.{field}: {what}")

    declared = entry.get("robustness", {})
    for id in declared.get("without", ()):
        if id not in general:
            refuse("without", f"“{id}” is no variant of the head. Known are: {', '.join(general)}.")
    parts, seen = [part["id"] for part in entry.get("parts", ())], set(general)
    for variant in declared.get("variants", ()):
        if variant["id"] in seen:
            refuse("variants", f"“{variant['id']}” stands twice. Rename or remove one of the two.")
        seen.add(variant["id"])
        misplaced = [
            key
            for key in (("measure",) if parts else ("parts", "only", "combine"))
            if key in variant
        ]
        if misplaced:
            refuse(
                variant["id"],
                f"{misplaced[0]} cannot vary in a claim {'with' if parts else 'without'} parts.",
            )
        unknown = [
            id for id in [*variant.get("parts", ()), *variant.get("only", ())] if id not in parts
        ]
        if unknown:
            refuse(variant["id"], f"“{unknown[0]}” is no part. Known are: {', '.join(parts)}.")
        for measure in [
            *variant.get("parts", {}).values(),
            *filter(None, [variant.get("measure")]),
        ]:
            _check_measure(variant["id"], measure, names, refuse)
        _check_bands(variant["id"], variant.get("bands", {}), refuse)


class _Blank:
    """Stands in for a filled value while a sentence is checked."""

    value = answer = year = period = rank = flow = other = ""

    def __format__(self, specification: str) -> str:
        raise ValueError("a part without .value, .year …")


def _check_sentences(entry: dict, refuse) -> None:
    parts = {part["id"]: _Blank() for part in entry.get("parts", ())}
    own = {} if parts else dict.fromkeys(FILLED, "")
    sentences = {
        f"sentences.{key}": (text, parts | own | ({"moved": ""} if key == "now" else {}))
        for key, text in entry.get("sentences", {}).items()
    }
    if "contrary" in entry:
        sentences["contrary.sentence"] = (entry["contrary"]["sentence"], dict.fromkeys(FILLED, ""))
    for field, (text, fields) in sentences.items():
        try:
            text.format(**fields)
        except (KeyError, AttributeError, ValueError, IndexError) as error:
            refuse(
                field,
                f"{error} cannot be filled in. Known are: {', '.join('{' + name + '}' for name in fields)}.",
            )
