"""Dead links between built pages, inside outputs and map frames too: warnings, so ``-W`` fails."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from sphinx.util import logging

from footprint.sphinxext.soup import value

logger = logging.getLogger(__name__)
ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


class Ends(NamedTuple):
    """Both ends of the links of a page: the places it has, and the addresses it leads to."""

    places: set[str]
    addresses: list[str]


def ends(tree: BeautifulSoup) -> Ends:
    """The places and addresses of a page."""
    places: set[str] = set()
    addresses = []
    for tag in tree.find_all(True):
        if "id" in tag.attrs:
            places.add(value(tag, "id"))
        if ADDRESSES.get(tag.name) in tag.attrs:
            addresses.append(value(tag, ADDRESSES[tag.name]))
    return Ends(places, addresses)


def check_links(out: Path, found: Mapping[Path, Ends]) -> None:
    """Warn of every local link that leads to no file, or to a place its page does not have."""
    places = {page.resolve(): ends.places for page, ends in found.items()}
    for page, (_, addresses) in sorted(found.items()):
        inside = page.relative_to(out)
        # Files under _static are the theme's: its page templates are no pages.
        for address in () if "_static" in inside.parts else addresses:
            if problem := _problem(page, address, places):
                logger.warning("%s: dead link to %s: %s", inside, address, problem)


def _problem(page: Path, address: str, places: Mapping[Path, set[str]]) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "that is no address"
    if parts.scheme or parts.netloc or address in ("", "#"):
        return None
    target = ((page.parent / unquote(parts.path)) if parts.path else page).resolve()
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return "there is no such page"
    if parts.fragment and target in places and unquote(parts.fragment) not in places[target]:
        return "the page has no such place"
    return None
