"""The command line: what a command loads, what it prints, and how it ends."""

import json
import subprocess
import sys

import pytest
from support.builds import ROOT

from footprint import __main__ as commands
from footprint import ledger, library
from footprint.__main__ import main
from footprint.ledger.measures import MEASURES


def test_what_is_wrong_is_one_line(data, capsys):
    """On standard error, and the exit code says so; no traceback."""
    (data / "claims.yml").unlink()
    assert commands.main(["verify"]) == 1
    output, trouble = capsys.readouterr()
    assert output == "" and len(trouble.splitlines()) == 1 and "claims.yml" in trouble


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
        assert list(entry)[10:] == (
            ["variants", "agreement", "flip"] if entry["kind"] == "measured" else []
        )
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
