"""Chapters in JupyterLab, by its own interface: `make check-lab`, which sets it up. Elsewhere skipped."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import requests
from requests.adapters import HTTPAdapter
from support.builds import ROOT, run_all
from support.files import tree
from urllib3 import Retry

from footprint.update import BY_HAND

pytest.importorskip("jupyterlab", reason="JupyterLab is not installed: make check-lab")

RATIO = "BX.TRF.PWKR.DT.GD.ZS"
CHAPTERS = ["kyrgyzstan", "alternatives", "revisions"]


def environment(data: Path) -> dict[str, str]:
    """That of a person who has started a tool by hand: live, for nobody says otherwise."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOOTPRINT_")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return kept | {
        "FOOTPRINT_DATA_DIR": str(data),
        "PYTHONPATH": path,
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def text(book: nbformat.NotebookNode) -> str:
    shown = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert not [output for output in shown if output.output_type == "error"]
    return "\n".join(output["data"].get("text/html", "") for output in shown if "data" in output)


@pytest.fixture
def executed(live, data, tmp_path):
    """A chapter run by a tool of Jupyter's, from a folder that is not the book's."""

    def execute(name: str, *command: str) -> str:
        out = tmp_path / f"{name}.ipynb"
        shutil.copy(ROOT / f"chapters/{name}.ipynb", out)
        subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, env=environment(data), check=True
        )
        return text(nbformat.read(out, as_version=4))

    return execute


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("state", ["newer", "down"])
def test_a_chapter_in_any_folder(live, executed, name, state):
    """With newer figures it shows them; with the service down the committed ones, and why."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    if state == "down":
        live.fault("503")
    shown = executed(name, "jupyter", "nbconvert", "--execute", "--inplace", f"{name}.ipynb")
    if name == "kyrgyzstan":
        assert ("31\u202f%" in shown) == ("Live figures" in shown) == (state == "newer")
    assert name == "revisions" or ("The committed figures are shown: " in shown) == (
        state == "down"
    )


def test_each_tool_gives_the_same(executed):
    """`jupyter execute` and nbconvert; ids that folium draws by lot are no difference, nor is the minute of asking."""
    command = ["jupyter", "execute", "--inplace", "kyrgyzstan.ipynb"]
    one = executed("kyrgyzstan", *command)
    other = executed("kyrgyzstan", "jupyter", "nbconvert", "--execute", "--inplace", command[-1])
    plain = [
        re.sub(r"[0-9a-f]{32}|asked at [^,]*|T[0-9:]{8}Z", "", shown) for shown in (one, other)
    ]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "chapters").glob("*.ipynb")))
def test_all_cells_of_each_chapter(live, data, monkeypatch, name):
    """Run by a client of kernels that knows no tag: none fails, and none writes."""
    monkeypatch.delenv("FOOTPRINT_MODE")
    before, chapters = tree(data), tree(ROOT / "chapters")
    assert run_all(name) and tree(data) == before and tree(ROOT / "chapters") == chapters


@pytest.fixture
def lab(live, data, tmp_path) -> Iterator[str]:
    """The address of JupyterLab as `make lab` starts it, on a copy of the chapters."""
    folder = shutil.copytree(ROOT / "chapters", tmp_path / "chapters")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--IdentityProvider.token=", f"--port={port}"]
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", *options]
    names = ("JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SETTINGS_DIR")
    own = dict.fromkeys(names, str(tmp_path))
    # By itself it keeps on the page only the cells that a reader sees.
    whole = tmp_path / "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    whole.parent.mkdir(parents=True)
    whole.write_text('{"windowingMode": "none"}', encoding="utf-8")
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment(data) | own, stderr=log, cwd=tmp_path)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


def asked(address: str) -> requests.Response:
    """What the server answers once it is there."""
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=Retry(connect=12, backoff_factor=0.1)))
        return session.get(address, timeout=60)


def test_the_kernel_has_the_name_of_the_book(lab):
    """It is the one that chapters open with."""
    told = asked(f"{lab}/api/kernelspecs").json()
    assert told["kernelspecs"][told["default"]]["spec"]["display_name"] == "Moscow's Footprint"


@pytest.mark.browser
def test_a_chapter_in_a_browser(live, lab, browser, data):
    """All cells run: newer figures, no formula, a map, no other host asked; nothing is written, and the last says how to."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    before, urls = tree(data), []
    page = browser.new_page(viewport={"width": 1200, "height": 3000})
    page.on("request", lambda request: urls.append(request.url))
    assert asked(f"{lab}/api").ok
    page.goto(f"{lab}/lab/tree/kyrgyzstan.ipynb?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
    # Who is faster than the kernel is asked which to take.
    page.get_by_text("Moscow's Footprint | Idle").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".jp-OutputArea-output").get_by_text(BY_HAND[:40]).wait_for(
        state="attached", timeout=300_000
    )
    shown = page.locator(".jp-Notebook").text_content()
    assert "31\u202f%" in shown and "Live figures" in shown and "(kgz-remit-third)=" not in shown
    assert page.locator(".jp-Notebook mjx-container").count() == 0
    assert page.locator(".map.drawn iframe").count() == 1
    assert page.locator(".jp-OutputArea-output .chart svg").count() > 5
    assert {url for url in urls if not url.startswith((lab, "data:", "blob:", "about:"))} == set()
    assert tree(data) == before
