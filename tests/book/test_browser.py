"""The built book in a real browser: what it asks for, draws and weighs, who can use it, its paper.

The fixture ``browser`` says what happens where there is no Chromium.
"""

import functools
import gzip
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from support.builds import ROOT, build, copy_book
from support.systems import JAVA, checked_by_nu

from footprint.sphinxext import assets, search

KB = 1024
DESKTOP, PHONE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
# From the widest, on which most stands open.
WIDTHS = (1280, 320, 390, 768)
# A page is laid out once for a width; another theme only colours it.
LOOKS = [(scheme, width) for width in WIDTHS for scheme in ("light", "dark")]
PLAIN = ("index.html", "404.html")


@pytest.fixture(scope="session")
def html(book) -> Path:
    """The folder of the built pages."""
    return book / "_build/html"


@pytest.fixture(scope="session")
def serve() -> Iterator:
    """Serve folders on loopback; returns each one's address."""
    servers = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for many files

        def log_message(self, *arguments) -> None:
            pass

    def start(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(html, serve) -> str:
    """The address of the built book, served."""
    return serve(html)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, as pinned."""
    return (assets.fetch(ROOT, assets.AXE) / "axe.min.js").read_text(encoding="utf-8")


def names(html: Path) -> list[str]:
    """Every page of the book: chapters, search and index."""
    return sorted(
        path.relative_to(html).as_posix()
        for path in html.rglob("*.html")
        if not path.relative_to(html).parts[0].startswith("_")
    )


class Visit:
    """A page opened in a fresh browser, which finds no other host; notes what it asked for and what went wrong."""

    def __init__(self, browser: Browser, base: str, name: str, **options) -> None:
        self.base, self.asked, self.wrong = base, [], []
        self.context = browser.new_context(
            viewport=DESKTOP, color_scheme="light", reduced_motion="reduce", **options
        )
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console",
            lambda message: (
                self.wrong.append(f"console: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on(
            "response",
            lambda answer: (
                self.wrong.append(f"{answer.status}: {answer.url}")
                if answer.status >= 400
                else None
            ),
        )
        self.page.goto(base + name)

    def turn(self, name: str) -> None:
        """Go on to another page in the same tab, as on a desktop by day, and forget what was noted."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(DESKTOP)
        self.page.emulate_media(color_scheme="light")
        self.asked.clear()
        self.wrong.clear()
        self.page.goto(self.base + name)

    def outside(self) -> list[str]:
        return [url for url in self.asked if not url.startswith((self.base, "data:", "blob:"))]

    def draw(self) -> int:
        """Bring every map into view and wait until it is drawn; returns how many there are."""
        frames = self.page.locator(".map iframe")
        for number in range(frames.count()):
            frames.nth(number).scroll_into_view_if_needed()
            frames.nth(number).content_frame.locator("path.leaflet-interactive").first.wait_for(
                state="attached"
            )
        return frames.count()

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


# What pages ask for, and what they draw -------------------------------------------------------------------------


EMPTY = """() => [...document.querySelectorAll('.chart')].filter(box => ![...box.querySelectorAll('svg')].some(drawing =>
  drawing.getBoundingClientRect().height > 20 && drawing.querySelector('path, text'))).length"""


class Seen(NamedTuple):
    """What a page asked for at a first visit, what went wrong, and how many maps it drew."""

    asked: list[str]
    problems: list[str]
    drawn: int


def tour(browser: Browser, html: Path, base: str) -> dict[str, Seen]:
    """Every page of the book, one by one."""
    seen = {}
    # A sharp screen asks for larger pictures.
    with Visit(browser, base, "404.html", device_scale_factor=2) as visit:
        # As on a first visit, nothing is kept.
        visit.context.new_cdp_session(visit.page).send(
            "Network.setCacheDisabled", {"cacheDisabled": True}
        )
        for name in names(html):
            if name in PLAIN:
                continue
            visit.turn(name)
            drawn = visit.draw()
            empty = ["a chart is not drawn"] if visit.page.evaluate(EMPTY) else []
            problems = [*visit.wrong, *visit.outside(), *empty]
            seen[name] = Seen([*visit.asked], problems, drawn)
    return seen


@pytest.fixture(scope="module")
def served(browser, html, site) -> dict[str, Seen]:
    """Every page over http."""
    return tour(browser, html, site)


def whole(seen: dict[str, Seen]) -> None:
    """No other host, no failed request, a clean console, every map and chart drawn."""
    assert {name: page.problems for name, page in seen.items() if page.problems} == {}
    assert sum(page.drawn for page in seen.values()) >= 4


def test_every_page_is_whole_when_served(served):
    """From any host, at any address."""
    whole(served)


def test_every_page_is_whole_from_disk(browser, html):
    """Opened as a file."""
    whole(tour(browser, html, f"{html.as_uri()}/"))


def test_the_entry_leads_to_the_first_chapter(browser, html):
    """The page in place of the stub is one, and sends readers on; so does the page for an address that does not exist."""
    with Visit(browser, f"{html.as_uri()}/", "index.html") as visit:
        visit.page.wait_for_url("**/chapters/index.html")
        assert visit.page.locator("article h1").count() == 1
    with Visit(browser, f"{html.as_uri()}/", "404.html") as visit:
        visit.page.get_by_role("link", name="Open the book").click()
        visit.page.wait_for_url("**/chapters/index.html")
        assert visit.wrong == []


def test_a_missing_page_below_a_folder_leads_into_the_book(browser, html, site):
    """A host answers with the page for missing addresses, whatever was asked for."""
    text = (html / "404.html").read_text(encoding="utf-8")
    with Visit(browser, site, "404.html") as visit:
        visit.page.route("**/none.html", lambda route: route.fulfill(status=404, body=text))
        visit.page.goto(f"{site}chapters/deep/none.html")
        link = visit.page.locator(f'a[href="{urlsplit(site).path}chapters/index.html"]')
        link.click()
        visit.page.wait_for_url(f"{site}chapters/index.html")


def test_an_address_is_copied(browser, site):
    """That of a verdict by its sign, the reference of a page by its button; both say so."""
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
        link = visit.page.locator(".verdict-card > a.permalink").first
        link.click()
        visit.page.get_by_role("status").filter(has_text="Copied").first.wait_for()
        read = "navigator.clipboard.readText()"
        assert visit.page.evaluate(read) == visit.page.url
        visit.page.locator("details.cite > summary").click()
        visit.page.get_by_role("button", name="Copy the BibTeX").click()
        visit.page.locator("details.cite .copied").filter(has_text="Copied").wait_for()
        assert visit.page.evaluate(read).startswith("@incollection{footprint-kyrgyzstan,")


def test_tiles_are_asked_for_only_after_a_tick(browser, site):
    """OpenStreetMap hears of a reader when the reader ticks its layer, not before."""
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        visit.draw()
        assert visit.outside() == []
        frame = visit.page.locator(".map iframe").first.content_frame
        frame.locator(".leaflet-control-layers-toggle").focus()
        visit.page.keyboard.press("Enter")
        with visit.page.expect_request("https://tile.openstreetmap.org/**"):
            frame.get_by_label("OpenStreetMap").click()
        assert {urlsplit(url).hostname for url in visit.outside()} == {"tile.openstreetmap.org"}


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_world_bank_is_asked_only_after_a_click(browser, html, site, scheme, axe):
    """The service itself, by pages with the button alone; whether it refuses or answers, all can read what is said."""
    base = site if scheme == "http" else f"{html.as_uri()}/"
    lets = {name for name in names(html) if "https://api.worldbank.org;" in policy(html / name)}
    asking = ("alternatives", "kyrgyzstan", "tajikistan", "uzbekistan")
    assert lets == {f"chapters/{name}.html" for name in asking}
    with Visit(browser, base, "chapters/kyrgyzstan.html") as visit:
        button = visit.page.get_by_role("button", name="Ask the World Bank now")
        told = visit.page.locator(".ask [role=status]")
        button.scroll_into_view_if_needed()
        assert visit.outside() == [] and visit.wrong == []
        assert not [url for url in visit.asked if "ask.js" in url]
        with visit.page.expect_request("https://api.worldbank.org/v2/country/KGZ/**"):
            button.click()
        told.get_by_text("does not let other pages read").wait_for()
        lies = '[{"message": [{"id": "120", "value": "<b>no</b>"}]}]'
        allowed = {"Access-Control-Allow-Origin": "*"}
        visit.page.route(
            "https://api.worldbank.org/**", lambda route: route.fulfill(body=lies, headers=allowed)
        )
        button.click()
        told.get_by_text("the service says “<b>no</b>”").wait_for()
        assert {urlsplit(url).hostname for url in visit.outside()} == {"api.worldbank.org"}
        for size, theme in ((DESKTOP, "light"), (NARROW, "dark")):
            visit.page.set_viewport_size(size)
            visit.page.emulate_media(color_scheme=theme)
            visit.page.locator(f"html[data-theme={theme}]").wait_for(state="attached")
            assert (
                violations(visit.page, axe, {"runOnly": ["wcag2a", "wcag2aa", "best-practice"]})
                == []
            )
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def policy(page: Path) -> str:
    """What a page may load."""
    found = re.search(
        r'<meta content="([^"]*)" http-equiv="Content-Security-Policy"',
        page.read_text(encoding="utf-8"),
    )
    return found[1] if found else ""


# What readers asked the search, and where its first answer leads or which of its words are marked.
QUESTIONS = {
    "ES-11/3": ("", "ES-11/3"),
    "es\u201111/3": ("", "ES-11/3"),
    "68/262": ("", "68/262"),
    "30%": ("", "30\u202f%"),
    "30 %": ("", "30\u202f%"),
    "kaz-oil-half": ("chapters/kazakhstan.html#kaz-oil-half", ""),
    "Armenia freeze CSTO": ("chapters/kazakhstan.html#csto-members", "frozen"),
    "labor": ("", "labour"),
    "Baikonur": ("", "Baikonur"),
    "Rosatom": ("chapters/uzbekistan.html#kaz-nuclear", "Rosatom"),
    "weakest verdict": ("", "least"),
    "how to cite": ("chapters/method.html#cite", ""),
    # The main claim of a page before those that refine it, and before what only has the words.
    "remittances Tajikistan": ("chapters/tajikistan.html#tjk-remit-third", "Remittances"),
    "Kyrgyz remittances": ("chapters/kyrgyzstan.html#kgz-remit-third", "Remittances"),
    "Kazakhstan oil": ("chapters/kazakhstan.html#kaz-oil-half", "oil"),
    "verdicts changed": ("chapters/verdict.html", "verdicts"),
    "what has changed": ("chapters/index.html#changed", ""),
    "Wagner": ("chapters/method.html#board-rules", "Wagner"),
    "Mir cards": ("chapters/method.html#board-rules", "Mir"),
    "remitances": ("", "Remittances"),
}
FOUND = "#search-results li"


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_answers(browser, html, site, scheme):
    """Numbers, codes, claims, other spellings and near words; served or from disk, with the page's own words."""
    base = site if scheme == "http" else f"{html.as_uri()}/"
    missed = []
    with Visit(browser, base, "search.html") as visit:
        field = visit.page.locator("#search-field")
        for question, (leads, marked) in QUESTIONS.items():
            field.fill(question)
            link = visit.page.locator(f"{FOUND} a").first.get_attribute("href")
            marks = visit.page.locator(f"{FOUND}:first-child mark").all_inner_texts()
            if not link.startswith(leads) or marked.lower() not in ["", *map(str.lower, marks)]:
                missed.append(f"{question}: {link}, {marks}")
        assert missed == [] and visit.wrong == [] and visit.outside() == []
        # A row of a folded table, with the day that was asked for.
        field.fill("Armenia freeze CSTO")
        assert "2024-02-22" in visit.page.locator(f"{FOUND}:first-child").inner_text()
        field.fill("Baikonur")
        assert visit.page.locator(f"{FOUND} a[href^='chapters/kazakhstan.html']").count() >= 1
        field.fill("Bitcoin")
        assert (
            visit.page.locator("#search-status").inner_text().startswith("“Bitcoin” stands nowhere")
        )
        assert visit.page.locator(FOUND).count() == 0


@pytest.mark.parametrize("name", ["index", "tajikistan"])
def test_a_verdict_stands_in_one_line_on_a_phone(browser, site, name):
    """In the tables of claims; what stands beside it goes on below."""
    lines = "e => e.getClientRects().length > 1"
    tables = ":is(#what-has-changed, table.verdicts) .verdict:not(.untestable)"
    with Visit(browser, site, f"chapters/{name}.html") as visit:
        visit.page.set_viewport_size({"width": 390, "height": 844})
        told = visit.page.locator(tables)
        assert told.count() > 5 and not any(told.evaluate_all(f"all => all.map({lines})"))


def test_a_search_begins_anywhere_and_ends_at_the_words(browser, html):
    """The theme's key opens its field, whose answers come from the address; the first leads to the words, marked, in a fold that is open then."""
    with Visit(browser, f"{html.as_uri()}/", "chapters/index.html") as visit:
        page = visit.page
        page.keyboard.press("Control+k")
        page.keyboard.type("Armenia 2024-02-22")
        page.keyboard.press("Enter")
        page.locator(f"{FOUND} a[href^='chapters/kazakhstan.html']").first.click()
        page.wait_for_url("**/kazakhstan.html*")
        row = page.locator("tr", has_text="2024-02-22").first
        page.wait_for_function("row => row.checkVisibility()", arg=row.element_handle())
        page.wait_for_function(
            "row => row.getBoundingClientRect().bottom < innerHeight", arg=row.element_handle()
        )
        page.go_back()
        assert page.locator("#search-field").input_value() == "Armenia 2024-02-22"
        assert page.locator(FOUND).count() >= 1


def test_the_search_says_what_it_needs(browser, site, axe):
    """Without scripts what to do instead; with them, how many places were found, and all of them if asked, for all readers."""
    with Visit(browser, site, "search.html?q=oil", java_script_enabled=False) as visit:
        assert "Scripts are off" in visit.page.locator("article").inner_text()
    with Visit(browser, site, "search.html?q=Russia") as visit:
        more = visit.page.locator("#search-more")
        shown = visit.page.locator(FOUND).count()
        more.click()
        assert visit.page.locator(FOUND).count() > shown and not more.is_visible()
        assert visit.page.evaluate("document.activeElement.closest('li').matches(':nth-child(21)')")
        assert (
            visit.page.locator("[role=status]").inner_text()
            == f"{visit.page.locator(FOUND).count()} places"
        )
        for size, scheme in ((DESKTOP, "light"), (NARROW, "dark")):
            visit.page.set_viewport_size(size)
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.locator(f"html[data-theme={scheme}]").wait_for(state="attached")
            assert violations(visit.page, axe) == []
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_maps_follow_the_theme(browser, site):
    """A map in its frame turns dark with its page."""
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        visit.draw()
        root = visit.page.locator(".map iframe").first.content_frame.locator("html")
        light = root.get_attribute("data-theme")
        visit.page.emulate_media(color_scheme="dark")
        visit.page.locator(".map iframe").first.content_frame.locator(
            "html[data-theme=dark]"
        ).wait_for(state="attached")
        assert light == "light"


def test_paper_is_light(browser, html):
    """A page printed from the dark theme looks as it does from the light one; its screen stays dark.

    Of rows that are folded paper says so.
    """
    pictures = []
    with Visit(browser, f"{html.as_uri()}/", "chapters/kyrgyzstan.html") as visit:
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.locator(f"html[data-theme={scheme}]").wait_for(state="attached")
            sheets = pypdfium2.PdfDocument(visit.page.pdf())
            pictures.append([sheet.render(scale=0.5).to_pil().tobytes() for sheet in sheets])
            words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
            folded = visit.page.locator("details.full:not([open])").count()
            assert words.count(": on the page, folded") == folded > 0
        assert visit.page.locator("html[data-theme=dark]").count() == 1
    assert len(pictures[0]) > 1 and pictures[0] == pictures[1]


def test_pages_are_whole_without_scripts(browser, site):
    """Maps are drawings, charts are drawn, text is there."""
    with Visit(browser, site, "chapters/kyrgyzstan.html", java_script_enabled=False) as visit:
        twin = visit.page.locator(".map .twin img").first
        twin.scroll_into_view_if_needed()
        assert twin.is_visible() and not visit.page.locator(".map iframe").first.is_visible()
        assert visit.page.locator(".chart svg:visible").count() >= 3 and visit.outside() == []


# Who can use them -----------------------------------------------------------------------------------------------


# Words in colours on a ground, in a size and weight, that nothing before had: what contrast hangs on.
FRESH = """known => {
  const keys = new Set(known), grounds = new Map([[null, '']]), before = keys.size;
  const ground = element => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
      const own = backgroundColor === 'rgba(0, 0, 0, 0)' && backgroundImage === 'none' && opacity === '1' ? '' : backgroundColor + backgroundImage + opacity;
      // A ground that lets nothing through hides those below it.
      grounds.set(element, own.startsWith('rgb(') && opacity === '1' ? own : own + ground(element.parentElement));
    }
    return grounds.get(element);
  };
  window.fresh = [...document.querySelectorAll('body *')].filter(element => {
    if (![...element.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim())) return false;
    if (!element.checkVisibility({visibilityProperty: true})) return false;
    const {color, fontSize, fontWeight} = getComputedStyle(element), size = keys.size;
    return keys.add([color, fontSize, fontWeight, ground(element)].join()).size > size;
  });
  return [...keys].slice(before);
}"""
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, axe: str, options: dict | None = None, of: str = "document") -> list:
    """What axe finds on a page and in its frames, or in a part of it, by all of its rules or by some."""
    for frame in page.frames:
        # A frame that has the script keeps it as long as it is not loaded anew.
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(axe)
    found = page.evaluate(
        f"options => axe.run({of}, options).then(found => found.violations)",
        {
            "resultTypes": ["violations"],
            # A selector for each element took a fifth of the time; its HTML names it too.
            "selectors": False,
            # Styles are loaded apart only for a rule on trial, which is off.
            "preload": {"assets": ["media"]},
            **(options or {}),
        },
    )
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


# A wide face, as many desktops draw it; with every word of the glossary opened in turn.
def test_little_lines_stay_in_their_tiles_and_columns_in_line(browser, html):
    page = browser.new_page()
    page.goto((html / "chapters/verdict.html").as_uri())
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        out = page.eval_on_selector_all(
            "ul.glance .spark",
            """lines => lines.filter(line => line.getBoundingClientRect().right
                > line.closest("li").getBoundingClientRect().right + 1).length""",
        )
        assert out == 0, width
    page.goto((html / "chapters/russian.html").as_uri())
    lefts = page.eval_on_selector_all(
        "thead th:last-child",
        "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().left))",
    )
    page.close()
    assert len(set(lefts)) == 1


SIDEWAYS = """() => {
  const face = document.head.appendChild(document.createElement("style"));
  face.textContent = "body, body * { font-family: 'DejaVu Sans' !important; }";
  const over = () => document.documentElement.scrollWidth > innerWidth;
  let found = over();
  for (const term of document.querySelectorAll("a.term")) { term.focus({preventScroll: true}); found ||= over(); }
  document.activeElement.blur(); face.remove();
  return found;
}"""


def test_axe_finds_nothing(browser, html, site, axe):
    """On any page, in light and dark, at any width, frames included; and nothing scrolls sideways.

    All rules on a desktop in light, those of layout on the narrowest phone too; of words, each
    pair of colours that a theme or a width brings, once in the book.
    """
    problems, known = [], []
    with Visit(browser, site, "404.html") as visit:
        page = visit.page
        for name in names(html):
            if name == "index.html":
                continue
            visit.turn(name)
            framed = visit.draw() > 0
            for scheme, width in LOOKS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 640})
                if name not in PLAIN:
                    page.locator(f"html[data-theme={scheme}]").wait_for(state="attached")
                found, new = [], page.evaluate(FRESH, known)
                known += new
                if scheme == "light":
                    found += ["scrolls sideways"] if page.evaluate(SIDEWAYS) else []
                if scheme == "light" and width in (1280, 320):
                    rules = {rule: {"enabled": width == 1280} for rule in COLOURS}
                    found += violations(page, axe, {"rules": rules})
                elif framed and width == 1280:
                    # Into a frame only a look at the whole page goes.
                    found += violations(page, axe, {"runOnly": COLOURS})
                if new and (scheme, width) != ("light", 1280):
                    found += violations(page, axe, {"runOnly": COLOURS}, "{include: fresh}")
                problems += [f"{name}, {width}, {scheme}: {what}" for what in found]
    assert problems == []


FAULTS = """<!doctype html><html lang="en"><title>Faults</title><main><h1>Faults</h1><style>
.narrow { display: none; color: #999; background: #fff } p span { color: #333 }
@media (max-width: 400px) { .narrow { display: block } .ground { background: #444 } }</style>
<p>Sound.</p><p class="narrow">pale</p><p class="ground"><span>dark on dark</span></p></main>"""


def test_words_are_examined_where_their_colours_are_new(browser, axe):
    """Words that come below a width, and those whose ground changes there; not those that stay."""
    page = browser.new_page()
    page.set_content(FAULTS)
    known = page.evaluate(FRESH, [])
    assert len(known) == 3 and violations(page, axe) == []
    page.set_viewport_size(PHONE)
    assert len(page.evaluate(FRESH, known)) == 2
    found = violations(page, axe, {"runOnly": COLOURS}, "{include: fresh}")
    assert [what.partition(":")[0] for what in found] == COLOURS[:1] * 2
    page.close()


STOPS = """() => [...document.querySelectorAll('a[href], button, input, summary, iframe, [tabindex="0"]')].filter(element =>
  element.checkVisibility({visibilityProperty: true, opacityProperty: false}) && element.tabIndex >= 0 && !element.disabled && element.getClientRects().length)"""


# What has had the focus, and what had it without showing it: neither outlined nor shaded.
WATCH = """() => { window.reached = new Set(); window.unseen = [];
  addEventListener('focusin', event => { const style = getComputedStyle(event.target); reached.add(event.target);
    if (style.outlineStyle === 'none' && style.boxShadow === 'none') unseen.push(event.target.outerHTML.slice(0, 120)); });
  addEventListener('blur', () => document.activeElement.tagName === 'IFRAME' && reached.add(document.activeElement), true); }"""
MISSED = f"() => ({STOPS})().filter(element => !reached.has(element)).map(element => element.outerHTML.slice(0, 120))"


def test_every_control_is_reached_by_keyboard(browser, html, site):
    """On any page Tab goes through every link, button, fold, table and map, from the link that skips the menus to the last, and shows where it is."""
    problems = []
    with Visit(browser, site, "404.html") as visit:
        page = visit.page
        for name in names(html):
            if name in PLAIN:
                continue
            visit.turn(name)
            visit.draw()
            page.evaluate("scrollTo(0, 0)")
            page.evaluate(WATCH)
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") != "Skip to main content":
                problems.append(f"{name} does not begin with the link that skips the menus")
            inside = sum(
                frame.evaluate(
                    "document.querySelectorAll('a[href], [tabindex=\"0\"], input, button').length"
                )
                for frame in page.frames[1:]
            )
            for _ in range(page.evaluate(f"({STOPS})().length") + inside + 20):
                # Held down: it comes again and again.
                page.keyboard.down("Tab")
            problems += [f"{name}: never reached: {what}" for what in page.evaluate(MISSED)]
            problems += [f"{name}: focus not seen: {what}" for what in page.evaluate("unseen")]
    assert problems == []


def test_folds_and_maps_obey_keys(browser, site):
    """Enter opens a figure's table; a map zooms and moves by keys, and its places tell what they are."""
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        visit.draw()
        fold = visit.page.locator("figure.house details:has(table)").first
        fold.locator("summary").focus()
        visit.page.keyboard.press("Enter")
        assert fold.locator("table").is_visible()
        frame = visit.page.locator(".map iframe").first.content_frame
        marker = frame.locator(".leaflet-marker-icon[tabindex='0']").first
        marker.focus()
        frame.locator(".leaflet-tooltip").first.wait_for()
        before = marker.bounding_box()
        frame.locator(".leaflet-container").focus()
        visit.page.keyboard.press("ArrowRight")
        frame.locator("body").evaluate(
            "(body, before) => new Promise(done => { const wait = () => body.querySelector(\".leaflet-marker-icon[tabindex='0']\")"
            ".getBoundingClientRect().x === before ? requestAnimationFrame(wait) : done(); wait(); })",
            before["x"],
        )


def test_a_finger_goes_past_a_map_and_reads_it(browser, site):
    """On a small phone a swipe over a map moves the page; a mark is as large as a finger, and what
    it says stays inside the map."""
    with Visit(browser, site, "chapters/uzbekistan.html", is_mobile=True, has_touch=True) as visit:
        visit.page.set_viewport_size({"width": 320, "height": 640})
        visit.draw()
        box, page = visit.page.locator(".map.drawn"), visit.page
        box.first.wait_for()
        frame = box.locator("iframe").content_frame
        mark = frame.locator(".leaflet-marker-icon[tabindex='0']").last
        assert min(mark.bounding_box()[side] for side in ("width", "height")) >= 24
        mark.focus()
        tooltip = frame.locator(".leaflet-tooltip").first
        tooltip.wait_for()
        said, room = tooltip.bounding_box(), box.bounding_box()
        assert room["x"] <= said["x"]
        assert said["x"] + said["width"] <= room["x"] + room["width"]
        before = page.evaluate("scrollY")
        finger, middle = visit.context.new_cdp_session(page), room["y"] + room["height"] / 2
        for step in range(12):
            touch = {"type": "touchMove" if step else "touchStart"}
            touch["touchPoints"] = [{"x": 160, "y": middle - step * 18}]
            finger.send("Input.dispatchTouchEvent", touch)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function("before => scrollY > before + 100", arg=before)


def test_a_picture_stands_where_a_map_may_not_run(browser, site):
    """Its scripts kept away, the map is no empty box."""
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        visit.page.route("**/leaflet.js", lambda route: route.abort())
        visit.page.reload()
        frame = visit.page.locator(".map iframe")
        frame.scroll_into_view_if_needed()
        frame.content_frame.locator("main").wait_for(state="attached")
        assert visit.page.locator(".map .twin img").is_visible() and not frame.is_visible()


def test_a_word_of_the_glossary_says_what_it_means(browser, site):
    """When Tab reaches it; on a phone at the first tap, and the second leads to its entry."""
    shown = "element => getComputedStyle(element, '::after').content"
    with Visit(browser, site, "chapters/kyrgyzstan.html") as visit:
        term = visit.page.locator("a.term").first
        before = term.evaluate(shown)
        term.focus()
        assert before == "none" and term.evaluate(shown).strip('"') == term.get_attribute(
            "data-says"
        )
    with Visit(browser, site, "chapters/kyrgyzstan.html", is_mobile=True, has_touch=True) as visit:
        term = visit.page.locator("a.term").first
        term.tap()
        assert visit.page.url.endswith("kyrgyzstan.html") and term.evaluate(shown).strip(
            '"'
        ) == term.get_attribute("data-says")
        term.tap()
        visit.page.wait_for_url("**/method.html#term-*")


# What they weigh ------------------------------------------------------------------------------------------------


def weight(html: Path, base: str, urls: list[str]) -> dict[str, int]:
    """The bytes of each file that was asked for, as a server sends it: text packed, pictures and fonts as they are."""
    files = {
        unquote(url.removeprefix(base).partition("?")[0].partition("#")[0])
        for url in urls
        if url.startswith(base)
    }
    packed = {name: (html / name).read_bytes() for name in files}
    return {
        name: len(content) if name.endswith((".png", ".woff2")) else len(gzip.compress(content))
        for name, content in packed.items()
    }


# What the first map of a visit loads for all of them.
SHARED_BY_MAPS = re.compile(r"_assets/leaflet/|_maps/shapes_|_static/map\.")


def test_pages_are_light(html, site, served):
    """Packed: a page's HTML at most 60 KB, its scripts 300 KB, all that a first visit loads 310 KB, font and maps included; a later page 150 KB without what all maps share, and what the search finds apart."""
    loads = {name: weight(html, site, page.asked) for name, page in served.items()}
    heavy = {name: load[name] for name, load in loads.items() if load[name] > 60 * KB}
    scripts = {
        name: sum(size for file, size in load.items() if file.endswith(".js"))
        for name, load in loads.items()
    }
    first = {name: sum(load.values()) for name, load in loads.items()}
    known = loads["chapters/index.html"]
    later = {
        name: sum(
            size
            for file, size in load.items()
            if file not in known and file != search.SEARCH_INDEX and not SHARED_BY_MAPS.search(file)
        )
        for name, load in loads.items()
    }
    assert heavy == {}
    assert (
        max(scripts.values()) <= 300 * KB
        and max(first.values()) <= 310 * KB
        and max(later.values()) <= 150 * KB
    )


# What the pages are made of -------------------------------------------------------------------------------------


NU = "nu.validator.client.SimpleCommandLineValidator"


@JAVA
def test_html_is_valid(html):
    """The Nu Html Checker finds no error on any page or map."""
    pages = [
        str(path)
        for path in sorted(html.rglob("*.html"))
        if "_static" not in path.relative_to(html).parts
    ]
    done = checked_by_nu(NU, "--errors-only", "--format", "json", *pages)
    messages = json.loads(done.stderr)["messages"]
    assert [f"{message['url']}: {message['message']}" for message in messages] == []
    assert len(pages) >= 12


HOSTILE = r"""
import pandas as pd
from footprint import library
from footprint.figures import charts, layers, maps, tables
evil = "</script><script>window.hacked = 1</script>'\"`${window.hacked = 2}\\ \u202e<img src=x onerror='window.hacked = 3'>"
rows = pd.DataFrame({"name": [evil, "b"], "year": [2020, 2020], "value": [1.0, 2.0], "latitude": [42.0, 43.0], "longitude": [70.0, 71.0], "fact": [evil, evil]})
names = pd.Series({"KGZ": evil})
display(charts.bars(rows[["name", "value"]], title=evil, unit=evil, foot=evil, colours={}))
display(tables.record_table(rows, ["name", "fact"], title=evil, foot=evil))
display(maps.places(library.borders(), title=evil, foot=evil, names=names, layers=[layers.Points(evil, rows)]))
"""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    """A book of one page whose names, titles and facts try to run."""
    folder = copy_book(tmp_path_factory.mktemp("hostile") / "book", small=HOSTILE)
    done = build(folder, strict=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build/html"


def test_hostile_names_are_text(browser, hostile, serve):
    """On the page, in the map and its tooltips, and on paper: what looks like code is shown, and none of it runs."""
    from pypdf import PdfReader

    with Visit(browser, serve(hostile), "chapters/page.html") as visit:
        assert visit.draw() == 1
        frame = visit.page.locator(".map iframe").content_frame
        frame.locator(".leaflet-marker-icon[tabindex='0']").first.focus()
        assert "window.hacked = 1" in frame.locator(".leaflet-tooltip").first.inner_text()
        frame.locator(".leaflet-control-layers-toggle").focus()
        visit.page.keyboard.press("Enter")
        assert "window.hacked = 1" in frame.locator(".leaflet-control-layers-overlays").inner_text()
        assert visit.page.locator("article").inner_text().count("window.hacked = 1") >= 8
        assert (
            [frame.evaluate("window.hacked") for frame in visit.page.frames] == [None, None]
            and visit.wrong == []
            and visit.outside() == []
        )
        visit.page.pdf(path=hostile / "page.pdf")
    text = "".join(page.extract_text() for page in PdfReader(hostile / "page.pdf").pages)
    assert "window.hacked" in text
