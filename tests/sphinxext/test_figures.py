"""Maps of the built book: shared ground, pages closed to other hosts, files beside the page."""

import html
import json
import re

from bs4 import BeautifulSoup
from support.maps import BORDERS, LAYERS, NAMES, places

from footprint.figures import figure, maps
from footprint.sphinxext import figures
from footprint.sphinxext.policy import POLICY
from footprint.sphinxext.soup import parse


def folium_page(drawn: figure.Figure) -> str:
    return html.unescape(re.search(r'srcdoc="(.*?)" style', drawn.body, re.DOTALL)[1])


def test_maps_of_one_ground_share_it():
    """The same shapes, whatever is said of them, are one script, named by its content.

    Nothing of them stays in the page.
    """
    one, two = (figures.share(folium_page(places(layers))) for layers in ((), LAYERS[:1]))
    assert one[1] == two[1] and len(one[1]) == 1 and one[0] != two[0]
    name, script = next(iter(one[1].items()))
    assert json.loads(script.partition(" = ")[2].removesuffix(";\n")) == [
        feature["geometry"] for feature in BORDERS["features"]
    ]
    assert "coordinates" not in one[0] and name.removesuffix(".js") in one[0]


def test_other_shapes_are_another_script():
    """A changed border is never read from the script of the old one."""
    moved = json.loads(json.dumps(BORDERS))
    moved["features"][0]["geometry"]["coordinates"][0][0][0] = 59.9
    other = maps.places(moved, title="T", foot="F.", names=NAMES, layers=[])
    changed, committed = (figures.share(folium_page(drawn))[1] for drawn in (other, places([])))
    assert changed.keys() != committed.keys()


def test_a_map_s_page_is_closed_to_all_hosts_but_that_of_the_tiles():
    """And only for pictures; its title is that of its figure; its scripts are local."""
    scripts = ["shapes_1.js", "x-1.js"]
    page, script = figures.page(folium_page(places()), scripts, "A <title>", "chapters/x")
    soup = BeautifulSoup(page, "html.parser")
    content = soup.find("meta", attrs={"http-equiv": POLICY})["content"]
    assert re.findall(r"https?://[^\s;']+", content) == [figures.TILES]
    assert f"img-src 'self' data: {figures.TILES}" in content
    assert soup.title.string == "A <title>" and soup.html["lang"] == "en"
    viewport = soup.find("meta", attrs={"name": "viewport"})
    assert viewport["content"] == "width=device-width, initial-scale=1"
    assert [tag["src"] for tag in soup.find_all("script", src=True)] == [
        "../_assets/leaflet/leaflet.js",
        "../_static/map.js",
        *scripts,
    ]
    assert soup.h1.string == "A <title>" and "L.map(" in script
    # Or a browser that opens the page by itself asks for /favicon.ico.
    assert soup.find("link", rel="icon")["href"] == "../_static/favicon.svg"
    # A server that allows files alone still shows the map.
    assert soup.find_all("script", src=False) == [] and "script-src 'self';" in content


def test_a_page_names_the_files_beside_it(tmp_path):
    """A map's page, its drawing and its table: each where the page says, nothing left inside."""
    files = figures.Beside(tmp_path, "chapters/x", "x-map", "figure-map", "Signed.")
    text = figures._localised(places()._repr_html_(), files)
    figure = parse(text).figure
    frame, twin = figure.select_one(".map > iframe"), figure.select_one(".map > .twin img")
    link, drawing, pixels = figure.select("a[download]")
    assert "srcdoc" not in text and "<noscript>" not in text and "data:text/csv" not in text
    assert frame["title"] == figure.figcaption.strong.get_text() and twin["alt"]
    assert link["download"] == "x-map.csv" and pixels["href"] == "../_figures/x-map.png"
    assert figure["id"] == "figure-map" and figure.select_one('a.permalink[href="#figure-map"]')
    narrow = figure.select_one(".twin source")
    addresses = [frame["src"], twin["src"], narrow["srcset"], link["href"]]
    assert "Signed." in (tmp_path / drawing["href"][3:]).read_text(encoding="utf-8")
    maps_files = [f"../_maps/x-map{end}" for end in (".html", ".svg", "-narrow.svg")]
    assert addresses == [*maps_files, "../_figures/x-map.csv"]
    assert all((tmp_path / address[3:]).is_file() for address in addresses)
    # Names of attributes keep their capitals: a parser of HTML would make them small.
    assert "viewBox=" in (tmp_path / "_maps/x-map.svg").read_text(encoding="utf-8")


def test_a_figure_is_named_by_its_cell():
    """Cells that come and go do not rename it; a second one in a cell is told apart."""
    ids = ["title", "c-third", "map"]
    assert figures._places([1, 1, 2], ids) == ["c-third", "c-third-2", "map"]
    assert figures._places([2, 2, 3], ["new", *ids]) == ["c-third", "c-third-2", "map"]
    assert figures._places([None, None], []) == ["page", "page-2"]
