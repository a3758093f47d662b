"""What a build stands on."""

from types import SimpleNamespace

import pytest
from sphinx.config import Config

from footprint import errors, ledger, library
from footprint.sphinxext import assets, ground


def settings() -> Config:
    """The settings of a book without a repository."""
    config = Config()
    config.add("footprint_repository", "", "html", str)
    return config


def test_settings_that_two_builds_share():
    """No day of the build; the hashes of what it is made of where the foot names them."""
    config = settings()
    config.html_context = {}
    config.html_theme_options = {"extra_footer": "{data} by {package}, {other}"}
    ground.configure(config, {"data": "sha256:0123456789", "package": ""})
    assert config.html_last_updated_fmt is None
    assert config.html_theme_options == {"extra_footer": "01234567 by none, {other}"}


def test_settings_that_name_this_machine_come_late():
    """The icon and the styles of the extension: after the settings of the book were hashed."""
    config = settings()
    config.html_context, config.html_theme_options, config.html_static_path = {}, {}, []
    ground.configure(config, {})
    assert config.html_static_path == []


@pytest.mark.parametrize("kind", ["html", "latex"])
def test_only_pages_need_scripts(monkeypatch, tmp_path, kind):
    """Data and ledger are checked for any builder, and before scripts are fetched."""
    asked = []
    monkeypatch.setattr(library, "verify", lambda: map(asked.append, ["data"]))
    monkeypatch.setattr(ledger, "check", lambda: asked.append("ledger"))
    monkeypatch.setattr(assets, "fetch", lambda _, release: asked.append(release))
    monkeypatch.setattr(ground, "edition", lambda *_: "the edition")
    config = SimpleNamespace(html_static_path=[], html_favicon=None)
    builder = SimpleNamespace(format=kind)
    app = SimpleNamespace(builder=builder, srcdir=str(tmp_path), config=config)
    assert ground.check_ground(app, {}) == "the edition"
    assert asked == ["data", "ledger", *(assets.SHIPPED if kind == "html" else [])]
    assert config.html_static_path == ([str(ground.STATIC)] if kind == "html" else [])
    assert bool(config.html_favicon) is (kind == "html")


def test_no_build_on_a_broken_ledger(data):
    """The sentence names the file."""
    (data / "claims.yml").write_text("claims: []", encoding="utf-8")
    with pytest.raises(errors.DataError, match=r"claims\.yml"):
        ground.check_ground(SimpleNamespace(), {})
