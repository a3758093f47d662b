"""The book as it is read: how much stands open, nothing twice, nothing lost, and all of it said to who listens."""

from collections import Counter

import pytest
from support import reading

from footprint import ledger
from footprint.library.sources import host_of
from footprint.narrative.sentences import contrary_sentence, rule
from footprint.words.text import ADDRESS

# A reader of 230 words a minute has 18 minutes for the longest country.
OPEN_WORDS, LONGEST_COUNTRY = 35_000, 18 * 230
# What the book had before it was made shorter, folded or open: rows of each record that say something in
# words, and hosts that its sources name as links.
BEFORE = {
    "article_map": (18, 0),
    "attendance": (30, 27),
    "energy_routes": (18, 14),
    "eu_trade": (0, 3),
    "facts": (51, 51),
    "gas_and_freight": (0, 10),
    "investment_by_investor": (12, 12),
    "memberships": (15, 20),
    "migrants": (0, 4),
    "migration_policy": (28, 24),
    "remittances_by_source": (1, 10),
    "security_events": (13, 26),
    "sites": (14, 15),
    "sources": (226, 0),
    "statements": (25, 37),
    "trade_by_partner": (0, 6),
    "votes": (103, 16),
}


@pytest.fixture(scope="module")
def pages(book) -> dict:
    """What the book says, by page."""
    paths = sorted((book / "_build/html/chapters").glob("*.html"))
    return {path.stem: reading.article(path) for path in paths}


@pytest.fixture(scope="module")
def opened(pages) -> dict:
    """The same without what is folded."""
    return {name: reading.opened(page) for name, page in pages.items()}


@pytest.fixture(scope="module")
def text(pages) -> str:
    """All that is there, folded or not."""
    return reading.flat(" ".join(page.get_text() for page in pages.values()))


def test_the_book_is_read_to_the_end(opened):
    """In what is open by default; the longest country within its minutes."""
    words = {name: reading.words(page) for name, page in opened.items()}
    assert sum(words.values()) <= OPEN_WORDS, words
    assert words["kazakhstan"] <= LONGEST_COUNTRY


def test_no_sentence_stands_twice_on_a_page(opened):
    """Of eight words and more, quotes of the article included."""
    found = {name: dict(reading.doubled(page)) for name, page in opened.items()}
    assert {name: twice for name, twice in found.items() if twice} == {}


# Nothing is lost ----------------------------------------------------------------------------------


def test_every_record_row_of_before_is_still_there(text):
    """As many of each file at least, by what they say at most length."""
    found = {
        topic: sum(reading.stands(row, text) for row in rows) for topic, rows in reading.records()
    }
    assert {topic for topic, (rows, _) in BEFORE.items() if found[topic] < rows} == set()


def test_every_source_of_before_is_still_linked(pages):
    """As many hosts of each file at least."""
    linked = {
        host_of(link["href"]) for page in pages.values() for link in page.select('a[href^="http"]')
    }
    for topic, rows in reading.records():
        sources = " ".join(row.get("source") or "" for row in rows)
        named = {host_of(address) for address in ADDRESS.findall(sources)}
        assert len(named & linked) >= BEFORE.get(topic, (0, 0))[1], topic


def test_every_claim_has_its_rule_and_both_sides(text):
    """Its rule and the reason of its bands, what speaks on the other side, what would change it."""
    lost = [
        (found.claim.id, what[:60])
        for found in ledger.findings()
        for what in (
            rule(found.claim),
            found.claim.because,
            found.claim.would_change,
            contrary_sentence(found),
        )
        if reading.flat(ADDRESS.split(what)[0]) not in text
    ]
    assert lost == []


# Who listens --------------------------------------------------------------------------------------


def test_every_table_has_a_caption_and_heads_of_rows(pages):
    """Of each it is said what it is, and of each cell what it is of."""
    bare = {
        (name, table.get_text(" ", strip=True)[:60])
        for name, page in pages.items()
        for table in page.find_all("table")
        if table.caption is None or not table.select('tbody th[scope="row"]')
    }
    assert bare == set()


def test_every_fold_and_download_says_of_what(pages):
    """No two on a page are called alike."""
    for name, page in pages.items():
        for what in ("summary", "a[download]"):
            names = Counter(
                reading.flat(one.get("aria-label") or one.get_text()) for one in page.select(what)
            )
            assert {one for one, count in names.items() if count > 1} == set(), name


# The rules are seen to fail -----------------------------------------------------------------------

PAGE = """<article><p>One two three four five six seven eight. Short one.</p><details><summary>More</summary>
<p>One two three four five six seven eight.</p></details><svg><text>drawn</text></svg>
<ul><li><p>Nine ten eleven twelve and four more words.</p></li><li>Nine ten eleven twelve and four more words.</li></ul>
<p>Short one.<span class="visually-hidden">: of what</span></p></article>"""


def test_what_is_folded_is_not_open(tmp_path):
    """Its name is; nor are letters of drawings, or words for ears alone."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    page = reading.opened(reading.article(path))
    assert reading.words(page) == 8 + 2 + 1 + 2 * 8 + 2
    assert reading.doubled(page) == {"Nine ten eleven twelve and four more words.": 2}
    assert reading.words(reading.article(path)) > reading.words(page)


def test_a_row_that_is_gone_is_missed():
    """By what it says, without its address; a row without words is none to look for."""
    row = {"date": "2022", "note": "said so before all others, https://a.org/b", "source": "x"}
    assert reading.stands(row, "It was said so before all others, a.org.")
    assert not reading.stands(row, "It was said.") and not reading.stands({"date": "2022"}, "2022")
