"""Figures as the built book shows them: what a page need not carry lies in files beside it.

Each map is a page of its own with local Leaflet; its drawing and its table are files too. A figure
has an address and can be taken away, as numbers and as a picture. It is named by the cell that
shows it, so its address and the names of its files stay when other cells come and go."""

import hashlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from footprint import render
from footprint.sphinxext.edition import Edition
from footprint.sphinxext.pictures import Picture, picture, stand_alone
from footprint.sphinxext.policy import protect
from footprint.sphinxext.soup import one, parse, value

logger = logging.getLogger(__name__)
MAPS = "_maps"
# A ring has so many points at least.
RING = 4
DOWNLOADS = "_figures"
LOCAL = {name: f"../_assets/leaflet/{name}" for name in ("leaflet.js", "leaflet.css")}
# The one host a map may ask, once its reader has ticked the layer.
TILES = "https://tile.openstreetmap.org"
# The line with the link to a table that the page itself carries.
TAKEN = re.compile(r'<p class="data">.*?</p>', re.DOTALL)
BEGINNING, TITLE = re.compile(r"<figure\b"), re.compile(r"<strong>(.*?)</strong>")
SHAPES = re.compile(r"(geo_json_\w+_add)\((\{\"features\".*\})\);")
# Shapes come back to what is said of them by their order.
JOINED = (
    '{add}({{type: "FeatureCollection", features: {features}.map((feature, place) => '
    "({{...feature, geometry: {shapes}[place]}}))}});"
)


class Beside(NamedTuple):
    """The files of one figure: the folder of the book, the page that shows it, their name, the
    place of the figure on the page, and what its picture says at its foot."""

    out: Path
    page: str
    name: str
    place: str = ""
    signed: str = ""

    def write(self, folder: str, file: str, text: str) -> str:
        """Write one of them; returns its address as the page sees it."""
        target = self.out / folder / file
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        return self.address(folder, file)

    def address(self, folder: str, file: str) -> str:
        """The address of one of them as the page sees it."""
        return f"{'../' * self.page.count('/')}{folder}/{file}"


def localise(app: Sphinx, doctree: nodes.document, docname: str, of: Edition) -> None:
    """Move a page's maps, their drawings for print, and its tables to files that it names."""
    if app.builder.format != "html":
        return
    found = [node for node in doctree.findall(nodes.raw) if 'class="house"' in node.astext()]
    places = _places([_cell(node) for node in found], _ids(Path(app.env.doc2path(docname))))
    signed = of.signed(f"{docname}.html")
    for place, node in zip(places, found, strict=True):
        name = f"{docname.split('/')[-1]}-{place}"
        files = Beside(Path(app.outdir), docname, name, f"figure-{place}", signed)
        node.replace_self(nodes.raw("", _localised(node.astext(), files), format="html"))


def _ids(source: Path) -> list[str]:
    """The ids of a notebook's cells in their order; a page that is no notebook has none."""
    if source.suffix != ".ipynb":
        return []
    return [cell.get("id", "") for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]]


def _cell(node: nodes.Node) -> int | None:
    """The number of the cell that shows something."""
    while node := node.parent:
        if isinstance(node, nodes.Element) and "cell_index" in node:
            return int(node["cell_index"])
    return None


def _places(cells: Sequence[int | None], ids: Sequence[str]) -> list[str]:
    """Names for what cells show: the cell's id, with a number from the second in one cell on."""
    seen: Counter[str] = Counter()
    names = []
    for cell in cells:
        own = ids[cell] if cell is not None and ids else "page"
        seen[own] += 1
        names.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
    return names


def _localised(text: str, files: Beside) -> str:
    found, shown = TITLE.search(text), picture(text)
    title = parse(found[1]).get_text() if found else files.name
    if "srcdoc=" in text:
        text = _mapped(text, files)
    link = render.html("permalink.html", place=files.place, what=f"the figure “{title}”")
    text = BEGINNING.sub(lambda tag: f'{tag[0]} id="{files.place}"', text, count=1)
    text = TITLE.sub(lambda title: f"{title[0]} {link}", text, count=1)
    return TAKEN.sub(lambda line: _taken(line[0], title, shown, files), text)


def _taken(line: str, title: str, shown: Picture | None, files: Beside) -> str:
    """The line that offers a figure, once what it offers lies beside the page."""
    table = value(one(parse(line), "a"), "href").partition(",")[2]
    contents = {"csv": unquote(table)} | (
        {"svg": stand_alone(shown, files.signed)} if shown else {}
    )
    names = {kind: f"{files.name}.{kind}" for kind in (*contents, *(["png"] if shown else []))}
    for kind, content in contents.items():
        files.write(DOWNLOADS, names[kind], content)
    # The picture of pixels is made when all pages are there, some at once.
    taken = [(kind.upper(), files.address(DOWNLOADS, name), name) for kind, name in names.items()]
    return render.html("downloads.html", title=title, files=taken)


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
        lifted = [_rounded(each.pop("geometry")) for each in features]
        shapes = json.dumps(lifted, separators=(",", ":"))
        name = f"shapes_{hashlib.sha256(shapes.encode()).hexdigest()[:8]}"
        scripts[f"{name}.js"] = f"var {name} = {shapes};\n"
        rest = json.dumps(features).replace("<", "\\u003c")
        return JOINED.format(add=match[1], features=rest, shapes=name)

    return SHAPES.sub(lift, source), scripts


def _rounded(shape: Any) -> Any:
    """A shape to a hundredth of a degree, each point once: borders are simplified to three."""
    if isinstance(shape, float):
        return round(shape, 2)
    if isinstance(shape, dict):
        return {key: _rounded(value) for key, value in shape.items()}
    if not isinstance(shape, list):
        return shape
    parts = list(map(_rounded, shape))
    if not isinstance(parts[0], list) or len(parts) < RING:
        return parts
    kept = [part for part, _ in itertools.groupby(parts)]
    return kept if len(kept) >= RING else parts


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
    for kind, file in (("stylesheet", "map.css"), ("icon", "favicon.svg")):
        head.append(soup.new_tag("link", attrs={"rel": kind, "href": f"../_static/{file}"}))
    main = soup.new_tag("main", attrs={"aria-label": f"Map: {title}"})
    one(body, "div.folium-map").wrap(main)
    main.insert(0, soup.new_tag("h1", string=title))
    for address in ("../_static/map.js", *scripts):
        body.append(soup.new_tag("script", src=address))
