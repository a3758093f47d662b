"""Maps as the built book shows them: each on a page of its own, with local Leaflet and ids that do not change."""

import html
import re
from pathlib import Path

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
MAPS = "_maps"
LOCAL = {name: f"../_assets/leaflet/{name}" for name in ("leaflet.js", "leaflet.css")}


def maps(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take each folium map out of its ``srcdoc`` and put it on a page of its own, shown in a plain frame."""
    if app.builder.format != "html":
        return
    found = [node for node in doctree.findall(nodes.raw) if "srcdoc=" in node.astext()]
    for number, node in enumerate(found, start=1):
        name = f"{docname.replace('/', '-')}-map-{number}"
        figure = BeautifulSoup(node.astext(), "html.parser")
        frame = figure.find("iframe", srcdoc=True)
        title = figure.find("figcaption").strong.get_text() if figure.find("figcaption") else docname
        target = Path(app.outdir) / MAPS / f"{name}.html"
        target.parent.mkdir(exist_ok=True)
        target.write_text(page(frame["srcdoc"], name, title, docname), encoding="utf-8")
        plain = figure.new_tag("iframe", src=f"{'../' * docname.count('/')}{MAPS}/{name}.html", title=title)
        figure.find(class_="map").clear()
        figure.find(class_="map").append(plain)
        node.replace_self(nodes.raw("", str(figure), format="html"))


def page(source: str, name: str, title: str, docname: str) -> str:
    """The page of one map, from folium's own: titled, local scripts, ids numbered in order instead of random."""
    source = re.sub(r"https://[^\"']*/(leaflet\.(?:js|css))", lambda match: LOCAL[match[1]], source)
    for address in re.findall(r"<(?:script|link)[^>]+(?:src|href)=\"(https?:[^\"]+)\"", source):
        logger.warning("a map asks for %s, which the book does not hold", address, location=docname)
    ids = dict.fromkeys(re.findall(r"[0-9a-f]{32}", source))
    for number, random in enumerate(ids, start=1):
        source = source.replace(random, f"{number:02d}")
    return source.replace("<html>", '<html lang="en">', 1).replace("<head>", f"<head><title>{html.escape(title)}</title>", 1)
