"""A figure as one picture that can be passed on alone."""

from support import golden
from support.drawn import DRAWING, LEGEND, shown

from footprint.sphinxext import pictures


def test_what_a_figure_says_is_in_its_picture():
    """Title, unit, keys, source; a figure without a drawing has none."""
    found = shown(LEGEND)
    assert found[:3] == ("T <b> & c", "% of GDP", "From (a.org).")
    assert [key.text for key in found.keys] == ["%:", "under 5", "no data", "Site"]
    assert found.keys[1].fill == "#123" and "viewBox" in found.keys[3].sign
    assert pictures.picture('<figure class="house"><strong>T</strong></figure>') is None
    golden.check("picture.svg", pictures.stand_alone(found, "Signed <b>."))


def test_a_picture_needs_no_page():
    """No colour, variable or font of the page is left, nor the room that the page gave it."""
    text = pictures.inside(DRAWING, 1, 2, 700, 300)
    assert "var(" not in text and "currentColor" not in text and "max-width" not in text
    assert pictures.PICTURE_FONT in text and '<svg x="1" y="2" width="700" height="300"' in text


def test_a_picture_is_drawn_once(tmp_path):
    """The next build takes what this one kept."""
    drawing, kept = tmp_path / "a.svg", tmp_path / "kept"
    drawing.write_text(pictures.stand_alone(shown(), "s"), encoding="utf-8")
    pictures.as_png(kept, drawing)
    assert drawing.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    (only,) = kept.iterdir()
    only.write_bytes(b"kept")
    pictures.as_png(kept, drawing)
    assert drawing.with_suffix(".png").read_bytes() == b"kept"
