"""What a page may load: its own files and the scripts inside it; of other hosts nothing, or what a
reader asks for by a click."""

import base64
import hashlib
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from footprint.sphinxext.soup import one, value
from footprint.worldbank.settings import WORLDBANK

ASKABLE = urljoin(WORLDBANK, "/").rstrip("/")
POLICY = "Content-Security-Policy"
CONTENT = (
    "default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src {images}; frame-src 'self'; connect-src {asked}; base-uri 'none'; "
    "form-action 'self'"
)


def protect(soup: BeautifulSoup, *pictures: str) -> None:
    """Put a Content-Security-Policy first into a page: no other host, no ``eval``. ``pictures``
    are hosts that the page may ask for pictures: that of the map tiles a reader can tick. With a
    button that asks the World Bank, it may ask that service."""
    tags = soup.select("script:not([src])")
    inline = [tag.string or "" for tag in tags if value(tag, "type") in ("", "text/javascript")]
    scripts = " ".join(dict.fromkeys(["'self'", *map(_hash, inline)]))
    images = " ".join(["'self'", "data:", *pictures])
    asked = f"'self' {ASKABLE}" if soup.select_one(".ask") else "'self'"
    content = CONTENT.format(scripts=scripts, images=images, asked=asked)
    attributes = {"http-equiv": POLICY, "content": content}
    encoding = one(soup, 'head > meta[charset], head > meta[http-equiv="content-type" i]')
    encoding.insert_after(soup.new_tag("meta", attrs=attributes))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
