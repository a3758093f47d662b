"""The picture that stands for a page where its address is passed on."""

from support import golden
from support.drawn import DRAWING, shown

from footprint.model import VERDICTS
from footprint.sphinxext import social

LONG = "It is " + "very " * 60 + "long."


def shared(**other) -> social.Shared:
    made = social.Shared("<b>book", "<b>title", f"Whole. {LONG}", VERDICTS, VERDICTS * 9, None)
    return made._replace(**other)


def test_a_card_shows_markup_as_text():
    """What a page is called cannot leave its picture; without a chart it shows all verdicts."""
    golden.check("shared.svg", social.drawing(shared()))


def test_no_sentence_is_cut():
    """One that has no room is left out whole."""
    text = social.drawing(shared(lead=f"Whole. {LONG * 3}"))
    assert ">Whole.<" in text and "very" not in text and "…" not in text
    assert "very" not in social.drawing(shared(lead=LONG * 3))


def test_a_card_has_the_first_chart_of_its_page():
    """With its title; a figure without a drawing for a phone is passed over."""
    page = f'<figure class="house"><noscript>{DRAWING}</noscript></figure>'
    assert social.first_chart(page) is None
    text = social.drawing(shared(chart=shown()))
    assert "T &lt;b&gt; &amp; c" in text and "1 does not hold" in text


def test_a_card_is_a_picture_with_an_address(tmp_path):
    """PNG, under the book's own folder."""
    address = social.draw_card(tmp_path, "chapters/x.html", shared())
    assert address == "_cards/chapters-x.png"
    assert (tmp_path / address).read_bytes().startswith(b"\x89PNG")
