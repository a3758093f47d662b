"""Words of the glossary where they first stand on a page: a link that also says what they mean."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from footprint.sphinxext.soup import parse, value

# Text that is set by itself: no word in it is made a link.
SET_APART = ["a", "code", "pre", "figure", "table", "dt", "summary", "h1", "h2", "h3"]


class Term(NamedTuple):
    """Where a word is explained, and how."""

    page: Path
    place: str
    meaning: str


def terms(out: Path) -> dict[str, Term]:
    """Each word of the book's glossaries with its entry."""
    entries = {}
    for path in sorted(out.glob("chapters/*.html")):
        text = path.read_text(encoding="utf-8")
        if 'class="glossary' in text or "simple glossary" in text:
            for word in parse(text).select("dl.glossary dt[id]"):
                entry = word.find_next_sibling("dd")
                meaning = " ".join(entry.get_text().split()) if entry else ""
                entries[next(word.stripped_strings)] = Term(path, value(word, "id"), meaning)
    return entries


def mark(soup: BeautifulSoup, page: Path, known: Mapping[str, Term]) -> None:
    """Link the first place of each known word in the text of a page that does not explain it."""
    left = {word: term for word, term in known.items() if term.page != page}
    paragraphs = soup.select("article p, article li")
    pieces = [piece for paragraph in paragraphs for piece in paragraph.descendants]
    for text in pieces:
        if not left:
            break
        # A text that was replaced has no parent; one of a list in a list comes twice.
        if not isinstance(text, NavigableString) or text.parent is None:
            continue
        words = "|".join(map(re.escape, sorted(left, key=len, reverse=True)))
        found = re.search(rf"(?<![\w-])({words})(?![\w-])", text)
        # Few texts have a word: to look where each of them stands takes longer than to read it.
        if found and not _set_apart(text):
            term = left.pop(found[0])
            address = f"{term.page.name}#{term.place}"
            attributes = {"class": "term", "href": address, "data-says": term.meaning}
            link = soup.new_tag("a", attrs=attributes, string=found[0])
            before, after = text[: found.start()], text[found.end() :]
            text.replace_with(NavigableString(before), link, NavigableString(after))


def _set_apart(text: NavigableString) -> bool:
    return bool(text.find_parent(SET_APART) or text.find_parent(class_="verdict-card"))
