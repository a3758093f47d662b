"""What a reader may take away whole: the data package with the ledger, what the ledger says, both
in one file, and the book on paper once it was printed. Their addresses stay."""

import shutil
import zipfile
from pathlib import Path

from footprint import ledger
from footprint.library.package import data_dir, json_bytes
from footprint.sphinxext import manifest
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
# An archive keeps times: this is the first that it can keep.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def lay_out(folder: Path, out: Path) -> None:
    """Put data, findings and citation of the book in ``folder`` beside its pages."""
    hidden = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(data_dir(), out / DATA, ignore=hidden, copy_function=shutil.copyfile)
    shutil.copyfile(folder / manifest.CITATION, out / manifest.CITATION)
    _lay_out_ledger(out)
    files = [path for path in (out / DATA).rglob("*") if path.is_file()]
    told = [out / name for name in (*LEDGER_FILES, manifest.CITATION)]
    pack(out, [*told, *files], out / ARCHIVE)


def _lay_out_ledger(out: Path) -> None:
    """What the ledger says, as JSON and as a table, with what describes both."""
    findings = ledger.findings()
    texts = {FINDINGS: ledger.all_as_json(findings), TABLE: ledger.as_csv(findings)}
    files = {name: text.encode() for name, text in texts.items()}
    files[MEANING] = ledger.FINDINGS_SCHEMA.read_bytes()
    files[DESCRIBED] = json_bytes(ledger.described_ledger(files))
    for name, content in files.items():
        (out / name).write_bytes(content)


def pack(root: Path, files: list[Path], archive: Path) -> None:
    """Files of a folder as one, the same bytes on any machine: how much a compressor saves hangs on
    its release, so none has a say."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), NO_TIME)
            # Else it would say which system packed it, and who may read it there.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, path.read_bytes())


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
