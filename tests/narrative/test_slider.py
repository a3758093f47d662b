"""The slider of a card, in a browser."""

import pytest
from support.builds import ROOT

from footprint import ledger, narrative

BOXES = """[...document.querySelectorAll('*')]
    .map(element => JSON.stringify(element.getBoundingClientRect()))"""
# Places on the page, not in the window: Tab may scroll to a button that is out of sight.
BLOCKS = """[...document.querySelectorAll(
    'section, details, table, p, input, output, button, .line'
)].map(e => e.getBoundingClientRect()).map(r => [r.x, r.y + scrollY, r.width, r.height]).join()"""
COUNT_WRITINGS = """() => {
    window.said = 0;
    const written = changes => changes.filter(change => change.type == 'childList').length;
    new MutationObserver(changes => window.said += written(changes))
        .observe(document.querySelector('.band output'), {subtree: true, childList: true});
}"""


def card_page(folder, claim: str, script: bool = True) -> str:
    """A page with one card, its style and its script, as a file; its address."""
    static = ROOT / "footprint/sphinxext/static"
    loads = f'<script defer src="{(static / "band.js").as_uri()}"></script>' if script else ""
    page = folder / "card.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f'<title>card</title><link rel="stylesheet" href="{(static / "footprint.css").as_uri()}">'
        f"{loads}</head>"
        f"<body>{narrative.card(ledger.finding(claim))}<p id=after>after</p></body></html>",
        encoding="utf-8",
    )
    return page.as_uri()


def opened(browser, address: str, **options):
    """The page with its firmness unfolded, and everything on it that went wrong."""
    page, wrong = browser.new_page(**options), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.goto(address)
    page.locator("details.firmness summary").first.click()
    return page, wrong


def verdicts_shown(page) -> list[str]:
    return [
        text.replace("\u00a0", " ")
        for text in page.locator(".band output b .verdict").all_inner_texts()
    ]


@pytest.mark.browser
def test_the_slider_by_mouse(browser, tmp_path):
    """Dragged to an end and back by the button; the verdicts follow, and nothing moves."""
    page, wrong = opened(browser, card_page(tmp_path, "tjk-debt-china"))
    assert verdicts_shown(page) == ["● holds", "◐ holds in part"]
    boxes = page.evaluate(BOXES)
    slider = page.locator(".band input").bounding_box()
    middle = slider["y"] + slider["height"] / 2
    page.mouse.move(slider["x"] + slider["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(slider["x"] + slider["width"] - 2, middle, steps=5)
    page.mouse.up()
    assert verdicts_shown(page) == ["◐ holds in part", "○ does not hold"]
    assert page.locator(".band .edges").inner_text() == "Holds from 60\u202f%"
    page.mouse.click(slider["x"] + 2, middle)
    assert verdicts_shown(page) == ["● holds", "● holds"]
    page.get_by_role("button", name="As declared").click()
    assert verdicts_shown(page) == ["● holds", "◐ holds in part"]
    assert page.locator(".band input").input_value() == "100"
    after = page.evaluate(BOXES)
    changed = [pair for pair in zip(boxes, after, strict=True) if pair[0] != pair[1]]
    assert changed == [] and wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_slider_by_keyboard_without_a_shift(browser, tmp_path, width):
    """Every place of it, by the arrow keys: no block changes its place or size, nor on a phone."""
    page, wrong = opened(
        browser, card_page(tmp_path, "kgz-remit-third"), viewport={"width": width, "height": 900}
    )
    slider = page.get_by_role("slider")
    slider.focus()
    before = page.evaluate(BLOCKS)
    seen = set()
    for _ in range(45):
        page.keyboard.press("ArrowRight")
        seen.add(tuple(verdicts_shown(page)))
        assert page.evaluate(BLOCKS) == before
    assert seen == {
        ("● holds", "○ does not hold"),
        ("◐ holds in part", "○ does not hold"),
        ("○ does not hold", "○ does not hold"),
    }
    page.keyboard.press("Home")
    assert slider.input_value() == "0"
    assert verdicts_shown(page) == ["◐ holds in part", "◐ holds in part"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "As declared"
    page.keyboard.press("Enter")
    assert slider.input_value() == "100" and page.evaluate(BLOCKS) == before and wrong == []


@pytest.mark.browser
def test_the_slider_is_announced(browser, tmp_path):
    """Its name, its value in words, and the verdicts with their direction in a live region.

    That is written only where a verdict changes.
    """
    page, _ = opened(browser, card_page(tmp_path, "kgz-remit-third"))
    slider = page.get_by_role(
        "slider", name="Set the band of “Remittances are nearly a third of Kyrgyz GDP”"
    )
    assert slider.get_attribute("aria-valuetext") == "Holds from 30 to under 36.7\u202f%"
    live = page.get_by_role("status")
    assert live.get_attribute("aria-live") == "polite" and "May 2023:" in live.inner_text()
    page.evaluate(COUNT_WRITINGS)
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "Holds from 32.4 to under 39.6\u202f%"
    assert page.evaluate("window.said") == 0
    page.keyboard.press("ArrowRight")
    # The verdict, and beside it on which side it misses what was said.
    assert page.evaluate("window.said") == 2
    assert "holds in part (less than said)" in live.inner_text().replace("\u00a0", " ")


@pytest.mark.browser
def test_the_slider_of_the_built_book(browser, book):
    """From a file, on the page as it is built: it follows the keys, nothing moves or is refused.

    A page without a card loads no script for it.
    """
    page, wrong = opened(browser, (book / "_build/html/chapters/turkmenistan.html").as_uri())
    slider, card = page.get_by_role("slider").first, page.locator("section.verdict-card").first
    before, shown = card.bounding_box(), verdicts_shown(page)
    slider.focus()
    page.keyboard.press("Home")
    assert verdicts_shown(page) != shown and card.bounding_box() == before
    assert [text for text in wrong if "band.js" in text or "Content Security" in text] == []
    assert "band.js" not in (book / "_build/html/chapters/method.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_page_without_script(browser, tmp_path):
    """No slider, and all that it would say stands in the tables."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(card_page(tmp_path, "kgz-remit-third"))
    page.locator("details.firmness summary").click()
    assert not page.locator(".band").is_visible() and page.locator(".firmness table").count() == 2
    text = page.locator(".firmness").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    assert "It would have turned to “holds in part” below 30 % (it was 32.7 %)." in text
    assert "from 32.7 % to under 39.3 %, ◐ holds in part" in text
    context.close()
