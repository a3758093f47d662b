"""The words in drawings: inside their picture and apart, in every font, size and width; and what a chart tells of its points.

The fixture ``browser`` says what happens where there is no Chromium.
"""

import re
from pathlib import Path

import pytest

# The widest font that readers have, the one most have, and one in between; none, where a machine lacks them.
FONTS = ("'DejaVu Sans'", "'Liberation Sans'", "'Noto Sans'")
WIDTHS, LETTERS = (320, 390, 768, 1280), ("100%", "150%")
SMALLEST = {320: 9.5, 390: 9.5, 768: 9.5, 1280: 10.9}

# Letters, not the lines that hold them: their boxes are taken a little smaller. A rim is the same word twice.
MEASURE = """([fonts, letters, smallest]) => {
  const found = new Set(), style = document.head.appendChild(document.createElement('style'));
  for (const size of letters) for (const font of fonts) {
    style.textContent = `html { font-size: ${size} !important } svg text, svg tspan { font-family: ${font} !important }`;
    for (const picture of document.querySelectorAll('.chart svg, svg[data-twin]')) {
      const frame = picture.getBoundingClientRect();
      if (!frame.width) continue;
      const scale = frame.width / picture.viewBox.baseVal.width, words = [];
      for (const text of picture.querySelectorAll('text')) {
        const small = parseFloat(getComputedStyle(text).fontSize) * scale;
        if (small < smallest) found.add(`small: ${text.textContent} ${small.toFixed(1)}`);
        for (const line of text.querySelector('tspan') ? text.querySelectorAll('tspan') : [text]) {
          const {left, right, top, bottom, height} = line.getBoundingClientRect();
          const box = {says: line.textContent, left, right, top: top + height * .15, bottom: bottom - height * .15};
          if (!box.says.trim() || words.some(one => one.says === box.says && Math.abs(one.left - left) + Math.abs(one.bottom - box.bottom) < 1)) continue;
          if (left < frame.left - 1 || right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
            found.add(`cut: ${box.says}`);
          for (const one of words)
            if (one.left < right - 1 && left < one.right - 1 && one.top < box.bottom - 1 && box.top < one.bottom - 1)
              found.add(`over each other: ${one.says} | ${box.says}`);
          words.push(box);
        }
      }
    }
  }
  style.remove();
  return [...found];
}"""


def faults(page, width: int) -> list[str]:
    """What is wrong with the words of a page's drawings at a width, in any font and size of letters."""
    page.set_viewport_size({"width": width, "height": 900})
    return [
        f"{width}: {what}" for what in page.evaluate(MEASURE, [FONTS, LETTERS, SMALLEST[width]])
    ]


@pytest.fixture(scope="module")
def chapters(book) -> list[Path]:
    """The pages that have charts."""
    paths = sorted((book / "_build/html/chapters").glob("*.html"))
    return [path for path in paths if 'class="chart"' in path.read_text(encoding="utf-8")]


@pytest.fixture
def page(browser):
    """An empty page of a browser."""
    page = browser.new_page()
    yield page
    page.close()


def test_no_word_of_a_chart_is_cut_or_printed_over_another(page, chapters):
    """Whatever the reader's font, letters and screen."""
    wrong = []
    for path in chapters:
        page.goto(path.as_uri())
        wrong += [f"{path.stem} {what}" for width in WIDTHS for what in faults(page, width)]
    assert wrong == []


def test_no_word_of_a_map_on_paper_is_cut_or_printed_over_another(page, book):
    """The drawings that stand for maps."""
    twins = [
        path.read_text(encoding="utf-8") for path in sorted(book.glob("_build/html/_maps/*.svg"))
    ]
    page.set_content("".join(re.sub("<svg", "<svg data-twin", twin, count=1) for twin in twins))
    assert [what for width in WIDTHS for what in faults(page, width) if "small" not in what] == []


BROKEN = """<div class="chart"><svg viewBox="0 0 100 40" style="width: 100px; display: block">
<text x="60" y="20" font-size="12">too long a name</text><text x="62" y="22" font-size="12">above</text></svg></div>"""


def test_a_cut_word_and_one_over_another_are_seen(page):
    """The measure finds what it is there to find."""
    page.set_content(BROKEN)
    told = faults(page, 390)
    assert "390: cut: too long a name" in told
    assert "390: over each other: too long a name | above" in told


# What a chart tells -----------------------------------------------------------------------------------------------

CHART, TIP = "figure.house:has(.chart [data-x])", ".tip:not([hidden])"


@pytest.fixture
def chart(page, book):
    """The first chart of years of a chapter, with the values of its newest year as its table has them."""
    page.goto((book / "_build/html/chapters/kyrgyzstan.html").as_uri())
    figure = page.locator(CHART).first
    newest = figure.locator("details tbody tr").first
    cells = [cell.strip() for cell in newest.locator("th, td").all_text_contents()]
    figure.scroll_into_view_if_needed()
    return figure, [cell for cell in cells if cell != "no data"]


def test_a_chart_tells_its_values_by_keys(page, chart):
    """The newest when Tab reaches it, aloud; arrows go from year to year, Escape ends it."""
    figure, newest = chart
    box = figure.locator(".chart")
    page.keyboard.press("Tab")
    box.focus()
    page.keyboard.press("End")
    tip = figure.locator(TIP)
    assert all(cell in tip.inner_text() for cell in newest)
    assert tip.get_attribute("aria-live") == "polite"
    page.keyboard.press("ArrowLeft")
    assert tip.locator("strong").inner_text() == str(int(newest[0]) - 1)
    page.keyboard.press("Escape")
    assert tip.count() == 0


def test_a_chart_tells_its_values_by_pointer_and_finger(page, chart):
    """Of the year that is pointed at; on a phone the words stay on the screen."""
    figure, newest = chart
    frame = figure.locator(".chart svg:visible").bounding_box()
    left, width, *_ = map(int, figure.locator("svg:visible").get_attribute("data-x").split())
    scale = frame["width"] / 700
    page.mouse.move(frame["x"] + (left + width) * scale - 1, frame["y"] + 80)
    assert figure.locator(TIP).locator("strong").inner_text() == newest[0]
    page.mouse.move(0, 0)
    assert figure.locator(TIP).count() == 0
    page.set_viewport_size({"width": 320, "height": 640})
    for part in (0.2, 0.5, 0.95):
        figure.locator(".chart").click(position={"x": 260 * part, "y": 60})
        box = figure.locator(TIP).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320
