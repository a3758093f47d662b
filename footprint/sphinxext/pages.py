"""What each finished page is made of: only what it uses, and who it says it is.

Works on the files that Sphinx wrote, once."""

import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx

from footprint import ledger, render
from footprint.sphinxext import (
    assets,
    cite,
    feed,
    heads,
    icons,
    links,
    notebooks,
    search,
    site,
    takeaway,
)
from footprint.sphinxext.edition import Edition
from footprint.sphinxext.figures import DOWNLOADS
from footprint.sphinxext.glossary import Term, mark, terms
from footprint.sphinxext.heads import Claimed, Told
from footprint.sphinxext.pictures import DRAWN, as_png
from footprint.sphinxext.policy import protect
from footprint.sphinxext.social import Shared, draw_card, first_chart
from footprint.sphinxext.soup import (
    one,
    own_text,
    parse,
    read,
    value,
    with_drawings,
    without_drawings,
)

TOGGLES = ".toggle, .dropdown.admonition"
# Scripts and styles, by a part of their file's name, and what on a page asks for them; "" if
# nothing in this book does.
USED_BY = {
    **dict.fromkeys(("fontawesome/6.5.2/js", "thebe", *search.SPHINX_ONLY), ""),
    "design-tabs": ".sd-tab-set",
    "sphinx-design": "[class*='sd-']",
    **dict.fromkeys(("clipboard", "copybutton"), "div.highlight"),
    "togglebutton": TOGGLES,
}
# The same for scripts inside a page, by a part of what they say.
INLINE_USED_BY = {
    **dict.fromkeys(("THEBE_JS_URL", "requestKernel", "kernelName"), ""),
    **dict.fromkeys(("togglebuttonSelector", "toggleHint", "toggleOpenOnPrint"), TOGGLES),
}
# What lines inside a page say, and what they have to: a button's name once; the theme before
# anything is shown, or colours change and boxes move under the reader's eyes.
DARK = '(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'
SAYS = {'"Search" aria-label="Search"': '"Search"', '("theme") || "auto"': f'("theme") || {DARK}'}
# What the theme's buttons do, as footprint.js knows it: the policy does not run ``onclick``.
ACTIONS = {"window.print()": "print", "toggleFullScreen()": "fullscreen"}
# Roles that were given up, or that their elements may not have.
ROLELESS = {"citation-list", "citation"}
# No chapters: files of the theme, maps, and the pages that are made here.
NO_CHAPTERS = ("_static/", "_maps/", *site.ENTRIES)


def load_slider(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A page loads the scripts of what it has: cards with a slider, charts."""
    if 'class="band"' in context.get("body", ""):
        app.add_js_file("band.js", loading_method="defer")
    if 'class="chart"' in context.get("body", ""):
        app.add_js_file("charts.js", loading_method="defer")


class Book(NamedTuple):
    """What all pages of a book share: folder, edition, glossary, and claims with their verdicts;
    ``verdicts`` are those of all claims by chapter, in the order of the ledger, ``languages`` those
    of pages in another than the book's."""

    out: Path
    of: Edition
    known: Mapping[str, Term]
    claims: Sequence[Claimed]
    verdicts: Sequence[tuple[str, str]]
    languages: Mapping[str, str]


def finish(app: Sphinx, jobs: int, of: Edition, ran: Path) -> None:
    """Finish every page that Sphinx wrote, some at once, and what lies beside them; ``ran`` has
    what the chapters showed."""
    out, folder = Path(app.outdir), Path(app.srcdir)
    assets.copy(folder, out)
    takeaway.lay_out(folder, out)
    notebooks.take_along(app, of, ran)
    feed.write_feed(out, of)
    site.for_machines(out, of)
    findings = ledger.findings()
    verdicts = [(one.claim.chapter, one.now.verdict) for one in findings]
    languages = {"": app.config.language} | app.config.footprint_languages
    book = Book(out, of, terms(out), heads.claimed(findings), verdicts, languages)
    # The stub at the top is written anew when the first chapter says what it is.
    (out / "index.html").unlink(missing_ok=True)
    paths = sorted(out.rglob("*.html"))
    # An interrupt is for the build, which ends its processes.
    deaf = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=deaf) as pool:
        drawn = pool.map(
            partial(as_png, out.parent / DRAWN), sorted(out.glob(f"{DOWNLOADS}/*.svg"))
        )
        made = list(pool.map(partial(_made, book), paths))
        list(drawn)
    places = (place for _, own in made for place in own)
    search.write_index(out, places, app.config.footprint_names)
    found = dict(zip(paths, (ends for ends, _ in made), strict=True))
    site.entry_pages(out, app.config.language, of)
    found |= {out / name: links.ends(read(out / name)) for name in site.ENTRIES}
    icons.cut(out)
    # A hash of settings, which name the folder of the libraries; nothing here reads it.
    (out / ".buildinfo").unlink(missing_ok=True)
    links.check_links(out, found)


def _made(book: Book, path: Path) -> tuple[links.Ends, list[search.Findable]]:
    """Finish one page, unless it is none of a chapter; returns its links, and what can be found."""
    text, inside = path.read_text(encoding="utf-8"), path.relative_to(book.out)
    (soup, drawings), file = without_drawings(text), inside.as_posix()
    if not file.startswith(NO_CHAPTERS):
        _trim(soup)
        _name(soup, book, file, text)
        _mend(soup)
        for table in soup.select("article table:not(:has(caption))"):
            _head(soup, table)
        _code_switch(soup)
        # The search page has none.
        for article in soup.select("article"):
            article["lang"] = book.languages.get(path.stem, book.languages[""])
        mark(soup, path, book.known)
        if of_chapter(file):
            box = cite.box(book.of, heads.title_of(soup), file)
            one(soup, "article").append(parse(box))
        protect(soup)
        path.write_text(with_drawings(soup, drawings), encoding="utf-8", newline="")
    return links.ends(soup), search.findables(soup, inside)


def of_chapter(file: str) -> bool:
    """Whether a page is one of a chapter: that of the search stands beside their folder. It has no
    claims, no card, and is not cited."""
    return "/" in file


def _name(soup: BeautifulSoup, book: Book, file: str, text: str) -> None:
    """Say what a page is and how it is cited; ``text`` is the page as Sphinx wrote it."""
    title, lead = heads.title_of(soup), heads.lead_of(soup, book.of.title)
    page = Told(file, title, heads.shortened(lead))
    if of_chapter(file):
        own = [verdict for chapter, verdict in book.verdicts if chapter == Path(file).stem]
        every = [verdict for _, verdict in book.verdicts]
        card = Shared(book.of.title, title, lead, own, every, first_chart(text))
        page = page._replace(card=draw_card(book.out, file, card))
    heads.name(soup, book.of, page)
    heads.tell(soup, heads.graph(book.of, page, book.claims))
    # The phone has no room for the menu: the head of the page says which book it is of.
    home = value(one(soup, ".navbar-brand"), "href")
    told = render.html("of_book.html", book=book.of.title, home=home)
    one(soup, ".header-article-items__start").append(parse(told))


def _trim(soup: BeautifulSoup) -> None:
    """Take out scripts and styles that the page does not use, and what the theme puts in twice."""
    seen: set[str] = set()
    stands = cache(lambda what: soup.select_one(what) is not None)
    for tag in soup.find_all(["script", "link", "meta"]):
        key = "viewport" if tag.get("name") == "viewport" else str(tag)
        address = value(tag, "src") or value(tag, "href")
        uses, where = (USED_BY, address) if address else (INLINE_USED_BY, tag.get_text())
        # What must stand on the page for a script or style to be of use.
        wanted = [what for part, what in uses.items() if part in where]
        used = all(what and stands(what) for what in wanted)
        # Firefox would fetch the next page beforehand, which the policy forbids.
        ahead = "next" in tag.get_attribute_list("rel")
        if not used or key in seen or ahead or tag.get("as") == "font":
            tag.decompose()
        elif tag.name != "link" and "document.write" not in tag.get_text():
            seen.add(key)
    # Scripts run in their order once the page is read, so none keeps it from being shown; lines
    # inside the page need the first at once.
    for tag in one(soup, "head").select("script[src]:not([src*='documentation_options'])"):
        tag["defer"] = "defer"


def _mend(soup: BeautifulSoup) -> None:
    """What the theme's templates leave unsaid or say wrongly to screen readers and validators."""
    for script in soup.find_all("script"):
        for line in filter(script.get_text().__contains__, SAYS):
            script.string = script.get_text().replace(line, SAYS[line])
    logo = one(soup, ".sidebar-primary-item:has(> .navbar-brand)")
    logo["role"], logo["aria-label"] = "region", "The book"
    for tag in soup.find_all(True):
        classes = tag.get_attribute_list("class")
        if "onclick" in tag.attrs:
            tag["data-action"] = ACTIONS[value(tag, "onclick")]
            del tag["onclick"]
        if ROLELESS.intersection(classes) or tag.get("role") == "doc-backlink":
            del tag["role"]
        if tag.name == "th" and tag.find_parent("article") and not tag.get_text(strip=True):
            tag.name = "td"
        if "pst-scrollable-table-container" in classes:
            tag["tabindex"] = "0"


def _code_switch(soup: BeautifulSoup) -> None:
    """One switch for all code of a page, which stays hidden without it."""
    code = soup.select("article div.cell_input")
    for box in code:
        box["hidden"] = ""
    if code:
        one(soup, "article h1").insert_after(parse(render.html("code_switch.html")))


def _head(soup: BeautifulSoup, table: Tag) -> None:
    """What Markdown cannot say of a table: its rows have heads, and a caption, unseen beneath the
    words that stand above it."""
    for row in table.select("tbody > tr"):
        if cell := row.find("td", recursive=False):
            cell.name, cell["scope"] = "th", "row"
    above = table.find_previous(["h1", "h2", "h3", "strong"])
    caption = own_text(above) if above else ""
    attributes = {"class": "visually-hidden"}
    table.insert(0, soup.new_tag("caption", attrs=attributes, string=caption))
