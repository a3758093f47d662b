"""Pages as trees: read, their parts found or missed aloud."""

from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from footprint.errors import PageError


def parse(text: str) -> BeautifulSoup:
    """A page, or a part of one, as a tree."""
    return BeautifulSoup(text, "html.parser")


def read(path: Path) -> BeautifulSoup:
    """The page in a file as a tree."""
    return parse(path.read_text(encoding="utf-8"))


def one(tree: Tag, selector: str) -> Tag:
    """The first element that a selector of CSS finds; PageError if there is none."""
    found = tree.select_one(selector)
    if found is None:
        what = f"A page has no element “{selector}”: the theme or folium is not the one this book"
        raise PageError(f"{what} knows. Install the pinned one: pip install -r requirements.txt")
    return found


def value(tag: Tag, name: str) -> str:
    """An attribute as text; empty if the element does not have it."""
    return str(tag.get(name) or "")


def own_text(tag: Tag) -> str:
    """The first text that stands in an element itself, not in one inside it."""
    return next((str(text) for text in tag.children if isinstance(text, NavigableString)), "")
