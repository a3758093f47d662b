"""What a reader may take away whole: the data package with the ledger, what the ledger says, both
in one file, the whole project, and the book on paper once it was printed. Their addresses stay."""

import shutil
from pathlib import Path

from footprint import ledger
from footprint.library.package import data_dir, json_bytes
from footprint.sphinxext import manifest, project
from footprint.sphinxext.soup import read

DATA, ARCHIVE, PRINTED = "data", "data.zip", "book.pdf"
FINDINGS, TABLE, MEANING, DESCRIBED = LEDGER_FILES = (
    "ledger.json",
    "ledger.csv",
    "ledger.schema.json",
    "ledger.datapackage.json",
)
# The list that offers them, on the page that has it.
OFFERS = "ul.take-away"


def lay_out(folder: Path, out: Path) -> None:
    """Put data, findings and citation of the book in ``folder`` beside its pages."""
    hidden = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(data_dir(), out / DATA, ignore=hidden, copy_function=shutil.copyfile)
    shutil.copyfile(folder / manifest.CITATION, out / manifest.CITATION)
    _lay_out_ledger(out)
    files = [path for path in (out / DATA).rglob("*") if path.is_file()]
    files += [out / name for name in (*LEDGER_FILES, manifest.CITATION)]
    named = ((path.relative_to(out).as_posix(), path) for path in files)
    (out / ARCHIVE).write_bytes(project.pack(named))
    (out / project.PROJECT).write_bytes(project.packed(folder))


def _lay_out_ledger(out: Path) -> None:
    """What the ledger says, as JSON and as a table, with what describes both."""
    findings = ledger.findings()
    texts = {FINDINGS: ledger.all_as_json(findings), TABLE: ledger.as_csv(findings)}
    files = {name: text.encode() for name, text in texts.items()}
    files[MEANING] = ledger.FINDINGS_SCHEMA.read_bytes()
    files[DESCRIBED] = json_bytes(ledger.described_ledger(files))
    for name, content in files.items():
        (out / name).write_bytes(content)


def offer_paper(book: Path, paper: Path) -> None:
    """Put a printed book among the pages it was printed from, and link it. A whole book stays one;
    the paper goes with these pages when others are built."""
    made_of = manifest.trusted(book).sources
    shutil.copyfile(paper, book / PRINTED)
    for path in sorted(book.glob("*/*.html")):
        page = read(path)
        for offers in page.select(OFFERS):
            for entry in offers.select("li.paper"):
                entry.decompose()
            entry = page.new_tag("li", attrs={"class": "paper"})
            address = f"../{PRINTED}"
            entry.append(page.new_tag("a", attrs={"href": address}, string="The book as one PDF"))
            offers.append(entry)
            path.write_text(str(page), encoding="utf-8", newline="")
    if made_of:
        manifest.write(book, made_of)
