"""What the head of a page says of it to whoever passes it on, lists it or reads it by machine."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from footprint.model import FAILS, HOLDS, IN_PART, Finding
from footprint.sphinxext.edition import Edition
from footprint.sphinxext.feed import FEED
from footprint.sphinxext.social import sentences
from footprint.sphinxext.soup import one, own_text
from footprint.sphinxext.takeaway import ARCHIVE, DATA, FINDINGS, TABLE

DESCRIPTION = 200
# A verdict as a grade; what cannot be tested has none.
RATINGS = {HOLDS: 3, IN_PART: 2, FAILS: 1}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The page with the data, by its name.
OF_DATA = "data.html"


class Claimed(NamedTuple):
    """A claim of the article as machines read it: its place on its page, in whose words, and how it
    fares today."""

    id: str
    page: str
    words: str
    verdict: str
    qualified: str


class Told(NamedTuple):
    """What a page says of itself, by the file that it is; its card is empty if it has none."""

    file: str
    title: str
    description: str
    card: str = ""


def claimed(findings: Iterable[Finding]) -> list[Claimed]:
    """The claims of the article among findings; what it leaves out is nobody's claim."""
    return [
        Claimed(
            one.claim.id, one.claim.chapter, one.claim.quote, one.now.verdict, one.now.qualified
        )
        for one in findings
        if one.claim.quote
    ]


def title_of(soup: BeautifulSoup) -> str:
    """What a page is called."""
    heading = soup.select_one("article h1")
    return own_text(heading) if heading else one(soup, "title").get_text().partition(" — ")[0]


def lead_of(soup: BeautifulSoup, book: str) -> str:
    """How a page begins; a page without a paragraph is the book's."""
    lead = soup.select_one("article p")
    return lead.get_text(" ", strip=True) if lead else book


def shortened(text: str) -> str:
    """As many whole sentences as have room; a first one that has none is cut after a word."""
    told = sentences(text)
    while len(told) > 1 and len(" ".join(told)) > DESCRIPTION:
        told.pop()
    text = " ".join(told)
    if len(text) <= DESCRIPTION:
        return text
    return text[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def name(soup: BeautifulSoup, of: Edition, page: Told) -> None:
    """Say in the head of a page what it is. Where the address of the site is known, it and the
    picture are told in full: services that show them do not read relative ones."""
    head, base = one(soup, "head"), of.site or "../" * page.file.count("/")
    properties = {
        "og:title": page.title,
        "og:site_name": of.title,
        "og:type": "article" if page.title != of.title else "website",
        "og:description": page.description,
        "og:url": of.address(page.file),
        "og:image": page.card and f"{base}{page.card}",
        "og:image:alt": page.card and f"{of.title}: {page.title}",
    }
    names = {
        "description": page.description,
        "twitter:card": page.card and "summary_large_image",
        # The page of the search holds nothing by itself.
        "robots": "" if page.card else "noindex",
    }
    for kind, entries in (("name", names), ("property", properties)):
        for key, content in entries.items():
            if content:
                head.append(soup.new_tag("meta", attrs={kind: key, "content": content}))
    for link in head.select('link[rel="canonical"]'):
        link.decompose()
    links = {"canonical": of.address(page.file), "apple-touch-icon": ""}
    top = "../" * page.file.count("/")
    links["apple-touch-icon"] = f"{top}_static/apple-touch-icon.png"
    for relation, address in links.items():
        if address:
            head.append(soup.new_tag("link", attrs={"rel": relation, "href": address}))
    told = {"rel": "alternate", "type": "application/atom+xml", "title": "What changed"}
    head.append(soup.new_tag("link", attrs=told | {"href": f"{of.site or top}{FEED}"}))


def tell(soup: BeautifulSoup, graph: Sequence[Mapping[str, Any]]) -> None:
    """Put what machines are told of a page into its head, as JSON-LD."""
    if not graph:
        return
    content = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    kind = {"type": "application/ld+json"}
    one(soup, "head").append(soup.new_tag("script", attrs=kind, string=text))


def graph(of: Edition, page: Told, claims: Iterable[Claimed]) -> list[dict[str, Any]]:
    """What machines are told of a page: the claims it tests, and the data where it is offered."""
    stem = Path(page.file).stem
    own = [_review(of, page, claim) for claim in claims if claim.page == stem]
    offers = page.title == of.title or page.file.endswith(OF_DATA)
    return [*own, *([_dataset(of, page)] if offers else [])]


def _review(of: Edition, page: Told, claim: Claimed) -> dict[str, Any]:
    beside = claim.qualified and f", {claim.qualified}"
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": f"{claim.verdict}{beside}"}
    rating |= {"bestRating": max(RATINGS.values()), "worstRating": min(RATINGS.values())}
    if claim.verdict in RATINGS:
        rating["ratingValue"] = RATINGS[claim.verdict]
    article = {"@type": "Article", "name": of.article.title}
    if of.article.address:
        article["url"] = of.article.address
    item = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": of.article.author},
        "datePublished": of.article.date,
        "appearance": article,
    }
    return {
        "@type": "ClaimReview",
        "url": f"{of.address(page.file)}#{claim.id}",
        "claimReviewed": claim.words,
        "itemReviewed": item,
        "author": _maker(of),
        "reviewRating": rating,
        **({"dateModified": of.figures} if of.figures else {}),
    }


def _maker(of: Edition) -> dict[str, Any]:
    return {"@type": "Organization", "name": of.author} | ({"url": of.site} if of.site else {})


def _dataset(of: Edition, page: Told) -> dict[str, Any]:
    base = of.site or "../" * page.file.count("/")
    formats = {
        ARCHIVE: "application/zip",
        f"{DATA}/datapackage.json": "application/json",
        FINDINGS: "application/json",
        TABLE: "text/csv",
    }
    files = [
        {"@type": "DataDownload", "contentUrl": f"{base}{file}", "encodingFormat": kind}
        for file, kind in formats.items()
    ]
    dated = {"dateModified": of.figures} if of.figures else {}
    return {
        "@type": "Dataset",
        "name": f"Data of {of.title}",
        "description": f"{of.title}: the figures, records and verdicts that the book is made of.",
        "license": LICENCE,
        "creator": _maker(of),
        "version": f"{of.version}, {of.data}",
        **dated,
        "distribution": files,
    }
