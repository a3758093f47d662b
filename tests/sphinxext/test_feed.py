"""The feed of what changed: valid Atom, the same bytes each time, ids that last."""

import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest
from support import golden
from support.edition import SITE, edition
from support.systems import JAVA, checked_by_nu

from footprint import ledger, library
from footprint.sphinxext import feed

ATOM = "{http://www.w3.org/2005/Atom}"
REPORT = {
    "date": "2026-12-01",
    "flipped": [
        {
            "id": "kgz-remit-third",
            "moment": "now",
            "before": "does not hold",
            "after": "holds in part",
        },
        {"id": "gone", "moment": "then", "before": "holds", "after": "does not hold"},
    ],
    "added": [{"indicator": "X", "values": 5, "newest": 2025}],
    "revised": [{"indicator": "X", "economy": "KGZ", "year": 2024, "before": 17.6, "after": 26.0}],
    "revised_values": 31,
}


def invalid(text: str) -> list[str]:
    """What RFC 4287 forbids in a feed: an element that lacks or stands twice, a day that is none, an id or a link
    that serves for two things."""
    root, wrong = ET.fromstring(text), []
    parts = [root, *root.findall(f"{ATOM}entry")]
    for part in parts:
        for name in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{name}")) != 1:
                wrong.append(f"{part.tag}: {name}")
        datetime.strptime(part.findtext(f"{ATOM}updated"), "%Y-%m-%dT%H:%M:%SZ")
        links = [(one.get("rel"), one.get("type")) for one in part.findall(f"{ATOM}link")]
        if len(set(links)) < len(links) or ("alternate", "text/html") not in links:
            wrong.append(f"{part.tag}: link")
    ids = [part.findtext(f"{ATOM}id") for part in parts]
    if len(set(ids)) < len(ids) or not all(id.startswith("urn:uuid:") for id in ids):
        wrong.append("ids")
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        wrong.append("author")
    return wrong


def parsed(text: str):
    """The feed as the library of feed readers has it; it says what it had to guess."""
    reader = pytest.importorskip("feedparser")
    found = reader.parse(text, response_headers={"content-type": "application/atom+xml"})
    assert not found.bozo and found.version == "atom10"
    return found


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A feed of the ledger and these reports."""

    def write(*reports, **of) -> str:
        monkeypatch.setattr(library, "reports", lambda: list(reports))
        feed.write_feed(tmp_path, edition(**of))
        return (tmp_path / feed.FEED).read_text(encoding="utf-8")

    return write


def test_updates_and_changes_of_rules(written, tmp_path):
    """The newest first; verdicts in words, a claim that is gone by its id; two updates of a day are two entries. A book without their page leads to its first."""
    elsewhere = parsed(written(REPORT, site=SITE)).entries[0]
    assert elsewhere.link == f"{SITE}chapters/index.html"
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/revisions.html").touch()
    text = written(REPORT, REPORT, site=SITE)
    assert invalid(text) == []
    found = parsed(text)
    changes = sum(len(claim.history) for claim in ledger.claims())
    assert len(found.entries) == 2 + changes and changes
    first = found.entries[0]
    assert "flipped: 2, figures revised: 31, added: 5" in first.title
    told = first.content[0].value
    assert (
        "Remittances are nearly a third of Kyrgyz GDP (now): does not hold → holds in part." in told
    )
    assert "gone (May 2023): holds → does not hold." in told
    assert "X, Kyrgyzstan 2024: from 17.6 to 26" in told
    assert first.link == f"{SITE}chapters/revisions.html#updates"
    assert found.feed.updated == first.updated == "2026-12-01T00:00:00Z"
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)


def test_ids_last_wherever_the_book_stands(written):
    """An address that is set later, and a newer update, change none."""
    before = ET.fromstring(written(REPORT))
    newer = REPORT | {"date": "2027-01-01"}
    after = ET.fromstring(written(newer, REPORT, site=SITE))
    ids = [{one.text for one in tree.iter(f"{ATOM}id")} for tree in (before, after)]
    assert ids[0] < ids[1] and len(ids[1]) == len(ids[0]) + 1


@pytest.mark.parametrize("figures", ["2026-07-01", ""])
def test_a_feed_without_entries(figures):
    """As old as the newest figures, or the month of the newest record; hostile words stay text."""
    text = feed.feed(edition(figures=figures), [])
    assert invalid(text) == [] and not parsed(text).entries
    assert ("2026-07-01" if figures else "2026-11-01") + "T00:00:00Z" in text


def test_the_golden_file():
    """What the template makes of fixed values."""
    entry = feed.News("k", "2026-12-01", "On <b>", "chapters/x.html#a", ["1 & 2 <script>"])
    golden.check("feed.xml", feed.feed(edition(site=SITE), [entry]))


def test_what_is_no_feed_is_seen():
    """The check above can fail."""
    entry = feed.News("k", "2026-12-01", "On", "x", ["1"])
    assert invalid(feed.feed(edition(), [entry, entry])) == ["ids"]
    with pytest.raises(ValueError, match="does not match"):
        invalid(feed.feed(edition(), [entry._replace(date="yesterday")]))


# Jing, which reads such grammars, comes with the checker of the pages.
JING = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
GRAMMAR = Path(__file__).parent / "atom.rnc"
ENTRY = feed.News("k", "2026-12-01", "On", "x", ["1"])
BROKEN = {
    "no-day": feed.feed(edition(), [ENTRY._replace(date="yesterday")]),
    "nothing-said": feed.feed(edition(), [ENTRY._replace(lines=[])]),
    "no-title": feed.feed(edition(), [ENTRY._replace(title=" ")]),
    "no-address": feed.feed(edition(first=""), [ENTRY]),
    "of-nobody": feed.feed(edition(), [ENTRY]).replace("author>", "rights>"),
    "twice": feed.feed(edition(), [ENTRY]).replace("<title>On</title>", "<title>On</title>" * 2),
}


@JAVA
def test_the_feed_fits_the_grammar_of_atom(written, tmp_path):
    """Of the book, with and without an address, with reports and none; each that does not is told."""
    good = [written(REPORT, REPORT, site=SITE), written(), feed.feed(edition(), [])]
    files = {f"good{place}": text for place, text in enumerate(good)} | BROKEN
    for name, text in files.items():
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    done = checked_by_nu(JING, "-c", GRAMMAR, *(f"{name}.xml" for name in files), cwd=tmp_path)
    told = done.stdout + done.stderr
    assert {name for name in files if f"{name}.xml:" in told} == set(BROKEN), told
