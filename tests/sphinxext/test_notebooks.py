"""Chapters to take along: their first cell, where they find the book, and what those that were run show."""

import functools
import hashlib
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from sphinx.config import Config
from support import golden
from support.alone import run_alone
from support.builds import ROOT

from footprint import render
from footprint.sphinxext import notebooks, project

CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
# Where no notebook is left to look for its book.
NOWHERE = "http://127.0.0.1:9/project.zip"
FINDS = "from footprint import ledger; print(len(ledger.claims()), ledger.__file__)"


def first(path: Path) -> str:
    """The first cell of code of a chapter."""
    cells = nbformat.read(path, as_version=4).cells
    return next(cell.source for cell in cells if cell.cell_type == "code")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", text).strip()


# In a checkout and on Colab ---------------------------------------------------------------------------------


def test_chapters_have_the_first_cell_of_the_settings():
    """Run ``make format`` where a setting changed."""
    source = notebooks.committed_guard(ROOT)
    assert {path.name for path in CHAPTERS if first(path) != source} == set()
    golden.check("guard.txt", source)


def test_a_repository_that_is_set_reaches_all_chapters(tmp_path):
    """By one command; a second finds nothing to do. What else is in a chapter stays as it is."""
    shutil.copytree(ROOT / "chapters", tmp_path / "chapters")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    settings = (ROOT / "_config.yml").read_text(encoding="utf-8")
    empty = 'footprint_repository: ""'
    assert empty in settings
    address = "https://github.com/who/book.git/"
    (tmp_path / "_config.yml").write_text(
        settings.replace(empty, f"footprint_repository: {address}"), "utf-8"
    )
    assert list(notebooks.guard_all(tmp_path)) == [path.name for path in CHAPTERS]
    assert list(notebooks.guard_all(tmp_path)) == []
    path = tmp_path / "chapters/ledger.ipynb"
    assert 'REPOSITORY, TOLD = "https://github.com/who/book", ' in first(path)
    assert len(first(path).splitlines()) <= 15
    assert list(notebooks.guard_all(ROOT)) == []
    (tmp_path / "_config.yml").write_text(settings, "utf-8")
    list(notebooks.guard_all(tmp_path))
    assert path.read_bytes() == (ROOT / "chapters/ledger.ipynb").read_bytes()


def test_a_chapter_without_the_package_says_what_to_do(tmp_path):
    """Each of them, in an empty folder, in a sentence and no more."""
    for failed, told in run_alone([[first(path)] for path in CHAPTERS], tmp_path, ["footprint"]):
        assert failed and plain(told) == (
            "This chapter needs the package and the data of its book (No module named 'footprint'). Take project.zip "
            "from the book, unpack it, and run %pip install -e on its folder; restart, run all."
        )
    assert list(tmp_path.iterdir()) == []


def test_another_package_of_that_name_is_none(tmp_path):
    """The public index has one."""
    (tmp_path / "other/footprint").mkdir(parents=True)
    (tmp_path / "other/footprint/__init__.py").touch()
    ((failed, told),) = run_alone([[first(CHAPTERS[0])]], tmp_path, places=[tmp_path / "other"])
    assert failed and plain(told).startswith(
        "This chapter needs the package and the data of its book (cannot import"
    )


@pytest.fixture
def installed(tmp_path) -> Path:
    """Where the package is without the book."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "footprint", tmp_path / "site/footprint", ignore=ignored)
    return tmp_path / "site"


def test_a_chapter_without_the_data_says_what_to_do(tmp_path, installed):
    """The package knows."""
    ((failed, told),) = run_alone([[first(CHAPTERS[0])]], tmp_path, places=[installed])
    assert failed and "set FOOTPRINT_DATA_DIR" in told and len(plain(told).splitlines()) == 1


def test_a_book_whose_package_lies_elsewhere_takes_both():
    """Its lock has the package, and its data is named, for no package lies beside it."""
    values = {"archive": NOWHERE, "sha256": "0" * 64, "folder": "caucasus", "apart": True}
    text = str(render.html("guard_fetch.txt", **values))
    compile(text, "guard", "exec")
    assert 'asked = ["-r", str(home / "requirements.txt")]' in text
    assert text.index('os.environ["FOOTPRINT_DATA_DIR"] = str(book') < text.index("import ledger")


def test_binder_gets_what_the_book_is_built_with():
    """Its files name others that are there; what it runs after can be run."""
    folder = ROOT / ".binder"
    asked = re.findall(
        r"^-r (\S+)$", (folder / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert asked and all((folder / name).is_file() for name in asked)
    assert (folder / "postBuild").read_text(encoding="utf-8").splitlines()[
        -1
    ] == "python -m footprint assets"
    assert re.fullmatch(r"python-3\.1[1-9]\n", (folder / "runtime.txt").read_text(encoding="utf-8"))


# With an address --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """A published book: its address, its project, and how often that was asked for."""
    folder = tmp_path_factory.mktemp("site")
    (folder / project.PROJECT).write_bytes(project.packed(ROOT))
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *told: object) -> None:
            asked.append(self.path)

    serve = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sum = hashlib.sha256((folder / project.PROJECT).read_bytes()).hexdigest()
        address = f"http://127.0.0.1:{server.server_port}/{project.PROJECT}"
        yield SimpleNamespace(address=address, sum=sum, asked=asked)
        server.shutdown()


def guard(address: str, sum: str) -> str:
    return render.html(
        "guard_fetch.txt", archive=address, sha256=sum, folder=project.folder_name(), apart=False
    )


def test_what_fetches_is_what_it_was():
    """Whatever an address holds."""
    golden.check("guard_fetch.txt", guard("https://example.org/a'b\"&/project.zip", "12" * 32))
    compile(guard("https://example.org/a'b\"&/project.zip", "12" * 32), "guard", "exec")


def test_without_the_package_it_is_fetched_once(tmp_path, site):
    """With its data, beside the chapter; the next chapter finds it there."""
    cells = [guard(site.address, site.sum), FINDS]
    before = len(site.asked)
    for failed, told in run_alone([cells, cells], tmp_path):
        assert not failed, told
        assert plain(told).endswith(
            f"moscows-footprint-{site.sum[:8]}/footprint/ledger/__init__.py"
        )
    assert len(site.asked) == before + 1
    assert [path.name for path in tmp_path.iterdir()] == [f"moscows-footprint-{site.sum[:8]}"]


def test_with_the_package_alone_the_data_is_fetched(tmp_path, installed, site):
    """And a package of the same version with it."""
    ((failed, told),) = run_alone(
        [[guard(site.address, site.sum), FINDS]], tmp_path, places=[installed]
    )
    assert not failed and f"moscows-footprint-{site.sum[:8]}" in told


def test_with_both_nothing_is_fetched(tmp_path):
    """Nobody is asked, nothing is written."""
    ((failed, told),) = run_alone([[guard(NOWHERE, ""), FINDS]], tmp_path, places=[ROOT])
    assert not failed and str(ROOT) in told and list(tmp_path.iterdir()) == []


def test_a_data_folder_that_was_chosen_is_not_replaced(tmp_path, installed):
    """What is wrong with it is said."""
    chosen = {"FOOTPRINT_DATA_DIR": str(tmp_path / "none")}
    ((failed, told),) = run_alone(
        [[guard(NOWHERE, "")]], tmp_path, places=[installed], environment=chosen
    )
    assert failed and str(tmp_path / "none") in told and len(plain(told).splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "sum", "says"),
    [
        (
            NOWHERE,
            "",
            "could not be fetched (<urlopen error [Errno 111] Connection refused>): run it once where",
        ),
        ("", "00" * 32, "is of another edition: download this chapter anew."),
    ],
)
def test_what_cannot_be_fetched_is_said(tmp_path, site, address, sum, says):
    """In a sentence; nothing is left behind."""
    ((failed, told),) = run_alone([[guard(address or site.address, sum)]], tmp_path)
    assert failed and says in told and len(plain(told).splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("pip", "says"),
    [
        ("print('  ERROR: None of these.'); print('Bye.')", "ERROR: None of these."),
        ("print('No pip.')", "No pip."),
    ],
)
def test_libraries_that_cannot_be_installed_are_said(tmp_path, site, pip, says):
    """In the words of who installs them."""
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip/__init__.py").touch()
    (tmp_path / "pip/__main__.py").write_text(
        f"import sys; sys.stdout = sys.stderr; {pip}; sys.exit(1)", encoding="utf-8"
    )
    own = {"PYTHONPATH": str(tmp_path)}
    ((failed, told),) = run_alone(
        [[guard(site.address, site.sum)]], tmp_path, ["babel"], environment=own
    )
    what = "What the package of the book needs could not be installed."
    assert failed and plain(told) == f"{what} {says}"


# Those that were run ----------------------------------------------------------------------------------------


def test_what_was_shown_brings_its_own_style():
    """A chart once, a map as its drawing, no sign of a page; no words that name a place in memory."""
    page = render.html("permalink.html", place="a", what="b")
    page += render.html(
        "chart.html",
        label="a",
        wide=render.Html("<svg>1</svg>"),
        narrow=render.Html("<svg>2</svg>"),
    )
    drawings = [render.Html("<svg>3</svg>"), render.Html("<svg>4</svg>")]
    values = {
        "title": "a",
        "layers": [],
        "drawings": drawings,
        "page": render.Html("<iframe srcdoc='x'></iframe>"),
    }
    page += render.html("map.html", **values)
    bundle = {"text/html": render.shown(page), "text/plain": "<Html at 0x7f>"}
    made = notebooks._by_itself(bundle)
    assert list(made) == ["text/html"]
    text = made["text/html"]
    assert text.startswith(
        '<div class="footprint tex2jax_ignore mathjax_ignore"><style>.footprint {'
    )
    body = text.partition("</style>")[2]
    assert body.count("legend") == 1
    assert re.findall(r"<svg>(\d)", body) == ["1", "3"]
    assert "permalink" not in body and "iframe" not in body and 'class="alone"' in body


def test_what_ran_does_not_say_by_which_patch_of_python():
    """The book of one commit is the same by all of them; its language stays."""
    said = {"language_info": {"name": "python", "version": "3.11.2"}}
    assert notebooks._settled(nbformat.v4.new_notebook(metadata=said)).metadata == {
        "language_info": {"name": "python"}
    }
    assert notebooks._settled(nbformat.v4.new_notebook()).metadata == {}


def test_a_sentence_that_was_shown_is_one_in_every_tool():
    """As HTML, which all prefer; its Markdown stays for others."""
    made = notebooks._by_itself({"text/markdown": "It *is* US\\$ 2.", "text/plain": "It is US$ 2."})
    assert "<em>is</em> US$ 2." in made["text/html"] and made["text/plain"] == "It is US$ 2."
    assert notebooks._by_itself({"text/plain": "1"}) == {"text/plain": "1"}


# Places to open them ----------------------------------------------------------------------------------------

PLACES = {
    "notebook_interface": "jupyterlab",
    "binderhub_url": "https://b",
    "colab_url": "https://c",
}


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", None),
        ("https://github.com/who/book.git/", PLACES),
        (
            "https://gitlab.com/who/book",
            {name: PLACES[name] for name in ("notebook_interface", "binderhub_url")},
        ),
        ("https://example.org/who/book", None),
    ],
)
def test_buttons_where_the_repository_can_be_opened(address, shown):
    """And no others: a button must lead somewhere."""
    config = Config()
    config.add("footprint_repository", address, "html", ())
    config.html_theme_options = {"launch_buttons": dict(PLACES)}
    notebooks.launch(config)
    assert config.html_theme_options.get("launch_buttons") == shown
    assert config.html_theme_options.get("repository_url") == (
        shown and address.removesuffix(".git/")
    )


def test_the_menu_offers_both():
    """The notebook, and the one that was run; where chapters are not run, the first alone."""
    paper = {"label": "download-pdf-button"}
    source = {"label": "download-source-button", "text": ".ipynb", "url": "_sources/a.ipynb"}
    for mode, urls in (
        ("cache", ["../notebooks/a.ipynb", "../notebooks/a-executed.ipynb"]),
        ("off", ["../notebooks/a.ipynb"]),
    ):
        menu = {"label": "download-buttons", "buttons": [dict(source), paper]}
        context = {
            "page_source_suffix": ".ipynb",
            "header_buttons": [menu],
            "pathto": lambda name, _: f"../{name}",
        }
        app = SimpleNamespace(config=SimpleNamespace(nb_execution_mode=mode))
        notebooks.offer(app, "chapters/a", "", context, None)
        assert [button.get("url") for button in menu["buttons"]] == [*urls, None]
