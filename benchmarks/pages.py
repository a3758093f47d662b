"""What the pages weigh and how they score, beside the same notebooks built with stock Jupyter Book and stock folium, in one run.

    python benchmarks/pages.py [--lighthouse FOLDER]

Builds both books in a temporary folder, opens every page of each in the machine's Chromium with all other hosts blocked, and
counts bytes as a server sends them (text packed with gzip) and requests, those to other hosts apart: what a stock page would
bring from there could not be weighed and is not in its bytes. With the folder of an npm installation of Lighthouse, also its
scores: mobile, gzip, median of three. Prints the tables of README.md.
"""

import argparse
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Route, sync_playwright

from footprint.sphinxext import pdf

ROOT = Path(__file__).parent.parent
# folium with all that it loads by default, in the kernels of the stock build.
STOCK = """
import folium
from footprint.figures import maps
ours = maps._Ground.chart
def chart(ground):
    drawn = ours(ground)
    bare = folium.Map()
    drawn.default_js, drawn.default_css = bare.default_js, bare.default_css
    return drawn
maps._Ground.chart = chart
"""
PACKED = (".html", ".css", ".js", ".svg", ".json")
SCORED = ("chapters/index.html", "chapters/kyrgyzstan.html", "chapters/parade.html")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Gzip(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a web server does: text packed, files kept by the browser."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().do_GET()
        packed = path.suffix in PACKED
        content = gzip.compress(path.read_bytes()) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzip, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def build(work: Path, stock: bool) -> Path:
    """Build the book in ``work``; the stock one without the extension and with folium's defaults."""
    for name in ("_toc.yml", "CITATION.cff", "chapters", "data", *(() if stock else (".assets",))):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, work / name)
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    environment = os.environ | {
        "FOOTPRINT_MODE": "frozen",
        "FOOTPRINT_DATA_DIR": str(work / "data"),
    }
    if stock:
        del config["sphinx"]["extra_extensions"]
        (work / "kernel").mkdir()
        (work / "kernel/sitecustomize.py").write_text(STOCK, encoding="utf-8")
        environment["PYTHONPATH"] = os.pathsep.join(
            [str(work / "kernel"), *filter(None, [os.environ.get("PYTHONPATH")])]
        )
    (work / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    subprocess.run(
        [Path(sys.executable).parent / "jupyter-book", "build", "."],
        cwd=work,
        env=environment,
        check=True,
        capture_output=True,
    )
    return work / "_build/html"


def visited(browser: Browser, base: str, name: str) -> tuple[set[str], set[str]]:
    """What a page asks for, opened in a fresh browser and scrolled through: of its host, of others."""
    own, other = set(), set()

    def blocked(route: Route) -> None:
        other.add(route.request.url)
        route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route(lambda url: not url.startswith((base, "data:", "blob:")), blocked)
    page = context.new_page()
    page.on("request", lambda request: own.add(request.url))
    page.goto(base + name)
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
    context.close()
    return {url for url in own if url.startswith(base)}, other


def weigh(browser: Browser, html: Path) -> dict[str, tuple[int, int, int]]:
    """For each chapter: bytes, requests, and requests to other hosts."""
    weights = {}
    with served(html) as base:
        for path in sorted(html.glob("chapters/*.html")):
            name = path.relative_to(html).as_posix()
            own, other = visited(browser, base, name)
            files = [html / url.removeprefix(base).partition("?")[0] for url in own]
            sizes = [
                len(gzip.compress(file.read_bytes()))
                if file.suffix in PACKED
                else file.stat().st_size
                for file in files
                if file.is_file()
            ]
            weights[name] = (sum(sizes), len(own), len(other))
    return weights


def score(lighthouse: Path, html: Path) -> dict[str, list[float]]:
    """Lighthouse's scores of some pages, in the order of CATEGORIES: mobile, median of three."""
    program = lighthouse / "node_modules/.bin/lighthouse"
    command = [
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    scores = {}
    with served(html) as base:
        for name in SCORED:
            runs = [
                json.loads(
                    subprocess.run(
                        [program, base + name, *command],
                        env=os.environ | {"CHROME_PATH": pdf.chromium()},
                        check=True,
                        capture_output=True,
                        encoding="utf-8",
                    ).stdout
                )["categories"]
                for _ in range(3)
            ]
            scores[name] = [
                100 * statistics.median(run[category]["score"] for run in runs)
                for category in CATEGORIES
            ]
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--lighthouse", type=Path, help="folder of an npm installation of Lighthouse"
    )
    lighthouse = parser.parse_args().lighthouse
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=pdf.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        books = {}
        for name, stock in (("this book", False), ("stock", True)):
            folder = Path(work) / name
            folder.mkdir()
            books[name] = build(folder, stock)
        ours, stock = (weigh(browser, html) for html in books.values())
        browser.close()
        print(
            "| page | this book: KB | requests | other hosts | stock: KB | requests | other hosts |\n| :-- | --: | --: | --: | --: | --: | --: |"
        )
        for name in ours:
            print(
                f"| {Path(name).stem} | {' | '.join(f'{book[name][0] / 1024:.0f} | {book[name][1]} | {book[name][2]}' for book in (ours, stock))} |"
            )
        if lighthouse:
            print(
                f"\n| page | book | {' | '.join(CATEGORIES)} |\n| :-- | :-- |{' --: |' * len(CATEGORIES)}"
            )
            for book, html in books.items():
                for name, scores in score(lighthouse, html).items():
                    print(
                        f"| {Path(name).stem} | {book} | {' | '.join(f'{value:.0f}' for value in scores)} |"
                    )


if __name__ == "__main__":
    main()
