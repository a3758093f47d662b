"""Figures brought up to date from a service that may fail, lie or be cut off: ``data/`` is whole before and after."""

import dataclasses
import errno
import json
import os
import random
import select
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest
from support.files import die_at, tree
from support.systems import FORKS, HANDLES
from support.updates import RATIO, SECOND, one_sentence

from footprint import ledger, library, model, update
from footprint.errors import DataError
from footprint.library import replacement
from footprint.update import renewal

# What an update does ----------------------------------------------------------------------------------------


def test_new_figures_are_taken_over(served, data):
    """Values, release, day and source; the files it does not speak of keep their bytes; a second update finds nothing new."""
    served.set(RATIO, "KGZ", 2024, 18.2)
    served.set(RATIO, "KGZ", 2025, 19.5)
    before = tree(data)
    report = update.renew()
    assert not report.refused and report.changed
    frame, resource = library.default().observations(RATIO)
    rows = frame[frame["economy"] == "KGZ"].set_index("year")["value"]
    assert (rows[2024], rows[2025]) == (18.2, 19.5)
    assert (
        resource.vintage == "2026-07-13"
        and resource.entry["obtained"] == "from the World Bank's service"
        and "/indicator/" in resource.sources[1]["path"]
    )
    assert (
        f"Revised: {RATIO}, KGZ 2024, from 17.74 to 18.2." in report.lines()
        and f"Added: {RATIO}, 1 value, the newest of 2025." in report.lines()
    )
    after = tree(data)
    assert {name for name in after if after[name] != before.get(name)} == {
        "datapackage.json",
        f"worldbank/{RATIO}.csv",
        "worldbank/GOV_WGI_PV.EST.csv",
        "worldbank/vintages/archive-2023-04.csv",
        f"updates/{report.date}.json",
    }
    assert list(library.verify()) and library.reports() == [
        json.loads(after[f"updates/{report.date}.json"])
    ]
    again = update.renew()
    assert (
        again.lines()[0] == "Nothing new: the service's figures are those of data/."
        and tree(data) == after
    )


def test_a_dry_run_writes_nothing(served, data):
    """It says what an update would bring."""
    served.set(RATIO, "KGZ", 2025, 19.5)
    before = tree(data)
    report = update.renew(dry_run=True)
    assert report.lines()[0].startswith("A dry run: nothing was written") and tree(data) == before


def test_the_whole_book_is_brought_up_to_date(data, bank):
    """All series of the committed folder, in one request, and one for those that span the world; what is whole stays whole."""
    bank.serve(data)
    bank.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    bank.set(RATIO, "KGZ", 2025, 19.5)
    report = update.renew()
    assert (
        not report.refused
        and not report.vanished
        and not report.missed
        and list(report.revisions)
        and list(library.verify())
    )
    assert len(bank.asked(r"/country/.*/indicator/.*source=2")) == 2


def test_a_verdict_that_flips_is_the_first_word(served, data):
    """The line, the file, and the command line say so."""
    served.set(RATIO, "KGZ", 2024, 26.0)
    served.set(RATIO, "KGZ", 2025, 31.0)
    report = update.renew()
    assert report.lines()[0] == (
        "The verdict on kgz-remit-third (now) flipped from “does not hold” to “holds”, "
        "for the figure went from 17.74 to 31 (% of GDP)."
    )
    assert library.reports()[0]["flipped"][0]["id"] == "kgz-remit-third"
    assert ledger.finding("kgz-remit-third").now.verdict == model.HOLDS


def test_verdicts_that_differ(served, data):
    """At either moment, with the figures; a claim that one of the two ledgers lacks has not flipped."""
    found = ledger.finding("kgz-remit-third")
    now = dataclasses.replace(found.now, verdict=model.HOLDS, value=31.0)
    turned, same = dataclasses.replace(found, now=now), dataclasses.replace(found)
    assert renewal.flips([found], [same]) == renewal.flips([], [turned]) == []
    assert renewal.flips([found], []) == []
    (flip,) = renewal.flips([found], [turned])
    assert flip == {
        "id": "kgz-remit-third",
        "moment": "now",
        "before": found.now.verdict,
        "after": model.HOLDS,
        "unit": "% of GDP",
        "value_before": found.now.value,
        "value_after": 31.0,
    }
    both = dataclasses.replace(turned, then=found.now)
    assert [row["moment"] for row in renewal.flips([found], [both])] == ["then", "now"]


def test_two_updates_of_one_day_keep_two_reports(small, data):
    """The second does not write over the first."""
    first = update.renew()
    small.set(RATIO, "KGZ", 2025, 18.0)
    second = update.renew()
    assert (
        second.path == f"updates/{first.date}-2.json"
        and len(library.reports()) == 2
        and list(library.verify())
    )


def test_placeholders_stay_out(small, data):
    """Zeros where the package says that they stand for missing, and the values that it leaves out by name."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in package["resources"] if entry["name"] == RATIO.lower())
    entry |= {"zero_is_missing": True, "left_out": {"KGZ": [2026]}}
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    small.years = (1960, 2026)
    small.set(RATIO, "KGZ", 2025, 0.0)
    small.set(RATIO, "KGZ", 2026, 20.0)
    small.set(RATIO, "TJK", 2026, 45.0)
    update.renew()
    frame, _ = library.default().observations(RATIO)
    assert frame.groupby("economy")["year"].max().loc[["KGZ", "TJK"]].tolist() == [2024, 2026]


# What it refuses, and what it keeps -------------------------------------------------------------------------


def test_a_series_that_shrank_is_asked_about(small, data):
    """The reason and the command stand in the report; accepted, it is taken over."""
    small.set(RATIO, "KGZ", 2023, None)
    before = tree(data / "worldbank")
    told = str(update.renew())
    assert (
        f"{RATIO}: the series shrank: years that are gone, by economy: KGZ 1" in told
        and f"python -m footprint update --accept {RATIO}" in told
    )
    assert tree(data / "worldbank") == before
    assert f"Lost, as accepted: {RATIO}, 1 value." in update.renew(accept=[RATIO]).lines()


def test_a_doubt_holds_nothing_hostage(small, data):
    """One series in doubt stays as it is and is named with its figures; the good one lands.

    It used to stop all: then one figure that nobody can mend kept every other from the book. What is written is still
    all or nothing, one edition of ``data/``; each series in it has the release it is of."""
    small.set(RATIO, "KGZ", 2024, 177.0)
    small.set(SECOND, "KGZ", 2025, 30.0)
    before = library.default().observations(RATIO)
    report = update.renew()
    assert list(report.revisions) == [SECOND] and not report.clean and list(library.verify())
    assert "KGZ 2024 moved from 17.74 to 177, more than the limit of 50%" in report.asked[RATIO][0]
    frame, resource = library.default().observations(RATIO)
    assert frame.equals(before[0]) and resource == before[1]
    assert library.reports()[0]["asked"] == report.asked


def test_a_unit_that_changed_is_asked_about(small, data):
    """At the first update too: the package says what the service calls each series."""
    small.names[RATIO] = "Personal remittances, received (% of GNI)"
    before = tree(data / "worldbank")
    assert "its unit changed from “% of GDP” to “% of GNI”" in str(update.renew())
    assert tree(data / "worldbank") == before


def test_a_new_name_with_the_same_unit_is_reported(small):
    """And taken over."""
    update.renew()
    small.names[RATIO] = "Remittances, personal (% of GDP)"
    small.releases[2] = "2026-10-01"
    assert any(
        line.startswith(f"Renamed: {RATIO}, “") and "Remittances, personal" in line
        for line in update.renew().lines()
    )


@pytest.mark.parametrize("how", ["retired", "renamed", "emptied"])
def test_a_vanished_series_keeps_its_figures(small, data, how):
    """It is a question and no deletion; the others are brought up to date."""
    if how == "retired":
        small.retire(RATIO)
    elif how == "renamed":
        small.rename(RATIO, "BX.TRF.NEW.ZS")
    else:
        small.empty(RATIO)
    small.set(SECOND, "KGZ", 2025, 30.0)
    before = library.default().observations(RATIO)[0]
    report = update.renew()
    assert list(report.vanished) == [RATIO] and SECOND in report.revisions
    assert library.default().observations(RATIO)[0].equals(before)
    assert any(
        line.startswith("Vanished, so the figures of data/ stay: BX.TRF.PWKR.DT.GD.ZS")
        for line in report.lines()
    )


def test_an_unknown_series_cannot_be_accepted(small):
    """The word is named, with those that are known."""
    assert "accept: “BX.TYPO” is no series" in one_sentence(update.renew(accept=["BX.TYPO"]))


def test_a_ledger_that_cannot_read_the_new_figures_stops_the_update(served, data):
    """Its own words are passed on."""
    (data / "claims.yml").write_text("claims: [", encoding="utf-8")
    before = tree(data)
    assert (
        "The ledger cannot be computed on the committed figures" in one_sentence(update.renew())
        and tree(data) == before
    )


def test_new_figures_that_the_ledger_cannot_read_stop_the_update(served, data, monkeypatch):
    """They are judged before they take the place of the old ones."""
    served.set(RATIO, "KGZ", 2025, 19.5)
    judged, before = ledger.findings, tree(data)

    def fail(library):
        if library.folder != data:
            raise DataError("no way")
        return judged(library=library)

    monkeypatch.setattr(ledger, "findings", fail)
    line = one_sentence(update.renew())
    assert "The ledger cannot be computed on the new figures: no way" in line
    assert tree(data) == before


# What it gets besides -----------------------------------------------------------------------------------------


def test_one_database_that_is_away_does_not_cost_the_others(served):
    """It is named, with what the service said; the series come."""
    served.fault("503", "/sources/57/")
    served.set(RATIO, "KGZ", 2025, 18.0)
    report = update.renew()
    assert (
        report.changed
        and any("archives" in name for name in report.missed)
        and RATIO in report.revisions
    )


# A service that fails ---------------------------------------------------------------------------------------

FAULTS = [
    "400",
    "403",
    "500",
    "502",
    "503",
    "504",
    "html",
    "message 120",
    "xml",
    "xml with bom",
    "truncated",
    "cut",
    "hung up",
    "silence",
    "drip",
    "drip in header",
    "endless",
    "rows missing",
    "words",
    "not finite",
    "redirect loop",
    "redirect away",
    "other economy",
    "other series",
    "wrong page",
]


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_leaves_the_data_as_they_are(small, data, monkeypatch, kind):
    """One sentence, in bounded time, and every byte of ``data/`` as it was; frozen figures for a live pull."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", "1")
    small.fault(kind)
    before = tree(data)
    report = update.renew()
    assert tree(data) == before
    if report.refused:
        assert "127.0.0.1" in one_sentence(report)
    else:
        assert set(report.asked) == {RATIO, SECOND} and not report.changed
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    pulled = library.pull(RATIO)
    assert (
        pulled.live == ()
        and "committed figures are shown" in " ".join(pulled.notes)
        and tree(data) == before
    )


@pytest.mark.parametrize("kind", ["empty", "all null", "message 175"])
def test_a_service_without_figures_leaves_the_data_as_they_are(small, data, kind):
    """Every series has vanished, so every series stays: one sentence, and no word of “nothing new”."""
    small.fault(kind, "/indicator/.*date=")
    before = tree(data)
    line = one_sentence(update.renew())
    assert "(127.0.0.1) gave no figure of any series" in line and tree(data) == before


@pytest.mark.parametrize(
    "kind",
    [
        "duplicates",
        "contradictions",
        "numbers as text",
        "names with html",
        "odd names",
        "dates ignored",
        "pages too high",
    ],
)
def test_a_harmless_oddity_is_no_obstacle(small, data, kind):
    """The figures are taken over as they are meant, or the series or the whole is refused with the reason: nothing in between."""
    small.fault(kind)
    small.set(RATIO, "KGZ", 2025, 18.0)
    before = tree(data)
    report = update.renew()
    if report.refused:
        assert one_sentence(report) and tree(data) == before
    else:
        frame, _ = library.default().observations(RATIO)
        assert {RATIO} & {*report.vanished, *report.asked} or frame[frame["economy"] == "KGZ"][
            "value"
        ].iloc[-1] == 18.0
        assert list(library.verify())


def test_too_many_requests_once(small):
    """A short wait, and all is fine."""
    small.fault("429", times=1)
    small.set(RATIO, "KGZ", 2025, 18.0)
    assert update.renew().changed


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}", "http://no-such-host.invalid/v2"])
def test_nobody_there(small, data, monkeypatch, address):
    """A closed port, a host without an address."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("WORLDBANK_API", address.format(port=closed.getsockname()[1]))
        before = tree(data)
        assert one_sentence(update.renew()) and tree(data) == before


# Interruptions ----------------------------------------------------------------------------------------------


def interrupted(data: Path, at: int = 0, after: float | None = None) -> bool:
    """Update in a process of its own that dies right before its file operation number ``at``, or is killed ``after`` some seconds.

    Whether it was interrupted before it had ended.
    """
    child = os.fork()
    if child == 0:
        if at:
            die_at(at, data)
        try:
            update.renew()
        finally:
            os._exit(0)
    if after is not None:
        handle = os.pidfd_open(child)
        if not select.select([handle], [], [], after)[0]:
            os.kill(child, signal.SIGKILL)
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def all_old_or_all_new(data: Path, old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    """Whether the folder, read after an interruption, is the new edition; fails if it is neither, or if verify does."""
    assert list(library.verify()) and ledger.check()
    found = tree(data)
    assert {path.name for path in data.parent.iterdir()} <= {"data", ".data.lock"}
    assert found in (old, new)
    return found == new


@pytest.fixture
def editions(small, data, tmp_path):
    """The folder before an update and after it, and a function that puts the old one back."""
    small.set(RATIO, "KGZ", 2025, 18.0)
    small.set(SECOND, "KGZ", 2025, 30.0)
    old = tree(data)
    spare = shutil.copytree(data, tmp_path / "spare")
    assert update.renew().changed
    new = tree(data)

    def restore() -> None:
        shutil.rmtree(data)
        shutil.copytree(spare, data)

    restore()
    shutil.move(spare, tmp_path.parent / f"{tmp_path.name}-spare")
    spare = tmp_path.parent / f"{tmp_path.name}-spare"
    return old, new, restore


@FORKS
def test_killed_at_every_file_operation(editions, data):
    """Before and after each: all old or all new, and verify passes."""
    old, new, restore = editions
    outcomes, at = [], 1
    while interrupted(data, at):
        outcomes.append(all_old_or_all_new(data, old, new))
        restore()
        at += 1
    assert len(outcomes) > 20 and outcomes == sorted(outcomes) and set(outcomes) == {False, True}


@HANDLES
def test_killed_at_fifty_random_moments(editions, data):
    """By SIGKILL, whatever it is doing; the moments are drawn anew each time and shown if one fails."""
    old, new, restore = editions
    started = time.monotonic()
    assert not interrupted(data)
    takes = time.monotonic() - started
    restore()
    for moment in (random.uniform(0, takes) for _ in range(50)):
        interrupted(data, after=moment)
        all_old_or_all_new(data, old, new)
        restore()


def test_a_full_disk_at_every_write(editions, data, monkeypatch):
    """Each write fails in turn: the reason and the remedy, and every byte as it was."""
    old, new, _ = editions
    write, at = replacement.write_through, 1
    while True:
        seen = 0

        def fail(path: Path, content: bytes, at: int = at) -> None:
            nonlocal seen
            seen += 1
            if seen == at:
                write(path, content[: len(content) // 2])
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            write(path, content)

        monkeypatch.setattr(replacement, "write_through", fail)
        report = update.renew()
        if not report.refused:
            break
        assert "No space left on device. Mend that, and run the update again." in one_sentence(
            report
        )
        assert not all_old_or_all_new(data, old, new) and tree(data) == old
        at += 1
    assert at > 6 and all_old_or_all_new(data, old, new)


def test_two_updates_at_once(small, data):
    """The second says so and leaves."""
    before = tree(data)
    with replacement.replacement(data):
        assert "Another update of" in one_sentence(update.renew()) and tree(data) == before


def test_the_command_line_after_a_crash(editions, data, footprint):
    """What a maintainer does next: the crash fell between the two renames."""
    old, _, _ = editions
    (data.parent / ".data.staging").mkdir()
    data.rename(data.parent / ".data.new")
    done = footprint("ledger")
    assert done.returncode == 0 and "1 claim of the article" in done.stdout
    assert tree(data) == old


# At the command line ----------------------------------------------------------------------------------------


def test_the_command_line(served, data, footprint):
    """Exit code 0 and the report; 1 and the sentence on standard error where it is refused."""
    served.set(RATIO, "KGZ", 2025, 31.0)
    done = footprint("update", "--dry-run")
    assert (
        done.returncode == 0
        and done.stdout.startswith("The verdict on kgz-remit-third (now) flipped")
        and not done.stderr
    )
    served.fault("503")
    done = footprint("update")
    assert (
        done.returncode == 1
        and done.stderr.startswith("Nothing was written")
        and len(done.stderr.splitlines()) == 1
        and not done.stdout
    )
