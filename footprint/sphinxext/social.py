"""The picture that stands for a page where its address is passed on, drawn from its own words."""

import html
import textwrap
from pathlib import Path

import vl_convert

CARDS = "_cards"
CARD_WIDTH, CARD_HEIGHT = 1200, 630
INK, GROUND, ACCENT = "#ffffff", "#1f3a4d", "#D55E00"


def draw_card(out: Path, name: str, book: str, title: str, lead: str) -> str:
    """Draw the card of one page as PNG; returns its address inside the book."""
    target = out / CARDS / f"{name}.png"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(vl_convert.svg_to_png(drawing(book, title, lead)))
    return f"{CARDS}/{target.name}"


def drawing(book: str, title: str, lead: str) -> str:
    """The card as SVG: the book, the page, and how it begins."""
    lines = [
        _card_text(book, 34, 90, "normal"),
        *_block(title, 64, 26, 2, 200, "bold"),
        *_block(lead, 34, 58, 4, 400, "normal"),
    ]
    size = f'width="{CARD_WIDTH}" height="{CARD_HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="{GROUND}"/>'
        f'<rect width="18" height="{CARD_HEIGHT}" fill="{ACCENT}"/>{"".join(lines)}</svg>'
    )


def _block(text: str, size: int, width: int, most: int, top: int, weight: str) -> list[str]:
    lines = textwrap.wrap(text, width, max_lines=most, placeholder=" …")
    step = round(size * 1.25)
    return [_card_text(line, size, top + at * step, weight) for at, line in enumerate(lines)]


def _card_text(line: str, size: int, y: int, weight: str) -> str:
    return (
        f'<text x="80" y="{y}" font-family="Liberation Sans, Arial, sans-serif" font-size="{size}" '
        f'font-weight="{weight}" fill="{INK}">{html.escape(line)}</text>'
    )
