"""Chapters run side by side, by need; what fails is told, and nothing is left behind."""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_cache import get_cache

from footprint.errors import BookError
from footprint.sphinxext import execution
from footprint.sphinxext.execution import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "caches/now", 2, 60, False)


@pytest.fixture
def chapter(tmp_path):
    """Write a notebook of some cells; returns its pages as a build names them."""

    def write(name: str, *cells: str) -> dict[str, Path]:
        made = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in enumerate(cells)]
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
        return {f"chapters/{name}": path}

    return write


def shown(settings: Settings, path: Path) -> str:
    """What the cache has of a chapter's first cell."""
    book = nbformat.read(path, as_version=4)
    _, merged = get_cache(settings.cache).merge_match_into_notebook(book)
    return merged.cells[0].outputs[0].text.strip()


def test_a_chapter_runs_in_its_folder_and_only_once(settings, chapter, tmp_path):
    """Its outputs are in the cache; with other code it runs again. Prose is nothing to run."""
    pages = chapter("one", "import os; print(os.getcwd())") | {"chapters/prose": tmp_path / "x.md"}
    assert execution.run(pages, settings) == 1
    assert shown(settings, pages["chapters/one"]) == str(tmp_path)
    assert execution.run(pages, settings) == 0
    assert execution.run(chapter("one", "print('other')"), settings) == 1


def test_chapters_run_side_by_side(settings, chapter, tmp_path):
    """Two that wait for each other come to their end."""
    for name in ("a", "b"):
        os.mkfifo(tmp_path / name)
    give, take = "open('{}', 'w').close()", "open('{}').close()"
    pages = chapter("one", give.format("a"), take.format("b"))
    pages |= chapter("two", take.format("a"), give.format("b"))
    assert execution.run(pages, settings) == 2


def test_one_job_runs_one_chapter_at_a_time(settings, chapter):
    """Each finds that no other is at work."""
    code = "from pathlib import Path; Path('busy').touch(exist_ok=False)", "Path('busy').unlink()"
    pages = chapter("one", *code) | chapter("two", *code, "2")
    assert execution.run(pages, settings._replace(jobs=1)) == 2


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        (
            "from footprint.errors import DataError; raise DataError('Mend it.')",
            "DataError: Mend it.",
        ),
        ("raise ValueError('two\\nlines')", "ValueError: two lines"),
        ("import os; os._exit(1)", "Kernel died"),
        ("while True: pass", "timed out while it was being executed, after 1 seconds."),
    ],
    ids=["error", "a sentence", "two lines", "dead kernel", "too long"],
)
def test_what_fails_names_chapter_cell_and_message(settings, chapter, code, says):
    """In one line; what came to its end before is kept, half a chapter is not."""
    pages = chapter("fine", "print('fine')")
    assert execution.run(pages, settings) == 1
    with pytest.raises(BookError) as caught:
        execution.run(pages | chapter("broken", "1", code), settings._replace(timeout=1))
    told = str(caught.value)
    assert told.startswith("chapters/broken, cell cell-1: ") and says in told
    assert len(told.splitlines()) == 1
    records = get_cache(settings.cache).list_cache_records()
    assert [record.uri for record in records] == ["chapters/fine"]


def test_the_kernel_is_this_python_whatever_an_editor_saved(
    settings, chapter, monkeypatch, tmp_path
):
    """VS Code and JupyterLab write the name of the kernel that was picked, which nobody else has; and none that is installed takes its place. It loads no debugger."""
    installed = tmp_path / "share/kernels/python3"
    installed.mkdir(parents=True)
    (installed / "kernel.json").write_text(
        '{"argv": ["none"], "display_name": "Python 3"}', encoding="utf-8"
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    pages = chapter("one", "import sys; print(sys.executable, sys.modules['debugpy'])")
    book = nbformat.read(pages["chapters/one"], as_version=4)
    book.metadata.kernelspec = {"name": "footprint-venv", "display_name": ".venv (Python 3)"}
    nbformat.write(book, pages["chapters/one"])
    assert execution.run(pages, settings) == 1
    assert shown(settings, pages["chapters/one"]) == f"{sys.executable} None"


def test_cells_may_fail_where_the_book_says_so(settings, chapter):
    """As configured."""
    assert execution.run(chapter("one", "1 / 0"), settings._replace(allow_errors=True)) == 1


def test_the_longest_chapter_runs_first(settings, chapter, monkeypatch):
    """By the seconds that an older cache knows, which then goes; else by size."""
    ran = []

    async def execute(each, *_):
        ran.append(each.name)

    monkeypatch.setattr(execution, "_execute", execute)
    pages = chapter("a", "1") | chapter("b", "2" * 50)
    old, one = settings._replace(cache=settings.cache.with_name("old")), settings._replace(jobs=1)
    execution.run(pages, old)
    assert ran == ["chapters/b", "chapters/a"]
    monkeypatch.setattr(execution, "_renew", lambda cache: {"chapters/a": 9.0, "chapters/b": 1.0})
    execution.run(pages, one)
    assert ran[2:] == ["chapters/a", "chapters/b"]


def test_caches_of_other_sources_go(settings, chapter):
    """Their seconds are remembered for the order."""
    old = settings._replace(cache=settings.cache.with_name("old"))
    execution.run(chapter("one", "1"), old)
    assert execution._renew(settings.cache).keys() == {"chapters/one"}
    assert list(settings.cache.parent.iterdir()) == []


def test_a_cache_left_half_written_goes(settings, chapter):
    """And its chapters run again."""
    pages = chapter("one", "1")
    execution.run(pages, settings)
    with pytest.raises(KeyboardInterrupt), execution._storing(settings.cache):
        (settings.cache / "global.db").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert execution.run(pages, settings) == 1
    assert execution.run(pages, settings) == 0


@pytest.mark.parametrize(("chosen", "count"), [("3", 3), ("", os.cpu_count())])
def test_jobs(monkeypatch, chosen, count):
    """As asked for, else one a core."""
    monkeypatch.setenv("FOOTPRINT_JOBS", chosen)
    assert execution.jobs() == count


@pytest.mark.parametrize("chosen", ["0", "-1", "two", "1.5", " "])
def test_what_is_no_number_of_jobs(monkeypatch, chosen):
    """One sentence with the remedy."""
    monkeypatch.setenv("FOOTPRINT_JOBS", chosen)
    with pytest.raises(BookError, match=r"FOOTPRINT_JOBS is “.*” and must be a whole number"):
        execution.jobs()
