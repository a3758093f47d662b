"""Live mode: today's figures in a notebook, or the committed ones with a sentence why; nothing is written."""

import sys
import types
from pathlib import Path

import pytest
from support.builds import run

from footprint import errors, ledger, library, model
from footprint.library import live as live_room

RATIO = "BX.TRF.PWKR.DT.GD.ZS"


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """What live pulls of other tests left in this process."""
    live_room.live_series.clear()
    monkeypatch.setattr(live_room, "_asked", set())
    monkeypatch.setattr(live_room, "_failure", None)


@pytest.fixture
def live(data, bank, monkeypatch):
    """Live mode, with a service that has exactly the committed figures."""
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    return bank.serve(data)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# The mode ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "shell", "mode"),
    [
        ("frozen", "ZMQInteractiveShell", "frozen"),
        ("live", None, "live"),
        ("", "ZMQInteractiveShell", "live"),
        ("", "TerminalInteractiveShell", "frozen"),
        ("", None, "frozen"),
    ],
)
def test_the_mode(monkeypatch, chosen, shell, mode):
    """As told; untold, live in a notebook's kernel and frozen everywhere else."""
    monkeypatch.setenv("FOOTPRINT_MODE", chosen)
    kernel = types.SimpleNamespace(get_ipython=lambda: type(shell, (), {})() if shell else None)
    monkeypatch.setitem(sys.modules, "IPython", kernel)
    assert library.mode() == mode


def test_a_mode_that_is_none(monkeypatch):
    """The variable is named, and what it takes."""
    monkeypatch.setenv("FOOTPRINT_MODE", "Live")
    with pytest.raises(
        errors.DataError, match=r"FOOTPRINT_MODE: “Live” is no mode. Set it to frozen or live"
    ):
        library.pull(RATIO)


def test_frozen_asks_nobody(data, bank):
    """Not one request, and the line under the pull says so."""
    pulled = library.pull(RATIO)
    assert bank.urls == [] and pulled.mode == "frozen" and "frozen mode" in pulled._repr_html_()


# Figures of today -------------------------------------------------------------------------------------------


def test_newer_figures_are_shown_and_judged(live, data):
    """The series, the release, what differs, and the verdict; nothing is written."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    live.set(RATIO, "KGZ", 2025, 31.0)
    before = tree(data)
    pulled = library.pull([RATIO, "NY.GDP.MKTP.CD"])
    held = pulled.series(RATIO).query("economy == 'KGZ'").set_index("year")["value"]
    assert (held[2024], held[2025]) == (18.2, 31.0) and pulled.mode == "live"
    assert (
        f"{RATIO}: new beside the committed figures: 1, revised: 1, most of all KGZ 2024 from 17.74 to 18.2; release of 2026-07-13"
        in pulled.notes[0]
    )
    assert "NY.GDP.MKTP.CD: the same as the committed figures" in pulled.notes[1]
    assert (
        "release of 2026-07-13" in pulled.source(RATIO) and "Live figures" in pulled._repr_html_()
    )
    found = ledger.finding("kgz-remit-third")
    assert (found.now.value, found.now.verdict) == (31.0, model.HOLDS) and tree(data) == before


def test_a_verdict_is_of_today_before_any_pull(live):
    """The ledger brings the series that its claims rest on, and asks for them once in a session."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    assert ledger.finding("kgz-remit-third").now.value == 31.0
    asked = len(live.urls)
    ledger.findings("kyrgyzstan")
    assert 0 < asked <= 4 and len(live.urls) == asked


def test_one_request_for_a_pull(live):
    """However many series it names, as long as they speak of the same economies."""
    library.pull(["NE.EXP.GNFS.ZS", "NE.IMP.GNFS.ZS"])
    assert len(live.urls) == 1


def test_a_series_never_held_can_be_pulled(live):
    """A reader who writes another code into the cell gets it, in the unit the service names."""
    live.set("SP.DYN.LE00.IN", "KGZ", 2024, 72.5)
    live.names["SP.DYN.LE00.IN"] = "Life expectancy at birth, total (years)"
    pulled = library.pull("SP.DYN.LE00.IN")
    assert pulled.series("SP.DYN.LE00.IN")["value"].tolist() == [72.5]
    assert "Life expectancy at birth, total, years: 2024–2024" in pulled._repr_html_()


def test_a_renamed_series_is_read_under_its_old_code(live):
    """The code that the package says took its place is asked in its own database."""
    live.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    pulled = library.pull("PV.EST")
    assert pulled.series("PV.EST").query("year == 2024 and economy == 'KGZ'")["value"].tolist() == [
        -0.4
    ]
    assert live.asked("GOV_WGI_PV.EST") and not live.asked("/PV.EST")


def test_figures_in_doubt_are_not_shown(live):
    """The committed ones stand, and the reason is said."""
    live.set(RATIO, "KGZ", 2023, None)
    pulled = library.pull(RATIO)
    assert (
        pulled.mode == "frozen"
        and len(pulled.series(RATIO).query("economy == 'KGZ' and year == 2023")) == 1
    )
    assert pulled.notes == (
        f"{RATIO}: the committed figures are shown, for the series shrank: years that are gone, by economy: KGZ 1.",
    )


def test_one_bad_code_does_not_cost_the_others(live):
    """The good ones are shown live, the bad one is named with the service's words."""
    pulled = library.pull([RATIO, "NO.SUCH.CODE"])
    assert pulled.mode == "live" and len(pulled.series(RATIO))
    assert "NO.SUCH.CODE" in pulled.problems and any(
        "NO.SUCH.CODE" in note and "not found" in note for note in pulled.notes
    )


def test_words_of_the_service_are_text(live):
    """A name with markup in it does not reach the page as markup."""
    live.set("SP.DYN.LE00.IN", "KGZ", 2024, 72.5)
    live.names["SP.DYN.LE00.IN"] = "<script>alert(1)</script> (years)"
    shown = library.pull("SP.DYN.LE00.IN")._repr_html_()
    assert "<script" not in shown and "&lt;script" in shown


# A service that is away -------------------------------------------------------------------------------------


def test_a_service_that_is_down_is_said_and_not_asked_again(live, monkeypatch):
    """The committed figures, one sentence; the next cell does not wait for it, a later one tries."""
    live.fault("503")
    first = library.pull(RATIO)
    asked = len(live.urls)
    second = library.pull("NY.GDP.MKTP.CD")
    assert (
        first.mode == second.mode == "frozen"
        and len(first.series(RATIO))
        and len(live.urls) == asked
    )
    assert (
        first.notes == second.notes
        and "The committed figures are shown: " in first.notes[0]
        and "503" in first.notes[0]
    )
    live.heal()
    monkeypatch.setattr(live_room, "PAUSE", 0)
    assert library.pull(RATIO).mode == "live"


def test_live_figures_give_way_when_the_service_goes_down(live, monkeypatch):
    """A cell run again without a network shows the committed figures, as its line says."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    library.pull(RATIO)
    live.fault("503")
    held = library.pull(RATIO).series(RATIO).query("economy == 'KGZ'").set_index("year")["value"]
    assert round(held[2024], 1) == 17.7


# In a notebook ----------------------------------------------------------------------------------------------


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
    """It shows them, judges by them from the pull on, and writes nothing."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    before = tree(data)
    shown = run("kyrgyzstan")
    assert "Live figures" in shown and "31\u202f%" in shown and tree(data) == before


def test_an_update_from_the_notebook(live, data):
    """The cell that closes the pull section writes, and the chapter goes on with what it wrote."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    shown = run("kyrgyzstan", update=True)
    assert (
        "The verdict on kgz&#45;remit" in shown
        or "The verdict on kgz-remit-third (now) flipped" in shown
    )
    frame, _ = library.observations(RATIO)
    assert frame.query("economy == 'KGZ'")["value"].iloc[-1] == 31.0
