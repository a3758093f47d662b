"""One build: what it trusts of the last one, and when it does nothing. Whole builds are in ``tests/book``."""

import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.config import Config

from footprint.errors import BookError
from footprint.sphinxext import ground, manifest
from footprint.sphinxext.build import CACHE, Build


@pytest.fixture
def app(tmp_path, monkeypatch) -> Iterator[SimpleNamespace]:
    """A book in a folder, with doctrees."""
    usual = signal.getsignal(signal.SIGINT)
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(ground, "check_ground", lambda *_: None)
    for name in (
        "data/a.csv",
        "chapters/a.ipynb",
        "_config.yml",
        "_build/.doctrees/environment.pickle",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "_build/html").mkdir()
    paths = {
        "srcdir": tmp_path,
        "outdir": tmp_path / "_build/html",
        "doctreedir": tmp_path / "_build/.doctrees",
    }
    builder = SimpleNamespace(format="html")
    yield SimpleNamespace(
        **paths, builder=builder, parallel=1, fresh_env_used=False, _warncount=0, extensions={}
    )
    signal.signal(signal.SIGINT, usual)


def configured(app: SimpleNamespace) -> Build:
    """A build that has found out what changed."""
    build, config = Build(app), Config()
    config.html_context, config.html_theme_options = {}, {}
    config.add("nb_execution_cache_path", "", "env", ())
    config.add("footprint_repository", "", "html", ())
    build.configure(app, config)
    assert config.nb_execution_cache_path == str(build.cache)
    return build


@pytest.fixture
def built(app) -> SimpleNamespace:
    """The same, built."""
    build = configured(app)
    build.cache.mkdir(parents=True)
    (app.doctreedir).mkdir()
    (app.doctreedir / "environment.pickle").touch()
    manifest.write(build.book, build.sources)
    return app


def test_nothing_to_do(built, app):
    """The build ends well, before anything is checked."""
    with pytest.raises(SystemExit) as caught:
        configured(app).begin(app)
    assert not caught.value.code


@pytest.mark.parametrize("name", ["data/a.csv", "chapters/a.ipynb", "_config.yml", "README.md"])
def test_something_to_do(built, app, name):
    """A part of the sources changed; doctrees are kept where it is a chapter, or none of a page."""
    (Path(app.srcdir) / name).write_text("other", encoding="utf-8")
    before = configured(app).cache
    configured(app).begin(app)
    assert (app.doctreedir / "environment.pickle").exists() is (
        name in ("chapters/a.ipynb", "README.md")
    )
    assert before.parent.name == CACHE and before.exists() is not name.startswith("data")


def test_all_pages_are_asked_for(built, app):
    """As jupyter-book build --all does."""
    app.fresh_env_used = True
    configured(app).begin(app)


def test_another_python(built, app, monkeypatch):
    """Its chapters were not run."""
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    configured(app).begin(app)


def test_a_folder_of_which_nothing_is_known(app):
    """A build that was killed left it: doctrees may be half written."""
    parts = {"data", "package", "chapters", "settings", "lock", "project"}
    assert configured(app).changed == parts
    assert not app.doctreedir.exists()


def test_pages_that_changed_by_their_text(built, app):
    """Not by the times of their files, which some programs keep."""
    book = Path(app.outdir)
    (book / "_sources/chapters").mkdir(parents=True)
    (book / "_sources/chapters/a.ipynb").write_text("chapters/a.ipynb", encoding="utf-8")
    manifest.write(book, manifest.sources(app.srcdir))

    path = str(Path(app.srcdir) / "chapters/a.ipynb")
    env = SimpleNamespace(found_docs={"chapters/a"}, doc2path=lambda _: path)
    assert configured(app).outdated(app, env) == []
    (Path(app.srcdir) / "chapters/a.ipynb").write_text("other", encoding="utf-8")
    assert configured(app).outdated(app, env) == ["chapters/a"]


def test_papers_that_change_meanwhile(built, app):
    """No page is of them: the next build packs them anew."""
    build = configured(app)
    (Path(app.srcdir) / "README.md").write_text("other", encoding="utf-8")
    build._hold()
    assert configured(app).changed == {"project"}


def test_sources_that_change_meanwhile(built, app):
    """What ran may be of the one or the other: nothing of it is kept."""
    build = configured(app)
    (Path(app.srcdir) / "data/a.csv").write_text("other", encoding="utf-8")
    env = SimpleNamespace(mystnb_config=SimpleNamespace(execution_mode="off"))
    with pytest.raises(BookError, match="changed while it was built"):
        build.run(app, env, [])
    assert not build.cache.exists()
