"""Which edition of the book this is, and how it is cited.

No clock says so: one commit makes the same pages on any day, with or without its history. An edition
is known by its version, the hashes of what it is made of, and the newest figures that it holds."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from sphinx.config import Config

from footprint import render
from footprint.errors import BookError
from footprint.model import Resource
from footprint.sphinxext.manifest import CITATION, brief
from footprint.words.text import capital, day

# Each of these stands once, in _config.yml, and may be empty: then nothing is said of it.
SETTINGS = ("footprint_contact", "footprint_repository", "footprint_article")
# What BibTeX would read as more than text.
SIGNS = re.compile(r"[&%$#_{}]")


class Article(NamedTuple):
    """The article that the book tests; its address is empty if it is not known."""

    author: str
    title: str
    date: str
    address: str


class Edition(NamedTuple):
    """What all pages say of the book; ``figures`` and ``records`` are days or months, as of when its
    newest release of figures and its newest record are. Addresses are empty where none is set."""

    title: str
    author: str
    version: str
    data: str
    package: str
    figures: str
    records: str
    article: Article
    site: str = ""
    contact: str = ""
    repository: str = ""

    @property
    def year(self) -> str:
        """The year of the newest record: no edition is older."""
        return self.records[:4]

    @property
    def told(self) -> str:
        """The edition in words."""
        figures = f", figures of {day(self.figures)}" if self.figures else ""
        return f"version {self.version}, data {self.data}{figures}"

    def signed(self, page: str) -> str:
        """What stands under a picture that is passed on."""
        address = self.address(page)
        return f"{self.title}, {self.told}. CC BY 4.0.{address and f' {address}'}"

    def address(self, page: str) -> str:
        """The address of a page, if that of the site is known."""
        return f"{self.site}{page}" if self.site else ""


def edition(
    folder: Path, config: Config, made_of: Mapping[str, str], files: Iterable[Resource]
) -> Edition:
    """The edition that the sources in a folder make, by their hashes, with these data files."""
    cited, held = _citation(folder), list(files)
    article = cited["references"][0]
    who = ", ".join(f"{one['family-names']}, {one['given-names']}" for one in article["authors"])
    date = f"{article['year']}-{article['month']:02}"
    releases = [one.vintage for one in held if re.fullmatch(r"\d{4}-\d\d-\d\d", one.vintage)]
    contact, repository, address = (str(config[name]).strip() for name in SETTINGS)
    return Edition(
        title=config.html_title,
        author=config.author,
        version=cited["version"],
        data=brief(made_of["data"]),
        package=brief(made_of["package"]),
        figures=max(releases, default=""),
        records=max(one.retrieved for one in held),
        article=Article(who, article["title"], date, address),
        # With or without its last slash.
        site=re.sub(r"/*$", "/", config.html_baseurl) if config.html_baseurl else "",
        contact=contact,
        repository=repository.rstrip("/"),
    )


def _citation(folder: Path) -> Mapping[str, Any]:
    try:
        content: Mapping[str, Any] = yaml.safe_load((folder / CITATION).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        what = f"{folder / CITATION} cannot be read ({type(error).__name__})"
        raise BookError(f"{what}. Restore it: git checkout -- {CITATION}") from None
    return content


def reference(of: Edition, title: str, page: str) -> str:
    """How a page is cited, as a line of text; the whole book is cited like its first page."""
    what = of.title if title == of.title else f"{title}. In: {of.title}"
    address = of.address(page)
    return f"{capital(of.author)} ({of.year}): {what}, {of.told}.{address and f' {address}'}"


def bibtex(of: Edition, title: str, page: str) -> str:
    """The same for BibTeX; titles keep their capitals."""
    part = title != of.title
    fields = {
        "author": f"{{{of.author}}}",
        "title": f"{{{title}}}",
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


def box(of: Edition, title: str, page: str, base: str) -> render.Html:
    """The folded box at the end of a page; ``base`` leads from the page to the top of the site."""
    return render.html(
        "cite.html",
        of=of,
        base=base,
        text=reference(of, title, page),
        bibtex=bibtex(of, title, page),
        day=day,
    )
