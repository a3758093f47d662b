"""What each finished page is made of: only what it uses, and who it says it is.

Works on the files that Sphinx wrote, once."""

import re
import signal
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx

from footprint import render
from footprint.sphinxext import assets, icons, links, search
from footprint.sphinxext.glossary import Term, mark, terms
from footprint.sphinxext.policy import protect
from footprint.sphinxext.social import draw_card
from footprint.sphinxext.soup import one, own_text, parse, read, value

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
# What the theme's buttons do, as footprint.js knows it: the policy does not run ``onclick``.
ACTIONS = {"window.print()": "print", "toggleFullScreen()": "fullscreen"}
# Roles that were given up, or that their elements may not have.
ROLELESS = {"citation-list", "citation"}
DESCRIPTION = 200
# Pages in another language than the book's.
LANGUAGES = {"russian": "ru"}
# No chapters: files of the theme, maps, and the pages that are made here.
NO_CHAPTERS = ("_static", "_maps", "index.html", "404.html")


def load_slider(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A page loads the scripts of what it has: cards with a slider, charts."""
    if 'class="band"' in context.get("body", ""):
        app.add_js_file("band.js", loading_method="defer")
    if 'class="chart"' in context.get("body", ""):
        app.add_js_file("charts.js", loading_method="defer")


class Book(NamedTuple):
    """What all pages of a book share: folder, title, address if it is known, and glossary."""

    out: Path
    title: str
    site: str
    known: Mapping[str, Term]


def finish(app: Sphinx, jobs: int) -> None:
    """Finish every page that Sphinx wrote, some at once, and what lies beside them."""
    out, title, site = Path(app.outdir), app.config.html_title, app.config.html_baseurl
    assets.copy(Path(app.srcdir), out)
    _entry_pages(out, app.config.language, title, f"{app.config.root_doc}.html", site)
    book = Book(out, title, site, terms(out))
    paths = sorted(out.rglob("*.html"))
    # An interrupt is for the build, which ends its processes.
    deaf = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=deaf) as pool:
        made = list(pool.map(partial(_made, book), paths))
    search.write_index(out, (place for _, places in made for place in places))
    icons.cut(out)
    links.check_links(out, dict(zip(paths, (ends for ends, _ in made), strict=True)))


def _made(book: Book, path: Path) -> tuple[links.Ends, list[search.Findable]]:
    """Finish one page, unless it is none of a chapter; returns its links, and what can be found."""
    soup, inside = read(path), path.relative_to(book.out)
    if inside.parts[0] not in NO_CHAPTERS:
        _trim(soup)
        _name(soup, book.title, inside, book.out, book.site)
        _mend(soup)
        for table in soup.select("article table.docutils:not(:has(caption))"):
            _head(soup, table)
        _code_switch(soup)
        # The search page has none.
        for article in soup.select("article"):
            article["lang"] = LANGUAGES.get(path.stem, "en")
        mark(soup, path, book.known)
        protect(soup)
        path.write_text(str(soup), encoding="utf-8")
    return links.ends(soup), search.findables(soup, inside)


def _entry_pages(out: Path, language: str, book: str, first: str, site: str) -> None:
    """A valid page in place of the stub that leads to the first chapter, and one for an address
    that does not exist, which only ``site`` can lead out of folders."""
    given = {"language": language, "book": book, "first": first}
    for name, missing, base in (("index.html", False, ""), ("404.html", True, site)):
        page = render.html("plain.html", **given, site=base, missing=missing)
        (out / name).write_text(page, encoding="utf-8")


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
        if not used or key in seen or tag.get("as") == "font":
            tag.decompose()
        elif tag.name != "link" and "document.write" not in tag.get_text():
            seen.add(key)
    # Scripts run in their order once the page is read, so none keeps it from being shown; lines
    # inside the page need the first at once.
    for tag in soup.select("head script[src]:not([src*='documentation_options'])"):
        tag["defer"] = "defer"


def _name(soup: BeautifulSoup, book: str, inside: Path, out: Path, site: str) -> None:
    """Say what the page is: a description from its first sentences, and title and picture for
    those who pass its address on.

    Where the address of the ``site`` is known, the picture has it: services that show it do not
    read relative ones."""
    lead, heading = soup.select_one("article p"), soup.select_one("article h1")
    description = _shortened(lead.get_text(" ", strip=True)) if lead else book
    title = own_text(heading) if heading else one(soup, "title").get_text().partition(" — ")[0]
    card = draw_card(out, "-".join(inside.with_suffix("").parts), book, title, description)
    properties = {
        "og:title": title,
        "og:site_name": book,
        "og:type": "article",
        "og:description": description,
        "og:image": f"{site or '../' * (len(inside.parts) - 1)}{card}",
        "og:image:alt": f"{book}: {title}",
    }
    named = [{"property": key, "content": content} for key, content in properties.items()]
    for attributes in ({"name": "description", "content": description}, *named):
        one(soup, "head").append(soup.new_tag("meta", attrs=attributes))


def _shortened(text: str) -> str:
    """A text cut after a whole word."""
    # Thin spaces stay: they hold a number and its unit together.
    text = re.sub(r" ([.,;:!?])", r"\1", re.sub(r"[ \t\n]+", " ", text))
    if len(text) <= DESCRIPTION:
        return text
    return text[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _mend(soup: BeautifulSoup) -> None:
    """What the theme's templates leave unsaid or say wrongly to screen readers and validators."""
    for script in soup.find_all("script"):
        if "search-button-field" in script.get_text():
            script.string = script.get_text().replace(' aria-label="Search"', "")
    for logo in soup.select(".sidebar-primary-item:has(> .navbar-brand)"):
        logo["role"], logo["aria-label"] = "region", "The book"
    # In one walk: each selector would look at every line of a page's drawings again.
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
