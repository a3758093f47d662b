"""The book as one PDF: everything is in it, links lead somewhere, and what is missing is said."""

import re
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pypdf import PdfReader
from support.paper import small_book
from support.systems import SHELL

from footprint import errors
from footprint.sphinxext import pdf

MB = 1024 * 1024
# The titles of the figures of which no picture is seen: none that is whole, or nothing in it.
UNSEEN = """() => [...document.querySelectorAll('figure.house:has(.chart, .map)')].filter(figure =>
  ![...figure.querySelectorAll('.chart svg, .map img')].some(picture => picture.checkVisibility() && picture.clientHeight > 20
    && (picture.complete ? picture.naturalWidth : picture.querySelector('path, text')))).map(figure => figure.innerText)"""


class Printed(NamedTuple):
    """The printed book, the page that it was printed from, how many figures it has, and which of its files and figures
    were not seen."""

    path: Path
    text: str
    figures: int
    unseen: list[str]


@pytest.fixture(scope="module")
def printed(book, browser, tmp_path_factory) -> Printed:
    """The built book on paper; printed once, so its contents have no numbers yet."""
    folder = tmp_path_factory.mktemp("pdf")
    source = folder / "book.html"
    text = pdf.one_page(book / "_build/html")
    source.write_text(text, encoding="utf-8")
    page, missing = browser.new_page(), list[str]()
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto(source.as_uri())
    page.emulate_media(media="print")
    figures = page.locator("figure.house:has(.chart, .map)").count()
    unseen = missing + page.evaluate(UNSEEN)
    target = folder / "book.pdf"
    how = {"prefer_css_page_size": True, "outline": True, "tagged": True}
    target.write_bytes(pdf.cleaned(page.pdf(**how)))
    # A second time, as the book is: with chapters set smaller that would end on a nearly empty page.
    source.write_text(pdf.tightened(text, nearly_empty(target, text)), encoding="utf-8")
    page.reload()
    target.write_bytes(pdf.cleaned(page.pdf(**how)))
    page.close()
    return Printed(target, text, figures, unseen)


@pytest.fixture(scope="module")
def reader(printed) -> PdfReader:
    return PdfReader(printed.path)


@pytest.fixture(scope="module")
def pages(printed) -> list[str]:
    """The text of each page, without spaces; pypdf took 17 seconds to read it, pdfium takes one."""
    sheets = pypdfium2.PdfDocument(printed.path)
    return [squeezed(sheet.get_textpage().get_text_bounded()) for sheet in sheets]


def squeezed(text: str) -> str:
    """A text without spaces, its ligatures as letters: some fonts print “fi” as one sign."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_no_title_is_written_twice():
    """Nor the time of printing; what follows in the file stays where it was."""
    before = b"/Title (abab)/Title <FEFF00410041>/Title (aba)/ModDate (D:2026)>>"
    after = b"/Title (ab  )/Title <FEFF00410020>/Title (aba)                 >>"
    assert pdf.cleaned(before) == after


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Depth, title and page of each bookmark."""

    def walk(items: list, depth: int):
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, item.title, reader.get_destination_page_number(item)

    return list(walk(reader.outline, 0))


def test_it_is_small_and_begins_with_a_cover_and_contents(printed, pages):
    """At most 10 MB and 119 pages; the cover says of what figures and data the book is."""
    assert printed.path.stat().st_size <= 10 * MB and len(pages) < 120
    assert pages[0].startswith("Moscow'sFootprintinCentralAsia") and "Contents" in pages[1]
    assert re.search(r"releaseof\d+\w+20\d\d", pages[0])
    assert re.search(r"Madefromdata[0-9a-f]{8}bypackage[0-9a-f]{8}", pages[0])
    assert "CCBY4.0" in pages[0]


def test_its_text_can_be_selected(pages):
    """Computed sentences are text, not pictures of text."""
    assert any("By2024itwas17.6%:theclaimnolongerholds." in page for page in pages)


def test_it_has_bookmarks_running_titles_and_page_numbers(reader, pages):
    """Parts, chapters and sections, each where it says; every page names its chapter."""
    marks = outline(reader)
    titles = {(depth, title) for depth, title, _ in marks}
    assert {(0, "Countries"), (1, "Kyrgyzstan"), (2, "Trade"), (1, "Method")} <= titles
    assert [title for _, title, number in marks if squeezed(title) not in pages[number]] == []
    begin = {title: number for depth, title, number in reversed(marks) if depth == 1}
    for number in range(begin["Kyrgyzstan"], begin["Tajikistan"]):
        assert pages[number].startswith("Moscow'sFootprintinCentralAsiaKyrgyzstan")
        assert str(number + 1) in pages[number]


def nearly_empty(target: Path, text: str) -> list[str]:
    """The chapters of a printed book whose last page has few lines."""
    first = PdfReader(target)
    return pdf._thin(first, pdf.chapters_in(text), pdf._begins(first))


def test_no_chapter_ends_with_a_nearly_empty_page(printed):
    """Below its title, above its number, the last page has some lines: a chapter is set smaller where it would not."""
    assert nearly_empty(printed.path, printed.text) == []


def test_no_heading_stands_alone_at_the_foot_of_a_page(reader, pages):
    """Below each there is a line at least."""
    alone = [
        title
        for depth, title, number in outline(reader)
        if depth and len(pages[number].rpartition(squeezed(title))[2]) < 40
    ]
    assert alone == []


def test_its_links_are_live(reader):
    """Links to other hosts, and links inside that lead to a place that is there.

    None to a file of this machine.
    """
    annotations = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    hosts = [link["/A"]["/URI"] for link in annotations if "/URI" in link.get("/A", {})]
    places = [
        str(link.get("/Dest", link.get("/A", {}).get("/D", ""))).lstrip("/")
        for link in annotations
        if "/URI" not in link.get("/A", {})
    ]
    known = {name.lstrip("/") for name in reader.named_destinations}
    assert len(hosts) >= 10 and all(
        address.startswith(("https://", "http://")) for address in hosts
    )
    assert len(places) >= 100 and set(places) <= known


def test_every_map_and_chart_is_in_it(printed):
    """Each figure has a picture that is drawn, seen and whole."""
    assert printed.unseen == [] and printed.figures >= 40


def test_it_is_printed_with_its_numbers_and_the_same_each_time(tmp_path, browser):
    """The contents say on which page a chapter begins; nothing says when it was printed."""
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    numbers = [pdf.make(small_book(target.with_suffix("")), target) for target in (first, again)]
    assert numbers == [5, 5]
    assert first.read_bytes() == again.read_bytes()
    reader = PdfReader(first)
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    assert re.search(r'One\\"1"4Place4Appendix:therecordsinfull5', texts[1])
    assert "All2rows,page5" in texts[3] and "Rows<b>Frompage4firstlast" in texts[4]
    assert (1, "One", 3) in outline(reader) and (2, "Rows <b>", 4) in outline(reader)


def test_without_a_book_or_a_browser_it_says_what_to_do(tmp_path, monkeypatch):
    """One sentence that names the remedy."""
    with pytest.raises(errors.PdfError, match="make book"):
        pdf.make(tmp_path, tmp_path / "book.pdf")
    (tmp_path / "index.html").write_text("", encoding="utf-8")
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-browser",))
    with pytest.raises(errors.PdfError, match="apt-get install chromium"):
        pdf.make(tmp_path, tmp_path / "book.pdf")


def test_a_browser_is_found_by_name_or_place(monkeypatch):
    """Not every system has programs on a path."""
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-browser", sys.executable))
    assert pdf.chromium() == sys.executable


@SHELL
@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'no display' >&2; exit 1", "no display"),
        ("exit 3", "exit code 3"),
        ("exit 0", "no file"),
    ],
)
def test_a_browser_that_does_not_print(tmp_path, script, why):
    """Its reason is told, and what to do."""
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o700)
    with pytest.raises(errors.PdfError, match=rf"did not print .*book\.pdf: .*{why}.*Try again"):
        pdf.print_page(str(program), tmp_path / "book.html", tmp_path / "book.pdf")


@SHELL
def test_a_browser_that_does_not_end(tmp_path, monkeypatch):
    """Nobody waits for it for ever."""
    monkeypatch.setattr(pdf, "PATIENCE", 0.1)
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o700)
    with pytest.raises(errors.PdfError, match=r"did not end in 0\.1 seconds"):
        pdf.print_page(str(program), tmp_path / "book.html", tmp_path / "book.pdf")
