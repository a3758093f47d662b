"""Dead links between the built pages, those inside outputs and map frames too: each is a warning, so ``-W`` fails."""

import functools
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from sphinx.util import logging

logger = logging.getLogger(__name__)
ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


def check(out: Path) -> None:
    """Warn of every local link that leads to no file, or to a place its page does not have."""
    # Files under _static are the theme's: its page templates are no pages.
    for page in sorted(
        path for path in out.rglob("*.html") if "_static" not in path.relative_to(out).parts
    ):
        for address in _addresses(page):
            problem = _problem(page, address)
            if problem:
                logger.warning("%s: dead link to %s: %s", page.relative_to(out), address, problem)


def _problem(page: Path, address: str) -> str | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address in ("", "#"):
        return None
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return "there is no such page"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in _ids(target):
        return "the page has no such place"
    return None


@functools.lru_cache(maxsize=256)
def _soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def _addresses(page: Path) -> list[str]:
    return [
        tag[ATTRIBUTES[tag.name]]
        for tag in _soup(page).find_all(list(ATTRIBUTES))
        if tag.has_attr(ATTRIBUTES[tag.name])
    ]


def _ids(page: Path) -> set[str]:
    return {tag["id"] for tag in _soup(page).find_all(id=True)}
