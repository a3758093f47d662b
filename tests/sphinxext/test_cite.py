"""How a page is cited: text and BibTeX, and the box that has both."""

from support import golden
from support.edition import SITE, edition

from footprint.sphinxext import cite

PAGE = "chapters/x.html"


def test_a_page_and_the_whole_book():
    """A page is a part of the book, the first page stands for all of it."""
    of = edition(site=SITE)
    told = "Book <b>, version 1.0, data d4, figures of 1 July 2026."
    assert cite.reference(of, "X", PAGE) == f"The makers (2026): X. In: {told} {SITE}{PAGE}"
    assert cite.reference(of, "Front", of.first) == f"The makers (2026): {told} {SITE}{of.first}"


def test_bibtex_keeps_its_signs():
    """What it would read as more than text is escaped; an address is not."""
    found = cite.bibtex(edition(site="https://a.org/a_b/"), "50 % & {more}", PAGE)
    assert found.startswith("@incollection{footprint-x,\n") and found.endswith("\n}")
    assert r"title = {{50 \% \& \{more\}}}," in found and "{https://a.org/a_b/chapters" in found
    assert cite.bibtex(edition(), "X", edition().first).startswith("@book{")


def test_the_box():
    """Contact and source where they are set; nothing broken where they are not."""
    of = edition(contact="a@b.org", repository="https://c.org/d")
    golden.check("cite.html", cite.box(of, "<b>X", PAGE))
    assert "Contact" not in cite.box(edition(), "X", PAGE)
