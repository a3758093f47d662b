"""Live mode: today's figures in a notebook, or the committed ones with a sentence why; nothing is written."""

import json
import os
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from support.files import tree

from footprint import ledger, library, model

RATIO, EXPORTS = "BX.TRF.PWKR.DT.GD.ZS", "NE.EXP.GNFS.ZS"
GDP = "NY.GDP.MKTP.CD"


class Notebook:
    """Cells that run: each run has its number, and what it announced is kept."""

    def __init__(self) -> None:
        self.cell, self.run, self.announced = "", 0, []

    def __call__(self, cell: str, action: Callable[[], object]) -> object:
        self.cell, self.run = cell, self.run + 1
        return action()

    def announce(self, sentence: str) -> bool:
        self.announced.append(sentence)
        return True


@pytest.fixture
def notebook(live, monkeypatch) -> Notebook:
    """The chapter of a notebook, run cell by cell."""
    cells = Notebook()
    monkeypatch.setattr("footprint.library.live.cell", lambda: (cells.cell, cells.run))
    monkeypatch.setattr("footprint.library.live.announce", cells.announce)
    return cells


def told(shown: object) -> str:
    """What an output says, as text."""
    return BeautifulSoup(shown._repr_html_(), "html.parser").get_text()


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
        pulled.live == ()
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
    assert first.live == second.live == () and len(first.series(RATIO)) and len(live.urls) == asked
    (note,) = first.notes
    # When it is asked again differs by what has passed between.
    assert note[:-12] == second.notes[0][:-12] and "503" in note
    assert note.startswith("The committed figures are shown: ")
    assert re.search(r" asked at \d\d:\d\d \S+, and is not again before \d\d:\d\d \S+\.$", note)
    assert told(first).startswith(
        "Committed figures (live mode, but none are from the World Bank's"
    )
    live.heal()
    monkeypatch.setattr("footprint.library.live.PAUSE", 0)
    assert library.pull(RATIO).live == (RATIO,)


def test_live_figures_stand_when_the_service_goes_down(live, impatient):
    """A cell run again without a network shows what came before, of one state with all above it."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    assert ledger.finding("kgz-remit-third").now.value == 18.2
    library.pull(RATIO)
    live.fault("503")
    again = library.pull(RATIO)
    rows = again.series(RATIO).query("economy == 'KGZ'").set_index("year")["value"]
    assert rows[2024] == ledger.finding("kgz-remit-third").now.value == 18.2
    assert again.live == (RATIO,)
    assert re.match(r"The figures of \d\d:\d\d \S+ are shown: .*503", again.notes[0])


def test_one_database_that_is_away_does_not_cost_the_other(live):
    """Its series are shown as committed, with the reason; those of the other are live."""
    live.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    live.fault("503", "source=3")
    pulled = library.pull([RATIO, "GOV_WGI_PV.EST"])
    assert pulled.live == (RATIO,) and pulled.notes[0].startswith(f"{RATIO}: the same as")
    assert f"{RATIO} live from the World Bank's service, PV.EST as committed" in told(
        library.pull([RATIO, "PV.EST"])
    )
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


def test_a_database_that_is_away_first_does_not_cost_the_main_one(live):
    """Nor is it asked again for another of its series; without the main one nobody is asked."""
    live.fault("503", "source=3")
    assert library.pull(["GOV_WGI_PV.EST", RATIO]).live == (RATIO,)
    asked = len(live.urls)
    assert library.pull(["PV.EST", "GOV_WGI_PV.EST"]).live == () and len(live.urls) == asked


def test_what_is_nowhere_is_not_called_committed(live):
    """A series that neither the service nor data/ has."""
    (note, *_) = library.pull("NO.SUCH.CODE").notes
    assert note.startswith("NO.SUCH.CODE: ") and "committed" not in note


def test_a_name_that_changed_is_told(live, data):
    """What the service calls a series now, and called it when it was written."""
    path, name = data / "datapackage.json", "Money sent home (% of GDP)"
    package = json.loads(path.read_text(encoding="utf-8"))
    (entry,) = (one for one in package["resources"] if one.get("indicator") == RATIO)
    entry["service_name"] = name
    path.write_text(json.dumps(package), encoding="utf-8")
    os.utime(path, (0, 0))  # long ago, so that the library opened next stays open
    (note,) = library.pull(RATIO).notes
    assert re.match(rf"{RATIO}: called “[^”]+”, no longer “{re.escape(name)}”; release", note)
    assert note in told(library.standing())


# Cells of a notebook ----------------------------------------------------------------------------------------


def test_a_cell_that_runs_again_asks_again(live, notebook):
    """At once; the cells after it too, once each; all that ran in one go asked once in all."""
    cells = {"ledger": ledger.findings, "one": lambda: library.pull(RATIO)}
    cells["two"] = lambda: library.pull([RATIO, "NE.IMP.GNFS.ZS"])
    for name, action in cells.items():
        notebook(name, action)
    asked = len(live.urls)
    notebook("one", cells["one"])
    assert len(live.urls) == asked + 1
    notebook("two", cells["two"])
    assert len(live.urls) == asked + 2 and RATIO not in live.urls[-1]
    for name, action in cells.items():
        notebook(name, action)
    assert len(live.urls) == 2 * asked + 2
    assert notebook.announced == []


def test_all_cells_without_a_service_wait_for_it_once(live, notebook):
    """However long they run; a cell that is run again by hand asks, and is shown what is new."""
    live.fault("503")
    notebook("ledger", ledger.findings)
    asked = len(live.urls)
    first = notebook("one", lambda: library.pull(RATIO))
    assert notebook("two", lambda: library.pull([RATIO, GDP])).notes == first.notes
    assert "is not again before a cell that asks is run again" in first.notes[0]
    assert len(live.urls) == asked
    live.heal()
    live.set(RATIO, "KGZ", 2025, 31.0)
    assert notebook("one", lambda: library.pull(RATIO)).live == (RATIO,)
    assert notebook.announced[0].startswith(f"{RATIO}: the figures changed since the cells above")


def test_newer_figures_midway_are_told(live, notebook):
    """A pull that shows others than the verdicts above rest on says so at once, and so does the
    head of the chapter, until all cells ran again."""
    found = notebook("ledger", lambda: ledger.finding("kgz-remit-third"))
    live.set(RATIO, "KGZ", 2025, 31.0)
    notebook("head", library.standing)
    pulled = notebook("pull", lambda: library.pull(RATIO))
    assert pulled.series(RATIO).query("economy == 'KGZ'")["value"].iloc[-1] == found.now.value
    assert notebook.announced == []
    notebook("pull", lambda: library.pull(RATIO))
    (sentence,) = notebook.announced
    assert "Run all cells again" in sentence and sentence in told(library.standing())
    again = notebook("ledger", lambda: ledger.finding("kgz-remit-third"))
    pulled = notebook("pull", lambda: library.pull(RATIO))
    assert pulled.series(RATIO).query("economy == 'KGZ'")["value"].iloc[-1] == again.now.value
    assert again.now.value == 31.0 and sentence not in told(library.standing())
    assert len(notebook.announced) == 1


def test_a_wider_pull_that_brings_others_is_told(live, notebook):
    """Even on the first way through: the cell above has shown the old ones."""
    notebook("one", lambda: library.pull(EXPORTS, ["KGZ"]))
    live.set(EXPORTS, "KGZ", 2023, 41.0)
    notebook("two", lambda: library.pull(EXPORTS, ["KGZ", "DEU"]))
    assert [sentence.split(":")[0] for sentence in notebook.announced] == [EXPORTS]


def test_what_the_head_told_is_not_told_again(live, notebook):
    """Each pull below says of each series whose it is, and no more."""
    live.set(RATIO, "KGZ", 2025, 31.0)
    pulled = notebook("pull", lambda: library.pull([RATIO, GDP]))
    assert "new beside the committed figures: 1" in told(pulled)
    assert "new beside the committed figures: 1" in told(library.standing())
    assert "beside the committed" not in told(pulled)
    assert told(pulled).startswith("Live figures from the World Bank's service (live mode)")
