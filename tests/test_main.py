"""The command line: what a command loads, and how it ends."""

import subprocess
import sys

import pytest
from support.builds import ROOT

from footprint import __main__ as commands


def test_what_is_wrong_is_one_line(data, capsys):
    """On standard error, and the exit code says so; no traceback."""
    (data / "claims.yml").unlink()
    assert commands.main(["verify"]) == 1
    output, trouble = capsys.readouterr()
    assert output == "" and len(trouble.splitlines()) == 1 and "claims.yml" in trouble


def test_fetching_scripts_loads_neither_tables_nor_the_build():
    """At set-up little is there yet."""
    code = "import sys; from footprint.__main__ import main; main(['assets']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    loaded = done.stdout.split()
    assert "footprint.sphinxext.assets" in loaded, done.stderr
    unwanted = {"pandas", "sphinx", "yaml", "footprint.ledger", "footprint.library"}
    assert unwanted & set(loaded) == set()


def test_a_command_that_is_none(capsys):
    """The others are named."""
    with pytest.raises(SystemExit):
        commands.main(["rhyme"])
    assert "verify" in capsys.readouterr().err
