"""Figures brought up to date from a service that may fail, lie or be cut off: ``data/`` is whole before and after."""

import errno
import json
import os
import random
import select
import shutil
import signal
import socket
import time
import types
from pathlib import Path

import pytest
import yaml
from support.files import die_at

from footprint import ledger, library, model, update
from footprint.library import replacement
from footprint.topics import trade
from footprint.update import records, renewal

RATIO = "BX.TRF.PWKR.DT.GD.ZS"
SECOND = "NE.EXP.GNFS.ZS"
SMALL = {"economies", RATIO.lower(), SECOND.lower()}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def keep(data: Path, names: set[str], wanted: bool) -> None:
    """Cut a data folder down to a few files and one claim, so that it can be updated hundreds of times."""
    package = json.loads((data / "datapackage.json").read_text())
    for entry in package["resources"]:
        if entry["name"] not in names:
            (data / entry["path"]).unlink()
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in names]
    package["wanted"] = package["wanted"] if wanted else []
    (data / "datapackage.json").write_text(json.dumps(package))
    book = yaml.safe_load((data / "claims.yml").read_text())
    book["then"]["published_before"] = str(book["then"]["published_before"])
    book["claims"] = [claim for claim in book["claims"] if claim["id"] == "kgz-remit-third"]
    book["levers"] = book["levers"][:1]
    (data / "claims.yml").write_text(yaml.safe_dump(book))


@pytest.fixture
def served(data, bank):
    """A service that has exactly the committed figures of a small folder, in a release of its own, and what the folder lacks."""
    keep(data, {*SMALL, "wdi-2023-04", "debt-by-creditor"}, wanted=True)
    bank.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    return bank.serve(data)


@pytest.fixture
def small(data, bank, monkeypatch):
    """The same for two series, with nothing lacking; the ledger is not asked."""
    keep(data, SMALL, wanted=False)
    monkeypatch.setattr(renewal, "verdicts_of", lambda folder: {})
    return bank.serve(data)


def one_sentence(report) -> str:
    """What a refused update says: one line, no traceback, no markup of the service's."""
    (line,) = report.lines()
    assert line.startswith("Nothing was written") and "Traceback" not in line and "\n" not in line
    return line


# What an update does ----------------------------------------------------------------------------------------


def test_new_figures_are_taken_over(served, data):
    """Values, release, day and source; the files it does not speak of keep their bytes; a second update finds nothing new."""
    served.set(RATIO, "KGZ", 2024, 18.2)
    served.set(RATIO, "KGZ", 2025, 19.5)
    before = tree(data)
    report = update.renew()
    assert not report.refused and report.changed
    frame, entry = library.default().observations(RATIO)
    held = frame[frame["economy"] == "KGZ"].set_index("year")["value"]
    assert (held[2024], held[2025]) == (18.2, 19.5)
    assert (
        entry["vintage"] == "2026-07-13"
        and entry["obtained"] == "from the World Bank's service"
        and "/indicator/" in entry["sources"][1]["path"]
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
    package = json.loads((data / "datapackage.json").read_text())
    entry = next(entry for entry in package["resources"] if entry["name"] == RATIO.lower())
    entry |= {"zero_is_missing": True, "left_out": {"KGZ": [2026]}}
    (data / "datapackage.json").write_text(json.dumps(package))
    small.years = (1960, 2026)
    small.set(RATIO, "KGZ", 2025, 0.0)
    small.set(RATIO, "KGZ", 2026, 20.0)
    small.set(RATIO, "TJK", 2026, 45.0)
    update.renew()
    frame, _ = library.default().observations(RATIO)
    assert frame.groupby("economy")["year"].max().loc[["KGZ", "TJK"]].tolist() == [2024, 2026]


# What it refuses, and what it keeps -------------------------------------------------------------------------


def test_a_series_that_shrank_is_refused_unless_accepted(small, data):
    """The reason and the command stand in the sentence; accepted, it is taken over."""
    small.set(RATIO, "KGZ", 2023, None)
    before = tree(data)
    line = one_sentence(update.renew())
    assert (
        f"{RATIO}: the series shrank: years that are gone, by economy: KGZ 1" in line
        and f"python -m footprint update --accept {RATIO}" in line
    )
    assert tree(data) == before
    assert f"Lost, as accepted: {RATIO}, 1 value." in update.renew(accept=[RATIO]).lines()


def test_a_value_beyond_the_limit_is_refused(small, data):
    """One series in doubt, and nothing is written, the good one neither."""
    small.set(RATIO, "KGZ", 2024, 177.0)
    small.set(SECOND, "KGZ", 2025, 30.0)
    before = tree(data)
    assert "KGZ 2024 moved from 17.74 to 177, more than the limit of 50%" in one_sentence(
        update.renew()
    )
    assert tree(data) == before


def test_a_unit_that_changed_is_refused(small, data):
    """Once the service's own name of the series is known."""
    update.renew()
    small.names[RATIO] = "Personal remittances, received (% of GNI)"
    small.releases[2] = "2026-10-01"
    assert "its unit changed from “% of GDP” to “% of GNI”" in one_sentence(update.renew())


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


def test_a_ledger_that_cannot_read_the_new_figures_stops_the_update(served, data, monkeypatch):
    """The command line's own words are passed on."""
    (data / "claims.yml").write_text("claims: [")
    before = tree(data)
    assert (
        "The ledger cannot be computed on the committed figures" in one_sentence(update.renew())
        and tree(data) == before
    )


# What the snapshot lacks ------------------------------------------------------------------------------------


def test_the_archives_are_fetched_once_and_preferred(served, data):
    """The edition of April 2023 itself speaks for *then*; an edition never changes, so it is not asked for again."""
    served.editions["202304"][RATIO] = {("KGZ", 2021): 32.1}
    update.renew()
    then = ledger.finding("kgz-remit-third").then
    assert (then.value, then.basis) == (
        32.1,
        "World Bank, edition of April 2023, from the World Bank's archives",
    )
    asked = len(served.asked("/sources/57/"))
    update.renew()
    assert asked and len(served.asked("/sources/57/")) == asked


@pytest.fixture
def debts(served):
    """A newer edition of the debt statistics, with the debts of the last one."""
    served.releases[6] = "2026-12-08"
    rows = library.records("debt_by_creditor")
    codes = {"World": "WLD", "China": "730", "Russia": "087"}
    for row in rows[rows["edition"] == rows["edition"].max()].itertuples():
        if row.creditor in records.LENDERS:
            series, owed = records.LENDERS[row.creditor]
            served.debt_parts.setdefault(series, {})[row.economy, codes[owed], row.year] = row.value
        elif row.creditor in codes:
            served.debt[row.economy, codes[row.creditor], row.year] = row.value
    return served


def test_debt_of_a_newer_edition_is_added(debts):
    """Beside the older editions and read first; the same edition is not added twice."""
    before = library.records("debt_by_creditor")
    debts.debt["KGZ", "730", 2024] = 1.0
    report = update.renew()
    assert not report.refused and report.obtained[-1] == "Public external debt by creditor"
    after = library.records("debt_by_creditor").set_index(
        ["edition", "economy", "year", "creditor"]
    )["value"]
    assert (
        after["2026-12", "KGZ", 2024, "China"] == 1.0
        and after["2026-12", "KGZ", 2024, "All multilateral"] > 1e9
    )
    assert set(before["edition"]) == {"2022-12", "2025-12"} and len(after) > len(before)
    assert update.renew().obtained == []


def test_an_edition_of_debt_without_china_is_not_taken_over(debts):
    """It would leave the book with nothing to compare."""
    debts.debt_parts["DT.DOD.BLAT.CD"] = {
        key: value for key, value in debts.debt_parts["DT.DOD.BLAT.CD"].items() if key[1] != "730"
    }
    before = library.records("debt_by_creditor")
    report = update.renew()
    assert report.missed == {
        "Public external debt by creditor": "The edition of 2026-12 names no China, official, so it is not taken over."
    }
    assert library.records("debt_by_creditor").equals(before)


def test_trade_shares_take_their_place_among_the_sources(data, bank, monkeypatch):
    """Shares of WITS replace those held of the same years, with the Union added up; a measure reads them without a word in a chapter."""
    keep(data, {*SMALL, "trade-by-partner"}, wanted=False)
    monkeypatch.setattr(renewal, "verdicts_of", lambda folder: {})
    bank.serve(data)
    for partner, share in {"RUS": 40.0, "CHN": 30.0, "DEU": 6.0, "ITA": 4.0, "TUR": 0.2}.items():
        bank.shares["TJK", "imports", 2024, partner] = share
    report = update.renew()
    assert not report.refused and report.obtained == [library.resource("trade-by-partner")["title"]]
    rows = (
        library.records("trade_by_partner")
        .query("economy == 'TJK' and by == 'WITS'")
        .set_index("partner")["share"]
    )
    assert rows.to_dict() == {
        "China": 30.0,
        "EU27": 10.0,
        "Germany": 6.0,
        "Italy": 4.0,
        "Russia": 40.0,
    }
    found = trade.partner_share(
        types.SimpleNamespace(records=library.records),
        economy="TJK",
        flow="imports",
        partner="Russia",
        of="total",
    )
    assert (found.value, found.year) == (40.0, 2024)
    assert update.renew().obtained == []


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
        assert set(report.vanished) == {RATIO, SECOND} and not report.changed
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    pulled = library.pull(RATIO)
    assert (
        pulled.mode == "frozen"
        and "committed figures are shown" in " ".join(pulled.notes)
        and tree(data) == before
    )


@pytest.mark.parametrize("kind", ["empty", "all null", "message 175"])
def test_a_service_without_figures_leaves_the_data_as_they_are(small, data, kind):
    """Every series has vanished, so every series stays."""
    small.fault(kind, "/indicator/.*date=")
    before = tree(data)
    report = update.renew()
    assert set(report.vanished) == {RATIO, SECOND} and not report.changed and tree(data) == before


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
        assert (
            RATIO in report.vanished or frame[frame["economy"] == "KGZ"]["value"].iloc[-1] == 18.0
        )
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


def test_killed_at_every_file_operation(editions, data):
    """Before and after each: all old or all new, and verify passes."""
    old, new, restore = editions
    outcomes, at = [], 1
    while interrupted(data, at):
        outcomes.append(all_old_or_all_new(data, old, new))
        restore()
        at += 1
    assert len(outcomes) > 20 and outcomes == sorted(outcomes) and set(outcomes) == {False, True}


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


def test_verify_at_the_command_line_after_a_crash(editions, data, footprint):
    """What a maintainer does next: the crash fell between the two renames."""
    old, _, _ = editions
    (data.parent / ".data.staging").mkdir()
    data.rename(data.parent / ".data.new")
    done = footprint("verify")
    assert done.returncode == 0 and "3 data files whole, 1 claims tested" in done.stdout
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
