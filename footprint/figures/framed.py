"""A map's page with all it needs inside, for a notebook, which has no files beside it."""

import base64
import re
from pathlib import Path

from footprint import render
from footprint.library.package import PACKAGE

# Fetched at set-up, as for the book; a package installed by itself has none.
FETCHED = PACKAGE.parent / ".assets"
LINKED = re.compile(r"<script src=[^>]*/leaflet\.js\"></script>\s*<link [^>]*/leaflet\.css\"/>")
PICTURE = re.compile(r"url\((images/[^)]+\.png)\)")


def complete(page: str) -> render.Html:
    """What folium made, asking no host; empty where Leaflet is not on this machine: then the
    picture of the map stands alone."""
    folder = next((path.parent for path in FETCHED.glob("leaflet@*/leaflet.js")), None)
    if folder is None:
        return render.Html("")
    own = render.STYLE.parent
    styles, scripts = (
        render.Html("\n".join(path.read_text(encoding="utf-8") for path in paths))
        for paths in (
            (folder / "leaflet.css", own / "map.css"),
            (folder / "leaflet.js", own / "map.js"),
        )
    )
    styles = render.Html(PICTURE.sub(lambda found: f"url({_address(folder / found[1])})", styles))
    within = render.html("framed.html", styles=styles, scripts=scripts)
    return render.Html(LINKED.sub(lambda _: within, page))


def _address(picture: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
