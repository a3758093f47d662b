"""The book as one page: its parts in their places, its links inside, its folded records at the end."""

from support import golden
from support.paper import small_book

from footprint.sphinxext import volume
from footprint.sphinxext.soup import read


def test_one_page_is_made_of_all(tmp_path):
    """Cover, contents with their page numbers, chapters whose ids and links are their own, and each record once."""
    page = volume.one_page(small_book(tmp_path))
    here = page.replace(tmp_path.resolve().as_uri(), "file:///book")
    golden.check("book.html", volume.numbered(here, {"one": 7, "record-1": 9}))
    assert page.count("<td>last</td>") == 1 and "for machines" not in page


def test_a_book_without_parts_has_its_chapters(tmp_path):
    """Its menu has no captions."""
    parted, book = small_book(tmp_path / "parted"), small_book(tmp_path / "whole")
    for path in book.glob("*/*.html"):
        page = read(path)
        for caption in page.select("nav.bd-links p.caption"):
            caption.decompose()
        path.write_text(str(page), encoding="utf-8")
    of_both = [volume.chapters_in(volume.one_page(folder)) for folder in (parted, book)]
    assert of_both[0] == of_both[1] and len(of_both[0]) > 2


def test_a_chapter_can_be_set_smaller(tmp_path):
    """That one alone; its place stays."""
    page = volume.one_page(small_book(tmp_path))
    assert volume.chapters_in(page)[-1] == "appendix" and "chapter tight" not in page
    own = volume.chapters_in(page)[0]
    tight = volume.tightened(page, [own])
    assert (
        tight.count(" tight bd-content") == 1 and f'chapter tight bd-content" id="{own}"' in tight
    )


def test_the_line_that_stands_for_a_record():
    """It says what the record is, and on which page."""
    record = volume.Record("record-1", "Rows", "One", "record-1-from", volume.render.Html("<b>"))
    line = volume.render.html("see.html", what="All <2> rows", record=record, first=True)
    golden.check("see.html", str(line))


def test_a_title_is_a_string_of_css():
    """Whatever signs are in it, none ends the string or the style."""
    assert volume._css("A's: </style>") == r"A\27 s\3a  \3c \2f style\3e "
