"""A figure as one picture that can be passed on alone: with title, unit, keys and source in it.

Made from the drawing that the page has, on a light ground, in a font that whoever draws it has."""

import hashlib
import os
import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import vl_convert

from footprint import render
from footprint.sphinxext.soup import parse, value

WIDTH, MARGIN = 750, 22
# A picture of the usual width for pages and slides.
SCALE = 1200 / WIDTH
PICTURE_FONT, INK = "Liberation Sans, Arial, Helvetica, sans-serif", "#1f2328"
# Where a build keeps what later ones need not draw again.
DRAWN = ".pictures"
# How wide a letter is at most on average, of the size of the letters.
PICTURE_LETTER = 0.54
FIGURE = re.compile(r'<figure class="house".*?</figure>', re.DOTALL)
TEXTS = {
    "title": re.compile(r"<strong>(.*?)</strong>", re.DOTALL),
    "unit": re.compile(r"<figcaption>.*?<br ?/?>(.*?)</figcaption>", re.DOTALL),
    "foot": re.compile(r'<p class="foot">(.*?)</p>', re.DOTALL),
}
DRAWINGS = {
    "wide": re.compile(
        r'(?:class="wide">|<noscript>)(<svg.*?</svg>)(?=</div>|</noscript>|<svg)', re.DOTALL
    ),
    "narrow": re.compile(r'class="narrow">(<svg.*?</svg>)(?=</div>)', re.DOTALL),
}
LEGEND = re.compile(r'<ul class="legend">(.*?)</ul>', re.DOTALL)
# A colour of the page, and what stands where the page gives none.
OF_PAGE = re.compile(r"var\(--[\w-]+(?:,\s*([^()]*))?\)")
OPENING = re.compile(r'<svg\b[^>]*?viewBox="([-\d. ]+)"[^>]*>')
# How large the page lets a drawing be, and what it says there.
LOOKS = re.compile(r' (?:width|height|style|class|role|aria-[a-z]+)="[^"]*"')


class Key(NamedTuple):
    """An entry of a legend: the sign that it explains, the colour of its ground, or neither."""

    sign: render.Html
    fill: str
    text: str


class Picture(NamedTuple):
    """What a figure of a page shows and says; ``narrow`` is its drawing for a phone, if any."""

    title: str
    unit: str
    foot: str
    wide: str
    narrow: str
    keys: Sequence[Key]


class WordLine(NamedTuple):
    """A line of words in a picture, by the place of its baseline."""

    text: str
    x: float
    y: float
    size: float
    weight: str


def picture(figure: str) -> Picture | None:
    """What the HTML of a figure holds; None if there is no drawing in it."""
    drawn = {name: form.search(figure) for name, form in DRAWINGS.items()}
    if not drawn["wide"]:
        return None
    found = {name: form.search(figure) for name, form in TEXTS.items()}
    texts = {name: parse(match[1]).get_text() if match else "" for name, match in found.items()}
    narrow = drawn["narrow"][1] if drawn["narrow"] else ""
    return Picture(**texts, wide=drawn["wide"][1], narrow=narrow, keys=list(_keys(figure)))


def _keys(figure: str) -> Iterator[Key]:
    legend = LEGEND.search(figure)
    for entry in parse(legend[1]).select("li") if legend else ():
        sign, key = re.search(r"<svg.*?</svg>", str(entry), re.DOTALL), entry.select_one(".key")
        fill = value(key, "style").partition("background:")[2].partition(";")[0] if key else ""
        hatched = key is not None and "no-data-key" in key.get_attribute_list("class")
        # A parser of HTML makes names of attributes small.
        mark = sign[0].replace("viewbox=", "viewBox=") if sign else ""
        ground = "url(#no-figure)" if hatched else fill
        yield Key(render.Html(mark), ground, entry.get_text(" ", strip=True))


def plain(drawing: str) -> str:
    """A drawing as it looks by itself: no colour or font is the page's."""
    while OF_PAGE.search(drawing):
        drawing = OF_PAGE.sub(lambda found: found[1] or INK, drawing)
    drawing = re.sub(r'font-family="[^"]*"', f'font-family="{PICTURE_FONT}"', drawing)
    return drawing.replace("currentColor", INK)


def inside(drawing: str, x: float, y: float, width: float, height: float) -> render.Html:
    """A drawing inside another, in a box that it fills as far as its shape lets it."""
    box = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'

    def opening(found: re.Match[str]) -> str:
        return re.sub(r"<svg\b", rf"\g<0> {box}", LOOKS.sub("", found[0]))

    return render.Html(OPENING.sub(opening, plain(drawing), count=1))


def size_of(drawing: str) -> tuple[float, float]:
    """How wide and high a drawing is by itself."""
    own = OPENING.search(drawing)
    _, _, width, height = map(float, own[1].split()) if own else (0, 0, *[1.0] * 2)
    return width, height


def set_in_lines(
    text: str, width: float, size: float, x: float, top: float, weight: str = "normal"
) -> list[WordLine]:
    """A text in lines that fit a width; ``top`` is where the first begins."""
    rows = textwrap.wrap(text, int(width / size / PICTURE_LETTER))
    return [
        WordLine(row, x, top + size + at * size * 1.3, size, weight) for at, row in enumerate(rows)
    ]


def below(drawn: Sequence[WordLine], top: float) -> float:
    """Where what follows some lines begins; ``top`` if there are none."""
    return drawn[-1].y + drawn[-1].size * 0.5 if drawn else top


def stand_alone(shown: Picture, signed: str) -> str:
    """The whole picture as SVG; ``signed`` says at its foot what it is from."""
    room = WIDTH - 2 * MARGIN
    head = set_in_lines(shown.title, room, 18, MARGIN, MARGIN - 4, "bold")
    head += set_in_lines(shown.unit, room, 13, MARGIN, below(head, MARGIN))
    width, height = size_of(shown.wide)
    top, height = below(head, MARGIN) + 8, height * min(1, room / width)
    inner = inside(shown.wide, MARGIN, top, min(room, width), height)
    keys, bottom = _flow(shown.keys, room, top + height + 12)
    foot = set_in_lines(shown.foot, room, 10.5, MARGIN, bottom)
    foot += set_in_lines(signed, room, 10.5, MARGIN, below(foot, bottom), "bold")
    values = {"width": WIDTH, "height": round(below(foot, bottom) + MARGIN / 2)}
    look = {"font": PICTURE_FONT, "ink": INK, "ground": "#ffffff"}
    texts = [*head, *foot]
    return render.html(
        "picture.svg", title=shown.title, inner=[inner], keys=keys, texts=texts, **values, **look
    )


def _flow(
    keys: Sequence[Key], room: float, top: float
) -> tuple[list[tuple[Key, float, float]], float]:
    """The places of the entries of a legend, in rows, and where they end."""
    placed_keys, x, y = [], 0.0, top
    for key in keys:
        wide = 30 + len(key.text) * 12 * PICTURE_LETTER
        if x and x + wide > room:
            x, y = 0.0, y + 20
        placed_keys.append((key, MARGIN + x, y))
        x += wide
    return placed_keys, y + (24 if keys else 0)


def as_png(kept: Path, drawing: Path) -> None:
    """Put a picture of pixels beside one of lines; one that an earlier build made is ``kept``."""
    text = drawing.read_text(encoding="utf-8")
    key = hashlib.sha256(f"{version('vl-convert-python')}\n{text}".encode()).hexdigest()
    before = kept / f"{key}.png"
    if not before.exists():
        kept.mkdir(exist_ok=True)
        half = before.with_suffix(f".{os.getpid()}")
        half.write_bytes(vl_convert.svg_to_png(text, scale=SCALE))
        half.replace(before)
    shutil.copyfile(before, drawing.with_suffix(".png"))
