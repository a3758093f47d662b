"""Pages as trees."""

import pytest

from footprint import errors
from footprint.sphinxext import soup


def test_what_a_page_lacks_is_named_with_the_remedy():
    """The theme or folium may change."""
    tree = soup.parse("<article><h1>A</h1></article>")
    assert soup.one(tree, "article > h1").get_text() == "A"
    with pytest.raises(errors.PageError, match=r"“article > p”.*requirements\.txt"):
        soup.one(tree, "article > p")


def test_texts_and_attributes_of_an_element(tmp_path):
    """An element's own text is not that of the link in it; an attribute it lacks is empty."""
    (tmp_path / "a.html").write_text('<h1 id="a">Ä<a>#</a></h1><p><b>x</b></p>', encoding="utf-8")
    tree = soup.read(tmp_path / "a.html")
    assert (soup.own_text(tree.h1), soup.own_text(tree.p)) == ("Ä", "")
    assert (soup.value(tree.h1, "id"), soup.value(tree.h1, "href")) == ("a", "")


def test_drawings_are_out_of_the_tree_and_come_back_as_they_were():
    """To the byte, letters of their attributes too; of one inside another only the outer is seen."""
    inner = '<svg viewBox="0 0 1 1"><clipPath id="a"/></svg>'
    page = f'<p id="b">x</p><div>{inner}</div><svg class="outer"><g>{inner}</g></svg>'
    tree, drawings = soup.without_drawings(page)
    assert drawings == [inner, inner] and [tag["id"] for tag in tree.select("[id]")] == ["b"]
    assert len(tree.select("svg")) == 3 and not tree.select("clippath")
    tree.p.string = "y"
    assert soup.with_drawings(tree, drawings) == page.replace("x</p>", "y</p>")
