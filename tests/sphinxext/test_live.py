"""A book of today's figures, apart from that of the committed ones."""

import pytest
from support import golden

from footprint import library
from footprint.errors import BookError
from footprint.sphinxext import live as living

RATIO, MONEY = "BX.TRF.PWKR.DT.GD.ZS", "BX.TRF.PWKR.CD.DT"


@pytest.mark.parametrize(
    ("asked", "book", "mode"),
    [
        ("live", "_build/live/_build/html", "live"),
        ("live", "_build/html", "frozen"),
        ("frozen", "_build/live/_build/html", "frozen"),
        ("", "_build/live/_build/html", "frozen"),
    ],
)
def test_only_a_book_apart_is_live(monkeypatch, tmp_path, asked, book, mode):
    """Where the committed figures are shown nothing else ever is, whatever the environment says."""
    monkeypatch.setenv("FOOTPRINT_MODE", asked)
    assert living.chosen_mode(tmp_path, tmp_path / book) == mode


def test_its_series_are_todays(live, data):
    """Files keep their order, series have the service's release, which the head of each page names."""
    live.releases[2] = "2026-11-20"
    files = {one.name: one.vintage for one in living.files()}
    assert list(files) == [one.name for one in library.package().resources]
    assert files[MONEY.lower()] == "2026-11-20"
    golden.check("live.html", living.told())


def test_without_a_service_there_is_none(live, data):
    """It says why, and what can be built."""
    live.fault("503")
    with pytest.raises(BookError, match=r"no live book to build\. The committed .*make book"):
        living.files()


def test_a_frozen_book_asks_nobody(data, bank):
    """Its files are those of the package."""
    assert living.files() == list(library.package().resources) and bank.urls == []
