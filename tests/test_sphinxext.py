"""What the extension makes of pages, maps and icons: policies, shared ground, what is dropped, and what it refuses."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.maps import BORDERS, LAYERS, folium_page, region

from footprint import errors
from footprint.figures import maps
from footprint.sphinxext import assets, figures, glossary, pages, social


def policy(page: str) -> str:
    return BeautifulSoup(page, "html.parser").find(
        "meta", attrs={"http-equiv": "Content-Security-Policy"}
    )["content"]


# Pages ----------------------------------------------------------------------------------------------------------


def test_a_policy_lets_in_the_page_s_own_scripts_and_nothing_else():
    """A hash for each script inside the page; no other host, no eval, no inline code beyond."""
    soup = BeautifulSoup(
        '<html><head><meta charset="utf-8"></head><body><script>one()</script><script src="two.js"></script></body></html>',
        "html.parser",
    )
    pages.protect(soup)
    said = policy(str(soup))
    assert (
        f"'sha256-{base64.b64encode(hashlib.sha256(b'one()').digest()).decode()}'" in said
        and said.count("sha256") == 1
    )
    assert (
        "default-src 'none'" in said
        and "http" not in said
        and "unsafe-eval" not in said
        and "script-src 'self' 'unsafe" not in said
    )
    assert (
        soup.head.find("meta", charset=True).find_next("meta")["http-equiv"]
        == "Content-Security-Policy"
    )


@pytest.mark.parametrize(
    ("tag", "body", "stays"),
    [
        ('<script src="_static/vendor/fontawesome/6.5.2/js/all.min.js"></script>', "", False),
        ('<script src="_static/sphinx-thebe.js"></script>', "", False),
        ('<link rel="stylesheet" href="_static/sphinx-design.min.css">', "", False),
        (
            '<link rel="stylesheet" href="_static/sphinx-design.min.css">',
            '<div class="sd-card"></div>',
            True,
        ),
        ('<script src="_static/copybutton.js"></script>', '<div class="highlight"></div>', True),
        ('<link rel="preload" as="font" href="fa-brands-400.woff2">', "", False),
        ('<script src="_static/footprint.js"></script>', "", True),
    ],
)
def test_a_page_carries_what_it_uses(tag, body, stays):
    """Scripts and styles without a use on the page are taken out."""
    soup = BeautifulSoup(f"<html><head>{tag}</head><body>{body}</body></html>", "html.parser")
    pages._trim(soup)
    assert bool(soup.head.find(["script", "link"])) is stays


def test_a_description_ends_with_a_word_and_keeps_units_at_their_numbers():
    """Cut after a whole word, thin spaces kept."""
    text = pages._shortened("In 2021 it came to 32.7\u202f% , " + "nearly " * 60)
    assert (
        "32.7\u202f%," in text and text.endswith("nearly …") and len(text) <= pages.DESCRIPTION + 2
    )


@pytest.mark.parametrize(
    ("site", "image", "lead"),
    [
        ("", "../_cards/chapters-x.png", "chapters/x.html"),
        (
            "https://a.org/b/",
            "https://a.org/b/_cards/chapters-x.png",
            "https://a.org/b/chapters/x.html",
        ),
    ],
)
def test_the_address_of_the_site(tmp_path, site, image, lead):
    """Where it is known, pictures and the page for missing addresses carry it; the entry never does, it may be read from disk."""
    soup = BeautifulSoup(
        "<html><head></head><body><article><h1>X</h1><p>Said.</p></article></body></html>",
        "html.parser",
    )
    pages._name(soup, "Book", Path("chapters/x.html"), tmp_path, site)
    assert soup.find("meta", property="og:image")["content"] == image
    pages._entry_pages(tmp_path, "en", "Book", "chapters/x.html", site)
    assert (
        f'href="{lead}"' in (tmp_path / "404.html").read_text()
        and 'href="chapters/x.html"' in (tmp_path / "index.html").read_text()
    )


def test_a_card_shows_markup_as_text():
    """What a page is called cannot leave its picture."""
    assert "<b>" not in social.drawing("<b>book", "<b>title", "<b>lead")


def test_a_word_of_the_glossary_is_linked_where_it_first_stands(tmp_path):
    """In running text, once a page, as a whole word; not in links, code or headings, nor on the glossary's own page."""
    known = {"CSTO": (tmp_path / "method.html", "term-CSTO", "An alliance.")}
    article = "<article><h2>CSTO</h2><p><code>CSTO</code> <a href='#'>CSTO</a> CSTOs pre-CSTO</p><p>The CSTO, and the CSTO.</p></article>"
    soup = BeautifulSoup(article, "html.parser")
    glossary.mark(soup, tmp_path / "parade.html", known)
    assert (
        str(soup.select("p")[1])
        == '<p>The <a class="term" data-says="An alliance." href="method.html#term-CSTO">CSTO</a>, and the CSTO.</p>'
    )
    assert len(soup.select(".term")) == 1
    soup = BeautifulSoup(article, "html.parser")
    glossary.mark(soup, tmp_path / "method.html", known)
    assert soup.select(".term") == []


# Maps -----------------------------------------------------------------------------------------------------------


def test_maps_of_one_ground_share_it():
    """The same shapes, whatever is said of them, are one script, named by its content; nothing of them stays in the page."""
    one, two = (figures.share(folium_page(region(layers))) for layers in ((), LAYERS[:1]))
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
    other = maps.region(
        maps.pd.Series({"KAZ": 14.9}),
        moved,
        title="T",
        unit="%",
        foot="F.",
        edges=[5],
        names=maps.pd.Series({"KAZ": "Kazakhstan"}),
    )
    assert (
        figures.share(folium_page(other))[1].keys()
        != figures.share(folium_page(region()))[1].keys()
    )


def test_a_map_s_page_is_closed_to_all_hosts_but_that_of_the_tiles():
    """And only for pictures; its title is that of its figure; its scripts are local."""
    page = figures.page(folium_page(region()), ["shapes_1.js"], "A <title>", "chapters/x")
    assert re.findall(r"https?://[^\s;']+", policy(page)) == [
        figures.TILES
    ] and f"img-src 'self' data: {figures.TILES}" in policy(page)
    soup = BeautifulSoup(page, "html.parser")
    assert (
        soup.title.string == "A <title>"
        and soup.html["lang"] == "en"
        and soup.find("meta", attrs={"name": "viewport"})["content"]
        == "width=device-width, initial-scale=1"
    )
    assert [tag["src"] for tag in soup.find_all("script", src=True)] == [
        "../_assets/leaflet/leaflet.js",
        "shapes_1.js",
        "../_static/map.js",
    ]


# Packages -------------------------------------------------------------------------------------------------------


def test_a_package_that_is_not_the_one_pinned_is_refused(tmp_path):
    """A hash that differs stops the set-up; nothing of it is kept."""
    archive = tmp_path / "leaflet.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(errors.AssetError, match="do not use it"):
        assets._unpack(archive, assets.LEAFLET, tmp_path / "target")
    assert not (tmp_path / "target").exists()
