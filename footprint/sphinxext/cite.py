"""How a page of the book is cited: as text, and for BibTeX."""

import re
from pathlib import Path

from footprint import render
from footprint.sphinxext.edition import Edition
from footprint.words.text import capital, day

# What BibTeX would read as more than text.
SIGNS = re.compile(r"[&%$#_{}]")


def reference(of: Edition, title: str, page: str) -> str:
    """How a page is cited, as a line of text; the whole book is cited like its first page."""
    what = of.title if page == of.first else f"{title}. In: {of.title}"
    address = of.address(page)
    return f"{capital(of.author)} ({of.year}): {what}, {of.told}.{address and f' {address}'}"


def bibtex(of: Edition, title: str, page: str) -> str:
    """The same for BibTeX; titles keep their capitals."""
    part = page != of.first
    fields = {
        "author": f"{{{of.author}}}",
        "title": f"{{{title if part else of.title}}}",
        "booktitle": f"{{{of.title}}}" if part else "",
        "year": of.year,
        "edition": f"version {of.version}",
        "note": capital(of.told.partition(", ")[2]),
        "url": of.address(page),
    }
    rows = [f"  {name} = {{{_quoted(name, text)}}}" for name, text in fields.items() if text]
    kind, key = ("incollection" if part else "book"), f"footprint-{Path(page).stem}"
    return f"@{kind}{{{key},\n" + ",\n".join(rows) + "\n}"


def _quoted(name: str, text: str) -> str:
    """A value as BibTeX takes it: addresses stay, and so do the braces around the whole."""
    if name == "url":
        return text
    outer = text.startswith("{")
    inner = SIGNS.sub(r"\\\g<0>", text[1:-1] if outer else text)
    return f"{{{inner}}}" if outer else inner


def box(of: Edition, title: str, page: str) -> render.Html:
    """The folded box at the end of a page."""
    return render.html(
        "cite.html", of=of, text=reference(of, title, page), bibtex=bibtex(of, title, page), day=day
    )
