"""Which edition of the book this is.

No clock says so: one commit makes the same pages on any day, with or without its history. It is
known by its version, the hashes of what it is made of, and the newest figures that it holds."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml
from sphinx.config import Config

from footprint.errors import BookError
from footprint.model import Resource
from footprint.sphinxext.manifest import CITATION, brief
from footprint.words.text import day

# Each of these stands once, in _config.yml, and may be empty: then nothing is said of it.
SETTINGS = ("footprint_contact", "footprint_repository", "footprint_article")


class Article(NamedTuple):
    """The article that the book tests; its address is empty if it is not known."""

    author: str
    title: str
    date: str
    address: str


class Edition(NamedTuple):
    """What all pages say of the book. ``figures`` and ``records`` are the day or month of its
    newest release of figures and of its newest record, ``first`` is its first page. Addresses are
    empty where none is set."""

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
    first: str = "chapters/index.html"

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
    (version, article), kept = _citation(folder), list(files)
    vintages = [one.vintage for one in kept if one.indicator]
    releases = [vintage for vintage in vintages if re.fullmatch(r"\d{4}-\d\d-\d\d", vintage)]
    contact, repository, address = (str(config[name]).strip() for name in SETTINGS)
    return Edition(
        title=config.html_title,
        author=config.author,
        version=version,
        data=brief(made_of["data"]),
        package=brief(made_of["package"]),
        figures=max(releases, default=""),
        records=max(one.retrieved for one in kept),
        article=article._replace(address=address),
        # It may be set with its last slash or without.
        site=config.html_baseurl and f"{config.html_baseurl.rstrip('/')}/",
        contact=contact,
        repository=repository.rstrip("/"),
        first=f"{config.root_doc}.html",
    )


def _citation(folder: Path) -> tuple[str, Article]:
    """What a book says of its version and its article, whose month need not be known."""
    path = folder / CITATION
    try:
        cited = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = cited["references"][0]
        who = ", ".join(f"{one['given-names']} {one['family-names']}" for one in told["authors"])
        date = f"{told['year']}" + (f"-{told['month']:02}" if "month" in told else "")
        return str(cited["version"]), Article(who, told["title"], date, "")
    except (OSError, yaml.YAMLError) as error:
        what = f"{path} cannot be read ({type(error).__name__})"
        raise BookError(f"{what}. Restore it: git checkout -- {CITATION}") from None
    except (KeyError, IndexError, TypeError, ValueError) as error:
        wanted = "a version, and first under references the article: authors, title, year"
        raise BookError(f"{path} lacks what pages say ({error}). Give it {wanted}.") from None
