"""What a build stands on."""

from types import SimpleNamespace

import pytest
from sphinx.config import Config

from footprint import errors, ledger, library
from footprint.library.package import fingerprint
from footprint.sphinxext import assets, ground


@pytest.fixture
def config() -> Config:
    settings = Config()
    settings.add(ground.FINGERPRINT, "", "env", ())
    settings.html_static_path, settings.html_context = [], {}
    return settings


def test_data_or_package_that_changed_are_another_setting(data, config):
    """So that Sphinx reads every page anew."""
    before = config[ground.FINGERPRINT]
    ground.configure(SimpleNamespace(), config)
    built = config[ground.FINGERPRINT]
    assert before != built == fingerprint(data)
    (data / "claims.yml").write_text("other")
    ground.configure(SimpleNamespace(), config)
    assert config[ground.FINGERPRINT] != built


def test_settings_that_two_builds_share(config):
    """No day of the build; the icon and the styles of the extension."""
    ground.configure(SimpleNamespace(), config)
    assert config.html_last_updated_fmt is None
    assert config.html_static_path == [str(ground.STATIC)]
    assert config.html_favicon.startswith(str(ground.STATIC))


@pytest.mark.parametrize("kind", ["html", "latex"])
def test_only_pages_need_scripts(monkeypatch, tmp_path, kind):
    """Data and ledger are checked for any builder, and before scripts are fetched."""
    asked = []
    monkeypatch.setattr(library, "verify", lambda: map(asked.append, ["data"]))
    monkeypatch.setattr(ledger, "check", lambda: asked.append("ledger"))
    monkeypatch.setattr(assets, "fetch", asked.append)
    app = SimpleNamespace(builder=SimpleNamespace(format=kind), srcdir=str(tmp_path))
    ground.check_ground(app)
    assert asked == ["data", "ledger", *([tmp_path] if kind == "html" else [])]


def test_no_build_on_a_broken_ledger(data):
    """The sentence names the file."""
    (data / "claims.yml").write_text("claims: []")
    with pytest.raises(errors.DataError, match=r"claims\.yml"):
        ground.check_ground(SimpleNamespace())
