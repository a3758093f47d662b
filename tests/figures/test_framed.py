"""A map's page that asks no host."""

import re

from footprint.figures import framed

PAGE = '<head>\n<script src="https://a.org/x/leaflet.js"></script>\n    <link rel="stylesheet" href="https://a.org/x/leaflet.css"/></head>'


def test_what_it_asks_for_is_inside():
    """Leaflet with its pictures, and our own script and style after it; no address is left."""
    made = framed.complete(PAGE)
    assert not re.search(r"<script src|<link|url\((?!data:|#)", made)
    assert (
        made.index("leafletjs.com") < made.index("L.Map.addInitHook") < made.index("frameElement")
    )
    assert "url(data:image/png;base64," in made and ".leaflet-container {" in made


def test_without_leaflet_there_is_no_page(monkeypatch, tmp_path):
    """The picture of the map stands alone; no other host is asked in its place."""
    monkeypatch.setattr(framed, "FETCHED", tmp_path)
    assert framed.complete(PAGE) == ""
