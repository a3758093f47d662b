"""The command line: what a command loads, what it prints, and how it ends."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import tomllib

import pytest
from support.builds import ROOT
from support.files import tree

from footprint import __main__ as commands
from footprint import ledger, library
from footprint.__main__ import main
from footprint.errors import DataError
from footprint.ledger.measures import MEASURES


def test_what_is_wrong_is_one_line(data, capsys):
    """On standard error, and the exit code says so; no traceback."""
    (data / "claims.yml").unlink()
    assert commands.main(["verify"]) == 1
    output, trouble = capsys.readouterr()
    assert output == "" and len(trouble.splitlines()) == 1 and "claims.yml" in trouble


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Interrupted. data/ is whole"),
        (MemoryError(), 1, "not enough memory"),
        (OSError(28, "No space left on device", "data/x"), 1, "data/x: No space left on device."),
        (DataError("data/x: “\x1b[31m\u202e\x07<b>” is no name."), 1, "“ [31m  <b>” is no name."),
    ],
)
def test_however_a_command_ends(raised, code, words, monkeypatch, capsys):
    """One sentence, and no sign that steers the console."""

    def fail(_) -> int:
        raise raised

    monkeypatch.setattr(commands, "_measures", fail)
    assert commands.main(["measures"]) == code
    output, trouble = capsys.readouterr()
    assert output == "" and words in trouble and len(trouble.splitlines()) == 1


@pytest.mark.parametrize("command", [["measures"], ["ledger", "--json"], ["--help"]])
def test_a_closed_pipe(command, monkeypatch, capsys):
    """``ledger --json | head -1``: who closed it has read enough; nothing is said, nothing failed."""
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as closed:  # noqa: PTH123 - no path, a pipe
        monkeypatch.setattr(sys, "stdout", closed)
        if command == ["--help"]:
            with pytest.raises(SystemExit) as done:
                commands.main(command)
            assert done.value.code == 0
        else:
            assert commands.main(command) == 0
    assert capsys.readouterr().err == ""


def test_a_full_disk_behind_the_output(monkeypatch, capsys):
    """That is said."""
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        assert commands.main(["measures"]) == 1
    assert "/dev/full: No space left on device." in capsys.readouterr().err


@pytest.mark.parametrize("coding", ["cp1251", "ascii", "cp866", "utf-8"])
def test_a_console_with_few_signs(coding, monkeypatch):
    """Every sign that it lacks is spelt, a minus is a minus, and JSON stays JSON."""
    shown = io.TextIOWrapper(io.BytesIO(), encoding=coding)
    monkeypatch.setattr(sys, "stdout", shown)
    commands._say("−5\u202f000 → “é” ‮\ud800")
    assert commands.main(["ledger", "--json"]) == 0
    line, _, array = shown.buffer.getvalue().decode(coding).partition("\n")
    assert line.startswith("−5\u202f000 →" if coding == "utf-8" else "-5 000 \\u2192")
    assert json.loads(array) == json.loads(ledger.all_as_json(ledger.findings()))


def test_no_output_at_all(monkeypatch):
    """A process may have none."""
    monkeypatch.setattr(sys, "stdout", None)
    assert commands.main(["measures"]) == 0


def test_an_interrupt(data, bank):
    """An update that is interrupted while the service is silent: one sentence, and ``data/`` as it was."""
    bank.fault("silence")
    before, asked, due = tree(data), threading.Event(), bank.due
    bank.due = lambda path: asked.set() or due(path)
    running = subprocess.Popen(
        [sys.executable, "-m", "footprint", "update"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    asked.wait(120)
    running.send_signal(signal.SIGINT)
    _, trouble = running.communicate(timeout=60)
    assert running.returncode == 130 and trouble == f"{commands.STOPPED}\n"
    assert tree(data) == before


def test_a_folder_that_is_a_file(tmp_path, monkeypatch, capsys):
    """Named, with the variable that leads there."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "data"))
    for command in (["verify"], ["ledger"], ["describe"], ["update"]):
        assert commands.main(command) == 1
        # What asks shows so beforehand, where it takes a moment, and wipes it.
        (line,) = capsys.readouterr().err.rpartition("\r")[2].splitlines()
        assert "a file, and no folder" in line and "FOOTPRINT_DATA_DIR" in line


def test_fetching_scripts_loads_neither_tables_nor_the_build():
    """At set-up little is there yet."""
    code = "import sys; from footprint.__main__ import main; main(['assets']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, encoding="utf-8"
    )
    loaded = done.stdout.split()
    assert "footprint.sphinxext.assets" in loaded, done.stderr
    unwanted = {"pandas", "sphinx", "yaml", "footprint.ledger", "footprint.library"}
    assert unwanted & set(loaded) == set()


def test_a_command_that_is_none(capsys):
    """The others are named."""
    with pytest.raises(SystemExit):
        commands.main(["rhyme"])
    assert "verify" in capsys.readouterr().err


@pytest.fixture
def printed(capsys) -> list[str]:
    assert main(["measures"]) == 0
    return capsys.readouterr().out.splitlines()


def test_measures_stand_in_the_order_of_subjects(printed):
    """Each once, those that count the board last."""
    names = [line.split(" (")[0] for line in printed if line and not line.startswith(" ")]
    assert names == list(MEASURES)
    assert names[0] == "supplier_share" and names[-2:] == ["levers_led", "levers_fallen"]


def test_measures_say_what_they_take(printed):
    """Name and kind of each parameter."""
    shock = "economy: a text, sender: a text, received: a text, output: a text, cut: a number"
    assert f"shock_ratio ({shock})" in printed
    assert (
        "rise (economies: a list of texts, indicator: a text, years: a whole number, span: a whole number)"
        in printed
    )


def test_measures_are_explained(printed):
    """The docstring stands under the name, indented; none is without."""
    heads = [place for place, line in enumerate(printed) if line and not line.startswith(" ")]
    assert all(printed[place + 1].startswith("    ") for place in heads)
    fact = printed.index("fact (id: a text)")
    assert printed[fact + 1] == "    " + MEASURES["fact"].function.__doc__


def test_ledger_at_the_command_line(footprint):
    """One array with the fields that others rely on."""
    found = {entry["id"]: entry for entry in json.loads(footprint("ledger", "--json").stdout)}
    assert len(found) == len(ledger.claims())
    for entry in found.values():
        assert list(entry)[:7] == ["id", "chapter", "origin", "kind", "statement", "then", "now"]
        assert list(entry)[7:10] == ["our_measure", "missing", "history"]
        tried = ["variants", "agreement", "flip"] if entry["kind"] == "measured" else []
        assert [key for key in entry if key in ("variants", "agreement", "flip")] == tried
        assert {"value", "unit", "year", "basis", "verdict"} <= set(entry["then"]) & set(
            entry["now"]
        )
    assert [part["id"] for part in found["kgz-trade"]["now"]["parts"]] == ["imports", "exports"]
    assert "parts" not in found["kgz-remit-third"]["now"]
    lines = footprint("ledger").stdout.splitlines()
    assert len(lines) == len(found) + 1 and any(
        line.startswith("kgz-remit-third ") for line in lines
    )
    omissions = sum(claim.origin == "omission" for claim in ledger.claims())
    assert (
        lines[-1]
        == f"{len(found) - omissions} claims of the article; {omissions} things that it leaves out, counted apart."
    )


def test_one_claim_or_one_chapter(capsys):
    """As lines, as JSON and as a table, in the order of the ledger; no argument is everything."""
    assert main(["ledger", "tajikistan", "kgz-trade", "--json"]) == 0
    found = [entry["id"] for entry in json.loads(capsys.readouterr().out)]
    own = [claim.id for claim in ledger.claims() if claim.chapter == "tajikistan"]
    assert found == ["kgz-trade", *own] and own
    assert main(["ledger", "kgz-trade", "--csv"]) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()] == [
        "id",
        "kgz-trade",
    ]
    assert main(["ledger", "kgz-trade"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and lines[1].startswith("1 claim of the article; 0 things that it")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("kgz-trad", "kgz-trade"), ("tadjikistan", "tajikistan"), ("qqq", "Chapters are")],
)
def test_a_claim_that_is_none(capsys, asked, near):
    """One sentence with near names and all chapters, exit code 1."""
    assert main(["ledger", asked]) == 1
    output, trouble = capsys.readouterr()
    assert output == "" and f"“{asked}” is no claim and no chapter" in trouble and near in trouble
    assert len(trouble.splitlines()) == 1


def test_the_console_command(monkeypatch, capsys):
    """It is declared under a name of our own, and says so in its help."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {commands.COMMAND: "footprint.__main__:main"}
    assert project["name"] == commands.COMMAND != "footprint"
    monkeypatch.setattr(sys, "argv", [f"/somewhere/{commands.COMMAND}", "--help"])
    with pytest.raises(SystemExit):
        commands.main()
    assert capsys.readouterr().out.startswith(f"usage: {commands.COMMAND} ")


def test_a_cut_file_at_the_command_line(data, footprint):
    """One line that names file, field and remedy."""
    path = data / "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"
    path.write_bytes(path.read_bytes()[:-5])
    for command in ("verify", "ledger"):
        done = footprint(command)
        assert done.returncode == 1 and "BX.TRF.PWKR.DT.GD.ZS.csv: field bytes" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_verify_prints_its_counts(capsys):
    """How many files, how many claims; the ledger has ten or more."""
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith(
        f"{len(library.package().resources)} data files whole, {len(ledger.claims())} claims tested"
    )
    assert len(ledger.claims()) >= 10
