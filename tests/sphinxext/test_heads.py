"""What the head of a page says: to whoever passes it on, and to machines."""

import json

import pytest
from support.edition import SITE, edition

from footprint.model import FAILS, UNTESTABLE
from footprint.sphinxext import heads
from footprint.sphinxext.soup import parse

PAGE = heads.Told("chapters/x.html", "X", "Said.", "_cards/chapters-x.png")
CLAIMS = [
    heads.Claimed("a", "x", "</script> it is", FAILS, "less than said"),
    heads.Claimed("b", "x", "it will", UNTESTABLE, "a judgement"),
    heads.Claimed("c", "y", "elsewhere", FAILS, ""),
]


def named(of, page) -> dict[str, str]:
    soup = parse("<html><head></head></html>")
    heads.name(soup, of, page)
    metas = {tag.get("name") or tag["property"]: tag["content"] for tag in soup.select("meta")}
    return metas | {link["rel"][0]: link["href"] for link in soup.select("link")}


def test_a_page_at_an_address():
    """Picture, page and canonical address are told in full."""
    found = named(edition(site=SITE), PAGE)
    assert found["og:image"] == f"{SITE}_cards/chapters-x.png"
    assert found["og:url"] == found["canonical"] == f"{SITE}chapters/x.html"
    assert found["twitter:card"] == "summary_large_image" and "robots" not in found


def test_a_page_without_an_address():
    """Relative, and nothing that would be wrong elsewhere."""
    found = named(edition(), PAGE)
    assert found["og:image"] == "../_cards/chapters-x.png"
    assert "canonical" not in found and "og:url" not in found


def test_the_page_of_the_search_has_no_card():
    """And asks not to be listed."""
    found = named(edition(), heads.Told("search.html", "Search", "Said."))
    assert found["robots"] == "noindex"
    assert "og:image" not in found and "twitter:card" not in found


def test_claims_are_told_to_machines():
    """Those of the page; what cannot be tested has no grade; no text ends the script."""
    soup = parse("<html><head></head></html>")
    heads.tell(soup, heads.graph(edition(), PAGE, CLAIMS))
    script = parse(str(soup)).select_one("script")
    graph = json.loads(script.string)["@graph"]
    assert [one["url"] for one in graph] == ["#a", "#b"]
    assert graph[0]["claimReviewed"] == "</script> it is"
    ratings = [one["reviewRating"] for one in graph]
    assert ratings[0]["ratingValue"] == 1 and "ratingValue" not in ratings[1]
    assert ratings[0]["alternateName"] == f"{FAILS}, less than said"


def test_the_data_is_told_where_it_is_offered():
    """On its page and at the top of the site."""
    page = PAGE._replace(file="chapters/data.html")
    (data,) = heads.graph(edition(site=SITE), page, [])
    assert data["@type"] == "Dataset" and data["distribution"][0]["contentUrl"] == f"{SITE}data.zip"
    assert heads.graph(edition(), PAGE, []) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2021 it came to 32.7\u202f% , nearly. Then it fell.", None),
        ("A whole one. " + "Too long " * 30 + ".", "A whole one."),
    ],
)
def test_a_description_is_of_whole_sentences(text, told):
    """Thin spaces kept."""
    assert heads.shortened(text) == (told or text.replace(" ,", ","))


def test_a_long_first_sentence_is_cut_after_a_word():
    """There is no whole one to show."""
    text = heads.shortened("In 2021 " + "nearly " * 60)
    assert text.endswith("nearly …") and len(text) <= heads.DESCRIPTION + 2
