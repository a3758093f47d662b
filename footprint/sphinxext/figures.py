"""Figures as the built book shows them: each map on a page of its own with local Leaflet, what a page need not carry in files beside it."""

import functools
import hashlib
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from footprint.sphinxext.pages import protect

logger = logging.getLogger(__name__)
MAPS = "_maps"
FIGURES = "_figures"
LOCAL = {name: f"../_assets/leaflet/{name}" for name in ("leaflet.js", "leaflet.css")}
# The one host a map may ask, once its reader has ticked the layer.
TILES = "https://tile.openstreetmap.org"
SHAPES = re.compile(r"(geo_json_\w+_add)\((\{\"features\".*\})\);")


def localise(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Move maps, their drawings for print, and tables for download out of the page, each to a file of its own that the page names."""
    if app.builder.format != "html":
        return
    found = [node for node in doctree.findall(nodes.raw) if 'class="house"' in node.astext()]
    for number, node in enumerate(found, start=1):
        name = f"{docname.split('/')[-1]}-{number}"
        figure = BeautifulSoup(node.astext(), "html.parser")
        write = functools.partial(_write, Path(app.outdir), "../" * docname.count("/"))
        title = figure.find("figcaption").strong.get_text()
        frame = figure.find("iframe", srcdoc=True)
        if frame:
            # Taken as it stands: a parser of HTML would put the names of its attributes into small letters.
            drawing = re.search(r"<noscript>(<svg.*?</svg>)</noscript>", node.astext(), re.DOTALL)
            frame.find_parent(class_="map").replace_with(
                _map(figure, frame, drawing[1] if drawing else "", name, title, docname, write)
            )
        for link in figure.find_all("a", download=True, href=re.compile("^data:text/csv")):
            link["download"] = f"{name}.csv"
            link["href"] = write(f"{FIGURES}/{name}.csv", unquote(link["href"].partition(",")[2]))
        node.replace_self(nodes.raw("", str(figure), format="html"))


def _write(out: Path, root: str, name: str, text: str) -> str:
    """Write a file of the book; returns its address as the page sees it."""
    target = out / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
    return f"{root}{name}"


def _map(
    figure: BeautifulSoup,
    frame: Tag,
    drawing: str,
    name: str,
    title: str,
    docname: str,
    write: Callable[[str, str], str],
) -> Tag:
    """A frame that loads the map once it is near, and its drawing for paper and for readers without scripts."""
    source, shapes = share(frame["srcdoc"])
    for file, text in shapes.items():
        write(f"{MAPS}/{file}", text)
    box = figure.new_tag("div", attrs={"class": "map"})
    address = write(f"{MAPS}/{name}.html", page(source, list(shapes), title, docname))
    box.append(figure.new_tag("iframe", attrs={"src": address, "title": title, "loading": "lazy"}))
    if drawing:
        text = html.unescape(re.search(r'aria-label="([^"]*)"', drawing)[1])
        box.append(
            figure.new_tag(
                "img",
                attrs={
                    "class": "twin",
                    "src": write(f"{MAPS}/{name}.svg", drawing),
                    "alt": text,
                    "loading": "lazy",
                },
            )
        )
    return box


def share(source: str) -> tuple[str, dict[str, str]]:
    """A map's page with its shapes in scripts of their own, named by content, so that maps of one ground share them."""
    shapes: dict[str, str] = {}

    def lift(match: re.Match) -> str:
        collection = json.loads(match[2])
        geometries = json.dumps(
            [feature.pop("geometry") for feature in collection["features"]], separators=(",", ":")
        )
        key = "shapes_" + hashlib.sha256(geometries.encode()).hexdigest()[:8]
        shapes[f"{key}.js"] = f"var {key} = {geometries};\n"
        rest = json.dumps(collection["features"]).replace("<", "\\u003c")
        return f'{match[1]}({{type: "FeatureCollection", features: {rest}.map((feature, place) => ({{...feature, geometry: {key}[place]}}))}});'

    return SHAPES.sub(lift, source), shapes


def page(source: str, scripts: list[str], title: str, docname: str) -> str:
    """The page of one map, from folium's own: titled, local scripts, ids numbered in order instead of random, valid, and closed to other hosts."""
    source = re.sub(r"https://[^\"']*/(leaflet\.(?:js|css))", lambda match: LOCAL[match[1]], source)
    ids = dict.fromkeys(re.findall(r"[0-9a-f]{32}", source))
    for number, random in enumerate(ids, start=1):
        source = source.replace(random, f"{number:02d}")
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup.find_all(["script", "link"]):
        address = tag.get("src") or tag.get("href") or ""
        if address.startswith("http"):
            logger.warning(
                "a map asks for %s, which the book does not hold", address, location=docname
            )
    _reframe(soup, scripts, title)
    protect(soup, images=TILES)
    return str(soup)


def _reframe(soup: BeautifulSoup, scripts: list[str], title: str) -> None:
    """Put every part of folium's page where HTML wants it."""
    soup.html["lang"] = "en"
    soup.head.insert(0, _element(soup, "title", title))
    soup.find("meta", attrs={"name": "viewport"})["content"] = "width=device-width, initial-scale=1"
    soup.find("meta", attrs={"http-equiv": "content-type"}).replace_with(
        soup.new_tag("meta", charset="utf-8")
    )
    for style in soup.find_all("style"):
        soup.head.append(style.extract())
    soup.head.append(
        soup.new_tag("link", attrs={"rel": "stylesheet", "href": "../_static/map.css"})
    )
    for address in (*scripts, "../_static/map.js"):
        soup.head.append(soup.new_tag("script", src=address))
    soup.body.find("div", class_="folium-map").wrap(
        soup.new_tag("main", attrs={"aria-label": f"Map: {title}"})
    )
    for script in soup.find_all("script", src=False):
        if script.find_parent("head") is None:
            soup.body.append(script.extract())


def _element(soup: BeautifulSoup, name: str, text: str) -> Tag:
    tag = soup.new_tag(name)
    tag.string = text
    return tag
