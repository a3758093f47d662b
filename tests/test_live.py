"""Chapters run in live mode from a clean kernel, against a World Bank on loopback."""

import re
from collections import Counter
from urllib.parse import unquote

import nbformat
import pytest
from support.builds import ROOT, run, run_all
from support.files import tree

from footprint.ledger.claims import read_ledger
from footprint.library.library import Library

RATIO = "BX.TRF.PWKR.DT.GD.ZS"


def test_the_chapter_without_a_service(live, data):
    """It runs to its end on committed figures and says why."""
    live.fault("503")
    before = tree(data)
    shown = run("kyrgyzstan")
    assert shown.count("The committed figures are shown: ") == 1
    assert "the claim no longer holds" in shown and tree(data) == before
    assert "Committed figures (live mode, but none are from" in shown and len(live.urls) <= 4


def test_all_cells_of_a_chapter_with_newer_figures(live, data, monkeypatch):
    """Run in a kernel by a client that knows no tag: it shows them, judges by them, says once how
    they differ, and leaves data/ as it was to the byte."""
    monkeypatch.delenv("FOOTPRINT_MODE")
    live.set(RATIO, "KGZ", 2025, 31.0)
    before = tree(data)
    first, *rest, last = run_all("kyrgyzstan")
    assert first.startswith("Live mode. ") and "13 July 2026" in first
    assert f"{RATIO}: new beside the committed figures: 1" in first
    below = " ".join(rest)
    assert "31\u202f%" in below and "Live figures" in below
    assert "beside the committed figures" not in below and "Live mode" not in below
    assert "call update.renew() in a cell of your own" in last and tree(data) == before
    assert set(asked_for(live.urls).values()) == {1}


def test_a_chapter_without_pulls_tells_its_mode(live):
    """Its verdicts are live too; nobody is asked twice for them."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    first, *_ = run("verdict").splitlines()
    assert "<strong>Live mode.</strong>" in first and "asked at " in first
    assert set(asked_for(live.urls).values()) == {1}


def asked_for(urls: list[str]) -> Counter[str]:
    """How often each series was asked for: pages of one answer are one request."""
    found = (re.search(r"/indicator/([^?]+)\?(.*)", unquote(url)) for url in urls)
    return Counter(
        code
        for match in found
        if match and int(re.search(r"(?:^|&)page=(\d+)|$", match[2])[1] or 1) == 1
        for code in match[1].split(";")
    )


# The second pulls series of all economies that the ledger brings for those it judges.
@pytest.mark.parametrize("name", ["kyrgyzstan", "tajikistan"])
def test_a_live_chapter_asks_each_series_once(live, data, name):
    """What the ledger brought, no pull asks for again, nor one pull what another brought."""
    source = nbformat.read(ROOT / f"chapters/{name}.ipynb", as_version=4)
    code = " ".join(cell.source for cell in source.cells if cell.cell_type == "code")
    pulled = set(re.findall(r'"([A-Z]+(?:\.[A-Z]+)+)"', code))
    judged = set(read_ledger(Library(data)).series())
    assert "Live figures" in run(name) and pulled - judged and pulled & judged
    assert asked_for(live.urls) == Counter(pulled | judged)
