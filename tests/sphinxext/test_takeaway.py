"""What a reader may take away: whole, and the same bytes each time."""

import json
import zipfile

import frictionless
import jsonschema
from support.builds import ROOT

from footprint.ledger.moments import MOMENTS
from footprint.sphinxext import manifest, project, takeaway


def test_data_and_verdicts_lie_in_the_site(data, tmp_path):
    """As they are, and all in one file."""
    out = tmp_path / "html"
    out.mkdir()
    takeaway.lay_out(ROOT, out)
    assert (out / "data/claims.yml").read_bytes() == (data / "claims.yml").read_bytes()
    with zipfile.ZipFile(out / "data.zip") as packed:
        assert {*takeaway.LEDGER_FILES, "CITATION.cff", "data/datapackage.json"} <= set(
            packed.namelist()
        )
    assert (out / "project.zip").read_bytes() == project.packed(ROOT)
    entries = json.loads((out / "ledger.json").read_text(encoding="utf-8"))
    schema = json.loads((out / "ledger.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(entries)) == []
    check_table(out, entries)


def check_table(out, entries):
    """The table is valid by its description, and says of each claim what the JSON says."""
    package = frictionless.Package(str(out / "ledger.datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert {one.path for one in package.resources} == {*takeaway.LEDGER_FILES} - {
        takeaway.DESCRIBED
    }
    rows = package.get_resource("ledger-csv").read_rows()
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        for moment in MOMENTS:
            result = entry[moment]
            assert row[f"{moment}_verdict"] == result["verdict"]
            assert row[f"{moment}_year"] == result["year"]
            assert (None if result["value"] is None else float(row[f"{moment}_value"])) == result[
                "value"
            ]
        assert row["bands"] == entry["bands"]
        assert row["contrary_speaks_against"] == (entry["contrary"] or {}).get("speaks_against")


def test_a_printed_book_is_offered_once_and_the_book_stays_whole(tmp_path):
    """However often it is printed; a book that was not whole does not become so."""
    book, paper = tmp_path / "html", tmp_path / "book.pdf"
    (book / "chapters").mkdir(parents=True)
    paper.write_bytes(b"%PDF")
    page = book / "chapters/data.html"
    page.write_text('<ul class="take-away"></ul>', encoding="utf-8")
    takeaway.offer_paper(book, paper)
    assert not (book / manifest.MANIFEST).exists()
    manifest.write(book, {"data": "sha256:1"})
    takeaway.offer_paper(book, paper)
    assert page.read_text(encoding="utf-8").count('href="../book.pdf"') == 1
    assert manifest.trusted(book).sources == {"data": "sha256:1"}
