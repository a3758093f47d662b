"""Files of the package as rows and shapes, each cell held against the schema of its column."""

from __future__ import annotations

import csv
import datetime
import difflib
import functools
import io
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footprint.errors import DataError
from footprint.library.descriptor import checked, legible, unfit
from footprint.library.spreadsheets import misfiled
from footprint.rows import Columns, Frame, Rows
from footprint.words.text import meant

if TYPE_CHECKING:
    from footprint.library.package import Package
    from footprint.model import Resource

DTYPES = {"string": "string", "integer": "Int64", "number": "float64", "date": "string"}
OBSERVATION = ["economy", "year", "value"]
# The first year asked for, unless ``data/`` holds an earlier one.
FIRST_YEAR = 1990
DESCRIBE = "then run: python -m footprint describe"
REPORT_SCHEMA = Path(__file__).parent / "report.schema.json"
# No ring of a shape on a map has fewer points.
CORNERS = 4


def no_observations() -> Frame:
    """A series without a figure: ``economy, year, value``."""
    return Rows().frame({"economy": "string", "year": "Int64", "value": "float64"})


def frame_of(rows: Rows, resource: Resource) -> Frame:
    """A table as a frame, its columns in the types of its schema."""
    return rows.frame({one["name"]: DTYPES[one["type"]] for one in resource.schema["fields"]})


def read_table(package: Package, resource: Resource) -> Rows:
    """The rows of a CSV file in the types of its schema; DataError where they do not fit."""
    content = package.content_of(resource)
    try:
        return _read(content, json.dumps(resource.schema))
    except _Misfit as why:
        raise DataError(f"{package.folder / resource.path}: {why}") from None


class _Misfit(Exception):
    """Where a table does not fit its schema, and the remedy."""


# A package and its last edition have most tables alike: each content is read once.
@functools.lru_cache(maxsize=200)
def _read(content: bytes, described: str) -> Rows:
    schema = json.loads(described)
    names = [field["name"] for field in schema["fields"]]
    raw = dict(zip(names, _cells(content, names), strict=True))
    columns = {field["name"]: _column(raw[field["name"]], field) for field in schema["fields"]}
    for key in _keys(schema):
        _check_key(columns, key)
    return Columns(columns)


def _keys(schema: Mapping[str, Any]) -> list[list[str]]:
    """The columns of which no two rows have the same: the primary key, and each that is unique."""
    fields = schema["fields"]
    unique = [[one["name"]] for one in fields if one.get("constraints", {}).get("unique")]
    return [schema.get("primaryKey", []), *unique]


def _cells(content: bytes, names: Sequence[str]) -> list[list[str | None]]:
    """The columns of a CSV file; only the empty cell is missing: "NA" is a code, not a gap."""
    if why := misfiled(content, names):
        raise _Misfit(f"{why}, {DESCRIBE}")
    try:
        reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        head, *lines = [line for line in reader if line]
    except (ValueError, csv.Error) as error:
        raise _Misfit(
            f"not a readable table ({' '.join(str(error).split())}). "
            f"Restore it, or mend it, {DESCRIBE}"
        ) from None
    if any(len(line) > len(head) for line in lines):
        raise _Misfit(f"its rows have more cells than its header. Mend them, {DESCRIBE}")
    if head != names:
        raise _Misfit(
            f"header: {legible(', '.join(head))} found, {', '.join(names)} expected. "
            "Mend the first line."
        )
    missing = [""] * len(head)
    rows = [line + missing[len(line) :] for line in lines]
    return [[row[place] or None for row in rows] for place in range(len(head))]


# What a constraint of the schema forbids of a cell, by its text or value, and what is wrong then.
CONSTRAINTS: Mapping[str, tuple[Callable[[str | None, Any, Any], bool], str]] = {
    "required": (
        lambda text, value, rule: text is None and rule,
        "is empty, and a value is required",
    ),
    "enum": (lambda text, value, rule: text is not None and text not in rule, "is none of {}"),
    "pattern": (
        lambda text, value, rule: text is not None and not re.fullmatch(rule, text),
        "does not have the form {}",
    ),
    "minimum": (lambda text, value, rule: value is not None and value < rule, "is below {}"),
    "maximum": (lambda text, value, rule: value is not None and value > rule, "is above {}"),
}


# What no cell may be: two names that look alike would be two names.
FORMS: Sequence[tuple[Callable[[str], bool], str]] = (
    (lambda text: text != text.strip(), "begins or ends with a blank"),
    (
        lambda text: not unicodedata.is_normalized("NFC", text),
        "has a letter in two pieces, base and accent; write it as one (Unicode's form NFC)",
    ),
)


def _column(raw: Sequence[str | None], field: Mapping[str, Any]) -> list[Any]:
    """One column in its type; what is wrong names the first row that breaks type or constraints."""
    name, kind = field["name"], field["type"]
    # Each text is looked at once, however often it stands in the column.
    texts = dict.fromkeys(raw)
    typed = {text: None if text is None else _typed(text, kind) for text in texts}
    what = "is no date YYYY-MM-DD" if kind == "date" else f"is no {kind}"
    _refuse(name, raw, {text for text in typed if text and typed[text] is None}, what)
    for faulty, what in FORMS:
        _refuse(name, raw, {text for text in typed if text and faulty(text)}, what)
    for constraint, rule in field.get("constraints", {}).items():
        if constraint == "unique":
            continue  # a matter of all cells of the column: see _keys
        breaks, what = CONSTRAINTS[constraint]
        told = ", ".join(rule) if isinstance(rule, list) else rule
        wrong = {text for text, value in typed.items() if breaks(text, value, rule)}
        _refuse(name, raw, wrong, what.format(told))
    return [typed[text] for text in raw]


def _typed(text: str, kind: str) -> str | float | None:
    """A cell as its type has it; None if it is none of that type."""
    try:
        if kind == "date":
            day = datetime.datetime.strptime(text, "%Y-%m-%d")
            return text if f"{day:%Y-%m-%d}" == text else None
        if kind == "string":
            return text
        # Python reads more than figures: infinity, digits of other scripts, 1_000.
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    if kind == "integer":
        return int(value) if value.is_integer() else None
    return value if math.isfinite(value) else None


def _refuse(field: str, raw: Sequence[str | None], wrong: Iterable[str | None], what: str) -> None:
    """Names the first cell of a column that is among those that are wrong."""
    if wrong:
        row = min(map(raw.index, wrong))
        raise _Misfit(
            f"line {row + 2}, field {field}: “{legible(raw[row] or '')}” {what}. "
            f"Mend the cell, {DESCRIBE}"
        )


def _check_key(columns: Mapping[str, Sequence[Any]], key: Sequence[str]) -> None:
    values = list(zip(*(columns[name] for name in key), strict=True))
    if len(set(values)) < len(values):
        first = {value: row for row, value in reversed([*enumerate(values)])}
        row = next(row for row, value in enumerate(values) if first[value] < row)
        raise _Misfit(
            f"line {row + 2}, field {', '.join(key)}: stands twice. "
            f"Keep one of the two rows, {DESCRIBE}"
        )


def read_shapes(package: Package, resource: Resource) -> dict[str, Any]:
    """A GeoJSON file; DataError unless every feature has an economy, a name, and a polygon or
    several that can be drawn."""
    try:
        content: dict[str, Any] = json.loads(package.content_of(resource))
        if isinstance(content["features"], list) and all(map(_drawable, content["features"])):
            return content
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass
    raise DataError(
        f"{package.folder / resource.path}: field features: no GeoJSON with economy, name and "
        f"geometry. Restore it: git checkout -- data/{resource.path}"
    )


def _drawable(feature: Mapping[str, Any]) -> bool:
    """Whether a feature is named, and each of its rings points of the globe."""
    shape, facts = feature["geometry"], feature["properties"]
    # What no economy has, a glacier, has no code.
    named = isinstance(facts["name"], str) and isinstance(facts["economy"], str | None)
    several = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}
    rings = chain.from_iterable(several[shape["type"]])
    return (
        named
        and not any(unfit(facts))
        and all(len(ring) >= CORNERS and all(_on_globe(*point) for point in ring) for ring in rings)
    )


def _on_globe(longitude: Any, latitude: Any) -> bool:
    return all(
        type(degrees) in (int, float) and abs(degrees) <= most
        for degrees, most in ((longitude, 180), (latitude, 90))
    )


def read_report(package: Package, resource: Resource) -> dict[str, Any]:
    """What an update reported; DataError unless it has what pages read of it."""
    try:
        content: dict[str, Any] = checked(package.content_of(resource), REPORT_SCHEMA)
        if _typed(content["date"], "date"):
            return content
    except (ValueError, RecursionError):
        pass
    raise DataError(
        f"{package.folder / resource.path}: no report of an update. "
        f"Restore it: git checkout -- data/{resource.path}"
    )


def refuse_unknown(
    codes: Iterable[object], names: Mapping[str, str], where: str, field: str = "economy"
) -> None:
    """DataError that names ``where`` and the nearest known code, if a code is no economy's."""
    for code in codes:
        if code not in names:
            start = str(code).upper()
            alike = [known for known, name in names.items() if name.upper().startswith(start)]
            near = alike or difflib.get_close_matches(str(code), names, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(names)}."
            raise DataError(
                f"{where}: field {field}: “{legible(str(code))}” is no economy of "
                f"data/worldbank/economies.csv{hint}"
            )


def refuse_names(
    rows: Rows, resource: Resource, names: Callable[[], Mapping[str, str]], where: str
) -> None:
    """DataError for a name in a column of names that no economy has, nor the column's ``others``.

    A country has one name in all files: sums and rules find it by that."""
    for field in resource.schema["fields"]:
        if "others" in field:
            listed = names()
            known = [*listed.values(), *field["others"]]
            for name, line in first_lines(rows, field["name"]).items():
                if name not in known:
                    # The first word tells more than the whole: Czech Republic, Czechia.
                    near = listed.get(name) or alike(name.split(" ")[0].split(",")[0], known)
                    hint = meant(near)
                    raise DataError(
                        f"{where}: line {line}, field {field['name']}: “{legible(name)}” is no "
                        f"name of data/worldbank/economies.csv, nor among the field's others{hint} "
                        f"Mend the cell, or declare the name in the package, {DESCRIBE}"
                    )


def first_lines(rows: Rows, column: str) -> dict[str, int]:
    """The values of a column, each with the line of its file where it first stands."""
    lines: dict[str, int] = {}
    for line, value in enumerate(rows.values(column), start=2):
        if value is not None:
            lines.setdefault(value, line)
    return lines


def alike(name: str, known: Iterable[str], most: int = 1) -> str:
    """The nearest of the names known, “a, b”, or nothing."""
    return ", ".join(difflib.get_close_matches(name, sorted(known), n=most))


def by_code(listed: Rows) -> dict[str, str]:
    """Names by code, of rows with ``economy`` and ``name``."""
    return {row["economy"]: row["name"] for row in listed}


def csv_bytes(frame: Frame) -> bytes:
    """A table as the package has it: values in full precision, whole numbers without a point."""
    values = [
        "" if value is None else repr(float(value)).removesuffix(".0")
        for value in Rows.of(frame[["value"]]).values("value")
    ]
    return frame.assign(value=values).to_csv(index=False, lineterminator="\n").encode()
