"""The door of the extension: what it connects, and what a build says when something is wrong."""

import os
from types import SimpleNamespace

import pytest
from support.builds import ROOT

from footprint import errors, sphinxext
from footprint.sphinxext import ground


class Build:
    """A build that keeps what an extension connects to it."""

    def __init__(self, folder) -> None:
        self.steps, self.files, self.settings = {}, [], {}
        self.srcdir, self.outdir = str(folder), str(folder / "_build/html")
        self.builder, self.parallel = SimpleNamespace(format="html"), 1

    def connect(self, event, step, priority=500) -> None:
        self.steps[event] = step

    def add_config_value(self, name, value, rebuild) -> None:
        self.settings[name] = value

    def add_css_file(self, name) -> None:
        self.files.append(name)

    def add_js_file(self, name, loading_method) -> None:
        self.files.append(name)


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """As it was, whatever the extension sets."""
    monkeypatch.setenv("PYTHONPATH", "else")


def test_kernels_work_with_the_package_that_builds(tmp_path, monkeypatch):
    """Whichever is installed where they run."""
    monkeypatch.setenv("FOOTPRINT_LEDGER", "")
    sphinxext.setup(Build(tmp_path))
    assert os.environ["PYTHONPATH"].split(os.pathsep) == [str(ROOT), "else"]


def test_a_book_of_another_checkout_ends_in_a_sentence(tmp_path):
    """Where a copy is built by the package of the first."""
    (tmp_path / "footprint/library").mkdir(parents=True)
    with pytest.raises(SystemExit, match="make book"):
        sphinxext.setup(Build(tmp_path))


def test_kernels_read_the_committed_figures(data, monkeypatch):
    """Frozen, from the folder the build was told, wherever they run."""
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    monkeypatch.chdir(data.parent)
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", data.name)
    monkeypatch.setenv("FOOTPRINT_LEDGER", "")
    build = Build(data.parent)
    assert sphinxext.setup(build)["parallel_read_safe"]
    assert os.environ["FOOTPRINT_MODE"] == "frozen"
    assert os.environ["FOOTPRINT_DATA_DIR"] == str(data)
    assert os.environ["FOOTPRINT_LEDGER"] == str(data.parent / "_build/.ledger")
    assert "builder-inited" in build.steps and "build-finished" in build.steps
    assert "footprint.css" in build.files
    assert not any(build.settings.values())


def test_no_day_of_the_environment(tmp_path, monkeypatch):
    """Sphinx would take it for that of the copyright."""
    monkeypatch.setenv("FOOTPRINT_LEDGER", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    sphinxext.setup(Build(tmp_path))
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_a_build_reads_and_writes_side_by_side(tmp_path, monkeypatch):
    """As many pages at once as jobs are asked for; what is no number ends it."""
    monkeypatch.setenv("FOOTPRINT_LEDGER", "")
    monkeypatch.setenv("FOOTPRINT_JOBS", "3")
    build = Build(tmp_path)
    sphinxext.setup(build)
    assert build.parallel == 3
    monkeypatch.setenv("FOOTPRINT_JOBS", "none")
    with pytest.raises(SystemExit, match="FOOTPRINT_JOBS is “none”"):
        sphinxext.setup(build)


def test_what_is_wrong_ends_a_build_in_its_sentence(data, monkeypatch):
    """At any step, and with no way to it."""
    monkeypatch.setenv("FOOTPRINT_LEDGER", "")
    build = Build(data.parent)
    sphinxext.setup(build)
    (data / "claims.yml").unlink()
    with pytest.raises(SystemExit, match=r"claims\.yml") as caught, sphinxext.told():
        ground.check_ground(build, {})
    assert caught.value.__cause__ is None


def test_other_errors_stay_what_they_are():
    """A fault of the code is told with its traceback."""
    with pytest.raises(ZeroDivisionError), sphinxext.told():
        1 / 0  # noqa: B018
    with pytest.raises(SystemExit, match=r"^Why\.$"), sphinxext.told():
        raise errors.PageError("Why.")
