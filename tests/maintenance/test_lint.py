"""The checks of the code, without make and without a shell."""

import sys

import nbformat
import pytest
import yaml
from support.builds import ROOT

from footprint import __main__ as commands
from footprint.errors import FootprintError
from footprint.maintenance import lint


def test_what_is_found_stands_above_its_remedy(tmp_path):
    """Of each command that finds something; of the others nothing."""
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    assert lint.breaches(tmp_path, ["form"]) == []
    (tmp_path / "a.py").write_text("x=y\n", encoding="utf-8")
    one, other = lint.breaches(tmp_path, ["form"])
    assert "a.py" in one and one.endswith(f"Run: {lint.FORMAT}")
    assert "F821" in other and other.endswith("ruff rule CODE explains a rule.")


def test_what_a_rule_can_mend_is_mended(tmp_path):
    """And notebooks are stripped, whatever the shell makes of a pattern."""
    (tmp_path / "a.py").write_text("x=1\n", encoding="utf-8")
    cell = nbformat.v4.new_code_cell("x = 1", execution_count=7)
    path = tmp_path / "chapters/a.ipynb"
    path.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    assert lint.mend(tmp_path) == []
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "x = 1\n"
    assert nbformat.read(path, as_version=4).cells[0].execution_count is None


def test_scripts_of_another_folder_are_not_run():
    """A script holds the path of the Python that it was set up with; what runs is this one."""
    for tool in ("mypy", "nbstripout", "lint-imports"):
        assert lint.program_of(tool)[0] == sys.executable


def test_a_tool_that_is_not_there(tmp_path, monkeypatch):
    """Is told; but for one that is no package of Python, and runs where the machine has it."""
    monkeypatch.setenv("PATH", "")
    assert lint._found(tmp_path, "actionlint *.yml") is None
    monkeypatch.setattr(lint, "OPTIONAL", set())
    assert lint._found(tmp_path, "actionlint *.yml").startswith("actionlint is not installed")


def test_a_check_that_is_none(tmp_path):
    """The others are named."""
    with pytest.raises(FootprintError, match=r"No such check: tea\. There are: form, types"):
        lint.breaches(tmp_path, ["tea"])


def test_the_exit_code_says_whether_something_was_found(monkeypatch, capsys):
    """Silent when clean."""
    for found in (["a.py\nMend it."], []):
        monkeypatch.setattr(lint, "breaches", lambda folder, names, found=found: found)
        monkeypatch.setattr(lint, "mend", lambda folder, found=found: found)
        assert commands.main(["lint", "form"]) == commands.main(["format"]) == len(found)
        assert capsys.readouterr().out == "a.py\nMend it.\n" * 2 * len(found)


def test_each_check_runs_before_a_commit():
    """By a command of this machine: nothing is fetched for it."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    (own,) = yaml.safe_load(text)["repos"]
    commands = {hook["id"]: (hook["entry"], hook["language"]) for hook in own["hooks"]}
    assert own["repo"] == "local" and commands.pop("data")[1] == "system"
    assert commands == {name: (f"make --silent {name}", "system") for name in lint.CHECKS}
