"""The ledger as one table, a claim a row, and as a package that describes it.

What a table cannot hold, variants and history, stands in ``ledger.json`` beside it."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from footprint import library
from footprint.ledger.export import FINDINGS_SCHEMA, as_json
from footprint.ledger.findings import rules
from footprint.ledger.moments import MOMENTS
from footprint.library.package import described
from footprint.model import Finding


class Column(NamedTuple):
    """A column of the table: where its cells stand in an entry of ``ledger.json``, and its field
    in the table's schema."""

    name: str
    kind: str
    title: str
    place: tuple[str, ...]


def _texts() -> Iterable[Column]:
    schema = json.loads(FINDINGS_SCHEMA.read_text(encoding="utf-8"))
    fields = schema["$defs"]["finding"]["properties"]
    names = "id chapter origin kind short statement quote our_measure because would_change".split()
    for name in names:
        yield Column(name, "string", fields[name]["description"], (name,))
    yield Column("unit", "string", fields["unit"]["description"], ("unit",))
    # A cell may hold an object, written as JSON.
    yield Column("bands", "object", fields["bands"]["description"], ("bands",))


def _of_moment(moment: str) -> Iterable[Column]:
    when = rules().then.label if moment == "then" else "now"
    for field, kind, title in (
        ("verdict", "string", "the verdict"),
        ("direction", "string", "on which side it misses what was said"),
        ("not_known", "string", "why it cannot be tested"),
        ("value", "number", "the figure, empty where parts have one each"),
        ("year", "integer", "the year of the figure"),
        ("basis", "string", "where the figure is from"),
    ):
        yield Column(f"{moment}_{field}", kind, f"{title} ({when})", (moment, field))
    agree = "variants that agree with the verdict", "variants that give a verdict"
    for field, title in zip(("agree", "of"), agree, strict=True):
        yield Column(
            f"{moment}_{field}", "integer", f"{title} ({when})", ("agreement", moment, field)
        )
    for field, kind, title in (
        ("value", "number", "the figure at which the verdict would turn"),
        ("verdict", "string", "the verdict beyond it"),
    ):
        place = ("flip", moment, field)
        yield Column(f"{moment}_flip_{field}", kind, f"{title} ({when})", place)


def _of_contrary() -> Iterable[Column]:
    for field, kind, title in (
        ("value", "number", "the figure declared for the other side"),
        ("unit", "string", "its unit"),
        ("year", "integer", "its year"),
        ("speaks_against", "boolean", "whether it speaks against the claim"),
    ):
        yield Column(f"contrary_{field}", kind, title, ("contrary", field))


def columns() -> list[Column]:
    """The columns of the table, in their order."""
    return [*_texts(), *(one for moment in MOMENTS for one in _of_moment(moment)), *_of_contrary()]


def as_csv(findings: Iterable[Finding]) -> str:
    """Findings as CSV: a line of names, then a claim a line."""
    file, names = io.StringIO(), columns()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(column.name for column in names)
    for entry in map(as_json, findings):
        writer.writerow(_cell(entry, column.place) for column in names)
    return file.getvalue()


def _cell(entry: Any, place: Iterable[str]) -> str:
    for name in place:
        entry = entry.get(name) if entry is not None else None
    if entry is None or isinstance(entry, str):
        return entry or ""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def described_ledger(files: Mapping[str, bytes]) -> dict[str, Any]:
    """A Frictionless Data Package of the files that hold the ledger, by their names."""
    fields: list[dict[str, Any]] = [
        {"name": one.name, "type": one.kind, "title": one.title} for one in columns()
    ]
    fields[0] |= {"constraints": {"required": True, "unique": True}}
    table = {"fields": fields, "primaryKey": ["id"], "missingValues": [""]}
    about = library.package().content
    return {
        "$schema": about["$schema"],
        "name": f"{about['name']}-ledger",
        "title": "The ledger: claims, rules and verdicts",
        "licenses": [about["licenses"][0] | {"title": "Creative Commons Attribution 4.0"}],
        "resources": [_resource(path, content, table) for path, content in files.items()],
    }


def _resource(path: str, content: bytes, table: Mapping[str, Any]) -> dict[str, Any]:
    name, _, suffix = path.rpartition(".")
    entry: dict[str, Any] = {
        "name": f"{name}-{suffix}".replace(".", "-"),
        "path": path,
        "scheme": "file",
        "format": suffix,
        "mediatype": {"csv": "text/csv"}.get(suffix, "application/json"),
        "encoding": "utf-8",
    }
    entry |= {"type": "table", "schema": table} if suffix == "csv" else {"type": "json"}
    return described(entry, content)
