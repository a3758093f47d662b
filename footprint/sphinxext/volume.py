"""The built pages put together as one page for print: cover, contents, chapters, and an appendix
with the records that stand folded on the pages, in full."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from footprint import render
from footprint.sphinxext.soup import one, own_text, parse, read, value

# Longer tables are figures for machines, which paper does not serve.
PRINTED_ROWS = 300
# What only a screen can use, and what a page folds that a card or a picture says already.
LEFT_OUT = """iframe, script, source, a.headerlink, p.data, .toctree-wrapper, .prev-next-footer,
div.cell_input, .code-switch, .provenance, .verdict-card details,
figure:has(.chart, .map) details:not(.full, .foot *)"""
PAGE = re.compile(r'(<a class="page" href="#([^"]+)">)[^<]*')
CHAPTER = re.compile(r'(<section class="(?:chapter|appendix))( bd-content" id="([^"]+)")')


class PrintedChapter(NamedTuple):
    """A page of the book: its part, title, place and text."""

    part: str
    title: str
    place: str
    text: Tag

    def sections(self) -> dict[str, str]:
        """Its sections: their headings by place."""
        headings = self.text.select("section section[id] > :is(h2, h3):first-of-type")
        return {value(head.parent, "id"): head.get_text() for head in headings if head.parent}

    def html(self) -> render.Html:
        """Its text, made by the build."""
        return render.Html(self.text)


class Record(NamedTuple):
    """A folded table, its place in the appendix, and the place in the chapter that leads there."""

    place: str
    title: str
    chapter: str
    back: str
    table: render.Html


def one_page(html: Path) -> str:
    """The built book in a folder as one page; ``numbered`` fills its page numbers in."""
    first = next(html.glob("*/index.html"))
    front = read(first)
    listed = list(_listed(front, first))
    places = {path.resolve(): path.stem for _, _, path in listed}
    chapters = [
        PrintedChapter(part, title, path.stem, _text(path, places, deeper=bool(part)))
        for part, title, path in listed
    ]
    records = _take_records(chapters)
    title = value(one(front, "meta[property='og:site_name']"), "content")
    canonical = front.select_one("link[rel='canonical']")
    page = render.html(
        "book.html",
        title=title,
        lead=value(one(front, "meta[name='description']"), "content"),
        address=value(canonical, "href") if canonical else "",
        lines=[
            *_lines(front, "section:has(> #fresh) > :not(h2) p"),
            *_lines(front, ".bd-footer-content p"),
        ],
        styles=[
            _address(first, value(tag, "href").partition("?")[0])
            for tag in front.select("head link[rel='stylesheet']")
        ],
        running={chapter.place: _css(chapter.title) for chapter in chapters} | {"": _css(title)},
        chapters=chapters,
        records=records,
    )
    return str(page)


def _address(page: Path, file: str) -> str:
    """Where a file beside a page is on this machine."""
    return (page.parent / file).resolve().as_uri()


def numbered(page: str, numbers: Mapping[str, int]) -> str:
    """The one page with the number of the page on which each place stands."""
    return PAGE.sub(lambda found: found[1] + str(numbers.get(found[2], "000")), page)


def tightened(page: str, places: Collection[str]) -> str:
    """The one page with some of its chapters set a little smaller."""
    return CHAPTER.sub(
        lambda found: f"{found[1]} tight{found[2]}" if found[3] in places else found[0], page
    )


def chapters_in(page: str) -> list[str]:
    """The places of its chapters and of the appendix, in their order."""
    return [found[3] for found in CHAPTER.finditer(page)]


def _lines(front: BeautifulSoup, selector: str) -> list[str]:
    """The words of some paragraphs, without those that have none."""
    texts = (" ".join(tag.get_text().split()) for tag in front.select(selector))
    return [text for text in texts if text]


def _css(text: str) -> str:
    """A text as a string of CSS holds it, whatever signs are in it; the blank ends an escape."""
    return re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", text)


def _listed(front: BeautifulSoup, first: Path) -> Iterator[tuple[str, str, Path]]:
    """Part, title and file of each chapter, as the menu beside the first page has them; a book need
    not have parts."""
    yield "", own_text(one(front, "article h1")), first
    for entries in one(front, "nav.bd-links").select("ul:not(ul ul)"):
        caption = entries.find_previous_sibling()
        part = caption.get_text(strip=True) if caption and caption.name == "p" else ""
        for link in entries.select("a[href]"):
            yield part, link.get_text(strip=True), first.parent / value(link, "href")


def _text(path: Path, places: Mapping[Path, str], *, deeper: bool) -> Tag:
    """The text of a page as part of the whole: ids and links made its own, maps as drawings; one
    level ``deeper`` where the heading of a part stands above."""
    own = f"{path.stem}--"
    # Charts name their own clip paths and gradients.
    page = parse(path.read_text(encoding="utf-8").replace("url(#", f"url(#{own}"))
    article = one(page, "article")
    for tag in article.select(LEFT_OUT):
        tag.decompose()
    for tag in article.select("[id]"):
        tag["id"] = f"{own}{tag['id']}"
    for tag in article.select("h1, h2, h3, h4") if deeper else ():
        tag.name = f"h{int(tag.name[1]) + 1}"
    for tag in article.select("img[src]"):
        tag["loading"] = "eager"
        if not value(tag, "src").startswith("data:"):
            tag["src"] = _address(path, value(tag, "src"))
    for tag in article.select("a[href]"):
        tag["href"] = _inside_link(value(tag, "href"), path, places)
        if not tag["href"]:
            del tag["href"]
    return article


def _inside_link(address: str, path: Path, places: Mapping[Path, str]) -> str:
    """Where a link leads inside the PDF; other hosts stay, files beside the pages have no place."""
    if re.match(r"[a-z]+:", address):
        return address
    file, _, place = address.partition("#")
    chapter = places.get((path.parent / file if file else path).resolve())
    if chapter is None:
        return ""
    return f"#{chapter}--{place}" if place else f"#{chapter}"


def _take_records(chapters: Iterable[PrintedChapter]) -> list[Record]:
    """Take what is folded out of the chapters. Tables are returned, each once, and the chapter
    says where they are; words under a figure are unfolded; the rest is for screens."""
    records: dict[str, Record] = {}
    for chapter in chapters:
        for fold in chapter.text.select("details:not(details *)"):
            summary = one(fold, "summary").extract()
            if fold.find_parent(class_="foot"):
                fold.unwrap()
            elif not _is_record(fold):
                fold.decompose()
            else:
                table, place = render.Html(fold.decode_contents()), f"record-{len(records) + 1}"
                figure = fold.find_parent("figure")
                title = (figure and figure.select_one("figcaption strong")) or summary
                back = f"{place}-from"
                found = Record(place, title.get_text(), chapter.title, back, table)
                record = records.setdefault(table, found)
                words = {"what": summary.get_text(), "record": record, "first": record is found}
                fold.replace_with(parse(render.html("see.html", **words)))
    return list(records.values())


def _is_record(fold: Tag) -> bool:
    """Whether a fold holds what paper keeps: a table that a reader can read, or a list in full."""
    rows = len(fold.select("tr"))
    return 0 < rows <= PRINTED_ROWS or (rows == 0 and "full" in fold.get_attribute_list("class"))
