"""The built book: pages, links, figures, the same bytes twice, and builds that must fail."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent
PARTS = ("_config.yml", "_toc.yml", "chapters", "data", ".assets")


def copy_book(target: Path) -> Path:
    """What a build reads, without what it writes."""
    target.mkdir()
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        elif source.exists():
            shutil.copy(source, target / name)
    (target / ".venv").mkdir()
    (target / ".venv/stray.md").write_text("# No page of the book\n")
    return target


def build(folder: Path, under: Sequence[str] = ()) -> subprocess.CompletedProcess:
    """Build a copy as ``make book`` does, with the data of the copy."""
    environment = os.environ | {"FOOTPRINT_DATA_DIR": str(folder / "data")}
    command = [*under, Path(sys.executable).parent / "jupyter-book", "build", ".", "-W", "--keep-going", "-n"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Path:
    """One clean build for all tests that only read."""
    folder = copy_book(tmp_path_factory.mktemp("first") / "book")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def page(book: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book / "_build/html" / name).read_text(encoding="utf-8"), "html.parser")


def test_pages_are_there(book):
    """The pages of the table of contents, and the entry."""
    for name in ("index.html", "chapters/index.html", "chapters/kyrgyzstan.html", "_assets/leaflet/leaflet.js"):
        assert (book / "_build/html" / name).is_file()


def test_no_error_output(book):
    """No traceback and no raw table or link in any page."""
    for name in ("chapters/index.html", "chapters/kyrgyzstan.html"):
        text = page(book, name).get_text()
        assert "Traceback" not in text and "| :--" not in text and "](#" not in text


def test_first_sentence(book):
    """The first paragraph of the chapter is the computed lead."""
    first = page(book, "chapters/kyrgyzstan.html").find("article").find("p").get_text(" ", strip=True)
    assert first.startswith("In 2021 the money sent home came to 32.7\u202f%") and first.endswith("the claim no longer holds.")


def test_every_figure_has_title_table_and_text(book):
    """Each picture says what it shows, in words too, and brings its figures."""
    figures = page(book, "chapters/kyrgyzstan.html").find_all("figure", class_="house")
    assert len(figures) >= 14
    for figure in figures:
        assert figure.figcaption.strong.get_text(strip=True)
        assert figure.find("table")
        for chart in figure.find_all(class_="chart"):
            assert chart["aria-label"] and len(chart.find_all("svg")) == 2


def test_maps_are_local(book):
    """A map is a titled page of its own that asks no other host before a click, and hatches what has no data."""
    for name in ("chapters/index.html", "chapters/kyrgyzstan.html"):
        frame = page(book, name).find("iframe")
        assert frame["title"] and not frame.has_attr("srcdoc")
        target = (book / "_build/html/chapters" / frame["src"]).resolve().read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|link)[^>]+"(https?:[^"]+)"', target) == []
        assert 'id="no-data"' in target and "<title>" in target


def test_board_links_to_every_claim(book):
    """Each claim on the board leads to its place in its chapter."""
    links = {a["href"] for a in page(book, "chapters/index.html").find("article").find_all("a", href=True)}
    assert "kyrgyzstan.html#kgz-remit-third" in links and "kyrgyzstan.html#kgz-debt-china" in links


def test_two_builds_are_the_same(book, tmp_path):
    """Another folder, another build: every file of the pages has the same bytes."""
    second = copy_book(tmp_path / "elsewhere")
    assert build(second).returncode == 0

    def digest(folder: Path) -> dict[str, str]:
        root = folder / "_build/html"
        return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(root.rglob("*")) if p.is_file()}

    assert digest(book) == digest(second)


def test_new_data_reaches_the_pages_of_a_second_build(tmp_path):
    """Same folder, one edited value and describe: the pages show it, though no notebook changed."""
    folder = copy_book(tmp_path / "book")
    assert build(folder).returncode == 0
    series = folder / "data/worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"
    series.write_text(re.sub(r"KGZ,2024,.*", "KGZ,2024,33", series.read_text()))
    subprocess.run([sys.executable, "-m", "footprint", "describe"], env=os.environ | {"FOOTPRINT_DATA_DIR": str(folder / "data")}, check=True)
    assert build(folder).returncode == 0
    assert "By 2024 it was 33\u202f%: the claim still holds." in page(folder, "chapters/kyrgyzstan.html").get_text()


def test_builds_with_the_network_cut(tmp_path):
    """No network at all, not even loopback: the same build succeeds."""
    cut = ["unshare", "--net", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*cut, "true"], capture_output=True).returncode:
        pytest.skip("this system does not let a test cut its network (unshare)")
    folder = copy_book(tmp_path / "book")
    done = build(folder, under=cut)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "_build/html/chapters/kyrgyzstan.html").is_file()


def break_notebook(folder: Path, old: str, new: str) -> None:
    path = folder / "chapters/index.ipynb"
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.parametrize(("old", "new", "says"), [
    ("narrative.score(findings)", "1 / 0", "ZeroDivisionError"),
    ("narrative.score(findings)", "narrative.Markdown('[there](nowhere.ipynb)')", "nowhere"),
    ("narrative.score(findings)", "narrative.HTML('<a href=nowhere.html>there</a>')", "dead link to nowhere.html"),
    ("narrative.score(findings)", "narrative.HTML('<a href=kyrgyzstan.html#no-such>there</a>')", "no such place"),
], ids=["failing cell", "dead Markdown link", "dead HTML link", "dead fragment"])
def test_a_broken_chapter_fails_the_build(tmp_path, old, new, says):
    """A failing notebook or a dead link, also inside an output, stops the build."""
    folder = copy_book(tmp_path / "book")
    break_notebook(folder, old, new)
    done = build(folder)
    assert done.returncode != 0
    assert says in done.stdout + done.stderr


def test_damaged_data_stops_the_build_before_any_notebook(tmp_path):
    """A cut file is named with its remedy, and nothing is executed."""
    folder = copy_book(tmp_path / "book")
    series = folder / "data/worldbank/NY.GDP.MKTP.CD.csv"
    series.write_bytes(series.read_bytes()[:-40])
    done = build(folder)
    assert done.returncode != 0
    said = re.sub(r"\s+", " ", done.stdout + done.stderr)
    assert "NY.GDP.MKTP.CD.csv: field bytes" in said and "git checkout" in said
    assert not (folder / "_build/html/chapters/kyrgyzstan.html").exists()
