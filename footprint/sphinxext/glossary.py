"""Words of the glossary where they first stand on a page: a link to their entry that also says what they mean."""

import re
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString

# Text that is set by itself: no word in it is made a link.
APART = ["a", "code", "pre", "figure", "table", "dt", "summary", "h1", "h2", "h3"]


def terms(out: Path) -> dict[str, tuple[Path, str, str]]:
    """Each word of the book's glossaries: the page that explains it, its place there, and what it says."""
    found = {}
    for path in sorted(out.glob("chapters/*.html")):
        text = path.read_text(encoding="utf-8")
        if 'class="glossary' in text or "simple glossary" in text:
            for term in BeautifulSoup(text, "html.parser").select("dl.glossary dt[id]"):
                word = term.find(string=True).strip()
                found[word] = (
                    path,
                    term["id"],
                    re.sub(r"\s+", " ", term.find_next_sibling("dd").get_text()).strip(),
                )
    return found


def mark(soup: BeautifulSoup, page: Path, known: dict[str, tuple[Path, str, str]]) -> None:
    """Link the first place of each known word in the running text of a page, unless the page is the one that explains it."""
    left = {word: entry for word, entry in known.items() if entry[0] != page}
    for text in [
        text
        for paragraph in soup.select("article p, article li")
        for text in paragraph.find_all(string=True)
    ]:
        if left and text.parent is not None and not _set_apart(text):
            pieces = re.split(
                rf"(?<![\w-])({'|'.join(map(re.escape, sorted(left, key=len, reverse=True)))})(?![\w-])",
                text,
                maxsplit=1,
            )
            if len(pieces) == 3:
                target, place, says = left.pop(pieces[1])
                link = soup.new_tag(
                    "a",
                    attrs={"class": "term", "href": f"{target.name}#{place}", "data-says": says},
                )
                link.string = pieces[1]
                text.replace_with(NavigableString(pieces[0]), link, NavigableString(pieces[2]))


def _set_apart(text: NavigableString) -> bool:
    return any(
        parent.name in APART or "verdict-card" in parent.get("class", []) for parent in text.parents
    )
