"""Finished pages: what is dropped, how they name themselves, and the pages that only lead on."""

import pytest

from footprint.errors import PageError
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


def test_the_next_page_is_not_asked_for_beforehand():
    """A browser that did would break the policy."""
    soup = parse('<html><head><link href="b.html" rel="next"></head><body></body></html>')
    pages._trim(soup)
    assert soup.link is None


def test_the_theme_is_chosen_before_anything_is_shown():
    """A page of no theme has no borders yet, and moves when it gets them."""
    script = 'dataset.theme = localStorage.getItem("theme") || "auto";'
    logo = '<div class="sidebar-primary-item"><a class="navbar-brand"></a></div>'
    soup = parse(f"<html><head><script>{script}</script></head><body>{logo}</body></html>")
    pages._mend(soup)
    assert "auto" not in soup.script.string and "prefers-color-scheme" in soup.script.string
    assert soup.div["aria-label"] == "The book"


def test_a_theme_without_its_logo_is_not_the_one_known():
    """Whatever its pages then lack is said, not left out."""
    with pytest.raises(PageError, match=r"navbar-brand.*pip install"):
        pages._mend(parse("<html><body><div class='sidebar-primary-item'></div></body></html>"))


def test_what_is_no_chapter():
    """The page of the search is not cited."""
    assert pages.of_chapter("chapters/x.html") and not pages.of_chapter("search.html")
