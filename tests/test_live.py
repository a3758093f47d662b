"""Chapters run in live mode from a clean kernel, against a World Bank on loopback."""

import re
from collections import Counter
from urllib.parse import unquote

import nbformat
import pytest
from support.builds import ROOT, run
from support.files import tree

from footprint import library
from footprint.ledger.claims import read_ledger
from footprint.library.library import Library

RATIO = "BX.TRF.PWKR.DT.GD.ZS"


def test_the_chapter_without_a_service(live, data):
    """It runs to its end on committed figures and says why."""
    live.fault("503")
    before = tree(data)
    shown = run("kyrgyzstan")
    assert (
        "The committed figures are shown: " in shown
        and "the claim no longer holds" in shown
        and tree(data) == before
    )


def test_the_chapter_with_newer_figures(live, data):
    """It shows them, judges by them, and writes nothing."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    before = tree(data)
    shown = run("kyrgyzstan")
    assert "Live figures" in shown and "31\u202f%" in shown and tree(data) == before


def test_an_update_from_the_notebook(live, data):
    """The cell that closes the pull section writes, and the chapter goes on with what it wrote."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    shown = run("kyrgyzstan", update=True)
    assert "The verdict on kgz-remit-third (now) flipped" in shown
    frame, _ = library.default().observations(RATIO)
    assert frame.query("economy == 'KGZ'")["value"].iloc[-1] == 31.0


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
