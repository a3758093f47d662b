"""What pages offer to take along: every notebook, copied into an empty folder, does as is promised."""

import json
from pathlib import Path

import nbformat
import pytest
from support.alone import run_alone
from support.builds import ROOT
from support.cells import executed

from footprint.sphinxext.soup import read, value

NAMES = sorted(path.stem for path in (ROOT / "chapters").glob("*.ipynb"))


@pytest.fixture(scope="module")
def offered(book) -> dict[str, dict[str, Path]]:
    """The notebooks that each page offers, by their label in the menu."""
    site = book / "_build/html"
    found = {}
    for name in NAMES:
        page = site / f"chapters/{name}.html"
        soup = read(page)
        # The repository of this book has no address yet.
        assert not soup.select(".dropdown-launch-buttons")
        links = soup.select(".dropdown-download-buttons a[href$='.ipynb']")
        found[name] = {
            link.get_text(strip=True): (page.parent / value(link, "href")).resolve()
            for link in links
        }
    return found


def code(path: Path) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def bundles(path: Path) -> list[dict]:
    return [output.get("data", {}) for cell in code(path) for output in cell.outputs]


def test_each_chapter_offers_two_that_say_the_same(offered):
    """Its notebook as it is in the repository, and the one that was run: the same cells, the second with what they showed."""
    for name, links in offered.items():
        source, ran = links[".ipynb"], links[".ipynb with outputs"]
        assert source.name == f"{name}.ipynb" and source.parent == ran.parent
        committed = json.loads((ROOT / f"chapters/{name}.ipynb").read_text(encoding="utf-8"))
        assert json.loads(source.read_text(encoding="utf-8")) == committed
        assert [cell.source for cell in code(source)] == [cell.source for cell in code(ran)]
        assert len(bundles(ran)) >= 5 and not bundles(source)
        assert all("text/html" in bundle for bundle in bundles(ran)), name
        text = ran.read_text(encoding="utf-8")
        assert str(ROOT) not in text and " at 0x" not in text and "<iframe" not in text


def test_without_the_package_each_says_what_to_do(offered, tmp_path):
    """In its first cell, in a sentence."""
    every = [path for links in offered.values() for path in links.values()]
    cells = [[code(path)[0].source] for path in every]
    for failed, told in run_alone(cells, tmp_path, ["footprint"]):
        assert (
            failed
            and len(told.strip().splitlines()) == 1
            and "unpack it, and run %pip install -e" in told
        )


@pytest.mark.parametrize("name", NAMES)
def test_with_package_and_data_each_runs(book, offered, name, tmp_path, monkeypatch):
    """In an empty folder, with the data that the site has: it shows as much as the one that was run, and first in which mode."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(book / "_build/html/data"))
    monkeypatch.setenv("FOOTPRINT_LEDGER", str(book / "_build/.ledger"))
    cells = code(offered[name][".ipynb"])
    chosen = [
        cell.source for cell in cells if "skip-execution" not in cell.metadata.get("tags", ())
    ]
    shown = executed(chosen, tmp_path)
    assert len(shown) == 1 + len(bundles(offered[name][".ipynb with outputs"]))
    assert list(tmp_path.iterdir()) == []
