"""What each finished page is made of: only what it uses, a policy that lets no other host in, and who it says it is.

Works on the files that Sphinx wrote, once: a page that was already finished is left as it is.
"""

import base64
import hashlib
import html
import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx

from footprint.sphinxext.glossary import mark, terms
from footprint.sphinxext.social import draw_card

# Scripts and styles, by a part of their file's name, and what on a page asks for them; "" if nothing in this book does.
USED_BY = {
    "fontawesome/6.5.2/js": "",
    "thebe": "",
    "design-tabs": ".sd-tab-set",
    "sphinx-design": "[class*='sd-']",
    "clipboard": "div.highlight",
    "copybutton": "div.highlight",
    "togglebutton": ".toggle, .dropdown.admonition, details.hide",
}
INLINE_USED_BY = {
    "THEBE_JS_URL": "",
    "requestKernel": "",
    "kernelName": "",
    "togglebuttonSelector": USED_BY["togglebutton"],
    "toggleHint": USED_BY["togglebutton"],
    "toggleOpenOnPrint": USED_BY["togglebutton"],
}
# What the theme's buttons do, in words that footprint.js knows: a policy without inline code does not run ``onclick``.
ACTIONS = {"window.print()": "print", "toggleFullScreen()": "fullscreen"}
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:{images}; "
    "frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
DESCRIPTION = 200
# A page that needs nothing but itself: it may be served at any address.
PLAIN = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
<meta name="description" content="{title}"><link rel="icon" href="_static/favicon.svg" type="image/svg+xml">
<style>:root {{ color-scheme: light dark; }} body {{ font: 1.1rem/1.6 sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }} a {{ color: #0b5394; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #14181e; color: #eee; }} a {{ color: #8ec3f5; }} }}</style>
</head><body><main><h1>{heading}</h1>{body}</main></body></html>
"""


def finish(app: Sphinx) -> None:
    """Finish every page of a build, the entry and the page for an address that does not exist."""
    out = Path(app.outdir)
    site = app.config.html_baseurl
    _entry_pages(
        out, str(app.config.language), app.config.html_title, f"{app.config.root_doc}.html", site
    )
    known = terms(out)
    for path in sorted(out.rglob("*.html")):
        inside = path.relative_to(out)
        if inside.parts[0] in ("_static", "_maps", "index.html", "404.html"):
            continue
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        if soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"}):
            continue
        _trim(soup)
        _name(soup, app.config.html_title, inside, out, site)
        _mend(soup)
        mark(soup, path, known)
        protect(soup)
        path.write_text(str(soup), encoding="utf-8")


def _entry_pages(out: Path, language: str, book: str, first: str, site: str) -> None:
    """A valid page in place of the stub that leads to the first chapter, and one for an address that does not exist, which only ``site`` can lead out of folders."""
    lead = '<p><a href="{site}{first}">Open the book</a> · <a href="{site}search.html">Search the book</a></p>'
    (out / "index.html").write_text(
        PLAIN.format(
            language=language,
            title=html.escape(book),
            refresh=f'<meta http-equiv="refresh" content="0; url={first}">',
            heading=html.escape(book),
            body=lead.format(site="", first=first),
        ),
        encoding="utf-8",
    )
    (out / "404.html").write_text(
        PLAIN.format(
            language=language,
            title=f"No such page: {html.escape(book)}",
            refresh="",
            heading="There is no such page",
            body=f"<p>It may have moved, or the address is not complete. This is the book {html.escape(book)}.</p>{lead.format(site=html.escape(site), first=first)}",
        ),
        encoding="utf-8",
    )


def _trim(soup: BeautifulSoup) -> None:
    """Take out scripts and styles that the page does not use, and what the theme puts in twice."""
    seen = set()
    for tag in soup.find_all(["script", "link", "meta"]):
        address = tag.get("src") or tag.get("href") or ""
        needs = [
            wanted for part, wanted in USED_BY.items() if part in address and tag.name != "meta"
        ]
        needs += [
            wanted
            for part, wanted in INLINE_USED_BY.items()
            if tag.name == "script" and not address and part in tag.get_text()
        ]
        font = tag.get("as") == "font"
        twice = str(tag) in seen or (
            tag.name == "meta" and tag.get("name") == "viewport" and "viewport" in seen
        )
        if font or twice or any(not (wanted and soup.select_one(wanted)) for wanted in needs):
            tag.decompose()
        elif tag.name == "meta" or (
            tag.name == "script" and "document.write" not in tag.get_text()
        ):
            seen |= {str(tag), tag.get("name")}
    # Scripts run in their order once the page is read, so none keeps it from being shown; lines inside the page need the first at once.
    for tag in soup.head.find_all("script", src=re.compile(r"^(?!.*documentation_options)")):
        tag["defer"] = "defer"


def _name(soup: BeautifulSoup, book: str, inside: Path, out: Path, site: str) -> None:
    """Say what the page is: a description from its first sentences, and title and picture for those who pass its address on.

    Where the address of the ``site`` is known, the picture has it: services that show it do not read relative ones.
    """
    lead, heading = soup.select_one("article p"), soup.select_one("article h1")
    description = _shortened(lead.get_text(" ", strip=True)) if lead else book
    title = (
        str(heading.find(string=True, recursive=False))
        if heading
        else str(soup.title.string).partition(" — ")[0]
    )
    card = draw_card(out, "-".join(inside.with_suffix("").parts), book, title, description)
    said = {
        "name": {"description": description},
        "property": {
            "og:title": title,
            "og:site_name": book,
            "og:type": "article",
            "og:description": description,
            "og:image": f"{site or '../' * (len(inside.parts) - 1)}{card}",
            "og:image:alt": f"{book}: {title}",
        },
    }
    for kind, values in said.items():
        for key, content in values.items():
            soup.head.append(soup.new_tag("meta", attrs={kind: key, "content": content}))


def _shortened(text: str) -> str:
    """A text cut after a whole word."""
    # Thin spaces stay: they hold a number and its unit together.
    text = re.sub(r" ([.,;:!?])", r"\1", re.sub(r"[ \t\n]+", " ", text))
    return (
        text
        if len(text) <= DESCRIPTION
        else text[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    )


def _mend(soup: BeautifulSoup) -> None:
    """What the theme's templates leave unsaid or say wrongly, for readers with a screen reader and for validators."""
    for tag in soup.find_all(onclick=True):
        tag["data-action"] = ACTIONS[tag["onclick"]]
        del tag["onclick"]
    # A label that hides the words of its button from those who speak to the machine.
    for summary in soup.select("details.hide > summary"):
        del summary["aria-label"]
        for words in summary.find_all("p"):
            words.name = "span"
    for script in soup.find_all("script", string=re.compile("search-button-field")):
        script.string = script.string.replace(' aria-label="Search"', "")
    logo = soup.select_one(".sidebar-primary-item:has(> .navbar-brand)")
    if logo:
        logo["role"], logo["aria-label"] = "region", "The book"
    for field in soup.select("main #search-input"):
        field["id"] = "search-again"
    # Roles that were given up, or that their elements may not have.
    for tag in soup.select(".citation-list, .citation, [role='doc-backlink']"):
        del tag["role"]
    for head in soup.select("article th"):
        if not head.get_text(strip=True):
            head.name = "td"
    for box in soup.select(".pst-scrollable-table-container"):
        box["tabindex"] = "0"


def protect(soup: BeautifulSoup, images: str = "") -> None:
    """Put a Content-Security-Policy first into a page: its own scripts and those inside it, no other host, no ``eval``.

    ``images`` names a host that the page may ask for pictures: that of the map tiles a reader can tick.
    """
    inline = [
        tag.string or ""
        for tag in soup.find_all("script", src=False)
        if tag.get("type", "text/javascript") == "text/javascript"
    ]
    hashes = dict.fromkeys(
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
        for code in inline
    )
    content = CONTENT_POLICY.format(
        scripts=" ".join(hashes), images=f" {images}" if images else ""
    ).replace("'self' ;", "'self';")
    place = soup.head.find("meta", charset=True) or soup.head.find(
        "meta", attrs={"http-equiv": re.compile("content-type", re.I)}
    )
    policy = soup.new_tag(
        "meta", attrs={"http-equiv": "Content-Security-Policy", "content": content}
    )
    place.insert_after(policy) if isinstance(place, Tag) else soup.head.insert(0, policy)
