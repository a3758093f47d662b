"""Templates of the narrative: what they make is as it was, and hostile words stay words."""

import types

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from support import golden
from support.findings import HOSTILE, SEEN, altered, hostile, judged
from support.levers import BOARD, FIGURES

from footprint import narrative, render
from footprint.model import FAILS, HOLDS, Resource
from footprint.narrative import boards, leverage, revisions, robustness, russian

# What Jupyter Book lets Markdown mean.
MYST = MdParserConfig(
    enable_extensions={"colon_fence", "dollarmath", "linkify", "substitution", "tasklist"}
)
MARKDOWN = create_md_parser(MYST, RendererHTML)

FINDINGS = [hostile(), judged()]
NAMES = pd.Series({"KGZ": HOSTILE, "TJK": "Tajikistan"})
NOBODY = BOARD[:2].assign(label=HOSTILE, place="none")
RESOURCE = Resource(
    {},
    "x",
    "records/x.csv",
    HOSTILE,
    "csv",
    f"2026-07-01 {HOSTILE}",
    "2026-11",
    [{"title": HOSTILE}, {"title": HOSTILE, "path": f"https://example.org/{HOSTILE}"}],
    [{"title": HOSTILE}],
    HOSTILE,
    bytes=1234567,
    hash="sha256:0123456789abcdef",
)
# Two series: one has a figure, of 2015.
PULL = types.SimpleNamespace(
    entries={"A": RESOURCE, "B": RESOURCE},
    series=lambda code: pd.DataFrame({"economy": ["KGZ"] * (code == "A"), "year": 2015}),
)
OBSERVATIONS = pd.DataFrame({"indicator": "A", "economy": "TJK", "year": [2000, 2001, 2002]})
READINGS = pd.DataFrame(
    {
        "claim": "hostile-claim",
        "part": "",
        "label": HOSTILE,
        "year": 2016,
        "vintage": ["2018-08", "2022-05"],
        "value": [31.0, 12.0],
        "unit": HOSTILE,
        "verdict": [HOLDS, FAILS],
    }
)
MAPPED = pd.DataFrame(
    [
        (0, 1, HOSTILE, HOSTILE, "hostile-claim judged-claim", HOSTILE),
        (1, 2, None, "a name", None, None),
    ],
    columns=["paragraph", "sentence", "opening", "about", "claims", "reason"],
)
REVISED = {"indicator": HOSTILE, "economy": "KGZ", "year": 2024, "before": 1234.5, "after": 2.0}
REPORT = {
    "date": "2026-12-01",
    "added": [{"values": 3}, {"values": 4}],
    "revised_values": 1,
    "revised": [REVISED],
    "flipped": [{"id": "kgz-trade", "moment": HOSTILE, "before": HOSTILE, "after": HOSTILE}],
}

VOTES = pd.DataFrame(
    [("2022-03-02", HOSTILE, HOSTILE, "KAZ", "abstain")],
    columns=["date", "resolution", "subject", "economy", "vote"],
)

MADE = {
    "article_map.md": lambda: narrative.article_map(MAPPED, FINDINGS),
    "by_chapter.md": lambda: render.markdown("by_chapter.md", chapters=[(HOSTILE, FINDINGS)]),
    "card.html": lambda: narrative.card(hostile(), HOSTILE),
    "card_judged.html": lambda: narrative.card(judged(), HOSTILE),
    "changed.md": lambda: narrative.changed([hostile()], HOSTILE),
    "conclusion.md": lambda: narrative.conclusion(FINDINGS, NOBODY, NAMES, 2021, HOSTILE),
    "coverage.html": lambda: narrative.coverage(OBSERVATIONS, NAMES, {"A": HOSTILE}, 2002).body,
    "folded.md": lambda: render.markdown("folded.md", what=HOSTILE, body=HOSTILE),
    "inventory.html": lambda: narrative.inventory([RESOURCE], title="", foot="").body,
    "corrections.md": lambda: narrative.corrections(FINDINGS),
    "ledger.md": lambda: narrative.ledger_table(FINDINGS, "article"),
    "leverage.html": lambda: leverage.rank_grid(NOBODY, FIGURES, NAMES, 2021).body,
    "robustness.html": lambda: robustness.details(hostile(), HOSTILE),
    "silences.md": lambda: narrative.silences([PULL], "KGZ", 2020),
    "takeaways.md": lambda: narrative.takeaways(FINDINGS),
    "tiles.html": lambda: narrative.tiles(FINDINGS, title="", foot="", label=HOSTILE).body,
    "update_reports.md": lambda: revisions.update_reports([REPORT], NAMES),
    "verdict_cell.md": lambda: boards.verdict_cell(hostile().now.parts[0].result),
    "votes_cast.md": lambda: narrative.votes_cast(VOTES, [HOSTILE], {"KAZ": HOSTILE}),
    "verdicts.html": lambda: narrative.verdicts(FINDINGS, HOSTILE),
}


def page(name: str, text: str) -> BeautifulSoup:
    """What a browser gets of it."""
    return BeautifulSoup(MARKDOWN.render(text) if name.endswith(".md") else text, "html.parser")


@pytest.mark.parametrize("name", MADE)
def test_hostile_words_are_words(name):
    """In each place they are seen as they are: no sign in them acts, and no table breaks."""
    shown = page(name, MADE[name]())
    for caption in shown.select("caption.visually-hidden"):
        caption.decompose()  # begins as the title above it
    texts = [shown.get_text()]
    for element in shown.find_all():
        texts += [value for value in element.attrs.values() if isinstance(value, str)]
    told = [" ".join(text.split()) for text in texts if "WORDS" in text]
    assert told and all(text.count(SEEN) == text.count("WORDS") for text in told)
    for table in shown.find_all("table"):
        widths = {len(row.find_all(["th", "td"])) for row in table.find_all("tr")}
        assert len(widths) == 1


@pytest.mark.parametrize("name", MADE)
def test_templates_make_what_they_made(name):
    """To the letter."""
    golden.check(name, MADE[name]())


def test_the_russian_page_makes_what_it_made():
    """From fixed findings: no words but the book's own."""
    then, now = ({"value": 32.7, "year": 2021}, {"value": 17.6, "year": 2024})
    found = [altered("kgz-remit-third", then=then | {"verdict": HOLDS}, now=now)]
    golden.check("russian.md", russian.in_tables(found))
    golden.check("russian_takeaways.md", russian.in_lines(found))
    golden.check("code_switch.html", render.html("code_switch.html"))


def test_totals_make_what_they_made():
    """They hold no words but the book's own."""
    golden.check("totals.md", narrative.totals(FINDINGS))
