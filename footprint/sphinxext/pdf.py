"""The book as one PDF: the built pages put together and printed by the machine's Chromium.

Cover, contents with page numbers, every chapter in its order, the folded records in an appendix;
links between chapters work inside the file, an outline stands beside it.
``python -m footprint pdf`` makes ``_build/book.pdf`` of a built ``_build/html``."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pypdf import PdfReader

from footprint.errors import PdfError
from footprint.sphinxext.volume import chapters_in, numbered, one_page, tightened

HTML, BOOK = Path("_build/html"), Path("_build/book.pdf")
# By name, and where systems without a path to theirs keep it; Edge is on every Windows.
PROGRAMS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
NO_CHROMIUM = (
    "no Chromium was found on this machine: install one (on Debian: apt-get install chromium)"
)
# A browser that asks nobody anything and runs as any user.
SILENT = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", *SILENT)
TIME = "--virtual-time-budget=60000"  # milliseconds that a page has for its scripts
PRINTING = ("--headless", "--allow-file-access-from-files", "--no-pdf-header-footer", TIME)
UNTAGGED, OUTLINE = "--disable-pdf-tagging", "--generate-pdf-document-outline"
# When it was printed, which says nothing about the book and would make two prints differ.
TIMES = re.compile(rb"/(Creation|Mod)Date \(D:[^)]*\)")
# A heading at the top of a page, which Chromium now and then writes into the outline twice.
TWICE = re.compile(rb"(/Title (?:<FEFF|\())(.+?)\2([)>])")
PATIENCE = 600  # seconds
# A chapter whose last page has so few lines, with title and number, is set smaller to spare it.
FEW_LINES = 12


def chromium() -> str | None:
    """The Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def make(html: Path, target: Path) -> int:
    """Print the built pages of ``html`` into one PDF; returns its number of pages. PdfError
    without a built book or a browser."""
    if not (html / "index.html").exists():
        raise PdfError(f"There is no built book in {html}: build it first (make book).")
    program = chromium()
    if program is None:
        raise PdfError(f"The PDF could not be made: {NO_CHROMIUM}.")
    page, numbers = one_page(html), dict[str, int]()
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "book.html"

        def printed(how: str) -> PdfReader:
            source.write_text(numbered(page, numbers), encoding="utf-8", newline="")
            print_page(program, source, target, how)
            return PdfReader(target)

        # Printed again: only a first print shows on which page each place stands, and how full
        # the last page of a chapter is.
        reader = printed(UNTAGGED)
        numbers = _begins(reader)
        if thin := _thin(reader, chapters_in(page), numbers):
            page = tightened(page, thin)
            numbers = _begins(printed(UNTAGGED))
        reader = printed(OUTLINE)
    target.write_bytes(cleaned(target.read_bytes()))
    return len(reader.pages)


def print_page(program: str, source: Path, target: Path, how: str = OUTLINE) -> None:
    """Let a Chromium print a page of this machine into a PDF; PdfError if it does not."""
    with tempfile.TemporaryDirectory() as profile:
        places = (f"--user-data-dir={profile}", f"--print-to-pdf={target.absolute()}")
        command = [program, *FLAGS, *PRINTING, how, *places, source.absolute().as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
            trouble = "" if target.exists() else "it wrote no file"
        except subprocess.TimeoutExpired:
            trouble = f"it did not end in {PATIENCE} seconds"
        except subprocess.CalledProcessError as error:
            printed = error.stderr.decode("utf-8", "replace")
            trouble = printed.strip()[-300:] or f"exit code {error.returncode}"
    if trouble:
        remedy = "Try again, or with another release of Chromium."
        raise PdfError(f"{program} did not print {target}: {trouble}. {remedy}")


def cleaned(content: bytes) -> bytes:
    """A printed file without the time of printing and with no title twice; nothing moves in it."""

    def once(found: re.Match[bytes]) -> bytes:
        blank = b"0020" * (len(found[2]) // 4) if b"<" in found[1] else b" " * len(found[2])
        return found[1] + found[2] + blank + found[3]

    return TWICE.sub(once, TIMES.sub(lambda found: b" " * len(found[0]), content))


def _thin(reader: PdfReader, places: Sequence[str], begins: Mapping[str, int]) -> list[str]:
    """The chapters of three pages and more whose last one has few lines."""
    first = [begins[place] for place in places if place in begins]
    spans = zip(places, first, [*first[1:], len(reader.pages) + 1], strict=False)
    return [
        place
        for place, start, after in spans
        if after - start > 2
        and len(reader.pages[after - 2].extract_text().splitlines()) <= FEW_LINES
    ]


def _begins(reader: PdfReader) -> dict[str, int]:
    """The page on which each place that something links to stands."""
    places = reader.named_destinations.items()
    indices = {name: reader.get_destination_page_number(place) for name, place in places}
    return {name.lstrip("/"): index + 1 for name, index in indices.items() if index is not None}
