"""The book as one PDF: ``python -m footprint.pdf`` puts the built pages together and lets the machine's Chromium print them.

Cover, contents with page numbers, every chapter in its order; links between chapters work inside the file. Needs a built
book in ``_build/html`` and writes ``_build/book.pdf``.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

from footprint.errors import PdfError

HTML, BOOK = Path("_build/html"), Path("_build/book.pdf")
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = (
    "no Chromium was found on this machine: install one (on Debian: apt-get install chromium)"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=60000",
    "--no-pdf-header-footer",
)
STYLE = """
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font: 9pt sans-serif; color: #444; } }
@page :first { @bottom-center { content: none; } }
html { font-size: 13px; } body { padding: 0; } article { max-width: none; }
.cover { height: 230mm; display: flex; flex-direction: column; justify-content: center; }
.cover h1 { font-size: 3.2rem; margin: 0 0 1.5rem; border-left: 10px solid #D55E00; padding-left: 1.5rem; }
.cover p, .contents h1 { margin-left: 0; } .contents, .chapter { break-before: page; }
.contents p { font-weight: 700; margin: 1rem 0 .2rem; } .contents ol { list-style: none; padding: 0; margin: 0; }
.contents li { display: flex; justify-content: space-between; border-bottom: 1px dotted #888; padding: .2rem 0; }
.headerlink, .toctree-wrapper, .prev-next-footer { display: none; }
"""


def chromium() -> str | None:
    """The Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def make(html: Path, target: Path) -> int:
    """Print the built pages of ``html`` into one PDF; returns its number of pages. PdfError without a built book or a browser."""
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
            _print(program, source, target)
            numbers = _begins(target)
    return len(PdfReader(target).pages)


def _print(program: str, source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                program,
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--print-to-pdf={target.absolute()}",
                source.absolute().as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=600,
        )
    if done.returncode or not target.exists():
        raise PdfError(f"Chromium did not print the book: {done.stderr.strip()[-300:]}")


def _begins(target: Path) -> dict[str, int]:
    """The page on which each place that something links to stands."""
    reader = PdfReader(target)
    return {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
    }


def one_page(html: Path, numbers: dict[str, int]) -> str:
    """One page made of all: cover, contents with ``numbers`` by chapter, and the chapters; every id is made the chapter's own."""
    first = next(path for path in html.glob("*/index.html"))
    front = _soup(first)
    parts = _parts(front, first)
    paths = [path for _, chapters in parts for _, path in chapters]
    chapters = "".join(_chapter(path, paths) for path in paths)
    styles = "".join(str(tag) for tag in front.head.find_all("link", rel="stylesheet"))
    title = front.find("meta", property="og:site_name")["content"]
    lead = front.find("meta", attrs={"name": "description"})["content"]
    author = front.select_one(".component-author")
    soup = BeautifulSoup("", "html.parser")
    heading, said, by = (
        _tag(soup, name, text)
        for name, text in (
            ("h1", title),
            ("p", lead),
            ("p", author.get_text(strip=True) if author else ""),
        )
    )
    contents = "".join(
        f"<p>{_tag(soup, 'span', caption)}</p><ol>{''.join(_contents_line(soup, name, path, numbers) for name, path in entries)}</ol>"
        for caption, entries in parts
    )
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">{_tag(soup, "title", title)}{styles}<style>{STYLE}</style></head>'
        f'<body><section class="cover">{heading}{said}{by}</section><section class="contents"><h1>Contents</h1>{contents}</section>{chapters}</body></html>'
    )


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _tag(soup: BeautifulSoup, name: str, text: str) -> Tag:
    tag = soup.new_tag(name)
    tag.string = text
    return tag


def _parts(front: BeautifulSoup, first: Path) -> list[tuple[str, list[tuple[str, Path]]]]:
    """The parts of the book with their chapters, as the menu beside its first page has them."""
    parts = [("", [(front.select_one("article h1").find(string=True, recursive=False), first)])]
    for caption in front.select("nav.bd-links p.caption"):
        links = caption.find_next_sibling("ul").find_all("a", href=True)
        parts.append(
            (
                caption.get_text(strip=True),
                [(link.get_text(strip=True), first.parent / link["href"]) for link in links],
            )
        )
    return parts


def _contents_line(soup: BeautifulSoup, name: str, path: Path, numbers: dict[str, int]) -> str:
    link = _tag(soup, "a", str(name))
    link["href"] = f"#{path.stem}"
    return f"<li>{link}<span>{numbers.get(path.stem, '000')}</span></li>"


def _chapter(path: Path, paths: list[Path]) -> str:
    """The text of a page as part of the whole: ids and links made its own, maps as drawings."""
    article = _soup(path).select_one("article")
    for tag in article.find_all(["iframe", "script"]):
        tag.decompose()
    for tag in article.find_all(id=True):
        tag["id"] = f"{path.stem}--{tag['id']}"
    for tag in article.find_all("img", src=True):
        tag["loading"], tag["src"] = "eager", _beside(tag["src"], path)
    for tag in article.find_all("a", href=True):
        tag["href"] = _inside_link(tag["href"], path, paths)
        if tag["href"] == "":
            del tag["href"]
    # Charts name their own clip paths and gradients.
    text = re.sub(r"url\(#", f"url(#{path.stem}--", str(article))
    return f'<section class="chapter bd-content" id="{path.stem}">{text}</section>'


def _inside_link(address: str, path: Path, paths: list[Path]) -> str:
    """Where a link leads inside the PDF; other hosts stay, files beside the pages have no place in it."""
    if re.match(r"[a-z]+:", address):
        return address
    file, _, place = address.partition("#")
    target = (path.parent / file).resolve() if file else path.resolve()
    chapter = next((chapter for chapter in paths if chapter.resolve() == target), None)
    if chapter is None:
        return ""
    return f"#{chapter.stem}--{place}" if place else f"#{chapter.stem}"


def _beside(address: str, path: Path) -> str:
    return address if address.startswith("data:") else (path.parent / address).resolve().as_uri()
