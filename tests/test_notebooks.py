"""What a notebook shows where no page is around it: JupyterLab, VS Code, Colab, a page of nbconvert."""

import os
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from support.builds import ROOT

from footprint import render, surroundings
from footprint.words import Prose

# What a chapter is made of: each kind of output once.
KINDS = ["tools", "pull-money", "pull-economy"]
KINDS += ["lead", "takeaways", "strip", "map", "c-third", "v-third", "s-bank"]


@pytest.fixture
def notebook(monkeypatch):
    """As in a notebook's kernel that no build has started."""
    monkeypatch.setattr(surroundings, "kernel", object)
    monkeypatch.delenv(surroundings.IN_BOOK, raising=False)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, dict]:
    """What cells of a chapter show, by cell and kind, run by Jupyter's own client in a folder far from the book."""
    book = nbformat.read(ROOT / "chapters/kyrgyzstan.ipynb", as_version=4)
    book.cells = [cell for cell in book.cells if cell.id in KINDS]
    folder = str(tmp_path_factory.mktemp("elsewhere"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTPRINT_MODE", "frozen")
        patch.setenv("PYTHONPATH", str(ROOT) + os.pathsep + os.environ.get("PYTHONPATH", ""))
        patch.delenv(surroundings.IN_BOOK, raising=False)
        NotebookClient(book, resources={"metadata": {"path": folder}}).execute()
    return {cell.id: cell.outputs[0].data for cell in book.cells if cell.outputs}


def page(bundle: dict) -> BeautifulSoup:
    return BeautifulSoup(bundle["text/html"], "html.parser")


def test_all_that_is_shown_brings_its_style(outputs):
    """As HTML, which every tool prefers, with the pages' rules for what is in it; no tool looks for formulas there."""
    assert list(outputs) == KINDS[3:]
    for bundle in outputs.values():
        box = page(bundle).div
        assert {"footprint", "mathjax_ignore", "tex2jax_ignore"} <= set(box["class"])
        assert box.style.string.startswith(".footprint {")
    card, lead = outputs["v-third"]["text/html"], outputs["lead"]["text/html"]
    assert ".verdict-card{" in card and ".verdict-card" not in lead and "table.grid td" not in lead


def test_a_chart_stands_once(outputs):
    """In the colour of the text, whatever the theme."""
    chart = page(outputs["c-third"])
    assert len(chart.find_all("svg")) == 1 and "currentColor" in str(chart.svg)


def test_a_map_is_seen_without_a_network(outputs):
    """As a drawing; over it one to move, which has Leaflet inside and asks nobody until tiles are ticked."""
    seen = page(outputs["map"])
    assert len(seen.select(".map > .twin > svg")) == 1 and seen.select(".legend svg, .legend .key")
    frame = seen.select_one(".map > iframe")["srcdoc"]
    assert "leafletjs.com" in frame and not re.search(r"<script src|<link", frame)


def test_links_lead_to_places_of_the_notebook(outputs):
    """A card is a place; the sign that gives it an address of its own is for pages."""
    card = page(outputs["v-third"])
    assert card.section["id"] == "kgz-remit-third" and not card.select(".permalink")
    assert page(outputs["strip"]).find("a", href="#kgz-remit-third")


def test_markdown_of_a_template_is_read_here(notebook):
    """Its tables, its HTML and its marks; each tool would read them in its own way."""
    made = render.markdown_shown(
        render.markdown("verdict_cell.md", verdict="holds", qualified="", figure="US$ 2 → US$ 3")
    )
    assert '<span class="verdict holds">' in made and "(US$ 2 → US$ 3)" in made
    table = render.markdown_shown("| a | b |\n| :-- | :-- |\n| *x* | \\$1 \\| \\$2 |\n")
    assert "<td" in table and "<em>x</em>" in table and "$1 | $2" in table


@pytest.mark.parametrize("shell", [None, object])
def test_sentences_stay_markdown_in_the_book(monkeypatch, shell):
    """There Sphinx reads it; a book's kernel is one too."""
    monkeypatch.setattr(surroundings, "kernel", lambda: shell)
    monkeypatch.setenv(surroundings.IN_BOOK, "1")
    assert render.markdown_shown(Prose("a")._repr_markdown_()) is None
    assert render.shown(render.Html("a")) == '<div class="tex2jax_ignore mathjax_ignore">a</div>'


def test_dark_grounds_follow_each_tool(notebook):
    """JupyterLab, VS Code and Colab each name their dark theme; no rule is of the book's pages alone."""
    style = BeautifulSoup(
        render.shown(render.Html('<table class="grid"><td class="yes">')), "html.parser"
    ).style.string
    dark = re.search(r":is\(([^)]*)\) & table\.grid \.yes", style)[1]
    assert dark.split(", ") == [
        'html[theme="dark"]',
        "body.vscode-dark",
        'body[data-jp-theme-light="false"]',
    ]
    assert "data-theme" not in style and ".bd-" not in style and "@font-face" not in style


def test_the_rules_of_pages_and_notebooks_are_told_apart():
    """Each mark that begins what both have is ended by one, so no rule is lost or taken by mistake."""
    marks = re.findall(
        r"/\* (Notebooks too|Pages alone)\. \*/", render.STYLE.read_text(encoding="utf-8")
    )
    assert len(marks) > 2 and marks == ["Notebooks too", "Pages alone"] * (len(marks) // 2)
