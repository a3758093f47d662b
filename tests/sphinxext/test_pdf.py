"""The book as one PDF: everything is in it, links lead somewhere, and what is missing is said."""

import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from PIL import ImageChops
from pypdf import PdfReader
from support import golden

from footprint import errors
from footprint.sphinxext import pdf

MB = 1024 * 1024
BLANK = "<style>.chart svg, .map img { visibility: hidden; }</style></head>"


@pytest.fixture(scope="module")
def html(book, tmp_path_factory) -> Path:
    """A copy of the built pages: printing puts files beside them, and others read the book."""
    return shutil.copytree(book / "_build/html", tmp_path_factory.mktemp("pdf") / "html")


@pytest.fixture(scope="module")
def printed(html, browser) -> Path:
    """The PDF of the built book, printed once."""
    target = html.parent / "book.pdf"
    pdf.make(html, target)
    return target


@pytest.fixture(scope="module")
def pages(printed) -> list[str]:
    """The text of each page, without spaces."""
    return [squeezed(page.extract_text()) for page in PdfReader(printed).pages]


def squeezed(text: str) -> str:
    """A text without spaces, its ligatures as letters: some fonts print “fi” as one sign."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_it_is_small_and_begins_with_a_cover_and_contents(printed, pages):
    """At most 10 MB; the contents name each chapter with the page on which it begins."""
    assert printed.stat().st_size <= 10 * MB
    assert pages[0].startswith("Moscow'sFootprintinCentralAsia") and "Contents" in pages[1]
    number = int(re.search(r"Kyrgyzstan(\d+)", pages[1])[1])
    assert pages[number - 1].startswith(f"{number}Kyrgyzstan")


def test_its_text_can_be_selected(pages):
    """Computed sentences are text, not pictures of text."""
    assert any("By2024itwas17.6%:theclaimnolongerholds." in page for page in pages)


def test_its_links_are_live(printed):
    """Links to other hosts, and links inside that lead to a place that is there.

    None to a file of this machine.
    """
    reader = PdfReader(printed)
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


def test_every_map_and_chart_is_in_it(html, printed, pages, tmp_path):
    """The page of each figure, or the next, shows more than in a print without pictures."""
    text, blank = pdf.one_page(html, {}), tmp_path / "blank.pdf"
    with tempfile.TemporaryDirectory(dir=html) as work:
        source = Path(work) / "book.html"
        source.write_text(text.replace("</head>", BLANK, 1), encoding="utf-8")
        pdf.print_page(pdf.chromium(), source, blank)
    whole, empty = (list(drawn(path)) for path in (printed, blank))
    figures = BeautifulSoup(text, "html.parser").select("figure.house:has(.chart, .map)")
    titles = [squeezed(figure.figcaption.strong.get_text()) for figure in figures]
    differs = [
        bool(ImageChops.difference(*pair).getbbox()) for pair in zip(whole, empty, strict=True)
    ]
    shown = [
        title
        for title in titles
        if any(differs[number] for number, page in enumerate(pages[:-1]) if title in page)
    ]
    assert len(titles) >= 40 and [title for title in titles if title not in shown] == []


def drawn(path: Path) -> list:
    """Each page as a picture."""
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=0.5).to_pil().convert("L") for page in document]


def test_without_a_book_or_a_browser_it_says_what_to_do(tmp_path, monkeypatch):
    """One sentence that names the remedy."""
    with pytest.raises(errors.PdfError, match="make book"):
        pdf.make(tmp_path, tmp_path / "book.pdf")
    (tmp_path / "index.html").write_text("")
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-browser",))
    with pytest.raises(errors.PdfError, match="apt-get install chromium"):
        pdf.make(tmp_path, tmp_path / "book.pdf")


FRONT = """<html><head><link href="../_static/a.css" rel="stylesheet"/>
<meta content="A &lt;lead&gt;." name="description"/><meta content="Book &amp; Co" property="og:site_name"/>
</head><body><nav class="bd-links"><p class="caption">Part &lt;1&gt;</p>
<ul><li><a href="one.html">One</a></li></ul></nav><p class="component-author">By us</p>
<article><h1 id="front">Front<a class="headerlink" href="#front">#</a></h1><script>1</script>
<p><a href="one.html#place">there</a> <a href="one.html">one</a> <a href="#front">here</a>
<a href="../_figures/x.csv">file</a> <a href="https://a.org/#x">out</a></p></article></body></html>"""
CHAPTER = """<html><body><article><h1 id="place">One</h1><iframe src="map.html"></iframe>
<svg><clipPath id="clip1"></clipPath><g clip-path="url(#clip1)"></g></svg>
<img loading="lazy" src="data:image/png,x"/></article></body></html>"""


def test_one_page_is_made_of_all(tmp_path):
    """Cover, contents with their page numbers, chapters whose ids and links are their own."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/index.html").write_text(FRONT, encoding="utf-8")
    (tmp_path / "chapters/one.html").write_text(CHAPTER, encoding="utf-8")
    golden.check("book.html", pdf.one_page(tmp_path, {"one": 7}))


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
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    with pytest.raises(errors.PdfError, match=rf"did not print .*book\.pdf: .*{why}.*Try again"):
        pdf.print_page(str(program), tmp_path / "book.html", tmp_path / "book.pdf")


def test_a_browser_that_does_not_end(tmp_path, monkeypatch):
    """Nobody waits for it for ever."""
    monkeypatch.setattr(pdf, "PATIENCE", 0.1)
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o700)
    with pytest.raises(errors.PdfError, match=r"did not end in 0\.1 seconds"):
        pdf.print_page(str(program), tmp_path / "book.html", tmp_path / "book.pdf")
