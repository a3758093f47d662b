"""Pages as trees: read, their parts found or missed aloud."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from footprint.errors import PageError

# A drawing that holds no other, by its ends, and what stands for it in a tree.
DRAWING = re.compile(r"(<svg\b)[^<]*(?:<(?!svg\b)[^<]*)*?(</svg>)")
STANDS_FOR = re.compile(r'<svg data-drawing="(\d+)"></svg>')


def parse(text: str) -> BeautifulSoup:
    """A page, or a part of one, as a tree."""
    return BeautifulSoup(text, "html.parser")


def without_drawings(text: str) -> tuple[BeautifulSoup, list[str]]:
    """A page as a tree in which each drawing is an empty element, and the drawings: they have most
    of a page's elements, and each search would look at all of their lines."""
    drawings: list[str] = []

    def taken_out(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'{found[1]} data-drawing="{len(drawings) - 1}">{found[2]}'

    return parse(DRAWING.sub(taken_out, text)), drawings


def with_drawings(tree: BeautifulSoup, drawings: list[str]) -> str:
    """The page with its drawings, which are as they were."""
    return STANDS_FOR.sub(lambda number: drawings[int(number[1])], str(tree))


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
