"""Live mode: today's figures in a notebook, or the committed ones with a sentence why; nothing is written."""

import pytest
from support.files import tree

from footprint import ledger, library, model

RATIO = "BX.TRF.PWKR.DT.GD.ZS"


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Every pull asks the service anew."""
    monkeypatch.setattr("footprint.library.live.PAUSE", 0)


# Figures of today -------------------------------------------------------------------------------------------


def test_newer_figures_are_shown_and_judged(live, data):
    """The series, the release, what differs, and the verdict; nothing is written."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    live.set(RATIO, "KGZ", 2025, 31.0)
    before = tree(data)
    pulled = library.pull([RATIO, "NY.GDP.MKTP.CD"])
    rows = pulled.series(RATIO).query("economy == 'KGZ'").set_index("year")["value"]
    assert (rows[2024], rows[2025]) == (18.2, 31.0) and pulled.mode == "live"
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
    library.pull(RATIO)
    assert 0 < asked <= 4 and len(live.urls) == asked


def test_a_wider_pull_asks_again(live):
    """For economies or years that were not asked for; a narrower one does not."""
    library.pull("NE.EXP.GNFS.ZS", ["KGZ"], since=2000)
    asked = len(live.urls)
    library.pull("NE.EXP.GNFS.ZS", ["KGZ"], since=2010)
    assert len(live.urls) == asked == 1
    library.pull("NE.EXP.GNFS.ZS", ["KGZ", "DEU"], since=2000)
    assert len(live.urls) == 2 and "DEU" in live.urls[1]
    library.pull("NE.EXP.GNFS.ZS", ["KGZ", "DEU"], since=1970)
    assert len(live.urls) == 3 and "date=1970" in live.urls[2]


def test_series_of_the_world_are_asked_for_the_world(live):
    """Of every country at once, so that a later pull of all of them asks nobody."""
    library.pull(["NY.GDP.MKTP.CD", RATIO], ["KGZ"])
    asked = len(live.urls)
    library.pull("NY.GDP.MKTP.CD", library.countries().index)
    assert len(live.urls) == asked
    library.pull(RATIO, ["DEU"])
    assert len(live.urls) == asked + 1


def test_a_later_pull_shows_what_came_meanwhile(live, impatient):
    """After the pause; the ledger judges by it too."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    assert ledger.finding("kgz-remit-third").now.value == 31.0
    live.set(RATIO, "KGZ", 2025, 26.0)
    pulled = library.pull(RATIO)
    assert pulled.series(RATIO).query("economy == 'KGZ'")["value"].iloc[-1] == 26.0
    assert ledger.finding("kgz-remit-third").now.value == 26.0


def test_live_figures_are_the_callers_own(live):
    """A change of a frame changes nothing that the next one is shown."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    opened = library.default()
    opened.refresh([RATIO])
    before, frame = opened.observations(RATIO)[0].copy(), opened.observations(RATIO)[0]
    frame["value"] = 0.0
    assert opened.observations(RATIO)[0].equals(before) and before["value"].max() > 0
    assert opened.series(RATIO, "KGZ")[0][-1]["value"] == 31.0


def test_figures_in_doubt_are_not_shown(live):
    """The committed ones stand, and the reason is said."""
    live.set(RATIO, "KGZ", 2023, None)
    pulled = library.pull(RATIO)
    assert (
        pulled.mode == "frozen"
        and len(pulled.series(RATIO).query("economy == 'KGZ' and year == 2023")) == 1
    )
    assert pulled.notes == (
        f"{RATIO}: the committed figures are shown, for the series shrank: years that are gone, by economy: KGZ 1 (rule “shrank”).",
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
    monkeypatch.setattr("footprint.library.live.PAUSE", 0)
    assert library.pull(RATIO).mode == "live"


def test_live_figures_give_way_when_the_service_goes_down(live, impatient):
    """A cell run again without a network shows the committed figures, as its line says."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    assert ledger.finding("kgz-remit-third").now.value == 18.2
    library.pull(RATIO)
    live.fault("503")
    rows = library.pull(RATIO).series(RATIO).query("economy == 'KGZ'").set_index("year")["value"]
    assert round(rows[2024], 1) == 17.6
    assert round(ledger.finding("kgz-remit-third").now.value, 1) == 17.6


def test_one_database_that_is_away_does_not_cost_the_other(live):
    """Its series are shown as committed, with the reason; those of the other are live."""
    live.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    live.fault("503", "source=3")
    pulled = library.pull([RATIO, "GOV_WGI_PV.EST"])
    assert pulled.mode == "live" and pulled.notes[0].startswith(f"{RATIO}: the same as")
    assert (
        pulled.notes[1].startswith("The committed figures are shown: ") and "503" in pulled.notes[1]
    )


def test_an_update_begins_another_conversation(live, data):
    """What the library of the old files knew is not shown beside the new ones."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    library.pull(RATIO)
    asked = len(live.urls)
    path = data / "claims.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    library.pull(RATIO)
    assert len(live.urls) == 2 * asked
