"""The folder ``data/``: files that are what their package says they are. The only module that opens them.

The folder is a Frictionless Data Package: ``datapackage.json`` names every file with its source, licence,
vintage, size, hash and schema, and nothing is read that does not match. ``FOOTPRINT_DATA_DIR`` points to
another folder of the same shape (tests, what-ifs).
"""

import contextlib
import difflib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from footprint.errors import Busy, DataError, MissingData
from footprint.library.replacement import Replacement, replacement, settle

CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
SERIES = ["economy", "year", "value"]
DTYPES = {"string": "string", "integer": "Int64", "number": "float64", "date": "string"}


def successor(entries: Iterable[dict], indicator: str) -> dict | None:
    return next((entry for entry in entries if entry.get("succeeds") == indicator), None)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as the package has it: values in full precision, whole numbers without a point."""
    shown = frame.assign(
        value=[
            "" if pd.isna(value) else repr(float(value)).removesuffix(".0")
            for value in frame["value"]
        ]
    )
    return shown.to_csv(index=False, lineterminator="\n").encode()


def data_dir() -> Path:
    """The folder that is read: ``FOOTPRINT_DATA_DIR``, else ``data/`` of the checkout; whole, whatever happened to an update."""
    chosen = os.environ.get("FOOTPRINT_DATA_DIR")
    folder = Path(chosen) if chosen else Path(__file__).parents[2] / "data"
    settle(folder)
    return folder


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Read another folder for a while: a new edition is checked by the same code as the one in use."""
    before = os.environ.get("FOOTPRINT_DATA_DIR")
    os.environ["FOOTPRINT_DATA_DIR"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("FOOTPRINT_DATA_DIR")
        if before is not None:
            os.environ["FOOTPRINT_DATA_DIR"] = before


def package() -> dict:
    """The parsed ``datapackage.json``; DataError if it is absent or no JSON object with resources."""
    path = data_dir() / "datapackage.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["resources"][0]["path"]
    except FileNotFoundError:
        raise DataError(
            f"{path}: not there. Restore the folder data/, or point FOOTPRINT_DATA_DIR to one."
        ) from None
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DataError(
            f"{path}: not a data package ({error}). Restore it: git checkout -- data/datapackage.json"
        ) from None
    return content


def resource(name: str) -> dict:
    """The entry of one file in the package, by its name; MissingData if there is none."""
    names = {entry["name"]: entry for entry in package()["resources"]}
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        raise MissingData(
            f"{name} is not in data/datapackage.json"
            + (f"; did you mean {near[0]}?" if near else ".")
        )
    return names[name]


def content(entry: dict) -> bytes:
    """The bytes of a resource, if they are those that the package describes."""
    path = data_dir() / entry["path"]
    remedy = f"Restore it (git checkout -- data/{entry['path']}), or, if the change is meant, run: python -m footprint describe"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). {remedy}") from None
    if len(content) != entry.get("bytes"):
        raise DataError(
            f"{path}: field bytes: {len(content)} found, {entry.get('bytes')} expected; the file is cut or edited. {remedy}"
        )
    if _digest(content) != entry.get("hash"):
        raise DataError(
            f"{path}: field hash: the content is not the one described; the file is damaged or edited. {remedy}"
        )
    return content


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def table(entry: dict) -> pd.DataFrame:
    """A CSV resource as a frame whose columns have the types of its schema; DataError where they do not fit."""
    content(entry)
    return _parse(entry)


def _parse(entry: dict) -> pd.DataFrame:
    path = data_dir() / entry["path"]
    try:
        # Only the empty cell is missing: "NA" is the code of a region, not a gap.
        raw = pd.read_csv(
            path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8"
        )
    except (ValueError, OSError) as error:
        raise DataError(
            f"{path}: not a readable table ({' '.join(str(error).split())}). Restore it: git checkout -- data/{entry['path']}"
        ) from None
    fields = entry["schema"]["fields"]
    if not isinstance(raw.index, pd.RangeIndex):
        raise DataError(
            f"{path}: its rows have more cells than its header. Mend them, then run: python -m footprint describe"
        )
    if list(raw.columns) != [field["name"] for field in fields]:
        raise DataError(
            f"{path}: header: {', '.join(raw.columns)} found, {', '.join(f['name'] for f in fields)} expected. Mend the first line."
        )
    frame = pd.DataFrame(
        {field["name"]: _column(path, raw[field["name"]], field) for field in fields}
    )
    _check_key(path, frame, entry["schema"].get("primaryKey", []))
    return frame


def _column(path: Path, raw: pd.Series, field: dict) -> pd.Series:
    """One column in its type; DataError names the first row that breaks the field's type or constraints."""
    name, rules = field["name"], field.get("constraints", {})
    kind = field["type"]
    numeric = kind in ("integer", "number")
    values = pd.to_numeric(raw, errors="coerce") if numeric else raw
    # Infinity is no figure, though a parser takes it for a number.
    _refuse(
        path,
        name,
        raw,
        raw.notna() & ~values.abs().lt(float("inf")).fillna(False)
        if numeric
        else raw.isna() & False,
        f"is no {kind}",
    )
    if kind == "integer":
        _refuse(path, name, raw, values.notna() & (values % 1 != 0), "is no integer")
    if rules.get("required"):
        _refuse(path, name, raw, raw.isna(), "is empty, and a value is required")
    if "enum" in rules:
        _refuse(
            path,
            name,
            raw,
            raw.notna() & ~raw.isin(rules["enum"]),
            f"is none of {', '.join(rules['enum'])}",
        )
    if "pattern" in rules:
        _refuse(
            path,
            name,
            raw,
            raw.notna() & ~raw.str.fullmatch(rules["pattern"]).fillna(True),
            f"does not have the form {rules['pattern']}",
        )
    if "minimum" in rules:
        _refuse(path, name, raw, values < rules["minimum"], f"is below {rules['minimum']}")
    if "maximum" in rules:
        _refuse(path, name, raw, values > rules["maximum"], f"is above {rules['maximum']}")
    if kind == "date":
        _refuse(
            path,
            name,
            raw,
            pd.to_datetime(raw, format="%Y-%m-%d", errors="coerce").isna() & raw.notna(),
            "is no date YYYY-MM-DD",
        )
    return values.astype(DTYPES[kind])


def _refuse(path: Path, field: str, raw: pd.Series, bad: pd.Series, what: str) -> None:
    bad = bad.fillna(False)
    if bad.any():
        row = int(bad.to_numpy().argmax())
        value = "" if pd.isna(raw.iloc[row]) else raw.iloc[row]
        raise DataError(
            f"{path}: line {row + 2}, field {field}: “{value}” {what}. Mend the cell, then run: python -m footprint describe"
        )


def _check_key(path: Path, frame: pd.DataFrame, key: list[str]) -> None:
    repeated = frame.duplicated(key) if key else pd.Series(False, index=frame.index)
    if repeated.any():
        row = int(repeated.to_numpy().argmax())
        raise DataError(
            f"{path}: line {row + 2}, field {', '.join(key)}: stands twice. Keep one of the two rows, then run: python -m footprint describe"
        )


def economies() -> pd.Series:
    """Names by World Bank code, of every economy the book may speak of."""
    return table(resource("economies")).set_index("economy")["name"]


def countries() -> pd.Series:
    """Names by World Bank code without the groups, such as the world, which take no rank."""
    held = table(resource("economies"))
    return held[held["kind"] == "economy"].set_index("economy")["name"]


def check_economies(codes: Iterable[str], where: str) -> None:
    """DataError that names ``where`` if a code is unknown."""
    refuse_unknown(codes, economies(), where)


def refuse_unknown(codes: Iterable[str], names: pd.Series, where: str) -> None:
    for code in codes:
        if code not in names.index:
            alike = [
                known for known, name in names.items() if name.upper().startswith(str(code).upper())
            ]
            near = alike or difflib.get_close_matches(str(code), names.index, n=1)
            hint = (
                f"; did you mean {near[0]}?" if near else f"; known are {', '.join(names.index)}."
            )
            raise DataError(
                f"{where}: field economy: “{code}” is no economy of data/worldbank/economies.csv{hint}"
            )


def shapes(entry: dict) -> dict:
    """A GeoJSON resource; DataError unless every feature has an economy, a name and a geometry."""
    content(entry)
    return _shapes(entry)


def _shapes(entry: dict) -> dict:
    path = data_dir() / entry["path"]
    try:
        content = json.loads(path.read_bytes())
        if all(
            {"economy", "name"} <= feature["properties"].keys() and feature["geometry"]
            for feature in content["features"]
        ):
            return content
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DataError(
        f"{path}: field features: no GeoJSON with economy, name and geometry. Restore it: git checkout -- data/{entry['path']}"
    )


def verify() -> Iterator[str]:
    """Check every file of the package: size, hash, schema, economies. Yields the path of each that is whole.

    Raises DataError at the first that is not.
    """
    for entry in package()["resources"]:
        content(entry)
        _check(entry)
        yield entry["path"]


def _check(entry: dict) -> None:
    """The schema of a table and the codes of its economies, or the shapes of a map; other files by size and hash alone."""
    if entry["format"] == "geojson":
        _shapes(entry)
    if "schema" not in entry:
        return
    frame = _parse(entry)
    if entry["schema"].get("foreignKeys"):
        # Read as it is: describe may be about to take over an edit of that list too.
        names = _parse(resource("economies")).set_index("economy")["name"]
        refuse_unknown(frame["economy"].dropna().unique(), names, str(data_dir() / entry["path"]))


def describe() -> list[str]:
    """Bring sizes and hashes in ``datapackage.json`` up to the files as they are; returns what changed, in words.

    A table that breaks its schema is refused, and nothing is written. A file that is gone loses its entry: the
    claims that rest on it then cannot be tested.
    """
    content, said, kept = package(), [], []
    for entry in content["resources"]:
        path = data_dir() / entry["path"]
        if not path.exists():
            said.append(f"{entry['path']}: gone, so its entry is dropped")
            continue
        found = path.read_bytes()
        if (entry.get("bytes"), entry.get("hash")) != (len(found), _digest(found)):
            _check(entry)
            said.append(f"{entry['path']}: {entry.get('bytes')} bytes before, {len(found)} now")
        kept.append(described(entry, found))
    if said:
        with _edition() as new:
            new.write("datapackage.json", as_text(content | {"resources": kept}))
            new.swap()
    return said


@contextlib.contextmanager
def _edition() -> Iterator[Replacement]:
    try:
        with replacement(data_dir()) as new:
            yield new
    except Busy as error:
        raise DataError(f"{error} Wait until it has ended, and run this again.") from None
    except OSError as error:
        raise DataError(
            f"{error.filename or data_dir()}: cannot be written ({error.strerror}). Make room or permit it, and run this again."
        ) from None


def described(entry: dict, content: bytes) -> dict:
    """A package entry with the size and hash of its file's new content."""
    return entry | {"bytes": len(content), "hash": _digest(content)}


def as_text(content: object) -> bytes:
    """JSON as the package is written."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def fingerprint() -> str:
    """One hash over every file below the data folder and this package: what the built pages depend on."""
    digest = hashlib.sha256()
    for root in (data_dir(), Path(__file__).parents[1]):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix not in (".pyc",)):
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
