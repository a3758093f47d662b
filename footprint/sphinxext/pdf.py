"""The book as one PDF: the built pages put together and printed by the machine's Chromium.

Cover, contents with page numbers, every chapter in its order; links between chapters work inside
the file. ``python -m footprint pdf`` makes ``_build/book.pdf`` of a built ``_build/html``."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

from footprint import render
from footprint.errors import PdfError
from footprint.sphinxext.soup import one, own_text, parse, read, value

HTML, BOOK = Path("_build/html"), Path("_build/book.pdf")
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = (
    "no Chromium was found on this machine: install one (on Debian: apt-get install chromium)"
)
# A browser that asks nobody anything and runs as any user.
SILENT = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", *SILENT)
TIME = "--virtual-time-budget=60000"  # milliseconds that a page has for its scripts
PRINTING = ("--headless", "--allow-file-access-from-files", "--no-pdf-header-footer", TIME)
PATIENCE = 600  # seconds


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
    # Printed twice: only the first print shows on which page each chapter begins.
    numbers: dict[str, int] = {}
    with tempfile.TemporaryDirectory(dir=html) as work:
        source = Path(work) / "book.html"
        for _ in range(2):
            source.write_text(one_page(html, numbers), encoding="utf-8")
            print_page(program, source, target)
            numbers = _begins(target)
    return len(PdfReader(target).pages)


def print_page(program: str, source: Path, target: Path) -> None:
    """Let a Chromium print a page of this machine into a PDF; PdfError if it does not."""
    with tempfile.TemporaryDirectory() as profile:
        places = (f"--user-data-dir={profile}", f"--print-to-pdf={target.absolute()}")
        command = [program, *FLAGS, *PRINTING, *places, source.absolute().as_uri()]
        try:
            subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
            trouble = "" if target.exists() else "it wrote no file"
        except subprocess.TimeoutExpired:
            trouble = f"it did not end in {PATIENCE} seconds"
        except subprocess.CalledProcessError as error:
            trouble = error.stderr.strip()[-300:] or f"exit code {error.returncode}"
    if trouble:
        remedy = "Try again, or with another release of Chromium."
        raise PdfError(f"{program} did not print {target}: {trouble}. {remedy}")


def _begins(target: Path) -> dict[str, int]:
    """The page on which each place that something links to stands."""
    reader = PdfReader(target)
    places = reader.named_destinations.items()
    indices = {name: reader.get_destination_page_number(place) for name, place in places}
    return {name.lstrip("/"): index + 1 for name, index in indices.items() if index is not None}


def one_page(html: Path, numbers: Mapping[str, int]) -> str:
    """Cover, contents with ``numbers`` by chapter, and chapters with ids of their own, as one."""
    first = next(html.glob("*/index.html"))
    front = read(first)
    parts = _parts(front, first)
    author = front.select_one(".component-author")
    cover = {
        "title": value(one(front, "meta[property='og:site_name']"), "content"),
        "lead": value(one(front, "meta[name='description']"), "content"),
        "author": author.get_text(strip=True) if author else "",
    }
    styles = [value(tag, "href") for tag in front.select("head link[rel='stylesheet']")]
    page = parse(render.html("book.html", **cover, styles=styles, parts=parts, numbers=numbers))
    chapters = {path.resolve(): path.stem for _, entries in parts for _, path in entries}
    one(page, "body").extend(_chapter(path, chapters) for path in chapters)
    return str(page)


def _parts(front: BeautifulSoup, first: Path) -> list[tuple[str, list[tuple[str, Path]]]]:
    """The parts of the book with their chapters, as the menu beside its first page has them."""
    parts = [("", [(own_text(one(front, "article h1")), first)])]
    menu = one(front, "nav.bd-links")
    captions, lists = menu.select("p.caption"), menu.select("p.caption + ul")
    for caption, entries in zip(captions, lists, strict=True):
        links = entries.select("a[href]")
        chapters = [
            (link.get_text(strip=True), first.parent / value(link, "href")) for link in links
        ]
        parts.append((caption.get_text(strip=True), chapters))
    return parts


def _chapter(path: Path, chapters: Mapping[Path, str]) -> Tag:
    """The text of a page as part of the whole: ids and links made its own, maps as drawings."""
    own = f"{path.stem}--"
    # Charts name their own clip paths and gradients.
    page = parse(path.read_text(encoding="utf-8").replace("url(#", f"url(#{own}"))
    article = one(page, "article")
    for tag in article.select("iframe, script, source"):
        tag.decompose()
    for tag in article.select("[id]"):
        tag["id"] = f"{own}{tag['id']}"
    for tag in article.select("img[src]"):
        tag["loading"] = "eager"
        if not value(tag, "src").startswith("data:"):
            tag["src"] = (path.parent / value(tag, "src")).resolve().as_uri()
    for tag in article.select("a[href]"):
        tag["href"] = _inside_link(value(tag, "href"), path, chapters)
        if not tag["href"]:
            del tag["href"]
    section = page.new_tag("section", attrs={"class": "chapter bd-content", "id": path.stem})
    return article.wrap(section)


def _inside_link(address: str, path: Path, chapters: Mapping[Path, str]) -> str:
    """Where a link leads inside the PDF; other hosts stay, files beside the pages have no place."""
    if re.match(r"[a-z]+:", address):
        return address
    file, _, place = address.partition("#")
    chapter = chapters.get((path.parent / file).resolve() if file else path)
    if chapter is None:
        return ""
    return f"#{chapter}--{place}" if place else f"#{chapter}"
