"""Files of the package as frames and shapes, each cell held against the schema of its column."""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from footprint.errors import DataError
from footprint.model import Resource

DTYPES = {"string": "string", "integer": "Int64", "number": "float64", "date": "string"}
OBSERVATION = ["economy", "year", "value"]
DESCRIBE = "then run: python -m footprint describe"


def no_observations() -> pd.DataFrame:
    """A series without a figure: ``economy, year, value``."""
    return pd.DataFrame({"economy": [], "year": [], "value": []}).astype(
        {"economy": "string", "year": "Int64", "value": "float64"}
    )


def read_table(folder: Path, resource: Resource) -> pd.DataFrame:
    """A CSV file, its columns in the types of its schema; DataError where they do not fit."""
    path = folder / resource.path
    try:
        # Only the empty cell is missing: "NA" is the code of a region, not a gap.
        raw = pd.read_csv(
            path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8"
        )
    except (ValueError, OSError) as error:
        raise DataError(
            f"{path}: not a readable table ({' '.join(str(error).split())}). "
            f"Restore it: git checkout -- data/{resource.path}"
        ) from None
    fields = resource.schema["fields"]
    if not isinstance(raw.index, pd.RangeIndex):
        raise DataError(f"{path}: its rows have more cells than its header. Mend them, {DESCRIBE}")
    names = [field["name"] for field in fields]
    if list(raw.columns) != names:
        raise DataError(
            f"{path}: header: {', '.join(raw.columns)} found, {', '.join(names)} expected. "
            "Mend the first line."
        )
    columns = {field["name"]: _column(path, raw[field["name"]], field) for field in fields}
    frame = pd.DataFrame(columns)
    _check_key(path, frame, resource.schema.get("primaryKey", []))
    return frame


# What a constraint of the schema forbids: which cells, and what is wrong with them.
Cells = pd.Series
CONSTRAINTS: Mapping[str, tuple[Callable[[Cells, Cells, Any], Cells], str]] = {
    "required": (lambda raw, values, rule: raw.isna() & rule, "is empty, and a value is required"),
    "enum": (lambda raw, values, rule: raw.notna() & ~raw.isin(rule), "is none of {}"),
    "pattern": (
        lambda raw, values, rule: raw.notna() & ~raw.str.fullmatch(rule).fillna(True),
        "does not have the form {}",
    ),
    "unique": (lambda raw, values, rule: raw.notna() & raw.duplicated() & rule, "stands twice"),
    "minimum": (lambda raw, values, rule: values < rule, "is below {}"),
    "maximum": (lambda raw, values, rule: values > rule, "is above {}"),
}


def _column(path: Path, raw: Cells, field: Mapping[str, Any]) -> Cells:
    """One column in its type; DataError names the first row that breaks type or constraints."""
    name, kind = field["name"], field["type"]
    values = raw
    if kind in ("integer", "number"):
        values = pd.to_numeric(raw, errors="coerce")
        # Infinity is no figure, though a parser takes it for a number.
        finite = values.abs().lt(float("inf")).fillna(False)
        _refuse(path, name, raw, raw.notna() & ~finite, f"is no {kind}")
    if kind == "integer":
        _refuse(path, name, raw, values.notna() & (values % 1 != 0), "is no integer")
    for constraint, rule in field.get("constraints", {}).items():
        breaks, what = CONSTRAINTS[constraint]
        told = ", ".join(rule) if isinstance(rule, list) else rule
        _refuse(path, name, raw, breaks(raw, values, rule), what.format(told))
    if kind == "date":
        days = pd.to_datetime(raw, format="%Y-%m-%d", errors="coerce")
        _refuse(path, name, raw, days.isna() & raw.notna(), "is no date YYYY-MM-DD")
    typed: Cells = values.astype(DTYPES[kind])  # type: ignore[call-overload]
    return typed


def _refuse(path: Path, field: str, raw: Cells, bad: Cells, what: str) -> None:
    bad = bad.fillna(False)
    if bad.any():
        row = int(bad.to_numpy().argmax())
        value = "" if pd.isna(raw.iloc[row]) else raw.iloc[row]
        raise DataError(
            f"{path}: line {row + 2}, field {field}: “{value}” {what}. Mend the cell, {DESCRIBE}"
        )


def _check_key(path: Path, frame: pd.DataFrame, key: Sequence[str]) -> None:
    repeated = frame.duplicated(list(key)) if key else pd.Series(False, index=frame.index)
    if repeated.any():
        row = int(repeated.to_numpy().argmax())
        raise DataError(
            f"{path}: line {row + 2}, field {', '.join(key)}: stands twice. "
            f"Keep one of the two rows, {DESCRIBE}"
        )


def read_shapes(folder: Path, resource: Resource) -> dict[str, Any]:
    """A GeoJSON file; DataError unless every feature has an economy, a name and a geometry."""
    path = folder / resource.path
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        if all(
            {"economy", "name"} <= feature["properties"].keys() and feature["geometry"]
            for feature in content["features"]
        ):
            return content
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DataError(
        f"{path}: field features: no GeoJSON with economy, name and geometry. "
        f"Restore it: git checkout -- data/{resource.path}"
    )


def refuse_unknown(codes: Iterable[object], names: Mapping[str, str], where: str) -> None:
    """DataError that names ``where`` and the nearest known code, if a code is no economy's."""
    for code in codes:
        if code not in names:
            start = str(code).upper()
            alike = [known for known, name in names.items() if name.upper().startswith(start)]
            near = alike or difflib.get_close_matches(str(code), names, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(names)}."
            raise DataError(
                f"{where}: field economy: “{code}” is no economy of "
                f"data/worldbank/economies.csv{hint}"
            )


def by_code(listed: pd.DataFrame) -> dict[str, str]:
    """Names by code, of a frame ``economy, name``."""
    return dict(zip(listed["economy"], listed["name"], strict=True))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as the package has it: values in full precision, whole numbers without a point."""
    values = [
        "" if pd.isna(value) else repr(float(value)).removesuffix(".0") for value in frame["value"]
    ]
    return frame.assign(value=values).to_csv(index=False, lineterminator="\n").encode()
