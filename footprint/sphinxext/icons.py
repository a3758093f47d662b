"""The theme's icon font, cut down to the icons that the built pages show: some hundreds of kilobytes become a few."""

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = "_static/vendor/fontawesome"
# Of the fonts that the theme brings only this one holds icons that a page of ours can show.
SOLID = "fa-solid-900"
ICON = re.compile(r"fa-[a-z0-9-]+")
RULE = re.compile(r"([^{}]*)\{content:\"\\([0-9a-f]+)\"\}")
FACE = re.compile(r"@font-face\{[^}]*\}")


def cut(out: Path) -> None:
    """Leave in the icon font and its style sheet only what pages, scripts and styles of ``out`` name."""
    for home in out.glob(f"{FONT}/*"):
        style = home / "css/all.min.css"
        rules = style.read_text(encoding="utf-8")
        names = _named(out)
        points = {
            int(point, 16)
            for selector, point in RULE.findall(rules)
            if names & set(ICON.findall(selector))
        } | _points(out)
        rules = RULE.sub(lambda rule: rule[0] if names & set(ICON.findall(rule[1])) else "", rules)
        style.write_text(FACE.sub(lambda face: _face(face[0]), rules), encoding="utf-8")
        for path in (*home.glob("webfonts/*"), *home.glob("js/*")):
            if path.name != f"{SOLID}.woff2":
                path.unlink()
        _shrink(home / f"webfonts/{SOLID}.woff2", points)


def _named(out: Path) -> set[str]:
    """Every icon that a page or a script names."""
    files = [
        path
        for path in (*out.rglob("*.html"), *out.glob("_static/**/*.js"))
        if FONT not in path.as_posix()
    ]
    return {name for path in files for name in ICON.findall(path.read_text(encoding="utf-8"))}


def _points(out: Path) -> set[int]:
    """Every icon that the theme's own style sheets name by its number."""
    sheets = [
        path.read_text(encoding="utf-8")
        for path in out.glob("_static/**/*.css")
        if FONT not in path.as_posix()
    ]
    return {
        int(point, 16) for sheet in sheets for point in re.findall(r"\"\\(f[0-9a-f]{3})\"", sheet)
    }


def _face(face: str) -> str:
    """A declaration of the font that stays, in its one format; nothing for any other."""
    if "Awesome\\ 6 Free" not in face or SOLID not in face:
        return ""
    return re.sub(r",url\([^)]*\.ttf\) format\(\"truetype\"\)", "", face)


def _shrink(path: Path, points: set[int]) -> None:
    font = TTFont(path, recalcTimestamp=False)
    chosen = subset.Subsetter(subset.Options(layout_features=[], name_IDs=[], notdef_outline=True))
    chosen.populate(unicodes=points)
    chosen.subset(font)
    font.flavor = "woff2"
    font.save(path)
