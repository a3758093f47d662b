"""Where code runs: Jupyter's kernels and those made from them, a build's, and everywhere else."""

import sys
import types

import pytest

from footprint import surroundings

ZMQ = type("ZMQInteractiveShell", (), {})
SHELLS = {"Jupyter": ZMQ, "Colab": type("Shell", (ZMQ,), {}), "console": type("Terminal", (), {})}


@pytest.fixture
def runs_in(monkeypatch):
    """Let code seem to run in a shell, told by a name; "" is none."""

    def seem(name: str) -> object | None:
        shell = SHELLS[name]() if name else None
        fake = types.SimpleNamespace(get_ipython=lambda: shell)
        monkeypatch.setitem(sys.modules, "IPython", fake)
        monkeypatch.delenv(surroundings.IN_BOOK, raising=False)
        return shell

    return seem


@pytest.mark.parametrize(
    ("name", "found"), [("Jupyter", True), ("Colab", True), ("console", False), ("", False)]
)
def test_a_notebook_is_known(runs_in, monkeypatch, name, found):
    """Colab's shell is its own, made from Jupyter's. In a build the pages are around what is shown."""
    shell = runs_in(name)
    assert (surroundings.kernel() is shell is not None) == found == surroundings.alone()
    monkeypatch.setenv(surroundings.IN_BOOK, "1")
    assert not surroundings.alone()


def test_a_way_to_show_is_told_to_the_notebook_alone(runs_in):
    """By its own formatter of HTML; elsewhere nothing is told."""
    told, shell = {}, runs_in("Jupyter")
    surroundings.shows(str, str.upper)
    formatters = {"text/html": types.SimpleNamespace(for_type=told.__setitem__)}
    shell.display_formatter = types.SimpleNamespace(formatters=formatters)
    surroundings.shows(str, str.upper)
    assert told == {str: str.upper}
    runs_in("")
    surroundings.shows(int, str)
    assert int not in told
