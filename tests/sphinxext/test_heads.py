"""What the head of a page says: to whoever passes it on, and to machines."""

import json

import jsonschema
import pytest
from support.edition import SITE, edition

from footprint import ledger
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


# What schema.org and the tools that list checked claims require of a review; a claim that cannot be tested has
# the scale and its word, and no value.
TEXT, ADDRESS = (
    {"type": "string", "minLength": 1},
    {"type": "string", "format": "uri", "pattern": "^https://"},
)
NAMED = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"name": TEXT, "url": ADDRESS},
}
REVIEW = {
    "type": "object",
    "required": ["@type", "url", "claimReviewed", "itemReviewed", "author", "reviewRating"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": ADDRESS,
        "claimReviewed": TEXT,
        "author": NAMED | {"required": ["@type", "name", "url"]},
        "dateModified": {"type": "string", "format": "date"},
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "author", "datePublished", "appearance"],
            "properties": {
                "@type": {"const": "Claim"},
                "author": NAMED,
                "datePublished": {"type": "string", "pattern": r"^\d{4}(-\d\d){0,2}$"},
                "appearance": NAMED,
            },
        },
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName", "bestRating", "worstRating"],
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": TEXT,
                "ratingValue": {"enum": [1, 2, 3]},
                "bestRating": {"const": 3},
                "worstRating": {"const": 1},
            },
        },
    },
}


def test_a_review_has_what_it_must():
    """Of every claim of the article, on a site with an address; and a review that lacks something is seen."""
    findings = ledger.findings()
    check = jsonschema.Draft202012Validator(REVIEW, format_checker=jsonschema.FormatChecker())
    chapters = dict.fromkeys(found.claim.chapter for found in findings)
    pages = [PAGE._replace(file=f"chapters/{name}.html") for name in chapters]
    claims = heads.claimed(findings)
    reviews = [one for page in pages for one in heads.graph(edition(site=SITE), page, claims)]
    assert [list(check.iter_errors(one)) for one in reviews] == [[]] * len(reviews)
    assert len(reviews) == sum(found.claim.origin == "article" for found in findings)
    for one in reviews:
        verdict = one["reviewRating"]["alternateName"].split(", ")[0]
        assert one["reviewRating"].get("ratingValue") == heads.RATINGS.get(verdict)
    del reviews[0]["reviewRating"]["alternateName"]
    assert not check.is_valid(reviews[0])


def test_the_feed_is_told_on_each_page():
    """Relative where no address is set."""
    for of, address in ((edition(), "../feed.xml"), (edition(site=SITE), f"{SITE}feed.xml")):
        soup = parse("<html><head></head></html>")
        heads.name(soup, of, PAGE)
        assert soup.select_one('link[type="application/atom+xml"]')["href"] == address


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
