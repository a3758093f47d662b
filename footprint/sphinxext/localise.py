"""Maps as the built book shows them: each on a page of its own, with local Leaflet, borders shared by all, ids that do not change."""

import functools
import html
import json
import re
from pathlib import Path

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from footprint import library

logger = logging.getLogger(__name__)
MAPS = "_maps"
BORDERS = "borders.js"
# The shapes of a map as folium writes them into its page, on a line of their own.
GROUND = re.compile(r"^(\s*geo_json_\w+_add)\((\{.*\})\);$", re.MULTILINE)
JOIN = "function withShapes(ground) { ground.features.forEach(feature => { feature.geometry = SHAPES[feature.properties.economy]; }); return ground; }"
LOCAL = {name: f"../_assets/leaflet/{name}" for name in ("leaflet.js", "leaflet.css")}


def maps(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take each folium map out of its ``srcdoc`` and put it on a page of its own, shown in a plain frame."""
    if app.builder.format != "html":
        return
    found = [node for node in doctree.findall(nodes.raw) if "srcdoc=" in node.astext()]
    if found:
        folder = Path(app.outdir) / MAPS
        folder.mkdir(exist_ok=True)
        (folder / BORDERS).write_text(f"const SHAPES = {json.dumps(shapes(), separators=(',', ':'))};\n{JOIN}\n", encoding="utf-8")
    for number, node in enumerate(found, start=1):
        name = f"{docname.replace('/', '-')}-map-{number}"
        figure = BeautifulSoup(node.astext(), "html.parser")
        frame = figure.find("iframe", srcdoc=True)
        title = figure.find("figcaption").strong.get_text() if figure.find("figcaption") else docname
        (folder / f"{name}.html").write_text(page(frame["srcdoc"], name, title, docname), encoding="utf-8")
        plain = figure.new_tag("iframe", src=f"{'../' * docname.count('/')}{MAPS}/{name}.html", title=title)
        figure.find(class_="map").clear()
        figure.find(class_="map").append(plain)
        node.replace_self(nodes.raw("", str(figure), format="html"))


@functools.cache
def shapes() -> dict[str, dict]:
    """The committed borders by economy, as they stand in the file that all maps share."""
    return {str(feature["properties"]["economy"] or "null"): feature["geometry"] for feature in library.borders()["features"]}


def _without_shapes(source: str) -> str:
    """A map's page without the committed borders, which it then reads from the shared file; other shapes stay in the page."""

    def share(match: re.Match) -> str:
        ground = json.loads(match[2])
        if any(feature["geometry"] != shapes().get(str(feature["properties"]["economy"] or "null")) for feature in ground["features"]):
            return match[0]
        bare = [{key: part for key, part in feature.items() if key != "geometry"} for feature in ground["features"]]
        return f"{match[1]}(withShapes({json.dumps(ground | {'features': bare})}));"

    return GROUND.sub(share, source).replace("<head>", f'<head><script src="{BORDERS}"></script>', 1)


def page(source: str, name: str, title: str, docname: str) -> str:
    """The page of one map, from folium's own: titled, local scripts, ids numbered in order instead of random."""
    source = re.sub(r"https://[^\"']*/(leaflet\.(?:js|css))", lambda match: LOCAL[match[1]], source)
    for address in re.findall(r"<(?:script|link)[^>]+(?:src|href)=\"(https?:[^\"]+)\"", source):
        logger.warning("a map asks for %s, which the book does not hold", address, location=docname)
    ids = dict.fromkeys(re.findall(r"[0-9a-f]{32}", source))
    for number, random in enumerate(ids, start=1):
        source = source.replace(random, f"{number:02d}")
    source = _without_shapes(source)
    return source.replace("<html>", '<html lang="en">', 1).replace("<head>", f"<head><title>{html.escape(title)}</title>", 1)
