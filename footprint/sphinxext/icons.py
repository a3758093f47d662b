"""The book's fonts, cut to what the built pages show: the theme's icons, and drawings' words."""

import html
import logging
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = "_static/vendor/fontawesome"
# Of the fonts that the theme brings only this one holds icons that a page of ours can show.
SOLID = "fa-solid-900"
ICON = re.compile(r"fa-[a-z0-9-]+")
RULE = re.compile(r"([^{}]*)\{content:\"\\([0-9a-f]+)\"\}")
# The theme's own style sheets name icons by their number.
CODE_POINT = re.compile(r"\"\\(f[0-9a-f]{3})\"")
FACE = re.compile(r"@font-face\{[^}]*\}")
# The words of drawings, and the fonts that write them.
DRAWN_WORDS = re.compile(r"<t(?:ext|span)\b[^>]*>([^<]*)")
DRAWN_LETTERS = "_assets/fira-sans/files"


def cut(out: Path) -> None:
    """Leave in the icon font and its style sheet only what pages, scripts and styles name."""
    icons = set(ICON.findall(_texts(out, "**/*.html", "_static/**/*.js")))
    numbers = CODE_POINT.findall(_texts(out, "_static/**/*.css"))
    for home in out.glob(f"{FONT}/*"):
        sheet = home / "css/all.min.css"
        rules = sheet.read_text(encoding="utf-8")
        rules = RULE.sub(lambda rule: rule[0] if icons & set(ICON.findall(rule[1])) else "", rules)
        lean = FACE.sub(lambda face: _face(face[0]), rules)
        sheet.write_text(lean, encoding="utf-8", newline="")
        for path in (*home.glob("webfonts/*"), *home.glob("js/*")):
            if path.name != f"{SOLID}.woff2":
                path.unlink()
        shown = [*numbers, *(number for _, number in RULE.findall(rules))]
        _shrink(home / f"webfonts/{SOLID}.woff2", {int(number, 16) for number in shown})
    words = "".join(DRAWN_WORDS.findall(_texts(out, "**/*.html", "**/*.svg")))
    for path in out.glob(f"{DRAWN_LETTERS}/*.woff2"):
        _shrink(path, set(map(ord, html.unescape(words))))


def _texts(out: Path, *patterns: str) -> str:
    """What files of the book say, those of the font apart."""
    found = (path for pattern in patterns for path in out.glob(pattern))
    texts = [path.read_text(encoding="utf-8") for path in found if FONT not in path.as_posix()]
    return "\n".join(texts)


def _face(face: str) -> str:
    """A declaration of the font that stays, in its one format; nothing for any other."""
    if "Awesome\\ 6 Free" not in face or SOLID not in face:
        return ""
    return re.sub(r",url\([^)]*\.ttf\) format\(\"truetype\"\)", "", face)


def _shrink(path: Path, points: set[int]) -> None:
    """Leave only some signs in a font."""
    # A style of pygments lets every library tell the console what it does.
    logging.getLogger(subset.__name__).setLevel(logging.WARNING)
    font = TTFont(path, recalcTimestamp=False, lazy=True)  # most is thrown away unread
    chosen = subset.Subsetter(subset.Options(layout_features=[], name_IDs=[], notdef_outline=True))
    chosen.populate(unicodes=points)
    chosen.subset(font)
    font.flavor = "woff2"
    font.save(path)
