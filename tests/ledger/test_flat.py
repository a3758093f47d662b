"""The ledger as a table; that it is valid by its description is held in ``tests/sphinxext/test_takeaway.py``."""

import csv
import hashlib
import io
import json

from footprint import ledger
from footprint.ledger import flat

# Columns that an entry has once, those that it has of each moment, and those of the other side, as programs read them.
TEXTS = "id chapter origin kind short statement quote our_measure because would_change unit"
OF_MOMENT = """
verdict string: the verdict
direction string: on which side it misses what was said
not_known string: why it cannot be tested
value number: the figure, empty where parts have one each
year integer: the year of the figure
basis string: where the figure is from
agree integer: variants that agree with the verdict
of integer: variants that give a verdict
flip_value number: the figure at which the verdict would turn
flip_verdict string: the verdict beyond it
"""
CONTRARY = """
contrary_value number: the figure declared for the other side
contrary_unit string: its unit
contrary_year integer: its year
contrary_speaks_against boolean: whether it speaks against the claim
"""


def rows(*ids: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ledger.as_csv(map(ledger.finding, ids)))))


def test_a_measured_claim_in_a_row():
    """Quote, bands as JSON, both verdicts with value and flip point, the other side; in the entry's own figures."""
    (row,) = rows("kgz-remit-third")
    entry = ledger.as_json(ledger.finding("kgz-remit-third"))
    assert json.loads(row["bands"]) == entry["bands"] and row["quote"] == entry["quote"]
    assert float(row["then_value"]) == entry["then"]["value"]
    assert float(row["now_flip_value"]) == entry["flip"]["now"]["value"]
    assert row["contrary_speaks_against"] == "true"


def test_what_there_is_not_is_empty():
    """A judgement has no figure; a claim with parts has none of its own."""
    judged, parted = rows("russia-feared", "kgz-trade")
    empty = ("then_value", "now_year", "now_flip_value", "now_agree", "bands", "unit")
    assert [judged[name] for name in empty] == [""] * len(empty) and judged["now_not_known"]
    assert parted["now_value"] == "" and parted["now_verdict"]


def test_every_column_is_described_once():
    """In words, with the label of then from the ledger."""
    names = [one.name for one in flat.columns()]
    assert len(set(names)) == len(names) and all(one.title for one in flat.columns())
    titles = {one.name: one.title for one in flat.columns()}
    assert titles["then_verdict"].endswith(f"({ledger.rules().then.label})")


def test_the_columns_of_the_table():
    """Names, kinds and titles, which programs of readers rest on."""
    label, told = ledger.rules().then.label, []
    for moment, when in (("then", label), ("now", "now")):
        told += [f"{moment}_{line} ({when})" for line in OF_MOMENT.strip().splitlines()]
    told += CONTRARY.strip().splitlines()
    texts, others = flat.columns()[:12], flat.columns()[12:]
    kinds = [*((name, "string") for name in TEXTS.split()), ("bands", "object")]
    assert [(one.name, one.kind) for one in texts] == kinds
    assert [f"{one.name} {one.kind}: {one.title}" for one in others] == told
    assert ledger.as_csv([]) == ",".join(one.name for one in flat.columns()) + "\n"


def cell(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def test_cells_are_those_of_the_entry(findings):
    """Of every claim, wherever in the entry they stand."""
    table = csv.DictReader(io.StringIO(ledger.as_csv(findings)))
    for row, entry in zip(table, map(ledger.as_json, findings), strict=True):
        expected = {name: entry[name] for name in TEXTS.split()}
        contrary = entry["contrary"] or {}
        for name in ("value", "unit", "year", "speaks_against"):
            expected[f"contrary_{name}"] = contrary.get(name)
        for moment in ("then", "now"):
            counted, turned = (
                (entry.get(key) or {}).get(moment) or {} for key in ("agreement", "flip")
            )
            for name in "verdict direction not_known value year basis".split():
                expected[f"{moment}_{name}"] = entry[moment][name]
            expected |= {f"{moment}_{name}": counted.get(name) for name in ("agree", "of")}
            for name in ("value", "verdict"):
                expected[f"{moment}_flip_{name}"] = turned.get(name)
        assert json.loads(row.pop("bands") or "null") == entry["bands"]
        assert row == {name: cell(value) for name, value in expected.items()}


def test_the_package_of_the_ledger():
    """Each file by name, size and hash; the table by its columns, with its key."""
    files = {"ledger.csv": b"id\n", "ledger.json": b"{}", "findings.schema.json": b"[]"}
    package = flat.described_ledger(files)
    assert package["$schema"] == "https://datapackage.org/profiles/1.0/datapackage.json"
    assert package["name"] == "moscows-footprint-ledger"
    assert package["title"] == "The ledger: claims, rules and verdicts"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["licenses"][0]["title"] == "Creative Commons Attribution 4.0"
    table, *others = package["resources"]
    schema = table.pop("schema")
    assert schema["primaryKey"] == ["id"] and schema["missingValues"] == [""]
    first, *more = schema["fields"]
    assert first["constraints"] == {"required": True, "unique": True}
    assert {"name": "now_value", "type": "number", "title": more[-11]["title"]} == more[-11]
    assert table == {
        "name": "ledger-csv",
        "path": "ledger.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "type": "table",
        "bytes": 3,
        "hash": f"sha256:{hashlib.sha256(files['ledger.csv']).hexdigest()}",
    }
    assert [(one["name"], one["format"], one["type"], one["mediatype"]) for one in others] == [
        ("ledger-json", "json", "json", "application/json"),
        ("findings-schema-json", "json", "json", "application/json"),
    ]
