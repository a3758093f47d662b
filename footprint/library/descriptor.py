"""``datapackage.json`` as text: parsed, and held against what this book takes, before all else.

Whatever is in it, what is wrong leaves as one DataError that names file, entry, field and remedy.
"""

import contextlib
import difflib
import functools
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jsonschema
import jsonschema_rs

from footprint.errors import DataError
from footprint.library.paths import misnamed
from footprint.words.text import first_day

PACKAGE_SCHEMA = Path(__file__).parent / "package.schema.json"
GROUPS = ("resources", "wanted")
# Nothing that a file of ours says needs more levels, whole numbers of more digits, or more values.
DEPTH, DIGITS, VALUES = 16, 18, 500_000
# So much alike, two names of fields are one and a slip.
ALIKE = 0.85
# What no text may hold: it would move a terminal's cursor, or turn the letters around it.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# How the schema says that a text is not empty, and that nothing follows.
SOMETHING, END = r"\S", r"(?![\s\S])"
NOUNS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "object",
    "null": "null",
}
TAKES = "See footprint/library/package.schema.json for what it takes, or restore the file:"
Steps = tuple[str | int, ...]


class _Twice(dict[str, Any]):
    """An object in which a key stands twice: of two, nobody could say which is meant."""

    key = ""


@functools.lru_cache(maxsize=4)
def parsed(path: Path, raw: bytes) -> Mapping[str, Any]:
    """The content of ``datapackage.json``; nobody changes it, for others have the same."""
    content = _json(path, raw)
    fault = next(unfit(content), None) or next(_misfits(content), None)
    fault = fault or next(_contradictions(content), None)
    if fault:
        _refuse(path, content, *fault)
    entries: Mapping[str, Any] = content
    return entries


def _json(path: Path, raw: bytes) -> Any:
    """What the bytes say; DataError if they are no JSON in UTF-8."""
    try:
        if raw.startswith(b"\xef\xbb\xbf"):
            raise ValueError("it begins with a byte order mark; save it as UTF-8 without one")
        return json.loads(raw.decode(), object_pairs_hook=_object, parse_int=_whole)
    except UnicodeDecodeError as error:
        why = f"it is not UTF-8 from byte {error.start + 1} on"
    except RecursionError:
        why = "it is nested too deeply"
    except ValueError as error:
        why = str(error)
    raise DataError(f"{path}: not a data package ({why}). {_restore(path)}")


def checked(raw: bytes, schema: Path) -> Any:
    """What another file of JSON holds; ValueError unless it fits its schema."""
    content = json.loads(raw.decode(), object_pairs_hook=_object, parse_int=_whole)
    if any(unfit(content)) or any(schema_faults(content, schema)):
        raise ValueError(schema.name)
    return content


def _restore(path: Path) -> str:
    return f"Restore it: git checkout -- data/{path.name}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) == len(pairs):
        return content
    names = [name for name, _ in pairs]
    twice = _Twice(content)
    twice.key = next(name for name in names if names.count(name) > 1)
    return twice


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= DIGITS else math.inf


def _refuse(path: Path, content: Any, place: Steps, what: str) -> NoReturn:
    """DataError for a field, by the entry that it stands in."""
    if len(place) < 2 or place[0] not in GROUPS or not isinstance(place[1], int):
        field = ".".join(map(legible, place)) or "(top)"
        raise DataError(f"{path}: not a data package (field {field}: {what}). {_restore(path)}")
    entry = content[place[0]][place[1]]
    named = entry if isinstance(entry, dict) else {}
    names = [named.get(key) for key in ("name", "path")]
    who = next((legible(one) for one in names if isinstance(one, str) and one), f"{place[1] + 1}")
    field = ".".join(map(legible, place[2:])) or f"{place[0]}.{place[1]}"
    remedy = "Add it, or restore the file:" if what == "missing" else TAKES
    which = "resource" if place[0] == "resources" else "wanted resource"
    raise DataError(
        f"{path}: {which} {who}, field {field}: {what}. {remedy} git checkout -- data/{path.name}"
    )


def legible(value: object) -> str:
    """A value in the words of an error: short, and with nothing in it that acts."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = UNSEEN.sub("�", text)
    return text if len(text) <= 60 else f"{text[:60]}…"


def unfit(content: Any, kept: str = "") -> Iterator[tuple[Steps, str]]:
    """Where a value is none that a file of ours may hold, whatever the field; ``kept`` has letters
    that may stand although they cannot be seen."""
    waiting: list[tuple[Steps, Any]] = [((), content)]
    for _ in range(VALUES):
        if not waiting:
            return
        place, value = waiting.pop()
        if isinstance(value, dict | list):
            if len(place) > DEPTH:
                yield place[:DEPTH], "is nested too deeply"
                return
            if isinstance(value, _Twice):
                yield (*place, value.key), "stands twice"
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*place, key), one) for key, one in pairs]
        if isinstance(value, str) and set(UNSEEN.findall(value)) - {*kept}:
            yield place, f"“{legible(value)}” has a character that cannot be seen"
        if isinstance(value, float) and not math.isfinite(value):
            yield place, "is no number of ordinary size"
    yield (), "holds more than this book reads"


@functools.cache
def _sieve(schema: Path) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(schema.read_text(encoding="utf-8")))


@functools.cache
def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def schema_faults(content: Any, schema: Path) -> Iterator[jsonschema.ValidationError]:
    """Where a content breaks a schema. Whether it does is told by another library first, in a
    hundredth of the time that it takes to say why, which nearly every file is spared."""
    with contextlib.suppress(ValueError):  # of keys that are no text, which only YAML has
        if _sieve(schema).is_valid(content):
            return
    yield from _validator(schema).iter_errors(content)


def _misfits(content: Any) -> Iterator[tuple[Steps, str]]:
    """Where the schema of the package is broken."""
    for error in schema_faults(content, PACKAGE_SCHEMA):
        yield (*error.absolute_path, *_lacking(error)), _told(error)


def _lacking(error: jsonschema.ValidationError) -> Steps:
    """The field that is not there, or should not be, where the error is of the one above it."""
    rule: Any = error.validator_value
    there: Any = error.instance
    names: list[str] = []
    if error.validator == "required":
        names = [name for name in rule if name not in there]
    if error.validator == "dependentRequired":
        wanted = [name for key, others in rule.items() if key in there for name in others]
        names = [name for name in wanted if name not in there]
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        names = [name for name in there if name not in schema["properties"]]
    return tuple(names[:1])


def _told(error: jsonschema.ValidationError) -> str:
    """What is wrong, in words."""
    rule: Any = error.validator_value
    found: Any = error.instance
    value = legible(found)
    match error.validator:
        case "required" | "dependentRequired":
            return "missing"
        case "additionalProperties":
            return "is no constraint of a column of this type"
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            return f"“{value}” is no {' and no '.join(NOUNS[kind] for kind in kinds)}"
        case "enum" | "const":
            known = rule if error.validator == "enum" else [rule]
            return f"“{value}” is not {' or '.join(map(legible, known))}"
        case "pattern" if rule != SOMETHING:
            return f"“{value}” does not have the form {rule.removesuffix(END)}"
        case "pattern":
            return "is empty"
        case "minItems" | "maxItems":
            return f"holds {len(found)}, and {rule} is what it takes"
        case "not":
            return "is nothing that this book reads"
        case _:
            return f"“{value}” breaks the rule {error.validator}: {legible(rule)}"


def _contradictions(content: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
    """What no schema can say: days and columns that are none, paths that lead out, names twice."""
    if not _is_day(article := content.get("article", "2000")):
        yield ("article",), f"“{article}” is no day"
    entries = [(group, place) for group in GROUPS for place in range(len(content.get(group, ())))]
    seen: set[tuple[str, str]] = set()
    for group, place in entries:
        entry = content[group][place]
        if why := misnamed(entry["path"], entry["format"]):
            yield (group, place, "path"), f"“{legible(entry['path'])}” {why}"
        # Some systems take one name in large and small letters for one file.
        for key in ("name", "path", "indicator", "edition"):
            if key in entry and (pair := (key, entry[key].casefold())) in seen:
                yield (group, place, key), f"“{legible(entry[key])}” is that of another entry"
            elif key in entry:
                seen.add(pair)
        for key in entry:
            if near := _meant(key):
                yield (group, place, key), f"is unknown; did you mean {near}?"
        for where, what in _columns(entry.get("schema", {"fields": []})):
            yield (group, place, "schema", *where), what


def _is_day(told: str) -> bool:
    try:
        return bool(first_day(told))
    except ValueError:
        return False


@functools.cache
def _meant(key: str) -> str:
    """The field that one of another name is likely to be, misspelt; what is far is somebody's."""
    schema: Any = _validator(PACKAGE_SCHEMA).schema
    known = schema["$defs"]["resource"]["properties"]
    near = [] if key in known else difflib.get_close_matches(key, known, n=1, cutoff=ALIKE)
    return next(iter(near), "")


def _columns(schema: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
    """What is wrong with the columns that a schema declares and speaks of."""
    names = [field["name"] for field in schema["fields"]]
    for place, field in enumerate(schema["fields"]):
        if field["name"] in names[:place]:
            yield ("fields", place, "name"), f"“{legible(field['name'])}” stands twice"
        try:
            re.compile(field.get("constraints", {}).get("pattern", ""))
        except (re.error, RecursionError, OverflowError) as error:
            where = ("fields", place, "constraints", "pattern")
            yield where, f"is no regular expression ({legible(str(error))})"
    yield from _unknown(("primaryKey",), schema.get("primaryKey", ()), names)
    for place, key in enumerate(schema.get("foreignKeys", ())):
        yield from _unknown(("foreignKeys", place, "fields"), [key["fields"]], names)


def _unknown(
    place: Steps, columns: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[Steps, str]]:
    """Columns spoken of that are none of the table's."""
    for column in columns:
        if column not in names:
            yield place, f"“{legible(column)}” is no column; they are {legible(', '.join(names))}"
