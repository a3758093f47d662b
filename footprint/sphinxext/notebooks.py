"""Chapters to take along: each as it is, and as it was when the book was built, with all that it
showed; either runs in a folder of its own, or says what to do."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import yaml
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config

from footprint import render
from footprint.sphinxext import project
from footprint.sphinxext.edition import Edition

# Who can open a chapter of a repository there.
LAUNCHERS = {"github.com": ("binderhub_url", "colab_url"), "gitlab.com": ("binderhub_url",)}
NOTEBOOKS, EXECUTED = "notebooks", "-executed"
# The first cell of code: no page shows it.
GUARD, NO_PAGE = "guard", {"tags": ["remove-cell"]}
WRAPPED = re.compile(r'^<div class="tex2jax_ignore mathjax_ignore">(.*)</div>$', re.DOTALL)
# What only pages have, and what has another name there. Drawings hold no boxes.
ON_PAGES = re.compile(r'<a class="permalink".*?</a>|<div class="narrow">.*?</div>', re.DOTALL)
ON_WIDE = re.compile(r'(?<=<div class=")wide(?=">)')
MAP = re.compile(r'<div class="map">.*?<noscript>(<svg.*?</svg>).*?</noscript></div>', re.DOTALL)

NO_LEGEND = re.compile(r'<ul class="legend">\s*</ul>$')


def committed_guard(folder: Path) -> str:
    """The first cell of each chapter in a folder: it knows the repository that settings name."""
    settings = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
    address = repository(str(settings["sphinx"]["config"].get("footprint_repository", "")))
    return str(render.html("guard.txt", repository=address, **_project(folder)))


def _project(folder: Path) -> dict[str, object]:
    """What the first cell knows of the project that it fetches."""
    return {"folder": project.folder_name(), "apart": project.package_apart(folder)}


def guard(notebook: nbformat.NotebookNode, source: str, **metadata: object) -> bool:
    """Give a chapter its first cell, below its title; returns whether it had another or none."""
    if notebook.cells[1].id != GUARD:
        notebook.cells.insert(1, nbformat.v4.new_code_cell(id=GUARD, metadata={**NO_PAGE}))
    cell = notebook.cells[1]
    changed = bool(cell.source != source)
    cell.source = source
    cell.metadata |= metadata
    return changed


def guard_all(folder: Path) -> Iterator[str]:
    """Give all chapters of a folder the first cell that its settings ask for; returns which had
    another."""
    source = committed_guard(folder)
    for path in sorted((folder / "chapters").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        if guard(notebook, source):
            nbformat.write(notebook, path)
            yield path.name


def take_along(app: Sphinx, of: Edition, cache: Path) -> None:
    """Put the chapters of a book beside its pages, as they are and with what they showed, which a
    cache has."""
    out, known = Path(app.outdir), get_cache(cache)
    sum = sha256((out / project.PROJECT).read_bytes()).hexdigest()
    values = {"archive": of.address(project.PROJECT), "sha256": sum, **_project(Path(app.srcdir))}
    source = str(render.html("guard_fetch.txt", **values)) if of.site else ""
    (out / NOTEBOOKS).mkdir(exist_ok=True)
    for name in sorted(app.env.found_docs):
        path = Path(app.env.doc2path(name))
        if path.suffix != ".ipynb":
            continue
        notebook = nbformat.read(path, as_version=4)
        kinds = {"": notebook}
        if _ran(app):
            kinds[EXECUTED] = _settled(known.merge_match_into_notebook(notebook)[1])
        for ending, kept in kinds.items():
            if source:
                guard(kept, source, jupyter={"source_hidden": True})
            nbformat.write(kept, out / NOTEBOOKS / f"{path.stem}{ending}.ipynb")


def _ran(app: Sphinx) -> bool:
    """Whether this build knows what chapters showed."""
    return bool(app.config.nb_execution_mode == "cache")


def _settled(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An executed notebook without what hangs on the machine, its outputs as they are outside the
    book's pages."""
    notebook.metadata.get("language_info", {}).pop("version", None)
    count = 0
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        skipped = "skip-execution" in cell.metadata.get("tags", ())
        count += not skipped
        cell.execution_count = None if skipped else count
        for output in cell.outputs:
            if "data" in output:
                output.data = _by_itself(output.data)
    return notebook


def _by_itself(bundle: dict[str, Any]) -> dict[str, Any]:
    """What a cell shows, with its own style; where there is HTML no other words for it: they name
    places in a memory."""
    if "text/html" not in bundle:
        text = bundle.get("text/markdown")
        return {**bundle, "text/html": str(render.as_page(text))} if text else bundle
    found = WRAPPED.match(bundle["text/html"])
    text = ON_WIDE.sub("alone", ON_PAGES.sub("", found[1] if found else bundle["text/html"]))
    text = MAP.sub(lambda seen: _still(render.Html(seen[1])), text)
    return {"text/html": str(render.shown(render.Html(text), by_itself=True))}


def _still(drawing: render.Html) -> str:
    """A map as its drawing: what moves asks for files beside a page, or makes a notebook heavy."""
    values = {"title": "", "drawings": [drawing], "page": "", "layers": []}
    return NO_LEGEND.sub("", render.html("map.html", **values, alone=lambda: True))


def launch(config: Config) -> None:
    """Buttons that open a chapter on Binder and Colab: where the repository is, if it is where they
    can fetch it."""
    options, address = config.html_theme_options, repository(config.footprint_repository)
    places = options.pop("launch_buttons", {})
    able = LAUNCHERS.get(urlsplit(address).hostname or "", ())
    # Without a place to launch the theme would look for the repository all the same.
    if able:
        fit = {name: where for name, where in places.items() if name in able or "_url" not in name}
        options |= {"launch_buttons": fit, "repository_url": address}


def repository(address: str) -> str:
    """The address of a repository as its host's pages have it."""
    return address.strip().rstrip("/").removesuffix(".git")


def offer(app: Sphinx, page: str, template: str, context: dict[str, Any], _: object) -> None:
    """The download menu of a chapter offers both."""
    if context.get("page_source_suffix") == ".ipynb":
        groups = context.get("header_buttons", ())
        menus = [each["buttons"] for each in groups if each.get("label") == "download-buttons"]
        for menu in menus:
            address = f"{context['pathto'](NOTEBOOKS, 1)}/{Path(page).name}"
            menu[:] = _offered(menu, address, _ran(app))


def _offered(
    menu: Iterable[dict[str, Any]], address: str, executed: bool
) -> Iterator[dict[str, Any]]:
    for button in menu:
        if button["label"] != "download-source-button":
            yield button
            continue
        told = "Download the notebook: it runs by itself, or says what to do"
        yield {**button, "url": f"{address}.ipynb", "tooltip": told}
        if executed:
            told = "Download the notebook with all that it showed when the book was built"
            seen = {"url": f"{address}{EXECUTED}.ipynb", "text": ".ipynb with outputs"}
            yield {**button, **seen, "tooltip": told, "label": "download-executed-button"}
