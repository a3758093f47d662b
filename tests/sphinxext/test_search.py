"""What the search finds: the page's own words, place by place, and nothing of Sphinx's own search."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

from support import golden

from footprint import render
from footprint.sphinxext import search
from footprint.sphinxext.soup import parse

APP = SimpleNamespace(
    builder=SimpleNamespace(format="html", search=True),
    config=SimpleNamespace(root_doc="chapters/index"),
)
PAGE = """<nav>Menu</nav><article><section id="kazakhstan"><h1>Kazakhstan<a class="headerlink">#</a></h1>
<p>Oil <a href="#">and</a>\n votes.</p><!-- unseen -->
<section id="the-oil"><span id="kaz-oil-half"></span><h2>The oil</h2>
<details class="hide"><summary>Show code</summary><div class="cell_input"><pre>code()</pre></div></details>
<figure class="house"><figcaption><strong>81\u202f% in 2022</strong><br>of exports</figcaption><svg><text>drawn</text></svg>
<p class="foot">Source: a ministry.</p>
<details><summary>The figures</summary><table><caption class="visually-hidden">Again</caption><thead><tr><th>Year</th></tr></thead>
<tbody><tr id="row-2022"><th scope="row">2022</th><td><span aria-hidden="true">●</span> moved</td><td>away</td><td></td></tr>
<tr><td>The one</td><td>that moved</td></tr><tr><td>year</td><td>1.2</td><td>3</td></tr></tbody></table></details><p class="data"><a>CSV</a></p></figure>
<section class="verdict-card" aria-label="Verdict: More than half" id="card"><p>“more than half”</p><p hidden>late</p>
<div class="band"><button>Back</button></div></section></section></section></article>"""


def test_a_place_has_its_own_words():
    """By section: cells apart, folded tables in, rows with their address; no menu, code, button, drawing.

    What names sources stands last, and a place with a card has the name and label of its claim.
    """
    first, second = search.findables(parse(PAGE), Path("chapters/kazakhstan.html"))
    assert first == search.Findable(
        "chapters/kazakhstan.html", "Kazakhstan", "kazakhstan", "Kazakhstan", "", (("Oil and votes.", ""),)
    )  # fmt: skip
    assert second[1:5] == ("Kazakhstan", "kaz-oil-half", "The oil", "kaz-oil-half More than half")
    assert second.texts == (
        ("81\u202f% in 2022 – of exports", ""),
        ("2022 · moved · away", "row-2022"),
        ("The one · that moved", ""),
        ("“more than half”", "card"),
        ("Source: a ministry.", ""),
    )


def test_a_page_without_places_has_none():
    """That of the search itself, and maps."""
    assert search.findables(parse("<article><h1>Search</h1></article>"), Path("search.html")) == []
    assert search.findables(parse("<p>Map</p>"), Path("_maps/map.html")) == []


def test_the_index_is_a_script_of_the_same_bytes(tmp_path):
    """Without what every page says; Sphinx's own scripts for a search are gone."""
    static = tmp_path / "_static"
    static.mkdir()
    for name in (*search.SPHINX_ONLY, "footprint.js"):
        (static / name).touch()
    pages = range(search.EVERYWHERE)
    texts = [(("Everywhere.", ""), (f"Here: {n}", "row"), (f"Or {n}.", "")) for n in pages]
    found = [search.Findable(f"{n}.html", "T", "at", "H", "", texts[n]) for n in pages]
    written = []
    for folder in ("one", "two"):
        shutil.copytree(static, tmp_path / folder / "_static")
        search.write_index(tmp_path / folder, iter(found), ["Georgia, Georgian"])
        written.append((tmp_path / folder / search.SEARCH_INDEX).read_bytes())
    assert written[0] == written[1]
    places, names = written[0].decode().splitlines()
    assert names == 'const NAMES = ["Georgia, Georgian"];'
    told = json.loads(places.removeprefix("const PLACES = ").removesuffix(";"))
    assert [place["texts"] for place in told] == [
        [[f"Here: {n}", "row"], f"Or {n}."] for n in pages
    ]
    assert [path.name for path in (tmp_path / "one/_static").iterdir()] == ["footprint.js"]


def test_sphinx_makes_no_search_of_its_own():
    """Neither index nor page; ours says without scripts what to do."""
    search.without_sphinx(APP)
    assert APP.builder.search is False
    ((name, context, template),) = search.search_page(APP)
    assert (name, template) == ("search", "page.html")
    assert 'href="chapters/index.html"' in parse(context["body"]).find("noscript").decode()
    golden.check("search.html", render.html("search.html", first="""a.html?<b>&"'"""))


def test_older_browsers_can_read_the_scripts():
    """Safari before 16.4 stops at a look behind, and with it the whole search."""
    scripts = Path(search.__file__).parent.glob("static/*.js")
    assert [
        path.name for path in scripts if re.search(r"\(\?<[=!]", path.read_text(encoding="utf-8"))
    ] == []
