"""The picture that stands for a page where its address is passed on."""

from footprint.sphinxext import social


def test_a_card_shows_markup_as_text():
    """What a page is called cannot leave its picture."""
    assert "<b>" not in social.drawing("<b>book", "<b>title", "<b>lead")


def test_a_card_is_a_picture_with_an_address(tmp_path):
    """PNG, under the book's own folder."""
    address = social.draw_card(tmp_path, "chapters-x", "Book", "Title", "Lead. " * 99)
    assert address == "_cards/chapters-x.png"
    assert (tmp_path / address).read_bytes().startswith(b"\x89PNG")
