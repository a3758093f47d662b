"""The door to HTML and Markdown: its policy of escaping, and each template of figures held fast."""

import re
from pathlib import Path

import pandas as pd
import pytest
from jinja2 import DictLoader, UndefinedError
from support import golden

from footprint import render
from footprint.figures import layers
from footprint.figures.figure import Figure
from footprint.figures.labels import Label
from footprint.model import VERDICTS
from footprint.words.text import Prose, sourced

# What must never mean more than itself.
HOSTILE = """<b>&"'|$`{{ x }}"""
PICTURE = render.Html("<svg></svg>")
SITE = pd.DataFrame({"name": [HOSTILE], "latitude": [1], "longitude": [2], "fact": [HOSTILE]})
MARKS = [layers.Points(HOSTILE, SITE), layers.Route("Route", pd.DataFrame(), "#000")]
FOOT = f"{HOSTILE}, {sourced(HOSTILE, 'https://a.org/?x=1&y=<2>')}. End"
FIGURE = Figure(HOSTILE, HOSTILE, PICTURE, FOOT)
CELLS = {"KAZ": {"answer": "yes", "mark": True}, HOSTILE: {"answer": "no"}}
LABEL = Label([HOSTILE, HOSTILE], 11, 0, 0, "start", strong=True)
TEMPLATES = {
    "badge.html": {"verdict": VERDICTS[1], "qualified": "more than said"},
    "chart.html": {"label": HOSTILE, "wide": PICTURE, "narrow": PICTURE},
    "downloads.html": {"title": HOSTILE, "files": [("CSV", HOSTILE, HOSTILE), ("SVG", "b", "c")]},
    "empty.html": {},
    "alone.css": {"shared": render.Html(".a { color: red; }")},
    "framed.html": {"styles": render.Html("a { }"), "scripts": render.Html("1 < 2")},
    "folded.html": {
        "open": PICTURE,
        "same": {HOSTILE: HOSTILE, "b": "c."},
        "whole": PICTURE,
        "name": "All 2 rows",
        "title": HOSTILE,
    },
    "figure.html": {"figure": FIGURE, "table": PICTURE, "name": "a-b", "content": "a%2Cb"},
    "grid.html": {
        "corner": HOSTILE,
        "caption": HOSTILE,
        "columns": ["KAZ", "none", HOSTILE],
        "rows": [(HOSTILE, HOSTILE, CELLS), ("plain", "", {})],
        "signs": {"yes": "●", "no": HOSTILE},
    },
    "legend.html": {"layers": MARKS},
    "linked.html": {"pieces": [HOSTILE, "https://www.a.org/?x=1&y=2", " End"]},
    "map.html": {"page": PICTURE, "drawings": [PICTURE, PICTURE], "layers": []},
    "of_book.html": {"book": HOSTILE, "home": HOSTILE},
    "permalink.html": {"place": HOSTILE, "what": HOSTILE},
    "place.html": {"label": LABEL, "kind": "wide", "offset": (10, -8.4)},
    "standing.html": {
        "mode": HOSTILE,
        "sentences": [HOSTILE],
        "differing": [HOSTILE, "b"],
        "folded": True,
        "other": HOSTILE,
    },
    "provenance.html": {"texts": [HOSTILE, "b"], "series": [(HOSTILE, HOSTILE)], "which": HOSTILE},
    "shown.html": {"text": PICTURE},
    "sitemap.xml": {"addresses": ["https://a.org/", f"https://a.org/{HOSTILE}"]},
    "table.html": {
        "names": [HOSTILE, ""],
        "rows": [(HOSTILE, PICTURE), ("plain", "2")],
        "classes": "data",
        "caption": HOSTILE,
    },
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_makes_what_it_made(template):
    """Whatever stands in the data."""
    golden.check(template, render.html(template, **TEMPLATES[template]))


def test_the_macros_of_a_map_make_what_they_made():
    """folium calls them with the element and its own values."""
    element = type(
        "Element", (), {"_parent": type("Map", (), {"get_name": lambda self: "map_1"})()}
    )
    module = render.macros("map_page.html").module
    golden.check("map_page.html", module.html(element, {}) + module.script(element, {}))


def test_the_box_of_a_table_is_what_it_was():
    """A macro around the rows that a template calls it with."""
    rows = (
        '{% call boxed([value, ""], "grid", value, "--columns:2", True) %}<tr></tr>\n{% endcall %}'
    )
    template = render._HTML.from_string('{% from "boxed.html" import boxed %}' + rows)
    golden.check("boxed.html", template.render(value=HOSTILE).strip("\n"))


def test_every_template_of_figures_is_held_fast():
    """Those that figures, the door itself and a pull name."""
    rooms = Path(render.__file__).parent
    code = [rooms / "render.py", rooms / "library/pulls.py", *rooms.glob("figures/**/*.py")]
    names = {
        name
        for path in code
        for name in re.findall(r'"(\w+\.html)"', path.read_text(encoding="utf-8"))
    }
    assert names and names <= {*TEMPLATES, "map_page.html"}


# What is text, and what is more ------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch):
    """What a template that shows one value makes of it, as HTML and as Markdown."""
    loader = DictLoader({"one": "{{ value }}"})
    for name in ("_HTML", "_MARKDOWN"):
        monkeypatch.setattr(render, name, getattr(render, name).overlay(loader=loader))
    return lambda value: (render.html("one", value=value), render.markdown("one", value=value))


@pytest.mark.parametrize(
    ("value", "html", "markdown"),
    [
        ("<b>*a*|$1", "&lt;b&gt;*a*|$1", r"\<b\>\*a\*\|\$1"),
        (Prose("*a*"), "*a*", r"\*a\*"),
        (render.Html("<b>*a*</b>"), "<b>*a*</b>", "<b>*a*</b>"),
        (render.Markdown("*<b>*"), "*&lt;b&gt;*", "*<b>*"),
        (1.5, "1.5", "1.5"),
    ],
    ids=["text", "prose", "html", "markdown", "number"],
)
def test_every_value_is_text_unless_a_template_made_it(shown, value, html, markdown):
    """HTML stays HTML in either kind, Markdown stays Markdown in Markdown only."""
    assert shown(value) == (html, markdown)


def test_a_name_that_is_not_given_is_an_error():
    """Never an empty place on a page."""
    with pytest.raises(UndefinedError, match="'label' is undefined"):
        render.html("chart.html", wide=PICTURE, narrow=PICTURE)


def test_a_notebook_shows_what_a_template_made():
    """As what it means; the signs of dollars in HTML, which tools look through, begin no formula."""
    shown = render.Html("<b>US$ 1, US$ 2</b>")._repr_html_()
    assert shown == '<div class="tex2jax_ignore mathjax_ignore"><b>US$ 1, US$ 2</b></div>'
    assert render.Markdown("*a*")._repr_markdown_() == "*a*"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (float("nan"), "no data"),
        (None, "no data"),
        (pd.NA, "no data"),
        (12.345, "12.3"),
        (2023, "2023"),
        ("", ""),
    ],
)
def test_a_cell_is_printed(value, words):
    """A number as a careful editor prints it, a year as it is, a gap in words."""
    assert render.printed(value) == words


def test_a_cell_that_is_html_stays():
    """A badge in a table is none of its text."""
    badge = render.badge(VERDICTS[0])
    table = render.table(pd.DataFrame({"": [badge], "b": [badge]}), caption="")
    assert f'<th scope="row">{badge}</th><td data-label="b">{badge}</td>' in table


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see https://a.org/Kant_(air_base).", ["https://a.org/Kant_(air_base)"]),
        ("(https://a.org/x), and more", ["https://a.org/x"]),
        ("https://a.org/a;b,c;", ["https://a.org/a;b,c"]),
        (
            "https://a.org/a; https://b.org/?x=(1,2), c",
            ["https://a.org/a", "https://b.org/?x=(1,2)"],
        ),
    ],
)
def test_an_address_is_linked_whole(text, addresses):
    """With the brackets, the semicolons and the commas within it, and none of those after it."""
    assert re.findall('href="([^"]*)"', render.linked(text)) == addresses


@pytest.mark.parametrize("text", ["javascript:alert(1)", "ftp://a.org", "www.a.org", "https://"])
def test_only_addresses_of_the_web_are_links(text):
    """A cell of a data file cannot bring a script."""
    assert "<a" not in render.linked(text)
