"""Finished pages: what is dropped, how they name themselves, and the pages that only lead on."""

from pathlib import Path

import pytest
from support import golden

from footprint.sphinxext import pages
from footprint.sphinxext.soup import parse


@pytest.mark.parametrize(
    ("tag", "body", "stays"),
    [
        ('<script src="_static/vendor/fontawesome/6.5.2/js/all.min.js"></script>', "", False),
        ('<script src="_static/sphinx-thebe.js"></script>', "", False),
        ('<link rel="stylesheet" href="_static/sphinx-design.min.css">', "", False),
        (
            '<link rel="stylesheet" href="_static/sphinx-design.min.css">',
            '<div class="sd-card"></div>',
            True,
        ),
        ('<script src="_static/copybutton.js"></script>', '<div class="highlight"></div>', True),
        ('<link rel="preload" as="font" href="fa-brands-400.woff2">', "", False),
        ('<script src="_static/footprint.js"></script>', "", True),
    ],
)
def test_a_page_carries_what_it_uses(tag, body, stays):
    """Scripts and styles without a use on the page are taken out."""
    soup = parse(f"<html><head>{tag}</head><body>{body}</body></html>")
    pages._trim(soup)
    assert bool(soup.head.find(["script", "link"])) is stays


VIEWPORT = '<meta name="viewport" content="width=device-width">'
WRITES = "<script>document.write('a')</script>"


@pytest.mark.parametrize(
    ("head", "left"),
    [
        (VIEWPORT + '<meta name="viewport" content="initial-scale=1">', 1),
        ('<script src="a.js"></script>' * 2, 1),
        (WRITES * 2, 2),
    ],
    ids=["viewport", "script", "a script that writes where it stands"],
)
def test_what_the_theme_puts_in_twice_stands_once(head, left):
    """Unless it does something each time."""
    soup = parse(f"<html><head>{head}</head><body></body></html>")
    pages._trim(soup)
    assert len(soup.head.find_all(True)) == left


def test_a_description_ends_with_a_word_and_keeps_units_at_their_numbers():
    """Cut after a whole word, thin spaces kept."""
    text = pages._shortened("In 2021 it came to 32.7\u202f% , " + "nearly " * 60)
    assert "32.7\u202f%," in text and text.endswith("nearly …")
    assert len(text) <= pages.DESCRIPTION + 2


@pytest.mark.parametrize(
    ("site", "image", "lead"),
    [
        ("", "../_cards/chapters-x.png", "chapters/x.html"),
        (
            "https://a.org/b/",
            "https://a.org/b/_cards/chapters-x.png",
            "https://a.org/b/chapters/x.html",
        ),
    ],
)
def test_the_address_of_the_site(tmp_path, site, image, lead):
    """Where it is known, pictures and the page for missing addresses carry it.

    The entry never does: it may be read from disk.
    """
    soup = parse("<html><head></head><body><article><h1>X</h1><p>Said.</p></article></body></html>")
    pages._name(soup, "Book", Path("chapters/x.html"), tmp_path, site)
    assert soup.find("meta", property="og:image")["content"] == image
    pages._entry_pages(tmp_path, "en", "Book", "chapters/x.html", site)
    assert f'href="{lead}"' in (tmp_path / "404.html").read_text()
    assert 'href="chapters/x.html"' in (tmp_path / "index.html").read_text()


@pytest.mark.parametrize(
    ("name", "kept"), [("index.html", "plain.html"), ("404.html", "missing.html")]
)
def test_pages_that_only_lead_on(tmp_path, name, kept):
    """What a book is called is text on them, and so is its address."""
    pages._entry_pages(tmp_path, "en", "<b>&", "chapters/x.html", 'https://a.org/"/')
    golden.check(kept, (tmp_path / name).read_text(encoding="utf-8"))
