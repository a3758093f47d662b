"""The picture that stands for a page where its address is passed on: how it begins, what its claims
are worth today, and its first chart; a page without one shows the verdicts on all claims."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import vl_convert

from footprint import render
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.sphinxext.pictures import (
    FIGURE,
    INK,
    PICTURE_FONT,
    Picture,
    WordLine,
    below,
    inside,
    picture,
    set_in_lines,
)

CARDS = "_cards"
CARD_WIDTH, CARD_HEIGHT, LEFT = 1200, 630, 80
# The room of words, that of the chart beside them, and where the verdicts stand.
CARD_WORDS, PANEL, FOOT = 590, (716, 65, 424, 500), 556
COUNT_WORDS = {
    HOLDS: ("holds", "hold"),
    IN_PART: ("holds in part", "hold in part"),
    FAILS: ("does not hold", "do not hold"),
    UNTESTABLE: ("cannot be tested", "cannot be tested"),
}


class Shared(NamedTuple):
    """What a card shows: the book, the page, its first sentences, the verdicts on the claims of the
    page, those on all claims, and the page's first chart."""

    book: str
    title: str
    lead: str
    verdicts: Sequence[str]
    all_verdicts: Sequence[str]
    chart: Picture | None


def card_of(file: str) -> str:
    """Where the card of a page is, inside the book."""
    return f"{CARDS}/{'-'.join(Path(file).with_suffix('').parts)}.png"


def draw_card(out: Path, file: str, shared: Shared) -> str:
    """Draw the card of a page as PNG; returns its address inside the book."""
    target = out / card_of(file)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(vl_convert.svg_to_png(drawing(shared)))
    return card_of(file)


def first_chart(page: str) -> Picture | None:
    """The first chart of a page, as Sphinx wrote it, that has a drawing for a phone."""
    found = map(picture, FIGURE.findall(page))
    return next((chart for chart in found if chart and chart.narrow), None)


def sentences(text: str) -> list[str]:
    """The sentences of a text. Spaces become plain ones, thin ones stay: they hold a number and its
    unit together."""
    text = re.sub(r" ([.,;:!?])", r"\1", re.sub(r"[ \t\n]+", " ", text)).strip()
    return re.split(r"(?<=[.!?]) (?=[“A-Z\d])", text)


def drawing(shared: Shared) -> str:
    """The card as SVG."""
    head = (
        set_in_lines(shared.book, CARD_WORDS, 26, LEFT, 56) if shared.title != shared.book else []
    )
    top = below(head, 56) + 14
    titles = [set_in_lines(shared.title, CARD_WORDS, size, LEFT, top, "bold") for size in (54, 42)]
    head += titles[0] if len(titles[0]) < 3 else titles[1]
    counts = Counter(shared.verdicts)
    told = [(one, _counted(one, counts[one])) for one in COUNT_WORDS if counts[one]]
    # Two to a row, the last above the foot.
    signs = [
        (verdict, text, LEFT + 290 * (at % 2), FOOT - 34 * ((len(told) - 1) // 2 - at // 2))
        for at, (verdict, text) in enumerate(told)
    ]
    room = (signs[0][3] - 60 if signs else CARD_HEIGHT - 40) - below(head, 0) - 20
    words = [*head, *_fitting(sentences(shared.lead), below(head, 0) + 20, room)]
    return render.html(
        "shared.svg",
        size=(CARD_WIDTH, CARD_HEIGHT),
        panel=PANEL,
        words=words,
        signs=signs,
        font=PICTURE_FONT,
        ink=INK,
        left=LEFT,
        **(_chart(shared.chart) if shared.chart else _overview(shared.all_verdicts)),
    )


def _counted(verdict: str, count: int) -> str:
    return f"{count} {COUNT_WORDS[verdict][count > 1]}"


def _fitting(told: Sequence[str], top: float, room: float) -> list[WordLine]:
    """As many whole sentences as have room, in letters as large as let the first one stand."""
    for size in (30, 26, 22):
        for count in range(len(told), 0, -1):
            rows = set_in_lines(" ".join(told[:count]), CARD_WORDS, size, LEFT, top)
            if below(rows, top) <= top + room:
                return rows
    return []


def _chart(chart: Picture) -> dict[str, object]:
    """A chart with its title, in the panel."""
    x, y, width, height = PANEL
    head = set_in_lines(chart.title, width - 40, 18, x + 20, y + 12, "bold")
    head += set_in_lines(chart.unit, width - 40, 15, x + 20, below(head, y))
    top = below(head, y) + 6
    inner = inside(chart.narrow, x + 14, top, width - 28, y + height - top - 12)
    return {"inner": inner, "titles": head, "overview": []}


def _overview(verdicts: Sequence[str]) -> dict[str, object]:
    """A sign for each claim of the book, in the panel."""
    x, y, width, height = PANEL
    # As few in a row as let all stand in the panel.
    row = next(n for n in range(7, 99) if len(verdicts) // n < (height - 60) // (width / n) - 1)
    step = (width - 20) / row
    grid = [
        (verdict, x + 10 + step * (at % row + 0.5), y + 74 + step * (at // row))
        for at, verdict in enumerate(verdicts)
    ]
    title = f"The verdicts on all {len(verdicts)} claims today"
    titles = set_in_lines(title, width - 40, 18, x + 20, y + 12, "bold")
    return {"inner": "", "titles": titles, "overview": grid}
