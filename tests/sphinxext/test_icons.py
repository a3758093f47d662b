"""The fonts: what pages and drawings show is in them, and nothing else."""

import shutil
from pathlib import Path

import pydata_sphinx_theme
from fontTools.ttLib import TTFont
from support.builds import ROOT

from footprint.sphinxext import assets, icons

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
PRINT, MOON, BOOK = 0xF02F, 0xF186, 0xF02D


def test_the_font_keeps_the_icons_that_are_shown(tmp_path):
    """By name on a page, by number in a style sheet; other icons, formats and scripts go."""
    shutil.copytree(THEME / "vendor", tmp_path / "_static/vendor")
    home = next(tmp_path.glob(f"{icons.FONT}/*"))
    (tmp_path / "_static/theme.css").write_text(
        '.moon::before { content: "\\f186" }', encoding="utf-8"
    )
    drawing = "<svg><text>Wa &amp;</text><text><tspan>b</tspan></text></svg>"
    (tmp_path / "page.html").write_text(f'<i class="fas fa-print"></i>{drawing}', encoding="utf-8")
    letters = tmp_path / icons.DRAWN_LETTERS / "fira-sans-latin-400-normal.woff2"
    letters.parent.mkdir(parents=True)
    shutil.copyfile(assets.fetch(ROOT, assets.FIRA) / assets.FIRA_FACES[0], letters)
    icons.cut(tmp_path)
    font = home / "webfonts" / f"{icons.SOLID}.woff2"
    assert [path for path in home.rglob("*") if path.suffix in (".ttf", ".js", ".woff2")] == [font]
    points = TTFont(font).getBestCmap()
    assert PRINT in points and MOON in points and BOOK not in points
    assert set(TTFont(letters).getBestCmap()) == set(map(ord, "Wa &b"))
    sheet = (home / "css/all.min.css").read_text(encoding="utf-8")
    assert "fa-print" in sheet and "fa-book" not in sheet
    assert sheet.count("@font-face") == 1 and ".ttf" not in sheet
