"""What a site has beside its chapters: the page at its top, the one for an address that does not
exist, an icon, and what search machines and hosts look for."""

from pathlib import Path
from urllib.parse import urlsplit

import vl_convert

from footprint import render
from footprint.sphinxext import heads
from footprint.sphinxext.edition import Edition
from footprint.sphinxext.heads import Told
from footprint.sphinxext.social import card_of
from footprint.sphinxext.soup import one, parse, read, value

ENTRIES = INDEX, MISSING = "index.html", "404.html"
# As large as a phone shows it; that of the SVG is 32.
TOUCH_ICON, ICON_SIZE = "_static/apple-touch-icon.png", 180


def entry_pages(out: Path, language: str, of: Edition) -> None:
    """A valid page in place of the stub that leads to the first chapter, named like that one, and a
    page for an address that does not exist."""
    told = value(one(read(out / of.first), 'meta[name="description"]'), "content")
    page = Told("", of.title, told, card_of(of.first))
    given = {"language": language, "book": of.title, "first": of.first}
    for name, missing, base in ((INDEX, False, ""), (MISSING, True, of.site)):
        text = render.html("plain.html", **given, site=base, missing=missing)
        soup = parse(text)
        if not missing:
            heads.name(soup, of, page)
            heads.tell(soup, heads.graph(of, page, ()))
        (out / name).write_text(str(soup), encoding="utf-8", newline="")


def for_machines(out: Path, of: Edition) -> None:
    """An icon; a word to hosts that leave out folders whose name begins with a line; a list of the
    pages, where the address of the site is known."""
    (out / ".nojekyll").touch()
    drawing = (out / "_static/favicon.svg").read_text(encoding="utf-8")
    (out / TOUCH_ICON).write_bytes(vl_convert.svg_to_png(drawing, scale=ICON_SIZE / 32))
    if of.site:
        names = sorted(path.relative_to(out).as_posix() for path in out.glob("*/*.html"))
        pages = ["", *(name for name in names if not name.startswith("_"))]
        addresses = [of.address(page) for page in pages]
        sitemap = render.html("sitemap.xml", addresses=addresses)
        (out / "sitemap.xml").write_text(sitemap, encoding="utf-8", newline="")
        robots = f"User-agent: *\nAllow: {urlsplit(of.site).path}\nSitemap: {of.site}sitemap.xml\n"
        (out / "robots.txt").write_text(robots, encoding="utf-8", newline="")
