"""Dead links between built pages are told."""

import pytest

from footprint.sphinxext import links
from footprint.sphinxext.soup import read

OTHER = '<h2 id="a b">Place</h2>'


@pytest.mark.parametrize(
    ("tag", "problem"),
    [
        ('<a href="other.html">', None),
        ('<a href="other.html#a%20b">', None),
        ('<a href="#here">', None),
        ('<a href="https://a.org/none.html">', None),
        ('<a href="#">', None),
        ('<a href="sub">', None),
        ('<a href="nowhere.html">', "no such page"),
        ('<img src="nowhere.png">', "no such page"),
        ('<iframe src="nowhere.html"></iframe>', "no such page"),
        ('<a href="other.html#b">', "no such place"),
        ('<a href="#there">', "no such place"),
        ('<a href="sub#there">', "no such place"),
        ('<a href="http://[a.org">', "no address"),
    ],
)
def test_a_dead_link_is_told(tmp_path, monkeypatch, tag, problem):
    """By page, address and what is wrong with it; other hosts are not asked."""
    told = []
    monkeypatch.setattr(links.logger, "warning", lambda text, *values: told.append(text % values))
    (tmp_path / "sub").mkdir()
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/theme.html").write_text('<a href="nowhere.html">', encoding="utf-8")
    (tmp_path / "page.html").write_text(f'<h2 id="here">Here</h2>{tag}', encoding="utf-8")
    for name in ("other.html", "sub/index.html"):
        (tmp_path / name).write_text(OTHER, encoding="utf-8")
    pages = list(tmp_path.rglob("*.html"))
    links.check_links(tmp_path, {page: links.ends(read(page)) for page in pages})
    assert [line.startswith("page.html: dead link to ") for line in told] == [True] * bool(problem)
    assert all(problem in line for line in told)
