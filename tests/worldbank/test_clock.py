"""One deadline for all pulls of an update, and who hears what is asked."""

import sys

import pytest
from support.files import tree
from support.pulls import ENDPOINTS, failure, outcome, stocked
from support.updates import SMALL, cut_down, one_sentence

from footprint import update
from footprint.worldbank import clock


def test_pulls_share_it(bank, monkeypatch):
    """What the first pull has used up, the others have not: they are not even sent."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", "0.3")
    stocked(bank).fault("silence")
    with clock.one_deadline():
        for ask, _ in ENDPOINTS.values():
            assert "within the 0.3 s that the whole update may take" in failure(ask)
    assert len(bank.urls) == 1
    bank.heal()
    monkeypatch.delenv("WORLDBANK_DEADLINE")
    assert clock.shared() is None and len(outcome(ENDPOINTS["series"][0]).data)


def test_a_pull_may_end_earlier(bank, monkeypatch):
    """By its own deadline, and says so."""
    stocked(bank).fault("silence")
    with clock.one_deadline():
        monkeypatch.setenv("WORLDBANK_DEADLINE", "0.1")
        assert "did not answer in full within 0.1 s" in failure(ENDPOINTS["series"][0])


def test_who_watches_is_told(monkeypatch, capsys):
    """In a notebook, as on a terminal; nobody else. Outside an update there is nothing to tell."""
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    clock.asking("nothing")
    with clock.one_deadline():
        clock.asking("series")
    assert capsys.readouterr().err == ""
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    with clock.one_deadline():
        clock.asking("\x1b[31mseries")
    assert "asking for  [31mseries (" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", None)
    with clock.one_deadline():
        clock.asking("series")


@pytest.mark.parametrize("path", ["", "/sources/6/|/tradestats-trade/"])
def test_a_whole_update(data, bank, monkeypatch, path):
    """Silence everywhere is one sentence in the time of one pull; silence beside the series loses what is beside them."""
    cut_down(data, {*SMALL, "debt-by-creditor", "trade-by-partner"}, wanted=False)
    bank.serve(data).fault("silence", path)
    monkeypatch.setenv("WORLDBANK_DEADLINE", "2")
    monkeypatch.setattr("footprint.update.renewal._judged", lambda library, which: [])
    before = tree(data)
    report = update.renew()
    if not path:
        assert "within the 2 s" in one_sentence(report) and tree(data) == before
    else:
        assert not report.refused and len(report.missed) == 2
        assert all(
            "the 2 s that the whole update may take" in why for why in report.missed.values()
        )
