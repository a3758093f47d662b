"""A book on another article, begun by one command: whole or not at all, and it needs no fork."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
import yaml
from support.builds import ROOT
from support.cells import executed
from support.files import read_ledger, tree, write_ledger

from footprint import library, narrative
from footprint.__main__ import main
from footprint.errors import BookError, LedgerError
from footprint.library.package import json_bytes
from footprint.maintenance import lint, scaffold
from footprint.sphinxext import notebooks
from footprint.sphinxext.soup import read
from footprint.update.renewal import renew

FOREST = "AG.LND.FRST.K2"
HERE = ROOT / "footprint/maintenance/scaffold"
# What is read from the package's own book where another would do.
ELSEWHERE = ("FOOTPRINT_DATA_DIR", "FOOTPRINT_MODE", "FOOTPRINT_LEDGER")

# A made-up article of March 2022 on two countries: the example's claim, and two more. The fact is made up too, and says so.
FACT = {
    "id": "arm-made-up",
    "chapter": "neighbours",
    "origin": "article",
    "kind": "recorded",
    "quote": "made up for a test, as is the document",
    "short": "Armenia's made-up question has an answer",
    "statement": "A document that was made up says yes to a question that was made up.",
    "measure": {"name": "fact", "id": "made-up"},
    "unit": "yes or no",
    "bands": {"holds": [{"from": 1}], "holds in part": [{"from": 0.5, "below": 1}]},
    "because": "A yes is a yes.",
    "sentences": {
        "holds": "A made-up document of {year} says {answer}.",
        "holds in part": "A made-up document of {year} says {answer}.",
        "does not hold": "A made-up document of {year} says {answer}.",
        "now": "The newest, of {year}, says {answer}",
    },
    "contrary": {
        "measure": {"name": "fact", "id": "made-up"},
        "unit": "yes or no",
        "against": {"below": 1},
        "sentence": "The newest made-up document says {answer}.",
    },
    "would_change": "Another document.",
}
JUDGEMENT = {
    "id": "geo-judged",
    "chapter": "neighbours",
    "origin": "article",
    "kind": "judgement",
    "quote": "made up for a test, and nobody can decide it",
    "short": "Georgia could do otherwise",
    "statement": "Georgia could do otherwise.",
    "because": "What a country could do is not on record.",
    "would_change": "Nothing that could be read.",
}
FACTS = """id,economy,question,answer,date,source
made-up,ARM,Made up: was it so?,no,2021-05-01,made up for a test
made-up,ARM,Made up: was it so?,yes,2024-05-01,made up for a test
"""
CHAPTER = """# The neighbours
---
from footprint import ledger, narrative

findings = {found.claim.id: found for found in ledger.findings("neighbours")}
---
narrative.verdicts(findings.values())
---
<a id="arm-made-up"></a>
## What is on record
---
narrative.card(findings["arm-made-up"])
---
<a id="geo-judged"></a>
## What nobody can decide
---
narrative.card(findings["geo-judged"])
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Python in a folder, as who works there has it: nothing says where the data is."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A new book, in a folder with a blank and letters."""
    folder = tmp_path_factory.mktemp("books") / "South Caucasus, Книга"
    scaffold.begin(folder)
    return folder


@pytest.fixture(scope="module")
def article(made) -> Path:
    """The same become a book of three claims and two pages, on an article of its own day."""
    folder = shutil.copytree(made, made.parent / "three claims")
    content = read_ledger(folder / "data")
    content["then"] |= {"label": "March 2022", "published_before": "2022-04-01", "year": 2020}
    content |= {"carrying": "geo-remittances", "chapters": {"index": "Money"}}
    content["claims"] += [FACT, JUDGEMENT]
    write_ledger(folder / "data", content)
    (folder / "data/records").mkdir()
    (folder / "data/records/facts.csv").write_text(FACTS, encoding="utf-8")
    path = folder / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    entry = {key: package["resources"][1][key] for key in ("licenses", "vintage", "retrieved")}
    fields = [
        {"name": name, "type": "string", "title": name} for name in FACTS.split("\n")[0].split(",")
    ]
    entry |= {"name": "facts", "path": "records/facts.csv", "title": "Made up", "format": "csv"}
    entry |= {"sources": [{"title": "Made up for a test"}], "schema": {"fields": fields}}
    package["resources"].append(entry)
    path.write_bytes(json_bytes(package | {"article": "2022-03-15"}))
    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"cell-{n}")
        if text.startswith(("#", "<"))
        else nbformat.v4.new_code_cell(text, id=f"cell-{n}")
        for n, text in enumerate(CHAPTER.strip().split("\n---\n"))
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "chapters/neighbours.ipynb")
    with (folder / "_toc.yml").open("a", encoding="utf-8") as file:
        file.write("chapters:\n  - file: chapters/neighbours\n")
    done = run(folder, "-m", "footprint", "describe")
    assert done.returncode == 0 and "records/facts.csv" in done.stdout, done.stderr
    return folder


# As it is begun ---------------------------------------------------------------------------------------------


def test_a_new_book_is_found_by_its_folder_and_whole(made):
    """From any folder in it, with no variable; its ledger computes, and no word is left to be filled in."""
    for place in (made, made / "chapters"):
        done = run(place, "-m", "footprint", "verify")
        assert done.stdout == f"2 data files whole, 1 claims tested: {made / 'data'}\n", done.stderr
    (told,) = json.loads(run(made, "-m", "footprint", "ledger", "--json").stdout)
    assert (told["then"]["verdict"], told["now"]["verdict"]) == ("holds", "holds")
    assert told["then"]["basis"].startswith("today's figure for 2021: no edition")
    texts = {name: content.decode() for name, content in tree(made).items()}
    assert {
        name for name, text in texts.items() if re.search(r"\$(title|name|lock|year)\b", text)
    } == set()
    assert {".github/workflows/book.yml", ".gitignore", "tests/test_book.py"} < texts.keys()
    assert yaml.safe_load(texts["_config.yml"])["title"] == "South Caucasus Книга"
    assert json.loads(texts["data/datapackage.json"])["name"] == "south-caucasus"
    assert list(made.parent.glob(".*")) == []


def test_it_has_the_first_cell_of_its_settings_and_no_outputs(made, monkeypatch):
    """So that ``footprint guard`` finds nothing to do."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(made / "data"))
    assert list(notebooks.guard_all(made)) == []
    command = [
        *lint.program_of("nbstripout"),
        "--verify",
        "--keep-id",
        made / "chapters/index.ipynb",
    ]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_it_can_be_cited(made):
    """By the schema of such files."""
    valid = lint.program_of("check-jsonschema")
    command = [*valid, "--builtin-schema", "vendor.citation-file-format", made / "CITATION.cff"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_what_two_books_share_is_the_same_in_both():
    """The list of economies, and the pins of actions, of which those here are renewed by robots."""
    economies = "data/worldbank/economies.csv"
    assert (HERE / economies).read_bytes() == (ROOT / economies).read_bytes()
    used = re.compile(r"uses: (.+)")
    ours = "".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob(".github/workflows/*.yml")
    )
    theirs = (HERE / "dot_github/workflows/book.yml").read_text(encoding="utf-8")
    assert set(used.findall(theirs)) <= set(used.findall(ours)) and used.findall(theirs)


@pytest.mark.parametrize("name", ["2024", "yes", "---", "$title", 'a"b: c'])
def test_any_name_of_a_folder_will_do(tmp_path, name):
    """A title is a text, whatever YAML takes it for."""
    if os.name == "nt" and '"' in name:
        pytest.skip("no name there")
    scaffold.begin(tmp_path / name)
    told = yaml.safe_load((tmp_path / name / "_config.yml").read_text(encoding="utf-8"))["title"]
    assert isinstance(told, str) and told.strip()
    assert (
        yaml.safe_load((tmp_path / name / "CITATION.cff").read_text(encoding="utf-8"))["title"]
        == told
    )
    assert run(tmp_path / name, "-m", "footprint", "verify").returncode == 0


# Whole or not at all ----------------------------------------------------------------------------------------


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path):
    """Somebody may work in it."""
    tmp_path = tmp_path / "empty"
    tmp_path.mkdir()
    before = tmp_path.stat().st_ino
    done = run(tmp_path, "-m", "footprint", "new", ".")
    assert done.returncode == 0 and done.stdout.splitlines() == [
        f"{tmp_path} is a book of one example; go on with: cd . && make book test (its README.md says what then)."
    ]
    assert tmp_path.stat().st_ino == before and (tmp_path / "data/claims.yml").is_file()


@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_is_never_touched(tmp_path, there):
    """In a sentence."""
    target = tmp_path / "book"
    if there == "folder":
        target.mkdir()
        (target / ".hidden").touch()
    else:
        target.touch()
    before = tree(tmp_path)
    done = run(tmp_path, "-m", "footprint", "new", "book")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "Name a folder that is" in done.stderr and tree(tmp_path) == before


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("call", ["write_text", "rename"])
def test_a_failure_on_the_way_leaves_nothing(tmp_path, monkeypatch, exists, call):
    """The disk is full at the last file, or nothing can be put in place."""
    folder, done, real = tmp_path / "book", [], getattr(Path, call)
    if exists:
        folder.mkdir()

    def failing(self, *given, **options):
        done.append(self)
        if len(done) == (10 if call == "write_text" else 1 + 3 * exists):
            raise OSError(28, "No space left on device", str(self))
        return real(self, *given, **options)

    monkeypatch.setattr(Path, call, failing)
    with pytest.raises(OSError, match="No space left"):
        scaffold.begin(folder)
    assert list(tmp_path.iterdir()) == ([folder] if exists else [])
    assert not exists or list(folder.iterdir()) == []


# On which package -------------------------------------------------------------------------------------------


def test_a_checkout_is_named_with_its_commit_and_its_lock(made):
    """As pip reads it; without git the folder as it is."""
    first, *others = (made / "requirements.txt").read_text(encoding="utf-8").splitlines()
    where = re.escape(ROOT.as_uri())
    known = rf"git\+{where}@[0-9a-f]{{40}}#egg=moscows-footprint"
    assert re.fullmatch(
        known if (ROOT / ".git").exists() else f"moscows-footprint @ {where}", first
    )
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert others == [line for line in locked if line != "-e ."] and len(others) > 50


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        (None, "==7.5"),
        ({"url": "https://x.org/a.whl", "archive_info": {}}, " @ https://x.org/a.whl"),
        (
            {"url": "https://x.org/r", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
            " @ git+https://x.org/r@c0ffee",
        ),
    ],
)
def test_an_installed_package_is_named_by_where_it_came_from(tmp_path, monkeypatch, origin, asked):
    """By its version, where only an index has it."""
    about = tmp_path / "moscows_footprint-7.5.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: moscows-footprint\nVersion: 7.5\n", encoding="utf-8")
    if origin:
        (about / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
    monkeypatch.setattr(scaffold, "PACKAGE", tmp_path / "footprint")
    monkeypatch.setattr(metadata, "distribution", lambda name: metadata.PathDistribution(about))
    scaffold.begin(tmp_path / "book")
    told = (tmp_path / "book/requirements.txt").read_text(encoding="utf-8")
    assert told == f"moscows-footprint{asked}\n"


def test_a_copy_that_was_never_installed_names_the_package_alone(tmp_path, monkeypatch):
    """Which one must then be said by hand."""

    def none(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(scaffold, "PACKAGE", tmp_path / "footprint")
    monkeypatch.setattr(metadata, "distribution", none)
    scaffold.begin(tmp_path / "book")
    assert (tmp_path / "book/requirements.txt").read_text(encoding="utf-8") == "moscows-footprint\n"


# A book on another article ----------------------------------------------------------------------------------


def test_an_article_on_two_other_countries_needs_no_code(article):
    """Three claims, each of its kind, by the day of their own article; there is no board, no map, no debt."""
    done = run(article, "-m", "footprint", "verify")
    assert done.stdout.startswith("3 data files whole, 3 claims tested"), done.stderr
    told = json.loads(run(article, "-m", "footprint", "ledger", "--json").stdout)
    found = {one["id"]: (one["then"]["verdict"], one["now"]["verdict"]) for one in told}
    assert found == {
        "geo-remittances": ("holds", "holds"),
        "arm-made-up": ("does not hold", "holds"),
        "geo-judged": ("cannot be tested", "cannot be tested"),
    }
    assert {one["then"]["known_before"] for one in told} == {"2022-04-01"} and told[0]["then"][
        "year"
    ] == 2020


@pytest.mark.parametrize("name", ["index", "neighbours"])
def test_its_chapters_run_and_say_its_moment(article, name, monkeypatch):
    """In a process; nothing of them is of the other book."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(article / "data"))
    cells = nbformat.read(article / f"chapters/{name}.ipynb", as_version=4).cells
    shown = executed(
        [cell.source for cell in cells if cell.cell_type == "code"], article / "chapters"
    )
    text = "\n".join(str(one) for one in shown)
    assert "March 2022" in text and "May 2023" not in text
    assert not re.search("Russia|Asia|Kyrgyz|Kazakh|Moscow", text)


def test_its_figures_are_renewed_and_a_series_is_added(made, tmp_path, bank, monkeypatch):
    """By the commands of the package; what it has no file of, such as debt, is not asked for."""
    data = shutil.copytree(made / "data", tmp_path / "data")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(data))
    bank.serve(data)
    bank.names[FOREST] = "Forest area (sq. km)"
    for economy, year in itertools.product(("ARM", "GEO"), range(2015, 2024)):
        bank.set(FOREST, economy, year, 3000.0 + year % 7)
    assert main(["add", FOREST]) == 0
    report = renew()
    assert report.clean and report.changed and report.flipped == [], str(report)
    assert len(library.pull(FOREST).series(FOREST)) == 2 * 9 and list(library.verify())


SUM = """from footprint import ledger, library, narrative
findings, (cells, figures) = ledger.findings(), ledger.leverage()
then, names, graded = ledger.rules().then, library.region(), library.publishers_used()
files = library.package().resources
---
narrative.bottom_line(findings, cells, then.year)
---
narrative.conclusion(findings, cells, names, then.year, then.label)
---
narrative.ledger_table(findings, "article")
---
narrative.changed([])
---
narrative.corrections(findings)
---
narrative.totals(findings)
---
narrative.tiles(findings, title="All", label=then.label, foot="")
---
narrative.inventory(files, title="All", foot="")
---
narrative.graded_publishers(graded, foot="")
---
narrative.freshness(library.shown_package(), ledger.newest(), library.reports())"""


def test_pages_of_the_sum_do_without_what_it_lacks(article, monkeypatch):
    """No lever, no correction, no older edition, no grade of a source: nothing is said of it."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(article / "data"))
    shown = executed(SUM.split("\n---\n"), article / "chapters")
    texts = [str(one.get("text/html", one.get("text/markdown", ""))) for one in shown]
    assert len(texts) == SUM.count("---") and all(texts)
    assert "lever" not in "".join(texts) and "Money" in texts[2]
    assert texts[3:5] == [
        "No verdict has changed.",
        "No change of a rule, a figure or a source has turned a verdict.",
    ]


def test_without_a_board_who_asks_for_it_is_told(article, monkeypatch):
    """And for a claim that carries the article, where none is named: in a sentence."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(article / "data"))
    with pytest.raises(LedgerError, match="field actors: the head names none, so there is no"):
        narrative.leverage.rank_signs()
    with pytest.raises(LedgerError, match="field carrying: the head names no claim that carries"):
        narrative.bottom_line([], None, 2020)


def test_two_commands_build_it_and_pass_its_test(article):
    """The whole book by the command of ``make book``, its pages as those of this one; then ``make test``, which sees a verdict that turns."""
    if (ROOT / ".assets").is_dir():
        shutil.copytree(ROOT / ".assets", article / ".assets", dirs_exist_ok=True)
    done = run(article, "-m", "footprint", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    html = article / "_build/html"
    page = read(html / "chapters/neighbours.html")
    assert len(page.select(".verdict-card")) == 2 and page.select_one("#geo-judged")
    assert page.select_one("meta[property='og:site_name']")["content"] == "South Caucasus Книга"
    assert {"data.zip", "feed.xml", "ledger.json", "project.zip"} < {
        path.name for path in html.iterdir()
    }
    origin = run(article, "-m", "footprint", "verify", "--book", "_build/html")
    assert origin.returncode == 0, origin.stderr
    done = run(article, "-m", "unittest", "discover", "tests")
    assert done.returncode == 1 and "test_the_verdicts_are_those_expected" in done.stderr
    assert "Ran 3 tests" in done.stderr and "failures=1" in done.stderr
    own = article / "tests/test_book.py"
    both = '"holds", "holds"), "arm-made-up": ("does not hold", "holds"), "geo-judged": ("cannot be tested",) * 2'
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace('"holds", "holds")', both), encoding="utf-8")
    done = run(article, "-m", "unittest", "discover", "tests", "-k", "verdicts")
    assert done.returncode == 0, done.stderr


def test_a_folder_in_use_is_refused_before_anything_is_made(tmp_path):
    """Called from Python too."""
    (tmp_path / "a").touch()
    with pytest.raises(BookError, match="is not empty"):
        scaffold.begin(tmp_path)
