"""What a site has beside its chapters."""

from pathlib import Path

import pytest
from support import golden
from support.edition import SITE, edition

from footprint.sphinxext import site
from footprint.sphinxext.ground import STATIC


@pytest.fixture
def out(tmp_path) -> Path:
    """A site of one chapter."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_static").mkdir()
    icon = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    (tmp_path / "_static/favicon.svg").write_text(icon, encoding="utf-8")
    text = '<html><head><meta name="description" content="Said."></head></html>'
    (tmp_path / "chapters/index.html").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kept", "address"),
    [("index.html", "plain.html", ""), ("404.html", "missing.html", 'https://a.org/"/')],
)
def test_pages_that_only_lead_on(out, name, kept, address):
    """What a book is called is text on them, and so is its address; the first is named as a page."""
    site.entry_pages(out, "en", edition(site=address))
    golden.check(kept, (out / name).read_text(encoding="utf-8"))


def test_a_missing_page_finds_the_way_out(out):
    """By its script where no address is set, by the address where one is."""
    site.entry_pages(out, "en", edition())
    assert "book.json" in (out / "404.html").read_text(encoding="utf-8")
    site.entry_pages(out, "en", edition(site=SITE))
    text = (out / "404.html").read_text(encoding="utf-8")
    assert f'href="{SITE}chapters/index.html"' in text and "book.json" not in text


def test_a_list_of_pages_where_the_address_is_known(out):
    """And a word to hosts and phones everywhere."""
    site.for_machines(out, edition())
    assert (out / ".nojekyll").exists() and not (out / "sitemap.xml").exists()
    assert (out / site.TOUCH_ICON).read_bytes().startswith(b"\x89PNG")
    site.for_machines(out, edition(site=SITE))
    assert f"<loc>{SITE}chapters/index.html</loc>" in (out / "sitemap.xml").read_text(
        encoding="utf-8"
    )
    assert f"Sitemap: {SITE}sitemap.xml" in (out / "robots.txt").read_text(encoding="utf-8")
