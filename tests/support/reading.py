"""What a reader meets on a built page: what stands open, what stands twice, and what is there at all."""

import copy
import csv
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from footprint.words.text import ADDRESS
from support.builds import ROOT
from support.pages import plain, sentences

# Neither read nor heard where it stands, or a second picture of the same.
UNSEEN = "script, style, noscript, template, [hidden], .visually-hidden, a.headerlink, .narrow"
BLOCKS = ["p", "li", "td", "th", "figcaption", "summary"]
# A cell that says something, not a name or a figure.
TELLING = 4


@functools.cache
def article(path: Path) -> Tag:
    """What the book says on a page; drawings are gone, whose letters are no text."""
    text = re.sub(r"<svg\b.*?</svg>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = BeautifulSoup(text, "html.parser").select_one("article")
    return found or Tag(name="article")


def opened(whole: Tag) -> Tag:
    """A copy without what is folded, hidden, or for ears alone."""
    tree = copy.copy(whole)
    for fold in tree.select("details:not([open])"):
        for part in [part for part in fold.children if getattr(part, "name", "") != "summary"]:
            part.extract()
    for part in tree.select(UNSEEN):
        part.extract()
    return tree


def words(tree: Tag) -> int:
    """How many words a reader of it meets."""
    return len(tree.get_text(" ").split())


def doubled(tree: Tag, least: int = 8) -> Counter[str]:
    """The sentences of at least so many words that stand more than once. What names a row or a fold is no
    sentence, nor is a cell without a full stop."""
    found: Counter[str] = Counter()
    for block in tree.find_all(BLOCKS):
        text = plain(block.get_text(" ")).strip()
        names = block.name in ("th", "summary") or (block.name == "td" and not text.endswith("."))
        if block.find(BLOCKS) is None and not names:
            found.update(sentences(text))
    long = {text: count for text, count in found.items() if len(text.split()) >= least}
    return Counter({text: count for text, count in long.items() if count > 1})


def flat(text: str) -> str:
    """A text with its spaces as a page shows them."""
    return re.sub(r"\s+", " ", text).strip()


def records() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The record files by their topic."""
    for path in sorted((ROOT / "data/records").glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            yield path.stem, list(csv.DictReader(file))


def stands(row: dict[str, str], text: str) -> bool:
    """Whether a page's text has a row: what it says at most length, up to its first address."""
    cells = [flat(ADDRESS.split(cell)[0]) for key, cell in row.items() if key != "source"]
    longest = max(cells, key=len)
    return len(longest.split()) >= TELLING and longest in text
