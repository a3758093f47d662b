"""What the search finds: the words of every place of the book, a section with its claim each.

Read from finished pages and written beside them as a script, which the page of the search alone
loads: from disk no page may read another file. Sphinx's own index knows no number and no code."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Comment
from bs4.element import Tag
from sphinx.application import Sphinx

from footprint import render
from footprint.sphinxext.soup import value

SEARCH_INDEX = "search-index.js"
# Sphinx's scripts for its search and for what it led to: no page of ours asks for them.
SPHINX_ONLY = ("searchtools.js", "language_data.js", "sphinx_highlight.js", "doctools.js")
# What is no word of the page: code, menus, buttons, heads of folds and tables, signs.
APART = set(
    """script style noscript svg iframe template nav form button input select pre summary thead
    p.data .cell_input .headerlink .permalink .visually-hidden .band .ask""".split()
)
BLOCKS = set(
    """blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header footer li
    ol p section table tbody tfoot tr ul""".split()
)
FEET = {"foot", "basis"}
HEADING = "h[1-6]"
# A table of more rows is figures, not words, and so is a row with no more words than its first
# cell: their files have them.
ROWS = 300
# A text that so many pages have says nothing about any of them.
EVERYWHERE = 5


class Findable(NamedTuple):
    """A section: its page, title, address in it, heading, claim, and texts with their own
    addresses, ``""`` for that of the section."""

    page: str
    title: str
    at: str
    heading: str
    claim: str
    texts: tuple[tuple[str, str], ...]


def without_sphinx(app: Sphinx) -> None:
    """Let Sphinx make neither index nor page of its own search."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page of the search, which says without scripts what to do instead."""
    body = render.html("search.html", first=f"{app.config.root_doc}.html")
    yield "search", {"title": "Search", "body": body}, "page.html"


def findables(soup: BeautifulSoup, inside: Path) -> list[Findable]:
    """The places of a page."""
    article = soup.find("article")
    sections = article.find_all("section") if isinstance(article, Tag) else []
    own = [tag for tag in sections if _is_place(tag)]
    cards = [tag for tag in sections if "verdict-card" in tag.get_attribute_list("class")]
    title = _heading(own[0]) if own else ""
    return [_place(tag, cards, inside.as_posix(), title) for tag in own]


def write_index(out: Path, found: Iterable[Findable], names: Iterable[str] = ()) -> None:
    """Write the index of a book, with lines of names for one thing, and take away what only
    Sphinx's search would load."""
    every = list(found)
    on = Counter(text for _, text in {(one.page, text) for one in every for text, _ in one.texts})
    kept = [_told(place, lambda text: on[text] < EVERYWHERE) for place in every]
    lines = {"PLACES": kept, "NAMES": [*names]}
    told = [
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, value in lines.items()
    ]
    (out / SEARCH_INDEX).write_text("".join(told), encoding="utf-8", newline="")
    for name in SPHINX_ONLY:
        (out / "_static" / name).unlink(missing_ok=True)


def _told(place: Findable, kept: Callable[[str], bool]) -> dict[str, object]:
    """A place as the script reads it: a text without an address of its own stands by itself."""
    texts = [[text, at] if at else text for text, at in place.texts if kept(text)]
    return place._asdict() | {"texts": texts}


def _place(section: Tag, cards: Iterable[Tag], inside: str, title: str) -> Findable:
    # The name that a notebook gives its section: a claim's, if the section has a card.
    name = next((value(tag, "id") for tag in section("span", id=True, recursive=False)), "")
    at = name or value(section, "id")
    # What is told comes before where it is from.
    blocks = sorted(dict.fromkeys(_blocks(section, "")), key=lambda block: block[2])
    own = [value(card, "aria-label") for card in cards if _home(card) is section]
    claim = " ".join([at, *(label.removeprefix("Verdict: ") for label in own)]) if own else ""
    texts = tuple((text, near) for text, near, _ in blocks if text)
    return Findable(inside, title, at, _heading(section), claim, texts)


def _is_place(tag: Tag) -> bool:
    return tag.name == "section" and "id" in tag.attrs and bool(_heading(tag))


def _home(card: Tag) -> Tag | None:
    return next(filter(_is_place, card.find_parents("section")), None)


def _heading(section: Tag) -> str:
    found = section.find(re.compile(HEADING), recursive=False)
    return _clean(_inline(found)) if isinstance(found, Tag) else ""


def _blocks(tag: Tag, at: str) -> Iterator[tuple[str, str, bool]]:
    """The texts in an element one by one, each with the address nearest to it, and whether it names
    sources; a row of a table is one; headings and sections with an address are no part of it."""
    source = bool(FEET.intersection(tag.get_attribute_list("class")))
    line: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag) or child.name not in BLOCKS:
            line.append(_inline(child))
            continue
        if _apart(child) or (child.name == "table" and len(child.find_all("tr")) > ROWS):
            continue
        yield _clean("".join(line)), at, source
        line.clear()
        here = value(child, "id") or at
        if child.name == "tr":
            yield (
                _row([_clean(_inline(cell)) for cell in child.find_all(["th", "td"])]),
                here,
                False,
            )
        elif not _is_place(child) and not re.fullmatch(HEADING, child.name):
            yield from _blocks(child, here)
    yield _clean("".join(line)), at, source


def _row(cells: list[str]) -> str:
    """The cells of a row that have something, if they are words."""
    worded = [cell for cell in cells if re.search(r"[^\W\d_]{2}", cell)]
    return " · ".join(filter(None, cells)) if len(worded) > 1 or len(cells) < 3 else ""


def _apart(tag: Tag) -> bool:
    """Whether an element holds no word of its page."""
    classes = tag.get_attribute_list("class")
    names = {tag.name, *(f"{kind}.{name}" for name in classes for kind in ("", tag.name))}
    return bool(names & APART) or "hidden" in tag.attrs or tag.get("aria-hidden") == "true"


def _inline(piece: object) -> str:
    """A text within a line; where the page begins a new one, a dash parts them."""
    if isinstance(piece, Tag):
        whole = "" if _apart(piece) else "".join(map(_inline, piece.children))
        return " – " if piece.name == "br" else whole
    return "" if isinstance(piece, Comment) else str(piece)


def _clean(text: str) -> str:
    # Thin spaces stay: they hold a number and its unit together.
    return re.sub(r"[ \t\n]+", " ", text).strip()
