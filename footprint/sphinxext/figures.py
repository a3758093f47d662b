"""Figures as the built book shows them: what a page need not carry lies in files beside it.

Each map is a page of its own with local Leaflet; its drawings and its table are files too."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from footprint.sphinxext.policy import protect
from footprint.sphinxext.soup import one, parse, value

logger = logging.getLogger(__name__)
MAPS = "_maps"
DOWNLOADS = "_figures"
LOCAL = {name: f"../_assets/leaflet/{name}" for name in ("leaflet.js", "leaflet.css")}
# The one host a map may ask, once its reader has ticked the layer.
TILES = "https://tile.openstreetmap.org"
# The link to a table that the page itself carries.
TABLE = re.compile(r'<a\b[^>]*\bhref="data:text/csv[^>]*>[^<]*</a>')
SHAPES = re.compile(r"(geo_json_\w+_add)\((\{\"features\".*\})\);")
# Shapes come back to what is said of them by their order.
JOINED = (
    '{add}({{type: "FeatureCollection", features: {features}.map((feature, place) => '
    "({{...feature, geometry: {shapes}[place]}}))}});"
)


class Beside(NamedTuple):
    """The files of one figure: the folder of the book, the page that shows it, and their name."""

    out: Path
    page: str
    name: str

    def write(self, folder: str, file: str, text: str) -> str:
        """Write one of them; returns its address as the page sees it."""
        target = self.out / folder / file
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        return f"{'../' * self.page.count('/')}{folder}/{file}"


def localise(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Move a page's maps, their drawings for print, and its tables to files that it names."""
    if app.builder.format != "html":
        return
    found = [node for node in doctree.findall(nodes.raw) if 'class="house"' in node.astext()]
    for number, node in enumerate(found, start=1):
        files = Beside(Path(app.outdir), docname, f"{docname.split('/')[-1]}-{number}")
        node.replace_self(nodes.raw("", _localised(node.astext(), files), format="html"))


def _localised(text: str, files: Beside) -> str:
    if "srcdoc=" in text:
        text = _mapped(text, files)

    def beside(found: re.Match[str]) -> str:
        link = one(parse(found[0]), "a")
        file = link["download"] = f"{files.name}.csv"
        content = unquote(value(link, "href").partition(",")[2])
        link["href"] = files.write(DOWNLOADS, file, content)
        return str(link)

    return TABLE.sub(beside, text)


def _mapped(text: str, files: Beside) -> str:
    """A figure with its map in a frame. Others need not be taken apart: that takes long."""
    figure = parse(text)
    box = figure.select_one(".map:has(iframe[srcdoc])")
    if box is None:
        return text
    title = one(figure, "figcaption strong").get_text()
    frame = _frame(figure, value(one(box, "iframe"), "srcdoc"), title, files)
    # Taken as it stands: a parser of HTML would put names of attributes into small letters.
    drawings = re.findall(r"<svg xmlns.*?</svg>", text, re.DOTALL)
    box.clear()
    box.extend([_twin(figure, drawings, files), frame])
    return str(figure)


def _frame(figure: BeautifulSoup, source: str, title: str, files: Beside) -> Tag:
    """A frame that loads the map once it is near."""
    source, shapes = share(source)
    for file, script in shapes.items():
        files.write(MAPS, file, script)
    made, script = page(source, [*shapes, f"{files.name}.js"], title, files.page)
    files.write(MAPS, f"{files.name}.js", script)
    address = files.write(MAPS, f"{files.name}.html", made)
    return figure.new_tag("iframe", attrs={"src": address, "title": title, "loading": "lazy"})


def _twin(figure: BeautifulSoup, drawings: Sequence[str], files: Beside) -> Tag:
    """The drawings of a map, wide and narrow, which stand until its script has drawn it."""
    kinds = zip(("", "-narrow"), drawings, strict=True)
    drawn = [(parse(text), files.write(MAPS, f"{files.name}{k}.svg", text)) for k, text in kinds]
    (wide, address), (narrow, small) = ((one(soup, "svg"), where) for soup, where in drawn)
    picture = figure.new_tag("picture", attrs={"class": "twin"})
    room, little = (
        {side: value(of, side) for side in ("width", "height")} for of in (wide, narrow)
    )
    source = {"srcset": small, "media": "(max-width: 600px)", **little}
    alt = {"alt": value(wide, "aria-label"), "loading": "lazy", **room}
    picture.append(figure.new_tag("source", attrs=source))
    picture.append(figure.new_tag("img", attrs={"src": address, **alt}))
    return picture


def share(source: str) -> tuple[str, dict[str, str]]:
    """A map's page without its shapes, and these as scripts by name. A script is named by its
    content, so that maps of one ground share it."""
    scripts: dict[str, str] = {}

    def lift(match: re.Match[str]) -> str:
        features = json.loads(match[2])["features"]
        shapes = json.dumps([each.pop("geometry") for each in features], separators=(",", ":"))
        name = f"shapes_{hashlib.sha256(shapes.encode()).hexdigest()[:8]}"
        scripts[f"{name}.js"] = f"var {name} = {shapes};\n"
        rest = json.dumps(features).replace("<", "\\u003c")
        return JOINED.format(add=match[1], features=rest, shapes=name)

    return SHAPES.sub(lift, source), scripts


def page(source: str, scripts: Iterable[str], title: str, docname: str) -> tuple[str, str]:
    """The page of one map, from folium's own, and what its scripts say, which is to be the last of
    ``scripts``. Titled, valid, closed to other hosts, its ids numbered in order instead of random;
    all its scripts are files, for a server may forbid those inside a page."""
    source = re.sub(r"https://[^\"']*/(leaflet\.(?:js|css))", lambda match: LOCAL[match[1]], source)
    ids = dict.fromkeys(re.findall(r"[0-9a-f]{32}", source))
    for number, random in enumerate(ids, start=1):
        source = source.replace(random, f"{number:02d}")
    soup = parse(source)
    for tag in soup.select('script[src^="http"], link[href^="http"]'):
        asked = value(tag, "src") or value(tag, "href")
        logger.warning("a map asks for %s, which the book does not hold", asked, location=docname)
    inside = [tag.extract() for tag in soup.select("script:not([src])")]
    _reframe(soup, scripts, title)
    protect(soup, TILES)
    return str(soup), "\n".join(tag.get_text() for tag in inside)


def _reframe(soup: BeautifulSoup, scripts: Iterable[str], title: str) -> None:
    """Put every part of folium's page where HTML wants it."""
    head, body = one(soup, "head"), one(soup, "body")
    one(soup, "html")["lang"] = "en"
    head.insert(0, soup.new_tag("title", string=title))
    one(head, 'meta[name="viewport"]')["content"] = "width=device-width, initial-scale=1"
    encoding = soup.new_tag("meta", charset="utf-8")
    one(head, 'meta[http-equiv="content-type" i]').replace_with(encoding)
    for style in soup.select("style"):
        head.append(style)
    head.append(soup.new_tag("link", attrs={"rel": "stylesheet", "href": "../_static/map.css"}))
    main = soup.new_tag("main", attrs={"aria-label": f"Map: {title}"})
    one(body, "div.folium-map").wrap(main)
    main.insert(0, soup.new_tag("h1", string=title))
    for address in ("../_static/map.js", *scripts):
        body.append(soup.new_tag("script", src=address))
