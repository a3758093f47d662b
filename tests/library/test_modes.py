"""Which figures are shown, by what the environment says and where the code runs."""

import sys
import types

import pytest

from footprint import errors, library

RATIO = "BX.TRF.PWKR.DT.GD.ZS"


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
