"""Which edition of the book this is: without a clock, with or without addresses."""

import dataclasses
import shutil

import pytest
from sphinx.config import Config
from support.builds import ROOT
from support.edition import SITE, edition

from footprint import library
from footprint.errors import BookError
from footprint.sphinxext import edition as editions

MADE_OF = {"data": "sha256:0123456789", "package": "sha256:abcdefabcd"}


def config(**given: str) -> Config:
    made = Config(overrides={"author": "A"})
    for name in (*editions.SETTINGS, "html_baseurl", "html_title"):
        made.add(name, given.get(name, ""), "html", ())
    return made


@pytest.mark.parametrize("address", [SITE, SITE.rstrip("/")])
def test_the_address_of_a_site_with_or_without_its_last_slash(address):
    """And days of series alone: an edition of many is no release in use."""
    files = library.package().resources
    found = editions.edition(ROOT, config(html_baseurl=address), MADE_OF, files)
    assert found.site == SITE and found.address("x.html") == f"{SITE}x.html"
    assert found.figures == max(
        one.vintage for one in files if one.indicator and "-" in one.vintage
    )
    assert found.data == "01234567" and found.year == found.records[:4]
    older = [dataclasses.replace(one, indicator="") for one in files]
    assert editions.edition(ROOT, config(), MADE_OF, older).figures == ""


def test_nothing_is_told_of_what_is_not_set():
    """No address, no half of one."""
    assert edition().address("x.html") == ""
    assert edition().signed("x.html").endswith("1 July 2026. CC BY 4.0.")
    assert edition(site=SITE).signed("x.html").endswith(f". {SITE}x.html")


def test_a_reference_that_is_not_there(tmp_path):
    """Told in a sentence with its remedy."""
    with pytest.raises(BookError, match=r"git checkout -- CITATION\.cff"):
        editions.edition(tmp_path, config(), MADE_OF, [])
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    assert editions.edition(tmp_path, config(), MADE_OF, library.package().resources).version


def test_an_article_without_its_month_and_one_without_its_authors(tmp_path):
    """The first has a year; of the second it is said what is missing."""
    told = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for old, new in (("    month: 5\n", ""), ("    authors:\n", "    editors:\n")):
        (tmp_path / "CITATION.cff").write_text(told.replace(old, new), encoding="utf-8")
        if "month" in old:
            made = editions.edition(tmp_path, config(), MADE_OF, library.package().resources)
            assert made.article.date == "2023"
    with pytest.raises(BookError, match=r"lacks what pages say \('authors'\)\. Give it a version"):
        editions.edition(tmp_path, config(), MADE_OF, [])
