"""The door of the extension: what it connects, and what a build says when something is wrong."""

import os
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError

from footprint import errors, sphinxext


class Build:
    """A build that keeps what an extension connects to it."""

    def __init__(self) -> None:
        self.steps, self.values, self.files = {}, {}, []
        self.builder = SimpleNamespace(format="html")

    def connect(self, event, step) -> None:
        self.steps[event] = step

    def add_config_value(self, name, default, rebuild) -> None:
        self.values[name] = rebuild

    def add_css_file(self, name) -> None:
        self.files.append(name)

    def add_js_file(self, name, loading_method) -> None:
        self.files.append(name)


def test_kernels_read_the_committed_figures(data, monkeypatch):
    """Frozen, from the folder the build was told, wherever they run."""
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    monkeypatch.chdir(data.parent)
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", data.name)
    build = Build()
    assert sphinxext.setup(build)["parallel_read_safe"]
    assert os.environ["FOOTPRINT_MODE"] == "frozen"
    assert os.environ["FOOTPRINT_DATA_DIR"] == str(data)
    assert set(build.values.values()) == {"env"} and "footprint.css" in build.files
    assert "builder-inited" in build.steps and "build-finished" in build.steps


def test_what_is_wrong_ends_a_build_in_its_sentence(data):
    """As an error of Sphinx, at any step."""
    build = Build()
    sphinxext.setup(build)
    (data / "claims.yml").unlink()
    with pytest.raises(ExtensionError, match=r"claims\.yml") as caught:
        build.steps["builder-inited"](build)
    assert caught.value.__cause__ is None


def test_other_errors_stay_what_they_are():
    """A fault of the code is told with its traceback."""
    with pytest.raises(ZeroDivisionError), sphinxext.told():
        1 / 0  # noqa: B018
    with pytest.raises(ExtensionError, match=r"^Why\.$"), sphinxext.told():
        raise errors.PageError("Why.")
