"""Words of the glossary: found where they are explained, linked where they first stand."""

from footprint.sphinxext import glossary
from footprint.sphinxext.soup import parse

ARTICLE = (
    "<article><h2>CSTO</h2><p><code>CSTO</code> <a href='#'>CSTO</a> CSTOs pre-CSTO</p>"
    "<p>The CSTO, and the CSTO.</p></article>"
)


def test_a_word_of_the_glossary_is_linked_where_it_first_stands(tmp_path):
    """In running text, once a page, as a whole word; not in links, code or headings.

    Nor on the glossary's own page.
    """
    term = glossary.Term(tmp_path / "method.html", "term-CSTO", "An alliance.")
    soup = parse(ARTICLE)
    glossary.mark(soup, tmp_path / "parade.html", {"CSTO": term})
    assert str(soup.select("p")[1]) == (
        '<p>The <a class="term" data-says="An alliance." href="method.html#term-CSTO">CSTO</a>, '
        "and the CSTO.</p>"
    )
    assert len(soup.select(".term")) == 1
    soup = parse(ARTICLE)
    glossary.mark(soup, tmp_path / "method.html", {"CSTO": term})
    assert soup.select(".term") == []


def test_the_longer_word_wins_and_a_card_stays_as_it_is(tmp_path):
    """“CSTO air base” is not a link to “CSTO”; a verdict card is set by itself."""
    page = tmp_path / "method.html"
    known = {word: glossary.Term(page, word, word) for word in ("CSTO", "CSTO air base")}
    soup = parse(
        "<article><div class='verdict-card'><p>CSTO</p></div><p>A CSTO air base.</p></article>"
    )
    glossary.mark(soup, tmp_path / "parade.html", known)
    assert [term.get_text() for term in soup.select(".term")] == ["CSTO air base"]


def test_entries_are_read_from_the_pages_that_explain(tmp_path):
    """Word, place and meaning, on one line; pages without a glossary have none."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/parade.html").write_text(
        "<article><p>CSTO</p></article>", encoding="utf-8"
    )
    page = tmp_path / "chapters/method.html"
    page.write_text(
        '<dl class="simple glossary"><dt id="term-CSTO">CSTO<a href="#term-CSTO">#</a></dt>'
        "<dd><p>An\n alliance.</p></dd></dl>",
        encoding="utf-8",
    )
    assert glossary.terms(tmp_path) == {"CSTO": (page, "term-CSTO", "An alliance.")}
