"""The only door to HTML, and to Markdown that holds data: templates, with one policy of escaping.

Every value is text, unless a template made it: HTML stays HTML in either kind, Markdown stays
Markdown in a template of Markdown. A name that the call does not give is an error."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from footprint.lazy import pandas as pd
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.surroundings import alone, shows
from footprint.words.numbers import digits
from footprint.words.text import ADDRESS, Prose, as_text, capital, host_of

SYMBOLS = {HOLDS: "●", IN_PART: "◐", FAILS: "○", UNTESTABLE: "?"}
# As many words tell a table from others.
BEGUN = 6
CLASSES = {HOLDS: "holds", IN_PART: "in-part", FAILS: "fails", UNTESTABLE: "untestable"}
HOUSE = Path(__file__).parent
# What of the pages' style notebooks have too, rule by rule; what pages alone know, and the dark
# theme as JupyterLab, VS Code and Colab name it.
STYLE = HOUSE / "sphinxext/static/footprint.css"
IN_BOTH = re.compile(r"/\* Notebooks too\. \*/(.*?)/\* Pages alone\. \*/", re.DOTALL)
STYLE_RULE = re.compile(r"\s*([^{}]+\{(?:[^{}]|\{[^{}]*\})*\})")
ON_PAGE, ON_DARK_PAGE = ".bd-content ", 'html[data-theme="dark"]'
IN_DARK = 'html[theme="dark"], body.vscode-dark, body[data-jp-theme-light="false"]'
IDLE = re.compile(r"/\*.*?\*/|\s+(?=[\s{}])|(?<=[{};])\s+", re.DOTALL)


class Markdown(str):
    """Markdown that a template made; a notebook shows it as what it means."""

    def _repr_markdown_(self) -> str:
        return str(self)


class Html(Markup):
    """HTML that a template, a drawing or folium made; a notebook shows it as what it means."""

    def _repr_html_(self) -> str:
        return str(shown(self))


def shown(text: Html, by_itself: bool | None = None) -> Html:
    """HTML as a notebook shows it: signs of dollars in it begin no formula, in any tool; where no
    page is around it, which is found out unless it is said, with the style that the pages have."""
    lone = alone() if by_itself is None else by_itself
    return html("shown.html", text=text, style=_style(text) if lone else "", alone=lambda: lone)


def markdown_shown(text: str) -> str | None:
    """Markdown as a notebook shows it where no page reads it: each tool would read it otherwise."""
    return str(as_page(text)) if alone() else None


def as_page(text: str) -> Html:
    """Markdown as HTML for where no page is around it."""
    # Loaded here: the book's own pages are read by Sphinx.
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return shown(Html(made), by_itself=True)


def _style(text: str) -> Html:
    """The pages' style for one output and no other beside it: the rules of which it has a class."""
    rules = [rule for names, rule in _rules() if any(map(text.__contains__, names))]
    return Html(html("alone.css", shared=Html("".join(rules))))


@functools.cache
def _rules() -> list[tuple[list[str], str]]:
    """The rules that notebooks share with the pages, each with the classes that it names."""
    shared = "".join(IN_BOTH.findall(STYLE.read_text(encoding="utf-8")))
    scoped = IDLE.sub("", shared.replace(ON_PAGE, "").replace(ON_DARK_PAGE, f":is({IN_DARK}) &"))
    return [(re.findall(r"\.([a-z][\w-]*)", rule), rule) for rule in STYLE_RULE.findall(scoped)]


def html(template: str, /, **values: object) -> Html:
    """A template of HTML with its values filled in."""
    return Html(_HTML.get_template(template).render(values).strip("\n"))


def markdown(template: str, /, **values: object) -> Markdown:
    """A template of Markdown with its values filled in."""
    return Markdown(_MARKDOWN.get_template(template).render(values).strip("\n"))


def macros(template: str, /, **values: object) -> Template:
    """A template of macros, which folium calls to add their text to a page of its own."""
    # Without the cache: it would keep the values of the first call.
    return _HTML.overlay(cache_size=0).get_template(template, globals=values)


def badge(verdict: str, qualified: str = "") -> Html:
    """A verdict as a shape and a word, never by colour alone; ``qualified`` says on which side it
    misses what was said, or why it cannot be tested."""
    return html("badge.html", verdict=verdict, qualified=qualified)


def linked(text: str) -> Html:
    """A text whose web addresses are links that say the host only: in full they hide the rest."""
    return html("linked.html", pieces=ADDRESS.split(text))


def table(frame: pd.DataFrame, classes: str = "data", *, caption: str) -> Html:
    """A frame as a table that scrolls in a box of its own; a cell that is HTML already stays. The
    first cell of a row is its head; who listens hears the caption.

    Each cell says which column it is of: on a phone rows of ``records`` stand as blocks, without
    heads."""
    rows = frame.map(printed).itertuples(index=False, name=None)
    names = list(map(str, frame.columns))
    return html("table.html", names=names, rows=rows, classes=classes, caption=caption)


def printed(value: str | float | None) -> str:
    """A cell of a table: a number as a careful editor prints it, a gap as “no data”."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return "no data"
    return digits(value) if isinstance(value, float) else str(value)


def short_title(text: str) -> str:
    """How a text begins, for who listens: what stands above in full is not read out again."""
    first = text.split(" ")
    return text if len(first) <= BEGUN else f"{' '.join(first[:BEGUN])} …"


def _host(address: str) -> str:
    return (host_of(address) or address).removeprefix("www.")


def _as_text(value: object) -> object:
    """A value in a template of Markdown: HTML and Markdown that were made as such stay."""
    made = isinstance(value, Markdown) or hasattr(value, "__html__")
    return value if made else as_text(str(value))


_HTML = Environment(
    loader=FileSystemLoader(HOUSE / "templates"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_HTML.filters |= {
    "printed": printed,
    "linked": linked,
    "capital": capital,
    "host": _host,
    "short_title": short_title,
}
_HTML.globals |= {"SYMBOLS": SYMBOLS, "CLASSES": CLASSES, "badge": badge, "zip": zip}
_HTML.globals["alone"] = alone
_MARKDOWN = _HTML.overlay(autoescape=False, finalize=_as_text)
shows(Markdown, markdown_shown)
shows(Prose, lambda sentence: markdown_shown(as_text(sentence)))
