"""The built book: pages, links, figures, and builds that must fail."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from support.builds import ROOT, build, copy_book, remember
from support.pages import parsed

from footprint import ledger, update
from footprint.sphinxext import search

PAGES = [
    entry["file"]
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    for entry in part["chapters"]
]
# The chapters that test claims, but for the one that sums up; and those that test the article's.
TESTED = sorted({claim.chapter for claim in ledger.claims()} - {"verdict"})
OF_THE_ARTICLE = {claim.chapter for claim in ledger.claims() if claim.origin == "article"}


def page(book: Path, name: str) -> BeautifulSoup:
    return parsed((book / "_build/html" / name).read_text(encoding="utf-8"))


def test_pages_are_there(book):
    """The pages of the table of contents, and the entry."""
    for name in (
        "index.html",
        "chapters/index.html",
        *(f"{name}.html" for name in PAGES),
        "_assets/leaflet/leaflet.js",
    ):
        assert (book / "_build/html" / name).is_file()


def test_no_error_output(book):
    """No traceback and no raw table or link in any page."""
    for name in ("chapters/index.html", *(f"{name}.html" for name in PAGES)):
        text = page(book, name).find("article").get_text()
        # The reference shows what a refused call looks like.
        assert ("Traceback" in text) == (name == "chapters/reference.html")
        assert "| :--" not in text and "](#" not in text


def test_first_sentence(book):
    """The first paragraph of the chapter is the computed lead."""
    told = page(book, "chapters/kyrgyzstan.html").select_one("article p:not(.code-switch)")
    first = told.get_text(" ", strip=True)
    assert first.startswith("In 2021 the money sent home came to 32.7\u202f%") and first.endswith(
        "the claim no longer holds."
    )


@pytest.mark.parametrize("name", TESTED)
def test_every_figure_has_title_table_and_text(book, name):
    """Each picture says what it shows, in words too, and brings its figures."""
    figures = page(book, f"chapters/{name}.html").find_all("figure", class_="house")
    assert len(figures) >= (9 if name in OF_THE_ARTICLE else 1)
    for figure in figures:
        assert figure.figcaption.strong.get_text(strip=True)
        assert figure.find("table")
        for chart in figure.find_all(class_="chart"):
            assert chart["aria-label"] and len(chart.find_all("svg")) == 2


# What is computed from other figures of the book says so instead of where it was read.
DERIVED = (
    "Counted from the board above",
    "From the leverage board",
    "Series of this chapter's pull",
    "each series is named above",
    "as under the chart above",
    "First and last year with a value",
    "Arrows: how Russia's own figure moved",
)


@pytest.mark.parametrize("name", ["index", "revisions", *TESTED])
def test_every_figure_says_where_it_is_from(book, name):
    """A file or the service's own query, what it is of, when it was read, under which licence."""
    feet = [
        " ".join(part.get_text() for part in figure.select(".foot, .more p"))
        for figure in page(book, f"chapters/{name}.html").find_all("figure", class_="house")
    ]
    bare = [
        foot
        for foot in feet
        if not any(words in foot for words in DERIVED)
        and not ("Licence: " in foot or "CC BY 4.0" in foot)
    ]
    undated = [
        foot
        for foot in feet
        if "data/records/" in foot and "vintage: " not in foot and "read in " not in foot
    ]
    assert bare == [] and undated == []


def test_maps_are_local(book):
    """A map is a titled page that asks no other host before a click."""
    for name in ("chapters/kazakhstan.html", "chapters/kyrgyzstan.html"):
        frame = page(book, name).find("iframe")
        assert frame["title"] and not frame.has_attr("srcdoc")
        target = (
            (book / "_build/html/chapters" / frame["src"]).resolve().read_text(encoding="utf-8")
        )
        assert re.findall(r'<(?:script|link)[^>]+"(https?:[^"]+)"', target) == []
        assert "<h1>" in target and "<title>" in target


def test_the_search_knows_every_claim_and_leads_to_what_is_there(book):
    """Each place and text has its address; light, and loaded by the search alone; no code, no menu."""
    html = book / "_build/html"
    raw = (html / search.SEARCH_INDEX).read_bytes()
    line = raw.decode().partition("\n")[0]
    places = json.loads(line.removeprefix("const PLACES = ").removesuffix(";"))
    pages = {
        name: (html / name).read_text(encoding="utf-8") for name in {p["page"] for p in places}
    }
    led = [
        (p["page"], at)
        for p in places
        for at in (p["at"], *(t[1] for t in p["texts"] if isinstance(t, list)))
    ]
    assert [where for where in led if f'id="{where[1]}"' not in pages[where[0]]] == []
    declared = yaml.safe_load((book / "data/claims.yml").read_text(encoding="utf-8"))["claims"]
    claims = {claim["id"] for claim in declared}
    found = {place["claim"].partition(" ")[0] for place in places}
    assert claims <= found and pages.keys() == {
        "chapters/index.html",
        *(f"{name}.html" for name in PAGES),
    }
    assert len(gzip.compress(raw)) <= 160 * 1024
    assert not re.search(rb"library\.pull|Show code|Toggle|#\"", raw)
    loading = [
        path.name
        for path in html.rglob("*.html")
        if search.SEARCH_INDEX in path.read_text(encoding="utf-8")
    ]
    assert loading == ["search.html"]
    assert not (html / "searchindex.js").exists()


def test_board_links_to_every_claim(book):
    """Each claim on the board leads to its place in its chapter."""
    links = {
        a["href"]
        for a in page(book, "chapters/ledger.html").find("article").find_all("a", href=True)
    }
    assert "kyrgyzstan.html#kgz-remit-third" in links and "kyrgyzstan.html#kgz-debt-china" in links


def test_an_update_reaches_the_pages_of_a_second_build(book, tmp_path, bank, monkeypatch):
    """Same folder, built, brought up to date so that a verdict flips, built again.

    The board and the line on freshness show it.
    """
    folder = copy_book(tmp_path / "book", root="index")
    remember(folder, book)
    assert build(folder, strict=False).returncode == 0
    assert "No update has been run" in page(folder, "chapters/index.html").get_text()
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder / "data"))
    bank.serve(folder / "data").set("BX.TRF.PWKR.DT.GD.ZS", "KGZ", 2025, 31.0)
    assert any("kgz-remit-third" in line for line in update.renew().lines())
    assert build(folder, strict=False).returncode == 0
    text = page(folder, "chapters/index.html").get_text()
    assert (
        "By 2025 it was 31\u202f%: the claim still holds" in text
        and re.search(r"changed \d+ verdict", text)
        and "kgz-remit-third" in text
    )


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("from footprint import errors; raise errors.DataError('Mend it.')", "Mend it."),
        ("from IPython.display import Markdown; Markdown('[there](nowhere.ipynb)')", "nowhere"),
        (
            "from IPython.display import HTML; HTML('<a href=nowhere.html>there</a>')",
            "dead link to nowhere.html",
        ),
        (
            "from IPython.display import HTML; HTML('<a href=page.html#no-such>there</a>')",
            "no such place",
        ),
    ],
    ids=[
        "failing cell",
        "error told in a sentence",
        "dead Markdown link",
        "dead HTML link",
        "dead fragment",
    ],
)
def test_a_broken_page_fails_the_build(tmp_path, code, says):
    """A failing notebook or a dead link, also inside an output, stops the build."""
    done = build(copy_book(tmp_path / "book", small=code))
    assert done.returncode != 0
    assert says in done.stdout + done.stderr


def test_a_sound_page_builds_and_can_be_opened_elsewhere(tmp_path):
    """The same single page without a fault: the check above fails for its reason. Where the site and its repository have
    addresses its notebook fetches this very project, and buttons open it on Binder and Colab."""
    folder = copy_book(tmp_path / "book", small="'nothing'")
    settings = (folder / "_config.yml").read_text(encoding="utf-8")
    for name, value in {
        "baseurl": "https://example.org/book",
        "footprint_repository": "https://github.com/who/book",
    }.items():
        assert f'{name}: ""' in settings
        settings = settings.replace(f'{name}: ""', f'{name}: "{value}"')
    (folder / "_config.yml").write_text(settings, "utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    opened = [
        link["href"]
        for link in page(folder, "chapters/page.html").select(".dropdown-launch-buttons a")
    ]
    assert opened == [
        "https://mybinder.org/v2/gh/who/book/main?urlpath=lab/tree/chapters/page.ipynb",
        "https://colab.research.google.com/github/who/book/blob/main/chapters/page.ipynb",
    ]
    site = folder / "_build/html"
    for name in ("page", "page-executed"):
        first = nbformat.read(site / f"notebooks/{name}.ipynb", as_version=4).cells[1]
        assert 'ARCHIVE = "https://example.org/book/project.zip"' in first.source
        assert hashlib.sha256((site / "project.zip").read_bytes()).hexdigest() in first.source
        assert first.metadata.jupyter.source_hidden


def test_damaged_data_stops_the_build_before_any_notebook(tmp_path):
    """A cut file is named with its remedy, and nothing is executed."""
    folder = copy_book(tmp_path / "book")
    series = folder / "data/worldbank/NY.GDP.MKTP.CD.csv"
    series.write_bytes(series.read_bytes()[:-40])
    done = build(folder)
    assert done.returncode != 0
    told = re.sub(r"\s+", " ", done.stdout + done.stderr)
    assert "NY.GDP.MKTP.CD.csv: field bytes" in told and "git checkout" in told
    assert not (folder / "_build/html/chapters/kyrgyzstan.html").exists()


def test_pages_name_themselves_and_carry_no_more_than_they_use(book):
    """A description from the lead, a picture, an icon; a font of a few icons, no idle script."""
    soup = page(book, "chapters/kyrgyzstan.html")
    named = {
        tag.get("name") or tag.get("property"): tag["content"]
        for tag in soup.find_all("meta", content=True)
    }
    assert (
        named["description"].startswith("In 2021 the money sent home came to 32.7\u202f%")
        and named["og:title"] == "Kyrgyzstan"
    )
    assert (book / "_build/html/chapters" / named["og:image"]).read_bytes().startswith(
        b"\x89PNG"
    ) and soup.find("link", rel="icon")
    assert [
        tag
        for tag in soup.find_all("script")
        if "fontawesome" in tag.get("src", "") or "thebe" in str(tag)
    ] == []
    fonts = list((book / "_build/html/_static/vendor/fontawesome").rglob("fa-*"))
    assert [font.suffix for font in fonts] == [".woff2"] and fonts[0].stat().st_size < 10_000


def test_every_figure_can_be_addressed_and_taken_away(book):
    """By a link beside its title, as numbers, and where there is a drawing as pictures; each is there.

    A name is that of the cell, and no two links of a page say the same.
    """
    for name in PAGES:
        soup = page(book, f"{name}.html")
        for figure in soup.select("figure.house:has(p.data)"):
            kinds = [link.get_text() for link in figure.select("p.data a")]
            drawn = figure.select_one(".chart, .map")
            assert kinds == (["CSV", "SVG", "PNG"] if drawn else ["CSV"]), name
            assert figure.select_one("a.permalink")["href"] == f"#{figure['id']}"
        links = soup.select("a[download][href*=_figures]")
        assert len({link["aria-label"] for link in links}) == len(links)
        assert all((book / "_build/html/chapters" / link["href"]).is_file() for link in links)
    assert (book / "_build/html/_figures/kyrgyzstan-c-third.png").is_file()


def test_every_chapter_is_cited_and_its_verdicts_have_addresses(book):
    """And the data, the ledger and what they mean lie in the site."""
    for name in PAGES:
        soup = page(book, f"{name}.html")
        assert len(soup.select("details.cite pre")) == 1
        cards = soup.select(".verdict-card")
        assert len(cards) == len(soup.select(".verdict-card > a.permalink"))
    offered = {link["href"] for link in page(book, "chapters/data.html").select("article a[href]")}
    assert {
        "../data.zip",
        "../ledger.json",
        "../ledger.csv",
        "../feed.xml",
        "../data/claims.yml",
    } <= offered
    assert "../data/records/sites.csv" in offered


def test_the_top_of_the_site_is_named(book):
    """Who passes on its address shows the book's picture; no page asks for the next beforehand."""
    picture = page(book, "index.html").find("meta", property="og:image")["content"]
    assert (book / "_build/html" / picture).is_file()
    assert not page(book, "search.html").find("meta", property="og:image")
    assert not page(book, "chapters/kyrgyzstan.html").select('link[rel="next"]')
